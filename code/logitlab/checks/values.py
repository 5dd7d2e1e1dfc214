"""What an answer gave: as a plain array of numbers, and written for people."""

import numpy as np


def as_numbers(value):
    """Turn what an answer gave into a plain array of real numbers.

    Returns
    -------
    array : ndarray or None
        The numbers, in a new array of the class ndarray; None if there are none.
    problem : str
        What came instead, for people.
    """
    name = type(value).__name__
    if value is None or value is Ellipsis:
        return None, str(value)
    if isinstance(value, str | bytes):
        return None, f"the text {cut(repr(str(value)), 60)}"
    if isinstance(value, dict | set | frozenset):
        return None, f"a {name}, but numbers are asked: a number, a list or an array"
    if isinstance(value, type):
        return None, f"the class {value.__name__}, but numbers are asked"
    if hasattr(value, "__next__"):
        return None, f"a {name}, which has not made its numbers yet: write list(…) around it"
    if callable(value) and not hasattr(value, "__array__"):
        return None, "a function, but its result is asked: call it with parentheses"
    try:
        array = np.asarray(value)
    except ValueError:
        return None, f"a {name} whose rows differ in length"
    if array.dtype.kind == "O":
        if any(isinstance(item, str | bytes) for item in array.flat):
            return None, f"a {name} that holds more than numbers"
        try:
            array = array.astype(np.float64)
        except (TypeError, ValueError):
            return None, f"a {name} that holds more than numbers"
    if array.dtype.kind == "c":
        return None, f"complex numbers, {cut(repr(array.tolist()), 60)}"
    if array.dtype.kind in "US":
        return None, f"a {name} of texts"
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
        value = value.tolist()
    if isinstance(value, np.random.Generator):
        return "rng"
    if callable(value):
        return getattr(value, "__name__", "f")
    return cut(_list(value, digits), length)


def _list(value, digits):
    if isinstance(value, list | tuple):
        inner = ", ".join(_list(item, digits) for item in value)
        return f"[{inner}]"
    if isinstance(value, np.ndarray | np.generic):
        return _list(value.tolist(), digits)
    if isinstance(value, float):
        return repr(float(f"{value:.{digits}g}"))
    return repr(value)
