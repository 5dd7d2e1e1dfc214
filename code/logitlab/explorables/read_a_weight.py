"""Chapter 4: what a weight does to the odds, and what to the probability."""

from functools import cache

import numpy as np
from traitlets import Bool, Enum, Float, List, default

from ..data import load_oring
from ..functions import sigmoid
from ..numbers import number
from .base import Explorable


@cache
def _fitted():
    from ..models import LogisticRegression  # SciPy and scikit-learn: only when asked

    launches = load_oring()
    fit = LogisticRegression().fit(launches.X, launches.y)
    return [round(float(fit.intercept_[0]), 6), round(float(fit.coef_[0, 0]), 8)]


class ReadAWeight(Explorable):
    """Two temperatures on the fitted curve of the launches, the odds and the probability at each.

    Parameters
    ----------
    temperature : float, 63 to 81
        The warmer of the two, in °F.
    colder : float, 1 to 10
        How many °F colder the other one is.
    guess : {"", "odds", "risk"}
        Which of the two bars the reader expects to keep its length, that of the odds or that of the
        probability; "" without a vote.
    committed : bool
        Whether the reader has voted, so that the bars are shown.
    """

    temperature = Float(75.0, min=63, max=81).tag(sync=True)
    colder = Float(5.0, min=1, max=10).tag(sync=True)
    guess = Enum(["", "odds", "risk"], "").tag(sync=True)
    committed = Bool(False).tag(sync=True)
    best = List(Float(), minlen=2, maxlen=2, read_only=True).tag(sync=True)

    @default("best")
    def _bias_and_weight_of_the_best_fit(self):
        return _fitted()

    @property
    def probabilities(self):
        """The probability of distress at the warmer and at the colder temperature, shape (2,)."""
        b, w = self.best
        return sigmoid(b + w * (self.temperature - np.array([0, self.colder])))

    @property
    def odds_ratio(self):
        """By what the colder temperature multiplies the odds."""
        return np.exp(-self.best[1] * self.colder)

    @property
    def risk_ratio(self):
        """By what it multiplies the probability."""
        warm, cold = self.probabilities
        return cold / warm

    def key_numbers(self):
        if not self.committed:
            return {"temperature": number(self.temperature, 1), "colder": number(self.colder, 1)}
        return {
            "odds_ratio": f"× {_factor(self.odds_ratio)}",
            "risk_ratio": f"× {_factor(self.risk_ratio)}",
        }


def _factor(ratio):
    return number(ratio, 2 if ratio < 9.995 else 1)
