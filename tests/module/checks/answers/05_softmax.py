"""Right and wrong answers to the exercises of chapter 5, as learners write them."""

import numpy as np


def stable(z, axis=-1):
    z = np.asarray(z, float)
    e = np.exp(z - z.max(axis=axis, keepdims=True, initial=-np.inf))
    return e / e.sum(axis=axis, keepdims=True)


def naive(z, axis=-1):
    e = np.exp(z)
    return e / e.sum(axis=axis, keepdims=True)


def by_logarithms(z, axis=-1):
    z = np.asarray(z, float)
    largest = z.max(axis=axis, keepdims=True, initial=-np.inf)
    total = largest + np.log(np.exp(z - largest).sum(axis=axis, keepdims=True))
    return np.exp(z - total)


def jacobian(z):
    p = stable(z)
    return np.diag(p) - np.outer(p, p)


def jacobian_by_loops(z):
    p = stable(z).tolist()
    return [[p[i] * ((i == j) - p[j]) for j in range(len(p))] for i in range(len(p))]


def draw(z, n, rng):
    return np.argmax(z - np.log(-np.log(rng.random((n, len(z))))), axis=1)


def in_place(z, axis=-1):
    answer = stable(z, axis)
    z -= 1
    return answer


SHARES = [0.665, 0.245, 0.090]

RIGHT = {
    "right_shares_a": [[0.629, 0.231, 0.140], (0.6285, 0.2312, 0.1402), stable([2, 1, 0.5])],
    "right_shares_b": [[0.595, 0.296, 0.109], stable([1.5, 0.8, -0.2])],
    "softmax": [stable, by_logarithms, lambda z, axis=-1: stable(z, axis).tolist()],
    "log_odds": [lambda z, i, j: z[i] - z[j], lambda z, i, j: float(z[i]) - float(z[j])],
    "softmax_jacobian": [jacobian, jacobian_by_loops],
    "recover_logits": [np.log(SHARES), [2, 1, 0], [7.3, 6.3, 5.3], np.log(SHARES) - 100],
    "gumbel_max": [
        draw,
        lambda z, n, rng: (z + rng.gumbel(size=(n, len(z)))).argmax(1).tolist(),
        # the smallest waiting time wins the race
        lambda z, n, rng: np.argmin(-np.log(rng.random((n, len(z)))) * np.exp(z.max() - z), axis=1),
    ],
    "bottleneck_rank": [4, 4.0, np.int64(4)],
    "softmax_or_sigmoids": [["A", "B", "A", "B"], "a b a b", "ABAB"],
}

WRONG = {
    "right_shares_a": [
        ([0.63, 0.23, 0.14], "Close"),
    ],
    "right_shares_b": [
        (-stable([1.5, 0.8, -0.2]), "sign is wrong"),
    ],
    "softmax": [
        (lambda z: stable(z), "does not take these arguments"),
        (
            lambda z, axis=-1: naive(z - z.max(axis, keepdims=True, initial=-np.inf), axis),
            "Integers hold no infinity",
        ),
        (in_place, "changes its input"),
        (lambda z, axis=-1: stable(stable(z, axis), axis), "applied twice"),
        (lambda z, axis=-1: 1 - stable(z, axis), "probability of the opposite"),
        (lambda z, axis=-1: np.clip(stable(z, axis), 1e-7, 1 - 1e-7), "cut off at 1e-7"),
        (lambda z, axis=-1: stable(z, axis).astype(np.float32), "digits are missing"),
    ],
    "log_odds": [
        (lambda z, i, j: z[i + 1] - z[j + 1], "stops with an error"),
    ],
    "softmax_jacobian": [
        (lambda z: stable(z), "shape"),
    ],
    "recover_logits": [
        ([1, 2, 3, 4], "asked, you gave"),
    ],
    "gumbel_max": [
        (lambda z, n, rng: draw(z, 1, rng), "shape"),
    ],
    "bottleneck_rank": [
        (7, "helps you along"),
    ],
    "softmax_or_sigmoids": [
        (["A", "B", "A"], "4 answers are asked"),
        (3, "a list of 4 texts"),
    ],
}
