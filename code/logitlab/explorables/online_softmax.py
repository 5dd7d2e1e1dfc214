"""Chapter 7: a softmax that needs one pass over the scores."""

import numpy as np
from traitlets import Enum, Float, List

from ..functions import logsumexp
from ..numbers import number
from .base import Explorable


class OnlineSoftmax(Explorable):
    """The running maximum m and the sum s of ``exp(z - m)`` over scores that arrive one by one.

    Parameters
    ----------
    taken : list of float, 1 to 8 numbers from -10 to 10
        The scores that have arrived.
    next_number : float, -10 to 10
        The score that arrives next.
    order : {"arrival", "rising", "falling"}
        The order in which the scores that were taken are gone through.
    shift : float, 0 to 1000
        A number that is added to every score.
    """

    taken = List(Float(min=-10, max=10), default_value=[2.0, 1.0, 3.0], minlen=1, maxlen=8)
    taken = taken.tag(sync=True)
    next_number = Float(5.0, min=-10, max=10).tag(sync=True)
    order = Enum(["arrival", "rising", "falling"], "arrival").tag(sync=True)
    shift = Float(0.0, min=0, max=1000).tag(sync=True)

    @property
    def scores(self):
        """The scores in their order, with the shift."""
        order = {"arrival": list, "rising": sorted, "falling": lambda z: sorted(z, reverse=True)}
        return np.array(order[self.order](self.taken)) + self.shift

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
        m, s, factor = self.passes[-1]
        return {
            "maximum": number(m, 1),
            "factor": number(factor, 4),
            "sum": number(s, 4),
            "online": number(self.online, 6),
            "two_passes": number(self.two_passes, 6),
            "naive": number(self.naive, 6) if np.isfinite(self.naive) else "⚠ ∞",
        }
