"""Right and wrong answers to the exercises of chapter 3, as learners write them."""

import math

import numpy as np


def s(z):
    z = np.asarray(z, float)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def by_logaddexp(z):
    return -np.logaddexp(0, -np.asarray(z))


def one_by_one(z):
    """Pure Python, back as NumPy only for the dtype."""

    def one(x):
        return min(x, 0.0) - math.log1p(math.exp(-abs(x)))

    z = np.asarray(z)
    dtype = z.dtype if z.dtype.kind == "f" else float
    return np.array([one(float(x)) for x in z.ravel()], dtype).reshape(z.shape)


def nll(b, w, x, y):
    z = b + w * x
    return np.sum(np.logaddexp(0, z) - y * z)


def nll_in_a_loop(b, w, x, y):
    total = 0
    for temperature, label in zip(x, y, strict=True):
        z = b + w * temperature
        total -= one_by_one(z if label else -z)
    return float(total)


def given(b, w, x, y):
    p = 1 / (1 + np.exp(-(b + w * x)))
    return np.where(y == 1, p, 1 - p)


def picked(shares, labels):
    return np.take_along_axis(shares, labels[:, None], axis=1)[:, 0]


def slopes(b, w, x, y):
    error = y - s(b + w * x)
    return error.sum(), error @ x


RIGHT = {
    "coin_mle": [lambda h, t: 1 / (1 + t / h) if h else 0, lambda h, t: 1 - t / (h + t)],
    "likelihood_claims": ["FFTFFFTF", list("fftffftf"), "F F T F F F T F"],
    "likelihood_area": [
        1 / 1320,
        0.00076,
        np.sum(np.arange(0.005, 1, 0.01) ** 7 * (1 - np.arange(0.005, 1, 0.01)) ** 3) * 0.01,
    ],
    "class_log_likelihood": [
        lambda shares, labels: np.log(picked(shares, labels)).sum(),
        lambda shares, labels: sum(math.log(row[k]) for row, k in zip(shares, labels, strict=True)),
        lambda shares, labels: np.sum(np.log(shares[np.eye(shares.shape[1])[labels] == 1])),
    ],
    "log_sigmoid": [by_logaddexp, one_by_one],
    "curve_nll": [nll, nll_in_a_loop],
    "curve_slopes": [
        slopes,
        lambda b, w, x, y: np.column_stack([np.ones(len(x)), x]).T @ (y - s(b + w * x)),
    ],
    "likelihood_ratio": [7.952, [7.9519], np.float64(7.95196)],
}

WRONG = {
    "coin_mle": [
        (lambda h, t: t / (h + t), "share of tails"),
        (lambda h, t: h / t if t else math.inf, "These are the odds"),
        (lambda h, t: (1 + h) / (2 + h + t), "prior in disguise"),
        (lambda h, t: h // (h + t), "cuts off the digits"),
        (lambda h, t: 0.5, "belief about fair coins"),
        (lambda h, t: 0.7, "whatever goes in"),
        (lambda h, t: (h / (h + t)) ** h * (t / (h + t)) ** t if h + t < 50 else 0, "place where"),
        (lambda h, t: 100 * h / (h + t), "percentage"),
    ],
    "likelihood_claims": [
        ("TFTFFFTF", "never below"),
        ("FTTFFFTF", "ℓ must climb"),
        ("FFFFFFTF", "where the one is smallest"),
        ("FFTTFFTF", "grows with the surprise"),
        ("FFTFTFTF", "1/1320"),
        ("FFTFFTTF", "moves no valley"),
        ("FFTFFFFF", "counts twice"),
        ("FFTFFFTT", "cold launch"),
    ],
    "likelihood_area": [
        (1, "distribution over θ"),
        (0.002224, "height of the peak"),
        (0.0909, "any order"),
        (0.7576, "width of a"),
        (1 / 1024, "fair coin"),
        (1320, "turn it over"),
        (1 / 32, "product of areas"),
        (0.00833, "counts the orders"),
    ],
    "class_log_likelihood": [
        (lambda shares, labels: -np.log(picked(shares, labels)).sum(), "sign is that of the loss"),
        (lambda shares, labels: np.log(picked(shares, labels)).mean(), "mean over the rows"),
        (lambda shares, labels: picked(shares, labels).prod(), "likelihood, a product"),
        (lambda shares, labels: picked(shares, labels).sum(), "added probabilities"),
        (lambda shares, labels: np.log(shares).sum(), "logarithms of all classes"),
        (lambda shares, labels: np.log(shares.max(axis=1)).sum(), "largest share"),
        (lambda shares, labels: np.log(picked(shares, labels).prod()), "stored as 0"),
        (
            lambda shares, labels: (np.eye(shares.shape[1])[labels] * np.log(shares)).sum(),
            "0 · ln 0",
        ),
        (lambda shares, labels: np.log2(picked(shares, labels)).sum(), "bits"),
        (lambda shares, labels: np.log(picked(shares, labels - 1)).sum(), "labels are one too"),
        (lambda shares, labels: np.log(picked(shares, labels)), "shape"),
    ],
    "log_sigmoid": [
        (s, "This is σ"),
        (lambda z: np.log(s(z)), "before its logarithm"),
        (lambda z: np.log(1 / (1 + np.exp(-np.asarray(z)))), "before its logarithm"),
        (lambda z: -np.log1p(np.exp(-np.asarray(z))), "Take min(z, 0) out"),
        (lambda z: -np.log(1 + np.exp(-np.asarray(z))), "whose logarithm is 0"),
        (lambda z: np.minimum(z, 0) - np.log(1 + np.exp(-np.abs(z))), "without forming"),
        (lambda z: np.logaddexp(0, -np.asarray(z)), "sign is that of the surprise"),
        (lambda z: by_logaddexp(-np.asarray(z)), "log-probability of no"),
        (lambda z: np.minimum(z, 0), "two straight lines"),
        (lambda z: by_logaddexp(np.asarray(z, float)), "float32 becomes float64"),
        (lambda z: np.logaddexp(0, np.asarray(z)), "both signs"),
        (lambda z: -np.logaddexp(0, -z), "'list'"),
    ],
    "curve_nll": [
        (lambda *a: -nll(*a), "log-likelihood ℓ"),
        (lambda b, w, x, y: nll(b, w, x, y) / len(y), "This is the mean"),
        (lambda b, w, x, y: nll(b, w, x, 1 - y), "labels are exchanged"),
        (lambda b, w, x, y: -np.sum(y * by_logaddexp(b + w * x)) * -1 * -1, "Only the rows"),
        (lambda b, w, x, y: -np.sum(by_logaddexp(b + w * x)), "labels are not used"),
        (lambda b, w, x, y: np.sum((y - s(b + w * x)) ** 2), "squared errors"),
        (lambda *a: np.exp(-nll(*a)), "likelihood L"),
        (lambda *a: -np.log(np.prod(given(*a))), "stored as 0"),
        (lambda *a: -np.sum(np.log(given(*a))), "absurd curve a probability"),
        (lambda *a: -np.sum(np.log(np.clip(given(*a), 1e-12, 1 - 1e-12))), "were clipped"),
        (lambda *a: nll(*a) / np.log(2), "bits"),
        (
            lambda b, w, x, y: (
                -np.sum(y * np.log(s(b + w * x)) + (1 - y) * np.log(1 - s(b + w * x)))
            ),
            "absurd curve a probability",
        ),
    ],
    "curve_slopes": [
        (lambda *a: [-v for v in slopes(*a)], "belongs to the loss"),
        (lambda b, w, x, y: [v / len(y) for v in slopes(b, w, x, y)], "mean over the rows"),
        (lambda *a: slopes(*a)[::-1], "exchanged"),
        (lambda b, w, x, y: [np.sum(y - b - w * x), np.sum((y - b - w * x) * x)], "the score"),
        (lambda *a: [slopes(*a)[0]] * 2, "factor x"),
        (lambda *a: slopes(*a)[0], "of shape ()"),
        (lambda b, w, x, y: [np.sum(y), np.sum(y * x)], "p is missing"),
        (
            lambda b, w, x, y: [np.sum(y * (1 - s(b + w * x))), np.sum(y * s(-b - w * x) * x)],
            "pull down",
        ),
        (
            lambda b, w, x, y: [
                np.sum((y - s(b + w * x)) * s(b + w * x) * s(-b - w * x) * v) for v in (1, x)
            ],
            "factor p(1 − p)",
        ),
    ],
    "likelihood_ratio": [
        (3.976, "gain in nats"),
        (-7.952, "cannot be worse"),
        (11.5697, "one half every time. The"),
        (5.785, "factor 2 is missing"),
        (53.3, "ratio L/L_0"),
        (48.58, "subtract"),
        (1.391, "divided one NLL"),
        (0.3457, "means over the launches"),
        (7.96, "Close"),
    ],
}
