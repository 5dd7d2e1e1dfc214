"""Run a learner's answer so that nothing it does reaches the notebook around it.

An answer may raise anything, never end, print, change its inputs, set NumPy's options, or return
an object that misbehaves when it is looked at. All of that happens inside `run`, and what comes
out is a list of `Outcome`: plain arrays and plain text.
"""

import contextlib
import copy
import io
import linecache
import random
import signal
import sys
import threading
import warnings
from dataclasses import dataclass

import numpy as np

TIME_LIMIT = 5.0  # seconds for all cases of a check together
_AGAIN = 0.05  # seconds after which an answer that swallowed the limit meets it again
_MOST_ELEMENTS = 10**7  # a larger array is not looked into
_MOST_PRINTED = 2000  # characters kept of what an answer prints


class TimeLimit(BaseException):
    """Raised inside an answer that takes too long. No ``except Exception`` catches it."""


@dataclass
class Outcome:
    """What one call of an answer led to: numbers, or the reason why there are none."""

    numbers: np.ndarray | None = None
    problem: str = ""  # what came instead of numbers, for people
    returned_none: bool = False
    error: str = ""  # the exception's type
    error_text: str = ""  # its message
    error_line: str = ""  # the learner's line that raised it
    wrong_call: bool = False  # it does not take these arguments
    printed: str = ""
    changed: bool = False  # an argument is not what it was
    warned: str = ""  # what NumPy warned of


class _Printed(io.StringIO):
    """Keeps the beginning of what is printed, however much comes."""

    def write(self, text):
        super().write(str(text)[: max(0, _MOST_PRINTED - self.tell())])
        return len(text)


@contextlib.contextmanager
def _time_limit(seconds):
    """Raise TimeLimit inside the block after `seconds`, and again if the block swallows it.

    A bare ``except:`` catches even this. So the signal comes again, and each time the first line
    that the answer runs afterwards, which is the one in its ``except``, raises it once more.
    """
    in_main_thread = threading.current_thread() is threading.main_thread()
    if not (seconds and in_main_thread and hasattr(signal, "setitimer")):
        yield
        return
    tracing = sys.gettrace()
    active = True

    def on_line(frame, event, argument):
        if event == "line":
            raise TimeLimit
        return None if event == "call" else on_line

    def on_signal(number, frame):
        if not active:
            return
        while frame is not None and frame.f_code.co_filename != __file__:
            frame.f_trace = on_line
            frame = frame.f_back
        sys.settrace(on_line)
        raise TimeLimit

    handler = signal.signal(signal.SIGALRM, on_signal)
    timer = signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        yield
    finally:
        active = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        sys.settrace(tracing)
        signal.signal(signal.SIGALRM, handler)
        if timer[0]:
            signal.setitimer(signal.ITIMER_REAL, *timer)


@contextlib.contextmanager
def _everything_restored():
    """Leave NumPy's options, the random states, warnings and output as they were."""
    states = np.random.get_state(), random.getstate(), sys.getrecursionlimit()
    streams = sys.stdout, sys.stderr
    try:
        with (
            np.errstate(divide="warn", over="warn", invalid="warn", under="ignore"),
            np.printoptions(),
            warnings.catch_warnings(),
        ):
            yield
    finally:
        np.random.set_state(states[0])
        random.setstate(states[1])
        sys.setrecursionlimit(states[2])
        sys.stdout, sys.stderr = streams


def run(function, cases, view=None, limit=None):
    """Call `function` once for each case.

    Parameters
    ----------
    function : callable
        The answer.
    cases : list of Case
        The arguments. Each call gets a copy.
    view : callable, optional
        What of the returned array counts: it gets the array and returns another.
    limit : float, optional
        Seconds for all calls together, 0 for no limit; `TIME_LIMIT` if not given.

    Returns
    -------
    list of Outcome
        One for each case. After the time limit, the rest has the error TimeLimit.
    """
    outcomes = []
    try:
        with _everything_restored(), _time_limit(TIME_LIMIT if limit is None else limit):
            for case in cases:
                outcomes.append(_run_one(function, case, view))
                if outcomes[-1].error == "TimeLimit":
                    break
    except TimeLimit:  # between two calls
        pass
    missing = len(cases) - len(outcomes)
    return outcomes + [Outcome(error="TimeLimit") for _ in range(missing)]


def _run_one(function, case, view):
    outcome = Outcome()
    printed = _Printed()
    arguments, named = copy.deepcopy((case.args, case.kwargs))
    before = copy.deepcopy((arguments, named))
    try:
        with (
            contextlib.redirect_stdout(printed),
            contextlib.redirect_stderr(printed),
            warnings.catch_warnings(record=True) as caught,
        ):
            warnings.simplefilter("always")
            value = function(*arguments, **named)
            outcome.warned = next(
                (str(w.message) for w in caught if issubclass(w.category, RuntimeWarning)), ""
            )
            outcome.returned_none = value is None
            outcome.numbers, outcome.problem = as_numbers(value)
            outcome.changed = not _same((arguments, named), before)
            if view is not None and outcome.numbers is not None:
                try:
                    outcome.numbers = np.asarray(view(outcome.numbers))
                except Exception:
                    outcome.problem = f"{show(outcome.numbers)}, which has another form"
                    outcome.numbers = None
    except BaseException as error:  # SystemExit and KeyboardInterrupt too
        _describe_error(outcome, error, function)
    outcome.printed = printed.getvalue()
    return outcome


def _describe_error(outcome, error, function):
    """Write down type, message and line of an exception, which may itself misbehave."""
    outcome.numbers = None
    outcome.error = type.__getattribute__(type(error), "__name__")
    if isinstance(error, TimeLimit):
        return
    try:
        outcome.error_text = cut(str(error), 200)
    except BaseException:
        outcome.error_text = ""
    try:
        frames = []
        step = error.__traceback__
        while step is not None:
            code = step.tb_frame.f_code
            if code.co_filename != __file__:
                frames.append((code.co_filename, step.tb_lineno, step.tb_frame.f_globals))
            step = step.tb_next
        outcome.wrong_call = (
            outcome.error == "TypeError" and not frames and "argument" in outcome.error_text
        )
        own = getattr(getattr(function, "__code__", None), "co_filename", None)
        place = next((f for f in reversed(frames) if f[0] == own), frames[-1] if frames else None)
        if place:
            outcome.error_line = cut(linecache.getline(*place).strip(), 100)
    except BaseException:
        outcome.error_line = ""


def _same(a, b):
    """Whether two copies of arguments still hold the same numbers."""
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray):
        return a.shape == b.shape and a.dtype == b.dtype and a.tobytes() == b.tobytes()
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(_same(x, y) for x, y in zip(a, b, strict=True))
    if isinstance(a, dict):
        return list(a) == list(b) and all(_same(a[key], b[key]) for key in a)
    return repr(a) == repr(b) if isinstance(a, (bool, int, float, str)) else True


def as_numbers(value):
    """Turn what an answer gave into a plain array of real numbers.

    Returns
    -------
    array : ndarray or None
        The numbers, in a new array of the class ndarray; None if there are none.
    problem : str
        What came instead, for people.
    """
    name = type.__getattribute__(type(value), "__name__")
    if value is None or value is Ellipsis:
        return None, str(value)
    if isinstance(value, str | bytes):
        return None, f"the text {cut(repr(str(value)), 60)}"
    if isinstance(value, dict | set | frozenset):
        return None, f"a {name}, but numbers are asked: a number, a list or an array"
    if isinstance(value, type):
        return None, f"the class {name}, but numbers are asked"
    if hasattr(value, "__next__"):
        return None, f"a {name}, which has not made its numbers yet: write list(…) around it"
    if callable(value) and not hasattr(value, "__array__"):
        return None, "a function, but its result is asked: call it with parentheses"
    if isinstance(value, np.ma.MaskedArray):
        value = value.astype(float).filled(np.nan)
    try:
        array = np.asarray(value)
    except ValueError:
        return None, f"a {name} whose rows differ in length"
    if array.size > _MOST_ELEMENTS:
        return None, f"an array of shape {array.shape}"
    if array.dtype.kind == "O":
        try:
            texts = [item for item in array.ravel() if isinstance(item, str | bytes)]
            array = array.astype(np.float64) if not texts else None
        except (TypeError, ValueError):
            array = None
        if array is None:
            return None, f"a {name} that holds more than numbers"
    if array.dtype.kind == "c":
        return None, f"complex numbers, {cut(repr(np.array(array).tolist()), 60)}"
    if array.dtype.kind not in "biuf":
        return None, f"a {name} of dtype {array.dtype}, but numbers are asked"
    return np.array(array, subok=False), ""


def cut(text, length):
    """Shorten a text to one line of at most `length` characters."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1] + "…"


def show(value, digits=6, length=70):
    """Write a value for people: arrays as lists, numbers with so many digits, not too long."""
    if isinstance(value, np.ndarray | np.generic):
        if value.size > 12:
            return f"an array of shape {value.shape}"
        return cut(_list(value.tolist(), digits), length)
    if isinstance(value, bool | int | float | list | tuple):
        return cut(_list(value, digits), length)
    if isinstance(value, type):
        return value.__name__
    if isinstance(value, np.random.Generator):
        return "rng"
    if callable(value):
        return getattr(value, "__name__", "f")
    return cut(repr(value), length)


def _list(value, digits):
    if isinstance(value, list | tuple):
        inner = ", ".join(_list(item, digits) for item in value)
        return f"[{inner}]"
    if isinstance(value, np.ndarray | np.generic):
        return _list(value.tolist(), digits)
    if isinstance(value, float):
        return repr(float(f"{value:.{digits}g}"))
    return repr(value)
