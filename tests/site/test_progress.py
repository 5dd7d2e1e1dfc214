"""A reader's progress: kept in the browser, shown, carried to another one, never in the way."""

import gzip
import json
import re

import pytest
from browsing import BLANK, NARROW, SITE, Visit, read_page
from playwright.sync_api import expect

import logitlab
from logitlab.checks import points
from logitlab.questions.quiz import load_quiz

KEY = "scores-to-surprise"
START = "chapters/00_start.html"
CHAPTER = "chapters/01_sigmoid.html"
http_and_file = pytest.mark.parametrize("scheme", ["http", "file"])

FORBIDDEN = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("The operation is insecure.", "SecurityError"); },
});"""
FULL = """Storage.prototype.setItem = () => {
  throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
};"""


def record(read=("summary",), at=1000, passed=0, answers=None):
    """A record of chapter 1, as it is stored and exported."""
    page = {"at": at, "of": 16, "last": "summary", "read": list(read)}
    quiz = {"passed": passed, "answers": answers or {}}
    pages, quizzes = {"01_sigmoid": page}, {"01_sigmoid": quiz}
    return {"course": KEY, "version": 1, "pages": pages, "quizzes": quizzes}


def stored(page):
    return json.loads(page.evaluate(f"() => localStorage.getItem('{KEY}')"))


def put(page, data):
    text = data if isinstance(data, str) else json.dumps(data)
    page.evaluate(f"(text) => localStorage.setItem('{KEY}', text)", text)


def read_to_the_end_of(page, section):
    """Bring the end of a section to the middle of the screen, and stay there."""
    page.evaluate(
        "(id) => document.getElementById(id).lastElementChild.scrollIntoView({ block: 'center' })",
        section,
    )
    page.wait_for_function(
        f"(id) => localStorage.getItem('{KEY}')?.includes(`\"${{id}}\"`)", arg=section
    )


def sections(path):
    return [section["id"] for section in read_page(path).select("article > section > section[id]")]


def answer(page, i, option):
    """Choose an option of a question, and press Check."""
    group = page.locator("[data-explorable=quiz] fieldset").nth(i)
    group.locator("input").nth(option).check()
    group.get_by_role("button", name="Check", exact=True).click()
    return group


def test_the_scripts_are_light(site):
    weight = {
        name: len(gzip.compress((SITE / "_static" / f"{name}.js").read_bytes()))
        for name in ("progress", "start")
    }
    # it reads also the log of answers, and the points that `progress` of the module keeps in a file
    assert weight["progress"] < 3500, "every page loads it"
    assert weight["start"] < 3000


def test_the_start_page_knows_how_many_sections_there_are(site):
    counts = json.loads(read_page(START).select_one(".progress")["data-chapters"])
    assert len(counts) == 13
    for name, (n, quizzes) in counts.items():
        path = f"chapters/{name}.html"
        assert n == len(sections(path)), name
        assert quizzes == len(read_page(path).select("[data-explorable=quiz]")), name
    assert not read_page(CHAPTER).select(".progress")


def test_without_javascript_nothing_is_shown(visit):
    page = visit(START, java_script_enabled=False).page
    assert not page.locator(".progress").is_visible()


@http_and_file
def test_a_section_counts_when_its_end_was_seen(scheme, visit):
    opened = visit(CHAPTER, scheme)
    page, ids = opened.page, sections(CHAPTER)
    # a link to a section leaves the one before it at the edge of the screen: that is not read
    opened.wait_until_live()
    page.clock.install()
    page.evaluate("(id) => document.getElementById(id).scrollIntoView()", ids[4])
    opened.wait_until_drawn()
    page.clock.fast_forward(1300)
    assert ids[3] not in stored(page)["pages"]["01_sigmoid"]["read"]
    read_to_the_end_of(page, ids[0])
    page.reload()
    link = page.locator("#contents > ul > li > a").first
    expect(link.locator(".mark [aria-hidden]")).to_contain_text("/8")
    expect(link.locator(".visually-hidden")).to_contain_text("of 8 sections read")
    assert ids[0] in stored(page)["pages"]["01_sigmoid"]["read"]

    page.goto(page.url.replace("01_sigmoid", "00_start"))
    block = page.locator(".progress")
    expect(block).to_be_visible()
    assert re.search(r"You have read [1-3] of \d+ sections", block.inner_text())
    assert ("double click" in block.inner_text()) == (scheme == "file")
    lead = page.locator(".lead")
    expect(lead).to_contain_text("Go on where you were")
    lead.get_by_role("link", name="Sigmoid").click()
    page.wait_for_url("**/01_sigmoid.html*")
    opened.assert_quiet()


@http_and_file
def test_answers_and_the_passed_quiz_are_kept(scheme, visit):
    from test_quiz import Sheet, right_answer

    opened = visit(CHAPTER, scheme)
    page, questions = opened.page, load_quiz("01_sigmoid")
    answer(page, 0, 0)
    page.reload()
    group = page.locator("[data-explorable=quiz] fieldset").first
    expect(group.locator(".quiz-told")).to_contain_text("Not yet")
    assert group.locator("input").first.is_checked()
    expect(page.locator("[data-explorable=quiz] [aria-live]")).to_be_empty()  # nothing new

    sheet = Sheet(opened, "01_sigmoid")
    for i, question in enumerate(questions):
        sheet.answer(i, right_answer(question))
    assert sheet.right().endswith("passed")
    link = page.locator("#contents > ul > li > a").first
    expect(link).to_contain_text("quiz passed")
    page.reload()
    opened.wait_until_live()
    assert sheet.right().endswith("passed")

    sheet.root.get_by_role("button", name="Start over").click()
    assert sheet.right().startswith("0 of")
    page.reload()
    opened.wait_until_live()
    assert sheet.right().startswith("0 of")
    expect(link).to_contain_text("quiz passed")
    assert stored(page)["quizzes"]["01_sigmoid"]["passed"] > 0, "once passed, passed"
    opened.assert_quiet()


def test_an_answer_is_kept_before_it_is_drawn(visit):
    opened = visit(CHAPTER)
    opened.wait_until_live()
    opened.page.evaluate("() => { window.requestAnimationFrame = () => 0; }")
    answer(opened.page, 0, 0)
    kept = stored(opened.page)["quizzes"]["01_sigmoid"]["answers"]
    assert [found["checked"] for _, found in kept.values()] == [True]


# ---------------------------------------------------------------- export, import, forget


def choose(page, name, text):
    """Give a file to the import, and return what is said."""
    file = {"name": name, "mimeType": "application/json", "buffer": text.encode()}
    page.locator(".progress-note").evaluate("(note) => (note.textContent = '')")
    page.locator(".progress-file").set_input_files(file)
    note = page.locator(".progress-note")
    expect(note).not_to_be_empty()
    return note.inner_text()


@http_and_file
def test_what_one_browser_exports_another_imports(scheme, visit):
    first = visit(CHAPTER, scheme).page
    put(
        first,
        record(
            ["summary", "time"],
            at=3000,
            passed=5,
            answers={"bounded": [5, {"given": [1], "checked": True}], "flip": [6, None]},
        ),
    )
    first.goto(first.url.replace("01_sigmoid", "00_start"))
    with first.expect_download() as download:
        first.get_by_role("button", name="Export").press("Enter")
    assert download.value.suggested_filename == f"{KEY}.json"
    text = download.value.path().read_text("utf-8")

    second = visit(START, scheme)
    mine = {"flip": [7, {"given": [0], "checked": True}], "bounded": [3, None]}
    put(second.page, record(["exercises"], at=2000, answers=mine))
    second.page.reload()
    with second.page.expect_file_chooser():
        second.page.get_by_role("button", name="Import").press("Enter")
    assert choose(second.page, "mine.json", text).startswith("Imported")
    merged = stored(second.page)
    assert set(merged["pages"]["01_sigmoid"]["read"]) == {"summary", "time", "exercises"}
    assert merged["pages"]["01_sigmoid"]["at"] == 3000, "the later visit"
    quiz = merged["quizzes"]["01_sigmoid"]
    assert quiz["passed"] == 5
    assert quiz["answers"]["flip"] == mine["flip"], "the later answer is the one that was here"
    assert quiz["answers"]["bounded"][0] == 5, "the later answer is the imported one"
    expect(second.page.locator(".progress-said")).to_contain_text("passed 1 of")
    second.assert_quiet()


def test_a_notebook_counts_what_the_page_exports_and_the_page_takes_it_back(
    visit, tmp_path, capsys
):
    here, there = points.tasks("assignments-05_softmax")[:2]
    exercises = {"passed": 0, "answers": {here.exercise: [3, {"right": True}]}}
    data = record(answers={"flip": [6, None]})
    data["quizzes"][f"{here.page}-exercises"] = exercises
    data["log"] = [[5, "01_sigmoid", "01_sigmoid", "flip", 1, 80]]
    opened = visit(START)
    put(opened.page, data)
    opened.page.reload()
    with opened.page.expect_download() as download:
        opened.page.get_by_role("button", name="Export").press("Enter")
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)

    points.forget()
    points.remember([there.exercise])
    logitlab.progress(path)
    points.forget()
    both = f"{here.points + there.points:g} of"
    assert f"05_softmax: {both}" in capsys.readouterr().out

    assert choose(opened.page, path.name, path.read_text("utf-8")).startswith("Imported")
    expect(opened.page.locator(".progress-said")).to_contain_text(f"have {both}")
    assert stored(opened.page)["log"] == data["log"]
    opened.assert_quiet()


BAD = {
    "not JSON": "{",
    "another file": '{"nbformat": 4}',
    "a list": "[]",
    "null": "null",
    "newer": json.dumps({**record(), "version": 3}),
    "no pages": json.dumps({"course": KEY, "version": 1, "quizzes": {}}),
    "a number of pages": json.dumps({**record(), "pages": 3}),
    "a time": json.dumps(record(at="now")),
    "an answer": json.dumps(record(answers={"flip": [1, 5]})),
    "markup": json.dumps(record(read=["<img src=x onerror=alert(1)>"])),
}


def test_a_bad_file_changes_nothing(reader):
    opened = reader(START, stored={KEY: json.dumps(record())})
    opened.page.wait_for_function(f"() => localStorage['{KEY}'].includes('00_start')")
    before = stored(opened.page)
    for name, text in BAD.items():
        said = choose(opened.page, "bad.json", text)
        assert said.startswith("bad.json was not imported, and nothing has changed"), name
        assert stored(opened.page) == before, name
    opened.assert_quiet()


def test_forgetting_asks_once(reader):
    opened = reader(START, stored={})
    page = opened.page
    expect(page.locator(".progress-said")).to_contain_text("fills as you read")  # no 0 of many
    put(page, record())
    page.reload()
    expect(page.locator(".progress-said")).to_contain_text("You have read")
    expect(page.locator(".progress-bar")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_have_count(0)  # would be said amid the text
    page.get_by_role("button", name="Forget", exact=True).press("Enter")
    assert page.evaluate("() => document.activeElement.matches('.progress-keep')")
    page.keyboard.press("Enter")
    assert stored(page)["pages"]["01_sigmoid"]
    assert not page.locator(".progress-sure").is_visible()
    page.get_by_role("button", name="Forget", exact=True).press("Enter")
    page.get_by_role("button", name="Yes, forget it").press("Enter")
    expect(page.locator(".progress-note")).to_contain_text("Forgotten")
    assert page.evaluate("() => localStorage.length") == 0
    assert page.locator(".mark").count() == 0
    opened.assert_quiet()


# ---------------------------------------------------------------- storage that does not work


@pytest.mark.parametrize(
    ("script", "sentence"),
    [(FORBIDDEN, "forbids pages to store"), (FULL, "storage is full")],
    ids=["forbidden", "full"],
)
@pytest.mark.parametrize("path", [START, CHAPTER])
def test_the_page_works_without_a_storage_and_says_so(path, script, sentence, visit, site):
    opened = visit(BLANK)
    opened.context.add_init_script(script)
    assert_works_and_says(opened.go(f"{site}/{path}"), path, sentence)


@pytest.mark.parametrize(
    "text",
    [
        '{"version',
        "null",
        "[1, 2]",
        json.dumps({**record(), "pages": 3}),
        json.dumps({**record(), "pages": {"01_sigmoid": 1}}),
        json.dumps({**record(), "version": 99}),
    ],
    ids=["broken", "null", "list", "types", "page", "newer"],
)
@pytest.mark.parametrize("path", [START, CHAPTER])
def test_the_page_works_with_a_damaged_record_leaves_it_and_says_so(path, text, reader):
    opened = reader(path, stored={KEY: text})
    assert_works_and_says(opened, path, "is damaged, or of a newer version")
    assert opened.page.evaluate(f"localStorage.getItem('{KEY}')") == text, "it is left as it is"


def assert_works_and_says(opened, path, sentence):
    page = opened.page
    note = page.locator(".progress-note")
    expect(note).to_contain_text(sentence)
    assert note.is_visible() and note.get_attribute("role") == "status"
    if path == CHAPTER:
        expect(answer(page, 0, 0).locator(".quiz-told")).to_contain_text("Not yet")
    opened.assert_quiet()


def test_a_damaged_record_is_left_as_it_is_until_the_reader_forgets_it(reader):
    data = record(answers={"flip": 3})
    opened = reader(START, stored={KEY: json.dumps(data)})
    page = opened.page
    expect(page.locator(".progress-note")).to_contain_text("press Forget")
    assert stored(page) == data
    page.get_by_role("button", name="Forget", exact=True).click()
    page.get_by_role("button", name="Yes, forget it").click()
    assert page.evaluate("() => localStorage.length") == 0
    page.goto(page.url.replace("00_start", "01_sigmoid"))
    page.wait_for_function(f"() => localStorage.getItem('{KEY}')")
    assert set(stored(page)["pages"]) == {"01_sigmoid"}
    opened.assert_quiet()


@pytest.mark.parametrize("given", [[99, "x"], [], "", {}, None], ids=json.dumps)
def test_answers_that_do_not_fit_their_question_do_no_harm(given, reader):
    odd = {"given": given, "checked": True}
    answers = {question["id"]: [1, odd] for question in load_quiz("01_sigmoid")}
    opened = reader(CHAPTER, stored={KEY: json.dumps(record(answers=answers))})
    expect(opened.page.locator("[data-number=right]")).to_have_text("0 of 7")
    expect(answer(opened.page, 0, 0).locator(".quiz-told")).to_contain_text("Not yet")
    opened.assert_quiet()


# ---------------------------------------------------------------- two tabs


def test_two_tabs_do_not_overwrite_each_other(visit, site):
    opened = visit(CHAPTER)
    opened.wait_until_live()
    one, two = opened.page, opened.context.new_page()
    two.goto(f"{site}/{CHAPTER}")
    answer(one, 0, 0)
    answer(two, 2, 1)
    for page in (one, two):  # each hears of the other
        expect(page.locator("fieldset .quiz-told").nth(0)).to_contain_text("Not yet")
        expect(page.locator("fieldset .quiz-told").nth(2)).to_contain_text("Right")
    two.goto(f"{site}/chapters/05_softmax.html")
    two.wait_for_function(f"() => localStorage['{KEY}'].includes('05_softmax')")
    answer(one, 0, 1)
    kept = stored(one)
    assert set(kept["pages"]) == {"01_sigmoid", "05_softmax"}
    assert kept["quizzes"]["01_sigmoid"]["answers"].keys() == {"bounded", "flip"}
    assert kept["quizzes"]["01_sigmoid"]["answers"]["bounded"][1]["given"] == [1]
    opened.assert_quiet()


def test_on_a_phone_the_marks_are_in_the_opened_contents(browser, site):
    opened = Visit(browser, viewport=NARROW).go(f"{site}/{CHAPTER}")
    put(opened.page, record(sections(CHAPTER), passed=5))
    opened.page.reload()
    opened.page.locator("button[popovertarget=contents]").click()
    mark = opened.page.locator("#contents .mark").first
    expect(mark).to_be_visible()
    assert mark.locator("[aria-hidden]").inner_text().split() == ["✓", "★"]
    opened.context.close()


def test_axe_finds_nothing_in_what_progress_and_quiz_add(reader):
    from views import violations_in_both_themes

    opened = reader(CHAPTER, stored={KEY: json.dumps(record(passed=5))})
    page = opened.page
    answer(page, 0, 0)
    expect(answer(page, 2, 1).locator(".quiz-told")).to_contain_text("Right")
    opened.wait_until_live()
    found = violations_in_both_themes(page)
    page.goto(page.url.replace("01_sigmoid", "00_start"))
    page.get_by_role("button", name="Forget", exact=True).click()
    opened.wait_until_live()
    found += violations_in_both_themes(page)
    assert not found, "axe found:\n" + "\n".join(found)
