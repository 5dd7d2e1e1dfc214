"""Chapter 1: a tangent rides on the S, and its slope is the share of yes times that of no."""

from traitlets import Float

from ..functions import sigmoid, sigmoid_grad
from ..numbers import number
from .base import Explorable

FARTHEST = 6.0


class HowSteep(Explorable):
    """The tangent of the sigmoid at a score, and the rectangle with the sides p and 1 - p.

    Parameters
    ----------
    score : float, -6 to 6
        The score z at which the tangent touches the curve.
    """

    score = Float(-4.0, min=-FARTHEST, max=FARTHEST).tag(sync=True)

    @property
    def probability(self):
        """The height p of the curve at the score."""
        return float(sigmoid(self.score))

    @property
    def slope(self):
        """The slope of the tangent, which is the area p (1 - p) of the rectangle."""
        return float(sigmoid_grad(self.score))

    def key_numbers(self):
        return {"slope": f"slope {number(self.slope, 3)}", "area": f"area {number(self.slope, 3)}"}
