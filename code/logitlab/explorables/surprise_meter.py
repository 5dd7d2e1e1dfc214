"""Chapter 6: three losses and their pulls, along the logit of the true class."""

import numpy as np
from traitlets import Enum, Float, Int

from ..functions import log_sigmoid, sigmoid
from ..numbers import number, small
from .base import Explorable


class SurpriseMeter(Explorable):
    """Surprise, squared error and 0-1 loss of a yes/no answer that is yes, with their pulls.

    The pull is minus the slope of the loss along the logit: what gradient descent moves by.

    Parameters
    ----------
    z : float, -10 to 10
        The logit of the true answer. Its probability is ``sigmoid(z)``.
    axis : {"logit", "probability"}
        What the curves are drawn against. The pulls are always those on the logit.
    steps : int, 0 to 100
        For how many steps of gradient descent, of size 1, the learners move on from z.
    """

    z = Float(-6.0, min=-10, max=10).tag(sync=True)
    axis = Enum(["logit", "probability"], "logit").tag(sync=True)
    steps = Int(0, min=0, max=100).tag(sync=True)

    @property
    def probability(self):
        """The probability p of the true answer."""
        return sigmoid(self.z)

    @property
    def cross_entropy(self):
        """-ln p, in nats."""
        return -log_sigmoid(self.z)

    @property
    def squared_error(self):
        """(1 - p)²."""
        return sigmoid(-self.z) ** 2

    @property
    def zero_one(self):
        """1 if the answer is wrong, 0 if it is right. A tie counts as wrong."""
        return 0 if self.z > 0 else 1

    @property
    def pulls(self):
        """The three pulls on the logit: 1 - p, 2 p (1 - p)², and 0."""
        return _pulls(self.z)

    @property
    def learned(self):
        """Where the logit is after the steps, with cross-entropy and with squared error."""
        zs = np.array([self.z, self.z])
        for _ in range(self.steps):
            zs += [_pulls(zs[0])[0], _pulls(zs[1])[1]]
        return zs

    def key_numbers(self):
        return {
            "cross_entropy": small(self.cross_entropy),
            "pull_cross_entropy": small(self.pulls[0]),
            "squared_error": small(self.squared_error),
            "pull_squared_error": small(self.pulls[1]),
            "zero_one": str(self.zero_one),
            "pull_zero_one": str(self.pulls[2]),
            "learned_cross_entropy": number(self.learned[0], 2),
            "learned_squared_error": number(self.learned[1], 2),
        }


def _pulls(z):
    return sigmoid(-z), 2 * sigmoid(z) * sigmoid(-z) ** 2, 0
