"""Chapter 8: one image goes through the last layer, and its error goes back."""

from functools import cache

import numpy as np
from traitlets import Enum, Float, Int, List, Unicode, default

from ..data import load_digits
from ..functions import softmax
from ..losses import cross_entropy_with_logits
from ..numbers import number
from .base import Explorable
from .watch_it_learn import design, pixel_texts

STEP = 0.1  # of gradient descent
MOST = 60  # steps


@cache
def _images():
    data = load_digits()
    rows = [np.flatnonzero(data.y == digit)[0] for digit in range(10)]
    return pixel_texts(data.X[rows])


class LastLayer(Explorable):
    """Ten images of digits, a layer of ten scores, and steps of gradient descent by hand.

    Parameters
    ----------
    image : int, 0 to 9
        Which image goes through the layer: one of each digit, in order.
    seen : list of int
        The images that steps were taken on so far, first to last. Steps are shown without a guess.
    way : {"forward", "backward"}
        What is shown: the shares that come out, or the errors that go back.
    guess : float, 0 to 1
        Which share the reader expects for the 3 when a 5 goes through, after one step with a 3.
    answer : {"open", "checked", "shown"}
        Whether the guess is still asked for, is made and compared, or the answer is shown without.
    """

    image = Int(3, min=0, max=9).tag(sync=True)
    seen = List(Int(min=0, max=9), maxlen=MOST).tag(sync=True)
    way = Enum(["forward", "backward"], "forward").tag(sync=True)
    guess = Float(0.1, min=0, max=1).tag(sync=True)
    answer = Enum(["open", "checked", "shown"], "open").tag(sync=True)
    images = List(Unicode(), minlen=64, maxlen=64, read_only=True).tag(sync=True)

    @default("images")
    def _given_images(self):
        return _images()

    @property
    def revealed(self):
        """Whether steps can be taken, and the surprise is shown."""
        return self.answer != "open" or bool(self.seen) or self.way == "backward"

    @property
    def weights(self):
        """Bias and weights after the steps, shape (65, 10); the first row is the bias."""
        X, W = design(self.images), np.zeros((65, 10))
        for i in self.seen:
            W -= STEP * np.outer(X[i], softmax(X[i] @ W) - np.eye(10)[i])
        return W

    @property
    def probabilities(self):
        """The shares that the image gets, shape (10,)."""
        return softmax(design(self.images)[self.image] @ self.weights)

    @property
    def error(self):
        """Prediction minus truth, shape (10,): the slope of the surprise in each score."""
        return self.probabilities - np.eye(10)[self.image]

    @property
    def slopes(self):
        """The slope of the surprise in each weight, shape (65, 10): the image times the errors."""
        return np.outer(design(self.images)[self.image], self.error)

    @property
    def loss(self):
        """The surprise of the image, in nats."""
        return cross_entropy_with_logits(design(self.images)[self.image] @ self.weights, self.image)

    def key_numbers(self):
        if not self.revealed:  # nothing that would answer before the reader has
            return {"guess": number(self.guess, 2)}
        if self.way == "forward":
            return {"loss": f"surprise {number(self.loss, 2)}"}
        return {"error": number(self.error[self.image], 2)}
