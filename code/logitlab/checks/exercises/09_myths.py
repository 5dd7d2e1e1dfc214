"""The exercises of chapter 9: claims to sort, to repair and to refute.

A counterexample is any array for which the claim fails. The view of such an exercise holds the
array against the claim and gives a verdict: `REFUTED`, or a number that says what is missing.
"""

import numpy as np

from logitlab.checks.exercise import ChoiceExercise, ValueExercise
from logitlab.functions import logit, sigmoid, softmax
from logitlab.losses import cross_entropy, entropy, kl_divergence

REFUTED = 1
HOLDS = 0
TIE = -1
EQUAL = -2
OUTSIDE = -3
PERCENT = -4
BORDER = -5
SPECIAL = 2
OTHER = 3

_ROUNDING = 1e-9  # a gap as small as this does not count


def _of_shape(a, rows, columns):
    if a.shape != (rows, columns):
        raise ValueError(f"{rows} rows of {columns} numbers are asked")
    return a.astype(float)


def _higher_first_score(a):
    a = _of_shape(a, 2, 3)
    if not np.isfinite(a).all():
        return OUTSIDE
    scores, shares = a[0, 0] - a[1, 0], np.subtract(*softmax(a)[:, 0])
    if scores == 0:
        return EQUAL
    if np.array_equal(a[0, 1:], a[1, 1:]):
        return SPECIAL
    if abs(shares) < _ROUNDING:
        return TIE
    return REFUTED if scores * shares < 0 else HOLDS


def _different_rows(a):
    a = _of_shape(a, 2, 3)
    if not np.isfinite(a).all():
        return OUTSIDE
    if np.array_equal(a[0], a[1]):
        return EQUAL
    if np.array_equal(np.sort(a[0]), np.sort(a[1])):
        return SPECIAL
    if np.allclose(*softmax(a), rtol=0, atol=1e-12):
        moved = a[1] - a[0]
        return REFUTED if np.ptp(moved) <= _ROUNDING * max(1, np.abs(moved).max()) else TIE
    if np.linalg.matrix_rank(a) == 1:
        return OTHER
    return HOLDS


def _always_rising(a):
    if a.shape != (2,):
        raise ValueError("two scores are asked")
    low, high = a.astype(float)
    if np.isnan(low) or np.isnan(high):
        return OUTSIDE
    if low == high:
        return EQUAL
    if low > high:
        return OTHER
    if sigmoid(low) >= sigmoid(high):
        return REFUTED
    return SPECIAL if high <= 0 else BORDER if high >= 37 else HOLDS


def _outside_distributions(a):
    """What keeps rows from being distributions, or None."""
    sums = a.sum(axis=1)
    if not np.isfinite(a).all() or (a < 0).any():
        return OUTSIDE
    if np.allclose(sums, 100):
        return PERCENT
    return None if np.allclose(sums, 1, rtol=0, atol=1e-9) else BORDER


def _larger_entropy(a):
    a = _of_shape(a, 3, 2)
    if (problem := _outside_distributions(a)) is not None:
        return problem
    y, first, second = a
    with np.errstate(all="ignore"):
        more = entropy(first) - entropy(second)
        larger = cross_entropy(y, first) - cross_entropy(y, second)
    if abs(more) < _ROUNDING:
        return EQUAL
    return REFUTED if more * larger < -_ROUNDING else HOLDS


def _triangle(a):
    a = _of_shape(a, 3, 2)
    if (problem := _outside_distributions(a)) is not None:
        return problem
    first, between, last = a
    if np.array_equal(first, between) or np.array_equal(between, last):
        return EQUAL
    with np.errstate(all="ignore"):
        direct = kl_divergence(first, last)
        around = kl_divergence(first, between) + kl_divergence(between, last)
    if np.isinf(around):
        return SPECIAL
    return REFUTED if direct > around + _ROUNDING else HOLDS


def _outside_probabilities(a):
    """What keeps numbers from lying between 0 and 1, or None."""
    if np.isnan(a).any() or (a < 0).any():
        return OUTSIDE
    if (a > 1).any():
        return PERCENT
    return BORDER if ((a == 0) | (a == 1)).any() else None


def _more_accurate(a):
    if a.ndim != 2 or a.shape[0] != 2 or a.shape[1] < 2:
        raise ValueError("two rows of at least two probabilities are asked")
    a = a.astype(float)
    if (problem := _outside_probabilities(a)) is not None:
        return problem
    hits = np.subtract(*(a > 0.5).mean(axis=1))
    losses = np.subtract(*-np.log(a).mean(axis=1))
    if hits == 0:
        return EQUAL
    if abs(losses) < _ROUNDING:
        return TIE
    return REFUTED if hits * losses > 0 else HOLDS


def _doubled_odds(a):
    if a.size != 1:
        raise ValueError("one probability is asked")
    p = a.astype(float).reshape(1)
    if (problem := _outside_probabilities(p)) is not None:
        return problem
    return REFUTED if 2 * p[0] / (1 + p[0]) - p[0] < 0.1 - _ROUNDING else HOLDS


def _mean_logit(a):
    if a.shape != (2,):
        raise ValueError("two probabilities are asked")
    a = a.astype(float)
    if (problem := _outside_probabilities(a)) is not None:
        return problem
    if a[0] == a[1]:
        return EQUAL
    if abs(a.sum() - 1) < _ROUNDING:
        return SPECIAL
    return REFUTED if abs(sigmoid(logit(a).mean()) - a.mean()) > 0.1 else HOLDS


def _counterexample(number, claim, view, reference, hints, mistakes):
    return ValueExercise(
        name=f"counterexample_{number}",
        chapter=9,
        question=claim,
        precision="1, which stands for a case in which the claim fails",
        reference=reference,
        view=view,
        atol=1e-9,
        mistakes=mistakes,
        hints=hints,
    )


_CLAIMS = (
    "A logit of 0 means: no chance.",
    "np.log gives the surprise in bits.",
    "1 − sigmoid(z) and sigmoid(−z) give the same number.",
    "Act when the probability is above one half.",
    "If you flip the sign of the score, the sigmoid swaps the probabilities of yes and no.",
    "The likelihood is a probability distribution over the parameter.",
    "When the program says that the likelihood is 0, the model has called the data impossible.",
    "Of two models that decide alike, the more confident one is better.",
    "Trained long enough, a softmax can give a photo 90% for beach and 90% for sunset.",
    "Clip the probabilities to the range from 1e-15 to 1 − 1e-15, and log(1 − p) can never be "
    "infinite.",
    "LogisticRegression() of scikit-learn, with no settings, is plain maximum likelihood.",
    "Softmax is a smooth version of the function max.",
)
_KINDS = list("awfsawfsafsw")
_SORTED_WRONGLY = {
    "f": "Would the answer differ with pencil and paper? If not, the number format has no part "
    "in it.",
    "a": "No formula alone settles this one.",
    "s": "Nobody needs data, costs or a fit to settle this one.",
    "w": "The words name the right things here. What fails, or holds, is something else.",
}
_WHY_KINDS = {
    (place, letter): sentence
    for place in range(1, 13)
    for letter, sentence in _SORTED_WRONGLY.items()
} | {
    (1, "w"): "A tempting answer, since logit and chance are mixed up. But putting 0 into the "
    "formula of the sigmoid decides it.",
    (2, "a"): "The formula is right in either unit, and only its name is wrong: np.log gives nats.",
    (3, "a"): "On paper the two are the same number. What does a computer lose when it subtracts "
    "from 1?",
    (4, "a"): "One half follows from no formula: it depends on what each of the two errors costs.",
    (5, "f"): "σ(−z) = 1 − σ(z) is true on paper, for every score, and a short calculation shows "
    "it. Card 3 is about the computer.",
    (6, "a"): "A calculation shows that its area is not 1. But the sentence is wrong before that: "
    "it calls a function of the parameter a distribution over it.",
    (7, "w"): "The words are clear. But 0.0 is also what a program stores for a positive number "
    "that is too small for it.",
    (8, "w"): "“Better” has a meaning here: fewer losses on new cases. Whether confidence is "
    "earned, only cases tell.",
    (9, "s"): "No data can bring it about: the shares of a softmax sum to 1, and 90% and 90% do "
    "not.",
    (10, "a"): "With real numbers the clip would do what it says. What does 1 − 1e-15 become in "
    "float32?",
    (11, "w"): "What is wrong is not a name: a penalty, C = 1, changes the fitted weights.",
    (12, "a"): "The formulas are right, and the thing got the name of another: max gives a score, "
    "softmax gives shares.",
}


def _another_example(rng):
    """Example 1 with other scores, for a learner with an id."""
    first, near = int(rng.choice([2, 3, 4])), float(rng.choice([0.5, 1.0, 1.5]))
    far = near + float(rng.choice([0.5, 1.0]))
    scores = [first, first - near, first - far]
    printed, right = softmax([*scores[:2], scores[2] - 0.5]), softmax(scores)
    return {
        "question": f"“Scores {', '.join(f'{z:g}' for z in scores)}: the shares are "
        f"{', '.join(f'{p:.3f}' for p in printed)}.” The first share is wrong. What is the right "
        f"one, with e^(−{near:g}) ≈ {np.exp(-near):.4f} and e^(−{far:g}) ≈ {np.exp(-far):.4f}?",
        "reference": right[0],
        "mistakes": [
            (
                printed[0],
                "This is the printed number, the share for a third score that is lower by 0.5.",
            ),
            (right[1], "This is the second share."),
            (right[2], "This is the third share."),
            (
                sigmoid(near),
                "This is the share among the first two classes alone. The third takes its "
                "part: where is it in the denominator?",
            ),
            (1 / right[0], "This is the denominator. Divide 1 by it."),
        ],
    }


EXERCISES = [
    ChoiceExercise(
        name="twelve_kinds",
        chapter=9,
        question="What decides each claim: floating point (f), algebra (a), statistics (s) or "
        "wording (w)?\n  Twelve letters.\n"
        + "\n".join(f"  {place:2d}  {claim}" for place, claim in enumerate(_CLAIMS, 1)),
        key=_KINDS,
        why={
            (place, letter): sentence
            for (place, letter), sentence in _WHY_KINDS.items()
            if letter != _KINDS[place - 1]
        },
        hints=[
            "Ask first: would the answer be the same with pencil and paper? If not, it is f.",
            "Do you need data, costs or a fit to see it? Then it is s. Is a word used for the "
            "wrong thing? Then it is w. What remains is a.",
            "Each letter occurs three times.",
        ],
    ),
    ChoiceExercise(
        name="five_repairs",
        chapter=9,
        question="Which condition makes each sentence true? Five letters; two conditions are left "
        "over.\n"
        "  1  The softmax probabilities of all classes become equal when …\n"
        "  2  Adding the log-odds evidence of two tests is right if …\n"
        "  3  The best weights of a logistic regression exist if …\n"
        "  4  An odds ratio is close to a risk ratio if …\n"
        "  5  Making cross-entropy smaller makes KL smaller, provided that …\n"
        "  (a) the outcome is rare in both groups; (b) the labels overlap; (c) the temperature\n"
        "  goes to infinity; (d) the target stays fixed; (e) the tests are independent once the\n"
        "  answer is known; (f) the accuracy is high; (g) the scores are positive.",
        key=list("cebad"),
        why={
            (1, "g"): "Softmax sees differences only: add 100 to all scores, and they are "
            "positive, and no share has changed.",
            (1, "b"): "Labels play no part in softmax, which gets scores alone.",
            (1, "d"): "A target plays no part in softmax, which gets scores alone.",
            (2, "a"): "Rare or not, evidence that comes twice is counted twice. What must the two "
            "tests not share?",
            (2, "b"): "Overlapping labels matter for a fit. Here nothing is fitted: two pieces of "
            "evidence are added.",
            (2, "f"): "Two accurate tests that always err together are one test. Adding counts it "
            "twice.",
            (3, "f"): "The other way round: with an accuracy of 100% by a straight cut, the "
            "weights grow for ever.",
            (3, "g"): "The sign of the scores does not matter. What lets the slope grow without "
            "end?",
            (3, "d"): "Targets are always fixed in a fit, and still the weights may grow for ever.",
            (4, "e"): "Independence makes evidence add up. Compare p/(1 − p) with p: when are "
            "they nearly the same?",
            (4, "f"): "Nobody guesses here. Compare p/(1 − p) with p: when are they nearly the "
            "same?",
            (4, "g"): "Positive scores mean probabilities above one half, and there odds and "
            "probability differ most.",
            (
                5,
                "f",
            ): "This holds for good models and bad ones. Which of the two parts must not move?",
            (5, "c"): (
                "The temperature changes the forecast p. The cross-entropy has two parts: which of "
                "them must not move?"
            ),
            (5, "e"): "There is one target and one forecast, and no test. Of the two parts of "
            "the cross-entropy, which must not move?",
        },
        hints=[
            "Which of the five sentences can you test with numbers of your own?",
            "Start with the ones that you can calculate: for sentence 4, take an odds ratio of 3 "
            "at the probabilities 0.001 and 0.5.",
            "For sentence 3, think of what happens to the slope when a gap opens between the two "
            "kinds of labels.",
            "For sentence 5: H(y, p) = H(y) + KL(y‖p), where y is the target.",
        ],
    ),
    ValueExercise(
        name="wrong_number_1",
        chapter=9,
        question="“Scores 2, 1, 0.5: the shares are 0.665, 0.245, 0.090.” The first share is "
        "wrong. What is the right one, with e^(−1) ≈ 0.3679 and e^(−1.5) ≈ 0.2231?",
        precision="to 3 digits",
        reference=0.629,
        atol=0.0006,
        seeded=_another_example,
        mistakes=[
            (
                0.665,
                "This is the printed number, the share for the scores 2, 1, 0. With 0.5 in place "
                "of 0, the third class takes more.",
            ),
            (0.231, "This is the second share."),
            (0.140, "This is the third share."),
            (
                2 / 3.5,
                "This is 2 of 2 + 1 + 0.5: scores are shared out as they are. Take e to the power "
                "of each first.",
            ),
            (
                sigmoid(1.0),
                "This is the share among the first two classes alone. The third takes its "
                "part: where is it in the denominator?",
            ),
            (1.591, "This is the denominator. Divide 1 by it."),
            (
                0.591,
                (
                    "These are the other two classes, for one of the first. The class itself is "
                    "missing, and it is a share of all three."
                ),
            ),
        ],
        hints=[
            "Softmax turns differences into ratios. What must the second share divided by the "
            "third be?",
            "Divide everything by the largest exponential: what is left of the first class?",
            "1/(1 + e^(−d) + e^(−D)), where the other two scores lie d and D below the largest.",
        ],
    ),
    ValueExercise(
        name="wrong_number_2",
        chapter=9,
        question="“Scores 1.5, 0.8, −0.2: the exponentials are 4.482, 2.225, 0.819, their sum is "
        "7.526, the shares are 0.596, 0.296, 0.109.” The first share is wrong. What is the right "
        "one, with e^1.5 ≈ 4.48169, e^0.8 ≈ 2.22554 and e^(−0.2) ≈ 0.81873?",
        precision="to 3 digits",
        reference=0.5951,
        atol=0.00042,
        mistakes=[
            (
                0.596,
                "This is the printed number. The three shares then sum to 1.001, which is a "
                "warning. Divide with all digits that you are given.",
            ),
            (
                4.482 / 7.526,
                "This is the printed division, with more digits. The error sits in what is "
                "divided: use the exponentials with five decimals.",
            ),
            (0.296, "This is the second share."),
            (0.109, "This is the third share."),
            (
                1.5 / 2.1,
                "This is 1.5 of 1.5 + 0.8 − 0.2: scores are shared out as they are. Take e to "
                "the power of each first.",
            ),
            (
                sigmoid(0.7),
                "This is the share among the first two classes alone. The third takes its part.",
            ),
            (7.526, "This is the sum. Divide the first exponential by it."),
        ],
        hints=[
            "Which of the printed numbers follows from the others?",
            "Shares of one whole have a sum that you know.",
            "Compare the printed numerator with its five decimals. Which way was it rounded?",
            "4.48169 divided by the sum of the three, with all digits, and rounded once, at the "
            "end.",
        ],
    ),
    ChoiceExercise(
        name="what_went_wrong",
        chapter=9,
        question="What went wrong in the two examples? A list of two letters.\n"
        "  Example 1: scores 2, 1, 0.5, shares 0.665, 0.245, 0.090.\n"
        "  Example 2: scores 1.5, 0.8, −0.2, exponentials 4.482, 2.225, 0.819, shares 0.596,\n"
        "  0.296, 0.109.\n"
        "  A  A number was rounded up before the division.\n"
        "  B  These are the shares of other scores.\n"
        "  C  The shares are in the wrong order.\n"
        "  D  2 stands in place of e.",
        key=["B", "A"],
        why={
            (1, "A"): "Rounding too early changes the last digit. 0.665 is off by 0.036.",
            (1, "C"): "The largest score has the largest share, and so on: the order is right. "
            "Divide the second share by the third.",
            (1, "D"): "With 2 in place of e, the first share would be twice the second. It is "
            "2.71 times as large.",
            (2, "B"): "The shares are off by one in the last digit. Other scores would be far "
            "off. Look at the printed exponentials.",
            (2, "C"): "The largest score has the largest share, and so on: the order is right.",
            (2, "D"): "2^1.5 is 2.828. The printed exponentials are those of e, up to the last "
            "digit.",
        },
        hints=[
            "Divide neighboring shares in example 1: 0.665/0.245 and 0.245/0.090. Which "
            "differences of scores belong to such ratios?",
            "In example 2, compare the printed exponentials with 4.48169, 2.22554 and 0.81873.",
        ],
    ),
    _counterexample(
        1,
        "“Of two rows of scores, the one with the higher first score gives its first class the "
        "higher probability.” Refute it with two rows of three scores.",
        _higher_first_score,
        [[3, 0, 0], [4, 9, 9]],
        [
            "What else does the first class's share depend on?",
            "Make the other scores of one row large: the one with the higher first score.",
        ],
        [
            (
                [[1, 0, 0], [2, 0, 1]],
                "Here the claim holds: the row with the higher first score gives its first class "
                "more. Make the other scores of that row larger.",
            ),
            (
                [[1, 0, 0], [2, 0, 0]],
                "Only the first scores differ, and then the claim is true. Softmax looks at the "
                "other scores too: change those.",
            ),
            (
                [[1, 0, 0], [1, 2, 2]],
                "The first scores are equal, and the claim speaks of a higher one. Raise one of "
                "them a little.",
            ),
            (
                [[1, 0, 0], [2, 1, 1]],
                "The two probabilities are equal up to rounding. A tie does not count: choose a "
                "case that is far off.",
            ),
            (
                [[np.inf, 0, 0], [1, 0, 0]],
                "Infinite scores and nan do not count. Ordinary numbers are enough.",
            ),
        ],
    ),
    _counterexample(
        2,
        "“Different rows of scores give different softmax probabilities.” Refute it with two rows "
        "of three scores.",
        _different_rows,
        [[1, 2, 3], [101, 102, 103]],
        [
            "Which change of the scores does softmax not see?",
            "Only differences count. Move all three scores of the second row by the same amount.",
        ],
        [
            (
                [[1, 2, 3], [1, 2, 4]],
                "These two rows give different shares, as claimed. Which change leaves all "
                "differences within a row as they are?",
            ),
            (
                [[1, 2, 3], [3, 2, 1]],
                "The same scores in another order give the same shares in another order. That is "
                "a different answer.",
            ),
            (
                [[1, 2, 3], [2, 4, 6]],
                "Multiplying all scores changes the shares: that is a temperature. Adding to all "
                "does not.",
            ),
            ([[1, 2, 3], [1, 2, 3]], "The two rows are equal. The claim is about different ones."),
            (
                [[1000, 0, 0], [2000, 0, 0]],
                "Only rounding makes these shares equal: on paper they differ. Find two rows that "
                "give the same shares on paper, too.",
            ),
            (
                [[np.inf, 0, 0], [1, 0, 0]],
                "Infinite scores and nan do not count. Ordinary numbers are enough.",
            ),
        ],
    ),
    _counterexample(
        3,
        "“In float64, a higher score always gives a higher sigmoid.” Refute it with two scores, "
        "the lower one first.",
        _always_rising,
        [50, 60],
        [
            "Where does the sigmoid stop rising on a computer?",
            "From about 37 on, float64 has no number between σ(z) and 1.",
        ],
        [
            ([0, 1], "Here the sigmoid still rises, in float64 too. Go further to the right."),
            (
                [-60, -50],
                "Far to the left the sigmoid keeps rising: small numbers keep their digits, down "
                "to 1e-308. At the other end, near 1, neighbors are 1e-16 apart.",
            ),
            (
                [30, 60],
                "Only the higher score has come to 1. Both must lie where nothing is left to rise.",
            ),
            ([50, 50], "The two scores are equal. The claim is about a higher one."),
            ([60, 50], "The lower score comes first."),
            ([np.nan, 1], "nan is no score: it is neither higher nor lower than another."),
        ],
    ),
    _counterexample(
        4,
        "“Of two forecasts, the one with the larger entropy has the larger cross-entropy with the "
        "truth.” Refute it with three rows of two probabilities: the truth, forecast 1, "
        "forecast 2.",
        _larger_entropy,
        [[1, 0], [0.6, 0.4], [0.2, 0.8]],
        [
            "A small entropy means that a forecast is sure. Sure of what?",
            "Let one forecast be sure and wrong, the other undecided.",
        ],
        [
            (
                [[1, 0], [0.5, 0.5], [0.9, 0.1]],
                "Here the claim holds: the surer forecast is right, so it costs less. Let the "
                "surer one be wrong.",
            ),
            (
                [[1, 0], [0.9, 0.1], [0.1, 0.9]],
                "The forecasts have the same entropy, and the claim speaks of a larger one. Make "
                "one of them less sure.",
            ),
            (
                [[1, 0], [0.6, 0.5], [0.2, 0.8]],
                "Each row must sum to 1: the truth, forecast 1, forecast 2.",
            ),
            ([[100, 0], [60, 40], [20, 80]], "These are percent. Divide by 100."),
            ([[1, 0], [1.5, -0.5], [0.2, 0.8]], "A probability is never negative."),
        ],
    ),
    _counterexample(
        5,
        "“Going from a to c costs at most as much KL as going from a to b and from b to c.” "
        "Refute it with three rows of two probabilities: a, b, c.",
        _triangle,
        [[0.5, 0.5], [0.25, 0.75], [0.05, 0.95]],
        [
            "The cost of one step grows faster than its length. So what do two shorter steps cost?",
            "Put b between a and c, and let c be close to certain, but not certain.",
        ],
        [
            (
                [[0.5, 0.5], [0.9, 0.1], [0.4, 0.6]],
                "Here the claim holds: the way by b is the longer one. Put b between a and c.",
            ),
            (
                [[0.5, 0.5], [0.5, 0.5], [0.1, 0.9]],
                "b is a or c, so both ways cost the same. Choose a b between them.",
            ),
            (
                [[0.5, 0.5], [0.25, 0.75], [0, 1]],
                "The way by b costs infinitely much: c rules out what b allows. Take c close to "
                "certain, and not certain.",
            ),
            ([[0.5, 0.5], [0.25, 0.7], [0.05, 0.95]], "Each row must sum to 1: a, b and c."),
            ([[50, 50], [25, 75], [5, 95]], "These are percent. Divide by 100."),
            ([[0.5, 0.5], [1.2, -0.2], [0.1, 0.9]], "A probability is never negative."),
        ],
    ),
    _counterexample(
        6,
        "“The more accurate model has the lower mean loss.” Refute it with two rows of at least "
        "two numbers: the probability that model 1 and model 2 gave to what happened, of two "
        "classes. Above 0.5 counts as a hit.",
        _more_accurate,
        [[0.51, 0.51, 0.51], [0.99, 0.99, 0.49]],
        [
            "What does one very confident error cost?",
            "Let model 1 be right by a hair each time. Let model 2 be sure and right, but for one "
            "near miss.",
        ],
        [
            (
                [[0.9, 0.9], [0.9, 0.4]],
                "Here the claim holds: the model with more hits has the lower loss. Give the "
                "hits of the better one little confidence, or one of its errors much.",
            ),
            (
                [[0.9, 0.8], [0.6, 0.7]],
                "Both models have the same number of hits. The claim speaks of a more accurate "
                "one.",
            ),
            (
                [[0.6, 0.6], [0.9, 0.4]],
                "The mean losses are equal up to rounding. Choose a case that is far off.",
            ),
            (
                [[1, 1], [0.9, 0]],
                "0 and 1 do not count here: an infinite loss needs no other counterexample. Stay "
                "between.",
            ),
            ([[51, 51], [99, 49]], "A number above 1 is no probability. Divide percent by 100."),
            ([[0.6, -0.6], [0.9, 0.4]], "A probability is never negative."),
        ],
    ),
    _counterexample(
        7,
        "“Doubling the odds adds at least 10 percentage points.” Refute it with one probability.",
        _doubled_odds,
        0.01,
        [
            "What are doubled odds of 1 : 99, as a probability?",
            "Go to one end of the scale.",
        ],
        [
            (
                0.5,
                "Here the claim holds: from p to 2p/(1 + p) is 10 percentage points or more. In "
                "the middle of the scale odds and points go together; go to an end.",
            ),
            (
                0.0,
                "At 0 and at 1 there is nothing to double: the odds are 0 or infinite. Go close "
                "to one of them.",
            ),
            (10.0, "A number above 1 is no probability. Divide percent by 100."),
            (-0.1, "A probability is never negative."),
        ],
    ),
    _counterexample(
        8,
        "“The mean of two probabilities has the mean of their logits as its logit.” Refute it "
        "with two probabilities for which the sigmoid of the mean logit is off by more than 0.1.",
        _mean_logit,
        [0.5, 0.99999],
        [
            "How far does the logit move for one step of probability, far out and in the middle?",
            "Take one probability near 0 or 1, and one in the middle.",
        ],
        [
            (
                [0.4, 0.5],
                "It is off, but by no more than 0.1: between 0.2 and 0.8 the logit is nearly a "
                "straight line. Take one of the two near 0 or 1.",
            ),
            (
                [0.2, 0.8],
                "These two lie at equal distances from one half: both means give one half. Break "
                "the symmetry.",
            ),
            ([0.5, 0.5], "The two probabilities are equal, and so is any mean of them."),
            ([0.5, 1.0], "The logits of 0 and 1 are infinite. Go close to them instead."),
            ([50, 99], "A number above 1 is no probability. Divide percent by 100."),
            ([0.5, -0.1], "A probability is never negative."),
        ],
    ),
]
