"""Chapter 3: the likelihood of a coin, and the area under it."""

import math

from traitlets import Enum, Float, Int

from ..numbers import SUPERSCRIPT, number, small
from .base import Explorable


def _written(whole):
    """A whole number, with commas, or as 5.65·10¹² where it would be too long."""
    if whole < 1e9:
        return f"{whole:,}"
    front, power = f"{whole:.2e}".split("e+")
    return f"{front}·10{power.lstrip('0').translate(SUPERSCRIPT)}"


class NotADistribution(Explorable):
    """The likelihood ``θ^h (1 - θ)^t`` of a coin that fell h times on heads and t times on tails.

    Parameters
    ----------
    heads, tails : int, 0 to 20
        The counts h and t. Tosses are shown without a guess.
    theta : float, 0 to 1
        The probability of heads at which the curve is read.
    view : {"true", "zoomed", "rescaled"}
        Whether the height axis runs from 0 to 1, fits the curve, or shows the curve divided by
        its area.
    guess : float, 0 to 1
        How much of the area the reader expects to be left after one toss, heads.
    answer : {"open", "checked", "shown"}
        Whether the guess is still asked for, is made and compared, or the answer is shown without.
    """

    heads = Int(0, min=0, max=20).tag(sync=True)
    tails = Int(0, min=0, max=20).tag(sync=True)
    theta = Float(0.4, min=0, max=1).tag(sync=True)
    view = Enum(["true", "zoomed", "rescaled"], "true").tag(sync=True)
    guess = Float(0.9, min=0, max=1).tag(sync=True)
    answer = Enum(["open", "checked", "shown"], "open").tag(sync=True)

    @property
    def revealed(self):
        """Whether the tosses are shown, and no longer the guess alone."""
        return self.answer != "open" or self.heads + self.tails > 0

    @property
    def likelihood(self):
        """L(θ), the probability of these tosses in this order."""
        return self.theta**self.heads * (1 - self.theta) ** self.tails

    @property
    def one_over_area(self):
        """(h + t + 1)! / (h! t!), a whole number: 1 divided by the area under L."""
        n = self.heads + self.tails
        return (n + 1) * math.comb(n, self.heads)

    @property
    def area(self):
        """The area under L from θ = 0 to θ = 1."""
        return 1 / self.one_over_area

    @property
    def density(self):
        """L(θ) divided by its area."""
        return self.likelihood * self.one_over_area

    def _height(self):
        return small(self.likelihood, 4 if self.likelihood < 0.01 else 2)

    def key_numbers(self):
        rescaled = self.view == "rescaled"
        area = "1" if rescaled or self.area == 1 else f"1/{_written(self.one_over_area)}"
        if not self.revealed:
            return {"guess": number(self.guess, 2), "area": f"area {area}"}
        return {
            "heads": number(self.heads, 0),
            "tails": number(self.tails, 0),
            "height": number(self.density, 2) if rescaled else self._height(),
            "area": f"area {area}",
        }
