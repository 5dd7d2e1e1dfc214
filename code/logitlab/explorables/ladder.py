"""Chapter 12: seven baseball teams on a ladder of levels, so that 273 games surprise least."""

import numpy as np
from traitlets import Bool, Enum, Float, Int, List

from ..data import load_baseball
from ..functions import sigmoid, softplus
from ..numbers import number
from .base import Explorable

LIMIT = 10  # of a level
STEPS = 20  # of the walk that the button "search" takes


def season():
    """The teams by their names in the alphabet, and who beat whom how often, shape (7, 7)."""
    data = load_baseball()
    wins = np.zeros((7, 7), int)
    for row, won in zip(data.X, data.y, strict=True):
        home, away = row.argmax(), row.argmin()
        wins[(home, away) if won else (away, home)] += 1
    order = np.argsort(data.feature_names)
    return [data.feature_names[k] for k in order], wins[np.ix_(order, order)]


TEAMS, WINS = season()
UNBEATEN = TEAMS.index("Milwaukee")


class Ladder(Explorable):
    """Levels of seven teams: the gap of two is the log-odds that the one beats the other.

    Teams go by the alphabet: Baltimore, Boston, Cleveland, Detroit, Milwaukee, New York, Toronto.

    Parameters
    ----------
    levels : list of 7 floats, -10 to 10
        The level of each team, in nats.
    shift : float, -2 to 2
        What is added to all levels.
    committed : bool
        Whether the reader has checked a ladder: the best one is shown, and what follows from it.
    unbeaten : bool
        Whether Milwaukee is taken to have won all its 78 games.
    cure : {"none", "l2"}
        What is made small: the total surprise, or the same plus the squared levels / (2C).
    power : float, -2 to 2
        k in C = 10ᵏ; counts for "l2" only.
    """

    levels = List(Float(min=-LIMIT, max=LIMIT), default_value=[0.0] * 7, minlen=7, maxlen=7).tag(
        sync=True
    )
    shift = Float(0.0, min=-2, max=2).tag(sync=True)
    committed = Bool(False).tag(sync=True)
    unbeaten = Bool(False).tag(sync=True)
    cure = Enum(["none", "l2"], "none").tag(sync=True)
    power = Float(0.0, min=-2, max=2).tag(sync=True)
    counted = List(Int(), default_value=WINS.ravel().tolist(), read_only=True).tag(sync=True)

    @property
    def wins(self):
        """How often the team of a row beat that of a column, shape (7, 7)."""
        wins = np.array(self.counted).reshape(7, 7)
        if self.unbeaten:
            wins[UNBEATEN] += wins[:, UNBEATEN]
            wins[:, UNBEATEN] = 0
        return wins

    @property
    def strength(self):
        """1/C, or 0 without a penalty."""
        return 10.0**-self.power if self.cure == "l2" else 0.0

    @property
    def expected(self):
        """The wins that each team should have by its level, shape (7,)."""
        return self._expected(np.array(self.levels))

    @property
    def errors(self):
        """Expected minus actual wins: the sum of a team's errors p - y, shape (7,)."""
        return self.expected - self.wins.sum(axis=1)

    @property
    def surprise(self):
        """The total surprise of the games, in nats."""
        z = np.array(self.levels)
        return np.sum(self.wins * softplus(z[np.newaxis] - z[:, np.newaxis]))

    @property
    def objective(self):
        """What is made small: the surprise, with the penalty if there is one."""
        z = np.array(self.levels) + self.shift
        return self.surprise + self.strength / 2 * np.sum(z**2)

    def searched(self, steps=STEPS):
        """The levels, with the shift in them, after gradient descent; within the limits."""
        z = np.array(self.levels) + self.shift
        wins, games = self.wins.sum(axis=1), 7 * 13 / 4
        for _ in range(steps):
            slopes = self._expected(z) - wins + self.strength * z
            z = np.clip(z - slopes / (games + self.strength), -LIMIT, LIMIT)
        return z

    @property
    def best(self):
        """The best levels, which sum to 0; None where a higher level is always better."""
        if self.unbeaten and not self.strength:
            return None
        z = np.zeros(7)
        meetings = self.wins + self.wins.T
        for _ in range(60):
            p = sigmoid(z[:, np.newaxis] - z)
            weight = meetings * p * (1 - p)
            bend = np.diag(weight.sum(axis=1) + self.strength) - weight
            slopes = np.sum(meetings * p, axis=1) - self.wins.sum(axis=1) + self.strength * z
            step = np.linalg.solve(bend + 1, slopes)  # + 1: the sum of the levels stays 0
            z = z - step / max(1, np.abs(step).max())
        return z

    @property
    def lowest(self):
        """The lowest value of what is made small; None where it is never reached."""
        if self.best is None:
            return None
        best = Ladder(
            levels=self.best.tolist(), unbeaten=self.unbeaten, cure=self.cure, power=self.power
        )
        return best.objective

    def _expected(self, z):
        return np.sum((self.wins + self.wins.T) * sigmoid(z[:, np.newaxis] - z), axis=1)

    def key_numbers(self):
        made_small = "surprise" if self.cure == "none" else "objective"
        found = {made_small: number(self.objective, 2)}
        if self.committed:
            found["lowest"] = "none" if self.lowest is None else number(self.lowest, 2)
        return found
