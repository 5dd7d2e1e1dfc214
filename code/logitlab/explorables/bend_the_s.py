"""Chapter 1: bend a sigmoid over 569 real tumors."""

from functools import cache

import numpy as np
from traitlets import Bool, Float, Int, List, default

from ..data import load_breast_cancer
from ..functions import sigmoid, softplus
from ..numbers import number
from .base import Explorable


@cache
def _tumors():
    data = load_breast_cancer()
    return data.column("worst radius"), data.y


class BendTheS(Explorable):
    """The curve ``sigmoid(w (x - midpoint))`` over the worst radius of 569 tumors.

    Parameters
    ----------
    midpoint : float, 8 to 32
        The 50 % point: the radius at which the curve says one half.
    weight : float, -4 to 10
        The weight w: the change in the score z per unit of radius.
    straight_line : bool
        Whether the least-squares line through the labels 0 and 1 is shown as well.
    """

    midpoint = Float(20.0, min=8, max=32).tag(sync=True)
    weight = Float(0.5, min=-4, max=10).tag(sync=True)
    straight_line = Bool(False).tag(sync=True)
    radius = List(Float(), minlen=569, maxlen=569, read_only=True).tag(sync=True)
    target = List(Int(), minlen=569, maxlen=569, read_only=True).tag(sync=True)

    @default("radius")
    def _worst_radius(self):
        return _tumors()[0].tolist()

    @default("target")
    def _malignant(self):
        return _tumors()[1].tolist()

    @property
    def scores(self):
        """The score z of each tumor, shape (569,)."""
        return self.weight * (np.array(self.radius) - self.midpoint)

    @property
    def probabilities(self):
        """The probability of malignant of each tumor, shape (569,)."""
        return sigmoid(self.scores)

    @property
    def accuracy(self):
        """The share of tumors on the right side of 50 %."""
        return np.mean((self.scores > 0) == (np.array(self.target) == 1))

    @property
    def mean_surprise(self):
        """The mean of -ln p(y) over the tumors, in nats."""
        return np.mean(softplus(np.where(np.array(self.target) == 1, -self.scores, self.scores)))

    def key_numbers(self):
        return {
            "surprise": number(self.mean_surprise, 4),
            "accuracy": f"{number(100 * self.accuracy, 1)}%",
            "slope": number(self.weight / 4, 3),
            "bias": number(-self.weight * self.midpoint, 2),
            "midpoint": number(self.midpoint, 2),
            "weight": number(self.weight, 2),
        }
