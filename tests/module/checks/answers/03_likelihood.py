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


def picked(shares, labels):
    return np.take_along_axis(shares, labels[:, None], axis=1)[:, 0]


def slopes(b, w, x, y):
    error = y - s(b + w * x)
    return error.sum(), error @ x


RIGHT = {
    "grouped_nll": [
        lambda b, w, x, n, k: np.sum(
            k * np.logaddexp(0, -(b + w * x)) + (n - k) * np.logaddexp(0, b + w * x)
        ),
        lambda b, w, x, n, k: sum(
            k[i] * np.logaddexp(0, -(b + w * x[i])) + (n[i] - k[i]) * np.logaddexp(0, b + w * x[i])
            for i in range(len(x))
        ),
    ],
    "grouped_slopes": [
        lambda b, w, x, n, k: [
            np.sum(k - n / (1 + np.exp(-(b + w * x)))),
            np.sum((k - n / (1 + np.exp(-(b + w * x)))) * x),
        ],
    ],
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
        (lambda h, t: 0.7, "whatever goes in"),
        (lambda h, t: 100 * h / (h + t), "percentage"),
    ],
    "likelihood_area": [
        (1320, "turn it over"),
    ],
    "class_log_likelihood": [
        (lambda shares, labels: np.log2(picked(shares, labels)).sum(), "bits"),
        (lambda shares, labels: np.log(picked(shares, labels - 1)).sum(), "labels are one too"),
        (lambda shares, labels: np.log(picked(shares, labels)), "shape"),
    ],
    "log_sigmoid": [
        (lambda z: np.log(s(z)), "before its logarithm"),
        (lambda z: by_logaddexp(np.asarray(z, float)), "float32 becomes float64"),
        (lambda z: -np.logaddexp(0, -z), "'list'"),
    ],
    "curve_nll": [
        (lambda *a: nll(*a) / np.log(2), "bits"),
    ],
    "curve_slopes": [
        (lambda *a: slopes(*a)[0], "of shape ()"),
    ],
    "likelihood_ratio": [
        (7.96, "Close"),
    ],
}
