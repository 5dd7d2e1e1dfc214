"""Right and wrong answers to the exercises of chapter 2, as learners write them."""

import math

import numpy as np


def two_forms(p):
    p = np.asarray(p)
    p = p if p.dtype.kind == "f" else p.astype(float)
    with np.errstate(all="ignore"):
        far = np.log(p) - np.log1p(-p)
        near = np.log1p((2 * p - 1) / (1 - p))
    return np.where((p > 0.25) & (p < 0.75), near, far)


def one_by_one(p):
    """Pure Python, with atanh; back as NumPy only for the dtype."""

    def one(x):
        if not 0 <= x <= 1:
            return math.nan
        if x in (0, 1):
            return -math.inf if x == 0 else math.inf
        if 0.25 < x < 0.75:
            return 2 * math.atanh(2 * x - 1)
        return math.log(x) - math.log1p(-x)

    p = np.asarray(p)
    dtype = p.dtype if p.dtype.kind == "f" else float
    return np.array([one(float(x)) for x in p.ravel()], dtype).reshape(p.shape)


def quiet(function):
    def wrapped(p):
        with np.errstate(all="ignore"):
            return function(np.asarray(p))

    return wrapped


def by_adding(prior, results):
    z = math.log(prior / (1 - prior))
    for sensitivity, specificity, positive in results:
        if positive:
            z += math.log(sensitivity) - math.log(1 - specificity)
        else:
            z += math.log(1 - sensitivity) - math.log(specificity)
    return 1 / (1 + math.exp(-z))


def after(p, odds_ratio):
    odds = odds_ratio * p / (1 - p)
    return odds / (1 + odds)


def move_in_place(z):
    if not isinstance(z, np.ndarray):
        return np.asarray(z) - np.mean(z)
    z -= z.mean(axis=-1, keepdims=True)
    return z


RIGHT = {
    "logit_claims": ["FTFFTFF", ["f", "t", "f", "f", "t", "f", "f"], "F T F F T F F"],
    "past_even": [2, 2.0, [2]],
    "per_celsius": [0.658, 0.6584, math.exp(-0.4179)],
    "concave_points": [2.915, 2.92, [math.exp(1.06994)]],
    "risk_ratio": [
        lambda p, odds_ratio: after(p, odds_ratio) / p,
        lambda p, odds_ratio: 1 / (p + (1 - p) / odds_ratio),
    ],
    "center_scores": [
        lambda z: np.array(z) - np.average(z, axis=-1)[..., None],
        lambda z: (
            np.asarray(z, float) - np.sum(z, axis=-1, keepdims=True) / np.asarray(z).shape[-1]
        ),
    ],
    "posterior": [by_adding, lambda prior, results: [by_adding(prior, results)]],
    "round_trip": [[30, 37], (30.0, 37.0), np.array([30, 37])],
    "score_from_shares": [
        lambda p_yes, p_no: -np.log(p_no) + np.log(p_yes),
        lambda p_yes, p_no: [math.log(a) - math.log(b) for a, b in zip(p_yes, p_no, strict=True)],
    ],
    "logit": [two_forms, one_by_one],
}

WRONG = {
    "per_celsius": [
        (65.84, "percentage"),
    ],
    "concave_points": [
        (291.52, "percentage"),
        (2.94, "Close"),
    ],
    "center_scores": [
        (lambda z: z - z.mean(axis=-1, keepdims=True), "'list'"),
        (lambda z: np.asarray(z) - np.mean(z, axis=-1), "keepdims=True"),
        (move_in_place, "changes its input"),
    ],
    "posterior": [
        (lambda prior, results: 1 - by_adding(prior, results), "probability of the opposite"),
        (lambda prior, results: print(by_adding(prior, results)), "prints instead"),
    ],
    "round_trip": [
        (30, "asked, you gave"),
    ],
    "score_from_shares": [
        (lambda p_yes, p_no: np.log2(p_yes) - np.log2(p_no), "bits"),
        (lambda p_yes: two_forms(p_yes), "does not take these arguments"),
    ],
    "logit": [
        (lambda p: two_forms(np.negative(-p)), "'list'"),
        (quiet(lambda p: two_forms(p.astype(float))), "float32 becomes float64"),
        (quiet(lambda p: two_forms(p) / np.log(10)), "base 10"),
        (lambda p: two_forms(p) if np.min(p) >= 0 else 1 / 0, "error"),
        (quiet(lambda p: np.nan_to_num(two_forms(p))), "wrong for 0 and 1"),
    ],
}
