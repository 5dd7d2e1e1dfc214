"""Exercises that answer at once: ``check("softmax", my_softmax)`` and ``hint("softmax")``.

``exercises/`` holds the exercises as data, a file a chapter; `exercise` explains every field.
`points` counts what was right.
The engine: `running` calls an answer, `verdict` compares it with what is right and words the
message, `diagnosis` finds the mistake behind a wrong one.
"""

import difflib
import sys
from collections import Counter

from ..translation import translated
from . import points
from .exercises import exercises, find
from .personal import own_version, set_student_id, student_id, variant
from .points import progress
from .values import cut
from .verdict import Result, judge

__all__ = ["Result", "check", "exercises", "hint", "progress", "student"]

_NO_ANSWER = object()
_hints_given = Counter()


def check(name: str | None = None, answer: object = _NO_ANSWER) -> Result:
    """Say whether an answer is right and, if it is wrong, what went wrong first, and why.

    Parameters
    ----------
    name : str, optional
        The exercise. Without it, all exercises are listed.
    answer : function, number, array_like or str, optional
        Your answer: the function itself, without parentheses, or the value. Without it, the
        question is shown.

    Returns
    -------
    Result
        `passed` and `message`. The message is printed, too.

    Notes
    -----
    An exception of the answer does not come out: the message tells it. An answer may take 5 seconds
    of the processor. The exercises stand in the chapters and the assignments; those of an
    assignment give points, which are counted until the kernel restarts: see `progress`.

    Examples
    --------
    >>> result = check("piles_by_hand", [0.8, 0.2, 0])
    ✓ piles_by_hand: right.
    >>> bool(result)
    True
    """
    exercise, message = _find(name, 'check("softmax", my_softmax)')
    if exercise and student_id():
        exercise = own_version(exercise, variant(student_id()))
    if exercise is None:
        result = Result(False, message)
    elif answer is _NO_ANSWER:
        result = Result(False, f"{exercise.name} ({exercise.where}): {exercise.asks}")
    else:
        result = judge(exercise, answer)
    _say(result.message)
    if exercise and answer is not _NO_ANSWER:
        if line := points.tell(exercise.name, result.passed):
            _say(line)
    return result


def hint(name: str | None = None) -> None:
    """Print the next hint for an exercise. After the last one it begins again.

    Parameters
    ----------
    name : str, optional
        The exercise. Without it, all exercises are listed.

    Notes
    -----
    Which hints you have seen is forgotten when the kernel restarts.

    Examples
    --------
    >>> hint("softmax")  # doctest: +ELLIPSIS
    Hint 1 of ...
    """
    exercise, message = _find(name, 'hint("softmax")')
    if exercise:
        total = len(exercise.hints)
        place = _hints_given[exercise.name]
        _hints_given[exercise.name] = (place + 1) % (total + 1)
        if place < total:
            one = translated(exercise.hints[place], "checks")
            message = f"Hint {place + 1} of {total} ({exercise.name}): {one}"
        elif exercise.kept:
            message = (
                f"That was the hint for {exercise.name}. For the next one, ask the person who "
                "teaches you."
            )
        else:
            message = (
                f"Those were all the hints for {exercise.name}. The next call begins again. The "
                f"solved assignment of {exercise.where} shows one way to do it."
            )
    _say(message)


def student(name: str) -> None:
    """Say who answers: some tasks then have other numbers than those of your neighbor.

    Parameters
    ----------
    name : str
        Your name or number in the class, as your teacher has given it.

    Notes
    -----
    Without it, the numbers are those that the text of an assignment names. With it, a task that has
    numbers of your own says so: ``check("score_chain")`` shows the question with them.

    Examples
    --------
    >>> student("")  # nobody: the numbers of the text
    The numbers are those of the text.
    """
    set_student_id(name)
    if not student_id():
        _say("The numbers are those of the text.")
        return
    own = [one for one in exercises().values() if own_version(one, 0) is not one]
    _say(
        f"{student_id()}: these tasks have numbers of your own. Ask for each, such as "
        f'check("{own[0].name}").\n  {", ".join(one.name for one in own)}'
    )


def _say(message):
    message = translated(message, "checks")
    try:
        print(message)
    except UnicodeEncodeError:  # a terminal without ✓
        coding = sys.stdout.encoding or "ascii"
        print(message.encode(coding, "replace").decode(coding))


def _find(name, example):
    """Return (exercise, "") or (None, what to tell a learner who gave this name)."""
    if type(name) is str and (exercise := find(name)):
        return exercise, ""
    known = exercises()
    if name is None:
        lines = [f"The exercises by chapter. For one of them: {example}"]
        for chapter in sorted({exercise.chapter for exercise in known.values()}):
            names = [n for n, exercise in known.items() if exercise.chapter == chapter]
            lines.append(f"  chapter {chapter}: {', '.join(names)}")
        return None, "\n".join(lines)
    if type(name) is not str:
        return None, f"The name of the exercise comes first, in quotes: {example}"
    key = name.strip().lower().replace(" ", "_").replace("-", "_")
    if key in known:
        return known[key], ""
    near = difflib.get_close_matches(key, known, n=3, cutoff=0.4)
    near = near or [n for n in known if key and (key in n or n in key)][:3]
    also = f" Do you mean {' or '.join(near)}?" if near else ""
    return None, f"There is no exercise {cut(repr(name), 60)}.{also} check() lists all."
