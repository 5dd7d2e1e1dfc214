"""Chapter 11: softmax forgets a constant, so something else must hold the level of the scores."""

import numpy as np
from traitlets import Bool, Enum, Float

from ..functions import softmax
from ..numbers import number
from .base import Explorable
from .float_microscope import rounded

SHARES = np.array([0.4, 0.3, 0.2, 0.1])  # how often each of the four tokens comes
CAP = 30.0
STRENGTH = 1e-4  # of the z-loss
STEPS = 5000  # that one press of the button takes


class WhatHoldsTheLevel(Explorable):
    """Four scores at a level, what softmax is given of them, and the shares that come of it.

    The scores are the level plus the ln of the true shares, so that their log-sum-exp is the level.

    Parameters
    ----------
    level : float, 0 to 320
        The constant that all four scores have in common.
    hold : {"nothing", "cap", "clip"}
        What is done to each score: nothing, 30·tanh(z/30), or at most 30.
    coarse : bool
        Whether the scores are rounded to bfloat16, as they leave the layer.
    zloss : bool
        Whether training adds 0.0001 times the squared level to the loss.
    """

    level = Float(20.0, min=0, max=320).tag(sync=True)
    hold = Enum(["nothing", "cap", "clip"], "nothing").tag(sync=True)
    coarse = Bool(False).tag(sync=True)
    zloss = Bool(False).tag(sync=True)

    @property
    def scores(self):
        """The four scores as they leave the layer, shape (4,)."""
        z = self.level + np.log(SHARES)
        return np.array([rounded(score, "bfloat16") for score in z]) if self.coarse else z

    @property
    def held(self):
        """What softmax is given, shape (4,)."""
        ways = {"nothing": lambda z: z, "cap": lambda z: CAP * np.tanh(z / CAP)}
        return ways.get(self.hold, lambda z: np.clip(z, -CAP, CAP))(self.scores)

    @property
    def probabilities(self):
        """The four shares, shape (4,)."""
        return softmax(self.held)

    @property
    def penalty(self):
        """The z-loss, in nats."""
        return STRENGTH * self.level**2

    def train(self):
        """Take 5000 steps of length 1 down the loss, with the level as the one free parameter.

        The surprise has the slope Σ (p − y) = 0 in the level; the z-loss has 2·0.0001 times it.
        """
        if self.zloss:
            self.level *= (1 - 2 * STRENGTH) ** STEPS

    def key_numbers(self):
        return {
            "share": f"{number(100 * self.probabilities[0], 0)}%",
            "level": number(self.level, 0),
            "penalty": f"{number(self.penalty, 2)} nats",
        }
