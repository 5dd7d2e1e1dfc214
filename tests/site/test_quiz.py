"""The quizzes: every number is computed again, every answer explained, and the page keeps count."""

import html
import json
import re

import numpy as np
import pytest
from browsing import NARROW, built_explorables, read_page
from playwright.sync_api import expect
from scipy.special import ndtr

import logitlab
from logitlab.questions import Quiz
from logitlab.questions.quiz import CHAPTERS, is_right, load_quiz, markup, read_number

QUESTIONS = [(chapter, question) for chapter in CHAPTERS for question in load_quiz(chapter)]
PAGES = {
    json.loads(read_page(path).select("[data-explorable]")[place]["data-state"])["chapter"]: path
    for path, name, place in built_explorables()
    if name == "quiz"
}
TAG = re.compile(r"</?(sup|sub|i|code)>")

every_chapter = pytest.mark.parametrize("chapter", CHAPTERS)
every_question = pytest.mark.parametrize(
    "question", [q for _, q in QUESTIONS], ids=[f"{chapter}-{q['id']}" for chapter, q in QUESTIONS]
)


def is_s_shaped(f):
    """Whether a curve climbs, and is flat at both ends."""
    rise = np.diff(f(np.linspace(-30, 30, 601)))
    return bool(np.all(rise >= 0) and rise[0] < 1e-3 and rise[-1] < 1e-3 < rise.max())


def value_of(expression):
    """What a `verify` stands for; logitlab's functions, numpy and a few helpers are at hand."""
    names = {name: getattr(logitlab, name) for name in logitlab.__all__}
    helpers = {
        "np": np,
        "ndtr": ndtr,
        "logitlab": logitlab,
        "is_s_shaped": is_s_shaped,
        "grid": np.linspace(-10, 10, 2001),
        "z_grid": np.linspace(-5, 5, 11),
        "z": np.array([2.0, 1.0, 0.5]),
    }
    return eval(expression, {**names, **helpers})


# ---------------------------------------------------------------- what the files hold


@every_chapter
def test_a_quiz_is_complete_and_on_its_page(chapter):
    questions = load_quiz(chapter)
    assert len(questions) >= 5
    assert len({q["id"] for q in questions}) == len(questions)
    assert len({q["kind"] for q in questions}) >= 3, "mix the kinds"
    assert PAGES[chapter] == f"chapters/{chapter}.html"


def test_all_kinds_occur():
    assert {q["kind"] for _, q in QUESTIONS} == {"single", "several", "number", "order"}


def texts(node):
    """Every text of a question that a reader sees."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name not in ("id", "kind", "verify"):
                yield from texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from texts(value)
    elif isinstance(node, str):
        yield node


@every_question
def test_a_question_is_complete(question):
    kind = question["kind"]
    needed = {"id", "kind", "question"}
    assert re.fullmatch(r"[a-z0-9-]+", question["id"])
    if kind == "number":
        needed |= {"answer", "tolerance", "unit", "verify", "right", "typical", "otherwise"}
        assert set(question) == needed
        assert len(question["typical"]) >= 2, "name the wrong numbers that people find"
        for wrong in question["typical"]:
            assert set(wrong) - {"tolerance", "verify"} == {"value", "feedback"}
            assert not is_right(question, repr(wrong["value"]))
    else:
        needed |= {"options"} | ({"start"} if kind == "order" else set())
        assert set(question) == needed
        options = question["options"]
        assert len(options) >= 3
        marks = {"text", "feedback"} | ({"right"} if kind != "order" else set())
        for option in options:
            assert set(option) - {"verify"} == marks
            assert len(option["feedback"]) > 40 or kind == "order", "say why"
        right = [option for option in options if option.get("right")]
        if kind == "single":
            assert len(right) == 1
        elif kind == "several":
            assert 1 <= len(right) < len(options)
        else:
            assert sorted(question["start"]) == list(range(len(options)))
            assert question["start"] != sorted(question["start"])


@every_question
def test_a_text_is_clean(question):
    for text in texts(question):
        tags = re.findall(r"<(/?)(\w+)>", TAG.sub(lambda tag: tag.group(), text))
        opened = []
        for closing, name in tags:
            assert name in ("sup", "sub", "i", "code"), f"this tag would be shown as text: {text}"
            if closing:
                assert opened.pop() == name, f"tags cross each other: {text}"
            else:
                opened.append(name)
        assert not opened, f"a tag stays open: {text}"
        prose = re.sub(r"<code>.*?</code>", "", text)
        assert not re.search(r"(?<!\w)-\d|\$|\\", prose), f"write −, and no TeX: {text}"
        assert text == text.strip()


@every_question
def test_the_answers_are_what_logitlab_computes(question):
    if question["kind"] == "number":
        for wanted in (question, *question["typical"]):
            if "verify" in wanted:
                shown = wanted.get("answer", wanted.get("value"))
                near = wanted.get("tolerance", question["tolerance"])
                assert abs(value_of(wanted["verify"]) - shown) <= near, wanted["verify"]
    elif question["kind"] == "order":
        ranks = [value_of(o["verify"]) for o in question["options"] if "verify" in o]
        assert len(ranks) in (0, len(question["options"])), "verify all options or none"
        assert all(a < b for a, b in zip(ranks, ranks[1:], strict=False)) or all(
            a > b for a, b in zip(ranks, ranks[1:], strict=False)
        )
    else:
        for option in question["options"]:
            if "verify" in option:
                assert value_of(option["verify"]) == option["right"], option["verify"]


# ---------------------------------------------------------------- the class


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [("0.75", "", 0.75), ("75%", "", 0.75), ("75 %", "%", 75), ("3/4", "", 0.75), ("x", "", None)],
)
def test_a_number_is_read_as_people_write_it(text, unit, value):
    assert read_number(text, unit) == value


def test_markup_lets_four_tags_through():
    assert markup("e<sup>z</sup> & p < 1") == "e<sup>z</sup> &amp; p &lt; 1"
    assert markup("<script>x</script><b>") == "&lt;script&gt;x&lt;/script&gt;&lt;b&gt;"


def right_answer(question):
    """An answer that passes."""
    if question["kind"] == "number":
        return repr(question["answer"])
    if question["kind"] == "order":
        return list(range(len(question["options"])))
    return [i for i, option in enumerate(question["options"]) if option["right"]]


@every_chapter
def test_the_score_counts_what_was_checked(chapter):
    quiz = Quiz(chapter=chapter)
    n = len(quiz.questions)
    assert quiz.key_numbers() == {"right": f"0 of {n}"}
    first, *rest = quiz.questions
    quiz.answers = {first["id"]: {"given": right_answer(first), "checked": False}}
    assert quiz.right == 0
    quiz.answers = {q["id"]: {"given": right_answer(q), "checked": True} for q in quiz.questions}
    assert quiz.passed and quiz.key_numbers() == {"right": f"{n} of {n}: passed"}
    quiz.answers = {q["id"]: {"given": right_answer(q), "checked": True} for q in rest}
    assert quiz.right == n - 1 and not quiz.passed


# ---------------------------------------------------------------- without JavaScript


@every_chapter
def test_all_is_readable_without_javascript(chapter, visit):
    page = visit(PAGES[chapter], java_script_enabled=False).page
    root = page.locator("[data-explorable=quiz]")
    folds = root.locator("details")
    assert folds.count() == len(load_quiz(chapter))
    closed = root.inner_text()
    folds.evaluate_all("(all) => all.forEach((fold) => (fold.open = true))")
    shown = " ".join(root.inner_text().split())
    for question in load_quiz(chapter):
        for text in texts([question["question"], question.get("options", [])]):
            plain = html.unescape(TAG.sub("", markup(text)))
            assert plain in " ".join(root.text_content().split())
        for option in question.get("options", []):
            plain = TAG.sub("", option["feedback"])
            assert plain not in closed and plain in shown


# ---------------------------------------------------------------- on the page


HAS_FOCUS_WHEN_DRAWN = """async (el) => {
  for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame);
  return el === document.activeElement;
}"""


class Sheet:
    """The live quiz of a page."""

    def __init__(self, opened, chapter):
        self.opened, self.page, self.questions = opened, opened.page, load_quiz(chapter)
        self.root = self.page.locator("[data-explorable=quiz]")
        self.opened.wait_until_live()
        self.opened.wait_until_drawn()

    def group(self, i):
        return self.root.locator("fieldset").nth(i)

    def told(self, i):
        return self.group(i).locator(".quiz-told")

    def answer(self, i, given):
        """Give an answer by keyboard, and press Check by keyboard."""
        group, kind = self.group(i), self.questions[i]["kind"]
        if kind == "number":
            group.locator("input").fill("")
            group.locator("input").press_sequentially(given)
            return group.locator("input").press("Enter")
        if kind == "order":
            for place, item in enumerate(given):
                name = TAG.sub("", self.questions[i]["options"][item]["text"])
                button = group.get_by_role("button", name=f"Move up: {name}", exact=True)
                names = group.locator("li span").all_inner_texts()
                button.focus()
                for _ in range(names.index(name) - place):
                    self.page.keyboard.press("Enter")
                    assert button.evaluate(HAS_FOCUS_WHEN_DRAWN), f"{name} must keep the focus"
        boxes = group.locator("input")
        checked = boxes.evaluate_all("(all) => all.map((box) => box.checked)")
        wrong = [place for place, was in enumerate(checked) if was != (place in given)]
        # first those that are checked: of radio buttons, the last one pressed is the answer
        for place in sorted(wrong, key=lambda place: not checked[place]):
            boxes.nth(place).press("Space")
        group.get_by_role("button", name="Check", exact=True).press("Enter")

    def right(self):
        self.opened.wait_until_drawn()
        return self.root.locator("[data-number=right]").inner_text()


def wrong_answers(question):
    """Answers with the sentences that must be told."""
    if question["kind"] == "number":
        for wrong in question["typical"]:
            yield repr(wrong["value"]), wrong["feedback"]
        yield "123456", question["otherwise"]
    elif question["kind"] == "order":
        start = question["start"]
        out = next(i for i, item in enumerate(start) if i != item)
        yield start, question["options"][out]["feedback"]
    else:
        for i, option in enumerate(question["options"]):
            if not option["right"]:
                yield [i], option["feedback"]


@every_chapter
def test_every_wrong_answer_is_explained_and_the_right_one_passes(chapter, reader, subtests):
    sheet = Sheet(reader(PAGES[chapter]), chapter)
    n = len(sheet.questions)
    said = sheet.root.locator("[aria-live=polite]")
    for i, question in enumerate(sheet.questions):
        with subtests.test(f"{chapter}, {question['id']}"):
            told = sheet.told(i)
            assert told.inner_text() == "", "nothing is told before the answer"
            for given, feedback in wrong_answers(question):
                sheet.answer(i, given)
                expect(told).to_contain_text(TAG.sub("", feedback))
                assert "Not yet" in told.inner_text(), f"{given} is wrong"
            assert sheet.right() == f"{i} of {n}"
            sheet.answer(i, right_answer(question))
            expect(told).to_contain_text("✓ Right.")
            expect(said).to_contain_text("✓ Right.")
    assert sheet.right() == f"{n} of {n}: passed"
    sheet.opened.assert_quiet()


def test_feedback_goes_when_the_answer_changes(visit):
    sheet = Sheet(visit(PAGES["01_sigmoid"]), "01_sigmoid")
    sheet.group(0).get_by_role("button", name="Check").click()
    expect(sheet.told(0)).to_contain_text("First choose an answer")
    expect(sheet.root.locator("[aria-live=polite]")).to_contain_text("First choose")
    sheet.answer(0, [0])
    expect(sheet.told(0)).to_contain_text("Not yet")
    sheet.group(0).locator("input").nth(2).check()
    expect(sheet.told(0)).to_be_empty()
    sheet.answer(1, "a lot")
    expect(sheet.told(1)).to_contain_text("This is no number")
    sheet.root.get_by_role("button", name="Start over").click()
    assert sheet.right() == f"0 of {len(sheet.questions)}"
    assert sheet.root.locator("input:checked").count() == 0


def test_a_moved_item_is_announced_and_keeps_the_focus(visit):
    sheet = Sheet(visit(PAGES["01_sigmoid"], viewport=NARROW), "01_sigmoid")
    i = next(i for i, q in enumerate(sheet.questions) if q["kind"] == "order")
    down = sheet.group(i).locator("li").first.get_by_role("button").last
    name = sheet.group(i).locator("li span").first.inner_text()
    down.focus()
    for place in (2, 3, 4):
        sheet.page.keyboard.press("Enter")
        sheet.opened.wait_until_drawn()
        focused = sheet.page.evaluate("() => document.activeElement.ariaLabel")
        assert focused == f"Move down: {name}"
        said = sheet.root.locator("[aria-live=polite]")
        expect(said).to_have_text(f"{name}: now {place} of 4.")
    sheet.page.keyboard.press("Enter")  # at the end nothing moves, and nothing is lost
    assert sheet.group(i).locator("li span").last.inner_text() == name
    assert sheet.page.evaluate("() => document.activeElement.ariaDisabled") == "true"


NO_ANSWERS = [None, 3, "x", {}, [9], [0.5], [0, 0], ["0"], [[0]]]


def test_the_page_judges_as_python_does(visit, subtests):
    opened = visit(PAGES["01_sigmoid"])
    opened.wait_until_live()
    for chapter, question in QUESTIONS:
        answers = [given for given, _ in wrong_answers(question)] + [right_answer(question)]
        if question["kind"] == "number":
            answers += ["", "x", "75%", "3/4", "−1"]
        judged = opened.page.evaluate(
            "([question, all]) => all.map((given) => logitlab.answers.isRight(question, given))",
            [question, answers],
        )
        with subtests.test(f"{chapter}, {question['id']}"):
            assert judged == [is_right(question, given) for given in answers]
    question = load_quiz("01_sigmoid")[0]
    for given in NO_ANSWERS:
        fits = opened.page.evaluate(
            "([q, given]) => logitlab.answers.fits(q, given)", [question, given]
        )
        with subtests.test(f"{json.dumps(given)} counts as no answer"):
            assert not fits
