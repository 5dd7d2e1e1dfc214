"""Points: an answer is graded afresh, by groups of cases, and with numbers of one's own."""

import contextlib
import dataclasses
import io
import re
import sys
from pathlib import Path

import nbformat
import numpy as np
import pytest
from test_exercises import RIGHT

import logitlab
from logitlab import check, student
from logitlab.checks import exercises, keeping, personal, points
from logitlab.checks.exercise import ChoiceExercise, FunctionExercise
from logitlab.checks.grading import award, grade
from logitlab.checks.personal import VARIANTS, fresh_cases, own_version, variant

sys.path.insert(0, str(Path(__file__).parents[3] / "code" / "tools"))
import edition  # noqa: E402

FUNCTIONS = [one for one in exercises().values() if isinstance(one, FunctionExercise)]
SEEDED = [one for one in exercises().values() if getattr(one, "seeded", None)]


@pytest.fixture(autouse=True)
def nobody(monkeypatch):
    monkeypatch.delenv("LOGITLAB_STUDENT", raising=False)


def quietly(function, *args):
    with contextlib.redirect_stdout(io.StringIO()):
        return function(*args)


def naive_softmax(z, axis=-1):
    z = np.asarray(z, dtype=float)
    return np.exp(z) / np.exp(z).sum(axis=axis, keepdims=True)


def softmax(z, axis=-1):
    z = np.asarray(z, dtype=float)
    e = np.exp(z - z.max(axis=axis, keepdims=True, initial=-np.inf))
    return e / e.sum(axis=axis, keepdims=True)


def test_all_half_or_nothing():
    assert grade("softmax", softmax, 5) == 5
    assert quietly(grade, "softmax", naive_softmax, 5) == 2.5  # wrong for large scores only
    assert quietly(grade, "softmax", np.exp, 5) == 0
    assert quietly(grade, "softmax", None, 5) == 0
    assert award("softmax", softmax, 5) is None  # for nbgrader, no output is full points
    assert quietly(award, "softmax", naive_softmax, 5) == 2.5
    with pytest.raises(AssertionError, match="0 of 5 points"):
        quietly(award, "softmax", np.exp, 5)


def test_all_numbers_or_letters_but_one_are_worth_half():
    assert quietly(grade, "softmax_or_sigmoids", list("ABAB"), 2) == 2
    assert quietly(grade, "softmax_or_sigmoids", list("ABAA"), 2) == 1
    assert quietly(grade, "softmax_or_sigmoids", list("ABBA"), 2) == 0
    assert quietly(grade, "sigmoid_by_hand", [0.5, 0.75, 0.25], 2) == 2
    assert quietly(grade, "sigmoid_by_hand", [0.5, 0.75, 9], 2) == 1
    assert quietly(grade, "sigmoid_by_hand", [0.5, np.nan, 9], 2) == 0


def borrowed():
    def inside(z, axis=-1):
        from logitlab.functions import softmax as hidden

        return hidden(z, axis)

    class Callable:
        def __call__(self, z, axis=-1):
            return logitlab.softmax(z, axis=axis)

    return {
        "itself": logitlab.softmax,
        "wrapped": lambda z, axis=-1: logitlab.softmax(z, axis=axis),
        "imported inside": inside,
        "an object": Callable(),
        "another of the module": lambda z, axis=-1: np.exp(logitlab.log_softmax(z, axis=axis)),
        "the reference": lambda z, axis=-1: exercises()["softmax"].reference(z, axis),
    }


@pytest.mark.parametrize("way", borrowed())
def test_what_the_module_computes_earns_nothing(way, capsys):
    answer = borrowed()[way]
    assert grade("softmax", answer, 5) == 0
    assert "Write it yourself." in capsys.readouterr().out


def test_what_an_assignment_hands_out_may_be_called_but_in_its_own_task():
    def gradient(z, y):
        p = logitlab.softmax(z)
        p[np.arange(len(y)), y] -= 1
        return p

    def entropy(p, base=np.e):
        return logitlab.entropy(p, base=base)

    name = "cross_entropy_grad"
    asked = exercises()[name]
    if quietly(check, name, gradient):
        assert quietly(grade, name, gradient, 3, "softmax") == 3
    assert quietly(grade, name, gradient, 3) == 0
    assert asked.cases
    assert quietly(grade, "entropy", entropy, 3, "entropy") == 0


def test_a_function_of_the_case_may_be_called():
    def central_difference(f, z, h):
        return (f(z + h) - f(z - h)) / (2 * h)

    if quietly(check, "central_difference", central_difference):
        assert grade("central_difference", central_difference, 2) == 2


def test_an_object_of_the_case_may_be_called():
    def gumbel_max(z, n, rng):
        noise = -np.log(-np.log(rng.random((n, len(z)))))
        return np.argmax(z + noise, axis=1)

    assert grade("gumbel_max", gumbel_max, 3) == 3


def test_a_loss_of_a_fresh_case_may_be_called():
    def best_forecast(loss):
        forecasts = np.arange(1, 100) / 100
        return min(forecasts, key=lambda a: 0.73 * loss(a, 1) + 0.27 * loss(a, 0))

    assert grade("best_forecast", best_forecast, 3) == 3


def test_a_table_of_the_shown_results_earns_nothing(capsys):
    asked = exercises()["log_odds"]
    table = {repr(one.args): right.numbers for one, right in zip(asked.cases, asked.expected)}  # noqa: B905

    def log_odds(*args):
        return table[repr(args)]

    assert check("log_odds", log_odds)
    assert grade("log_odds", log_odds, 2) == 0
    assert "with other numbers" in capsys.readouterr().out


@pytest.mark.parametrize("asked", FUNCTIONS, ids=lambda one: one.name)
def test_right_answers_are_right_with_every_students_numbers(asked):
    from logitlab.checks import grading

    for answer in [asked.reference, *RIGHT.get(asked.name, [])]:
        for place in range(VARIANTS):
            assert grading._right_again(asked, answer, place)


# for what reason there are no other numbers
NOT_ASKED_AGAIN = {"first_one": "it takes one of two types, and both are shown"}


def asked_at(asked, place):
    """The fresh cases, and what is right for them: of functions, the arguments do not tell."""
    outcomes = [one.numbers for one in personal.fresh_outcomes(asked, place)]
    return [one.args for one in fresh_cases(asked, place)], outcomes


@pytest.mark.parametrize("asked", FUNCTIONS, ids=lambda one: one.name)
def test_a_function_is_asked_again_with_other_numbers(asked):
    if asked.name in NOT_ASKED_AGAIN:
        assert not fresh_cases(asked, 0)
        return
    first, second, again = (
        re.sub(r"0x\w+", "", repr([asked_at(asked, place)]))  # the address of a generator
        for place in (0, 1, 0)
    )
    assert first == again
    assert first != second


def test_every_assignment_has_a_task_with_numbers_of_ones_own():
    graded = {row.exercise: row.page for row in points.rows() if row.points}
    assert {graded[one.name] for one in SEEDED} == set(graded.values())


def test_an_id_chooses_the_numbers(capsys):
    assert len(SEEDED) >= 5
    assert {variant(f"student {n}") for n in range(60)} == set(range(VARIANTS))
    assert variant(" Ann ") == variant("ann")
    student("ann")
    assert SEEDED[0].name in capsys.readouterr().out
    asked = SEEDED[0]
    own = own_version(asked, variant("ann"))
    check(asked.name)
    assert own.question in capsys.readouterr().out
    assert check(asked.name, own.reference)
    assert not check(asked.name, asked.reference)
    assert grade(asked.name, own.reference, 2) == 2
    student("")
    assert check(asked.name, asked.reference)


@pytest.mark.parametrize("asked", SEEDED, ids=lambda one: one.name)
def test_each_version_differs_from_the_text_and_can_be_answered(asked):
    versions = [own_version(asked, place) for place in range(VARIANTS)]
    assert len({one.question for one in versions}) >= VARIANTS / 2
    for own in versions:
        assert own.name == asked.name and own.hints == asked.hints
        personal_right = quietly(lambda own=own: verdict(own, own.reference))
        assert personal_right
        for wrong, _ in own.mistakes:
            assert not quietly(lambda own=own, wrong=wrong: verdict(own, wrong))


def verdict(asked, answer):
    from logitlab.checks.verdict import judge

    return judge(asked, answer)


def test_below_autograded_the_folder_says_who_it_is(tmp_path, monkeypatch):
    from logitlab.checks import grading

    folder = tmp_path / "autograded" / "ann" / "05_softmax"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert grading._student() == ("ann", False)
    personal.set_student_id("ben")
    assert grading._student() == ("ann", True)
    personal.set_student_id("")
    monkeypatch.setenv("COURSE_PERSONAL_NUMBERS", "1")
    assert grading._student() == ("ann", True)


# ---------------------------------------------------------------- what a class gets


@pytest.mark.parametrize("asked", exercises().values(), ids=lambda one: one.name)
def test_a_class_hears_of_a_mistake_what_readers_hear(asked, monkeypatch):
    monkeypatch.setattr(keeping, "KEPT", {asked.name: keeping.pack(asked)})
    if isinstance(asked, ChoiceExercise):
        empty = dataclasses.replace(asked, key=None, why={})
        wrong = [asked.key, "no letter", ["A"] * 3]
    else:
        empty = dataclasses.replace(asked, reference=None, mistakes=[])
        wrong = [asked.reference, *(one for one, _ in asked.mistakes)]
    kept = keeping.complete(empty)
    assert kept is not asked
    for answer in wrong:
        assert verdict(kept, answer) == verdict(asked, answer)


def test_a_stripped_file_keeps_the_cases_and_no_more():
    text = edition.stripped(
        '''"""Exercises."""
import math

import numpy as np

from logitlab.checks.exercise import FunctionExercise, case

_TABLE = np.array([1.0])


def _solution(x):
    return math.exp(x)


EXERCISES = [
    FunctionExercise(
        name="f", chapter=1, question="?", reference=_solution, cases=[case(_TABLE)],
        mistakes=[(lambda x: _solution(-x), "The sign.")], hints=["First.", "Second."],
    )
]
'''
    )
    assert "_TABLE" in text and "First." in text
    for word in ("_solution", "math", "Second", "sign", "reference"):
        assert word not in text


def test_the_solution_of_a_chapter_goes_and_the_rest_stays():
    notebook = nbformat.v4.new_notebook()
    start, end = ("#### Solution", "```{solution-start} ex\n```"), "```{solution-end}\n```"
    words = ("before", *start, "secret", end, "after")
    notebook.cells = [nbformat.v4.new_markdown_cell(word) for word in words]
    link = "See [the solved one](assignments/source/01_a/01_a.ipynb), [here](02_b.ipynb)."
    notebook.cells.append(nbformat.v4.new_markdown_cell(link))
    text = edition.without_solutions(nbformat.writes(notebook))
    kept = [cell.source for cell in nbformat.reads(text, as_version=4).cells]
    assert kept == ["before", "after", "See the solved one, [here](02_b.ipynb)."]
