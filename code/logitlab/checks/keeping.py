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

from .exercise import ChoiceExercise, FunctionExercise, give_outcomes
from .personal import VARIANTS, fresh_outcomes, own_version
from .running import as_json

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
                [as_json(one) for one in fresh_outcomes(exercise, place)]
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
        give_outcomes(exercise, known)
    exercise.kept = known
    return exercise


def _known(exercise):
    return {
        "expected": [as_json(one) for one in exercise.expected],
        "mistakes": [
            [[as_json(outcomes[id(one)]) for one in exercise.cases], why]
            for outcomes, why in exercise.known_mistakes
        ],
    }


def _number(value):
    return value.item() if isinstance(value, np.generic) else value.tolist()
