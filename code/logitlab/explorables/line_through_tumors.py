"""Chapter 4: two features, a straight boundary, and probabilities on both sides of it."""

from functools import cache

import numpy as np
from traitlets import Float, Int, List, default

from ..data import load_breast_cancer
from ..losses import binary_cross_entropy_with_logits
from ..numbers import number
from .base import Explorable

LOW, HIGH = 20, 40  # the textures at which the line is held


@cache
def _tumors():
    data = load_breast_cancer()
    return data.column("worst radius"), data.column("worst texture"), data.y


class LineThroughTumors(Explorable):
    """Scores of 569 tumors by radius and texture: the weight times the way to a straight boundary.

    The boundary leads through the radius ``low`` at texture 20 and the radius ``high`` at
    texture 40. The way to it is measured along the radius, positive to the right.

    Parameters
    ----------
    low, high : float, 6 to 36
        Where the boundary meets the textures 20 and 40: radii.
    weight : float, 0.05 to 4
        The weight of the radius: how fast the score grows to the right of the boundary.
    """

    low = Float(24.0, min=6, max=36).tag(sync=True)
    high = Float(24.0, min=6, max=36).tag(sync=True)
    weight = Float(0.5, min=0.05, max=4).tag(sync=True)
    radius = List(Float(), minlen=569, maxlen=569, read_only=True).tag(sync=True)
    texture = List(Float(), minlen=569, maxlen=569, read_only=True).tag(sync=True)
    malignant = List(Int(), minlen=569, maxlen=569, read_only=True).tag(sync=True)

    @default("radius")
    def _worst_radius(self):
        return _tumors()[0].tolist()

    @default("texture")
    def _worst_texture(self):
        return _tumors()[1].tolist()

    @default("malignant")
    def _labels(self):
        return _tumors()[2].tolist()

    @property
    def parameters(self):
        """Bias, weight of the radius and weight of the texture, shape (3,)."""
        slope = (self.high - self.low) / (HIGH - LOW)
        return self.weight * np.array([slope * LOW - self.low, 1, -slope])

    @property
    def scores(self):
        """The score of each tumor, shape (569,)."""
        bias, w1, w2 = self.parameters
        return bias + w1 * np.array(self.radius) + w2 * np.array(self.texture)

    @property
    def accuracy(self):
        """The share of the tumors on their own side of the boundary."""
        return np.mean((self.scores > 0) == np.array(self.malignant))

    @property
    def mean_surprise(self):
        """The mean of the 569 surprises, in nats."""
        return binary_cross_entropy_with_logits(self.scores, self.malignant)

    def key_numbers(self):
        return {
            "accuracy": f"{number(100 * self.accuracy, 1)}%",
            "surprise": number(self.mean_surprise, 3),
        }
