"""Chapter 7: Float microscope, Online softmax."""

import math

import mpmath
import numpy as np
import pytest

from logitlab.explorables import FloatMicroscope, OnlineSoftmax

from .figure import assert_shows, drag, parse, place_of

# ---------------------------------------------------------------- Float microscope

WAYS = ("naive", "clipped", "shifted", "fused")
EDGES = [  # format, a score that still works, one that does not, the way that breaks there
    ("float64", -709.7, -709.8, "naive"),
    ("float32", -88.7, -88.8, "naive"),
    ("float16", -11.0, -11.1, "naive"),
    ("float64", -745.1, -745.2, "shifted"),
    ("float32", -103.9, -104.0, "shifted"),
    ("float16", -17.3, -17.4, "shifted"),
]


@pytest.mark.parametrize(("dtype", "works", "breaks", "way"), EDGES)
def test_each_way_breaks_where_its_format_ends(dtype, works, breaks, way):
    assert math.isfinite(FloatMicroscope(z=works, dtype=dtype).computed(way)[0])
    broken = FloatMicroscope(z=breaks, dtype=dtype)
    assert broken.computed(way)[0] == math.inf
    assert math.isnan(broken.computed(way)[1]), "-1/0 times 0"
    assert broken.key_numbers()[way] == "⚠ ∞"
    assert broken.relative_error("fused") <= 2 * np.finfo(dtype).eps
    if way == "naive":  # 1/p overflows there too, so the shifted slope fails before its loss
        loss, slope = broken.computed("shifted")
        assert (math.isfinite(loss), slope) == (True, -math.inf)


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_the_fused_loss_is_right_to_the_last_digits_of_its_format(dtype):
    smallest = float(np.finfo(dtype).smallest_subnormal)
    for z in (-1100, -745.2, -104, -60, -17.4, -1.5, 0, 0.3, 9.7, 17, 36.8, 60, 700, 740, 1100):
        microscope = FloatMicroscope(z=z, dtype=dtype)
        with mpmath.workdps(500):
            exact = float(mpmath.log1p(mpmath.exp(-mpmath.mpf(microscope.score))))
            slope = float(-1 / (1 + mpmath.exp(mpmath.mpf(microscope.score))))
        loss, gradient = microscope.computed("fused")
        tolerance = {"rtol": 3 * float(np.finfo(dtype).eps), "atol": smallest}
        np.testing.assert_allclose([loss, gradient], [exact, slope], **tolerance)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_only_the_clipped_loss_never_learns(dtype):
    microscope = FloatMicroscope(z=-60, dtype=dtype, steps=200)
    ends = {way: round(microscope.trained(way), 2) for way in WAYS}
    assert ends == {"naive": 4.92, "clipped": -60.0, "shifted": 4.92, "fused": 4.92}
    clip = [FloatMicroscope(z=z, steps=1).trained("clipped") > z for z in (-34.5, -34.6)]
    assert clip == [True, False]


def rows_of(figure):
    """The texts of the table: {way: [loss, relative error, gradient, score after training]}."""
    figure.look()
    return figure.root.evaluate(
        """(root) => Object.fromEntries(Array.from(root.querySelectorAll("tbody"), (body) => [
          body.querySelector("[data-number]").dataset.number,
          Array.from(body.querySelectorAll("td"), (cell) => cell.textContent)]))"""
    )


def assert_cell(text, value, flagged):
    assert text.startswith("⚠") == flagged, f"{text} for {value}"
    text = text.removeprefix("⚠ ")
    if math.isnan(value):
        assert text == "nan"
    else:
        assert_shows({"cell": text}, {"cell": value})


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_the_microscope_shows_what_python_computes(dtype, show):
    figure = show(*place_of("float-microscope"))
    figure.native(dtype).check()
    figure.native("steps").fill("70")
    for z in (-1100, -745.1, -104, -88.8, -60, -36.7, -17.3, -11.1, -2.5, 0.1, 9.7, 12, 36.8, 800):
        figure.native("z").fill(str(z))
        microscope = FloatMicroscope(z=z, dtype=dtype, steps=70)
        for way, (loss, error, slope, end) in rows_of(figure).items():
            value, gradient = microscope.computed(way)
            assert_cell(loss, value, microscope.is_lost(value, microscope.true_loss))
            assert_cell(slope, gradient, microscope.is_lost(gradient, microscope.true_slope))
            trained = microscope.trained(way)
            assert_cell(end, trained, not math.isfinite(trained))
            share = microscope.relative_error(way)
            if error == figure.words["rounding"]:
                assert share <= 4 * np.finfo(dtype).eps
            elif error.endswith("%"):
                assert float(error[:-1]) == pytest.approx(100 * share, abs=0.51)
            else:
                assert parse(error)[0] == pytest.approx(share, rel=0.35)
    figure.opened.assert_quiet()


def test_training_leaves_only_the_clipped_score_behind(show):
    figure = show(*place_of("float-microscope"))
    figure.root.get_by_role("button", name=figure.words["train"]).click()
    ends = {way: row[3] for way, row in rows_of(figure).items()}
    assert ends == {"naive": "4.92", "clipped": "−60.00", "shifted": "4.92", "fused": "4.92"}


def test_the_mouse_drags_the_score_under_the_microscope(show):
    figure = show(*place_of("float-microscope"))
    pointer = drag(figure, "handle", -90, 0)
    z = figure.look()["knobs"][figure.words["handle"]]
    assert z == pytest.approx(round(z, 1)) and z < -35
    assert_shows(figure.numbers(), {"clipped": FloatMicroscope(z=z).computed("clipped")[0]})
    assert figure.center("handle")[0] == pytest.approx(pointer[0], abs=1.5)


# ---------------------------------------------------------------- Online softmax


@pytest.mark.parametrize("shift", [0, 1000])
@pytest.mark.parametrize("order", ["arrival", "rising", "falling"])
def test_one_pass_gives_what_two_passes_give(order, shift):
    scores = [-10, 9.9, 3, 3, 10, -0.1]
    online = OnlineSoftmax(taken=scores, order=order, shift=shift)
    with mpmath.workdps(50):
        exact = float(mpmath.log(sum(mpmath.exp(mpmath.mpf(z) + shift) for z in scores)))
    assert online.online == pytest.approx(exact, rel=1e-14)
    assert online.two_passes == pytest.approx(exact, rel=1e-14)
    assert math.isfinite(online.naive) == (shift == 0)
    assert online.passes[-1][0] == 10 + shift
    assert max(s for _, s, _ in online.passes) <= len(scores)


def test_a_new_largest_number_shrinks_the_old_sum(show):
    figure = show(*place_of("online-softmax"))
    figure.native("next_number").fill("5")
    figure.root.get_by_role("button", name=figure.words["take"]).click()
    online = OnlineSoftmax(taken=[2, 1, 3, 5])
    before = OnlineSoftmax()
    assert online.passes[-1][2] == pytest.approx(math.exp(-2))
    assert online.passes[-1][1] == pytest.approx(1 + math.exp(-2) * before.passes[-1][1])
    assert_online_softmax(figure, online)
    for order in ("rising", "falling"):
        figure.native(order).check()
        assert_online_softmax(figure, OnlineSoftmax(taken=[2, 1, 3, 5], order=order))
    bars = figure.look()["charts"][1]
    figure.native("shift").fill("1000")
    assert_online_softmax(figure, OnlineSoftmax(taken=[2, 1, 3, 5], order="falling", shift=1000))
    assert figure.look()["charts"][1] == bars, "a shift moves no bar"
    figure.opened.assert_quiet()


def assert_online_softmax(figure, online):
    numbers = figure.numbers()
    m, s, factor = online.passes[-1]
    exact = {"maximum": m, "sum": s, "factor": factor, "online": online.online}
    assert_shows(numbers, exact | {"two_passes": online.two_passes})
    assert_cell(numbers["naive"], online.naive, math.isinf(online.naive))


def test_the_ring_is_the_next_number_until_there_is_no_room(show):
    figure = show(*place_of("online-softmax"))
    drag(figure, "handle", 0, -40)
    value = figure.look()["knobs"][figure.words["handle"]]
    assert value > 6
    take = figure.root.get_by_role("button", name=figure.words["take"])
    take.click()
    assert_shows(figure.numbers(), {"maximum": value})
    for _ in range(6):
        take.click()
    assert figure.numbers()["room"] == figure.words["full"]
    figure.opened.assert_quiet()
