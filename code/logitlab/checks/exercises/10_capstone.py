"""The exercises of chapter 10: the six milestones of the capstone."""

from functools import cache

import numpy as np

from logitlab.checks.exercise import FunctionExercise, ValueExercise, case
from logitlab.data import load_digits
from logitlab.losses import cross_entropy_with_logits

# ---------------------------------------------------------------- the program, as asked


def _shifted(Z):
    return Z - Z.max(axis=1, keepdims=True)


def _log_of_sums(Z):
    return np.log(np.exp(Z).sum(axis=1))


def _true_scores(Z, y):
    return Z[np.arange(len(y)), y]


def _surprises(Z, y):
    Z = _shifted(Z)
    return _log_of_sums(Z) - _true_scores(Z, y)


def _surprises_down_the_columns(Z, y):
    """Wrong surprises, in which the images compete instead of the digits."""
    Z = Z - Z.max(axis=0)
    return _log_of_sums(Z.T)[np.asarray(y)] - _true_scores(Z, y)


def _probabilities(Z):
    e = np.exp(_shifted(Z))
    return e / e.sum(axis=1, keepdims=True)


def _targets(y, classes):
    return np.eye(classes)[np.asarray(y)]


def _paying(W):
    return np.vstack([np.zeros_like(W[:1]), W[1:]])


def _loss(W, X, y, lam):
    return _surprises(X @ W, y).mean() + lam / 2 * np.sum(W[1:] ** 2)


def _residuals(W, X, y):
    Z = X @ W
    return _probabilities(Z) - _targets(y, Z.shape[1])


def _gradient(W, X, y, lam):
    return X.T @ _residuals(W, X, y) / len(y) + lam * _paying(W)


def _slopes(f, W, h):
    slopes = np.zeros(np.shape(W))
    for place in np.ndindex(slopes.shape):
        step = np.zeros(slopes.shape)
        step[place] = h
        slopes[place] = (f(W + step) - f(W - step)) / (2 * h)
    return slopes


def _one_sided(f, W, h):
    slopes = np.zeros(np.shape(W))
    for place in np.ndindex(slopes.shape):
        step = np.zeros(slopes.shape)
        step[place] = h
        slopes[place] = (f(W + step) - f(W)) / h
    return slopes


def _heaped(f, W, h):
    """Central differences in which the entries before stay where they were moved."""
    slopes, moved = np.zeros(np.shape(W)), np.array(W)
    for place in np.ndindex(slopes.shape):
        moved[place] += h
        right = f(moved)
        moved[place] -= 2 * h
        slopes[place] = (right - f(moved)) / (2 * h)
    return slopes


def _train(X, y, lam, eta, steps, gradient=_gradient):
    W = np.zeros((X.shape[1], 10))
    for _ in range(steps):
        W = W - eta * gradient(W, X, y, lam)
    return W


def _report(W, X, y):
    Z = X @ W
    nats = _surprises(Z, y).mean()
    return np.array([np.mean(Z.argmax(axis=1) == y), nats, nats / np.log(2), np.exp(nats)])


def _report_of_sums(W, X, y):
    """A wrong report, in which the surprises are added up."""
    accuracy = _report(W, X, y)[0]
    nats = _surprises(X @ W, y).sum()
    return np.array([accuracy, nats, nats / np.log(2), np.exp(nats)])


def _changed_report(change):
    """A wrong report: `change` gets accuracy, nats, bits and perplexity, and returns four."""
    return lambda W, X, y: np.array(change(*_report(W, X, y)))


_TEMPERATURES = np.exp(np.linspace(-3, 3, 601))


def _losses_at(temperatures, Z, y):
    """The mean surprise at each of many temperatures; a loop over them takes ten times as long."""
    scores = Z / np.reshape(temperatures, (-1, 1, 1))
    scores = scores - scores.max(axis=2, keepdims=True)
    true_scores = scores[:, np.arange(len(y)), y]
    return np.mean(np.log(np.exp(scores).sum(axis=2)) - true_scores, axis=1)


def _best_of(temperatures, Z, y):
    return temperatures[np.argmin(_losses_at(temperatures, Z, y))]


def _temperature(Z, y):
    return _best_of(_TEMPERATURES, Z, y)


def _row_surprises(Z, y):
    with np.errstate(all="ignore"):
        return _surprises(Z, y)


def _good(Z, y):
    return np.isfinite(_row_surprises(Z, y))


def _mean_of_good(Z, y):
    found = _row_surprises(Z, y)
    return found[np.isfinite(found)].mean()


# ---------------------------------------------------------------- the digits


@cache
def _halves():
    """The digits, cut as in the chapter: two tables of pixels and the labels of each."""
    from sklearn.model_selection import train_test_split  # slow to import, and needed here only

    digits = load_digits()
    pixels = np.column_stack([np.ones(len(digits.y)), digits.X / 16])
    return train_test_split(pixels, digits.y, test_size=0.5, stratify=digits.y, random_state=0)


class _Weights:
    """Weights that are computed when somebody looks at them, so that importing takes no time."""

    def __init__(self, make):
        self.make = make

    def __array__(self, dtype=None, copy=None):
        return np.array(self.make(), dtype)


@cache
def _trained_on_half(lam, eta, steps):
    X, _, y, _ = _halves()
    return _train(X, y, lam, eta, steps)


def _trained(lam, eta, steps, change=lambda W: W):
    return _Weights(lambda: change(_trained_on_half(lam, eta, steps)))


def _on_test(W):
    """Scores and labels of the test half."""
    if W.shape != (65, 10):
        raise ValueError("65 rows and 10 columns are asked")
    _, X, _, y = _halves()
    return X @ W, y


def _accuracy_up_to(enough):
    def view(W):
        Z, y = _on_test(W)
        if not np.isfinite(W).all():
            return np.nan
        return min(np.mean(Z.argmax(axis=1) == y), enough)

    return view


def _nats_down_to(enough):
    def view(W):
        Z, y = _on_test(W)
        if not np.isfinite(W).all():
            return np.nan
        return max(cross_entropy_with_logits(Z, y), enough)

    return view


def _after(lam, steps):
    """The mean surprise on the test half after a training."""
    W, (_, X, _, y) = _trained_on_half(lam, 2, steps), _halves()
    return cross_entropy_with_logits(X @ W, y)


def _on_its_own_half(lam, steps):
    X, _, y, _ = _halves()
    return cross_entropy_with_logits(X @ _trained_on_half(lam, 2, steps), y)


def _asked_after(lam, steps):
    return (
        f"Train on the training half with λ = {lam:g}, η = 2 and {steps} steps. What is the mean "
        "surprise on the test half, in nats? One number."
    )


def _surprise_after(lam, steps):
    """Wrong numbers after a training, which nobody computes before they are asked for."""
    return [
        (
            _Weights(lambda: _on_its_own_half(lam, steps)),
            "This is the surprise on the half that trained the weights. The other half is asked.",
        ),
        (
            _Weights(lambda: _after(0.0, steps)),
            "These weights paid no penalty. Does λ reach the gradient?",
        ),
        (
            _Weights(lambda: _after(lam, steps) / np.log(2)),
            "This is in bits, the third number of a report. The surprise in nats is the second.",
        ),
        (
            _Weights(lambda: np.exp(_after(lam, steps))),
            "This is the perplexity, the last number of a report. The mean surprise is asked.",
        ),
        (
            _Weights(lambda: 899 * _after(lam, steps)),
            "The surprises of all images are added up. Their mean is asked.",
        ),
        (np.log(10), "This is ln 10, what knowing nothing costs. Did the training begin?"),
    ]


def _another_training(rng):
    """Another λ and number of steps, for a learner with an id."""
    lam = float(rng.choice([0.002, 0.003, 0.004, 0.006, 0.008, 0.012, 0.015, 0.02]))
    steps = int(rng.choice([100, 150]))
    return {
        "question": _asked_after(lam, steps),
        "reference": _Weights(lambda: _after(lam, steps)),
        "mistakes": _surprise_after(lam, steps),
    }


_NOTHING = _Weights(lambda: np.zeros((65, 10)))
_NAN = _Weights(lambda: np.full((65, 10), np.nan))

# ---------------------------------------------------------------- small inputs

_X = np.array([[1.0, 0.5, -1.0], [1.0, -2.0, 0.3], [1.0, 1.5, 1.0], [1.0, 0.0, 2.5]])
_Y = np.array([0, 2, 1, 2])
_W = np.array([[0.7, -0.4, 0.2], [1.0, -2.0, 0.5], [-0.3, 0.8, 1.6]])
_X_TEN = np.array([[1.0, 0.2, 0.9], [1.0, 0.8, 0.1], [1.0, 0.5, 0.5], [1.0, 0.0, 1.0]])
_Y_TEN = np.array([9, 0, 4, 9])

_MODEL_CASES = [
    case(np.array([[0.5, -0.5], [1.0, 2.0]]), np.array([[1.0, 2.0], [1.0, -1.0]]), [0, 1], 0.1),
    case(_W, _X, _Y, 0.1, about="four images and three classes"),
    case(np.zeros((3, 3)), _X, _Y, 0.5, about="weights of 0"),
    case(_W, _X, _Y, 0.0, about="λ = 0"),
    case(_W, _X, _Y, 3.0, about="a strong penalty"),
    case(_W, _X[:1], _Y[:1], 0.2, about="a single image"),
    case(_W, np.hstack([_X[:, :1], 2000 * _X[:, 1:]]), _Y, 0.1, about="scores in the thousands"),
    case(_W[:, :2], _X, np.array([0, 1, 1, 0]), 0.5, about="more features than classes"),
]

_BATCH = np.zeros((6, 10))
_BATCH[1, 5:] = -np.inf
_BATCH[2, :2] = 1e308, -1e308
_BATCH[3] = np.nan
_BATCH[4] = -np.inf
_BATCH[4, :2] = 1e308
_Y_BATCH = np.array([7, 2, 0, 3, 1, 9])

_SMALL_BATCH = np.array([[0.0, 0.0], [np.nan, 0.0], [1.0, 0.0]])
_MASKED_TRUTH = np.array([[1.0, -np.inf, 2.0], [0.0, 3.0, -np.inf], [0.5, 0.0, 0.0]])
_ONE_NAN = np.array([[1.0, 2.0, 3.0], [0.0, 1.0, np.nan], [-1.0, 0.0, 2.0], [5.0, 5.0, 5.0]])
_LOST_ROW = np.array([[-np.inf] * 3, [2.0, 1.0, -np.inf]])


def _drawn(seed, size, sharpness):
    """Scores whose labels are drawn from them, then multiplied: the best T is near `sharpness`."""
    rng = np.random.default_rng(seed)
    Z = rng.normal(0, 1.5, (size, 4))
    y = (Z + rng.gumbel(size=Z.shape)).argmax(axis=1)
    return np.round(sharpness * Z, 3), y


_MODEST, _SURE = _drawn(1, 60, 0.3), _drawn(2, 60, 5.0)
_MASKED = (np.where(np.arange(4) == 3, -np.inf, _SURE[0]), np.minimum(_SURE[1], 2))
_FOUR = (
    np.array([[3.0, 0.0, 1.0], [0.0, 2.0, 0.0], [1.0, 0.0, 4.0], [3.0, 2.0, 0.0]]),
    [0, 1, 2, 1],
)
_NARROW = (
    np.array([[0.5, 0.0, 0.0], [0.0, 0.5, 0.0], [0.0, 0.0, 0.5], [0.1, 0.0, 0.0]]),
    [0, 1, 2, 1],
)


def _other_images(rng):
    X = np.column_stack([np.ones(5), rng.uniform(0, 1, (5, 2)).round(2)])
    y, lam = rng.integers(0, 10, 5), float(rng.uniform(0.02, 0.2))
    return [case(X, y, lam, 0.5, 4), case(X[:3], y[:3], lam, 1.5, 2)]


def _other_batches(rng):
    """A batch in which one row holds nan, and one rules out its true class."""
    Z, y = rng.normal(0, 2, (6, 4)).round(2), rng.integers(0, 4, 6)
    lost, hidden = rng.permutation(6)[:2]
    Z[lost, rng.integers(4)] = np.nan
    Z[hidden, y[hidden]] = -np.inf
    return [case(Z, y)]


def _squares(W):
    return np.sum(W**2)


def _waves(W):
    return np.sum(np.sin(W) * np.arange(1, W.size + 1).reshape(W.shape))


def _first_times_last(W):
    return W.ravel()[0] * W.ravel()[-1]


_TABLE = np.array([[1.0, -2.0], [3.0, 0.5]])

EXERCISES = [
    FunctionExercise(
        name="surprises",
        chapter=10,
        question="Write surprises(Z, y): the surprise −ln p_y of each row of scores, as an array.",
        reference=_surprises,
        atol=1e-12,
        cases=[
            case(np.array([[1.0, 3.0, 0.0], [0.0, 0.0, 0.0]]), [0, 2]),
            case(np.zeros((4, 10)), [0, 3, 7, 9], about="scores of 0"),
            case(
                np.array([[2.0, -1.0, 0.5, 0.0], [0.1, 0.2, 0.3, 4.0], [-3.0, 1.0, 1.0, 2.5]]),
                [1, 3, 0],
                about="four classes",
            ),
            case(np.array([[1.0, 0.0]]), [1], about="a single row"),
            case(
                np.array([[800.0, 0.0, -800.0], [1.0, 2.0, 3.0]]),
                [1, 0],
                about="large scores beside small ones",
            ),
            case(
                np.array([[-900.0, -901.0, -905.0], [1e6, 0.0, 1e6]]),
                [2, 0],
                about="scores far from 0",
            ),
            case(np.array([[0.0, 1.0, -np.inf], [-np.inf, 2.0, 1.0]]), [0, 2], about="a mask"),
        ],
        mistakes=[
            (
                lambda Z, y: _surprises(Z, y).mean(),
                "This is the mean. One number for each row is asked: later you will want to know "
                "which row is to blame.",
            ),
            (
                lambda Z, y: _log_of_sums(_shifted(Z)) + Z.max(axis=1),
                "This is LSE alone, the same for every true digit. The score of the true one "
                "is missing.",
            ),
            (
                lambda Z, y: -_true_scores(Z, y),
                "This is minus the true score. The surprise is LSE(z) − z_y: without LSE, the "
                "other scores do not count.",
            ),
            (
                lambda Z, y: _log_of_sums(_shifted(Z)) - _true_scores(Z, y),
                "The largest score m was taken off for LSE, and not off the true score. Either "
                "shift both, Z = Z - m, or add m to the logarithm again.",
            ),
            (
                lambda Z, y: _log_of_sums(Z - Z.max()) - _true_scores(Z - Z.max(), y),
                "One maximum is taken for the whole table. A row far below it underflows: all "
                "its exponentials become 0, and ln 0 is −∞. Each row needs its own.",
            ),
            (
                lambda Z, y: (
                    _log_of_sums(_shifted(Z)) - (_targets(y, Z.shape[1]) * _shifted(Z)).sum(axis=1)
                ),
                "A mask makes it nan: a one-hot table multiplies every score, and 0 · (−∞) is nan "
                "(chapter 7). Take the true score by its index.",
            ),
            (
                _surprises_down_the_columns,
                "Maximum and sum run down the columns, over the images. The digits of one image "
                "compete with each other: axis=1. At W = 0 this gives ln N, not ln 10.",
            ),
            (
                lambda Z, y: _log_of_sums(_shifted(Z))[:, None] - _shifted(Z)[:, y],
                "Z[:, y] takes all the columns in y from every row, a table. One score from "
                "each row is asked: give the rows their numbers, too.",
            ),
            (
                lambda Z, y: 1 - _probabilities(Z)[np.arange(len(y)), y],
                "This is 1 − p_y. It stays below 1; the surprise −ln p_y of a digit that was "
                "thought impossible has no limit.",
            ),
        ],
        hints=[
            "What goes wrong with large scores, and what can be taken off a row without changing "
            "its shares?",
            "Subtract each row's largest score first. Z.max(axis=1, keepdims=True) is a column "
            "that can be subtracted from Z.",
            "Z[np.arange(len(y)), y] takes from each row the score of the true digit.",
            "After the subtraction, the surprise is np.log(np.exp(Z).sum(axis=1)) minus the true "
            "digit's score.",
        ],
    ),
    FunctionExercise(
        name="penalized_loss",
        chapter=10,
        question="Write penalized_loss(W, X, y, lam): the mean surprise plus λ/2 times the sum of "
        "the squared weights, where the biases in row 0 of W pay nothing.",
        reference=_loss,
        atol=1e-12,
        cases=_MODEL_CASES,
        mistakes=[
            (
                lambda W, X, y, lam: _loss(W, X, y, 0),
                "This is the mean surprise without the penalty. Add λ/2 · the sum of W[1:]².",
            ),
            (
                lambda W, X, y, lam: _loss(W, X, y, 0) + lam / 2 * np.sum(W**2),
                "The biases pay here, too. They only say how frequent each digit is, so row 0 is "
                "left out: W[1:].",
            ),
            (
                lambda W, X, y, lam: _loss(W, X, y, 2 * lam),
                "The half is missing: λ/2. It is there so that the slope of the penalty is λW and "
                "not 2λW.",
            ),
            (
                lambda W, X, y, lam: _loss(W, X, y, lam / len(y)),
                "The penalty is divided by N. It stands beside the mean: only the surprises are "
                "averaged.",
            ),
            (
                lambda W, X, y, lam: _surprises(X @ W, y).sum() + lam / 2 * np.sum(W[1:] ** 2),
                "The surprises are added up. The loss takes their mean; otherwise the best λ and "
                "step size change with the number of images.",
            ),
            (
                lambda W, X, y, lam: _loss(W, X, y, 0) + lam / 2 * np.abs(W[1:]).sum(),
                "The penalty takes absolute values. That is another one, L1. Square the weights.",
            ),
            (
                lambda W, X, y, lam: _loss(W, X, y, 0) + lam / 2 * np.sqrt(np.sum(W[1:] ** 2)),
                "A root too many: the penalty is the sum of the squares itself, not the length.",
            ),
            (
                lambda W, X, y, lam: _loss(W, X, y, 0) + lam / 2 * np.mean(W[1:] ** 2),
                "The penalty takes the mean of the squares. It is their sum.",
            ),
            (
                lambda W, X, y, lam: _loss(W, X, y, -lam),
                "The penalty is subtracted: so large weights would pay off. Add it.",
            ),
        ],
        hints=[
            "Which two things does the loss add up, and which weights pay nothing?",
            "The first part is the mean of your surprises at the scores X @ W.",
            "W[1:] leaves out row 0. Square it, add everything up.",
            "surprises(X @ W, y).mean() + lam / 2 * np.sum(W[1:] ** 2)",
        ],
    ),
    FunctionExercise(
        name="loss_gradient",
        chapter=10,
        question="Write loss_gradient(W, X, y, lam): the slope of penalized_loss in each weight, "
        "a table like W.",
        reference=_gradient,
        atol=1e-12,
        cases=_MODEL_CASES,
        mistakes=[
            (
                lambda W, X, y, lam: _gradient(W, X, y, 0),
                "The penalty's part is missing: + λW, with row 0 of it set to 0.",
            ),
            (
                lambda W, X, y, lam: _gradient(W, X, y, 0) + lam * W,
                "Only the biases are wrong: they pay no penalty. Set row 0 of λW to 0, on a copy.",
            ),
            (
                lambda W, X, y, lam: X.T @ _residuals(W, X, y) + lam * _paying(W),
                "This is the gradient of the sum. The loss is a mean: divide XᵀP − XᵀY by N, and "
                "leave λW as it is.",
            ),
            (
                lambda W, X, y, lam: len(y) * _gradient(W, X, y, lam),
                "Everything is N times too large: the surprises are averaged, so divide by N.",
            ),
            (
                lambda W, X, y, lam: X.T @ _residuals(W, X, y) / len(y) + lam * _paying(W) / len(y),
                "The penalty's part is divided by N, too. Only the surprises are averaged.",
            ),
            (
                lambda W, X, y, lam: -X.T @ _residuals(W, X, y) / len(y) + lam * _paying(W),
                "Y − P instead of P − Y: going against this gradient makes the true digits less "
                "probable. The slope of a surprise in its score z_k is p_k − y_k.",
            ),
            (
                lambda W, X, y, lam: _gradient(W, X, y, 2 * lam),
                "The penalty's part is doubled: the slope of λ/2 · W² is λW.",
            ),
            (
                lambda W, X, y, lam: _gradient(W, X, y, lam / 2),
                "The penalty's part is halved: the slope of W² is 2W, which cancels the half in "
                "λ/2.",
            ),
            (
                lambda W, X, y, lam: X.T @ _probabilities(X @ W) / len(y) + lam * _paying(W),
                "Nothing is subtracted at the true digits: P stands where P − Y belongs. So the "
                "labels do not count at all.",
            ),
            (
                lambda W, X, y, lam: (
                    X.T @ (X @ W - _targets(y, W.shape[1])) / len(y) + lam * _paying(W)
                ),
                "Scores minus targets: the softmax is missing. The gradient has P − Y, with the "
                "probabilities of each row.",
            ),
            (
                lambda W, X, y, lam: _residuals(W, X, y),
                "This is P − Y, the slopes in the scores, a row for each image. A weight moves the "
                "score of every image by its pixel: Xᵀ(P − Y)/N.",
            ),
        ],
        hints=[
            "What is the error of each digit for each image, and what does it multiply?",
            "The probabilities: scores minus each row's maximum, then exp, then divide each row "
            "by its sum.",
            "P - Y needs no table Y: subtract 1 from P at the true digits, "
            "P[np.arange(len(y)), y] -= 1.",
            "X.T @ (P - Y) / len(y), plus lam times a copy of W whose row 0 is 0.",
        ],
    ),
    FunctionExercise(
        name="slope_table",
        chapter=10,
        question="Write slope_table(f, W, h): the slope of f in each entry of the table W by rise "
        "over run, from h to the left of the entry to h to the right. f takes a table and returns "
        "a number.",
        reference=_slopes,
        rtol=1e-6,
        atol=1e-8,
        cases=[
            case(_squares, _TABLE, 0.01),
            case(_waves, _TABLE, 0.5, about="a large step"),
            case(_waves, np.array([[0.1, 0.2, 0.3]]), 1e-3, about="a single row"),
            case(_first_times_last, np.array([[2.0], [0.0], [-3.0]]), 0.1, about="one column"),
            case(np.sum, np.zeros((2, 3)), 1e-4, about="the sum"),
        ],
        mistakes=[
            (
                _one_sided,
                "This goes forward only. Its error shrinks like h, that of the central "
                "difference like h²: go as far to the other side.",
            ),
            (
                lambda f, W, h: _one_sided(f, W, -h),
                "This goes backward only. The central difference goes as far to the other side.",
            ),
            (
                lambda f, W, h: 2 * _slopes(f, W, h),
                "The run from −h to +h is 2h, and you divide by h.",
            ),
            (
                lambda f, W, h: 2 * h * _slopes(f, W, h),
                "This is the rise alone. Divide by the run, 2h.",
            ),
            (
                lambda f, W, h: h * h * _slopes(f, W, h),
                "Python reads / 2 * h from the left: divided by 2, then times h. Write / (2 * h).",
            ),
            (
                lambda f, W, h: -_slopes(f, W, h),
                "The sign is wrong: the value at the right minus the value at the left.",
            ),
            (
                lambda f, W, h: np.full(np.shape(W), (f(W + h) - f(W - h)) / (2 * h)),
                "All entries move at once: W + h adds h to each. Move one entry at a time.",
            ),
            (
                lambda f, W, h: (f(W + h) - f(W - h)) / (2 * h),
                "All entries move at once, and one number comes out. Move one entry at a time, "
                "and store each slope at its place in a table.",
            ),
            (
                _heaped,
                "The entries that were moved before stay moved. Begin each slope with a fresh "
                "copy of W.",
            ),
        ],
        hints=[
            "How do you move one entry and leave the others where they are?",
            "np.ndindex(W.shape) goes through all places. step = np.zeros(W.shape), "
            "step[place] = h.",
            "slopes[place] = (f(W + step) - f(W - step)) / (2 * h)",
        ],
    ),
    FunctionExercise(
        name="train",
        chapter=10,
        question="Write train(X, y, lam, eta, steps): start with weights of 0, a row for each "
        "column of X and 10 columns, take so many steps against the gradient, return W.",
        reference=_train,
        atol=1e-12,
        cases=[
            case(np.ones((2, 1)), np.array([0, 9]), 0.0, 1.0, 1),
            case(_X_TEN, _Y_TEN, 0.1, 0.5, 7, about="seven steps"),
            case(_X_TEN, _Y_TEN, 0.0, 2.0, 3, about="λ = 0"),
            case(_X_TEN[:3], _Y_TEN[:3], 1.0, 0.2, 20, about="a strong penalty"),
            case(_X_TEN, _Y_TEN, 0.1, 0.5, 0, about="no step"),
        ],
        fresh=_other_images,
        mistakes=[
            (
                lambda X, y, lam, eta, steps: _train(X, y, lam, -eta, steps),
                "This goes up the hill: W + η∇ makes the loss larger. Subtract.",
            ),
            (
                lambda X, y, lam, eta, steps: _train(X, y, lam, eta, min(steps, 1)),
                "One step only, however many are asked: return stands inside the loop. Move it to "
                "the left.",
            ),
            (
                lambda X, y, lam, eta, steps: _train(X, y, lam, eta, steps + 1),
                "One step too many: range(steps) already counts them.",
            ),
            (
                lambda X, y, lam, eta, steps: _train(X, y, lam, eta, max(steps - 1, 0)),
                "One step too few: range(1, steps) leaves one out.",
            ),
            (
                lambda X, y, lam, eta, steps: (
                    -steps * eta * _gradient(np.zeros((X.shape[1], 10)), X, y, lam)
                ),
                "The gradient is computed once, before the loop, and used for every step. After "
                "each step it is another one: compute it inside.",
            ),
            (
                lambda X, y, lam, eta, steps: _train(X, y, lam, 1.0, steps),
                "The step size is always 1. Multiply the gradient by η.",
            ),
            (
                lambda X, y, lam, eta, steps: _train(X, y, lam, eta / len(y), steps),
                "The steps are N times too short: the gradient of the mean is divided by N "
                "already.",
            ),
            (
                lambda X, y, lam, eta, steps: _train(X, y, 0.0, eta, steps),
                "The penalty does not act: hand lam on to the gradient.",
            ),
            (
                lambda X, y, lam, eta, steps: _train(
                    X, y, lam, eta, steps, lambda W, X, y, lam: _gradient(W, X, y, 0) + lam * W
                ),
                "The biases pay a penalty. Row 0 of λW is 0.",
            ),
            (
                lambda X, y, lam, eta, steps: _gradient(
                    _train(X, y, lam, eta, max(steps - 1, 0)), X, y, lam
                ),
                "This is a gradient. The weights are asked: W = W - eta * gradient, return W.",
            ),
        ],
        hints=[
            "Where do the weights begin, and what happens in each step?",
            "W = np.zeros((X.shape[1], 10)), then a loop over range(steps).",
            "The loop has two lines: the gradient, the step against it.",
            "W = W - eta * loss_gradient(W, X, y, lam)",
        ],
    ),
    ValueExercise(
        name="reading_weights",
        chapter=10,
        question="Train weights on the training half of the digits, a table of 65 rows and 10 "
        "columns, that name at least 95% of the test half right.",
        precision="an accuracy of at least 0.95 on the test half",
        reference=_trained(1 / 898, 2, 200),
        view=_accuracy_up_to(0.95),
        atol=1e-9,
        mistakes=[
            (
                _NOTHING,
                "One digit is named for every image, as weights of 0 do. Did train return its W?",
            ),
            (_NAN, "The weights hold nan or inf. Are the steps too long? Halve η."),
            (
                _trained(1 / 898, 2, 200, lambda W: -W),
                "Each image gets the least probable digit: the weights have the wrong sign. "
                "Go against the gradient.",
            ),
            (
                _trained(1 / 898, 2, 200, lambda W: np.roll(W, 1, axis=1)),
                "The columns are one place too far to the right: the digit 0 belongs to column 0.",
            ),
            (
                _trained(1 / 898, 0.1, 10),
                "These are 10 steps of 0.1: the training has hardly begun. Take more steps, and "
                "longer ones.",
            ),
            (
                _trained(0.1, 2, 200),
                "This comes from λ = 0.1: the brake is too strong. Take λ = 1/898.",
            ),
        ],
        hints=[
            "λ = 1/898. Which step size lets the loss fall at every step, and how long does it "
            "fall?",
            "If the loss jumps or grows, halve η. If it still falls when you stop, take more "
            "steps.",
            "train(X_train, y_train, lam=1 / 898, eta=2, steps=200)",
        ],
    ),
    FunctionExercise(
        name="report",
        chapter=10,
        question="Write report(W, X, y): the accuracy, the mean surprise in nats, the same in "
        "bits, and the perplexity, in this order.",
        reference=_report,
        cases=[
            case(_TABLE, np.array([[1.0, 0.5], [1.0, -2.0], [1.0, 1.0]]), np.array([0, 1, 1])),
            case(_W, _X, _Y, about="four images and three classes"),
            case(3 * _W, _X, np.array([1, 2, 2, 2]), about="other labels"),
            case(_W, _X[:1], _Y[:1], about="a single image"),
            case(100 * _W, _X, _Y, about="large scores"),
            case(
                np.array([[1000.0, 999.0, 200.0]]),
                np.array([[1.0], [-1.0]]),
                np.array([1, 2]),
                about="rows far apart",
            ),
        ],
        mistakes=[
            (
                _changed_report(lambda a, n, b, p: [a, n, n * np.log(2), p]),
                "Bits: divide the nats by ln 2. One bit is 0.693 nats, so the number of bits is "
                "the larger one.",
            ),
            (
                _changed_report(lambda a, n, b, p: [a, n, b, 2**n]),
                "Perplexity: 2 to the power of nats mixes two units. e to the power of nats, or 2 "
                "to the power of bits.",
            ),
            (
                _changed_report(lambda a, n, b, p: [a, n, b, np.exp(b)]),
                "Perplexity: e to the power of bits mixes two units. e to the power of nats, or 2 "
                "to the power of bits.",
            ),
            (
                _changed_report(lambda a, n, b, p: [100 * a, n, b, p]),
                "The accuracy is a percentage here. A fraction is asked, from 0 to 1.",
            ),
            (
                _changed_report(lambda a, n, b, p: [1 - a, n, b, p]),
                "The first number is the share of errors. The accuracy is the share of right "
                "answers.",
            ),
            (
                lambda W, X, y: np.array(
                    [np.sum((X @ W).argmax(axis=1) == y), *_report(W, X, y)[1:]]
                ),
                "The right answers are counted. The accuracy is their share: the mean.",
            ),
            (
                _report_of_sums,
                "The surprises are added up. Their mean is asked, so that reports on 450 and on "
                "899 images can be compared.",
            ),
            (
                _changed_report(lambda a, n, b, p: [a, b, b, p]),
                "The second number is in bits. Nats come first: the natural logarithm, as it is.",
            ),
            (
                _changed_report(lambda a, n, b, p: [a, n, b, 1 / p]),
                "The last number is e to the power of minus the surprise, a typical probability. "
                "The perplexity is 1 divided by it.",
            ),
        ],
        hints=[
            "Which one table do all four numbers come from?",
            "All four come from the scores X @ W. The penalty is part of training, and not of "
            "the report.",
            "Accuracy: np.mean((X @ W).argmax(axis=1) == y). Bits: nats / np.log(2).",
            "Perplexity: np.exp(nats).",
        ],
    ),
    ValueExercise(
        name="sure_weights",
        chapter=10,
        question="Train weights on the training half of the digits, a table of 65 rows and 10 "
        "columns, whose mean surprise on the test half is at most 0.20 nats.",
        precision="a mean surprise of at most 0.20 nats on the test half",
        reference=_trained(1 / 898, 2, 1000),
        view=_nats_down_to(0.20),
        atol=1e-9,
        mistakes=[
            (
                _NOTHING,
                "This is ln 10, what knowing nothing costs. Did the training begin?",
            ),
            (_NAN, "The weights hold nan or inf. Are the steps too long? Halve η."),
            (
                _trained(1 / 898, 2, 200),
                "These are the weights after 200 steps. They name enough digits, and the surprise "
                "is still falling: take more steps.",
            ),
            (
                _trained(1e-2, 2, 1000),
                "This comes from λ = 0.01. The brake keeps the scores small, so the model stays "
                "too modest. Weaken it.",
            ),
            (
                _trained(1 / 898, 2, 200, lambda W: 10 * W),
                "All weights are 10 times those of milestone 3. The answers stay as they are, and "
                "the errors become as sure as the rest.",
            ),
            (
                _trained(1 / 898, 2, 200, lambda W: -W),
                "The weights have the wrong sign: go against the gradient.",
            ),
            (
                _trained(1 / 898, 0.1, 1000),
                "These are 1000 steps of 0.1, as far as 50 steps of 2. The loss is still falling.",
            ),
        ],
        hints=[
            "Print the loss every 100 steps. Has it come to rest?",
            "Stay with λ = 1/898 and η = 2, and take more steps.",
            "train(X_train, y_train, lam=1 / 898, eta=2, steps=1000)",
        ],
    ),
    FunctionExercise(
        name="held_out_temperature",
        chapter=10,
        question="Write held_out_temperature(Z, y): the T with the lowest mean surprise when all "
        "scores are divided by it. Within 1.5%; it lies between 0.05 and 20.",
        reference=_temperature,
        rtol=0.015,
        cases=[
            case(*_FOUR),
            case(*_MODEST, about="scores that are too modest"),
            case(*_SURE, about="scores that are too sure"),
            case(4 * _FOUR[0], _FOUR[1], about="larger scores"),
            case(*_NARROW, about="an error by a narrow margin"),
            case(
                _FOUR[0] + np.resize([4000.0, -4000.0], (len(_FOUR[0]), 1)),
                _FOUR[1],
                about="rows far apart",
            ),
            case(*_MASKED, about="a mask"),
        ],
        mistakes=[
            (
                lambda Z, y: 1 / _temperature(Z, y),
                "This is 1/T, the number to multiply the scores by. They are divided by T.",
            ),
            (
                lambda Z, y: np.log(_temperature(Z, y)),
                "This is ln T. If you search over ln T, take e to the power of the best one. A "
                "temperature is never negative.",
            ),
            (
                lambda Z, y: _losses_at(_TEMPERATURES, Z, y).min(),
                "This is the lowest mean surprise. The T that reaches it is asked: argmin, not "
                "min.",
            ),
            (
                lambda Z, y: _best_of(np.arange(1.0, 21.0), Z, y),
                "Only whole numbers were tried: too coarse, and below 1 nothing. Let neighbors "
                "differ by one percent, from 0.05 to 20.",
            ),
            (
                lambda Z, y: max(1.0, _temperature(Z, y)),
                "T is never below 1 here. A model with a strong penalty is too modest, and its "
                "best T is below 1.",
            ),
            (
                lambda Z, y: min(1.0, _temperature(Z, y)),
                "T is never above 1 here. A model that is too sure needs a T above 1.",
            ),
            (
                lambda Z, y: _TEMPERATURES[np.argmax(_losses_at(_TEMPERATURES, Z, y))],
                "This T has the highest surprise. The lowest is asked.",
            ),
            (
                lambda Z, y: min(_TEMPERATURES, key=lambda T: -np.mean((Z / T).argmax(1) == y)),
                "The accuracy chose this T, and the accuracy is the same for every T: the first "
                "one that you tried has won. Compare mean surprises.",
            ),
            (
                lambda Z, y: -_temperature(Z, y),
                "A negative temperature turns the order of the answers. T is above 0.",
            ),
            (
                lambda Z, y: 1.0,
                "T = 1 leaves the scores as they are. Try many values and keep the best.",
            ),
        ],
        hints=[
            "How would you find the lowest point of a curve that you can only evaluate?",
            "Try many values and keep the best. Equal ratios between neighbors suit a divisor "
            "better than equal differences.",
            "np.exp(np.linspace(-3, 3, 601)) runs from 0.05 to 20 in steps of 1%.",
            "min(candidates, key=lambda T: surprises(Z / T, y).mean())",
        ],
    ),
    FunctionExercise(
        name="good_rows",
        chapter=10,
        question="Write good_rows(Z, y): true for each row whose surprise is finite, false for "
        "the others. No NumPy warning may escape.",
        reference=_good,
        quiet=True,
        cases=[
            case(_SMALL_BATCH, np.array([1, 0, 0])),
            case(_BATCH, _Y_BATCH, about="the poisoned batch"),
            case(_MASKED_TRUTH, np.array([1, 1, 0]), about="a mask that rules out the true class"),
            case(_ONE_NAN, np.array([2, 0, 2, 1]), about="nan beside the true class"),
            case(_LOST_ROW, np.array([0, 1]), about="a row in which all is ruled out"),
            case(_W, _Y[:3], about="a batch without a bad row"),
            case(np.array([[np.inf, 0.0], [0.0, 1.0]]), np.array([0, 1]), about="a score of ∞"),
        ],
        fresh=_other_batches,
        mistakes=[
            (
                lambda Z, y: ~_good(Z, y),
                "The bad rows are marked. True is for the good ones.",
            ),
            (
                lambda Z, y: np.isfinite(Z).all(axis=1),
                "Every row with a mask is thrown out. −∞ for another class is no fault: it gives "
                "that class the probability 0. Ask the surprise, not the scores.",
            ),
            (
                lambda Z, y: ~np.isnan(Z).any(axis=1),
                "Only nan in the scores counts as bad. Where the mask rules out the true class, "
                "the surprise is ∞; where it rules out all, nan. np.isfinite of the surprise "
                "finds them.",
            ),
            (
                lambda Z, y: ~np.isnan(_row_surprises(Z, y)),
                "An infinite surprise passes here. One of them makes the mean infinite, so ask "
                "np.isfinite, not only np.isnan.",
            ),
            (
                lambda Z, y: np.isfinite(np.asarray(Z)[np.arange(len(y)), y]),
                "Only the score of the true class is looked at. nan in another class makes the "
                "sum nan, and the surprise with it.",
            ),
            (
                lambda Z, y: np.flatnonzero(_good(Z, y)),
                "These are the numbers of the good rows. True or false for each row is asked.",
            ),
            (
                lambda Z, y: np.isfinite(Z),
                "This looks at each score. One answer for each row is asked, and a masked score "
                "does not make a row bad.",
            ),
            (
                lambda Z, y: _good(Z, y).sum(),
                "This counts the good rows. Which ones are they?",
            ),
            (
                lambda Z, y: np.ones(len(y), bool),
                "All rows count as good here, whatever they hold.",
            ),
        ],
        hints=[
            "Which rows have a finite surprise? You have a function for the surprises.",
            "np.isfinite is false for nan and for ±∞.",
            'with np.errstate(over="ignore", invalid="ignore"): silences the two warnings in its '
            "block, and nowhere else.",
        ],
    ),
    FunctionExercise(
        name="guarded_mean",
        chapter=10,
        question="Write guarded_mean(Z, y): the mean surprise over the good rows. At least one is "
        "good. No NumPy warning may escape.",
        reference=_mean_of_good,
        atol=1e-12,
        quiet=True,
        cases=[
            case(_SMALL_BATCH, np.array([1, 0, 0])),
            case(_BATCH, _Y_BATCH, about="the poisoned batch", expected=3 * np.log(10) / 5),
            case(_MASKED_TRUTH, np.array([1, 1, 0]), about="a mask that rules out the true class"),
            case(_ONE_NAN, np.array([2, 0, 2, 1]), about="nan beside the true class"),
            case(_LOST_ROW, np.array([0, 1]), about="a row in which all is ruled out"),
            case(_W, _Y[:3], about="a batch without a bad row"),
        ],
        fresh=_other_batches,
        mistakes=[
            (
                lambda Z, y: _row_surprises(Z, y).mean(),
                "One bad row has spoiled the mean. Leave it out: found[good].mean().",
            ),
            (
                lambda Z, y: np.nanmean(_row_surprises(Z, y)),
                "np.nanmean leaves out nan and keeps ∞, so one row whose mask rules out the truth "
                "makes the mean infinite.",
            ),
            (
                lambda Z, y: np.where(_good(Z, y), _row_surprises(Z, y), 0.0).mean(),
                "The bad rows count as surprises of 0 here: the sum is right, and it is divided "
                "by all rows. The report looks better the more rows are bad. Divide by the number "
                "of good rows.",
            ),
            (
                lambda Z, y: np.nansum(np.where(_good(Z, y), _row_surprises(Z, y), 0.0)),
                "This is the sum over the good rows. Divide by how many they are.",
            ),
            (
                lambda Z, y: np.median(_row_surprises(Z, y)[_good(Z, y)]),
                "This is the median of the good rows. The mean is asked.",
            ),
            (
                lambda Z, y: _row_surprises(Z, y)[np.isfinite(Z).all(axis=1)].mean(),
                "Rows with a mask are left out, though their surprise is finite. Ask the surprise, "
                "not the scores.",
            ),
            (
                lambda Z, y: _row_surprises(np.nan_to_num(Z), y).mean(),
                "nan was replaced by 0 before the softmax, so a row about which nothing is known "
                "counts as an ordinary one. Leave it out.",
            ),
        ],
        hints=[
            "Which rows may take part in the mean, and when do you know?",
            "Compute all surprises, then choose.",
            "found[good] keeps the places where good is true.",
            "If a good row comes out as nan: do you multiply by a one-hot table? 0 · ∞ is nan "
            "(chapter 7). Take the true score by its index.",
        ],
    ),
    ValueExercise(
        name="test_surprise",
        chapter=10,
        question=_asked_after(0.01, 100),
        precision="to 3 digits",
        reference=_Weights(lambda: _after(0.01, 100)),
        atol=0.0006,
        seeded=_another_training,
        mistakes=_surprise_after(0.01, 100),
        hints=[
            "Which two functions of yours lead from the images to this number?",
            "Train on the training half, then take the second number of a report on the test half.",
            "Number 1, counted from 0, of "
            "report(train(X_train, y_train, lam, eta, steps), X_test, y_test).",
        ],
    ),
]
