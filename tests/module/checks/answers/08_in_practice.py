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
    candidates = np.exp(np.linspace(-4, 4, 801))
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


def train_on_probabilities(X, Y, steps):
    W = np.zeros((X.shape[1], Y.shape[1]))
    for _ in range(steps):
        p = special.softmax(special.softmax(X @ W, axis=1), axis=1)
        W -= X.T @ (p - Y) / len(Y)
    return W


def limit(miss, alarm, hit=0, rest=0):
    return 1 / (1 + (miss - hit) / (alarm - rest))


def adjust(z, share, new_share=0.5):
    odds = np.exp(z) * (1 - share) / share * new_share / (1 - new_share)
    return np.log(odds)


RIGHT = {
    "what_goes_in": [IN, [word.upper() for word in IN], tuple(IN)],
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
        (but(IN, 1, "probabilities"), "softmaxed once more"),
        (but(IN, 2, "probabilities"), "from −1 to 0"),
        (but(IN, 2, "scores"), "turns its sign"),
        (but(IN, 3, "scores"), "predict_proba"),
        (but(IN, 4, "probabilities"), "as its name says"),
        (but(IN, 5, "scores"), "from_logits=True"),
        (but(IN, 6, "probabilities"), "ends in with_logits"),
        (but(IN, 6, "logits"), "no mistake that is known"),
    ],
    "what_comes_out": [
        (but(OUT, 1, "list"), "reduction='none'"),
        (but(OUT, 2, "list"), "all losses of PyTorch"),
        (but(OUT, 3, "list"), "report"),
        (but(OUT, 4, "mean"), "Optax never reduces"),
        (but(OUT, 5, "list"), "Keras's classes reduce"),
        (but(OUT, 6, "mean"), "tf.nn never reduces"),
    ],
    "double_softmax_floor": [
        (0.0, "one softmax can reach"),
        (math.log(100), "where training starts"),
        (1.4612, "10 classes"),
        (0.0267, "share that the true class gets"),
        (math.log(1 + 99 * math.e), "turned over"),
        (3.6319, "99 others"),
        (1, "1 apart"),
        (-3.622, "sign is wrong"),
        (3.622 / math.log(2), "bits"),
    ],
    "broken_trainings": [
        ("ABC", "divides by len(Y)"),
        ("BBA", "one softmax. In which"),
        ("CAB", "Count its softmaxes"),
        ("CCA", "axis of slope 2"),
        ("CBB", "By what should it be divided"),
        ("CBD", "missing for a mean"),
    ],
    "train_softmax": [
        (lambda X, Y, steps: train(X, Y, steps, divide=lambda Y: 1), "slope of the sum"),
        (lambda X, Y, steps: train(X, Y, steps, axis=0), "along the samples"),
        (lambda X, Y, steps: train(X, Y, steps, sign=1), "uphill"),
        (lambda X, Y, steps: train(X, Y, steps, divide=np.size), "number of elements"),
        (train_on_probabilities, "softmax twice"),
        (lambda X, Y, steps: train(X, Y, 1), "Only one step"),
        (lambda X, Y, steps: train(X, Y, steps).T, "transpose"),
        (lambda X, Y, steps: train(X, Y, steps, axis=2), "stops with an error"),
    ],
    "fit_temperature": [
        (lambda scores, labels: 1.0, "whatever goes in"),
        (lambda scores, labels: 1 / search(scores, labels), "multiply the scores"),
        (lambda scores, labels: math.log(search(scores, labels)), "This is ln T"),
        (lambda scores, labels: max(1, search(scores, labels)), "from 1 on"),
        (
            lambda scores, labels: min(range(1, 51), key=lambda T: surprise(scores, labels, T)),
            "Whole numbers",
        ),
        (
            lambda scores, labels: min(
                np.linspace(0.1, 50, 500), key=lambda T: surprise(scores, labels, T)
            ),
            "Equal RATIOS",
        ),
        (
            lambda scores, labels: max(
                np.exp(np.linspace(-4, 4, 801)), key=lambda T: surprise(scores, labels, T)
            ),
            "worst temperature",
        ),
    ],
    "threshold": [
        (lambda miss, alarm, hit=0, rest=0: 1 - limit(miss, alarm, hit, rest), "exchanged"),
        (lambda miss, alarm, hit=0, rest=0: alarm / (alarm + miss), "take no part"),
        (lambda miss, alarm, hit=0, rest=0: (alarm - rest) / (miss - hit), "for the odds"),
        (lambda miss, alarm, hit=0, rest=0: limit(miss, alarm, rest, hit), "each other's place"),
        (lambda miss, alarm, hit=0, rest=0: limit(miss, alarm, -hit, -rest), "signs of hit"),
        (lambda miss, alarm, hit=0, rest=0: 0.5, "One half"),
        (lambda miss, alarm: limit(miss, alarm), "does not take these arguments"),
    ],
    "adjust_scores": [
        (lambda z, a, b=0.5: z + special.logit(a) - special.logit(b), "signs are exchanged"),
        (lambda z, a, b=0.5: z - special.logit(a), "new one is missing"),
        (lambda z, a, b=0.5: z - a + b, "not on the scale"),
        (lambda z, a, b=0.5: z - np.log(a / b), "ln π is for several"),
        (lambda z, a, b=0.5: special.expit(adjust(z, a, b)), "leave out the sigmoid"),
        (lambda z, a, b=0.5: z, "shares take no part"),
        (lambda z, a, b=0.5: z / b * a, "temperature"),
    ],
    "rare_tumors": [
        ([0.604, 0.006], "without the adjustment"),
        ([0.377, 0], "were added"),
        ([0.112, 0.802], "exchanged"),
        ([0.774, 0.050], "other half"),
        ([0.594, 0], "share itself"),
        ([80.19, 11.17], "percentage"),
        ([0.198, 0.112], "missed"),
    ],
}
