"""Chapter 11: what is done to the scores of a language model before a token is drawn, in order."""

import re

import numpy as np
from traitlets import Enum, Float, Int, List, Unicode, default

from .. import sampling
from ..functions import softmax
from ..language import BYTES, load_language_model, read
from ..numbers import number
from .base import MOST, Explorable

CARDS = ("bias", "penalty", "temperature", "top_k", "top_p", "min_p")
# Places in CARDS. transformers changes the temperature before it cuts, llama.cpp after.
TRANSFORMERS, LLAMA = [0, 1, 2, 3, 4, 5], [0, 1, 3, 4, 5, 2]
FIRST = [84, 326, 115, 272, 259]  # "This is the"
SLOPE = 501
VOCABULARY = 768
CONTINUATIONS, LENGTH, APART = 5, 14, 3798483805


class SamplingLab(Explorable):
    """The next tokens of a sentence, and six cards that change or cut their scores, in any order.

    Parameters
    ----------
    text : list of int
        The tokens of the sentence.
    order : list of int
        The six cards from first to last, as places in `CARDS`.
    bias, biased : float, -5 to 5, and int
        What is added to the score of a token, and to which.
    penalty : float, 1 to 2
        The repetition penalty; 1 changes nothing.
    temperature : float, 0.1 to 3
    top_k : int, 0 to 50
        0 keeps all.
    top_p : float, 0.05 to 1
    min_p : float, 0 to 0.5
    seed : int
        The state of the random numbers: the same seed draws the same tokens.
    guess : {"", "fewer", "same", "more"}
        What the reader expects; "" before the guess.
    """

    text = List(Int(min=0, max=VOCABULARY - 1), minlen=1, maxlen=120).tag(sync=True)
    order = List(Int(min=0, max=5), minlen=6, maxlen=6).tag(sync=True)
    bias = Float(0.0, min=-5, max=5).tag(sync=True)
    biased = Int(SLOPE, min=0, max=VOCABULARY - 1).tag(sync=True)
    penalty = Float(1.0, min=1, max=2).tag(sync=True)
    temperature = Float(0.5, min=0.1, max=3).tag(sync=True)
    top_k = Int(0, min=0, max=50).tag(sync=True)
    top_p = Float(0.4, min=0.05, max=1).tag(sync=True)
    min_p = Float(0.0, min=0, max=0.5).tag(sync=True)
    seed = Int(5, min=0, max=2**32 - 1).tag(sync=True)
    guess = Enum(["", "fewer", "same", "more"], "").tag(sync=True)
    _stored = Unicode().tag(sync=True)  # the model, for a live notebook

    @default("text")
    def _first_text(self):
        return FIRST

    @default("order")
    def _first_order(self):
        return TRANSFORMERS

    @default("_stored")
    def _read_model(self):
        return read("language_model.json")

    @property
    def state(self):
        """The traits, and what follows from them: a page asks for the model only when they change.

        The model weighs more than the page with all its other figures.
        """
        model = load_language_model()
        return {
            **super().state,
            "merges": [list(pair) for pair in model.tokenizer.merges],
            "scores": [round(score, 4) for score in self.scores.tolist()],
            "lines": [f"…{line}" for line in self.continuations],
        }

    @classmethod
    def rules(cls):
        """Those of the traits, and of what a page holds besides."""

        def held(each, n):
            return {"each": each, "from": n, "to": n, "data": True}

        token = [0, VOCABULARY - 1, "whole"]
        return {
            **super().rules(),
            "merges": held(held(token, 2), VOCABULARY - BYTES),
            "scores": held([-MOST, MOST], VOCABULARY),
            "lines": held("string", CONTINUATIONS),
        }

    @property
    def cards(self):
        """The names of the cards in their order; what the order leaves out comes last."""
        return [CARDS[k] for k in dict.fromkeys([*self.order, *range(6)])]

    def after(self, scores, text):
        """The scores after each card, from those of the model to those of which is drawn."""
        states = [scores]
        for card in self.cards:
            z = states[-1]
            states.append(
                {
                    "bias": lambda z: sampling.bias(z, self.biased, self.bias),
                    "penalty": lambda z: sampling.penalize(z, text, self.penalty),
                    "temperature": lambda z: sampling.temper(z, self.temperature),
                    "top_k": lambda z: sampling.top_k(z, self.top_k),
                    "top_p": lambda z: sampling.top_p(z, self.top_p),
                    "min_p": lambda z: sampling.min_p(z, self.min_p),
                }[card](z)
            )
        return states

    @property
    def scores(self):
        """The scores of the model for the next token."""
        return load_language_model().scores(self.text)

    @property
    def probabilities(self):
        """The shares of all tokens after the last card."""
        return softmax(self.after(self.scores, self.text)[-1])

    @property
    def kept(self):
        """How many tokens may still be drawn."""
        return int((self.probabilities > 0).sum())

    def draw(self, text, seed):
        """A needle falls on the shares, laid end to end, the largest first: token and new seed."""
        seed = (seed * 1664525 + 1013904223) % 2**32
        z = self.after(load_language_model().scores(text), text)[-1]
        order = sampling.ranked(z)
        reached = np.cumsum(softmax(z)[order])
        place = np.searchsorted(reached, seed / 2**32 * reached[-1], side="right")
        return int(order[place]), seed

    @property
    def continuations(self):
        """Five ways in which the sentence goes on, fourteen tokens each."""
        written = []
        for line in range(CONTINUATIONS):
            text, seed = list(self.text), (self.seed + line * APART) % 2**32
            for _ in range(LENGTH):
                token, seed = self.draw(text, seed)
                text.append(token)
            written.append(load_language_model().decode(text[len(self.text) :]))
        return written

    def key_numbers(self):
        model, p = load_language_model(), self.probabilities
        likeliest = model.tokens[int(p.argmax())]
        return {
            "kept": f"{self.kept} of {len(p)} left",
            "likeliest": "↵" if likeliest == "\n" else re.sub("^ ", "␣", likeliest),
            "chance": number(p.max(), 2),
        }
