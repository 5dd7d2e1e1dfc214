"""Right and wrong answers to the exercises of chapter 5, as learners write them."""

import math

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
        (SHARES, "scores 2, 1 and 0"),
        (np.array([2, 1, 0.5]) / 3.5, "divided by their sum"),
        (np.exp([2, 1, 0.5]), "piles"),
        (100 * stable([2, 1, 0.5]), "percent"),
        (stable([2, 1, 0.5])[::-1], "turned round"),
        ([0.63, 0.23, 0.14], "Close"),
        (np.log(stable([2, 1, 0.5])), "logarithms of the shares"),
    ],
    "right_shares_b": [
        ([0.596, 0.296, 0.109], "sum to 1.001"),
        (stable([1.5, 0.8, 0.2]), "You took +0.2"),
        (np.array([1.5, 0.8, -0.2]) / 2.1, "one is negative"),
        (np.exp([1.5, 0.8, -0.2]), "piles"),
        (1 / (1 + np.exp([-1.5, -0.8, 0.2])), "three sigmoids"),
        (-stable([1.5, 0.8, -0.2]), "sign is wrong"),
    ],
    "softmax": [
        (naive, "inf/inf is nan"),
        (lambda z, axis=-1: np.asarray(z) / np.sum(z, axis, keepdims=True), "divided by their sum"),
        (lambda z, axis=-1: stable(z), "axis is not used"),
        (lambda z, axis=-1: np.exp(z) / np.exp(z).sum(), "share one prize"),
        (lambda z, axis=-1: np.exp(z) / np.exp(z).sum(axis), "keepdims=True the sums"),
        (lambda z: stable(z), "does not take these arguments"),
        (lambda z, axis=-1: np.exp(z - z.max(axis)) / np.exp(z - z.max(axis)).sum(axis), "maxima"),
        (lambda z, axis=-1: stable(-z, axis), "sign of the scores"),
        (lambda z, axis=-1: 1 / (1 + np.exp(-z)), "question of its own"),
        (lambda z, axis=-1: naive(np.clip(z, -500, 500), axis), "changes their gaps"),
        (
            lambda z, axis=-1: (
                np.exp(z - z.max(axis, keepdims=True))
                / np.exp(z - z.max(axis, keepdims=True)).sum(axis, keepdims=True)
            ),
            "initial=-np.inf",
        ),
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
        (lambda z, i, j: z[j] - z[i], "ln(p_j/p_i)"),
        (lambda z, i, j: np.log(stable(z)[i] / stable(z)[j]), "share far behind is exactly 0"),
        (lambda z, i, j: stable(z)[i] / stable(z)[j], "ratio p_i/p_j"),
        (lambda z, i, j: (z[i] - z[j]) / math.log(2), "base 2"),
        (lambda z, i, j: stable(z)[i] - stable(z)[j], "difference of the shares"),
        (lambda z, i, j: np.log(z[i] / z[j]), "ratio of the scores"),
        (lambda z, i, j: z[i + 1] - z[j + 1], "stops with an error"),
    ],
    "softmax_jacobian": [
        (lambda z: stable(z) * (1 - stable(z)), "diagonal only"),
        (lambda z: np.diag(stable(z) * (1 - stable(z))), "as if shares did not compete"),
        (lambda z: np.diag(stable(z)) + np.outer(stable(z), stable(z)), "sign of p_i p_j"),
        (lambda z: np.outer(stable(z), stable(z)) - np.diag(stable(z)), "diagonal is positive"),
        (lambda z: np.eye(len(z)) - stable(z), "slopes of ln p_i"),
        (lambda z: -np.outer(stable(z), stable(z)), "lacks p_i"),
        (lambda z: np.diag(naive(z)) - np.outer(naive(z), naive(z)), "overflows"),
        (lambda z: stable(z), "shape"),
    ],
    "recover_logits": [
        (SHARES, "shares themselves"),
        (-np.log(SHARES), "sign is wrong"),
        (np.log2(SHARES), "base 2"),
        (np.log10(SHARES), "base 10"),
        ([2, 1, 0.5], "look at the last"),
        (np.exp(SHARES), "Undo e"),
        ([1, 2, 3, 4], "another number of values"),
    ],
    "gumbel_max": [
        (lambda z, n, rng: np.argmax(z + rng.random((n, len(z))), 1), "U itself"),
        (lambda z, n, rng: np.argmax(z + rng.exponential(size=(n, len(z))), 1), "one logarithm"),
        (lambda z, n, rng: np.argmax(z - rng.gumbel(size=(n, len(z))), 1), "sign of the noise"),
        (lambda z, n, rng: np.argmax(z + rng.gumbel(size=(n, 1)), 1), "same noise"),
        (lambda z, n, rng: np.argmax(z + rng.normal(size=(n, len(z))), 1), "probit"),
        (lambda z, n, rng: draw(z, n, rng) + 1, "counted from 1"),
        (lambda z, n, rng: draw(z, 1, rng), "shape"),
    ],
    "bottleneck_rank": [
        (3, "rank of H W"),
        (50, "50 columns"),
        (49, "free numbers"),
        (5, "bias"),
        (200, "smaller of both sides"),
        (7, "no mistake that is known"),
    ],
    "softmax_or_sigmoids": [
        ("BBAB", "exactly one digit"),
        ("AAAB", "topics compete"),
        ("ABBB", "one word comes next"),
        ("ABAA", "healthy patient"),
        (["A", "B", "A"], "3 of 4 right"),
        (3, "a list of 4 texts"),
    ],
}
