"""Chapter 2: evidence adds on a ruler of log-odds, which lines join to one of probability."""

import math

from traitlets import Enum, Float

from ..functions import sigmoid
from ..numbers import number
from .base import Explorable

# test: (chance of a positive result if ill, chance of a negative result if healthy)
TESTS = {"test_a": (0.9, 0.9), "test_b": (0.75, 0.75), "test_c": (0.6, 0.95)}


def _result(first="not_done"):
    return Enum(["not_done", "positive", "negative"], first).tag(sync=True)


class EvidenceRuler(Explorable):
    """Three medical tests as steps on a ruler of log-odds, and as steps in probability.

    The numbers of the tests are invented. Their results are independent among the ill and
    independent among the healthy.

    Parameters
    ----------
    prior : float, -5 to 3
        The log-odds of "ill" before any test.
    test_a, test_b, test_c : {"not_done", "positive", "negative"}
        The result of each test.
    """

    prior = Float(-4.6, min=-5, max=3).tag(sync=True)
    test_a = _result("positive")
    test_b = _result()
    test_c = _result()

    @property
    def steps(self):
        """How far each test moves the log-odds: the logarithm of its likelihood ratio, or 0."""
        found = []
        for test, (sensitivity, specificity) in TESTS.items():
            result = getattr(self, test)
            ratios = {
                "not_done": 1,
                "positive": sensitivity / (1 - specificity),
                "negative": (1 - sensitivity) / specificity,
            }
            found.append(math.log(ratios[result]))
        return found

    @property
    def posterior(self):
        """The log-odds of "ill" after the tests."""
        return self.prior + sum(self.steps)

    @property
    def probability(self):
        """The probability of "ill" after the tests."""
        return float(sigmoid(self.posterior))

    def key_numbers(self):
        p = self.probability
        # no evidence makes certain: near 0 and 1, a digit more
        digits = 4 if min(p, 1 - p) < 5e-4 else 3
        return {"posterior": number(self.posterior, 2), "after": number(p, digits)}
