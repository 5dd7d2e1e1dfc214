"""Chapter 1: lay a straight line through 23 launches, read it off at 31 °F, and bend it."""

import numpy as np
from traitlets import Bool, Float, Int, List

from ..data import load_oring
from ..functions import sigmoid
from ..numbers import number
from .base import Explorable

COLD, WARM = 55, 75  # °F, where the two handles of the line stand
ENDS = (31, 81)  # °F, the morning of 28 January 1986 and the warmest launch


def _launches():
    data = load_oring()
    return data.column("temperature"), data.y


class LayALine(Explorable):
    """A straight line over 23 launches, or the S that has its slope and its 50 % point.

    Parameters
    ----------
    cold, warm : float, -0.5 to 1.5
        The height of the line at 55 °F and at 75 °F.
    read : bool
        Whether the line is drawn on to 31 °F, and read off there.
    bent : bool
        Whether the line is bent into an S.
    """

    cold = Float(0.5, min=-0.5, max=1.5).tag(sync=True)
    warm = Float(0.5, min=-0.5, max=1.5).tag(sync=True)
    read = Bool(False).tag(sync=True)
    bent = Bool(False).tag(sync=True)
    temperature = List(Float(), default_value=_launches()[0].tolist(), read_only=True).tag(
        sync=True
    )
    distress = List(Int(), default_value=_launches()[1].tolist(), read_only=True).tag(sync=True)

    def line(self, temperature):
        """The height of the straight line at a temperature in °F."""
        share = (np.asarray(temperature) - COLD) / (WARM - COLD)
        return self.cold + share * (self.warm - self.cold)

    def height(self, temperature):
        """What the figure answers: the line, or the S that touches it where both are one half."""
        line = self.line(temperature)
        return sigmoid(4 * (line - 0.5)) if self.bent else line

    def key_numbers(self):
        words = ("at_31", "at_81") if self.read else ("at_81",)
        place = dict(zip(("at_31", "at_81"), ENDS, strict=True))
        return {word: f"{number(100 * self.height(place[word]), 0)}%" for word in words}
