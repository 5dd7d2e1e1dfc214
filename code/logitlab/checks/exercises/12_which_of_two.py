"""The exercises of chapter 12: which of two."""

import numpy as np

from logitlab.checks.exercise import ChoiceExercise, FunctionExercise, ValueExercise, case
from logitlab.functions import log_sigmoid, sigmoid, softmax
from logitlab.losses import cross_entropy_with_logits


def _elo(winner, loser, K):
    p = sigmoid((winner - loser) * np.log(10) / 400)
    return np.array([winner + K * (1 - p), loser - K * (1 - p)])


def _margin(chosen, rejected, chosen_ref, rejected_ref, beta):
    return beta * ((chosen - chosen_ref) - (rejected - rejected_ref))


def _dpo(chosen, rejected, chosen_ref, rejected_ref, beta):
    return -log_sigmoid(_margin(chosen, rejected, chosen_ref, rejected_ref, beta))


def _slopes(chosen, rejected, chosen_ref, rejected_ref, beta):
    error = -sigmoid(-_margin(chosen, rejected, chosen_ref, rejected_ref, beta))
    return beta * error * np.array([1.0, -1.0])


def _ladder(wins, C, penalty=1.0, steps=50):
    wins = np.asarray(wins, float)
    s = np.zeros(len(wins))
    for _ in range(steps):
        p = sigmoid(s[:, None] - s)
        weight = (wins + wins.T) * p * (1 - p)
        slopes = np.sum((wins + wins.T) * p, axis=1) - wins.sum(axis=1) + penalty * s / C
        bend = np.diag(weight.sum(axis=1) + penalty / C) - weight
        step = np.linalg.solve(bend, slopes)
        s = s - step / max(1, np.abs(step).max())
    return s


def _interval(wins, losses, limit=1.92):
    def surprise(gap):
        return wins * np.logaddexp(0, -gap) + losses * np.logaddexp(0, gap)

    best = np.log(wins / losses)
    ends = []
    for way in (-1, 1):
        near, far = best, best + 40 * way
        for _ in range(80):
            middle = (near + far) / 2
            if surprise(middle) - surprise(best) < limit:
                near = middle
            else:
                far = middle
        ends.append(near)
    return np.array(ends)


def _wald(wins, losses):
    spread = 1.96 * np.sqrt(1 / wins + 1 / losses)
    return np.log(wins / losses) + np.array([-spread, spread])


def _ties(gap, tie):
    return softmax(np.array([gap / 2, tie, -gap / 2]))


def _grid(Z, T):
    Z = np.asarray(Z, float) / T
    rows = cross_entropy_with_logits(Z, np.arange(len(Z)))
    columns = cross_entropy_with_logits(Z.T, np.arange(len(Z)))
    return (rows + columns) / 2


def _rows_only(Z, T):
    Z = np.asarray(Z, float) / T
    return cross_entropy_with_logits(Z, np.arange(len(Z)))


def _other_ratings(rng):
    a, b = rng.integers(1000, 2400, 2) + 0.0
    return [case(a, b, 32), case(b, a, int(rng.integers(10, 40)))]


def _other_results(rng):
    wins = rng.integers(1, 8, (4, 4)) * (1 - np.eye(4, dtype=int))
    return [case(wins, float(rng.uniform(0.3, 4))), case(wins[:3, :3], 1.0)]


def _another_lead(rng):
    """Another lead in points, for a learner with an id."""
    points = int(rng.choice([60, 70, 80, 120, 130, 140, 150, 160, 180, 220, 240, 260]))
    tens = points / 400
    nats, odds, p = tens * np.log(10), 10**tens, 1 / (1 + 10**-tens)
    return {
        "question": f"A model leads another by {points} points of Elo. Give the gap in nats, the "
        "odds, and the probability that it wins a vote, as a list of three.",
        "reference": [nats, odds, p],
        "mistakes": [
            (
                [tens, odds, p],
                f"{points}/400 is a power of ten. A nat is 173.7 points.",
            ),
            (
                [tens, np.exp(tens), sigmoid(tens)],
                "You took e where Elo has 10: a gap of 400 points makes the odds 10 to 1.",
            ),
            (
                [-nats, 1 / odds, 1 - p],
                f"This is the other model: it trails by {points} points.",
            ),
        ],
    }


_CUP = np.array([[0, 4, 3], [1, 0, 3], [2, 2, 0]])
_UNBEATEN = np.array([[0, 5, 5], [0, 0, 3], [0, 2, 0]])
_FOUR = np.array([[0, 7, 9, 2], [6, 0, 7, 0], [4, 6, 0, 1], [1, 0, 2, 0]])
_Z = np.array([[0.9, 0.1, 0.2], [0.3, 0.8, 0.7], [0.0, 0.4, 0.6]])
# What DPO's loss and its slopes are both asked for: the log-probabilities of the chosen and of the
# rejected answer under the model, then under the reference, and beta.
_PAIRS = [
    case(-1.0, -2.0, -1.5, -1.8, 0.5),
    case(-3.0, -3.0, -3.0, -3.0, 0.1, about="a model that is its reference"),
    case(-40.0, -90.0, -38.0, -60.0, 0.1, about="long answers"),
    case(-5.0, -2.0, -4.0, -2.5, 2.0, about="a pair that is ranked wrongly"),
]

EXERCISES = [
    ValueExercise(
        name="nine_to_four",
        chapter=12,
        question="Two players met 13 times, and the first won 9 games. Which gap of their levels, "
        "in nats, makes these games least surprising?",
        precision="to 2 digits",
        reference=np.log(9 / 4),
        atol=0.006,
        mistakes=[
            (np.log(4 / 9), "The sign is turned round: the first won more games."),
            (9 / 13, "This is the share of the games. The gap is its log-odds."),
            (9 / 4, "These are the odds. The gap of two levels is their logarithm."),
            (np.log(9 / 13), "This is the logarithm of the share. Odds compare wins with losses."),
            (5 / 13, "This is the lead in games, as a share. Levels are log-odds."),
            (
                400 * np.log10(9 / 4),
                "This is the gap in Elo's points. In nats it is 173.7 times smaller.",
            ),
            (np.log10(9 / 4), "This logarithm has the base 10. A nat belongs to the base e."),
        ],
        hints=[
            "At the best gap, the expected wins are the wins. What must p be?",
            "p = 9/13, so the odds are 9 to 4. Take their logarithm.",
        ],
    ),
    FunctionExercise(
        name="elo_update",
        chapter=12,
        question="Write elo_update(winner, loser, K): the ratings of the two after one game, in "
        "Elo's points, as a pair.",
        reference=_elo,
        view=np.asarray,
        rtol=1e-9,
        cases=[
            case(1600.0, 1400.0, 32),
            case(1400.0, 1600.0, 32, about="an upset"),
            case(1500.0, 1500.0, 20, about="two equals"),
            case(2400.0, 1000.0, 10, about="a sure win"),
            case(1000.0, 3000.0, 40, about="a great upset"),
        ],
        fresh=_other_ratings,
        mistakes=[
            (
                lambda winner, loser, K: _elo(winner, loser, K)[::-1],
                "Winner and loser have changed places.",
            ),
            (
                lambda winner, loser, K: _elo(winner, loser, -K),
                "The winner loses points: with y = 1 the change is K (1 − p).",
            ),
            (
                lambda winner, loser, K: np.array([winner + K, loser - K]),
                "K is the most that a game can move. Multiply it by 1 − p.",
            ),
            (
                lambda winner, loser, K: (
                    np.array([winner, loser])
                    + K * sigmoid((winner - loser) * np.log(10) / 400) * np.array([1, -1])
                ),
                "You moved by K p. For the winner y = 1, so the change is K (1 − p).",
            ),
            (
                lambda winner, loser, K: (
                    np.array([winner, loser])
                    + K * sigmoid(-(winner - loser) / 400) * np.array([1, -1])
                ),
                "A gap of 400 points should make the odds 10 to 1; yours makes them e to 1. The "
                "base is 10.",
            ),
            (
                lambda winner, loser, K: np.array([_elo(winner, loser, K)[0], loser]),
                "The loser keeps its rating. What one gains the other loses.",
            ),
        ],
        hints=[
            "For the winner y = 1. How large is y − p?",
            "p = 1 / (1 + 10 ** (-(winner - loser) / 400)); the winner gains K (1 − p).",
        ],
    ),
    FunctionExercise(
        name="dpo_loss",
        chapter=12,
        question="Write dpo_loss(chosen, rejected, chosen_ref, rejected_ref, beta): the surprise "
        "at one vote, from the log-probabilities of both answers under the model and under the "
        "reference.",
        reference=_dpo,
        rtol=1e-9,
        cases=[*_PAIRS, case(-900.0, -20.0, -30.0, -25.0, 1.0, about="a very wrong pair")],
        mistakes=[
            (
                lambda a, b, c, d, beta: -log_sigmoid(beta * (a - b)),
                "The reference is missing: the score compares what has changed since.",
            ),
            (
                lambda a, b, c, d, beta: -log_sigmoid((a - c) - (b - d)),
                "β is missing.",
            ),
            (
                lambda a, b, c, d, beta: -log_sigmoid(-_margin(a, b, c, d, beta)),
                "The sign is turned round: this is the surprise if the other answer is chosen.",
            ),
            (
                lambda a, b, c, d, beta: sigmoid(_margin(a, b, c, d, beta)),
                "This is the probability of the vote. The surprise is −ln of it.",
            ),
            (
                lambda a, b, c, d, beta: -_margin(a, b, c, d, beta),
                "This is minus the margin. The surprise is −ln of its sigmoid.",
            ),
            (
                lambda a, b, c, d, beta: -log_sigmoid(beta * ((a - c) + (b - d))),
                "The log-ratios are added. The score is the chosen one's less the rejected one's.",
            ),
        ],
        hints=[
            "A log-ratio is a difference of two log-probabilities. How many of them do you need?",
            "margin = beta * ((chosen - chosen_ref) - (rejected - rejected_ref)), and the surprise "
            "is np.logaddexp(0, -margin).",
        ],
    ),
    ValueExercise(
        name="points_and_nats",
        chapter=12,
        question="A model leads another by 100 points of Elo. Give the gap in nats, the odds, and "
        "the probability that it wins a vote, as a list of three.",
        precision="to 3 digits",
        reference=[np.log(10) / 4, 10**0.25, 1 / (1 + 10**-0.25)],
        atol=0.0051,
        seeded=_another_lead,
        mistakes=[
            (
                [0.25, 10**0.25, 1 / (1 + 10**-0.25)],
                "100/400 is a quarter of a power of ten. A nat is 173.7 points.",
            ),
            (
                [0.25, np.exp(0.25), sigmoid(0.25)],
                "You took e where Elo has 10: a gap of 400 points makes the odds 10 to 1.",
            ),
            (
                [-np.log(10) / 4, 10**-0.25, 1 / (1 + 10**0.25)],
                "This is the other model: it trails by 100 points.",
            ),
            (
                [100.0, 10**0.25, 1 / (1 + 10**-0.25)],
                "The first number is in points. Divide it by 173.7.",
            ),
            (
                [np.log(10) / 4, 10**0.25, 10**0.25],
                "The last number repeats the odds. A probability is odds / (1 + odds).",
            ),
        ],
        hints=[
            "How many points are one nat?",
            "A nat is 400 / ln 10 points. The odds are e to the power of the gap in nats.",
        ],
    ),
    FunctionExercise(
        name="penalized_ladder",
        chapter=12,
        question="Write penalized_ladder(wins, C): the levels with the lowest total surprise plus "
        "the squared levels / (2C). wins[i, j] says how often i beat j.",
        reference=_ladder,
        rtol=1e-4,
        atol=1e-5,
        cases=[
            case(_CUP, 1.0),
            case(_CUP, 0.1, about="a strong penalty"),
            case(_UNBEATEN, 1.0, about="an unbeaten player"),
            case(_FOUR, 10.0, about="players who meet unequally often"),
            case(np.array([[0, 3], [1, 0]]), 100.0, about="a weak penalty"),
        ],
        fresh=_other_results,
        mistakes=[
            (
                lambda wins, C: _ladder(wins, 1 / C),
                "A small C should be a strong penalty: C stands in the denominator.",
            ),
            (
                lambda wins, C: _ladder(wins, C, penalty=2.0),
                "The penalty is twice as strong as it should be: its slope is s / C.",
            ),
            (
                lambda wins, C: -_ladder(wins, C),
                "The ladder stands on its head: wins[i, j] counts the wins of i over j.",
            ),
            (
                lambda wins, C: _ladder(wins, C) - _ladder(wins, C).min(),
                "The lowest level is 0 here. With a penalty the levels sum to 0.",
            ),
            (
                lambda wins, C: _ladder(wins, C) * 400 / np.log(10),
                "These are Elo's points. The levels are asked for in nats.",
            ),
        ],
        hints=[
            "What is the slope of the total surprise along one level, and what of the penalty?",
            "The slope of the total surprise along s[i] is expected minus actual wins.",
            "p = sigmoid(s[:, None] - s), the expected wins are ((wins + wins.T) * p).sum(axis=1). "
            "Add s / C, and step against it a few thousand times.",
        ],
    ),
    FunctionExercise(
        name="gap_interval",
        chapter=12,
        question="Two players met, and nobody else plays. Write gap_interval(wins, losses): the "
        "lowest and the highest gap, in nats, that cost less than 1.92 nats of surprise.",
        reference=_interval,
        view=np.asarray,
        atol=2e-3,
        cases=[
            case(9, 4),
            case(4, 9, about="more losses than wins"),
            case(50, 50, about="an even score"),
            case(1000, 900, about="many games"),
            case(1, 12, about="a single win"),
        ],
        fresh=lambda rng: [case(int(a), int(b)) for a, b in rng.integers(2, 40, (2, 2))],
        mistakes=[
            (
                _wald,
                "This is the Wald interval, as if the valley were a bowl. Ask the surprise itself "
                "where it has risen by 1.92.",
            ),
            (
                lambda wins, losses: _interval(wins, losses, 3.84),
                "You allowed 3.84 nats. That is the limit for twice the excess.",
            ),
            (
                lambda wins, losses: _interval(wins, losses, 0.96),
                "You allowed half of 1.92 nats.",
            ),
            (
                lambda wins, losses: _interval(wins, losses)[::-1],
                "The highest gap comes first. The lowest is asked for first.",
            ),
            (
                lambda wins, losses: _interval(losses, wins),
                "These are the gaps seen from the other player.",
            ),
            (
                lambda wins, losses: sigmoid(_interval(wins, losses)),
                "These are probabilities. The gaps are their log-odds.",
            ),
        ],
        hints=[
            "Where is the surprise lowest, and how does it change if you leave that place?",
            "The surprise at a gap g is wins · softplus(−g) + losses · softplus(g), and the best "
            "gap is ln(wins / losses).",
            "From the best gap go far to one side, then halve the range in which the excess "
            "passes 1.92. Do the same on the other side.",
        ],
    ),
    FunctionExercise(
        name="tie_shares",
        chapter=12,
        question="Write tie_shares(gap, tie): the shares of win, tie and loss by Davidson's model, "
        "a softmax over gap/2, tie and −gap/2.",
        reference=_ties,
        view=np.asarray,
        rtol=1e-9,
        cases=[
            case(1.0, 0.5),
            case(0.0, 0.0, about="two equals"),
            case(-2.0, 1.5, about="the weaker player"),
            case(3.0, -4.0, about="rare ties"),
            case(1500.0, 700.0, about="large numbers"),
        ],
        mistakes=[
            (
                lambda gap, tie: softmax(np.array([gap, tie, -gap])),
                "The gap counts twice: half of it for each player.",
            ),
            (
                lambda gap, tie: softmax(np.array([gap / 2, -gap / 2, tie])),
                "The order is win, tie, loss.",
            ),
            (
                lambda gap, tie: _ties(-gap, tie),
                "Win and loss have changed places.",
            ),
            (
                lambda gap, tie: softmax(np.array([gap / 2, -tie, -gap / 2])),
                "A larger tie score should make ties more frequent.",
            ),
            (
                lambda gap, tie: sigmoid(np.array([gap / 2, tie, -gap / 2])),
                "These are three sigmoids. One of three things happens, so the shares sum to 1.",
            ),
        ],
        hints=[
            "How many scores share one prize, and what do their shares sum to?",
            "softmax([gap / 2, tie, -gap / 2]), with the largest score taken off first.",
        ],
    ),
    FunctionExercise(
        name="dpo_slopes",
        chapter=12,
        question="Write dpo_slopes(chosen, rejected, chosen_ref, rejected_ref, beta): the slopes "
        "of the DPO loss along the model's two log-probabilities, a list of two.",
        reference=_slopes,
        view=np.asarray,
        rtol=1e-8,
        cases=[*_PAIRS, case(-30.0, -900.0, -900.0, -25.0, 1.0, about="a pair that is learned")],
        mistakes=[
            (
                lambda *z: -_slopes(*z),
                "The signs are turned round. To raise the chosen answer lowers the surprise, so "
                "its slope is negative.",
            ),
            (
                lambda *z: _slopes(*z) / z[-1],
                "β is missing: it multiplies the log-ratios, so it multiplies the slopes.",
            ),
            (
                lambda *z: np.abs(_slopes(*z)) * -1,
                "Both slopes are negative here. The rejected answer enters with a minus.",
            ),
            (
                lambda *z: z[-1] * sigmoid(_margin(*z)) * np.array([-1.0, 1.0]),
                "You took p for 1 − p. The error p − y is p − 1 here.",
            ),
            (
                lambda *z: z[-1] * np.array([-1.0, 1.0]),
                "These are minus the slopes of the margin. Multiply by how far p is from 1.",
            ),
        ],
        hints=[
            "What is the slope of the surprise along the margin?",
            "It is the error p − 1, with p the probability of the vote.",
            "The margin has the slopes β and −β along the two log-probabilities: multiply them by "
            "the error, which is -sigmoid(-margin).",
        ],
    ),
    FunctionExercise(
        name="grid_loss",
        chapter=12,
        question="Write grid_loss(Z, T): the mean surprise of the diagonal along rows and along "
        "columns of a square grid of similarities, divided by T first; then the mean of both.",
        reference=_grid,
        rtol=1e-9,
        cases=[
            case(_Z, 0.1),
            case(_Z, 1.0, about="a high temperature"),
            case(np.zeros((4, 4)), 0.5, about="equal similarities"),
            case(np.eye(5), 0.2, about="a sharp grid"),
            case(np.array([[0.1, 1.0], [-1.0, 0.0]]), 0.001, about="large scores"),
        ],
        mistakes=[
            (_rows_only, "Only the rows are asked. Each caption looks for its picture, too."),
            (
                lambda Z, T: _rows_only(np.asarray(Z).T, T),
                "Only the columns are asked. Each picture looks for its caption, too.",
            ),
            (
                lambda Z, T: 2 * _grid(Z, T),
                "This is the sum of both. Take their mean.",
            ),
            (
                lambda Z, T: len(Z) * _grid(Z, T),
                "The surprises are added up. Take their mean over rows and over columns.",
            ),
            (
                lambda Z, T: _grid(Z, 1 / T),
                "You multiplied by T. A low temperature should make the scores larger.",
            ),
            (
                lambda Z, T: _grid(Z, 1.0),
                "T is missing.",
            ),
        ],
        hints=[
            "How large is the surprise at the right pair of one row?",
            "The surprise of row i is LSE of the row less its entry on the diagonal.",
            "Z / T, then the rows; the same with Z.T; then the mean of both.",
        ],
    ),
    ChoiceExercise(
        name="comparison_claims",
        chapter=12,
        question="True (T) or false (F)?\n"
        "  Seven sentences, seven letters in a list.\n"
        "  1  At the best ladder without a penalty, each player's expected wins are its wins.\n"
        "  2  A player who has won all games has the best level where gradient descent stops.\n"
        "  3  In Elo's rule, an expected win moves the ratings less than an upset.\n"
        "  4  If A's rating is above B's, the votes have shown that A is better.\n"
        "  5  An answer with the reward 4 is better than one with 3 to another prompt.\n"
        "  6  If DPO's margin grows, the odds of the chosen answer against the rejected grow.\n"
        "  7  A contrastive loss of 0.5 is as good in a grid of 1,000 as in a grid of 10.",
        key=["T", "F", "T", "F", "F", "T", "F"],
        why={
            (1, "F"): "The slope along a level is expected minus actual wins, and at the lowest "
            "place each slope is 0 (section 1).",
            (2, "T"): "There is no best level: each further step up lowers the surprise. Where it "
            "stops says how long the program was patient (section 2).",
            (3, "F"): "The change is K (1 − p): small where the win was expected, nearly K where "
            "it was not (section 3).",
            (4, "T"): "It depends on how far above, and on how many votes. If the likelihood "
            "interval of the gap holds 0, equality is not ruled out (section 4).",
            (5, "T"): "A number added to the rewards of all answers to one prompt changes no "
            "surprise, so rewards of two prompts cannot be compared (section 4).",
            (6, "F"): "The margin is β times the logarithm of how many times as large these odds "
            "have become. The share of the chosen answer alone may fall (section 5).",
            (7, "T"): "Chance costs ln 1,000 = 6.9 nats in the one and ln 10 = 2.3 in the other. "
            "More rivals make it harder to come down to 0.5 (section 6).",
        },
        hints=[
            "Is there a case in which the sentence fails? One is enough.",
            "Ask of each: does it speak of a gap, or of one level alone?",
        ],
    ),
]
