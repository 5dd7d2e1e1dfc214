"""The exercises of chapter 6: cross-entropy."""

import numpy as np

from logitlab.checks.exercise import ChoiceExercise, FunctionExercise, ValueExercise, case
from logitlab.functions import log_softmax, sigmoid, softmax
from logitlab.losses import (
    brier_score,
    cross_entropy,
    cross_entropy_grad,
    cross_entropy_with_logits,
    entropy,
    kl_divergence,
    perplexity,
)

_TINY = (1e-15, 1e-12, 1e-10, 1e-8)  # what people add to a share, so that no logarithm is of 0


def _array(values):
    return np.asarray(values, dtype=float)


def _one_hot(y, classes):
    return np.eye(classes)[np.asarray(y)]


def _plain_softmax(z, axis=-1):
    e = np.exp(_array(z))
    return e / e.sum(axis=axis, keepdims=True)


def _true_class(values, y):
    """The entry of the true class in each row."""
    return np.take_along_axis(_array(values), np.asarray(y)[..., None], axis=-1)[..., 0]


# ---------------------------------------------------------------- label smoothing


def _smoothed(eps, classes):
    return np.append(1 - eps + eps / classes, np.full(classes - 1, eps / classes))


def _floor(eps, K):
    return entropy(_smoothed(eps, K))


def _plain_entropy(p):
    return -np.sum(_array(p) * np.log(_array(p)))


# ---------------------------------------------------------------- honest forecasts

_CHOICES = np.arange(1, 100) / 100


def absolute(a, y):
    """The distance between forecast and outcome."""
    return abs(y - a)


def squared(a, y):
    """Its square."""
    return (y - a) ** 2


def surprise(a, y):
    """The surprise at what happened."""
    return -np.log(a if y else 1 - a)


def fourth(a, y):
    """The fourth power of the distance."""
    return (y - a) ** 4


def dear_rain(a, y):
    """The surprise, three times as dear when it rains."""
    return (3 if y else 1) * surprise(a, y)


def _other_losses(rng):
    power, dear = rng.uniform(1.5, 5), rng.uniform(1.5, 4)

    def powered(a, y):
        return abs(y - a) ** power

    def dear_drought(a, y):
        return (1 if y else dear) * surprise(a, y)

    return [case(powered), case(dear_drought)]


def _mean_loss(loss, wet=0.73):
    return np.array([wet * loss(a, 1) + (1 - wet) * loss(a, 0) for a in _CHOICES])


def _best_forecast(loss, wet=0.73):
    return _CHOICES[np.argmin(_mean_loss(loss, wet))]


# ---------------------------------------------------------------- cases

_LETTERS = np.array([0.5, 0.25, 0.125, 0.125])
_CODE = np.array([0.125, 0.5, 0.25, 0.125])
_P = np.array([[0.2, 0.3, 0.5], [0.6, 0.3, 0.1]])
_Q = np.array([[0.25, 0.25, 0.5], [0.1, 0.2, 0.7]])
_SCORES = np.array([2.0, 1.0, 0.5])
_ROWS = np.array([[2.0, 1.0, 0.5], [0.0, -1.0, 3.0], [1.5, 0.2, 0.1], [-0.3, 2.2, 0.4]])
_CLASSES = np.array([1, 2, 0, 0])
_FAR = np.array([[1000.0, 999.0], [-1000.0, -1001.0]])

_NEAR = np.array([0.5 + 2.0**-30, 0.5 - 2.0**-30])
_NEAR_2 = np.array([0.6 + 2.0**-27, 0.4 - 2.0**-27])
_NEAR_3 = np.array([0.25 + 2.0**-20, 0.25 + 2.0**-20, 0.5 - 2.0**-19])

_pairs_of_shares = [
    case(_LETTERS, _CODE),
    case(_LETTERS, _CODE, base=2, about="base 2"),
    case(np.array([0.5, 0.5]), np.array([0.9, 0.1])),
    case(np.array([0.9, 0.1]), np.array([0.5, 0.5])),
    case(_P, _Q, about="a table with one pair of distributions a row"),
    case(np.array([0.0, 1.0, 0.0]), np.array([0.1, 0.7, 0.2]), about="a one-hot label"),
    case(_LETTERS, _LETTERS, about="p equal to y"),
    case(np.array([0.5, 0.5, 0.0]), np.array([0.75, 0.25, 0.0]), about="a share of 0 in both"),
    case(np.array([1.0, 0.0]), np.array([1e-300, 1.0]), about="a tiny share"),
    case(np.array([0.5, 0.5]), np.array([1.0, 0.0]), about="a p that excludes what happens"),
]

_EPSILON = (
    "A small number was added to the shares, or they were cut off there, so that no logarithm is "
    "of 0. That changes results that were right. What never happens costs nothing: leave out the "
    "terms of what has no share, and leave all others as they are."
)

_ROUNDING = (
    "Σ y ln(y/p) is right on paper. Its terms have both signs and nearly cancel, and y/p, a "
    "number near 1, was rounded to 16 digits before: what is left is rounding, and may even be "
    "negative. Work with the small difference of the shares."
)


def _other_entropies(rng):
    """Other shares, for a learner with an id."""
    equal = int(rng.choice([5, 6, 7, 9, 10, 11, 12, 13]))
    return {
        "question": "What is the entropy, in bits, of the shares (1, 0), of (1/2, 1/4, 1/8, 1/8) "
        f"and of {equal} shares of 1/{equal}? A list of three numbers.",
        "reference": [0.0, 1.75, np.log2(equal)],
        "mistakes": [
            (
                [0.0, 1.75 * np.log(2), np.log(equal)],
                "These are nats. Bits are asked: take the logarithm to base 2, or divide by ln 2.",
            )
        ],
    }


EXERCISES = [
    ValueExercise(
        name="three_entropies",
        chapter=6,
        question="What is the entropy, in bits, of the shares (1, 0), of (1/2, 1/4, 1/8, 1/8) and "
        "of (1/3, 1/3, 1/3)? A list of three numbers.",
        precision="to 3 digits",
        reference=[0.0, 1.75, np.log2(3)],
        atol=0.0051,
        seeded=_other_entropies,
        mistakes=[
            (
                [0.0, 1.75 * np.log(2), np.log(3)],
                "These are nats. Bits are asked: take the logarithm to base 2, or divide by ln 2.",
            ),
            (
                [1.0, 1.75, np.log2(3)],
                "The first is not 1: if an outcome is certain, no question is needed, and "
                "−log2 1 is 0.",
            ),
            (
                [0.0, 2.0, np.log2(3)],
                "For the second you took four equal shares. A occurs half of the time and needs "
                "one question only.",
            ),
            (
                [0.0, 2.25, np.log2(3)],
                "For the second you averaged the lengths 1, 2, 3, 3 as if all letters came "
                "equally often. Weight each with its share.",
            ),
            (
                [1.0, 2**1.75, 3.0],
                "These are perplexities, 2 to the power of the entropy: numbers of choices. The "
                "entropy is their logarithm to base 2.",
            ),
            (
                [0.0, 1.75, np.log2(3) / 3],
                "The third is one term of three: 1/3 times log2 3. Add all three.",
            ),
            (
                [0.0, 1.75, 2.0],
                "Three outcomes need 2 digits in a code for single ones. Entropy is the limit for "
                "long blocks, where it need not be a whole number.",
            ),
        ],
        hints=[
            "How many yes–no questions does each outcome need? How often is it asked for?",
            "A share of 1/8 has the surprise −log2(1/8) = 3. Weight the surprises with the shares.",
            "What never happens counts 0. For K equal shares, all surprises are log2 K.",
        ],
    ),
    FunctionExercise(
        name="entropy",
        chapter=6,
        question="Write entropy(p, base=np.e) for one list of shares: their mean surprise, in "
        "nats or in the unit of the base. A share of 0 costs nothing, and NumPy must not warn.",
        reference=entropy,
        rtol=1e-11,
        quiet=True,
        cases=[
            case([0.5, 0.25, 0.125, 0.125]),
            case([0.5, 0.25, 0.125, 0.125], base=2, about="base 2"),
            case([1 / 3, 1 / 3, 1 / 3]),
            case([0.97, 0.01, 0.01, 0.01], base=10, about="base 10"),
            case(np.full(1000, 0.001), about="a thousand shares"),
            case([1.0, 0.0], about="a share of 0"),
            case([0.5, 0.0, 0.375, 0.125], about="a share of 0 among others"),
            case([0, 1, 0], about="a list of integers"),
            case([1.0], about="a single share"),
            case([1.0, 1e-300], about="a tiny share"),
        ],
        mistakes=[
            (
                lambda p, base=np.e: -np.sum(_array(p) * np.log(_array(p))) / np.log(base),
                "0 · ln 0 is 0 · (−inf) for a computer, which is nan. On paper it counts as 0: "
                "leave out the shares that are 0 before you take the logarithm.",
            ),
            *[
                (
                    lambda p, base=np.e, tiny=tiny: (
                        -np.sum(_array(p) * np.log(_array(p) + tiny)) / np.log(base)
                    ),
                    _EPSILON,
                )
                for tiny in _TINY
            ],
            *[
                (
                    lambda p, base=np.e, tiny=tiny: (
                        _plain_entropy(np.maximum(p, tiny)) / np.log(base)
                    ),
                    _EPSILON,
                )
                for tiny in _TINY
            ],
            (
                lambda p, base=np.e: entropy(p, base) if np.all(p) else 0.0,
                "One share of 0 makes all of it 0. Only its own term is 0: the others still count.",
            ),
            (
                lambda p, base=np.e: entropy(p),
                "The argument base is not used: this is in nats always. How many nats are one "
                "unit of the base?",
            ),
            (
                lambda p, base=np.e: entropy(p, 2),
                "This is in bits whatever base is asked. log2 a is ln a/ln 2: put base for 2.",
            ),
            (
                lambda p, base=np.e: entropy(p) * np.log(base),
                "You multiplied where you should divide: a bit is smaller than a nat, so there "
                "are more of them.",
            ),
            (
                lambda p, base=np.e: np.sum(np.log(1 / _array(p)[_array(p) > 0])) / np.log(base),
                "These are the surprises, added up as if each outcome came once. Weight each with "
                "its share: p times −ln p.",
            ),
            (
                lambda p, base=np.e: 1 - np.sum(_array(p) ** 2),
                "This is 1 − Σp², the Gini impurity. It is 0 and largest at the same places as "
                "entropy, and another number between. Entropy is the mean of −ln p.",
            ),
            (
                lambda p, base=np.e: np.exp(entropy(p)),
                "This is e to the power of the entropy: the perplexity, a number of choices.",
            ),
            (
                lambda p, base=np.e: np.array([entropy([x, 1 - x]) if x else 0 for x in p]).sum(),
                "This adds −(1 − p) ln(1 − p) for every share, as for yes–no questions of their "
                "own. The other outcomes have terms of their own already.",
            ),
        ],
        hints=[
            "The surprise of a share is −ln p. Which mean of the surprises is it?",
            "What should a share of 0 add? Choose the others with p[p > 0].",
            "np.sum(p * np.log(1 / p)) of the shares above 0, divided by np.log(base).",
        ],
    ),
    ValueExercise(
        name="errors_of_three",
        chapter=6,
        question="A model gives three classes the shares 0.6, 0.3 and 0.1, and the second class is "
        "true. The error of each score? A list of three numbers.",
        precision="to 3 digits",
        reference=[0.6, -0.7, 0.1],
        atol=0.0011,
        mistakes=[
            (
                [-0.6, 0.7, -0.1],
                "The sign is turned round. The error is p − y, the share minus the truth: positive "
                "where the score is too high.",
            ),
            (
                [0.6, 0.7, 0.1],
                "The sizes are right. The true class has less than it should, so its error is "
                "negative, and the three add up to 0.",
            ),
            (
                [0.6, 0.3, 0.1],
                "These are the shares. For the true class take off y = 1.",
            ),
            (
                [-0.4, -0.7, -0.9],
                "You took 1 off each share. Only the true class has y = 1.",
            ),
            (
                [0.0, -1 / 0.3, 0.0],
                "That is −y/p, the slope along the shares, as if one share could move alone. The "
                "error belongs to the scores: p − y.",
            ),
            (
                [0.0, -0.7, 0.0],
                "The two wrong classes have errors, too: they have shares and should have none.",
            ),
        ],
        hints=[
            "What is the truth, written as three numbers like the shares?",
            "The truth is the one-hot vector (0, 1, 0).",
            "Subtract it from the shares, entry by entry. What do the three errors add up to?",
        ],
    ),
    ValueExercise(
        name="two_codes",
        chapter=6,
        question="y = (1/2, 1/4, 1/8, 1/8) and p = (1/8, 1/2, 1/4, 1/8). In bits: H(y), H(y, p), "
        "KL(y‖p), H(p, y), KL(p‖y). A list of five numbers.",
        precision="five exact numbers, such as 1.5",
        reference=[1.75, 2.375, 0.625, 2.25, 0.5],
        atol=1e-6,
        mistakes=[
            (
                np.array([1.75, 2.375, 0.625, 2.25, 0.5]) * np.log(2),
                "These are nats. Bits are asked: divide by ln 2, or count digits of the words.",
            ),
            (
                [1.75, 2.25, 0.5, 2.375, 0.625],
                "The two orders are exchanged. In H(y, p), y says how often, and p says how long: "
                "y is the truth, and the words were built for p.",
            ),
            (
                [1.75, 2.375, -0.625, 2.25, -0.5],
                "The sign of the divergence is wrong: the wrong code is never shorter on average. "
                "It is H(y, p) − H(y).",
            ),
            (
                [1.75, 2.375, 0.625, 2.375, 0.625],
                "You took both to be symmetric. They are not: swapped, other letters get the long "
                "words. Compute the last two anew.",
            ),
            (
                [1.75, 2.375, 1.375, 2.25, 1.0],
                "You added the sizes of the terms y log2(y/p). Some letters have shorter words "
                "than they should: those terms are negative, and count.",
            ),
            (
                [1.75, 2.375, 1.0, 2.25, 0.75],
                "You counted only the letters with too long words. The others save something: "
                "their negative terms belong to the sum.",
            ),
            (
                [1.75, 2.25, 0.5, 2.25, 0.5],
                "H(y, p) is not the plain mean of the lengths 3, 1, 2, 3. Weight them with y.",
            ),
        ],
        hints=[
            "A share of 1/8 has a word of 3 digits. How long are the words built for p?",
            "H(y, p) weights the lengths 3, 1, 2, 3 with y. KL is what is left without H(y).",
            "For the other order weight the lengths 1, 2, 3, 3 with p. H(p) equals H(y). Why?",
        ],
    ),
    ValueExercise(
        name="two_more_codes",
        chapter=6,
        question="y = (1/2, 1/4, 1/8, 1/8) and p = (1/4, 1/8, 1/2, 1/8). In bits: H(y), H(y, p), "
        "KL(y‖p), H(p, y), KL(p‖y). A list of five numbers.",
        precision="five exact numbers, such as 1.5",
        reference=[1.75, 2.25, 0.5, 2.375, 0.625],
        atol=1e-6,
        mistakes=[
            (
                np.array([1.75, 2.25, 0.5, 2.375, 0.625]) * np.log(2),
                "These are nats. Bits are asked: divide by ln 2, or count digits of the words.",
            ),
            (
                [1.75, 2.375, 0.625, 2.25, 0.5],
                "The two orders are exchanged. In H(y, p), y says how often, and p says how long.",
            ),
            (
                [1.75, 2.25, -0.5, 2.375, -0.625],
                "The sign of the divergence is wrong: the wrong code is never shorter on average.",
            ),
            (
                [1.75, 2.25, 0.5, 2.25, 0.5],
                "You took both to be symmetric. They are not: compute the last two anew.",
            ),
            (
                [1.75, 2.25, 0.75, 2.375, 1.0],
                "You counted only the letters with too long words. The others save something: "
                "their negative terms belong to the sum.",
            ),
            (
                [1.75, 2.25, 0.5, 2.25, 0.625],
                "One of the last two is not right: H(p, y) weights the lengths 1, 2, 3, 3 with p.",
            ),
        ],
        hints=[
            "A share of 1/8 has a word of 3 digits. How long are the words built for p?",
            "H(y, p) weights the lengths 2, 3, 1, 3 with y. KL is what is left without H(y).",
            "For the other order weight the lengths 1, 2, 3, 3 with p. H(p) equals H(y). Why?",
        ],
    ),
    FunctionExercise(
        name="cross_entropy",
        chapter=6,
        question="Write cross_entropy(y, p, base=np.e): the mean surprise of one who believes p "
        "where y is true, for each pair of rows. 0 · ln 0 counts as 0, also if p is 0 there.",
        reference=cross_entropy,
        rtol=1e-11,
        atol=1e-13,
        cases=_pairs_of_shares,
        mistakes=[
            (
                lambda y, p, base=np.e: -np.sum(y * np.log(p), -1) / np.log(base),
                "0 · ln 0 is nan for a computer. On paper it counts as 0: what never happens "
                "costs nothing. Take ln p only where y is above 0, or use scipy.special.xlogy.",
            ),
            *[
                (
                    lambda y, p, base=np.e, tiny=tiny: (
                        -np.sum(y * np.log(p + tiny), -1) / np.log(base)
                    ),
                    _EPSILON,
                )
                for tiny in _TINY
            ],
            *[
                (
                    lambda y, p, base=np.e, tiny=tiny: (
                        -np.sum(y * np.log(np.clip(p, tiny, 1 - tiny)), -1) / np.log(base)
                    ),
                    _EPSILON,
                )
                for tiny in _TINY
            ],
            (
                lambda y, p, base=np.e: cross_entropy(p, y, base),
                "y and p are exchanged: this weights with p the surprise at y. The truth y says "
                "how often something happens, the belief p says how surprising it is.",
            ),
            (
                lambda y, p, base=np.e: kl_divergence(y, p, base),
                "This is the divergence, the excess over H(y): it is 0 for p = y. Cross-entropy "
                "is H(y) there. Do not take H(y) off.",
            ),
            (
                lambda y, p, base=np.e: entropy(y, base),
                "This is the entropy of y, and does not look at p. The surprise is −ln p.",
            ),
            (
                lambda y, p, base=np.e: entropy(p, base),
                "This is the entropy of p: how unsure the model is. It does not look at the "
                "truth. Weight with y.",
            ),
            (
                lambda y, p, base=np.e: -np.sum(y * p, -1),
                "Here y and p are multiplied. The logarithm of p is missing.",
            ),
            (
                lambda y, p, base=np.e: cross_entropy(y, p),
                "The argument base is not used: this is in nats always. How many nats are one "
                "unit of the base?",
            ),
            (
                lambda y, p, base=np.e: (
                    -np.sum(y * np.log(p) + (1 - y) * np.log(1 - p), -1) / np.log(base)
                ),
                "The second part, (1 − y) ln(1 − p), belongs to yes–no questions with one share. "
                "Here the other outcomes have terms of their own.",
            ),
            (
                lambda y, p, base=np.e: np.sum(cross_entropy(y, p, base)),
                "All rows of the table are added up. Each row is a pair of its own: sum along "
                "the last axis only, axis=-1.",
            ),
        ],
        hints=[
            "How surprising is outcome k for one who believes p? How often does it happen?",
            "−Σ y ln p along the last axis. What should happen where y is 0?",
            "-scipy.special.xlogy(y, p).sum(axis=-1) / np.log(base).",
        ],
    ),
    FunctionExercise(
        name="kl_divergence",
        chapter=6,
        question="Write kl_divergence(y, p, base=np.e): what believing p costs above the entropy "
        "of y, for each pair of rows. A term with y = 0 counts as 0, also if p is 0 there.",
        reference=kl_divergence,
        rtol=1e-10,
        atol=1e-12,
        cases=_pairs_of_shares,
        mistakes=[
            (
                lambda y, p, base=np.e: np.sum(y * np.log(y / p), -1) / np.log(base),
                "Where y is 0, y ln(y/p) is 0 · (−inf) or 0/0, which is nan. On paper it "
                "counts as 0: these terms must be left out.",
            ),
            *[
                (
                    lambda y, p, base=np.e, tiny=tiny: (
                        np.sum(y * np.log((y + tiny) / (p + tiny)), -1) / np.log(base)
                    ),
                    _EPSILON,
                )
                for tiny in _TINY
            ],
            (
                lambda y, p, base=np.e: kl_divergence(p, y, base),
                "y and p are exchanged. The divergence is not symmetric: the truth y weights, and "
                "stands on top of the fraction.",
            ),
            (
                lambda y, p, base=np.e: (kl_divergence(y, p, base) + kl_divergence(p, y, base)) / 2,
                "This is the mean of both directions, which is symmetric. The divergence is not.",
            ),
            (
                lambda y, p, base=np.e: cross_entropy(y, p, base),
                "This is the cross-entropy. Take the entropy of y off: for p = y, 0 must be left.",
            ),
            (
                lambda y, p, base=np.e: kl_divergence(y, p),
                "The argument base is not used: this is in nats always. How many nats are one "
                "unit of the base?",
            ),
            (
                lambda y, p, base=np.e: np.sum(y * np.abs(np.log(y / p)), -1) / np.log(base),
                "The size of each term was taken. Outcomes that p makes more probable than y have "
                "negative terms, and they count.",
            ),
            (
                lambda y, p, base=np.e: np.sum(np.log(y / p), -1) / np.log(base),
                "The weights are missing: each term counts as often as its outcome happens.",
            ),
            (
                lambda y, p, base=np.e: np.sum(np.square(np.subtract(y, p)), -1),
                "This is the squared distance of the shares (the Brier score of p).",
            ),
        ],
        hints=[
            "What is left of the cross-entropy when you take off what even the truth would cost?",
            "Cross-entropy = entropy + divergence.",
            "Σ y ln(y/p) along the last axis. What should happen where y is 0?",
            "scipy.special.rel_entr(y, p).sum(axis=-1) / np.log(base).",
        ],
    ),
    FunctionExercise(
        name="kl_nearly_equal",
        chapter=6,
        question="Write kl_nearly_equal(y, p): the divergence KL(y‖p) in nats of two lists of "
        "shares above 0, right to 6 digits even if they differ in the tenth digit only.",
        reference=kl_divergence,
        rtol=1e-6,
        cases=[
            case(np.array([0.5, 0.5]), np.array([0.9, 0.1])),
            case(np.array([0.9, 0.1]), np.array([0.5, 0.5])),
            case(_LETTERS, _CODE),
            case(_LETTERS, _LETTERS, about="p equal to y"),
            case(np.array([0.25, 0.25, 0.5]), _NEAR_3, about="nearly equal y and p"),
            case(np.array([0.6, 0.4]), _NEAR_2, about="nearly equal y and p"),
            case(np.array([0.5, 0.5]), _NEAR, about="y and p that differ by 2^−30"),
        ],
        mistakes=[
            *[
                (textbook, _ROUNDING)
                for textbook in (
                    lambda y, p: np.sum(y * np.log(y / p)),
                    lambda y, p: sum(a * np.log(a / b) for a, b in zip(y, p, strict=True)),
                )
            ],
            (
                lambda y, p: np.sum(y * (np.log(y) - np.log(p))),
                "ln y − ln p subtracts two nearly equal numbers, and what is left is rounding. "
                "Begin with the difference of the shares, relative to y.",
            ),
            (
                lambda y, p: cross_entropy(y, p) - entropy(y),
                "H(y, p) − H(y) subtracts two nearly equal numbers of about 1: all that is "
                "smaller than 1e-16 is lost. Find a form whose terms are tiny themselves.",
            ),
            (
                lambda y, p: np.sum(y * ((p - y) / y - np.log(1 + (p - y) / y))),
                "1 + r, or p/y, is a number near 1: it is rounded to 16 digits after the "
                "point, and the last digits of r are gone before the logarithm. NumPy has a "
                "logarithm that never forms 1 + r.",
            ),
            (
                lambda y, p: max(0.0, np.sum(y * np.log(y / p))),
                "A negative result was replaced by 0. That hides the rounding and is as far off "
                "as before.",
            ),
            (
                lambda y, p: abs(np.sum(y * np.log(y / p))),
                "The sign of a rounding error was taken away. What is left is still rounding.",
            ),
            (
                lambda y, p: np.sum((p - y) ** 2 / (2 * y)),
                "(p − y)²/2p is the first term of a series. It is right for nearly equal "
                "shares and wrong for others: of which function is it the beginning?",
            ),
            (
                lambda y, p: np.sum((p - y) / y - np.log1p((p - y) / y)),
                "The weights are missing: each term counts y times.",
            ),
        ],
        hints=[
            "The two terms of the textbook's sum are about −δ and +δ: opposite signs and nearly "
            "the same size. What is left of 16 digits?",
            "Σ(p − y) = 0. Add p − y to each term: then no term is negative.",
            "The term is then y (r − ln(1 + r)) with r = (p − y)/y, and np.log1p(r) is ln(1 + r), "
            "computed without forming 1 + r.",
        ],
    ),
    FunctionExercise(
        name="perplexity",
        chapter=6,
        question="Write perplexity(nll): for each mean surprise in nats, the number of equally "
        "probable choices that would surprise as much.",
        reference=perplexity,
        rtol=1e-12,
        cases=[
            case(np.log(10.0)),
            case(0.0, about="a model that is never surprised"),
            case(np.array([0.1, 3.0, 0.6931]), about="an array"),
            case([0.5, 2], about="a list"),
            case(0.19165),
            case(np.array([[1.0, 2.0], [40.0, 700.0]]), about="a table with large surprises"),
        ],
        mistakes=[
            (
                lambda nll: np.power(2.0, nll),
                "2 to the power of it is right for bits. The surprise is in nats: e to the power.",
            ),
            (
                lambda nll: np.power(10.0, nll),
                "10 to the power of it belongs to logarithms of base 10. Nats belong to e.",
            ),
            (
                lambda nll: np.exp(-_array(nll)),
                "The sign is wrong: this is the typical probability, 1/perplexity, and it never "
                "exceeds 1. A number of choices is never below 1.",
            ),
            (
                lambda nll: _array(nll),
                "This is the mean surprise itself. Take its exponential.",
            ),
            (lambda nll: np.log(nll), "The other way round: undo the logarithm with e^nll."),
            (
                lambda nll: np.exp(np.mean(nll)),
                "Each number is a mean already: give each its own perplexity.",
            ),
            (
                lambda nll: np.exp(_array(nll) / np.log(2)),
                "Divided by ln 2, nats become bits, and bits belong to 2. Without it, nats and e.",
            ),
            (
                lambda nll: np.expm1(nll),
                "This is one choice too few: e^0 is 1, one choice, and that is right.",
            ),
        ],
        hints=[
            "How surprising is one of K equally probable choices?",
            "K equally probable choices have the surprise ln K. Solve for K.",
            "e to the power of the mean surprise: np.exp.",
        ],
    ),
    FunctionExercise(
        name="smoothing_floor",
        chapter=6,
        question="Write smoothing_floor(eps, K): the lowest mean surprise, in nats, that any model "
        "can reach on K classes with labels smoothed by eps.",
        reference=_floor,
        rtol=1e-9,
        atol=1e-12,
        cases=[
            case(0.1, 3),
            case(0.1, 10),
            case(0.2, 2),
            case(0.001, 1000, about="many classes"),
            case(1.0, 4, about="a label that is all smoothed away"),
            case(0.0, 5, about="no smoothing"),
        ],
        mistakes=[
            (
                lambda eps, K: 0.0,
                "0 is the floor of one-hot labels only. A soft label cannot be met by a sure "
                "answer: its floor is its entropy.",
            ),
            (
                lambda eps, K: entropy(np.append(1 - eps, np.full(K - 1, eps / (K - 1)))),
                "You dealt eps out among the K − 1 wrong classes. The recipe deals it out "
                "among all K, the true one included.",
            ),
            (
                lambda eps, K: -np.log(1 - eps + eps / K),
                "This is the surprise at the true class alone. The other K − 1 shares of the "
                "label have surprises, too.",
            ),
            (
                lambda eps, K: -np.log(1 - eps),
                "This is −ln(1 − eps). The floor is the entropy of the whole smoothed label.",
            ),
            (
                lambda eps, K: _plain_entropy([1 - eps + eps / K, eps / K]),
                "Only one of the wrong classes was counted. There are K − 1 shares of eps/K.",
            ),
            (
                lambda eps, K: _plain_entropy([1 - eps] + [eps / K] * (K - 1)),
                "These shares do not sum to 1: the true class keeps eps/K of what was taken.",
            ),
            (
                lambda eps, K: _plain_entropy([1 - eps + eps / K] + [eps / K] * (K - 1)),
                "Right but for eps = 0, where the shares of 0 give 0 · ln 0 = nan. They count 0.",
            ),
            (
                lambda eps, K: np.log(K) * eps,
                "eps times ln K is a guess between the ends 0 and ln K. Write down the K shares "
                "of a smoothed label, and take their entropy.",
            ),
        ],
        hints=[
            "Cross-entropy = entropy of the label + divergence. How low can the second be?",
            "It is an entropy. Which shares has a smoothed one-hot label?",
            "One share is 1 − eps + eps/K, and K − 1 shares are eps/K.",
        ],
    ),
    FunctionExercise(
        name="cross_entropy_with_logits",
        chapter=6,
        question="Write cross_entropy_with_logits(z, y): the mean surprise, in nats, at the true "
        "classes y (from 0 to K − 1) of the rows of scores z. One list of scores with one class "
        "goes in, too, and large scores.",
        reference=lambda z, y: cross_entropy_with_logits(z, y),
        rtol=1e-10,
        atol=1e-12,
        cases=[
            case(_ROWS, _CLASSES),
            case(np.zeros((5, 10)), np.array([3, 1, 4, 1, 5]), about="equal scores: ln 10"),
            case(_SCORES, 0, about="one list of scores"),
            case(10 * _ROWS[:3], np.array([0, 0, 2]), about="confident errors"),
            case(np.array([[1000.0, 0.0], [999.0, 1000.0]]), np.array([0, 1]), about="large z"),
            case(np.array([[0.0, 1000.0]]), np.array([0]), about="scores far apart"),
            case(_FAR, np.array([1, 1]), about="rows far apart"),
            case(np.array([[1.0, -np.inf, 2.0]]), np.array([2]), about="a masked score"),
        ],
        mistakes=[
            (
                lambda z, y: -np.mean(_true_class(log_softmax(z), np.asarray(y) - 1)),
                "The labels are counted from 1 here, so each row is graded by the class before. "
                "In Python they begin at 0.",
            ),
            (
                lambda z, y: -np.sum(_true_class(log_softmax(z), y)),
                "This is the sum of the surprises. The mean is asked: it does not grow with the "
                "number of rows.",
            ),
            (
                lambda z, y: -np.mean(_true_class(np.log(_plain_softmax(z)), y)),
                "First the shares, then −ln: right on paper. For large scores e^z is inf and "
                "inf/inf is nan; for scores far apart the share is rounded to 0, and the "
                "surprise is inf. Go from the scores to the surprise in one step.",
            ),
            (
                lambda z, y: -np.mean(_true_class(np.log(softmax(z)), y)),
                "The share of the true class was rounded to 0 before its logarithm was taken, "
                "so the surprise is inf, where 1000 is right. Go from the scores to the "
                "surprise in one step.",
            ),
            (
                lambda z, y: np.mean(
                    np.log(np.sum(np.exp(z), axis=-1)) - _true_class(_array(z), y)
                ),
                "LSE(z) − z_y is the right formula, and e^1000 in it is inf. Take the largest "
                "score off first: LSE(z) = m + ln Σ e^(z − m).",
            ),
            (
                lambda z, y: -np.mean(_true_class(log_softmax(softmax(z)), y)),
                "Softmax is applied twice: log_softmax takes scores and applies it itself. The "
                "loss can then not fall below ln(1 + (K − 1)/e) (chapter 8).",
            ),
            (
                lambda z, y: -np.mean(_true_class(z, y)),
                "This is minus the score of the true class. LSE(z), the soft winner's score, is "
                "missing.",
            ),
            (
                lambda z, y: np.mean(_true_class(softmax(z), y)),
                "This is the mean share of the true class. The surprise is −ln of each share.",
            ),
            (
                lambda z, y: -np.log(np.mean(_true_class(softmax(z), y))),
                "You averaged the shares and then took −ln. The other order is asked: the mean of "
                "the surprises.",
            ),
            (
                lambda z, y: -np.mean(log_softmax(z) * _one_hot(y, np.shape(z)[-1])),
                "The mean ran over all N · K entries of the table. Each row has one surprise: sum "
                "along the classes, then the mean over the rows.",
            ),
            (
                lambda z, y: -np.mean(log_softmax(z)[..., y]),
                "z[:, y] takes all columns y for every row, an N × N table. One entry a row is "
                "asked: z[np.arange(N), y].",
            ),
            (
                lambda z, y: -np.mean(_true_class(log_softmax(z, 0), y)),
                "The shares were taken along the columns. A row is a case: its classes share.",
            ),
            (
                lambda z, y: np.mean(np.argmax(z, axis=-1) != y),
                "This is the 0–1 loss, the share of wrong answers. It does not ask how sure.",
            ),
        ],
        hints=[
            "What is −ln of e^(z_y)/Σ e^z, without a fraction?",
            "LSE(z) − z_y for each row, then the mean. Take the largest score off each row first.",
            "z[np.arange(len(z)), y] picks the score of the true class in each row.",
        ],
    ),
    FunctionExercise(
        name="cross_entropy_grad",
        chapter=6,
        question="Write cross_entropy_grad(z, y): for each row of scores z with the true class y "
        "(from 0 to K − 1), the slopes of its surprise along its scores.",
        reference=cross_entropy_grad,
        rtol=1e-10,
        atol=1e-13,
        cases=[
            case(_SCORES, 1),
            case(_ROWS, _CLASSES, about="a table, one case a row"),
            case(np.zeros(10), 3, about="ten equal scores"),
            case(np.array([[6.0, 0.0], [-6.0, 0.0]]), np.array([1, 1]), about="a confident error"),
            case(np.array([1000.0, 0.0, 999.0]), 1, about="large scores"),
            case(_FAR, np.array([1, 1]), about="rows far apart"),
        ],
        mistakes=[
            (
                lambda z, y: _one_hot(y, np.shape(z)[-1]) - softmax(z),
                "This is y − p: the pull, which way the scores should move. The slope is its "
                "opposite, p − y.",
            ),
            (
                lambda z, y: (
                    (softmax(z) - _one_hot(y, np.shape(z)[-1])) / (len(z) if np.ndim(z) > 1 else 1)
                ),
                "Divided by the number of rows, these are slopes of the mean. Each row's own "
                "surprise is asked.",
            ),
            (
                lambda z, y: (softmax(z) - _one_hot(y, np.shape(z)[-1])) / len(z),
                "Divided by len(z), these are slopes of a mean. Each row's own surprise is asked.",
            ),
            (
                lambda z, y: softmax(z),
                "These are the shares, so the slopes of LSE(z). Take 1 off at the true class.",
            ),
            (
                lambda z, y: -_one_hot(y, np.shape(z)[-1]) / softmax(z),
                "−y/p is the slope along the shares, as if each could move alone. Along the "
                "scores it is p − y: the chain rule through the softmax cancels 1/p.",
            ),
            (
                lambda z, y: softmax(z) - np.asarray(y)[..., None],
                "The number of the class was taken off. Take off its one-hot list: 1 at the true "
                "class, 0 elsewhere.",
            ),
            (
                lambda z, y: softmax(softmax(z)) - _one_hot(y, np.shape(z)[-1]),
                "Softmax is applied twice. The input are scores: apply it once.",
            ),
            (
                lambda z, y: sigmoid(z) - _one_hot(y, np.shape(z)[-1]),
                "These are slopes for K yes–no questions with sigmoids. Here the classes share: "
                "the slopes of a row must sum to 0.",
            ),
            (
                lambda z, y: 2 * (softmax(z) - _one_hot(y, np.shape(z)[-1])),
                "Twice the right number: the 2 comes from a square, and there is none here.",
            ),
            (
                lambda z, y: softmax(z, axis=0) - _one_hot(y, np.shape(z)[-1]),
                "The shares were taken along the columns. A row is a case: use axis=-1.",
            ),
            (
                lambda z, y: _plain_softmax(z) - _one_hot(y, np.shape(z)[-1]),
                "p − y is right, and the softmax in it overflows: e^1000 is inf, and inf/inf is "
                "nan. Take the largest score off first.",
            ),
        ],
        hints=[
            "The surprise is LSE(z) − z_y. What is the slope of LSE along a score?",
            "p − y, with y as a one-hot list. np.eye(K)[y] makes one for each row.",
            "softmax(z) - np.eye(z.shape[-1])[y], with a softmax that does not overflow.",
        ],
    ),
    FunctionExercise(
        name="gradient_any_target",
        chapter=6,
        question="Write gradient_any_target(z, y): the slopes of −Σ y_k ln softmax(z)_k along the "
        "scores, for any list y, also one that does not sum to 1.",
        reference=lambda z, y: np.sum(y) * softmax(z) - np.asarray(y),
        rtol=1e-9,
        atol=1e-13,
        cases=[
            case(_SCORES, np.array([0.0, 1.0, 0.0])),
            case(_SCORES, np.array([0.1, 0.2, 0.7]), about="a soft label"),
            case(_SCORES, np.array([1.0, 1.0, 0.0]), about="two labels at once"),
            case(np.array([0.0, 3.0, -1.0, 0.4]), np.array([2.0, 0.0, 1.0, 0.5]), about="counts"),
            case(_SCORES, np.zeros(3), about="no label at all"),
            case(np.array([1000.0, 0.0]), np.array([1.0, 1.0]), about="large scores"),
        ],
        mistakes=[
            (
                lambda z, y: softmax(z) - y,
                "p − y holds if y sums to 1. If not, the logarithm of the bottom counts once "
                "for each unit of label: how often is that?",
            ),
            (
                lambda z, y: softmax(z) - np.asarray(y) / np.sum(y),
                "You divided y by its sum. That is the slope of another loss, smaller by the "
                "factor Σ y: multiply p instead.",
            ),
            (
                lambda z, y: y - np.sum(y) * softmax(z),
                "The sign is wrong: this is the pull. The slope of the loss is its opposite.",
            ),
            (
                lambda z, y: np.sum(y) * (softmax(z) - y),
                "Σ y belongs to p alone, not to the bracket.",
            ),
            (
                lambda z, y: sigmoid(z) - y,
                "These are slopes for a yes–no question a class. For several labels at once that "
                "would be the better loss, and it is another one.",
            ),
            (
                lambda z, y: len(z) * softmax(z) - y,
                "You took the number of classes for the sum of y.",
            ),
            (
                lambda z, y: -np.asarray(y) / softmax(z),
                "−y/p is the slope along the shares. Asked are the slopes along the scores.",
            ),
            (
                lambda z, y: np.asarray(y) * (softmax(z) - 1),
                "Only the slope of each class's own term is here. Every score moves all shares, "
                "because they compete: sum over the terms.",
            ),
            (
                lambda z, y: np.sum(y) * _plain_softmax(z) - y,
                "The formula is right, and the softmax in it overflows: e^1000 is inf. Take the "
                "largest score off first.",
            ),
        ],
        hints=[
            "Put ln p_k = z_k − LSE(z) into the loss. How often does LSE(z) stand there?",
            "(Σ y) · LSE(z) − Σ y_k z_k. The slope of LSE along z_j is p_j.",
            "np.sum(y) * softmax(z) - y.",
        ],
    ),
    FunctionExercise(
        name="brier_score",
        chapter=6,
        question="Write brier_score(p, y): the mean squared distance between forecasts and what "
        "happened. For yes–no, p and y are lists of the same length, and y is 0 or 1. For K "
        "classes, p has a row of shares for each case, y its class, and each row adds up its K "
        "squares.",
        reference=brier_score,
        rtol=1e-11,
        atol=1e-14,
        cases=[
            case(np.array([0.9, 0.2]), np.array([1, 0])),
            case(np.array([0.5, 0.5, 0.1]), np.array([1, 0, 1])),
            case(np.array([0.0, 1.0]), np.array([1, 0]), about="confident errors"),
            case(np.array([0.0, 1.0]), np.array([0, 1]), about="a perfect forecast"),
            case(np.array([[0.7, 0.2, 0.1]]), np.array([0]), about="three classes"),
            case(_P, np.array([1, 2]), about="three classes and two cases"),
            case(np.array([[0.3, 0.7], [0.6, 0.4]]), np.array([1, 1]), about="two classes"),
        ],
        mistakes=[
            (
                lambda p, y: np.mean(
                    np.square(p - (y if np.ndim(p) == 1 else _one_hot(y, p.shape[1])))
                ),
                "For K classes you averaged over the classes, too. Add up the K squares of a row, "
                "then take the mean over the rows.",
            ),
            (
                lambda p, y: np.mean(np.square(p - y)),
                "For K classes the number of the class was taken off the shares. Take off its "
                "one-hot row: 1 for the class that came, 0 for the others.",
            ),
            (
                lambda p, y: np.sqrt(brier_score(p, y)),
                "This is the root of the mean square. The Brier score has no root.",
            ),
            (
                lambda p, y: np.mean(np.abs(p - y)) if np.ndim(p) == 1 else np.nan,
                "These are absolute errors. Squares are asked: the mean absolute error does not "
                "make people honest.",
            ),
            (
                lambda p, y: np.mean(p - y) if np.ndim(p) == 1 else np.nan,
                "The square is missing: errors up and down cancel.",
            ),
            (
                lambda p, y: np.sum(np.square(p - y)) if np.ndim(p) == 1 else np.nan,
                "This is the sum of the squares. The mean over the cases is asked.",
            ),
            (
                lambda p, y: (
                    np.mean(np.square(p - y))
                    if np.ndim(p) == 1
                    else np.mean(np.square(1 - _true_class(p, y)))
                ),
                "For K classes only the true class counts here. The others have squares, too: "
                "their target is 0.",
            ),
            (
                lambda p, y: (
                    -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)) if np.ndim(p) == 1 else np.nan
                ),
                "This is the mean surprise. It is another honest grade; asked is the squared one.",
            ),
            (
                lambda p, y: (
                    np.mean(np.square(p - y))
                    if np.ndim(p) == 1
                    else np.sum(np.square(p - _one_hot(y, p.shape[1])))
                ),
                "For K classes this is the sum over all cases. Divide by the number of rows.",
            ),
            (
                lambda p, y: np.mean((p > 0.5) != y) if np.ndim(p) == 1 else np.nan,
                "This is the share of wrong answers. The Brier score asks how far off they were.",
            ),
        ],
        hints=[
            "How far is a forecast of 0.9 from what happened, if it happened?",
            "The distance of a forecast 0.9 from what happened, 1, is 0.1.",
            "For K classes make one-hot rows first, np.eye(K)[y]. Then add up the squares of each "
            "row.",
            "p.ndim tells the two kinds apart: 1 for yes–no, 2 for K classes.",
        ],
    ),
    FunctionExercise(
        name="best_forecast",
        chapter=6,
        question="It will rain with probability 0.73, and you know it. loss(a, y) grades the "
        "forecast a when y happened (1 is rain). Write best_forecast(loss): the forecast among "
        "0.01, 0.02, …, 0.99 with the lowest mean loss.",
        reference=_best_forecast,
        rtol=0.0,
        atol=1e-6,
        cases=[
            case(squared),
            case(absolute, about="the absolute error"),
            case(surprise, about="the surprise"),
            case(fourth, about="the fourth power of the error"),
            case(dear_rain, about="a surprise that counts three times when it rains"),
        ],
        fresh=_other_losses,
        mistakes=[
            (
                lambda loss: min(_CHOICES, key=lambda a: loss(a, 1)),
                "Only the loss with rain counts here. It stays dry in 27 of 100 cases, and those "
                "are graded, too.",
            ),
            (
                lambda loss: _best_forecast(loss, 0.5),
                "Rain and no rain count the same here. Rain has the weight 0.73, dry 0.27.",
            ),
            (
                lambda loss: _best_forecast(loss, 0.27),
                "The weights are exchanged: loss(a, 1) is paid in 73 of 100 cases.",
            ),
            (
                lambda loss: _CHOICES[np.argmax(_mean_loss(loss))],
                "This is the worst forecast, with the largest mean loss. Look for the smallest.",
            ),
            (
                lambda loss: _mean_loss(loss).min(),
                "This is the lowest mean loss. Asked is the forecast that has it: np.argmin gives "
                "its place.",
            ),
            (
                lambda loss: np.argmin(_mean_loss(loss)),
                "This is a place in the list of forecasts, counted from 0. Give the forecast that "
                "stands there.",
            ),
            (
                lambda loss: 0.73,
                "0.73 is the honest forecast. Some losses are lowest elsewhere: compute the mean "
                "loss of each forecast.",
            ),
            (
                lambda loss: min(_CHOICES, key=lambda a: loss(a, 0.73)),
                "You graded against y = 0.73. The outcome is 0 or 1: take the mean of both "
                "losses, not the loss of the mean.",
            ),
        ],
        hints=[
            "If you say a, what do you pay when it rains, and what when it stays dry? How often?",
            "The mean loss of a is 0.73 · loss(a, 1) + 0.27 · loss(a, 0).",
            "Compute it for np.arange(1, 100) / 100, one by one, and return the forecast with the "
            "smallest: min(forecasts, key=mean_loss).",
        ],
    ),
    ChoiceExercise(
        name="loss_claims",
        chapter=6,
        question="True (T) or false (F)?\n"
        "  Seven sentences, seven letters in a list.\n"
        "  1  With one-hot labels, the mean cross-entropy is NLL/N.\n"
        "  2  A loss that stops above 0 shows that the model can still be improved.\n"
        "  3  KL(y‖p) is a distance between y and p.\n"
        "  4  While y is fixed, H(y, p) and KL(y‖p) fall by the same amount.\n"
        "  5  With one-hot labels, a correct answer costs less the more confident it is.\n"
        "  6  Without a penalty, the best weights of softmax regression are unique.\n"
        "  7  A model with low entropy H(p) is a good model.",
        key=["T", "F", "F", "T", "T", "F", "F"],
        why={
            (1, "F"): "A one-hot label leaves one term of the sum: the surprise at the true class. "
            "The mean of the surprises is NLL/N (section 5).",
            (2, "T"): "Soft and smoothed labels have a floor above 0, their entropy (section 5). "
            "And where the features leave the label open, nobody reaches 0.",
            (3, "T"): "Swapped, it is another number, and a detour can be shorter than the direct "
            "way (section 5; the side path on divergence).",
            (4, "F"): "H(y, p) = H(y) + KL(y‖p), and H(y) does not contain p (section 5).",
            (5, "F"): "−ln p falls all the way to p = 1. That is why it never has enough of "
            "confidence, and why labels are smoothed (section 4).",
            (6, "T"): "Add the same list to the weights of all classes: no share moves, and the "
            "loss is the same (the side path on convexity).",
            (7, "T"): "H(p) says how sure the model is, and does not look at the truth. Sure and "
            "wrong is the worst there is (section 4).",
        },
        hints=[
            "Which of the sentences would fail for a label that is not sure?",
            "For each sentence look for one case in which it fails.",
            "Cross-entropy = entropy of the label + divergence. What does each sentence say about "
            "one of these three?",
        ],
    ),
]
