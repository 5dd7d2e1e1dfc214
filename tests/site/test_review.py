"""The page Review, the question "How sure?", and the reader's own diagram, in a browser."""

import json
import random
import re

import numpy as np
import pytest
from browsing import BLANK, NARROW, SITE, WIDE, Visit, read_page
from playwright.sync_api import expect
from quizzes import right_answer
from test_progress import FULL, KEY, choose
from views import violations_in_both_themes

import logitlab
from logitlab.questions.templates import draw_question
from website.review import IN_PLACE

PAGE = "chapters/review.html"
START = "chapters/00_start.html"
CHAPTER = "chapters/05_softmax.html"
DAY = 86_400_000
READ = ("00_start", "01_sigmoid", "05_softmax", "06_cross_entropy")
CHANCE = 0.4  # what Math.random gives in a test, so that the numbers of a template are known
FIXED = f"Math.random = () => {CHANCE}"
SEED = int(CHANCE * 2**31)


def course():
    text = (SITE / "_static" / "questions.js").read_text("utf-8")
    return json.loads(text.partition("=")[2].strip().removesuffix(";"))


def all_questions():
    return {f"{q['chapter']}/{q['id']}": q for q in course()["questions"]}


def record(log=(), on=False, read=READ, at=1000, version=2):
    sections = [f"section-{i}" for i in range(20)]
    pages = {name: {"at": at, "of": 8, "last": "", "read": sections[:8]} for name in read}
    data = {"course": KEY, "version": version, "pages": pages, "quizzes": {}, "code": {}}
    return data | {"log": list(log), "sure": [at, on]}


def forecasts(n, now, temperature=1.6, seed=1):
    """A log of someone who is too sure."""
    chance = random.Random(seed)
    for i in range(n):
        said = min(99, max(25, round(100 / (1 + np.exp(-chance.gauss(1.3, 1))))))
        honest = logitlab.sigmoid(logitlab.logit(said / 100) / temperature)
        at = now - (n - i) * 3_600_000
        yield [at, "quiz", "05_softmax", f"q{i}", int(chance.random() < honest), said]


def put(page, data):
    page.evaluate(f"(text) => localStorage.setItem('{KEY}', text)", json.dumps(data))


def stored(page):
    return json.loads(page.evaluate(f"() => localStorage.getItem('{KEY}')"))


@pytest.fixture
def open_with(visit, site):
    """A function that opens a page whose browser holds a record."""

    def open_page(data, path=PAGE, scheme="http", **options):
        opened = visit(BLANK, scheme, **options)
        opened.context.add_init_script(FIXED)
        if data:
            put(opened.page, data)
        address = f"{site}/{path}" if scheme == "http" else (SITE / path).as_uri()
        return opened.go(address)

    return open_page


# ---------------------------------------------------------------- answering


def asked(page):
    """The key of the question on the card, and the question with its numbers."""
    key = page.locator("form.review-question").get_attribute("data-question")
    question = all_questions()[key]
    return key, draw_question(question["template"], SEED) if "template" in question else question


def give(page, question, right):
    """Answer the question on the card by keyboard, rightly or wrongly, and check it."""
    card = page.locator("form.review-question")
    if question["kind"] == "number":
        card.locator(".quiz-number input").fill(repr(question["answer"]) if right else "123456")
        card.locator(".quiz-number input").press("Enter")
        return
    if question["kind"] == "order":
        order = list(question["start"])
        for place, item in enumerate(right_answer(question) if right else []):
            for _ in range(order.index(item) - place):
                text = card.locator(".quiz-order li").nth(order.index(item))
                text.get_by_role("button", name="Move up").press("Enter")
                at = order.index(item)
                order[at - 1], order[at] = order[at], order[at - 1]
    else:
        for place in right_answer(question):
            if right:
                card.locator(".quiz-option input").nth(place).press("Space")
        if not right:
            wrong = next(i for i, o in enumerate(question["options"]) if not o["right"])
            card.locator(".quiz-option input").nth(wrong).press("Space")
    card.get_by_role("button", name="Check", exact=True).press("Enter")


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_five_a_day_missed_ones_again_and_no_two_of_a_chapter_in_a_row(scheme, open_with):
    opened = open_with(record(), scheme=scheme)
    page = opened.page
    assert not page.locator(".sure").count(), "off at first visit"
    keys, groups = [], []
    while page.locator("form.review-question").count():
        key, question = asked(page)
        right = len(keys) != 1  # the second one is missed, once
        give(page, question, right)
        verdict = page.locator(".quiz-verdict")
        expect(verdict).to_have_text(re.compile("✓ Right" if right else "✗ Not this time"))
        assert verdict.evaluate("(line) => line === document.activeElement")
        if not right:
            expect(page.locator(".review-answer")).to_contain_text("The answer")
        keys.append(key)
        groups.append(all_questions()[key]["group"])
        page.locator(".review-way button").press("Enter")
    assert keys.count(keys[1]) == 2 and len(set(keys)) in (5, 6)
    assert set(groups) <= set(READ)
    assert all(a != b for a, b in zip(groups, groups[1:], strict=False))
    expect(page.locator(".review-end")).to_contain_text("all for today")
    log = stored(page)["log"]
    assert [entry[4] for entry in log] == [1, 0, *[1] * (len(keys) - 2)]
    assert {entry[1] for entry in log} == {"review"} and {entry[5] for entry in log} == {0}

    page.reload()  # nothing of it is shown again
    expect(page.locator(".review-end")).to_contain_text(f"tomorrow: {len(set(keys))}")
    assert not page.locator("form.review-question").count()
    page.get_by_role("button", name="Five more").press("Enter")
    assert asked(page)[0] not in keys
    opened.assert_quiet()


def test_a_slip_of_the_last_digit_counts_and_a_text_is_no_number(open_with):
    log = [[1, "review", "05_softmax", q["id"], 1, 0] for q in course()["questions"]]
    opened = open_with(record(read=["00_start"]))
    page = opened.page
    template = all_questions()["00_start/fresh-halve"]["template"]
    # all others of the chapter were known yesterday
    others = [q for q in all_questions().values() if q["group"] == "00_start"]
    yesterday = page.evaluate("() => Date.now()") - DAY // 100
    log = [
        [yesterday, "review", q["chapter"], q["id"], 1, 0]
        for q in others
        if q["id"] != template["id"]
    ]
    put(page, record(log, read=["00_start"]))
    page.reload()
    page.get_by_role("button", name="Five more").click()
    key, question = asked(page)
    assert key == "00_start/fresh-halve"
    field = page.locator(".quiz-number input")
    for text, said in (("", "First choose"), ("about ten", "This is no number")):
        field.fill(text)
        field.press("Enter")
        expect(page.locator(".quiz-told")).to_contain_text(said)
    field.fill(f"{question['answer'] + 0.01} cm")
    field.press("Enter")
    expect(page.locator(".quiz-verdict")).to_contain_text("but for the last digit")
    opened.assert_quiet()


def test_there_are_enough_questions_and_all_are_whole():
    questions = course()["questions"]
    assert len(questions) >= 150
    assert len(all_questions()) == len(questions), "no key twice"
    assert sum("template" in q for q in questions) >= 60
    assert sum(q.get("html", False) for q in questions) >= 60, "predictions"
    groups = course()["chapters"]
    for q in questions:
        assert q["group"] in groups
        path, _, place = q["page"].partition("#")
        page = read_page(f"chapters/{path}")
        assert not place or page.find(id=place), q["page"]
        if q.get("html"):
            assert not re.search(r"<a |<script| id=|<input", json.dumps(q)), q["id"]
            assert q["kind"] != "single" or sum(o["right"] for o in q["options"]) == 1
    boxes = {box["id"] for p in SITE.rglob("*.html") for box in read_boxes(p)}
    assert boxes >= IN_PLACE, "a prediction of this list has another name now"


def read_boxes(path):
    text = path.read_text("utf-8")
    return [
        {"id": name} for name in re.findall(r'<div class="admonition predict" id="([^"]+)"', text)
    ]


def test_nobody_is_asked_about_what_was_not_read_but_may_ask_for_all(open_with):
    opened = open_with(None)
    page = opened.page
    expect(page.locator(".review-end")).to_contain_text("nothing to ask yet")
    page.get_by_role("button", name="whole course").click()
    expect(page.locator("form.review-question")).to_be_visible()
    opened.assert_quiet()


def test_a_prediction_of_a_side_path_comes_back_once_it_was_made(open_with):
    data = record(read=())
    made = {"given": "0.5", "committed": True}
    data["quizzes"] = {
        "gibbs-predictions": {"passed": 0, "answers": {"predict-tie": [1, made]}},
    }
    page = open_with(data).page
    assert asked(page)[0] == "gibbs-predictions/predict-tie"
    assert page.locator(".quiz-number input").input_value() == ""
    link = page.locator(".review-way a")
    give(page, asked(page)[1], True)
    assert link.get_attribute("href") == "deeper/gibbs.html#predict-tie"


# ---------------------------------------------------------------- how sure?


def move_to(slider, percent):
    slider.fill(str(percent))


def test_the_switch_is_offered_after_the_first_chapter_and_asks_beside_each_answer(open_with, site):
    opened = open_with(record(read=()), START)
    page = opened.page
    assert not page.locator("section.forecaster").is_visible(), "at the first visit there is none"
    data = record(read=())
    data["quizzes"] = {"00_start": {"passed": 5, "answers": {}}}
    put(page, data)
    page.reload()
    block = page.locator("section.forecaster")
    expect(block).to_contain_text("If you like")
    assert not page.locator(".sure").count()
    block.get_by_role("button", name="Ask me how sure I am").press("Enter")
    expect(block.get_by_role("button", name="Stop asking")).to_be_focused()
    assert stored(page)["sure"][1] is True

    opened.go(f"{site}/{CHAPTER}")
    opened.wait_until_live()
    # a question of the quiz
    group = page.locator("fieldset[data-question=constant]")
    slider = group.get_by_role("slider", name="How sure")
    assert [slider.get_attribute(name) for name in ("min", "max")] == ["25", "99"]
    assert slider.get_attribute("aria-valuetext") == "not said"
    move_to(slider, 80)
    assert "surprise 0.22 nats if right, 1.61 if wrong" in slider.get_attribute("aria-valuetext")
    group.locator("input[type=radio]").first.check()
    group.get_by_role("button", name="Check", exact=True).click()
    expect(group.locator(".sure")).to_contain_text("you were wrong: 1.61 nats")
    group.locator("input[type=radio]").nth(2).check()
    group.get_by_role("button", name="Check", exact=True).click()
    # a prediction, and a question for which nothing was said
    box = page.locator("#predict-bus")
    move_to(box.get_by_role("slider", name="How sure"), 60)
    box.locator("input[type=text]").fill("1/3")
    box.get_by_role("button", name="Check", exact=True).click()
    group = page.locator("fieldset[data-question=two-labels]")
    group.locator("input[type=radio]").first.check()
    group.get_by_role("button", name="Check", exact=True).click()
    log = [entry[1:] for entry in stored(page)["log"]]
    assert log == [
        ["quiz", "05_softmax", "constant", 0, 80],
        ["prediction", "05_softmax-predictions", "predict-bus", 1, 60],
    ], "the first answer counts, and only where something was said"
    page.reload()
    opened.wait_until_live()
    for name in ("constant", "two-labels"):
        assert not page.locator(f"fieldset[data-question={name}] .sure").count(), "it was answered"
    assert page.locator(".sure").count() >= 8

    opened.go(f"{site}/{PAGE}")
    slider = page.locator("form.review-question .sure input")
    move_to(slider, 90)
    give(page, asked(page)[1], True)
    expect(page.locator("form.review-question .sure")).to_contain_text("0.11 nats")
    assert stored(page)["log"][-1][4:] == [1, 90]
    expect(page.locator(".forecaster")).to_contain_text("so far there are 3")
    opened.assert_quiet()


def test_the_diagram_is_the_readers_own(open_with, site):
    opened = open_with(None)
    page = opened.page
    now = page.evaluate("() => Date.now()")
    log = list(forecasts(200, now))
    put(page, record(log[:19], on=True))
    page.reload()
    expect(page.locator(".forecaster")).to_contain_text("so far there are 19")
    assert not page.locator(".forecast-diagram").count()
    opened.go(f"{site}/chapters/08_in_practice.html")
    assert not page.locator(".forecast-example").count()

    put(page, record(log, on=True))
    for path in (START, PAGE, "chapters/08_in_practice.html"):
        opened.go(f"{site}/{path}")
        opened.wait_until_live()  # a block that waits for its layout has no inner text
        block = page.locator(".forecaster")
        expect(block.locator(".forecast-diagram circle").first).to_be_attached()
        counts = [int(text) for text in block.locator(".count").all_text_contents()]
        assert sum(counts) == 200 and len(counts) == block.locator("circle").count()
        assert block.locator(".interval").count() == len(counts)
        text = block.inner_text()
        temperature = float(re.search(r"T = (\d+\.\d+)", text)[1])
        low, high = map(float, re.search(r"from (\d+\.\d+) to (\d+\.\d+)", text).groups())
        assert low <= 1.6 <= high and low < temperature < high
        assert "You are too sure" in text
        loss = np.mean([-np.log((p if y else 100 - p) / 100) for *_, y, p in log])
        assert f"mean surprise is {loss:.2f} nats" in text
    opened.assert_quiet()


# ---------------------------------------------------------------- data


def test_a_year_is_small_and_opens(open_with):
    opened = open_with(None)
    page = opened.page
    now = page.evaluate("() => Date.now()")
    keys = list(all_questions().values())
    chance = random.Random(2)
    log = [
        [
            now - (365 - day) * DAY + i,
            "review",
            q["chapter"],
            q["id"],
            int(chance.random() < 0.8),
            75,
        ]
        for day in range(365)
        for i, q in enumerate(chance.sample(keys, 6))
    ]
    data = record(log, on=True, read=list(course()["chapters"]))
    answers = {q["id"]: [now, {"given": "0.123456", "checked": True}] for q in keys}
    data["quizzes"] = {name: {"passed": now, "answers": answers} for name in data["pages"]}
    # those quizzes hold all questions eleven times over; a year of reviews is the rest
    assert len(json.dumps({**data, "quizzes": {}})) < 500_000 / 2
    put(page, data)
    page.reload()
    expect(page.locator("form.review-question")).to_be_visible()
    picture = page.locator(".review-history")
    expect(picture).to_have_attribute("aria-label", re.compile("^Over 36[56] days"))
    took = page.evaluate(
        """() => {
          const start = performance.now();
          globalThis.courseProgress.draw();
          return performance.now() - start;
        }"""
    )
    assert took < 1000, "it is 20 ms on an idle machine; nothing grows with the square of the log"
    opened.assert_quiet()


def test_two_devices_lose_nothing(open_with):
    def entry(at, name, right=1):
        return [at, "review", "05_softmax", name, right, 0]

    mine = [entry(10, "shares"), entry(900, "keeps"), entry(30, "shares", 0)]  # a clock set back
    theirs = [entry(10, "shares"), entry(20, "constant"), entry(40, "keeps", 0)]
    opened = open_with(record(mine, on=False, at=5), START)
    page = opened.page
    text = json.dumps(record(theirs, on=True, at=6))
    assert choose(page, "theirs.json", text).startswith("Imported")
    merged = stored(page)
    assert sorted(map(str, merged["log"])) == sorted(set(map(str, mine + theirs)))
    assert [e for e in merged["log"] if e in mine] == mine, "each in the order of its writing"
    assert merged["sure"] == [6, True], "the later one"
    choose(page, "theirs.json", text)
    assert stored(page) == merged, "twice is once"
    opened.assert_quiet()


def test_an_older_record_is_read_and_a_damaged_one_is_left(open_with):
    old = {k: v for k, v in record(version=1).items() if k not in ("log", "sure")}
    opened = open_with(old)
    page = opened.page
    give(page, asked(page)[1], True)
    assert stored(page)["version"] == 2 and len(stored(page)["log"]) == 1
    for entry in (
        [1, "review", "x", "y", 2, 0],
        [1, "review", "x", "<b>", 1, 0],
        [],
        None,
    ):
        damaged = record([entry])
        put(page, damaged)
        page.reload()
        expect(page.locator(".progress-note")).to_contain_text("damaged")
        assert stored(page) == damaged
    gone = record([[1, "review", "no_chapter", "no-question", 1, 80]] * 30, on=True)
    put(page, gone)
    page.reload()
    expect(page.locator("form.review-question")).to_be_visible()
    expect(page.locator(".forecast-diagram")).to_be_visible()
    opened.assert_quiet()


def test_a_full_storage_ends_no_review(visit, site):
    opened = visit(BLANK)
    put(opened.page, record())
    for script in (FIXED, FULL):
        opened.context.add_init_script(script)
    page = opened.go(f"{site}/{PAGE}").page
    give(page, asked(page)[1], True)
    expect(page.locator(".progress-note")).to_contain_text("storage is full")
    page.locator(".review-way button").click()
    expect(page.locator(".review-place")).to_contain_text("Question 2")
    opened.assert_quiet()


def test_two_tabs_ask_nothing_twice(open_with, site):
    opened = open_with(record())
    one, two = opened.page, opened.context.new_page()
    two.goto(f"{site}/{PAGE}")
    first = asked(one)[0]
    give(one, asked(one)[1], True)
    one.locator(".review-way button").click()
    second = asked(one)[0]
    give(one, asked(one)[1], True)
    assert asked(two)[0] == first, "what stands there stays"
    give(two, asked(two)[1], True)
    two.locator(".review-way button").click()
    assert asked(two)[0] not in (first, second)
    assert len(stored(one)["log"]) == 3
    opened.assert_quiet()


def test_without_a_network_the_page_opens_again(open_with):
    opened = open_with(record())
    page = opened.page
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function(
        "async () => Boolean(await (await caches.open('course-pages')).match(location.href))"
    )
    opened.context.set_offline(True)
    page.reload()
    expect(page.locator("form.review-question")).to_be_visible()
    opened.context.set_offline(False)


# ---------------------------------------------------------------- anywhere


def test_a_calendar_file(open_with):
    page = open_with(record()).page
    page.locator("#review-time").fill("07:30")
    with page.expect_download() as download:
        page.get_by_role("button", name="Calendar file").press("Enter")
    assert download.value.suggested_filename == "five-questions.ics"
    text = download.value.path().read_bytes().decode()
    assert text.startswith("BEGIN:VCALENDAR\r\n") and text.endswith("END:VCALENDAR\r\n")
    lines = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert re.search(r"DTSTART:\d{8}T073000\r\n", text) and "RRULE:FREQ=DAILY" in lines
    assert re.search(r"DTSTAMP:\d{8}T\d{6}Z\r\n", text)


def test_a_sheet_has_ten_questions_and_the_answers_on_its_back(open_with):
    opened = open_with(None)
    page = opened.page
    page.get_by_role("button", name="Make a sheet").press("Enter")
    for part in (".sheet-front", ".sheet-back"):
        expect(page.locator(f"{part} > ol > li")).to_have_count(10)
    shown = """() => [...document.querySelectorAll("main, main *")].filter((node) =>
      node.checkVisibility() && [...node.childNodes].some(({ nodeType, data }) =>
        nodeType === 3 && data.trim())).every((node) => node.closest("#review-sheet, h2"))"""
    page.emulate_media(media="print")
    assert page.evaluate(shown), "on paper there is the sheet alone"
    back = page.locator(".sheet-back")
    assert back.evaluate("(part) => getComputedStyle(part).breakBefore") == "page"
    sheets = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
    assert sheets == 2, "questions on the front, answers on the back"
    page.emulate_media(media="screen")
    page.locator(".review-fold summary").click()
    for box in page.locator("#review-chapters input").all():
        box.uncheck()
    page.get_by_role("button", name="Make a sheet").click()
    expect(page.locator("#review-sheet")).to_contain_text("at least one chapter")
    opened.assert_quiet()


def test_axe_finds_nothing_and_nothing_is_cut_off(browser, site):
    opened = Visit(browser, viewport=NARROW)
    page = opened.go(f"{site}/{BLANK}").page
    now = page.evaluate("() => Date.now()")
    log = [[e[0], "review", "05_softmax", e[3], *e[4:]] for e in forecasts(40, now)]
    put(page, record(log, on=True))
    opened.go(f"{site}/{PAGE}")
    for i in range(3):
        give(page, read_from(page), i != 1)
        page.mouse.move(0, 0)  # the sign of a heading shows under the pointer
        found = violations_in_both_themes(page)
        assert not found, "axe found:\n" + "\n".join(found)
        wide = page.evaluate("() => document.documentElement.scrollWidth")
        assert wide <= NARROW["width"], "nothing is wider than a phone"
        page.locator(".review-way button").click()
    page.get_by_role("button", name="Make a sheet").click()
    opened.resize(WIDE)
    page.mouse.move(0, 0)
    assert not violations_in_both_themes(page)
    opened.assert_quiet()
    opened.context.close()


def read_from(page):
    """A question whose answer the test does not know: any that can be checked."""
    key = page.locator("form.review-question").get_attribute("data-question")
    question = all_questions()[key]
    return {"kind": "number", "answer": 0.5} if "template" in question else question


def test_the_scripts_are_light(site):
    import gzip

    limits = {"shared": 1500, "sure": 3000, "forecast": 5000, "due": 3000, "review": 14_000}
    limits["questions"] = 75_000  # on the page Review alone
    for name, limit in limits.items():
        weight = len(gzip.compress((SITE / "_static" / f"{name}.js").read_bytes()))
        assert weight < limit, name
