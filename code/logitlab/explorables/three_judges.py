"""Chapter 5: three scores buy three piles of tokens, and the piles share one prize."""

import numpy as np
from traitlets import Bool, Float

from ..functions import softmax
from ..numbers import number
from .base import Explorable

NAMES = ("a", "b", "c")  # cat, dog and bird


def _score(value):
    return Float(value, min=-2, max=3).tag(sync=True)


def _cut(value):
    return Float(value, min=0, max=100).tag(sync=True)


class ThreeJudges(Explorable):
    """Piles of ``exp(z)`` tokens and the share of each; before that, the reader cuts the prize.

    Parameters
    ----------
    a, b, c : float, -2 to 3
        The scores of cat, dog and bird.
    first, second : float, 0 to 100
        Where the reader cuts the prize, in percent: between cat and dog, and between dog and bird.
    committed : bool
        Whether the guess is made, so that the piles are shown.
    """

    a = _score(2.0)
    b = _score(1.0)
    c = _score(1.5)
    first = _cut(63.0)
    second = _cut(86.0)
    committed = Bool(False).tag(sync=True)

    @property
    def scores(self):
        """The three scores, shape (3,)."""
        return np.array([self.a, self.b, self.c])

    @property
    def tokens(self):
        """How many tokens each pile holds, shape (3,)."""
        return np.exp(self.scores)

    @property
    def probabilities(self):
        """The part of all tokens that each pile holds, shape (3,)."""
        return softmax(self.scores)

    @property
    def guess(self):
        """The parts of the prize that the reader gives to each, shape (3,)."""
        return np.diff([0, self.first, max(self.first, self.second), 100]) / 100

    def key_numbers(self):
        shown, word = (self.probabilities, "share") if self.committed else (self.guess, "guess")
        percents = [f"{number(100 * part, 0)}%" for part in shown]
        return {f"{word}_{name}": text for name, text in zip(NAMES, percents, strict=True)}
