"""The maths of the shared JavaScript, against exact values and against Python.

It runs in V8, the engine of Chromium, inside Python: nobody needs Node or a browser. The charts,
which need a page, have their tests in tests/site/explorables/test_charts.py.
"""

import json
import math
import warnings

import mpmath
import numpy as np
import pytest
from reference import assert_close, assert_matches, cases, number
from scipy.optimize import minimize_scalar
from scipy.special import ndtr
from sklearn.exceptions import ConvergenceWarning

import logitlab
from logitlab import (
    cross_entropy_with_logits,
    language,
    load_course_prose,
    load_digits,
    load_language_model,
    numbers,
    softmax,
)
from logitlab.explorables import (
    BendTheS,
    SamplingLab,
    WatchItLearn,
    float_microscope,
    sampling_lab,
)
from logitlab.explorables.watch_it_learn import design

JAVASCRIPT_NAMES = {
    "sigmoid": "sigmoid",
    "sigmoid_grad": "sigmoidGrad",
    "softplus": "softplus",
    "logit": "logit",
}


def call(javascript, function, arguments):
    """The results of one function of maths.js, for a list of its first arguments."""
    values = javascript(
        "([name, xs]) => xs.map((x) => globalThis[name](x))",
        [function, [float(x) for x in arguments]],
    )
    return np.array(values, dtype=float)


# ---------------------------------------------------------------- maths.js


@pytest.mark.parametrize("function", JAVASCRIPT_NAMES)
def test_maths_matches_the_reference_values(function, javascript):
    chosen = [case for (case,) in (p.values for p in cases(function)) if case["dtype"] == "float64"]
    assert len(chosen) >= 4
    arguments = [number(next(iter(case["args"].values()))) for case in chosen]
    results = call(javascript, JAVASCRIPT_NAMES[function], arguments)
    for case, got in zip(chosen, results, strict=True):
        try:
            assert_matches(case, got)
        except AssertionError as error:
            raise AssertionError(f"{case['id']}: {case['description']}{error}") from None


EXACT = {
    "sigmoid": lambda z: 1 / (1 + mpmath.exp(-z)),
    "sigmoidGrad": lambda z: 1 / (2 + mpmath.exp(z) + mpmath.exp(-z)),
    "softplus": lambda z: mpmath.log1p(mpmath.exp(z)),
}


@pytest.mark.parametrize("function", EXACT)
def test_maths_keeps_its_digits_everywhere(function, javascript):
    zs = [*np.linspace(-40, 40, 161), *np.linspace(-700, 700, 29), 1e-300, -1e-8]
    with mpmath.workdps(350):  # 1 + e^-700 needs 300 digits
        expected = [float(EXACT[function](mpmath.mpf(float(z)))) for z in zs]
    assert_close(call(javascript, function, zs), expected, rtol=4e-15)


def test_logit_keeps_its_digits_on_both_sides_of_one_half(javascript):
    ps = [float(p) for p in (*np.linspace(0.001, 0.999, 333), 1e-300, 0.5 - 1e-12, 0.5 + 1e-12)]
    with mpmath.workdps(50):
        expected = [float(mpmath.log(p) - mpmath.log(1 - mpmath.mpf(p))) for p in ps]
    assert_close(call(javascript, "logit", ps), expected, rtol=4e-15)


@pytest.mark.parametrize("y", [0, 1])
def test_surprise_is_the_loss_of_one_answer(y, javascript):
    zs = [-1000.0, -40.0, -2.0, 0.0, 0.5, 3.0, 40.0, 1000.0]
    got = javascript("([zs, y]) => zs.map((z) => surprise(z, y))", [zs, y])
    with mpmath.workdps(900):
        expected = [float(mpmath.log1p(mpmath.exp(-z if y else z))) for z in zs]
    assert_close(got, expected, rtol=4e-15)


def test_normal_cdf_agrees_with_scipy(javascript):
    zs = np.linspace(-37.5, 8, 2276)
    assert_close(call(javascript, "normalCdf", zs), ndtr(zs), rtol=1e-12)
    assert call(javascript, "normalCdf", [0.0])[0] == 0.5


def test_normal_cdf_goes_on_where_scipy_gives_0(javascript):
    zs = np.linspace(-38, -37.5, 26)
    with mpmath.workdps(30):
        expected = [float(mpmath.ncdf(float(z))) for z in zs]
    assert 0 < expected[0] < 2.3e-308, "these are subnormal numbers: they have fewer digits"
    assert_close(call(javascript, "normalCdf", zs), expected, rtol=1e-12, atol=1e-323)


def test_image_rows_are_what_python_learns_from(javascript):
    texts = WatchItLearn().test
    rows = javascript("(texts) => imageRows(texts).map((row) => [...row])", texts)
    np.testing.assert_array_equal(rows, design(texts))
    first_zero = np.flatnonzero(load_digits().y == 0)[-10]
    np.testing.assert_array_equal(rows[0], [1, *load_digits().X[first_zero] / 16])


def test_least_squares_agrees_with_numpy(javascript):
    generator = np.random.default_rng(1)
    data = BendTheS(data="tumors")
    for x, y in [
        (data.feature, data.target),
        (generator.normal(1000, 1, 50), generator.normal(size=50)),
        ([0.0, 1.0], [5.0, 3.0]),
    ]:
        x, y = np.array(x, float), np.array(y, float)
        got = javascript("([x, y]) => leastSquares(x, y)", [x.tolist(), y.tolist()])
        columns = np.column_stack([np.ones_like(x), x])
        intercept, slope = np.linalg.lstsq(columns, y, rcond=None)[0]
        assert got["slope"] == pytest.approx(slope, rel=1e-9)
        assert got["intercept"] == pytest.approx(intercept, rel=1e-9)


def test_interpolate_agrees_with_numpy(javascript):
    xs, ys = [35, 50, 60, 70, 80], [0.9, 0.2, 0.7, 0.01, 0.5]
    at = [-10, 35, 36.5, 50, 53, 60, 69.99, 70, 80, 81, 200]
    code = "([xs, ys, at]) => at.map((x) => interpolate(xs, ys, x))"
    np.testing.assert_allclose(javascript(code, [xs, ys, at]), np.interp(at, xs, ys), rtol=1e-14)


def test_level_curve_of_a_convex_function(javascript):
    points = javascript(
        """() => {
          const f = (x, y) => 3 + (x - 1) ** 2 + 0.25 * (y + 2) ** 2 + 0.2 * (x - 1) * (y + 2);
          return levelCurve(f, [1, -2], [0.1, 10], 5).map((p) => [...p, f(...p)]);
        }"""
    )
    points = np.array(points)
    np.testing.assert_allclose(points[:, 2], 5, atol=2e-3)
    np.testing.assert_allclose(points[0], points[-1], atol=1e-6)  # closed
    assert (np.diff(np.unwrap(np.arctan2(points[:, 1] + 2, points[:, 0] - 1))) > 0).all()


@pytest.mark.parametrize("value", [0, 5e-324, 9.4e-323, 3.878e-5, 0.00099949, 0.001, 0.5])
def test_small_agrees_with_python(value, javascript):
    assert javascript("(value) => small(value)", value) == numbers.small(value)


@pytest.mark.parametrize("value", [0, 999, 1000, 27132, 1234567, 3 * 10**15])
def test_grouped_puts_commas_where_python_does(value, javascript):
    assert javascript("(value) => grouped(value)", value) == f"{value:,}"


def test_range_and_clamp(javascript):
    assert javascript("() => range(-2, 3, 4)") == [-2, -0.75, 0.5, 1.75, 3]
    assert javascript("() => [-9, 0.5, 9].map((x) => clamp(x, -1, 1))") == [-1, 0.5, 1]


# ---------------------------------------------------------------- chart.js: ticks

RANGES = [
    (low, low + width, count)
    for low in (-8, -0.45, 0, 0.1, 6, 1234.5)
    for width in (1e-6, 0.28, 1, 1.28, 2.45, 7, 16, 32, 999, 3e7)
    for count in (1, 2, 3, 5, 10)
]


def test_ticks_are_round_numbers_inside_the_limits(javascript):
    all_ticks = javascript("(ranges) => ranges.map((range) => ticks(...range))", RANGES)
    for (low, high, count), ticks in zip(RANGES, all_ticks, strict=True):
        place = f"ticks({low}, {high}, {count}) gave {ticks}"
        slack = 1e-6 * (high - low)
        assert all(low - slack <= tick <= high + slack for tick in ticks), place
        assert len(ticks) <= count + 1, place
        if len(ticks) < 2:
            assert count < 5, place
            continue
        steps = np.diff(ticks)
        step = float(np.median(steps))
        np.testing.assert_allclose(steps, step, rtol=1e-5, err_msg=place)
        lead = step / 10 ** math.floor(math.log10(step) + 1e-6)
        assert min(abs(lead - round_step) for round_step in (1, 2, 5)) < 1e-5, place
        # no tick is left out at an end
        assert ticks[0] - step < low + slack and ticks[-1] + step > high - slack, place


# ---------------------------------------------------------------- stage.js: numbers and sentences


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (1.005, 2, "1.00"),  # the float is a little less than 1.005
        (-10, 2, "−10.00"),
        (0.34654, 4, "0.3465"),
        (569, 0, "569"),
        (-1234.5678, 3, "−1234.568"),
        (0, 2, "0.00"),
    ],
)
def test_number_writes_fixed_digits_and_a_minus_sign(value, digits, text, javascript):
    assert javascript("([value, digits]) => number(value, digits)", [value, digits]) == text


def test_number_agrees_with_python(javascript):
    values = [float(value) for value in np.random.default_rng(2).normal(scale=20, size=200)]
    got = javascript("(values) => values.map((value) => number(value, 3))", values)
    assert got == [numbers.number(value, 3) for value in values]


@pytest.mark.parametrize("value", [0.0, -0.0, -1e-9])
def test_zero_has_no_sign_in_either_language(value, javascript):
    assert javascript("(value) => number(value, 2)", value) == "0.00"
    assert numbers.number(value, 2) == "0.00"


def test_fill_puts_values_into_their_places(javascript):
    sentence = "from {low} to {high}, and {low} again"
    values = {"low": "1", "high": "$&"}
    filled = javascript("(given) => fill(...given)", [sentence, values])
    assert filled == "from 1 to $&, and 1 again"


# ---------------------------------------------------------------- logistic regression in maths.js

ORING = logitlab.load_oring()


@pytest.mark.parametrize("steps", [1, 2, 3, 4, 5, 8])
def test_newton_steps_are_those_of_the_module(steps, javascript):
    x, y = ORING.column("temperature"), ORING.y
    got = javascript(
        "([x, y, steps]) => logisticFit(x, y, {}, steps)", [x.tolist(), y.tolist(), steps]
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # the steps run out on purpose
        model = logitlab.LogisticRegression(max_iter=steps, tol=1e-300).fit(ORING.X, y)
    assert got["b"] == pytest.approx(model.intercept_[0], rel=1e-11)
    assert got["w"] == pytest.approx(model.coef_[0, 0], rel=1e-11)


@pytest.mark.parametrize(("options", "limit"), [({"limit": 5}, 5), ({}, np.inf)])
def test_a_newton_step_that_goes_too_far_is_halved(options, limit, javascript):
    x, y = (ORING.column("temperature") - 69.57) / 6.9, ORING.y
    lines = javascript(
        """([x, y, options]) => {
          const lines = [{ b: 4, w: 4 }];
          for (let i = 0; i < 30; i += 1) lines.push(newtonStep(x, y, lines[i], options));
          return lines.map((line) => [line.b, line.w, logisticObjective(x, y, line)]);
        }""",
        [x.tolist(), y.tolist(), options],
    )
    lines = np.array(lines)
    assert np.abs(lines[:, :2]).max() <= limit
    assert np.diff(lines[:, 2]).max() < 1e-12, "the NLL must not rise"
    assert lines[-1, 2] == pytest.approx(10.157596343933414, rel=1e-14)


@pytest.mark.parametrize("place", [-3, -1.5, -1, -0.9, 1, 3])
@pytest.mark.parametrize("w", [0, 0.5, 1.5, 4, 12])
@pytest.mark.parametrize("options", [{}, {"lambda": 0.1}, {"firth": True}], ids=str)
def test_the_valley_is_the_lowest_objective_for_each_slope(place, w, options, javascript):
    x, y = np.array([-2.0, -1.0, place, 2.0]), np.array([0, 0, 1, 1])

    design = np.column_stack([np.ones(4), x])

    def objective(b):
        """The objective at one intercept, or at each of an array."""
        z = np.asarray(b)[..., np.newaxis] + w * x
        value = logitlab.binary_cross_entropy_with_logits(z, y, reduction="none").sum(axis=-1)
        value += options.get("lambda", 0) / 2 * w**2
        if options.get("firth"):
            information = design.T @ (design * logitlab.sigmoid_grad(z)[..., np.newaxis])
            value -= np.linalg.slogdet(information)[1] / 2
        return value

    grid = np.linspace(-45, 45, 901)
    middle = grid[np.argmin(objective(grid))]
    best = minimize_scalar(objective, bounds=(middle - 0.1, middle + 0.1), method="bounded").fun
    arguments = [x.tolist(), y.tolist(), w, options]
    got = javascript("(given) => lowestAlong(...given)", arguments)
    assert got == pytest.approx(best, abs=1e-6)


def test_standardize_and_side_by_side(javascript):
    values = [70.0, 53.0, 70.0, 66.0]
    got = javascript("(values) => standardize(values)", values)
    assert [got["mean"], got["deviation"]] == pytest.approx([np.mean(values), np.std(values)])
    assert got["values"] == pytest.approx((values - np.mean(values)) / np.std(values))
    assert javascript("(v) => sideBySide(v, 0.5)", values) == [69.75, 53, 70.25, 66]


@pytest.mark.parametrize(("value", "text"), [(0, "0.00"), (0.5, "0.50"), (2.5e-7, "2.50·10⁻⁷")])
def test_tiny_agrees_with_python(value, text, javascript):
    assert javascript("(value) => small(value, 2)", value) == numbers.small(value, 2) == text


# ---------------------------------------------------------------- chapter 5


def test_softmax_matches_the_reference_values(javascript):
    for (case,) in (p.values for p in cases("softmax")):
        z = [float(number(value)) for value in case["args"]["z"]]
        if case["dtype"] != "float64" or not z or not np.isfinite(z).all():
            continue
        heat = float(number(case["args"].get("temperature", "1.0")))
        got = javascript("([z, T]) => softmax(z, T)", [z, heat])
        assert_matches(case, np.array(got))
    assert javascript("() => softmax([2, 1, 0.5].map((z) => z + 2 ** 20))") == javascript(
        "() => softmax([2, 1, 0.5])"
    )


def test_log_softmax_keeps_a_tiny_surprise(javascript):
    got = javascript("() => [[0, -40], [2, 1, 0.5], [0, -1000]].map(logSoftmax)")
    np.testing.assert_allclose(got[0], [-4.248354255291589e-18, -40], rtol=4e-15)
    np.testing.assert_allclose(np.exp(got[1]).sum(), 1, rtol=1e-14)
    assert got[2] == [0, -1000]


def test_a_half_plane_cuts_a_polygon(javascript):
    square = [[0, 0], [2, 0], [2, 2], [0, 2]]
    cut = "(points) => clipPolygon(points, ([x, y]) => 3 - x - y)"
    assert sorted(javascript(cut, square)) == [[0, 0], [0, 2], [1, 2], [2, 0], [2, 1]]
    assert javascript("(p) => clipPolygon(p, () => -1)", square) == []
    assert sorted(javascript("(p) => clipPolygon(p, () => 0)", square)) == sorted(square)


# ---------------------------------------------------------------- chapter 6


@pytest.mark.parametrize(
    ("p", "q"),
    [
        ([0.5, 0.25, 0.125, 0.125], [0.125, 0.5, 0.25, 0.125]),
        ([0.5, 0.5], [0.9, 0.1]),
        ([0.7, 0.2, 0.1], [0.6, 0.3, 0.1]),
        ([0.999, 0.001], [1e-300, 1.0]),
    ],
)
def test_the_area_of_a_code_is_exact(p, q, javascript):
    got = javascript("([p, q]) => crossEntropy(p, q)", [p, q])
    with mpmath.workdps(50):
        pairs = [(mpmath.mpf(a), mpmath.mpf(b)) for a, b in zip(p, q, strict=True)]
        exact = float(-mpmath.fsum(a * mpmath.log(b) for a, b in pairs))
    assert_close([got], [exact], rtol=1e-14)
    assert javascript("() => crossEntropy([1, 0], [1, 0])") == 0


def test_rebalanced_shares_sum_to_1_and_keep_their_ratios(javascript):
    got = javascript("() => rebalance([0.5, 0.25, 0.125, 0.125], 0, 0.2)")
    assert got == pytest.approx([0.2, 0.4, 0.2, 0.2])
    assert javascript("() => rebalance([1, 0, 0], 0, 0.4)") == pytest.approx([0.4, 0.3, 0.3])
    assert javascript("() => rebalance([0.3, 0.7], 1, 1)") == [0, 1]


@pytest.mark.parametrize("lam", [0, 0.2])
def test_softmax_regression_descends_as_in_numpy(lam, javascript):
    generator = np.random.default_rng(6)
    X = np.column_stack([np.ones(20), generator.normal(size=(20, 3))])
    y = generator.integers(0, 4, 20)
    got = javascript(
        """([X, y, lambda]) => {
          const descend = softmaxDescent(X, y, 4);
          const states = [descend()];
          for (let step = 0; step < 30; step += 1) states.push(descend(states[step], 0.7, lambda));
          return states.map(({ W, loss, accuracy }) => [W.map((w) => [...w]), loss, accuracy]);
        }""",
        [X.tolist(), y.tolist(), lam],
    )
    W = np.zeros((4, 4))
    for weights, loss, accuracy in got:
        np.testing.assert_allclose(weights, W.T, atol=1e-13)
        assert loss == pytest.approx(cross_entropy_with_logits(X @ W, y), rel=1e-13)
        assert accuracy == np.mean((X @ W).argmax(axis=1) == y)
        paying = np.vstack([np.zeros(4), W[1:]])  # the biases are free
        W = W - 0.7 * (X.T @ (softmax(X @ W) - np.eye(4)[y]) / 20 + lam * paying)
    assert got[0][1] == pytest.approx(math.log(4), rel=1e-15)


def test_calibration_counts_as_by_hand(javascript):
    z = np.random.default_rng(8).normal(size=(40, 5)) * 3
    y = np.arange(40) % 5
    got = javascript("([z, y]) => calibration(z, y, 2)", [z.tolist(), y.tolist()])
    p = softmax(z / 2)
    sure, right = p.max(axis=1), p.argmax(axis=1) == y
    places = np.floor(10 * sure).astype(int)
    assert [bin_["bin"] for bin_ in got["bins"]] == np.unique(places).tolist()
    gaps = [abs(sure[places == k].sum() - right[places == k].sum()) for k in range(10)]
    wanted = (cross_entropy_with_logits(z / 2, y), right.mean(), sure.mean(), sum(gaps) / 40)
    found = [got[name] for name in ("nll", "accuracy", "confidence", "ece")]
    assert found == pytest.approx(wanted, rel=1e-12)
    one = javascript("() => calibration([[1000, 0]], [0], 1)")
    assert (one["bins"][0]["bin"], one["nll"]) == (9, 0), "a certain answer has a place too"


# ---------------------------------------------------------------- floats.js


def test_every_float16_and_every_halfway_point_is_rounded_as_numpy_does(javascript):
    bits = np.arange(0x7C00, dtype=np.uint16)  # all finite float16, 0 or above
    halves = bits.view(np.float16).astype(np.float64)
    middles = (halves[:-1] + halves[1:]) / 2
    values = np.concatenate([halves, middles, np.nextafter(middles, 0), np.nextafter(middles, 9e4)])
    edges = [65519.99, 65520, 65536, 1e300, np.inf, 1e-300, 5e-324, 2.0**-25]
    values = np.concatenate([values, edges])
    values = np.concatenate([values, -values])
    with np.errstate(over="ignore"):
        expected = values.astype(np.float16).astype(np.float64)
    got = np.array(javascript("(xs) => xs.map(toHalf)", values.tolist()), dtype=float)
    np.testing.assert_array_equal(got, expected)
    assert javascript("() => Number.isNaN(toHalf(NaN))")


def test_bfloat16_is_float32_with_fewer_digits(javascript):
    # the upper half of a float32, rounded to even: what hardware does
    rng = np.random.default_rng(0)
    bits = rng.integers(0, 2**32, 20_000, dtype=np.uint64)
    halves = np.arange(0, 2**16, 7, dtype=np.uint64) * 2**16 + 2**15  # halfway between two
    bits = np.concatenate([bits, halves])
    up = bits + 0x7FFF + ((bits >> 16) & 1)
    bits, up = (x[(bits >> 23) & 0xFF != 0xFF] for x in (bits, up))  # finite ones
    values = bits.astype(np.uint32).view(np.float32).astype(float)
    nearest = ((up >> 16) << 16).astype(np.uint32).view(np.float32).astype(float)
    got = np.array(javascript("(xs) => xs.map(toBrain)", values.tolist()), dtype=float)
    np.testing.assert_array_equal(got, nearest)
    np.testing.assert_array_equal([float_microscope.rounded(x, "bfloat16") for x in values], got)


@pytest.mark.parametrize("dtype", ["float16", "bfloat16", "float32", "float64"])
@pytest.mark.parametrize("way", ["naive", "clipped", "shifted", "fused"])
def test_the_four_ways_agree_with_python(way, dtype, javascript):
    zs = np.linspace(-1100, 1100, 23).tolist() + np.linspace(-120, 120, 481).tolist()
    zs = [float(float_microscope.rounded(z, dtype)) for z in zs]
    got = javascript(
        "([way, dtype, zs]) => zs.map((z) => WAYS[way](z, FORMATS[dtype].round))",
        [way, dtype, zs],
    )
    expected = [float_microscope.loss_and_slope(way, z, dtype) for z in zs]
    got, expected = np.array(got, dtype=float), np.array(expected, dtype=float)
    # two exponentials may differ in the last digit; 1 - p enlarges that where p is close to 1
    tolerance = {"float64": 4e-15, "float32": 1e-6, "float16": 4e-3, "bfloat16": 3e-2}[dtype]
    np.testing.assert_allclose(
        got, expected, rtol=tolerance, atol=3e-16 if dtype == "float64" else 0
    )


def test_one_pass_and_two_agree_in_javascript(javascript):
    for scores in ([3.0], [0.0, -40.0], [1000.0, 998.5, 1001.0], [-1e308, 5.0, 5.0]):
        last = javascript("(z) => runningSoftmax(z).at(-1)", scores)
        exact = logitlab.logsumexp(scores)
        assert javascript("(z) => logSumExp(z)", scores) == pytest.approx(exact, rel=1e-15)
        assert last["m"] + math.log(last["s"]) == pytest.approx(exact, rel=1e-15, abs=1e-15)


# ---------------------------------------------------------------- chapter 11

SENTENCES = [
    "This is the",
    "",
    "The odds of distress are 23",
    "Zoë's  naïve\n\n日本語 🙂 −½",
    "\x00\ufeff\u2028\t",
]
# The engine has no web interfaces; what a browser brings, as far as these tests need it.
MODEL = """
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  globalThis.atob = (text) => {
    let [bits, held, out] = [0, 0, ""];
    for (const letter of text.replace(/=+$/, "")) {
      bits = ((bits << 6) | letters.indexOf(letter)) & 0xffff;
      held += 6;
      if (held >= 8) {
        held -= 8;
        out += String.fromCharCode((bits >> held) & 255);
      }
    }
    return out;
  };
  globalThis.TextEncoder = class {
    encode(text) {
      return [...unescape(encodeURIComponent(text))].map((letter) => letter.charCodeAt(0));
    }
  };
  globalThis.TextDecoder = class {
    decode(bytes) {
      const text = String.fromCharCode(...bytes);
      try {
        return decodeURIComponent(escape(text));
      } catch {
        return "\ufffd";
      }
    }
  };
  const model = languageModel(stored);
"""


def test_the_language_model_has_the_tokens_and_scores_of_python(javascript):
    model = load_language_model()
    stored = json.loads(language.read("language_model.json"))
    got = javascript(
        f"""([stored, texts, all]) => {{
          {MODEL}
          return [
            texts.map((text) => model.encode(text)),
            texts.map((text) => model.decode(model.encode(text))),
            texts.map((text) => model.scores(model.encode(text))),
            all.map((id) => model.decode([id])),
          ];
        }}""",
        [stored, SENTENCES, list(range(768))],
    )
    ids, texts, scores, tokens = got
    assert ids == [model.encode(text) for text in SENTENCES]
    assert texts == SENTENCES
    expected = [model.scores(one) for one in ids]
    np.testing.assert_allclose(scores, expected, atol=1e-6)
    np.testing.assert_allclose(scores, expected, atol=1e-11, err_msg="far better than is asked")
    whole = [k for k, text in enumerate(model.tokens) if "\ufffd" not in text]
    assert [tokens[k] for k in whole] == [model.tokens[k] for k in whole]


def test_the_held_out_text_has_the_same_tokens_in_both_languages(javascript):
    held = load_course_prose()[1]
    stored = json.loads(language.read("language_model.json"))
    got = javascript(
        f"([stored, text]) => {{ {MODEL} return model.encode(text); }}", [stored, held]
    )
    assert got == load_language_model().encode(held)


@pytest.mark.parametrize("seed", range(6))
def test_the_cards_keep_what_python_keeps_in_any_order(seed, javascript):
    rng = np.random.default_rng(seed)
    z = load_language_model().scores(rng.integers(0, 768, 8).tolist())
    lab = SamplingLab(
        text=rng.integers(0, 768, 5).tolist(),
        order=rng.permutation(6).tolist(),
        bias=rng.uniform(-5, 5),
        biased=int(rng.integers(768)),
        penalty=rng.uniform(1, 2),
        temperature=rng.uniform(0.1, 3),
        top_k=int(rng.integers(0, 51)),
        top_p=rng.uniform(0.05, 1),
        min_p=rng.uniform(0, 0.5),
    )
    got = javascript(
        """([z, places, knobs]) => pass(z, orderOf(places).map((k) => CARDS[k]), knobs)
          .map((state) => [countOf(state), sharesOf(state)])""",
        [z.tolist(), lab.order, lab.state],
    )
    states = lab.after(z, lab.text)
    assert [count for count, _ in got] == [int(np.isfinite(each).sum()) for each in states]
    for (_, shares), each in zip(got, states, strict=True):
        np.testing.assert_allclose(shares, softmax(each), atol=1e-12)


def test_an_order_that_is_none_is_completed(javascript):
    assert javascript("() => orderOf([2, 2, 2, 5, 5, 0])") == [2, 5, 0, 1, 3, 4]
    lab = SamplingLab(order=[2, 2, 2, 5, 5, 0])
    assert lab.cards == ["temperature", "min_p", "bias", "penalty", "top_k", "top_p"]


def test_needles_of_both_languages_draw_the_same_tokens(javascript):
    stored = json.loads(language.read("language_model.json"))
    lab = SamplingLab(seed=17, temperature=1.2, top_p=0.9)
    got = javascript(
        f"""([stored, {{ text, seed, ...knobs }}, places, n]) => {{
          {MODEL}
          for (let i = 0; i < n; i += 1) {{
            const all = {{ ...knobs, text }};
            const cards = orderOf(places).map((k) => CARDS[k]);
            const drawn = drawToken(pass(model.scores(text), cards, all).at(-1), seed);
            seed = drawn.seed;
            text = [...text, drawn.token];
          }}
          return text;
        }}""",
        [stored, lab.state, lab.order, sampling_lab.LENGTH],
    )
    model = load_language_model()
    assert model.decode(got[len(lab.text) :]) == lab.continuations[0]
