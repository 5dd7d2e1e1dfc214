"""Chapter 3: a product of probabilities dies in a computer, the sum of surprises walks on."""

from functools import cache

import numpy as np
from traitlets import Float, Int, List, default

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
        How many times each launch is counted.
    """

    copies = Int(1, min=1, max=100).tag(sync=True)
    given = List(Float(min=0, max=1), read_only=True).tag(sync=True)

    @default("given")
    def _of_the_best(self):
        return _given()

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
        return {
            "copies": number(self.copies, 0),
            "likelihood": small(self.likelihood) if self.likelihood else "0, exactly",
            "nll": number(self.nll, 1),
        }
