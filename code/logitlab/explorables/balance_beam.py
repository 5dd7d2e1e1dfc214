"""Chapter 3: at the best fit the errors p - y balance."""

import numpy as np

from ..functions import sigmoid
from ..numbers import number
from .base import Explorable
from .launches import LaunchCurve


class BalanceBeam(LaunchCurve, Explorable):
    """The errors of a curve for 23 launches, as arrows on a beam.

    The beam stands as high as the sum of the errors, and tilts as the sum of the errors times the
    degrees from 70 °F. These two sums are the slopes of the sum of surprises, in the score at
    70 °F and in the weight.

    Parameters
    ----------
    weight : float, -0.6 to 0.15
        The weight w: the change in the score z per °F.
    score_at_70 : float, -3.5 to 1.5
        The score at 70 °F.
    """

    @property
    def probabilities(self):
        """The probability of distress at each launch, shape (23,)."""
        return sigmoid(self.scores)

    @property
    def errors(self):
        """P - y for each launch, shape (23,)."""
        return self.probabilities - np.array(self.target)

    @property
    def sum_of_errors(self):
        """How high the beam stands."""
        return float(self.errors.sum())

    @property
    def tilt(self):
        """The sum of the errors, each times the degrees from 70 °F."""
        return float(self.errors @ self.degrees)

    def key_numbers(self):
        return {"sum": number(self.sum_of_errors, 2), "tilt": number(self.tilt, 1)}
