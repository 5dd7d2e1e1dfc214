"""Right and wrong answers to the exercises of chapter 12, as learners write them."""

import math

import numpy as np
from scipy import special


def logistic(z):
    return 0.5 * (1 + np.tanh(np.asarray(z, float) / 2))


def rated(winner, loser, K):
    gain = K / (1 + 10 ** ((winner - loser) / 400))
    return [winner + gain, loser - gain]


def voted(chosen, rejected, chosen_ref, rejected_ref, beta):
    return np.logaddexp(0, -beta * (chosen - rejected - chosen_ref + rejected_ref))


def voted_overflowing(chosen, rejected, chosen_ref, rejected_ref, beta):
    margin = beta * (chosen - rejected - chosen_ref + rejected_ref)
    return np.log(1 + np.exp(-margin))


def descended(wins, C):
    levels = np.zeros(len(wins))
    meetings = wins + wins.T
    size = 1 / (meetings.sum(axis=1).max() / 2 + 1 / C)
    for _ in range(600):
        expected = (meetings * logistic(levels[:, None] - levels)).sum(axis=1)
        levels = levels - size * (expected - wins.sum(axis=1) + levels / C)
    return levels.tolist()


def searched(wins, losses):
    gaps = np.linspace(-12, 12, 48_001)
    cost = wins * np.logaddexp(0, -gaps) + losses * np.logaddexp(0, gaps)
    inside = gaps[cost - cost.min() < 1.92]
    return inside[0], inside[-1]


def davidson(gap, tie):
    scores = np.array([gap / 2, tie, -gap / 2])
    piles = np.exp(scores - scores.max())
    return list(piles / piles.sum())


def piled(gap, tie):
    piles = np.exp([gap / 2, tie, -gap / 2])
    return piles / piles.sum()


def sloped(chosen, rejected, chosen_ref, rejected_ref, beta):
    margin = beta * (chosen - rejected - chosen_ref + rejected_ref)
    miss = beta * math.exp(-np.logaddexp(0, margin))
    return -miss, miss


def both_ways(Z, T):
    Z = np.asarray(Z, float) / T
    parts = []
    for scores in (Z, Z.T):
        top = scores.max(axis=1)
        lse = top + np.log(np.exp(scores - top[:, None]).sum(axis=1))
        parts.append(np.mean(lse - np.diag(scores)))
    return sum(parts) / 2


RIGHT = {
    "nine_to_four": [0.81, math.log(9) - math.log(4)],
    "elo_update": [rated, lambda winner, loser, K: np.array(rated(winner, loser, K))],
    "dpo_loss": [
        voted,
        lambda a, b, c, d, beta: -special.log_expit(beta * ((a - c) - (b - d))),
    ],
    "points_and_nats": [[0.576, 1.778, 0.640], (math.log(10) / 4, 10**0.25, 0.6401)],
    "penalized_ladder": [descended],
    "gap_interval": [searched],
    "tie_shares": [davidson, lambda gap, tie: np.array(davidson(gap, tie))],
    "dpo_slopes": [sloped, lambda *z: np.array(sloped(*z))],
    "grid_loss": [both_ways, lambda Z, T: float(both_ways(Z, T))],
    "comparison_claims": [list("TFTFFTF"), "tftffTF"],
}

WRONG = {
    "nine_to_four": [(100 * math.log(9 / 4), "percent")],
    "elo_update": [(lambda winner, loser, K: winner + K, "wrong")],
    "dpo_loss": [(voted_overflowing, "become infinite")],
    "points_and_nats": [([0.576, 1.778], "3 numbers are asked, you gave 2")],
    "tie_shares": [(piled, "become nan")],
}
