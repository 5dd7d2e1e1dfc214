"""Right and wrong answers to the exercises of chapter 7, as learners write them."""

import math

import numpy as np
from scipy import special

LN2 = math.log(2)


def my_softplus(u):
    return np.maximum(u, 0) + np.log1p(np.exp(-np.abs(u)))


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
        (88.72, "asked, you gave"),
    ],
    "softplus": [
        (lambda z: my_softplus(-z), "sign of the input is wrong"),
        (lambda z: my_softplus(z) / LN2, "bits"),
        (lambda z: my_softplus(z.astype(float)), "float32 becomes float64"),
    ],
    "logsumexp": [
        (lambda z, axis=-1: usual_log_softmax(z, axis), "shape"),
        (lambda z, axis=-1: special.logsumexp(z), "taken as one"),
        (lambda z, axis=-1: my_logsumexp(z), "whatever axis is asked"),
    ],
    "log_softmax": [
        (lambda z, axis=-1: my_log_softmax(z), "whatever axis is asked"),
        (lambda z, axis=-1: -my_log_softmax(z, axis), "sign is wrong"),
        (lambda z, axis=-1: special.softmax(z, axis=axis), "natural logarithm is missing"),
    ],
    "y_log_p": [
        (lambda y, p: -special.xlogy(y, p), "sign is wrong"),
        (lambda y, p: special.xlogy(p, y), "arguments are exchanged"),
        (lambda y, p: special.xlogy(y, p) / LN2, "bits"),
    ],
    "masked_class": [
        (-0.8133, "sign is wrong"),
        (0.8132616875182228 / LN2, "bits"),
        (0.81, "helps you along"),
    ],
    "binary_cross_entropy_with_logits": [
        (lambda z, y: yes_no(z, y) * z.size, "This is the sum"),
        (lambda z, y: yes_no(special.expit(z), y), "gone through a sigmoid"),
        (lambda z, y: yes_no(z, y) / LN2, "bits"),
    ],
    "soft_cross_entropy": [
        (lambda z, y: my_cross_entropy(special.softmax(z, axis=1), y), "softmax first"),
    ],
    "mean_gradient": [
        (lambda z, y: (softmax(z) - y) / len(z), "not known where the function runs"),  # noqa: F821
    ],
    "merge_pairs": [
        (lambda a, b: merge(a, b)[0] + np.log(merge(a, b)[1]), "shape"),
    ],
    "online_logsumexp": [
        (lambda scores: one_pass(scores[1:]), "helps you along"),
        (lambda scores: np.exp(one_pass(scores)), "natural logarithm is missing"),
        (lambda scores: -one_pass(scores), "sign is wrong"),
    ],
}
