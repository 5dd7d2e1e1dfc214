"""Chapter 2: evidence adds on a ruler of log-odds; only the gap between two scores counts."""

import math

from traitlets import Enum, Float

from ..functions import log_sigmoid, sigmoid
from ..numbers import number
from .base import Explorable

# test: (chance of a positive result if ill, chance of a negative result if healthy)
TESTS = {"test_a": (0.9, 0.9), "test_b": (0.75, 0.75), "test_c": (0.6, 0.95)}


def _result():
    return Enum(["not_done", "positive", "negative"], "not_done")


class EvidenceRuler(Explorable):
    """Three medical tests as steps on a ruler of log-odds, and as steps in probability.

    The numbers of the tests are invented. Their results are independent among the ill and
    independent among the healthy.

    Parameters
    ----------
    prior : float, -5 to 5
        The log-odds of "ill" before any test.
    test_a, test_b, test_c : {"not_done", "positive", "negative"}
        The result of each test.
    shift : float, -5 to 10
        A constant that is added to the score of "ill" and to the score of "healthy".
    """

    prior = Float(-4.6, min=-5, max=5).tag(sync=True)
    test_a = Enum(["not_done", "positive", "negative"], "positive").tag(sync=True)
    test_b = _result().tag(sync=True)
    test_c = _result().tag(sync=True)
    shift = Float(0.0, min=-5, max=10).tag(sync=True)

    def _chances(self):
        """For each test that was done: the chance of its result if ill, and if healthy."""
        for test, (sensitivity, specificity) in TESTS.items():
            if getattr(self, test) == "positive":
                yield sensitivity, 1 - specificity
            elif getattr(self, test) == "negative":
                yield 1 - sensitivity, specificity

    @property
    def evidence(self):
        """The sum of the steps: of the logarithms of the likelihood ratios."""
        return sum(math.log(ill / healthy) for ill, healthy in self._chances())

    @property
    def posterior(self):
        """The log-odds of "ill" after the tests."""
        return self.prior + self.evidence

    @property
    def probability(self):
        """The probability of "ill" after the tests."""
        return float(sigmoid(self.posterior))

    @property
    def scores(self):
        """The scores of "ill" and "healthy": ln(prior share x chance of the results) + shift."""
        chances = list(self._chances())
        return tuple(
            float(log_sigmoid(sign * self.prior))
            + sum(math.log(pair[which]) for pair in chances)
            + self.shift
            for which, sign in enumerate((1, -1))
        )

    def key_numbers(self):
        ill, healthy = self.scores
        return {
            "before": number(float(sigmoid(self.prior)), 5),
            "evidence": number(self.evidence, 2),
            "posterior": number(self.posterior, 2),
            "after": number(self.probability, 5),
            "score_ill": number(ill, 2),
            "score_healthy": number(healthy, 2),
            "gap": number(ill - healthy, 2),
        }
