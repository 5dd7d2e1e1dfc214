"""Right and wrong answers to the exercises of chapter 10, as learners write them."""

import math
from functools import cache

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, logsumexp, softmax
from sklearn.model_selection import train_test_split

from logitlab import cross_entropy_with_logits, load_digits


def rows(y):
    return np.arange(len(y))


def surprises(Z, y):
    return -log_softmax(Z, axis=1)[rows(y), y]


def by_loops(Z, y):
    """Pure Python."""
    found = []
    for row, true in zip(Z.tolist(), y, strict=True):
        m = max(row)
        found.append(m - row[true] + math.log(sum(math.exp(z - m) for z in row)))
    return found


def textbook(Z, y):
    return np.log(np.exp(Z).sum(axis=1)) - Z[rows(y), y]


def one_maximum(Z, y):
    Z = Z - Z.max()
    return np.log(np.exp(Z).sum(axis=1)) - Z[rows(y), y]


def half_shifted(Z, y):
    m = Z.max(axis=1, keepdims=True)
    return np.log(np.exp(Z - m).sum(axis=1)) - Z[rows(y), y]


def one_hot_product(Z, y):
    Z = Z - Z.max(axis=1, keepdims=True)
    hot = np.eye(Z.shape[1])[y]
    return np.log(np.exp(Z).sum(axis=1)) - (hot * Z).sum(axis=1)


def down_the_columns(Z, y):
    Z = Z - Z.max(axis=0)
    return np.log(np.exp(Z).sum(axis=0))[y] - Z[rows(y), y]


def squares(W):
    return np.sum(W[1:] ** 2)


def loss(W, X, y, lam):
    return surprises(X @ W, y).mean() + lam / 2 * squares(W)


def loss_by_loops(W, X, y, lam):
    total = sum(logsumexp(x @ W) - (x @ W)[true] for x, true in zip(X, y, strict=True))
    return float(total) / len(y) + 0.5 * lam * sum(w * w for row in W[1:] for w in row)


def loss_from_probabilities(W, X, y, lam):
    P = np.exp(X @ W) / np.exp(X @ W).sum(axis=1, keepdims=True)
    return -np.log(P[rows(y), y]).mean() + lam / 2 * squares(W)


def gradient(W, X, y, lam):
    P = softmax(X @ W, axis=1)
    P[rows(y), y] -= 1
    paying = W.copy()
    paying[0] = 0
    return X.T @ P / len(y) + lam * paying


def gradient_by_images(W, X, y, lam):
    G = lam * np.vstack([0 * W[0], W[1:]])
    for x, true in zip(X, y, strict=True):
        G += np.outer(x, softmax(x @ W) - np.eye(W.shape[1])[true]) / len(y)
    return G.tolist()


def gradient_that_changes_w(W, X, y, lam):
    P = softmax(X @ W, axis=1) - np.eye(W.shape[1])[y]
    W[0] = 0
    return X.T @ P / len(y) + lam * W


def gradient_of(change=lambda P, Y: P - Y, divide=True, pays=True):
    def wrong(W, X, y, lam):
        D = change(softmax(X @ W, axis=1), np.eye(W.shape[1])[y])
        return X.T @ D / (len(y) if divide else 1) + lam * np.vstack([pays * W[:1], W[1:]])

    return wrong


def slope_table(f, W, h):
    slopes = np.zeros(W.shape)
    for j in range(W.shape[0]):
        for k in range(W.shape[1]):
            right, left = W.copy(), W.copy()
            right[j, k] += h
            left[j, k] -= h
            slopes[j, k] = (f(right) - f(left)) / (2 * h)
    return slopes


def slopes_of(quotient):
    """A table of slopes with another quotient of f(right), f(middle), f(left) and h."""

    def wrong(f, W, h):
        slopes = np.zeros(W.shape)
        for place in np.ndindex(W.shape):
            right, left = W.copy(), W.copy()
            right[place] += h
            left[place] -= h
            slopes[place] = quotient(f(right), f(W), f(left), h)
        return slopes

    return wrong


def in_place(f, W, h):
    slopes = np.zeros(W.shape)
    for place in np.ndindex(W.shape):
        W[place] += h
        right = f(W)
        W[place] -= 2 * h
        slopes[place] = (right - f(W)) / (2 * h)
        W[place] += h + 1e-9
    return slopes


def heaped(f, W, h):
    slopes, W = np.zeros(W.shape), W.copy()
    for place in np.ndindex(W.shape):
        W[place] += h
        right = f(W)
        W[place] -= 2 * h
        slopes[place] = (right - f(W)) / (2 * h)
    return slopes


def train(X, y, lam, eta, steps):
    W = np.zeros((X.shape[1], 10))
    for _ in range(steps):
        W -= eta * gradient(W, X, y, lam)
    return W


def recursive(X, y, lam, eta, steps):
    if steps == 0:
        return np.zeros((len(X[0]), 10))
    W = recursive(X, y, lam, eta, steps - 1)
    return W - eta * gradient(W, X, y, lam)


def returns_inside(X, y, lam, eta, steps):
    W = np.zeros((X.shape[1], 10))
    for _ in range(steps):
        W -= eta * gradient(W, X, y, lam)
        return W
    return W


def gradient_before(X, y, lam, eta, steps):
    W = np.zeros((X.shape[1], 10))
    G = gradient(W, X, y, lam)
    for _ in range(steps):
        W -= eta * G
    return W


def biases_pay(X, y, lam, eta, steps):
    W = np.zeros((X.shape[1], 10))
    for _ in range(steps):
        W -= eta * gradient_of()(W, X, y, lam)
    return W


@cache
def halves():
    digits = load_digits()
    pixels = np.column_stack([np.ones(len(digits.y)), digits.X / 16])
    return train_test_split(pixels, digits.y, test_size=0.5, stratify=digits.y, random_state=0)


@cache
def weights(lam, eta, steps):
    X, _, y, _ = halves()
    return train(X, y, lam, eta, steps)


def report(W, X, y):
    nats = cross_entropy_with_logits(X @ W, y)
    return np.mean((X @ W).argmax(axis=1) == y), nats, nats / math.log(2), math.exp(nats)


def report_of(change):
    return lambda W, X, y: change(*report(W, X, y))


def temperature(Z, y):
    candidates = np.exp(np.linspace(-3, 3, 601))
    return min(candidates, key=lambda T: surprises(Z / T, y).mean())


def by_search(Z, y):
    found = minimize_scalar(
        lambda t: surprises(Z / np.exp(t), y).mean(), bounds=(-3, 3), method="bounded"
    )
    return np.exp(found.x)


def coldest(Z, y):
    candidates = np.exp(np.linspace(-3, 3, 601))
    return candidates[np.argmax([np.mean((Z / T).argmax(axis=1) == y) for T in candidates])]


def quiet_surprises(Z, y):
    with np.errstate(all="ignore"):
        Z = Z - Z.max(axis=1, keepdims=True)
        return np.log(np.exp(Z).sum(axis=1)) - Z[rows(y), y]


def good(Z, y):
    found = quiet_surprises(Z, y)
    return (found < np.inf) & (found == found)


def good_by_loops(Z, y):
    answer = []
    for row, true in zip(Z.tolist(), y, strict=True):
        hopeless = max(row) == -math.inf or math.inf in row
        answer.append(not hopeless and not any(z != z for z in row) and row[true] > -math.inf)
    return answer


def loud(Z, y):
    Z = Z - Z.max(axis=1, keepdims=True)
    return np.isfinite(np.log(np.exp(Z).sum(axis=1)) - Z[rows(y), y])


def loud_mean(Z, y):
    Z = Z - Z.max(axis=1, keepdims=True)
    found = np.log(np.exp(Z).sum(axis=1)) - Z[rows(y), y]
    return found[np.isfinite(found)].mean()


RIGHT = {
    "surprises": [surprises, by_loops],
    "penalized_loss": [loss, loss_by_loops],
    "loss_gradient": [gradient, gradient_by_images],
    "slope_table": [
        slope_table,
        slopes_of(lambda right, middle, left, h: ((right - middle) + (middle - left)) / h / 2),
    ],
    "train": [train, recursive],
    "reading_weights": [weights(1 / 898, 2, 200), weights(1e-4, 1, 400).tolist()],
    "report": [report, lambda W, X, y: list(report(W, X, y))],
    "sure_weights": [weights(1 / 898, 2, 1000), weights(1e-4, 2, 300)],
    "held_out_temperature": [temperature, by_search],
    "good_rows": [good, good_by_loops],
    "guarded_mean": [
        lambda Z, y: quiet_surprises(Z, y)[good(Z, y)].mean(),
        lambda Z, y: math.fsum(quiet_surprises(Z, y)[good(Z, y)]) / good(Z, y).sum(),
    ],
}

WRONG = {
    "surprises": [
        (lambda Z, y: surprises(Z, y).mean(), "This is the mean. One number for each row"),
        (lambda Z, y: -surprises(Z, y), "The sign is wrong"),
        (lambda Z, y: surprises(Z, y) / np.log(2), "bits"),
        (lambda Z, y: softmax(Z, axis=1)[rows(y), y], "take −ln of it"),
        (lambda Z, y: -np.log(softmax(Z, axis=1)[rows(y), y]), "become infinite"),
        (textbook, "wrong for large scores beside small ones"),
        (one_maximum, "One maximum is taken for the whole table"),
        (half_shifted, "taken off for LSE"),
        (one_hot_product, "0 · (−∞) is nan"),
        (down_the_columns, "Maximum and sum run down the columns"),
        (lambda Z, y: logsumexp(Z, axis=1), "LSE alone"),
        (lambda Z, y: -Z[rows(y), y], "minus the true score"),
        (lambda Z, y: -log_softmax(Z, axis=1)[:, y], "a table"),
        (lambda Z, y: -log_softmax(Z, axis=1), "wrong"),
        (lambda Z, y: 1 - softmax(Z, axis=1)[rows(y), y], "1 − p_y"),
        (lambda Z, y: np.zeros(len(Z)), "whatever goes in"),
    ],
    "penalized_loss": [
        (lambda W, X, y, lam: surprises(X @ W, y).mean(), "without the penalty"),
        (lambda W, X, y, lam: loss(W, X, y, 0) + lam / 2 * np.sum(W**2), "biases pay here"),
        (lambda W, X, y, lam: loss(W, X, y, 0) + lam * squares(W), "The half is missing"),
        (lambda W, X, y, lam: loss(W, X, y, lam / len(y)), "divided by N"),
        (
            lambda W, X, y, lam: surprises(X @ W, y).sum() + lam / 2 * squares(W),
            "The surprises are added up",
        ),
        (lambda W, X, y, lam: loss(W, X, y, 0) + lam / 2 * abs(W[1:]).sum(), "absolute values"),
        (lambda W, X, y, lam: loss(W, X, y, 0) + lam / 2 * squares(W) ** 0.5, "A root too many"),
        (lambda W, X, y, lam: loss(W, X, y, 0) - lam / 2 * squares(W), "subtracted"),
        (loss_from_probabilities, "extreme ones become nan"),
        (lambda W, X, y: loss(W, X, y, 0), "does not take these arguments"),
    ],
    "loss_gradient": [
        (lambda W, X, y, lam: gradient(W, X, y, 0), "The penalty's part is missing"),
        (gradient_of(), "Only the biases are wrong"),
        (gradient_of(divide=False, pays=False), "the gradient of the sum"),
        (gradient_of(lambda P, Y: Y - P, pays=False), "Y − P instead of P − Y"),
        (gradient_of(lambda P, Y: P, pays=False), "Nothing is subtracted"),
        (lambda W, X, y, lam: gradient(W, X, y, 2 * lam), "doubled"),
        (lambda W, X, y, lam: gradient(W, X, y, lam / len(y)), "divided by N, too"),
        (lambda W, X, y, lam: -gradient(W, X, y, lam), "The sign is wrong"),
        (lambda W, X, y, lam: gradient(W, X, y, lam).T, "transpose"),
        (lambda W, X, y, lam: softmax(X @ W, axis=1) - np.eye(W.shape[1])[y], "in the scores"),
        (gradient_that_changes_w, "changes its input"),
        (lambda W, X, y, lam: np.zeros_like(W), "whatever goes in"),
    ],
    "slope_table": [
        (slopes_of(lambda right, middle, left, h: (right - middle) / h), "forward only"),
        (slopes_of(lambda right, middle, left, h: (middle - left) / h), "backward only"),
        (slopes_of(lambda right, middle, left, h: (right - left) / h), "you divide by h"),
        (slopes_of(lambda right, middle, left, h: right - left), "the rise alone"),
        (slopes_of(lambda right, middle, left, h: (right - left) / 2 * h), "from the left"),
        (slopes_of(lambda right, middle, left, h: (left - right) / (2 * h)), "The sign is wrong"),
        (lambda f, W, h: (f(W + h) - f(W - h)) / (2 * h), "one number comes out"),
        (heaped, "stay moved"),
        (in_place, "changes its input"),
        (lambda f, W, h: slope_table(f, W, h).ravel(), "shape"),
    ],
    "train": [
        (lambda X, y, lam, eta, steps: train(X, y, lam, -eta, steps), "up the hill"),
        (returns_inside, "return stands inside the loop"),
        (lambda X, y, lam, eta, steps: train(X, y, lam, eta, steps + 1), "One step too many"),
        (lambda X, y, lam, eta, steps: train(X, y, lam, eta, steps - 1), "One step too few"),
        (gradient_before, "before the loop"),
        (biases_pay, "The biases pay"),
        (lambda X, y, lam, eta, steps: train(X, y, 0, eta, steps), "The penalty does not act"),
        (lambda X, y, lam, eta, steps: train(X, y, lam, eta / len(y), steps), "N times too short"),
        (lambda X, y, lam, eta, steps: train(X, y, lam, 1, steps), "always 1"),
        (lambda X, y, lam, eta, steps: np.zeros((65, 10)), "shape"),
        (lambda X, y, lam, eta, steps: train(X, y, lam, eta, steps).T, "their shape is not"),
    ],
    "reading_weights": [
        (np.zeros((65, 10)), "weights of 0"),
        (np.full((65, 10), np.inf), "nan or inf"),
        (-weights(1 / 898, 2, 200), "least probable digit"),
        (np.roll(weights(1 / 898, 2, 200), 1, axis=1), "one place too far"),
        (weights(1 / 898, 0.1, 10), "hardly begun"),
        (weights(0.1, 2, 200), "brake is too strong"),
        (weights(1 / 898, 2, 200).T, "has another form"),
        (weights(1 / 898, 2, 20), "no mistake that is known"),
        (0.957, "has another form"),
    ],
    "report": [
        (report_of(lambda a, n, b, p: (a, n, n * np.log(2), p)), "divide the nats by ln 2"),
        (report_of(lambda a, n, b, p: (a, n, b, 2**n)), "2 to the power of nats mixes"),
        (report_of(lambda a, n, b, p: (a, n, b, np.exp(b))), "e to the power of bits mixes"),
        (report_of(lambda a, n, b, p: (100 * a, n, b, p)), "percentage"),
        (report_of(lambda a, n, b, p: (1 - a, n, b, p)), "share of errors"),
        (report_of(lambda a, n, b, p: (a, b, b, p)), "Nats come first"),
        (report_of(lambda a, n, b, p: (a, n, b, np.exp(-n))), "a typical probability"),
        (report_of(lambda a, n, b, p: (n, a, b, p)), "another order"),
        (report_of(lambda a, n, b, p: (a, n)), "shape"),
    ],
    "sure_weights": [
        (np.zeros((65, 10)), "knowing nothing"),
        (np.full((65, 10), np.nan), "nan or inf"),
        (weights(1 / 898, 2, 200), "after 200 steps"),
        (weights(1e-2, 2, 1000), "too modest"),
        (10 * weights(1 / 898, 2, 200), "10 times"),
        (-weights(1 / 898, 2, 200), "wrong sign"),
        (weights(1 / 898, 0.1, 1000), "as far as 50 steps"),
        (weights(1 / 898, 2, 300), "no mistake that is known"),
    ],
    "held_out_temperature": [
        (lambda Z, y: 1 / temperature(Z, y), "to multiply the scores by"),
        (lambda Z, y: np.log(temperature(Z, y)), "This is ln T"),
        (lambda Z, y: surprises(Z / temperature(Z, y), y).mean(), "argmin, not"),
        (lambda Z, y: max(1, temperature(Z, y)), "never below 1"),
        (lambda Z, y: min(1, temperature(Z, y)), "never above 1"),
        (coldest, "The accuracy chose this T"),
        (lambda Z, y: -temperature(Z, y), "turns the order"),
        (lambda Z, y: 1.0, "leaves the scores as they are"),
        (
            lambda Z, y: min(range(1, 21), key=lambda T: surprises(Z / T, y).mean()),
            "Only whole numbers",
        ),
    ],
    "good_rows": [
        (lambda Z, y: ~good(Z, y), "The bad rows are marked"),
        (lambda Z, y: np.isfinite(Z).all(axis=1), "Every row with a mask"),
        (lambda Z, y: ~np.isnan(Z).any(axis=1), "Only nan in the scores"),
        (lambda Z, y: ~np.isnan(quiet_surprises(Z, y)), "An infinite surprise passes"),
        (lambda Z, y: np.isfinite(Z[rows(y), y]), "Only the score of the true class"),
        (lambda Z, y: np.where(good(Z, y))[0], "the numbers of the good rows"),
        (lambda Z, y: np.isfinite(Z), "looks at each score"),
        (lambda Z, y: np.count_nonzero(good(Z, y)), "counts the good rows"),
        (loud, "NumPy warns"),
    ],
    "guarded_mean": [
        (lambda Z, y: quiet_surprises(Z, y).mean(), "has spoiled the mean"),
        (lambda Z, y: np.nanmean(quiet_surprises(Z, y)), "keeps ∞"),
        (lambda Z, y: quiet_surprises(Z, y)[good(Z, y)].sum() / len(y), "count as surprises of 0"),
        (lambda Z, y: quiet_surprises(Z, y)[good(Z, y)].sum(), "the sum over the good rows"),
        (lambda Z, y: np.median(quiet_surprises(Z, y)[good(Z, y)]), "median"),
        (
            lambda Z, y: quiet_surprises(Z, y)[np.isfinite(Z).all(axis=1)].mean(),
            "Rows with a mask are left out",
        ),
        (lambda Z, y: quiet_surprises(np.nan_to_num(Z), y).mean(), "replaced by 0"),
        (loud_mean, "NumPy warns"),
        (lambda Z, y: quiet_surprises(Z, y)[good(Z, y)], "wrong"),
    ],
}
