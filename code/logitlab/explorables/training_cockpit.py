"""Chapter 10: the knobs of a training that runs in the reader's browser."""

from functools import cache

import numpy as np
from traitlets import Float, Int, List, Unicode, default

from ..data import load_digits
from ..functions import softmax
from ..losses import cross_entropy_with_logits
from ..numbers import number
from .base import Explorable
from .by_temperature import reliability
from .watch_it_learn import design, pixel_texts

LAST = 100  # steps
WRONG = 15  # of the 100 labels it learns from


@cache
def _data():
    """The first 10 and 20 images of each digit from the two halves of chapter 10, and labels.

    A wrong label is another digit, drawn at random.
    """
    from sklearn.model_selection import train_test_split

    data = load_digits()
    halves = train_test_split(
        np.arange(len(data.y)), test_size=0.5, stratify=data.y, random_state=0
    )
    rows = [
        np.concatenate([half[data.y[half] == digit][:many] for digit in range(10)])
        for half, many in zip(halves, (10, 20), strict=True)
    ]
    images = [pixel_texts(data.X[part]) for part in rows]
    labels, held_out_labels = (data.y[part] for part in rows)
    rng = np.random.default_rng(1)
    wrong = rng.choice(len(labels), WRONG, replace=False)
    labels[wrong] = (labels[wrong] + rng.integers(1, 10, WRONG)) % 10
    return *images, labels.tolist(), held_out_labels.tolist()


class TrainingCockpit(Explorable):
    """Softmax regression on 100 digits, of which 15 have a wrong label, judged on 200 others.

    With a step too large, rounding decides in the end where the weights jump. There the page and
    Python come to different numbers after some dozens of steps.

    Parameters
    ----------
    step_size : float, 1/32 to 4
        η, the factor on the gradient. The page moves it along powers of 2.
    penalty : float, 1e-5 to 0.1
        λ, of the penalty (λ/2) ΣW² that is added to the mean surprise.
    step : int, 0 to 100
        How many steps have been taken.
    temperature : float, 1/8 to 8
        T, which divides the scores of the held-out images after the training.
    """

    step_size = Float(0.5, min=2**-5, max=4).tag(sync=True)
    penalty = Float(1e-3, min=1e-5, max=0.1).tag(sync=True)
    step = Int(60, min=0, max=LAST).tag(sync=True)
    temperature = Float(1.0, min=0.125, max=8).tag(sync=True)
    train = List(Unicode(), minlen=64, maxlen=64, read_only=True).tag(sync=True)
    held_out = List(Unicode(), minlen=64, maxlen=64, read_only=True).tag(sync=True)
    labels = List(Int(), minlen=100, maxlen=100, read_only=True).tag(sync=True)
    held_out_labels = List(Int(), minlen=200, maxlen=200, read_only=True).tag(sync=True)

    @default("train")
    def _images_to_learn_from(self):
        return _data()[0]

    @default("held_out")
    def _other_images(self):
        return _data()[1]

    @default("labels")
    def _labels_to_learn_from(self):
        return _data()[2]

    @default("held_out_labels")
    def _other_labels(self):
        return _data()[3]

    @property
    def weights(self):
        """Biases and weights after the steps, shape (65, 10); the first row holds the biases."""
        X, Y = design(self.train), np.eye(10)[self.labels]
        W = np.zeros((65, 10))
        for _ in range(self.step):
            pay = np.vstack([np.zeros(10), W[1:]])
            W = W - self.step_size * (X.T @ (softmax(X @ W) - Y) / len(X) + self.penalty * pay)
        return W

    @property
    def loss(self):
        """The mean surprise at the labels it learns from, in nats, without penalty, at T = 1."""
        return cross_entropy_with_logits(design(self.train) @ self.weights, self.labels)

    @property
    def _scores(self):
        return design(self.held_out) @ self.weights

    @property
    def held_out_loss(self):
        """The mean surprise at the held-out labels at temperature T, in nats."""
        return cross_entropy_with_logits(self._scores / self.temperature, self.held_out_labels)

    @property
    def _bins(self):
        found = reliability(self._scores, np.array(self.held_out_labels), self.temperature)
        return np.array(found[1:]).T[1:]

    @property
    def accuracy(self):
        """The share of held-out images that are named right; a tie goes to the smaller digit."""
        return self._bins[2].sum() / len(self.held_out_labels)

    @property
    def confidence(self):
        """The mean of the largest probability of each held-out image."""
        p = softmax(self._scores, temperature=self.temperature)
        return p.max(axis=1).mean()

    @property
    def ece(self):
        """Expected calibration error: the mean gap between confidence and accuracy, by bins."""
        count, confidence, right = self._bins
        return np.abs(count * confidence - right).sum() / count.sum()

    @property
    def wrong_labels_learned(self):
        """How many of the wrong labels the model repeats for the images that carry them."""
        labels, truth = np.array(self.labels), np.repeat(np.arange(10), 10)
        answers = (design(self.train) @ self.weights).argmax(axis=1)
        return int(np.sum((answers == labels) & (labels != truth)))

    def key_numbers(self):
        return {
            "held_out_loss": number(self.held_out_loss, 3),
            "accuracy": f"{number(self.accuracy, 3)} right",
            "loss": number(self.loss, 3),
            "confidence": number(self.confidence, 3),
            "ece": number(self.ece, 3),
        }
