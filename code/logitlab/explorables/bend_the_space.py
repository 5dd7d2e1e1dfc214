"""Chapter 8: a hidden layer folds the plane until a straight cut will do."""

import json
from functools import cache
from pathlib import Path

import numpy as np
from traitlets import Float, Int, List, default

from ..functions import sigmoid
from ..losses import binary_cross_entropy_with_logits
from ..numbers import number
from .base import Explorable

LAST, EVERY = 800, 10  # steps of the training, and how often its weights are kept
POINTS = 100
NUMBERS = 9  # weights and biases: four and two of the hidden layer, two and one of the last
STORED = Path(__file__).parents[1] / "data" / "moons.json"


def two_moons(rng):
    """Points (100, 2) on two half circles that reach into each other, and labels 0, 1, 0, 1, …"""
    t, y = rng.uniform(0, np.pi, POINTS), np.arange(POINTS) % 2
    X = np.column_stack([np.cos(t), np.sin(t)])
    X[y == 1] = [1, 0.5] - X[y == 1]
    return X + 0.1 * rng.normal(size=X.shape), y


def ten_steps(weights, X, y):
    """Nine weights and biases after ten steps of gradient descent, of length 1."""
    V, c, w, b = weights[:4].reshape(2, 2), weights[4:6], weights[6:8], weights[8]
    for _ in range(EVERY):
        H = np.tanh(X @ V + c)
        error = (sigmoid(H @ w + b) - y) / POINTS
        back = np.outer(error, w) * (1 - H**2)
        w, b = w - H.T @ error, b - error.sum()
        V, c = V - X.T @ back, c - back.sum(axis=0)
    return np.concatenate([V.ravel(), c, w, [b]])


def compute_training():
    """What ``data/moons.json`` holds: the points, and the weights after every tenth step.

    To store them anew::

        from logitlab.explorables import base, bend_the_space as figure
        base.store(figure.STORED, figure.compute_training())
    """
    rng = np.random.default_rng(148)
    X, y = two_moons(rng)
    kept = [np.concatenate([rng.normal(size=4), np.zeros(2), rng.normal(size=2), [0.0]])]
    while len(kept) <= LAST // EVERY:
        kept.append(ten_steps(kept[-1], X, y))
    return {
        "points": np.round(X, 3).ravel().tolist(),
        "weights": np.round(kept, 3).ravel().tolist(),
    }


@cache
def _stored():
    return json.loads(STORED.read_text("utf-8"))


class BendTheSpace(Explorable):
    """Two moons, a hidden layer of two units, and where it takes the plane while it learns.

    Parameters
    ----------
    step : int, 0 to 800
        How many steps of gradient descent have been taken. The page rounds it to tens.
    fold : float, 0 to 1
        How far the plane is on its way: 0 shows the features, 1 the hidden units.
    """

    step = Int(0, min=0, max=LAST).tag(sync=True)
    fold = Float(0.0, min=0, max=1).tag(sync=True)
    points = List(Float(), minlen=2 * POINTS, maxlen=2 * POINTS, read_only=True).tag(sync=True)
    weights = List(
        Float(),
        minlen=NUMBERS * (LAST // EVERY + 1),
        maxlen=NUMBERS * (LAST // EVERY + 1),
        read_only=True,
    ).tag(sync=True)

    @default("points")
    def _stored_points(self):
        return _stored()["points"]

    @default("weights")
    def _stored_weights(self):
        return _stored()["weights"]

    @property
    def _now(self):
        """Weights (2, 2) and biases (2,) of the hidden layer, weights (2,) and bias of the last."""
        place = NUMBERS * int(self.step / EVERY + 0.5)
        numbers = np.array(self.weights[place : place + NUMBERS])
        return numbers[:4].reshape(2, 2), numbers[4:6], numbers[6:8], numbers[8]

    @property
    def hidden(self):
        """What the hidden units make of each point, shape (100, 2)."""
        V, c, _, _ = self._now
        return np.tanh(np.array(self.points).reshape(-1, 2) @ V + c)

    @property
    def scores(self):
        """The score of each point, shape (100,)."""
        _, _, w, b = self._now
        return self.hidden @ w + b

    @property
    def loss(self):
        """The mean surprise, in nats."""
        return binary_cross_entropy_with_logits(self.scores, np.arange(POINTS) % 2)

    @property
    def right(self):
        """How many of the 100 points lie on the right side of the cut."""
        return int(np.sum((self.scores >= 0) == np.arange(POINTS) % 2))

    def key_numbers(self):
        return {"right": f"{self.right} of {POINTS} right", "loss": number(self.loss, 2)}
