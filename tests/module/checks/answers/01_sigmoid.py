"""Right and wrong answers to the exercises of chapter 1, as learners write them."""

import math

import numpy as np


def stable(z):
    z = np.asarray(z)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def element_by_element(z):
    """Pure Python, back as NumPy only for the dtype."""

    def one(x):
        return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(max(x, -746)) / (1 + math.exp(x))

    z = np.asarray(z)
    flat = [one(float(x)) for x in z.ravel()]
    dtype = z.dtype if z.dtype.kind == "f" else float
    return np.array(flat, dtype).reshape(z.shape)


def in_place(z):
    z = np.asarray(z)
    answer = stable(z)
    if z.dtype.kind == "f" and z.ndim:
        z *= 1.5
    return answer


def search(kind):
    low, high = kind(1), kind(60)
    while np.nextafter(low, high) < high:
        middle = kind(low / 2 + high / 2)
        if 1 / (1 + np.exp(-middle)) < 1:
            low = middle
        else:
            high = middle
    return high


RIGHT = {
    "piles_by_hand": [[4 / 5, 1 / 5, 0], (0.8, 0.2, 0.0), np.array([0.8, 0.2, 0])],
    "read_a_curve": [[60, -0.05, 0.881], [60, -0.05, 1 / (1 + math.exp(-2))]],
    "three_errors": [[-0.06, -0.77, 0.23], np.array([0.94, 0.23, 0.23]) - [1, 1, 0]],
    "sigmoid_by_hand": [[1 / 2, 3 / 4, 1 / 4], np.array([0.5, 0.75, 0.25]), (0.5, 0.75, 0.25)],
    "sigmoid": [stable, element_by_element],
    "sigmoid_grad": [
        lambda z: np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z))) ** 2,
        lambda z: 1 / (4 * np.cosh(np.asarray(z) / 2) ** 2),
    ],
    "central_difference": [lambda f, z, h: (f(z + h) - f(z - h)) / h / 2],
    "sigmoid_from_tanh": [
        lambda z: 0.5 + np.tanh(z / 2) / 2,
        lambda z: list((1 + np.tanh(z / 2)) / 2),
    ],
    "first_one": [search, lambda kind: float(search(kind))],
    "midpoint": [16.6, np.float64(16.7), [16.5]],
    "steepest_slope": [0.288, 1.1538 / 4],
    "why_a_sigmoid": ["C", "c"],
}

WRONG = {
    "sigmoid_by_hand": [
        ([-0.5, -0.75, -0.25], "sign"),
        (0.5, "asked, you gave"),
    ],
    "sigmoid": [
        (lambda z: np.exp(-np.logaddexp(0, -z)), "'list'"),
        (lambda z: np.where(np.asarray(z) > 0, stable(z), np.exp(z) / (1 + np.exp(z))), "warns"),
        (lambda z: 1 - stable(z), "probability of the opposite"),
        (lambda z: np.round(stable(z)), "wrong"),
        (lambda z: stable(np.asarray(z, float)), "float32 becomes float64"),
        (in_place, "changes its input"),
        (lambda z: print(stable(z)), "prints instead of returning"),
        (lambda z: 0.5, "whatever goes in"),
    ],
    "sigmoid_grad": [
        (lambda z: 1 - np.tanh(z) ** 2, "helps you along"),
        (lambda z: 4 * stable(z) * stable(-z), "common factor"),
        (lambda z: np.sqrt(stable(z) * stable(-z)), "square root"),
    ],
    "central_difference": [
        (lambda z, h: (stable(z + h) - stable(z - h)) / (2 * h), "does not take these arguments"),
        (lambda f, z, h: (stable(z + h) - stable(z - h)) / (2 * h), "f(z) = z²"),
    ],
    "sigmoid_from_tanh": [
        (lambda z: (1 + math.tanh(z / 2)) / 2, "take one number"),
    ],
    "first_one": [
        (lambda kind: search(np.float64) if kind is np.float64 else 16, "helps you along"),
    ],
    "midpoint": [
        (20.0, "helps you along"),
        ("16.6", "the text"),
    ],
    "steepest_slope": [
        (-0.28845, "sign is wrong"),
        (0.29, "Close"),
    ],
    "why_a_sigmoid": [
        (3, "a text in quotes"),
    ],
}
