"""Train the small language model of chapter 11 on the course's own prose.

    python code/tools/train_language_model.py [--snapshot] [--sizes]

With ``--snapshot``, the prose of the chapters is copied anew into `course_prose.txt` first. It is
not done otherwise: the model, and each number that the book prints about it, belongs to one frozen
text. The copy is a text of paragraphs, one a line, without formulas, headings and code; paragraphs
of chapters, side paths, assignments and quizzes. Every tenth paragraph is held out.

With ``--sizes``, one more model of the same kind learns from the same text, with fewer tokens, and
what it reaches is stored for the side path on tokens.

The training is that of chapter 6 with one layer more: the loss is the mean surprise of the next
token, and p - y runs back through the layers. NumPy alone, all random numbers from one seed.
"""

import gzip
import json
import re
import sys
import time
from base64 import b64encode
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "code"))

from logitlab import language, log_softmax, softmax  # noqa: E402

CHAPTERS = ROOT / "chapters"
TEXT = language.DATA / "course_prose.txt"
STORED = language.DATA / "language_model.json"
SIZES = language.DATA / "language_model_sizes.json"
OTHERS = (320,)  # tokens

# ---------------------------------------------------------------- the text

GREEK = {"sigma": "σ", "lambda": "λ", "beta": "β", "alpha": "α", "ell": "ℓ", "pi": "π"}
GREEK |= {"ln": "ln", "exp": "exp", "le": "≤", "ge": "≥", "infty": "∞", "times": "×", "cdot": "·"}


def plain(markdown):
    r"""A paragraph of MyST Markdown without its marks, or None if it holds what has no plain form.

    >>> plain(r"The {term}`score` $\textcolor{score}{z}$ can be **any number**, see [here](a.md).")
    'The score z can be any number, see here.'
    """
    from website.citations import IN_BRACKETS  # loads Sphinx, which only a snapshot needs

    text = re.sub(r"!\[[^]]*\]\([^)]*\)|\[\^\w+\](?!:)", "", markdown)
    text = re.sub(r"^(?:\[\^\w+\]:|[:*+-]|\d+\.|>)\s+", "", text)
    text = re.sub(f" {IN_BRACKETS.pattern}", "", text)
    text = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"\{[\w:-]+\}`([^`<]*?)(?:\s*<[^`>]*>)?`", r"\1", text)
    text = re.sub(r"\\textcolor\{\w+\}\{([^{}]*)\}", r"\1", text)
    text = re.sub(r"\\(\w+)", lambda m: GREEK.get(m[1], m[0]), text)
    text = re.sub(r"\*\*|[*`$]|\\,", "", text)
    text = re.sub(r"\s+", " ", text).strip()
    letters = len(re.findall(r"[A-Za-z ]", text))
    bad = re.search(r"[\\{}|<>]|:::|\S_\S{5}|@|--", text)
    return None if bad or len(text) < 40 or letters < 0.8 * len(text) else text


def snapshot():
    """The prose of all chapters and side paths, paragraph by paragraph, none of them twice."""
    order = [*sorted(CHAPTERS.glob("[01]*.ipynb")), *sorted((CHAPTERS / "deeper").glob("*.ipynb"))]
    order += sorted((CHAPTERS / "assignments" / "source").glob("*/*.ipynb"))
    kept = {}
    for path in order:
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            if cell["cell_type"] == "markdown":
                source = re.sub(
                    r"^\s*(?:#|:::|```|:\w+:).*$", "", "".join(cell["source"]), flags=re.M
                )
                source = re.sub(r"\$\$.*?\$\$", "", source, flags=re.S)
                for piece in re.split(r"\n\s*\n|\n(?=[-*+:] |\d+\. )", source):
                    if text := plain(piece):
                        kept[text] = None
    quizzes = sorted((language.DATA / "quizzes").glob("*.json"))
    for path in [*quizzes, language.DATA / "myths.json"]:
        for piece in strings(json.loads(path.read_text("utf-8"))):
            if text := plain(piece):
                kept[text] = None
    return list(kept)


def strings(value):
    """All texts in what a JSON file holds, in their order."""
    if isinstance(value, str):
        yield from value.split("\n")
    elif isinstance(value, (list, dict)):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings(each)


# ---------------------------------------------------------------- the tokens


def learn_merges(text, count):
    """Join the pair of tokens that stands side by side most often, `count` times.

    Of pairs that are equally frequent, the one with the smaller numbers goes first.
    """
    pieces = Counter(language.PIECE.findall(text))
    words = [(list(piece.encode()), often) for piece, often in pieces.items()]
    merges = []
    while len(merges) < count:
        pairs = Counter()
        for ids, often in words:
            for pair in zip(ids, ids[1:], strict=False):
                pairs[pair] += often
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        words = [(language.join(ids, best, language.BYTES + len(merges)), n) for ids, n in words]
        merges.append(best)
    return merges


# ---------------------------------------------------------------- the model


@dataclass(frozen=True)
class Plan:
    """How large a model is, and how long it learns."""

    vocabulary: int = 768
    window: int = 8
    embedding: int = 32
    hidden: int = 192
    epochs: int = 12
    batch: int = 64
    rate: float = 0.003
    keep: float = 0.5
    seed: int = 11


def first_weights(plan, rng):
    """Small random weights, and no bias."""
    shapes = {
        "E": (plan.vocabulary, plan.embedding),
        "W1": (plan.hidden, plan.window * plan.embedding),
        "W2": (plan.vocabulary, plan.hidden),
    }
    weights = {name: rng.normal(size=shape) / np.sqrt(shape[1]) for name, shape in shapes.items()}
    weights["W2"] *= 0.1
    return weights | {"b1": np.zeros(plan.hidden), "b2": np.zeros(plan.vocabulary)}


def slopes(weights, X, y, mask):
    """The slope of the mean surprise in each weight, for windows X and next tokens y.

    `mask` leaves out some hidden numbers, and enlarges the others to keep their mean (dropout).
    """
    N = len(y)
    x = weights["E"][X].reshape(N, -1)
    h = np.tanh(x @ weights["W1"].T + weights["b1"])
    kept = h * mask
    error = softmax(kept @ weights["W2"].T + weights["b2"])
    error[np.arange(N), y] -= 1  # p - y
    error /= N
    back = (error @ weights["W2"]) * mask * (1 - h**2)
    found = {"W2": error.T @ kept, "b2": error.sum(axis=0)}
    found |= {"W1": back.T @ x, "b1": back.sum(axis=0)}
    into = np.zeros_like(weights["E"])
    np.add.at(into, X.ravel(), (back @ weights["W1"]).reshape(X.size, -1))
    return found | {"E": into}


def train(plan, tokenizer, text, say=None):
    """Learn from a text: the weights after all epochs.

    Steps follow Adam (Kingma & Ba 2015); its rate falls to 0 along a straight line.
    """
    rng = np.random.default_rng(plan.seed)
    weights = first_weights(plan, rng)
    ids = np.array(tokenizer.encode(text))
    X = windows_of(plan, tokenizer, ids)
    mean = {name: np.zeros_like(values) for name, values in weights.items()}
    square = {name: np.zeros_like(values) for name, values in weights.items()}
    steps, step = plan.epochs * (len(ids) // plan.batch), 0
    for epoch in range(plan.epochs):
        order = rng.permutation(len(ids))
        for first in range(0, len(ids) - plan.batch + 1, plan.batch):
            rows = order[first : first + plan.batch]
            mask = (rng.random((plan.batch, plan.hidden)) < plan.keep) / plan.keep
            step += 1
            rate = plan.rate * (1 - (step - 1) / steps)
            for name, slope in slopes(weights, X[rows], ids[rows], mask).items():
                mean[name] += 0.1 * (slope - mean[name])
                square[name] += 0.01 * (slope**2 - square[name])
                size = np.sqrt(square[name] / (1 - 0.99**step)) + 1e-6
                weights[name] -= rate * mean[name] / (1 - 0.9**step) / size
        if say:
            say(epoch, weights)
    return weights


def windows_of(plan, tokenizer, ids):
    """The tokens before each token of a text."""
    model = language.LanguageModel(tokenizer, plan.window, *[None] * 5)
    return model.windows(ids)[:-1]


def packed(plan, tokenizer, weights):
    """The model as it is stored: bytes with a factor for each row, and rounded biases."""
    stored = {"window": plan.window, "merges": tokenizer.merges}
    for name in ("E", "W1", "W2"):
        factors = np.abs(weights[name]).max(axis=1) / 127
        factors = np.array([float(f"{factor:.6g}") for factor in factors])
        whole = np.rint(weights[name] / factors[:, np.newaxis]).clip(-127, 127).astype(np.int8)
        text = b64encode(whole.tobytes()).decode("ascii")
        stored[name] = {"shape": list(whole.shape), "factors": factors.tolist(), "bytes": text}
    for name in ("b1", "b2"):
        stored[name] = [float(f"{bias:.5g}") for bias in weights[name]]
    return stored


def nats_per_token(model, text):
    """The mean surprise at the tokens of a text, each seen from those before it."""
    ids = np.array(model.encode(text))
    total = 0.0
    for first in range(0, len(ids), 2000):
        rows = ids[first : first + 2000]
        before = ids[max(0, first - model.window) : first]
        scores = model.all_scores([*before, *rows])[len(before) : -1]
        total -= log_softmax(scores)[np.arange(len(rows)), rows].sum()
    return total / len(ids)


# ---------------------------------------------------------------- what it is compared with


def unigram(tokenizer, text, held):
    """Mean surprise where each token has its share of the text, with one more of each."""
    counts = 1.0 + np.bincount(tokenizer.encode(text), minlength=len(tokenizer.tokens))
    return -np.log(counts / counts.sum())[tokenizer.encode(held)].mean()


def bigram(tokenizer, text, held):
    """Mean surprise where the shares are those after the same token, mixed with the unigram's.

    After a token that came c times, with t different followers, the unigram has the weight
    t / (c + t) (Witten & Bell 1991, their method C).
    """
    K = len(tokenizer.tokens)
    ids, test = np.array(tokenizer.encode(text)), np.array(tokenizer.encode(held))
    single = 1.0 + np.bincount(ids, minlength=K)
    single /= single.sum()
    pairs = np.zeros((K, K))
    np.add.at(pairs, (ids[:-1], ids[1:]), 1)
    times, kinds = pairs.sum(axis=1, keepdims=True), (pairs > 0).sum(axis=1, keepdims=True)
    shares = (pairs + kinds * single) / np.maximum(times + kinds, 1)
    shares = np.where(times > 0, shares, single)
    before = np.concatenate([[ord("\n")], test[:-1]])
    return -np.log(shares[before, test]).mean()


def compare(model, text, held):
    """The held-out text's counts, its nats per token by each model, and gzip's bits per byte."""
    size, ids = len(held.encode()), model.encode(held)
    nats = {
        "uniform": float(np.log(len(model.tokens))),
        "unigram": float(unigram(model.tokenizer, text, held)),
        "bigram": float(bigram(model.tokenizer, text, held)),
        "model": float(nats_per_token(model, held)),
    }
    return {
        "tokens": len(ids),
        "bytes": size,
        "nats_per_token": {name: round(value, 4) for name, value in nats.items()},
        "gzip_bits_per_byte": round(8 * len(gzip.compress(held.encode(), 9, mtime=0)) / size, 4),
    }


def make(plan, text, held, say=None):
    """Everything from the text to what is stored, as text."""
    tokenizer = language.Tokenizer(learn_merges(text, plan.vocabulary - language.BYTES))
    stored = packed(plan, tokenizer, train(plan, tokenizer, text, say))
    stored["held_out"] = compare(language.from_stored(stored), text, held)
    return stored


def main():
    """Make the model, and say how it does."""
    if "--snapshot" in sys.argv:
        TEXT.write_text("".join(f"{paragraph}\n" for paragraph in snapshot()), "utf-8")
    text, held = language.load_course_prose()
    begin = time.perf_counter()

    def say(epoch, _):
        print(f"epoch {epoch + 1} after {time.perf_counter() - begin:.0f} s", flush=True)

    stored = make(Plan(), text, held, say)
    STORED.write_text(json.dumps(stored, separators=(",", ":")) + "\n", "ascii")
    print(json.dumps(stored["held_out"], indent=1))
    if "--sizes" in sys.argv:
        reached = {K: make(Plan(vocabulary=K), text, held, say)["held_out"] for K in OTHERS}
        reached[len(stored["merges"]) + language.BYTES] = stored["held_out"]
        SIZES.write_text(json.dumps(dict(sorted(reached.items())), indent=1) + "\n", "ascii")


if __name__ == "__main__":
    main()
