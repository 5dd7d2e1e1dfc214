"""The quizzes on their pages: readable without JavaScript, every answer explained, and counted."""

import html
import json
import re
from itertools import zip_longest

import pytest
from browsing import NARROW, Visit, built_explorables, read_page
from playwright.sync_api import expect
from quizzes import QUESTIONS, TAG, right_answer, texts, wrong_answers

from logitlab.questions.quiz import CHAPTERS, is_right, load_quiz, markup

PAGES = {
    json.loads(read_page(path).select("[data-explorable]")[place]["data-state"])["chapter"]: path
    for path, name, place in built_explorables()
    if name == "quiz"
}

HIGH = str.maketrans("−0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def raised(power):
    """A power as a screen reader hears it in a name, which holds plain text."""
    whole = re.fullmatch(r"−?\d+", power[1])
    return power[1].translate(HIGH) if whole else f"^{power[1]}"


every_chapter = pytest.mark.parametrize("chapter", CHAPTERS)


@every_chapter
def test_a_quiz_is_on_its_page(chapter):
    assert PAGES[chapter] == f"chapters/{chapter}.html"


# ---------------------------------------------------------------- without JavaScript


@every_chapter
def test_all_is_readable_without_javascript(chapter, reader):
    page = reader(PAGES[chapter], script=False).page
    root = page.locator("[data-explorable=quiz]")
    folds = root.locator("details")
    assert folds.count() == len(load_quiz(chapter))
    closed = root.inner_text()
    folds.evaluate_all("(all) => all.forEach((fold) => (fold.open = true))")
    shown = " ".join(root.inner_text().split())
    written = " ".join(root.text_content().split())
    for question in load_quiz(chapter):
        for text in texts([question["question"], question.get("options", [])]):
            assert html.unescape(TAG.sub("", markup(text))) in written
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
                text = self.questions[i]["options"][item]["text"]
                name = TAG.sub("", text)
                said = TAG.sub("", re.sub("<sup>(.*?)</sup>", raised, text))
                button = group.get_by_role("button", name=f"Move up: {said}", exact=True)
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


# Answers several questions, each with one press on its Check; gives what is told below each.
GIVE = """async (answers) => {
  const groups = document.querySelectorAll("[data-explorable=quiz] fieldset");
  for (const [i, given] of Object.entries(answers)) {
    const inputs = [...groups[i].querySelectorAll("input")];
    if (typeof given === "string") {
      inputs[0].value = given;
      inputs[0].dispatchEvent(new InputEvent("input", { bubbles: true }));
    } else {
      inputs.forEach((input, k) => input.checked !== given.includes(k) && input.click());
    }
    groups[i].querySelector(".quiz-check").click();
  }
  await new Promise(requestAnimationFrame);
  const toldBelow = (group) => group.querySelector(".quiz-told").innerText;
  return Object.fromEntries(Object.keys(answers).map((i) => [i, toldBelow(groups[i])]));
}"""


@pytest.fixture(scope="module")
def swift(site, browser):
    """A function that opens a page whose clock a test can put forward."""
    opened = Visit(browser)
    opened.context.clock.install()
    yield lambda path: opened.go(f"{site}/{path}")
    opened.context.close()


@every_chapter
def test_every_wrong_answer_is_explained_and_the_right_one_passes(chapter, swift, subtests):
    sheet = Sheet(swift(PAGES[chapter]), chapter)
    n = len(sheet.questions)
    said = sheet.root.locator("[aria-live=polite]")
    assert not any(sheet.root.locator(".quiz-told").all_inner_texts()), "told before the answer"
    # all questions are answered wrongly together, each with its first wrong answer, its second …
    for answers in zip_longest(*map(wrong_answers, sheet.questions)):
        wrong = {i: answer for i, answer in enumerate(answers) if answer}
        told = sheet.page.evaluate(GIVE, {i: given for i, (given, _) in wrong.items()})
        for i, (given, feedback) in wrong.items():
            with subtests.test(f"{chapter}, {sheet.questions[i]['id']}: {given} is wrong"):
                assert "Not yet" in told[str(i)]
                assert TAG.sub("", feedback) in " ".join(told[str(i)].split())
    assert sheet.right() == f"0 of {n}"
    # the right answers by keyboard alone
    for i, question in enumerate(sheet.questions):
        with subtests.test(f"{chapter}, {question['id']}: the right answer"):
            sheet.answer(i, right_answer(question))
            sheet.page.clock.fast_forward(1000)  # it is said after a rest
            expect(sheet.told(i)).to_contain_text("✓ Right.")
            expect(said).to_contain_text("✓ Right.")
            assert sheet.right() == f"{i + 1} of {n}" + ": passed" * (i + 1 == n)
    sheet.opened.assert_quiet()


def test_a_power_is_said_as_one(visit):
    sheet = Sheet(visit(PAGES["05_softmax"]), "05_softmax")
    sheet.answer(1, [0])
    expect(sheet.root.locator("[aria-live=polite]")).to_contain_text("the same factor e⁷.")


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
