"""Chapter 8: the same scores at many temperatures: calibration turns, accuracy does not."""

from pathlib import Path

from traitlets import Enum, Float, List, default

from ..data import load_digits
from ..numbers import number
from .base import Explorable
from .by_temperature import ByTemperature, read_table, reliability, turns_to

SETTINGS = ("0.01", "1", "10", "100", "10000")  # of C
TURNS = turns_to(4)
ENTRIES = len(SETTINGS) * len(TURNS)
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


def compute_table():
    """What ``data/reliability.json`` holds: an entry for each C and each turn.

    Five fits take seconds. To store them anew::

        from logitlab.explorables import base, reliability_dial as figure
        base.store(figure.STORED, figure.compute_table())
    """
    fits = [held_out(C) for C in SETTINGS]
    return [reliability(z, y, 2.0**turn) for z, y in fits for turn in TURNS]


class ReliabilityDial(ByTemperature, Explorable):
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
        return read_table(STORED)

    @property
    def _entries(self):
        start = SETTINGS.index(self.C) * len(TURNS)
        return self.table[start : start + len(TURNS)]

    @property
    def accuracy(self):
        """The share of right answers."""
        _, count, _, right = self.bins.T
        return right.sum() / count.sum()

    @property
    def confidence(self):
        """The mean of the largest probability."""
        _, count, confidence, _ = self.bins.T
        return (count * confidence).sum() / count.sum()

    def key_numbers(self):
        temperature = {"temperature": f"T = {number(self.temperature, 2)}"}
        return temperature if self.vote == "open" else temperature | {"nll": number(self.nll, 2)}
