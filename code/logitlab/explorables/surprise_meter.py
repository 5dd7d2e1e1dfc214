"""Chapter 6: three losses and what each teaches, along the logit of the true class."""

import numpy as np
from traitlets import Enum, Float, Int

from ..functions import sigmoid
from ..numbers import number
from .base import Explorable


class SurpriseMeter(Explorable):
    """Surprise, squared error and 0-1 loss of a yes/no answer that is yes, as three slopes.

    On each, a ball rolls down by gradient descent: by minus the slope of the loss along the logit.

    Parameters
    ----------
    z : float, -8 to 8
        The logit of the true answer at which all three balls start.
    axis : {"logit", "probability"}
        What the curves are drawn against. The steps are always those of the logit.
    steps : int, 0 to 100
        How many steps of gradient descent, of size 1, the balls have made.
    """

    z = Float(-6.0, min=-8, max=8).tag(sync=True)
    axis = Enum(["logit", "probability"], "logit").tag(sync=True)
    steps = Int(0, min=0, max=100).tag(sync=True)

    @property
    def probability(self):
        """The probability p of the true answer at the start."""
        return sigmoid(self.z)

    @property
    def zero_one(self):
        """1 if the answer is wrong, 0 if it is right. A tie counts as wrong."""
        return 0 if self.z > 0 else 1

    @property
    def slopes(self):
        """The three slopes along the logit at the start: p - 1, -2 p (1 - p)², and 0."""
        return _slopes(self.z)

    @property
    def learned(self):
        """Where the logit is after the steps, with cross-entropy and with squared error."""
        zs = np.array([self.z, self.z])
        for _ in range(self.steps):
            zs -= [_slopes(zs[0])[0], _slopes(zs[1])[1]]
        return zs

    def key_numbers(self):
        names = ("learned_cross_entropy", "learned_squared_error")
        return {name: f"z = {number(z, 2)}" for name, z in zip(names, self.learned, strict=True)}


def _slopes(z):
    return -sigmoid(-z), -2 * sigmoid(z) * sigmoid(-z) ** 2, 0
