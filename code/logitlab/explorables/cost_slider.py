"""Chapter 8: what a miss and a false alarm cost, the threshold that follows, and temperature."""

from functools import cache

import numpy as np
from traitlets import Bool, Enum, Float, Int, List, default

from ..data import load_breast_cancer
from ..functions import logit, sigmoid
from ..numbers import number
from .base import Explorable


@cache
def _held_out():
    """Scores and labels of 285 tumors; the curve over worst radius was fitted to 284 others."""
    from sklearn.model_selection import train_test_split

    from ..models import LogisticRegression  # SciPy and scikit-learn: only when asked

    data = load_breast_cancer()
    x = data.column("worst radius")[:, np.newaxis]
    train, test, y, held_out_y = train_test_split(
        x, data.y, test_size=0.5, random_state=0, stratify=data.y
    )
    z = LogisticRegression().fit(train, y).decision_function(test)
    order = np.argsort(z, kind="stable")
    return np.round(z[order], 4).tolist(), held_out_y[order].tolist()


class CostSlider(Explorable):
    """Treat a tumor if its probability of being malignant reaches a threshold; count the costs.

    Parameters
    ----------
    miss : float, 0.1 to 20
        The cost of not treating a malignant tumor.
    alarm : float, 0.1 to 20
        The cost of treating a benign one.
    temperature : float, 0.2 to 4.2
        T, which divides all scores: p = σ(z/T).
    rule : {"yours", "costs", "half", "along"}
        The threshold: the reader's own; t = alarm/(alarm + miss); one half; or t moved along with
        T, to σ(logit(t)/T).
    own : float, 0.01 to 0.99
        The reader's own threshold.
    checked : bool
        Whether the page shows what each threshold costs. It does not before the reader has chosen.
    """

    miss = Float(10.0, min=0.1, max=20).tag(sync=True)
    alarm = Float(1.0, min=0.1, max=20).tag(sync=True)
    temperature = Float(1.0, min=0.2, max=4.2).tag(sync=True)
    rule = Enum(["yours", "costs", "half", "along"], "yours").tag(sync=True)
    own = Float(0.5, min=0.01, max=0.99).tag(sync=True)
    checked = Bool(False).tag(sync=True)
    scores = List(Float(), minlen=285, maxlen=285, read_only=True).tag(sync=True)
    labels = List(Int(), minlen=285, maxlen=285, read_only=True).tag(sync=True)

    @default("scores")
    def _computed_scores(self):
        return _held_out()[0]

    @default("labels")
    def _given_labels(self):
        return _held_out()[1]

    @property
    def cut(self):
        """The score from which on a tumor is treated."""
        if self.rule == "half":
            return 0.0
        if self.rule == "yours":
            return float(logit(self.own)) * self.temperature
        cut = float(logit(self.alarm / (self.alarm + self.miss)))
        return cut * self.temperature if self.rule == "costs" else cut

    @property
    def threshold(self):
        """The probability from which on a tumor is treated."""
        return float(sigmoid(self.cut / self.temperature))

    @property
    def counts(self):
        """The confusion matrix: malignant treated and missed, benign treated and left alone."""
        return self._counts_at(self.cut)

    def _counts_at(self, cut):
        treated, y = np.array(self.scores) >= cut, np.array(self.labels)
        return {
            "found": int(np.sum(treated & (y == 1))),
            "missed": int(np.sum(~treated & (y == 1))),
            "alarms": int(np.sum(treated & (y == 0))),
            "spared": int(np.sum(~treated & (y == 0))),
        }

    @property
    def mean_cost(self):
        """Costs of all misses and false alarms, divided by the number of tumors."""
        return self._cost_at(self.cut)

    @property
    def other_cost(self):
        """The same at the threshold to compare with: that of the costs, or else the reader's."""
        t = self.alarm / (self.alarm + self.miss) if self.rule == "yours" else self.own
        return self._cost_at(float(logit(t)) * self.temperature)

    def _cost_at(self, cut):
        counts = self._counts_at(cut)
        return (self.miss * counts["missed"] + self.alarm * counts["alarms"]) / len(self.labels)

    @property
    def lowest(self):
        """The lowest mean cost that any threshold reaches on these tumors."""
        y = np.array(self.labels)  # from the lowest score to the highest
        missed = np.concatenate([[0], np.cumsum(y)])
        alarms = (1 - y).sum() - np.concatenate([[0], np.cumsum(1 - y)])
        between = np.concatenate([[True], np.diff(self.scores) > 0, [True]])  # ties stay together
        return ((self.miss * missed + self.alarm * alarms) / len(y))[between].min()

    def key_numbers(self):
        counts = self.counts
        shown = {name: number(counts[name], 0) for name in ("missed", "alarms")}
        if not self.checked:
            return shown
        other = "asked_cost" if self.rule == "yours" else "own_cost"
        return {
            "mean_cost": f"cost {number(self.mean_cost, 2)}",
            other: number(self.other_cost, 2),
            **shown,
        }
