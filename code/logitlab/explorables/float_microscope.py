"""Chapter 7: the surprise -ln sigma(z), computed in four ways and four formats."""

import math

import numpy as np
from traitlets import Enum, Float, Int

from ..functions import softplus
from ..numbers import SUPERSCRIPT, number
from .base import Explorable

WAYS = ("naive", "clipped", "shifted", "fused")
REACH = {"far": 1100, "middle": 120, "near": 20}


def rounded(value, dtype):
    """The float of a format that is nearest to `value`, as a float64."""
    if dtype != "bfloat16":
        with np.errstate(all="ignore"):
            return np.float64(np.dtype(dtype).type(value))
    if value == 0 or not np.isfinite(value):
        return np.float64(value)
    # 8 binary digits, powers of 2 as in float32; np.rint takes the even one of two neighbors
    gap = 2.0 ** (max(math.frexp(value)[1] - 1, -126) - 7)
    near = np.rint(value / gap) * gap
    return np.float64(near if abs(near) < 2.0**128 else math.copysign(math.inf, value))


def _slope_through(r, p, q):
    """The slope of -ln q: the slopes of the steps, multiplied in the format of `r`."""
    return r(r(-1 / q) * r(p * r(1 - p)))


@np.errstate(all="ignore")
def loss_and_slope(way, z, dtype):
    """Return -ln σ(z) and its slope, rounded to `dtype` after each operation.

    Each operation is done in float64 and then rounded, so that every machine gets the same.
    """
    if way not in WAYS:
        raise ValueError(f"way must be one of {', '.join(WAYS)}, but got {way!r}.")

    def r(value):
        return rounded(value, dtype)

    z, one = r(z), np.float64(1)
    if way == "fused":
        e = r(np.exp(-np.abs(z)))
        return r(max(-z, 0) + r(np.log1p(e))), -r((one if z < 0 else e) / r(1 + e))
    if way == "shifted":
        m = np.maximum(z, 0)
        e, other = r(np.exp(r(z - m))), r(np.exp(-m))
        p = r(e / r(e + other))
    else:
        p = r(one / r(1 + r(np.exp(-z))))
    if way != "clipped":
        return -r(np.log(p)), _slope_through(r, p, p)
    low, high = r(1e-15), r(1 - 1e-15)
    q = np.clip(p, low, high)
    return -r(np.log(q)), _slope_through(r, p, q) if low <= p <= high else np.float64(0)


def _text(value):
    """A number as the table writes it: 4 or 5 digits, or 2 and a power of ten."""
    size = abs(value)
    if not math.isfinite(value):
        return "nan" if math.isnan(value) else "∞" if value > 0 else "−∞"
    if size >= 0.001:
        return number(value, 1 if size >= 100 else 2 if size >= 10 else 4)
    if size == 0:
        return "0"
    front, power = f"{size:.1e}".split("e-")
    return f"{'−' if value < 0 else ''}{front}·10⁻{power.lstrip('0').translate(SUPERSCRIPT)}"


class FloatMicroscope(Explorable):
    """The error of ``-ln sigmoid(z)`` at a yes, in four ways, and what each of them learns.

    Parameters
    ----------
    z : float, -1100 to 1100
        The score of the yes, where the four learners start.
    dtype : {"float16", "bfloat16", "float32", "float64"}
        The format to which every operation is rounded.
    steps : int, 0 to 200
        How many steps of gradient descent, of step size 1, the learners have taken.
    zoom : {"far", "middle", "near"}
        Whether the chart shows the scores up to 1100, 120 or 20.
    """

    z = Float(-60.0, min=-1100, max=1100).tag(sync=True)
    dtype = Enum(["float16", "bfloat16", "float32", "float64"], "float64").tag(sync=True)
    steps = Int(0, min=0, max=200).tag(sync=True)
    zoom = Enum(list(REACH), "middle").tag(sync=True)

    @property
    def score(self):
        """The score z, rounded to the format."""
        return float(rounded(self.z, self.dtype))

    @property
    def true_loss(self):
        """The surprise -ln σ(z) of the rounded score."""
        return float(softplus(-self.score))

    def computed(self, way):
        """The loss and the slope that one of the four ways gives."""
        return tuple(float(value) for value in loss_and_slope(way, self.score, self.dtype))

    def relative_error(self, way):
        """The size of the loss's error, divided by the true loss; inf if the loss is lost."""
        error = abs(self.computed(way)[0] - self.true_loss)
        if error == 0:
            return 0.0
        return error / self.true_loss if self.true_loss and math.isfinite(error) else math.inf

    def trained(self, way):
        """The score after so many steps downhill along the computed slope."""
        w = np.float64(self.score)
        for _ in range(self.steps):
            slope = loss_and_slope(way, w, self.dtype)[1]
            with np.errstate(all="ignore"):
                w = rounded(w - slope, self.dtype)
        return float(w)

    def is_lost(self, value, true):
        """Whether a value is 0, infinite or nan although the format has a better number."""
        if math.isfinite(value) and value != 0:
            return False
        return value != float(rounded(true, self.dtype))

    def key_numbers(self):
        losses = {way: self.computed(way)[0] for way in WAYS}
        numbers = {
            way: ("⚠ " if self.is_lost(loss, self.true_loss) else "") + _text(loss)
            for way, loss in losses.items()
        }
        for way in WAYS:
            end = self.trained(way)
            numbers[f"{way}_end"] = number(end, 2) if math.isfinite(end) else f"⚠ {_text(end)}"
        return numbers
