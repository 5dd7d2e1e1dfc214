"""Chapter 1: a tangent rides on the S, and its slope is the share of yes times that of no."""

from traitlets import Enum, Float

from ..functions import sigmoid, sigmoid_grad
from ..numbers import number
from .base import Explorable

FARTHEST = 6.0
ASKED = -2.0  # where the reader lays a line


class HowSteep(Explorable):
    """The tangent of the sigmoid at a score, and the rectangle with the sides p and 1 - p.

    Before that, the reader tilts a line until it is the tangent at the score -2.

    Parameters
    ----------
    score : float, -6 to 6
        The score z at which the tangent touches the curve. Elsewhere than at -2 the tangent is
        shown without a guess.
    guess : float, 0 to 0.4
        The slope of the reader's line at the score -2.
    answer : {"open", "checked", "shown"}
        Whether the guess is still asked for, is made and compared, or the answer is shown without.
    """

    score = Float(ASKED, min=-FARTHEST, max=FARTHEST).tag(sync=True)
    guess = Float(0.0, min=0, max=0.4).tag(sync=True)
    answer = Enum(["open", "checked", "shown"], "open").tag(sync=True)

    @property
    def revealed(self):
        """Whether the tangent and its numbers are shown."""
        return self.answer != "open" or self.score != ASKED

    @property
    def probability(self):
        """The height p of the curve at the score."""
        return float(sigmoid(self.score))

    @property
    def slope(self):
        """The slope of the tangent, which is the area p (1 - p) of the rectangle."""
        return float(sigmoid_grad(self.score))

    def key_numbers(self):
        if not self.revealed:  # nothing that would answer before the reader has
            return {"guess": number(self.guess, 2)}
        return {"slope": f"slope {number(self.slope, 3)}", "area": f"area {number(self.slope, 3)}"}
