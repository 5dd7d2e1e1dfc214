"""Chapter 2: one guess on three rulers, of log-odds, odds and probability."""

import math

from traitlets import Bool, Float

from ..functions import sigmoid
from ..numbers import number
from .base import Explorable


def _place():
    return Float(0.0, min=-4.6, max=4.6).tag(sync=True)


class ThreeRulers(Explorable):
    """A guess on three rulers at once, and how far it has moved on each.

    Parameters
    ----------
    score : float, -4.6 to 4.6
        Where the guess is, as a logit.
    start : float, -4.6 to 4.6
        Where it came from.
    launches : bool
        Whether the rulers show what the fitted model says at every 5 °F from 80 °F down to 50 °F.
    """

    score = _place()
    start = _place()
    launches = Bool(False).tag(sync=True)

    @property
    def odds(self):
        """How many times as probable yes is as no."""
        return math.exp(self.score)

    @property
    def probability(self):
        """The probability of yes."""
        return float(sigmoid(self.score))

    def key_numbers(self):
        odds = self.odds
        return {
            "log_odds": number(self.score, 2),
            "odds": number(odds, 1 if odds >= 10 else 2),
            "probability": number(self.probability, 3),
        }
