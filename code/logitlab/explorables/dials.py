"""Chapter 2: two features, six weights and three biases make three scores."""

import numpy as np
from traitlets import Float

from ..numbers import number
from .base import Explorable

NAMES = ("a", "b", "c")  # the classes: cat, dog and bird


def _feature(value):
    return Float(value, min=0, max=1).tag(sync=True)


def _dial(value):
    return Float(value, min=-2, max=2).tag(sync=True)


class Dials(Explorable):
    """Three sums of the same two features, each with weights of its own: the scores of the classes.

    Parameters
    ----------
    fur, ears : float, 0 to 1
        The features of a picture: how much fur it shows, how pointed the ears are.
    a_fur, a_ears, b_fur, b_ears, c_fur, c_ears : float, -2 to 2
        The weights of cat (a), dog (b) and bird (c) for each feature.
    a_bias, b_bias, c_bias : float, -2 to 2
        The biases: the sum with which each class starts.
    shift : float, -2 to 2
        A constant added to all three scores.
    """

    fur = _feature(1.0)
    ears = _feature(0.5)
    a_fur = _dial(1.0)
    a_ears = _dial(2.0)
    a_bias = _dial(0.0)
    b_fur = _dial(1.0)
    b_ears = _dial(-1.0)
    b_bias = _dial(0.5)
    c_fur = _dial(-1.0)
    c_ears = _dial(-1.0)
    c_bias = _dial(2.0)
    shift = _dial(0.0)

    @property
    def weights(self):
        """A row for each class, a column for each feature, shape (3, 2)."""
        return np.array([[getattr(self, f"{k}_{f}") for f in ("fur", "ears")] for k in NAMES])

    @property
    def scores(self):
        """The three scores, shape (3,)."""
        bias = np.array([getattr(self, f"{name}_bias") for name in NAMES])
        return self.weights @ [self.fur, self.ears] + bias + self.shift

    def key_numbers(self):
        return {f"score_{k}": number(z, 2) for k, z in zip(NAMES, self.scores, strict=True)}
