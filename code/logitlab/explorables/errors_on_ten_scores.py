"""Chapter 6: ten scores for one picture, the loss, and the error of each score."""

import numpy as np
from traitlets import Enum, Float, Int, List, default

from ..data import load_digits
from ..functions import logsumexp, softmax
from ..numbers import number
from .base import Explorable

LABEL = 3  # what the writer meant
ROW = 1730  # of the picture in the data set
UNKNOWN = "?"


def _score(value):
    return Float(value, min=-6, max=8).tag(sync=True)


class ErrorsOnTenScores(Explorable):
    """What a model says about one picture, and how far each of its ten scores is too high.

    Parameters
    ----------
    z0, z1, ..., z9 : float, -6 to 8
        The scores of the ten digits.
    truth : {"?", "0", "1", ..., "9"}
        Which digit the picture is said to show; "?" before the reader has said it.
    """

    z0 = _score(-2.4)
    z1 = _score(1.5)
    z2 = _score(-0.6)
    z3 = _score(2.5)
    z4 = _score(-2.4)
    z5 = _score(0.3)
    z6 = _score(-2.5)
    z7 = _score(1.2)
    z8 = _score(2.8)
    z9 = _score(-0.4)
    truth = Enum([UNKNOWN, *"0123456789"], UNKNOWN).tag(sync=True)
    picture = List(Int(min=0, max=16), minlen=64, maxlen=64, read_only=True).tag(sync=True)

    @default("picture")
    def _a_digit_that_is_hard_to_read(self):
        return load_digits().X[ROW].astype(int).tolist()

    @property
    def scores(self):
        """The ten scores, shape (10,)."""
        return np.array([getattr(self, f"z{k}") for k in range(10)])

    @property
    def probabilities(self):
        """The ten shares, shape (10,)."""
        return softmax(self.scores)

    @property
    def loss(self):
        """LSE(z) - z_y, the surprise at the truth; nan before it is known."""
        known = self.truth != UNKNOWN
        return logsumexp(self.scores) - self.scores[int(self.truth)] if known else np.nan

    @property
    def errors(self):
        """P - y, shape (10,): how far each score is too high. Before the truth is known, nan."""
        if self.truth == UNKNOWN:
            return np.full(10, np.nan)
        return self.probabilities - np.eye(10)[int(self.truth)]

    def key_numbers(self):
        p = self.probabilities
        if self.truth == UNKNOWN:
            return {"says": f"{p.argmax()}, {number(100 * p.max(), 0)}%"}
        error = self.errors[int(self.truth)]
        return {"loss": f"loss {number(self.loss, 2)}", "error": number(error, 2)}
