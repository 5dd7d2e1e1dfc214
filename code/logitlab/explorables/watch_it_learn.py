"""Chapter 6: softmax regression learns ten digits, step by step."""

from functools import cache

import numpy as np
from traitlets import Float, Int, List, TraitError, Unicode, default, validate

from ..data import load_digits
from ..functions import softmax
from ..losses import cross_entropy_with_logits
from ..numbers import number
from .base import Explorable

LAST = 200  # steps
FIRST, LAST_TEN = (0, 30), (-10, None)  # of the images of each digit
INKS = "0123456789ABCDEFG"  # ink pixels in a block of 4 x 4: 0 to 16


def pixel_texts(images):
    """Images as 64 texts, one a pixel, with its ink in one image after the other.

    In this order like stands beside like, and the page that carries the images weighs less.
    """
    return ["".join(INKS[int(ink)] for ink in pixel) for pixel in np.transpose(images)]


@cache
def _images(chosen):
    """Of each digit the images from one place to another: their texts, and their labels."""
    data = load_digits()
    rows = np.concatenate([np.flatnonzero(data.y == digit)[slice(*chosen)] for digit in range(10)])
    return pixel_texts(data.X[rows]), data.y[rows].tolist()


class WatchItLearn(Explorable):
    """Softmax regression on 300 digits, by gradient descent from weights 0, tested on 100 others.

    Parameters
    ----------
    step : int, 0 to 200
        How many steps have been taken.
    rate : float, 0.1 to 4
        The step size, a factor on the gradient of the mean loss.
    image : int, 0 to 99
        Which of the 100 other images the model is asked about.
    drawn : str of 64 digits from 0 to 9 and A to G, or ""
        A digit that the reader has drawn, ink by ink; the model is asked about it instead.
    """

    step = Int(0, min=0, max=LAST).tag(sync=True)
    rate = Float(0.5, min=0.1, max=4).tag(sync=True)
    image = Int(41, min=0, max=99).tag(sync=True)
    drawn = Unicode("").tag(sync=True)
    train = List(Unicode(), minlen=64, maxlen=64, read_only=True).tag(sync=True)
    test = List(Unicode(), minlen=64, maxlen=64, read_only=True).tag(sync=True)
    labels = List(Int(), minlen=300, maxlen=300, read_only=True).tag(sync=True)
    test_labels = List(Int(), minlen=100, maxlen=100, read_only=True).tag(sync=True)

    @validate("drawn")
    def _an_image_or_nothing(self, proposal):
        drawn = proposal["value"]
        if drawn and (len(drawn) != 64 or set(drawn) - set(INKS)):
            raise TraitError(f"drawn must be 64 of the digits {INKS}, or empty.")
        return drawn

    @default("train")
    def _images_to_learn_from(self):
        return _images(FIRST)[0]

    @default("test")
    def _other_images(self):
        return _images(LAST_TEN)[0]

    @default("labels")
    def _labels_to_learn_from(self):
        return _images(FIRST)[1]

    @default("test_labels")
    def _other_labels(self):
        return _images(LAST_TEN)[1]

    @property
    def weights(self):
        """Bias and weights after the steps, shape (65, 10); the first row is the bias."""
        X, Y = design(self.train), np.eye(10)[self.labels]
        W = np.zeros((65, 10))
        for _ in range(self.step):
            W -= self.rate * X.T @ (softmax(X @ W) - Y) / len(X)
        return W

    @property
    def loss(self):
        """The mean surprise on the 300 images, in nats."""
        return cross_entropy_with_logits(design(self.train) @ self.weights, self.labels)

    @property
    def test_loss(self):
        """The mean surprise on the 100 other images, in nats."""
        return cross_entropy_with_logits(design(self.test) @ self.weights, self.test_labels)

    @property
    def accuracy(self):
        """The share of the 300 images for which the largest score is the right one."""
        return np.mean((design(self.train) @ self.weights).argmax(axis=1) == self.labels)

    @property
    def test_accuracy(self):
        """The same for the 100 other images. Ties go to the smaller digit."""
        return np.mean((design(self.test) @ self.weights).argmax(axis=1) == self.test_labels)

    @property
    def probabilities(self):
        """What the model says about the image it is asked about, shape (10,)."""
        asked = design(list(self.drawn))[0] if self.drawn else design(self.test)[self.image]
        return softmax(asked @ self.weights)

    def key_numbers(self):
        n = round(100 * self.test_accuracy)
        right = f"{n} of these 100 right" if self.step else "a tie: no answer so far"
        return {"loss": number(self.loss, 2), "right": right}


def design(texts):
    """The images' pixels from 0 to 1, a row an image, with a column of ones in front."""
    inks = np.array([[INKS.index(ink) for ink in text] for text in texts]).T
    return np.column_stack([np.ones(len(inks)), inks / 16])
