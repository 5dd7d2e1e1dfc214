"""Questions with fresh numbers, drawn a thousand times each, in Python and in JavaScript."""

import json
import math
import re

import numpy as np
import pytest
from quizzes import texts
from test_quiz_data import test_a_text_is_clean as assert_texts_are_clean

import logitlab
from logitlab.questions import quiz, templates
from logitlab.questions.formulas import FORMULAS, evaluate
from logitlab.questions.templates import draw_question, load_templates, written

DRAWS = 1000
TEMPLATES = [t for chapter in templates.CHAPTERS for t in load_templates(chapter)]
every_template = pytest.mark.parametrize("template", TEMPLATES, ids=[t["id"] for t in TEMPLATES])


# ---------------------------------------------------------------- what the files hold


def test_there_are_enough_and_each_is_in_the_file_of_a_chapter():
    assert len(TEMPLATES) >= 60
    assert len({t["id"] for t in TEMPLATES}) == len(TEMPLATES)
    assert set(templates.CHAPTERS) == set(quiz.CHAPTERS), "one file of questions for each quiz"


@every_template
def test_a_template_is_complete(template):
    assert re.fullmatch(r"fresh-[a-z0-9-]+", template["id"]), "so that it is no quiz's question"
    needed = {"id", "question", "draw", "answer", "digits", "unit", "right", "typical", "otherwise"}
    assert set(template) - {"where"} == needed
    assert len(template["typical"]) >= 2, "name the wrong numbers that people find"
    for mistake in template["typical"]:
        assert set(mistake) == {"value", "feedback"}
    for name, limits in template["draw"].items():
        assert name not in FORMULAS and re.fullmatch("[a-z]", name)
        if isinstance(limits, list):
            low, high, step = limits
            assert low < high and step > 0
            assert step >= 1 or (1 / step) == pytest.approx(round(1 / step))
            assert (high - low) / step == pytest.approx(round((high - low) / step))
        else:
            assert len(limits["of"]) >= 2


# ---------------------------------------------------------------- a thousand draws


@pytest.fixture(scope="module")
def drawn():
    """The questions of a template for many seeds, drawn once."""
    cache = {}

    def draw(template):
        if template["id"] not in cache:
            cache[template["id"]] = [draw_question(template, seed) for seed in range(DRAWS)]
        return cache[template["id"]]

    return draw


@every_template
def test_the_answer_exists_and_rounding_gives_one_that_no_mistake_comes_near(template, drawn):
    digits = template["digits"]
    for question in drawn(template):
        answer = question["answer"]
        assert math.isfinite(answer)
        near = [k for k in (-1, 0, 1) if quiz.is_right(question, f"{answer + k * 10**-digits}")]
        assert near == [0], question
        given = question["shown"].replace(",", "")
        assert quiz.is_right(question, given), question
        for mistake in question["typical"]:
            assert abs(mistake["value"] - answer) > question["nearly"], question
            assert not quiz.is_right(question, written(mistake["value"], digits))


@every_template
def test_the_numbers_are_fresh(template, drawn):
    asked = {question["question"] for question in drawn(template)}
    assert len(asked) >= 15, "widen `draw`: who comes back should find other numbers"
    assert len({question["shown"] for question in drawn(template)}) >= 2


@every_template
def test_every_text_is_clean_and_every_place_is_filled(template, drawn):
    for question in drawn(template)[:100]:
        for text in texts(question):
            assert not re.search(r"[{}]|nan|inf\b", text), text
        assert_texts_are_clean({"typical": question["typical"], "question": question["question"]})


def numbers_taken(questions):
    """Take from each question its numbers; a row of them for each."""
    return [
        [question.pop(name) for name in ("answer", "tolerance", "nearly")]
        + [mistake.pop("value") for mistake in question["typical"]]
        for question in questions
    ]


@every_template
def test_javascript_draws_the_same_question(template, drawn, javascript):
    got = javascript(
        "([template, n]) => Array.from({ length: n }, (_, seed) => drawQuestion(template, seed))",
        [template, DRAWS],
    )
    ours = json.loads(json.dumps(drawn(template)))
    np.testing.assert_allclose(numbers_taken(got), numbers_taken(ours), rtol=1e-12, atol=1e-14)
    assert got == ours


# ---------------------------------------------------------------- the formulas

GIVEN = {
    "sigmoid": ([-3.0], lambda z: logitlab.sigmoid(z)),
    "slope": ([0.3], lambda p: logitlab.sigmoid_grad(logitlab.logit(p))),
    "odds": ([0.3], lambda p: np.exp(logitlab.logit(p))),
    "share": ([4.0], lambda odds: logitlab.sigmoid(np.log(odds))),
    "logit": ([0.3], logitlab.logit),
    "softplus": ([1.5], logitlab.softplus),
    "surprise": ([0.3], lambda p: logitlab.binary_cross_entropy_with_logits(logitlab.logit(p), 1)),
    "bits": ([2.0], lambda nats: nats * np.log2(np.e)),
    "softmax": ([2.0, 1.0, -1.0], lambda *z: logitlab.softmax(z)[0]),
    "lse": ([2.0, 1.0, -1.0], lambda *z: logitlab.logsumexp(z)),
    "entropy": ([0.5, 0.2, 0.3], lambda *y: logitlab.entropy(y)),
    "crossentropy": (
        [0.0, 1.0, 0.3, 0.7],
        lambda *yp: logitlab.cross_entropy(yp[:2], yp[2:]),
    ),
    "divergence": ([0.4, 0.6, 0.3, 0.7], lambda *yp: logitlab.kl_divergence(yp[:2], yp[2:])),
}


@pytest.mark.parametrize("name", GIVEN)
def test_a_formula_is_that_of_logitlab(name):
    arguments, function = GIVEN[name]
    assert FORMULAS[name](*arguments) == pytest.approx(float(function(*arguments)), rel=1e-12)


def test_both_languages_have_the_same_formulas(javascript):
    assert javascript("() => Object.keys(FORMULAS)") == list(FORMULAS)


@pytest.mark.parametrize(
    "text",
    [
        "-a ** 2 + b * -c / 2 - -1",
        "2 ** -a ** 2",
        "a - b - c",
        "a / b / c",
        "(a + b) * (c - exp(-a))",
        "max(a, b, min(c, -a)) - abs(-b) + round(2.5) + round(-2.5)",
        "mean(a, b, c) + sqrt(ln(exp(a)))",
        "ln(0 - a)",
        "a / 0",
        "exp(1000)",
    ],
)
def test_a_formula_is_read_in_the_same_way(text, javascript):
    values = {"a": 1.3, "b": -0.7, "c": 2.0}
    ours = evaluate(text, values)
    theirs = javascript("([text, values]) => evaluate(text, values)", [text, values])
    assert theirs == pytest.approx(ours, rel=1e-14, nan_ok=True)


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [(0.125, 2, "0.13"), (-0.125, 2, "−0.13"), (-0.001, 2, "0.00"), (-3.0, None, "−3")],
)
def test_a_number_is_written_as_people_do(value, digits, text):
    assert written(value, digits) == text


def test_the_generator_is_fair():
    chance = templates.random_of(7)
    numbers = np.array([chance() for _ in range(10_000)])
    assert 0 < numbers.min() and numbers.max() < 1
    counts = np.histogram(numbers, bins=20, range=(0, 1))[0]
    assert np.sum((counts - 500) ** 2 / 500) < 40, "19 degrees of freedom"
    firsts = np.array([templates.random_of(seed)() for seed in range(10_000)])
    counts = np.histogram(firsts, bins=20, range=(0, 1))[0]
    assert np.sum((counts - 500) ** 2 / 500) < 40


def test_a_template_that_cannot_be_drawn_says_so():
    template = {**TEMPLATES[0], "where": ["0 - 1"]}
    with pytest.raises(ValueError, match="Widen `draw`"):
        draw_question(template, 1)
