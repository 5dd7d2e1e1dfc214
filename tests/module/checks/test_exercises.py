"""Every exercise of every chapter: right answers pass, typical wrong ones hear their own reason.

``answers/NN_name.py`` holds RIGHT, and in WRONG what the mistakes of the exercise itself do not
cover: what the general diagnosis finds, by the name of the exercise.
"""

import importlib.util
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import logitlab
from logitlab.checks import check, exercises
from logitlab.checks.exercise import ChoiceExercise

FOLDER = Path(__file__).with_name("answers")


def load(path):
    specification = importlib.util.spec_from_file_location(f"answers_{path.stem}", path)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


MODULES = [load(path) for path in sorted(FOLDER.glob("*.py"))]
RIGHT = {name: answers for module in MODULES for name, answers in module.RIGHT.items()}
WRONG = {name: answers for module in MODULES for name, answers in module.WRONG.items()}

every_exercise = pytest.mark.parametrize("name", exercises())


def parameters(answers):
    return [
        pytest.param(
            name,
            *(one if isinstance(one, tuple) and answers is WRONG else (one,)),
            id=f"{name}-{place}",
        )
        for name, several in answers.items()
        for place, one in enumerate(several)
    ]


def test_the_answers_belong_to_exercises():
    assert set(RIGHT) | set(WRONG) <= set(exercises())


@every_exercise
def test_the_reference_passes(name):
    exercise = exercises()[name]
    right = exercise.key if isinstance(exercise, ChoiceExercise) else exercise.reference
    assert check(name, right)


@pytest.mark.parametrize(("name", "answer"), parameters(RIGHT))
def test_a_right_answer_passes(name, answer):
    result = check(name, answer)
    assert result, result.message


@pytest.mark.parametrize(("name", "answer", "phrase"), parameters(WRONG))
def test_a_wrong_answer_hears_why(name, answer, phrase):
    result = check(name, answer)
    assert not result
    assert phrase in result.message
    assert result.message.startswith(f"✗ {name}: ")


def known_mistakes(exercise):
    """Each wrong answer that the exercise names, with the sentence about it."""
    if not isinstance(exercise, ChoiceExercise):
        return exercise.mistakes
    key, why = exercise.key, exercise.why
    if isinstance(key, str):
        return list(why.items())
    key = key if isinstance(key, dict) else dict(enumerate(key, 1))
    return [({**key, place: chosen}, sentence) for (place, chosen), sentence in why.items()]


@every_exercise
def test_each_mistake_is_recognized(name):
    """A mistake that another one hides would never be told."""
    for wrong, why in known_mistakes(exercises()[name]):
        result = check(name, wrong)
        assert not result
        assert why in result.message


@every_exercise
def test_there_are_right_answers_and_five_different_wrong_ones(name):
    assert RIGHT.get(name), f"an independent right answer to {name} is missing"
    told = {why for _, why in known_mistakes(exercises()[name])}
    told |= {phrase for _, phrase in WRONG.get(name, [])} - {"helps you along"}
    assert len(told) >= 5, f"{name} has a diagnosis of its own for {len(told)} wrong answers only"


@every_exercise
def test_an_exercise_asks_and_helps(name):
    exercise = exercises()[name]
    assert exercise.question.rstrip()[-1] in ".?)t"
    assert exercise.hints
    asked = check(name)
    assert not asked
    assert exercise.question in asked.message


WITH_NUMPY_ALONE = """
import sys

for name in ("scipy", "sklearn", "matplotlib", "anywidget", "ipywidgets"):
    sys.modules[name] = None  # importing it raises an error

from logitlab.checks import exercises
from logitlab.checks.verdict import judge

for name, exercise in exercises().items():
    outcomes = list(getattr(exercise, "expected", []))
    for of_one_mistake, why in getattr(exercise, "known_mistakes", []):
        outcomes += of_one_mistake.values()
    if any(outcome.error == "ModuleNotFoundError" for outcome in outcomes):
        assert "Binder or Colab" in judge(exercise, exercise.reference).message
        print(name)
"""


def test_only_exercises_on_a_model_or_the_digits_need_more_than_numpy():
    found = subprocess.run(
        [sys.executable, "-c", WITH_NUMPY_ALONE], capture_output=True, text=True, check=True
    )
    assert found.stdout.split() == [
        "separable",
        "reading_weights",
        "sure_weights",
        "test_surprise",
    ]


PUBLIC = [
    function
    for name in logitlab.__all__
    if inspect.isfunction(function := getattr(logitlab, name))
    and function.__module__ in ("logitlab.functions", "logitlab.losses")
]


@pytest.mark.parametrize("function", PUBLIC, ids=lambda function: function.__name__)
def test_every_public_function_has_a_check(function):
    assert function.__name__ in exercises()
