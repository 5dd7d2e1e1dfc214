"""The exercises of chapter 1: sigmoid."""

import numpy as np

from logitlab.checks.exercise import ChoiceExercise, FunctionExercise, ValueExercise, case
from logitlab.functions import sigmoid, sigmoid_grad


def _usual(z):
    return 1 / (1 + np.exp(-np.asarray(z)))


def _two_branches(z):
    z = np.asarray(z)
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))


def _first_one(kind):
    low, high = kind(1), kind(60)
    while True:
        middle = kind((low + high) / 2)
        if middle in (low, high):
            return high
        if 1 / (1 + np.exp(-middle)) == 1:
            high = middle
        else:
            low = middle


_SPREAD = np.array([-3.0, -1.0, 0.0, 0.5, 2.0, 3.0])


def _another_slope(rng):
    """Another weight, for a learner with an id."""
    w = round(float(rng.uniform(0.6, 3.8)), 4)
    return {
        "question": f"The fitted weight is w = {w} per unit of a feature. By how much does the "
        "probability rise per unit, where the S is steepest?",
        "reference": w / 4,
        "mistakes": [
            (w, "This is w, the slope of the score. The probability's slope is w p(1 − p)."),
            (4 * w, "You multiplied by 4. p(1 − p) is at most 1/4: divide."),
        ],
    }


EXERCISES = [
    ValueExercise(
        name="piles_by_hand",
        chapter=1,
        question="What are σ(ln 4) and σ(−ln 4), and which score has the share 1/2? A list of "
        "three numbers.",
        precision="three exact numbers, such as 0.5",
        reference=[0.8, 0.2, 0.0],
        atol=1e-6,
        mistakes=[
            (
                [0.2, 0.8, 0.0],
                "The first two are exchanged: a positive score gives yes more than one half.",
            ),
            (
                [4.0, 0.25, 1.0],
                "These are the piles of yes. The share divides each by all tokens, and the score "
                "is the exponent: e^0 is 1.",
            ),
            (
                [4.0, 0.25, 0.0],
                "The first two are the piles of yes. Divide each by all tokens on the table, "
                "1 more than the pile.",
            ),
            (
                [0.8, 0.2, 1.0],
                "The last one is the pile of yes at that score. The score is its exponent: for "
                "which z is e^z equal to 1?",
            ),
            (
                [0.8, 0.2, 0.5],
                "The last one is the share. The score is asked that has it: both piles are equal "
                "there, so e^z is 1.",
            ),
            (
                [0.8, -0.8, 0.0],
                "A share is never negative. Flip the sign of the score, and yes and no change "
                "places: σ(−z) is 1 − σ(z).",
            ),
            (
                [float(sigmoid(4.0)), float(sigmoid(-4.0)), 0.0],
                "These are σ(4) and σ(−4). The score is ln 4, about 1.39, and the pile is 4.",
            ),
            ([80, 20, 0], "These are percent. Divide by 100: a share lies between 0 and 1."),
        ],
        hints=[
            "How many tokens does yes have at the score ln 4, and how many are on the table?",
            "For one half both piles are equal: e^z = 1.",
            "Yes has 4 of 5 tokens. Flip the sign, and it has 1 of 5.",
        ],
    ),
    ValueExercise(
        name="read_a_curve",
        chapter=1,
        question="A curve has b = 12 and w = −0.2. Its 50% point in °F, its slope there per "
        "degree, and its probability at 50 °F: a list of three numbers.",
        precision="to 3 digits",
        reference=[60.0, -0.05, float(sigmoid(2.0))],
        atol=0.0006,
        mistakes=[
            (
                [-60.0, -0.05, float(sigmoid(2.0))],
                "The sign of the 50% point: b + w x = 0 gives x = −b/w, and w is negative.",
            ),
            (
                [60.0, 0.05, float(sigmoid(2.0))],
                "The sign of the slope: the weight is negative, so the curve falls.",
            ),
            (
                [60.0, -0.2, float(sigmoid(2.0))],
                "The slope is that of the score. In the middle the S passes on a quarter of it.",
            ),
            (
                [60.0, -0.8, float(sigmoid(2.0))],
                "You multiplied the weight by 4. The slope of the S in the middle is 1/4: divide.",
            ),
            (
                [60.0, -0.05, 2.0],
                "2 is the score at 50 °F, and a probability is at most 1. Put it into the sigmoid.",
            ),
            (
                [60.0, -0.05, float(sigmoid(-2.0))],
                "The sign of the score: 12 − 0.2 · 50 is 2, not −2. Where it is colder than at the "
                "50% point, this curve lies above one half.",
            ),
            (
                [60.0, -0.05, 1.0],
                "At 50 °F the tangent reaches 1, and the curve has bent away from it. Put the "
                "score 2 into the sigmoid.",
            ),
            (
                [60.0, -5.0, float(sigmoid(2.0))],
                "The slope is in percentage points. Asked is the change of p: divide by 100.",
            ),
        ],
        hints=[
            "Where is the score 0, and what part of the weight does the S pass on there?",
            "The score is 0 at the 50% point. The slope there is a quarter of the weight, with "
            "its sign.",
            "At 50 °F the score is 12 − 0.2 · 50. The sigmoid does the rest.",
            "The 50% point is 12/0.2. The slope is −0.2/4. The score at 50 °F is 2.",
        ],
    ),
    ValueExercise(
        name="three_errors",
        chapter=1,
        question="The curve says 0.94 at 53 °F and 0.23 at 70 °F. The errors of three launches: at "
        "53 °F with distress, at 70 °F with distress, at 70 °F without. A list of three numbers.",
        precision="to 2 digits",
        reference=[-0.06, -0.77, 0.23],
        atol=0.0051,
        mistakes=[
            (
                [0.06, 0.77, -0.23],
                "All signs are turned: the error is prediction minus truth, p − y. Where the "
                "answer was too low, it is negative.",
            ),
            (
                [0.06, 0.77, 0.23],
                "These are the gaps without their signs. The error is p − y: negative where the "
                "answer was too low.",
            ),
            (
                [0.94, 0.23, 0.23],
                "These are the predictions. Take off the truth: 1 with distress, 0 without.",
            ),
            (
                [-0.06, -0.77, -0.77],
                "The third launch had no distress, so its truth is 0, and the answer was too high.",
            ),
            (
                [-0.06, -0.77, 0.77],
                "0.77 is the probability of no distress. The error is p − y, with y = 0.",
            ),
            (
                [0.062, 1.47, 0.261],
                "These are the surprises. The error is the slope of the surprise: p − y.",
            ),
            ([-6, -77, 23], "These are percentage points. Divide by 100."),
        ],
        hints=[
            "Was each answer too high or too low, and by how much?",
            "Prediction minus truth, and the truth is 1 or 0.",
            "Two of the three are negative: there the answer was too low.",
            "0.94 − 1, 0.23 − 1, 0.23 − 0.",
        ],
    ),
    ValueExercise(
        name="sigmoid_by_hand",
        chapter=1,
        question="What are σ(0), σ(ln 3) and σ(−ln 3)? A list of three fractions.",
        precision="three exact fractions, such as 0.5",
        reference=[0.5, 0.75, 0.25],
        atol=1e-6,
        mistakes=[
            (
                [0.5, 0.25, 0.75],
                "The last two are exchanged: a positive score gives more than one half, a "
                "negative one less.",
            ),
            (
                [1.0, 3.0, 1 / 3],
                "These are the odds e^z. The probability is odds/(1 + odds) (chapter 0).",
            ),
            (
                [0.0, 0.5, -0.5],
                "This is the hyperbolic tangent of z/2, from −1 to 1. σ lies between 0 and 1, and "
                "σ(0) is 1/2.",
            ),
            (
                sigmoid([0.0, 3.0, -3.0]),
                "These are σ(3) and σ(−3): the score is ln 3 = 1.0986, not 3.",
            ),
            ([50, 75, 25], "These are percent. Divide by 100: a probability lies from 0 to 1."),
            (
                [0.0, 0.75, 0.25],
                "σ(0) is 1/(1 + e^0), and e^0 is 1, not 0.",
            ),
        ],
        hints=[
            "Put z into 1/(1 + e^(−z)). What is e^0?",
            "ln 3 is the number with e^(ln 3) = 3. So what is e^(−ln 3)?",
            "σ(ln 3) = 1/(1 + 1/3). And σ(−z) = 1 − σ(z) gives you the third.",
        ],
    ),
    FunctionExercise(
        name="sigmoid",
        chapter=1,
        question="Write sigmoid(z): 1/(1 + e^(−z)) for a number, a list or an array of any shape, "
        "right for every score, without a NumPy warning, and float32 stays float32.",
        reference=sigmoid,
        rtol=4e-14,
        atol=1e-321,  # the smallest float64 have few digits
        keep_dtype=True,
        quiet=True,
        cases=[
            case(np.array([-2.0, 0.0, 2.0])),
            case(_SPREAD),
            case(np.array([[1.0, -1.0], [4.0, 0.25]]), about="a table"),
            case(0.5, about="a single number"),
            case([-1, 0, 3], about="a list of integers"),
            case(np.array([36.0, -36.0, -100.0]), about="scores far from 0"),
            case(np.array([-709.0, -720.0, -745.0, -746.0, 746.0]), about="large scores"),
            case(np.array([-np.inf, np.inf]), about="infinite scores"),
            case(np.array([np.nan, 1.0]), about="nan, which must stay nan"),
            case(np.array([-88.75, -17.0, 3.0, 17.0], np.float32), about="float32"),
            case(np.array([]), about="an empty array"),
        ],
        mistakes=[
            (
                lambda z: 1 / (1 + np.exp(np.asarray(z))),
                "The sign in the exponent is wrong: e^z where e^(−z) belongs. A large score must "
                "give a probability near 1, and this gives one near 0.",
            ),
            (
                lambda z: np.exp(np.minimum(z, 700.0)),
                "These are the odds e^z. To get the probability, divide by 1 + e^z.",
            ),
            (
                lambda z: np.tanh(np.asarray(z, float)),
                "This is tanh, which runs from −1 to 1, and is 0 for a score of 0. A probability "
                "is asked.",
            ),
            (
                lambda z: np.tanh(np.asarray(z, float) / 2),
                "This is tanh(z/2), which runs from −1 to 1. Add 1 and halve it.",
            ),
            (
                lambda z: np.clip(np.asarray(z, float) / 4 + 0.5, 0, 1),
                "This is a straight line, cut at 0 and 1. It touches σ at z = 0 and nowhere else.",
            ),
            (
                lambda z: (np.asarray(z) > 0).astype(float),
                "This is a decision, 0 or 1. A probability is asked, which grows gradually.",
            ),
            (
                lambda z: _usual(np.clip(np.asarray(z), -500, 500)),
                "The scores were clipped to ±500. That hides the overflow and is wrong below: "
                "σ(−709) is 1.2e-308, not 7e-218. Find an exponential that never overflows.",
            ),
            (
                lambda z: (1 + np.tanh(np.asarray(z) / 2)) / 2,
                "The sum 1 + tanh(z/2) loses its digits for negative scores, where tanh is "
                "nearly −1: σ(−36) is 2.3e-16. An absolute error of 1e-16 looks small, and the "
                "logarithm of the result is far off (chapter 7).",
            ),
            (
                lambda z: np.where(np.asarray(z) < -700, 0.0, _usual(z)),
                "Small probabilities were set to 0. σ(−709) is 1.2e-308, a number that float64 "
                "can hold, and its logarithm is needed later.",
            ),
            (
                lambda z: np.exp(np.asarray(z)) / (1 + np.exp(np.asarray(z))),
                "e^z/(1 + e^z) is right on paper. For z above 709.78, e^z is inf, and inf/inf is "
                "nan. Use this form for negative scores only.",
            ),
            (
                _usual,
                "1/(1 + e^(−z)) is right on paper. For z below −709.78, e^(−z) is more than "
                "the largest float64 and becomes inf, and 1/inf is 0, where tiny numbers are "
                "right. Which form suits negative scores?",
            ),
        ],
        hints=[
            "Which of the two forms, 1/(1 + e^(−z)) and e^z/(1 + e^z), is safe for negative "
            "scores? Which for positive ones?",
            "np.where(condition, a, b) computes both a and b for all elements and picks then. So "
            "an overflow in the one that is not picked still warns. Find one exponential that is "
            "safe for every score.",
            "e = np.exp(-np.abs(z)). Now write both forms with this e.",
        ],
    ),
    FunctionExercise(
        name="sigmoid_grad",
        chapter=1,
        question="Write sigmoid_grad(z): the slope of the sigmoid at each score, by a formula.",
        reference=sigmoid_grad,
        rtol=1e-12,
        cases=[
            case(np.array([-2.0, 0.0, 2.0])),
            case(_SPREAD),
            case(np.array([[0.1, -0.2], [5.0, -5.0]]), about="a table"),
            case(np.array([20.0, -20.0, 30.0, -30.0]), about="scores far from 0"),
            case(np.array([40.0, -40.0, 100.0, -400.0, 400.0]), about="large scores"),
        ],
        mistakes=[
            (
                sigmoid,
                "This is σ itself. Its slope is largest in the middle, and small where σ is "
                "near 0 or near 1.",
            ),
            (
                lambda z: np.asarray(z) * (1 - np.asarray(z)),
                "z(1 − z) takes the score for the probability. Which probability belongs to "
                "the score z?",
            ),
            (
                lambda z: sigmoid(z) * (1 + sigmoid(z)),
                "A sign is wrong: the slope of σ is never above 1/4.",
            ),
            (
                lambda z: 1 - sigmoid(z) ** 2,
                "1 − t² is the slope of tanh. σ is flatter: its slope is never above 1/4.",
            ),
            (
                lambda z: np.exp(-np.asarray(z)) / (1 + np.exp(-np.asarray(z))),
                "The bottom is not right yet: what becomes of the bottom of a fraction in its "
                "slope?",
            ),
            (
                lambda z: -np.exp(-np.asarray(z)) / (1 + np.exp(-np.asarray(z))) ** 2,
                "The sign is wrong: σ rises everywhere, so its slope is positive. Two minus signs "
                "meet here, one from e^(−z) and one from 1/x, and they cancel.",
            ),
            (
                lambda z: (sigmoid(np.asarray(z) + 1e-5) - sigmoid(np.asarray(z) - 1e-5)) / 2e-5,
                "This is rise over run. It has about ten digits near 0 and none far out, where "
                "both values of σ are equal. A formula is asked.",
            ),
            (
                lambda z: (sigmoid(np.asarray(z) + 1e-6) - sigmoid(z)) / 1e-6,
                "This is rise over run to one side. It has about six digits. A formula is asked.",
            ),
            (
                lambda z: sigmoid(z) * (1 - sigmoid(z)),
                "σ(1 − σ) is right on paper. For large z, σ is stored as nearly or exactly 1, "
                "and 1 − σ keeps few digits or none. Which other value of σ is the same "
                "number?",
            ),
        ],
        hints=[
            "How do you write the slope with p = σ(z) alone?",
            "p(1 − p). And what is 1 − σ(z), written as a σ?",
            "sigmoid(z) * sigmoid(-z), with a sigmoid that does not overflow.",
        ],
    ),
    FunctionExercise(
        name="central_difference",
        chapter=1,
        question="Write central_difference(f, z, h): the slope of f at z by rise over run, from "
        "z − h to z + h.",
        reference=lambda f, z, h: (f(z + h) - f(z - h)) / (2 * h),
        rtol=1e-6,
        atol=1e-9,
        cases=[
            case(sigmoid, np.array([-1.0, 0.0, 1.0]), 0.01),
            case(sigmoid, np.array([-1.0, 0.0, 1.0]), 0.5, about="a large step"),
            case(np.square, np.array([1.0, 3.0]), 0.1, about="f(z) = z²"),
            case(np.exp, np.array([0.0, 1.0]), 0.5, about="f(z) = e^z"),
            case(sigmoid, np.linspace(-10, 10, 21), 1e-4, about="many scores"),
        ],
        mistakes=[
            (
                lambda f, z, h: (f(z + h) - f(z)) / h,
                "This goes forward only, from z to z + h. The mean of both sides cancels the "
                "bend of the curve: use z − h and z + h.",
            ),
            (
                lambda f, z, h: (f(z) - f(z - h)) / h,
                "This goes backward only, from z − h to z. Use z − h and z + h.",
            ),
            (
                lambda f, z, h: (f(z + h) - f(z - h)) / h,
                "The run from z − h to z + h is 2h, and you divide by h: twice the slope.",
            ),
            (
                lambda f, z, h: f(z + h) - f(z - h),
                "This is the rise alone. Divide by the run, 2h.",
            ),
            (
                lambda f, z, h: (f(z + h) - f(z - h)) / 2 * h,
                "Python reads / 2 * h from the left: divided by 2, then times h. Write / (2 * h).",
            ),
            (
                lambda f, z, h: (f(z - h) - f(z + h)) / (2 * h),
                "The sign is wrong: the right end minus the left end.",
            ),
            (
                lambda f, z, h: (f(z + h / 2) - f(z - h / 2)) / h,
                "The step is half as long as asked: from z − h to z + h.",
            ),
        ],
        hints=[
            "The rise is f at the right end minus f at the left end. How long is the run?",
            "(f(z + h) - f(z - h)), divided by the way from z − h to z + h. Mind the brackets.",
        ],
    ),
    FunctionExercise(
        name="sigmoid_from_tanh",
        chapter=1,
        question="Write sigmoid_from_tanh(z): σ(z), with np.tanh and without np.exp.",
        reference=lambda z: (1 + np.tanh(np.asarray(z) / 2)) / 2,
        rtol=0.0,
        atol=1e-15,
        without=("exp", "exp2", "expm1", "logaddexp", "expit", "sigmoid", "softmax", "e"),
        cases=[
            case(np.array([-2.0, 0.0, 2.0])),
            case(_SPREAD),
            case(np.linspace(-30, 30, 101), about="scores from −30 to 30"),
            case(np.array([-1000.0, 1000.0]), about="large scores"),
        ],
        mistakes=[
            (
                np.tanh,
                "This is tanh itself, from −1 to 1. In which formula do tanh and σ stand together?",
            ),
            (
                lambda z: (1 + np.tanh(z)) / 2,
                "This is σ(2z): twice as steep as asked. u is half the score, so that 2u = z.",
            ),
            (
                lambda z: (1 + np.tanh(2 * z)) / 2,
                "This is σ(4z): u is half the score, not twice.",
            ),
            (
                lambda z: 1 + np.tanh(z / 2),
                "The half in front is missing: this runs from 0 to 2.",
            ),
            (
                lambda z: (1 - np.tanh(z / 2)) / 2,
                "The sign is wrong: this falls, and is σ(−z).",
            ),
            (
                lambda z: np.tanh(z / 2) / 2,
                "Add 1 before you halve: this runs from −1/2 to 1/2.",
            ),
            (
                lambda z: 1 + np.tanh(z / 2) / 2,
                "Brackets: / comes before +, so only tanh is halved here.",
            ),
        ],
        hints=[
            "In which formula of the chapter do tanh and σ stand together?",
            "In tanh u = 2σ(2u) − 1, add 1 on both sides and divide by 2.",
            "Now σ(2u) stands alone. Choose u so that 2u = z.",
        ],
    ),
    FunctionExercise(
        name="first_one",
        chapter=1,
        question="Write first_one(kind): the smallest score of type kind (np.float64 or "
        "np.float32) for which the usual formula 1/(1 + np.exp(-z)) returns exactly 1.",
        reference=_first_one,
        rtol=0.0,
        cases=[case(np.float64), case(np.float32, about="float32")],
        mistakes=[
            (
                lambda kind: np.float64(_first_one(np.float64)),
                "For float32 you searched in float64: 1/(1 + np.exp(-z)) was computed with 16 "
                "digits. Turn each score into the type with kind(…) before you use it.",
            ),
            (
                lambda kind: np.nextafter(_first_one(kind), kind(0)),
                "One step too early: this is 53 ln 2 (for float32, 24 ln 2), the last score that "
                "gives less than 1. The first that gives 1 is its right neighbor: np.exp rounds, "
                "so search, down to the last digit.",
            ),
            (
                lambda kind: kind(60),
                "For 60 the formula returns 1, and for 59 too. The smallest such score is asked: "
                "search between 1 and 60.",
            ),
            (
                lambda kind: kind(37),
                "Whole numbers are too coarse: between 36 and 37 lie many scores. Halve the "
                "interval until nothing lies between its ends.",
            ),
            (
                lambda kind: kind(np.log(2.0) * (54 if kind is np.float64 else 25)),
                "This is where the true σ would round to 1. The usual formula gets there earlier, "
                "because it rounds 1 + e^(−z) first.",
            ),
        ],
        hints=[
            "Which number lies between a score that is too small and one that is large enough, "
            "and what does it tell you?",
            "Start with a score that gives less than 1 (say 1) and one that gives exactly 1 (say "
            "60). Look at the one halfway between, and keep the half that holds the change.",
            "Stop when the halfway number equals one of the two ends: no number lies between. "
            "Convert with kind(…) after each step.",
            "Keep low with formula(low) < 1 and high with formula(high) == 1, and return high.",
        ],
    ),
    ValueExercise(
        name="midpoint",
        chapter=1,
        question="At which worst radius is a tumor of the breast-cancer data malignant with a "
        "probability of one half? Find it by eye in Bend the S over the tumors, or by a fit.",
        precision="within 0.3",
        reference=16.62,
        atol=0.3,
        mistakes=[
            (
                -19.174,
                "This is the intercept b, the score at radius 0. The score is 0 where "
                "b + w x = 0, so x = −b/w.",
            ),
            (1.1538, "This is the weight w. The score is 0 where b + w x = 0, so x = −b/w."),
            (-16.62, "The sign is wrong: x = −b/w, and b is negative."),
            (0.0602, "You divided w by −b: turn it over."),
            (0.5, "0.5 is the probability there. The radius is asked, where the S crosses 0.5."),
            (
                22.12,
                "This is the product −b·w. The score b + w x is 0 where x = −b/w: divide.",
            ),
        ],
        hints=[
            "At which height does the S cross one half? Read the radius below that place.",
            "The probability is one half where the score b + w x is 0. Solve for x.",
            "b is about −19.2 and w about 1.15.",
        ],
    ),
    ValueExercise(
        name="steepest_slope",
        chapter=1,
        question="The fitted weight is w = 1.1538 per unit of radius. By how much does the "
        "probability rise per unit of radius, where the S is steepest?",
        precision="to 3 digits",
        reference=1.1538 / 4,
        atol=0.0006,
        seeded=_another_slope,
        mistakes=[
            (1.1538, "This is w, the slope of the score. The probability's slope is w p(1 − p)."),
            (0.25, "0.25 is the slope of σ per unit of score. The score rises by w per unit."),
            (1.1538 / 2, "w/2: at the middle p is 1/2, and 1 − p is another 1/2."),
            (4 * 1.1538, "You multiplied by 4. p(1 − p) is at most 1/4: divide."),
            (28.845, "This is in percentage points. Asked is the change of p: divide by 100."),
            (
                float(sigmoid(1.1538)),
                "This is σ(w), a probability. The slope at the middle is w times 1/4.",
            ),
        ],
        hints=[
            "How steep is σ at its middle, per unit of score?",
            "1/4 per unit of score, and the score rises by w per unit of radius.",
        ],
    ),
    ChoiceExercise(
        name="why_a_sigmoid",
        chapter=1,
        question="Which reason is sound for reading σ(z) as a probability?\n"
        "  A  Its values lie between 0 and 1.\n"
        "  B  It is smooth and easy to differentiate.\n"
        "  C  If z is the logarithm of the odds, σ(z) is the probability by algebra.\n"
        "  D  Neurons in the brain respond with an S-shaped curve.\n"
        "  E  Only this curve rises from 0 to 1.\n"
        "  F  Its outputs always match how often things happen.",
        key="C",
        why={
            "A": "Many curves lie between 0 and 1, for example a clipped line, which is wrong. "
            "That is necessary and not enough.",
            "B": "That is handy for fitting, and says nothing on what the number means: z² is "
            "smooth, too.",
            "D": "Where the idea came from in history gives the number no meaning.",
            "E": "The normal distribution function, arctan and others rise from 0 to 1 as well.",
            "F": "They match only if the model is right and was fitted well. Chapter 8 measures "
            "it.",
        },
        hints=[
            "Which reason would not hold for a clipped straight line?",
            "Start from odds = p/(1 − p) = e^z and solve for p.",
        ],
    ),
]
