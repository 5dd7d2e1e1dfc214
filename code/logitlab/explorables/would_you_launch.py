"""Chapter 0: decide on seven launches, then guess again on twenty-three."""

import numpy as np
from traitlets import Bool, Enum, Float, Int, List

from ..data import load_oring
from ..numbers import number
from .base import Explorable

AT = (31, 50, 60, 70, 80)  # °F, where the reader's five circles stand; 31 °F is the morning's
LOW, HIGH = 0.01, 0.99  # the guesses are limited: at 0 or 1 a wrong one would cost infinitely much


def _launches():
    data = load_oring()
    return data.column("temperature"), data.y


def _guess():
    return Float(0.5, min=LOW, max=HIGH).tag(sync=True)


class WouldYouLaunch(Explorable):
    """A reader's probability of O-ring distress over the temperature, and its surprise.

    At first only the seven launches with distress are there, and one circle, at 31 °F. When the
    reader has decided, the other sixteen appear, and four more circles. Between the circles the
    probability runs along a straight line; above 80 °F it stays what it is there.

    Parameters
    ----------
    at_31, at_50, at_60, at_70, at_80 : float, 0.01 to 0.99
        The probability of distress at that temperature in °F.
    decision : {"open", "launch", "wait"}
        What the reader decided for the morning of 28 January 1986.
    sixteen : bool
        Whether the 16 launches without distress are there. They are not before a decision.
    """

    at_31 = _guess()
    at_50 = _guess()
    at_60 = _guess()
    at_70 = _guess()
    at_80 = _guess()
    decision = Enum(["open", "launch", "wait"], "open").tag(sync=True)
    sixteen = Bool(False).tag(sync=True)
    temperature = List(Float(), default_value=_launches()[0].tolist(), read_only=True).tag(
        sync=True
    )
    distress = List(Int(), default_value=_launches()[1].tolist(), read_only=True).tag(sync=True)

    def probability(self, temperature):
        """The probability of distress at a temperature in °F, or at each of several."""
        return np.interp(temperature, AT, [getattr(self, f"at_{at}") for at in AT])

    @property
    def decided(self):
        """Whether the reader grades guesses now: the circles at 50 °F and above are there."""
        return self.decision != "open" or self.sixteen

    def _shown(self):
        """Temperature and outcome of the launches that are shown, from cold to warm."""
        x, y = np.array(self.temperature), np.array(self.distress)
        order = np.lexsort((-y, x))
        x, y = x[order], y[order]
        return (x, y) if self.sixteen else (x[y == 1], y[y == 1])

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

    def key_numbers(self):
        if not self.decided:  # nothing that would answer before the reader has
            return {"seven": ", ".join(f"{x:.0f}" for x in self._shown()[0]) + " °F"}
        return {"total": number(self.total_surprise, 2)}
