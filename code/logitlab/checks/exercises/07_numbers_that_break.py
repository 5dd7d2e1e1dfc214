"""The exercises of chapter 7: numbers that break."""

import numpy as np

from logitlab.checks.exercise import ChoiceExercise, FunctionExercise, ValueExercise, case
from logitlab.functions import log_sigmoid, log_softmax, logsumexp, sigmoid, softmax, softplus
from logitlab.losses import binary_cross_entropy_with_logits, cross_entropy_with_logits


def _usual_sigmoid(z):
    return 1 / (1 + np.exp(-np.asarray(z, float)))


def _clipped(p):
    return np.clip(p, 1e-15, 1 - 1e-15)


def _shifted_softmax(z, axis=-1):
    z = np.asarray(z, float)
    e = np.exp(z - np.max(z, axis=axis, keepdims=True, initial=-np.inf))
    return e / e.sum(axis=axis, keepdims=True)


def _largest(z, axis):
    return np.max(z, axis=axis, keepdims=True)


def _log_sum_exp(z, axis, shift, logarithm=np.log):
    """Return shift + ln Σ e^(z − shift): on paper the same for every shift."""
    total = np.sum(np.exp(z - shift), axis=axis, keepdims=True)
    return np.squeeze(shift + logarithm(total), axis)


def _usual_log_sum_exp(z, axis=-1):
    """The usual mend, which lets the largest term absorb the others."""
    largest = np.max(z, axis=axis, keepdims=True, initial=-np.inf)
    return _log_sum_exp(z, axis, np.where(np.isinf(largest), 0.0, largest))


def _y_log_p(y, p):
    """Return y ln p, and 0 where y is 0, whatever p is."""
    return np.where(y == 0, 0.0, y * np.log(np.where(y == 0, 1.0, p)))


def _log_shares(logarithm, z, axis, **terms):
    """(z − m) − logarithm(Σ e^(z − m)); `where` may leave terms out of the sum."""
    shifted = z - _largest(z, axis)
    return shifted - logarithm(np.sum(np.exp(shifted), axis=axis, keepdims=True, **terms))


def _merge(a, b):
    m = max(a[0], b[0])
    if m == -np.inf:
        return m, 0.0
    return m, a[1] * np.exp(a[0] - m) + b[1] * np.exp(b[0] - m)


def _one_pass(scores, merge=_merge):
    pair = (-np.inf, 0.0)
    for z in scores:
        pair = merge(pair, (z, 1.0))
    return pair[0] + np.log(pair[1])


def _naive_merge(a, b):
    m = max(a[0], b[0])
    return m, a[1] * np.exp(a[0] - m) + b[1] * np.exp(b[0] - m)


def _rescale_only_old(a, b):
    m = max(a[0], b[0])
    old = a[1] * np.exp(a[0] - m) if m > -np.inf else 0.0
    return m, old + b[1]


def _rescale_only_new(a, b):
    m = max(a[0], b[0])
    return m, a[1] + np.exp(b[0] - m)


def _merge_with_wrong_sign(a, b):
    m = max(a[0], b[0])
    return m, a[1] * np.exp(m - a[0]) + b[1] * np.exp(m - b[0])


def _merge_at_smaller_maximum(a, b):
    m = min(a[0], b[0])
    if m == -np.inf:
        return m, 0.0
    return m, a[1] * np.exp(a[0] - m) + b[1] * np.exp(b[0] - m)


def _rows_mean(losses):
    return np.mean(np.sum(losses, axis=-1))


def _gradient(z, y):
    return (softmax(z) - y) / len(z)


_ORDINARY = np.array([-3.0, -1.0, 0.0, 0.5, 2.0, 3.0])
_TABLE = np.array([[2.0, 1.0, 0.5], [0.0, -1.0, 3.0]])
_APART = np.array([[1.0, 0.0], [-2000.0, -2001.0]])
_MASKED = np.array([2.0, 1.0, -np.inf])


def _other_lists(rng):
    """Two lists of scores as pairs, in either order."""
    a, b = ((rng.normal(0, 4), rng.uniform(1, 5)) for _ in range(2))
    return [case(a, b), case(b, a)]


def _other_averages(rng):
    a, b = ((rng.normal(0, 4), rng.uniform(1, 5), rng.normal(0, 9)) for _ in range(2))
    return [case(a, b), case(b, a)]


def _merge_averages(a, b):
    m, s = _merge(a, b)
    if s == 0:
        return m, s, 0.0
    parts = [t * np.exp(n - m) * mean for n, t, mean in (a, b)]
    return m, s, sum(parts) / s


def _merged_with(mean):
    """A wrong merge: the first two numbers are right, and `mean` makes the third."""

    def merge(a, b):
        return *_merge(a, b), mean(a, b)

    return merge


def _share(a, b):
    m = max(a[0], b[0])
    return [t * np.exp(n - m) for n, t, _ in (a, b)]


def _another_row(rng):
    """Other scores, for a learner with an id."""
    first, second = (round(float(one), 1) for one in rng.uniform([1.5, -0.5], [3.0, 1.0]))
    return {
        "question": f"A row has the scores {first}, {second} and −∞ and the soft label 0.5, 0.5, "
        "0. What is the loss −Σ y ln softmax(z)?".replace("-", "−"),
        "reference": np.logaddexp(first, second) - (first + second) / 2,
        "mistakes": [
            (
                np.nan,
                "0 · (−∞) is nan in floats. A class with the label 0 costs nothing: skip it.",
            )
        ],
    }


EXERCISES = [
    ValueExercise(
        name="bfloat16_limits",
        chapter=7,
        question="bfloat16 has 8 binary digits, the leading 1 included, and its largest number is "
        "a little below 2^128. Above which score does e^z overflow, and from which score on is "
        "the usual sigmoid 1/(1 + e^(−z)) exactly 1? A list of two numbers.",
        precision="each within 0.05",
        reference=[128 * np.log(2), 8 * np.log(2)],
        atol=0.05,
        mistakes=[
            (
                [8 * np.log(2), 128 * np.log(2)],
                "The two are exchanged: reach comes from the largest number, and what 1 absorbs "
                "from the number of digits.",
            ),
            (
                [128, 8],
                "These are the exponents of 2. The base of e^z is e: 2^k = e^(k ln 2).",
            ),
            (
                [128 * np.log10(2), 8 * np.log10(2)],
                "The logarithm has base 10. Which z has e^z = 2^128? Take the natural one.",
            ),
            (
                [128 * np.log(2), 7 * np.log(2)],
                "The first is right. For the second you took the whole gap above 1, which is "
                "2^(1 − 8). What is at most HALF a gap is rounded away.",
            ),
            (
                [128 * np.log(2), 9 * np.log(2)],
                "The first is right. For the second: 8 digits include the leading 1, so the gap "
                "above 1 is 2^(1 − 8), not 2^(−8). Half of it counts.",
            ),
            (
                [np.log(65520), 11 * np.log(2)],
                "These are the limits of float16, with 11 digits and the largest number 65504.",
            ),
            (
                [128 * np.log(2), 24 * np.log(2)],
                "The first is right, as for float32. But the second is float32's, with 24 digits.",
            ),
            (
                [128 * np.log(2), -8 * np.log(2)],
                "The first is right. The second has the wrong sign: the sigmoid is 1 for large "
                "positive scores.",
            ),
        ],
        hints=[
            "For which z is e^z = 2^128? Take the logarithm on both sides.",
            "The gap above 1 with d digits is 2^(1 − d). The sum 1 + e^(−z) is stored as 1 if "
            "e^(−z) is at most half a gap.",
            "With 8 digits half a gap is 2^(−8). For which z is e^(−z) that small?",
        ],
    ),
    ValueExercise(
        name="float8_limits",
        chapter=7,
        question="A float8 for gradients, E5M2, has 3 binary digits, the leading 1 included, and "
        "its largest number is a little below 2^16. Above which score does e^z overflow, and from "
        "which score on is the usual sigmoid 1/(1 + e^(−z)) exactly 1? A list of two numbers.",
        precision="each within 0.2",
        reference=[16 * np.log(2), 3 * np.log(2)],
        atol=0.2,
        mistakes=[
            (
                [3 * np.log(2), 16 * np.log(2)],
                "The two are exchanged: reach comes from the largest number, and what 1 absorbs "
                "from the number of digits.",
            ),
            ([16, 3], "These are the exponents of 2. The base of e^z is e: 2^k = e^(k ln 2)."),
            (
                [16 * np.log10(2), 3 * np.log10(2)],
                "The logarithm has base 10. Which z has e^z = 2^16? Take the natural one.",
            ),
            (
                [16 * np.log(2), 2 * np.log(2)],
                "The first is right. For the second you took the whole gap above 1, which is "
                "2^(1 − 3). What is at most HALF a gap is rounded away.",
            ),
            (
                [16 * np.log(2), 4 * np.log(2)],
                "The first is right. For the second: 3 digits include the leading 1, so the gap "
                "above 1 is 2^(1 − 3). Half of it counts.",
            ),
            (
                [128 * np.log(2), 3 * np.log(2)],
                "The second is right. The first is the reach of bfloat16; here it is 2^16.",
            ),
            (
                [16 * np.log(2), -3 * np.log(2)],
                "The first is right. The second has the wrong sign: the sigmoid is 1 for large "
                "positive scores.",
            ),
        ],
        hints=[
            "For which z is e^z = 2^16? Take the logarithm on both sides.",
            "The gap above 1 with d digits is 2^(1 − d). The sum 1 + e^(−z) is stored as 1 if "
            "e^(−z) is at most half a gap.",
            "With 3 digits half a gap is 2^(−3). For which z is e^(−z) that small?",
        ],
    ),
    FunctionExercise(
        name="softplus",
        chapter=7,
        question="Write softplus(z): ln(1 + e^z), element by element, right to 12 digits for "
        "every score, and float32 stays float32.",
        reference=softplus,
        rtol=1e-12,
        atol=1e-321,
        keep_dtype=True,
        cases=[
            case(np.array([-2.0, 0.0, 2.0])),
            case(_ORDINARY),
            case(_TABLE, about="a table"),
            case(np.array([20.5, 25.0, -20.5, -36.0]), about="scores of 20 to 36"),
            case(np.array([40.0, -40.0, -700.0]), about="scores far from 0"),
            case(np.array([1000.0, 1e308, -745.0, -1000.0]), about="large scores"),
            case(np.array([-np.inf, np.inf]), about="infinite scores"),
            case(np.array([np.nan, 1.0]), about="nan, which must stay nan"),
            case(np.array([-80.0, -20.0, 1.0, 90.0], np.float32), about="float32"),
            case(np.array([]), about="an empty array"),
        ],
        mistakes=[
            (
                lambda z: np.log(1 + np.exp(z)),
                "ln(1 + e^z) as written breaks at both ends: above 709.78 e^z is inf, and below "
                "−36.74 the 1 absorbs e^z, so the answer is 0. log1p mends the left end, taking "
                "e^z out of the bracket the right one.",
            ),
            (
                lambda z: np.log1p(np.exp(z)),
                "log1p mends the left end. On the right e^z still overflows above 709.78: for "
                "z > 0 take e^z out of the bracket, ln(1 + e^z) = z + ln(1 + e^(−z)).",
            ),
            (
                lambda z: z + np.log1p(np.exp(-np.asarray(z))),
                "z + ln(1 + e^(−z)) is the form for positive scores. For negative ones it "
                "subtracts nearly equal numbers, and below −709.78 e^(−z) is inf. One form for "
                "both: max(z, 0), and |z| in the exponent.",
            ),
            (
                lambda z: np.maximum(z, 0) + np.log(1 + np.exp(-np.abs(z))),
                "Nothing overflows any more. But 1 + e^(−|z|) is 1 from |z| = 36.74 on, so on the "
                "left the answer is 0, and before that digits are lost. log1p(u) gives ln(1 + u) "
                "without forming 1 + u.",
            ),
            (
                lambda z: np.maximum(z, 0),
                "This is the hinge max(z, 0), to which softplus comes close far out. The rest, "
                "ln(1 + e^(−|z|)), is missing.",
            ),
            (
                lambda z: np.where(np.asarray(z) > 20, z, np.log1p(np.exp(np.minimum(z, 20)))),
                "From 20 on you return z itself. That drops e^(−20), about 2e-9: enough for a "
                "picture, not for 12 digits. max(z, 0) + log1p(e^(−|z|)) needs no limit.",
            ),
            (
                lambda z: np.log1p(np.exp(np.clip(z, -500, 500))),
                "The scores were clipped to ±500, so the loss never exceeds 500, and its slope is "
                "0 there: it stops teaching where the mistake is largest.",
            ),
            (
                lambda z: np.log1p(np.exp(-np.abs(z))),
                "max(z, 0) is missing: ln(1 + e^(−|z|)) alone is right for negative scores only.",
            ),
            (
                lambda z: -np.log(1 - sigmoid(z)),
                "−ln(1 − σ(z)) is right on paper. σ(z) is 1 from 36.74 on, then 1 − σ(z) is 0 and "
                "its logarithm infinite. On the left 1 − σ(z) is 1, and the answer 0.",
            ),
            (
                log_sigmoid,
                "This is ln σ(z), the logarithm of the probability: 0 or below. Softplus is 0 or "
                "above; the two are related by ln σ(z) = −softplus(−z).",
            ),
            (
                sigmoid,
                "This is σ(z), the slope of softplus.",
            ),
        ],
        hints=[
            "For z > 0 take e^z out of the bracket: ln(e^z (e^(−z) + 1)). Which two terms come?",
            "For z ≤ 0 leave it as it is. Both cases have e^(−|z|) in them. What stands in front?",
            "np.maximum(z, 0), plus np.log1p of np.exp(-np.abs(z)).",
        ],
    ),
    FunctionExercise(
        name="logsumexp",
        chapter=7,
        question="Write logsumexp(z, axis=-1): ln Σ e^z along one axis, right to 12 digits. A "
        "masked score (−inf) adds nothing; if all are masked, or there are none, it is −inf.",
        reference=logsumexp,
        rtol=1e-12,
        cases=[
            case(np.array([2.0, 1.0, 0.5])),
            case(np.array([3.0, -1.0, 0.0, 9.0, 1.5])),
            case(_TABLE, about="a table"),
            case(_TABLE, axis=0, about="axis 0"),
            case(np.array([1000.0, 1000.0, 999.0]), about="large scores"),
            case(np.array([-1000.0, -1000.0, -1000.0]), about="very negative scores"),
            case(np.array([3000.0, 0.0]), about="scores far apart"),
            case(_APART, about="rows far apart"),
            case(_MASKED, about="a masked score"),
            case(np.array([-np.inf, 2.0, -np.inf]), about="all but one masked"),
            case(np.array([-np.inf, -np.inf]), about="all scores masked"),
            case(np.zeros((2, 0)), about="empty rows"),
            case(np.array([0.0, -40.0]), about="a small term beside a large one"),
        ],
        mistakes=[
            (
                lambda z, axis=-1: _log_sum_exp(z, axis, 0.0),
                "ln Σ e^z as written overflows above 709.78, and is ln 0 below −745.13. Take the "
                "largest score off first, and add it back at the end.",
            ),
            (
                lambda z, axis=-1: _log_sum_exp(z - _largest(z, axis), axis, 0.0),
                "The maximum was taken off and not added back: LSE = m + ln Σ e^(z − m).",
            ),
            (
                lambda z, axis=-1: np.max(z, axis=axis, initial=-np.inf),
                "This is the maximum alone. LSE is a little more, by ln Σ e^(z − m).",
            ),
            (
                lambda z, axis=-1: _usual_log_sum_exp(z, axis) - np.log(np.shape(z)[axis]),
                "This is the logarithm of the MEAN of e^z: ln K too small. Take the sum.",
            ),
            (
                lambda z, axis=-1: _log_sum_exp(z, axis, np.mean(z, axis=axis, keepdims=True)),
                "You took off the mean. On paper any number will do; in floats the largest score "
                "may still lie 709.78 above the mean, and a masked score makes the mean −inf. "
                "Take off the maximum.",
            ),
            (
                lambda z, axis=-1: _log_sum_exp(z, axis, np.max(z)),
                "One maximum for the whole table: a row far below it vanishes. Each row needs its "
                "own: np.max(z, axis=axis, keepdims=True).",
            ),
            (
                lambda z, axis=-1: _log_sum_exp(z, axis, _largest(z, axis), np.log1p),
                "log1p already adds the 1 of the largest score, and it is in the sum as well. "
                "Leave one largest score out of the sum.",
            ),
            (
                lambda z, axis=-1: _log_sum_exp(z, axis, _largest(z, axis)),
                "The shift is right. Edge cases are left: if all scores are masked, m is −inf and "
                "z − m is nan; an empty axis has no maximum unless initial=-np.inf; and the 1 of "
                "the largest score absorbs small terms, which log1p would keep.",
            ),
            (
                _usual_log_sum_exp,
                "All but the last digits: the largest score adds a 1, and that absorbs e^(−40). "
                "Leave one largest score out of the sum, and let log1p add its 1.",
            ),
        ],
        hints=[
            "Take e^m out of the sum, with the largest score m. What is the logarithm then?",
            "m + ln Σ e^(z − m). The largest score gives e^0 = 1: set that term to 0, and let "
            "np.log1p add it.",
            "If m is −inf the answer is m. np.max(z, axis=axis, keepdims=True, initial=-np.inf) "
            "also works for empty rows; np.argmax does not.",
        ],
    ),
    FunctionExercise(
        name="log_softmax",
        chapter=7,
        question="Write log_softmax(z, axis=-1): ln softmax(z) along one axis, right to 12 digits "
        "in each entry, tiny ones included. A masked score (−inf) gives −inf.",
        reference=log_softmax,
        rtol=1e-12,
        cases=[
            case(np.array([2.0, 1.0, 0.5])),
            case(np.array([3.0, -1.0, 0.0, 9.0, 1.5])),
            case(_TABLE, about="a table"),
            case(_TABLE, axis=0, about="axis 0"),
            case(np.array([1000.0, 1000.0]), about="large scores"),
            case(np.array([0.0, -1000.0]), about="scores far apart"),
            case(_MASKED, about="a masked score"),
            case(np.array([0.0, -40.0]), about="an entry close to 0"),
            case(np.array([[-40.0, 0.0], [0.0, 0.0]]), about="an entry close to 0, in a table"),
            case(np.array([1000.0, 960.0]), about="an entry close to 0, large scores"),
        ],
        mistakes=[
            (
                lambda z, axis=-1: np.log(np.exp(z) / np.sum(np.exp(z), axis=axis, keepdims=True)),
                "The logarithm of the textbook's softmax: e^1000 is inf, and e^(−1000) is 0, so "
                "its logarithm is −inf. Take the logarithm on paper: ln p = z − LSE.",
            ),
            (
                lambda z, axis=-1: np.log(_shifted_softmax(z, axis)),
                "The shift keeps the denominator at 1 or more. The NUMERATOR, e^(−1000), is "
                "still 0, and its logarithm −inf where −1000 is right. Take the logarithm on "
                "paper: (z − m) − ln Σ e^(z − m).",
            ),
            (
                lambda z, axis=None: (
                    log_softmax(np.ravel(z)).reshape(np.shape(z))
                    if axis is None
                    else log_softmax(z, axis)
                ),
                "The whole table was taken as one row, as SciPy's log_softmax does without an "
                "axis. Each row stands for itself: hand `axis` on.",
            ),
            (
                lambda z, axis=-1: np.log(_clipped(_shifted_softmax(z, axis))),
                "The clip says −34.54 for everything that is less probable than 1e-15, and its "
                "slope is 0 there. From the scores you get the true number.",
            ),
            (
                lambda z, axis=-1: z - np.log(np.sum(np.exp(z), axis=axis, keepdims=True)),
                "z − ln Σ e^z is the right formula, but the sum overflows above 709.78. Take the "
                "maximum off first.",
            ),
            (
                lambda z, axis=-1: z - np.max(z, axis=axis, keepdims=True),
                "These are the scores minus the maximum. The sum is missing: − ln Σ e^(z − m).",
            ),
            (
                lambda z, axis=-1: z - logsumexp(z, axis=axis, keepdims=True),
                "z − LSE(z) subtracts 1000 from 1000: what LSE has above the maximum is below the "
                "last digit of 1000. Subtract the scores first: (z − m) − log1p(…).",
            ),
            (
                lambda z, axis=-1: _log_shares(np.log, z, axis),
                "This is the usual log-softmax, SciPy's too. The 1 of the largest score absorbs "
                "e^(−40), so the entry is 0 where −4.2e-18 is right. Leave one largest score out "
                "of the sum, and take np.log1p.",
            ),
            (
                lambda z, axis=-1: _log_shares(np.log1p, z, axis),
                "log1p already adds the 1 of the largest score, and it is in the sum as well. "
                "Leave one largest score out of the sum.",
            ),
            (
                lambda z, axis=-1: _log_shares(np.log1p, z, axis, where=z < _largest(z, axis)),
                "You left ALL largest scores out of the sum. If two tie, only one of them is the "
                "1 that log1p adds; the other belongs into the sum. np.argmax names one.",
            ),
        ],
        hints=[
            "Write ln(e^(z − m)/Σ e^(z − m)) as a difference. Which two terms are never positive?",
            "The sum holds a 1, from the largest score. Leave it out and use np.log1p.",
            "k = np.argmax(z, axis=axis, keepdims=True) names one largest score; "
            "np.put_along_axis(e, k, 0, axis=axis) sets its term to 0.",
        ],
    ),
    FunctionExercise(
        name="y_log_p",
        chapter=7,
        question="Write y_log_p(y, p): y ln p, element by element, with the rule 0 · ln 0 = 0. "
        "Where y is above 0 and p is 0, it is −inf.",
        reference=_y_log_p,
        rtol=1e-12,
        cases=[
            case(np.array([0.5, 0.5]), np.array([0.5, 0.25])),
            case(np.array([0.2, 0.3, 0.5]), np.array([0.1, 0.8, 0.1])),
            case(np.array([1.0, 0.0]), np.array([1.0, 0.0]), about="a label 0 and p = 0"),
            case(np.array([0.0, 1.0]), np.array([0.3, 1e-300]), about="a very small p"),
            case(np.array([[0.0, 2.0], [0.0, 1.0]]), np.array([[0.0, 0.5], [0.2, 0.9]])),
            case(np.array([0.5, 0.5]), np.array([1.0, 0.0]), about="p = 0 where y is above 0"),
        ],
        mistakes=[
            (
                lambda y, p: y * np.log(p),
                "y · ln p as written: where both are 0 it computes 0 · (−∞), which is nan. A "
                "class that never happens costs nothing: skip it where y is 0.",
            ),
            (
                lambda y, p: y * np.log(np.maximum(p, 1e-15)),
                "The clip removes the nan, and puts −34.54 in the place of −inf and of every "
                "small number. Only y = 0 needs a rule.",
            ),
            (
                lambda y, p: y * np.log(p + 1e-12),
                "Adding a small number to p removes the nan and bends everything else: a "
                "probability of 1e-300 becomes 1e-12. Only y = 0 needs a rule.",
            ),
            (
                lambda y, p: np.where(p == 0, 0, y * np.log(np.where(p == 0, 1, p))),
                "You ask whether p is 0. Then an answer that happened though it was declared "
                "impossible costs nothing. Ask whether y is 0.",
            ),
            (
                lambda y, p: np.nan_to_num(y * np.log(p)),
                "nan_to_num removes the nan, and turns −inf into −1.8e308. It hides every other "
                "nan, too. Ask whether y is 0.",
            ),
            (
                lambda y, p: np.where(y == 0, 0, np.log(np.where(y == 0, 1, p))),
                "The weight is missing: y times the logarithm, not the logarithm alone.",
            ),
            (
                lambda y, p: _y_log_p(p, p),
                "This is p ln p: the label y in front is missing.",
            ),
        ],
        hints=[
            "Which of the two factors decides that the product is 0?",
            "np.where(y == 0, 0, …) picks the 0. Or see scipy.special.xlogy.",
        ],
    ),
    ValueExercise(
        name="masked_class",
        chapter=7,
        question="A row has the scores 2, 1, −∞ and the soft label 0.5, 0.5, 0. What is the loss "
        "−Σ y ln softmax(z)?",
        precision="to 4 digits",
        reference=0.8132616875182228,
        atol=6e-5,
        seeded=_another_row,
        mistakes=[
            (
                np.nan,
                "0 · (−∞) is nan in floats. A class with the label 0 costs nothing: skip it.",
            ),
            (
                np.inf,
                "The masked class has the label 0: it never happens, so it costs nothing.",
            ),
            (
                np.log(2),
                "This is the entropy of the label, the least that any prediction costs. Yours has "
                "shares of 0.73 and 0.27, not one half each.",
            ),
            (
                2 + np.log1p(np.exp(-1.0)),
                "This is LSE(z). The scores are missing: take off Σ y z.",
            ),
            (
                np.log1p(np.exp(-1.0)),
                "This is the loss for the label 1, 0, 0. Here each of two classes counts half.",
            ),
            (
                np.log1p(np.exp(1.0)),
                "This is the loss for the label 0, 1, 0. Here each of two classes counts half.",
            ),
            (
                2 + np.log1p(np.exp(-1.0) + np.exp(-2.0)) - 1.5,
                "You took the masked score for 0. e^(−∞) is 0: the class adds nothing to the sum.",
            ),
            (
                2 * (2 + np.log1p(np.exp(-1.0))) - 3,
                "You took the label for 1, 1, 0. It is 0.5, 0.5, 0.",
            ),
        ],
        hints=[
            "The masked class adds nothing to the sum, and its label is 0. What is left?",
            "The loss is LSE(z) − Σ y z over the first two classes, since the label sums to 1.",
            "LSE = 2 + ln(1 + e^(−1)).",
        ],
    ),
    FunctionExercise(
        name="binary_cross_entropy_with_logits",
        chapter=7,
        question="Write binary_cross_entropy_with_logits(z, y): the mean surprise "
        "−y ln σ(z) − (1 − y) ln σ(−z) over all elements of two arrays, right to 12 digits for "
        "every score, infinite ones included.",
        reference=binary_cross_entropy_with_logits,
        rtol=1e-12,
        cases=[
            case(np.array([2.0, 0.0, -1.0]), np.array([0.0, 1.0, 1.0])),
            case(np.array([1.3, -0.4]), np.array([0.3, 0.9]), about="soft labels"),
            case(
                np.array([[1.0, -2.0], [0.5, 3.0]]),
                np.array([[1.0, 0.0], [0.0, 0.0]]),
                about="a table",
            ),
            case(np.array([40.0]), np.array([1.0]), about="a right answer that is sure"),
            case(np.array([-40.0]), np.array([0.0]), about="a right answer that is sure"),
            case(np.array([100.0, -60.0]), np.array([0.0, 1.0]), about="a large mistake"),
            case(np.array([1000.0, -1000.0]), np.array([0.0, 1.0]), about="a very large mistake"),
            case(np.array([np.inf, -np.inf, 0.0]), np.array([1.0, 0.0, 1.0]), about="∞, right"),
            case(np.array([np.inf]), np.array([0.0]), about="∞, wrong"),
        ],
        mistakes=[
            (
                lambda z, y: np.mean(
                    -y * np.log(_usual_sigmoid(z)) - (1 - y) * np.log(1 - _usual_sigmoid(z))
                ),
                "The textbook's formula takes the logarithm of a probability that is rounded to 1 "
                "from 36.74 on: ln(1 − p) is ln 0. Never form p: each label has a softplus of the "
                "score.",
            ),
            (
                lambda z, y: np.mean(-y * np.log(sigmoid(z)) - (1 - y) * np.log(sigmoid(-z))),
                "σ(−z) for 1 − σ(z) is good. Below −745.13 a sigmoid is still 0, and its "
                "logarithm −∞ where about z is right. Write each logarithm as a softplus.",
            ),
            (
                lambda z, y: np.mean(
                    -y * np.log(_clipped(sigmoid(z))) - (1 - y) * np.log(1 - _clipped(sigmoid(z)))
                ),
                "The clip caps the loss at 34.54, with slope 0 beyond: from −60 the score never "
                "moves again. Compute the loss from the score.",
            ),
            (
                lambda z, y: np.mean(softplus(z) - y * z),
                "softplus(z) − y z is right on paper. For z = 40 and y = 1 it subtracts 40 from "
                "40, and 4.2e-18 is lost; for an infinite score it is ∞ − ∞. Give each label its "
                "own softplus, and add.",
            ),
            (
                lambda z, y: np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))),
                "max(z, 0) − y z + log1p(e^(−|z|)) is what many libraries use, and it is good for "
                "finite scores. An infinite score gives ∞ − ∞, or ∞ · 0. Give each label its own "
                "softplus, and skip the one whose weight is 0.",
            ),
            (
                lambda z, y: np.mean(y * softplus(-z) + (1 - y) * softplus(z)),
                "Each label has its own softplus: good. For an infinite score one of them is "
                "infinite, and its weight 0 times ∞ is nan. Skip the terms whose weight is 0, "
                "with np.where.",
            ),
            (
                lambda z, y: np.mean(np.where(y == 0, 0, y * softplus(-z))),
                "Only the yes is counted: a sure answer to a no costs nothing here. The "
                "surprise at a no is missing.",
            ),
            (
                lambda z, y: np.mean(
                    np.where(y == 0, 0, y * softplus(z))
                    + np.where(y == 1, 0, (1 - y) * softplus(-z))
                ),
                "The two labels are exchanged: at a yes the surprise falls when the score grows.",
            ),
            (
                lambda z, y: np.mean((sigmoid(z) - y) ** 2),
                "This is the mean squared error of the probability. The surprise is a logarithm.",
            ),
        ],
        hints=[
            "−ln σ(z) is a softplus, and −ln σ(−z) is one, too. Of what?",
            "y softplus(−z) + (1 − y) softplus(z): two terms that are 0 or above.",
            "Where y is 0 the first term must be 0 even if its softplus is infinite: "
            "np.where(y == 0, 0, …). Likewise the second where y is 1. Then the mean.",
        ],
    ),
    FunctionExercise(
        name="soft_cross_entropy",
        chapter=7,
        question="Write soft_cross_entropy(z, y): the mean over the rows of "
        "−Σ y ln softmax(z), where each row of y is a label that sums to 1. A class whose label "
        "is 0 costs nothing, even if it is masked (−inf).",
        reference=cross_entropy_with_logits,
        rtol=1e-12,
        cases=[
            case(_TABLE, np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])),
            case(_TABLE, np.array([[0.2, 0.3, 0.5], [0.0, 0.4, 0.6]]), about="soft labels"),
            case(
                np.array([[1.0, 3.0], [0.0, 0.5], [2.0, -1.0]]),
                np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]]),
                about="three rows",
            ),
            case(
                np.array([[0.0, -800.0], [0.0, -800.0]]),
                np.array([[0.0, 1.0], [1.0, 0.0]]),
                about="a large mistake",
            ),
            case(np.array([[0.0, -800.0]]), np.array([[1.0, 0.0]]), about="a perfect prediction"),
            case(np.array([[710.0, 709.0]]), np.array([[0.0, 1.0]]), about="large scores"),
            case(_APART, np.eye(len(_APART[0]))[: len(_APART)], about="rows far apart"),
            case(np.array([[2.0, 1.0, -np.inf]]), np.array([[0.5, 0.5, 0.0]]), about="a mask"),
            case(
                np.array([[2.0, -np.inf]]),
                np.array([[0.0, 1.0]]),
                about="a mask on what happened",
            ),
            case(np.array([[1000.0, 960.0]]), np.array([[1.0, 0.0]]), about="a loss close to 0"),
        ],
        mistakes=[
            (
                lambda z, y: _rows_mean(-y * np.log(np.exp(z) / np.exp(z).sum(-1, keepdims=True))),
                "The softmax inside overflows above 709.78, and vanished shares give ln 0. Start "
                "from log-softmax.",
            ),
            (
                lambda z, y: _rows_mean(-y * np.log(_shifted_softmax(z))),
                "The shift keeps softmax finite, but a share still vanishes: then 0 · ln 0 is nan "
                "for a perfect prediction, and ln 0 is infinite where the loss is 800. Start from "
                "log-softmax.",
            ),
            (
                lambda z, y: _rows_mean(-y * np.log(_clipped(_shifted_softmax(z)))),
                "The clip caps the loss of a row at 34.54, with slope 0 beyond: a miss by 800 "
                "looks like 34.54. Clipped at 1 − 1e-15 as well, a perfect prediction costs 1e-15. "
                "Start from log-softmax.",
            ),
            (
                lambda z, y: _rows_mean(-_y_log_p(y, _shifted_softmax(z))),
                "xlogy cures 0 · ln 0. It cannot bring back a share that has vanished: the loss "
                "is 800, and only the scores know. Start from log-softmax.",
            ),
            (
                lambda z, y: _rows_mean(-y * log_softmax(z)),
                "Right for finite scores. A masked class has the log-probability −∞, and its "
                "label 0 times −∞ is nan: skip the classes whose label is 0, with np.where.",
            ),
            (
                lambda z, y: np.mean(logsumexp(z) - np.sum(np.where(y == 0, 0, y * z), axis=-1)),
                "LSE − Σ y z subtracts 1000 from 1000 for a loss close to 0, and all digits are "
                "lost. Subtract the scores first: that is log-softmax.",
            ),
            (
                lambda z, y: np.sum(np.where(y == 0, 0, -y * log_softmax(z))),
                "This is the sum over the rows, which grows with the batch. Take the mean.",
            ),
            (
                lambda z, y: np.mean(np.where(y == 0, 0, -y * log_softmax(z))),
                "This is the mean over all elements: K times too small. Sum over the classes, "
                "then take the mean over the rows.",
            ),
            (
                lambda z, y: _rows_mean(np.where(y == 0, 0, -y * log_softmax(np.maximum(z, -1e9)))),
                "Masked scores were replaced by −1e9. Then what was declared impossible and "
                "happened costs a billion, where ∞ is right and would point at the bug.",
            ),
        ],
        hints=[
            "Which function of this chapter gives ln softmax(z) with all its digits?",
            "Multiply by −y where y is not 0; elsewhere the term is 0: np.where(y == 0, 0, …).",
            "Sum along the last axis, then take the mean over the rows.",
        ],
    ),
    ChoiceExercise(
        name="five_functions",
        chapter=7,
        question="Five functions from lecture notes. Which input breaks which? Each letter once.\n"
        "  1  np.exp(z) / np.sum(np.exp(z))\n"
        "  2  softmax with np.max(z, axis=1, keepdims=True) taken off\n"
        "  3  −Σ y ln p with p clipped to 1e-15 … 1 − 1e-15\n"
        "  4  −Σ y ln p with a softmax that takes the maximum off\n"
        "  5  p − y, as the gradient of a mean loss\n"
        "  A  scores 0, −800, the label is the first class: it says nan\n"
        "  B  the stack [[[0, 0, 0, 0], [0, 0, 0, 0]]]: shares of a row sum to 2\n"
        "  C  two rows instead of one: twice what it should be\n"
        "  D  three scores of −1000: nan\n"
        "  E  scores 0, −800, the label is the second class: it says 34.54\n"
        "  Five letters, in the order of 1 to 5, in a list.",
        key=["D", "B", "E", "A", "C"],
        why={
            (1, "A"): "Function 1 returns shares and never sees a label.",
            (1, "B"): "Function 1 sums all numbers, whatever the shape: no row sums to 2.",
            (1, "C"): "Function 1 is no gradient. What do three exponentials of −1000 sum to?",
            (1, "E"): "A loss of 34.54 comes from a clip, and function 1 has none.",
            (2, "D"): "Function 2 takes the maximum off: three scores of −1000 become three 0.",
            (2, "A"): "Function 2 returns shares and never sees a label.",
            (2, "C"): "Two rows are what axis=1 was written for. Three axes are not.",
            (2, "E"): "A loss of 34.54 comes from a clip, and function 2 has none.",
            (3, "A"): "With a clip no logarithm is infinite, so there is no nan.",
            (3, "D"): "nan from three equal scores comes of 0/0. The clip comes later.",
            (4, "E"): "34.54 is −ln 1e-15: that needs a clip, and function 4 has none.",
            (
                4,
                "D",
            ): "Function 4 takes the maximum off, so the denominator is 3, not 0.",
            (5, "A"): "p − y has no logarithm in it, so no 0 · ln 0.",
            (5, "B"): "p − y has no axis in it. Of which loss is it the gradient, sum or mean?",
        },
        hints=[
            "34.54 is −ln 1e-15. Which of the five has 1e-15 in it?",
            "Which has a logarithm and no clip? Which has an axis written into it?",
        ],
    ),
    ChoiceExercise(
        name="four_detours",
        chapter=7,
        question="Four detours on the way from a score to a result. Which input breaks which? Each "
        "letter once.\n"
        "  1  np.log(1 + np.exp(z)), as the surprise of a no\n"
        "  2  1 - 1 / (1 + np.exp(-z)), as the probability of no\n"
        "  3  np.log(np.sum(np.exp(z))), as log-sum-exp\n"
        "  4  np.log(p) - np.log(1 - p), with p = 1 / (1 + np.exp(-z)): the score again\n"
        "  A  the score 40: it says inf\n"
        "  B  three scores of −1000: it says −inf\n"
        "  C  the score −50: it says 0, and 1.9e-22 is right\n"
        "  D  the score 40: it says 0, and 4.2e-18 is right\n"
        "  Four letters, in the order of 1 to 4, in a list.",
        key=["C", "D", "B", "A"],
        why={
            (
                1,
                "D",
            ): "At 40, function 1 is ln(1 + e^40), which is 40. Where is e^z so small that 1 "
            "absorbs it?",
            (1, "B"): "Function 1 takes one score at a time and is never below 0.",
            (1, "A"): "e^40 does not overflow, so function 1 does not say inf at 40.",
            (2, "C"): "At −50, function 2 is nearly 1. Where does 1 − p lose all its digits?",
            (2, "B"): "Function 2 is never below 0: it cannot say −inf.",
            (2, "A"): "Function 2 stays between 0 and 1: it cannot say inf.",
            (
                3,
                "C",
            ): "For one score, function 3 gives it back: −50. What is the logarithm of three "
            "e^(−1000)?",
            (3, "D"): "For one score, function 3 gives it back: 40. What is the logarithm of three "
            "e^(−1000)?",
            (4, "C"): "At −50, p is small and keeps its digits: function 4 gives −50 back.",
            (4, "D"): "Function 4 gives a score, and 40 should come back. What is ln(1 − p) if p "
            "is stored as 1?",
        },
        hints=[
            "Which of the four can say −inf, and which inf?",
            "1 + e^(−50) is stored as 1, and so is p at the score 40.",
        ],
    ),
    FunctionExercise(
        name="mean_gradient",
        chapter=7,
        question="Write mean_gradient(z, y): the gradient of the mean cross-entropy in the scores, "
        "for a table z with a row for each sample and a table y of labels that sum to 1.",
        reference=_gradient,
        rtol=1e-10,
        atol=1e-14,
        cases=[
            case(np.array([[2.0, 1.0], [0.0, 3.0]]), np.array([[1.0, 0.0], [0.0, 1.0]])),
            case(_TABLE, np.array([[1.0, 0.0, 0.0], [0.0, 0.5, 0.5]]), about="soft labels"),
            case(np.array([[2.0, 1.0, 0.5]]), np.array([[0.0, 1.0, 0.0]]), about="one row"),
            case(np.array([[1.0, 0.0]] * 3), np.eye(2)[[0, 1, 1]], about="three rows"),
            case(np.array([[1000.0, 0.0], [0.0, 0.0]]), np.eye(2)[[1, 0]], about="large scores"),
            case(np.full((2, 3), -1000.0), np.eye(3)[[0, 2]], about="very negative scores"),
        ],
        mistakes=[
            (
                lambda z, y: softmax(z) - y,
                "p − y is the gradient of the SUM over the rows: N times too large. For the mean "
                "divide by the number of rows.",
            ),
            (
                lambda z, y: (softmax(z) - y) / z.size,
                "You divided by the number of elements. The mean runs over the N rows: divide by "
                "len(z).",
            ),
            (
                lambda z, y: (softmax(z) - y) / z.shape[1],
                "You divided by the number of classes. The mean runs over the rows: len(z).",
            ),
            (
                lambda z, y: (y - softmax(z)) / len(z),
                "The sign is wrong: y − p points downhill, which is the step. The gradient points "
                "uphill: p − y.",
            ),
            (
                lambda z, y: softmax(z) / len(z),
                "The labels take no part: p − y.",
            ),
            (
                lambda z, y: (np.exp(z) / np.exp(z).sum(axis=-1, keepdims=True) - y) / len(z),
                "The softmax inside overflows for 1000, and gives 0/0 for a row of −1000. Take "
                "each row's largest score off.",
            ),
            (
                lambda z, y: (softmax(z, axis=0) - y) / len(z),
                "Softmax runs down the columns here, so the samples compete. Classes lie along "
                "the last axis.",
            ),
            (
                lambda z, y: np.mean(softmax(z) - y, axis=0),
                "You took the mean over the rows. Each row has scores of its own, so the gradient "
                "has the shape of z.",
            ),
            (
                lambda z, y: (softmax(softmax(z)) - y) / len(z),
                "Softmax is applied twice. The input are scores: once is enough.",
            ),
        ],
        hints=[
            "For one row the gradient is p − y. What does the mean over N rows do to it?",
            "Divide by the number of rows, and take care that the softmax does not overflow.",
        ],
    ),
    FunctionExercise(
        name="merge_pairs",
        chapter=7,
        question="Write merge_pairs(a, b): each is a pair (m, s) of the largest score and "
        "s = Σ e^(z − m). Return the pair of both lists together. The pair of an empty list is "
        "(−inf, 0).",
        reference=_merge,
        rtol=1e-12,
        cases=[
            case((2.0, 1.5), (3.0, 1.25)),
            case((3.0, 1.25), (2.0, 1.5), about="the larger maximum first"),
            case((5.0, 2.0), (5.0, 1.0), about="equal maxima"),
            case((1000.0, 1.2), (998.0, 3.0), about="large scores"),
            case((-np.inf, 0.0), (4.0, 1.5), about="an empty list"),
            case((4.0, 1.5), (-np.inf, 0.0), about="an empty list at the end"),
            case((-np.inf, 0.0), (-np.inf, 0.0), about="two empty lists"),
        ],
        fresh=_other_lists,
        mistakes=[
            (
                _naive_merge,
                "Right but for empty lists: both maxima are −inf, and −inf − (−inf) is nan. "
                "Return (−inf, 0) there.",
            ),
            (
                lambda a, b: (max(a[0], b[0]), a[1] + b[1]),
                "The sums were added as they are. Each refers to its own maximum: multiply it by "
                "e^(m − m') first, with the new maximum m'.",
            ),
            (
                _rescale_only_old,
                "Only the first sum is rescaled. The second may be the one with the smaller "
                "maximum.",
            ),
            (
                _merge_with_wrong_sign,
                "The sign of the exponent is wrong: the old terms must shrink, by e^(m − m') with "
                "the new maximum m'.",
            ),
            (
                lambda a, b: (a[0] + b[0], a[1] * np.exp(-b[0]) + b[1] * np.exp(-a[0])),
                "The new maximum is the larger of the two, not their sum.",
            ),
            (
                lambda a, b: (0.0, a[1] * np.exp(a[0]) + b[1] * np.exp(b[0])),
                "You went back to Σ e^z, which overflows. Keep the larger maximum taken off.",
            ),
            (
                _merge_at_smaller_maximum,
                "You kept the smaller maximum. Then exponents are positive and may overflow, and "
                "an empty list swallows the other.",
            ),
        ],
        hints=[
            "The new maximum is the larger of a[0] and b[0]. What does each sum refer to now?",
            "Multiply each sum by e^(its maximum − the new maximum), and add.",
            "If the new maximum is −inf, return (−inf, 0.0) before you compute any exponent.",
        ],
    ),
    FunctionExercise(
        name="merge_averages",
        chapter=7,
        question="Write merge_averages(a, b): each is a triple (m, s, v) of the largest score, "
        "s = Σ e^(z − m), and the mean v of some values, weighted with the softmax of the scores. "
        "Return the triple of both lists together. The triple of an empty list is (−inf, 0, 0).",
        reference=_merge_averages,
        rtol=1e-12,
        cases=[
            case((2.0, 1.5, 10.0), (3.0, 1.25, 20.0)),
            case((3.0, 1.25, -4.0), (2.0, 1.5, 7.0), about="the larger maximum first"),
            case((5.0, 2.0, 1.0), (5.0, 1.0, 4.0), about="equal maxima"),
            case((1000.0, 1.2, 3.0), (998.0, 3.0, 5.0), about="large scores"),
            case((-np.inf, 0.0, 0.0), (4.0, 1.0, 2.5), about="an empty list"),
            case((4.0, 1.0, 2.5), (-np.inf, 0.0, 0.0), about="an empty list behind"),
            case((-np.inf, 0.0, 0.0), (-np.inf, 0.0, 0.0), about="two empty lists"),
        ],
        fresh=_other_averages,
        mistakes=[
            (
                _merged_with(lambda a, b: (a[2] + b[2]) / 2),
                "The plain mean of the two means: each list must count by its part of all piles.",
            ),
            (
                _merged_with(lambda a, b: a[2] + b[2]),
                "The means were added. Weight each with its part of all piles.",
            ),
            (
                _merged_with(
                    lambda a, b: (a[1] * a[2] + b[1] * b[2]) / (a[1] + b[1]) if a[1] + b[1] else 0.0
                ),
                "You weighted with s as it is. Each s refers to its own maximum: multiply it by "
                "e^(m − m') first, with the new maximum m'.",
            ),
            (
                _merged_with(lambda a, b: sum(np.array(_share(a, b)) * (a[2], b[2]))),
                "These are weighted sums. A mean is divided by the new s.",
            ),
            (
                _merged_with(lambda a, b: a[2] if a[0] >= b[0] else b[2]),
                "You kept the mean of the list with the larger maximum. The other one counts, too.",
            ),
            (
                lambda a, b: (max(a[0], b[0]), a[1] + b[1], _merge_averages(a, b)[2]),
                "The third number is right. The sums were added as they are: rescale each to the "
                "new maximum.",
            ),
        ],
        hints=[
            "Chapter 7 merges (m, s). Which part of the new s comes from each list?",
            "The new mean is (part a · v_a + part b · v_b)/(part a + part b), with the rescaled "
            "sums as parts.",
            "If the new maximum is −inf, return (−inf, 0.0, 0.0) before you compute any exponent.",
        ],
    ),
    FunctionExercise(
        name="online_logsumexp",
        chapter=7,
        question="Write online_logsumexp(scores): ln Σ e^z of a list, in one pass from first to "
        "last, keeping only the largest score so far and a sum.",
        reference=_one_pass,
        rtol=1e-12,
        cases=[
            case([2.0, 1.0, 3.0, 5.0]),
            case([5.0, 3.0, 2.0, 1.0], about="falling scores"),
            case([3.0], about="one score"),
            case([1002.0, 1001.0, 1003.0, 1005.0], about="large scores"),
            case([-1000.0, -1001.0], about="very negative scores"),
            case([-np.inf, 2.0, 1.0], about="a masked score first"),
            case([2.0, -np.inf, 1.0], about="a masked score later"),
            case([-np.inf, -np.inf], about="all scores masked"),
            case([], about="an empty list"),
        ],
        mistakes=[
            (
                lambda scores: _one_pass(scores, _naive_merge),
                "Right but where the list begins with −inf: m − m' is then −inf − (−inf), which "
                "is nan. Skip a score of −inf, or return the empty pair.",
            ),
            (
                lambda scores: np.log(np.sum(np.exp(scores))),
                "ln Σ e^z as written overflows above 709.78, and is ln 0 below −745.13. Keep the "
                "largest score taken off as you go.",
            ),
            (
                lambda scores: _one_pass(scores, _rescale_only_new),
                "When a new maximum arrives, the old sum still refers to the old one. Multiply it "
                "by e^(m − m').",
            ),
            (
                lambda scores: _one_pass(scores, _rescale_only_old),
                "Each score was counted as 1. A score that is no new maximum adds e^(z − m).",
            ),
            (
                lambda scores: max(scores, default=-np.inf),
                "This is the largest score alone: the sum is missing.",
            ),
            (
                lambda scores: np.log(_one_pass(scores)),
                "You took the logarithm once too often: at the end it is m + ln s.",
            ),
            (
                lambda scores: _one_pass(scores) - max(scores, default=0.0),
                "This is ln s. Add the largest score at the end: m + ln s.",
            ),
        ],
        hints=[
            "Begin with m = −inf and s = 0. What happens to s when a larger score z arrives?",
            "larger = max(m, z); s = s e^(m − larger) + e^(z − larger); m = larger. At the end "
            "m + ln s.",
            "If larger is −inf, nothing has arrived yet that counts: leave s at 0.",
        ],
    ),
]
