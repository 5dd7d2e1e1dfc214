"""What is done to the scores of a language model before a token is drawn; chapter 11 uses it.

Each function takes scores and gives scores, so that they can follow each other in any order. A
token that may not be drawn has the score minus infinity: its share is 0, and softmax shares its
part out among the others, in proportion. Scores beyond float64 become infinite, without a warning;
the next function then refuses them.
"""

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike

from .functions import softmax
from .inputs import LARGEST, as_count, as_number, as_token_scores, as_tokens


def ranked(scores: ArrayLike) -> np.ndarray:
    """The tokens from the highest score to the lowest; of equal ones, the first in the list."""
    return np.argsort(-np.asarray(scores), kind="stable")


def _only(z, kept):
    """The scores with minus infinity for all tokens but these."""
    masked = np.full(len(z), -np.inf)
    masked[kept] = z[kept]
    return masked


@np.errstate(all="ignore")
def temper(scores: ArrayLike, temperature: float) -> np.ndarray:
    """Divide the scores by the temperature T, which multiplies all gaps by 1/T.

    Parameters
    ----------
    scores : array_like, shape (K,)
        The score z of each token, in nats.
    temperature : float, above 0
        Below 1 the gaps grow, above 1 they shrink.

    Returns
    -------
    ndarray of float64, shape (K,)

    Raises
    ------
    TypeError, ValueError
        If `scores` is no list of numbers, one of them above minus infinity, or `temperature` is no
        finite number above 0.

    Examples
    --------
    >>> temper([2, 1, 0], 0.5)
    array([4., 2., 0.])
    """
    z = as_token_scores(scores)
    hint = "In the limit 0 the token with the highest score is certain: top_k with k = 1."
    return z / as_number(temperature, "temperature", 0, LARGEST, hint, above=True)


def top_k(scores: ArrayLike, k: int) -> np.ndarray:
    """Keep the k tokens with the highest scores (Fan, Lewis & Dauphin 2018).

    Parameters
    ----------
    scores : array_like, shape (K,)
        The score z of each token, in nats.
    k : int, 0 or more
        0 keeps all.

    Returns
    -------
    ndarray of float64, shape (K,)
        Minus infinity for the others. Of equal scores, the first in the list stays.

    Raises
    ------
    TypeError, ValueError
        If `scores` is no list of numbers, one of them above minus infinity, or `k` is no whole
        number from 0 on.

    References
    ----------
    Fan, A., Lewis, M., & Dauphin, Y. (2018). Hierarchical neural story generation. *ACL*, 889–898.

    Examples
    --------
    >>> top_k([2, 1, 0], 2)
    array([  2.,   1., -inf])
    """
    z = as_token_scores(scores)
    k = as_count(k, "k", "It counts the tokens that stay; 0 keeps all.")
    return _only(z, ranked(z)[: k or None])


def top_p(scores: ArrayLike, p: float) -> np.ndarray:
    """Keep the fewest tokens whose shares together reach p (Holtzman et al. 2020).

    Parameters
    ----------
    scores : array_like, shape (K,)
        The score z of each token, in nats.
    p : float, above 0, at most 1
        1 keeps all.

    Returns
    -------
    ndarray of float64, shape (K,)
        Minus infinity for the others. The likeliest token always stays.

    Raises
    ------
    TypeError, ValueError
        If `scores` is no list of numbers, one of them above minus infinity, or `p` is no number
        above 0 and at most 1.

    References
    ----------
    Holtzman, A., Buys, J., Du, L., Forbes, M., & Choi, Y. (2020). The curious case of neural text
    degeneration. *ICLR*.

    Examples
    --------
    >>> z = np.log([0.5, 0.25, 0.125, 0.125])
    >>> softmax(top_p(z, 0.6)).round(2)
    array([0.67, 0.33, 0.  , 0.  ])
    """
    z = as_token_scores(scores)
    p = as_number(p, "p", 0, 1, "It is a share, not a percentage; 1 keeps all.", above=True)
    if p == 1:
        return z
    order = ranked(z)
    reached = np.cumsum(softmax(z)[order])
    # a token stays if those before it have not reached p; what has no share does not count
    return _only(z, order[np.concatenate([[0], reached[:-1]]) < p])


@np.errstate(all="ignore")
def min_p(scores: ArrayLike, m: float) -> np.ndarray:
    """Keep the tokens whose share is at least m times the largest share (Nguyen et al. 2025).

    The ratio of two shares is e to the power of the gap of their scores, so no share is needed.

    Parameters
    ----------
    scores : array_like, shape (K,)
        The score z of each token, in nats.
    m : float, 0 to 1
        0 keeps all.

    Returns
    -------
    ndarray of float64, shape (K,)
        Minus infinity for the others. The likeliest token always stays.

    Raises
    ------
    TypeError, ValueError
        If `scores` is no list of numbers, one of them above minus infinity, or `m` is no number
        from 0 to 1.

    References
    ----------
    Nguyen, M. N., Baker, A., Neo, C., Roush, A., Kirsch, A., & Shwartz-Ziv, R. (2025). Turning up
    the heat: Min-p sampling for creative and coherent LLM outputs. *ICLR*.

    Examples
    --------
    >>> min_p([2, 1, 0], 0.2)
    array([  2.,   1., -inf])
    """
    z = as_token_scores(scores)
    m = as_number(m, "m", 0, 1, "It is a part of the largest share; 0 keeps all.")
    return np.where(np.exp(z - z.max()) >= m, z, -np.inf)


@np.errstate(all="ignore")
def bias(scores: ArrayLike, token: int, b: float) -> np.ndarray:
    """Add b to the score of one token, which multiplies its odds by e to the power of b.

    Parameters
    ----------
    scores : array_like, shape (K,)
        The score z of each token, in nats.
    token : int, 0 to K - 1
        Its place among the scores.
    b : float
        What is added, in nats; a negative number makes the token rarer, minus infinity forbids it.

    Returns
    -------
    ndarray of float64, shape (K,)

    Raises
    ------
    TypeError, ValueError
        If `scores` is no list of numbers, one of them above minus infinity, `token` is no place
        among them, or `b` is no number below infinity.

    Examples
    --------
    >>> bias([2, 1, 0], 2, 1.5)
    array([2. , 1. , 1.5])
    """
    z = as_token_scores(scores)
    (place,) = as_tokens([token], "token", len(z))
    z[place] += as_number(b, "b", -math.inf, LARGEST, "It is added to one score, in nats.")
    return z


@np.errstate(all="ignore")
def penalize(scores: ArrayLike, ids: Iterable[int], penalty: float) -> np.ndarray:
    """Make tokens that stand in the text already less likely (Keskar et al. 2019).

    A positive score is divided by the penalty, a negative one multiplied, as transformers and
    llama.cpp do. What this does depends on the level of the scores, which softmax forgets.

    Parameters
    ----------
    scores : array_like, shape (K,)
        The score z of each token, in nats.
    ids : iterable of int, each 0 to K - 1
        The tokens of the text. How often one stands there makes no difference.
    penalty : float, 1 or more
        1 changes nothing.

    Returns
    -------
    ndarray of float64, shape (K,)

    Raises
    ------
    TypeError, ValueError
        If `scores` is no list of numbers, one of them above minus infinity, `ids` holds what is no
        place among them, or `penalty` is no finite number from 1 on.

    References
    ----------
    Keskar, N. S., McCann, B., Varshney, L. R., Xiong, C., & Socher, R. (2019). CTRL: A conditional
    transformer language model for controllable generation. arXiv:1909.05858.

    Examples
    --------
    >>> penalize([2, -1, 3], [0, 1, 1], 2)
    array([ 1., -2.,  3.])
    """
    z = as_token_scores(scores)
    seen = as_tokens(ids, "ids", len(z))
    hint = "Below 1 it would favor what stands in the text already; 1 changes nothing."
    penalty = as_number(penalty, "penalty", 1, LARGEST, hint)
    z[seen] = np.where(z[seen] > 0, z[seen] / penalty, z[seen] * penalty)
    return z
