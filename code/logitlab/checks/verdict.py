"""The verdict on an answer: whether it is right, and in words what went wrong first, and why."""

import re
from dataclasses import dataclass

import numpy as np

from ..translation import translated
from . import running
from .diagnosis import (
    Evidence,
    agree,
    diagnose,
    explain_error,
    is_about_the_call,
    is_stub,
    names_in,
)
from .exercise import ChoiceExercise, FunctionExercise
from .running import run
from .values import cut, show


@dataclass(frozen=True)
class Result:
    """What a check found.

    Attributes
    ----------
    passed : bool
        Whether the answer is right. A Result counts as True if it is.
    message : str
        The text that was printed.
    """

    passed: bool
    message: str

    def __bool__(self):
        return self.passed

    def _ipython_display_(self):
        """Show nothing: the message has been printed."""


def judge(exercise, answer):
    """Compare an answer with what is right, and word what was found.

    Parameters
    ----------
    exercise : FunctionExercise, ValueExercise or ChoiceExercise
        What was asked.
    answer : object
        What a learner handed over.

    Returns
    -------
    Result
        `passed` and `message`.
    """
    found = _judge(exercise, answer)
    return Result(found.passed, translated(found.message, "checks"))


def _judge(exercise, answer):
    """The same, in English."""
    if answer is None or answer is ...:
        return _not_attempted(exercise)
    if isinstance(exercise, ChoiceExercise):
        return _check_choice(exercise, answer)
    if any(one.error == "ModuleNotFoundError" for one in exercise.expected):
        return Result(
            False,
            f"{exercise.name}: this exercise needs SciPy and scikit-learn, and this Python lacks "
            "them. Open the notebook in Binder or Colab, or on your machine.",
        )
    if isinstance(exercise, FunctionExercise):
        return _check_function(exercise, answer)
    return _check_value(exercise, answer)


def _not_attempted(exercise):
    return Result(
        False,
        f'{exercise.name}: not attempted yet. Stuck? hint("{exercise.name}")',
    )


def _wrong(exercise, heading, *lines):
    """Three lines at most: what is wrong, what came, what may be the cause."""
    text = "".join(f"\n  {line}" for line in lines if line)
    return Result(False, f"✗ {exercise.name}: {translated(heading, 'checks')}{text}")


def _help(exercise):
    """What a tutor says who does not know the cause."""
    help_here = f'hint("{exercise.name}") helps you along.'
    if isinstance(exercise, FunctionExercise):
        return f"Follow this call step by step: where does it part from your plan? {help_here}"
    if isinstance(exercise, ChoiceExercise):
        return f"What speaks for it, and what against it? {help_here}"
    return f"Go through your steps once more: which of them are you least sure of? {help_here}"


def _size_of_difference(given, right):
    """How far off the numbers of a call are, if that says something: a hair, a sign, a factor."""
    if right.numbers is None or given.numbers.shape != right.numbers.shape:
        return ""
    with np.errstate(all="ignore"):
        g, r = (np.asarray(one.numbers, np.float64).ravel() for one in (given, right))
        some = np.isfinite(g) & np.isfinite(r) & (r != 0) & (g != r)
        if not some.any() or not np.isfinite(g[np.isfinite(r)]).all():
            return ""
        ratios = g[some] / r[some]
    if np.abs(ratios - 1).max() < 1e-4:
        return f"It is off by a hair: {np.abs(ratios - 1).max():.0e} of the right number. "
    if np.ptp(ratios) > 1e-6 * np.abs(ratios).max() or not (g[r == 0] == 0).all():
        return ""
    if np.abs(ratios + 1).max() < 1e-6:
        return "In this call it is minus the right number. "
    if some.sum() > 2:
        return f"In this call all numbers are {ratios[0]:.4g} times the right ones. "
    return ""


# ---------------------------------------------------------------- functions


def _check_function(exercise, answer):
    if not callable(answer):
        return _wrong(
            exercise,
            "a function is asked.",
            f"Hand over the function itself, without calling it: "
            f'check("{exercise.name}", my_function).',
        )
    given = run(answer, exercise.cases, exercise.view)
    if given[0].error == "NotImplementedError" or is_stub(answer):
        return _not_attempted(exercise)
    wrong = [
        place
        for place, (a, b) in enumerate(zip(given, exercise.expected, strict=True))
        if not agree(a, b, exercise.rtol, exercise.atol)
    ]
    if not wrong:
        return _right_numbers(exercise, answer, given)
    evidence = Evidence(exercise, exercise.cases, given, exercise.expected, wrong)
    # a wrong formula is told before an argument that the function does not take
    of_formula = [place for place, one in enumerate(given) if not is_about_the_call(one)]
    if not set(wrong).isdisjoint(of_formula):
        evidence = evidence.only(of_formula)
    return _wrong_function(evidence)


def _wrong_function(evidence):
    exercise, given = evidence.exercise, evidence.given
    place = evidence.wrong[0]
    one, first, right = evidence.cases[place], given[place], evidence.expected[place]
    call = one.call(exercise.name)
    heading = f"wrong for {one.about}." if one.about else "wrong."
    if first.error == "TimeLimit":
        return _wrong(
            exercise,
            f"not ready after {running.TIME_LIMIT:g} seconds.",
            f"{call} was stopped. Does a loop never end? Look at the condition of each while.",
        )
    if all(outcome.returned_none for outcome in given):
        if any(outcome.printed.strip() for outcome in given):
            return _wrong(
                exercise,
                "it prints instead of returning.",
                f"{call} printed {cut(first.printed, 60)!r} and gave None, expected "
                f"{show(right.numbers)}.",
                "A printed number cannot be used any further: write return instead of print.",
            )
        return _wrong(
            exercise,
            "it returns nothing.",
            f"{call} gave None, expected {show(right.numbers)}.",
            "The function computes something and does not give it back. Is `return` missing in "
            "its last line?",
        )
    why = diagnose(evidence)
    if first.error:
        line = f", in the line `{first.error_line}`" if first.error_line else ""
        line = translated(line, "checks")  # what Python says stands between, in English
        text = f": {first.error_text}" if first.error_text else ""
        return _wrong(
            exercise,
            f"it stops with an error for {one.about}." if one.about else "it stops with an error.",
            f"{call} raised {first.error}{text}{line}. Expected {_shown(right)}.",
            why or explain_error(first) or _help(exercise),
        )
    if first.numbers is None:
        return _wrong(
            exercise,
            heading,
            f"{call} gave {first.problem or 'something else'}."
            + ("" if exercise.view else f" Expected {_shown(right)}."),
            why,
        )
    why = why or _size_of_difference(first, right) + _help(exercise)
    if exercise.viewed:
        call = f"In the answer of {call}, {exercise.viewed}"
    return _wrong(exercise, heading, _compared(call, first, right), why)


def _shown(outcome):
    return f"an exception, {outcome.error}" if outcome.error else show(outcome.numbers)


def _compared(call, given, right):
    """A line with what came and what was expected, with the digits that tell them apart."""
    if right.numbers is None:
        return f"{call} gave {show(given.numbers)}, expected {_shown(right)}."
    if given.numbers.shape != right.numbers.shape:
        return (
            f"{call} gave {show(given.numbers)}, of shape {given.numbers.shape}. "
            f"Expected {show(right.numbers)}, of shape {right.numbers.shape}."
        )
    a, b, at = given.numbers, right.numbers, ""
    if a.size > 6:
        with np.errstate(all="ignore"):
            off = ~np.isclose(a.astype(float), b.astype(float), 1e-9, 0, equal_nan=True)
        place = tuple(int(i) for i in np.argwhere(off)[0]) if off.any() else (0,) * a.ndim
        a, b, at = a[place], b[place], f" at {list(place)}"
    for digits in (6, 10, 17):
        texts = show(a, digits), show(b, digits)
        if texts[0] != texts[1]:
            break
    return f"{call} gave {texts[0]}{at}, expected {texts[1]}."


def _both_branches(answer):
    """What is to say of np.where, if the answer calls it."""
    if "where" not in getattr(getattr(answer, "__code__", None), "co_names", ()):
        return ""
    return "np.where computes both of its branches everywhere, the one that overflows too. "


def _right_numbers(exercise, answer, given):
    """The numbers are right. What else is asked?"""
    for one, a, b in zip(exercise.cases, given, exercise.expected, strict=True):
        call = one.call(exercise.name)
        if a.changed:
            return _wrong(
                exercise,
                "right numbers, but it changes its input.",
                f"After {call}, the array that you were given holds other numbers.",
                "Whoever calls the function still needs them. Avoid z -= …, z[…] = … and out=z, "
                "or work on z.copy().",
            )
        if exercise.keep_dtype and a.numbers is not None and a.numbers.dtype != b.numbers.dtype:
            return _wrong(
                exercise,
                f"right numbers, but {b.numbers.dtype} becomes {a.numbers.dtype}.",
                f"{call} of {getattr(one.args[0], 'dtype', type(one.args[0]).__name__)} gave "
                f"{a.numbers.dtype}, expected {b.numbers.dtype}.",
                "A constant array, dtype=float or a list in between changes the type. Keep that "
                "of the input, as z.dtype says (chapter 7).",
            )
        if exercise.quiet and a.warned:
            return _wrong(
                exercise,
                "right numbers, but NumPy warns.",
                f"{call} warned: {a.warned}.",
                _both_branches(answer)
                + "Find an expression that is safe for every input (chapter 7).",
            )
    if used := [name for name in exercise.without if name in names_in(answer)]:
        return _wrong(
            exercise,
            f"right numbers, but {used[0]} is in it.",
            "The question asks for another way, without it: read it once more.",
            _help(exercise),
        )
    count = len(exercise.cases)
    return Result(True, f"✓ {exercise.name}: right in all {count} cases, extreme ones included.")


# ---------------------------------------------------------------- values


def _check_value(exercise, answer):
    given = run(lambda: answer, exercise.cases, exercise.view)
    if agree(given[0], exercise.expected[0], exercise.rtol, exercise.atol):
        return Result(True, f"✓ {exercise.name}: right.")
    numbers, right = given[0].numbers, exercise.expected[0].numbers
    if numbers is None:
        came = given[0].problem or f"something that raised {given[0].error} when it was looked at"
        in_words = "text" in came
        return _wrong(
            exercise,
            "not a number.",
            f"You gave {came}. Asked: {exercise.precision}.",
            "A number goes without quotes, and with a point before its decimals: 3.25." * in_words,
        )
    raw = run(lambda: answer, exercise.cases)[0].numbers
    comes_to = f", which comes to {show(numbers, 8)}" if exercise.view else ""
    shown = f"You gave {show(raw, 8)}{comes_to}. Asked: {exercise.precision}."
    if numbers.shape != right.shape and not numbers.size == right.size == 1:
        return _wrong(
            exercise,
            _count_of_values(numbers, right),
            f"You gave {show(numbers, 8)}. Asked: {exercise.precision}.",
            "Python reads 3,25 as two numbers. Decimals stand behind a point: 3.25."
            if right.size == 1 and type(answer) is tuple and len(answer) == 2
            else diagnose(Evidence(exercise, exercise.cases, given, exercise.expected, [0])),
        )
    why = diagnose(Evidence(exercise, exercise.cases, given, exercise.expected, [0]))
    if not why:
        flat = numbers.astype(float).ravel()
        near = 10 * (exercise.atol + exercise.rtol * np.abs(right.ravel()))
        off = np.flatnonzero(
            ~(np.abs(flat - right.ravel()) <= exercise.atol + exercise.rtol * np.abs(right.ravel()))
        )
        if exercise.view is None and flat.size > 1:
            shown = (  # one sentence pattern, so that it can be translated
                f"You gave {show(raw, 8)}. Asked: {exercise.precision}. "
                f"Right: {flat.size - off.size} of {flat.size}. First wrong: number {off[0] + 1}."
            )
        if (np.abs(flat - right.ravel()) <= near).all() and near.any():
            why = f"Close, but not near enough: {exercise.precision}."
    return _wrong(exercise, "not right.", shown, why or _help(exercise))


def _count_of_values(given, right):
    if given.size == right.size:
        return f"the numbers stand in a table of shape {given.shape}, asked is {right.shape}."
    asked = f"{right.size} numbers are" if right.size > 1 else "one number is"
    return f"{asked} asked, you gave {given.size}."


# ---------------------------------------------------------------- choices


def normalized(text):
    """A chosen text as it is compared: "Log-probabilities." is "log probabilities"."""
    if isinstance(text, list | tuple | np.ndarray) and np.size(text) == 1:
        text = np.asarray(text, object).item()
    if not isinstance(text, str | int | float | np.bool_):
        return ""
    words = re.split(r"[\s_-]+", str(text).casefold().strip(" ."))
    return {"true": "t", "false": "f"}.get(" ".join(words), " ".join(words))


def _wrong_length(exercise, asked, came):
    return _wrong(
        exercise,
        f"{asked} answers are asked, you gave {came}.",
        f'One for each, in the order of the question: check("{exercise.name}") shows it.',
    )


def _several(answer, count):
    """One text, or anything in a row, as a list of answers."""
    if isinstance(answer, str):
        parts = answer.replace(",", " ").replace(";", " ").split()
        word = "".join(parts).casefold()
        if len(parts) != 1 or word in ("true", "false"):
            answer = parts
        else:  # letters without spaces
            answer = list(answer) if len(answer) <= count + 2 else parts
    if isinstance(answer, list | tuple | np.ndarray):
        return dict(enumerate(answer, 1))
    return answer


def _letters(question):
    """The letters of the choices that a question lists, one a line or in brackets."""
    return re.findall(r"(?:^ +|(?<!\w)\()([A-Za-z])(?:\)|  )", question, re.MULTILINE)


def _check_choice(exercise, answer):
    key, one = exercise.key, isinstance(exercise.key, str)
    if one:
        key = {"": key}
        if isinstance(answer, list | tuple | np.ndarray) and np.size(answer) == 1:
            answer = np.asarray(answer, object).item()
        answer = answer if isinstance(answer, dict) else {"": answer}
    else:
        key = key if isinstance(key, dict) else dict(enumerate(key, 1))
        answer = _several(answer, len(key))
    if isinstance(answer, dict) and exercise.also:
        other = {normalized(word): same for word, same in exercise.also.items()}
        answer = {place: other.get(normalized(text), text) for place, text in answer.items()}
    other_kind = not isinstance(answer, dict) or (answer and key.keys().isdisjoint(answer))
    if other_kind or (one and not isinstance(answer.get(""), str)):
        kind = "a text in quotes" if one else f"a list of {len(key)} texts"
        asks = f'check("{exercise.name}") shows the question once more.'
        return _wrong(exercise, f"{kind} is asked.", asks)
    if not one and all(isinstance(place, int) for place in answer) and len(answer) != len(key):
        return _wrong_length(exercise, len(key), len(answer))
    if all(answer.get(place) is None or normalized(answer.get(place)) == "" for place in key):
        return _not_attempted(exercise)
    wrong = [
        place for place, right in key.items() if normalized(answer.get(place)) != normalized(right)
    ]
    if not wrong and len(answer) == len(key):
        return Result(True, f"✓ {exercise.name}: right.")
    if not wrong:
        return _wrong_length(exercise, len(key), len(answer))
    place, chosen = wrong[0], normalized(answer.get(wrong[0]))
    shown = repr(cut(chosen, 60)) if chosen else "something else"
    reasons = {
        (normalized(k) if one else (k[0], normalized(k[1]))): sentence
        for k, sentence in exercise.why.items()
    }
    why = reasons.get(chosen if one else (place, chosen), _help(exercise))
    letters = _letters(exercise.question)
    if letters and chosen not in map(normalized, letters):
        why = f"The question has the choices {', '.join(letters)}."
    if one:
        return _wrong(exercise, "not right.", f"You chose {shown}. {why}")
    return _wrong(
        exercise,
        f"{len(key) - len(wrong)} of {len(key)} right.",
        f"The first wrong one is {place!r}: you chose {shown}. {why}",
    )
