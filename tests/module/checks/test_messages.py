"""What a learner hears is short, points to the mistake, and leaves the solution to the hints."""

import re

import numpy as np
import pytest
from form import is_well_formed
from test_exercises import WRONG, known_mistakes

from logitlab.checks import exercises
from logitlab.checks.exercise import ValueExercise
from logitlab.checks.verdict import judge

EXERCISES = list(exercises().values())
every_exercise = pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: one.name)

# A name with brackets, or what an operator joins: softmax(z) - y, e^(−z)/(1 + e^(−z)).
_INNER = r"\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)"
_FORMULA = re.compile(
    rf"[A-Za-z_][\w.]*{_INNER}(?:\s*[-+*/^]+\s*[\w.()\[\],= ]+)*"
    r"|[\w.()\[\]]+(?:\s*[-+*/^]+\s*[\w.()\[\]]+)+"
)


def formulas(text):
    """What of a text is a formula, in one spelling."""
    for written, plain in (("−", "-"), ("·", "*"), ("np.", ""), ("σ", "sigmoid")):
        text = text.replace(written, plain)
    text = re.sub(r"\bln\b", "log", text)
    found = {match.group().replace(" ", "").strip(".,") for match in _FORMULA.finditer(text)}
    return {formula for formula in found if len(formula) >= 8}


ODD = [None, "text", [], {}, 3, True, np.nan, [1, 2], np.ones((2, 2)), lambda: 3, lambda *_: None]


@every_exercise
def test_a_message_has_three_lines_at_most(exercise):
    wrong = [answer for answer, _ in known_mistakes(exercise)]
    wrong += [answer for answer, _ in WRONG.get(exercise.name, [])]
    for answer in [*wrong, *ODD]:
        is_well_formed(judge(exercise, answer).message)


@every_exercise
def test_a_message_does_not_contain_the_solution(exercise):
    """The form stands in the last hint; what the question itself writes is no secret."""
    solution = formulas(exercise.hints[-1]) - formulas(exercise.question)
    for _, why in known_mistakes(exercise):
        shared = {(a, b) for a in formulas(why) for b in solution if a in b or b in a}
        assert not shared, why
        if isinstance(exercise, ValueExercise) and np.size(exercise.reference) == 1:
            for number in re.findall(r"(?<![\w.])[−-]?\d+\.\d\d+(?![\w.]*\d)", why):
                assert not judge(exercise, float(number.replace("−", "-"))), why


@every_exercise
def test_hints_lead_from_a_question_to_the_form(exercise):
    hints = exercise.hints
    assert len(hints) >= 2
    assert "?" in hints[0], "the first hint asks"
    assert not formulas(hints[0]) & (formulas(hints[-1]) - formulas(exercise.question))
