"""The formulas that answer questions with fresh numbers; shared/formulas.js has the same ones.

A template writes its answer as text, such as ``odds(p) / (1 + odds(p))``. Whoever adds a formula
adds it to both files, under one name: a test compares them.
"""

import math
from functools import cache


def _total(values):
    return math.fsum(values)


def _pairs(values):
    """The first half of the arguments beside the second half."""
    half = len(values) // 2
    return list(zip(values[:half], values[half:], strict=True))


def _surprises(values):
    """Σ y · −ln p, where 0 · ln 0 is 0."""
    return sum(-y * math.log(p) for y, p in _pairs(values) if y)


FORMULAS = {
    # the tools of school
    "exp": math.exp,
    "ln": math.log,
    "sqrt": math.sqrt,
    "abs": abs,
    "min": min,
    "max": max,
    "round": lambda x: math.floor(x + 0.5),
    "mean": lambda *xs: _total(xs) / len(xs),
    # one score, one probability
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "slope": lambda p: p * (1 - p),
    "odds": lambda p: p / (1 - p),
    "share": lambda odds: odds / (1 + odds),
    "logit": lambda p: math.log(p / (1 - p)),
    "softplus": lambda z: math.log(1 + math.exp(z)),
    "surprise": lambda p: -math.log(p),
    "bits": lambda nats: nats / math.log(2),
    # several scores: the share of the first, and all of them together
    "softmax": lambda *z: math.exp(z[0]) / sum(map(math.exp, z)),
    "lse": lambda *z: math.log(sum(map(math.exp, z))),
    # distributions, entry after entry; of two, first all of y and then all of p
    "entropy": lambda *y: _surprises([*y, *y]),
    "crossentropy": lambda *yp: _surprises(yp),
    "divergence": lambda *yp: _surprises(yp) - _surprises([*yp[: len(yp) // 2]] * 2),
}


@cache
def _compiled(text):
    return compile(text.strip(), "a formula", "eval")


def evaluate(text, values):
    """What a formula gives for these values, ``{name: number}``; ``nan`` where it has none."""
    try:
        return float(eval(_compiled(text), {"__builtins__": {}}, {**FORMULAS, **values}))
    except (ValueError, ZeroDivisionError, OverflowError):
        return math.nan
