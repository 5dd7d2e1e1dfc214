"""Chapter 6: areas that are code lengths: entropy, cross-entropy, and the excess."""

import math

import numpy as np
from scipy.special import xlogy
from traitlets import Enum, Float, List, TraitError, validate

from ..losses import cross_entropy, entropy, kl_divergence
from ..numbers import number
from .base import Explorable

SYMBOLS = "ABCD"


class TwoCodes(Explorable):
    """Four symbols that occur with the shares p, and a code built for the shares q.

    Parameters
    ----------
    p : list of 4 floats that sum to 1
        The truth: how often A, B, C and D occur.
    q : list of 4 floats that sum to 1
        The model: the shares that the code was built for.
    unit : {"bits", "nats"}
        The unit of all lengths.
    """

    p = List(Float(min=0, max=1), [0.5, 0.25, 0.125, 0.125], 4, 4).tag(sync=True)
    q = List(Float(min=0, max=1), [0.125, 0.5, 0.25, 0.125], 4, 4).tag(sync=True)
    unit = Enum(["bits", "nats"], "bits").tag(sync=True)

    @validate("p", "q")
    def _sum_to_one(self, proposal):
        total = sum(proposal["value"])
        if abs(total - 1) > 1e-6:
            raise TraitError(f"{proposal['trait'].name} must sum to 1, but sums to {total:.6g}.")
        return proposal["value"]

    def move(self, name, symbol, value):
        """Set one share of "p" or "q"; the others keep their ratios and fill up to 1."""
        shares, k = list(getattr(self, name)), SYMBOLS.index(symbol)
        rest = sum(shares) - shares[k]
        even = [(1 - value) / 3] * 4
        others = [s * (1 - value) / rest for s in shares] if rest > 1e-12 else even
        setattr(self, name, others[:k] + [float(value)] + others[k + 1 :])

    @property
    def base(self):
        """The base of the logarithm."""
        return 2 if self.unit == "bits" else math.e

    @property
    def entropy(self):
        """H(p): the area with a code built for p."""
        return entropy(self.p, self.base)

    @property
    def cross_entropy(self):
        """H(p, q): the area with the code built for q."""
        return cross_entropy(self.p, self.q, self.base)

    @property
    def divergence(self):
        """KL(p || q): the difference of the two areas."""
        return kl_divergence(self.p, self.q, self.base)

    @property
    def swapped(self):
        """KL(q || p): the same with truth and model exchanged."""
        return kl_divergence(self.q, self.p, self.base)

    @property
    def excess(self):
        """P (ln p - ln q) for each symbol, shape (4,): negative where q says more than p."""
        p, q = np.array(self.p), np.array(self.q)
        return (xlogy(p, p) - xlogy(p, q)) / math.log(self.base)

    def __repr__(self):
        p, q = ([round(share, 6) for share in shares] for shares in (self.p, self.q))
        return f"TwoCodes(p={p}, q={q}, unit={self.unit!r})"

    def key_numbers(self):
        return {
            "entropy": _length(self.entropy),
            "cross_entropy": _length(self.cross_entropy),
            "divergence": _length(self.divergence),
            "swapped": _length(self.swapped),
            "too_long": _length(self.excess[self.excess > 0].sum()),
            "too_short": _length(self.excess[self.excess < 0].sum()),
        }


def _length(value):
    return number(value, 3) if math.isfinite(value) else "∞"
