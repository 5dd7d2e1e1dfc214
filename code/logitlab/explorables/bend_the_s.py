"""Chapter 1: bend a sigmoid over 23 launches, or over 569 tumors."""

from functools import cache

import numpy as np
from traitlets import Bool, Enum, Float, Int, List, default, observe

from ..data import load_breast_cancer, load_oring
from ..functions import sigmoid, softplus
from ..numbers import number
from .base import Explorable

# The curve with the lowest surprise: its 50 % point and its weight.
BEST = {"launches": (64.79464, -0.2321627), "tumors": (16.61802, 1.1538356)}
START = {"launches": (60.0, -0.05), "tumors": (20.0, 0.5)}


@cache
def _data(name):
    if name == "launches":
        data = load_oring()
        return data.column("temperature").tolist(), data.y.tolist()
    data = load_breast_cancer()
    return data.column("worst radius").tolist(), data.y.tolist()


class BendTheS(Explorable):
    """The curve ``sigmoid(weight * (x - midpoint))`` over cases that were yes or no.

    Parameters
    ----------
    data : {"launches", "tumors"}
        The cases: O-ring distress over the temperature in °F of 23 launches, graded by the total
        surprise, or malignant over the worst radius of 569 tumors, graded by the mean.
    midpoint : float, 8 to 90
        The 50 % point: where the curve says one half.
    weight : float, -4 to 10
        The weight w: the change in the score z for each °F, or each unit of radius.
    straight_line : bool
        Whether the least-squares line through the labels 0 and 1 is shown as well.
    committed : bool
        Whether the reader is done, so that the best curve is shown.
    """

    data = Enum(["launches", "tumors"], "launches").tag(sync=True)
    midpoint = Float(min=8, max=90).tag(sync=True)
    weight = Float(min=-4, max=10).tag(sync=True)
    straight_line = Bool(False).tag(sync=True)
    committed = Bool(False).tag(sync=True)
    feature = List(Float(), read_only=True).tag(sync=True)
    target = List(Int(), read_only=True).tag(sync=True)

    @default("midpoint")
    def _first_midpoint(self):
        return START[self.data][0]

    @default("weight")
    def _first_weight(self):
        return START[self.data][1]

    @default("feature")
    def _first_feature(self):
        return _data(self.data)[0]

    @default("target")
    def _first_target(self):
        return _data(self.data)[1]

    @observe("data")
    def _other_data(self, _):
        for name, values in zip(("feature", "target"), _data(self.data), strict=True):
            self.set_trait(name, values)

    @property
    def scores(self):
        """The score z of each case, shape (N,)."""
        return self.weight * (np.array(self.feature) - self.midpoint)

    @property
    def probabilities(self):
        """The probability of yes of each case, shape (N,)."""
        return sigmoid(self.scores)

    @property
    def right(self):
        """How many cases are on the right side of 50 %."""
        return int(np.sum((self.scores > 0) == (np.array(self.target) == 1)))

    @property
    def surprises(self):
        """-ln of the probability of what happened, in nats, shape (N,)."""
        return _surprises(self, self.midpoint, self.weight)

    def _grade(self, surprises):
        return surprises.sum() if self.data == "launches" else surprises.mean()

    @property
    def surprise(self):
        """The total surprise of the launches, or the mean surprise of the tumors, in nats."""
        return self._grade(self.surprises)

    @property
    def lowest(self):
        """The same for the best curve."""
        return self._grade(_surprises(self, *BEST[self.data]))

    def key_numbers(self):
        digits = 1 if self.data == "launches" else 3
        shown = {"surprise": number(self.surprise, digits)}
        if self.committed:
            shown["lowest"] = number(self.lowest, digits)
        return shown | {"right_side": f"{self.right} of {len(self.target)}"}


def _surprises(bend, midpoint, weight):
    z = weight * (np.array(bend.feature) - midpoint)
    return softplus(np.where(np.array(bend.target) == 1, -z, z))
