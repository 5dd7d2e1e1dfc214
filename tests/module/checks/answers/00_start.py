"""Right and wrong answers to the exercises of the start page, as learners write them."""

import math

import numpy as np

THREE = np.array([14.13358, 8.71264, 20.74328])


def total(p, happened):
    """Launch by launch, in pure Python."""
    sum_of_all = 0.0
    for k, answer in enumerate(happened):
        mine = float(np.asarray(p).ravel()[min(k, np.size(p) - 1)])
        mine = mine if answer else 1 - mine
        sum_of_all += -math.log(mine) if mine > 0 else math.inf
    return sum_of_all


def given(p, happened):
    return np.where(happened == 1, p, 1 - np.asarray(p))


RIGHT = {
    "odds_table": [
        [1, 1 / 4, 9, 7 / 16, 4 / 5, 1 / 4, 99 / 100],
        (1, 0.25, 9, 0.437, 0.8, 0.25, 0.99),
    ],
    "guess_claims": ["FTFFTF", list("ftfftf"), "F T F F T F"],
    "score_chain": [[0.0936, 0.0856, 2.459], np.array([0.0935, 0.0856, 2.46])],
    "total_surprise": [
        total,
        lambda p, happened: np.sum(-np.log(np.abs(np.asarray(p) - (1 - happened)))),
    ],
    "three_forecasters": [[14.13, 8.71, 20.74], THREE],
    "product_underflow": [74, 74.0, [74]],
}

WRONG = {
    "odds_table": [
        ([0.5, 0.2, 0.9, 7 / 23, 4, 1 / 3, 99], "numbers of the question"),
        ([1, 4, 1 / 9, 16 / 7, 1.25, 4, 100 / 99], "Each is turned over"),
        ([1, 4, 1 / 9, 16 / 7, 0.8, 0.25, 0.99], "odds are turned over"),
        ([1, 0.25, 9, 7 / 16, 0.2, 0.75, 0.01], "probabilities of no"),
        ([1, 0.25, 9, 7 / 16, 4, 1 / 3, 99], "no probability of 4"),
        ([1, 0.25, 9, 7 / 16, 80, 25, 99], "percentages"),
        ([1 / 3, 1 / 6, 9 / 19, 7 / 30, 0.8, 0.25, 0.99], "divided by 1 + p"),
        ([1, 0.25, 9, 7 / 16], "another number of values"),
    ],
    "guess_claims": [
        ("TTFFTF", "3 times in 10"),
        ("FFFFTF", "yes gets 3 of 4"),
        ("FTTFTF", "one in ten"),
        ("FTFTTF", "counting does not see"),
        ("FTFFFF", "has no"),
        ("FTFFTT", "where distress is rare"),
    ],
    "score_chain": [
        ([0.0936, 0.0856, 0.0895], "if there is no distress"),
        ([0.0936, 0.0856, -2.459], "lacks the minus"),
        ([0.0936, 0.0936, 2.369], "odds once more"),
        ([10.69, 0.9144, 0.0895], "sign of the score"),
        ([-2.369, 0.0856, 2.459], "first is the score"),
        ([0.0936, 0.0856, 1.068], "base 10"),
        ([0.0936, 0.0856, 0.9144], "probability of no distress"),
    ],
    "total_surprise": [
        (lambda p, happened: np.sum(np.log(given(p, happened))), "minus is missing"),
        (lambda p, happened: total(p, 1 - happened), "did not happen"),
        (lambda p, happened: -np.sum(np.log(p + 0 * happened)), "ln p for every launch"),
        (lambda p, happened: total(p, happened) / len(happened), "This is the mean"),
        (lambda p, happened: np.sum(1 - given(p, happened)), "must tower"),
        (lambda p, happened: np.sum((p - happened) ** 2), "squared errors"),
        (lambda p, happened: -np.log(np.prod(given(p, happened))), "product of the prob"),
        (
            lambda p, happened: -np.sum(happened * np.log(p) + (1 - happened) * np.log(1 - p)),
            "0 · ln 0",
        ),
        (lambda p, happened: total(p, happened) / math.log(2), "bits"),
        (lambda p, happened: -np.log(given(p, happened)), "shape"),
    ],
    "three_forecasters": [
        ([8.713, 14.134, 20.743], "sorted by size"),
        (-THREE, "minus is missing"),
        (THREE / 23, "means over"),
        ([14.134, 8.713, 0.023], "wrong three times"),
        (THREE / np.log(10), "base 10"),
        (THREE / np.log(2), "bits"),
        ([8.327, 6.113, 20.727], "Only the 7"),
    ],
    "product_underflow": [
        (73, "still a positive number"),
        (75, "one copy before"),
        (70, "lose digits"),
        (1702, "counts launches"),
        (324, "power of ten"),
        (744, "in nats"),
        (72, "1e-318"),
    ],
}
