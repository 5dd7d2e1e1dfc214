"""The losses of the course: entropy, cross-entropy, divergence, and the losses on logits.

Surprise is -ln p: what it costs to meet something that one gave the probability p. Every loss
here but the Brier score is an average of surprises, or its excess over the best average. The unit
is the nat, unless `base` says otherwise; one nat is 1.4427 bits.

Rules that all losses share:

- 0 · ln 0 = 0: what never happens costs nothing.
- The result has the floating-point type of the scores or probabilities; integers become float64.
- nan spreads over its own row only. No NumPy warning escapes for legal input.
- A label out of range, rows that do not sum to 1 and shapes that cannot meet raise `ValueError`.
"""

import math

import numpy as np
from numpy.typing import ArrayLike

from .functions import log_softmax, sigmoid, softmax, softplus
from .inputs import (
    LARGEST,
    Floats,
    as_base,
    as_class_targets,
    as_class_weights,
    as_floats,
    as_number,
    as_probabilities,
    as_two_distributions,
    as_yes_no,
    broadcast,
    warn_of_probabilities,
)


def _reduce(losses, weights, reduction, dtype):
    """Return the losses, their sum, or their mean, which divides by the sum of the weights."""
    if reduction not in ("mean", "sum", "none"):
        raise ValueError(f'reduction must be "mean", "sum" or "none", but got {reduction!r}.')
    if reduction != "none":
        losses = losses.sum(dtype=np.float64)
    if reduction == "mean":
        losses = losses / weights
    return losses.astype(dtype)[()]


# ---------------------------------------------------------------- from probabilities


@np.errstate(all="ignore")
def entropy(p: ArrayLike, base: float = math.e) -> Floats:
    r"""Return the entropy H(p) = -Σ p_k ln p_k: the mean surprise of one who knows p.

    Parameters
    ----------
    p : array_like, shape (..., K)
        Distributions: 0 or above, summing to 1 along the last axis.
    base : float, default e
        Base of the logarithm: e for nats, 2 for bits.

    Returns
    -------
    ndarray or NumPy scalar, shape (...)
        From 0 (one class is certain) to ln K (all are equally probable).

    Raises
    ------
    TypeError, ValueError
        If `p` does not hold numbers, has a negative entry, a row that does not sum to 1, or
        `base` is not a finite number above 1.

    Notes
    -----
    The textbook's formula gives nan at p_k = 0, as 0 · (-inf). The limit of p ln p at 0 is 0.
    All terms are 0 or above, so nothing cancels.

    Chapter 6 of the course.

    References
    ----------
    Shannon, C. E. (1948). A mathematical theory of communication. *Bell System Technical
    Journal*, 27, 379–423.

    Examples
    --------
    >>> float(entropy([0.5, 0.25, 0.125, 0.125], base=2))
    1.75
    >>> float(entropy([1.0, 0.0]))
    0.0
    """
    p, dtype = as_probabilities(p, "p")
    surprise = -np.log(np.where(p == 0, 1, p))  # 0 ln 0 = 0, as 0 ln 1
    nats = np.sum(p * surprise, axis=-1)
    return (nats / math.log(as_base(base))).astype(dtype)


@np.errstate(all="ignore")
def cross_entropy(y: ArrayLike, p: ArrayLike, base: float = math.e) -> Floats:
    r"""Return H(y, p) = -Σ y_k ln p_k: the mean surprise of one who believes p where y is true.

    Parameters
    ----------
    y : array_like, shape (..., K)
        The truth: distributions, summing to 1 along the last axis. A one-hot row is a label.
    p : array_like, shape (..., K)
        The model's distributions. Leading axes broadcast.
    base : float, default e
        Base of the logarithm: e for nats, 2 for bits.

    Returns
    -------
    ndarray or NumPy scalar, shape (...)
        Never below ``entropy(y)``. inf where something happens that `p` excludes.

    Raises
    ------
    TypeError, ValueError
        If `y` or `p` does not hold numbers, has a negative entry or a row that does not sum to 1,
        if they differ in the number of classes, or `base` is not a finite number above 1.

    Notes
    -----
    A class that never happens and that `p` excludes costs 0 · ln 0 = 0. For a model that gives
    scores, use `cross_entropy_with_logits`: a `p` that has been rounded to 0 costs inf here.

    H(y, p) is not symmetric and is not 0 at p = y; see `kl_divergence` for the excess.

    Chapter 6 of the course.

    References
    ----------
    Cover, T. M., & Thomas, J. A. (2006). *Elements of Information Theory* (2nd ed.). Wiley.

    Examples
    --------
    >>> cross_entropy([0.5, 0.25, 0.125, 0.125], [0.125, 0.5, 0.25, 0.125], base=2).round(6)
    np.float64(2.375)
    """
    y, p, dtype = as_two_distributions(y, p)
    surprise = -np.log(np.where((y == 0) & (p == 0), 1, p))  # 0 ln 0 = 0, as 0 ln 1
    nats = np.sum(y * surprise, axis=-1)
    return (nats / math.log(as_base(base))).astype(dtype)


@np.errstate(all="ignore")
def kl_divergence(y: ArrayLike, p: ArrayLike, base: float = math.e) -> Floats:
    r"""Return KL(y‖p) = Σ y_k ln(y_k / p_k): what believing p costs above the entropy of y.

    Parameters
    ----------
    y : array_like, shape (..., K)
        The truth: distributions, summing to 1 along the last axis.
    p : array_like, shape (..., K)
        The model's distributions. Leading axes broadcast.
    base : float, default e
        Base of the logarithm: e for nats, 2 for bits.

    Returns
    -------
    ndarray or NumPy scalar, shape (...)
        0 or above, and 0 where p = y. inf where `p` excludes what `y` allows.

    Raises
    ------
    TypeError, ValueError
        If `y` or `p` does not hold numbers, has a negative entry or a row that does not sum to 1,
        if they differ in the number of classes, or `base` is not a finite number above 1.

    Notes
    -----
    The terms y ln(y/p) have both signs. For p close to y they cancel: two distributions that
    differ by 1e-9 have a divergence of about 1e-18, below the rounding of one term. So where p_k
    is close to y_k, add p_k - y_k to the term, which makes it 0 or above, and take the sum of
    these additions off again:

    .. math:: y \ln\frac{y}{p} = \Bigl[(p - y) - y \ln\frac{p}{y}\Bigr] + (y - p)

    ``log1p`` gives ln(p/y) there. The additions cancel exactly, because they are differences of
    nearly equal numbers, which floating point computes without error.

    This is a divergence and not a distance: swap y and p and it changes.

    Chapter 6 of the course.

    References
    ----------
    Kullback, S., & Leibler, R. A. (1951). On information and sufficiency. *Annals of Mathematical
    Statistics*, 22(1), 79–86.

    Examples
    --------
    >>> float(kl_divergence([0.5, 0.5], [0.9, 0.1]).round(3))
    0.511
    >>> float(kl_divergence([0.9, 0.1], [0.5, 0.5]).round(3))
    0.368
    """
    y, p, dtype = as_two_distributions(y, p)
    ln2 = math.log(2)
    d = p - y
    near = np.abs(d) < y / 2
    close = (d - y * np.log1p(d / y)) / ln2
    apart = np.where(y == 0, 0 * p, y * (np.log2(y) - np.log2(p)))  # exact for powers of 2
    bits = np.sum(np.where(near, close, apart), axis=-1) - np.sum(d, axis=-1, where=near) / ln2
    return (np.maximum(bits, 0) * (ln2 / math.log(as_base(base)))).astype(dtype)


@np.errstate(all="ignore")
def perplexity(nll: ArrayLike) -> Floats:
    r"""Return exp(nll): the number of equally probable choices that would surprise as much.

    Parameters
    ----------
    nll : array_like, any shape
        Mean negative log-likelihoods (cross-entropies) in nats, 0 or above.

    Returns
    -------
    ndarray or NumPy scalar, the shape of `nll`
        From 1 (never surprised) upwards, without a unit.

    Raises
    ------
    TypeError, ValueError
        If `nll` does not hold real numbers, or one is negative.

    Notes
    -----
    For a value in bits, take ``2 ** bits`` instead, or multiply by ln 2 first. Average first and
    exponentiate then: the mean of exp(nll) is another number.

    Chapter 6 of the course.

    References
    ----------
    Cover, T. M., & Thomas, J. A. (2006). *Elements of Information Theory* (2nd ed.). Wiley.

    Examples
    --------
    >>> float(perplexity(entropy([0.25, 0.25, 0.25, 0.25])).round(9))
    4.0
    """
    nll, dtype = as_floats(nll, "nll")
    if (nll < 0).any():
        raise ValueError(
            f"nll must be 0 or above, but got {nll.min()}. Is it a log-likelihood? Then change "
            "its sign."
        )
    return np.exp(nll).astype(dtype)


@np.errstate(all="ignore")
def brier_score(p: ArrayLike, y: ArrayLike) -> Floats:
    r"""Return the mean squared distance between forecasts and what happened.

    Parameters
    ----------
    p : array_like, shape (), (N,) or (..., K)
        Forecasts: for a yes/no question the probability of "yes", in the shape of `y`; for K
        classes distributions along the last axis.
    y : array_like
        What happened. Yes/no: 0 or 1 (or a probability), in the shape of `p`. K classes: class
        indices, shape (...), or distributions, shape (..., K) with two or more axes.

    Returns
    -------
    NumPy scalar
        Mean of (p - y)² for yes/no, from 0 to 1; mean of Σ_k (p_k - y_k)² for K classes, from
        0 to 2. So the value for two classes is twice the value for yes/no.

    Raises
    ------
    TypeError, ValueError
        If `p` or `y` does not hold numbers, lies outside [0, 1], if rows of `p` do not sum to 1,
        or the shapes do not fit.

    Notes
    -----
    Like cross-entropy it is a strictly proper score: only the true probability minimizes its
    mean. Unlike cross-entropy it is bounded, so one confident error cannot dominate, and its
    gradient in the logit vanishes there.

    Chapter 6 of the course, and chapter 8 for calibration.

    References
    ----------
    Brier, G. W. (1950). Verification of forecasts expressed in terms of probability. *Monthly
    Weather Review*, 78(1), 1–3.

    Examples
    --------
    >>> float(brier_score([0.9, 0.2], [1, 0]).round(3))
    0.025
    >>> float(brier_score([[0.7, 0.2, 0.1]], [0]).round(3))
    0.14
    """
    forecast, dtype = as_floats(p, "p")
    if forecast.ndim <= 1 and as_floats(y, "y")[0].shape == forecast.shape:
        forecast, target = as_yes_no(p, "p").astype(np.float64), as_yes_no(y, "y")
        squares = (forecast - target) ** 2
    else:
        forecast, _ = as_probabilities(p, "p")
        target = as_class_targets(y, forecast.shape)
        forecast, target = broadcast(forecast, target, ("p", "y"))
        squares = np.sum((forecast - target) ** 2, axis=-1)
    return _reduce(squares, squares.size, "mean", dtype)


# ---------------------------------------------------------------- from logits


@np.errstate(all="ignore")
def binary_cross_entropy_with_logits(
    z: ArrayLike, y: ArrayLike, *, pos_weight: float = 1.0, reduction: str = "mean"
) -> Floats:
    r"""Return the surprise at yes/no labels: -y ln σ(z) - (1 - y) ln σ(-z).

    Parameters
    ----------
    z : array_like, any shape
        Logits of "yes": the scores before the sigmoid. Not probabilities: a probability is a
        legal logit, so nothing can warn of that mistake.
    y : array_like, a shape that broadcasts with that of `z`
        Labels 0 or 1, or probabilities of "yes".
    pos_weight : float, default 1.0
        Factor, 0 or above, on the surprise at "yes". It makes a missed "yes" dearer, and the
        probabilities of the fitted model too high.
    reduction : {"mean", "sum", "none"}, default "mean"
        The mean over all elements, their sum, or each of them.

    Returns
    -------
    NumPy scalar, or ndarray for "none"
        Nats, 0 or above. With a label between 0 and 1 the least possible is its entropy.

    Raises
    ------
    TypeError, ValueError
        If `z` or `y` does not hold real numbers, a label lies outside [0, 1], the shapes do not
        fit (a column against a flat array counts as a misfit), or an option is illegal.

    Notes
    -----
    The textbook's form takes the logarithm of a rounded sigmoid: for z = 40 and y = 0 that is
    ln 0. Clipping p away from 0 and 1 hides it, and stops learning where the model is most
    wrong. The usual fused form, softplus(z) - y z, subtracts 40 from 40 for z = 40 and y = 1.
    Here each label has its own `softplus`, and no digit cancels:

    .. math:: \mathcal{L} = y \, \ln(1 + e^{-z}) + (1 - y) \, \ln(1 + e^{z})

    A term with weight 0 counts 0 even at z = ±inf, where its surprise is inf.

    As in PyTorch, the mean divides by the number of elements and not by the sum of `pos_weight`,
    which scales one kind of surprise and does not weight the sample.

    Chapter 6 of the course, chapter 7 for the digits, chapter 8 for `pos_weight`.

    References
    ----------
    Goodfellow, I., Bengio, Y., & Courville, A. (2016). *Deep Learning*, section 6.2.2.2. MIT
    Press.

    Examples
    --------
    >>> float(binary_cross_entropy_with_logits(0.0, 1).round(6))
    0.693147
    >>> binary_cross_entropy_with_logits([40.0, 1000.0], [1, 0], reduction="none")
    array([4.24835426e-18, 1.00000000e+03])
    """
    z, dtype = as_floats(z, "z")
    z, y = broadcast(z, as_yes_no(y, "y").astype(z.dtype), ("z", "y"))
    hint = "It multiplies the loss of the labels 1."
    pos_weight = as_number(pos_weight, "pos_weight", 0, LARGEST, hint)
    yes, no = pos_weight * y, 1 - y
    surprise_at_yes = np.where(yes == 0, 0, yes * softplus(-z))
    surprise_at_no = np.where(no == 0, 0, no * softplus(z))
    losses = surprise_at_yes + surprise_at_no
    return _reduce(losses, losses.size, reduction, dtype)


@np.errstate(all="ignore")
def cross_entropy_with_logits(
    z: ArrayLike,
    y: ArrayLike,
    *,
    label_smoothing: float = 0.0,
    class_weight: ArrayLike | None = None,
    reduction: str = "mean",
) -> Floats:
    r"""Return the surprise at class labels: -Σ_k y_k ln softmax(z)_k.

    Parameters
    ----------
    z : array_like, shape (..., K)
        Logits: the scores before the softmax. -inf masks a class. Rows that look like
        probabilities cause a warning.
    y : array_like
        Class indices from 0 to K - 1, of integer type, shape (...), or one for all rows; or
        distributions, shape (..., K), one-hot or soft.
    label_smoothing : float, default 0.0
        ε from 0 to 1. The target becomes (1 - ε) y + ε/K.
    class_weight : array_like, shape (K,), optional
        Weights, 0 or above, of the surprises at the K classes.
    reduction : {"mean", "sum", "none"}, default "mean"
        The mean, which divides by the sum of the weights Σ_k w_k y_k of the rows (the number of
        rows if there is no `class_weight`); the sum; or one loss for each row.

    Returns
    -------
    NumPy scalar, or ndarray of shape (...) for "none"
        Nats, 0 or above. The least possible is the entropy of the target. Equal scores cost
        ln K.

    Raises
    ------
    TypeError, ValueError
        If `z` or `y` does not hold real numbers, a class index is out of range, a row of `y`
        does not sum to 1, the shapes do not fit, or an option is illegal.

    Warns
    -----
    UserWarning
        If every row of `z` has the looks of a distribution. A second softmax on top of the first
        keeps the loss above ln(1 + (K - 1)/e) and all but stops learning.

    Notes
    -----
    The textbook's ln(softmax(z)) is ln 0 where a probability has vanished, and 0 · ln 0 = nan
    even for a perfect prediction. `log_softmax` has all the digits, and a class with target 0
    costs 0 even where its score is -inf.

    Chapter 6 of the course, chapter 7 for the digits, chapter 8 for weights and the double
    softmax.

    References
    ----------
    Szegedy, C., Vanhoucke, V., Ioffe, S., Shlens, J., & Wojna, Z. (2016). Rethinking the
    Inception architecture for computer vision. *CVPR*, 2818–2826. (label smoothing)

    Examples
    --------
    >>> float(cross_entropy_with_logits([2.0, 1.0, 0.5], 0).round(4))
    0.4644
    >>> float(cross_entropy_with_logits([0.0, -800.0], 1))
    800.0
    """
    z, dtype = as_floats(z, "z")
    z, target = broadcast(z, as_class_targets(y, z.shape), ("z", "y"))
    warn_of_probabilities(z, dtype)
    hint = "It is the share of the target that is spread over all classes."
    share = as_number(label_smoothing, "label_smoothing", 0, 1, hint)
    weight = as_class_weights(class_weight, z.shape[-1])
    smooth = (1 - share) * target + share / z.shape[-1]
    factor = weight * smooth
    losses = np.sum(np.where(factor == 0, 0, factor * -log_softmax(z)), axis=-1)
    return _reduce(losses, np.sum(weight * target), reduction, dtype)


# ---------------------------------------------------------------- gradients


@np.errstate(all="ignore")
def binary_cross_entropy_grad(z: ArrayLike, y: ArrayLike) -> Floats:
    r"""Return the slope of the yes/no loss in the logit: σ(z) - y, prediction minus label.

    Parameters
    ----------
    z : array_like, any shape
        Logits of "yes".
    y : array_like, a shape that broadcasts with that of `z`
        Labels 0 or 1, or probabilities of "yes".

    Returns
    -------
    ndarray or NumPy scalar
        Nats per unit of logit, from -1 to 1: the gradient of
        ``binary_cross_entropy_with_logits(z, y, reduction="sum")``. Divide by the number of
        elements for the mean.

    Raises
    ------
    TypeError, ValueError
        As `binary_cross_entropy_with_logits`.

    Notes
    -----
    σ(40) is 1 in float64, so σ(z) - 1 is 0, and the sample stops teaching. The error of each
    label by itself keeps its digits:

    .. math:: \frac{\partial \mathcal{L}}{\partial z} = (1 - y) \, \sigma(z) - y \, \sigma(-z)

    Chapter 4 of the course, where each sample moves the curve against this error, and chapter 6.

    References
    ----------
    Goodfellow, I., Bengio, Y., & Courville, A. (2016). *Deep Learning*, section 6.2.2.2. MIT
    Press.

    Examples
    --------
    >>> binary_cross_entropy_grad([0.0, 40.0], [0, 1])
    array([ 5.00000000e-01, -4.24835426e-18])
    """
    z, dtype = as_floats(z, "z")
    z, y = broadcast(z, as_yes_no(y, "y").astype(z.dtype), ("z", "y"))
    slope = (1 - y) * sigmoid(z) - y * sigmoid(-z)
    return slope.astype(dtype)


@np.errstate(all="ignore")
def cross_entropy_grad(z: ArrayLike, y: ArrayLike) -> np.ndarray:
    r"""Return the slope of the K-class loss in the logits: softmax(z) - y.

    Parameters
    ----------
    z : array_like, shape (..., K)
        Logits.
    y : array_like
        Class indices, shape (...), or distributions, shape (..., K).

    Returns
    -------
    ndarray, shape (..., K)
        Nats per unit of logit: the gradient of
        ``cross_entropy_with_logits(z, y, reduction="sum")``. Each row sums to 0. Divide by the
        number of rows for the mean.

    Raises
    ------
    TypeError, ValueError
        As `cross_entropy_with_logits`.

    Notes
    -----
    p - 1 loses the digits of a p near 1, as in `binary_cross_entropy_grad`. Where a target is
    exactly 1, its entry is minus the sum of the other probabilities, which is the same number
    with all its digits.

    The formula holds because each row of y sums to 1; in general it is (Σ y) p - y.

    Chapter 6 of the course.

    References
    ----------
    Bridle, J. S. (1990). Probabilistic interpretation of feedforward classification network
    outputs, with relationships to statistical pattern recognition. *Neurocomputing*, 227–236.
    Springer.

    Examples
    --------
    >>> cross_entropy_grad([2.0, 1.0, 0.5], 1).round(4)
    array([ 0.6285, -0.7688,  0.1402])
    """
    z, dtype = as_floats(z, "z")
    z, target = broadcast(z, as_class_targets(y, z.shape), ("z", "y"))
    p = softmax(z)
    certain = target == 1
    others = np.sum(np.where(certain, 0, p), axis=-1, keepdims=True)
    return np.where(certain, -others, p - target).astype(dtype)
