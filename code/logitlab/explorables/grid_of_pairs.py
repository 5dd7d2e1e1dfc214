"""Chapter 12: ten pictures and ten captions, and a softmax along rows or along columns."""

import json
from functools import cache
from pathlib import Path

import numpy as np
from traitlets import Bool, Enum, Float, Int, List, Unicode, default

from ..data import load_digits
from ..functions import logsumexp, sigmoid, softmax, softplus
from ..numbers import number
from .base import Explorable
from .watch_it_learn import pixel_texts

STORED = Path(__file__).parents[1] / "data" / "pairs.json"
WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
HELD_OUT = 300  # pictures
DEALS = 5  # sets of ten pictures, all held out
SIZE = 6  # numbers in an embedding
RATE = 0.5  # step size; a tenth of it for the temperature


def _unit(rows):
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def _through_unit(rows, slope):
    """The slope in each row, from the slope in the row divided by its length."""
    unit = _unit(rows)
    along = (slope * unit).sum(axis=1, keepdims=True)
    return (slope - along * unit) / np.linalg.norm(rows, axis=1, keepdims=True)


def train_pairs(batch=10, steps=1000, seed=0):
    """Embed pictures of digits and ten captions so that pairs point the same way.

    A picture's embedding is a weighted sum of its pixels, a caption's is a row of a table; both are
    divided by their lengths. Each step draws as many pictures as `batch`, no two of one digit, and
    goes down the mean surprise of the right pairs, along the rows of their grid and along its
    columns. The temperature is learned, too, from 1.

    Parameters
    ----------
    batch : int, 2 to 10
        How many pairs are in a grid.
    steps : int
        How many grids.
    seed : int
        Of the first weights and of the draws.

    Returns
    -------
    dict
        ``weights`` (64, 6) and ``shift`` (6,), so that a picture x, of pixels from 0 to 1, becomes
        ``x @ weights - shift``; ``captions`` (10, 6); the ``temperature``; and ``held_out``, the
        rows of the 300 pictures that were never drawn.
    """
    data = load_digits()
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(data.y))
    held_out, rest = order[:HELD_OUT], order[HELD_OUT:]
    pixels = data.X / 16
    middle = pixels[rest].mean(axis=0)
    of_digit = [rest[data.y[rest] == digit] for digit in range(10)]
    weights = rng.normal(0, 0.1, (64, SIZE))
    captions = rng.normal(0, 1, (10, SIZE))
    log_factor = 0.0
    for _ in range(steps):
        digits = rng.permutation(10)[:batch]
        x = pixels[[rng.choice(of_digit[digit]) for digit in digits]] - middle
        pictures, words = x @ weights, captions[digits]
        scores = np.exp(log_factor) * _unit(pictures) @ _unit(words).T
        # p - y along the rows and along the columns, and their mean
        errors = (softmax(scores) + softmax(scores.T).T) / 2 - np.eye(batch)
        slope = np.exp(log_factor) * errors / batch
        log_factor -= 0.1 * RATE * (errors * scores).sum() / batch
        weights -= RATE * x.T @ _through_unit(pictures, slope @ _unit(words))
        captions[digits] -= RATE * _through_unit(words, slope.T @ _unit(pictures))
    return {
        "weights": weights,
        "shift": middle @ weights,
        "captions": _unit(captions),
        "temperature": np.exp(-log_factor),
        "held_out": held_out,
    }


def cosines(trained, rows):
    """The cosine of each of these pictures, by row of the data, with each of the ten captions."""
    pictures = load_digits().X[rows] / 16 @ trained["weights"] - trained["shift"]
    return _unit(pictures) @ np.transpose(trained["captions"])


def grade(trained):
    """How the held-out pictures fare: the share for which the right caption is the nearest one."""
    found = cosines(trained, trained["held_out"]).argmax(axis=1)
    return np.mean(found == load_digits().y[trained["held_out"]])


def make_stored():
    """What ``data/pairs.json`` holds: the embeddings, and the pictures that are shown.

    To store it anew::

        from logitlab.explorables import base, grid_of_pairs as figure
        base.store(figure.STORED, figure.make_stored())
    """
    trained = train_pairs()
    y = load_digits().y
    # each cell by itself: logistic regression of "is this the pair?" on the cosine
    rest = np.setdiff1d(np.arange(len(y)), trained["held_out"])
    yes = np.eye(10)[y[rest]].ravel()
    cosine = cosines(trained, rest).ravel()
    table, cells = np.column_stack([np.ones_like(cosine), cosine]), np.zeros(2)
    for _ in range(50):  # Newton's steps
        p = sigmoid(table @ cells)
        cells -= np.linalg.solve(table.T @ (table * (p * (1 - p))[:, None]), table.T @ (p - yes))
    held_out = trained["held_out"]
    chosen = [held_out[y[held_out] == digit][:DEALS] for digit in range(10)]
    return {
        **{name: np.round(trained[name], 3).tolist() for name in ("weights", "shift", "captions")},
        "temperature": round(float(trained["temperature"]), 4),
        "threshold": round(float(-cells[0] / cells[1]), 3),
        "pictures": np.transpose(chosen).tolist(),
    }


@cache
def stored():
    """What the file holds."""
    return json.loads(STORED.read_text("utf-8"))


@cache
def _dealt():
    rows = np.ravel(stored()["pictures"])
    return pixel_texts(load_digits().X[rows]), np.round(cosines(stored(), rows), 3).tolist()


class GridOfPairs(Explorable):
    """Pictures and captions whose embeddings were trained as pairs, and what a softmax makes of it.

    Parameters
    ----------
    n : int, 2 to 10
        How many pairs are in the grid: the digits from 0 on.
    temperature : float, 0.01 to 1
        The cosines are divided by it.
    reading : {"rows", "columns", "cells"}
        A softmax over the captions of each picture, one over the pictures of each caption, or the
        sigmoid in each cell by itself, from the cosine less a learned threshold.
    deal : int, 0 to 4
        Which pictures of the digits, all held out from training.
    guess : float, 0 to 1
        The reader's guess of the mean share of the right pairs at temperature 1.
    committed : bool
        Whether the guess is made, so that shares are shown.
    """

    n = Int(10, min=2, max=10).tag(sync=True)
    temperature = Float(1.0, min=0.01, max=1).tag(sync=True)
    reading = Enum(["rows", "columns", "cells"], "rows").tag(sync=True)
    deal = Int(0, min=0, max=DEALS - 1).tag(sync=True)
    guess = Float(0.5, min=0, max=1).tag(sync=True)
    committed = Bool(False).tag(sync=True)
    images = List(Unicode(), minlen=64, maxlen=64, read_only=True).tag(sync=True)
    cosines = List(List(Float()), minlen=50, maxlen=50, read_only=True).tag(sync=True)
    fitted = List(Float(), minlen=2, maxlen=2, read_only=True).tag(sync=True)

    @default("images")
    def _given_images(self):
        return _dealt()[0]

    @default("cosines")
    def _given_cosines(self):
        return _dealt()[1]

    @default("fitted")
    def _given_temperature_and_threshold(self):
        return [stored()["temperature"], stored()["threshold"]]

    @property
    def scores(self):
        """The cosines of the grid, in cells less the threshold, divided by the temperature.

        A row is a picture, a column a caption.
        """
        grid = np.array(self.cosines)[10 * self.deal :][: self.n, : self.n]
        return (grid - (self.fitted[1] if self.reading == "cells" else 0)) / self.temperature

    @property
    def probabilities(self):
        """What each cell gets, shape (n, n)."""
        if self.reading == "cells":
            return sigmoid(self.scores)
        return softmax(self.scores) if self.reading == "rows" else softmax(self.scores.T).T

    @property
    def share(self):
        """The mean share of the right pairs."""
        return np.mean(np.diag(self.probabilities))

    @property
    def loss(self):
        """The surprise for each pair, in nats: of its row, its column, or all cells of its row."""
        z = self.scores
        if self.reading == "cells":
            return np.sum(softplus(np.where(np.eye(self.n, dtype=bool), -z, z))) / self.n
        axis = 1 if self.reading == "rows" else 0
        return np.mean(logsumexp(z, axis=axis) - np.diag(z))

    def key_numbers(self):
        if not self.committed:  # nothing that would answer before the reader has
            return {"guess": number(self.guess, 2)}
        return {"share": number(self.share, 2), "loss": number(self.loss, 2)}
