"""Chapter 0: steps down from 1, by halves or by e, and the surprise that counts them."""

import numpy as np
from traitlets import Enum, Float

from ..numbers import number
from .base import Explorable

LONGEST = 5.0  # nats, where the ruler ends


class Halving(Explorable):
    """A bar that is halved: what is left of 1, and how many steps down that is.

    Parameters
    ----------
    steps : float, 0 to 5
        How far down, in steps that each divide by e: the surprise in nats.
    divide : {"2", "e"}
        What the last press divided by; with e, a second row counts those steps, too.
    """

    steps = Float(0.0, min=0, max=LONGEST).tag(sync=True)
    divide = Enum(["2", "e"], "2").tag(sync=True)

    @property
    def probability(self):
        """What is left of 1."""
        return np.exp(-self.steps)

    @property
    def halvings(self):
        """The same way down, counted in halvings."""
        return self.steps / np.log(2)

    def key_numbers(self):
        near = abs(self.halvings - round(self.halvings)) < 1e-3
        count = number(self.halvings, 0 if near else 2)
        return {
            "left": f"{round(self.probability, 3):g}",
            "surprise": "1 halving" if count == "1" else f"{count} halvings",
        }
