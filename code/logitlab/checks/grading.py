"""Points for an answer, as the hidden tests of an assignment ask for them.

`check` talks with a learner; `grade` trusts nobody. The hidden tests load this module afresh, so
that no `check` of the notebook's own counts. An answer that calls the module's function of the
task, or anything else of the module that the notebook did not import, gets nothing.
"""

import inspect
import os
import sys
from pathlib import Path

import numpy as np

from . import running
from .diagnosis import agree
from .exercise import ChoiceExercise, FunctionExercise
from .exercises import exercises
from .personal import fresh_cases, fresh_outcomes, own_version, student_id, variant
from .verdict import judge, normalized

PACKAGE = str(Path(__file__).parents[1]) + os.sep
_LOADING = {"<module>", "__getattr__", "__dir__"}  # what runs when something is imported
HALF = 0.5


def grade(name, answer, points, allowed=""):
    """Return the points that an answer earns, and print why it is not all.

    Parameters
    ----------
    name : str
        The exercise.
    answer : object
        What the notebook holds.
    points : float
        The points of a right answer.
    allowed : str
        What of the module an answer may call, because the assignment hands it out: names, with
        spaces between.

    Returns
    -------
    float
        All points for an answer that `check` calls right and that is right for fresh numbers too.
        Half of them for a function that is right in all ordinary cases, or if all but one of
        several numbers or letters are right. Otherwise 0.
    """
    exercise = exercises()[name]
    student, personal = _student()
    if personal:
        exercise = own_version(exercise, variant(student))
    if isinstance(exercise, FunctionExercise) and callable(answer):
        share = _grade_function(exercise, answer, variant(student), set(allowed.split()) - {name})
    else:
        result = judge(exercise, answer)
        share, why = float(result.passed), result.message
        right, asked = (0, 0) if share else _count_right(exercise, answer)
        if asked >= 3 and right == asked - 1:
            share = HALF
        if share < 1:
            print(why)
    if share < 1:
        print(f"{name}: {share * points:g} of {points:g} points")
    return share * points


def award(name, answer, points, modules=None, allowed=""):
    """Grade an answer as nbgrader reads it from a cell.

    An error is worth nothing, a number so many points, and no output all points. `modules` are
    those that made place for this fresh one. They come back, because the notebook's `check` goes on
    with them.
    """
    try:
        earned = grade(name, answer, points, allowed)
    finally:
        if modules:
            for one in [*sys.modules]:
                if one.partition(".")[0] == "logitlab":
                    del sys.modules[one]
            sys.modules.update(modules)
    assert earned, f"{name}: 0 of {points:g} points"
    return earned if earned < points else None


def _student():
    """Whose notebook runs, and whether the numbers are this student's own.

    Below nbgrader's ``autograded/`` the folder says whose it is, whatever a notebook claims.
    """
    claimed = student_id()
    here = Path.cwd()
    if os.environ.get("NBGRADER_EXECUTION") == "autograde" and here.parents[1].name == "autograded":
        required = os.environ.get("COURSE_PERSONAL_NUMBERS") == "1"
        return here.parent.name, required or bool(claimed)
    return claimed, bool(claimed)


def _grade_function(exercise, answer, place, allowed):
    cases = [*exercise.cases, *fresh_cases(exercise, place)]
    watched = Watched(answer, allowed | _handed_over(cases))
    result = judge(exercise, watched)
    right_again = not watched.taken and _right_again(exercise, watched, place)
    if watched.taken:
        names = ", ".join(sorted(watched.taken))
        print(f"{exercise.name}: the answer calls logitlab's own {names}. Write it yourself.")
        return 0.0
    if result.passed and right_again:
        return 1.0
    if result.passed:
        print(f"{exercise.name}: with other numbers of the same kind it is wrong.")
    else:
        print(result.message)
    return HALF if right_again and _right_in_ordinary_cases(exercise, watched) else 0.0


def _handed_over(cases):
    """The functions of the module that the cases give to an answer, and the classes of objects."""
    values = [value for one in cases for value in (*one.args, *one.kwargs.values())]
    functions = [inspect.unwrap(value) for value in values if inspect.isroutine(value)]
    classes = {type(value).__name__ for value in values if _is_own(type(value))}
    return classes | {_first_name(one.__code__) for one in functions if hasattr(one, "__code__")}


def _is_own(kind):
    return kind.__module__.partition(".")[0] == "logitlab"


def _right_again(exercise, answer, place):
    """Whether an answer is right with the fresh numbers of a student."""
    given = running.run(answer, fresh_cases(exercise, place), exercise.view)
    return _all_agree(exercise, given, fresh_outcomes(exercise, place))


def _right_in_ordinary_cases(exercise, answer):
    """Whether an answer is right in the first group of cases, those with nothing special."""
    ordinary = [place for place, one in enumerate(exercise.cases) if not one.about]
    given = running.run(answer, [exercise.cases[place] for place in ordinary], exercise.view)
    expected = [exercise.expected[place] for place in ordinary]
    # one case alone would be met by a constant
    return len(ordinary) > 1 and _all_agree(exercise, given, expected)


def _all_agree(exercise, given, expected):
    return all(
        agree(a, b, exercise.rtol, exercise.atol) for a, b in zip(given, expected, strict=True)
    )


def _count_right(exercise, answer):
    """How many of several numbers or letters are right, and how many are asked."""
    if isinstance(exercise, ChoiceExercise):
        if not isinstance(exercise.key, list):
            return 0, 0
        given = list(answer) if isinstance(answer, str | list | tuple) else []
        if len(given) != len(exercise.key):
            return 0, 0
        right = sum(
            normalized(a) == normalized(b) for a, b in zip(given, exercise.key, strict=True)
        )
        return right, len(given)
    if isinstance(exercise, FunctionExercise) or exercise.view:
        return 0, 0
    given = running.run(lambda: answer, exercise.cases)[0].numbers
    expected = exercise.expected[0].numbers
    if given is None or given.shape != expected.shape:
        return 0, 0
    off = np.abs(given.astype(float) - expected) > exercise.atol + exercise.rtol * np.abs(expected)
    return int((~off & np.isfinite(given)).sum()), given.size


class Watched:
    """A function that notes which functions of the module it calls, the allowed ones left out."""

    def __init__(self, function, allowed=()):
        self.function = function
        self.allowed = allowed
        self.taken = set()
        self.__name__ = getattr(function, "__name__", "answer")
        if hasattr(function, "__code__"):  # what the diagnosis looks at
            self.__code__ = function.__code__

    def __call__(self, *args, **kwargs):
        """Call the function, and watch."""
        outer = sys.getprofile()
        sys.setprofile(self._look)
        try:
            return self.function(*args, **kwargs)
        finally:
            sys.setprofile(outer)

    def _look(self, frame, event, arg):
        if event != "call" or not frame.f_code.co_filename.startswith(PACKAGE):
            return
        if _name(frame) in _LOADING or frame.f_code is Watched.__call__.__code__:
            return
        caller = frame.f_back
        while caller and caller.f_code is not Watched.__call__.__code__:
            inside = caller.f_code.co_filename.startswith(PACKAGE)
            if inside and (_name(caller) in _LOADING or _name(caller) in self.allowed):
                return
            caller = caller.f_back
        if _name(frame) not in self.allowed:
            self.taken.add(_name(frame))


def _name(frame):
    """The function, or the class of the method, that a frame runs."""
    return _first_name(frame.f_code)


def _first_name(code):
    return code.co_qualname.partition(".")[0]
