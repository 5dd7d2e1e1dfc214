"""What may go into functions, losses and sampling, and the errors that say what else came.

Each helper returns its argument in the form that the formulas work with, or raises an error that
names the argument, what came, what is expected, and what to do.
"""

import math
import warnings
from collections.abc import Iterable

import numpy as np

# One number in gives one number out.
Floats = np.ndarray | np.floating
NUMBERS = (float, int, np.floating, np.integer)
LARGEST = float(np.finfo(np.float64).max)


def as_floats(values, name):
    """Return `values` as an array to compute with, and the dtype that the answer will have.

    float32 and float64 stay what they are. float16 is worked out in float32. Integers, booleans
    and wider floats become float64.
    """
    try:
        array = np.asarray(values)
    except ValueError as error:
        raise ValueError(
            f"{name} must be a number or a rectangular array of numbers, but its rows differ in "
            f"length ({error}). Give all rows the same length."
        ) from error
    if array.dtype.kind not in "biuf":
        hint = {
            "U": "Text from a file? Convert it first, for example with float(text).",
            "S": "Text from a file? Convert it first, for example with float(text).",
            "c": "Only the real part has a meaning here: take .real.",
            "O": "Is one value None, or an integer of more than 64 bits? Is it a dictionary or a "
            "set?",
        }.get(array.dtype.kind, "Convert it to plain numbers first.")
        came = f"{type(values).__name__} of dtype {array.dtype}"
        raise TypeError(
            f"{name} must hold real numbers (float, int or bool), but got {came}. {hint}"
        )
    dtype = np.dtype(array.dtype.char if array.dtype.char in "efd" else np.float64)
    working = np.float32 if dtype == np.float16 else dtype
    with np.errstate(over="ignore"):  # a wider float may overflow to inf
        return array.astype(working, copy=False), dtype


def as_scores(z, axis, temperature=1.0):
    """Check also that `z` has the `axis`, and that `temperature` is a finite number above 0.

    A temperature other than 1 adds a rounding, so the scores become float64.
    """
    z, dtype = as_floats(z, "z")
    ndim = max(z.ndim, 1)  # one number counts as an axis with one score
    if isinstance(axis, bool) or not isinstance(axis, (int, np.integer)):
        raise TypeError(
            f"axis must be one integer, but got {axis!r}. To use all elements of z as one axis, "
            "pass z.ravel()."
        )
    if not -ndim <= axis < ndim:
        raise ValueError(
            f"axis must be from {-ndim} to {ndim - 1} for z of shape {z.shape}, but got {axis}. "
            "Counting starts at 0, and -1 is the last axis."
        )
    if not isinstance(temperature, NUMBERS):
        raise TypeError(
            f"temperature must be one real number, but got {type(temperature).__name__}. To give "
            "each row its own temperature, divide z by it yourself."
        )
    if not 0 < temperature < math.inf:
        raise ValueError(
            f"temperature must be above 0 and finite, but got {temperature}. In the limit 0 the "
            "largest score takes all (argmax); in the limit inf all classes are equally probable."
        )
    return (z if temperature == 1 else z.astype(np.float64, copy=False)), dtype


def as_probabilities(p, name):
    """Return an array in float64 whose rows are distributions, and the dtype of the answer."""
    p, dtype = as_floats(p, name)
    if p.ndim == 0:
        raise ValueError(
            f"{name} must hold the probabilities of all classes along its last axis, but got one "
            f"number, {p}. For a yes/no question with probability p, pass [1 - p, p]."
        )
    if (p < 0).any():
        raise ValueError(
            f"{name} must hold probabilities from 0 to 1, but got {p[p < 0][0]}. Are these "
            f"logits? Then pass softmax({name})."
        )
    p = p.astype(np.float64, copy=False)
    totals = p.sum(axis=-1)
    wrong = np.abs(totals - 1) > _tolerance(dtype)
    if wrong.any():
        raise ValueError(
            f"each row of {name} (its last axis) must sum to 1, but {wrong.sum()} of {wrong.size} "
            f"do not: one sums to {totals[wrong][0]:.6g}. Are these logits, counts or percentages? "
            "Are the classes on another axis? Can several classes be right at once? (Then ask one "
            "yes/no question for each class.)"
        )
    return p, dtype


def _tolerance(dtype):
    """Return by how much a sum of probabilities may miss 1.

    It leaves room for printed numbers of 7 digits, and for the rounding of float16.
    """
    return max(1e-6, 10 * float(np.finfo(dtype).eps))


def as_two_distributions(y, p):
    """Return `y` and `p` with one common shape, and the dtype of the answer."""
    y, dtype_y = as_probabilities(y, "y")
    p, dtype_p = as_probabilities(p, "p")
    if y.shape[-1] != p.shape[-1]:
        raise ValueError(
            f"y and p must have the same number of classes in their last axis, but y has shape "
            f"{y.shape} and p has shape {p.shape}. For class indices, use "
            "cross_entropy_with_logits."
        )
    y, p = broadcast(y, p, ("y", "p"))
    return y, p, np.result_type(dtype_y, dtype_p)


def as_yes_no(p, name):
    """Return `p` as an array of probabilities of "yes"."""
    p, _ = as_floats(p, name)
    wrong = ~((p >= 0) & (p <= 1))
    if wrong.any():
        raise ValueError(
            f"{name} must be 0, 1 or a probability between them, but got {p[wrong][0]}. Is it "
            "a logit? Then pass its sigmoid. Are the labels -1 and 1? Then pass (y + 1) / 2. Do "
            "they count more than two classes? Then use the loss for K classes. Have the two "
            "arguments changed places?"
        )
    return p


def broadcast(a, b, names):
    """Return the two arrays with one common shape."""
    n = max(a.size, b.size)
    try:
        if n > 1 and {a.shape, b.shape} == {(n,), (n, 1)}:
            raise ValueError  # NumPy would pair each of the n with each of the n
        return np.broadcast_arrays(a, b)
    except ValueError:
        raise ValueError(
            f"{names[0]} and {names[1]} must have shapes that fit each other, but got {a.shape} "
            f"and {b.shape}. Is one a column and the other flat? Then use .ravel() on the column."
        ) from None


def as_class_targets(y, shape):
    """Return the targets of scores of `shape` (..., K) as distributions over the K classes."""
    if shape == ():
        raise ValueError(
            "z must hold the scores of all K classes along its last axis, but got one number. For "
            "a yes/no question, use binary_cross_entropy_with_logits."
        )
    classes = shape[-1]
    target, _ = as_floats(y, "y")
    if np.asarray(y).dtype.kind in "biu" and target.ndim in (0, len(shape) - 1):
        return _one_hot(target, shape)
    if target.ndim == 0 or target.shape[-1] != classes:
        raise ValueError(
            f"y must hold whole class indices of shape {shape[:-1]} or distributions of shape "
            f"{shape}, but got shape {target.shape} of {np.asarray(y).dtype}. Are these class "
            "indices stored as floats? Then pass y.astype(int). Is it one-hot with another number "
            f"of classes than {classes}?"
        )
    return as_probabilities(y, "y")[0]


def _one_hot(index, shape):
    """Return class indices as distributions that put all on one class."""
    classes = shape[-1]
    if index.ndim and index.shape != shape[:-1]:
        raise ValueError(
            f"y must hold one class index for each row, shape {shape[:-1]}, but got shape "
            f"{index.shape}. Do the scores and the labels come from the same samples?"
        )
    wrong = (index < 0) | (index >= classes)
    if wrong.any():
        hint = "Does -1 stand for a missing label? Has a class no column among the scores?"
        if index.min() == 1 and index.max() == classes:
            hint = f"Do the labels run from 1 to {classes}? Then pass y - 1."
        raise ValueError(
            f"y must hold class indices from 0 to {classes - 1}, but got {index[wrong][0]:g}. "
            f"{hint}"
        )
    return (index[..., np.newaxis] == np.arange(classes)).astype(np.float64)


def as_class_weights(class_weight, classes):
    """Return one weight for each class."""
    if class_weight is None:
        return np.ones(classes)
    weight, _ = as_floats(class_weight, "class_weight")
    if weight.shape != (classes,) or not (weight >= 0).all() or np.isinf(weight).any():
        raise ValueError(
            f"class_weight must hold {classes} finite numbers, 0 or above, one for each class, "
            f"but got {weight} of shape {weight.shape}. Is it a dictionary or one weight for each "
            "sample? Then make it a list in the order of the classes."
        )
    return weight


def as_number(value, name, low, high, hint, *, above=False):
    """Return `value` as a float from `low` to `high`; with `above`, it must not be `low` itself."""
    if not isinstance(value, NUMBERS):
        raise TypeError(f"{name} must be one real number, but got {type(value).__name__}. {hint}")
    if not low <= value <= high or (above and value == low):
        expected = f"above {low:g} and at most {high:g}" if above else f"from {low:g} to {high:g}"
        raise ValueError(f"{name} must be {expected}, but got {value}. {hint}")
    return float(value)


def as_base(base):
    """Return the base of a logarithm as a float."""
    hint = "e gives nats, 2 bits, 10 decimal digits. At base 1 or below there is no unit."
    return as_number(base, "base", 1, LARGEST, hint, above=True)


def as_count(value, name, hint):
    """Return `value` as a whole number from 0 on."""
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
        raise TypeError(f"{name} must be one whole number, but got {value!r}. {hint}")
    if value < 0:
        raise ValueError(f"{name} must be 0 or more, but got {value}. {hint}")
    return int(value)


def as_token_scores(scores):
    """Return a copy in float64 of the scores of all tokens, with minus infinity for forbidden ones.

    At least one token must be left that can be drawn.
    """
    scores, _ = as_floats(scores, "scores")
    if scores.ndim != 1:
        raise ValueError(
            f"scores must hold one score for each token, shape (K,), but got shape {scores.shape}. "
            "For a table, take one row after the other."
        )
    wrong = np.isnan(scores) | (scores == np.inf)
    if wrong.any():
        raise ValueError(
            f"scores must hold numbers, or -inf for a token that may not be drawn, but got "
            f"{scores[wrong][0]}. Was a score of more than {LARGEST:.2g} computed before?"
        )
    if not (scores > -np.inf).any():
        raise ValueError(
            f"scores must hold at least one number above -inf, but got {scores}. Has an earlier "
            "step forbidden every token?"
        )
    return scores.astype(np.float64)


def as_tokens(ids, name, count):
    """Return tokens, whole numbers from 0 to `count` - 1, each once, the smallest first."""
    if not isinstance(ids, Iterable):
        raise TypeError(f"{name} must be a list of tokens, but got {type(ids).__name__}.")
    seen = []
    for token in ids:
        if isinstance(token, bool) or not isinstance(token, (int, np.integer)):
            raise TypeError(
                f"{name} must hold places among the scores, whole numbers, but got {token!r}. Is "
                "it the text of a token? Then encode it first."
            )
        if not 0 <= token < count:
            raise ValueError(
                f"{name} must be from 0 to {count - 1} for {count} scores, but got {token}. Do the "
                "tokens and the scores come from the same model?"
            )
        seen.append(int(token))
    return sorted(set(seen))


def warn_of_probabilities(z, dtype):
    """Warn if all rows of `z` are 0 or above, sum to 1 and hold more than zeros and ones."""
    if (
        (z >= 0).all()
        and ((z > 0) & (z < 1)).any()
        and (np.abs(z.sum(axis=-1) - 1) < _tolerance(dtype)).all()
    ):
        warnings.warn(
            "z should hold logits, but every row is 0 or above and sums to 1, like probabilities. "
            "This loss applies the softmax itself: pass the scores from before yours.",
            stacklevel=4,  # this function, the loss, and its np.errstate
        )
