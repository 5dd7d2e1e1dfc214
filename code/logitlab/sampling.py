"""What is done to the scores of a language model before a token is drawn; chapter 11 uses it.

Each function takes scores and gives scores, so that they can follow each other in any order. A
token that may not be drawn has the score minus infinity: its share is 0, and softmax shares its
part out among the others, in proportion.
"""

import numpy as np

from .functions import softmax


def ranked(scores):
    """The tokens from the highest score to the lowest; of equal ones, the first in the list."""
    return np.argsort(-np.asarray(scores), kind="stable")


def _only(scores, kept):
    """The scores with minus infinity for all tokens but these."""
    masked = np.full(len(scores), -np.inf)
    masked[kept] = np.asarray(scores)[kept]
    return masked


def temper(scores, temperature):
    """Divide the scores by the temperature T, which multiplies all gaps by 1/T.

    Parameters
    ----------
    scores : array_like, shape (K,)
        The score z of each token.
    temperature : float, above 0
        Below 1 the gaps grow, above 1 they shrink.

    Returns
    -------
    ndarray of float64, shape (K,)
    """
    return np.asarray(scores) / temperature


def top_k(scores, k):
    """Keep the k tokens with the highest scores (Fan, Lewis & Dauphin 2018).

    Parameters
    ----------
    scores : array_like, shape (K,)
        The score z of each token.
    k : int
        0 keeps all.

    Returns
    -------
    ndarray of float64, shape (K,)
        Minus infinity for the others.
    """
    return _only(scores, ranked(scores)[: k or None])


def top_p(scores, p):
    """Keep the fewest tokens whose shares together reach p (Holtzman et al. 2020).

    Parameters
    ----------
    scores : array_like, shape (K,)
        The score z of each token.
    p : float, above 0
        1 keeps all.

    Returns
    -------
    ndarray of float64, shape (K,)
        Minus infinity for the others. The likeliest token always stays.

    Examples
    --------
    >>> z = np.log([0.5, 0.25, 0.125, 0.125])
    >>> softmax(top_p(z, 0.6)).round(2)
    array([0.67, 0.33, 0.  , 0.  ])
    """
    order = ranked(scores)
    reached = np.cumsum(softmax(scores)[order])
    # a token stays if those before it have not reached p; what has no share does not count
    return _only(scores, order[np.concatenate([[0], reached[:-1]]) < p]) if p < 1 else scores


def min_p(scores, m):
    """Keep the tokens whose share is at least m times the largest share (Nguyen et al. 2025).

    The ratio of two shares is e to the power of the gap of their scores, so no share is needed.

    Parameters
    ----------
    scores : array_like, shape (K,)
        The score z of each token.
    m : float, 0 to 1
        0 keeps all.

    Returns
    -------
    ndarray of float64, shape (K,)
        Minus infinity for the others.
    """
    z = np.asarray(scores)
    return np.where(np.exp(z - z.max()) >= m, z, -np.inf)


def bias(scores, token, b):
    """Add b to the score of one token, which multiplies its odds by e to the power of b.

    Parameters
    ----------
    scores : array_like, shape (K,)
        The score z of each token.
    token : int
        Its place among the scores.
    b : float
        What is added; a negative number makes the token rarer.

    Returns
    -------
    ndarray of float64, shape (K,)
    """
    z = np.array(scores, dtype=float)
    z[token] += b
    return z


def penalize(scores, ids, penalty):
    """Make tokens that stand in the text already less likely (Keskar et al. 2019).

    A positive score is divided by the penalty, a negative one multiplied, as transformers and
    llama.cpp do. What this does depends on the level of the scores, which softmax forgets.

    Parameters
    ----------
    scores : array_like, shape (K,)
        The score z of each token.
    ids : iterable of int
        The tokens of the text.
    penalty : float, 1 or more
        1 changes nothing.

    Returns
    -------
    ndarray of float64, shape (K,)
    """
    z = np.array(scores, dtype=float)
    seen = sorted(set(ids))
    z[seen] = np.where(z[seen] > 0, z[seen] / penalty, z[seen] * penalty)
    return z
