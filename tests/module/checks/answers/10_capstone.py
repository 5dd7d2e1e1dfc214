"""Right and wrong answers to the exercises of chapter 10, as learners write them."""

import math
from functools import cache

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, logsumexp, softmax
from sklearn.model_selection import train_test_split

from logitlab import cross_entropy_with_logits, load_digits


def rows(y):
    return np.arange(len(y))


def surprises(Z, y):
    return -log_softmax(Z, axis=1)[rows(y), y]


def by_loops(Z, y):
    """Pure Python."""
    found = []
    for row, true in zip(Z.tolist(), y, strict=True):
        m = max(row)
        found.append(m - row[true] + math.log(sum(math.exp(z - m) for z in row)))
    return found


def textbook(Z, y):
    return np.log(np.exp(Z).sum(axis=1)) - Z[rows(y), y]


def squares(W):
    return np.sum(W[1:] ** 2)


def loss(W, X, y, lam):
    return surprises(X @ W, y).mean() + lam / 2 * squares(W)


def loss_by_loops(W, X, y, lam):
    total = sum(logsumexp(x @ W) - (x @ W)[true] for x, true in zip(X, y, strict=True))
    return float(total) / len(y) + 0.5 * lam * sum(w * w for row in W[1:] for w in row)


def loss_from_probabilities(W, X, y, lam):
    P = np.exp(X @ W) / np.exp(X @ W).sum(axis=1, keepdims=True)
    return -np.log(P[rows(y), y]).mean() + lam / 2 * squares(W)


def gradient(W, X, y, lam):
    P = softmax(X @ W, axis=1)
    P[rows(y), y] -= 1
    paying = W.copy()
    paying[0] = 0
    return X.T @ P / len(y) + lam * paying


def gradient_by_images(W, X, y, lam):
    G = lam * np.vstack([0 * W[0], W[1:]])
    for x, true in zip(X, y, strict=True):
        G += np.outer(x, softmax(x @ W) - np.eye(W.shape[1])[true]) / len(y)
    return G.tolist()


def gradient_that_changes_w(W, X, y, lam):
    P = softmax(X @ W, axis=1) - np.eye(W.shape[1])[y]
    W[0] = 0
    return X.T @ P / len(y) + lam * W


def slope_table(f, W, h):
    slopes = np.zeros(W.shape)
    for j in range(W.shape[0]):
        for k in range(W.shape[1]):
            right, left = W.copy(), W.copy()
            right[j, k] += h
            left[j, k] -= h
            slopes[j, k] = (f(right) - f(left)) / (2 * h)
    return slopes


def slopes_of(quotient):
    """A table of slopes with another quotient of f(right), f(middle), f(left) and h."""

    def wrong(f, W, h):
        slopes = np.zeros(W.shape)
        for place in np.ndindex(W.shape):
            right, left = W.copy(), W.copy()
            right[place] += h
            left[place] -= h
            slopes[place] = quotient(f(right), f(W), f(left), h)
        return slopes

    return wrong


def in_place(f, W, h):
    slopes = np.zeros(W.shape)
    for place in np.ndindex(W.shape):
        W[place] += h
        right = f(W)
        W[place] -= 2 * h
        slopes[place] = (right - f(W)) / (2 * h)
        W[place] += h + 1e-9
    return slopes


def train(X, y, lam, eta, steps):
    W = np.zeros((X.shape[1], 10))
    for _ in range(steps):
        W -= eta * gradient(W, X, y, lam)
    return W


def recursive(X, y, lam, eta, steps):
    if steps == 0:
        return np.zeros((len(X[0]), 10))
    W = recursive(X, y, lam, eta, steps - 1)
    return W - eta * gradient(W, X, y, lam)


@cache
def halves():
    digits = load_digits()
    pixels = np.column_stack([np.ones(len(digits.y)), digits.X / 16])
    return train_test_split(pixels, digits.y, test_size=0.5, stratify=digits.y, random_state=0)


@cache
def weights(lam, eta, steps):
    X, _, y, _ = halves()
    return train(X, y, lam, eta, steps)


def report(W, X, y):
    nats = cross_entropy_with_logits(X @ W, y)
    return np.mean((X @ W).argmax(axis=1) == y), nats, nats / math.log(2), math.exp(nats)


def nats_after(lam, eta, steps):
    _, X, _, y = halves()
    return report(weights(lam, eta, steps), X, y)[1]


def report_of(change):
    return lambda W, X, y: change(*report(W, X, y))


def temperature(Z, y):
    candidates = np.exp(np.linspace(-3, 3, 401))
    return min(candidates, key=lambda T: surprises(Z / T, y).mean())


def by_search(Z, y):
    found = minimize_scalar(
        lambda t: surprises(Z / np.exp(t), y).mean(), bounds=(-3, 3), method="bounded"
    )
    return np.exp(found.x)


def quiet_surprises(Z, y):
    with np.errstate(all="ignore"):
        Z = Z - Z.max(axis=1, keepdims=True)
        return np.log(np.exp(Z).sum(axis=1)) - Z[rows(y), y]


def good(Z, y):
    found = quiet_surprises(Z, y)
    return (found < np.inf) & (found == found)


def good_by_loops(Z, y):
    answer = []
    for row, true in zip(Z.tolist(), y, strict=True):
        hopeless = max(row) == -math.inf or math.inf in row
        answer.append(not hopeless and not any(z != z for z in row) and row[true] > -math.inf)
    return answer


def loud(Z, y):
    Z = Z - Z.max(axis=1, keepdims=True)
    return np.isfinite(np.log(np.exp(Z).sum(axis=1)) - Z[rows(y), y])


def loud_mean(Z, y):
    Z = Z - Z.max(axis=1, keepdims=True)
    found = np.log(np.exp(Z).sum(axis=1)) - Z[rows(y), y]
    return found[np.isfinite(found)].mean()


RIGHT = {
    "surprises": [surprises, by_loops],
    "penalized_loss": [loss, loss_by_loops],
    "loss_gradient": [gradient, gradient_by_images],
    "slope_table": [
        slope_table,
        slopes_of(lambda right, middle, left, h: ((right - middle) + (middle - left)) / h / 2),
    ],
    "train": [train, recursive],
    "reading_weights": [weights(1 / 898, 2, 200), weights(1e-4, 2, 300).tolist()],
    "report": [report, lambda W, X, y: list(report(W, X, y))],
    "test_surprise": [nats_after(0.01, 2, 100), [nats_after(0.01, 2, 100)]],
    "sure_weights": [weights(1e-4, 2, 300)],
    "held_out_temperature": [temperature, by_search],
    "good_rows": [good, good_by_loops],
    "guarded_mean": [
        lambda Z, y: quiet_surprises(Z, y)[good(Z, y)].mean(),
        lambda Z, y: math.fsum(quiet_surprises(Z, y)[good(Z, y)]) / good(Z, y).sum(),
    ],
}

WRONG = {
    "surprises": [
        (lambda Z, y: -surprises(Z, y), "The sign is wrong"),
        (lambda Z, y: surprises(Z, y) / np.log(2), "bits"),
        (lambda Z, y: softmax(Z, axis=1)[rows(y), y], "take −ln of it"),
        (lambda Z, y: -np.log(softmax(Z, axis=1)[rows(y), y]), "become infinite"),
        (textbook, "wrong for large scores beside small ones"),
        (lambda Z, y: -log_softmax(Z, axis=1), "wrong"),
        (lambda Z, y: np.zeros(len(Z)), "whatever goes in"),
    ],
    "penalized_loss": [
        (loss_from_probabilities, "extreme ones become nan"),
        (lambda W, X, y: loss(W, X, y, 0), "does not take these arguments"),
    ],
    "loss_gradient": [
        (lambda W, X, y, lam: -gradient(W, X, y, lam), "The sign is wrong"),
        (lambda W, X, y, lam: gradient(W, X, y, lam).T, "transpose"),
        (gradient_that_changes_w, "changes its input"),
        (lambda W, X, y, lam: np.zeros_like(W), "whatever goes in"),
    ],
    "slope_table": [
        (in_place, "changes its input"),
        (lambda f, W, h: slope_table(f, W, h).ravel(), "shape"),
    ],
    "train": [
        (lambda X, y, lam, eta, steps: np.zeros((65, 10)), "shape"),
        (lambda X, y, lam, eta, steps: train(X, y, lam, eta, steps).T, "their shape is not"),
    ],
    "reading_weights": [
        (weights(1 / 898, 2, 200).T, "has another form"),
        (weights(1 / 898, 2, 20), "helps you along"),
        (0.957, "has another form"),
    ],
    "report": [
        (report_of(lambda a, n, b, p: (n, a, b, p)), "another order"),
        (report_of(lambda a, n, b, p: (a, n)), "shape"),
    ],
    "test_surprise": [
        (lambda: 0.4, "call it with parentheses"),
        (0.111, "helps you along"),
    ],
    "sure_weights": [
        (weights(1 / 898, 2, 300), "helps you along"),
    ],
    "good_rows": [
        (loud, "NumPy warns"),
    ],
    "guarded_mean": [
        (loud_mean, "NumPy warns"),
        (lambda Z, y: quiet_surprises(Z, y)[good(Z, y)], "wrong"),
    ],
}
