"""Chapter 12: a season of baseball, one game after the other, rated by Elo's rule."""

import numpy as np
from traitlets import Enum, Float, Int, List

from ..functions import sigmoid
from ..numbers import number
from .base import Explorable
from .ladder import TEAMS, WINS, Ladder

POINTS = 400 / np.log(10)  # for one nat
START = 1500
GAMES = int(WINS.sum())


def shuffled(games, order):
    """A list in another order: Fisher and Yates' shuffle by a small generator of numbers."""
    games, state = list(games), 1 + order
    for i in range(len(games) - 1, 0, -1):
        state = 16807 * state % 2147483647
        j = state % (i + 1)
        games[i], games[j] = games[j], games[i]
    return games


def _goals():
    return (START + POINTS * Ladder().best).round(3).tolist()


class EloSeason(Explorable):
    """Ratings of seven teams in Elo's points, changed by K (y - p) after each of 273 games.

    Parameters
    ----------
    played : int, 0 to 273
        How many games have been played; at 0, before the first, the reader sets a mark.
    K : float, 1 to 100
        How many points a game is about.
    order : int, 0 to 999
        In which order the games are played; the table of results does not say.
    team : str
        The team whose line is drawn thick.
    guess : int, 0 to 273
        The reader's mark: after so many games the lines are closest to their crosses.
    """

    played = Int(0, min=0, max=GAMES).tag(sync=True)
    K = Float(24.0, min=1, max=100).tag(sync=True)
    order = Int(0, min=0, max=999).tag(sync=True)
    team = Enum(TEAMS, "Milwaukee").tag(sync=True)
    guess = Int(140, min=0, max=GAMES).tag(sync=True)
    counted = List(Int(), default_value=WINS.ravel().tolist(), read_only=True).tag(sync=True)
    # the best ladder for all games at once, in points around 1500
    goals = List(Float(), default_value=_goals(), read_only=True).tag(sync=True)

    @property
    def season(self):
        """The games in their order, each as the numbers of its winner and its loser."""
        games = [(k // 7, k % 7) for k, count in enumerate(self.counted) for _ in range(count)]
        return shuffled(games, self.order)

    @property
    def ratings(self):
        """The rating of each team before the first game and after each, shape (played + 1, 7)."""
        return self._walk()[0]

    @property
    def chances(self):
        """The probability that each game's winner had by the ratings before it, shape (played,)."""
        return self._walk()[1]

    @property
    def mean_surprise(self):
        """The mean of -ln of these probabilities, in nats."""
        return -np.log(self.chances).mean()

    @property
    def closest(self):
        """After how many of the games played the ratings were, on average, closest to the goals."""
        return int(np.abs(self.ratings - self.goals).mean(axis=1).argmin())

    def _walk(self):
        rating, chances = np.full(7, float(START)), []
        ratings = [rating.copy()]
        for winner, loser in self.season[: self.played]:
            p = sigmoid((rating[winner] - rating[loser]) / POINTS)
            rating[winner] += self.K * (1 - p)
            rating[loser] -= self.K * (1 - p)
            chances.append(p)
            ratings.append(rating.copy())
        return np.array(ratings), np.array(chances)

    def key_numbers(self):
        if not self.played:
            return {"guess": number(self.guess, 0)}
        surprise = number(self.mean_surprise, 3)
        return {"closest": f"closest: {self.closest}", "surprise": surprise}
