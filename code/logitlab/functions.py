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

import math
from functools import lru_cache

import numpy as np

# Long arrays are worked through in blocks that stay in the processor's cache together with
# their temporaries. Otherwise each operation would walk through main memory once more.
_BLOCK = 16_000  # elements of a block: below 128 kB, from where on memory comes from the system
_IN_PLACE = 2**19  # elements of a block of rows that needs no copies: fewer calls, more memory
_FEW = 32  # classes. NumPy is slow along many short rows: turned, they become a few long ones.

# exp of this still fits into the dtype, with a factor e to spare: see `_shift`.
_TOP = {"f": 87.0, "d": 708.0}


def _as_float(values, name):
    """Return `values` as a floating-point array, or raise an error that names the argument."""
    try:
        array = np.asarray(values)
    except ValueError as error:
        raise ValueError(
            f"{name} must be a number or a rectangular array of numbers, but its rows differ in "
            f"length ({error}). Give all rows the same length."
        ) from error
    dtype = array.dtype
    if dtype.char in "efd" and dtype.isnative:  # float16, float32, float64
        return array
    if dtype.kind in "biuf":
        with np.errstate(over="ignore"):  # a wider float may overflow to inf
            return array.astype(dtype.char if dtype.char in "efd" else np.float64)
    hint = {
        "U": "Text from a file? Convert it first, for example with float(text).",
        "S": "Text from a file? Convert it first, for example with float(text).",
        "c": "Only the real part has a meaning here: take .real.",
        "O": "Is one value None, or an integer of more than 64 bits? Is it a dictionary or a set?",
    }.get(dtype.kind, "Convert it to plain numbers first.")
    came = f"{type(values).__name__} of dtype {dtype}"
    raise TypeError(f"{name} must hold real numbers (float, int or bool), but got {came}. {hint}")


def _axis_last(array, axis):
    """Return `array` with `axis` swapped to the end, or raise an error that names it."""
    try:
        return array.swapaxes(axis, -1)
    except TypeError:
        raise TypeError(
            f"axis must be one integer, but got {axis!r}. To use all elements of z as one axis, "
            "pass z.ravel()."
        ) from None
    except ValueError:
        raise ValueError(
            f"axis must be from {-array.ndim} to {array.ndim - 1} for z of shape {array.shape}, "
            f"but got {axis}. Counting starts at 0, and -1 is the last axis."
        ) from None


def _checked_temperature(temperature):
    """Return `temperature` as a Python float, or raise an error that names it."""
    if not isinstance(temperature, (float, int, np.floating, np.integer)):
        raise TypeError(
            f"temperature must be one real number, but got {type(temperature).__name__}. To give "
            "each row its own temperature, divide z by it yourself."
        )
    if not 0 < temperature < math.inf:
        raise ValueError(
            f"temperature must be above 0 and finite, but got {temperature}. In the limit 0 the "
            "largest score takes all (argmax); in the limit inf all classes are equally probable."
        )
    return float(temperature)


def _precision(dtype, temperature=1.0):
    """Return the dtype to compute in, where `dtype` comes in and goes out.

    float16 is worked out in float32 and rounded once. A temperature other than 1 adds roundings,
    so float64 takes over.
    """
    if temperature != 1:
        return np.dtype(np.float64)
    return np.dtype(np.float32) if dtype.itemsize == 2 else dtype


@np.errstate(all="ignore")  # overflow to inf and underflow to 0 are right answers, not accidents
def _elementwise(formula, array):
    """Apply `formula` to every element of `array`, block by block."""
    flat = array.reshape(-1)
    result = np.empty_like(flat)
    precision = _precision(array.dtype)
    for start in range(0, flat.size, _BLOCK):
        block = slice(start, start + _BLOCK)
        result[block] = formula(flat[block].astype(precision, copy=False))
    return result.reshape(array.shape)[()]  # [()] turns a 0-d array into a NumPy scalar


@np.errstate(all="ignore")
def _along_axis(formula, z, axis, temperature=1.0, width=None):
    """Apply `formula` to the rows of `z` that lie along `axis`, block by block.

    ``formula(rows, z, temperature, out)`` gets n rows, shape (n, K); the same numbers with the
    classes down the columns, shape (K, n); and an array of that shape which it may overwrite, or
    None, where making a new one is quicker. It returns an array of shape (K, n), or (`width`, n)
    if `width` is given.
    """
    array = _as_float(z, "z")
    temperature = _checked_temperature(temperature)
    # One number counts as an axis with one score.
    swapped = _axis_last(array if array.ndim else array.reshape(1), axis)
    classes = swapped.shape[-1]
    shape = (*swapped.shape[:-1], width) if width else swapped.shape
    if array.size == 0:  # no rows, or rows with an empty sum, of which the logarithm is -inf
        return np.full(shape, -np.inf, array.dtype).swapaxes(axis, -1)
    rows = swapped.reshape(-1, classes)
    # The two terms of logsumexp may cancel; float64 has digits to spare for float32.
    precision = np.dtype(np.float64) if width else _precision(array.dtype, temperature)
    order = "C" if classes < _FEW else "F"
    if array.size <= _BLOCK:
        block = rows.T.astype(precision, order, copy=False)
        result = formula(rows, block, temperature, None).T
        result = result.astype(array.dtype, copy=False)
    else:
        result = np.empty((len(rows), shape[-1]), array.dtype)
        in_place = order == "F" and precision == array.dtype
        step = (_IN_PLACE if in_place else _BLOCK) // classes or 1
        for start in range(0, len(rows), step):
            some = rows[start : start + step]
            block = some.T.astype(precision, order, copy=False)
            target = result[start : start + step].T
            if in_place and not width:
                formula(some, block, temperature, target)
            else:
                target[...] = formula(some, block, temperature, np.empty_like(block))
    result = result.reshape(shape).swapaxes(axis, -1)
    return result if array.ndim else result[0]


@lru_cache
def _limits(char, classes, temperature):
    """Return what `_shift` compares with: 0, `top`, and the `unit` of a shift, in one dtype.

    From `top` on, a sum of so many exponentials may overflow. NumPy combines arrays of one dtype
    faster than arrays with Python's numbers, which counts where there are three scores.
    """
    unit = 2.0 ** math.floor(math.log2(temperature))
    top = (_TOP[char] - math.log(classes)) * temperature
    return [np.dtype(char).type(limit) for limit in (0, top, top + unit, unit)]


def _shift(m, classes, temperature):
    """Return what to subtract from scores with maximum `m`, so that exp stays in range.

    The textbook subtracts m itself. That difference is rounded: where it is -700, by up to
    6e-14, which exp turns into a relative error of that size. This function returns None if
    no sum overflows and no term vanishes too early, else multiples of a power of 2 not above
    the temperature. They have so few digits that z minus them is exact where it matters.
    """
    zero, top, beyond, unit = _limits(m.dtype.char, classes, temperature)
    maximum, minimum, some = np.maximum, np.minimum, np.count_nonzero
    if m.size == 1:  # one row: scalars are quicker than arrays
        m, maximum, minimum, some = m[0], max, min, bool
    shift = maximum(m - top, minimum(m, zero))
    if not some(shift):
        return None
    shift = shift - shift % unit
    # Beyond 2**53 units the subtraction of `top` was rounded. Scores differ by whole units there.
    rounded = m - shift > beyond
    return np.where(rounded, m, shift) if some(rounded) else shift


def _exp(z, shift, temperature, out):
    """Return exp((z - shift) / temperature), written to `out`."""
    if shift is not None:
        z = np.subtract(z, shift, out)
    if temperature == 1:
        return np.exp(z, out)
    # z / T would be rounded, as above. The remainder of the division is exact, so take exp of
    # the whole quotient and of the fraction.
    remainder = np.fmod(z, temperature)
    remainder[np.isinf(z)] = 0
    quotient = np.rint((z - remainder) / temperature)
    return np.multiply(np.exp(quotient), np.exp(remainder / temperature), out)


def _softmax(rows, z, temperature, out):
    m = np.maximum.reduce(z)
    e = _exp(z, _shift(m, len(z), temperature), temperature, out)
    e /= np.add.reduce(e)
    return e


def _split_largest(rows, z, temperature, out):
    """Return m, the largest score of each column, and Σ exp((z - m) / T) over the others."""
    largest = rows.argmax(1), np.arange(len(rows))
    m = z[largest]
    shift = _shift(m, len(z), temperature)
    e = _exp(z, shift, temperature, out)
    e[largest] = 0
    others = np.add.reduce(e)
    others /= _exp(m, shift, temperature, np.empty_like(m))
    return m, others


def _log_softmax(rows, z, temperature, out):
    m, others = _split_largest(rows, z, temperature, out)
    answer = np.subtract(z, m, out)
    if temperature != 1:
        answer /= temperature
    answer -= np.log1p(others)
    return answer


def _logsumexp(rows, z, temperature, out):
    m, others = _split_largest(rows, z, temperature, out)
    return np.where(np.isinf(m), m, m + np.log1p(others))[np.newaxis]


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


def logsumexp(z, axis=-1, keepdims=False):
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
        One number for each sum, in nats, between max z and max z + ln K. An empty sum gives
        -inf.

    Raises
    ------
    TypeError, ValueError
        If `z` does not hold real numbers, its rows differ in length, or it has no such `axis`.

    Notes
    -----
    The textbook's form overflows for scores above 709.78, and is ln 0 below -745.13. The usual
    cure, m + ln Σ exp(z_k - m) with m = max z, still returns 0 for the scores [0, -40]: it adds
    1 and 4e-18, and the small one is lost. Leave the largest score, whose term is 1, out of the
    sum, and let ``log1p`` add it:

    .. math:: \mathrm{LSE}(z) = m + \ln\Bigl(1 + \sum_{k \ne \arg\max} e^{z_k - m}\Bigr)

    Where the result is close to 0, the two terms cancel. Then it is right to the last digit of m,
    not to its own.

    Chapter 7 of the course; chapter 5 draws it.

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
    result = _along_axis(_logsumexp, z, axis, width=1)
    return result if keepdims else result.squeeze(axis)[()]


def softmax(z, axis=-1, temperature=1.0):
    r"""Turn K scores into K probabilities: p_k = exp(z_k) / Σ_j exp(z_j).

    Parameters
    ----------
    z : array_like, any shape (..., K)
        Scores (logits). Only their differences count. -inf masks a class.
    axis : int, default -1
        The axis along which the K scores of one decision lie.
    temperature : float, default 1.0
        T > 0. The scores are divided by it. Below 1 the probabilities move toward the largest
        score, above 1 toward 1/K.

    Returns
    -------
    ndarray or NumPy scalar, the shape of `z`
        Probabilities that sum to 1 along `axis`. nan along an axis with a nan or inf, and along
        an axis where all scores are -inf.

    Raises
    ------
    TypeError, ValueError
        If `z` does not hold real numbers, its rows differ in length, it has no such `axis`, or
        `temperature` is not a finite number above 0.

    Notes
    -----
    The textbook's form is inf/inf above 709.78 and 0/0 below -745.13. A common factor on top and
    bottom changes nothing, so subtract a number c from all scores of an axis first:

    .. math:: \mathrm{softmax}(z)_k = \frac{e^{(z_k - c)/T}}{\sum_j e^{(z_j - c)/T}}

    The usual choice is c = max z. Here c is 0 where nothing overflows or vanishes, and a whole
    number elsewhere, because z - max z is rounded: for [0.1, -700.3] that alone makes the small
    probability wrong in the 14th digit.

    The course writes softmax(z)_k, never softmax(z_k): the function needs all the scores. One
    number alone counts as an axis with one class, and has probability 1.

    Chapter 5 of the course, and chapter 7 for the overflow.

    References
    ----------
    Bridle, J. S. (1990). Probabilistic interpretation of feedforward classification network
    outputs, with relationships to statistical pattern recognition. *Neurocomputing*, 227–236.
    Springer.

    Blanchard, P., Higham, D. J., & Higham, N. J. (2021). Accurately computing the log-sum-exp
    and softmax functions. *IMA Journal of Numerical Analysis*, 41(4), 2311–2330.

    Examples
    --------
    >>> softmax([2.0, 1.0, 0.5]).round(4)
    array([0.6285, 0.2312, 0.1402])
    >>> softmax([2.0, 1.0, 0.5], temperature=0.1).round(4)
    array([1., 0., 0.])
    >>> softmax([1000.0, 1000.0])
    array([0.5, 0.5])
    """
    return _along_axis(_softmax, z, axis, temperature)


def log_softmax(z, axis=-1, temperature=1.0):
    r"""Return the log-probabilities ln softmax(z)_k = z_k - LSE(z).

    Parameters
    ----------
    z : array_like, any shape (..., K)
        Scores (logits). -inf masks a class.
    axis : int, default -1
        The axis along which the K scores of one decision lie.
    temperature : float, default 1.0
        T > 0. The scores are divided by it.

    Returns
    -------
    ndarray or NumPy scalar, the shape of `z`
        Natural logarithms of probabilities: 0 or below. Their negatives are surprises in nats.
        nan where `softmax` is nan.

    Raises
    ------
    TypeError, ValueError
        If `z` does not hold real numbers, its rows differ in length, it has no such `axis`, or
        `temperature` is not a finite number above 0.

    Notes
    -----
    ``log(softmax(z))`` is -inf where a probability has vanished, although its logarithm is an
    ordinary number: for [0, -1000] it is -1000. The usual cure, z - m - ln Σ exp(z_j - m), still
    gives 0 for the first of [0, -40]. With the largest score left out of the sum, as in
    `logsumexp`, that entry is -4.2e-18:

    .. math:: \ln \mathrm{softmax}(z)_k
              = (z_k - m) - \ln\Bigl(1 + \sum_{j \ne \arg\max} e^{z_j - m}\Bigr)

    Both terms are 0 or below, so nothing cancels.

    Chapter 6 of the course uses it, chapter 7 derives it.

    References
    ----------
    Blanchard, P., Higham, D. J., & Higham, N. J. (2021). Accurately computing the log-sum-exp
    and softmax functions. *IMA Journal of Numerical Analysis*, 41(4), 2311–2330.

    Examples
    --------
    >>> log_softmax([0.0, -40.0])
    array([-4.24835426e-18, -4.00000000e+01])
    """
    return _along_axis(_log_softmax, z, axis, temperature)


def softmax_jacobian(z):
    r"""Return how each probability answers to each score: ∂p_i/∂z_j = p_i ([i = j] - p_j).

    Parameters
    ----------
    z : array_like, shape (..., K)
        Scores (logits), with the classes along the last axis.

    Returns
    -------
    ndarray, shape (..., K, K)
        Change of probability i per unit of score j. Symmetric; each row and each column sums
        to 0.

    Raises
    ------
    TypeError, ValueError
        If `z` does not hold real numbers, or its rows differ in length.

    Notes
    -----
    Off the diagonal, -p_i p_j says that the classes compete: what one gains, the others lose.
    On the diagonal the textbook writes p_i (1 - p_i). Where p_i is near 1 that subtraction
    leaves few digits, or 0. The rest, 1 - p_i, is the sum of the other probabilities:

    .. math:: \frac{\partial p_i}{\partial z_i} = p_i \sum_{j \ne i} p_j

    which is minus the sum of the off-diagonal entries of the row.

    Chapter 5 of the course.

    References
    ----------
    Bridle, J. S. (1990). Probabilistic interpretation of feedforward classification network
    outputs, with relationships to statistical pattern recognition. *Neurocomputing*, 227–236.
    Springer.

    Examples
    --------
    >>> softmax_jacobian([0.0, 0.0])
    array([[ 0.25, -0.25],
           [-0.25,  0.25]])
    """
    array = np.atleast_1d(_as_float(z, "z"))
    p = softmax(array.astype(_precision(array.dtype), copy=False))
    diagonal = np.arange(p.shape[-1])
    with np.errstate(all="ignore"):
        jacobian = -p[..., :, np.newaxis] * p[..., np.newaxis, :]
        jacobian[..., diagonal, diagonal] = 0
        jacobian[..., diagonal, diagonal] = -jacobian.sum(axis=-1)
        return jacobian.astype(array.dtype, copy=False)
