"""Chapter 1: a score buys tokens for yes, no has one, and the share of yes traces an S."""

import math

from traitlets import Float

from ..functions import sigmoid
from ..numbers import number
from .base import Explorable

HIGHEST = 3.0


def _score():
    return Float(0.0, min=-HIGHEST, max=HIGHEST).tag(sync=True)


class TwoPiles(Explorable):
    """A pile of ``exp(z)`` tokens for yes, one token for no, and the share of yes.

    Parameters
    ----------
    score : float, -3 to 3
        The score z.
    low, high : float, -3 to 3
        The lowest and the highest score so far: between them the share has drawn its curve.
    """

    score = _score()
    low = _score()
    high = _score()

    @property
    def tokens(self):
        """How many tokens the pile of yes holds."""
        return math.exp(self.score)

    @property
    def share(self):
        """The part of all tokens that lies on the pile of yes."""
        return float(sigmoid(self.score))

    def key_numbers(self):
        return {"tokens": number(self.tokens, 2), "share": number(self.share, 2)}
