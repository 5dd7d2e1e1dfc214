"""Chapter 3: the likelihood of a curve for 23 launches, as the sum of their surprises."""

import numpy as np
from traitlets import Bool

from ..functions import sigmoid, softplus
from ..numbers import number
from .base import Explorable
from .launches import LaunchCurve


class LikelihoodMixer(LaunchCurve, Explorable):
    """The curve ``sigmoid(score_at_70 + weight (temperature - 70))`` and its likelihood.

    The map has the score at 70 °F as one axis, and not the bias b, which is the score at 0 °F: no
    launch was near 0 °F, so b and the weight could only move together, and the contours of the
    likelihood would be a needle.

    Parameters
    ----------
    weight : float, -0.6 to 0.15
        The weight w: the change in the score z per °F.
    score_at_70 : float, -3.5 to 1.5
        The score at 70 °F. The bias is b = score_at_70 - 70 w.
    show_map : bool
        Whether the map of all curves stands beside the curve: from the start, or not at all.
    show_best : bool
        Whether the reader has committed: the curve with the largest likelihood is there, and on
        the map the contours.
    """

    show_map = Bool(False).tag(sync=True)
    show_best = Bool(False).tag(sync=True)

    @property
    def bias(self):
        """The score at 0 °F."""
        return self.score_at_70 - 70 * self.weight

    @property
    def _scores_for_the_truth(self):
        return np.where(np.array(self.target) == 1, self.scores, -self.scores)

    @property
    def probabilities(self):
        """The probability that the curve gives to what happened at each launch, shape (23,)."""
        return sigmoid(self._scores_for_the_truth)

    @property
    def surprises(self):
        """-ln of these probabilities, in nats, shape (23,)."""
        return softplus(-self._scores_for_the_truth)

    @property
    def nll(self):
        """The sum of all surprises, in nats."""
        return float(self.surprises.sum())

    @property
    def likelihood(self):
        """The product of all probabilities."""
        return float(self.probabilities.prod())

    def key_numbers(self):
        return {"nll": number(self.nll, 2)}
