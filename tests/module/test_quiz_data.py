"""The quizzes: every number is computed again, every question is complete, the score counts."""

import re

import numpy as np
import pytest
from quizzes import QUESTIONS, TAG, right_answer, texts
from scipy.special import ndtr

import logitlab
from logitlab.questions import Quiz
from logitlab.questions.quiz import CHAPTERS, is_right, load_quiz, markup, read_number

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
def test_a_quiz_is_complete(chapter):
    questions = load_quiz(chapter)
    assert len(questions) >= 5
    assert len({q["id"] for q in questions}) == len(questions)
    assert len({q["kind"] for q in questions}) >= 3, "mix the kinds"


def test_all_kinds_occur():
    assert {q["kind"] for _, q in QUESTIONS} == {"single", "several", "number", "order"}


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
    [("0.75", "", 0.75), ("75%", "", 0.75), ("75 %", "%", 75), ("3/4", "", 0.75), ("x", "", None)]
    + [("3/4", "%", 75), ("1.5 nats", "nats", 1.5), ("1 cm", "nats", None)],
)
def test_a_number_is_read_as_people_write_it(text, unit, value):
    assert read_number(text, unit) == value


def test_markup_lets_four_tags_through():
    assert markup("e<sup>z</sup> & p < 1") == "e<sup>z</sup> &amp; p &lt; 1"
    assert markup("<script>x</script><b>") == "&lt;script&gt;x&lt;/script&gt;&lt;b&gt;"


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
