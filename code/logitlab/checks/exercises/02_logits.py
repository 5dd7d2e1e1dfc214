"""The exercises of chapter 2: logits."""

import numpy as np

from logitlab.checks.exercise import ChoiceExercise, FunctionExercise, ValueExercise, case
from logitlab.functions import logit, sigmoid, softmax

_W = 106.9937  # the weight of "mean concave points", per unit
_CLIPPED = (
    "The probability was clipped before the logarithm. logit(0) is −inf and logit(1e-300) −691: "
    "clipping gives another number, and hides a 0 that should not be there. It also turns 1.1, "
    "which is no probability, into one."
)
_NEAR_HALF = (
    "Right on paper. Close to p = 0.5 the logit is close to 0, and it is made here from "
    "numbers that were rounded near 1 or near ln 0.5, so that up to half of its digits are "
    "lost. What makes the fraction differ from 1?"
)
_SCORES = np.array([[2.0, 1.0, 0.5], [-3.0, -1.0, -2.0]])


def _after(p, odds_ratio):
    """The probability after the odds were multiplied."""
    odds = odds_ratio * p / (1 - p)
    return odds / (1 + odds)


def _updated(step, start=logit, end=sigmoid):
    """A posterior that adds `step` of each result to `start` of the prior."""

    def posterior(prior, results):
        return end(start(prior) + sum(step(*result) for result in results))

    return posterior


def _evidence(sensitivity, specificity, positive):
    if positive:
        return np.log(sensitivity / (1 - specificity))
    return np.log((1 - sensitivity) / specificity)


def _multiplied(prior, results):
    odds = np.float64(prior) / (1 - prior)
    for sensitivity, specificity, positive in results:
        odds *= sensitivity / (1 - specificity) if positive else (1 - sensitivity) / specificity
    return odds / (1 + odds)


_A = (0.9, 0.9, True)
_NOT_A = (0.9, 0.9, False)


def _other_shares(rng):
    z = rng.uniform(1, 20, 5) * rng.choice([-1, 1], 5)
    return [case(sigmoid(z), sigmoid(-z))]


def _another_step(rng):
    """Another step, for a learner with an id."""
    step = float(rng.choice([0.002, 0.004, 0.006, 0.008, 0.012, 0.015, 0.02, 0.025]))
    return {
        "question": 'The fitted weight of "mean concave points" is 106.9937 per unit, an odds '
        "ratio of 2.9e46 for one unit. But the feature runs from 0 to 0.2012. What is the odds "
        f"ratio for a step of {step:g}?",
        "reference": np.exp(step * _W),
        "mistakes": [
            (step * _W, "This is the change of the logit. Asked is e to the power of it.")
        ],
    }


EXERCISES = [
    ChoiceExercise(
        name="logit_claims",
        chapter=2,
        question='True or false? A list of seven letters, "T" or "F".\n'
        "  1  The softmax of the score 5 is 98.7%.\n"
        "  2  Adding 100 to every score of a list changes no share of the softmax.\n"
        "  3  Adding 100 to a single score that goes into a sigmoid changes nothing.\n"
        "  4  In a softmax of three classes, the score of a class is ln(p/(1 − p)) of its share.\n"
        "  5  The gap between two scores of a list is ln(p_i/p_j).\n"
        "  6  In z = b + w x, e^b is the probability of yes at x = 0.\n"
        "  7  A class with score 5 in one list is more probable than one with score 3 in another "
        "list.",
        key=["F", "T", "F", "F", "T", "F", "F"],
        why={
            (1, "T"): "Softmax takes a whole list. Against the scores 0 and 0, a score of 5 means "
            "98.7%; against 9 and 9 it means 0.9% (section 6).",
            (2, "F"): "A common constant makes all piles grow by the same factor, so that every "
            "share stays (section 6).",
            (3, "T"): "A single score is already a gap, to a second score 0 that does not move. "
            "Shift it, and the probability moves (section 6).",
            (4, "T"): "For the scores 2, 1, 0.5 the logit of the first share is 0.526, and not 2: "
            "it compares the class with all others together. The two meanings of logit agree "
            "for two classes, if the second score is 0 (section 6).",
            (5, "F"): "The bottoms of the two shares are equal and cancel: p_i/p_j is "
            "e^(z_i − z_j). Take ln (section 6).",
            (6, "T"): "e^b are the odds at x = 0. Where b = 2 they are 7.4, and no probability is "
            "7.4. The probability is e^b/(1 + e^b) (section 5).",
            (7, "T"): "Scores may be compared within one list only. The others of its list decide "
            "what a score is worth (section 6).",
        },
        hints=[
            "For 1 and 7: what happens to a share if the other scores of its list grow?",
            "For 2 and 3: do all piles grow, or one of two?",
            "For 4 to 6: put in numbers. Three equal scores of 0 have the share 1/3. What is the "
            "logit of 1/3?",
        ],
    ),
    ValueExercise(
        name="past_even",
        chapter=2,
        question="In the Evidence ruler the prior is −4.6 in log-odds. Each of the tests A, B and "
        "C is positive, negative or left out: 27 combinations. In how many of them is ill more "
        "probable than healthy?",
        precision="a whole number",
        reference=2,
        mistakes=[
            (
                1,
                "One of them is found. Is there another, if you leave out a test, or add one?",
            ),
            (
                3,
                "One too many. Two of the three tests are needed at least; take each pair, and see "
                "which of them gets past 4.6.",
            ),
            (
                4,
                "Too many. Of the three pairs of positive results only one gets past 4.6: add the "
                "steps of each.",
            ),
            (
                8,
                "That is how many combinations there are if no test is left out. Asked is how many "
                "of all 27 lead past even odds.",
            ),
            (
                27,
                "That is how many there are in all. In most of them the steps do not add up to "
                "4.6.",
            ),
            (
                0,
                "No step alone is as long as 4.6, but two of them together may be.",
            ),
        ],
        hints=[
            "How far to the right must the steps lead until ill is more probable than healthy?",
            "More probable than not: the thick line stands to the right of 0. So the steps must "
            "add up to more than 4.6.",
            "Positive results make steps of 2.20 (A), 1.10 (B) and 2.48 (C); negative ones of "
            "−2.20, −1.10 and −0.86.",
            "Without A or without C you cannot get there. With both, B decides: which of its three "
            "states are allowed?",
        ],
    ),
    ValueExercise(
        name="per_celsius",
        chapter=2,
        question="The fitted weight of the launches is −0.23216 per °F, and 1 °C is 1.8 °F. By "
        "which factor are the odds of distress multiplied when it gets 1 °C warmer?",
        precision="to 3 digits",
        reference=np.exp(-0.23216 * 1.8),
        rtol=0.002,
        mistakes=[
            (
                np.exp(-0.23216),
                "This is the odds ratio for one degree Fahrenheit. A degree Celsius is a longer "
                "step.",
            ),
            (
                np.exp(0.23216 * 1.8),
                "This is the factor when it gets one degree Celsius colder. Warmer, the odds fall.",
            ),
            (
                -0.23216 * 1.8,
                "This is the step of the score. The odds are multiplied by e to that power.",
            ),
            (
                1.8 * np.exp(-0.23216),
                "You multiplied the odds ratio by 1.8. Steps add in the score: multiply the "
                "weight, then take e to that power.",
            ),
            (
                np.exp(-0.23216) / 1.8,
                "You divided the odds ratio by 1.8. Steps add in the score: multiply the weight by "
                "1.8, then take e to that power.",
            ),
            (
                np.exp(-0.23216 / 1.8),
                "You divided the weight by 1.8. One degree Celsius is the longer step, so the "
                "score changes by more.",
            ),
        ],
        hints=[
            "By how much does 1 °C, which is 1.8 °F, change the score?",
            "The score changes by −0.23216 · 1.8. What does that do to the odds?",
            "np.exp(-0.23216 * 1.8)",
        ],
    ),
    ValueExercise(
        name="concave_points",
        chapter=2,
        question='The fitted weight of "mean concave points" is 106.9937 per unit, an odds ratio '
        "of 2.9e46 for one unit. But the feature runs from 0 to 0.2012. What is the odds ratio "
        "for a step of 0.01?",
        precision="to 3 digits",
        reference=np.exp(0.01 * _W),
        rtol=0.002,
        seeded=_another_step,
        mistakes=[
            (
                np.exp(_W),
                "This is the odds ratio for a whole unit, five times the range of the feature.",
            ),
            (
                np.exp(_W) / 100,
                "You divided the odds ratio by 100. Steps add in the logit, and factors multiply: "
                "divide the weight by 100, then take e to that power.",
            ),
            (
                0.01 * _W,
                "This is the step in the logit. The odds are multiplied by e to that power.",
            ),
            (_W, "This is the weight per unit: a step in the logit. Asked is a factor, for 0.01."),
            (
                np.exp(0.01 * _W) - 1,
                "This is by how much the odds grow, as a fraction of what they were. The odds "
                "ratio is odds after, divided by odds before: 1 more.",
            ),
            (
                np.exp(-0.01 * _W),
                "The sign is wrong, or the ratio turned over: these are the odds of benign. A "
                "larger value speaks for malignant.",
            ),
            (
                np.exp(0.1 * _W),
                "This is the odds ratio for a step of 0.1, half the range of the feature.",
            ),
            (
                float(sigmoid(0.01 * _W)),
                "This is σ of the step, a probability. Asked is a factor of the odds.",
            ),
        ],
        hints=[
            "By how much does a step of 0.01 move the logit?",
            "The logit moves by 0.01 · 106.9937. What does that do to the odds?",
            "np.exp(0.01 * 106.9937)",
        ],
    ),
    FunctionExercise(
        name="risk_ratio",
        chapter=2,
        question="Write risk_ratio(p, odds_ratio): a probability p between 0 and 1 has its odds "
        "multiplied by odds_ratio. By which factor does the probability grow?",
        reference=lambda p, odds_ratio: odds_ratio / (1 - p + p * odds_ratio),
        cases=[
            case(0.5, 2.0),
            case(np.array([0.1, 0.3, 0.9]), 3.0, about="an array of probabilities"),
            case(np.array([0.0048, 0.8313]), 3.17, about="two tumors"),
            case(np.array([0.2, 0.6]), 0.25, about="an odds ratio below 1"),
            case(np.array([0.25, 0.75]), 1.0, about="an odds ratio of 1"),
            case(np.array([1e-9, 1e-4]), 5.0, about="a rare thing"),
            case(np.array([0.9999, 1 - 2**-30]), 5.0, about="a nearly certain thing"),
        ],
        mistakes=[
            (
                lambda p, odds_ratio: np.zeros_like(p) + odds_ratio,
                "This is the odds ratio itself. It is close to the risk ratio only where the "
                "probability is small: 0.83 cannot be tripled (section 5).",
            ),
            (
                _after,
                "This is the probability after. Divide it by the one before.",
            ),
            (
                lambda p, odds_ratio: _after(p, odds_ratio) - p,
                "This is the risk difference, after minus before. The ratio is asked: after "
                "divided by before.",
            ),
            (
                lambda p, odds_ratio: p / _after(p, odds_ratio),
                "Turned over: this is the probability before, divided by the one after.",
            ),
            (
                lambda p, odds_ratio: (1 - _after(p, odds_ratio)) / (1 - p),
                "This is the risk ratio of no. Asked is the one of yes.",
            ),
            (
                lambda p, odds_ratio: np.minimum(odds_ratio, 1 / np.asarray(p)),
                "The factor was applied to the probability, and cut off where that passes 1. The "
                "factor belongs to the odds.",
            ),
            (
                lambda p, odds_ratio: odds_ratio / 1 - p + p * odds_ratio,
                "Brackets: / comes before − and +, so that odds_ratio is divided by the first "
                "number alone.",
            ),
            (
                lambda p, odds_ratio: odds_ratio * p / (1 - p),
                "These are the odds after. Turn them into a probability, o/(1 + o), and divide by "
                "the probability before.",
            ),
            (
                lambda p, odds_ratio: odds_ratio / (1 + p * odds_ratio),
                "The bottom is too large: the share of no keeps its size, 1 − p, and does not "
                "become 1.",
            ),
        ],
        hints=[
            "Which odds belong to p? What are they after the multiplication?",
            "Turn the new odds o into a probability, o/(1 + o). Then divide it by p.",
            "It simplifies to odds_ratio / (1 - p + p * odds_ratio).",
        ],
    ),
    FunctionExercise(
        name="center_scores",
        chapter=2,
        question="Write center_scores(z): the same scores, moved so that each list (along the last "
        "axis) adds up to 0 and its softmax stays.",
        reference=lambda z: np.asarray(z, float) - np.mean(z, axis=-1, keepdims=True),
        atol=1e-9,
        cases=[
            case(np.array([2.0, 1.0, 0.5])),
            case(_SCORES, about="a table"),
            case(np.array([0.0, 1.0, 5.0, -2.0]), about="four classes"),
            case([3, 1, 0], about="a list of integers"),
            case(np.array([1000.0, 998.0]), about="large scores"),
            case(np.arange(8.0).reshape(2, 2, 2) ** 2, about="three axes"),
            case(np.array([7.0]), about="a single class"),
        ],
        mistakes=[
            (
                lambda z: np.asarray(z, float) - np.max(z, axis=-1, keepdims=True),
                "The largest score is 0 now, as before an exponential. That they add up to 0 is "
                "asked: subtract the mean.",
            ),
            (
                lambda z: np.asarray(z, float) - np.sum(z, axis=-1, keepdims=True),
                "You subtracted the sum from every score. It is K scores that share it: subtract "
                "the sum divided by K, the mean.",
            ),
            (
                lambda z: np.asarray(z, float) - np.mean(z),
                "You subtracted one mean of the whole table. Each row is a list of its own: "
                "axis=-1, keepdims=True.",
            ),
            (
                lambda z: np.asarray(z, float) - np.mean(z, axis=0, keepdims=True),
                "You subtracted the mean of each column (axis 0). Each row is a list of its own: "
                "axis=-1, keepdims=True. Different numbers taken from the scores of one row change "
                "its softmax.",
            ),
            (
                lambda z: softmax(np.asarray(z, float)),
                "These are the shares of the softmax. Asked are scores: subtract the mean.",
            ),
            (
                lambda z: (
                    (np.asarray(z, float) - np.mean(z, axis=-1, keepdims=True))
                    / np.maximum(np.std(z, axis=-1, keepdims=True), 1e-300)
                ),
                "You also divided by the standard deviation. Dividing changes the gaps, and with "
                "them the softmax. Only the mean goes.",
            ),
            (
                lambda z: np.asarray(z, float) - np.median(z, axis=-1, keepdims=True),
                "You subtracted the median. The scores add up to 0 if their mean goes.",
            ),
            (
                lambda z: np.asarray(z, float) - np.asarray(z, float)[..., -1:],
                "The last score is 0 now. That is another choice of the constant; the one with "
                "the sum 0 is asked.",
            ),
            (
                lambda z: np.asarray(z, float) / np.sum(z, axis=-1, keepdims=True),
                "You divided by the sum, so that they add up to 1. Dividing changes the gaps. "
                "Subtract a constant.",
            ),
        ],
        hints=[
            "Which constant c makes the sum of the z_k − c equal to 0?",
            "The mean of each list. In a table every row has its own.",
            "z - z.mean(axis=-1, keepdims=True), with z an array.",
        ],
    ),
    FunctionExercise(
        name="posterior",
        chapter=2,
        question="Write posterior(prior, results): the probability of ill after the results of "
        "tests that err independently. Each result is (sensitivity, specificity, positive). Add "
        "logits.",
        reference=_updated(_evidence),
        cases=[
            case(0.01, [_A]),
            case(0.01, [_NOT_A], about="a negative result"),
            case(0.01, [_A, _A], about="two results"),
            case(0.3, [(0.6, 0.95, True), (0.75, 0.8, False)], about="one for, one against"),
            case(0.3, [(0.6, 0.95, False)], about="a negative result of test C"),
            case(0.2, [], about="no result at all"),
            case(1e-6, [_A] * 9, about="nine results"),
            case(0.2, [_A] * 400 + [_NOT_A] * 400, about="800 results"),
        ],
        mistakes=[
            (
                lambda prior, results: prior,
                "This is the prior: no result has been added.",
            ),
            (
                lambda prior, results: results[0][0] if results else prior,
                "This is the sensitivity, the probability of a positive result among the ill. "
                "Asked is the probability of ill, given the result. The prior is missing "
                "(section 3).",
            ),
            (
                _updated(_evidence, end=lambda z: z),
                "This is the logit. The probability is asked: put it into the sigmoid.",
            ),
            (
                _updated(_evidence, start=lambda prior: 0.0),
                "The prior is missing: you began with 0, as if ill and healthy were equally "
                "frequent.",
            ),
            (
                _updated(_evidence, start=lambda prior: prior),
                "You began with the prior as it is. It is a probability, and evidence adds to "
                "logits.",
            ),
            (
                _updated(lambda a, b, positive: np.exp(_evidence(a, b, positive))),
                "You added the likelihood ratio. What adds to a logit is its logarithm.",
            ),
            (
                _updated(lambda a, b, positive: (1 if positive else -1) * np.log(a / (1 - b))),
                "For a negative result you subtracted the weight of a positive one. The two "
                "have the same size only if sensitivity and specificity are equal. A negative "
                "result has a ratio of its own.",
            ),
            (
                _updated(lambda a, b, positive: np.log(a / (1 - b))),
                "Each result was counted as positive. A negative one has a ratio of its own: "
                "how often do the ill test negative, and how often the healthy?",
            ),
            (
                _updated(lambda a, b, positive: _evidence(a, b, positive) if positive else 0.0),
                "The negative results were left out. They are evidence too, below 0 for a "
                "useful test: how often do the ill test negative, and how often the healthy?",
            ),
            (
                _updated(lambda a, b, positive: -_evidence(a, b, positive)),
                "The sign of the evidence is wrong: a positive result must make ill more probable.",
            ),
            (
                lambda prior, results: _updated(_evidence)(prior, results[:1]),
                "Only the first result was counted. Add one term for each.",
            ),
            (
                lambda prior, results: _updated(_evidence)(prior, results[-1:]),
                "Only the last result was counted. Does the loop add to the logit, or set it anew?",
            ),
            (
                _multiplied,
                "Multiplying is right on paper. After 400 positive results the odds are 9^400, too "
                "large for a float64, and become inf; two products of 800 probabilities both "
                "become 0. inf/inf and 0/0 are nan. Add logarithms instead.",
            ),
        ],
        hints=[
            "What adds up when one result after the other comes in, and where does the sum begin?",
            "Begin with z = logit(prior) and add one term for each result.",
            "Positive: ln(sensitivity/(1 − specificity)). Negative: how often do the ill test "
            "negative, how often the healthy?",
            "Negative: ln((1 − sensitivity)/specificity). At the end, sigmoid(z).",
        ],
    ),
    ValueExercise(
        name="round_trip",
        chapter=2,
        question="For the whole numbers z = 1, 2, …, 40 compute logit(sigmoid(z)). Which is the "
        "first z that comes back wrong by more than 0.001? Which is the first that comes back as "
        "infinity? A list of two.",
        precision="two whole numbers",
        reference=[30, 37],
        mistakes=[
            (
                [29, 36],
                "These are places in the array, counted from 0. The scores begin at 1: z[place].",
            ),
            (
                [37, 30],
                "The two are exchanged: first digits go, then all of them.",
            ),
            (
                [37, 37],
                "The second is right. But digits are lost before that: compare with z, and count "
                "each difference above 0.001.",
            ),
            (
                [30, 36],
                "The first is right. The last score that comes back finite is not asked, but the "
                "first that does not: one more.",
            ),
            (
                [30, 40],
                "The first is right. The second is the first infinity, not the last.",
            ),
            (
                [31, 38],
                "Each is one too large: the first score that fails, not the one after it.",
            ),
            (
                [30, 710],
                "The first is right. 710 is where e^z overflows. The sigmoid is exactly 1 long "
                "before, and the logit of 1 is infinite.",
            ),
        ],
        hints=[
            "What does a sigmoid close to 1 leave for the way back?",
            "z = np.arange(1.0, 41.0), and logitlab's logit and sigmoid. Print both columns.",
            "np.argmax(condition) is the place of the first True. z[place] is the score.",
            "np.abs(logit(sigmoid(z)) - z) > 0.001, and np.isinf(logit(sigmoid(z))).",
        ],
    ),
    FunctionExercise(
        name="score_from_shares",
        chapter=2,
        question="Write score_from_shares(p_yes, p_no): the score z, from σ(z) and σ(−z), two "
        "arrays, with all the digits that the two shares hold.",
        reference=lambda p_yes, p_no: np.log(p_yes) - np.log(p_no),
        rtol=1e-12,
        cases=[
            case(np.array([0.75, 0.5, 0.1]), np.array([0.25, 0.5, 0.9])),
            case(*(sigmoid(s * np.array([2.0, -3.0, 8.0])) for s in (1, -1))),
            case(*(sigmoid(s * np.array([30.0, 40.0])) for s in (1, -1)), about="large scores"),
            case(*(sigmoid(s * np.array([-30.0, -40.0])) for s in (1, -1)), about="z = −30, −40"),
            case(*(sigmoid(s * np.array([-700.0, 700.0])) for s in (1, -1)), about="z = ±700"),
            case(*(sigmoid(s * np.array([-740.0, 740.0])) for s in (1, -1)), about="z = ±740"),
        ],
        fresh=_other_shares,
        mistakes=[
            (
                lambda p_yes, p_no: logit(p_yes),
                "You used p_yes alone. Close to 1 it has lost its digits, and 1 − p_yes has no "
                "more; p_no, which is tiny there, still has all of its own. Use both.",
            ),
            (
                lambda p_yes, p_no: -logit(p_no),
                "You used p_no alone. For very negative scores p_no is nearly or exactly 1, and "
                "p_yes holds the digits. Use both.",
            ),
            (
                lambda p_yes, p_no: np.log(p_no) - np.log(p_yes),
                "The sign is wrong: where yes is more probable, the score is positive.",
            ),
            (
                lambda p_yes, p_no: p_yes / p_no,
                "These are the odds. The score is their natural logarithm.",
            ),
            (
                lambda p_yes, p_no: p_yes - p_no,
                "This is the difference of the shares, from −1 to 1. The score is the difference "
                "of their logarithms.",
            ),
            (
                lambda p_yes, p_no: np.log(p_yes),
                "This is ln p_yes. The logit compares yes with no: subtract ln p_no.",
            ),
            (
                lambda p_yes, p_no: np.log(p_yes / p_no),
                "The logarithm of the quotient is right on paper. At z = ±740 the quotient is "
                "larger than the largest float64, or has hardly a digit left. Take the difference "
                "of two logarithms.",
            ),
        ],
        hints=[
            "What are the odds, in terms of the two shares?",
            "z = ln(p_yes/p_no). Which rule turns the logarithm of a quotient into a difference?",
            "np.log(p_yes) - np.log(p_no)",
        ],
    ),
    FunctionExercise(
        name="logit",
        chapter=2,
        question="Write logit(p): ln(p/(1 − p)) for a number, a list or an array of any shape. "
        "−inf at 0, inf at 1, nan outside [0, 1], right close to 0.5 too, without a NumPy warning, "
        "and float32 stays float32.",
        reference=logit,
        rtol=1e-13,
        keep_dtype=True,
        quiet=True,
        cases=[
            case(np.array([0.25, 0.5, 0.9])),
            case(np.array([0.1, 0.304, 0.75, 0.99])),
            case(np.array([[0.2, 0.4], [0.6, 0.8]]), about="a table"),
            case(0.01, about="a single number"),
            case([0.25, 0.75], about="a list"),
            case(np.array([1e-9, 1e-300, 1 - 2**-40]), about="probabilities near 0 and 1"),
            case(np.array([0.0, 1.0]), about="0 and 1", expected=np.array([-np.inf, np.inf])),
            case([0, 1], about="the integers 0 and 1", expected=np.array([-np.inf, np.inf])),
            case(
                np.array([0.5000000037223811, 0.5000002590929052, 0.4999999999999999]),
                about="probabilities close to 0.5",
                expected=np.array(
                    [1.4889524280192745e-08, 1.0363716209661295e-06, -4.440892098500626e-16]
                ),
            ),
            case(
                np.array([-0.1, 1.1, np.nan]),
                about="numbers that are no probabilities, which give nan",
                expected=np.array([np.nan, np.nan, np.nan]),
            ),
            case(np.array([0.25, 0.5, 0.75], np.float32), about="float32"),
            case(np.array([]), about="an empty array"),
        ],
        mistakes=[
            (
                sigmoid,
                "This is the sigmoid, the way from score to probability. The logit is the way "
                "back: the logarithm of the odds.",
            ),
            (
                lambda p: np.asarray(p) / (1 - np.asarray(p)),
                "These are the odds, p/(1 − p). The logit lies on another scale, on which even "
                "odds are 0.",
            ),
            (
                np.log,
                "This is ln p, and never above 0. The logit compares yes with no: where is no?",
            ),
            (
                lambda p: np.log(np.asarray(p)) + np.log1p(-np.asarray(p)),
                "You added the two logarithms: that is the logarithm of the product p(1 − p). "
                "The logarithm of a quotient is asked.",
            ),
            (
                lambda p: np.log((1 - np.asarray(p)) / np.asarray(p)),
                "Turned over: this is the logit of no. That of yes must be positive "
                "where p is above one half.",
            ),
            (
                lambda p: np.log(1 / (1 - np.asarray(p))),
                "This is −ln(1 − p). The top of the fraction is p, not 1.",
            ),
            (
                lambda p: np.log(np.asarray(p) / 1 - np.asarray(p)),
                "Brackets: p / 1 - p is 0, because / comes before −.",
            ),
            (lambda p: np.log(np.asarray(p) / (1 - np.asarray(p))), _NEAR_HALF),
            (lambda p: np.log(np.asarray(p)) - np.log1p(-np.asarray(p)), _NEAR_HALF),
            (
                lambda p: np.log1p((2 * np.asarray(p) - 1) / (1 - np.asarray(p))),
                "This form is right near 0.5. For p close to 0 the fraction is close to −1, "
                "and what it lacks is lost: at 1e-300 this gives −inf. Use it in the middle "
                "only.",
            ),
            *(
                (lambda p, low=low: logit(np.clip(p, low, 1 - low)), _CLIPPED)
                for low in (1e-16, 1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6)
            ),
        ],
        hints=[
            "with np.errstate(divide='ignore', invalid='ignore'): hushes the warnings where "
            "infinity or nan is the right answer. What does np.log give for a negative number?",
            "Close to p = 0.5 the fraction p/(1 − p) is close to 1 and gets rounded. np.log1p(u) "
            "computes ln(1 + u) without forming 1 + u. Write p/(1 − p) as 1 + something.",
            "p/(1 − p) = 1 + (2p − 1)/(1 − p). Use this for p from 0.25 to 0.75, and ln p − "
            "ln(1 − p) elsewhere. A float32 stays one if you convert integers only.",
        ],
    ),
]
