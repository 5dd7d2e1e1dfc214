"""Chapter 5: log-sum-exp rounds off the maximum, and its slope is a share."""

from traitlets import Bool, Enum, Float

from ..functions import logsumexp, softmax
from ..numbers import number
from .base import Explorable


def _rival(value):
    return Float(value, min=0, max=3).tag(sync=True)


class SoftMaximum(Explorable):
    """The hard and the soft maximum of three scores, drawn over the score of the bird.

    Parameters
    ----------
    a, b : float, 0 to 3
        The scores of cat and dog.
    c : float, -2 to 5
        The score of the bird.
    guess : {"", "a", "b", "c"}
        Whose share the reader takes the slope for: that of cat, dog or bird; "" without a vote.
    committed : bool
        Whether the reader has voted, so that the shares are shown.
    """

    a = _rival(2.0)
    b = _rival(1.0)
    c = Float(0.5, min=-2, max=5).tag(sync=True)
    guess = Enum(["", "a", "b", "c"], "").tag(sync=True)
    committed = Bool(False).tag(sync=True)

    @property
    def hard(self):
        """The largest of the three scores."""
        return max(self.a, self.b, self.c)

    @property
    def soft(self):
        """Their log-sum-exp."""
        return logsumexp([self.a, self.b, self.c])

    @property
    def probabilities(self):
        """The three shares, shape (3,); the last is the slope of the curve."""
        return softmax([self.a, self.b, self.c])

    def key_numbers(self):
        share = number(self.probabilities[2], 2)
        shown = {"slope": f"slope {share}", "soft": number(self.soft, 2)}
        return shown | ({"share": f"bird {share}"} if self.committed else {})
