"""Chapter 4: four points, pulled apart until no weight is the best; and two cures."""

import warnings

import numpy as np
from traitlets import Enum, Float, Int

from ..functions import sigmoid, sigmoid_grad
from ..losses import binary_cross_entropy_with_logits
from ..numbers import number, small
from .base import Explorable

STEPS = 25


class PullThemApart(Explorable):
    """The fit of ``sigmoid(b + w x)`` to the points -2, -1 (y = 0) and ``place``, 2 (y = 1).

    Parameters
    ----------
    place : float, -3 to 3
        Where the third point stands. From -1 on, the points are separable.
    cure : {"none", "l2", "firth"}
        What is made small: the NLL; the NLL + w²/(2C); the NLL - ½ ln ``|XᵀSX|`` (Firth).
    power : float, -2 to 4
        k in C = 10ᵏ; counts for "l2" only.
    steps : int, 1 to 25
        How many Newton steps the search takes from b = w = 0; counts for "none" only. After the
        last one the figure says whether there is a best weight.
    """

    place = Float(-1.5, min=-3, max=3).tag(sync=True)
    cure = Enum(["none", "l2", "firth"], "none").tag(sync=True)
    power = Float(0.0, min=-2, max=4).tag(sync=True)
    steps = Int(6, min=1, max=STEPS).tag(sync=True)

    @property
    def x(self):
        """The four points, shape (4,)."""
        return np.array([-2.0, -1.0, round(self.place, 6), 2.0])

    @property
    def y(self):
        """Their labels, shape (4,)."""
        return np.array([0, 0, 1, 1])

    @property
    def C(self):
        """The inverse strength of the L2 penalty."""
        return 10.0**self.power

    @property
    def separable(self):
        """Whether the likelihood has no maximum."""
        from ..models import is_separable  # SciPy and scikit-learn: only when asked

        return is_separable(self.x[:, np.newaxis], self.y)

    @property
    def fit(self):
        """The bias b and the weight w that the search found, shape (2,)."""
        from sklearn.exceptions import ConvergenceWarning

        from ..models import LogisticRegression

        if self.cure == "firth":
            return _firth(self.x, self.y)
        # every step counts, however little it promises
        settings = {"C": self.C} if self.cure == "l2" else {"max_iter": self.steps, "tol": 1e-300}
        model = LogisticRegression(**settings)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # that is what the figure shows
            model.fit(self.x[:, np.newaxis], self.y)
        return np.append(model.intercept_, model.coef_)

    @property
    def nll(self):
        """The sum of the four surprises at the fit, in nats, without any penalty."""
        b, w = self.fit
        return binary_cross_entropy_with_logits(b + w * self.x, self.y, reduction="sum")

    def key_numbers(self):
        numbers = {"slope": number(self.fit[1], 2), "nll": small(self.nll, 3)}
        if self.cure != "none" or self.steps == STEPS:  # before, it is what the figure asks
            numbers["verdict"] = _verdict(round(self.place, 6), self.cure)
        return numbers


def _verdict(place, cure):
    if place < -1:
        return "A best weight: the labels overlap."
    if cure != "none":
        return "A best weight: by the penalty."
    return f"No best weight: separable{' with a tie' if place == -1 else ''}."


def _firth(x, y):
    """Maximize ln L + ½ ln |XᵀSX| by Newton steps that are halved until it does not fall."""
    design = np.column_stack([np.ones(len(x)), x])

    def penalized(parameters):
        z = design @ parameters
        information = design.T @ (design * sigmoid_grad(z)[:, np.newaxis])
        nll = binary_cross_entropy_with_logits(z, y, reduction="sum")
        return nll - np.linalg.slogdet(information)[1] / 2, information

    parameters = np.zeros(2)
    for _ in range(300):  # where the cure changes much, each takes off a tenth of the error
        z = design @ parameters
        value, information = penalized(parameters)
        hat = sigmoid_grad(z) * np.sum(design * np.linalg.solve(information, design.T).T, axis=1)
        score = design.T @ (y - sigmoid(z) + hat * (0.5 - sigmoid(z)))
        step = np.linalg.solve(information, score)
        while penalized(parameters + step)[0] > value + 1e-14 * abs(value):
            step = step / 2
        parameters = parameters + step
        if np.abs(step).max() < 1e-12:
            break
    return parameters
