"""What the figures share that divide held-out scores by many temperatures T = 2ᵏ."""

import json
from functools import cache

import numpy as np

from ..functions import softmax
from ..losses import cross_entropy_with_logits

BINS = 10


def turns_to(most):
    """The k of T = 2ᵏ that a page can show: from -most to most, 0.2 apart."""
    return np.round(np.arange(-5 * most, 5 * most + 1) / 5, 1)


def reliability(z, y, temperature):
    """The NLL, and [bin, count, mean confidence, right answers] for each bin that is not empty."""
    p = softmax(z, temperature=temperature)
    confidence, right = p.max(axis=-1), p.argmax(axis=-1) == y
    place = np.minimum((confidence * BINS).astype(int), BINS - 1)
    bins = [
        [k, int(here.sum()), round(float(confidence[here].mean()), 4), int(right[here].sum())]
        for k in range(BINS)
        if (here := place == k).any()
    ]
    return [round(float(cross_entropy_with_logits(z / temperature, y)), 5), *bins]


@cache
def read_table(stored):
    """What a figure of this kind has stored."""
    return json.loads(stored.read_text("utf-8"))


class ByTemperature:
    """Held-out cases, graded at each turn k of T = 2ᵏ: a base class beside `Explorable`.

    The figure has the traits ``turn`` and ``table``; the table holds what `reliability` gives for
    each turn, from the coldest to the hottest.
    """

    @property
    def temperature(self):
        """The temperature T, on the grid of the page."""
        return 2.0 ** (round(self.turn * 5) / 5)

    @property
    def _entries(self):
        """What is stored for each turn, of what the figure shows now."""
        return self.table

    @property
    def _entry(self):
        return self._entries[round(self.turn * 5) + len(self._entries) // 2]

    @property
    def nll(self):
        """The mean surprise of the held-out cases, in nats."""
        return self._entry[0]

    @property
    def bins(self):
        """For each tenth of the scale: its place, how many, their mean share, how many right."""
        return np.array(self._entry[1:])

    @property
    def ece(self):
        """Expected calibration error: the mean gap between confidence and accuracy, by bins."""
        _, count, confidence, right = self.bins.T
        return np.abs(count * confidence - right).sum() / count.sum()
