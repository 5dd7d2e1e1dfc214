"""Chapter 7: softplus(z) - z, digit by digit: what is left when equals are subtracted."""

from decimal import Decimal

from traitlets import Float

from ..functions import softplus
from .base import Explorable

PLACES = 20  # behind the point
SURE = 15  # digits of the exact value that float64 vouches for


def digits(value, places=PLACES):
    """The exact decimal digits of a float, cut after so many places."""
    return f"{Decimal(value):.{places}f}".replace("-", "−")


def agreeing(value, exact):
    """How many digits of the value, from its first that is not 0, are those of the exact one."""
    if value == exact:
        return SURE
    if value == 0:
        return 0
    for count in range(SURE, 0, -1):
        if f"{value:.{count - 1}e}" == f"{exact:.{count - 1}e}":
            return count
    return 0


class FallingDigits(Explorable):
    """softplus(z) as float64 stores it, less z, beside the same number without a subtraction.

    Parameters
    ----------
    z : float, 0 to 42
        The score.
    """

    z = Float(5.0, min=0, max=42).tag(sync=True)

    @property
    def difference(self):
        """softplus(z) - z, as float64 computes it."""
        return float(softplus(self.z) - self.z)

    @property
    def exact(self):
        """The same number, softplus(-z), which needs no subtraction."""
        return float(softplus(-self.z))

    @property
    def right(self):
        """How many digits of the difference are right."""
        return agreeing(self.difference, self.exact)

    def key_numbers(self):
        return {"right": f"{self.right} of {SURE}"}
