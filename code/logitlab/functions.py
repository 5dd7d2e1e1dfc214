"""The functions of the course: sigmoid, logit, logsumexp, softmax and their kin.

A score (logit) ``z`` goes in, a probability comes out, or the other way round. Each formula
here equals the one in the textbook, but keeps its digits where the textbook's overflows, loses
everything to cancellation, or returns nan. Chapter 7 shows each of those failures.

Rules that all functions share:

- Any array-like goes in: a number, a list, an array of any shape. One number in, one out.
- float16, float32 and float64 stay what they are. Integers and booleans become float64.
- float16 is worked out in float32 and rounded once, at the end.
- nan stays nan, and -inf and inf give the limit. No NumPy warning escapes.
- Text, complex numbers and objects raise ``TypeError``.
"""

import numpy as np

_BLOCK = 8192  # elements: 64 kB of float64, so that a block and its temporaries stay in cache


def _as_float(values, name):
    """Return `values` as a floating-point array, or raise an error that names the argument."""
    try:
        array = np.asarray(values)
    except ValueError as error:
        raise ValueError(
            f"{name} must be a number or a rectangular array of numbers, but its rows differ in "
            f"length ({error}). Give all rows the same length."
        ) from error
    if array.dtype.kind in "biu":
        return array.astype(np.float64)
    if array.dtype.kind == "f":
        return array.astype(np.result_type(array.dtype), copy=False)  # native byte order
    hint = {
        "U": "Text from a file? Convert it first, for example with float(text).",
        "S": "Text from a file? Convert it first, for example with float(text).",
        "c": "Only the real part has a meaning here: take .real.",
        "O": "Is one value None, or too large for a float? Is it a dictionary or a set?",
    }.get(array.dtype.kind, "Convert it to plain numbers first.")
    came = f"{type(values).__name__} of dtype {array.dtype}"
    raise TypeError(f"{name} must hold real numbers (float, int or bool), but got {came}. {hint}")


def _working(array):
    """Return `array` in the precision to compute in: float32 for float16, else its own."""
    return array.astype(np.float32) if array.dtype == np.float16 else array


@np.errstate(all="ignore")  # overflow to inf and underflow to 0 are right answers, not accidents
def _elementwise(formula, array):
    """Apply `formula` to every element of `array`, block by block.

    NumPy walks over the whole array once for each operation. On a long array, each walk goes
    through main memory. A block of `_BLOCK` elements stays in the processor's cache instead,
    which makes the same formula about twice as fast.
    """
    flat = array.reshape(-1)
    result = np.empty_like(flat)
    for start in range(0, flat.size, _BLOCK):
        block = slice(start, start + _BLOCK)
        result[block] = formula(_working(flat[block]))
    return result.reshape(array.shape)[()]  # [()] turns a 0-d array into a NumPy scalar


def sigmoid(z):
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
        If `z` does not hold real numbers, or its rows differ in length.

    Notes
    -----
    The textbook's form overflows in ``exp(-z)`` for ``z < -709.78`` (float64) and then returns 0
    where the true value is about 1e-309. Multiply top and bottom by ``exp(min(z, 0))``:

    .. math:: \sigma(z) = \frac{e^{\min(z, 0)}}{1 + e^{-|z|}}

    Now no exponent is positive, so nothing overflows, and small values keep as many digits as the
    format can hold: in float64 all of them down to 2.2e-308, fewer below, none under 5e-324. From
    z = 36.74 on this returns exactly 1; from 37.43 on no float64 is nearer. There σ(-z), not
    1 - σ(z), holds the digits of the rest.

    Chapter 1 of the course, and chapter 7 for the overflow.

    References
    ----------
    Cramer, J. S. (2003). The origins and development of the logit model. Chapter 9 of *Logit
    Models from Economics and Other Fields*. Cambridge University Press.

    Examples
    --------
    >>> sigmoid([-2.0, 0.0, 2.0]).round(4)
    array([0.1192, 0.5   , 0.8808])
    >>> float(sigmoid(-745))
    5e-324
    """
    return _elementwise(
        lambda z: np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z))), _as_float(z, "z")
    )


def sigmoid_grad(z):
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
        If `z` does not hold real numbers, or its rows differ in length.

    Notes
    -----
    The textbook writes σ(1 - σ). For z > 36.74 that is exactly 0 in float64, because σ has been
    rounded to 1. The slope is the same on both sides of 0, so write it with |z|:

    .. math:: \sigma'(z) = \frac{e^{-|z|}}{(1 + e^{-|z|})^2}

    Chapter 1 of the course.

    References
    ----------
    Goodfellow, I., Bengio, Y., & Courville, A. (2016). *Deep Learning*, section 6.2.2.2. MIT
    Press.

    Examples
    --------
    >>> float(sigmoid_grad(0))
    0.25
    >>> float(sigmoid_grad(100)) == float(sigmoid_grad(-100)) > 0
    True
    """

    def slope(z):
        e = np.exp(-np.abs(z))
        return e / np.square(1 + e)

    return _elementwise(slope, _as_float(z, "z"))


def log_sigmoid(z):
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
        If `z` does not hold real numbers, or its rows differ in length.

    Notes
    -----
    ``log(sigmoid(z))`` is -inf below z = -745.13, where the true value is about z, and 0 above
    z = 36.74, where the true value is about -exp(-z). Take the logarithm on paper first:

    .. math:: \ln \sigma(z) = \min(z, 0) - \ln(1 + e^{-|z|})

    ``log1p(x)`` is ln(1 + x) without forming 1 + x, so a tiny x keeps its digits. Both terms
    are 0 or below, so nothing cancels.

    Chapter 3 of the course uses it, chapter 7 derives it.

    References
    ----------
    Blanchard, P., Higham, D. J., & Higham, N. J. (2021). Accurately computing the log-sum-exp
    and softmax functions. *IMA Journal of Numerical Analysis*, 41(4), 2311–2330.

    Examples
    --------
    >>> log_sigmoid([-1000.0, 0.0, 40.0])
    array([-1.00000000e+03, -6.93147181e-01, -4.24835426e-18])
    """
    return _elementwise(
        lambda z: np.minimum(z, 0) - np.log1p(np.exp(-np.abs(z))), _as_float(z, "z")
    )


def softplus(z):
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
        If `z` does not hold real numbers, or its rows differ in length.

    Notes
    -----
    The textbook's ``log(1 + exp(z))`` overflows above z = 709.78 and is 0 below z = -36.74. Take
    exp(z) out of the logarithm where z is positive:

    .. math:: \ln(1 + e^z) = \max(z, 0) + \ln(1 + e^{-|z|})

    Chapter 7 of the course.

    References
    ----------
    Blanchard, P., Higham, D. J., & Higham, N. J. (2021). Accurately computing the log-sum-exp
    and softmax functions. *IMA Journal of Numerical Analysis*, 41(4), 2311–2330.

    Examples
    --------
    >>> softplus([-40.0, 0.0, 1000.0])
    array([4.24835426e-18, 6.93147181e-01, 1.00000000e+03])
    """
    return _elementwise(
        lambda z: np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z))), _as_float(z, "z")
    )


def logit(p):
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
        If `p` does not hold real numbers, or its rows differ in length.

    Notes
    -----
    Near p = 1/2 the odds are near 1. The quotient p / (1 - p) is rounded to a multiple of 2e-16
    there, and its logarithm, which is close to 0, keeps few digits. With s = 2p - 1, which
    floating point computes without error for p from 1/4 to 3/4,

    .. math:: \ln\frac{p}{1 - p} = \ln(1 + s) - \ln(1 - s)

    The two logarithms have opposite signs, so the difference adds their sizes. Further out
    the textbook's quotient is right.

    A float64 near 1 is a multiple of 1.1e-16, so the round trip ``logit(sigmoid(30))`` gives
    30.001: the digits are gone before `logit` sees them.

    Chapter 2 of the course.

    References
    ----------
    Berkson, J. (1944). Application of the logistic function to bio-assay. *Journal of the
    American Statistical Association*, 39(227), 357–365.

    Examples
    --------
    >>> logit([0.0, 0.25, 0.5, 1.0, 1.1]).round(4)
    array([   -inf, -1.0986,  0.    ,     inf,     nan])
    >>> float(logit(0.5000000000009095))
    3.637978807091713e-12
    """

    def log_odds(p):
        s = 2 * p - 1
        return np.where(np.abs(s) <= 0.5, np.log1p(s) - np.log1p(-s), np.log(p / (1 - p)))

    return _elementwise(log_odds, _as_float(p, "p"))
