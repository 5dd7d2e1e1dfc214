"""Chapter 3: the likelihood of a curve for 23 launches, as the sum of their surprises."""

from functools import cache

import numpy as np
from traitlets import Bool, Float, Int, List, default

import logitlab

from ..data import load_oring
from ..functions import sigmoid, softplus
from ..numbers import number
from .base import Explorable

ORING = load_oring()


@cache
def best_curve():
    """The weight and the score at 70 °F with the largest likelihood."""
    fit = logitlab.LogisticRegression(tol=1e-30).fit(ORING.X, ORING.y)
    weight = fit.coef_[0, 0]
    # The last digits differ between processors, and what a page stores must not.
    return [round(float(value), 10) for value in (weight, fit.intercept_[0] + 70 * weight)]


class LikelihoodMixer(Explorable):
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

    weight = Float(0.0, min=-0.6, max=0.15).tag(sync=True)
    score_at_70 = Float(0.0, min=-3.5, max=1.5).tag(sync=True)
    show_map = Bool(False).tag(sync=True)
    show_best = Bool(False).tag(sync=True)
    temperature = List(
        Float(), default_value=ORING.column("temperature").tolist(), read_only=True
    ).tag(sync=True)
    target = List(Int(), default_value=ORING.y.tolist(), read_only=True).tag(sync=True)
    best = List(Float(), minlen=2, maxlen=2, read_only=True).tag(sync=True)

    @default("best")
    def _fitted(self):
        return best_curve()

    @property
    def bias(self):
        """The score at 0 °F."""
        return self.score_at_70 - 70 * self.weight

    @property
    def _scores_for_the_truth(self):
        z = self.score_at_70 + self.weight * (np.array(self.temperature) - 70)
        return np.where(np.array(self.target) == 1, z, -z)

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
