"""Chapter 11: how often the best next token comes, for each share that the model gives it."""

from pathlib import Path

import numpy as np
from traitlets import Enum, Float, List, default

from ..language import load_course_prose, load_language_model
from ..numbers import number
from .base import Explorable
from .by_temperature import ByTemperature, read_table, reliability, turns_to

TURNS = turns_to(2)
STORED = Path(__file__).parents[1] / "data" / "come_true.json"


def held_out():
    """The model's scores at each place of the text that it has not read, and what came there."""
    model = load_language_model()
    ids = model.encode(load_course_prose()[1])
    return model.all_scores(ids)[:-1], np.array(ids)


def compute_table(scores, came):
    """What ``data/come_true.json`` holds: an entry for each turn, from the model's scores.

    To store it anew::

        from logitlab.explorables import base, does_it_come_true as figure
        base.store(figure.STORED, figure.compute_table(*figure.held_out()))
    """
    return [reliability(scores, came, 2.0**turn) for turn in TURNS]


class DoesItComeTrue(ByTemperature, Explorable):
    """Held-out text: how often the model's best next token comes, by the share that it has.

    Parameters
    ----------
    turn : float, -2 to 2
        k in T = 2ᵏ, the temperature that divides all scores. The page rounds it to 0.2.
        At another temperature than 1 the numbers are shown without a guess.
    guess : float, 0 to 1
        How often the reader expects a token to come that gets 10 to 20% at T = 2.
    answer : {"open", "checked", "shown"}
        Whether the guess is still asked for, is made and compared, or the answer is shown without.
    """

    turn = Float(0.0, min=-2, max=2).tag(sync=True)
    guess = Float(0.15, min=0, max=1).tag(sync=True)
    answer = Enum(["open", "checked", "shown"], "open").tag(sync=True)
    table = List(minlen=len(TURNS), maxlen=len(TURNS), read_only=True).tag(sync=True)

    @default("table")
    def _computed_table(self):
        return read_table(STORED)

    @property
    def revealed(self):
        """Whether the temperature can be turned."""
        return self.answer != "open" or self.turn != 0

    def key_numbers(self):
        numbers = {"gap": number(self.ece, 3), "nll": number(self.nll, 2)}
        if self.answer == "checked" and self.turn == 1:  # the chart says how often it came
            del numbers["nll"]
        return numbers if self.revealed else {"guess": number(self.guess, 2)} | numbers
