"""Run a learner's answer: with a time limit, on copies of the inputs, what it prints captured.

What comes out of `run` is a list of `Outcome`: plain arrays, and plain text for people.
"""

import contextlib
import copy
import io
import linecache
import signal
import threading
import traceback
import warnings
from dataclasses import dataclass

import numpy as np

from .values import as_numbers, cut, show

# Seconds of the processor for all cases of a check together: by the clock a right answer would be
# stopped on a machine that is busy with something else.
TIME_LIMIT = 5.0


class TimeLimit(BaseException):
    """Raised inside an answer that takes too long. No ``except Exception`` catches it."""


class OtherForm(Exception):
    """Raised by a view: the answer has another form than the one that is asked."""


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


def as_json(outcome):
    """An outcome as JSON can hold it: what is compared with, and no more."""
    if outcome.numbers is None:
        return {"error": outcome.error, "problem": outcome.problem}
    numbers = outcome.numbers
    held = [numbers.dtype.str, numbers.shape, numbers.ravel().tolist()]
    return [*held, outcome.warned] if outcome.warned else held


def from_json(held):
    """The outcome that `as_json` wrote down."""
    if isinstance(held, dict):
        return Outcome(**held)
    dtype, shape, numbers, *warned = held
    return Outcome(numbers=np.array(numbers, dtype).reshape(shape), warned="".join(warned))


@contextlib.contextmanager
def _time_limit(seconds):
    """Raise TimeLimit inside the block after `seconds`; 0 stands for no limit."""
    in_main_thread = threading.current_thread() is threading.main_thread()
    # neither Windows nor a browser (Pyodide) has the timer, and threads get no signals
    if not (seconds and in_main_thread and hasattr(signal, "setitimer")):
        yield
        return

    def stop(number, frame):
        raise TimeLimit

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


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
        Seconds of the processor for all calls together, 0 for no limit; `TIME_LIMIT` if not given.

    Returns
    -------
    list of Outcome
        One for each case. After the time limit, the rest has the error TimeLimit.
    """
    outcomes = []
    seconds = TIME_LIMIT if limit is None else limit
    try:
        # NumPy warns even if the notebook has silenced it; its options are restored afterwards
        with np.errstate(all="warn", under="ignore"), np.printoptions(), _time_limit(seconds):
            for case in cases:
                outcomes.append(_run_one(function, case, view))
    except TimeLimit:
        missing = len(cases) - len(outcomes)
        outcomes += [Outcome(error="TimeLimit") for _ in range(missing)]
    return outcomes


def _run_one(function, case, view):
    outcome = Outcome()
    printed = io.StringIO()
    arguments, named = copy.deepcopy((case.args, case.kwargs))
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
            outcome.changed = not _same((arguments, named), (case.args, case.kwargs))
            if view is not None and outcome.numbers is not None:
                outcome.numbers, outcome.problem = _viewed(outcome.numbers, view)
    except (Exception, SystemExit) as error:
        outcome.numbers = None
        _describe_error(outcome, error, function)
    outcome.printed = printed.getvalue()
    return outcome


def _viewed(numbers, view):
    try:
        return np.asarray(view(numbers)), ""
    except OtherForm as came:
        return None, str(came)
    except Exception:  # whatever the view stumbles over, the answer has not the form it expects
        return None, f"{show(numbers)}, which has another form"


def _describe_error(outcome, error, function):
    """Write down the type, the message and the learner's line of an exception."""
    outcome.error = type(error).__name__
    outcome.error_text = cut(str(error), 200)
    steps = [
        step
        for step in traceback.walk_tb(error.__traceback__)
        if step[0].f_code.co_filename != __file__
    ]
    outcome.wrong_call = (
        outcome.error == "TypeError" and not steps and "argument" in outcome.error_text
    )
    own_file = getattr(getattr(function, "__code__", None), "co_filename", None)
    own = [step for step in steps if step[0].f_code.co_filename == own_file]
    if steps:
        frame, line = (own or steps)[-1]
        text = linecache.getline(frame.f_code.co_filename, line, frame.f_globals)
        outcome.error_line = cut(text, 100)


def _same(a, b):
    """Whether two copies of arguments still hold the same numbers."""
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray):
        return a.shape == b.shape and a.dtype == b.dtype and a.tobytes() == b.tobytes()
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(_same(x, y) for x, y in zip(a, b, strict=True))
    if isinstance(a, dict):
        return list(a) == list(b) and all(_same(a[key], b[key]) for key in a)
    return repr(a) == repr(b) if isinstance(a, bool | int | float | str) else True
