"""Numbers of one's own: what an optional id changes in an exercise.

A `ValueExercise` with `seeded` asks everybody for something else. A `FunctionExercise` is asked
again with fresh numbers when it is graded, so that no table of the shown results passes. There are
`VARIANTS` versions of each; an id, such as a name, chooses one of them.
"""

import copy
import dataclasses
import hashlib
import os
import zlib

import numpy as np

from .exercise import FROM_REFERENCE, Case, give_outcomes
from .running import from_json, run

VARIANTS = 8
_WHERE = "LOGITLAB_STUDENT"  # in the environment: it outlives a fresh import of the module
_LARGE = 400  # a case with more numbers than that stays as it is


def student_id():
    """The id that `logitlab.student` was given, or ""."""
    return os.environ.get(_WHERE, "")


def set_student_id(name):
    """Keep an id until the kernel ends."""
    os.environ[_WHERE] = str(name).strip()


def variant(student):
    """Which version belongs to an id."""
    return hashlib.sha256(str(student).strip().lower().encode()).digest()[0] % VARIANTS


def _rng(exercise, place):
    return np.random.default_rng([zlib.crc32(exercise.name.encode()), place])


def own_version(exercise, place):
    """A value exercise with other numbers, or the same one where it has none."""
    if exercise.kept and "own" in exercise.kept:
        known = exercise.kept["own"][place]
        return give_outcomes(dataclasses.replace(exercise, question=known["question"]), known)
    if not getattr(exercise, "seeded", None):
        return exercise
    return dataclasses.replace(exercise, **exercise.seeded(_rng(exercise, place)))


def fresh_cases(exercise, place):
    """The ordinary cases of a function exercise with other numbers.

    An exercise may make them itself. Else all numbers of an argument change together and keep what
    an exercise may rely on: their order, their signs, what is 0, 1 or whole, that shares sum to 1
    and probabilities lie in [0, 1].
    """
    rng = _rng(exercise, place)
    if exercise.fresh:
        return exercise.fresh(rng)
    cases = []
    for one in exercise.cases:
        factor = float(np.round(rng.uniform(1.03, 1.25) ** rng.choice([-1, 1]), 3))
        if one.about or one.expected is not FROM_REFERENCE or _are_tied(one.args):
            continue
        args = tuple(_changed(copy.deepcopy(value), factor) for value in one.args)
        if any(_differ(a, b) for a, b in zip(args, one.args, strict=True)):
            cases.append(Case(args, one.kwargs, one.about))
    return cases


def fresh_outcomes(exercise, place):
    """The right outcomes of `fresh_cases`."""
    if exercise.kept:
        return [from_json(one) for one in exercise.kept["fresh"][place]]
    return run(exercise.reference, fresh_cases(exercise, place), exercise.view, limit=0)


def _is_float_array(value):
    return isinstance(value, np.ndarray) and value.dtype.kind == "f"


def _changed(value, factor):
    if isinstance(value, list) and value and all(type(item) is float for item in value):
        return _changed(np.array(value), factor).tolist()
    if type(value) is float:
        return float(_changed(np.array([value]), factor)[0])
    if not _is_float_array(value) or not 0 < value.size <= _LARGE:
        return value
    if not np.isfinite(value).all() or (value == np.round(value)).all() and np.ptp(value) <= 1:
        return value
    if (value >= 0).all() and (value <= 1).all():
        powers = value.astype(float) ** factor
        if value.ndim and np.allclose(value.sum(axis=-1), 1, 1e-6):
            powers = powers / powers.sum(axis=-1, keepdims=True)
        return powers.astype(value.dtype)
    return (value * factor).astype(value.dtype)


def _are_tied(args):
    """Whether two arguments hang together, such as p and 1 − p."""
    arrays = [np.asarray(value, float) for value in args if _is_float_array(value)]
    return any(
        a.shape == b.shape and np.allclose(a + b, 1)
        for place, a in enumerate(arrays)
        for b in arrays[:place]
    )


def _differ(a, b):
    return isinstance(a, np.ndarray | float | list) and repr(a) != repr(b)
