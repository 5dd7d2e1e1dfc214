"""Right and wrong answers to the exercises of chapter 8, as learners write them."""

import math

import numpy as np
from scipy import special

IN = ["scores", "log-probabilities", "probabilities", "scores", "probabilities", "scores"]
OUT = ["mean", "mean", "mean", "list", "mean", "list"]


def but(answers, place, word):
    """The right answers, with another one at a place."""
    return [word if i == place else a for i, a in enumerate(answers, 1)]


def surprise(scores, labels, T):
    return -special.log_softmax(scores / T, axis=1)[np.arange(len(labels)), labels].mean()


def search(scores, labels):
    candidates = np.exp(np.linspace(-4, 4, 401))
    return min(candidates, key=lambda T: surprise(scores, labels, T))


def golden(scores, labels):
    low, high = -4.0, 4.0
    while high - low > 1e-4:
        a, b = low + 0.382 * (high - low), low + 0.618 * (high - low)
        if surprise(scores, labels, math.exp(a)) < surprise(scores, labels, math.exp(b)):
            high = b
        else:
            low = a
    return math.exp(low)


def train(X, Y, steps, axis=1, divide=len, sign=-1):
    W = np.zeros((X.shape[1], Y.shape[1]))
    for _ in range(steps):
        W += sign * X.T @ (special.softmax(X @ W, axis=axis) - Y) / divide(Y)
    return W


def train_row_by_row(X, Y, steps):
    W = np.zeros((X.shape[1], Y.shape[1]))
    for _ in range(steps):
        total = np.zeros_like(W)
        for x, y in zip(X, Y, strict=True):
            total += np.outer(x, special.softmax(W.T @ x) - y)
        W = W - total / len(X)
    return W


def limit(miss, alarm, hit=0, rest=0):
    return 1 / (1 + (miss - hit) / (alarm - rest))


def adjust(z, share, new_share=0.5):
    odds = np.exp(z) * (1 - share) / share * new_share / (1 - new_share)
    return np.log(odds)


RIGHT = {
    "double_sigmoid_floor": [[0.3133, 0.6931], (-np.log(1 / (1 + np.exp(-1))), np.log(2))],
    "cheapest_action": [
        lambda p, costs: np.argmin(costs @ p),
        lambda p, costs: min(
            range(len(costs)), key=lambda a: sum(p[k] * costs[a][k] for k in range(len(p)))
        ),
    ],
    "what_goes_in": [
        IN,
        but(IN, 6, "logits"),
        but(IN, 3, "Probs"),
        [word.upper() for word in IN],
        tuple(IN),
    ],
    "what_comes_out": [OUT, "mean mean mean list mean list"],
    "double_softmax_floor": [3.622, math.log(1 + 99 / math.e), np.float64(3.62)],
    "broken_trainings": [["C", "B", "A"], "cba"],
    "train_softmax": [train, train_row_by_row],
    "fit_temperature": [search, golden],
    "threshold": [limit],
    "adjust_scores": [adjust, lambda z, a, b=0.5: z - special.logit(a) + special.logit(b)],
    "rare_tumors": [[0.802, 0.112], (85 / 106, 20 / 179)],
}

WRONG = {
    "what_goes_in": [
        (but(IN, 6, "sums"), "helps you along"),
    ],
    "double_softmax_floor": [
        (-3.622, "sign is wrong"),
        (math.log(1 + 99 / math.e) / math.log(2), "bits"),
    ],
    "train_softmax": [
        (lambda X, Y, steps: train(X, Y, steps).T, "transpose"),
        (lambda X, Y, steps: train(X, Y, steps, axis=2), "stops with an error"),
    ],
    "fit_temperature": [
        (lambda scores, labels: 1.0, "whatever goes in"),
    ],
    "threshold": [
        (lambda miss, alarm: limit(miss, alarm), "does not take these arguments"),
    ],
    "rare_tumors": [
        ([80.19, 11.17], "percentage"),
    ],
}
