"""Right and wrong answers to the exercises of chapter 6, as learners write them."""

import math

import numpy as np
from scipy.special import rel_entr, xlogy

THIRDS = math.log2(3)


def average_surprise(p, base=np.e):
    p = np.asarray(p, dtype=float)
    p = p[p > 0]
    return np.sum(p * np.log(1 / p)) / np.log(base)


def average_surprise_by_loop(p, base=math.e):
    return sum(-float(x) * math.log(x, base) for x in p if x > 0)


def crossed(p, q, base=np.e):
    return -xlogy(p, q).sum(axis=-1) / np.log(base)


def crossed_by_loop(p, q, base=np.e):
    p, q = np.asarray(p, float), np.asarray(q, float)
    if p.ndim > 1:
        return [crossed_by_loop(a, b, base) for a, b in zip(p, q, strict=True)]
    terms = [a * (math.inf if b == 0 else -math.log(b)) for a, b in zip(p, q, strict=True) if a]
    return sum(terms) / math.log(base)


def stable(z, axis=-1):
    z = np.asarray(z, float)
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def log_shares(z, axis=-1):
    z = np.asarray(z, float)
    z = z - z.max(axis=axis, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=axis, keepdims=True))


def picked(table, y):
    table = np.atleast_2d(table)
    return table[np.arange(len(table)), y]


def hot(z, y):
    return np.eye(np.shape(z)[-1])[y]


def graded(p, y):
    if p.ndim == 1:
        return np.mean((p - y) ** 2)
    return np.mean(np.sum((p - np.eye(p.shape[1])[y]) ** 2, axis=1))


def floor(eps, K):
    return average_surprise([1 - eps + eps / K] + [eps / K] * (K - 1))


FORECASTS = np.arange(1, 100) / 100


def mean_loss(loss, a, wet=0.73):
    return wet * loss(a, 1) + (1 - wet) * loss(a, 0)


def by_loop(loss):
    best = 0.01
    for k in range(1, 100):
        if mean_loss(loss, k / 100) < mean_loss(loss, best):
            best = k / 100
    return best


RIGHT = {
    "two_more_codes": [[1.75, 2.25, 0.5, 2.375, 0.625], (7 / 4, 9 / 4, 1 / 2, 19 / 8, 5 / 8)],
    "three_entropies": [[0, 1.75, 1.585], np.array([0.0, 1.75, THIRDS]), (0, 1.75, 1.58)],
    "entropy": [
        average_surprise,
        average_surprise_by_loop,
        lambda p, base=np.e: -xlogy(p, p).sum() / np.log(base),
    ],
    "errors_of_three": [[0.6, -0.7, 0.1], np.array([0.6, 0.3, 0.1]) - np.eye(3)[1]],
    "two_codes": [[1.75, 2.375, 0.625, 2.25, 0.5], (7 / 4, 19 / 8, 5 / 8, 9 / 4, 1 / 2)],
    "cross_entropy": [crossed, crossed_by_loop],
    "kl_divergence": [
        lambda p, q, base=np.e: rel_entr(p, q).sum(axis=-1) / np.log(base),
        lambda p, q, base=np.e: crossed(p, q, base) - crossed(p, p, base),
    ],
    "kl_nearly_equal": [
        lambda p, q: np.sum(p * ((q - p) / p - np.log1p((q - p) / p))),
        lambda p, q: float(-np.sum(p * np.log1p((q - p) / p))),
        lambda p, q: rel_entr(p, q).sum(),
    ],
    "perplexity": [np.exp, lambda nll: np.power(np.e, nll), lambda nll: np.exp(nll).tolist()],
    "smoothing_floor": [
        floor,
        lambda eps, K: crossed([1.0] + [0.0] * (K - 1), [1.0] * K) + floor(eps, K),
    ],
    "cross_entropy_with_logits": [
        lambda z, y: -picked(log_shares(z), y).mean(),
        lambda z, y: np.mean(np.logaddexp.reduce(z, axis=-1) - picked(z, y)),
    ],
    "cross_entropy_grad": [
        lambda z, y: stable(z) - hot(z, y),
        lambda z, y: np.exp(log_shares(z)) - (np.arange(z.shape[-1]) == np.array(y)[..., None]),
    ],
    "gradient_any_target": [
        lambda z, y: sum(y) * stable(z) - y,
        lambda z, y: [float(y.sum()) * p - t for p, t in zip(stable(z), y, strict=True)],
    ],
    "brier_score": [
        graded,
        lambda p, y: (
            sum((a - b) ** 2 for a, b in zip(p, y, strict=True)) / len(p)
            if p.ndim == 1
            else np.mean([np.sum(row**2) - 2 * row[k] + 1 for row, k in zip(p, y, strict=True)])
        ),
    ],
    "best_forecast": [
        by_loop,
        lambda loss: FORECASTS[np.argmin([mean_loss(loss, a) for a in FORECASTS])],
    ],
    "loss_claims": [list("TFFTTFF"), "tfftTFF", ("T", "F", "F", "T", "T", "F", "F")],
}

WRONG = {
    "three_entropies": [
        ([0, -1.75, -1.585], "sign is wrong"),
        (1.75, "asked, you gave"),
    ],
    "entropy": [
        (lambda p, base=np.e: -average_surprise(p, base), "sign is wrong"),
        (lambda p, base=np.e: average_surprise(p, base) / len(p), "once too often"),
        (lambda p: average_surprise(p), "does not take these arguments"),
        (
            lambda p, base=np.e: (
                -np.sum(np.where(np.array(p) > 0, p * np.log(p), 0)) / np.log(base)
            ),
            "NumPy warns",
        ),
        (lambda p, base=np.e: print(average_surprise(p, base)), "prints instead"),
    ],
    "errors_of_three": [
        ([0.6, -0.7, 0.2], "First wrong: number 3"),
    ],
    "two_codes": [
        ([1.75, 2.375, 0.625, 2.25, 0.6], "First wrong: number 5"),
    ],
    "cross_entropy": [
        (lambda p, q, base=np.e: -crossed(p, q, base), "sign is wrong"),
    ],
    "kl_divergence": [
        (lambda p, q, base=np.e: crossed(p, p, base) - crossed(p, q, base), "sign is wrong"),
    ],
    "kl_nearly_equal": [
        (lambda p, q: np.sum(p * np.log(p) - p * np.log(q)), "helps you along"),
        (lambda p, q: rel_entr(q, p).sum(), "exchanged"),
        (lambda p, q: rel_entr(p, q).sum() / math.log(2), "bits"),
    ],
    "perplexity": [
        (lambda nll: math.exp(nll), "take one number"),
    ],
    "smoothing_floor": [
        (lambda eps, K: floor(eps, K) / math.log(2), "bits"),
    ],
    "cross_entropy_with_logits": [
        (lambda z, y: picked(log_shares(z), y).mean(), "sign is wrong"),
        (lambda z, y: -picked(log_shares(z), y).mean() / math.log(2), "bits"),
        (lambda z, y: -picked(log_shares(z), np.array(y) - 1).mean(), "wrong"),
    ],
    "gradient_any_target": [
        (lambda z, y: np.sum(y * stable(z)) - y, "helps you along"),
    ],
    "brier_score": [
        (lambda p, y: np.mean(np.abs(p - y)) if p.ndim < 2 else graded(p, y), "wrong"),
        (lambda p, y: 1 - graded(p, y), "1 minus the right number"),
        (lambda p, y: graded(p, y) / 2, "Half the right number"),
    ],
    "best_forecast": [
        (lambda loss: 100 * by_loop(loss), "percentage"),
        (lambda loss: 0.5, "whatever goes in"),
    ],
}
