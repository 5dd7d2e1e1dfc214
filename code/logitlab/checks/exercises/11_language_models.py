"""The exercises of chapter 11: a language model's last layer."""

import numpy as np

from logitlab.checks.exercise import ChoiceExercise, FunctionExercise, ValueExercise, case
from logitlab.functions import log_softmax, logsumexp, softmax


@np.errstate(divide="ignore")
def _log1mexp(L):
    L = np.asarray(L, float)
    near = np.log(-np.expm1(np.where(L > -np.log(2), L, -1.0)))
    return np.where(L > -np.log(2), near, np.log1p(-np.exp(L)))


def _all(batches):
    return np.concatenate([np.asarray(batch, float) for batch in batches])


def _sequence(z, tokens, axis=-1):
    return log_softmax(z, axis=axis)[np.arange(len(tokens)), tokens]


def _kept(p, keep):
    return np.where(keep, p, 0) / np.sum(np.where(keep, p, 0))


def _nucleus(p, share, late=0.0):
    """Which are kept: from the largest on, as long as what came before is below the share."""
    order = np.argsort(-p, kind="stable")
    before = np.cumsum(p[order]) - p[order]
    keep = np.zeros(len(p), bool)
    keep[order] = before + late * p[order] < share
    return keep


def _row(scores, hidden, none, score=0.0):
    z = np.where(hidden, -np.inf, scores)
    return softmax(np.append(z, score if none else -np.inf))[:-1]


def _level_slopes(z, strength):
    return 2 * strength * logsumexp(z) * softmax(z)


def _another_text(rng):
    """Another text and its surprise, for a learner with an id."""
    n_bytes = 100 * int(rng.integers(13, 30))
    n_tokens = 10 * int(rng.integers(26, 60))
    nats = float(rng.choice([2.4, 2.6, 3.1, 3.3, 3.5]))
    return {
        "question": f"A text of {n_bytes:,} bytes is cut into {n_tokens} tokens, and a model's "
        f"mean surprise is {nats} nats for each token. How many bits per byte are that?",
        "reference": nats * n_tokens / n_bytes / np.log(2),
        "mistakes": [
            (
                nats * n_tokens / n_bytes,
                "These are nats per byte. One bit is ln 2 nats: divide by ln 2.",
            ),
            (nats / np.log(2), "These are bits for each TOKEN. A token has several bytes."),
            (
                nats * n_tokens / np.log(2),
                "These are the bits of the whole text. Divide by its bytes.",
            ),
        ],
    }


_BIAS = 0.02 / 0.98 * np.exp(5)  # the odds
_THREE = np.array([[2.0, 1.0, 0.5], [0.0, -1.0, 3.0], [1.5, 1.0, -2.0]])
_SHARES = np.array([0.06, 0.5, 0.1, 0.2, 0.09, 0.05])
_SENTENCE = np.array([0.5, 2.0, -1.0, 1.0])
_NO = np.zeros(4, bool)
_AHEAD = np.array([False, False, False, True])

EXERCISES = [
    FunctionExercise(
        name="log1mexp",
        chapter=11,
        question="An API says L, the log-probability of a token. Write log1mexp(L): ln(1 − e^L), "
        "the log-probability of anything else, for an array, right to 12 digits.",
        reference=_log1mexp,
        rtol=1e-12,
        cases=[
            case(np.array([-1.0, -0.5, -2.0])),
            case(np.array([-0.7, -0.69, -0.01]), about="shares around one half and above"),
            case(np.array([-1e-10, -1e-20]), about="a token that is almost sure"),
            case(np.array([-1e-300, -1e-5]), about="a token that is as good as sure"),
            case(np.array([-40.0, -60.0]), about="a token that is almost impossible"),
            case(np.array([-700.0, -38.0]), about="a token that is as good as impossible"),
            case(np.array([0.0, -np.inf]), about="a sure and an impossible token"),
        ],
        mistakes=[
            (
                lambda L: np.log(1 - np.exp(L)),
                "ln(1 − e^L) as written loses at both ends: near L = 0 the difference of two "
                "numbers close to 1, and far below 0 the 1 absorbs e^L. expm1 mends the one end, "
                "log1p the other.",
            ),
            (
                lambda L: np.log1p(-np.exp(L)),
                "log1p mends the far end. Near L = 0, e^L is so close to 1 that its digits are "
                "gone before log1p gets it: there take np.log(-np.expm1(L)).",
            ),
            (
                lambda L: np.log(-np.expm1(L)),
                "expm1 mends the end near L = 0. Far below, 1 − e^L is stored as 1: there take "
                "np.log1p(-np.exp(L)).",
            ),
            (
                lambda L: -np.expm1(L),
                "This is 1 − e^L, the probability of anything else. Its logarithm is wanted.",
            ),
            (
                lambda L: np.log1p(-np.asarray(L)),
                "This is ln(1 − L). L is a logarithm already: the probability is e^L.",
            ),
            (
                lambda L: np.log1p(np.exp(L)),
                "This is ln(1 + e^L), softplus. Anything else has the probability 1 MINUS e^L.",
            ),
        ],
        hints=[
            "Near L = 0 you need 1 − e^L with all its digits. Which NumPy function gives e^L − 1?",
            "np.log(-np.expm1(L)) is right near 0, np.log1p(-np.exp(L)) far below.",
            "Change at L = −ln 2, where e^L is one half, with np.where.",
        ],
    ),
    ValueExercise(
        name="biased_share",
        chapter=11,
        question="A token has the share 0.02. A logit bias of 5 is added to its score. Which share "
        "does it have then?",
        precision="within 0.001",
        reference=_BIAS / (1 + _BIAS),
        atol=0.001,
        mistakes=[
            (
                0.02 * np.exp(5),
                "You multiplied the share by e^5, and got more than 1. The bias multiplies the "
                "odds, which are 0.02 to 0.98.",
            ),
            (
                _BIAS,
                "These are the new odds, more than 1. Turn odds o into a share: o/(1 + o).",
            ),
            (
                0.02 * np.exp(5) / (1 + 0.02 * np.exp(5)),
                "Close: you took 0.02 for the odds. The other tokens have 0.98, so the odds are "
                "0.02/0.98.",
            ),
            (
                0.02 * 5,
                "You multiplied the share by the bias. It is added to the score, so the odds are "
                "multiplied by e to that power.",
            ),
            (
                0.02 / 0.98 * 5 / (1 + 0.02 / 0.98 * 5),
                "You multiplied the odds by 5. The bias is added to a score, which is a logarithm: "
                "the odds are multiplied by e^5.",
            ),
            (
                1 / (1 + np.exp(-5)),
                "This is σ(5): the share of a token whose odds were 1 before. They were 0.02 to "
                "0.98.",
            ),
            (
                0.02 / 0.98 * 32 / (1 + 0.02 / 0.98 * 32),
                "You took 2^5. Scores are natural logarithms: the base is e.",
            ),
        ],
        hints=[
            "What are the odds of the token against all others together?",
            "The bias is added to the log-odds, so the odds are multiplied by e^5.",
            "Odds o make the share o/(1 + o).",
        ],
    ),
    FunctionExercise(
        name="mean_over_tokens",
        chapter=11,
        question="Write mean_over_tokens(batches): a list of arrays, each with the surprises of "
        "one batch's tokens. Return the mean surprise of a token, over all batches.",
        reference=lambda batches: np.mean(_all(batches)),
        cases=[
            case([[1.0, 3.0], [5.0, 2.0, 2.0, 1.0]]),
            case([[0.5, 1.5, 4.0], [2.0, 2.5]], about="batches of 3 and 2"),
            case([[4.0], [1.0] * 9], about="a batch of one token"),
            case([[2.0, 1.0], [3.0, 4.5]], about="batches of the same length"),
            case([[1.25, 0.5, 3.0]], about="one batch"),
            case([[2.0, 6.0], [], [1.0]], about="an empty batch"),
        ],
        fresh=lambda rng: [
            case([rng.uniform(0, 6, n).round(2).tolist() for n in rng.permutation(5)[:3] + 1])
        ],
        mistakes=[
            (
                lambda batches: np.mean([np.mean(batch) for batch in batches]),
                "This is the mean of the batches' means: a token of a short batch counts for more "
                "than one of a long batch. Add up all surprises, and divide by all tokens.",
            ),
            (
                lambda batches: np.sum(_all(batches)),
                "This is the sum over all tokens. Divide by how many there are.",
            ),
            (
                lambda batches: np.sum(_all(batches)) / len(batches),
                "You divided by the number of batches. Divide by the number of tokens.",
            ),
            (
                lambda batches: np.sum([np.mean(batch) for batch in batches if len(batch)]),
                "You added up the batches' means: two batches give twice the loss.",
            ),
            (
                lambda batches: np.exp(np.mean(_all(batches))),
                "This is the perplexity, e to the mean. The mean itself is wanted.",
            ),
            (
                lambda batches: np.median(_all(batches)),
                "This is the median. A loss is the mean.",
            ),
        ],
        hints=[
            "How many tokens are there in all, and what do their surprises add up to?",
            "sum(np.sum(batch) for batch in batches), divided by sum(len(batch) for ...).",
        ],
    ),
    FunctionExercise(
        name="sequence_log_probability",
        chapter=11,
        question="Write sequence_log_probability(z, tokens): z has a row of scores for each place "
        "of a text, tokens says which column came. Return the log-probability of the text.",
        reference=lambda z, tokens: np.sum(_sequence(z, tokens)),
        cases=[
            case(_THREE, np.array([0, 2, 1])),
            case(_THREE, np.array([2, 0, 0]), about="other tokens"),
            case(_THREE[:1], np.array([1]), about="a text of one token"),
            case(_THREE + 100, np.array([0, 2, 1]), about="scores at another level"),
            case(np.array([[1000.0, 0.0], [0.0, 1000.0]]), np.array([1, 1]), about="large scores"),
            case(np.zeros((4, 10)), np.array([3, 1, 4, 1]), about="equal scores"),
        ],
        mistakes=[
            (
                lambda z, tokens: np.mean(_sequence(z, tokens)),
                "This is the mean for each token. The log-probability of the text is the sum.",
            ),
            (
                lambda z, tokens: np.sum(z[np.arange(len(tokens)), tokens]),
                "You added up the scores. A score is a log-probability only after the log-sum-exp "
                "of its row is taken off.",
            ),
            (
                lambda z, tokens: np.exp(np.sum(_sequence(z, tokens))),
                "This is the probability of the text. Its logarithm is wanted, which survives long "
                "texts.",
            ),
            (
                lambda z, tokens: np.sum(np.exp(_sequence(z, tokens))),
                "You added up shares. Shares are multiplied; their logarithms are added.",
            ),
            (
                lambda z, tokens: np.sum(_sequence(z, tokens, axis=0)),
                "Softmax ran down the columns, so the places of the text compete. Tokens compete: "
                "along each row.",
            ),
            (
                lambda z, tokens: np.sum(log_softmax(z)[0, tokens]),
                "You took all shares from the first row. Each place of the text has its own.",
            ),
        ],
        hints=[
            "Which function gives the log-probabilities of a row of scores?",
            "log_softmax(z)[np.arange(len(tokens)), tokens] picks one from each row. Then add up.",
        ],
    ),
    ValueExercise(
        name="bits_per_byte",
        chapter=11,
        question="A text of 1,200 bytes is cut into 300 tokens, and a model's mean surprise is 2.8 "
        "nats for each token. How many bits per byte is that?",
        precision="within 0.005",
        reference=2.8 * 300 / 1200 / np.log(2),
        atol=0.005,
        mistakes=[
            (
                2.8 * 300 / 1200,
                "These are nats per byte. One bit is ln 2 nats: divide by ln 2.",
            ),
            (
                2.8 / np.log(2),
                "These are bits for each TOKEN. A token has 4 bytes here.",
            ),
            (
                2.8 * 300 / 1200 * np.log(2),
                "You multiplied by ln 2. A bit is less than a nat, so there are more of them.",
            ),
            (
                2.8 * 4 / np.log(2),
                "You multiplied by the 4 bytes of a token. The surprise of one token is shared by "
                "its 4 bytes.",
            ),
            (
                np.exp(2.8),
                "This is the perplexity, for each token.",
            ),
            (
                2.8 * 300 / np.log(2),
                "These are the bits of the whole text. Divide by its bytes.",
            ),
        ],
        seeded=_another_text,
        hints=[
            "How many nats does the whole text take? It does not matter how it was cut.",
            "Divide by the bytes of the text, and by ln 2, since a nat has 1/ln 2 bits.",
        ],
    ),
    FunctionExercise(
        name="top_p",
        chapter=11,
        question="Write top_p(p, share): keep the fewest tokens, the largest shares first, that "
        "together have at least `share`. The others get 0, the kept ones are divided by their sum.",
        reference=lambda p, share: _kept(p, _nucleus(p, share)),
        cases=[
            case(_SHARES, 0.75),
            case(_SHARES, 0.6, about="a smaller share"),
            case(_SHARES, 0.3, about="a share below the largest"),
            case(_SHARES, 0.9, about="a larger share"),
            case(
                np.array([0.25, 0.125, 0.5, 0.125]), 0.75, about="a share that is reached exactly"
            ),
            case(np.array([1.0, 0.0, 0.0]), 0.9, about="a sure token"),
        ],
        mistakes=[
            (
                lambda p, share: np.where(_nucleus(p, share), p, 0),
                "The right tokens are kept, but what is left does not add up to 1: divide by its "
                "sum.",
            ),
            (
                lambda p, share: _kept(p, _nucleus(p, share, late=1.0) | (p == p.max())),
                "The token that crosses the share is missing: it is kept as well, so that together "
                "they have AT LEAST the share.",
            ),
            (
                lambda p, share: _kept(p, _nucleus(p, share + 1e-9)),
                "Where the largest shares reach the limit exactly, they are enough: AT LEAST the "
                "share, not more than it.",
            ),
            (
                lambda p, share: _kept(p, (p >= share) | (p == p.max())),
                "You compared each share with the limit. Top-p adds them up, from the largest on.",
            ),
            (
                lambda p, share: _kept(p, p >= (1 - share) * p.max()),
                "This is a limit in proportion to the largest share, as min-p has it. Top-p adds "
                "the shares up.",
            ),
            (
                lambda p, share: _kept(p, _nucleus(-p + p.max() + p.min(), 1 - share)),
                "You began with the smallest shares. The largest come first.",
            ),
            (
                lambda p, share: _kept(p, np.cumsum(p) - p < share),
                "You added up in the order of the list. Sort by size first, largest first.",
            ),
        ],
        hints=[
            "Sort the shares, largest first, and add them up. Which is the last one that you need?",
            "A token stays if those BEFORE it have less than the share: np.cumsum(s) - s < share.",
            "order = np.argsort(-p); put the answer back with keep[order] = ....",
        ],
    ),
    FunctionExercise(
        name="attention_row",
        chapter=11,
        question="Write attention_row(scores, hidden, none): the weights of the words in one row. "
        "Words that are True in hidden get 0. If none is True, a word with the score 0 takes part, "
        "and is left out of what you return.",
        reference=_row,
        cases=[
            case(_SENTENCE, _NO, False),
            case(_SENTENCE, _AHEAD, False, about="a hidden word"),
            case(_SENTENCE, _NO, True, about="the word none"),
            case(_SENTENCE, _AHEAD, True, about="a hidden word, and the word none"),
            case(np.full(4, -3.0), _NO, True, about="words that do not fit, and the word none"),
            case(np.full(4, 1000.0), _AHEAD, False, about="large scores"),
            case(np.array([1000.0, 999.0]), _NO[:2], True, about="large scores, and none"),
            case(_SENTENCE, ~_NO, True, about="all words hidden, and the word none"),
        ],
        mistakes=[
            (
                lambda scores, hidden, none: _row(np.where(hidden, 0, scores), _NO[0], none),
                "A hidden word got the score 0, which is a score like any other and gets a share. "
                "Give it −inf.",
            ),
            (
                lambda scores, hidden, none: np.where(hidden, 0, _row(scores, _NO[0], none)),
                "The hidden words were set to 0 after the softmax, so what they had is lost to the "
                "others. Hide them before.",
            ),
            (
                lambda scores, hidden, none: _row(scores, ~hidden, none),
                "The mask is turned around: True means hidden.",
            ),
            (
                lambda scores, hidden, none: _row(scores, hidden, False),
                "The word none takes no part: with its score 0 it adds e^0 = 1 to the denominator.",
            ),
            (
                lambda scores, hidden, none: _row(scores, hidden, none, score=1.0),
                "The word none has the score 0, not 1. It adds e^0, which is 1, to the sum.",
            ),
            (
                lambda scores, hidden, none: (
                    np.where(hidden, 0, np.exp(scores))
                    / (none + np.sum(np.where(hidden, 0, np.exp(scores))))
                ),
                "Right for small scores. e^1000 overflows: append the score 0 to the list, and "
                "take the largest score off as usual.",
            ),
        ],
        hints=[
            "Which score gives a share of exactly 0?",
            "The word none is one more score, 0, at the end of the list.",
            "softmax(np.append(np.where(hidden, -np.inf, scores), 0.0 or -np.inf))[:-1].",
        ],
    ),
    FunctionExercise(
        name="soft_cap",
        chapter=11,
        question="Write soft_cap(z, c): scores that never leave −c to c, keep their order, and are "
        "almost unchanged near 0, by the hyperbolic tangent.",
        reference=lambda z, c: c * np.tanh(np.asarray(z) / c),
        cases=[
            case(np.array([-20.0, 0.5, 40.0]), 30.0),
            case(np.array([1.0, 2.0, -3.0]), 50.0, about="small scores"),
            case(np.array([300.0, -300.0]), 30.0, about="large scores"),
            case(np.array([0.0, 5.0, 10.0]), 5.0, about="a small cap"),
            case(_THREE, 2.0, about="a table"),
        ],
        mistakes=[
            (
                lambda z, c: np.clip(z, -c, c),
                "This clips. Beyond the cap all scores become equal, so the order is lost, and the "
                "slope is 0. The hyperbolic tangent rises everywhere.",
            ),
            (
                lambda z, c: np.tanh(np.asarray(z) / c),
                "The answer lies between −1 and 1. Multiply by c again.",
            ),
            (
                lambda z, c: c * np.tanh(z),
                "Small scores became c times as large. Divide by c inside, so that the slope at 0 "
                "is 1.",
            ),
            (
                lambda z, c: np.tanh(z),
                "The cap takes no part: every answer lies between −1 and 1, whatever c is.",
            ),
            (
                lambda z, c: np.asarray(z) / (1 + np.abs(z) / c),
                "This stays within the cap and keeps the order, but it bends sooner: small scores "
                "change more. The question asks for the hyperbolic tangent.",
            ),
            (
                lambda z, c: c / (1 + np.exp(-np.asarray(z) / c)),
                "This is a sigmoid, from 0 to c: a score of 0 becomes c/2.",
            ),
        ],
        hints=[
            "tanh goes from −1 to 1 and has the slope 1 at 0. How do you stretch it to ±c?",
            "Stretch it both ways, c times as wide and c times as high: the slope at 0 stays 1.",
            "c * np.tanh(z / c).",
        ],
    ),
    FunctionExercise(
        name="z_loss_slopes",
        chapter=11,
        question="The z-loss of one list of scores is strength · LSE(z)². Write z_loss_slopes(z, "
        "strength): its slope in each score.",
        reference=_level_slopes,
        cases=[
            case(np.array([2.0, 1.0, 0.5]), 0.1),
            case(np.array([2.0, 1.0, 0.5]) + 100, 1e-4, about="a high level"),
            case(np.array([-5.0, -6.0]), 0.5, about="a low level"),
            case(np.log(np.array([0.5, 0.3, 0.2])), 1.0, about="a level of 0"),
            case(np.array([1000.0, 999.0, 0.0]), 1e-4, about="large scores"),
        ],
        atol=1e-12,
        mistakes=[
            (
                lambda z, strength: strength * logsumexp(z) * softmax(z),
                "The 2 is missing: the slope of a square u² is 2u times the slope of u.",
            ),
            (
                lambda z, strength: 2 * strength * logsumexp(z) * np.ones(len(z)),
                "Each score got the whole slope. The slope of LSE in a score is that score's "
                "share.",
            ),
            (
                lambda z, strength: 2 * strength * softmax(z),
                "The level itself is missing: the slope of LSE² is 2 · LSE times the share.",
            ),
            (
                lambda z, strength: 2 * strength * np.max(z) * softmax(z),
                "You took the largest score for the level. The z-loss has log-sum-exp in it.",
            ),
            (
                lambda z, strength: strength * logsumexp(z) ** 2 * softmax(z),
                "The square was left as it is. Its slope is 2 · LSE times the share.",
            ),
            (
                lambda z, strength: 2 * strength * np.asarray(z) * softmax(z),
                "Each score stands where the level should: all slopes have the same factor, "
                "2 · strength · LSE(z).",
            ),
        ],
        hints=[
            "What is the slope of LSE in one score? Chapter 5 has it.",
            "The slope of u² is 2u times the slope of u, with u = LSE(z).",
        ],
    ),
    ChoiceExercise(
        name="order_kept",
        chapter=11,
        question="What can each of these do, on paper, to the order of a list of scores?\n"
        "  1  a temperature of 0.5\n"
        "  2  a logit bias on one token\n"
        "  3  a soft cap of 30\n"
        "  4  a clip at 30\n"
        "  5  a repetition penalty\n"
        "  A  nothing: the order stays\n"
        "  B  it can make two of them equal, and never exchanges them\n"
        "  C  it can exchange two of them\n"
        "  Five letters, in the order of 1 to 5, in a list.",
        key=["A", "C", "A", "B", "C"],
        why={
            (1, "B"): "All scores are divided by the same number, so two different ones stay so.",
            (1, "C"): "All scores are divided by the same positive number.",
            (2, "A"): "The bias is added to one score alone. What if it jumps over its neighbor?",
            (2, "B"): "A bias that makes two scores equal can be made a little larger.",
            (
                3,
                "B",
            ): "The curve 30 · tanh(z/30) rises everywhere, so two different scores stay so.",
            (3, "C"): "One curve that rises everywhere is applied to all scores alike.",
            (4, "A"): "What becomes of the scores 31 and 35?",
            (4, "C"): "All scores go through the same curve, which never falls.",
            (5, "A"): "Only tokens that were there already lose. Others can overtake them.",
            (5, "B"): "Only tokens that were there already lose. What may happen to the next one?",
        },
        hints=[
            "Is the same rising curve applied to all scores, or is one score treated differently?",
            "Is that curve flat somewhere?",
        ],
    ),
]
