"""Chapter 2: one odds ratio, many risk ratios."""

from traitlets import Dict, Float, List

from ..functions import sigmoid
from ..numbers import number
from .base import Explorable

_BIAS, _WEIGHT = 15.042901647702415, -0.2321627442185961  # 23 launches, no penalty, per °F


def _steps():
    """Two steps of 5 °F colder: where they start, the probability there, the risk ratio."""
    for degrees in (80, 60):
        before, after = (float(sigmoid(_BIAS + _WEIGHT * x)) for x in (degrees, degrees - 5))
        yield {"degrees": degrees, "baseline": before, "ratio": after / before}


def _chance():
    return Float(0.3, min=0.001, max=0.999).tag(sync=True)


class OddsVersusRisk(Explorable):
    """What an odds ratio does to a probability.

    Parameters
    ----------
    baseline : float, 0.001 to 0.999
        The probability before.
    odds_ratio : float, 0.1 to 10
        The factor that multiplies the odds.
    low, high : float, 0.001 to 0.999
        From where to where the reader has dragged: so far the curve of answers is drawn.
    """

    baseline = _chance()
    odds_ratio = Float(3.19, min=0.1, max=10).tag(sync=True)
    low = _chance()
    high = _chance()
    steps = List(Dict(), default_value=list(_steps()), read_only=True).tag(sync=True)

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
            "risk_ratio": f"× {number(self.risk_ratio, 2)}",
            "after": number(self.probability, 3),
        }
