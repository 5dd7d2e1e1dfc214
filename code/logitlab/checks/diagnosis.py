"""Find the mistake behind a wrong answer.

An answer's results on all cases are compared with the right ones, then with what each known
mistake would have given. First come the mistakes that the exercise names, then the general ones
below: each must explain every case with finite numbers, and differ from right in one of them.
"""

import dis
import inspect
import warnings
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..functions import sigmoid, softmax
from .exercise import FunctionExercise
from .values import as_numbers, show

_TINY = 1e-6  # of numbers below it, the digits are not looked at where extremes are told
_LOOSE = 1e-6  # a mistake is recognized with this relative tolerance


def agree(a, b, rtol, atol):
    """Whether two outcomes are the same: numbers within the tolerance, or the same exception."""
    if a.numbers is None or b.numbers is None:
        return a.numbers is b.numbers and bool(a.error) and a.error == b.error
    x, y = a.numbers, b.numbers
    if x.shape != y.shape:
        if not x.size == y.size == 1:  # a number for a list of one is welcome
            return False
        x, y = x.reshape(()), y.reshape(())
    return close(x, y, max(rtol, _resolution(y)) if rtol else 0.0, atol)


def _resolution(expected):
    """The relative tolerance that the dtype of the right numbers allows."""
    return 16 * np.finfo(expected.dtype).eps if expected.dtype.kind == "f" else 0.0


def close(x, y, rtol, atol=0.0):
    """Like np.allclose, in float64; nan equals nan.

    A diagnosis asks it hundreds of times, and np.allclose takes five times as long.
    """
    with np.errstate(all="ignore"):
        return _close(np.asarray(x, np.float64), np.asarray(y, np.float64), rtol, atol)


def _close(x, y, rtol, atol):
    near = np.isfinite(y) & (np.abs(x - y) <= atol + rtol * np.abs(y))
    return bool((near | (x == y) | (np.isnan(x) & np.isnan(y))).all())


@dataclass
class Evidence:
    """What is known about a wrong answer."""

    exercise: object
    cases: list
    given: list  # outcomes
    expected: list
    wrong: list  # places of the wrong cases
    strict: bool = False  # whether a number is recognized by its digits alone

    def only(self, places):
        """The same with these cases alone."""
        rows = ([row[place] for place in places] for row in (self.cases, self.given, self.expected))
        wrong = [new for new, place in enumerate(places) if place in self.wrong]
        return Evidence(self.exercise, *rows, wrong)

    @cached_property
    def pairs(self):
        """The cases in which both are numbers: (expected, given, case)."""
        return [
            (e.numbers, g.numbers, c)
            for e, g, c in zip(self.expected, self.given, self.cases, strict=True)
            if e.numbers is not None and g.numbers is not None
        ]

    @np.errstate(all="ignore")
    def explained_by(self, transform):
        """Whether a transformation of the right numbers gives the answer's, and not the right ones.

        Positions that are not finite do not count. Half of the cases must be comparable.
        """
        told = compared = 0
        if any(given.problem for given in self.given):  # what is no number is another mistake
            return False
        loose, atol = self.loose, self.atol
        for expected, given, one in self.pairs:
            expected, given = np.asarray(expected, np.float64), np.asarray(given, np.float64)
            try:
                wrong = transform(expected, one)
            except (TypeError, ValueError, IndexError):
                wrong = None
            if wrong is None:
                continue
            wrong = np.asarray(wrong, np.float64)
            if wrong.shape != given.shape:
                if not wrong.size == given.size == 1:
                    return False
                wrong = wrong.reshape(given.shape)
            finite = np.isfinite(wrong) & np.isfinite(given)
            # first what fails most often
            if not _close(wrong[finite], given[finite], loose, atol):
                return False
            if wrong.shape == expected.shape:
                stays = finite & (wrong == expected)  # what it leaves right must be right
                exact = self.exercise.rtol, self.exercise.atol
                if not _close(given[stays], expected[stays], *exact):
                    return False
            compared += 1
            told += wrong.shape != expected.shape or not _close(
                wrong[finite], expected[finite], 2 * loose, 2 * atol
            )
        return bool(told) and 2 * compared >= len(self.cases)

    @property
    def holds_much(self):
        """Whether there is more than a single number, which fits many a formula by chance."""
        return sum(expected.size for expected, _, _ in self.pairs) > 1

    @property
    def loose(self):
        """The relative tolerance of a recognition."""
        if not self._has_tolerance:
            return 0.0
        return _LOOSE if self.strict else max(_LOOSE, self.exercise.rtol)

    @property
    def atol(self):
        """The absolute tolerance of a recognition."""
        if not self._has_tolerance:
            return 0.0
        return 1e-12 if self.strict else max(1e-12, self.exercise.atol)

    @property
    def _has_tolerance(self):
        """Whether rounding is forgiven at all: a whole number or an exact float is right or not."""
        return bool(self.exercise.rtol or self.exercise.atol)


def diagnose(evidence):
    """Return what to tell the learner, or "" where the cause is not sure.

    A mistake that the exercise names is told if the answer is what the mistake would have given,
    if that is not the right one, and if no other one fits as well. The general mistakes come last.
    """
    for fits in (_same_everywhere, _same_where_it_matters):
        known = evidence.exercise.known_mistakes
        found = {
            why
            for outcomes, why in known
            if fits(evidence, outcomes) and _warns_alike(evidence, outcomes)
        }
        if found:
            return found.pop() if len(found) == 1 else ""
    if evidence.holds_much:
        return next((text for look in GENERAL if (text := look(evidence))), "")
    # Many a formula gives a single number by chance, the more so one that was read by eye. So it
    # must be met to six digits, and by one formula alone.
    sure = [text for look in (_SIGN, _PERCENT) if (text := look(evidence))]
    evidence.strict = True
    told = {text for look in GENERAL if (text := look(evidence))}
    return next(iter(sure), told.pop() if len(told) == 1 else "")


def _differs(evidence, wrong, expected):
    """Whether a check would reject what a mistake gives."""
    return not agree(wrong, expected, evidence.exercise.rtol, evidence.exercise.atol)


def _warns_alike(evidence, outcomes):
    """Whether an answer warns where a mistake does, if warnings count: else it is computed else."""
    if not getattr(evidence.exercise, "quiet", False):
        return True
    return all(
        bool(given.warned) == bool(outcomes[id(one)].warned)
        for given, expected, one in zip(
            evidence.given, evidence.expected, evidence.cases, strict=True
        )
        if _differs(evidence, outcomes[id(one)], expected)
    )


def _is_nearer(given, wrong, expected):
    """Whether an answer is far nearer to what a mistake gives than to what is right."""
    three = [one.numbers for one in (given, wrong, expected)]
    if any(numbers is None for numbers in three):
        return True  # an exception is told by its kind
    with np.errstate(all="ignore"):
        g, w, e = (np.asarray(numbers, np.float64).ravel() for numbers in three)
        if not g.size == w.size == e.size:
            return True  # so is a shape
        to_wrong, to_right = np.abs(g - w), np.abs(g - e)
        finite = np.isfinite(to_wrong) & np.isfinite(to_right)
        return bool((to_wrong[finite] <= 0.1 * to_right[finite].max(initial=0.0)).all())


def _same_everywhere(evidence, outcomes):
    """Whether a known mistake gives the answer's results in all cases, exceptions included."""
    told = False
    for given, expected, one in zip(evidence.given, evidence.expected, evidence.cases, strict=True):
        wrong = outcomes[id(one)]
        if not agree(given, wrong, evidence.loose, evidence.exercise.atol):
            return False
        if _differs(evidence, wrong, expected):
            told = True
            if not _is_nearer(given, wrong, expected):
                return False
        elif _differs(evidence, given, expected):  # what the mistake leaves right must be right
            return False
    return told


def _same_where_it_matters(evidence, outcomes):
    """Whether it does so in all finite numbers, wherever the mistake makes a difference.

    Elsewhere the answer is right, or at least three different numbers tell: then the mistake is one
    of several. An answer that is off by a hair elsewhere, as all in float32, may be nothing else.
    """
    places, numbers, others_right = [], set(), True
    rows = zip(evidence.given, evidence.expected, evidence.cases, strict=True)
    for place, (given, expected, one) in enumerate(rows):
        wrong = outcomes[id(one)]
        if _differs(evidence, wrong, expected):
            if given.numbers is not None and wrong.error:
                return False  # where the mistake stops, the answer goes on
            if given.error and (wrong.numbers is not None or given.error != wrong.error):
                others_right = False
            places.append(place)
            if wrong.numbers is not None:
                numbers |= set(wrong.numbers[np.isfinite(wrong.numbers)].ravel().tolist())
        elif _differs(evidence, given, expected):
            if agree(given, expected, evidence.loose, evidence.atol):
                return False
            others_right = False
    if not others_right and len(numbers) < 3:
        return False
    return evidence.only(places).explained_by(lambda expected, one: outcomes[id(one)].numbers)


# ---------------------------------------------------------------- of a function

_ERRORS = [  # exception, part of its message, what to tell
    ("TypeError", "'list'", "A list goes in. Make an array of it first: z = np.asarray(z)."),
    ("AttributeError", "'list'", "A list goes in. Make an array of it first: z = np.asarray(z)."),
    (
        "AttributeError",
        "'numpy.ndarray' object has no",
        "An array has nothing of this name. NumPy's functions go around it: np.exp(z).",
    ),
    (
        "IndexError",
        "is out of bounds",
        "The first place is number 0, the last of n is n − 1. Are rows and columns in their order?",
    ),
    (
        "IndexError",
        "used as indices must be of integer",
        "What stands in the square brackets are no places. Do the arguments come in the order of "
        "the call?",
    ),
    ("AttributeError", "'float'", "A number goes in. Make an array of it first: np.asarray(z)."),
    ("TypeError", "'float'", "A number goes in. Make an array of it first: np.asarray(z)."),
    (
        "TypeError",
        "converted to Python scalars",
        "float() and the functions of the module math take one number, and here come several. "
        "NumPy's take both: np.exp, np.log.",
    ),
    (
        "ValueError",
        "truth value",
        "`if` cannot ask a whole array. Use np.where, or an expression that needs no question.",
    ),
    (
        "OverflowError",
        "infinity to integer",
        "Integers hold no infinity. Make floats first: z = np.asarray(z, dtype=float).",
    ),
    (
        "OverflowError",
        "math range",
        "math.exp raises where np.exp gives inf. Keep the exponent small.",
    ),
    ("NameError", "", "This name is not known where the function runs. A typing error?"),
    (
        "UnboundLocalError",
        "",
        "This name gets a value further down, or in a branch that was not taken.",
    ),
    ("RecursionError", "", "The function calls itself again and again. When should it stop?"),
    ("ZeroDivisionError", "", "Something is divided by 0. Which input makes the bottom 0?"),
    (
        "ValueError",
        "zero-size array",
        "The maximum of an empty array is an error, unless you give initial=-np.inf.",
    ),
    (
        "TypeError",
        "must be of ArrayType",
        "np.log takes no base: its second argument is an array to write into. A logarithm to "
        "another base is a quotient of two.",
    ),
    (
        "AxisError",
        "out of bounds",
        "A list has one axis, number 0. Counted from the end, −1 is the last one of a list and of "
        "a table.",
    ),
    (
        "ValueError",
        "axis must be from",
        "A list has one axis, number 0. Counted from the end, −1 is the last one of a list and of "
        "a table.",
    ),
    (
        "IndexError",
        "tuple index out of range",
        "The shape of a list has one entry, that of a table two. Count from the end: the last "
        "entry exists in both.",
    ),
    (
        "ValueError",
        "broadcast",
        "Two arrays do not fit together. Sums and maxima need keepdims=True to fit again.",
    ),
    (
        "SystemExit",
        "",
        "exit() and quit() end the whole program. A function ends with return.",
    ),
]


def is_about_the_call(outcome):
    """Whether a case failed because of how the function is called, not of what it computes."""
    about_a_list = outcome.error in ("TypeError", "AttributeError") and "'list'" in (
        outcome.error_text or ""
    )
    return outcome.wrong_call or about_a_list


def explain_error(outcome):
    """Return what to do about a frequent exception, or ""."""
    if outcome.wrong_call:
        return "The function does not take these arguments. Compare its first line with the call."
    for kind, part, why in _ERRORS:
        if outcome.error == kind and part in outcome.error_text:
            return why
    return ""


def is_stub(function):
    """Whether a function has nothing in it but a docstring, ``pass`` or ``...``."""
    code = getattr(function, "__code__", None)
    if code is None:
        return False
    harmless = {"RESUME", "NOP", "LOAD_CONST", "RETURN_VALUE", "RETURN_CONST", "POP_TOP"}
    harmless |= {"COPY_FREE_VARS", "CACHE"}
    steps = list(dis.get_instructions(code))
    returned = {step.argval for step in steps if step.opname == "RETURN_CONST"}
    returned |= {step.argval for step in steps if step.opname == "LOAD_CONST"}
    return all(step.opname in harmless for step in steps) and returned <= {None, ..., code.co_name}


def names_in(function):
    """The names that a function uses, its helpers of the same file included."""
    names, ahead, seen = {getattr(function, "__name__", "")}, [function], set()
    while ahead:
        one = ahead.pop()
        codes = [getattr(one, "__code__", None)]
        while codes:
            code = codes.pop()
            if code is None or code in seen:
                continue
            seen.add(code)
            names |= {*code.co_names, *code.co_freevars}
            codes += [constant for constant in code.co_consts if hasattr(constant, "co_names")]
            known = getattr(one, "__globals__", {})
            helpers = [
                known[name] for name in code.co_names if hasattr(known.get(name), "__code__")
            ]
            ahead += [other for other in helpers if other.__module__ == one.__module__]
    return names


def _first_numbers(one):
    """The first argument of a case as an array, or None."""
    if not one.args or not isinstance(one.args[0], list | tuple | int | float | np.ndarray):
        return None
    return np.asarray(one.args[0], np.float64)


def _again(exercise, args, kwargs):
    """What the reference gives with these arguments, or None. It needs not the care of `run`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            numbers, _ = as_numbers(exercise.reference(*args, **kwargs))
            return numbers if exercise.view is None else exercise.view(numbers)
        except Exception:  # whatever it is that it cannot take
            return None


def _rerun(evidence, arguments):
    """A transformation: the reference with changed arguments."""

    def transform(expected, one):
        changed = arguments(one)
        return None if changed is None else _again(evidence.exercise, *changed)

    return transform


def _with_first(function):
    """Change the first argument, if it is an array of numbers."""

    def arguments(one):
        z = _first_numbers(one)
        return None if z is None else ((function(z), *one.args[1:]), one.kwargs)

    return arguments


def _labels_moved(by):
    """Move the integer arguments, which are labels or places, by one."""

    def moved(value):
        whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
        if whole or (isinstance(value, np.ndarray) and value.dtype.kind in "iu"):
            return value + by
        if isinstance(value, list) and value and all(type(item) is int for item in value):
            return [item + by for item in value]
        return value

    def arguments(one):
        z = _first_numbers(one)
        if z is None or z.ndim == 0:  # counts, and no labels of anything
            return None
        return (*one.args[:1], *(moved(value) for value in one.args[1:])), one.kwargs

    return arguments


def _along(axis):
    """Call the reference along another axis."""

    def arguments(one):
        z = _first_numbers(one)
        if z is None or z.ndim < 2:
            return one.args, one.kwargs
        return one.args[:1], {**one.kwargs, "axis": axis}

    return arguments


def _takes_axis(evidence):
    try:
        return "axis" in inspect.signature(evidence.exercise.reference).parameters
    except (TypeError, ValueError):
        return False


def _other_axis(evidence):
    if not isinstance(evidence.exercise, FunctionExercise) or not _takes_axis(evidence):
        return ""
    for axis in (0, 1, -1):
        if evidence.explained_by(_rerun(evidence, _along(axis))):
            return (
                f"These are the numbers along axis {axis}, whatever axis is asked. Hand `axis` on "
                "to every max and sum, with keepdims=True (chapter 5)."
            )
    return ""


def _whole_array(evidence):
    """All elements of a table taken together, where each row stands for itself."""

    def flat(one):
        z = _first_numbers(one)
        return None if z is None else ((z.ravel(), *one.args[1:]), {})

    def transform(expected, one):
        wrong = _rerun(evidence, flat)(expected, one)
        if wrong is None:
            return None
        return wrong.reshape(expected.shape) if wrong.size == expected.size else wrong

    if isinstance(evidence.exercise, FunctionExercise) and evidence.explained_by(transform):
        return (
            "These are the numbers if all rows of the table are taken as one. Each row stands for "
            "itself: give max and sum an axis, and keepdims=True (chapter 5)."
        )
    return ""


def _arguments(arguments, text):
    """A general mistake: the right formula with wrong arguments."""

    def look(evidence):
        if not isinstance(evidence.exercise, FunctionExercise):
            return ""
        return text if evidence.explained_by(_rerun(evidence, arguments)) else ""

    return look


def _twice(evidence):
    """The function applied to its own result."""

    def transform(expected, one):
        return _again(evidence.exercise, (expected, *one.args[1:]), one.kwargs)

    if isinstance(evidence.exercise, FunctionExercise) and evidence.explained_by(transform):
        return f"{evidence.exercise.name} has been applied twice (chapter 8)."
    return ""


def _swapped(one):
    if len(one.args) < 2:
        return None
    return (one.args[1], one.args[0], *one.args[2:]), one.kwargs


def _transformed(transform, text):
    """A general mistake: the right numbers, changed in one way."""

    def look(evidence):
        return text if evidence.explained_by(transform) else ""

    return look


def _count(power, rows):
    """Multiply by the number of elements (or rows) of the first argument, or divide by it."""

    def transform(expected, one):
        z = _first_numbers(one)
        if z is None or z.ndim == 0 or z.size == 0:
            return expected
        return expected * float(len(z) if rows else z.size) ** power

    return transform


def _constant(evidence):
    numbers = [given for _, given, _ in evidence.pairs]
    if len(evidence.cases) < 3 or len(numbers) < 3:
        return ""
    values = np.concatenate([number.ravel() for number in numbers])
    right = np.concatenate([e.ravel() for e, _, _ in evidence.pairs])
    if values.size and close(values, values[0], 0) and not close(right, right[0], 1e-3):
        return (
            f"The answer is {show(values[0])} whatever goes in. Does the function use its argument?"
        )
    return ""


def _only_example(evidence):
    others = [one.numbers for one in evidence.given[1:]]
    all_wrong = evidence.wrong == list(range(1, len(evidence.cases)))
    if len(evidence.cases) > 2 and all_wrong and all(one is not None for one in others):
        return (
            "Only the example of the question comes out right. What is special in it, and other "
            "in this call: a 0, a 1, two equal numbers, the length, the order?"
        )
    return ""


def _differences(evidence):
    """Expected and given numbers of all wrong places, and how many places are right.

    A tiny number counts as right though its digits are lost. None, if a case has other shapes.
    """
    rows = []
    for e, g, _ in evidence.pairs:
        if e.shape != g.shape:
            return None
        rtol = max(evidence.exercise.rtol, _resolution(e))
        e, g = e.ravel().astype(np.float64), g.ravel().astype(np.float64)
        with np.errstate(all="ignore"):
            right = np.isclose(g, e, rtol, evidence.exercise.atol, equal_nan=True)
            right |= (np.abs(e) < _TINY) & (np.abs(g - e) < _TINY)
        rows.append((e, g, right))
    if len(rows) < len(evidence.cases):
        return None
    expected, given, right = (np.concatenate(column) for column in zip(*rows, strict=True))
    return expected[~right], given[~right], right.sum()


def _first_not_finite(evidence):
    """The first call whose numbers are not finite and should be, if it is not the one shown."""
    for place, (right, given, one) in enumerate(evidence.pairs):
        if not np.isfinite(given[np.isfinite(right)]).all():
            if place == evidence.wrong[0]:
                return ""
            return f"{one.call(evidence.exercise.name)} gave {show(given)}. "
    return ""


def _overflow(evidence):
    with np.errstate(all="ignore"):
        found = _differences(evidence)
        if found is None or not found[2]:
            return ""
        expected, given, _ = found
        if not given.size or np.isfinite(given).any() or not np.isfinite(expected).any():
            return ""
        if not np.isfinite(expected).all():
            return ""
    elsewhere = _first_not_finite(evidence)
    if np.isnan(given).any():
        return (
            f"{elsewhere}Ordinary numbers come out right, extreme ones become nan: somewhere "
            "inf/inf, inf − inf, 0/0 or 0 · inf is computed. e^710 is larger than the largest "
            "float64 (about 1.8e308) and becomes inf, e^−746 becomes 0. Rewrite the formula so "
            "that no exponent is large (chapter 7)."
        )
    return (
        f"{elsewhere}Ordinary numbers come out right, extreme ones become infinite: a number was "
        "rounded to 0 before its logarithm was taken, or e to the power of more than 709.78 became "
        "inf. Take the logarithm on paper first (chapter 7)."
    )


def _vanished(evidence):
    with np.errstate(all="ignore"):
        expected, given = [], []
        for e, g, _ in evidence.pairs:
            if e.shape != g.shape:
                return ""
            tolerance = max(evidence.exercise.rtol, _resolution(e))
            wrong = ~np.isclose(g, e, tolerance, evidence.exercise.atol, equal_nan=True)
            expected += e[wrong].ravel().tolist()
            given += g[wrong].ravel().tolist()
        expected, given = np.array(expected), np.array(given)
        if not given.size or len(evidence.pairs) < len(evidence.cases):
            return ""
        if (given == 0).all() and (np.abs(expected) < 1e-10).all():
            return (
                "It gives 0 where a tiny number is right: all digits are gone. Did e to a power "
                "become too small or too large for the format, or were two nearly equal numbers "
                "subtracted? Rewrite the formula so that the tiny part is computed by itself "
                "(chapter 7)."
            )
        if (np.abs(given - expected) <= 1e-4 * np.abs(expected)).all():
            return (
                "It is close, but digits are missing. Was something rounded, computed in float32, "
                "or lost in a subtraction of nearly equal numbers (chapter 7)?"
            )
    return ""


def _rounded(evidence):
    if not isinstance(evidence.exercise, FunctionExercise):  # there the precision is told
        return ""
    for digits in range(1, 9):
        if evidence.explained_by(lambda e, c, digits=digits: np.round(e, digits)):
            return (
                f"The numbers are rounded to {digits} digits after the point. Round only what you "
                "print: whoever calls the function needs all digits."
            )
    return ""


def _several_cut(evidence, cut):
    """Whether cutting off changes several numbers, and leaves others as they are."""
    with np.errstate(all="ignore"):
        changes = [cut(e.astype(np.float64), c) != e for e, _, c in evidence.pairs]
    changed = sum(int(change.sum()) for change in changes)
    return 2 <= changed < sum(change.size for change in changes)


def _clipped(evidence):
    if not isinstance(evidence.exercise, FunctionExercise):
        return ""
    for power in (15, 12, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1):
        low = 10.0**-power
        for transform in (
            lambda e, c, low=low: np.clip(e, low, 1 - low),
            lambda e, c, low=low: np.clip(e, low, None),
            lambda e, c, low=low: np.clip(e, np.log(low), -np.log(low)),
        ):
            if evidence.explained_by(transform) and _several_cut(evidence, transform):
                return (
                    f"The numbers are cut off at 1e-{power}. Clipping hides what is wrong and "
                    "gives other numbers instead; there the slope is 0, too. Rewrite the formula "
                    "(chapter 7)."
                )
    return ""


def _shapes(evidence):
    """A wrong shape with the right numbers in it."""
    told = ""
    for expected, given, _ in evidence.pairs:
        if expected.shape == given.shape:
            if not close(expected, given, evidence.loose, evidence.atol):
                return ""
        elif expected.size == given.size and close(expected.ravel(), given.ravel(), evidence.loose):
            kept = [n for n in given.shape if n != 1] == [n for n in expected.shape if n != 1]
            told = (
                "The numbers are right, but an axis of length 1 is too many or too few: look at "
                "keepdims and at the brackets of indexing."
                if kept
                else "The numbers are right, but their shape is not the one that is asked."
            )
        elif expected.size != given.size:
            return ""
    return told


def _transposed(evidence):
    if any(e.ndim > 1 for e, _, _ in evidence.pairs):
        for transform in (lambda e, c: np.swapaxes(e, -1, -2) if e.ndim > 1 else e,):
            if evidence.explained_by(transform):
                return "The numbers are right, but rows and columns are exchanged: transpose."
    return ""


def _reordered(evidence):
    def same_set(e, g):
        return e.size == g.size and close(np.sort(e.ravel()), np.sort(g.ravel()), evidence.loose)

    pairs = evidence.pairs
    if len(pairs) == len(evidence.cases) and all(same_set(e, g) for e, g, _ in pairs):
        return "These are the right numbers in another order. Keep the order of the input."
    return ""


def _up_to_a_factor(evidence):
    def scaled(e, g):
        finite = np.isfinite(e) & np.isfinite(g) & (e != 0)
        ratio = g[finite] / e[finite]
        if (g[e == 0] != 0).any():
            return False
        if ratio.size < 2:
            return True
        return ratio[0] != 0 and close(ratio, ratio[0], 1e-6) and not close(ratio, 1, 1e-3)

    pairs = evidence.pairs
    with np.errstate(all="ignore"):
        if any(e.shape != g.shape for e, g, _ in pairs) or not any(e.size > 2 for e, _, _ in pairs):
            return ""
        if len(pairs) == len(evidence.cases) and all(scaled(e, g) for e, g, _ in pairs):
            return (
                "All numbers of a call are off by one common factor. Is there a sum to divide by, "
                "or a constant too many?"
            )
    return ""


def _cut_to_integers(evidence):
    if isinstance(evidence.exercise, FunctionExercise) and evidence.explained_by(
        lambda expected, one: np.trunc(expected)
    ):
        return (
            "The digits after the point are cut off. Was the result stored in an array of "
            "integers, for example one made by np.zeros_like of integers, or divided with //?"
        )
    return ""


LN2, LN10 = np.log(2), np.log(10)

_SIGN = _transformed(lambda e, c: -e, "The sign is wrong: the right numbers, times −1.")
_PERCENT = _transformed(
    lambda e, c: 100 * e, "This is a percentage. A fraction is asked: divide by 100."
)

GENERAL = [
    _constant,
    _shapes,
    _transposed,
    _SIGN,
    _transformed(
        lambda e, c: e / LN2,
        "The numbers are 1/ln 2 = 1.4427 times too large: bits (logarithm to base 2) instead of "
        "nats. Logarithms are natural here: np.log.",
    ),
    _transformed(
        lambda e, c: e * LN2,
        "The numbers are ln 2 = 0.6931 times what is asked: nats instead of bits, or one ln 2 "
        "too many.",
    ),
    _transformed(
        lambda e, c: e / LN10,
        "The logarithm has base 10. Logarithms are natural here: np.log, not np.log10.",
    ),
    _transformed(
        lambda e, c: 1 - e,
        "This is 1 minus the right number: the probability of the opposite. Look at the sign of "
        "the score.",
    ),
    _PERCENT,
    _transformed(
        lambda e, c: e / (1 - e),
        "These are odds, p/(1 − p), and the probability p is asked (chapter 2).",
    ),
    _transformed(
        lambda e, c: e / (1 + e),
        "This is a probability, and the odds p/(1 − p) are asked (chapter 2).",
    ),
    _transformed(
        lambda e, c: np.exp(e),
        "This is e to the power of the right number: the natural logarithm is missing.",
    ),
    _transformed(
        lambda e, c: np.exp(-e),
        "This is e to the power of minus the right number: take −ln of it (chapter 3).",
    ),
    _transformed(lambda e, c: np.log(e), "This is the logarithm of the right number: undo it."),
    _transformed(lambda e, c: 1 / e, "This is 1 divided by the right number: turn it over."),
    _transformed(_count(1, rows=True), "This is the sum. The mean is asked: divide by the number."),
    _transformed(
        _count(1, rows=False),
        "This is the sum. The mean is asked: divide by the number of elements.",
    ),
    *(
        _transformed(
            _count(-1, rows=rows),
            "It is divided by how many there are, as a mean is: once too often.",
        )
        for rows in (True, False)
    ),
    _transformed(lambda e, c: 2 * e, "Twice the right number: is something counted twice?"),
    _transformed(lambda e, c: e / 2, "Half the right number: is a factor 2 missing?"),
    _transformed(lambda e, c: np.square(e), "This is the square of the right number."),
    _transformed(lambda e, c: np.sqrt(e), "This is the square root of the right number."),
    _transformed(lambda e, c: np.abs(e), "The sign is lost: these are the absolute values."),
    _cut_to_integers,
    _other_axis,
    _whole_array,
    _twice,
    _arguments(_swapped, "The first two arguments are exchanged."),
    _arguments(
        _with_first(lambda z: -z),
        "The sign of the input is wrong: this is the right result for its negative.",
    ),
    _arguments(
        _with_first(softmax),
        "This is the right result for softmax of the input: it has gone through a softmax first. "
        "The input are scores already (chapter 8).",
    ),
    _arguments(
        _with_first(sigmoid),
        "This is the right result for the sigmoid of the input: it has gone through a sigmoid "
        "first. The input are scores already (chapter 8).",
    ),
    _arguments(_labels_moved(1), "The labels are counted from 1 here. In Python they begin at 0."),
    _arguments(_labels_moved(-1), "The labels are one too small: they begin at 0, as given."),
    _rounded,
    _clipped,
    _overflow,
    _vanished,
    _reordered,
    _up_to_a_factor,
    _only_example,
]
