"""Chapter 1, side path: five S-shaped curves at the same slope, and their tails."""

import math

from scipy.special import ndtr
from traitlets import Enum, Float

from ..functions import sigmoid
from ..numbers import number
from .base import Explorable

_NORMAL_SCALE = math.sqrt(2 * math.pi) / 4


class FamilyPortrait(Explorable):
    """Five sigmoids, moved and stretched to run from 0 to 1 with slope 1/4 at z = 0.

    Parameters
    ----------
    member : {"logistic", "tanh", "arctan", "normal", "clipped"}
        The curve that is drawn thick and measured.
    probe : float, -8 to 8
        The z at which it is measured.
    lens : {"height", "log", "log_odds"}
        What the axis shows: the height, its logarithm (a lens on the tail), or the log-odds.
    """

    member = Enum(["logistic", "tanh", "arctan", "normal", "clipped"], "logistic").tag(sync=True)
    probe = Float(-2.0, min=-8, max=8).tag(sync=True)
    lens = Enum(["height", "log", "log_odds"], "height").tag(sync=True)

    def _value_at(self, z):
        if self.member in ("logistic", "tanh"):  # (1 + tanh(z/2)) / 2 is the logistic function
            return float(sigmoid(z))
        if self.member == "arctan":
            # below -1, arctan(x) + pi/2 = arctan(-1/x) keeps the digits of the tail
            x = math.pi * z / 4
            return (math.atan(-1 / x) if z < -1 else math.pi / 2 + math.atan(x)) / math.pi
        if self.member == "normal":
            return float(ndtr(_NORMAL_SCALE * z))
        return min(max(0.5 + z / 4, 0.0), 1.0)

    @property
    def value(self):
        """The height f(z) of the chosen curve at the probe."""
        return self._value_at(self.probe)

    @property
    def log_odds(self):
        """ln(f(z) / (1 - f(z))) at the probe; 1 - f(z) is f(-z), as every member is symmetric."""
        complement = self._value_at(-self.probe)
        if self.value == 0 or complement == 0:
            return math.inf if self.value else -math.inf
        return math.log(self.value / complement)

    def key_numbers(self):
        if self.lens != "log_odds":
            return {"value": _chance(self.value)}
        infinite = {math.inf: "∞", -math.inf: "−∞"}
        return {"log_odds": infinite.get(self.log_odds, number(self.log_odds, 2))}


def _chance(value):
    """A height as the figure writes it: a small one as "1 in so many"."""
    if value in (0, 1):
        return f"{value:.0f}, exactly"
    if value >= 0.1:
        return number(value, 3)
    return f"1 in {round(float(f'{1 / value:.2g}')):,}"
