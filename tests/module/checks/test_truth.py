"""Answers that once passed and were wrong, failed and were right, or heard what was not true."""

import math

import numpy as np
import pytest
from scipy import special
from scipy.optimize import minimize_scalar

from logitlab import check, checks, sigmoid, softmax
from logitlab.checks.verdict import judge


def picked(shares, labels):
    return np.asarray(shares)[np.arange(len(labels)), labels]


def zero_if_any(p, base=np.e):
    p = np.asarray(p, float)
    return 0.0 if (p == 0).any() else -np.sum(p * np.log(p)) / np.log(base)


def with_helper(z):
    return by_exponential(z)


def by_exponential(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def with_own_numbers(z, n, rng):
    return np.argmax(z + np.random.default_rng(3).gumbel(size=(n, len(z))), axis=1)


def bounded(h, t):
    def loss(p):
        return -(h * np.log(p) + t * np.log(1 - p))

    return minimize_scalar(loss, bounds=(1e-9, 1 - 1e-9), method="bounded").x


WRONG = [
    ("entropy", zero_if_any, "One share of 0 makes all of it 0"),
    ("class_log_likelihood", lambda s, y: np.log(np.maximum(picked(s, y), 1e-15)).sum(), "cut off"),
    ("class_log_likelihood", lambda s, y: np.log(picked(s, y) + 1e-15).sum(), "cut off"),
    ("class_log_likelihood", lambda s, y: np.log(s[:, y]).sum(), "whole columns"),
    ("gumbel_max", lambda z, n, rng: rng.choice(len(z), p=softmax(z), size=n), "by noise alone?"),
    ("gumbel_max", with_own_numbers, "wrong for an rng whose numbers are all 0.5"),
    ("gumbel_max", lambda z, n, rng: np.full(len(z), 0.3), "Asked are n classes"),
    ("sigmoid_from_tanh", lambda z: 1 / (1 + np.exp(-z)), "right numbers, but exp is in it"),
    ("sigmoid_from_tanh", with_helper, "right numbers, but exp is in it"),
    ("sigmoid_from_tanh", special.expit, "right numbers, but expit is in it"),
    ("curve_nll", lambda b, w, x, y: np.logaddexp(0, (1 - 2 * y) * (b + w * x)), "Their sum"),
    (
        "curve_nll",
        lambda b, w, x, y: np.logaddexp(0, (1 - 2 * y) * (w + b * x)).sum(),
        "first two arguments are exchanged",
    ),
    (
        "log_sigmoid",
        lambda z: np.log(np.clip(sigmoid(z), 1e-15, 1)),
        "cut off before its logarithm",
    ),
    ("sigmoid_grad", lambda z: np.exp(z) / (1 + np.exp(z)) ** 2, "wrong for large scores"),
    ("entropy", lambda p, base=np.e: -np.sum(p * np.log(p, base)), "takes no base"),
    ("cross_entropy_grad", lambda z, y: softmax(z) - np.eye(z.shape[1])[y], "Count from the end"),
    ("softmax", lambda z, axis=1: softmax(z, axis), "A list has one axis"),
    ("softmax", lambda z, axis=1: np.exp(z) / np.exp(z).sum(axis=axis), "A list has one axis"),
]


@pytest.mark.parametrize(("name", "answer", "phrase"), WRONG)
def test_a_wrong_answer_is_rejected_for_what_it_is(name, answer, phrase):
    result = check(name, answer)
    assert not result
    assert phrase in result.message


def by_a_loop(z, n, rng):
    found = []
    for _ in range(n):
        sums = [x - math.log(-math.log(rng.random())) for x in z]
        found.append(sums.index(max(sums)))
    return found


def by_exponential_races(z, n, rng):
    return np.argmin(rng.exponential(size=(n, len(z))) * np.exp(z.max() - z), axis=1)


def the_other_if_empty(a, b):
    if a[1] == 0:
        return b
    if b[1] == 0:
        return a
    m = max(a[0], b[0])
    return m, a[1] * np.exp(a[0] - m) + b[1] * np.exp(b[0] - m)


RIGHT = [
    ("gumbel_max", by_a_loop),
    ("gumbel_max", by_exponential_races),
    ("gumbel_max", lambda z, n, rng: np.argmax(z + rng.gumbel(size=(n, len(z))), axis=1)),
    (
        "gumbel_max",
        lambda z, n, rng: [int(np.argmax(z + rng.gumbel(size=len(z)))) for _ in range(n)],
    ),
    ("merge_pairs", the_other_if_empty),
    ("sigmoid_from_tanh", lambda z: 0.5 + np.tanh(0.5 * np.asarray(z)) / 2),
    ("guess_claims", [False, True, False, False, True, False]),
    ("guess_claims", "FTFFTF"),
    ("guess_claims", "f, t, f, f, t, f"),
    ("guess_claims", ["false", "TRUE", "f", "F", "t", "False"]),
    ("why_a_sigmoid", ["c"]),
    ("what_goes_in", ["logits", "log-probs", "probs", "Scores", "probability", "logits"]),
]


@pytest.mark.parametrize(("name", "answer"), RIGHT)
def test_a_right_answer_passes(name, answer, monkeypatch):
    monkeypatch.setattr("logitlab.checks.running.TIME_LIMIT", 5.0)
    result = check(name, answer)
    assert result, result.message


def sequential(prior, results):
    p = prior
    for sensitivity, specificity, positive in results:
        ill = sensitivity if positive else 1 - sensitivity
        well = 1 - specificity if positive else specificity
        p = p * ill / (p * ill + (1 - p) * well)
    return p


def on_a_grid(h, t):
    grid = np.linspace(0, 1, 1001)
    return grid[np.argmax(grid**h * (1 - grid) ** t)]


def in_float32(p, base=np.e):
    p = np.asarray(p, np.float32)
    p = p[p > 0]
    return -np.sum(p * np.log(p)) / np.log(base)


def with_a_hair(z, axis=-1):
    e = np.exp(z - np.max(z, axis=axis, keepdims=True, initial=-np.inf))
    return e / (e.sum(axis=axis, keepdims=True) + 1e-9)


HONEST = [
    ("softmax", with_a_hair),
    ("softmax", special.softmax),
    ("coin_mle", bounded),
    ("coin_mle", on_a_grid),
    ("entropy", in_float32),
    ("posterior", sequential),
    ("sigmoid", special.expit),
    ("sigmoid", lambda z: np.exp(-np.logaddexp(0, -np.asarray(z)))),
    ("entropy", lambda p, base=np.e: -np.nansum(np.asarray(p) * np.log(p)) / np.log(base)),
    ("midpoint", 14.1),
    ("midpoint", 15.9),
    ("midpoint", 17),
]
CAUSES = ("cut off", "//", "round", "np.where", "axis is not used", "likelihood ratio", "no matter")


@pytest.mark.parametrize(("name", "answer"), HONEST)
def test_nobody_is_accused_of_what_they_did_not_do(name, answer):
    exercise = checks.exercises()[name]
    message = judge(exercise, answer).message
    told = [why for _, why in exercise.known_mistakes if why in message]
    assert not told
    assert not any(cause in message for cause in CAUSES), message


def test_frequencies_for_draws_are_not_confirmed():
    def frequencies(z, n, rng):
        return np.bincount(by_a_loop(z, n, rng), minlength=len(z)) / n

    message = check("gumbel_max", frequencies).message
    assert "Asked are n classes, one for each draw" in message
    assert "xpected" not in message


def test_the_limits_stand_in_the_question(monkeypatch):
    monkeypatch.setattr("logitlab.checks.running.TIME_LIMIT", 5.0)
    message = check("gumbel_max").message
    assert "The check asks for 40,000 draws at a time." in message
    assert "It makes 5 calls and has 5 seconds for them." in message


@pytest.mark.parametrize(
    ("name", "answer", "phrase"),
    [
        ("steepest_slope", "0,2885", "a point before its decimals"),
        ("steepest_slope", (0, 2885), "Python reads 3,25 as two numbers"),
        ("sigmoid_by_hand", ["0.5", "0.75", "0.25"], "without quotes"),
        ("why_a_sigmoid", "Z", "has the choices A, B, C, D, E, F"),
        ("why_a_sigmoid", "B and C", "has the choices"),
        ("five_repairs", "xebad", "has the choices a, b, c, d, e, f, g"),
        ("logit_claims", {"1": "A"}, "a list of 7 texts is asked"),
        ("sigmoid", lambda z: float(1 / (1 + np.exp(-np.asarray(z)))), "take one number"),
        ("softmax", lambda z, axis=-1: z.exp(), "go around it"),
        ("class_log_likelihood", lambda s, y: np.log(s[y, np.arange(len(y))]).sum(), "number 0"),
        ("entropy", lambda p, base=np.e: np.sum(p * np.log(p)), "minus the right number"),
        (
            "log_sigmoid",
            lambda z: np.asarray(z) - np.log1p(np.exp(np.asarray(z, float))),
            "1000.0]) gave",
        ),
    ],
)
def test_five_learners_hear_where_to_look(name, answer, phrase):
    result = check(name, answer)
    assert not result
    assert phrase in result.message


@pytest.mark.parametrize(
    ("name", "answer", "accused"),
    [
        ("coin_mle", lambda h, t: h / (h + t - 1), "labels"),  # tosses are counted, not labeled
        ("cold_scores", [0.5, 0.5, 0.5], "common factor"),  # which would be 0
        ("binary_cross_entropy_grad", lambda z, y: (sigmoid(z) - y) / np.size(y), "sum is asked"),
        ("sigmoid", lambda z: 1 / (1 + np.e ** -np.asarray(z, float)), "too small for the format,"),
        ("sigmoid", lambda z: float(sigmoid(z)), "A function of"),
    ],
)
def test_nobody_hears_of_what_is_not_there(name, answer, accused):
    result = check(name, answer)
    assert not result
    assert accused not in result.message.splitlines()[-1]
