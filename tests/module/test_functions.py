"""Unit tests of logitlab.functions: exact values, dtypes, shapes, limits, bad input."""

import tracemalloc

import numpy as np
import pytest
import reference
from reference import ALONG_AXIS, ELEMENTWISE, JACOBIAN, assert_close, assert_matches, cases, number

import logitlab

ROWS = ["logsumexp", "softmax", "log_softmax"]


@pytest.fixture(autouse=True)
def no_warning_escapes():
    """Turn every floating-point event into an error, even those that NumPy hides by default."""
    with np.errstate(all="raise"):
        yield


@pytest.fixture(params=ELEMENTWISE)
def function(request):
    return getattr(logitlab, request.param)


@pytest.fixture(params=ROWS)
def row_function(request):
    return getattr(logitlab, request.param)


# ---------------------------------------------------------------- exact values


def test_every_reference_case_belongs_to_a_test():
    claimed = {
        function
        for name, functions in vars(reference).items()
        if name.isupper() and name != "CASES"
        for function in functions
    }
    assert {case["function"] for case in reference.CASES} == claimed


@pytest.mark.parametrize("case", cases(*ELEMENTWISE))
def test_elementwise_matches_reference(case):
    function = getattr(logitlab, case["function"])
    argument = case["args"].get("x", case["args"].get("p"))
    got = function(number(argument, case["dtype"])[()])
    assert got.dtype == case["dtype"]
    assert_matches(case, got)


@pytest.mark.parametrize("case", cases(*ALONG_AXIS, *JACOBIAN))
def test_row_function_matches_reference(case):
    function = getattr(logitlab, case["function"].removesuffix("_axis"))
    arguments = dict(case["args"])
    z = number(arguments.pop("z"), case["dtype"])
    if "temperature" in arguments:
        arguments["temperature"] = float(arguments["temperature"])
    got = function(z, **arguments)
    assert got.dtype == case["dtype"]
    assert_matches(case, got)


def test_logsumexp_near_zero():
    # The two terms cancel; the error is below the last digit of the largest score.
    assert_close(logitlab.logsumexp([-np.log(3)] * 3), 0, rtol=0, atol=2.3e-16)
    z = np.array([-0.99958766, -1.0009888, -0.99997145], np.float32)
    expected = 0.098429814912859662  # mpmath, 60 digits
    assert_close(logitlab.logsumexp(z), expected, rtol=0, atol=1.2e-7)


# mpmath, 60 digits. The subtraction of the largest score is rounded in each of these, and so is
# the division by a temperature. exp turns that error of the exponent into a relative error.
@pytest.mark.parametrize(
    ("z", "temperature", "expected"),
    [
        ([0.1, -700.3], 1.0, 6.6091388347098631e-305),
        ([700.3, 0.1], 1.0, 8.07242040177811768e-305),
        ([1000.1, 300.3], 1.0, 1.20426361251151777e-304),
        ([-0.1, -600.3], 1.0, 2.16996116579660535e-261),
        ([2.1, 1.3], 2e-3, 1.91516959671397912e-174),
        (np.array([0.1, -80.3], np.float32), 1.0, 1.20982437148863075e-35),
        (np.array([85.3, 0.1], np.float32), 1.0, 9.95654858076389703e-38),
        (np.array([2.1, 1.3], np.float32), 0.01, 1.80485999406800459e-35),
    ],
)
def test_small_probability_next_to_a_large_gap(z, temperature, expected):
    dtype = np.asarray(z).dtype
    exponent = dtype.type(np.ptp(z) / temperature)
    # half a unit of the exponent for each of the two roundings, and some units of the result
    rtol = np.spacing(exponent) + 6 * np.finfo(dtype).eps
    assert rtol < (1e-12 if dtype == np.float64 else 1e-5)
    assert_close(logitlab.softmax(z, temperature=temperature)[1], expected, rtol)
    assert_close(logitlab.log_softmax(z, temperature=temperature)[0], -expected, rtol)


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
    # ln 3 is exact to 17 digits; the neighbors differ from it by less than the tolerance.
    # 4 units in the last place: a division and a logarithm, or two logarithms and a difference.
    assert_close(abs(logitlab.logit(p)), 1.0986122886681098, rtol=9e-16)


# ---------------------------------------------------------------- dtypes and shapes


def test_scores_that_tie_at_the_top_of_the_range():
    # 2**17 equal scores of 709: the sum of their exponentials is 1e313, above the range
    z = np.full(2**17, 709.0)
    # 4 units in the last place, for a sum in 17 levels and a quotient
    assert_close(logitlab.softmax(z), 2.0**-17, rtol=9e-16)
    assert_close(logitlab.logsumexp(z), 709 + 17 * np.log(2), rtol=4e-16)  # 2 roundings
    z = np.full(2**17, 88, np.float32)
    assert_close(logitlab.softmax(z), 2.0**-17, rtol=5e-7)


@pytest.mark.parametrize(
    ("z", "probabilities", "logarithms", "lse"),
    [
        ([-np.inf, 0.0, 0.0], [0, 0.5, 0.5], [-np.inf, -np.log(2), -np.log(2)], np.log(2)),
        ([-np.inf, -np.inf], [np.nan] * 2, [np.nan] * 2, -np.inf),
        ([np.inf, 0.0], [np.nan] * 2, [np.nan] * 2, np.inf),
        ([np.inf, np.inf], [np.nan] * 2, [np.nan] * 2, np.inf),
        ([np.nan, 0.0], [np.nan] * 2, [np.nan] * 2, np.nan),
        ([np.nan, np.inf], [np.nan] * 2, [np.nan] * 2, np.nan),
    ],
)
@pytest.mark.parametrize("temperature", [1.0, 0.5])
def test_conventions_hold_in_their_row_only(z, probabilities, logarithms, lse, temperature):
    rows = [z, [0.0] * len(z)]  # the second row must come out as if it were alone
    k = len(z)
    got = logitlab.softmax(rows, temperature=temperature)
    assert_close(got, [probabilities, [1 / k] * k], rtol=2.3e-16)  # 1 unit in the last place
    got = logitlab.log_softmax(rows, temperature=temperature)
    assert_close(got, [logarithms, [-np.log(k)] * k], rtol=2.3e-16)
    assert_close(logitlab.logsumexp(rows), [lse, np.log(k)], rtol=2.3e-16)


def test_scores_whose_neighbors_are_far_apart():
    # Above 2**53 the float64 numbers are 2 and more apart, above 2**63 they are 2048 apart, so
    # that the largest score minus 700 is the score itself or its neighbor.
    for z in (2.0**54, 2.0**60, 2.0**63, 1e300, -(2.0**54), -1e300):
        assert_close(logitlab.softmax([z] * 6), 1 / 6, rtol=4.5e-16)  # a sum and a quotient
        assert_close(logitlab.softmax([z] * 6, temperature=0.3), 1 / 6, rtol=4.5e-16)
        assert_close(logitlab.log_softmax([z] * 6), -np.log(6), rtol=4.5e-16)
        below = np.nextafter(z, -np.inf)  # the gap is exact: both are multiples of it
        got = logitlab.softmax([z, below])[0]
        assert_close(got, logitlab.sigmoid(z - below), rtol=4.5e-16)


def test_temperature_beyond_the_range():
    # Divided by the temperature first, these scores would overflow.
    assert_close(logitlab.softmax([1e308, 1e308], temperature=1e-3), [0.5, 0.5], rtol=0)
    assert_close(logitlab.softmax([1e308, -1e308], temperature=0.5), [1, 0], rtol=0)
    assert_close(logitlab.softmax([1.0, 0.0], temperature=5e-324), [1, 0], rtol=0)
    assert_close(logitlab.softmax([1.0, 0.0], temperature=1.7e308), [0.5, 0.5], rtol=0)
    assert_close(logitlab.softmax([1e-310, 0.0], temperature=1e-310)[1], 0.2689414213699951, 4e-15)


def test_jacobian_of_a_stack_and_of_its_ends():
    z = np.linspace(-3, 3, 24).reshape(2, 3, 4)
    got = logitlab.softmax_jacobian(z)
    assert got.shape == (2, 3, 4, 4)
    p = logitlab.softmax(z[1, 2])
    # 4 units in the last place: two probabilities and a product
    assert_close(got[1, 2], np.diag(p) - np.outer(p, p), rtol=1e-15, atol=1e-16)
    assert_close(logitlab.softmax_jacobian(3.0), [[0]], rtol=0)
    assert logitlab.softmax_jacobian([]).shape == (0, 0)
    assert logitlab.softmax_jacobian(np.float16([1, 2])).dtype == np.float16
    # exp(-745) is the smallest float64; 1 - p would be 0
    assert_close(logitlab.softmax_jacobian([745.0, 0.0]), 5e-324 * np.array([[1, -1], [-1, 1]]), 0)


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_floats_keep_their_dtype(function, dtype):
    assert function(np.array([0.25, 0.5], dtype)).dtype == dtype
    assert function(dtype(0.25)).dtype == dtype


@pytest.mark.parametrize("z", [[0, 1], [False, True], np.array([0, 1], np.uint8)])
def test_integers_and_booleans_become_float64(function, z):
    got = function(z)
    assert got.dtype == np.float64
    np.testing.assert_array_equal(got, function([0.0, 1.0]))


def test_row_functions_keep_floats_and_take_integers(row_function):
    for dtype in (np.float16, np.float32, np.float64):
        assert row_function(np.array([0.25, 0.5], dtype)).dtype == dtype
    assert row_function([1, 2]).dtype == np.float64
    np.testing.assert_array_equal(row_function([1, 2]), row_function([1.0, 2.0]))
    for function in (logitlab.softmax, logitlab.log_softmax):
        assert function(np.array([0.25, 0.5], np.float32), temperature=2.0).dtype == np.float32


def test_wider_floats_become_float64(function):
    got = function(np.array([0.25, 0.75], np.longdouble))
    assert got.dtype == np.float64
    np.testing.assert_array_equal(got, function([0.25, 0.75]))


def test_other_byte_order(function):
    got = function(np.array([0.25, 0.75], ">f4"))
    assert got.dtype == np.float32
    np.testing.assert_array_equal(got, function(np.array([0.25, 0.75], np.float32)))


def test_one_number_gives_a_numpy_scalar(function):
    for z in (0.25, np.float64(0.25), np.array(0.25)):
        assert type(function(z)) is np.float64


@pytest.mark.parametrize("shape", [(0,), (3, 0), (2, 3, 4), (3, 1000)])
def test_every_element_at_its_place(function, shape):
    z = np.linspace(0, 1, int(np.prod(shape))).reshape(shape)
    got = function(z)
    assert got.shape == shape
    for index in [(0,) * z.ndim, (-1,) * z.ndim] if z.size else []:
        assert got[index] == function(z[index])
    # The input is not written to.
    np.testing.assert_array_equal(z, np.linspace(0, 1, int(np.prod(shape))).reshape(shape))


def test_views_with_gaps_and_other_orders(function):
    z = np.linspace(0, 1, 60).reshape(3, 4, 5)
    for view in (z[:, ::2, ::-1], z.T, np.asfortranarray(z), np.broadcast_to(z[0, 0], (7, 5))):
        np.testing.assert_array_equal(function(view), function(np.ascontiguousarray(view)))


@pytest.mark.parametrize("shape", [(5,), (3, 5), (900, 50), (1, 4000), (4, 1)])
@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_each_row_as_if_it_were_alone(row_function, shape, dtype):
    z = np.linspace(-5, 5, int(np.prod(shape))).reshape(shape).astype(dtype)
    got = row_function(z)
    rows, answers = z.reshape(-1, shape[-1]), np.reshape(got, (-1, *got.shape[z.ndim - 1 :]))
    # NumPy may sum a row of a table and a row alone in different orders: some units in the last
    # place for float64 and float32, one for float16, which has been rounded from float32
    rtol = {np.float16: 1e-3, np.float32: 2e-6, np.float64: 4e-15}[dtype]
    for i in (0, len(rows) // 2, -1):
        assert_close(answers[i], row_function(rows[i]), rtol)
    np.testing.assert_array_equal(z, np.linspace(-5, 5, z.size).reshape(shape).astype(dtype))


def test_any_axis(row_function):
    z = np.linspace(-5, 5, 120).reshape(4, 5, 6)
    for axis in (0, 1, 2, -1, -2, -3, np.int64(1)):
        expected = row_function(np.ascontiguousarray(np.moveaxis(z, axis, -1)))
        got = row_function(z, axis=axis)
        if row_function is not logitlab.logsumexp:
            got = np.moveaxis(got, axis, -1)
        np.testing.assert_array_equal(got, expected)


def test_logsumexp_keepdims():
    z = np.zeros((2, 3, 4))
    assert logitlab.logsumexp(z, axis=1).shape == (2, 4)
    assert logitlab.logsumexp(z, axis=1, keepdims=True).shape == (2, 1, 4)
    assert logitlab.logsumexp(np.zeros((2, 0)), keepdims=True).shape == (2, 1)


def test_row_functions_of_views(row_function):
    z = np.linspace(0, 1, 60 * 50).reshape(60, 50)
    for view in (
        z[:, ::2],
        z[::-1, ::-1],
        z.T,
        np.asfortranarray(z),
        np.broadcast_to(z[0], (7, 50)),
    ):
        got = row_function(view)
        # the order of a sum may depend on the layout
        assert_close(got, row_function(view.copy(order="C")), rtol=4e-15)


def test_one_number_is_an_axis_with_one_class():
    for z in (2.5, np.array(2.5), np.float64(2.5)):
        for axis in (-1, 0):
            assert type(logitlab.softmax(z, axis)) is np.float64
            assert logitlab.softmax(z, axis) == 1
            assert logitlab.log_softmax(z, axis) == 0
            assert type(logitlab.logsumexp(z, axis)) is np.float64
            assert logitlab.logsumexp(z, axis) == 2.5
    assert logitlab.softmax(np.inf, temperature=2.0) != 1  # nan, as for every axis with inf


@pytest.mark.parametrize("shape", [(0,), (0, 3), (3, 0), (2, 0, 4)])
def test_empty_arrays(shape):
    z = np.zeros(shape, np.float32)
    assert logitlab.softmax(z).shape == logitlab.log_softmax(z).shape == shape
    assert logitlab.softmax(z).dtype == np.float32
    got = logitlab.logsumexp(z)
    assert got.shape == shape[:-1]
    assert (got == -np.inf).all()
    assert logitlab.logsumexp(z, axis=0).shape == shape[1:]


@pytest.mark.parametrize("name", [*ELEMENTWISE, *ROWS])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_memory_for_a_large_array(name, dtype):
    z = np.zeros((64, 5000), dtype)
    tracemalloc.start()
    getattr(logitlab, name)(z)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    objects = 2000  # bytes of the arrays besides what they hold; Python 3.14 keeps one array more
    assert peak <= 4 * z.nbytes + objects


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


def test_float16_rows_are_rounded_once():
    z = np.linspace(-9, 9, 3000).reshape(300, 10).astype(np.float16)
    for name in ROWS:
        expected = getattr(logitlab, name)(z.astype(np.float64)).astype(np.float16)
        wrong = np.mean(getattr(logitlab, name)(z) != expected)
        # float32 is off by some 1e-7, so one result in about 4000 rounds to the other side
        assert wrong < 0.005


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
@pytest.mark.parametrize("name", [*ELEMENTWISE, *ROWS, *JACOBIAN])
def test_bad_input_is_named(name, bad, error, words):
    argument = "p" if name == "logit" else "z"
    with pytest.raises(error) as caught:
        getattr(logitlab, name)(bad)
    message = str(caught.value)
    assert message.startswith(f"{argument} must")
    for word in words:
        assert word.lower() in message.lower()


@pytest.mark.parametrize(
    ("axis", "error", "words"),
    [
        (2, ValueError, "from -2 to 1 for z of shape (3, 4), but got 2"),
        (-3, ValueError, "but got -3"),
        (None, TypeError, "z.ravel()"),
        (1.0, TypeError, "one integer, but got 1.0"),
        (True, TypeError, "one integer, but got True"),
        ((0, 1), TypeError, "but got (0, 1)"),
    ],
)
def test_bad_axis_is_named(row_function, axis, error, words):
    with pytest.raises(error) as caught:
        row_function(np.zeros((3, 4)), axis=axis)
    assert str(caught.value).startswith("axis must be")
    assert words in str(caught.value)
    with pytest.raises(ValueError, match="axis must be from -1 to 0"):
        row_function(3.0, axis=1)


@pytest.mark.parametrize(
    ("temperature", "error", "words"),
    [
        (0, ValueError, "above 0 and finite, but got 0"),
        (-1.0, ValueError, "but got -1.0"),
        (np.inf, ValueError, "equally probable"),
        (np.nan, ValueError, "but got nan"),
        ("2", TypeError, "str"),
        (np.array([1.0, 2.0]), TypeError, "divide z by it yourself"),
        (1j, TypeError, "complex"),
    ],
)
@pytest.mark.parametrize("function", [logitlab.softmax, logitlab.log_softmax])
def test_bad_temperature_is_named(function, temperature, error, words):
    with pytest.raises(error) as caught:
        function([1.0, 2.0], temperature=temperature)
    assert str(caught.value).startswith("temperature must be")
    assert words in str(caught.value)
