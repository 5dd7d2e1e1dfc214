"""No message names a mistake that the learner did not make: over a thousand answers, made here.

Right answers a hair off, in float32, or stopping with an error in some cases; right answers in
other styles, row by row, as lists, Fractions, integers, of SciPy, pandas or PyTorch; answers with
two mistakes, one of the exercise's own and one of another kind. What each message says is compared
with what the mistakes that it names would have given. Each message has the form of `form`.
"""

import importlib.util
import itertools
from collections import Counter
from fractions import Fraction
from functools import cache

import numpy as np
import pytest
from form import is_well_formed
from scipy import special

from logitlab.checks import exercises
from logitlab.checks.diagnosis import agree
from logitlab.checks.exercise import FunctionExercise
from logitlab.checks.running import run
from logitlab.checks.verdict import judge

FUNCTIONS = [one for one in exercises().values() if isinstance(one, FunctionExercise)]
HAIRS = (1e-9, -1e-8, 3e-8, 1e-7, -1e-6, 1e-5)
ANOTHER_MISTAKE = (
    lambda value: value * -1.7,
    lambda value: value + 0.3,
    lambda value: np.round(value, 1) + 0.01,
)
# What may be said of an answer that is right but for rounding.
OF_ROUNDING = (
    "digits are missing",
    "off by a hair",
    "helps you along",
    "becomes float",
    "Asked are classes",
)


def changed(function, change):
    return lambda *args, **kwargs: change(np.asarray(function(*args, **kwargs)))


def stops_after(function, calls):
    """A function that works for the first calls and then raises."""
    count = iter(range(10**6))

    def answer(*args, **kwargs):
        if next(count) >= calls:
            raise ValueError("not yet")
        return function(*args, **kwargs)

    answer.anew = lambda: stops_after(function, calls)
    return answer


@cache
def frozen(exercise_name):
    """The exercise's functions, by what they are: the right one, and each mistake."""
    exercise = exercises()[exercise_name]
    return exercise.reference, [wrong for wrong, _ in exercise.mistakes if callable(wrong)]


def hairs_off(exercise):
    reference, _ = frozen(exercise.name)
    for hair in HAIRS:
        yield changed(reference, lambda right, hair=hair: right * (1 + hair))
        yield changed(reference, lambda right, hair=hair: right + abs(hair))
    for hair in HAIRS[::3]:
        yield stops_after(changed(reference, lambda right, hair=hair: right * (1 + hair)), 1)
    yield changed(reference, lambda right: right.astype(np.float32))


def two_mistakes(exercise):
    _, mistakes = frozen(exercise.name)
    for wrong, more in zip(mistakes, itertools.cycle(ANOTHER_MISTAKE)):
        yield changed(wrong, more)
        yield stops_after(wrong, 2)
    for one, other in itertools.pairwise(mistakes):
        yield halfway(one, other)


def halfway(one, other):
    """Half of one mistake and half of another: the mean of what they give."""

    def answer(*args, **kwargs):
        both = one(*args, **kwargs), other(*args, **kwargs)
        return sum(np.asarray(value, float) for value in both) / 2

    return answer


def named(exercise, message):
    """The results of each mistake of the exercise that a message names."""
    return [outcomes for outcomes, why in exercise.known_mistakes if why in message]


@np.errstate(all="ignore")
def is_true(exercise, outcomes, answer_outcomes):
    """Whether an answer is as with this mistake wherever the mistake makes a difference."""
    rows = zip(answer_outcomes, exercise.expected, exercise.cases, strict=True)
    for given, expected, one in rows:
        wrong = outcomes[id(one)]
        if given.error and given.error_text == "not yet":
            continue
        if agree(wrong, expected, exercise.rtol, exercise.atol):
            continue
        if not agree(given, wrong, max(1e-6, exercise.rtol), max(1e-12, exercise.atol)):
            both = given.numbers is not None and wrong.numbers is not None
            if not both or given.numbers.shape != wrong.numbers.shape:
                return False
            finite = np.isfinite(given.numbers) & np.isfinite(wrong.numbers)
            if not np.allclose(given.numbers[finite], wrong.numbers[finite], 1e-6, 1e-9):
                return False
    return True


COUNTS = Counter()


def judged(exercise, answer):
    """The result, which is counted, and well formed."""
    result = judge(exercise, answer)
    is_well_formed(result.message)
    if result.passed:
        COUNTS["passed"] += 1
    else:
        COUNTS["unspecific" if "helps you along" in result.message else "specific"] += 1
    return result


def as_fractions(value):
    """Numbers as exact fractions, where they are finite."""
    value = np.asarray(value)
    if value.dtype.kind not in "iuf" or not np.isfinite(value).all():
        return value
    exact = [Fraction(float(x)) for x in value.ravel()]
    return np.array(exact, object).reshape(value.shape) if exact else value


def as_integers(value):
    """Whole numbers as integers."""
    value = np.asarray(value)
    whole = value.size and np.isfinite(value).all() and (value == np.round(value)).all()
    return value.astype(int) if whole and (np.abs(value) < 2**53).all() else value


def as_pandas(value):
    import pandas

    value = np.asarray(value)
    kinds = {1: pandas.Series, 2: pandas.DataFrame}
    return kinds[value.ndim](value) if value.ndim in kinds else value


def as_tensor(value):
    import torch

    return torch.as_tensor(np.array(value))


STYLES = [
    lambda value: np.asarray(value).tolist(),
    lambda value: tuple(np.asarray(value).tolist()) if np.ndim(value) else float(value),
    lambda value: np.asarray(value).astype(object),
    lambda value: np.asarray(value)[()],
    lambda value: [value] if np.ndim(value) == 0 else value,
    np.asfortranarray,
    as_fractions,
    as_integers,
    *([as_pandas] if importlib.util.find_spec("pandas") else []),
    *([as_tensor] if importlib.util.find_spec("torch") else []),
]


def element_by_element(function):
    """The first argument one by one, in a loop: right where an element stands for itself."""

    def answer(z, *rest, **named):
        if np.ndim(z) == 0:
            return function(z, *rest, **named)
        return [function(x, *rest, **named) for x in z]

    return answer


def crossed(y, p, base=np.e):
    return -special.xlogy(y, p).sum(axis=-1) / np.log(base)


OF_SCIPY = {
    "sigmoid": special.expit,
    "sigmoid_grad": lambda z: special.expit(z) * special.expit(-z),
    "logit": special.logit,
    "log_sigmoid": special.log_expit,
    "softmax": special.softmax,
    "log_softmax": special.log_softmax,
    "logsumexp": special.logsumexp,
    "softplus": lambda z: -special.log_expit(-np.asarray(z)),
    "entropy": lambda p, base=np.e: special.entr(p).sum() / np.log(base),
    "cross_entropy": crossed,
    "kl_divergence": lambda y, p, base=np.e: special.rel_entr(y, p).sum(axis=-1) / np.log(base),
    "kl_nearly_equal": lambda y, p: special.kl_div(y, p).sum(axis=-1),
    "posterior": lambda prior, results: special.expit(
        special.logit(prior)
        + sum(np.log(a / (1 - b)) if yes else np.log((1 - a) / b) for a, b, yes in results)
    ),
    "binary_cross_entropy_grad": lambda z, y: special.expit(z) - y,
}
# What SciPy's functions do not keep, and the cases ask for.
FALL_SHORT = {"sigmoid", "logit", "logsumexp", "softmax", "kl_nearly_equal", "log_softmax"}


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=lambda exercise: exercise.name)
def test_a_right_answer_a_hair_off_is_accused_of_nothing(exercise):
    for answer in hairs_off(exercise):
        result = judged(exercise, answer)
        COUNTS["answers"] += 1
        if result.passed:
            continue
        assert not named(exercise, result.message), result.message
        assert any(phrase in result.message for phrase in OF_ROUNDING) or (
            "raised ValueError" in result.message
        ), result.message


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=lambda exercise: exercise.name)
def test_of_two_mistakes_none_is_named_that_is_not_there(exercise):
    for answer in two_mistakes(exercise):
        result = judged(exercise, answer)
        COUNTS["answers"] += 1
        told = named(exercise, result.message)
        if told:
            anew = getattr(answer, "anew", lambda answer=answer: answer)()
            again = run(anew, exercise.cases, exercise.view, limit=0)
            assert any(is_true(exercise, outcomes, again) for outcomes in told), result.message


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=lambda exercise: exercise.name)
def test_a_right_answer_in_another_style_passes(exercise):
    if exercise.keep_dtype:  # there the type is a part of the question
        return
    reference, _ = frozen(exercise.name)
    for style in STYLES:
        COUNTS["answers"] += 1
        result = judged(
            exercise,
            lambda *args, style=style, **kwargs: style(reference(*args, **kwargs)),
        )
        assert result, result.message


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=lambda exercise: exercise.name)
def test_a_right_answer_in_a_loop_is_accused_of_nothing_else(exercise):
    reference, _ = frozen(exercise.name)
    answer = element_by_element(reference)
    COUNTS["answers"] += 1
    result = judged(exercise, answer)
    again = run(answer, exercise.cases, exercise.view, limit=0)
    for outcomes in named(exercise, result.message):
        assert is_true(exercise, outcomes, again), result.message


@pytest.mark.parametrize("name", OF_SCIPY)
def test_a_function_of_scipy_passes_or_hears_no_false_cause(name):
    COUNTS["answers"] += 1
    result = judged(exercises()[name], OF_SCIPY[name])
    assert not named(exercises()[name], result.message), result.message
    assert result or name in FALL_SHORT, result.message


def test_there_were_many():
    """All of them are compared with the mistakes that they name: none was false."""
    print(dict(COUNTS))
    assert COUNTS["answers"] >= 1500, COUNTS
