"""Chapter 3: the likelihood of a curve for 23 launches, as a product and as a sum."""

from functools import cache

import numpy as np
from traitlets import Bool, Enum, Float, Int, List, default

import logitlab

from ..data import load_oring
from ..functions import sigmoid, softplus
from ..numbers import number, small
from .base import Explorable

_ORING = load_oring()


@cache
def _best():
    """The weight and the score at 70 °F with the largest likelihood."""
    fit = logitlab.LogisticRegression(tol=1e-30).fit(_ORING.X, _ORING.y)
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
    copies : int, 1 to 100
        How many times each launch is counted.
    combine : {"sum", "product"}
        Whether the bars are measured in nats or in factors of ten of the product.
    show_best : bool
        Whether the map shows the point with the largest likelihood.
    """

    weight = Float(0.0, min=-0.6, max=0.15).tag(sync=True)
    score_at_70 = Float(0.0, min=-3.5, max=1.5).tag(sync=True)
    copies = Int(1, min=1, max=100).tag(sync=True)
    combine = Enum(["sum", "product"], "sum").tag(sync=True)
    show_best = Bool(False).tag(sync=True)
    temperature = List(
        Float(), default_value=_ORING.column("temperature").tolist(), read_only=True
    ).tag(sync=True)
    target = List(Int(), default_value=_ORING.y.tolist(), read_only=True).tag(sync=True)
    best = List(Float(), minlen=2, maxlen=2, read_only=True).tag(sync=True)

    @default("best")
    def _fitted(self):
        return _best()

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
        """The sum of all surprises, each counted `copies` times, in nats."""
        return float(self.copies * self.surprises.sum())

    @property
    def likelihood(self):
        """The product of all probabilities, each counted `copies` times, factor by factor."""
        product = 1.0
        for _ in range(self.copies):
            for p in self.probabilities.tolist():
                product *= p
        return product

    def key_numbers(self):
        worst = int(np.argmax(self.surprises))
        # On a flat line a whole group has the same surprise, so no launch is named.
        where = f", {self.temperature[worst]:.0f}\u00a0°F" if abs(self.weight) > 1e-9 else ""
        return {
            "nll": number(self.nll, 4),
            "likelihood": small(self.likelihood) if self.likelihood else "0, exactly",
            "worst": number(self.surprises[worst], 4) + where,
            "bias": number(self.bias, 2),
            "weight": number(self.weight, 3),
            "score_at_70": number(self.score_at_70, 2),
            "copies": number(self.copies, 0),
        }
