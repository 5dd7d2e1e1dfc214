"""Chapter 7: a softmax that needs one pass over the scores, and parts of it that merge."""

import numpy as np
from traitlets import Enum, Float, Int, List

from ..functions import logsumexp
from ..numbers import number
from .base import Explorable


class OnlineSoftmax(Explorable):
    """The running maximum m and the sum s of ``exp(z - m)`` over scores that arrive one by one.

    Parameters
    ----------
    taken : list of float, 1 to 8 numbers from -10 to 10
        The scores on the list.
    seen : int, 1 to 8
        How many of them have been taken in, at most all.
    next_number : float, -10 to 10
        The score that joins the list next.
    order : {"arrival", "rising", "falling"}
        The order in which the scores are gone through.
    parts : {"one", "two"}
        Whether one machine goes through the list, or two through a half each.
    shift : float, 0 to 1000
        A number that is added to every score.
    """

    taken = List(Float(min=-10, max=10), default_value=[2.0, 1.0, 3.0], minlen=1, maxlen=8)
    taken = taken.tag(sync=True)
    seen = Int(3, min=1, max=8).tag(sync=True)
    next_number = Float(5.0, min=-10, max=10).tag(sync=True)
    order = Enum(["arrival", "rising", "falling"], "arrival").tag(sync=True)
    parts = Enum(["one", "two"], "one").tag(sync=True)
    shift = Float(0.0, min=0, max=1000).tag(sync=True)

    @property
    def scores(self):
        """The scores that were taken in, in their order, with the shift."""
        order = {"arrival": list, "rising": sorted, "falling": lambda z: sorted(z, reverse=True)}
        return (np.array(order[self.order](self.taken)) + self.shift)[: self.seen]

    @property
    def passes(self):
        """After each score: the maximum m, the sum s, and the factor that s was multiplied by."""
        m, s, history = -np.inf, 0.0, []
        for z in self.scores:
            larger = max(m, z)
            factor = np.exp(m - larger)
            s = s * factor + np.exp(z - larger)
            m = larger
            history.append((float(m), float(s), float(factor)))
        return history

    @property
    def halves(self):
        """The pair (m, s) of each half of the scores; of one half, if there is but one score."""
        cut = (len(self.scores) + 1) // 2
        halves = [part for part in (self.scores[:cut], self.scores[cut:]) if len(part)]
        return [(float(z.max()), float(np.exp(z - z.max()).sum())) for z in halves]

    @property
    def online(self):
        """The ln of Σ e^z from the one pass: m + ln s."""
        m, s, _ = self.passes[-1]
        return m + float(np.log(s))

    @property
    def two_passes(self):
        """The ln of Σ e^z from the whole list."""
        return float(logsumexp(self.scores))

    @property
    def naive(self):
        """The ln of Σ e^z as it is written."""
        with np.errstate(over="ignore"):
            return float(np.log(np.exp(self.scores).sum()))

    def key_numbers(self):
        pairs = self.halves if self.parts == "two" else [self.passes[-1][:2]]
        sums = {f"sum{i}": f"s = {number(s, 2)}" for i, (_, s) in enumerate(pairs)}
        return sums | {
            "online": number(self.online, 6),
            "two_passes": number(self.two_passes, 6),
            "naive": number(self.naive, 6) if np.isfinite(self.naive) else "⚠ ∞",
        }
