"""The exercises of chapter 4: logistic regression."""

import numpy as np

from logitlab.checks.exercise import ChoiceExercise, FunctionExercise, ValueExercise, case
from logitlab.data import load_oring
from logitlab.functions import sigmoid, softplus
from logitlab.losses import binary_cross_entropy_grad


def _with_ones(X):
    return np.column_stack([np.ones(len(X)), X])


# ---------------------------------------------------------------- the launches

_LAUNCHES = load_oring()
_TEMPERATURE = _LAUNCHES.column("temperature").astype(float)
_Y = _LAUNCHES.y
_RAW = _with_ones(_TEMPERATURE)
_STANDARD = _with_ones((_TEMPERATURE - _TEMPERATURE.mean()) / _TEMPERATURE.std())

# the places after 1 to 4 Newton steps in °F, computed with 50 digits
_PLACES = np.array(
    [
        [0.0, 0.0],
        [9.619047619047619, -0.14952380952380952],
        [13.655737908487738, -0.21124698062361176],
        [14.938289140057994, -0.23060009915578323],
        [15.042291137621962, -0.23215368670028124],
    ]
)

_THREE = np.array(
    [
        [1.0, -1.2, 0.5],
        [1.0, 0.3, -0.7],
        [1.0, 1.1, 0.4],
        [1.0, -0.4, -1.5],
        [1.0, 0.8, 1.3],
        [1.0, -0.6, 0.2],
    ]
)
_THREE_Y = np.array([0, 1, 1, 0, 0, 1])


# ---------------------------------------------------------------- functions, right and wrong


def _gradient(beta, X, y):
    return X.T @ (sigmoid(X @ beta) - y) / len(y)


def _gradient_of_squares(beta, X, y):
    p = sigmoid(X @ beta)
    return 2 * X.T @ ((p - y) * p * (1 - p)) / len(y)


def _curvature(X, p):
    return X.T @ (X * (p * (1 - p))[:, None])


def _newton_walk(X, y, steps, sign=-1, curvature=_curvature, anew=True):
    places = [np.zeros(X.shape[1])]
    H = None
    for _ in range(steps):
        p = sigmoid(X @ places[-1])
        H = curvature(X, p) if H is None or anew else H
        places.append(places[-1] + sign * np.linalg.solve(H, X.T @ (p - y)))
    return np.array(places)


def _one_step(X, y, steps, **changes):
    """A walk that runs away: only its first step is compared, as the rest is rounding."""
    if steps > 1:
        raise OverflowError("too far to compare")
    return _newton_walk(X, y, steps, **changes)


def _covariance(X, p):
    return np.linalg.inv(_curvature(X, p))


def _standard_errors(X, p):
    return np.sqrt(np.diag(_covariance(X, p)))


def _drawn_features(rng):
    return _with_ones(rng.normal(size=(12, 2)).round(2))


def _other_walks(rng):
    X, y = _drawn_features(rng), rng.permutation(np.repeat([0, 1], 6))
    return [case(X, y, 2), case(X[:, :2], y, 1)]


def _other_fits(rng):
    X, p = _drawn_features(rng), rng.uniform(0.1, 0.9, 12)
    return [case(X, p), case(X[:, :2], p)]


_FITTED = sigmoid(_RAW @ np.array([15.042901647702447, -0.23216274421859656]))
_THREE_P = np.array([0.2, 0.6, 0.7, 0.3, 0.4, 0.5])
_SE_31 = float(np.sqrt(np.array([1, 31]) @ _covariance(_RAW, _FITTED) @ np.array([1, 31])))


def _is_separable(X, y):
    from logitlab.models import is_separable  # brings SciPy and scikit-learn: only when asked

    return is_separable(X, y)


def _strictly(X, y):
    """Whether the classes come apart with a gap: ties do not count."""
    y = np.asarray(y)
    closer = X + 1e-6 * np.where(y[:, None] == 1, -1, 1) * (X[y == 1].mean(0) - X[y == 0].mean(0))
    return _is_separable(closer, y)


def _without_bias(X, y):
    both = np.vstack([X, -X])  # with each case mirrored, a bias cannot help
    return _is_separable(both, np.append(y, 1 - np.asarray(y)))


def _one_by_one(X, y):
    return any(_is_separable(X[:, [column]], y) for column in range(X.shape[1]))


def _rising(X, y):
    """Whether all ones lie above all zeros in the first feature."""
    y = np.asarray(y)
    return X[y == 1, 0].min() >= X[y == 0, 0].max()


def _tied(*values):
    return np.array(values, dtype=float)[:, None]


_HALVES = np.array([0, 0, 1, 1])
_CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
_MARKER = np.array([[1.0], [1.0], [0.0], [0.0], [0.0]])
_SLANTED = np.array([[0.0, 1.0], [2.0, 3.0], [1.0, 0.0], [3.0, 2.0]])

_WEIGHTS = np.array([2.0, 1.0, 0.5, 0.0, 3.0, 1.5])


def _weighted(beta, X, y, weights):
    return X.T @ (weights * (sigmoid(X @ beta) - y)) / np.sum(weights)


def _another_morning(rng):
    """Another temperature, for a learner with an id."""
    cold = int(rng.choice([20, 24, 28, 33, 36, 40, 44, 48]))
    row = np.array([1, cold])
    error = float(np.sqrt(row @ _covariance(_RAW, _FITTED) @ row))
    return {
        "question": f"The fit to the launches gives the score b + {cold} w at {cold} °F. What is "
        "the standard error of this score?",
        "reference": error,
        "mistakes": [],
    }


EXERCISES = [
    FunctionExercise(
        name="binary_cross_entropy_grad",
        chapter=4,
        question="Write binary_cross_entropy_grad(z, y): for each case the slope of its surprise "
        "along its score z, for labels y that are 0, 1 or between, and for large scores too.",
        reference=binary_cross_entropy_grad,
        rtol=1e-10,
        atol=1e-13,
        cases=[
            case(np.array([0.0, 2.0, -1.0]), np.array([1, 1, 0])),
            case(np.array([-6.0, 6.0]), np.array([1, 0]), about="confident errors"),
            case(np.array([1.0, -0.5]), np.array([0.7, 0.1]), about="labels between 0 and 1"),
            case(3.0, 0, about="a single score"),
            case(np.array([[1.0, -2.0], [0.5, 3.0]]), np.array([[1, 0], [0, 1]]), about="a table"),
            case(np.array([-1000.0, 1000.0]), np.array([1, 0]), about="large scores"),
        ],
        mistakes=[
            (
                lambda z, y: y - sigmoid(z),
                "This is y − p, the way in which the score should move. The slope of the surprise "
                "is the error, p − y.",
            ),
            (
                lambda z, y: sigmoid(z),
                "This is p, the slope at a no. At a yes it is p − 1: take the label off.",
            ),
            (
                lambda z, y: (sigmoid(z) - y) / np.size(z),
                "Divided by the number of cases, these are slopes of the mean. Each case's own "
                "surprise is asked.",
            ),
            (
                lambda z, y: 2 * (sigmoid(z) - y) * sigmoid(z) * sigmoid(-np.asarray(z)),
                "This is the slope of the squared error (y − p)². It goes flat at confident "
                "errors. The surprise is −ln p.",
            ),
            (
                lambda z, y: (sigmoid(z) - y) * sigmoid(z) * sigmoid(-np.asarray(z)),
                "p(1 − p) is one factor too many: the slope along p brings 1/(p(1 − p)), and the "
                "chain rule cancels it.",
            ),
            (
                lambda z, y: (1 - np.asarray(y)) / sigmoid(-np.asarray(z)) - y / sigmoid(z),
                "This is the slope along the probability. Along the score, multiply by the slope "
                "of σ: p(1 − p).",
            ),
            (
                lambda z, y: softplus(z) - np.multiply(y, z),
                "This is the surprise itself. Its slope along z is asked.",
            ),
            (
                lambda z, y: z - np.asarray(y),
                "z − y takes the score for a probability. Which probability belongs to the "
                "score z?",
            ),
            (
                lambda z, y: np.exp(z) / (1 + np.exp(z)) - y,
                "p − y is right, and e^1000 in e^z/(1 + e^z) is inf, so that inf/inf is nan. Use "
                "1/(1 + e^(−z)) there.",
            ),
        ],
        hints=[
            "The surprise is ln(1 + e^z) − y z. What is the slope of each part?",
            "Prediction minus label: p − y, with p = σ(z).",
        ],
    ),
    FunctionExercise(
        name="logistic_gradient",
        chapter=4,
        question="Write logistic_gradient(beta, X, y): the gradient of the mean surprise along "
        "beta. X has a row for each case, with the 1 for the bias in front.",
        reference=_gradient,
        rtol=1e-9,
        atol=1e-12,
        cases=[
            case(np.array([0.5, -1.0]), np.array([[1.0, 2.0], [1.0, -1.0]]), np.array([1, 0])),
            case(np.zeros(2), _STANDARD, _Y, about="the launches, at zero"),
            case(np.array([0.5, -1.0]), _STANDARD, _Y, about="the launches"),
            case(np.array([15.0, -0.23]), _RAW, _Y, about="the launches in °F"),
            case(np.array([0.2, -0.5, 1.0]), _THREE, _THREE_Y, about="two features"),
        ],
        mistakes=[
            (
                lambda beta, X, y: X.T @ (sigmoid(X @ beta) - y),
                "This is the gradient of the NLL, a sum. That of the mean is N times smaller.",
            ),
            (
                lambda beta, X, y: -_gradient(beta, X, y),
                "The sign is wrong: y − p points downhill. The gradient points uphill, along the "
                "errors p − y.",
            ),
            (
                lambda beta, X, y: X.T @ (y - sigmoid(X @ beta)),
                "Two slips: this is the sum, not the mean, and y − p points downhill.",
            ),
            (
                lambda beta, X, y: X.T @ (X @ beta - y) / len(y),
                "Here the score stands for the probability, as in a straight-line fit. Put it "
                "through the sigmoid first.",
            ),
            (
                _gradient_of_squares,
                "This is the gradient of the mean squared error. That of the surprise has no "
                "factor 2p(1 − p).",
            ),
            (
                lambda beta, X, y: X.T @ ((X @ beta > 0) - y) / len(y),
                "Here the prediction is a decision, 0 or 1, so that only wrong answers count. Each "
                "case counts with its error, p − y, and p is a probability.",
            ),
            (
                lambda beta, X, y: np.full(len(beta), np.mean(sigmoid(X @ beta) - y)),
                "This is the mean error, the slope along the bias. Along a weight each error "
                "counts as many times as its feature says.",
            ),
            (
                lambda beta, X, y: X.T @ (sigmoid(X @ beta) - y) / X.size,
                "You divided by the number of entries of X. The mean runs over the cases, its "
                "rows.",
            ),
        ],
        hints=[
            "How far does one score move when the bias moves by 1? How far when a weight does?",
            "The gradient of the sum is Xᵀ(p − y), with p = σ(Xβ).",
            "X.T @ (p - y) / len(y).",
        ],
    ),
    FunctionExercise(
        name="weighted_gradient",
        chapter=4,
        question="Some cases count more than others: case i has the weight weights[i]. Write "
        "weighted_gradient(beta, X, y, weights): the gradient along beta of the weighted mean "
        "Σ weight · surprise / Σ weight. X has a row for each case, with the 1 for the bias in "
        "front.",
        reference=_weighted,
        rtol=1e-9,
        atol=1e-12,
        cases=[
            case(
                np.array([0.5, -1.0]),
                np.array([[1.0, 2.0], [1.0, -1.0]]),
                np.array([1, 0]),
                np.array([3.0, 1.0]),
            ),
            case(np.zeros(2), _STANDARD, _Y, np.ones(len(_Y)), about="equal weights"),
            case(
                np.array([0.5, -1.0]), _STANDARD, _Y, 1.0 + 2 * _Y, about="a yes counts three times"
            ),
            case(np.array([0.2, -0.5, 1.0]), _THREE, _THREE_Y, _WEIGHTS, about="two features"),
        ],
        mistakes=[
            (
                lambda beta, X, y, weights: X.T @ (weights * (sigmoid(X @ beta) - y)),
                "This is the gradient of the weighted sum. For the mean divide by the sum of the "
                "weights.",
            ),
            (
                lambda beta, X, y, weights: X.T @ (weights * (sigmoid(X @ beta) - y)) / len(y),
                "You divided by the number of cases. A weighted mean is divided by the sum of the "
                "weights.",
            ),
            (
                lambda beta, X, y, weights: _gradient(beta, X, y),
                "The weights take no part: this is the gradient of the plain mean.",
            ),
            (
                lambda beta, X, y, weights: -_weighted(beta, X, y, weights),
                "The sign is wrong: y − p points downhill. The gradient has the errors p − y.",
            ),
            (
                lambda beta, X, y, weights: X.T @ (weights * (X @ beta - y)) / np.sum(weights),
                "Here the score stands for the probability. Put it through the sigmoid first.",
            ),
            (
                lambda beta, X, y, weights: (
                    X.T @ (sigmoid(X @ beta) - weights * y) / np.sum(weights)
                ),
                "Only the labels are weighted. The weight belongs to the whole error p − y.",
            ),
            (
                lambda beta, X, y, weights: (
                    X.T @ (weights**2 * (sigmoid(X @ beta) - y)) / np.sum(weights)
                ),
                "The weights count twice: each error is multiplied by its weight once.",
            ),
        ],
        hints=[
            "What is the gradient without weights? How often does a case of weight 3 stand in it?",
            "Multiply each error p − y by its weight. What takes the place of N?",
            "X.T @ (weights * (p - y)) / weights.sum().",
        ],
    ),
    FunctionExercise(
        name="newton_walk",
        chapter=4,
        question="Write newton_walk(X, y, steps): the places of Newton's method for the NLL, from "
        "zero, as a list of steps + 1 places, the start included. X has the ones in front.",
        reference=_newton_walk,
        rtol=1e-9,
        atol=1e-12,
        cases=[
            case(_RAW, _Y, 4, expected=_PLACES, about="the launches in °F"),
            case(_RAW, _Y, 1, expected=_PLACES[:2], about="one step in °F"),
            case(_STANDARD, _Y, 1, about="one step on the standardized launches"),
            case(_THREE, _THREE_Y, 1, about="one step with two features"),
            case(_STANDARD, _Y, 5, about="the standardized launches"),
            case(_THREE, _THREE_Y, 3, about="two features"),
        ],
        fresh=_other_walks,
        mistakes=[
            (
                lambda X, y, steps: [_newton_walk(X, y, steps)[-1]] * (steps + 1),
                "All places are the last one. One array was changed in place and kept steps + 1 "
                "times: each place needs an array of its own.",
            ),
            (
                lambda X, y, steps: _one_step(X, y, steps, sign=1),
                "The steps go uphill: the gradient is Xᵀ(p − y), and its step is taken off.",
            ),
            (
                lambda X, y, steps: _newton_walk(X, y, steps, curvature=lambda X, p: X.T @ X),
                "The curvature is XᵀSX. Without S, whose entries are p(1 − p), the first step is "
                "4 times too small.",
            ),
            (
                lambda X, y, steps: _newton_walk(X, y, steps, anew=False),
                "The first step is right. Then the curvature was not computed anew: p changes, "
                "and s = p(1 − p) with it.",
            ),
            (
                lambda X, y, steps: _newton_walk(
                    X, y, steps, curvature=lambda X, p: X.T @ (X * p[:, None])
                ),
                "Here s is p. The slope of the sigmoid is p(1 − p).",
            ),
            (
                lambda X, y, steps: _one_step(
                    X, y, steps, curvature=lambda X, p: _curvature(X, p) / len(X)
                ),
                "The gradient is a sum and the curvature a mean (or the other way round): divide "
                "both by N, or neither.",
            ),
            (
                lambda X, y, steps: _newton_walk(X, y, steps)[1:],
                "The start is missing: the list begins with the place zero.",
            ),
            (
                lambda X, y, steps: _newton_walk(X, y, steps)[-1],
                "This is the last place only. The whole walk is asked, from zero.",
            ),
            (
                lambda X, y, steps: _newton_walk(X, y, steps)[:-1],
                "One step is missing: with the start there are steps + 1 places.",
            ),
            (
                lambda X, y, steps: _newton_walk(
                    X, y, steps, curvature=lambda X, p: np.diag(np.diag(_curvature(X, p)))
                ),
                "Each slope was divided by its own curvature. The entries beside the diagonal "
                "count, too: solve ∇²δ = gradient.",
            ),
        ],
        hints=[
            "Which two things does one step need at the place where you stand?",
            "np.linalg.solve(A, g) gives the δ with Aδ = g. No inverse is needed.",
            "At each place compute p = σ(Xβ), the gradient Xᵀ(p − y) and ∇² = XᵀSX anew.",
            "A = X.T @ (X * (p * (1 - p))[:, None]), then β − np.linalg.solve(A, X.T @ (p − y)). "
            "Start the list with np.zeros(X.shape[1]).",
        ],
    ),
    FunctionExercise(
        name="standard_errors",
        chapter=4,
        question="Write standard_errors(X, p): the standard errors of the parameters of a "
        "maximum-likelihood fit, from the matrix X (ones in front) and the fitted probabilities p.",
        reference=_standard_errors,
        rtol=1e-7,
        cases=[
            case(_RAW, _FITTED, about="the launches in °F"),
            case(_STANDARD, _FITTED, about="the standardized launches"),
            case(_THREE, _THREE_P, about="two features"),
            case(np.ones((4, 1)), np.full(4, 0.5), about="a bias alone"),
        ],
        fresh=_other_fits,
        mistakes=[
            (
                lambda X, p: np.diag(_covariance(X, p)),
                "These are the squares of the standard errors, the variances. Take the root.",
            ),
            (
                lambda X, p: np.sqrt(np.diag(_curvature(X, p))),
                "This is the root of the curvature. A strongly curved valley is narrow: take the "
                "inverse first.",
            ),
            (
                lambda X, p: 1 / np.sqrt(np.diag(_curvature(X, p))),
                "You took the diagonal and then 1 over it. That holds the other parameters fixed. "
                "First the inverse of the whole matrix, then its diagonal.",
            ),
            (
                lambda X, p: np.sqrt(np.diag(np.linalg.inv(X.T @ X))),
                "S is missing: each row counts with p(1 − p), as in the curvature.",
            ),
            (
                lambda X, p: np.sqrt(np.diag(np.linalg.inv(X.T @ (X * p[:, None])))),
                "Here s is p. It is p(1 − p).",
            ),
            (
                lambda X, p: _standard_errors(X, p) / np.sqrt(len(p)),
                "Divided by the root of N once too often: the sum in XᵀSX has counted the cases.",
            ),
            (
                lambda X, p: _standard_errors(X, p) * np.sqrt(len(p)),
                "You took the mean curvature. The sum is needed: more cases, smaller errors.",
            ),
            (
                lambda X, p: 1.96 * _standard_errors(X, p),
                "This is half the width of a 95% interval, 1.96 standard errors.",
            ),
            (
                lambda X, p: np.sqrt(np.abs(_covariance(X, p))),
                "The whole matrix came. The squared standard errors are its diagonal: np.diag.",
            ),
        ],
        hints=[
            "A narrow valley means a small error. What measures how narrow it is?",
            "The square roots of the diagonal of (XᵀSX)⁻¹.",
            "np.sqrt(np.diag(np.linalg.inv(X.T @ (X * (p * (1 - p))[:, None])))).",
        ],
    ),
    FunctionExercise(
        name="separable",
        chapter=4,
        question="Write separable(X, y): True if some weighted sum of the features, plus a bias, "
        "is 0 or above for all ones and 0 or below for all zeros, and not 0 for all cases. X has "
        "no ones in front.",
        reference=_is_separable,
        rtol=0.0,
        cases=[
            case(_tied(-2, -1, 1, 2), _HALVES),
            case(_tied(-2, -1, -1.5, 2), _HALVES, about="labels that overlap"),
            case(_tied(2, 1, -1, -2), _HALVES, about="a falling weight"),
            case(_tied(10, 11, 12, 13), _HALVES, about="a border far from 0"),
            case(_tied(-2, -1, -1, 2), _HALVES, about="a tie on the border"),
            case(_SLANTED, _HALVES, about="two features that part the labels only together"),
            case(_CORNERS, np.array([0, 1, 1, 0]), about="XOR"),
            case(_tied(1, 2, 3), np.array([0, 1, 0]), about="a one between two zeros"),
            case(_tied(1, 1), np.array([0, 1]), about="two equal cases with different labels"),
            case(_MARKER, np.array([1, 1, 0, 1, 0]), about="a marker that only ones have"),
            case(_TEMPERATURE[:, None], _Y, about="the launches"),
        ],
        mistakes=[
            (
                lambda X, y: True,
                "It says True whatever comes. β = 0 makes every score 0 and fulfills all the "
                "conditions: ask also that not all margins are 0, with the largest sum of the "
                "margins.",
            ),
            (
                lambda X, y: False,
                "It says False whatever comes. Is the sign of the objective right? linprog makes "
                "c · β small, and you want the sum of the margins large.",
            ),
            (
                _strictly,
                "A tie on the border does not count here. It does: the likelihood has no maximum "
                "then either. Ask for margins of 0 or above, and one above 0.",
            ),
            (
                _without_bias,
                "The bias is missing: the border need not pass through 0. Put a column of ones in "
                "front of X.",
            ),
            (
                _one_by_one,
                "Each feature was tried alone. A weighted sum of several may part the labels where "
                "none does alone.",
            ),
            (
                _rising,
                "Only a rising first feature is found. The weight may be negative, and there may "
                "be more features.",
            ),
            (
                lambda X, y: not _is_separable(X, y),
                "True and False are exchanged: True means that the labels come apart.",
            ),
        ],
        hints=[
            "Write m = z for ones and m = −z for zeros: the margin of a case. Which margins do "
            "you want?",
            "Ask for the largest sum of the margins, with each margin from 0 to 1. It is 0 exactly "
            "if the labels overlap.",
            "M = np.where(y[:, None] == 1, 1, -1) * table with ones in front. Then "
            "scipy.optimize.linprog(-M.sum(axis=0), np.vstack([M, -M]), limits, bounds=(None, "
            "None)) with limits 1 for M and 0 for −M.",
        ],
    ),
    ValueExercise(
        name="separable_tumors",
        chapter=4,
        question="Are the labels of the breast-cancer data separable by the worst radius alone, by "
        "the first 10 features, by all 30? A list of three times True or False.",
        precision="three times True or False",
        reference=[0, 0, 1],
        mistakes=[
            (
                [0, 0, 0],
                "All three False. One of these models answers every tumor correctly. "
                "What does that mean?",
            ),
            (
                [1, 1, 1],
                "All three True. With the worst radius, 91.4% are correct at best: "
                "does your test ask that not all margins are 0?",
            ),
            ([1, 1, 0], "The other way round: more features part the labels more easily."),
            (
                [0, 1, 1],
                "10 features are not enough here. Did your test let small violations pass? "
                "Standardize the features first, and ask for a sum of margins above 0.5.",
            ),
            (
                [1, 0, 0],
                "The order: the worst radius, then the first 10, then all 30. What one feature "
                "can part, 30 with that one among them can part, too.",
            ),
        ],
        hints=[
            "For which of the three did the chapter find 100% right?",
            "Standardize, then call your separable three times. Worst radius is column 20.",
        ],
    ),
    ValueExercise(
        name="radius_for_texture",
        chapter=4,
        question="The score of a tumor rises by 1.29 per unit of worst radius and by 0.232 per "
        "unit of worst texture. Of two tumors with the same probability, the second has a worst "
        "texture that is larger by 10. By how much is its worst radius smaller?",
        precision="to 3 digits",
        reference=2.32 / 1.29,
        atol=0.006,
        mistakes=[
            (0.232 / 1.29, "That makes up for one unit of texture. There are ten."),
            (2.32, "That is what the texture adds to the score. How much radius takes it away?"),
            (12.9 / 0.232, "That is the texture that makes up for 10 units of radius."),
            (2.32 * 1.29, "Each unit of radius takes 1.29 away, so divide by it."),
            (10.0, "A unit of radius counts more in the score than a unit of texture."),
        ],
        hints=[
            "The same probability means the same score. What does the texture add to it?",
            "The texture adds 2.32. How many units of radius, at 1.29 each, take as much away?",
        ],
    ),
    ValueExercise(
        name="same_penalty",
        chapter=4,
        question="A mean surprise over 569 tumors plus 0.005 · ‖w‖² is made small. "
        "With which C does the total surprise plus ‖w‖²/(2C) give the same weights?",
        precision="to 3 digits",
        reference=1 / 5.69,
        atol=0.0006,
        mistakes=[
            (5.69, "That is 1/C, the strength. C is one over it."),
            (2.845, "That is 1/(2C). Twice that is 1/C, and C is one over it."),
            (100.0, "The mean is 569 times smaller than the total: multiply 0.005 by 569 first."),
            (56900.0, "You divided by 569. To get from the mean to the total, multiply."),
            (2 / 5.69, "That is 1/2.845. But 2.845 stands where 1/(2C) stands, not 1/C."),
        ],
        hints=[
            "By what can you multiply a sum without moving the place of its lowest value?",
            "Multiply the whole sum by 569. That moves its lowest place nowhere.",
            "569 · 0.005 stands where 1/(2C) stands.",
        ],
    ),
    ValueExercise(
        name="matching_lambda",
        chapter=4,
        question="Logistic regression with the penalty λ/2 · w² and λ = 1 gives a weight w. "
        "Two-class softmax regression has two weights with the penalty λ/2 · (w0² + w1²). With "
        "which λ is its w1 − w0 the same?",
        precision="a whole number or a fraction",
        reference=2.0,
        atol=1e-6,
        mistakes=[
            (
                1.0,
                "With the same λ the softmax pays less: it spreads w over two weights, +w/2 "
                "and −w/2. What do their squares add up to?",
            ),
            (
                0.5,
                "The other way round: at the same λ softmax pays half as much, so its λ must be "
                "larger. (As C = 1/λ your number would be right.)",
            ),
            (4.0, "Each of the two squares is w²/4, and there are two of them."),
            (0.25, "Each square is w²/4. There are two, and λ must make up for what is missing."),
            (np.sqrt(2), "The penalty is a square, and λ multiplies it once: no root remains."),
        ],
        hints=[
            "For a given w = w1 − w0, which split into the two has the smallest w0² + w1²?",
            "w1 = w/2 and w0 = −w/2. What is the penalty then, as a multiple of w²?",
        ],
    ),
    ValueExercise(
        name="se_at_31",
        chapter=4,
        question="The fit to the launches gives the score b + 31 w at 31 °F. What is the standard "
        "error of this score?",
        precision="within 0.001",
        reference=_SE_31,
        atol=0.001,
        seeded=_another_morning,
        mistakes=[
            (
                np.sqrt(7.37864**2 + 31**2 * 0.108237**2),
                "The entry beside the diagonal is missing: the errors of b and w go in opposite "
                "directions, so together they are much smaller.",
            ),
            (
                _SE_31**2,
                "This is the square, the variance. Take the root.",
            ),
            (
                7.37864 + 31 * 0.108237,
                "Standard errors do not add. The squared one is v Cov vᵀ with v = (1, 31).",
            ),
            (7.37864, "This is the standard error of b, the score at 0 °F."),
            (31 * 0.108237, "This is the part of w alone: 31 times its standard error."),
            (7.8461, "This is the score at 31 °F itself. How unsure is it?"),
            (1.96 * _SE_31, "This is half the width of a 95% interval, 1.96 standard errors."),
            (
                np.sqrt(7.37864**2 + 31 * 0.108237**2),
                "31 must be squared, too. And the entry beside the diagonal is missing.",
            ),
        ],
        hints=[
            "The score at 31 °F is b + 31 w. Do the errors of b and w come independently?",
            "You have the whole covariance matrix (XᵀSX)⁻¹. The errors of b and w are not "
            "independent.",
            "The squared standard error of v β is v Cov vᵀ. What is v at 31 °F?",
            "v = np.array([1, 31]), then np.sqrt(v @ covariance @ v).",
        ],
    ),
    ChoiceExercise(
        name="logistic_claims",
        chapter=4,
        question="True (T) or false (F)?\n"
        "  Seven sentences, seven letters in a list.\n"
        "  1  The sigmoid is curved, so the boundary of logistic regression is curved in its "
        "features.\n"
        "  2  At the best fit, the expected number of ones equals the observed number.\n"
        "  3  The NLL is convex, so there is exactly one best fit.\n"
        "  4  LogisticRegression() of scikit-learn maximizes the likelihood.\n"
        "  5  If separable data give a warning about convergence, more steps help.\n"
        "  6  An odds ratio of 0.79 per °F says: each °F multiplies the probability by 0.79.\n"
        "  7  Where Newton's method and gradient descent both arrive, they arrive at the same fit.",
        key=["F", "T", "F", "F", "F", "F", "T"],
        why={
            (1, "T"): "The border is where the score is 0, and the score is a weighted sum. The "
            "sigmoid bends the probability only: on XOR it learns nothing.",
            (2, "F"): "The slope along the bias is Σ(p − y), and it is 0 there.",
            (3, "T"): "Convex rules out a second valley. A superfluous column leaves a flat floor, "
            "and separable labels leave no floor.",
            (4, "T"): "It has a penalty, C = 1, unless told otherwise: say C=np.inf.",
            (5, "T"): "There is no best fit to arrive at: the weights run away for ever. A penalty "
            "helps.",
            (6, "T"): "It multiplies the odds. What that does to the probability depends on where "
            "you start.",
            (7, "F"): "One says what is best, the NLL. Both only look for it, and it is convex.",
        },
        hints=[
            "For which of the sentences do you know a case in which it fails?",
            "Look for a case in which the sentence fails: two columns that say the same, XOR.",
        ],
    ),
]
