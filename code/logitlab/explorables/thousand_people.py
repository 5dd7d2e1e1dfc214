"""Chapter 2: a thousand people take a test, and those who test positive are counted."""

from traitlets import Bool, Float, Int

from ..numbers import number
from .base import Explorable

PEOPLE = 1000
SENSITIVITY = SPECIFICITY = 0.9


class ThousandPeople(Explorable):
    """How many of those who test positive are ill; the reader guesses first.

    Parameters
    ----------
    guess : float, 0 to 100
        The reader's guess, in percent of those who test positive.
    tested : bool
        Whether the guess is made and all have taken the test.
    ill : int, 10 to 500
        How many of the thousand are ill.
    """

    guess = Float(50.0, min=0, max=100).tag(sync=True)
    tested = Bool(False).tag(sync=True)
    ill = Int(10, min=10, max=500).tag(sync=True)

    @property
    def found(self):
        """How many of the ill test positive."""
        return round(SENSITIVITY * self.ill)

    @property
    def alarms(self):
        """How many of the healthy test positive."""
        return round((1 - SPECIFICITY) * (PEOPLE - self.ill))

    @property
    def share(self):
        """The part of those who test positive that is ill."""
        return self.found / (self.found + self.alarms)

    def key_numbers(self):
        if not self.tested:
            return {"said_guess": f"{number(self.guess, 0)}%"}
        return {"share": f"{number(100 * self.share, 1)}%"}
