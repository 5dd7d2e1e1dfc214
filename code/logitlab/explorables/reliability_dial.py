"""Chapter 8: the same scores at many temperatures: calibration turns, accuracy does not."""

import json
from functools import cache
from pathlib import Path

import numpy as np
from traitlets import Enum, Float, List, default

from ..data import load_digits
from ..functions import softmax
from ..losses import cross_entropy_with_logits
from ..numbers import number
from .base import Explorable

SETTINGS = ("0.01", "1", "10", "100", "10000")  # of C
TURNS = np.round(np.arange(-20, 21) / 5, 1)  # T = 2ᵏ: what the page can show
ENTRIES = len(SETTINGS) * len(TURNS)
BINS = 10
STORED = Path(__file__).parents[1] / "data" / "reliability.json"


def held_out(C):
    """Scores (899, 10) and labels of the images of digits that a fit with this C has not seen."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split

    data = load_digits()
    train, test, y, held_out_y = train_test_split(
        data.X / 16, data.y, test_size=0.5, random_state=0, stratify=data.y
    )
    model = LogisticRegression(C=float(C), solver="newton-cholesky", tol=1e-8, max_iter=1000)
    return model.fit(train, y).decision_function(test), held_out_y


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


def compute_table():
    """What ``data/reliability.json`` holds: an entry for each C and each turn.

    Five fits take seconds, so they are stored. To store them anew::

        from logitlab.explorables import reliability_dial as dial
        dial.STORED.write_text(json.dumps(dial.compute_table(), separators=(",", ":")))
    """
    fits = [held_out(C) for C in SETTINGS]
    return [reliability(z, y, 2.0**turn) for z, y in fits for turn in TURNS]


@cache
def _table():
    return json.loads(STORED.read_text("utf-8"))


class ReliabilityDial(Explorable):
    """Held-out digits: how often the answers with a given confidence are right, and the NLL.

    Parameters
    ----------
    C : {"0.01", "1", "10", "100", "10000"}
        The setting with which the softmax regression was fitted to the other half.
    turn : float, -4 to 4
        k in T = 2ᵏ, the temperature that divides all scores. The page rounds it to 0.2.
    vote : {"open", "rises", "stays", "falls"}
        What the reader expects of the share of right answers when T rises. Before that, the page
        shows neither this share nor the mean surprise.
    """

    C = Enum(SETTINGS, "1").tag(sync=True)
    turn = Float(0.0, min=-4, max=4).tag(sync=True)
    vote = Enum(["open", "rises", "stays", "falls"], "open").tag(sync=True)
    table = List(minlen=ENTRIES, maxlen=ENTRIES, read_only=True).tag(sync=True)

    @default("table")
    def _computed_table(self):
        return _table()

    @property
    def temperature(self):
        """The temperature T, on the grid of the page."""
        return 2.0 ** (round(self.turn * 5) / 5)

    @property
    def _entry(self):
        place = SETTINGS.index(self.C) * len(TURNS) + round(self.turn * 5) + len(TURNS) // 2
        return self.table[place]

    @property
    def nll(self):
        """The mean surprise of the held-out digits, in nats."""
        return self._entry[0]

    @property
    def _bins(self):
        return np.array(self._entry[1:]).T[1:]

    @property
    def ece(self):
        """Expected calibration error: the mean gap between confidence and accuracy, by bins."""
        count, confidence, right = self._bins
        return np.abs(count * confidence - right).sum() / count.sum()

    @property
    def accuracy(self):
        """The share of right answers."""
        count, _, right = self._bins
        return right.sum() / count.sum()

    @property
    def confidence(self):
        """The mean of the largest probability."""
        count, confidence, _ = self._bins
        return (count * confidence).sum() / count.sum()

    def key_numbers(self):
        temperature = {"temperature": f"T = {number(self.temperature, 2)}"}
        return temperature if self.vote == "open" else temperature | {"nll": number(self.nll, 2)}
