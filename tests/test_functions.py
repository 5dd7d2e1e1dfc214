"""Unit tests of logitlab.functions: exact values, dtypes, shapes, limits, bad input."""

import numpy as np
import pytest
from reference import assert_close, assert_matches, cases, number

import logitlab

ELEMENTWISE = ["sigmoid", "sigmoid_grad", "log_sigmoid", "softplus", "logit"]
BLOCK = logitlab.functions._BLOCK


@pytest.fixture(autouse=True)
def no_warning_escapes():
    """Turn every floating-point event into an error, even those that NumPy hides by default."""
    with np.errstate(all="raise"):
        yield


@pytest.fixture(params=ELEMENTWISE)
def function(request):
    return getattr(logitlab, request.param)


# ---------------------------------------------------------------- exact values


@pytest.mark.parametrize("case", cases(*ELEMENTWISE))
def test_elementwise_matches_reference(case):
    function = getattr(logitlab, case["function"])
    argument = case["args"].get("x", case["args"].get("p"))
    got = function(number(argument, case["dtype"])[()])
    assert got.dtype == case["dtype"]
    assert_matches(case, got)


# exact17 of the same points in the reference file, or by symmetry from them
@pytest.mark.parametrize(
    ("name", "at", "expected"),
    [
        ("sigmoid", -745.0, 5e-324),
        ("sigmoid", -746.0, 0.0),
        ("sigmoid", -np.inf, 0.0),
        ("sigmoid_grad", 745.0, 5e-324),
        ("sigmoid_grad", -np.inf, 0.0),
        ("sigmoid_grad", np.inf, 0.0),
        ("softplus", -745.0, 5e-324),
        ("softplus", -np.inf, 0.0),
        ("softplus", 1000.0, 1000.0),
        ("log_sigmoid", 745.0, -5e-324),
        ("log_sigmoid", -1e308, -1e308),
        ("logit", 5e-324, -744.4400719213812),
        ("logit", 1 - 2.0**-53, 36.7368005696771),
        ("logit", -5e-324, np.nan),
        ("logit", np.inf, np.nan),
        ("logit", -np.inf, np.nan),
    ],
)
def test_ends_of_the_float_range(name, at, expected):
    # 1 unit in the last place: two roundings at most happen on the way at these points
    assert_close(getattr(logitlab, name)(at), expected, rtol=2.3e-16)


@pytest.mark.parametrize("p", [0.25, 0.75, np.nextafter(0.25, 0), np.nextafter(0.75, 1)])
def test_logit_where_its_two_forms_meet(p):
    # ln 3 is exact to 17 digits; the neighbours differ from it by less than the tolerance.
    # 4 units in the last place: a division and a logarithm, or two logarithms and a difference.
    assert_close(abs(logitlab.logit(p)), 1.0986122886681098, rtol=9e-16)


# ---------------------------------------------------------------- dtypes and shapes


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_floats_keep_their_dtype(function, dtype):
    assert function(np.array([0.25, 0.5], dtype)).dtype == dtype
    assert function(dtype(0.25)).dtype == dtype


@pytest.mark.parametrize("z", [[0, 1], [False, True], np.array([0, 1], np.uint8)])
def test_integers_and_booleans_become_float64(function, z):
    got = function(z)
    assert got.dtype == np.float64
    np.testing.assert_array_equal(got, function([0.0, 1.0]))


def test_other_byte_order(function):
    got = function(np.array([0.25, 0.75], ">f4"))
    assert got.dtype == np.float32
    np.testing.assert_array_equal(got, function(np.array([0.25, 0.75], np.float32)))


def test_one_number_gives_a_numpy_scalar(function):
    for z in (0.25, np.float64(0.25), np.array(0.25)):
        assert type(function(z)) is np.float64


@pytest.mark.parametrize("shape", [(0,), (3, 0), (2, 3, 4), (BLOCK + 1,), (3, BLOCK)])
def test_every_element_at_its_place(function, shape):
    z = np.linspace(0, 1, int(np.prod(shape))).reshape(shape)
    got = function(z)
    assert got.shape == shape
    # The sum of the blocks must be the whole: compare with one call for each element.
    for index in [(0,) * z.ndim, (-1,) * z.ndim] if z.size else []:
        assert got[index] == function(z[index])
    # The input is not written to.
    np.testing.assert_array_equal(z, np.linspace(0, 1, int(np.prod(shape))).reshape(shape))


def test_views_with_gaps_and_other_orders(function):
    z = np.linspace(0, 1, 60).reshape(3, 4, 5)
    for view in (z[:, ::2, ::-1], z.T, np.asfortranarray(z), np.broadcast_to(z[0, 0], (7, 5))):
        np.testing.assert_array_equal(function(view), function(np.ascontiguousarray(view)))


def test_nan_stays_at_its_place(function):
    np.testing.assert_array_equal(np.isnan(function([np.nan, 0.25])), [True, False])


def test_float16_is_rounded_once():
    # Every finite float16. The right answer is the float64 result rounded to float16: float64
    # has 42 bits to spare, so that its own error cannot move the rounding for these functions.
    z = np.arange(2**16, dtype=np.uint16).view(np.float16)
    z = z[np.isfinite(z)]
    for name in ELEMENTWISE:
        function = getattr(logitlab, name)
        with np.errstate(over="ignore", under="ignore"):  # of the cast in this test
            expected = function(z.astype(np.float64)).astype(np.float16)
        got = function(z)
        # float32 is not exact, so a result half-way between two float16 may fall to either
        # side: at most one unit in the last place, and in fewer than one case in a hundred.
        wrong = (got != expected) & ~(np.isnan(got) & np.isnan(expected))
        assert np.mean(wrong) < 0.01
        assert_close(got[wrong], expected[wrong], rtol=2**-10, atol=2**-24)


# ---------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    ("bad", "error", "words"),
    [
        ("0.5", TypeError, ["text", "float"]),
        (["0.5", "0.1"], TypeError, ["text", "<U3"]),
        (b"0.5", TypeError, ["text"]),
        (1j, TypeError, ["complex128", ".real"]),
        (None, TypeError, ["NoneType", "None"]),
        ([0.5, None], TypeError, ["list", "object"]),
        ({"a": 1}, TypeError, ["dict"]),
        (np.datetime64("2020-01-01"), TypeError, ["datetime64"]),
        ([[0.5], [0.5, 0.1]], ValueError, ["rows", "same length"]),
    ],
)
def test_bad_input_is_named(function, bad, error, words):
    argument = "p" if function is logitlab.logit else "z"
    with pytest.raises(error) as caught:
        function(bad)
    message = str(caught.value)
    assert message.startswith(f"{argument} must")
    for word in words:
        assert word.lower() in message.lower()
