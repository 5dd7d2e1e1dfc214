"""Chapter 11: one row of attention: a softmax over the words of a sentence."""

import numpy as np
from traitlets import Bool, Enum, Float, List

from ..functions import softmax
from ..numbers import number
from .base import Explorable

WORDS = ("the", "cat", "saw", "a", "mouse", "it", "ran")
LENGTHS = ("1", "4", "16", "64", "256", "1024")
ROW = 5  # whose row is drawn: what comes later lies ahead of it
MATCHES = [-1.0, 1.5, 0.0, -1.0, 1.0, 0.5, 0.0]


class AttentionRow(Explorable):
    """The row of the word *it*: a score for each word of the sentence, and its weight.

    Parameters
    ----------
    match : list of float, -3 to 3, 7 numbers
        How well each word's key fits the query, in units of the typical size of such a product.
    d : {"1", "4", "16", "64", "256", "1024"}
        How many numbers a query and a key have.
    root : bool
        Whether the scores are divided by √d.
    mask : bool
        Whether the word that lies ahead is hidden.
    none : bool
        Whether the word "none", with the score 0, takes part, and is thrown away at the end.
    """

    match = List(Float(min=-3, max=3), default_value=MATCHES, minlen=7, maxlen=7).tag(sync=True)
    d = Enum(LENGTHS, "64").tag(sync=True)
    root = Bool(True).tag(sync=True)
    mask = Bool(True).tag(sync=True)
    none = Bool(False).tag(sync=True)

    @property
    def scores(self):
        """The score of each word, shape (7,); a hidden one has minus infinity."""
        scores = np.array(self.match) * (1 if self.root else int(self.d) ** 0.5)
        scores[ROW + 1 :] = -np.inf if self.mask else scores[ROW + 1 :]
        return scores

    @property
    def weights(self):
        """The weight of each word, shape (7,)."""
        return softmax(np.append(self.scores, 0.0 if self.none else -np.inf))[:-1]

    def key_numbers(self):
        everyone = np.append(self.weights, 1 - self.weights.sum())
        top = int(np.argmax(everyone))
        return {
            **{f"match{k}": number(match, 1) for k, match in enumerate(self.match)},
            "top": f"{[*WORDS, 'none'][top]} {number(everyone[top], 2)}",
            "total": f"together {number(self.weights.sum(), 2)}",
        }
