"""Right and wrong answers to the exercises of chapter 4, as learners write them."""

import math

import numpy as np
from scipy.optimize import linprog


def logistic(z):
    return 1 / (1 + np.exp(-np.asarray(z, float)))


def one_by_one(z, y):
    """Pure Python, with the exponential that does not overflow."""

    def p(x):
        return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))

    z, y = np.broadcast_arrays(z, y)
    return np.array([p(a) - b for a, b in zip(z.ravel(), y.ravel(), strict=True)]).reshape(z.shape)


def mean_gradient(beta, X, y):
    return np.mean((logistic(X @ beta) - y)[:, None] * X, axis=0)


def curved(X, p):
    return X.T @ np.diag(p * (1 - p)) @ X


def walk(X, y, steps, sign=-1, hessian=curved, fixed=False):
    places = [np.zeros(X.shape[1])]
    first = hessian(X, np.full(len(X), 0.5))
    for _ in range(steps):
        p = logistic(X @ places[-1])
        H = first if fixed else hessian(X, p)
        places.append(places[-1] + sign * np.linalg.inv(H) @ X.T @ (p - y))
    return places


def reweighted(X, y, steps):
    """The same as weighted least squares: IRLS."""
    beta, places = np.zeros(X.shape[1]), [[0.0] * X.shape[1]]
    for _ in range(steps):
        p = logistic(X @ beta)
        s = p * (1 - p)
        response = X @ beta + (y - p) / s
        root = np.sqrt(s)[:, None]
        beta = np.linalg.lstsq(root * X, root[:, 0] * response, rcond=None)[0]
        places.append(beta.tolist())
    return places


def spread(X, p):
    return np.linalg.inv(curved(X, p))


def errors(X, p):
    return np.sqrt(spread(X, p).diagonal())


def largest_margins(X, y, bias=True):
    """The largest sum of the margins, each from 0 to 1."""
    table = np.column_stack([np.ones(len(X)), X]) if bias else X
    M = np.where(np.asarray(y)[:, None] == 1, 1, -1) * table
    limits = np.append(np.ones(len(X)), np.zeros(len(X)))
    return -linprog(-M.sum(0), np.vstack([M, -M]), limits, bounds=(None, None)).fun


def apart(X, y):
    return largest_margins(X, y) > 0.5


RIGHT = {
    "weighted_gradient": [
        lambda beta, X, y, weights: np.average(
            X * (1 / (1 + np.exp(-(X @ beta))) - y)[:, None], axis=0, weights=weights
        ),
        lambda beta, X, y, weights: (
            sum(
                weights[i] * (1 / (1 + np.exp(-(X[i] @ beta))) - y[i]) * X[i] for i in range(len(y))
            )
            / sum(weights)
        ),
    ],
    "binary_cross_entropy_grad": [lambda z, y: logistic(z) - y, one_by_one],
    "logistic_gradient": [
        mean_gradient,
        lambda beta, X, y: [float(np.mean((logistic(X @ beta) - y) * x)) for x in X.T],
    ],
    "newton_walk": [walk, reweighted, lambda X, y, steps: np.array(walk(X, y, steps))],
    "standard_errors": [errors, lambda X, p: list(np.sqrt(np.diag(np.linalg.pinv(curved(X, p)))))],
    "separable": [apart, lambda X, y: bool(apart(X, y)), lambda X, y: int(apart(X, y))],
    "separable_tumors": [[False, False, True], [0, 0, 1], np.array([False, False, True])],
    "radius_for_texture": [2.32 / 1.29, 1.8, np.float64(1.798)],
    "same_penalty": [0.1757, 0.176, 1 / (569 * 0.01)],
    "matching_lambda": [2, 2.0, np.float64(2)],
    "se_at_31": [4.0406, 4.041, np.float64(4.0406)],
    "logistic_claims": [list("FTFFFFT"), "ftffffT", ("F", "T", "F", "F", "F", "F", "T")],
}

WRONG = {
    "binary_cross_entropy_grad": [
        (lambda z, y: np.mean(logistic(z) - y), "wrong"),
        (lambda z, y: 1 / (1 + math.exp(-z)) - y, "take one number"),
    ],
    "logistic_gradient": [
        (lambda beta, X, y: X @ (logistic(X @ beta) - y), "helps you along"),
        (lambda beta, X, y: np.zeros(len(beta)), "whatever goes in"),
    ],
    "newton_walk": [
        (lambda X, y, steps: [np.zeros(X.shape[1])] * (steps + 1), "whatever goes in"),
    ],
    "standard_errors": [
        (lambda X, p: np.sqrt(spread(X, p)), "wrong"),
        (lambda X, p: np.ones(X.shape[1]), "whatever goes in"),
    ],
    "separable": [
        (lambda X, y: largest_margins(X, y), "wrong"),
    ],
    "separable_tumors": [
        (True, "asked, you gave"),
    ],
    "radius_for_texture": [
        (2.0, "helps you along"),
        (-1.8, "sign is wrong"),
    ],
    "same_penalty": [
        (-0.176, "sign is wrong"),
    ],
    "matching_lambda": [
        (-2, "sign is wrong"),
    ],
    "se_at_31": [
        (4.05, "Close, but not"),
        (5, "helps you along"),
    ],
}
