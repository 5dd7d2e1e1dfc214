"""The exercises of chapter 3: likelihood."""

import math

import numpy as np

from logitlab.checks.exercise import ChoiceExercise, FunctionExercise, ValueExercise, case
from logitlab.data import load_oring
from logitlab.functions import log_sigmoid, sigmoid, softplus

_LAUNCHES = load_oring()
_X, _Y = _LAUNCHES.column("temperature"), _LAUNCHES.y
_B, _W = 15.042901647702447, -0.23216274421859656  # the largest likelihood
_TWO = np.array([60.0, 70.0]), np.array([1, 0])
_ACTS = np.array([[0.7, 0.2, 0.1], [0.3, 0.5, 0.2], [0.1, 0.1, 0.8], [0.4, 0.35, 0.25]])
_LR = 2 * (14.133576367146748 - 10.157596343933414)


def _surprises(b, w, x, y):
    z = b + w * np.asarray(x)
    return -np.where(np.asarray(y) == 1, log_sigmoid(z), log_sigmoid(-z))


def _given(b, w, x, y):
    """The probability given to what happened, by the usual formula."""
    p = 1 / (1 + np.exp(-(b + w * x)))
    return np.where(y == 1, p, 1 - p)


def _entropy_form(b, w, x, y, low=0.0):
    p = np.clip(1 / (1 + np.exp(-(b + w * x))), low, 1 - low)
    return -np.sum(y * np.log(p) + (1 - y) * np.log(1 - p))


def _error(b, w, x, y):
    return y - sigmoid(b + w * x)


def _slopes(error):
    """Slopes made of errors: once as they are, once times x."""

    def slopes(b, w, x, y):
        e = error(b, w, x, y)
        return np.array([np.sum(e), np.sum(e * x)])

    return slopes


def _of_truth(shares, labels):
    shares = np.asarray(shares)
    return shares[np.arange(len(shares)), labels]


def _one_hot(shares, labels):
    return np.eye(np.shape(shares)[1])[labels]


_BEFORE_LOG = (
    "Right on paper. But something was rounded before its logarithm was taken: for large "
    "scores 1 + e^(−z) and σ(z) are stored as 1, whose logarithm is 0, and for very negative "
    "ones as inf or 0. Take the logarithm on paper first."
)
_ROUNDED = (
    "Right on paper. For an absurd curve a probability is stored as exactly 0 or 1, and the "
    "logarithm of 0 is −inf. Do not compute the probability: its surprise is ln(1 + e^(−z)) for a "
    "yes and ln(1 + e^z) for a no, which np.logaddexp gives."
)
_TINY = (
    "The product is right on paper. With many rows it is smaller than the smallest float64 and "
    "stored as 0. Take the logarithm of each factor, and add."
)
_CLIPPED = (
    "The probabilities were clipped. The absurd curve is certain and wrong, and its surprises go "
    "up to 250 nats; clipping pretends that they are much smaller. Compute the surprise from the "
    "score."
)
_CUT_OFF = (
    "The probability was cut off before its logarithm, so that no score costs more than a few "
    "nats. The right number falls as steeply as z itself: at −1000 it is −1000."
)
_TINY_SHARE = (
    "The shares were cut off or raised before the logarithm. A model that gave 1e-30 to what "
    "happened has a surprise of 69 nats, and is to hear of it."
)

_GROUPS = (
    np.array([55.0, 62.5, 68.0, 71.0, 77.5]),
    np.array([3, 2, 5, 6, 7]),
    np.array([3, 1, 2, 1, 0]),
)


def _grouped_nll(b, w, x, n, k):
    z = b + w * np.asarray(x)
    return np.sum(k * softplus(-z) + (n - k) * softplus(z))


def _grouped_slopes(error):
    """Slopes made of each group's error: once as they are, once times x."""

    def slopes(b, w, x, n, k):
        e = error(sigmoid(b + w * np.asarray(x)), n, k)
        return np.array([np.sum(e), np.sum(e * x)])

    return slopes


def _another_sequence(rng):
    """Other flips, for a learner with an id."""
    heads, tails = (int(number) for number in rng.integers(2, 8, size=2))
    return {
        "question": f"For a sequence of {heads} heads and {tails} tails the likelihood is "
        f"L(θ) = θ^{heads} (1 − θ)^{tails}. How large is the area below it, from θ = 0 to 1?",
        "reference": 1 / ((heads + tails + 1) * math.comb(heads + tails, heads)),
        "mistakes": [
            (
                1 / (heads + tails + 1),
                "This is the area for all sequences with so many heads together. Asked is one.",
            )
        ],
    }


EXERCISES = [
    FunctionExercise(
        name="coin_mle",
        chapter=3,
        question="Write coin_mle(h, t): the probability of heads with the largest likelihood, "
        "after h heads and t tails.",
        reference=lambda h, t: h / (h + t),
        atol=1e-12,
        cases=[
            case(7, 3),
            case(9, 3),
            case(1, 4),
            case(5, 0, about="no tails at all"),
            case(0, 4, about="no heads at all"),
            case(7000, 3000, about="many tosses"),
        ],
        fresh=lambda rng: [case(int(h), int(t)) for h, t in rng.integers(1, 90, (3, 2))],
        mistakes=[
            (
                lambda h, t: h / t if t else np.inf,
                "These are the odds, heads for one tail. The probability is heads divided by all "
                "tosses.",
            ),
            (
                lambda h, t: t / (h + t),
                "This is the share of tails. θ is the probability of heads.",
            ),
            (
                lambda h, t: (h + 1) / (h + t + 2),
                "This counts one head and one tail more than there were: a prior in disguise. "
                "The largest likelihood lies at the share itself.",
            ),
            (
                lambda h, t: h**h * t**t / (h + t) ** (h + t) if h + t < 50 else 0.0,
                "This is the value of the largest likelihood. Asked is the place where it stands.",
            ),
            (
                lambda h, t: 0.5,
                "One half whatever was tossed: that is a belief about fair coins. Asked is what "
                "explains these tosses best.",
            ),
            (
                lambda h, t: h // (h + t),
                "// cuts off the digits after the point. Use /.",
            ),
            (
                lambda h, t: np.clip(h / (h + t), 1e-9, 1 - 1e-9) if h * t == 0 else h / (h + t),
                "At the ends you stayed away from 0 and 1. With no tails L(θ) = θ^h climbs all the "
                "way to θ = 1, and its largest value lies exactly there.",
            ),
        ],
        hints=[
            "The slope of ℓ is h/θ − t/(1 − θ). Where is it 0?",
            "h(1 − θ) = tθ. Solve for θ. Does the answer hold at the ends, too?",
            "The share of heads among all tosses.",
        ],
    ),
    ChoiceExercise(
        name="likelihood_claims",
        chapter=3,
        question='True or false? A list of eight letters, "T" or "F".\n'
        "  1  For one-hot labels, the log-likelihood is −Σ_i Σ_k y_ik ln p_ik.\n"
        "  2  The slope of the log-likelihood of a yes/no row is ∂ℓ/∂z = p − y.\n"
        "  3  The smallest NLL and the largest likelihood have the same parameters.\n"
        "  4  A model is trained by maximizing its loss.\n"
        "  5  The likelihood of θ is the probability that θ is true.\n"
        "  6  Dividing the NLL by N changes the best parameters.\n"
        "  7  Writing every row twice doubles ℓ and leaves the best parameters where they are.\n"
        "  8  Rows that are independent, given x, all have the same probability of yes.",
        key=["F", "F", "T", "F", "F", "F", "T", "F"],
        why={
            (1, "T"): "A logarithm of probabilities is never above 0, and this sum is never below. "
            "With the minus it is the negative log-likelihood, a loss (section 3).",
            (2, "T"): "For y = 1 a larger score makes the yes more probable, so that ℓ must climb; "
            "p − y is negative there. ∂ℓ/∂z = y − p, and p − y belongs to the loss (section 4).",
            (3, "F"): "NLL = −ln L, and ln always climbs: where the one is smallest, the other is "
            "largest.",
            (4, "T"): "The loss grows with the surprise. It is made small, or the likelihood large "
            "(section 3).",
            (5, "T"): "It is the probability of the data, if θ holds. Over all θ its area is not "
            "1: for 7 heads and 3 tails it is 1/1320.",
            (6, "T"): "A positive factor moves no valley. It does change the size of the slopes, "
            "and how much a penalty weighs (section 3).",
            (
                7,
                "F",
            ): "Every term of the sum counts twice, so ℓ and its slope double, and the slope "
            "is 0 at the same place.",
            (8, "T"): "Their probabilities differ with x: a cold launch is not a warm one. "
            "Independent means: once x is known, one row tells nothing about another (section 1).",
        },
        hints=[
            "For 1 and 2 put in numbers: one row, the truth has p = 0.8. Is ℓ above or below 0? "
            "If the score of the truth rises, does ℓ rise?",
            "For 6 and 7: what does a factor do to the place where a slope is 0?",
            "For 5 and 8, read section 1 again: do a cold and a warm launch have the "
            "same probability?",
        ],
    ),
    ValueExercise(
        name="likelihood_area",
        chapter=3,
        question="For the sequence of 7 heads and 3 tails the likelihood is L(θ) = θ^7 (1 − θ)^3. "
        "How large is the area below it, from θ = 0 to 1?",
        precision="within 1%, by a formula or by adding up thin strips",
        reference=1 / 1320,
        rtol=0.01,
        seeded=_another_sequence,
        mistakes=[
            (
                1.0,
                "The area would be 1 for a distribution over θ. The likelihood is none: over all "
                "data the probabilities sum to 1, over the parameter they need not.",
            ),
            (
                0.7**7 * 0.3**3,
                "This is the height of the peak, at θ = 0.7. Asked is the area below the curve.",
            ),
            (
                1 / 11,
                "This is the area for “7 of 10” in any order, 120 times as much. Asked is that of "
                "the one sequence.",
            ),
            (
                1000 / 1320,
                "You added the heights at steps of 0.001, and forgot to multiply by the width of a "
                "strip.",
            ),
            (
                2**-10,
                "This is the likelihood of a fair coin, one half to the power 10. Give the area.",
            ),
            (
                1 / 8 / 4,
                "You multiplied two areas, of θ^7 and of (1 − θ)^3. The area of a product is not "
                "the product of areas.",
            ),
            (
                1 / 120,
                "120 counts the orders of 7 heads and 3 tails. The area is h! t!/(h + t + 1)!.",
            ),
        ],
        hints=[
            "Cut the ground from 0 to 1 into 1000 strips. What is the area of one strip?",
            "theta = np.arange(0.0005, 1, 0.001), then the sum of the heights times 0.001.",
            "Or by a formula: h! t!/(h + t + 1)! with h = 7 and t = 3.",
        ],
    ),
    FunctionExercise(
        name="class_log_likelihood",
        chapter=3,
        question="Write class_log_likelihood(shares, labels): the log-likelihood of a model that "
        "gives the classes of row i the probabilities shares[i]. labels holds the true class of "
        "each row, counted from 0.",
        reference=lambda shares, labels: np.sum(np.log(_of_truth(shares, labels))),
        atol=1e-12,
        cases=[
            case(_ACTS, np.array([0, 1, 2, 0])),
            case(_ACTS[:3], np.array([1, 1, 0])),
            case(np.array([[0.8, 0.2], [0.3, 0.7]]), np.array([0, 0]), about="two classes"),
            case(np.array([[0.25, 0.75]]), np.array([1]), about="a single row"),
            case(np.array([[0.4, 0.6, 0.0]]), np.array([1]), about="a wrong class with share 0"),
            case(np.tile(_ACTS, (500, 1)), np.tile([0, 1, 2, 0], 500), about="2000 rows"),
            case(
                np.array([[1e-30, 1.0], [1e-4, 0.9999]]),
                np.array([0, 0]),
                about="true classes with tiny shares",
            ),
        ],
        mistakes=[
            *(
                (
                    lambda shares, labels, low=low, change=change: np.sum(
                        np.log(change(_of_truth(shares, labels), low))
                    ),
                    _TINY_SHARE,
                )
                for low in (1e-16, 1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6)
                for change in (np.maximum, np.add)
            ),
            (
                lambda shares, labels: np.sum(np.log(shares[:, labels])),
                "shares[:, labels] picks whole columns, once for each label: a table of rows times "
                "labels. One share of each row is wanted: give the rows their numbers, too.",
            ),
            (
                lambda shares, labels: -np.sum(np.log(_of_truth(shares, labels))),
                "The sign is that of the loss: this is the negative log-likelihood. A logarithm of "
                "probabilities is never above 0 (section 3).",
            ),
            (
                lambda shares, labels: np.mean(np.log(_of_truth(shares, labels))),
                "This is the mean over the rows. The log-likelihood is the sum: its size grows "
                "with the data.",
            ),
            (
                lambda shares, labels: np.prod(_of_truth(shares, labels)),
                "This is the likelihood, a product. Asked is its logarithm: a sum.",
            ),
            (
                lambda shares, labels: np.sum(_of_truth(shares, labels)),
                "You added probabilities. Probabilities multiply, their logarithms add.",
            ),
            (
                lambda shares, labels: np.sum(np.log(shares)),
                "You added the logarithms of all classes. Only the share of the true class counts.",
            ),
            (
                lambda shares, labels: np.sum(np.log(np.max(shares, axis=1))),
                "You took the largest share of each row. What counts is the share of the class "
                "that was true, whether it was the largest or not.",
            ),
            (
                lambda shares, labels: np.log(np.prod(_of_truth(shares, labels))),
                _TINY,
            ),
            (
                lambda shares, labels: np.sum(_one_hot(shares, labels) * np.log(shares)),
                "y ln p is right on paper, with 0 · ln 0 counted as 0. A computer makes nan of "
                "0 · (−inf). Pick the share of the true class instead of multiplying.",
            ),
            (
                lambda shares, labels: np.sum(
                    np.log(np.sum(shares**2, axis=1)) + 0 * np.asarray(labels)
                ),
                "The labels are not used: this weighs the shares with themselves. Pick the share "
                "of the true class.",
            ),
        ],
        hints=[
            "Which one number of each row enters the likelihood?",
            "shares[np.arange(len(labels)), labels] picks the share of the truth, row by row.",
            "Take np.log of those, and add.",
        ],
    ),
    FunctionExercise(
        name="log_sigmoid",
        chapter=3,
        question="Write log_sigmoid(z): ln σ(z) for a number, a list or an array of any shape, "
        "right for every score, and float32 stays float32.",
        reference=log_sigmoid,
        rtol=4e-14,
        atol=1e-321,
        keep_dtype=True,
        cases=[
            case(np.array([-2.0, 0.0, 2.0])),
            case(np.array([-3.0, -1.0, 0.5, 3.0])),
            case(np.array([[1.0, -1.0], [4.0, 0.25]]), about="a table"),
            case(0.5, about="a single number"),
            case([-1, 0, 3], about="a list of integers"),
            case(np.array([20.0, 36.0, 40.0, 100.0]), about="large scores"),
            case(np.array([-36.0, -100.0, -700.0]), about="very negative scores"),
            case(np.array([-746.0, -1000.0, -1e300, 1000.0]), about="extreme scores"),
            case(np.array([-np.inf, np.inf]), about="infinite scores"),
            case(np.array([np.nan, 1.0]), about="nan, which must stay nan"),
            case(np.array([-80.0, -1.0, 3.0, 17.0], np.float32), about="float32"),
            case(np.array([]), about="an empty array"),
        ],
        mistakes=[
            *(
                (lambda z, low=low, high=high: np.log(np.clip(sigmoid(z), low, high)), _CUT_OFF)
                for low in (1e-16, 1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6)
                for high in (1, 1 - low)
            ),
            (
                sigmoid,
                "This is σ, a probability. Its logarithm is asked.",
            ),
            (
                softplus,
                "This is ln(1 + e^z): the surprise of a yes at the score −z. For ln σ(z) two "
                "signs change.",
            ),
            (
                lambda z: softplus(-np.asarray(z, float)),
                "The sign is that of the surprise, −ln σ(z). ln σ(z) is never above 0.",
            ),
            (
                lambda z: -softplus(z),
                "This is ln σ(−z), the log-probability of no. Turn the sign of the score.",
            ),
            (
                lambda z: np.minimum(np.asarray(z, float), 0.0),
                "This is where ln σ(z) goes far out, two straight lines. Around 0 the term "
                "−ln(1 + e^(−|z|)) is missing.",
            ),
            (
                lambda z: -np.log1p(np.exp(-np.asarray(z))),
                "−ln(1 + e^(−z)) is right on paper. For z below −709.78, e^(−z) is more than "
                "the largest float64 and becomes inf. What can be taken out, so that the "
                "exponent is never positive?",
            ),
            (
                lambda z: np.minimum(np.asarray(z), 0) - np.log(1 + np.exp(-np.abs(z))),
                "The sum 1 + e^(−|z|) is rounded to 1 for large scores, and its logarithm is 0. "
                "np.log1p(x) gives ln(1 + x) without forming 1 + x.",
            ),
            (lambda z: -np.log(1 + np.exp(-np.asarray(z))), _BEFORE_LOG),
            (lambda z: np.log(sigmoid(z)), _BEFORE_LOG),
            (lambda z: np.log(1 / (1 + np.exp(-np.asarray(z)))), _BEFORE_LOG),
        ],
        hints=[
            "ln(1/(1 + e^(−z))): how do you write the logarithm of 1 divided by something?",
            "−ln(1 + e^(−z)). Which scores make e^(−z) overflow, which make 1 + e^(−z) round to 1? "
            "np.logaddexp(u, v) gives ln(e^u + e^v) safely.",
            "-np.logaddexp(0, -z), or np.minimum(z, 0) - np.log1p(np.exp(-np.abs(z))).",
        ],
    ),
    FunctionExercise(
        name="curve_nll",
        chapter=3,
        question="Write curve_nll(b, w, x, y): the sum of the surprises of the labels y (0 or 1), "
        "if p = σ(b + w x). Many rows and absurd curves must do no harm.",
        reference=lambda b, w, x, y: np.sum(_surprises(b, w, x, y)),
        rtol=1e-11,
        cases=[
            case(0.0, 0.0, *_TWO),
            case(30.0, -0.5, *_TWO),
            case(_B, _W, _X, _Y, about="the best curve of the O-rings"),
            case(np.log(7 / 16), 0.0, _X, _Y, about="a flat line"),
            case(_B, _W, np.tile(_X, 100), np.tile(_Y, 100), about="100 copies of the data"),
            case(3500.0, -50.0, _X, _Y, about="an absurd curve"),
        ],
        mistakes=[
            (
                lambda b, w, x, y: -np.sum(_surprises(b, w, x, y)),
                "This is the log-likelihood ℓ, never above 0. The NLL is −ℓ, a sum of surprises.",
            ),
            (
                lambda b, w, x, y: np.mean(_surprises(b, w, x, y)),
                "This is the mean. The NLL is the sum over the rows.",
            ),
            (
                lambda b, w, x, y: np.sum(_surprises(b, w, x, 1 - y)),
                "The labels are exchanged: for y = 1 the surprise is −ln p, for y = 0 it is "
                "−ln(1 − p).",
            ),
            (
                lambda b, w, x, y: np.sum(_surprises(b, w, x, y) * y),
                "Only the rows with y = 1 count here. A launch without distress is a fact, too: "
                "its surprise is −ln(1 − p).",
            ),
            (
                lambda b, w, x, y: np.sum(softplus(-(b + w * x))),
                "The labels are not used: this is −ln p for every row. Where y = 0, −ln(1 − p) "
                "belongs.",
            ),
            (
                lambda b, w, x, y: np.sum(_error(b, w, x, y) ** 2),
                "This is the sum of squared errors. The surprise is −ln of the probability given "
                "to what happened.",
            ),
            (
                lambda b, w, x, y: np.exp(-np.sum(_surprises(b, w, x, y))),
                "This is the likelihood L. The NLL is −ln L.",
            ),
            (
                lambda b, w, x, y: np.sum(1 - np.exp(-_surprises(b, w, x, y))),
                "You added 1 − p. The surprise is −ln p.",
            ),
            (
                lambda b, w, x, y: -np.log(np.prod(_given(b, w, x, y))),
                _TINY,
            ),
            (lambda b, w, x, y: -np.sum(np.log(_given(b, w, x, y))), _ROUNDED),
            (_entropy_form, _ROUNDED),
            *(
                (
                    lambda b, w, x, y, low=low: _entropy_form(b, w, x, y, low),
                    _CLIPPED,
                )
                for low in (1e-16, 1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6)
            ),
            (
                _surprises,
                "These are the surprises of the rows, one for each. Their sum is asked.",
            ),
            *(
                (
                    lambda b, w, x, y, low=low: (
                        -np.sum(np.log(np.clip(_given(b, w, x, y), low, 1 - low)))
                    ),
                    _CLIPPED,
                )
                for low in (1e-16, 1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6)
            ),
        ],
        hints=[
            "What becomes of a product of many small probabilities, and which sum says the same?",
            "Add logarithms instead of multiplying probabilities.",
            "For y = 1 the surprise is −ln σ(z), for y = 0 it is −ln σ(−z). And "
            "−ln σ(s) = ln(1 + e^(−s)).",
            "np.sum(np.logaddexp(0, np.where(y == 1, -z, z))), with z = b + w * x.",
        ],
    ),
    FunctionExercise(
        name="grouped_nll",
        chapter=3,
        question="Write grouped_nll(b, w, x, n, k): at each temperature in x there were n "
        "launches, k of them with distress. Return the sum of all their surprises, if "
        "p = σ(b + w x). Absurd curves must do no harm.",
        reference=_grouped_nll,
        rtol=1e-11,
        cases=[
            case(0.0, 0.0, np.array([60.0, 70.0]), np.array([3, 5]), np.array([2, 1])),
            case(14.0, -0.22, np.array([60.0, 70.0]), np.array([3, 5]), np.array([2, 1])),
            case(_B, _W, *_GROUPS, about="five groups"),
            case(_B, _W, _X, np.ones(len(_X)), _Y, about="groups of one launch"),
            case(_B, _W, _GROUPS[0], 100 * _GROUPS[1], 100 * _GROUPS[2], about="large groups"),
            case(3500.0, -50.0, *_GROUPS, about="an absurd curve"),
        ],
        mistakes=[
            (
                lambda b, w, x, n, k: -_grouped_nll(b, w, x, n, k),
                "This is the log-likelihood, never above 0. Asked is the sum of the surprises.",
            ),
            (
                lambda b, w, x, n, k: _grouped_nll(b, w, x, n, k) / np.sum(n),
                "This is the mean over the launches. Asked is the sum.",
            ),
            (
                lambda b, w, x, n, k: _grouped_nll(b, w, x, n, n - np.asarray(k)),
                "Yes and no are exchanged: k launches surprise by −ln p, the other n − k by "
                "−ln(1 − p).",
            ),
            (
                lambda b, w, x, n, k: np.sum(k * softplus(-(b + w * x))),
                "Only the launches with distress count here. The n − k others surprise, too.",
            ),
            (
                lambda b, w, x, n, k: np.sum(k * softplus(-(b + w * x)) + n * softplus(b + w * x)),
                "All n launches count as a no here. Those without distress are n − k.",
            ),
            (
                lambda b, w, x, n, k: np.sum(
                    k / n * softplus(-(b + w * x)) + (1 - k / n) * softplus(b + w * x)
                ),
                "Each group counts once here, whatever its size. It holds n launches.",
            ),
            (
                lambda b, w, x, n, k: (
                    -np.sum(
                        k * np.log(sigmoid(b + w * x)) + (n - k) * np.log(sigmoid(-(b + w * x)))
                    )
                ),
                _ROUNDED,
            ),
        ],
        hints=[
            "How much does one launch with distress surprise, and how many are there in a group?",
            "A group's surprises: k · ln(1 + e^(−z)) + (n − k) · ln(1 + e^z), with z = b + w x.",
            "np.sum(k * np.logaddexp(0, -z) + (n - k) * np.logaddexp(0, z)).",
        ],
    ),
    FunctionExercise(
        name="curve_slopes",
        chapter=3,
        question="Write curve_slopes(b, w, x, y): the slope of the log-likelihood with respect to "
        "b, then the one with respect to w, for p = σ(b + w x). Two numbers.",
        reference=_slopes(_error),
        rtol=1e-9,
        atol=1e-8,
        cases=[
            case(0.0, 0.0, *_TWO),
            case(1.0, -0.02, *_TWO),
            case(0.0, 0.0, _X, _Y, about="the flat start b = w = 0"),
            case(np.log(7 / 16), 0.0, _X, _Y, about="the best flat line"),
            case(_B, _W, _X, _Y, about="the largest likelihood, where both are 0"),
        ],
        mistakes=[
            (
                _slopes(lambda *a: -_error(*a)),
                "p − y belongs to the loss. The log-likelihood climbs where the NLL falls: y − p "
                "(section 4).",
            ),
            (
                lambda b, w, x, y: _slopes(_error)(b, w, x, y) / len(x),
                "This is the mean over the rows. ℓ is a sum, and its slope is the sum of slopes.",
            ),
            (
                lambda b, w, x, y: _slopes(_error)(b, w, x, y)[::-1],
                "The two are exchanged: first the slope for b, then the one for w.",
            ),
            (
                _slopes(lambda b, w, x, y: y - (b + w * x)),
                "You compared the label with the score. Compare it with p: put the score into the "
                "sigmoid first.",
            ),
            (
                _slopes(lambda b, w, x, y: y - (b + w * x > 0)),
                "You compared the label with the decision, 0 or 1. Compare it with p.",
            ),
            (
                _slopes(
                    lambda b, w, x, y: (
                        _error(b, w, x, y) * sigmoid(b + w * x) * sigmoid(-(b + w * x))
                    )
                ),
                "There is a factor p(1 − p) too many: that is the slope of a squared error. In ℓ "
                "it cancels (the side path on what can be calculated at the top).",
            ),
            (
                lambda b, w, x, y: np.array([np.sum(_error(b, w, x, y))] * 2),
                "The second slope lacks the factor x: if w moves by 1, the score moves by x.",
            ),
            (
                _slopes(lambda b, w, x, y: y * sigmoid(-(b + w * x))),
                "Only the rows with y = 1 pull here. Those with y = 0 pull down, with −p.",
            ),
            (
                _slopes(lambda b, w, x, y: y + 0 * x),
                "p is missing: the slope for b is the sum of y − p.",
            ),
        ],
        hints=[
            "By how much is each row off? The error is y − p, with p = σ(b + w x).",
            "If b moves by 1, every score moves by 1. If w moves by 1, the score of row i moves by "
            "x_i.",
            "error = y - sigmoid(b + w * x), then error.sum() and (error * x).sum().",
        ],
    ),
    FunctionExercise(
        name="grouped_slopes",
        chapter=3,
        question="Write grouped_slopes(b, w, x, n, k): the slopes of the log-likelihood with "
        "respect to b and to w, where n launches at each temperature in x had k times distress and "
        "p = σ(b + w x). Two numbers.",
        reference=_grouped_slopes(lambda p, n, k: k - n * p),
        rtol=1e-9,
        atol=1e-8,
        cases=[
            case(0.0, 0.0, np.array([60.0, 70.0]), np.array([3, 5]), np.array([2, 1])),
            case(1.0, -0.02, np.array([60.0, 70.0]), np.array([3, 5]), np.array([2, 1])),
            case(10.0, -0.16, *_GROUPS, about="five groups"),
            case(_B, _W, _X, np.ones(len(_X)), _Y, about="groups of one, at the best curve"),
        ],
        mistakes=[
            (
                _grouped_slopes(lambda p, n, k: n * p - k),
                "The signs are those of the loss. The log-likelihood climbs where the loss falls.",
            ),
            (
                _grouped_slopes(lambda p, n, k: k - p),
                "You compared the number k with one probability. Of n launches, n p are expected.",
            ),
            (
                _grouped_slopes(lambda p, n, k: k / n - p),
                "You compared shares, so a group of 7 counts as much as one of 2. Compare numbers: "
                "k with n p.",
            ),
            (
                lambda b, w, x, n, k: _grouped_slopes(lambda p, n, k: k - n * p)(b, w, x, n, k)[
                    ::-1
                ],
                "The two are exchanged: first the slope for b, then the one for w.",
            ),
            (
                lambda b, w, x, n, k: np.array([np.sum(k - n * sigmoid(b + w * x))] * 2),
                "The second slope lacks the factor x: if w moves by 1, the score moves by x.",
            ),
            (
                _grouped_slopes(lambda p, n, k: (k - n * p) * p * (1 - p)),
                "There is a factor p(1 − p) too many. In the log-likelihood it cancels.",
            ),
        ],
        hints=[
            "Of n launches, how many with distress does the curve expect?",
            "Each group is off by k − n p. A step of w moves its score x times as far.",
            "off = k - n * p, then off.sum() and (off * x).sum().",
        ],
    ),
    ValueExercise(
        name="likelihood_ratio",
        chapter=3,
        question="Is the temperature worth a parameter? Give the likelihood-ratio statistic of the "
        "O-rings: twice the difference of the log-likelihoods of the best curve (b = 15.0429, "
        "w = −0.23216) and of the best flat line.",
        precision="within 0.004",
        reference=_LR,
        rtol=5e-4,
        mistakes=[
            (_LR / 2, "This is the gain in nats. By custom one takes twice that."),
            (
                -_LR,
                "The sign is wrong: the best curve cannot be worse than the flat line, which is "
                "its special case w = 0.",
            ),
            (
                2 * (23 * np.log(2) - 10.157596343933414),
                "Your flat line says one half every time. The best flat line says the base "
                "rate, 7/23.",
            ),
            (
                23 * np.log(2) - 10.157596343933414,
                "Your flat line says one half every time, and the factor 2 is missing. The best "
                "flat line says 7/23.",
            ),
            (
                np.exp(_LR / 2),
                "This is the ratio L/L_0 itself. The statistic is twice its logarithm.",
            ),
            (
                2 * (14.133576367146748 + 10.157596343933414),
                "You added the two. The statistic compares them: subtract.",
            ),
            (
                14.133576367146748 / 10.157596343933414,
                "You divided one NLL by the other. It is the likelihoods that form a ratio; their "
                "logarithms are subtracted.",
            ),
            (
                _LR / 23,
                "You took means over the launches. The statistic uses the sums.",
            ),
        ],
        hints=[
            "The best flat line gives each launch the base rate, 7/23. What is its score, b?",
            "b = ln(7/16) and w = 0. Compute both NLLs with your curve_nll.",
            "2 * (curve_nll(np.log(7 / 16), 0, x, y) - curve_nll(15.0429, -0.23216, x, y))",
        ],
    ),
]
