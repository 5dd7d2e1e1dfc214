"""Chapter 7: Float line, Float microscope, Falling digits, Online softmax."""

import math

import mpmath
import numpy as np
import pytest

from logitlab.explorables import FallingDigits, FloatLine, FloatMicroscope, OnlineSoftmax

from .figure import assert_shows, drag, place_of

# ---------------------------------------------------------------- Float line


@pytest.mark.parametrize("subnormals", [False, True])
@pytest.mark.parametrize("digits", [2, 3, 8])
def test_the_stored_number_is_the_nearest_of_the_format(digits, subnormals):
    floats = {0.0}
    for power in range(-3, 4):
        fractions = 1 + np.arange(2 ** (digits - 1)) / 2 ** (digits - 1)
        floats |= set(2.0**power * fractions)
    if subnormals:
        floats |= set(2.0**-3 * np.arange(2 ** (digits - 1)) / 2 ** (digits - 1))
    floats = np.array(sorted(floats))
    for value in np.linspace(0, 8, 777):
        line = FloatLine(value=value, digits=digits, subnormals=subnormals)
        assert line.stored in floats
        assert abs(line.stored - value) == np.abs(floats - value).min()
    assert FloatLine(value=1.3, digits=digits).gap == 2.0 ** (1 - digits), "the gap above 1"


def test_the_line_shows_what_python_computes(show):
    figure = show(*place_of("float-line"))
    for digits, value in ((3, 1.3), (3, 0.06), (2, 6.1), (8, 3.337), (5, 8.0)):
        figure.native("digits").fill(str(digits))
        figure.native("value").fill(str(value))
        assert len(figure.numbers_in_sight()) == 2, "the number as it is stored, and the gap"
        expected = FloatLine(value=value, digits=digits).key_numbers()
        assert {name: figure.numbers()[name] for name in expected} == expected
    figure.native("subnormals").check()
    figure.native("value").fill("0.06")
    expected = FloatLine(value=0.06, digits=5, subnormals=True).key_numbers()
    assert {name: figure.numbers()[name] for name in expected} == expected
    figure.opened.assert_quiet()


def test_the_number_stays_in_view_when_zoomed(show):
    figure = show(*place_of("float-line"))
    for _ in range(3):
        figure.press_button("in")
    assert figure.numbers()["zoom"] == "3.0"
    pointer = drag(figure, "handle", 40, 0)
    assert figure.center("handle")[0] == pytest.approx(pointer[0], abs=1.5)
    figure.handle("handle").press("End")
    assert figure.look()["knobs"][figure.words["handle"]] == 8
    figure.opened.assert_quiet()


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


def test_in_bfloat16_the_score_absorbs_the_last_steps():
    ends = [FloatMicroscope(z=-60, dtype="bfloat16", steps=steps) for steps in (150, 200)]
    assert [round(end.trained("fused"), 2) for end in ends] == [4.16, 4.16]
    assert ends[0].relative_error("fused") <= 2**-7


def assert_ends(figure, microscope):
    """The page shows where each learner is and what its loss was at the start."""
    shown, expected = figure.numbers(), microscope.key_numbers()
    for name, text in expected.items():
        assert shown[name].startswith("⚠") == text.startswith("⚠"), name
        if text.startswith("⚠"):
            assert shown[name] == text
        else:
            way = name.removesuffix("_end")
            exact = microscope.trained(way) if name != way else microscope.computed(way)[0]
            assert_shows(shown, {name: exact})


@pytest.mark.parametrize("dtype", ["float16", "bfloat16", "float32", "float64"])
def test_the_microscope_shows_what_python_computes(dtype, show):
    figure = show(*place_of("float-microscope"))
    figure.native(dtype).check()
    figure.native("steps").fill("70")
    for z in (-1100, -745.2, -104, -88.8, -60, -36.7, -17.3, -11.1, -2.5, 0.1, 9.7, 36.8, 800):
        figure.native("z").fill(str(z))
        assert_ends(figure, FloatMicroscope(z=z, dtype=dtype, steps=70))
    figure.opened.assert_quiet()


def test_training_leaves_only_the_clipped_score_behind(show):
    figure = show(*place_of("float-microscope"))
    figure.press_button("train")
    figure.page.wait_for_function(
        "(root) => root.querySelector('[data-number=steps]').textContent === '200'",
        arg=figure.node,
    )
    ends = {way: figure.numbers()[f"{way}_end"] for way in WAYS}
    assert ends == {"naive": "4.92", "clipped": "−60.00", "shifted": "4.92", "fused": "4.92"}


LANES = """(root) => [...root.querySelectorAll("svg.chart")[1].querySelectorAll("text.note")]
  .map((text) => text.textContent)"""


def test_two_lanes_have_a_number_and_the_others_only_what_is_lost(show):
    figure = show(*place_of("float-microscope"))
    figure.native("steps").fill("200")
    figure.look()
    assert figure.root.evaluate(LANES) == ["", "−60.00", "", "4.92"]
    figure.native("float32").check()
    figure.native("z").fill("-100")
    figure.look()
    assert figure.root.evaluate(LANES) == ["⚠ nan", "−100.00", "⚠ nan", "4.58"]
    table = figure.root.locator(".explorable-fold .ways-table td[data-number$=_end]")
    assert table.all_inner_texts() == figure.root.evaluate(LANES), "all of them in the fold"


@pytest.mark.parametrize("answer", ["train", "drag"])
def test_the_errors_are_drawn_when_the_figure_asks_about_them(answer, show):
    figure = show(*place_of("float-microscope"))
    seen = """(root) => [
      root.querySelector("svg.chart .loss.pale-line").checkVisibility({ visibilityProperty: true }),
      root.querySelector(".explorable-prompt > :not(.explorable-elsewhere)").textContent
    ]"""
    figure.look()
    assert figure.root.evaluate(seen) == [False, figure.words["prompt"]]
    if answer == "train":
        figure.native("steps").fill("4")
    else:
        drag(figure, "handle", 20, 0)
    figure.look()
    assert figure.root.evaluate(seen) == [True, figure.words["next"]]
    figure.reset()
    assert figure.root.evaluate(seen) == [False, figure.words["prompt"]]


def test_fifty_presses_move_the_score_across_the_chart(show):
    figure = show(*place_of("float-microscope"))
    before = figure.center("handle")[0]
    for _ in range(50):
        figure.handle("handle").press("ArrowRight")
    assert figure.center("handle")[0] - before > 80
    value = figure.handle("handle").get_attribute("aria-valuenow")
    assert value == "-10"


def test_the_mouse_drags_the_score_under_the_microscope(show):
    figure = show(*place_of("float-microscope"))
    pointer = drag(figure, "handle", 90, 0)
    z = figure.look()["knobs"][figure.words["handle"]]
    assert z == round(z, 1) and z > -35
    assert_shows(figure.numbers(), {"clipped": FloatMicroscope(z=z).computed("clipped")[0]})
    assert figure.center("handle")[0] == pytest.approx(pointer[0], abs=1.5)


# ---------------------------------------------------------------- Falling digits


def test_the_digits_fall_until_none_is_right():
    counts = [FallingDigits(z=z).right for z in range(43)]
    assert counts[0] == 15 and counts[20] == 6
    assert set(counts[36:]) == {0}
    with mpmath.workdps(50):
        for z in (0.1, 5, 19.7, 40):
            exact = mpmath.log1p(mpmath.exp(-mpmath.mpf(z)))
            assert FallingDigits(z=z).exact == pytest.approx(float(exact), rel=1e-15)


def test_the_rows_of_digits_are_the_floats(show):
    figure = show(*place_of("falling-digits"))
    for z in (0, 0.5, 5, 9.9, 20, 30, 36, 42):
        figure.native("z").fill(str(z))
        falling = FallingDigits(z=z)
        assert figure.numbers()["right"] == falling.key_numbers()["right"]
        rows = figure.node.evaluate(
            """(root) => Map.groupBy(root.querySelectorAll(".digit"), (t) => t.getAttribute("y"))
              .values().map((row) => row.map((t) => t.textContent).join("")).toArray()"""
        )
        assert rows[1] == f"{z:.20f}" or z in (0.5, 9.9)
        assert float(rows[2]) == pytest.approx(falling.difference, rel=2e-15, abs=1e-19)
    figure.opened.assert_quiet()


# ---------------------------------------------------------------- Online softmax


@pytest.mark.parametrize("shift", [0, 1000])
@pytest.mark.parametrize("order", ["arrival", "rising", "falling"])
def test_one_pass_gives_what_two_passes_give(order, shift):
    scores = [-10, 9.9, 3, 3, 10, -0.1]
    online = OnlineSoftmax(taken=scores, seen=6, order=order, shift=shift)
    with mpmath.workdps(50):
        exact = float(mpmath.log(sum(mpmath.exp(mpmath.mpf(z) + shift) for z in scores)))
    assert online.online == pytest.approx(exact, rel=1e-14)
    assert online.two_passes == pytest.approx(exact, rel=1e-14)
    assert math.isfinite(online.naive) == (shift == 0)
    assert online.passes[-1][0] == 10 + shift
    assert max(s for _, s, _ in online.passes) <= len(scores)
    (m, s), (n, t) = online.halves
    larger = max(m, n)
    merged = s * math.exp(m - larger) + t * math.exp(n - larger)
    assert larger + math.log(merged) == pytest.approx(exact, rel=1e-14)


def assert_online_softmax(figure, online):
    shown, expected = figure.numbers(), online.key_numbers()
    assert {name: shown.get(name) for name in expected} == expected


def test_a_new_largest_number_shrinks_the_old_sum(show):
    figure = show(*place_of("online-softmax"))
    figure.press_button("take")
    state = {"taken": [2, 1, 3, 5], "seen": 4}
    online = OnlineSoftmax(**state)
    assert online.passes[-1][2] == pytest.approx(math.exp(-2))
    assert online.passes[-1][1] == pytest.approx(1 + math.exp(-2) * OnlineSoftmax().passes[-1][1])
    assert_online_softmax(figure, online)
    for order in ("rising", "falling"):
        figure.native(order).check()
        assert_online_softmax(figure, OnlineSoftmax(**state, order=order))
    figure.native("shift").fill("1000")
    assert_online_softmax(figure, OnlineSoftmax(**state, order="falling", shift=1000))
    figure.native("two").check()
    assert_online_softmax(figure, OnlineSoftmax(**state, order="falling", shift=1000, parts="two"))
    figure.opened.assert_quiet()


def test_the_gate_goes_back_through_the_list(show):
    figure = show(*place_of("online-softmax"))
    figure.handle("seen").press("Home")
    assert_online_softmax(figure, OnlineSoftmax(seen=1))
    figure.handle("seen").press("ArrowRight")
    assert_online_softmax(figure, OnlineSoftmax(seen=2))


def test_two_machines_stay_two(show):
    figure = show(*place_of("online-softmax"))
    play = figure.button("play")
    figure.native("two").check()
    figure.look()
    assert play.get_attribute("aria-disabled") == "true"
    play.click(force=True)
    figure.look()
    assert figure.native("two").is_checked()
    assert_online_softmax(figure, OnlineSoftmax(parts="two"))
    figure.native("one").check()
    figure.look()
    assert play.get_attribute("aria-disabled") == "false"


def test_the_next_score_is_dragged_until_there_is_no_room(show):
    figure = show(*place_of("online-softmax"))
    drag(figure, "handle", 0, -30)
    value = figure.look()["knobs"][figure.words["handle"]]
    assert value > 6
    take = figure.button("take")
    take.click()
    assert_online_softmax(figure, OnlineSoftmax(taken=[2, 1, 3, value], seen=4))
    for _ in range(4):
        assert take.get_attribute("aria-disabled") == "false"
        take.click()
    figure.look()
    assert figure.words["full"] in figure.root.inner_text()
    assert take.get_attribute("aria-disabled") == "true"
    assert not figure.handle("handle").is_visible(), "there is no room for a next score"
    take.click(force=True)
    assert figure.look()["knobs"][figure.words["seen"]] == 8
    figure.reset()
    assert figure.handle("handle").is_visible()
    figure.opened.assert_quiet()
