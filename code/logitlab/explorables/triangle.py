"""Chapter 5: three scores, and the point that they make in the triangle of probabilities."""

import numpy as np
from traitlets import Bool, Float

from ..functions import softmax, softmax_jacobian
from ..numbers import number
from .base import Explorable


class Triangle(Explorable):
    """The shares ``softmax((z + shift) / temperature)`` of three classes A, B and C.

    Parameters
    ----------
    a, b, c : float, -4 to 4
        The scores of the classes.
    shift : float, -2 to 2
        A number that is added to all three scores.
    temperature : float, 0.1 to 10
        The scores are divided by it.
    slopes : bool
        Whether three arrows show where the point would go if one score rose.
    """

    a = Float(2.0, min=-4, max=4).tag(sync=True)
    b = Float(1.0, min=-4, max=4).tag(sync=True)
    c = Float(0.5, min=-4, max=4).tag(sync=True)
    shift = Float(0.0, min=-2, max=2).tag(sync=True)
    temperature = Float(1.0, min=0.1, max=10).tag(sync=True)
    slopes = Bool(False).tag(sync=True)

    @property
    def scores(self):
        """The three scores with the shift, shape (3,)."""
        return np.array([self.a, self.b, self.c]) + self.shift

    @property
    def probabilities(self):
        """The three shares, shape (3,)."""
        return softmax(self.scores, temperature=self.temperature)

    @property
    def arrows(self):
        """How fast the point moves: row k for the score of class k, shape (3, 3)."""
        return softmax_jacobian(self.scores / self.temperature) / self.temperature

    @property
    def log_odds(self):
        """ln(p_A / p_B), ln(p_A / p_C) and ln(p_B / p_C)."""
        z = self.scores / self.temperature
        return z[[0, 0, 1]] - z[[1, 2, 2]]

    def key_numbers(self):
        names = ["share_a", "share_b", "share_c", "log_ab", "log_ac", "log_bc"]
        values = [*self.probabilities, *self.log_odds]
        return {name: number(value, 3) for name, value in zip(names, values, strict=True)}
