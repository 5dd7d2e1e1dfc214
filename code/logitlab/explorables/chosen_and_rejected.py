"""Chapter 12: one pair of answers trains a tiny policy, and all five answers move."""

import numpy as np
from traitlets import Bool, Enum, Float, Int

from ..functions import sigmoid, softmax, softplus
from ..numbers import number
from .base import Explorable

NAMES = ("never", "no", "better not", "maybe", "yes")
REJECTED, CHOSEN = 0, 1
REFERENCE = (0.15, 0.45, 0.2, 0.12, 0.08)
PLACES = ((-1.9, 0.9), (-1.2, 0.6), (-0.6, -0.5), (0.5, -0.7), (1.6, 0.7))  # set by hand
LAST = 40  # steps
RATE = 0.2  # step size, a factor on the slope of the surprise divided by beta


class ChosenAndRejected(Explorable):
    """Steps of DPO on one pair: a policy over five answers moves away from its reference.

    The score of an answer is the logarithm of its share in the reference, and what it has learned:
    either two weights that all answers share, times the answer's place on a map, or a number of
    its own. Gradient descent on the surprise of the pair, divided by beta so that a first step has
    the same length for each beta, learns from 0.

    Parameters
    ----------
    step : int, 0 to 40
        How many steps have been taken.
    beta : float, 0.1 to 4
        The factor on the log-ratios.
    scores : {"shared", "own"}
        Whether the answers share two weights, or each learns a score of its own.
    x, y : float, -2.3 to 2.3 and -1.4 to 1.4
        Where the rejected answer, never, lies on the map.
    guess : float, 0 to 1
        Where the reader expects the share of the chosen answer, no, to end.
    committed : bool
        Whether the guess is made, so that the steps can be taken.
    """

    step = Int(0, min=0, max=LAST).tag(sync=True)
    beta = Float(1.0, min=0.1, max=4).tag(sync=True)
    scores = Enum(["shared", "own"], "shared").tag(sync=True)
    x = Float(PLACES[REJECTED][0], min=-2.3, max=2.3).tag(sync=True)
    y = Float(PLACES[REJECTED][1], min=-1.4, max=1.4).tag(sync=True)
    guess = Float(REFERENCE[CHOSEN], min=0, max=1).tag(sync=True)
    committed = Bool(False).tag(sync=True)

    @property
    def features(self):
        """What the learned weights multiply, a row an answer: places, or ones of its own."""
        if self.scores == "own":
            return np.eye(len(NAMES))
        return np.array([(self.x, self.y), *PLACES[1:]])

    @property
    def weights(self):
        """The learned weights after the steps, from 0."""
        way = self.features[CHOSEN] - self.features[REJECTED]
        weights = np.zeros_like(way)
        for _ in range(self.step if self.committed else 0):
            weights += RATE * sigmoid(-self.beta * way @ weights) * way
        return weights

    @property
    def probabilities(self):
        """The policy: the shares of the five answers."""
        return softmax(np.log(REFERENCE) + self.features @ self.weights)

    @property
    def margin(self):
        """Beta times the log-ratio of the chosen answer, less that of the rejected one."""
        ratios = np.log(self.probabilities / REFERENCE)
        return self.beta * (ratios[CHOSEN] - ratios[REJECTED])

    @property
    def loss(self):
        """The surprise of the pair, -ln of the sigmoid of the margin, in nats."""
        return softplus(-self.margin)

    def key_numbers(self):
        if not self.committed:  # nothing that would answer before the reader has
            return {"guess": number(self.guess, 2)}
        share = f"{number(100 * self.probabilities[CHOSEN], 0)}%"
        return {"chosen": share, "margin": number(self.margin, 2)}
