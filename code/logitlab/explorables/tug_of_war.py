"""Chapter 4: each launch pulls its score against its error; together they move the curve."""

import numpy as np
from traitlets import Float, Int, List

from ..data import load_oring
from ..functions import sigmoid
from ..losses import binary_cross_entropy_grad, binary_cross_entropy_with_logits
from ..numbers import number
from .base import Explorable

LIMIT = 5  # of b and w at the start
LONGEST = 100  # steps of a walk


def _launches():
    data = load_oring()
    return data.column("temperature"), data.y


class TugOfWar(Explorable):
    """The curve ``sigmoid(b + w x)`` over 23 launches, moved by gradient descent.

    The feature is the standardized temperature ``x = (temperature - mean) / deviation``, with
    the mean 69.57 °F and the standard deviation 6.90 °F (the one that divides by N).

    Parameters
    ----------
    b, w : float, -5 to 5
        Where the walk starts: the score at the mean temperature, and the change of the score for
        one standard deviation of temperature.
    rate : float, 0.02 to 0.8
        The step size, a factor on the gradient of the total surprise (a sum, not a mean).
    steps : int, 0 to 100
        How many steps have been taken.
    """

    b = Float(0.0, min=-LIMIT, max=LIMIT).tag(sync=True)
    w = Float(0.0, min=-LIMIT, max=LIMIT).tag(sync=True)
    rate = Float(0.1, min=0.02, max=0.8).tag(sync=True)
    steps = Int(0, min=0, max=LONGEST).tag(sync=True)
    temperature = List(Float(), default_value=_launches()[0].tolist(), read_only=True).tag(
        sync=True
    )
    target = List(Int(), default_value=_launches()[1].tolist(), read_only=True).tag(sync=True)

    @property
    def table(self):
        """A row (1, x) for each launch, shape (23, 2)."""
        temperature = np.array(self.temperature)
        x = (temperature - temperature.mean()) / temperature.std()
        return np.column_stack([np.ones(len(x)), x])

    @property
    def walk(self):
        """The places (b, w) from the start to the last step, shape (steps + 1, 2)."""
        places = [np.array([self.b, self.w])]
        for _ in range(self.steps):
            places.append(places[-1] - self.rate * self._gradient(places[-1]))
        return np.array(places)

    @property
    def errors(self):
        """The error p - y of each launch after the last step, shape (23,)."""
        return sigmoid(self.table @ self.walk[-1]) - np.array(self.target)

    @property
    def gradient(self):
        """The slopes of the total surprise along b and w after the last step, shape (2,)."""
        return self._gradient(self.walk[-1])

    @property
    def totals(self):
        """The total surprise at each place of the walk, in nats, shape (steps + 1,)."""
        scores = self.walk @ self.table.T
        return binary_cross_entropy_with_logits(scores, self.target, reduction="none").sum(axis=1)

    def _gradient(self, place):
        return self.table.T @ binary_cross_entropy_grad(self.table @ place, self.target)

    def key_numbers(self):
        return {"total": number(self.totals[-1], 2)}
