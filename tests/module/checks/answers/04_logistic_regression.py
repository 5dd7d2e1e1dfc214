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


def with_a_gap(X, y):
    """Whether all margins can be 1 or more."""
    M = np.where(np.asarray(y)[:, None] == 1, 1, -1) * np.column_stack([np.ones(len(X)), X])
    return linprog(np.zeros(M.shape[1]), -M, -np.ones(len(M)), bounds=(None, None)).status == 0


RIGHT = {
    "binary_cross_entropy_grad": [lambda z, y: logistic(z) - y, one_by_one],
    "logistic_gradient": [
        mean_gradient,
        lambda beta, X, y: [float(np.mean((logistic(X @ beta) - y) * x)) for x in X.T],
    ],
    "newton_walk": [walk, reweighted, lambda X, y, steps: np.array(walk(X, y, steps))],
    "standard_errors": [errors, lambda X, p: list(np.sqrt(np.diag(np.linalg.pinv(curved(X, p)))))],
    "separable": [apart, lambda X, y: bool(apart(X, y)), lambda X, y: int(apart(X, y))],
    "separable_tumors": [[False, False, True], [0, 0, 1], np.array([False, False, True])],
    "matching_lambda": [2, 2.0, np.float64(2)],
    "se_at_31": [4.0406, 4.041, np.float64(4.0406)],
    "logistic_claims": [list("FTFFFFT"), "ftffffT", ("F", "T", "F", "F", "F", "F", "T")],
}

WRONG = {
    "binary_cross_entropy_grad": [
        (lambda z, y: y - logistic(z), "This is y − p"),
        (lambda z, y: logistic(z), "the slope at a no"),
        (lambda z, y: (logistic(z) - y) / np.size(z), "slopes of the mean"),
        (lambda z, y: 2 * (logistic(z) - y) * logistic(z) * (1 - logistic(z)), "squared error"),
        (lambda z, y: (logistic(z) - y) * logistic(z) * (1 - logistic(z)), "factor too many"),
        (lambda z, y: -y / logistic(z) + (1 - y) / (1 - logistic(z)), "along the probability"),
        (lambda z, y: np.logaddexp(0, z) - y * z, "surprise itself"),
        (lambda z, y: np.exp(z) / (1 + np.exp(z)) - y, "inf/inf is nan"),
        (lambda z, y: np.mean(logistic(z) - y), "wrong"),
        (lambda z, y: 1 / (1 + math.exp(-z)) - y, "takes one number"),
        (lambda z, y: z - y, "takes the score for a probability"),
    ],
    "logistic_gradient": [
        (lambda beta, X, y: X.T @ (logistic(X @ beta) - y), "NLL, a sum"),
        (lambda beta, X, y: -mean_gradient(beta, X, y), "points downhill. The gradient"),
        (lambda beta, X, y: X.T @ (y - logistic(X @ beta)), "Two slips"),
        (lambda beta, X, y: X.T @ (X @ beta - y) / len(y), "straight-line fit"),
        (lambda beta, X, y: X.T @ ((X @ beta > 0) - y) / len(y), "decision, 0 or 1"),
        (lambda beta, X, y: X.T @ (logistic(X @ beta) - y) / X.size, "entries of X"),
        (lambda beta, X, y: np.ones(len(beta)) * np.mean(logistic(X @ beta) - y), "its lever"),
        (lambda beta, X, y: X @ (logistic(X @ beta) - y), "no mistake that is known"),
        (lambda beta, X, y: np.zeros(len(beta)), "whatever goes in"),
    ],
    "newton_walk": [
        (lambda X, y, steps: walk(X, y, steps, sign=1), "uphill"),
        (lambda X, y, steps: walk(X, y, steps, hessian=lambda X, p: X.T @ X), "4 times too small"),
        (lambda X, y, steps: walk(X, y, steps, fixed=True), "not computed anew"),
        (
            lambda X, y, steps: walk(X, y, steps, hessian=lambda X, p: X.T @ np.diag(p) @ X),
            "Here s is p",
        ),
        (lambda X, y, steps: walk(X, y, steps)[1:], "The start is missing"),
        (lambda X, y, steps: walk(X, y, steps)[-1], "last place only"),
        (lambda X, y, steps: walk(X, y, steps - 1), "One step is missing"),
        (
            lambda X, y, steps: walk(X, y, steps, hessian=lambda X, p: curved(X, p) / len(p)),
            "divide both by N",
        ),
        (
            lambda X, y, steps: walk(
                X, y, steps, hessian=lambda X, p: np.diag(curved(X, p).diagonal())
            ),
            "its own curvature",
        ),
        (lambda X, y, steps: [np.zeros(X.shape[1])] * (steps + 1), "whatever goes in"),
    ],
    "standard_errors": [
        (lambda X, p: spread(X, p).diagonal(), "Take the root"),
        (lambda X, p: np.sqrt(curved(X, p).diagonal()), "root of the curvature"),
        (lambda X, p: 1 / np.sqrt(curved(X, p).diagonal()), "1 over it"),
        (lambda X, p: np.sqrt(np.linalg.inv(X.T @ X).diagonal()), "S is missing"),
        (lambda X, p: np.sqrt(np.linalg.inv(X.T @ np.diag(p) @ X).diagonal()), "Here s is p"),
        (lambda X, p: errors(X, p) / np.sqrt(len(p)), "once too often"),
        (lambda X, p: 1.96 * errors(X, p), "half the width"),
        (lambda X, p: np.sqrt(spread(X, p)), "wrong"),
        (lambda X, p: np.ones(X.shape[1]), "whatever goes in"),
    ],
    "separable": [
        (lambda X, y: True, "True whatever comes"),
        (lambda X, y: False, "False whatever comes"),
        (with_a_gap, "A tie on the border"),
        (lambda X, y: largest_margins(X, y, bias=False) > 0.5, "The bias is missing"),
        (lambda X, y: any(apart(X[:, [k]], y) for k in range(X.shape[1])), "tried alone"),
        (lambda X, y: not apart(X, y), "exchanged"),
        (lambda X, y: X[y == 1, 0].min() >= X[y == 0, 0].max(), "rising first feature"),
        (lambda X, y: largest_margins(X, y), "wrong"),
    ],
    "separable_tumors": [
        ([False, False, False], "All three False"),
        ([True, True, True], "All three True"),
        ([True, True, False], "The other way round"),
        ([False, True, True], "10 features are not enough"),
        ([True, False, False], "The order"),
        (True, "another number of values"),
    ],
    "matching_lambda": [
        (1, "same λ the softmax pays less"),
        (0.5, "other way round"),
        (4, "two of them"),
        (0.25, "make up for what is missing"),
        (math.sqrt(2), "no root"),
        (-2, "sign is wrong"),
    ],
    "se_at_31": [
        (8.1057, "beside the diagonal is missing: the errors"),
        (16.3266, "variance"),
        (10.734, "do not add"),
        (7.37864, "score at 0 °F"),
        (3.355347, "part of w alone"),
        (7.8461, "score at 31 °F itself"),
        (4.05, "Close, but not"),
        (5, "no mistake that is known"),
    ],
    "logistic_claims": [
        ("TTFFFFT", "bends the probability only"),
        ("FFFFFFT", "slope along the bias"),
        ("FTTFFFT", "second valley"),
        ("FTFTFFT", "C=np.inf"),
        ("FTFFTFT", "run away for ever"),
        ("FTFFFTT", "multiplies the odds"),
        ("FTFFFFF", "Both only look for it"),
    ],
}
