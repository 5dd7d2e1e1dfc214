"""The functions of the course: sigmoid, logit, logsumexp, softmax and their kin.

A score (logit) ``z`` goes in, a probability comes out, or the other way round. Each formula
equals the textbook's on paper, but keeps its digits where that one overflows, cancels or returns
nan. Chapter 7 shows each of those failures, and derives the forms used here.

- Any array-like goes in: a number, a list, an array of any shape. One number in, one out.
- float16, float32 and float64 stay what they are; float16 is worked out in float32 and rounded
  once, at the end. Integers and booleans become float64.
- nan stays nan, and -inf and inf give the limit. Overflow to inf and underflow to 0 are right
  answers here, so NumPy does not warn of them.
"""

import numpy as np
from numpy.typing import ArrayLike

from .inputs import Floats, as_floats, as_scores


@np.errstate(all="ignore")
def sigmoid(z: ArrayLike) -> Floats:
    r"""Turn a logit into a probability: the logistic function σ(z) = 1 / (1 + exp(-z)).

    Parameters
    ----------
    z : array_like, any shape
        Logits: the natural logarithm of the odds.

    Returns
    -------
    ndarray or NumPy scalar, the shape of `z`
        Probabilities from 0 to 1.

    Raises
    ------
    TypeError, ValueError
        If `z` does not hold real numbers in rows of one length.

    Notes
    -----
    As written it overflows for z < -709.78. With ``-abs(z)`` no exponent is positive:

    .. math:: \sigma(z) = \frac{1}{1 + e^{-|z|}} \text{ for } z \ge 0, \qquad
              \frac{e^{-|z|}}{1 + e^{-|z|}} \text{ for } z < 0

    From z = 36.74 on this is 1; σ(-z) holds the digits of the rest. Chapter 1 of the course, and 7.

    References
    ----------
    Cramer, J. S. (2003). *Logit Models from Economics and Other Fields*, chapter 9.

    Examples
    --------
    >>> sigmoid([-2.0, 0.0, 2.0]).round(4)
    array([0.1192, 0.5   , 0.8808])
    >>> float(sigmoid(-745))
    5e-324
    """
    z, dtype = as_floats(z, "z")
    e = np.exp(-np.abs(z))
    p = np.where(z >= 0, 1, e) / (1 + e)
    return p.astype(dtype, copy=False)


@np.errstate(all="ignore")
def sigmoid_grad(z: ArrayLike) -> Floats:
    r"""Return the slope of the sigmoid, σ'(z) = σ(z) σ(-z).

    Parameters
    ----------
    z : array_like, any shape
        Logits.

    Returns
    -------
    ndarray or NumPy scalar, the shape of `z`
        Change of probability per unit of logit, from 0 to 0.25. It is largest at z = 0.

    Raises
    ------
    TypeError, ValueError
        If `z` does not hold real numbers in rows of one length.

    Notes
    -----
    σ(1 - σ) is exactly 0 for z > 36.74, because σ has been rounded to 1 there. The slope is the
    same on both sides of 0, so write it with ``abs(z)``. Chapter 1 of the course.

    .. math:: \sigma'(z) = \frac{e^{-|z|}}{(1 + e^{-|z|})^2}

    References
    ----------
    Goodfellow, I., Bengio, Y., & Courville, A. (2016). *Deep Learning*, section 6.2.2.2.

    Examples
    --------
    >>> float(sigmoid_grad(0))
    0.25
    >>> float(sigmoid_grad(100)) == float(sigmoid_grad(-100)) > 0
    True
    """
    z, dtype = as_floats(z, "z")
    e = np.exp(-np.abs(z))
    slope = e / (1 + e) ** 2
    return slope.astype(dtype, copy=False)


@np.errstate(all="ignore")
def log_sigmoid(z: ArrayLike) -> Floats:
    r"""Return the log-probability ln σ(z).

    Parameters
    ----------
    z : array_like, any shape
        Logits.

    Returns
    -------
    ndarray or NumPy scalar, the shape of `z`
        Natural logarithm of the probability: 0 or below. Its negative is the surprise in nats.

    Raises
    ------
    TypeError, ValueError
        If `z` does not hold real numbers in rows of one length.

    Notes
    -----
    ``log(sigmoid(z))`` is -inf below z = -745.13, where the true value is about z, and 0 above
    z = 36.74, where the true value is about -exp(-z). Take the logarithm on paper first:

    .. math:: \ln \sigma(z) = \min(z, 0) - \ln(1 + e^{-|z|})

    ``log1p(u)`` is ln(1 + u) without forming 1 + u, so a tiny u keeps its digits. Both terms
    are 0 or below, so nothing cancels. Chapter 3 of the course, and 7.

    References
    ----------
    Blanchard, Higham & Higham (2021), as for `logsumexp`.

    Examples
    --------
    >>> log_sigmoid([-1000.0, 0.0, 40.0])
    array([-1.00000000e+03, -6.93147181e-01, -4.24835426e-18])
    """
    z, dtype = as_floats(z, "z")
    log_p = np.minimum(z, 0) - np.log1p(np.exp(-np.abs(z)))
    return log_p.astype(dtype, copy=False)


@np.errstate(all="ignore")
def softplus(z: ArrayLike) -> Floats:
    r"""Return ln(1 + exp(z)): the surprise at a "no" when the logit of "yes" is z.

    Parameters
    ----------
    z : array_like, any shape
        Logits.

    Returns
    -------
    ndarray or NumPy scalar, the shape of `z`
        -ln σ(-z) in nats: 0 or above. Close to 0 far to the left, close to z far to the right.

    Raises
    ------
    TypeError, ValueError
        If `z` does not hold real numbers in rows of one length.

    Notes
    -----
    As written it overflows above z = 709.78 and is 0 below z = -36.74. Take exp(z) out of the
    logarithm where z is positive. Chapter 7 of the course.

    .. math:: \ln(1 + e^z) = \max(z, 0) + \ln(1 + e^{-|z|})

    References
    ----------
    Blanchard, Higham & Higham (2021), as for `logsumexp`.

    Examples
    --------
    >>> softplus([-40.0, 0.0, 1000.0])
    array([4.24835426e-18, 6.93147181e-01, 1.00000000e+03])
    """
    z, dtype = as_floats(z, "z")
    surprise = np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
    return surprise.astype(dtype, copy=False)


@np.errstate(all="ignore")
def logit(p: ArrayLike) -> Floats:
    r"""Turn a probability into a logit, the log-odds ln(p / (1 - p)). It undoes the sigmoid.

    Parameters
    ----------
    p : array_like, any shape
        Probabilities from 0 to 1.

    Returns
    -------
    ndarray or NumPy scalar, the shape of `p`
        Natural logarithm of the odds. -inf at p = 0, inf at p = 1, nan outside [0, 1].

    Raises
    ------
    TypeError, ValueError
        If `p` does not hold real numbers in rows of one length.

    Notes
    -----
    Near p = 1/2 the odds are near 1, so their logarithm is close to 0 and keeps few digits. The
    odds minus 1 keep all theirs, because 2p - 1 has no rounding error for p from 1/4 to 3/4:

    .. math:: \ln\frac{p}{1 - p} = \ln\Bigl(1 + \frac{2p - 1}{1 - p}\Bigr)

    Further out the textbook's quotient is right. ``logit(sigmoid(30))`` gives 30.001: the
    digits were lost in a probability next to 1, before `logit` saw it. Chapter 2 of the course.

    References
    ----------
    Berkson, J. (1944). Application of the logistic function to bio-assay. *JASA*, 39, 357–365.

    Examples
    --------
    >>> logit([0.0, 0.25, 0.5, 1.0, 1.1]).round(4)
    array([   -inf, -1.0986,  0.    ,     inf,     nan])
    >>> float(logit(0.5000000000009095))
    3.637978807091713e-12
    """
    p, dtype = as_floats(p, "p")
    middle = (p > 0.25) & (p < 0.75)
    z = np.where(middle, np.log1p((2 * p - 1) / (1 - p)), np.log(p / (1 - p)))
    return z.astype(dtype, copy=False)[()]


@np.errstate(all="ignore")
def logsumexp(z: ArrayLike, axis: int = -1, keepdims: bool = False) -> Floats:
    r"""Return LSE(z) = ln Σ exp(z_k), the soft version of the maximum.

    Parameters
    ----------
    z : array_like, any shape (..., K)
        Scores.
    axis : int, default -1
        The axis along which the K scores of one sum lie.
    keepdims : bool, default False
        Keep that axis, with length 1, so that ``z - logsumexp(z, keepdims=True)`` works.

    Returns
    -------
    ndarray or NumPy scalar, the shape of `z` without `axis`
        One number for each sum, in nats, from max z to max z + ln K. An empty sum gives -inf.

    Raises
    ------
    TypeError, ValueError
        If `z` does not hold real numbers in rows of one length, or has no such `axis`.

    Notes
    -----
    As written it overflows for scores above 709.78, and is ln 0 below -745.13. The usual cure,
    m + ln Σ exp(z_k - m) with m = max z, still returns 0 for the scores [0, -40]: it adds 1 and
    4e-18, and the small one is lost. Leave one largest score, whose term is 1, out of the sum,
    and let ``log1p`` add it. SciPy's `logsumexp` leaves the largest out too, as of 1.17.

    .. math:: \mathrm{LSE}(z) = m + \ln\Bigl(1 + \sum_{k \text{ not largest}} e^{z_k - m}\Bigr)

    Where the two terms cancel, it is right to the last digit of m. Chapter 7 of the course, and 5.

    References
    ----------
    Blanchard, P., Higham, D. J., & Higham, N. J. (2021). Accurately computing the log-sum-exp
    and softmax functions. *IMA Journal of Numerical Analysis*, 41(4), 2311–2330.

    Examples
    --------
    >>> float(logsumexp([1000.0, 1000.0]))
    1000.6931471805599
    >>> float(logsumexp([0.0, -40.0]))
    4.248354255291589e-18
    """
    z, dtype = as_scores(z, axis)
    if z.size == 0 or z.ndim == 0:  # no term, or one
        return np.max(z, axis=axis, keepdims=keepdims, initial=-np.inf).astype(dtype)
    k = np.argmax(z, axis=axis, keepdims=True)  # one largest score of each row
    m = np.take_along_axis(z, k, axis)
    e = np.exp(z - m)
    np.put_along_axis(e, k, 0, axis)  # its term is 1: log1p adds it
    lse = m + np.log1p(np.sum(e, axis=axis, keepdims=True))
    lse = np.where(np.isinf(m), m, lse).astype(dtype, copy=False)
    return lse if keepdims else np.squeeze(lse, axis)[()]


@np.errstate(all="ignore")
def softmax(z: ArrayLike, axis: int = -1, temperature: float = 1.0) -> Floats:
    r"""Turn K scores into K probabilities: p_k = exp(z_k) / Σ_j exp(z_j).

    Parameters
    ----------
    z : array_like, any shape (..., K)
        Scores (logits). Only their differences count. -inf masks a class.
    axis : int, default -1
        The axis along which the K scores of one decision lie.
    temperature : float, default 1.0
        T > 0 divides the scores. Below 1 the largest wins more, above 1 shares come closer.

    Returns
    -------
    ndarray or NumPy scalar, the shape of `z`
        Probabilities that sum to 1 along `axis`; nan if it holds a nan or inf, or only -inf.

    Raises
    ------
    TypeError, ValueError
        If `z` does not hold real numbers in rows of one length, or has no such `axis`, or
        `temperature` is not a finite number above 0.

    Notes
    -----
    As written it is inf/inf above 709.78 and 0/0 below -745.13. What is taken off all scores
    changes no share, so take off the largest, m = max z:

    .. math:: \mathrm{softmax}(z)_k = \frac{e^{(z_k - m)/T}}{\sum_j e^{(z_j - m)/T}}

    No exponent is above 0, and the sum is at least 1. The rounding of z_k - m becomes the relative
    error of a small probability: up to 6e-14 for a difference of 700, in float32 up to 4e-6 for
    one of 80. One number alone is an axis with one class. Chapter 5 of the course, and 7.

    References
    ----------
    Bridle, J. S. (1990). Probabilistic interpretation of feedforward classification network
    outputs, with relationships to statistical pattern recognition. *Neurocomputing*, 227–236.

    Examples
    --------
    >>> softmax([2.0, 1.0, 0.5]).round(4)
    array([0.6285, 0.2312, 0.1402])
    >>> softmax([2.0, 1.0, 0.5], temperature=0.5).round(4)
    array([0.8438, 0.1142, 0.042 ])
    >>> softmax([1000.0, 1000.0])
    array([0.5, 0.5])
    """
    z, dtype = as_scores(z, axis, temperature)
    m = np.max(z, axis=axis, keepdims=True, initial=-np.inf)
    e = np.exp((z - m) / temperature)
    p = e / np.sum(e, axis=axis, keepdims=True)
    return p.astype(dtype, copy=False)


@np.errstate(all="ignore")
def log_softmax(z: ArrayLike, axis: int = -1, temperature: float = 1.0) -> Floats:
    r"""Return the log-probabilities ln softmax(z)_k = z_k - LSE(z).

    Parameters
    ----------
    z : array_like, any shape (..., K)
        Scores (logits). -inf masks a class.
    axis : int, default -1
        The axis along which the K scores of one decision lie.
    temperature : float, default 1.0
        T > 0 divides the scores.

    Returns
    -------
    ndarray or NumPy scalar, the shape of `z`
        ln p: 0 or below, and nan where `softmax` is. Their negatives are surprises in nats.

    Raises
    ------
    TypeError, ValueError
        If `z` does not hold real numbers in rows of one length, or has no such `axis`, or
        `temperature` is not a finite number above 0.

    Notes
    -----
    ``log(softmax(z))`` is -inf where a probability has vanished, as for [0, -1000]. The usual
    cure, z - m - ln Σ exp(z_j - m), still gives 0 for the first of [0, -40]. With one largest
    score left out of the sum, as in `logsumexp`, that entry is -4.2e-18:

    .. math:: \ln \mathrm{softmax}(z)_k
              = (z_k - m) - \ln\Bigl(1 + \sum_{j \text{ not largest}} e^{z_j - m}\Bigr)

    Both terms are 0 or below, so nothing cancels. Chapter 6 of the course, and 7.

    References
    ----------
    Blanchard, Higham & Higham (2021), as for `logsumexp`.

    Examples
    --------
    >>> log_softmax([0.0, -40.0])
    array([-4.24835426e-18, -4.00000000e+01])
    """
    z, dtype = as_scores(z, axis, temperature)
    if z.size == 0 or z.ndim == 0:  # no class, or one, with ln 1 = 0
        return (z - z).astype(dtype)
    k = np.argmax(z, axis=axis, keepdims=True)  # one largest score of each row
    m = np.take_along_axis(z, k, axis)
    below = (z - m) / temperature
    e = np.exp(below)
    np.put_along_axis(e, k, m - m, axis)  # its term is 1 (nan where m is infinite): log1p adds it
    log_p = below - np.log1p(np.sum(e, axis=axis, keepdims=True))
    return log_p.astype(dtype, copy=False)


@np.errstate(all="ignore")
def softmax_jacobian(z: ArrayLike) -> np.ndarray:
    r"""Return how each probability answers to each score: ∂p_i/∂z_j = p_i ([i = j] - p_j).

    Parameters
    ----------
    z : array_like, shape (..., K)
        Scores (logits), with the classes along the last axis.

    Returns
    -------
    ndarray, shape (..., K, K)
        Change of probability i per unit of score j. Symmetric; each row sums to 0.

    Raises
    ------
    TypeError, ValueError
        If `z` does not hold real numbers in rows of one length.

    Notes
    -----
    Off the diagonal, -p_i p_j says that the classes compete. On the diagonal, p_i (1 - p_i)
    keeps few digits where p_i is near 1. The rest, 1 - p_i, is the sum of the other
    probabilities, so each row sums to 0. Chapter 5 of the course.

    .. math:: \frac{\partial p_i}{\partial z_i} = p_i \sum_{j \ne i} p_j

    References
    ----------
    Bridle (1990), as for `softmax`.

    Examples
    --------
    >>> softmax_jacobian([0.0, 0.0])
    array([[ 0.25, -0.25],
           [-0.25,  0.25]])
    """
    z, dtype = as_floats(z, "z")
    p = np.atleast_1d(softmax(z))
    jacobian = -p[..., :, np.newaxis] * p[..., np.newaxis, :]
    i = np.arange(p.shape[-1])
    jacobian[..., i, i] = 0
    jacobian[..., i, i] = -jacobian.sum(axis=-1)
    return jacobian.astype(dtype, copy=False)
