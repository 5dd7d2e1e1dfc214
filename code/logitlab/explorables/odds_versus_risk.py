"""Chapter 2: one odds ratio, many risk ratios."""

from traitlets import Dict, Float, List

from ..functions import sigmoid
from ..numbers import number
from .base import Explorable

_BIAS, _WEIGHT = -19.174464572393564, 1.153835551583511  # worst radius of 569 tumors, no penalty


def _steps():
    """Two steps of one unit of radius: where they start, the probability there, the risk ratio."""
    for radius in (12, 18):
        before, after = (float(sigmoid(_BIAS + _WEIGHT * x)) for x in (radius, radius + 1))
        yield {"radius": radius, "baseline": before, "ratio": after / before}


def _odds(odds):
    """The odds as a text; small ones with more digits, so that their factor can be read off."""
    return number(odds, 5 if odds < 0.1 else 3)


class OddsVersusRisk(Explorable):
    """What an odds ratio does to a probability.

    Parameters
    ----------
    baseline : float, 0.001 to 0.999
        The probability before.
    odds_ratio : float, 0.1 to 10
        The factor that multiplies the odds.
    """

    baseline = Float(0.3, min=0.001, max=0.999).tag(sync=True)
    odds_ratio = Float(3.17, min=0.1, max=10).tag(sync=True)
    steps = List(Dict(), default_value=list(_steps()), read_only=True).tag(sync=True)

    @property
    def odds(self):
        """The odds before."""
        return self.baseline / (1 - self.baseline)

    @property
    def probability(self):
        """The probability after the odds were multiplied."""
        return self.baseline * self.risk_ratio

    @property
    def risk_ratio(self):
        """How many times as large the probability has become."""
        return self.odds_ratio / (1 - self.baseline + self.baseline * self.odds_ratio)

    @property
    def risk_difference(self):
        """By how much the probability has changed."""
        return self.probability - self.baseline

    def key_numbers(self):
        return {
            "after": number(self.probability, 4),
            "risk_ratio": number(self.risk_ratio, 2),
            "risk_difference": number(self.risk_difference, 4),
            "odds_before": _odds(self.odds),
            "odds_after": _odds(self.odds * self.odds_ratio),
        }
