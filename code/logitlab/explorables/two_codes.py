"""Chapter 6: areas that are code lengths: entropy, cross-entropy, and the excess."""

import math

import numpy as np
from scipy.special import xlogy
from traitlets import Bool, Enum, Float, List, TraitError, validate

from ..losses import cross_entropy, entropy, kl_divergence
from ..numbers import number
from .base import Explorable

SYMBOLS = "ABCD"


class TwoCodes(Explorable):
    """Four letters that occur with the shares y, and a code built for the shares p.

    Parameters
    ----------
    y : list of 4 floats that sum to 1
        The truth: how often A, B, C and D occur.
    p : list of 4 floats that sum to 1
        The model: the shares that the code was built for.
    unit : {"bits", "nats"}
        The unit of all lengths.
    committed : bool
        Whether the reader has said how low the mean length gets, so that the best code is shown.
    """

    y = List(Float(min=0, max=1), [0.5, 0.25, 0.125, 0.125], 4, 4).tag(sync=True)
    p = List(Float(min=0, max=1), [0.125, 0.5, 0.25, 0.125], 4, 4).tag(sync=True)
    unit = Enum(["bits", "nats"], "bits").tag(sync=True)
    committed = Bool(False).tag(sync=True)

    @validate("y", "p")
    def _sum_to_one(self, proposal):
        total = sum(proposal["value"])
        if abs(total - 1) > 1e-6:
            raise TraitError(f"{proposal['trait'].name} must sum to 1, but sums to {total:.6g}.")
        return proposal["value"]

    def move(self, name, symbol, value):
        """Set one share of "y" or "p"; the others keep their ratios and fill up to 1."""
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
        """H(y): the area with a code built for y."""
        return entropy(self.y, self.base)

    @property
    def cross_entropy(self):
        """H(y, p): the area with the code built for p."""
        return cross_entropy(self.y, self.p, self.base)

    @property
    def divergence(self):
        """KL(y || p): the difference of the two areas."""
        return kl_divergence(self.y, self.p, self.base)

    @property
    def excess(self):
        """Y (ln y - ln p) for each letter, shape (4,): negative where p says more than y."""
        y, p = np.array(self.y), np.array(self.p)
        return (xlogy(y, y) - xlogy(y, p)) / math.log(self.base)

    def __repr__(self):
        y, p = ([round(share, 6) for share in shares] for shares in (self.y, self.p))
        return f"TwoCodes(y={y}, p={p}, unit={self.unit!r})"

    def key_numbers(self):
        shown = {"cross_entropy": f"H(y, p) {_length(self.cross_entropy)}"}
        if self.committed:
            shown["entropy"] = f"H(y) {_length(self.entropy)}"
        return shown


def _length(value):
    return number(value, 2) if math.isfinite(value) else "∞"
