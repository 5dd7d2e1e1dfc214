"""Right and wrong answers to the exercises of chapter 7, as learners write them."""

import math

import numpy as np
from scipy import special

LN2 = math.log(2)


def my_softplus(u):
    return np.maximum(u, 0) + np.log1p(np.exp(-np.abs(u)))


def sigma(z):
    return 1 / (1 + np.exp(-z))


def shares(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


def my_logsumexp(z, axis=-1):
    z = np.moveaxis(np.asarray(z, float), axis, -1)
    answer = np.empty(z.shape[:-1])
    for place in np.ndindex(answer.shape):
        row = sorted(z[place])
        if not row or row[-1] == -np.inf:
            answer[place] = -np.inf
        else:
            answer[place] = row[-1] + math.log1p(sum(math.exp(x - row[-1]) for x in row[:-1]))
    return answer


def my_log_softmax(z, axis=-1):
    z = np.asarray(z, float)
    k = np.argmax(z, axis=axis, keepdims=True)
    m = np.take_along_axis(z, k, axis)
    e = np.exp(z - m)
    np.put_along_axis(e, k, 0, axis)
    return (z - m) - np.log1p(e.sum(axis=axis, keepdims=True))


def sorted_log_softmax(z, axis=-1):
    rest = np.sort(z, axis=axis)
    m = np.max(z, axis=axis, keepdims=True)
    rest = np.delete(rest, -1, axis=axis)
    return (z - m) - np.log1p(np.exp(rest - m).sum(axis=axis, keepdims=True))


def usual_log_softmax(z, axis=-1):
    m = np.max(z, axis=axis, keepdims=True)
    return (z - m) - np.log(np.sum(np.exp(z - m), axis=axis, keepdims=True))


def yes_no(z, y):
    yes = np.where(y == 0, 0, y * my_softplus(-z))
    no = np.where(y == 1, 0, (1 - y) * my_softplus(z))
    return np.mean(yes + no)


def yes_no_loop(z, y):
    def plus(u):
        return max(u, 0) + math.log1p(math.exp(-abs(u)))

    total = 0.0
    for a, b in zip(z.ravel(), y.ravel(), strict=True):
        total += (b * plus(-a) if b > 0 else 0) + ((1 - b) * plus(a) if b < 1 else 0)
    return total / z.size


def my_cross_entropy(z, y):
    lp = my_log_softmax(z)
    return np.mean(-np.sum(np.where(y == 0, 0, y * lp), axis=-1))


def row_by_row(z, y):
    losses = []
    for scores, label in zip(z, y, strict=True):
        kept = label > 0
        losses.append(-(label[kept] @ my_log_softmax(scores)[kept]))
    return sum(losses) / len(losses)


def merge(a, b):
    if a[1] == 0 or a[0] == -np.inf:
        return b if b[0] > -np.inf else (-np.inf, 0.0)
    if b[0] == -np.inf:
        return a
    m = max(a[0], b[0])
    return [m, a[1] * math.exp(a[0] - m) + b[1] * math.exp(b[0] - m)]


def one_pass(scores):
    m, s = -np.inf, 0.0
    for z in scores:
        if z == -np.inf:
            continue
        larger = max(m, z)
        s = s * np.exp(m - larger) + np.exp(z - larger)
        m = larger
    return m + np.log(s) if s else m


RIGHT = {
    "bfloat16_limits": [[88.72, 5.55], (128 * LN2, 8 * LN2), np.array([88.7, 5.5])],
    "softplus": [
        my_softplus,
        lambda z: np.logaddexp(z.dtype.type(0), z),
        lambda z: np.where(z > 0, z + np.log1p(np.exp(-z)), np.log1p(np.exp(z))),
    ],
    "logsumexp": [my_logsumexp],
    "log_softmax": [my_log_softmax, sorted_log_softmax],
    "y_log_p": [
        special.xlogy,
        lambda y, p: np.where(y == 0, 0, y * np.log(p)),
        lambda y, p: np.log(p, where=y > 0, out=np.zeros(y.shape)) * y,
    ],
    "masked_class": [0.8133, 0.81326, np.float64(0.8132616875)],
    "binary_cross_entropy_with_logits": [
        yes_no,
        yes_no_loop,
        lambda z, y: np.mean(
            np.where(y == 0, 0, y * np.logaddexp(0, -z))
            + np.where(y == 1, 0, (1 - y) * np.logaddexp(0, z))
        ),
    ],
    "soft_cross_entropy": [my_cross_entropy, row_by_row],
    "five_functions": [["D", "B", "E", "A", "C"], "dbeac", "D B E A C"],
    "mean_gradient": [
        lambda z, y: (shares(z) - y) / len(z),
        lambda z, y: special.softmax(z, axis=1) / z.shape[0] - y / z.shape[0],
    ],
    "merge_pairs": [merge],
    "online_logsumexp": [one_pass],
}

WRONG = {
    "bfloat16_limits": [
        ([5.55, 88.72], "exchanged"),
        ([128, 8], "exponents of 2"),
        ([38.53, 2.41], "base 10"),
        ([88.72, 4.85], "HALF a gap"),
        ([88.72, 6.24], "leading 1"),
        ([11.09, 7.62], "float16"),
        ([88.72, 16.64], "float32's"),
        ([88.72, -5.55], "second has the wrong sign"),
        (88.72, "another number of values"),
    ],
    "softplus": [
        (lambda z: np.log(1 + np.exp(z)), "breaks at both ends"),
        (lambda z: np.log1p(np.exp(z)), "mends the left end. On the right"),
        (lambda z: z + np.log1p(np.exp(-z)), "form for positive scores"),
        (lambda z: np.maximum(z, 0) + np.log(1 + np.exp(-abs(z))), "1 + e^(−|z|) is 1"),
        (lambda z: z * (z > 0), "hinge"),
        (lambda z: np.where(z > 20, z, np.log1p(np.exp(z))), "From 20 on"),
        (lambda z: my_softplus(np.clip(z, -500, 500)), "±500"),
        (lambda z: np.log1p(np.exp(-abs(z))), "max(z, 0) is missing"),
        (lambda z: my_softplus(-z), "sign of the input is wrong"),
        (lambda z: -my_softplus(-z), "0 or below"),
        (lambda z: my_softplus(z) / LN2, "bits"),
        (lambda z: my_softplus(z.astype(float)), "float32 becomes float64"),
        (sigma, "slope of softplus"),
    ],
    "logsumexp": [
        (lambda z, axis=-1: np.log(np.exp(z).sum(axis)), "as written overflows"),
        (lambda z, axis=-1: usual_log_softmax(z, axis), "shape"),
        (lambda z, axis=-1: special.logsumexp(z), "taken as one"),
        (lambda z, axis=-1: my_logsumexp(z), "whatever axis is asked"),
        (lambda z, axis=-1: np.max(z, axis, initial=-np.inf), "maximum alone"),
        (
            lambda z, axis=-1: (
                z.max(axis) + np.log(np.exp(z - z.max(axis, keepdims=True)).sum(axis))
            ),
            "Edge cases are left",
        ),
        (lambda z, axis=-1: z.max() + np.log(np.exp(z - z.max()).sum(axis)), "One maximum"),
        (
            lambda z, axis=-1: np.log(np.exp(z - z.max(axis, keepdims=True)).sum(axis)),
            "not added back",
        ),
        (lambda z, axis=-1: my_logsumexp(z, axis) - np.log(z.shape[axis]), "MEAN"),
    ],
    "log_softmax": [
        (lambda z, axis=-1: np.log(np.exp(z) / np.exp(z).sum(axis, keepdims=True)), "textbook"),
        (lambda z, axis=-1: np.log(special.softmax(z, axis=axis)), "The TOP"),
        (special.log_softmax, "taken as one row"),
        (lambda z, axis=-1: special.log_softmax(z, axis=axis), "SciPy's too"),
        (usual_log_softmax, "absorbs"),
        (
            lambda z, axis=-1: z - np.expand_dims(my_logsumexp(z, axis), axis),
            "Subtract the scores first",
        ),
        (lambda z, axis=-1: my_log_softmax(z), "whatever axis is asked"),
        (lambda z, axis=-1: -my_log_softmax(z, axis), "sign is wrong"),
        (
            lambda z, axis=-1: np.log(np.clip(special.softmax(z, axis=axis), 1e-15, 1 - 1e-15)),
            "clip says −34.54",
        ),
        (lambda z, axis=-1: special.softmax(z, axis=axis), "natural logarithm is missing"),
    ],
    "y_log_p": [
        (lambda y, p: y * np.log(p), "0 · (−∞)"),
        (lambda y, p: y * np.log(np.clip(p, 1e-15, None)), "clip removes the nan"),
        (lambda y, p: y * np.log(p + 1e-12), "Adding a small number"),
        (lambda y, p: np.where(p == 0, 0, y * np.log(p)), "whether p is 0"),
        (lambda y, p: np.nan_to_num(y * np.log(p)), "−1.8e308"),
        (lambda y, p: -special.xlogy(y, p), "sign is wrong"),
        (lambda y, p: special.xlogy(p, y), "arguments are exchanged"),
        (lambda y, p: special.xlogy(y, p) / LN2, "bits"),
    ],
    "masked_class": [
        (np.nan, "skip it"),
        (np.inf, "never happens"),
        (LN2, "entropy of the label"),
        (2.3133, "This is LSE"),
        (0.3133, "label 1, 0, 0"),
        (1.3133, "label 0, 1, 0"),
        (0.9076, "masked score for 0"),
        (-0.8133, "sign is wrong"),
        (0.8133 / LN2, "bits"),
        (0.81, "no mistake that is known"),
    ],
    "binary_cross_entropy_with_logits": [
        (
            lambda z, y: -np.mean(y * np.log(sigma(z)) + (1 - y) * np.log(1 - sigma(z))),
            "rounded to 1",
        ),
        (lambda z, y: np.mean(my_softplus(z) - z * y), "subtracts 40 from 40"),
        (
            lambda z, y: np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-abs(z)))),
            "many libraries",
        ),
        (lambda z, y: np.mean(y * my_softplus(-z) + (1 - y) * my_softplus(z)), "Skip the terms"),
        (lambda z, y: yes_no(z, y) * z.size, "This is the sum"),
        (lambda z, y: yes_no(z, 1 - y), "labels are exchanged"),
        (lambda z, y: yes_no(special.expit(z), y), "gone through a sigmoid"),
        (lambda z, y: yes_no(z, y) / LN2, "bits"),
        (lambda z, y: np.mean((special.expit(z) - y) ** 2), "squared error"),
    ],
    "soft_cross_entropy": [
        (lambda z, y: -np.mean(np.sum(y * np.log(shares(z)), axis=1)), "a share still vanishes"),
        (
            lambda z, y: -np.mean(np.sum(y * np.log(np.clip(shares(z), 1e-15, 1)), axis=1)),
            "looks like 34.54",
        ),
        (
            lambda z, y: -np.mean(np.sum(y * np.log(np.clip(shares(z), 1e-15, 1 - 1e-15)), axis=1)),
            "looks like 34.54",
        ),
        (lambda z, y: np.mean(-np.sum(y * my_log_softmax(z), axis=1)), "label 0 times −∞"),
        (lambda z, y: my_cross_entropy(z, y) * len(z), "grows with the batch"),
        (lambda z, y: my_cross_entropy(z, y) / z.shape[1], "K times too small"),
        (lambda z, y: my_cross_entropy(special.softmax(z, axis=1), y), "softmax first"),
        (lambda z, y: np.mean(-special.xlogy(y, shares(z)).sum(axis=1)), "xlogy cures"),
        (
            lambda z, y: np.mean(my_logsumexp(z) - np.where(y == 0, 0, y * z).sum(axis=1)),
            "LSE − Σ y z",
        ),
    ],
    "five_functions": [
        (["A", "B", "E", "D", "C"], "never sees a label"),
        (["B", "D", "E", "A", "C"], "whatever the shape"),
        (["D", "C", "E", "A", "B"], "Two rows are what axis=1"),
        (["D", "B", "A", "E", "C"], "With a clip"),
        (["D", "B", "E", "D", "C"], "bottom of the fraction is 3"),
        (["D", "B", "E", "A", "B"], "no axis in it"),
    ],
    "mean_gradient": [
        (lambda z, y: shares(z) - y, "gradient of the SUM"),
        (lambda z, y: (shares(z) - y) / z.size, "number of elements"),
        (lambda z, y: (y - shares(z)) / len(z), "uphill"),
        (lambda z, y: (np.exp(z) / np.exp(z).sum(1, keepdims=True) - y) / len(z), "0/0"),
        (lambda z, y: (special.softmax(z, axis=0) - y) / len(z), "samples compete"),
        (lambda z, y: (shares(z) - y).mean(axis=0), "shape of z"),
        (lambda z, y: (softmax(z) - y) / len(z), "not known where the function runs"),  # noqa: F821
    ],
    "merge_pairs": [
        (lambda a, b: (max(a[0], b[0]), a[1] + b[1]), "added as they are"),
        (
            lambda a, b: (
                max(a[0], b[0]),
                a[1] * np.exp(a[0] - max(a[0], b[0])) + b[1] * np.exp(b[0] - max(a[0], b[0])),
            ),
            "Right but for empty lists",
        ),
        (
            lambda a, b: (
                max(a[0], b[0]),
                a[1] * np.exp(max(a[0], b[0]) - a[0]) + b[1] * np.exp(max(a[0], b[0]) - b[0]),
            ),
            "must shrink",
        ),
        (
            lambda a, b: (max(a[0], b[0]), a[1] * np.exp(a[0] - max(a[0], b[0])) + b[1]),
            "Only the first sum",
        ),
        (lambda a, b: (0.0, a[1] * np.exp(a[0]) + b[1] * np.exp(b[0])), "which overflows"),
        (lambda a, b: merge(a, b)[0] + np.log(merge(a, b)[1]), "shape"),
    ],
    "online_logsumexp": [
        (lambda scores: np.log(np.sum(np.exp(scores))), "as written overflows"),
        (lambda scores: max(scores, default=-np.inf), "largest score alone"),
        (lambda scores: one_pass(scores) - max(scores, default=0), "Add the largest score"),
        (lambda scores: one_pass(scores[1:]), "no mistake that is known"),
        (lambda scores: np.exp(one_pass(scores)), "natural logarithm is missing"),
        (lambda scores: -one_pass(scores), "sign is wrong"),
    ],
}


def forgets_to_rescale(scores):
    m, s = -np.inf, 0.0
    for z in scores:
        m = max(m, z)
        s += np.exp(z - m)
    return m + np.log(s)


def begins_badly(scores):
    m, s = -np.inf, 0.0
    for z in scores:
        larger = max(m, z)
        s = s * np.exp(m - larger) + np.exp(z - larger)
        m = larger
    return m + np.log(s)


WRONG["online_logsumexp"] += [
    (forgets_to_rescale, "still refers to the old one"),
    (begins_badly, "begins with −inf"),
]
