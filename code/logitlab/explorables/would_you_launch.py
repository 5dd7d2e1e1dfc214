"""Chapter 0: guess the probability of O-ring distress, and see what 23 launches say to it."""

import numpy as np
from traitlets import Bool, Float, Int, List

from ..data import load_oring
from ..numbers import number
from .base import Explorable

AT = (35, 50, 60, 70, 80)  # °F, where the reader's five rings stand
LOW, HIGH = 0.01, 0.99  # the guesses are limited: at 0 or 1 a wrong one would cost infinitely much
LAUNCH = 31  # °F, about what it was on the morning of 28 January 1986
COLD = 65  # °F


def _launches():
    data = load_oring()
    return data.column("temperature"), data.y


def _guess():
    return Float(0.5, min=LOW, max=HIGH).tag(sync=True)


class WouldYouLaunch(Explorable):
    """A reader's probability of O-ring distress over the temperature, and its surprise.

    Between the five guesses the probability runs along a straight line; below 35 °F and above
    80 °F it stays what it is there.

    Parameters
    ----------
    at_35, at_50, at_60, at_70, at_80 : float, 0.01 to 0.99
        The probability of distress at that temperature in °F.
    hide : bool
        Whether the 16 launches without distress are left out.
    """

    at_35 = _guess()
    at_50 = _guess()
    at_60 = _guess()
    at_70 = _guess()
    at_80 = _guess()
    hide = Bool(False).tag(sync=True)
    temperature = List(Float(), default_value=_launches()[0].tolist(), read_only=True).tag(
        sync=True
    )
    distress = List(Int(), default_value=_launches()[1].tolist(), read_only=True).tag(sync=True)

    def probability(self, temperature):
        """The probability of distress at a temperature in °F, or at each of several."""
        return np.interp(temperature, AT, [getattr(self, f"at_{at}") for at in AT])

    def _shown(self):
        """Temperature and outcome of the launches that are shown, from cold to warm."""
        x, y = np.array(self.temperature), np.array(self.distress)
        order = np.lexsort((-y, x))
        x, y = x[order], y[order]
        return (x[y == 1], y[y == 1]) if self.hide else (x, y)

    @property
    def surprises(self):
        """-ln of the probability of what happened, in nats, for each launch that is shown.

        From cold to warm; at the same temperature, distress first.
        """
        x, y = self._shown()
        p = self.probability(x)
        return -np.log(np.where(y == 1, p, 1 - p))

    @property
    def total_surprise(self):
        """The sum of the surprises, in nats."""
        return self.surprises.sum()

    @property
    def total_of_one_guess(self):
        """The lowest total that the same guess for every launch that is shown can have."""
        y = self._shown()[1]
        p = np.clip(y.mean(), LOW, HIGH)
        return -np.sum(np.log(np.where(y == 1, p, 1 - p)))

    def key_numbers(self):
        x, y = self._shown()
        worst = np.argmax(self.surprises)
        same = "99%" if self.hide else f"{y.sum()}/{len(y)}"

        def share(part):
            return f"{y[part].sum()} of {part.sum()}"

        return {
            "total": number(self.total_surprise, 2),
            "same": f"{number(self.total_of_one_guess, 2)} ({same})",
            "tallest": f"{number(self.surprises[worst], 2)} (at {x[worst]:.0f} °F)",
            "chance": f"{100 * self.probability(LAUNCH):.0f}%",
            "cold": share(x < COLD),
            "warm": share(x >= COLD),
        }
