"""Chapter 5: a small language model writes, and the reader turns its temperature."""

import json
import re
from pathlib import Path

import numpy as np
from traitlets import Bool, Float, Int, List, Unicode

from ..functions import softmax
from ..numbers import number
from .base import Explorable

DATA = Path(__file__).parents[1] / "data"
STEPS = 100  # a score is stored in hundredths
KEPT = 60  # words of the text that are kept
FIRST_SEED = 5


def rhyme():
    """The words of the nursery rhyme in order, with a full stop as a word of its own.

    The file is the text of Andrew Lang, *The Nursery Rhyme Book* (London: Warne, 1897), pages
    249 to 252, without the numbers of the verses. It spells some verbs in two ways, "tossed"
    and "toss'd"; here each has one.
    """
    text = (DATA / "house_that_jack_built.txt").read_text("utf-8").replace("'d", "ed")
    return [word if word == "Jack" else word.lower() for word in re.findall(r"[A-Za-z]+|\.", text)]


def fit_next_word(words, C=10.0):
    """Softmax regression from a word (one-hot) to the next one.

    Returns the vocabulary and a table of scores: row i scores what may follow word i.
    """
    from ..models import SoftmaxRegression  # SciPy and scikit-learn: only when asked

    vocabulary = sorted(set(words), key=str.lower)
    index = np.array([vocabulary.index(word) for word in [*words, words[0]]])  # begins again
    one_hot = np.eye(len(vocabulary))
    model = SoftmaxRegression(C=C).fit(one_hot[index[:-1]], index[1:])
    return vocabulary, model.coef_.T + model.intercept_


def _stored():
    return json.loads((DATA / "next_word.json").read_text("utf-8"))


class NextWord(Explorable):
    """A model of "The House That Jack Built" that draws one word after the other.

    Parameters
    ----------
    temperature : float, 0.02 to 3
        The scores are divided by it before the softmax.
    text : list of int
        The last words that were written, as places in the vocabulary.
    seed : int
        The state of the random numbers: the same seed writes the same words.
    running : bool
        Whether the page goes on writing by itself.
    """

    temperature = Float(1.0, min=0.02, max=3).tag(sync=True)
    text = List(Int(min=0, max=len(_stored()["vocabulary"]) - 1), minlen=1).tag(sync=True)
    seed = Int(FIRST_SEED, min=0, max=2**32 - 1).tag(sync=True)
    running = Bool(False).tag(sync=True)
    vocabulary = List(Unicode(), default_value=_stored()["vocabulary"], read_only=True).tag(
        sync=True
    )
    hundredths = List(List(Int()), default_value=_stored()["hundredths"], read_only=True).tag(
        sync=True
    )
    followers = List(List(Int()), default_value=_stored()["followers"], read_only=True).tag(
        sync=True
    )

    def __init__(self, **traits):
        super().__init__(**{"text": [self.vocabulary.index("the")], **traits})

    @property
    def word(self):
        """The last word of the text."""
        return self.vocabulary[self.text[-1]]

    @property
    def scores(self):
        """The score of each word of the vocabulary as the next one."""
        return np.array(self.hundredths[self.text[-1]]) / STEPS

    @property
    def probabilities(self):
        """The probability of each word of the vocabulary as the next one."""
        return softmax(self.scores, temperature=self.temperature)

    @property
    def unseen(self):
        """The probability of all words that never follow this one in the rhyme."""
        return max(0.0, 1 - self.probabilities[self.followers[self.text[-1]]].sum())

    def write(self, words=1):
        """Draw so many words, one after the other.

        A needle falls on the shares, laid end to end, the largest first, and draws the word below.
        """
        for _ in range(words):
            self.seed = (self.seed * 1664525 + 1013904223) % 2**32
            best_first = np.argsort(-self.scores, kind="stable")
            reached = np.cumsum(self.probabilities[best_first])
            place = np.searchsorted(reached, self.seed / 2**32 * reached[-1], side="right")
            self.text = [*self.text, int(best_first[place])][-KEPT:]

    def key_numbers(self):
        return {
            "word": self.word,
            "likeliest": self.vocabulary[int(np.argmax(self.scores))],
            "chance": number(self.probabilities.max(), 3),
            "unseen": number(self.unseen, 3),
        }
