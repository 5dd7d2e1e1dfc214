"""Unit tests of logitlab.losses: exact values, conventions, shapes, reductions, bad input."""

import warnings

import numpy as np
import pytest
from reference import (
    BINARY,
    CLASSES,
    DERIVED,
    PROBABILITIES,
    assert_close,
    assert_matches,
    cases,
    number,
)

import logitlab
from logitlab import (
    binary_cross_entropy_grad,
    binary_cross_entropy_with_logits,
    brier_score,
    cross_entropy,
    cross_entropy_grad,
    cross_entropy_with_logits,
    entropy,
    kl_divergence,
    perplexity,
)


@pytest.fixture(autouse=True)
def no_warning_escapes():
    """Turn every floating-point event and every warning into an error."""
    with np.errstate(all="raise"), warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


# ---------------------------------------------------------------- exact values


@pytest.mark.parametrize("case", cases(*PROBABILITIES))
def test_probabilities_match_reference(case):
    name, unit = case["function"].rsplit("_", 1)
    function = {"kl": kl_divergence}.get(name) or getattr(logitlab, name)
    arguments = [number(case["args"][key]) for key in ("p", "q") if key in case["args"]]
    assert_matches(case, function(*arguments, **({"base": 2} if unit == "bits" else {})))


@pytest.mark.parametrize("case", cases(*BINARY))
def test_binary_losses_match_reference(case):
    function = {
        "bce_with_logits": binary_cross_entropy_with_logits,
        "bce_with_logits_grad": binary_cross_entropy_grad,
        "brier_binary": brier_score,
    }[case["function"]]
    arguments = {name: number(text, case["dtype"])[()] for name, text in case["args"].items()}
    first = arguments.pop("z", arguments.pop("p", None))
    got = function(first, **arguments)
    assert got.dtype == case["dtype"]
    assert_matches(case, got)


@pytest.mark.parametrize("case", cases(*CLASSES))
def test_class_losses_match_reference(case):
    arguments = dict(case["args"])
    z = number(arguments.pop("z"), case["dtype"])
    if "q" in arguments:
        y = number(arguments.pop("q"))
    else:
        y = arguments.pop("target", None) if "target" in arguments else arguments.pop("targets")
    if case["function"].endswith("grad"):
        got = cross_entropy_grad(z, y)
    else:
        if "epsilon" in arguments:
            arguments["label_smoothing"] = float(arguments.pop("epsilon"))
        if "class_weight" in arguments:
            arguments["class_weight"] = number(arguments["class_weight"])
        got = cross_entropy_with_logits(z, y, **arguments)
    assert got.dtype == case["dtype"]
    assert_matches(case, got)


@pytest.mark.parametrize("case", cases(*DERIVED))
def test_derived_numbers_match_reference(case):
    if case["function"] == "bits_per_nat":
        got = entropy([0.1, 0.2, 0.7], base=2) / entropy([0.1, 0.2, 0.7])
    else:  # the best that a softmax before the loss can offer: a one-hot row
        got = cross_entropy_with_logits(np.eye(case["args"]["K"])[0], 0)
    assert_matches(case, got)


def test_dyadic_pair_is_exact_in_bits():
    p, q = [0.5, 0.25, 0.125, 0.125], [0.125, 0.5, 0.25, 0.125]
    assert entropy(p, base=2) == 1.75
    assert cross_entropy(p, q, base=2) == 2.375
    assert kl_divergence(p, q, base=2) == 0.625
    assert cross_entropy(q, p, base=2) == 2.25
    assert kl_divergence(q, p, base=2) == 0.5


def test_masked_class_with_target_zero_costs_nothing():
    # LSE(0, 1) - 0.5, the curriculum's example for which PyTorch returns nan
    got = cross_entropy_with_logits([-np.inf, 0.0, 1.0], [0.0, 0.5, 0.5])
    assert_close(got, 0.8132616875182228, rtol=4e-15)  # the tolerance of the reference file
    assert cross_entropy_with_logits([-np.inf, 0.0, 1.0], [1.0, 0.0, 0.0]) == np.inf
    # with smoothing a masked class gets a share of the target, and costs inf
    assert cross_entropy_with_logits([-np.inf, 0.0, 1.0], 1, label_smoothing=0.1) == np.inf


# ---------------------------------------------------------------- probabilities


def test_leading_axes_and_broadcasting_of_distributions():
    p = np.array([[0.5, 0.5], [1.0, 0.0], [0.25, 0.75]])
    q = np.array([0.25, 0.75])
    assert entropy(p.reshape(3, 1, 2)).shape == (3, 1)
    for function in (cross_entropy, kl_divergence):
        got = function(p, q)
        assert got.shape == (3,)
        for row, value in zip(p, got, strict=True):
            assert value == function(row, q)
    assert_close(kl_divergence(p, q), [0.5 * np.log(4 / 3), np.log(4), 0], rtol=4e-16)  # 2 ulp


def test_probabilities_keep_their_dtype_and_spread_nan():
    p = np.array([[0.5, 0.5], [np.nan, 0.5]], np.float32)
    for got in (entropy(p), cross_entropy(p, p), kl_divergence(p, p)):
        assert got.dtype == np.float32
        np.testing.assert_array_equal(np.isnan(got), [False, True])
    for function in (cross_entropy, kl_divergence):  # a nan next to a zero counts too
        assert np.isnan(function([0.0, 1.0], [np.nan, 1.0]))
    assert entropy(np.zeros((0, 3))).shape == (0,)
    assert type(entropy([0.5, 0.5])) is np.float64


def test_kl_divergence_of_distributions_that_hold_zeros_and_subnormals():
    assert kl_divergence([0.0, 1.0], [0.5, 0.5]) == np.log(2)
    assert kl_divergence([0.0, 1.0], [0.0, 1.0]) == 0
    assert kl_divergence([0.5, 0.5], [0.0, 1.0]) == np.inf
    # 1e-310 ln(1e-310 / 1) counts nothing beside ln 2; its quotient would overflow
    assert_close(kl_divergence([1e-310, 1.0], [1.0, 1e-310]), 310 * np.log(10), rtol=4e-16)  # 2 ulp
    # rows that sum to 1 but for a rounding error must not give a negative divergence
    p = np.array([0.9, 0.1 - 4e-17, 1e-17])
    q = np.array([0.9 + 1e-15, 0.1 - 4e-17, 1e-17])
    assert kl_divergence(p, q) == 0
    assert kl_divergence(q, p) > 0


def test_rows_of_probabilities_may_be_rounded():
    assert_close(entropy([0.3333333, 0.3333333, 0.3333333]), np.log(3), rtol=1e-6)  # as the input
    assert_close(entropy(np.float16([0.333, 0.333, 0.333])), np.log(3), rtol=1e-3)  # float16


def test_other_bases():
    assert_close(entropy([0.1] * 10, base=10), 1, rtol=4e-16)  # 2 units in the last place
    assert_close(kl_divergence([1, 0], [0.01, 0.99], base=10), 2, rtol=4e-16)
    assert_close(cross_entropy([1, 0], [0.01, 0.99], base=100), 1, rtol=4e-16)


def test_perplexity():
    assert perplexity(0) == 1
    assert_close(perplexity(np.log([2.0, 50257.0])), [2, 50257], rtol=3e-15)  # |ln p| roundings
    assert perplexity(np.inf) == np.inf
    assert perplexity(710.0) == np.inf
    assert perplexity(np.float32(1)).dtype == np.float32
    with pytest.raises(ValueError, match="nll must be 0 or above, but got -2.0.*change its sign"):
        perplexity([1.0, -2.0])


def test_brier_score():
    assert_close(brier_score([0.9, 0.2, 0.5], [1, 0, 1]), (0.01 + 0.04 + 0.25) / 3, rtol=1e-15)
    p = [[0.7, 0.2, 0.1], [0.1, 0.8, 0.1]]
    expected = (0.09 + 0.04 + 0.01 + 0.01 + 0.64 + 0.81) / 2
    assert_close(brier_score(p, [0, 2]), expected, rtol=1e-15)  # 5 roundings
    assert_close(brier_score(p, np.eye(3)[[0, 2]]), expected, rtol=1e-15)
    assert_close(brier_score(p[0], 0), 0.14, rtol=1e-15)
    # with two classes: twice the yes/no score
    assert_close(brier_score([[0.1, 0.9]], [1]), 2 * brier_score([0.9], [1]), rtol=1e-15)
    assert brier_score(np.float32([0.5]), [1]).dtype == np.float32


# ---------------------------------------------------------------- yes/no losses


@pytest.mark.parametrize(
    ("z", "y", "loss", "grad"),
    [
        (np.inf, 1.0, 0.0, 0.0),
        (-np.inf, 0.0, 0.0, 0.0),
        (np.inf, 0.0, np.inf, 1.0),
        (-np.inf, 1.0, np.inf, -1.0),
        (np.inf, 0.5, np.inf, 0.5),
        (np.nan, 0.0, np.nan, np.nan),
        (np.nan, 1.0, np.nan, np.nan),
        (1e308, 0.0, 1e308, 1.0),
        (0.0, 0.25, np.log(2), 0.25),
        # exp(-100) and exp(-745), from the reference file's sigmoid
        (100.0, 1.0, 3.720075976020836e-44, -3.720075976020836e-44),
        (-745.0, 0.0, 5e-324, 5e-324),
    ],
)
def test_binary_limits(z, y, loss, grad):
    # 1 unit in the last place
    assert_close(binary_cross_entropy_with_logits(z, y), loss, rtol=2.3e-16)
    assert_close(binary_cross_entropy_grad(z, y), grad, rtol=2.3e-16)


def test_binary_reductions_and_pos_weight():
    z, y = np.array([0.5, -1.0, 2.0]), np.array([1, 0, 1])
    each = binary_cross_entropy_with_logits(z, y, reduction="none", pos_weight=3.0)
    plain = binary_cross_entropy_with_logits(z, y, reduction="none")
    assert_close(each, plain * [3, 1, 3], rtol=4e-16)  # 2 units in the last place
    got = binary_cross_entropy_with_logits(z, y, reduction="sum", pos_weight=3.0)
    assert_close(got, each.sum(), rtol=4e-16)
    got = binary_cross_entropy_with_logits(z, y, pos_weight=3.0)
    assert_close(got, each.sum() / 3, rtol=4e-16)
    assert type(got) is np.float64
    got = binary_cross_entropy_with_logits([-40.0, 40.0], [1, 0], pos_weight=0, reduction="none")
    assert_close(got, [0, 40], rtol=0)


def test_binary_broadcasting():
    z, y = np.linspace(-2, 2, 6).reshape(2, 3), np.array([0.0, 1.0, 0.5])
    got = binary_cross_entropy_with_logits(z, y, reduction="none")
    assert got.shape == (2, 3)
    assert got[1, 2] == binary_cross_entropy_with_logits(z[1, 2], 0.5)
    assert binary_cross_entropy_with_logits(z, 1, reduction="none").shape == (2, 3)
    assert binary_cross_entropy_grad(0.5, [0, 1]).shape == (2,)
    assert binary_cross_entropy_grad(np.zeros((3, 1)), np.zeros((1, 2))).shape == (3, 2)
    assert binary_cross_entropy_with_logits(np.zeros((1, 1)), np.zeros(1)) == np.log(2)
    for function in (binary_cross_entropy_with_logits, binary_cross_entropy_grad):
        with pytest.raises(ValueError, match=r"z and y must have shapes .*\(4, 1\) and \(4,\)"):
            function(np.zeros((4, 1)), np.zeros(4))
        with pytest.raises(ValueError, match=r"got \(2,\) and \(3,\)"):
            function(np.zeros(2), np.zeros(3))


def test_losses_keep_the_dtype_of_the_scores():
    for dtype in (np.float16, np.float32, np.float64):
        z = np.array([[0.5, -1.0]], dtype)
        for reduction in ("mean", "sum", "none"):
            got = binary_cross_entropy_with_logits(z, [[1.0, 0.3]], reduction=reduction)
            assert got.dtype == dtype
            assert cross_entropy_with_logits(z, [1], reduction=reduction).dtype == dtype
        assert binary_cross_entropy_grad(z, 0.3).dtype == dtype
        assert cross_entropy_grad(z, [[0.3, 0.7]]).dtype == dtype
    assert binary_cross_entropy_with_logits(2, True).dtype == np.float64
    # the sum of 1000 losses of 100 is beyond float16, their mean is not
    z = np.full(1000, 100, np.float16)
    assert binary_cross_entropy_with_logits(z, 0) == 100
    assert binary_cross_entropy_with_logits(z, 0, reduction="sum") == np.inf
    assert cross_entropy_with_logits(np.float16([[0, 100]] * 1000), [0] * 1000) == 100


# ---------------------------------------------------------------- class losses


def test_class_targets_in_every_form():
    z = np.linspace(-2, 2, 24).reshape(2, 4, 3)
    y = np.array([[0, 1, 2, 0], [2, 2, 1, 0]])
    expected = cross_entropy_with_logits(z, y, reduction="none")
    assert expected.shape == (2, 4)
    assert expected[1, 2] == cross_entropy_with_logits(z[1, 2], 1)
    for same in (np.eye(3)[y], np.eye(3, dtype=int)[y], y.astype(np.uint8), y.tolist()):
        np.testing.assert_array_equal(
            cross_entropy_with_logits(z, same, reduction="none"), expected
        )
        np.testing.assert_array_equal(cross_entropy_grad(z, same), cross_entropy_grad(z, y))
    # one target for all rows, one row of scores for all targets
    one = cross_entropy_with_logits(z, 1, reduction="none")
    np.testing.assert_array_equal(
        one, cross_entropy_with_logits(z, np.ones((2, 4), int), reduction="none")
    )
    soft = np.array([0.5, 0.25, 0.25])
    got = cross_entropy_with_logits(z, soft, reduction="none")
    assert got[0, 3] == cross_entropy_with_logits(z[0, 3], soft)
    got = cross_entropy_with_logits([0.0, 0.0], np.eye(2), reduction="none")
    assert_close(got, [np.log(2)] * 2, rtol=0)
    got = cross_entropy_with_logits(np.zeros((2, 2)), [True, False])
    assert_close(got, np.log(2), rtol=0)


def test_class_reductions_weights_and_smoothing():
    z = np.array([[2.0, 1.0, 0.5], [0.0, 1.0, 0.0], [-1.0, 0.0, 3.0]])
    y = np.array([0, 1, 1])
    w = np.array([1.0, 5.0, 2.0])
    surprise = -logitlab.log_softmax(z)
    each = surprise[[0, 1, 2], y] * w[y]
    got = cross_entropy_with_logits(z, y, class_weight=w, reduction="none")
    assert_close(got, each, rtol=4e-16)  # 2 units in the last place
    got = cross_entropy_with_logits(z, y, class_weight=w, reduction="sum")
    assert_close(got, each.sum(), rtol=4e-16)
    assert_close(cross_entropy_with_logits(z, y, class_weight=w), each.sum() / 11, rtol=4e-16)
    smooth = 0.8 * np.eye(3)[y] + 0.2 / 3
    expected = (w * smooth * surprise).sum() / 11
    got = cross_entropy_with_logits(z, y, class_weight=w, label_smoothing=0.2)
    assert_close(got, expected, rtol=9e-16)  # 4 units in the last place
    got = cross_entropy_with_logits(z, y, label_smoothing=1)
    assert_close(got, surprise.mean(), rtol=9e-16)
    # a class with weight 0 is ignored, even where it would cost inf
    got = cross_entropy_with_logits([[-np.inf, 0.0], [0.0, 0.0]], [0, 1], class_weight=[0, 1])
    assert_close(got, np.log(2), rtol=0)
    got = cross_entropy_with_logits(np.zeros((0, 3)), np.zeros(0, int))
    assert np.isnan(got)  # the mean of nothing
    assert cross_entropy_with_logits(np.zeros((0, 3)), np.zeros(0, int), reduction="sum") == 0


def test_class_gradient():
    z = [[2.0, 1.0, 0.5], [100.0, 0.0, 0.0], [np.nan, 0.0, 0.0]]
    got = cross_entropy_grad(z, [1, 0, 0])
    assert_close(got[0], logitlab.softmax(z[0]) - [0, 1, 0], rtol=0, atol=2.3e-16)  # 1 ulp of 1
    # p - 1 would be 0: p is 1 in float64
    assert_close(got[1], 3.720075976020836e-44 * np.array([-2, 1, 1]), rtol=4e-16)  # 2 ulp
    assert np.isnan(got[2]).all()
    soft = np.array([0.1, 0.2, 0.7])
    assert_close(cross_entropy_grad(z[0], soft), logitlab.softmax(z[0]) - soft, rtol=0)


# ---------------------------------------------------------------- likely mistakes


def test_probabilities_as_logits_cause_a_warning():
    p = logitlab.softmax([[2.0, 1.0, 0.5], [0.0, 0.0, 1.0]])
    with pytest.warns(UserWarning, match="z should hold logits, .* like probabilities") as caught:
        cross_entropy_with_logits(p, [0, 1])
    assert caught[0].filename == __file__  # it points at the line that made the mistake
    with pytest.warns(UserWarning, match="like probabilities"):  # a masked class has exactly 0
        cross_entropy_with_logits([[0.0, 0.25, 0.75]], [1])
    # one row that sums to 1, negative scores, whole numbers: no warning (the fixture would raise)
    cross_entropy_with_logits([[0.5, 0.5], [0.5, 0.6]], [0, 1])
    cross_entropy_with_logits([[1.5, -0.5]], [0])
    cross_entropy_with_logits([[1.0, 0.0]], [0])
    cross_entropy_with_logits(np.zeros((0, 2)), np.zeros(0, int))


@pytest.mark.parametrize(
    ("function", "arguments", "words"),
    [
        (entropy, ([0.6, 0.6],), ["row of p", "sum to 1", "1.2", "logits"]),
        (entropy, ([[0.5, 0.5], [0.596, 0.405]],), ["1 of 2", "1.001"]),
        (entropy, ([1.5, -0.5],), ["p must", "-0.5", "softmax(p)"]),
        (entropy, (0.5,), ["p must", "one number, 0.5", "[1 - p, p]"]),
        (entropy, ([np.inf, 0.0],), ["sum to 1", "inf"]),
        (entropy, ([],), ["sum to 1"]),
        (cross_entropy, ([0.5, 0.5], [50.0, 50.0]), ["row of p", "100", "percentages"]),
        (cross_entropy, ([0.5, 0.5], [0.2, 0.3, 0.5]), ["y and p", "(2,)", "(3,)"]),
        (kl_divergence, (np.eye(2), np.full((3, 2), 0.5)), ["y and p", "(2, 2) and (3, 2)"]),
        (brier_score, ([1.2, 0.0], [1, 0]), ["p must", "1.2", "logit"]),
        (brier_score, ([0.2, 0.0], [2, 0]), ["y must", "2.0"]),
        (brier_score, ([[0.2, 0.3]], [0]), ["row of p", "0.5"]),
        (brier_score, ([0.2, 0.8], [0, 1, 1]), ["y must"]),
        (binary_cross_entropy_with_logits, ([0.0], [2]), ["y must be 0, 1", "2", "K classes"]),
        (binary_cross_entropy_with_logits, ([0.0], [-1]), ["-1", "(y + 1) / 2"]),
        (binary_cross_entropy_with_logits, ([0.0], [np.nan]), ["y must", "nan"]),
        (binary_cross_entropy_grad, ([0.0], [3.5]), ["y must", "3.5", "changed places"]),
        (cross_entropy_with_logits, ([[0.0, 1.0]], [2]), ["from 0 to 1", "got 2", "no column"]),
        (cross_entropy_with_logits, ([[0.0, 1.0]] * 2, [1, 2]), ["1 to 2", "y - 1"]),
        (cross_entropy_with_logits, ([[0.0, 1.0]], [-1]), ["got -1", "missing label"]),
        (cross_entropy_with_logits, ([[0.0, 1.0]], [0, 1]), ["shape (1,)", "shape (2,)"]),
        (cross_entropy_with_logits, ([[0.0, 1.0]], [0.0]), ["y.astype(int)", "(1, 2)"]),
        (cross_entropy_with_logits, ([[0.0, 1.0]], [[0, 0, 1]]), ["(1, 3)", "classes than 2"]),
        (cross_entropy_with_logits, ([[0.0, 1.0]], [[1, 1]]), ["row of y", "yes/no question"]),
        (cross_entropy_with_logits, ([[0.0, 1.0]], [[0.9, 0.2]]), ["row of y", "1.1"]),
        (cross_entropy_with_logits, (0.3, 1), ["z must", "last axis", "one number", "binary"]),
        (
            cross_entropy_with_logits,
            (np.zeros((2, 3)), np.eye(3)),
            ["z and y", "(2, 3) and (3, 3)"],
        ),
        (cross_entropy_with_logits, ([], 0), ["from 0 to -1"]),
        (cross_entropy_grad, ([[0.0, 1.0]], [2]), ["from 0 to 1"]),
    ],
)
def test_illegal_values_are_named(function, arguments, words):
    with pytest.raises(ValueError) as caught:
        function(*arguments)
    for word in words:
        assert word in str(caught.value)


@pytest.mark.parametrize(
    ("function", "names"),
    [
        (entropy, "p"),
        (cross_entropy, "yp"),
        (kl_divergence, "yp"),
        (brier_score, "py"),
        (binary_cross_entropy_with_logits, "zy"),
        (binary_cross_entropy_grad, "zy"),
        (cross_entropy_with_logits, "zy"),
        (cross_entropy_grad, "zy"),
    ],
)
def test_illegal_types_are_named(function, names):
    for position, name in enumerate(names):
        arguments = [[0.5, 0.5] for _ in names]
        for bad, error in ((["a", "b"], TypeError), (None, TypeError), ([[1], [1, 2]], ValueError)):
            arguments[position] = bad
            with pytest.raises(error, match=f"^{name} must"):
                function(*arguments)


@pytest.mark.parametrize(
    ("function", "option", "error", "words"),
    [
        ("binary", {"reduction": "average"}, ValueError, "reduction must be"),
        ("class", {"reduction": None}, ValueError, "but got None"),
        ("binary", {"pos_weight": -1}, ValueError, "pos_weight must be from 0 .* got -1"),
        ("binary", {"pos_weight": np.inf}, ValueError, "got inf"),
        ("binary", {"pos_weight": "3"}, TypeError, "pos_weight must be one real number.* str"),
        ("class", {"label_smoothing": 1.1}, ValueError, "label_smoothing must be from 0 to 1"),
        ("class", {"label_smoothing": np.nan}, ValueError, "got nan"),
        ("class", {"class_weight": [1, 2, 3]}, ValueError, "class_weight must hold 2"),
        ("class", {"class_weight": [1, -2]}, ValueError, "0 or above"),
        ("class", {"class_weight": [1, np.inf]}, ValueError, "finite"),
        ("class", {"class_weight": {0: 1, 1: 2}}, TypeError, "class_weight must"),
        ("entropy", {"base": 1}, ValueError, "base must be above 1 .* got 1. e gives nats"),
        ("entropy", {"base": -2}, ValueError, "got -2"),
        ("entropy", {"base": np.inf}, ValueError, "got inf"),
        ("entropy", {"base": "2"}, TypeError, "base must be one real number, but got str"),
    ],
)
def test_illegal_options_are_named(function, option, error, words):
    call = {
        "binary": lambda: binary_cross_entropy_with_logits([0.0], [1], **option),
        "class": lambda: cross_entropy_with_logits([[0.0, 1.0]], [1], **option),
        "entropy": lambda: entropy([0.5, 0.5], **option),
    }[function]
    with pytest.raises(error, match=words):
        call()


@pytest.mark.parametrize("loss", [cross_entropy, kl_divergence])
def test_one_class_is_not_compared_with_three(loss):
    """Broadcasting would stretch the single class over all three."""
    with pytest.raises(ValueError, match="same number of classes"):
        loss([1.0], [0.2, 0.3, 0.5])
