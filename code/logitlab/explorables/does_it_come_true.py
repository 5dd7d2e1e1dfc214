"""Chapter 11: how often the best next token comes, for each share that the model gives it."""

import json
from functools import cache
from pathlib import Path

import numpy as np
from traitlets import Float, List, default

from ..language import load_course_prose, load_language_model
from ..numbers import number
from .base import Explorable
from .reliability_dial import reliability

TURNS = np.round(np.arange(-10, 11) / 5, 1)  # T = 2ᵏ: what the page can show
STORED = Path(__file__).parents[1] / "data" / "come_true.json"


def held_out():
    """The model's scores at each place of the text that it has not read, and what came there."""
    model = load_language_model()
    ids = model.encode(load_course_prose()[1])
    return model.all_scores(ids)[:-1], np.array(ids)


def compute_table(scores, came):
    """What ``data/come_true.json`` holds: an entry for each turn, from the model's scores.

    Each entry is the mean surprise and, for each tenth of the scale that is not empty,
    ``[bin, count, mean share, how often it came]`` of the best token. To store it anew::

        from logitlab.explorables import does_it_come_true as figure
        table = figure.compute_table(*figure.held_out())
        figure.STORED.write_text(json.dumps(table, separators=(",", ":")))
    """
    return [reliability(scores, came, 2.0**turn) for turn in TURNS]


@cache
def _table():
    return json.loads(STORED.read_text("utf-8"))


class DoesItComeTrue(Explorable):
    """Held-out text: how often the model's best next token comes, by the share that it has.

    Parameters
    ----------
    turn : float, -2 to 2
        k in T = 2ᵏ, the temperature that divides all scores. The page rounds it to 0.2.
    """

    turn = Float(0.0, min=-2, max=2).tag(sync=True)
    table = List(minlen=len(TURNS), maxlen=len(TURNS), read_only=True).tag(sync=True)

    @default("table")
    def _computed_table(self):
        return _table()

    @property
    def temperature(self):
        """The temperature T, on the grid of the page."""
        return 2.0 ** (round(self.turn * 5) / 5)

    @property
    def _entry(self):
        return self.table[round(self.turn * 5) + len(TURNS) // 2]

    @property
    def nll(self):
        """The mean surprise of a held-out token, in nats."""
        return self._entry[0]

    @property
    def bins(self):
        """For each tenth of the scale: its place, how many, their mean share, how many came."""
        return np.array(self._entry[1:])

    @property
    def ece(self):
        """Expected calibration error: the mean gap between the share and how often it came."""
        _, count, share, came = self.bins.T
        return np.abs(count * share - came).sum() / count.sum()

    def key_numbers(self):
        return {"gap": number(self.ece, 3), "nll": number(self.nll, 2)}
