"""Properties that hold for every input, tried by Hypothesis over the whole range of floats."""

import mpmath as mp
import numpy as np
import pytest
from hypothesis import assume, given, note, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from reference import assert_close

from logitlab import (
    binary_cross_entropy_grad,
    binary_cross_entropy_with_logits,
    cross_entropy,
    cross_entropy_grad,
    cross_entropy_with_logits,
    entropy,
    kl_divergence,
    log_sigmoid,
    log_softmax,
    logit,
    logsumexp,
    sigmoid,
    sigmoid_grad,
    softmax,
    softmax_jacobian,
    softplus,
)

# Scores that are drawn as [0.5, 0.5] look like probabilities, and rightly raise this warning.
pytestmark = pytest.mark.filterwarnings("ignore:z should hold logits")

# The same examples in each run: a test that fails today fails tomorrow. No limit of time.
settings.register_profile("repeatable", derandomize=True, deadline=None, max_examples=200)
settings.load_profile("repeatable")

mp.mp.dps = 60  # enough for differences of 1e-44 between numbers near 1

ULP = 2.0**-52  # the largest relative distance between neighboring float64
ELEMENTWISE = [sigmoid, sigmoid_grad, log_sigmoid, softplus, logit]
ROWS = [softmax, log_softmax, logsumexp]

any_float = st.floats()
finite = st.floats(allow_nan=False, allow_infinity=False)
moderate = st.floats(-800, 800)
chance = st.floats(0, 1)
dtypes = st.sampled_from([np.float16, np.float32, np.float64])


@st.composite
def scores(draw, elements=any_float, min_side=0, max_side=5):
    """An array of one to three axes with elements from the whole range of its dtype."""
    dtype = draw(dtypes)
    shape = draw(npst.array_shapes(min_dims=1, max_dims=3, min_side=min_side, max_side=max_side))
    width = np.dtype(dtype).itemsize * 8
    return draw(npst.arrays(dtype, shape, elements=st.floats(width=width)))


@st.composite
def vectors(draw, elements=moderate, min_size=1, max_size=6):
    return np.array(draw(st.lists(elements, min_size=min_size, max_size=max_size)))


@st.composite
def distributions(draw, size):
    """Probabilities that sum to 1 up to rounding, some of them 0, some tiny."""
    weights = draw(st.lists(st.floats(0, 1) | st.just(0.0), min_size=size, max_size=size))
    weights = np.array(weights)
    assume(weights.sum() > 1e-300)
    return weights / weights.sum()


def mp_softmax(z):
    z = [mp.mpf(x) for x in z]
    e = [mp.exp(x - max(z)) for x in z]
    total = mp.fsum(e)
    return [x / total for x in e]


# ---------------------------------------------------------------- any input at all


def each(functions):
    """Go through functions with one example: to draw it takes longer than to ask them all."""
    for function in functions:
        note(f"function: {function.__name__}")  # the last one in the report is the one that failed
        yield function


@given(scores())
def test_no_input_causes_a_warning_and_the_dtype_stays(z):
    before = z.copy()
    for function in each(ELEMENTWISE + ROWS):
        with np.errstate(all="raise"):
            got = function(z)
        assert np.asarray(got).dtype == z.dtype
        assert got.shape == (z.shape[:-1] if function is logsumexp else z.shape)
        np.testing.assert_array_equal(z, before)


@given(scores())
def test_elements_do_not_know_their_neighbors(z):
    for function in each(ELEMENTWISE):
        got = function(z)
        for index in np.ndindex(z.shape):
            # NumPy has other code for the last few elements of an array: 1 unit in the last place
            rtol = 2 * np.finfo(z.dtype).eps
            tiny = np.finfo(z.dtype).smallest_subnormal
            assert_close(got[index], function(z[index]), rtol, float(tiny))
        np.testing.assert_array_equal(function(z.T), got.T)
        if z.dtype == np.float64 and z.size:  # an empty list does not know its shape
            np.testing.assert_array_equal(function(z.tolist()), got)


@given(scores(min_side=1), st.data())
def test_any_axis(z, data):
    axis = data.draw(st.integers(-z.ndim, z.ndim - 1))
    for function in each(ROWS):
        last = function(np.moveaxis(z, axis, -1).copy())
        got = function(z, axis=axis)
        if function is not logsumexp:
            got = np.moveaxis(got, axis, -1)
        np.testing.assert_array_equal(got, last)


@given(npst.arrays(np.int64, npst.array_shapes(), elements=st.integers(-50, 50)))
def test_integers_count_as_float64(z):
    for function in each([*ELEMENTWISE[:4], *ROWS]):
        got = function(z)
        assert np.asarray(got).dtype == np.float64
        np.testing.assert_array_equal(got, function(z.astype(np.float64)))


@given(any_float, st.sampled_from([0.0, 1.0]) | chance)
def test_binary_loss_has_no_surprises(z, y):
    with np.errstate(all="raise"):
        loss, grad = binary_cross_entropy_with_logits(z, y), binary_cross_entropy_grad(z, y)
    assert np.isnan(loss) == np.isnan(grad) == np.isnan(z)
    if not np.isnan(z):
        assert loss >= 0
        assert -1 <= grad <= 1


@given(npst.mutually_broadcastable_shapes(num_shapes=2, max_dims=3, max_side=3), st.data())
def test_binary_loss_broadcasts(shapes, data):
    first, second = shapes.input_shapes
    n = max(np.prod(first), np.prod(second))
    assume({first, second} != {(n,), (n, 1)})  # refused on purpose
    z = data.draw(npst.arrays(np.float64, first, elements=moderate))
    y = data.draw(npst.arrays(np.float64, second, elements=chance))
    got = binary_cross_entropy_with_logits(z, y, reduction="none")
    assert np.shape(got) == shapes.result_shape
    wide_z, wide_y = np.broadcast_arrays(z, y)
    for index in np.ndindex(shapes.result_shape):
        alone = binary_cross_entropy_with_logits(wide_z[index], wide_y[index])
        assert_close(got[index], alone, rtol=4 * ULP, atol=1e-323)  # two exponentials more or less


# ---------------------------------------------------------------- sigmoid and its kin


@given(finite)
def test_sigmoid_is_symmetric(z):
    assert_close(sigmoid(z) + sigmoid(-z), 1, rtol=ULP)
    assert sigmoid_grad(z) == sigmoid_grad(-z)
    assert log_sigmoid(z) == -softplus(-z)
    assert_close(
        sigmoid_grad(z), sigmoid(z) * sigmoid(-z), rtol=5 * ULP, atol=1e-323
    )  # 5 roundings


@given(finite, finite)
def test_sigmoid_and_softplus_never_fall(a, b):
    low, high = min(a, b), max(a, b)
    for function in (sigmoid, softplus, log_sigmoid):
        # exp is right to 1 unit in the last place, so neighbors may change places by that
        fall = function(low) - function(high)
        assert fall <= 2 * ULP * abs(function(low))


@given(finite)
def test_sigmoid_is_softmax_against_zero(z):
    p = softmax([z, 0.0])
    assert_close(p, [sigmoid(z), sigmoid(-z)], rtol=4 * ULP, atol=5e-324)  # 2 roundings each
    assert_close(log_softmax([z, 0.0])[0], log_sigmoid(z), rtol=4 * ULP, atol=5e-324)
    assert_close(logsumexp([z, 0.0]), softplus(z), rtol=4 * ULP, atol=5e-324)


@given(st.floats(1e-300, 1, exclude_max=True))
def test_logit_undoes_sigmoid(p):
    z = logit(p)
    # an error of 1 unit in the last place of z is a relative error |z| ULP of the odds
    assert_close(sigmoid(z), p, rtol=(2 * abs(z) + 4) * ULP)


@given(st.floats(0.5, 1))
def test_logit_is_antisymmetric(p):
    assert_close(logit(1 - p), -logit(p), rtol=4 * ULP)  # 1 - p is exact there


@given(moderate)
def test_slopes_are_the_derivatives(z):
    exact = mp.diff(lambda x: 1 / (1 + mp.exp(-x)), mp.mpf(z))
    # The derivative of mpmath is a difference quotient with 60 digits: good to 1e-20 here.
    assert_close(sigmoid_grad(z), float(exact), rtol=4 * ULP, atol=1e-30)
    exact = mp.diff(lambda x: mp.log1p(mp.exp(x)), mp.mpf(z))
    assert_close(binary_cross_entropy_grad(z, 0), float(exact), rtol=4 * ULP, atol=1e-30)


# ---------------------------------------------------------------- softmax and its kin


@given(vectors(finite))
def test_softmax_is_a_distribution(z):
    p = softmax(z)
    assert_close(p.sum(), 1, rtol=len(z) * ULP)  # one rounding for each class
    assert (p >= 0).all()
    assert (log_softmax(z) <= 0).all()


@given(vectors(), st.sampled_from([1.0, 0.5, 3.0, 0.1, 20.0]))
def test_softmax_is_exact(z, temperature):
    p = mp_softmax([mp.mpf(x) / temperature for x in z.tolist()])
    # Half an ULP of the exponent for the subtraction of the maximum and half for the division by
    # the temperature, then an exponential, a sum and a quotient: 2e-13 at most, because exp
    # vanishes below -745. 1 subnormal unit below 1e-308.
    rtol = (8 + min(np.ptp(z) / temperature, 745)) * ULP
    assert_close(softmax(z, temperature=temperature), [float(x) for x in p], rtol=rtol, atol=5e-324)
    # Each logarithm without cancellation: of a small share, or of 1 minus the other shares.
    others = [mp.fsum(p[:i] + p[i + 1 :]) for i in range(len(p))]
    logs = [mp.log(x) if x < 0.5 else mp.log1p(-rest) for x, rest in zip(p, others, strict=True)]
    got = log_softmax(z, temperature=temperature)
    assert_close(got, [float(x) for x in logs], rtol=rtol, atol=5e-324)


@given(vectors(), st.integers(-(2**20), 2**20))
def test_softmax_ignores_a_common_shift(z, shift):
    z = np.round(z)  # so that the sum below is exact
    assert_close(softmax(z + shift), softmax(z), rtol=8 * ULP, atol=5e-324)
    assert_close(logsumexp(z + shift), logsumexp(z) + shift, rtol=4 * ULP, atol=1e3 * ULP)


@given(vectors(finite, min_size=2))
def test_softmax_keeps_the_order(z):
    order = np.argsort(z)
    for function in (softmax, log_softmax):
        rising = function(z)[order]
        with np.errstate(invalid="ignore"):
            steps = rising[1:] - rising[:-1]
        # 1 unit in the last place, as for the sigmoid; -inf next to -inf is a tie
        assert (np.isnan(steps) | (steps >= -2 * ULP * np.abs(rising[1:]))).all()
    equal = softmax(np.full(len(z), z[0]))
    assert (equal == equal[0]).all()
    assert_close(equal, 1 / len(z), rtol=2 * ULP)


@given(vectors(finite))
def test_logsumexp_lies_between_max_and_max_plus_ln_k(z):
    got = logsumexp(z)
    slack = 2 * ULP * max(abs(z.max()), 1)
    assert z.max() - slack <= got
    with np.errstate(over="ignore"):
        assert got <= z.max() + np.log(len(z)) + slack


@given(vectors(max_size=5), st.integers(0, 5))
def test_a_masked_class_changes_nothing(z, place):
    masked = np.insert(z, min(place, len(z)), -np.inf)
    keep = masked != -np.inf
    assert (softmax(masked)[~keep] == 0).all()
    assert (log_softmax(masked)[~keep] == -np.inf).all()
    # NumPy may group a sum of another length differently
    assert_close(softmax(masked)[keep], softmax(z), rtol=4 * ULP, atol=5e-324)
    assert_close(logsumexp(masked), logsumexp(z), rtol=4 * ULP)


@given(vectors(elements=st.floats(-40, 40), max_size=4))
def test_jacobian_is_the_derivative(z):
    exact = mp_softmax(z.tolist())
    k = range(len(z))
    others = [mp.fsum(exact[j] for j in k if j != i) for i in k]
    expected = [
        [float(exact[i] * others[i] if i == j else -exact[i] * exact[j]) for j in k] for i in k
    ]
    got = softmax_jacobian(z)
    assert_close(got, expected, rtol=1e-14)  # the tolerance of the reference file
    np.testing.assert_array_equal(got, got.T)
    assert (got.sum(axis=1) <= ULP).all()


# ---------------------------------------------------------------- losses


@given(vectors(elements=st.floats(-40, 40), min_size=2, max_size=4), st.data())
def test_class_loss_and_gradient(z, data):
    y = data.draw(st.integers(0, len(z) - 1))
    exact = mp_softmax(z.tolist())
    loss = -mp.log1p(-mp.fsum(p for k, p in enumerate(exact) if k != y))
    # the subtraction of the maximum rounds by half an ULP of the difference
    rtol = (8 + np.ptp(z) / 2) * ULP
    assert_close(cross_entropy_with_logits(z, y), float(loss), rtol)
    expected = [float(p) for p in exact]
    expected[y] = -float(mp.fsum(p for k, p in enumerate(exact) if k != y))
    assert_close(cross_entropy_grad(z, y), expected, rtol)
    numeric = [
        mp.diff(lambda x, k=k: mp_loss([*z[:k], x, *z[k + 1 :]], y), mp.mpf(float(z[k])))
        for k in range(len(z))
    ]
    assert_close(cross_entropy_grad(z, y), [float(x) for x in numeric], rtol=1e-12, atol=1e-25)


def mp_loss(z, y):
    z = [mp.mpf(x) for x in z]
    return mp.log(mp.fsum(mp.exp(x - z[y]) for x in z))


@given(st.integers(1, 6).flatmap(lambda k: st.tuples(distributions(k), distributions(k))))
def test_cross_entropy_is_entropy_plus_divergence(pair):
    p, q = pair
    h, ce, kl = entropy(p), cross_entropy(p, q), kl_divergence(p, q)
    assert 0 <= h <= np.log(len(p)) * (1 + 2 * ULP)
    assert kl >= 0
    # each of the three rounds at the size of its terms; p and q sum to 1 up to 6 ULP
    assert_close(ce, h + kl, rtol=1e-14, atol=16 * ULP)
    assert_close(kl_divergence(p, p), 0, rtol=0)
    if (q > 0).all() and (p > 0).all():
        exact = mp.fsum(
            mp.mpf(float(a)) * mp.log(mp.mpf(float(a)) / mp.mpf(float(b)))
            for a, b in zip(p, q, strict=True)
        )
        assert_close(kl, float(exact), rtol=1e-14, atol=16 * ULP)


@given(vectors(min_size=2), st.data())
def test_soft_targets_mix_the_losses_of_the_classes(z, data):
    target = data.draw(distributions(len(z)))
    each = cross_entropy_with_logits(np.tile(z, (len(z), 1)), np.arange(len(z)), reduction="none")
    got = cross_entropy_with_logits(z, target)
    assert_close(got, (target * each).sum(), rtol=8 * ULP, atol=5e-324)
    # the loss is least, and then the entropy, where softmax(z) is the target
    if (target > 0).all():
        with np.errstate(all="ignore"):
            least = cross_entropy_with_logits(np.log(target), target)
        assert_close(least, entropy(target), rtol=1e-12, atol=1e-14)
        assert got >= least - 1e-12 * (1 + got)
