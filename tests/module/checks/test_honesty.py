"""No message names a mistake that the learner did not make: over a thousand answers, made here.

Right answers a hair off, in float32, or stopping with an error in some cases; answers with two
mistakes, one of the exercise's own and one of another kind. What each message says is compared with
what the mistakes that it names would have given.
"""

from collections import Counter
from functools import cache

import numpy as np
import pytest

from logitlab.checks import exercises
from logitlab.checks.diagnosis import agree
from logitlab.checks.exercise import FunctionExercise
from logitlab.checks.running import run
from logitlab.checks.verdict import judge

FUNCTIONS = [one for one in exercises().values() if isinstance(one, FunctionExercise)]
HAIRS = (1e-9, -1e-8, 3e-8, 1e-7, -1e-6, 1e-5)
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
        yield stops_after(changed(reference, lambda right, hair=hair: right * (1 + hair)), 1)
    yield changed(reference, lambda right: right.astype(np.float32))


def two_mistakes(exercise):
    _, mistakes = frozen(exercise.name)
    for wrong in mistakes:
        yield changed(wrong, lambda value: value * -1.7)
        yield changed(wrong, lambda value: value + 0.3)
        yield changed(wrong, lambda value: np.round(value, 1) + 0.01)
        yield stops_after(wrong, 2)


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


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=lambda exercise: exercise.name)
def test_a_right_answer_a_hair_off_is_accused_of_nothing(exercise):
    for answer in hairs_off(exercise):
        result = judge(exercise, answer)
        COUNTS["answers"] += 1
        if result.passed:
            continue
        assert not named(exercise, result.message), result.message
        assert any(phrase in result.message for phrase in OF_ROUNDING) or (
            "raised ValueError" in result.message
        ), result.message


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=lambda exercise: exercise.name)
def test_of_two_mistakes_none_is_named_that_is_not_there(exercise):
    _, mistakes = frozen(exercise.name)
    makers = [lambda: two_mistakes(exercise)]
    for answer in makers[0]():
        result = judge(exercise, answer)
        COUNTS["answers"] += 1
        told = named(exercise, result.message)
        if told:
            COUNTS["specific"] += 1
            again = run(answer, exercise.cases, exercise.view, limit=0)
            if not any(one.error_text == "not yet" for one in again):
                assert any(is_true(exercise, outcomes, again) for outcomes in told), result.message


def test_there_were_many():
    assert COUNTS["answers"] >= 1500, COUNTS
