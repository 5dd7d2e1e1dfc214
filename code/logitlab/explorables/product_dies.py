"""Chapter 3: a product of probabilities dies in a computer, the sum of surprises walks on."""

from functools import cache

import numpy as np
from traitlets import Enum, Float, Int, List, default

from ..numbers import number, small
from .base import Explorable
from .launches import best_curve
from .likelihood_mixer import LikelihoodMixer


@cache
def _given():
    weight, score = best_curve()
    best = LikelihoodMixer(weight=weight, score_at_70=score)
    return [round(float(p), 10) for p in best.probabilities]  # the same on every processor


class ProductDies(Explorable):
    """The 23 launches, copied again and again, and what the best curve gives to all of them.

    Parameters
    ----------
    copies : int, 1 to 100
        How many times each launch is counted. More copies than one are shown without a guess.
    guess : float, 0 to 1400
        Where the reader expects the sum of all surprises with 74 copies, in nats.
    answer : {"open", "checked", "shown"}
        Whether the guess is still asked for, is made and compared, or the answer is shown without.
    """

    copies = Int(1, min=1, max=100).tag(sync=True)
    guess = Float(100.0, min=0, max=1400).tag(sync=True)
    answer = Enum(["open", "checked", "shown"], "open").tag(sync=True)
    given = List(Float(min=0, max=1), read_only=True).tag(sync=True)

    @default("given")
    def _of_the_best(self):
        return _given()

    @property
    def revealed(self):
        """Whether the copies are shown, and no longer the guess alone."""
        return self.answer != "open" or self.copies > 1

    @property
    def likelihood(self):
        """The product of all probabilities, factor by factor, as a float64 holds it."""
        product = 1.0
        for _ in range(self.copies):
            for p in self.given:
                product *= p
        return product

    @property
    def nll(self):
        """The sum of all surprises, in nats."""
        return float(-self.copies * np.log(self.given).sum())

    def key_numbers(self):
        asked = {"copies": self.copies} if self.revealed else {"guess": self.guess}
        return {
            **{word: number(value, 0) for word, value in asked.items()},
            "likelihood": small(self.likelihood) if self.likelihood else "0, exactly",
            "nll": number(self.nll, 1),
        }
