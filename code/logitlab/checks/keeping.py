"""What an exercise knows in the module of a class, which holds no solutions.

There, ``code/tools/edition.py`` has taken out the references, the keys and the known mistakes, and
has written `kept_data` with what they lead to: the right numbers of each case, and the wrong ones
of each mistake. They are packed so that nobody meets them by accident. That is no secret: whoever
can run a check can also find out what it compares with.
"""

import base64
import json
import zlib

import numpy as np

from .exercise import ChoiceExercise, FunctionExercise
from .personal import VARIANTS, fresh_outcomes, own_version
from .running import Outcome

try:
    from .kept_data import KEPT
except ImportError:  # the readers' module
    KEPT = {}


def pack(exercise):
    """All that a stripped exercise needs, as a text."""
    if isinstance(exercise, ChoiceExercise):
        known = {"key": exercise.key, "why": list(exercise.why.items())}
    else:
        known = _known(exercise)
        if isinstance(exercise, FunctionExercise):
            known["fresh"] = [
                [_plain(one) for one in fresh_outcomes(exercise, place)]
                for place in range(VARIANTS)
            ]
        elif exercise.seeded:
            known["own"] = [
                {"question": own.question, **_known(own)}
                for own in (own_version(exercise, place) for place in range(VARIANTS))
            ]
    packed = zlib.compress(json.dumps(known, default=_number).encode(), 9)
    return base64.b85encode(packed).decode()


def complete(exercise):
    """Give a stripped exercise back what it needs to check an answer."""
    if exercise.name not in KEPT:
        return exercise
    known = json.loads(zlib.decompress(base64.b85decode(KEPT[exercise.name])))
    if isinstance(exercise, ChoiceExercise):
        exercise.key = known["key"]
        exercise.why = {tuple(k) if isinstance(k, list) else k: why for k, why in known["why"]}
    else:
        give(exercise, known)
    exercise.kept = known
    return exercise


def _known(exercise):
    return {
        "expected": [_plain(one) for one in exercise.expected],
        "mistakes": [
            [[_plain(outcomes[id(one)]) for one in exercise.cases], why]
            for outcomes, why in exercise.known_mistakes
        ],
    }


def give(exercise, known):
    """Give an exercise its right outcomes and those of its known mistakes."""
    exercise.expected = [outcome(one) for one in known["expected"]]
    exercise.known_mistakes = [
        (dict(zip(map(id, exercise.cases), map(outcome, outcomes), strict=True)), why)
        for outcomes, why in known["mistakes"]
    ]
    return exercise


def _number(value):
    return value.item() if isinstance(value, np.generic) else value.tolist()


def _plain(one):
    """An outcome as JSON can hold it: what is compared with, and no more."""
    if one.numbers is None:
        return {"error": one.error, "problem": one.problem}
    numbers = [one.numbers.dtype.str, one.numbers.shape, one.numbers.ravel().tolist()]
    return [*numbers, one.warned] if one.warned else numbers


def outcome(plain):
    """The outcome that `_plain` wrote down."""
    if isinstance(plain, dict):
        return Outcome(**plain)
    dtype, shape, numbers, *warned = plain
    return Outcome(numbers=np.array(numbers, dtype).reshape(shape), warned="".join(warned))
