"""Right and wrong answers to the exercises of chapter 6, as learners write them."""

import math

import numpy as np
from scipy.special import rel_entr, xlogy

THIRDS = math.log2(3)


def average_surprise(p, base=np.e):
    p = np.asarray(p, dtype=float)
    p = p[p > 0]
    return np.sum(p * np.log(1 / p)) / np.log(base)


def average_surprise_by_loop(p, base=math.e):
    return sum(-float(x) * math.log(x, base) for x in p if x > 0)


def crossed(p, q, base=np.e):
    return -xlogy(p, q).sum(axis=-1) / np.log(base)


def crossed_by_loop(p, q, base=np.e):
    p, q = np.asarray(p, float), np.asarray(q, float)
    if p.ndim > 1:
        return [crossed_by_loop(a, b, base) for a, b in zip(p, q, strict=True)]
    terms = [a * (math.inf if b == 0 else -math.log(b)) for a, b in zip(p, q, strict=True) if a]
    return sum(terms) / math.log(base)


def stable(z, axis=-1):
    z = np.asarray(z, float)
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def naive(z, axis=-1):
    return np.exp(z) / np.exp(z).sum(axis=axis, keepdims=True)


def log_shares(z, axis=-1):
    z = np.asarray(z, float)
    z = z - z.max(axis=axis, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=axis, keepdims=True))


def picked(table, y):
    table = np.atleast_2d(table)
    return table[np.arange(len(table)), y]


def hot(z, y):
    return np.eye(np.shape(z)[-1])[y]


def logistic(z):
    return 1 / (1 + np.exp(-np.asarray(z, float)))


def graded(p, y):
    if p.ndim == 1:
        return np.mean((p - y) ** 2)
    return np.mean(np.sum((p - np.eye(p.shape[1])[y]) ** 2, axis=1))


def floor(eps, K):
    return average_surprise([1 - eps + eps / K] + [eps / K] * (K - 1))


FORECASTS = np.arange(1, 100) / 100


def mean_loss(loss, a, wet=0.73):
    return wet * loss(a, 1) + (1 - wet) * loss(a, 0)


def by_loop(loss):
    best = 0.01
    for k in range(1, 100):
        if mean_loss(loss, k / 100) < mean_loss(loss, best):
            best = k / 100
    return best


RIGHT = {
    "three_entropies": [[0, 1.75, 1.585], np.array([0.0, 1.75, THIRDS]), (0, 1.75, 1.58)],
    "entropy": [
        average_surprise,
        average_surprise_by_loop,
        lambda p, base=np.e: -xlogy(p, p).sum() / np.log(base),
    ],
    "two_codes": [[1.75, 2.375, 0.625, 2.25, 0.5], (7 / 4, 19 / 8, 5 / 8, 9 / 4, 1 / 2)],
    "cross_entropy": [crossed, crossed_by_loop],
    "kl_divergence": [
        lambda p, q, base=np.e: rel_entr(p, q).sum(axis=-1) / np.log(base),
        lambda p, q, base=np.e: crossed(p, q, base) - crossed(p, p, base),
    ],
    "kl_nearly_equal": [
        lambda p, q: np.sum(p * ((q - p) / p - np.log1p((q - p) / p))),
        lambda p, q: float(-np.sum(p * np.log1p((q - p) / p))),
        lambda p, q: rel_entr(p, q).sum(),
    ],
    "perplexity": [np.exp, lambda nll: np.power(np.e, nll), lambda nll: np.exp(nll).tolist()],
    "smoothing_floor": [
        floor,
        lambda eps, K: crossed([1.0] + [0.0] * (K - 1), [1.0] * K) + floor(eps, K),
    ],
    "cross_entropy_with_logits": [
        lambda z, y: -picked(log_shares(z), y).mean(),
        lambda z, y: np.mean(np.logaddexp.reduce(z, axis=-1) - picked(z, y)),
    ],
    "cross_entropy_grad": [
        lambda z, y: stable(z) - hot(z, y),
        lambda z, y: np.exp(log_shares(z)) - (np.arange(z.shape[-1]) == np.array(y)[..., None]),
    ],
    "gradient_any_target": [
        lambda z, y: sum(y) * stable(z) - y,
        lambda z, y: [float(y.sum()) * p - t for p, t in zip(stable(z), y, strict=True)],
    ],
    "brier_score": [
        graded,
        lambda p, y: (
            sum((a - b) ** 2 for a, b in zip(p, y, strict=True)) / len(p)
            if p.ndim == 1
            else np.mean([np.sum(row**2) - 2 * row[k] + 1 for row, k in zip(p, y, strict=True)])
        ),
    ],
    "best_forecast": [
        by_loop,
        lambda loss: FORECASTS[np.argmin([mean_loss(loss, a) for a in FORECASTS])],
    ],
    "loss_claims": [list("TFFTTFF"), "tfftTFF", ("T", "F", "F", "T", "T", "F", "F")],
}

WRONG = {
    "three_entropies": [
        ([0, 1.213, 1.0986], "These are nats"),
        ([1, 1.75, 1.585], "no question is needed"),
        ([0, 2, 1.585], "four equal shares"),
        ([0, 2.25, 1.585], "averaged the lengths"),
        ([1, 3.364, 3], "perplexities"),
        ([0, 1.75, 0.528], "one term of three"),
        ([0, 1.75, 2], "limit for long blocks"),
        ([0, -1.75, -1.585], "sign is wrong"),
        (1.75, "another number of values"),
    ],
    "entropy": [
        (lambda p, base=np.e: -np.sum(np.array(p) * np.log(p)) / np.log(base), "0 · (−inf)"),
        (
            lambda p, base=np.e: -np.sum(np.array(p) * np.log(np.array(p) + 1e-12)) / np.log(base),
            "was added to the shares",
        ),
        (lambda p, base=np.e: average_surprise(p), "in nats always"),
        (lambda p, base=np.e: average_surprise(p, 2), "in bits whatever base"),
        (lambda p, base=np.e: average_surprise(p) * np.log(base), "multiplied by ln(base)"),
        (lambda p, base=np.e: -average_surprise(p, base), "sign is wrong"),
        (lambda p, base=np.e: 1 - np.sum(np.square(p)), "Gini"),
        (lambda p, base=np.e: np.exp(average_surprise(p)), "perplexity"),
        (lambda p, base=np.e: average_surprise(p, base) / len(p), "This is the mean"),
        (lambda p, base=np.e: -sum(math.log(x) for x in p if x) / math.log(base), "came once"),
        (lambda p: average_surprise(p), "does not take these arguments"),
        (
            lambda p, base=np.e: (
                -np.sum(np.where(np.array(p) > 0, p * np.log(p), 0)) / np.log(base)
            ),
            "NumPy warns",
        ),
        (lambda p, base=np.e: print(average_surprise(p, base)), "prints instead"),
    ],
    "two_codes": [
        (np.array([1.75, 2.375, 0.625, 2.25, 0.5]) * math.log(2), "nats"),
        ([1.75, 2.25, 0.5, 2.375, 0.625], "orders are exchanged"),
        ([1.75, 2.375, -0.625, 2.25, -0.5], "never shorter on average"),
        ([1.75, 2.375, 0.625, 2.375, 0.625], "to be symmetric"),
        ([1.75, 2.375, 1.375, 2.25, 1.0], "sizes of the terms"),
        ([1.75, 2.375, 1.0, 2.25, 0.75], "only the letters with too long words"),
        ([1.75, 2.25, 0.5, 2.25, 0.5], "plain mean of the lengths"),
        ([1.75, 2.375, 0.625, 2.25, 0.6], "First wrong: number 5"),
    ],
    "cross_entropy": [
        (lambda p, q, base=np.e: -(p * np.log(q)).sum(-1) / np.log(base), "0 · ln 0 is nan"),
        (lambda p, q, base=np.e: -(p * np.log(q + 1e-12)).sum(-1) / np.log(base), "was added"),
        (lambda p, q, base=np.e: crossed(q, p, base), "p and q are exchanged"),
        (lambda p, q, base=np.e: rel_entr(p, q).sum(-1) / np.log(base), "Do not take H(p) off"),
        (lambda p, q, base=np.e: crossed(p, p, base), "entropy of p"),
        (lambda p, q, base=np.e: crossed(q, q, base), "how unsure the model is"),
        (lambda p, q, base=np.e: crossed(p, q), "base is not used"),
        (lambda p, q, base=np.e: -crossed(p, q, base), "sign is wrong"),
        (lambda p, q, base=np.e: np.sum(crossed(p, q, base)), "Each row is a pair"),
        (lambda p, q, base=np.e: -np.sum(p * q, axis=-1), "logarithm of q is missing"),
    ],
    "kl_divergence": [
        (lambda p, q, base=np.e: (p * np.log(p / q)).sum(-1) / np.log(base), "0/0, which is nan"),
        (lambda p, q, base=np.e: rel_entr(q, p).sum(-1) / np.log(base), "p and q are exchanged"),
        (lambda p, q, base=np.e: crossed(p, q, base), "This is the cross-entropy"),
        (lambda p, q, base=np.e: rel_entr(p, q).sum(-1), "base is not used"),
        (lambda p, q, base=np.e: crossed(p, p, base) - crossed(p, q, base), "sign is wrong"),
        (lambda p, q, base=np.e: np.sum((p - q) ** 2, axis=-1), "squared distance"),
        (lambda p, q, base=np.e: np.sum(np.log(p / q), axis=-1), "weights are missing"),
        (
            lambda p, q, base=np.e: (
                np.sum(p * np.log((p + 1e-10) / (q + 1e-10)), axis=-1) / np.log(base)
            ),
            "was added",
        ),
    ],
    "kl_nearly_equal": [
        (lambda p, q: (p * np.log(p / q)).sum(), "what is left is rounding, and may"),
        (lambda p, q: np.sum(p * np.log(p) - p * np.log(q)), "no mistake that is known"),
        (lambda p, q: np.sum(p * (np.log(p) - np.log(q))), "subtracts two nearly equal numbers"),
        (lambda p, q: crossed(p, q) - crossed(p, p), "smaller than 1e-16 is lost"),
        (lambda p, q: np.sum(p * ((q - p) / p - np.log(1 + (q - p) / p))), "never forms 1 + r"),
        (lambda p, q: np.maximum(np.sum(p * np.log(p / q)), 0), "replaced by 0"),
        (lambda p, q: abs(np.sum(p * np.log(p / q))), "sign of a rounding error"),
        (lambda p, q: np.sum((q - p) ** 2 / p) / 2, "first term of the series"),
        (lambda p, q: rel_entr(q, p).sum(), "exchanged"),
        (lambda p, q: rel_entr(p, q).sum() / math.log(2), "bits"),
    ],
    "perplexity": [
        (lambda nll: np.power(2.0, nll), "right for bits"),
        (lambda nll: np.exp(-np.asarray(nll)), "typical probability"),
        (lambda nll: nll, "mean surprise itself"),
        (lambda nll: np.exp(np.mean(nll)), "a mean already"),
        (lambda nll: np.power(10.0, nll), "10 to the power"),
        (lambda nll: math.exp(nll), "takes one number"),
        (lambda nll: 2.0 ** (np.asarray(nll) / math.log(2) ** 2), "bits belong to 2"),
        (lambda nll: np.exp(nll) - 1, "one choice too few"),
    ],
    "smoothing_floor": [
        (lambda eps, K: 0, "one-hot labels only"),
        (lambda eps, K: average_surprise([1 - eps] + [eps / (K - 1)] * (K - 1)), "K − 1 wrong"),
        (lambda eps, K: -math.log(1 - eps + eps / K), "true class alone"),
        (lambda eps, K: average_surprise([1 - eps + eps / K, eps / K]), "Only one of the wrong"),
        (lambda eps, K: average_surprise([1 - eps] + [eps / K] * (K - 1)), "do not sum to 1"),
        (lambda eps, K: floor(eps, K) / math.log(2), "bits"),
        (lambda eps, K: eps * math.log(K), "guess between the ends"),
        (
            lambda eps, K: -sum(s * np.log(s) for s in [1 - eps + eps / K] + [eps / K] * (K - 1)),
            "Right but for eps = 0",
        ),
    ],
    "cross_entropy_with_logits": [
        (lambda z, y: -picked(np.log(naive(z)), y).mean(), "right on paper"),
        (lambda z, y: -picked(np.log(stable(z)), y).mean(), "rounded to 0 before"),
        (lambda z, y: -picked(log_shares(z), y).sum(), "sum of the surprises"),
        (lambda z, y: np.mean(np.log(np.exp(z).sum(-1)) - picked(z, y)), "e^1000 in it is inf"),
        (lambda z, y: -picked(log_shares(stable(z)), y).mean(), "applied twice"),
        (lambda z, y: -np.mean(log_shares(z)[..., y]), "N × N table"),
        (lambda z, y: np.mean(-log_shares(z) * hot(z, y)), "all N · K entries"),
        (lambda z, y: -np.log(picked(stable(z), y).mean()), "averaged the shares"),
        (lambda z, y: picked(log_shares(z), y).mean(), "sign is wrong"),
        (lambda z, y: -picked(log_shares(z), y).mean() / math.log(2), "bits"),
        (lambda z, y: np.mean(np.argmax(z, -1) != y), "0–1 loss"),
        (lambda z, y: -picked(log_shares(z), np.array(y) - 1).mean(), "wrong"),
        (lambda z, y: -picked(z, y).mean(), "soft winner's score"),
    ],
    "cross_entropy_grad": [
        (lambda z, y: hot(z, y) - stable(z), "the pull"),
        (lambda z, y: (stable(z) - hot(z, y)) / len(z), "slopes of a mean"),
        (lambda z, y: stable(z), "slopes of LSE(z)"),
        (lambda z, y: -hot(z, y) / stable(z), "as if each could move alone"),
        (lambda z, y: stable(stable(z)) - hot(z, y), "applied twice"),
        (lambda z, y: naive(z) - hot(z, y), "overflows"),
        (lambda z, y: logistic(z) - hot(z, y), "K yes–no questions"),
        (lambda z, y: stable(z, 0) - hot(z, y), "along the columns"),
        (lambda z, y: 2 * (stable(z) - hot(z, y)), "Twice"),
        (lambda z, y: stable(z) - y, "number of the class was taken off"),
    ],
    "gradient_any_target": [
        (lambda z, y: stable(z) - y, "if y sums to 1"),
        (lambda z, y: y - y.sum() * stable(z), "this is the pull"),
        (lambda z, y: y.sum() * (stable(z) - y), "not to the bracket"),
        (lambda z, y: logistic(z) - y, "yes–no question a class"),
        (lambda z, y: y.sum() * naive(z) - y, "softmax in it overflows"),
        (lambda z, y: -y / stable(z), "slope along the shares"),
        (lambda z, y: y * (stable(z) - 1), "each class's own term"),
        (lambda z, y: len(y) * stable(z) - y, "number of classes"),
        (lambda z, y: np.sum(y * stable(z)) - y, "no mistake that is known"),
    ],
    "brier_score": [
        (
            lambda p, y: np.mean((p - (np.eye(p.shape[1])[y] if p.ndim > 1 else y)) ** 2),
            "averaged over the classes",
        ),
        (lambda p, y: np.mean((p - y) ** 2), "number of the class was taken off"),
        (lambda p, y: np.sqrt(graded(p, y)), "root of the mean square"),
        (lambda p, y: np.mean(np.abs(p - y)) if p.ndim < 2 else graded(p, y), "wrong"),
        (lambda p, y: 1 - graded(p, y), "1 minus the right number"),
        (lambda p, y: graded(p, y) * len(p), "This is the sum"),
        (lambda p, y: graded(p, y) / 2, "Half the right number"),
        (
            lambda p, y: np.mean(
                ((p if p.ndim < 2 else picked(p, y)) - (y if p.ndim < 2 else 1)) ** 2
            ),
            "only the true class counts",
        ),
        (
            lambda p, y: (
                np.mean((p - y) ** 2) if p.ndim < 2 else np.sum((p - np.eye(p.shape[1])[y]) ** 2)
            ),
            "Divide by the number of rows",
        ),
    ],
    "best_forecast": [
        (lambda loss: FORECASTS[np.argmin([loss(a, 1) for a in FORECASTS])], "Only the loss with"),
        (lambda loss: 0.73, "honest forecast"),
        (lambda loss: max(FORECASTS, key=lambda a: mean_loss(loss, a)), "worst forecast"),
        (lambda loss: min(mean_loss(loss, a) for a in FORECASTS), "lowest mean loss. Asked"),
        (lambda loss: np.argmin([mean_loss(loss, a) for a in FORECASTS]), "place in the list"),
        (lambda loss: min(FORECASTS, key=lambda a: mean_loss(loss, a, 0.5)), "count the same"),
        (lambda loss: min(FORECASTS, key=lambda a: mean_loss(loss, a, 0.27)), "weights are exch"),
        (lambda loss: 100 * by_loop(loss), "percentage"),
        (lambda loss: 0.5, "whatever goes in"),
    ],
    "loss_claims": [
        ("FFFTTFF", "leaves one term"),
        ("TTFTTFF", "floor above 0"),
        ("TFTTTFF", "a detour can be shorter"),
        ("TFFFTFF", "does not contain q"),
        ("TFFTFFF", "falls all the way"),
        ("TFFTTTF", "no share moves"),
        ("TFFTTFT", "Sure and wrong"),
    ],
}
