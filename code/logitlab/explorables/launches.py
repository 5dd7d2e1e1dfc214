"""What the figures of a curve through the 23 launches share: the data and the curve."""

from functools import cache

import numpy as np
from traitlets import Float, HasTraits, Int, List, default

from ..data import load_oring

ORING = load_oring()


@cache
def best_curve():
    """The weight and the score at 70 °F with the largest likelihood."""
    from ..models import LogisticRegression  # SciPy and scikit-learn: only when asked

    fit = LogisticRegression(tol=1e-30).fit(ORING.X, ORING.y)
    weight = fit.coef_[0, 0]
    # The last digits differ between processors, and what a page stores must not.
    return [round(float(value), 10) for value in (weight, fit.intercept_[0] + 70 * weight)]


class LaunchCurve(HasTraits):
    """The scores ``score_at_70 + weight (temperature - 70)`` of the 23 launches.

    Beside ``Explorable`` and not below it: what is a subclass of that one is a figure.

    Parameters
    ----------
    weight : float, -0.6 to 0.15
        The weight w: the change in the score z per °F.
    score_at_70 : float, -3.5 to 1.5
        The score at 70 °F.
    """

    weight = Float(0.0, min=-0.6, max=0.15).tag(sync=True)
    score_at_70 = Float(0.0, min=-3.5, max=1.5).tag(sync=True)
    temperature = List(
        Float(), default_value=ORING.column("temperature").tolist(), read_only=True
    ).tag(sync=True)
    target = List(Int(), default_value=ORING.y.tolist(), read_only=True).tag(sync=True)
    best = List(Float(), minlen=2, maxlen=2, read_only=True).tag(sync=True)

    @default("best")
    def _fitted(self):
        return best_curve()

    @property
    def degrees(self):
        """How many °F each launch was above 70, shape (23,)."""
        return np.array(self.temperature) - 70

    @property
    def scores(self):
        """The score z of each launch, shape (23,)."""
        return self.score_at_70 + self.weight * self.degrees
