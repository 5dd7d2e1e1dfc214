"""Chapter 1: five S-shaped curves at the same slope, and their tails."""

import math

from scipy.special import ndtr
from traitlets import Enum, Float

from ..functions import sigmoid, sigmoid_grad
from ..numbers import number, small
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
    below : {"slope", "log_odds"}
        What the lower chart draws.
    """

    member = Enum(["logistic", "tanh", "arctan", "normal", "clipped"], "logistic").tag(sync=True)
    probe = Float(2.0, min=-8, max=8).tag(sync=True)
    below = Enum(["slope", "log_odds"], "slope").tag(sync=True)

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
    def complement(self):
        """1 - f(z), computed as f(-z): every member is symmetric."""
        return self._value_at(-self.probe)

    @property
    def slope(self):
        """The derivative f'(z) at the probe; for the clipped line 0 at and beyond its corners."""
        z = self.probe
        if self.member in ("logistic", "tanh"):
            return float(sigmoid_grad(z))
        if self.member == "arctan":
            return 0.25 / (1 + (math.pi * z / 4) ** 2)
        if self.member == "normal":
            return math.exp(-((_NORMAL_SCALE * z) ** 2) / 2) / 4
        return 0.25 if abs(z) < 2 else 0.0

    @property
    def log_odds(self):
        """ln(f(z) / (1 - f(z))) at the probe."""
        if self.value == 0 or self.complement == 0:
            return math.inf if self.value else -math.inf
        return math.log(self.value / self.complement)

    def key_numbers(self):
        below = {"slope": small(self.slope)}
        if self.below == "log_odds":
            text = {math.inf: "∞", -math.inf: "−∞"}.get(self.log_odds, number(self.log_odds, 4))
            below = {"log_odds": text}
        return {"value": _chance(self.value), "complement": _chance(self.complement), **below}


def _chance(value):
    """A probability as the figure writes it: a small one also as "1 in so many"."""
    if value in (0, 1):
        return f"{value:.0f}, exactly"
    if value >= 0.1:
        return number(value, 4)
    return f"{small(value)} (1 in {round(float(f'{1 / value:.2g}')):,})"
