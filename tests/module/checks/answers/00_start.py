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
        ([1, 0.25, 9, 7 / 16], "asked, you gave"),
    ],
    "total_surprise": [
        (lambda p, happened: total(p, happened) / math.log(2), "bits"),
        (lambda p, happened: -np.log(given(p, happened)), "shape"),
    ],
    "three_forecasters": [
        (THREE / np.log(2), "bits"),
    ],
}
