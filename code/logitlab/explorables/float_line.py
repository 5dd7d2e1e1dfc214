"""Chapter 7: the floats of a small format as marks on a line, and where a number lands on it."""

import math

import numpy as np
from traitlets import Bool, Float, Int

from ..numbers import number
from .base import Explorable

SMALLEST = -3  # the least power of 2 of these formats


class FloatLine(Explorable):
    """A number line with all floats of a format that has a few binary digits.

    Parameters
    ----------
    value : float, 0 to 8
        The number that is to be stored.
    digits : int, 2 to 8
        How many binary digits the format has, the leading 1 included.
    zoom : float, 0 to 6
        How often the view is halved.
    left : float, 0 to 8
        Where the view begins.
    subnormals : bool
        Whether the gap between 0 and the smallest power of 2 is filled.
    """

    value = Float(1.3, min=0, max=8).tag(sync=True)
    digits = Int(3, min=2, max=8).tag(sync=True)
    zoom = Float(0.0, min=0, max=6).tag(sync=True)
    left = Float(0.0, min=0, max=8).tag(sync=True)
    subnormals = Bool(False).tag(sync=True)

    @property
    def gap(self):
        """The distance of the floats around the value, to the right of it."""
        power = SMALLEST
        if self.value >= 2.0**SMALLEST:
            power = math.frexp(self.value)[1] - 1
        elif not self.subnormals:
            return 2.0**SMALLEST
        return 2.0 ** (power - self.digits + 1)

    @property
    def stored(self):
        """The float nearest to the value; halfway between two, the one whose last digit is 0."""
        return float(np.rint(self.value / self.gap) * self.gap)

    def key_numbers(self):
        return {
            "stored": f"stored {_glance(self.stored)}",
            "gap": f"gap {_fraction(self.gap)}",
        }


def _glance(value):
    """All digits of a number, or as many as one reads at a glance."""
    digits = max(3, 2 - math.floor(math.log10(value or 1)))
    rounded = math.floor(value * 10**digits + 0.5) / 10**digits  # a half goes up, as in JavaScript
    if rounded != value:
        return f"≈ {number(rounded, digits)}"
    text = number(value, digits)
    return text.rstrip("0").rstrip(".")


def _fraction(power):
    """A power of 2 from 1/1024 to 4."""
    return f"1/{1 / power:.0f}" if power < 1 else f"{power:.0f}"
