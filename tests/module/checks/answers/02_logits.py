"""Right and wrong answers to the exercises of chapter 2, as learners write them."""

import math

import numpy as np


def s(z):
    z = np.asarray(z, float)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


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


def step(sensitivity, specificity, positive):
    top, bottom = (sensitivity, 1 - specificity) if positive else (1 - sensitivity, specificity)
    return math.log(top / bottom)


def posterior(term, start=None, end=s):
    def function(prior, results):
        z = math.log(prior / (1 - prior)) if start is None else start
        for result in results:
            z += term(*result)
        return end(z)

    return function


def last_only(prior, results):
    z = math.log(prior / (1 - prior))
    for result in results:
        z = math.log(prior / (1 - prior)) + step(*result)
    return s(z)


def by_odds(prior, results):
    odds = prior / (1 - prior)
    for result in results:
        odds *= math.exp(step(*result))
    with np.errstate(all="ignore"):
        return np.float64(odds) / (1 + odds)


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
    "logit_claims": [
        ("TTFFTFF", "Against the scores 0 and 0"),
        ("FFFFTFF", "grow by the same factor"),
        ("FTTFTFF", "already a gap"),
        ("FTFTTFF", "0.526"),
        ("FTFFFFF", "cancel"),
        ("FTFFTTF", "odds at x = 0"),
        ("FTFFTFT", "within one list only"),
    ],
    "concave_points": [
        (2.929e46, "whole unit"),
        (2.929e44, "divided the odds ratio by 100"),
        (1.07, "step in the logit"),
        (106.99, "weight per unit"),
        (1.915, "1 more"),
        (0.343, "benign"),
        (44357, "step of 0.1"),
        (0.7446, "a probability"),
        (291.52, "percentage"),
        (2.94, "Close"),
    ],
    "risk_ratio": [
        (lambda p, odds_ratio: p * 0 + odds_ratio, "cannot be tripled"),
        (after, "probability after"),
        (lambda p, odds_ratio: after(p, odds_ratio) - p, "risk difference"),
        (lambda p, odds_ratio: p / after(p, odds_ratio), "Turned over"),
        (lambda p, odds_ratio: (1 - after(p, odds_ratio)) / (1 - p), "risk ratio of no"),
        (lambda p, odds_ratio: odds_ratio / 1 - p + p * odds_ratio, "Brackets"),
        (lambda p, odds_ratio: odds_ratio * p / (1 - p), "odds after"),
        (lambda p, odds_ratio: odds_ratio / (1 + p * odds_ratio), "keeps its size"),
        (lambda p, odds_ratio: np.minimum(1 / p, odds_ratio), "belongs to the odds"),
    ],
    "center_scores": [
        (lambda z: np.asarray(z) - np.asarray(z).max(axis=-1, keepdims=True), "largest score is 0"),
        (lambda z: np.asarray(z) - np.asarray(z).mean(), "whole table"),
        (lambda z: np.asarray(z) - np.asarray(z).mean(axis=0), "each column"),
        (lambda z: z - z.mean(axis=-1, keepdims=True), "'list'"),
        (lambda z: np.asarray(z) - np.mean(z, axis=-1), "keepdims=True"),
        (lambda z: np.asarray(z) - np.asarray(z)[..., -1:], "last score is 0"),
        (move_in_place, "changes its input"),
        (lambda z: np.asarray(z) - np.sum(z, axis=-1, keepdims=True), "share it"),
        (
            lambda z: np.exp(z) / np.sum(np.exp(z), axis=-1, keepdims=True),
            "shares of the softmax",
        ),
        (lambda z: np.asarray(z) / np.sum(z, axis=-1, keepdims=True), "divided by the sum"),
    ],
    "posterior": [
        (lambda prior, results: prior, "no result has been added"),
        (posterior(step, end=lambda z: z), "This is the logit"),
        (posterior(step, start=0), "prior is missing: begin"),
        (posterior(lambda *r: math.exp(step(*r))), "added the likelihood ratio"),
        (posterior(lambda a, b, yes: math.log(a / (1 - b))), "counted as positive"),
        (posterior(lambda a, b, yes: step(a, b, True) * (1 if yes else -1)), "own ratio"),
        (posterior(lambda a, b, yes: step(a, b, yes) if yes else 0), "left out"),
        (posterior(lambda *r: -step(*r)), "sign of the evidence"),
        (last_only, "set it anew"),
        (by_odds, "9^400"),
        (lambda prior, results: 1 - by_adding(prior, results), "probability of the opposite"),
        (lambda prior, results: print(by_adding(prior, results)), "prints instead"),
    ],
    "round_trip": [
        ([29, 36], "counted from 0"),
        ([37, 30], "exchanged"),
        ([37, 37], "lost before"),
        ([30, 36], "one more"),
        ([31, 38], "one too large"),
        ([30, 710], "overflows"),
        ([30, 40], "not the last"),
        (30, "another number of values"),
    ],
    "score_from_shares": [
        (lambda p_yes, p_no: np.log(p_yes / (1 - p_yes)), "1 − p_yes has no more"),
        (lambda p_yes, p_no: two_forms(p_yes), "p_yes alone"),
        (lambda p_yes, p_no: -two_forms(p_no), "p_no alone"),
        (lambda p_yes, p_no: np.log(p_no / p_yes), "sign"),
        (lambda p_yes, p_no: np.log(p_yes / p_no), "logarithm of the quotient"),
        (lambda p_yes, p_no: p_yes / p_no, "These are the odds"),
        (lambda p_yes, p_no: np.log2(p_yes) - np.log2(p_no), "bits"),
        (lambda p_yes: two_forms(p_yes), "does not take these arguments"),
        (lambda p_yes, p_no: p_yes - p_no, "from −1 to 1"),
    ],
    "logit": [
        (s, "This is the sigmoid"),
        (lambda p: two_forms(np.negative(-p)), "'list'"),
        (quiet(lambda p: p / (1 - p)), "These are the odds"),
        (quiet(lambda p: np.log(p / (1 - p))), "Right on paper. Close to p = 0.5"),
        (quiet(lambda p: np.log(p) - np.log1p(-p)), "near ln 0.5"),
        (quiet(lambda p: np.log((1 - p) / p)), "logit of no"),
        (quiet(np.log), "never above 0"),
        (quiet(lambda p: np.log(p) + np.log1p(-p)), "product p(1 − p)"),
        (quiet(lambda p: np.log(p / 1 - p)), "Brackets"),
        (quiet(lambda p: np.log1p((2 * p - 1) / (1 - p))), "from 0.25 to 0.75 only"),
        (quiet(lambda p: two_forms(np.clip(p, 1e-15, 1 - 1e-15))), "was clipped"),
        (quiet(lambda p: two_forms(p.astype(float))), "float32 becomes float64"),
        (quiet(lambda p: two_forms(p) / np.log(10)), "base 10"),
        (lambda p: two_forms(p) if np.min(p) >= 0 else 1 / 0, "error"),
        (quiet(lambda p: np.nan_to_num(two_forms(p))), "wrong for 0 and 1"),
    ],
}
