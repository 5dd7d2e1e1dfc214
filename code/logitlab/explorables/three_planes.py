"""Chapter 5: three classes, each with a plane of scores over the petals of 150 irises."""

from functools import cache

import numpy as np
from traitlets import Enum, Float, Int, List, default

from ..data import load_iris
from ..functions import log_softmax
from ..numbers import number
from .base import Explorable

CLASSES = ("a", "b", "c")  # setosa, versicolor, virginica
PARTS = ("length", "width", "bias")
XOR = ([[1.5, 0.4], [5.9, 2.0], [1.5, 2.0], [5.9, 0.4]], [0, 0, 1, 1])


@cache
def _petals():
    iris = load_iris()
    return np.column_stack([iris.column("petal length"), iris.column("petal width")]), iris.y


def _middle():
    return _petals()[0].mean(axis=0)


@cache
def _fitted():
    """Weights and bias of each class at the lowest penalized loss (C = 1), bias at the middle."""
    from ..models import SoftmaxRegression  # SciPy and scikit-learn: only when asked

    petals, species = _petals()
    model = SoftmaxRegression(C=1).fit(petals - _middle(), species)
    return np.column_stack([model.coef_, model.intercept_]).round(3).ravel().tolist()


def _knob(value):
    return Float(value, min=-4, max=4).tag(sync=True)


class ThreePlanes(Explorable):
    """Scores ``z_k = bias + length (x1 - 3.758) + width (x2 - 1.199)`` over petals in cm.

    The two numbers that are taken off are the mean petal, so a bias is the score there.

    Parameters
    ----------
    a_length, a_width, a_bias, b_length, … : float, -4 to 4
        Weights (score per cm) and bias of each class: a is setosa, b versicolor, c virginica.
    data : {"iris", "xor"}
        150 irises of three species, or four points of two classes that no line can part.
    """

    a_length = _knob(-1.0)
    a_width = _knob(0.5)
    a_bias = _knob(0.0)
    b_length = _knob(0.0)
    b_width = _knob(-1.0)
    b_bias = _knob(0.0)
    c_length = _knob(1.0)
    c_width = _knob(0.5)
    c_bias = _knob(0.0)
    data = Enum(["iris", "xor"], default_value="iris").tag(sync=True)
    petals = List(List(Float()), minlen=150, maxlen=150, read_only=True).tag(sync=True)
    species = List(Int(), minlen=150, maxlen=150, read_only=True).tag(sync=True)
    fitted = List(Float(), minlen=9, maxlen=9, read_only=True).tag(sync=True)

    @default("petals")
    def _petals_of_150_irises(self):
        return _petals()[0].tolist()

    @default("species")
    def _their_species(self):
        return _petals()[1].tolist()

    @default("fitted")
    def _weights_of_the_best_fit(self):
        return _fitted()

    @property
    def samples(self):
        """The features, shape (N, 2), and labels, shape (N,), of the chosen data."""
        chosen = (self.petals, self.species) if self.data == "iris" else XOR
        return np.array(chosen[0]), np.array(chosen[1])

    @property
    def parameters(self):
        """A row for each class that takes part: length, width, bias."""
        classes = CLASSES if self.data == "iris" else CLASSES[:2]
        return np.array([[getattr(self, f"{name}_{part}") for part in PARTS] for name in classes])

    @property
    def scores(self):
        """The scores of the samples, shape (N, K)."""
        features = np.column_stack([self.samples[0] - _middle(), np.ones(len(self.samples[0]))])
        return features @ self.parameters.T

    @property
    def accuracy(self):
        """The share of samples whose own class has the highest score (the first, if tied)."""
        return np.mean(self.scores.argmax(axis=1) == self.samples[1])

    @property
    def mean_surprise(self):
        """The mean of -ln p(label), in nats."""
        labels = self.samples[1]
        return -log_softmax(self.scores)[np.arange(len(labels)), labels].mean()

    def fit(self):
        """Set the fitted weights: of iris with C = 1; of XOR, where all weights are 0."""
        values = self.fitted if self.data == "iris" else [0.0] * 9
        names = [f"{name}_{part}" for name in CLASSES for part in PARTS]
        for name, value in zip(names, values, strict=True):
            setattr(self, name, value)

    def key_numbers(self):
        return {
            "surprise": number(self.mean_surprise, 3),
            "accuracy": f"{number(100 * self.accuracy, 1)}%",
        }
