"""The course's own language model: a small network that has read the course, and its tokens.

`code/tools/train_language_model.py` makes the stored files. The model is small enough to be
computed on a page; `shared/language.js`, beside the explorables, computes the same scores.
"""

import json
import re
from base64 import b64decode
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

DATA = Path(__file__).parent / "data"
HELD_OUT = 10  # each tenth paragraph
# A word with the blank before it, one digit, other signs, or a blank or a line's end alone: no
# token goes across these pieces. The pattern means the same in JavaScript.
PIECE = re.compile(r" ?[A-Za-z]+| ?[0-9]| ?[^A-Za-z0-9 \n]+|[ \n]")
BYTES = 256


def read(name):
    """A stored file as text. A page, which has no such file at hand, puts its own way here."""
    return (DATA / name).read_text("utf-8")


class Tokenizer:
    """Byte-pair tokens: the 256 bytes, and pairs of tokens that were joined to one.

    Parameters
    ----------
    merges : list of (int, int)
        The pairs in the order in which they were learned. Pair number m becomes token 256 + m.

    Attributes
    ----------
    tokens : list of bytes
        What each token stands for. Every text can be written in them, since every byte is one.

    Notes
    -----
    To encode a piece of text, its bytes are the first tokens. Then, of all pairs of neighbors that
    have been learned, the one learned first is joined, again and again [1]_.

    References
    ----------
    .. [1] Sennrich, R., Haddow, B., & Birch, A. (2016). Neural machine translation of rare words
       with subword units. *ACL*, 1715–1725.

    Examples
    --------
    >>> Tokenizer([(104, 105)]).encode("hi, hi!")
    [256, 44, 32, 256, 33]
    """

    def __init__(self, merges):
        self.merges = [tuple(pair) for pair in merges]
        self.rank = {pair: m for m, pair in enumerate(self.merges)}
        self.tokens = [bytes([byte]) for byte in range(BYTES)]
        for a, b in self.merges:
            self.tokens.append(self.tokens[a] + self.tokens[b])
        self._piece = cache(self._encode_piece)

    def _encode_piece(self, piece):
        ids = list(piece.encode("utf-8", "replace"))
        while len(ids) > 1:
            ranks = [
                self.rank.get(pair, len(self.rank)) for pair in zip(ids, ids[1:], strict=False)
            ]
            first = min(ranks)
            if first == len(self.rank):
                break
            ids = join(ids, self.merges[first], BYTES + first)
        return tuple(ids)

    def encode(self, text):
        """The tokens of a text.

        Parameters
        ----------
        text : str
            Any text.

        Returns
        -------
        list of int
        """
        return [token for piece in PIECE.findall(text) for token in self._piece(piece)]

    def decode(self, ids):
        """The text of tokens. Bytes that are no character become the sign �.

        Parameters
        ----------
        ids : iterable of int
            Tokens, from 0 to K - 1.

        Returns
        -------
        str
        """
        return b"".join(self.tokens[token] for token in ids).decode("utf-8", "replace")


def join(ids, pair, token):
    """The list with one token in place of each such pair, from left to right."""
    joined, i = [], 0
    while i < len(ids):
        here = tuple(ids[i : i + 2]) == pair
        joined.append(token if here else ids[i])
        i += 2 if here else 1
    return joined


@dataclass(frozen=True, eq=False)
class LanguageModel:
    """A network that scores each token as the next one; chapter 11 of the course uses it.

    Attributes
    ----------
    tokenizer : Tokenizer
        How text becomes tokens.
    window : int
        How many tokens the model looks back, n.
    E : ndarray, shape (K, d)
        The embedding: d numbers for each of the K tokens.
    W1, b1 : ndarray, shapes (h, n d) and (h,)
        The hidden layer.
    W2, b2 : ndarray, shapes (K, h) and (K,)
        The last layer, linear: from h numbers to K scores.
    held_out : dict
        What the training script measured on the text that was held out.

    References
    ----------
    Bengio, Y., Ducharme, R., Vincent, P., & Jauvin, C. (2003). A neural probabilistic language
    model. *Journal of Machine Learning Research*, 3, 1137–1155.
    """

    tokenizer: Tokenizer
    window: int
    E: np.ndarray
    W1: np.ndarray
    b1: np.ndarray
    W2: np.ndarray
    b2: np.ndarray
    held_out: dict | None = None

    @property
    def tokens(self):
        """The text of each token, a list of K strings; a lone part of a character is the sign �."""
        return [token.decode("utf-8", "replace") for token in self.tokenizer.tokens]

    def encode(self, text):
        """The tokens of a text.

        Parameters
        ----------
        text : str
            Any text.

        Returns
        -------
        list of int
            Each from 0 to K - 1.
        """
        return self.tokenizer.encode(text)

    def decode(self, ids):
        """The text of tokens. Bytes that are no character become the sign �.

        Parameters
        ----------
        ids : iterable of int
            Tokens, from 0 to K - 1.

        Returns
        -------
        str
        """
        return self.tokenizer.decode(ids)

    def windows(self, ids):
        """The tokens that the model sees before each place, and after the last one.

        Parameters
        ----------
        ids : sequence of int, length N
            The tokens of a text.

        Returns
        -------
        ndarray of int, shape (N + 1, n)
            Row i holds the n tokens before place i. Before the beginning stand ends of lines.
        """
        padded = np.concatenate([np.full(self.window, ord("\n")), np.asarray(ids, dtype=int)])
        return np.lib.stride_tricks.sliding_window_view(padded, self.window)

    def all_scores(self, ids):
        """The scores of all tokens at each place of a text, and after it.

        Parameters
        ----------
        ids : sequence of int, length N
            The tokens of a text.

        Returns
        -------
        ndarray of float64, shape (N + 1, K)
            Row i scores what may stand at place i, seen from the tokens before it.
        """
        x = self.E[self.windows(ids)].reshape(len(ids) + 1, -1)
        h = np.tanh(x @ self.W1.T + self.b1)
        return h @ self.W2.T + self.b2

    def scores(self, ids):
        """The score z of each token as the next one.

        Parameters
        ----------
        ids : sequence of int
            The tokens so far, of which the model sees the last n.

        Returns
        -------
        ndarray of float64, shape (K,)
            ``softmax(model.scores(ids))`` are the probabilities.

        Examples
        --------
        >>> model = load_language_model()
        >>> model.tokens[model.scores(model.encode("This is the")).argmax()]
        ' same'
        """
        return self.all_scores(list(ids)[-self.window :])[-1]


def unpacked(layer):
    """The matrix of a stored layer: bytes from -127 to 127, and a factor for each row."""
    whole = np.frombuffer(b64decode(layer["bytes"]), dtype=np.int8)
    return whole.reshape(layer["shape"]) * np.array(layer["factors"])[:, np.newaxis]


def from_stored(stored):
    """The model that was stored: the inverse of what the training script does at its end."""
    return LanguageModel(
        tokenizer=Tokenizer(stored["merges"]),
        window=stored["window"],
        E=unpacked(stored["E"]),
        W1=unpacked(stored["W1"]),
        b1=np.array(stored["b1"]),
        W2=unpacked(stored["W2"]),
        b2=np.array(stored["b2"]),
        held_out=stored.get("held_out"),
    )


@cache
def load_language_model() -> LanguageModel:
    """Load the small language model that has read this course.

    Returns
    -------
    LanguageModel
        Its text is the prose of chapters 0 to 10, their side paths, assignments and quizzes, as it
        was when the model was trained. It has never seen another text.

    Notes
    -----
    It has 222,144 weights, stored in one byte each, and 768 tokens. An embedding of the last 8
    tokens, one hidden layer with tanh, a linear layer to the scores; trained with the surprise of
    the next token and its error p - y. Chapter 11 uses it.

    References
    ----------
    Bengio, Y., Ducharme, R., Vincent, P., & Jauvin, C. (2003). A neural probabilistic language
    model. *Journal of Machine Learning Research*, 3, 1137–1155.

    Examples
    --------
    >>> model = load_language_model()
    >>> model.decode(model.encode("Any text, 日本語 too."))
    'Any text, 日本語 too.'
    """
    return from_stored(json.loads(read("language_model.json")))


def load_course_prose() -> tuple[str, str]:
    """Load the text that the language model has read, and the text that was kept from it.

    Returns
    -------
    learned, held_out : str
        One paragraph a line. Every tenth paragraph of the course is held out.

    Notes
    -----
    The text is a copy of the chapters, side paths, assignments and quizzes without formulas,
    headings and code, made once: it does not follow later changes. Chapter 11 uses it.

    References
    ----------
    From Scores to Surprise, chapters 0 to 10; CC BY 4.0.

    Examples
    --------
    >>> learned, held_out = load_course_prose()
    >>> len(held_out) / len(learned + held_out) < 0.11
    True
    """
    paragraphs = read("course_prose.txt").splitlines(keepends=True)
    held_out = paragraphs[HELD_OUT - 1 :: HELD_OUT]
    del paragraphs[HELD_OUT - 1 :: HELD_OUT]
    return "".join(paragraphs), "".join(held_out)
