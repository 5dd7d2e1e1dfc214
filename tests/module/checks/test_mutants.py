"""The cases of each exercise reject every small change of a right answer, but for those listed.

`mutants` changes an operator, a constant, an axis or a guard of the reference and of each right
answer in ``answers/``. `survivors` lists the changes that no case rejects, by the reason: most of
them change no number at all. Whoever adds a case or an answer moves this list along.
"""

import inspect
import types
from collections import Counter

import numpy as np
import pytest
from mutants import Steps, mutants
from survivors import SURVIVORS
from test_exercises import RIGHT
from test_honesty import FUNCTIONS

from logitlab.checks import exercises
from logitlab.checks.diagnosis import agree
from logitlab.checks.exercise import ChoiceExercise
from logitlab.checks.running import run
from logitlab.checks.verdict import judge

COUNTS = Counter()


def right_answers(exercise):
    """The reference, and the right answers that are written in Python, each once."""
    for answer in [exercise.reference, *RIGHT.get(exercise.name, [])]:
        own = isinstance(answer, types.FunctionType)
        public = own and inspect.unwrap(answer).__module__.startswith("logitlab.functions")
        if own and (answer is exercise.reference or not public):
            yield answer


def passes(exercise, answer, steps):
    """Whether a check accepts an answer; the cases stop at the first that rejects it."""
    for one, expected in zip(exercise.cases, exercise.expected, strict=True):
        steps.done = 0
        (given,) = run(answer, [one], exercise.view)
        if not agree(given, expected, exercise.rtol, exercise.atol):
            return False
    steps.done = 0
    return bool(judge(exercise, answer))


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=lambda exercise: exercise.name)
def test_a_small_change_of_a_right_answer_is_rejected(exercise):
    survived = set()
    with np.errstate(all="ignore"):
        for answer in right_answers(exercise):
            steps = Steps()
            changes = mutants(answer, steps)
            _, unchanged = next(changes)
            assert passes(exercise, unchanged, steps)
            steps.limit = 2 * steps.most  # which were those of all cases together
            for line, changed in changes:
                COUNTS["changed"] += 1
                if passes(exercise, changed, steps):
                    survived.add(line)
                    COUNTS["survived"] += 1
    listed = {line for reason in SURVIVORS.values() for line in reason.get(exercise.name, [])}
    assert survived - listed == set(), "no case rejects these"
    assert listed - survived == set(), "some case rejects these now: take them off the list"


def test_the_survivors_belong_to_exercises_and_are_few():
    assert {name for reason in SURVIVORS.values() for name in reason} <= set(exercises())
    if COUNTS["changed"] > 2000:
        assert COUNTS["survived"] < 0.1 * COUNTS["changed"], COUNTS


@pytest.mark.parametrize("exercise", exercises().values(), ids=lambda exercise: exercise.name)
def test_each_known_mistake_is_rejected(exercise):
    if isinstance(exercise, ChoiceExercise):
        return  # test_exercises judges each of its wrong letters
    for wrong, why in exercise.mistakes:
        assert not judge(exercise, wrong), why
