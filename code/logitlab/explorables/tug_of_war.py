"""Chapter 4: every launch pulls at the curve; two methods that follow the pulls."""

import numpy as np
from traitlets import Float, Int, List

import logitlab

from ..data import load_oring
from ..functions import sigmoid
from ..losses import binary_cross_entropy_with_logits
from ..numbers import number, small
from .base import Explorable

LIMIT = 5  # of b and w
LONGEST = 100  # steps of a walk that the trail keeps


def _launches():
    data = load_oring()
    return data.column("temperature"), data.y


class TugOfWar(Explorable):
    """The curve ``sigmoid(b + w u)`` over 23 launches, and the pull ``y - p`` of each.

    The feature is the standardized temperature ``u = (temperature - mean) / deviation``, with
    the mean 69.57 °F and the standard deviation 6.90 °F (the one that divides by N).

    Parameters
    ----------
    b : float, -5 to 5
        The score at the mean temperature.
    w : float, -5 to 5
        The change of the score for one standard deviation of temperature.
    rate : float, 0.02 to 0.6
        The step size of gradient descent, a factor on the gradient of the NLL (a sum).
    trail : list of [method, step, b, w, gap]
        Where the walks have been, and how far above the lowest NLL. Method 0 is a start, 1
        gradient descent, 2 Newton.
    """

    b = Float(0.0, min=-LIMIT, max=LIMIT).tag(sync=True)
    w = Float(0.0, min=-LIMIT, max=LIMIT).tag(sync=True)
    rate = Float(0.1, min=0.02, max=0.6).tag(sync=True)
    trail = List(List(Float(), minlen=5, maxlen=5)).tag(sync=True)
    temperature = List(Float(), default_value=_launches()[0].tolist(), read_only=True).tag(
        sync=True
    )
    target = List(Int(), default_value=_launches()[1].tolist(), read_only=True).tag(sync=True)

    @property
    def feature(self):
        """The standardized temperature u of each launch, shape (23,)."""
        temperature = np.array(self.temperature)
        return (temperature - temperature.mean()) / temperature.std()

    def _nll(self, b, w):
        z = b + w * self.feature
        return binary_cross_entropy_with_logits(z, np.array(self.target), reduction="sum")

    @property
    def nll(self):
        """The sum of the 23 surprises, in nats."""
        return self._nll(self.b, self.w)

    @property
    def gap(self):
        """How far the NLL lies above the lowest one."""
        fit = logitlab.LogisticRegression().fit(self.feature[:, np.newaxis], self.target)
        return max(float(self.nll - self._nll(fit.intercept_[0], fit.coef_[0, 0])), 0.0)

    @property
    def pulls(self):
        """The pull y - p of each launch on b, shape (23,). On w it is (y - p) u."""
        return np.array(self.target) - sigmoid(self.b + self.w * self.feature)

    @property
    def pull_b(self):
        """The sum of the pulls on b: minus the slope of the NLL along b."""
        return self.pulls.sum()

    @property
    def pull_w(self):
        """The sum of the pulls on w: minus the slope of the NLL along w."""
        return self.pulls @ self.feature

    @property
    def steps(self):
        """How many steps led from the last start to this place."""
        end = self.trail[-1] if self.trail else None
        return int(end[1]) if end and end[2:4] == [self.b, self.w] else 0

    def descend(self, steps=1):
        """Take steps of gradient descent."""
        for _ in range(steps):
            moved = [self.b + self.rate * self.pull_b, self.w + self.rate * self.pull_w]
            self._go(1, *np.clip(moved, -LIMIT, LIMIT).tolist())

    def newton(self, steps=1):
        """Take steps of Newton's method, halved while the NLL rises or b or w leaves its limits."""
        for _ in range(steps):
            design = np.column_stack([np.ones(len(self.target)), self.feature])
            p = sigmoid(design @ [self.b, self.w])
            hessian = design.T @ (design * (p * (1 - p))[:, np.newaxis])
            step = np.linalg.solve(hessian, [self.pull_b, self.pull_w])
            highest = self.nll * (1 + 1e-14)  # a rise in the last digits is rounding
            for _ in range(60):
                b, w = np.array([self.b, self.w]) + step
                if max(abs(b), abs(w)) <= LIMIT and self._nll(b, w) <= highest:
                    self._go(2, float(b), float(w))
                    break
                step = step / 2

    def _go(self, method, b, w):
        trail = list(self.trail)
        if not trail or trail[-1][2:4] != [self.b, self.w]:
            trail.append([0, 0, self.b, self.w, self.gap])
        step = trail[-1][1] + 1
        if step > LONGEST:
            trail.pop()
        self.b, self.w = b, w
        self.trail = [*trail, [method, step, b, w, self.gap]]

    def key_numbers(self):
        return {
            "nll": number(self.nll, 4),
            "gap": small(self.gap, 4),
            "pull_b": number(self.pull_b, 4),
            "pull_w": number(self.pull_w, 4),
            "steps": str(self.steps),
        }
