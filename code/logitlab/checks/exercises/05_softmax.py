"""The exercises of chapter 5: softmax."""

import numpy as np

from logitlab.checks.exercise import ChoiceExercise, FunctionExercise, ValueExercise, case
from logitlab.checks.running import OtherForm
from logitlab.checks.values import show
from logitlab.functions import log_softmax, sigmoid, softmax, softmax_jacobian


def _plain(z, axis=-1):
    e = np.exp(np.asarray(z, float))
    return e / e.sum(axis=axis, keepdims=True)


def _shifted(z, axis=-1):
    z = np.asarray(z, float)
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def _from_one_maximum(z, axis=-1):
    e = np.exp(np.asarray(z, float) - np.max(z, initial=-np.inf))
    return e / e.sum(axis=axis, keepdims=True)


def _jacobian(z, sign=1):
    p = softmax(z)
    return np.diag(p) - sign * np.outer(p, p)


def _gumbel_max(z, n, rng):
    return np.argmax(z - np.log(-np.log(rng.random((n, len(z))))), axis=1)


_DRAWS = 40_000


class _AlwaysHalf(np.random.Generator):
    """Random numbers that are none: all noise is equal, so that the largest score must win."""

    def __init__(self):
        super().__init__(np.random.PCG64(0))

    def __deepcopy__(self, memo):
        return self

    def random(self, size=None, *args, **kwargs):
        return 0.5 if size is None else np.full(size, 0.5)

    def uniform(self, low=0.0, high=1.0, size=None):
        return (low + high) / 2 + 0 * self.random(size)

    def gumbel(self, loc=0.0, scale=1.0, size=None):
        return loc - scale * np.log(-np.log(self.random(size)))

    def exponential(self, scale=1.0, size=None):
        return -scale * np.log(self.random(size))

    standard_exponential = exponential


def _frequencies(drawn):
    """How often each class was drawn."""
    if drawn.shape != (_DRAWS,):
        raise OtherForm(
            f"{show(drawn)}, of shape {drawn.shape}. Asked are n classes, one for each draw"
        )
    if not np.isin(drawn, np.arange(8)).all():
        raise OtherForm(
            f"{show(drawn[:3], 17)} and more. Asked are classes: 0, 1, … up to len(z) − 1"
        )
    return np.bincount(drawn.astype(int), minlength=8) / drawn.size


def _center(z):
    return z - z.mean() if z.shape == (3,) else z


_BLOCK = np.random.default_rng(1).normal(size=(2, 3, 4)).round(2)
_TABLE = np.array([[2.0, 1.0, 0.5], [0.0, -1.0, 3.0]])
_A = [0.665, 0.245, 0.090]

_COLD = np.array([0.7, 0.2, 0.1])  # the shares at T = 0.5


def _other_scores(rng):
    """Other scores, for a learner with an id."""
    scores = [round(float(one), 1) for one in rng.uniform([1.0, 0.0, -1.0], [2.0, 0.9, -0.1])]
    return {
        "question": "What are the shares of the scores {}, {} and {}? A list of three.".format(
            *(f"{one}".replace("-", "−") for one in scores)
        ),
        "reference": softmax(scores),
        "mistakes": [(np.exp(scores), "These are the piles. Divide each by their sum.")],
    }


EXERCISES = [
    ValueExercise(
        name="right_shares_a",
        chapter=5,
        question="What are the shares of the scores 2, 1 and 0.5? A list of three.",
        precision="to 3 digits",
        reference=softmax([2.0, 1.0, 0.5]),
        atol=0.0006,
        mistakes=[
            (_A, "These are the shares of the scores 2, 1 and 0. The last score is 0.5."),
            (
                np.array([2, 1, 0.5]) / 3.5,
                "These are the scores divided by their sum. Take e to the power of each first.",
            ),
            (np.exp([2, 1, 0.5]), "These are the piles e^z. Divide each by their sum."),
            (
                sigmoid([2.0, 1.0, 0.5]),
                "These are three sigmoids, each a question of its own. Shares sum to 1.",
            ),
            (
                log_softmax([2.0, 1.0, 0.5]),
                "These are the logarithms of the shares. Take e to the power of them.",
            ),
            (
                softmax([0.5, 1.0, 2.0]),
                "The order is turned round: the largest score has the largest share.",
            ),
            (100 * softmax([2.0, 1.0, 0.5]), "These are percent. Divide by 100."),
        ],
        hints=[
            "e², e¹ and e^0.5: what is their sum?",
            "np.exp([2, 1, 0.5]), divided by its sum.",
        ],
    ),
    ValueExercise(
        name="right_shares_c",
        chapter=5,
        question="What are the shares of the scores 1.2, 0.7 and −0.8? A list of three.",
        precision="to 3 digits",
        reference=softmax([1.2, 0.7, -0.8]),
        atol=0.0006,
        mistakes=[
            (
                softmax(np.array([1.2, 0.7, -0.8]) * np.log(2)),
                "These are the shares of the text. It took 2 to the power of each score, not e.",
            ),
            (softmax([1.2, 0.7, 0.8]), "The last score is −0.8. You took +0.8."),
            (
                np.array([1.2, 0.7, -0.8]) / 1.1,
                "These are the scores divided by their sum; one is negative. Take e to the power "
                "of each first.",
            ),
            (np.exp([1.2, 0.7, -0.8]), "These are the piles e^z. Divide each by their sum."),
            (
                sigmoid([1.2, 0.7, -0.8]),
                "These are three sigmoids, each a question of its own. Shares sum to 1.",
            ),
            (100 * softmax([1.2, 0.7, -0.8]), "These are percent. Divide by 100."),
        ],
        hints=[
            "The first two scores are 0.5 apart. How many times as large must the first share be?",
            "e^0.5 is 1.65, and 0.511/0.361 is 1.42. Which number to the power of 0.5 is that?",
            "Take e to the power of each score, and divide by the sum.",
        ],
    ),
    ValueExercise(
        name="right_shares_b",
        chapter=5,
        question="What are the shares of the scores 1.5, 0.8 and −0.2? A list of three.",
        precision="to 3 digits",
        reference=softmax([1.5, 0.8, -0.2]),
        atol=0.0005,
        seeded=_other_scores,
        mistakes=[
            (
                [0.596, 0.296, 0.109],
                "These are the shares of the text. They sum to 1.001, because it rounded on the "
                "way: the first is 0.595497. Round once, at the end.",
            ),
            (
                softmax([1.5, 0.8, 0.2]),
                "The last score is −0.2. You took +0.2.",
            ),
            (
                np.array([1.5, 0.8, -0.2]) / 2.1,
                "These are the scores divided by their sum; one is negative. Take e to the power "
                "of each first.",
            ),
            (np.exp([1.5, 0.8, -0.2]), "These are the piles e^z. Divide each by their sum."),
            (
                sigmoid([1.5, 0.8, -0.2]),
                "These are three sigmoids, each a question of its own. Shares sum to 1.",
            ),
            (100 * softmax([1.5, 0.8, -0.2]), "These are percent. Divide by 100."),
        ],
        hints=[
            "What must the three shares add up to, and do those of the text?",
            "Add up the three shares of the text.",
            "Keep all digits until the end.",
        ],
    ),
    FunctionExercise(
        name="softmax",
        chapter=5,
        question="Write softmax(z, axis=-1): the shares of the scores along one axis of an array, "
        "for large and masked (−inf) scores too.",
        reference=softmax,
        rtol=1e-11,
        cases=[
            case(np.array([2.0, 1.0, 0.5])),
            case(np.array([0.0, 0.0, 0.0, 0.0]), about="equal scores"),
            case(np.array([3.0, -1.0, 0.0, 9.0, 1.5])),
            case(_TABLE, about="a table"),
            case(_TABLE, axis=0, about="axis 0"),
            case(_BLOCK, axis=1, about="axis 1 of a block"),
            case(np.array([[-np.inf, 0.0, 1.0], [5.0, 1.0, -np.inf]]), about="masked scores"),
            case(np.array([1000.0, 0.0]), about="large scores"),
            case(np.array([[-1000.0, -1001.0], [0.0, 700.0]]), about="very negative scores"),
            case(np.zeros((2, 0)), about="an empty axis"),
            case(np.array([1, 2, 4]), about="integers"),
        ],
        mistakes=[
            (
                _from_one_maximum,
                "One maximum was taken off the whole table. A row far below it vanishes, and 0/0 "
                "is nan: each row needs a maximum of its own.",
            ),
            (
                lambda z, axis=-1: np.asarray(z) / np.sum(z, axis=axis, keepdims=True),
                "These are the scores divided by their sum: e to the power of them is missing.",
            ),
            (
                lambda z, axis=-1: np.exp(z),
                "These are the piles e^z. Divide by their sum along the axis, so that the shares "
                "sum to 1.",
            ),
            (
                lambda z, axis=-1: sigmoid(np.asarray(z, float)),
                "These are sigmoids, a question of its own for each score. Shares compete: divide "
                "by the sum of all piles.",
            ),
            (
                lambda z, axis=-1: log_softmax(z, axis),
                "These are the logarithms of the shares. Take e to the power of them.",
            ),
            (
                lambda z, axis=-1: softmax(-np.asarray(z, float), axis),
                "The sign of the scores is wrong: the largest score must get the largest share.",
            ),
            (
                lambda z, axis=-1: (
                    np.exp(np.asarray(z, float)) / np.exp(np.asarray(z, float)).sum()
                ),
                "The sum runs over the whole array, so that all rows share one prize. Sum along "
                "the axis: sum(axis=axis, keepdims=True).",
            ),
            (
                lambda z, axis=-1: _shifted(z, -1),
                "The argument axis is not used: it always shares along the last axis.",
            ),
            (
                lambda z, axis=-1: _plain(z, -1),
                "The argument axis is not used: it always shares along the last axis. And e^1000 "
                "overflows: take the largest score off first.",
            ),
            (
                lambda z, axis=-1: np.exp(z) / np.exp(z).sum(axis=axis),
                "Without keepdims=True the sums have lost their axis, and NumPy lays them against "
                "the wrong one or cannot fit them. Write sum(axis=axis, keepdims=True).",
            ),
            (
                lambda z, axis=-1: (
                    np.exp(z - np.max(z, axis=axis)) / np.exp(z - np.max(z, axis=axis)).sum(axis)
                ),
                "Without keepdims=True the maxima and sums have lost their axis. Write "
                "max(axis=axis, keepdims=True), and the same for sum.",
            ),
            (
                lambda z, axis=-1: (np.asarray(z) == np.max(z, axis=axis, keepdims=True)) * 1.0,
                "This gives everything to the largest score: argmax. Softmax shares out.",
            ),
            (
                lambda z, axis=-1: _plain(np.clip(np.asarray(z, float), -500, 500), axis),
                "Clipping the scores changes their gaps, and with them the shares. Take the "
                "largest score off instead: gaps stay as they are.",
            ),
            (
                _plain,
                "e^1000 is larger than the largest float64 (about 1.8e308), so it became inf, and "
                "inf/inf is nan. Subtract the largest score before you take e to the power "
                "(chapter 7).",
            ),
            (
                _shifted,
                "The maximum of an empty axis is an error. max(…, initial=-np.inf) gives it a "
                "value, and the result is empty as it should be.",
            ),
        ],
        hints=[
            "Share = pile/sum of the piles, and the pile of a score z is e^z. Which piles does "
            "the sum hold, if z is a table?",
            "Adding a constant to all scores changes no share. Take off the largest score along "
            "the axis, with keepdims=True, and no e^z overflows.",
            "The maximum of nothing is an error, unless you give initial=-np.inf.",
        ],
    ),
    FunctionExercise(
        name="log_odds",
        chapter=5,
        question="Write log_odds(z, i, j): ln(p_i/p_j), where p are the shares of the scores z.",
        reference=lambda z, i, j: z[i] - z[j],
        rtol=1e-12,
        atol=1e-12,
        cases=[
            case(np.array([2.0, 1.0, 0.5]), 0, 2),
            case(np.array([2.0, 1.0, 0.5]), 2, 0),
            case(np.array([-1.0, 4.0, 0.25, 3.0]), 1, 3),
            case(np.array([5.0, 5.0]), 0, 1, about="equal scores"),
            case(np.array([1000.0, 0.0, -1000.0]), 0, 1, about="large scores"),
            case(np.array([0.0, -800.0, -900.0]), 1, 2, about="very negative scores"),
        ],
        mistakes=[
            (
                lambda z, i, j: z[j] - z[i],
                "The sign is wrong: this is ln(p_j/p_i), the log-odds of j against i.",
            ),
            (
                lambda z, i, j: np.log(z[i] / z[j]),
                "This is the logarithm of the ratio of the scores. The shares' ratio is asked.",
            ),
            (
                lambda z, i, j: softmax(z)[i] / softmax(z)[j],
                "This is the ratio p_i/p_j. Its logarithm is asked.",
            ),
            (
                lambda z, i, j: np.exp(z[i] - z[j]),
                "This is e to the power of the gap, so the ratio p_i/p_j. Its logarithm is asked.",
            ),
            (
                lambda z, i, j: softmax(z)[i] - softmax(z)[j],
                "This is the difference of the shares. The logarithm of their ratio is asked.",
            ),
            (
                lambda z, i, j: np.log2(softmax(z)[i] / softmax(z)[j]),
                "The logarithm has base 2. Take the natural one, np.log.",
            ),
            (
                lambda z, i, j: np.log(softmax(z)[i] / (1 - softmax(z)[i])),
                "These are the log-odds of i against all others together. Here it is i against j.",
            ),
            (
                lambda z, i, j: np.log(softmax(z)[i] / softmax(z)[j]),
                "On paper that is right. In float64, a share far behind is exactly 0, and the "
                "logarithm of x/0 or 0/0 is inf or nan. Do the division on paper: what is left of "
                "e^(z_i)/Σ divided by e^(z_j)/Σ, and of its logarithm?",
            ),
        ],
        hints=[
            "Write p_i/p_j with the formula of softmax. What cancels?",
            "e^(z_i)/e^(z_j) = e^(z_i − z_j). Now take the logarithm.",
        ],
    ),
    FunctionExercise(
        name="softmax_jacobian",
        chapter=5,
        question="Write softmax_jacobian(z) for one list of K scores: the K × K table of the "
        "slopes of share i (row) along score j (column).",
        reference=softmax_jacobian,
        rtol=1e-9,
        atol=1e-14,
        cases=[
            case(np.array([0.0, 0.0])),
            case(np.array([2.0, 1.0, 0.5])),
            case(np.array([3.0, -1.0, 0.0, 9.0]), about="four scores"),
            case(np.array([1.0]), about="one score"),
            case(np.array([1000.0, 0.0]), about="large scores"),
        ],
        mistakes=[
            (
                lambda z: softmax(z) * (1 - softmax(z)),
                "This is the diagonal only: how each share answers to its own score. A K × K "
                "table is asked: each share answers to all scores.",
            ),
            (
                lambda z: np.diag(softmax(z) * (1 - softmax(z))),
                "Off the diagonal you have 0, as if shares did not compete. What one gains, the "
                "others lose.",
            ),
            (
                lambda z: _jacobian(z, -1),
                "The sign of p_i p_j is wrong: shares compete, so off the diagonal the slopes are "
                "negative, and each row sums to 0.",
            ),
            (
                lambda z: -_jacobian(z),
                "The sign is wrong: a share grows with its own score, so the diagonal is positive.",
            ),
            (
                lambda z: -np.outer(softmax(z), softmax(z)),
                "Here a share falls as its own score rises: on the diagonal something is missing. "
                "Now the rows do not sum to 0.",
            ),
            (
                lambda z: np.diag(softmax(z)) - softmax(z),
                "p_j alone is taken off, where the product of two shares belongs.",
            ),
            (
                lambda z: np.eye(len(z)) - np.outer(softmax(z), softmax(z)),
                "The diagonal holds 1 − p_i². The square is right, the 1 is not: what does it "
                "stand for in the slope of a share along its own score?",
            ),
            (
                lambda z: np.eye(len(z)) - softmax(z),
                "[i = j] − p_j are the slopes of ln p_i. Those of p_i are p_i times that.",
            ),
            (
                lambda z: np.diag(_plain(z)) - np.outer(_plain(z), _plain(z)),
                "The formula is right and the softmax in it overflows: e^1000 is inf. Subtract "
                "the largest score first (chapter 7).",
            ),
        ],
        hints=[
            "What does one more step of score j give to share j, and what does it take from each "
            "share?",
            "The diagonal holds p_i, and from everything p_i p_j is taken off.",
            "np.diag(p) and np.outer(p, p).",
        ],
    ),
    ValueExercise(
        name="recover_logits",
        chapter=5,
        question="The shares are 0.665, 0.245 and 0.090. Give three scores that have them. (There "
        "are many right answers.)",
        precision="gaps between the scores within 0.005",
        reference=np.log(_A),
        atol=0.005,
        view=_center,
        mistakes=[
            (_A, "These are the shares themselves. The gap of two scores is ln(p_i/p_j)."),
            (-np.log(_A), "The sign is wrong: the largest share has the largest score."),
            (np.log2(_A), "The logarithm has base 2. Take the natural one, np.log."),
            (np.log10(_A), "The logarithm has base 10. Take the natural one, np.log."),
            (
                np.log(np.array(_A) / (1 - np.array(_A))),
                "These are logits of three separate yes/no questions, ln(p/(1 − p)). For one "
                "softmax it is ln p, plus any constant.",
            ),
            ([2.0, 1.0, 0.5], "The scores 2, 1, 0.5 give 0.629, 0.231, 0.140: look at the last."),
            (np.exp(_A), "You took e to the power of the shares. Undo e: take the logarithm."),
        ],
        hints=[
            "How do you undo e to a power, and what stays unknown when you do?",
            "p_k = e^(z_k)/Σ. Take the logarithm of both sides.",
            "z_k = ln p_k + c, with any c that is the same for all three.",
        ],
    ),
    ValueExercise(
        name="cold_scores",
        chapter=5,
        question="At the temperature 0.5 the shares are 0.7, 0.2 and 0.1. Give three scores that "
        "have them there. (There are many right answers.)",
        precision="gaps between the scores within 0.005",
        reference=0.5 * np.log(_COLD),
        atol=0.005,
        view=_center,
        mistakes=[
            (
                np.log(_COLD),
                "These scores have the shares at T = 1. At T = 0.5 a score is divided by 0.5 "
                "before softmax sees it.",
            ),
            (
                2 * np.log(_COLD),
                "You divided by T. Softmax sees z/T, so z is T times what it sees.",
            ),
            (-0.5 * np.log(_COLD), "The sign is wrong: the largest share has the largest score."),
            (_COLD, "These are the shares themselves. The gap of two scores comes of ln(p_i/p_j)."),
            (0.5 * np.log2(_COLD), "The logarithm has base 2. Take the natural one, np.log."),
            (0.5 * np.log10(_COLD), "The logarithm has base 10. Take the natural one, np.log."),
            (
                0.5 * np.log(_COLD / (1 - _COLD)),
                "These come of logits of three separate yes/no questions. For one softmax it is "
                "ln p, plus any constant.",
            ),
        ],
        hints=[
            "What does softmax see when the temperature is 0.5?",
            "z_k/T = ln p_k + c. Solve for z_k.",
            "0.5 · ln p_k, plus any constant.",
        ],
    ),
    FunctionExercise(
        name="gumbel_max",
        chapter=5,
        question="Write gumbel_max(z, n, rng): n classes, drawn from softmax(z) without computing "
        "it. Add to each score its own −ln(−ln U) with U = rng.random(…), and take the class with "
        "the largest sum. The check asks for 40,000 draws at a time.",
        reference=_gumbel_max,
        rtol=0.0,
        atol=0.0125,  # five standard deviations of a share of one half
        view=_frequencies,
        viewed="how often each class came",
        cases=[
            case(np.array([2.0, 1.0, 0.5]), _DRAWS, np.random.default_rng(7)),
            case(np.array([0.0, 0.0, 0.0, 0.0]), _DRAWS, np.random.default_rng(8)),
            case(np.array([1.0, -np.inf, 2.0]), _DRAWS, np.random.default_rng(9), about="a mask"),
            case(np.array([1000.0, 999.0]), _DRAWS, np.random.default_rng(10), about="large z"),
            case(
                np.array([2.0, 1.0, 1.9]),
                _DRAWS,
                _AlwaysHalf(),
                about="an rng whose numbers are all 0.5",
            ),
        ],
        mistakes=[
            (
                lambda z, n, rng: np.argmax(z + rng.random((n, len(z))), axis=1),
                "U itself was added. The noise is −ln(−ln U), which is Gumbel-distributed.",
            ),
            (
                lambda z, n, rng: np.argmax(z - np.log(rng.random((n, len(z)))), axis=1),
                "The noise −ln U has one logarithm. Gumbel noise has two: −ln(−ln U).",
            ),
            (
                lambda z, n, rng: np.argmax(z + np.log(-np.log(rng.random((n, len(z))))), axis=1),
                "The sign of the noise is wrong: −ln(−ln U), with two minus signs.",
            ),
            (
                lambda z, n, rng: np.argmin(z - np.log(-np.log(rng.random((n, len(z))))), axis=1),
                "The smallest sum was taken. The largest wins: argmax.",
            ),
            (
                lambda z, n, rng: np.argmax(z - np.log(-np.log(rng.random((n, 1)))), axis=1),
                "All scores of a draw got the same noise, so the largest score always wins. "
                "Each score needs its own.",
            ),
            (
                lambda z, n, rng: np.argmax(z + rng.normal(size=(n, len(z))), axis=1),
                "Normal noise gives other frequencies: those of a probit model. Gumbel noise is "
                "−ln(−ln U).",
            ),
            (
                lambda z, n, rng: rng.integers(len(z), size=n),
                "All classes came equally often: do the scores take part?",
            ),
            (
                lambda z, n, rng: _gumbel_max(z, n, rng) + 1,
                "The classes are counted from 1. In Python they begin at 0.",
            ),
            (
                lambda z, n, rng: rng.choice(len(z), size=n, p=softmax(z)),
                "The shares are right. But if all U are equal, all noise is equal, and the largest "
                "score must win each draw. Do the draws come from rng.random, by noise alone?",
            ),
            (
                lambda z, n, rng: _gumbel_max(softmax(z), n, rng),
                "The noise was added to the shares. It belongs to the scores.",
            ),
        ],
        hints=[
            "Which number is new for each score of each draw, and what is done with it before it "
            "is added?",
            "rng.random((n, len(z))) gives each score of each draw its own number.",
            "noise = -np.log(-np.log(U)), then argmax of z + noise along the last axis.",
        ],
    ),
    ValueExercise(
        name="bottleneck_rank",
        chapter=5,
        question="H is 200 × 3, W is 3 × 50. How large can the rank of the 200 × 50 table "
        "ln softmax(H W) be at most?",
        precision="a whole number",
        reference=4,
        mistakes=[
            (3, "That is the rank of H W. Taking LSE off each row adds one more."),
            (50, "50 columns would allow it. But all columns are built from 3 numbers a row."),
            (49, "Shares of 50 classes have 49 free numbers, but these are built from 3 a row."),
            (5, "Five would need a bias as well: it adds one more column."),
            (200, "The rank is at most the smaller of both sides, and much less here."),
            (1, "Only the part −LSE has rank 1. H W adds up to 3."),
        ],
        hints=[
            "ln p = H W − LSE. The last term is one number for each row. Which rank does it have?",
            "The rank of a sum is at most the sum of the ranks.",
        ],
    ),
    ChoiceExercise(
        name="softmax_or_sigmoids",
        chapter=5,
        question="One softmax (A) or several sigmoids (B)?\n"
        "  Four tasks, four letters in a list.\n"
        "  1  which of ten digits a picture shows\n"
        "  2  which of twenty topics an article has; it may have several\n"
        "  3  the next word of a text\n"
        "  4  which of five diseases a patient has; any number may be present",
        key=["A", "B", "A", "B"],
        why={
            (1, "B"): "A picture shows exactly one digit, so the ten answers share one prize.",
            (2, "A"): "Softmax makes topics compete: two right ones cannot both exceed one half.",
            (3, "B"): "Exactly one word comes next, so all words share one prize.",
            (4, "A"): "Softmax must give 1 in total, even to a healthy patient, who has none.",
        },
        hints=[
            "What has to be true of all answers together for their shares to add up to 1?",
            "Can two answers be right at once? Can none?",
        ],
    ),
    ChoiceExercise(
        name="one_prize_or_several",
        chapter=5,
        question="One softmax (A) or several sigmoids (B)?\n"
        "  Five tasks, five letters in a list.\n"
        "  1  which of twelve instruments are heard in a recording\n"
        "  2  in which of four languages a sentence is written\n"
        "  3  which of the three judges gets the prize, if it may also be kept back\n"
        "  4  which of six allergies a patient has\n"
        "  5  on which square of a chess board the king stands (there are 64)",
        key=["B", "A", "A", "B", "A"],
        why={
            (1, "A"): "Softmax makes instruments compete: two in one recording cannot both exceed "
            "one half.",
            (2, "B"): "A sentence is written in one of the four, so they share one prize.",
            (3, "B"): "'Kept back' is a fourth answer: of the four, exactly one is true.",
            (4, "A"): "Softmax must give 1 in total, even to a patient who has none.",
            (5, "B"): "The king stands on exactly one square, so all 64 share one prize.",
        },
        hints=[
            "Can two answers be right at once? Can none?",
            "In task 3 there are four answers. Which is the fourth?",
        ],
    ),
]
