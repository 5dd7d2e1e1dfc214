"""The exercises of the start page: probability, odds, surprise."""

import numpy as np

from logitlab.checks.exercise import ChoiceExercise, FunctionExercise, ValueExercise, case

_TABLE = np.array([1, 1 / 4, 9, 7 / 16, 4 / 5, 1 / 4, 99 / 100])
_Z = 15.0429 - 0.23216 * 75
_CHAIN = np.array([np.exp(_Z), np.exp(_Z) / (1 + np.exp(_Z)), np.log(1 + np.exp(-_Z))])
_COUNTS = {"even": (7 / 23, 7 / 23), "graded": (0.9, 0.15), "sure": (0.999, 0.001)}
_THREE = np.array(
    [
        -4 * np.log(cold) - 3 * np.log(warm) - 16 * np.log(1 - warm)
        for cold, warm in _COUNTS.values()
    ]
)


def _given(p, happened):
    p = np.asarray(p, float)
    return np.where(np.asarray(happened) == 1, p, 1 - p)


def _total(p, happened):
    with np.errstate(all="ignore"):
        return -np.sum(np.log(_given(p, happened)))


EXERCISES = [
    ValueExercise(
        name="odds_table",
        chapter=0,
        question="Give the odds of the probabilities 1/2, 1/5, 9/10 and 7/23, then the "
        "probabilities of the odds 4, 1/3 and 99. A list of seven numbers.",
        precision="seven fractions, or to 3 digits",
        reference=_TABLE,
        rtol=0.002,
        mistakes=[
            (
                [1 / 2, 1 / 5, 9 / 10, 7 / 23, 4, 1 / 3, 99],
                "These are the numbers of the question. Odds of p are p/(1 − p), and the "
                "probability of odds o is o/(1 + o).",
            ),
            (
                1 / _TABLE,
                "Each is turned over. Odds are yes for one no: a probability of 1/5 is one yes for "
                "four no.",
            ),
            (
                np.r_[1 / _TABLE[:4], _TABLE[4:]],
                "The odds are turned over: no for one yes. Odds are yes for one no, p/(1 − p).",
            ),
            (
                np.r_[_TABLE[:4], 1 - _TABLE[4:]],
                "The odds are right. The last three are the probabilities of no: with 4 yes for 1 "
                "no, yes gets 4 of 5.",
            ),
            (
                np.r_[_TABLE[:4], 4, 1 / 3, 99],
                "The odds are right. But odds of 4 are no probability of 4: with 4 yes for 1 no, "
                "yes gets 4 of how many?",
            ),
            (
                np.r_[_TABLE[:4], 1 / 4, 1 / 3, 1 / 99],
                "The odds are right. For odds of 4 it is 4 yes for 1 no: yes gets 4 of 5, and not "
                "1 of 4.",
            ),
            (
                np.r_[1 / 3, 1 / 6, 9 / 19, 7 / 30, _TABLE[4:]],
                "The probabilities are right. For the odds you divided by 1 + p; divide by 1 − p, "
                "the share of no.",
            ),
            (
                np.r_[_TABLE[:4], 80, 25, 99],
                "The odds are right. The last three are percentages: divide by 100.",
            ),
        ],
        hints=[
            "How many yes come to one no, and how many launches are that together?",
            "For a probability of 1/5 think of five launches: one yes, four no.",
            "For odds of 4 think of four yes and one no. How many are there together?",
            "p/(1 − p) for the first four, odds/(1 + odds) for the last three.",
        ],
    ),
    ChoiceExercise(
        name="guess_claims",
        chapter=0,
        question='True or false? A list of six letters, "T" or "F".\n'
        "  1  A forecast of 0.3 says: it will not happen.\n"
        "  2  Odds of 3 are a probability of 3/4.\n"
        "  3  You said 10%, and it happened. So your 10% was wrong.\n"
        "  4  Of two forecasters, the one whose likelier answer is right more often has the "
        "smaller total surprise.\n"
        "  5  A guess of 0% costs infinitely much if the thing happens once.\n"
        "  6  The launches that went well say nothing about the temperature.",
        key=["F", "T", "F", "F", "T", "F"],
        why={
            (1, "T"): "It says: about 3 times in 10. If it never happened, the 30% would be wrong.",
            (2, "F"): "Three yes for one no: yes gets 3 of 4. No probability is above 1.",
            (3, "T"): "One launch cannot show that. Of many such guesses, one in ten should come "
            "true. Over many, the total surprise tells.",
            (4, "T"): "Graded and Sure are right equally often, on 20 of 23 launches. Yet one "
            "total is more than twice the other: counting does not see how sure someone was.",
            (5, "F"): "No number of divisions by e leads from 1 to 0, so the surprise −ln 0 has no "
            "end.",
            (6, "T"): "They say where distress is rare. With all launches shown, 4 of 4 cold ones "
            "had distress, and 3 of 19 others; without them the slope is gone.",
        },
        hints=[
            "For 1 and 3: what should happen among 100 such forecasts?",
            "For 4: what does it cost to be wrong at 0.001, what at 0.15?",
            "For 6: in the first figure, take away the 16 launches that went well.",
        ],
    ),
    ValueExercise(
        name="score_chain",
        chapter=0,
        question="The machine's score at 75 °F is 15.0429 − 0.23216 · 75. What are the odds of "
        "distress, the probability of distress, and the surprise if there is distress? A list of "
        "three.",
        precision="to 3 digits",
        reference=_CHAIN,
        rtol=0.004,
        mistakes=[
            (
                [_CHAIN[0], _CHAIN[1], -np.log(1 - _CHAIN[1])],
                "The third is the surprise if there is no distress. With distress, its own "
                "probability goes into the logarithm.",
            ),
            (
                [_CHAIN[0], _CHAIN[1], np.log(_CHAIN[1])],
                "The third lacks the minus: surprise is −ln p, never below 0.",
            ),
            (
                [_CHAIN[0], _CHAIN[0], -np.log(_CHAIN[0])],
                "The second are the odds once more. Turn them into a probability: odds/(1 + odds).",
            ),
            (
                [1 / _CHAIN[0], 1 - _CHAIN[1], -np.log(1 - _CHAIN[1])],
                "The sign of the score was lost: these are the numbers for no distress. The score "
                "at 75 °F is below 0, so distress is the less likely answer.",
            ),
            (
                [_Z, _CHAIN[1], _CHAIN[2]],
                "The first is the score. The odds are e to that power.",
            ),
            (
                [_CHAIN[0], _CHAIN[1], -np.log10(_CHAIN[1])],
                "The third has base 10: use the key ln, or np.log.",
            ),
            (
                [_CHAIN[0], _CHAIN[1], 1 - _CHAIN[1]],
                "The third is the probability of no distress. The surprise is −ln of the "
                "probability that was given to what happened.",
            ),
        ],
        hints=[
            "First the score: 15.0429 − 0.23216 · 75. Is it above or below 0?",
            "The odds are e to the power of the score: np.exp(z). Then p = odds/(1 + odds).",
            "The surprise is −ln p: -np.log(p).",
        ],
    ),
    FunctionExercise(
        name="total_surprise",
        chapter=0,
        question="Write total_surprise(p, happened): the sum of the surprises. p holds the "
        "probabilities given to yes (or is one number for all), happened holds 1 for yes and 0 "
        "for no.",
        reference=_total,
        atol=1e-12,
        cases=[
            case(np.array([0.3, 0.3]), np.array([1, 0])),
            case(np.array([0.9, 0.2, 0.5]), np.array([1, 0, 0])),
            case(np.array([0.99, 0.01]), np.array([0, 0]), about="a wrong 99%"),
            case(7 / 23, np.repeat([1, 0], [7, 16]), about="one guess for all launches"),
            case(np.array([1.0, 0.0]), np.array([1, 0]), about="sure and right"),
            case(np.array([0.0, 0.5]), np.array([1, 1]), about="0%, and it happened"),
            case(np.full(3000, 0.5), np.tile([1, 0], 1500), about="3000 launches"),
        ],
        mistakes=[
            (
                lambda p, happened: -_total(p, happened),
                "The minus is missing: ln of a probability is never above 0, and a surprise is "
                "−ln p.",
            ),
            (
                lambda p, happened: _total(p, 1 - happened),
                "You took the probability of what did not happen. For a yes p goes into the "
                "logarithm, for a no 1 − p.",
            ),
            (
                lambda p, happened: -np.sum(np.log(p + 0.0 * happened)),
                "You took ln p for every launch. Where the answer was no, you gave it 1 − p.",
            ),
            (
                lambda p, happened: -np.sum(np.log(np.asarray(p) + 0.0 * happened)[happened == 1]),
                "Only the launches with a yes count here. A no is a fact, too: its surprise is "
                "−ln(1 − p).",
            ),
            (
                lambda p, happened: _total(p, happened) / np.size(happened),
                "This is the mean. The total is asked: add, and do not divide.",
            ),
            (
                lambda p, happened: np.sum(1 - _given(p, happened)),
                "You added 1 minus the probability of what happened. The surprise is −ln of it: a "
                "wrong 99% must tower.",
            ),
            (
                lambda p, happened: np.sum((np.asarray(p) - happened) ** 2),
                "You added squared errors. The surprise is −ln of what was given to what happened.",
            ),
            (
                lambda p, happened: -np.log(np.prod(_given(p, happened))),
                "The product of the probabilities is right on paper. For 3000 launches it is "
                "smaller than any number that the computer holds and becomes 0. Take the logarithm "
                "of each, and add.",
            ),
            (
                lambda p, happened: (
                    -np.sum(happened * np.log(p) + (1 - happened) * np.log(1 - np.asarray(p)))
                ),
                "Right on paper. But for someone sure and right, 0 · ln 0 is computed, and a "
                "computer makes nan of that. Pick with np.where what was given to what happened, "
                "then take its logarithm.",
            ),
            (
                lambda p, happened: -np.sum(np.log(np.clip(_given(p, happened), 0.01, 0.99))),
                "You moved 0% and 100% away from the ends. Saying 0% of what then happens costs "
                "infinitely much; hiding that helps nobody.",
            ),
        ],
        hints=[
            "For a launch with a yes, which probability goes into the logarithm? And for a no?",
            "np.where(happened == 1, p, 1 - p) picks what was given to what happened.",
            "-np.sum(np.log(np.where(happened == 1, p, 1 - p)))",
        ],
    ),
    ValueExercise(
        name="three_forecasters",
        chapter=0,
        question="Of the 4 launches below 65 °F all had distress, of the 19 others 3. Even says "
        "7/23 each time; Graded 0.9 below 65 °F and 0.15 from there up; Sure 0.999 and 0.001. Give "
        "their total surprises: [Even, Graded, Sure].",
        precision="to 2 digits after the point",
        reference=_THREE,
        atol=0.006,
        mistakes=[
            (
                np.sort(_THREE),
                "The numbers are right and sorted by size. Asked is the order Even, Graded, Sure.",
            ),
            (
                -_THREE,
                "The minus is missing: a surprise is −ln p, never below 0.",
            ),
            (
                _THREE / 23,
                "These are means over the 23 launches. Asked are the totals.",
            ),
            (
                [-7 * np.log(7 / 23), -4 * np.log(0.9) - 3 * np.log(0.15), _THREE[2] + 0]
                - np.array([0, 0, -16 * np.log(0.999)]),
                "Only the 7 launches with distress count here. The other 16 surprise, too: by "
                "−ln(1 − p) each.",
            ),
            (
                [_THREE[0], _THREE[1], -4 * np.log(0.999) - 19 * np.log(0.999)],
                "Sure was wrong three times: 3 of the warm launches had distress, to which Sure "
                "gave 0.001.",
            ),
            (
                _THREE / np.log(10),
                "The logarithm has base 10. Use the key ln, or np.log.",
            ),
            (
                np.exp(-_THREE),
                "These are products of probabilities. The total surprise is −ln of that.",
            ),
        ],
        hints=[
            "Three groups: 4 cold launches with distress, 3 warm ones with it, 16 warm ones "
            "without. Which probability did each forecaster give to what happened?",
            "Graded: −4 ln 0.9 − 3 ln 0.15 − 16 ln 0.85.",
            "Even: 7 times −ln(7/23), 16 times −ln(16/23). Sure: like Graded, with 0.999, 0.001 "
            "and 0.999.",
        ],
    ),
    ValueExercise(
        name="product_underflow",
        chapter=0,
        question="The machine's surprises at the 23 launches add up to 10.1576, so that the "
        "product of the probabilities is e to the −10.1576, or 3.878e-5. With k copies of the data "
        "it is 3.878e-5 to the power k. What is the first k for which a computer stores it as "
        "exactly 0?",
        precision="a whole number",
        reference=74,
        mistakes=[
            (
                73,
                "Here the product is still a positive number, about 1e-322. One more copy is too "
                "much.",
            ),
            (
                75,
                "Here it is 0 already, but was it still positive one copy before?",
            ),
            (
                72,
                "Here the product is about 1e-318. float64 goes on below its last full-precision "
                "number, down to 5e-324.",
            ),
            (
                70,
                "You stopped where the numbers begin to lose digits, at 2.2e-308. They go on down "
                "to 5e-324.",
            ),
            (
                1702,
                "This counts launches. Each copy has 23 of them.",
            ),
            (
                324,
                "This is a power of ten. How many powers of ten does one copy take? 4.41.",
            ),
            (
                744,
                "This is the way down in nats. Each copy goes 10.1576 of them.",
            ),
        ],
        hints=[
            "How small may a positive number be before a float64 holds it as 0?",
            "The smallest positive number is about 5e-324; less than half of it is stored as 0.",
            "5e-324 lies 744.4 nats below 1. How many steps of 10.1576 are that?",
            "Or by trying: 3.878e-5 ** k for k from 70 on. Which is the first that is 0.0?",
        ],
    ),
]
