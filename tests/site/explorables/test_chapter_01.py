"""Chapter 1: Bend the S, Family portrait."""

import re

import mpmath
import numpy as np
import pytest
from browsing import NARROW
from scipy.special import xlogy

from logitlab.explorables import BendTheS, FamilyPortrait

from .figure import Figure, assert_shows, assert_shows_all, drag, place_of

# ---------------------------------------------------------------- Bend the S


def assert_bend_the_s(figure):
    """Assert that all read-outs are what Python computes for the traits behind the two knobs."""
    look = figure.look()
    knobs = {word: look["knobs"][figure.words[word]] for word in ("midpointHandle", "lever")}
    bend = BendTheS(midpoint=knobs["midpointHandle"], weight=knobs["lever"])
    exact = {
        "surprise": bend.mean_surprise,
        "accuracy": 100 * bend.accuracy,
        "midpoint": bend.midpoint,
        "weight": bend.weight,
        "bias": -bend.weight * bend.midpoint,
        "slope": bend.weight / 4,
    }
    assert_shows_all(look["numbers"], exact, bend)
    assert_shows(bend.key_numbers(), exact)
    return bend


@pytest.fixture
def bend_the_s(show):
    return show(*place_of("bend-the-s"))


@pytest.fixture
def touched(visit):
    """Bend the S on a phone."""
    path, _, place = place_of("bend-the-s")
    return Figure(visit(path, has_touch=True, is_mobile=True, viewport=NARROW), place)


@pytest.mark.parametrize("right", [-150, -40, 90])
def test_the_mouse_drags_the_half_point(right, bend_the_s):
    pointer = drag(bend_the_s, "midpointHandle", right, 30)
    bend = assert_bend_the_s(bend_the_s)
    assert (bend.midpoint > 20) == (right > 0)
    assert bend.weight == 0.5, "only the half point was dragged"
    assert bend_the_s.center("midpointHandle")[0] == pytest.approx(pointer[0], abs=1)


@pytest.mark.parametrize("down", [-60, 20, 300])  # steeper; flatter; below the half point
def test_the_mouse_turns_the_lever(down, bend_the_s):
    pointer = np.array(drag(bend_the_s, "lever", 20, down))
    bend = assert_bend_the_s(bend_the_s)
    assert bend.midpoint == 20, "only the lever was dragged"
    assert (bend.weight < 0) == (down == 300)
    # The pointer is on the tangent: the line through the half point and the knob of the lever.
    half_point = np.array(bend_the_s.center("midpointHandle"))
    tangent = np.array(bend_the_s.center("lever")) - half_point
    to_pointer = pointer - half_point
    across = tangent[0] * to_pointer[1] - tangent[1] * to_pointer[0]
    assert across / np.hypot(*tangent) == pytest.approx(0, abs=2)  # px


def test_an_arrow_key_moves_both_knobs(bend_the_s):
    bend_the_s.handle("midpointHandle").press("ArrowLeft")
    bend_the_s.handle("lever").press("Shift+ArrowUp")
    bend = assert_bend_the_s(bend_the_s)
    assert bend.midpoint < 20 and bend.weight > 0.5


def test_a_click_on_the_chart_moves_the_half_point(bend_the_s):
    x, y = bend_the_s.center("midpointHandle")
    bend_the_s.page.mouse.click(x - 120, y + 70)
    assert assert_bend_the_s(bend_the_s).midpoint < 20
    assert bend_the_s.center("midpointHandle")[0] == pytest.approx(x - 120, abs=1)


def test_the_native_sliders_do_the_same(bend_the_s):
    bend_the_s.native("midpoint").fill("15.4")
    bend_the_s.native("weight").fill("-1.75")
    bend = assert_bend_the_s(bend_the_s)
    assert (bend.midpoint, bend.weight) == (15.4, -1.75)
    bend_the_s.native("weight").fill("0")  # a flat curve has no lever of finite length
    assert assert_bend_the_s(bend_the_s).weight == 0
    bend_the_s.opened.assert_quiet()


def test_a_tap_moves_the_half_point(touched):
    x, y = touched.center("midpointHandle")
    touched.page.touchscreen.tap(x - 60, y + 70)
    assert assert_bend_the_s(touched).midpoint < 20
    assert touched.center("midpointHandle")[0] == pytest.approx(x - 60, abs=1)
    touched.opened.assert_quiet()


@pytest.mark.parametrize("word", ["midpointHandle", "lever"])
def test_a_finger_drags_a_knob(word, touched):
    before = touched.numbers()
    scrolled = touched.page.evaluate("() => scrollY")
    x, y = touched.center(word)
    # Playwright can tap but not drag with a finger, so Chromium itself is asked.
    finger = touched.opened.context.new_cdp_session(touched.page)
    for kind, share in [("touchStart", 0), *(("touchMove", step / 5) for step in range(1, 6))]:
        points = [{"x": x - 30 * share, "y": y + 50 * share}]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    bend = assert_bend_the_s(touched)
    assert touched.numbers() != before
    assert (bend.midpoint < 20) == (word == "midpointHandle")
    assert (bend.weight != 0.5) == (word == "lever")
    if word == "midpointHandle":
        assert touched.center(word)[0] == pytest.approx(x - 30, abs=1), "the finger lost the knob"
    assert touched.page.evaluate("() => scrollY") == scrolled, "the page must not scroll meanwhile"
    touched.opened.assert_quiet()


def test_the_straight_line_leaves_0_to_1(bend_the_s):
    data = BendTheS()
    slope, intercept = np.polyfit(data.radius, data.target, 1)
    line = intercept + slope * np.array(data.radius)
    outside = int(np.sum((line < 0) | (line > 1)))
    assert [f"{line.min():.2f}", f"{line.max():.2f}", outside] == ["-0.28", "1.91", 106]

    assert "line" not in bend_the_s.numbers()
    bend_the_s.native("straight_line").check()
    text = bend_the_s.numbers()["line"]
    shown = set(re.findall(r"−?\d+(?:\.\d+)?", text))
    assert {"−0.28", "1.91", f"{slope:.3f}", str(outside), str(len(line))} <= shown, text
    assert_bend_the_s(bend_the_s)
    bend_the_s.native("straight_line").uncheck()
    assert "line" not in bend_the_s.numbers()


# ---------------------------------------------------------------- Family portrait

MEMBERS = ["logistic", "tanh", "arctan", "normal", "clipped"]
PROBES = [-8, -5, -2, -1.5, -0.3, 0, 0.1, 1, 2, 3.7, 8]


def assert_family_portrait(figure, look, **chosen):
    """Assert that the numbers are what Python computes at the place of the knob."""
    portrait = FamilyPortrait(probe=look["knobs"][figure.words["probeHandle"]], **chosen)
    exact = {"value": portrait.value, "complement": portrait.complement}
    exact[portrait.below] = getattr(portrait, portrait.below)
    assert_shows_all(look["numbers"], exact, portrait)
    assert {name: look["numbers"][name] for name in exact} == portrait.key_numbers()
    return portrait


@pytest.mark.parametrize("member", MEMBERS)
def test_the_family_is_measured_as_in_python(member, show):
    figure = show(*place_of("family-portrait"))
    figure.native(member).check()
    for below in ("log_odds", "slope"):
        figure.native(below).check()
        for probe in PROBES:
            figure.native("probe").evaluate(
                "(el, z) => { el.value = z; el.dispatchEvent(new Event('input')); }", probe
            )
            portrait = assert_family_portrait(figure, figure.look(), member=member, below=below)
            assert portrait.probe == probe
    figure.opened.assert_quiet()


def test_the_members_of_the_family_are_those_of_the_class():
    assert FamilyPortrait.member.values == MEMBERS


def test_the_mouse_drags_the_probe(show):
    figure = show(*place_of("family-portrait"))
    pointer = drag(figure, "probeHandle", -130, 40)
    assert assert_family_portrait(figure, figure.look()).probe < 2
    assert figure.center("probeHandle")[0] == pytest.approx(pointer[0], abs=1)


def test_a_click_on_the_chart_moves_the_probe(show):
    figure = show(*place_of("family-portrait"))
    x, y = figure.center("probeHandle")
    figure.page.mouse.click(x - 200, y + 60)
    assert assert_family_portrait(figure, figure.look()).probe < 0
    assert figure.center("probeHandle")[0] == pytest.approx(x - 200, abs=1)


# ---------------------------------------------------------------- the Python side, no browser


@pytest.mark.parametrize(("midpoint", "weight"), [(20, 0.5), (16.8, 1.2), (12, -3.3), (8, 4)])
def test_bend_the_s_measures_by_the_definitions(midpoint, weight):
    bend = BendTheS(midpoint=midpoint, weight=weight)
    y = np.array(bend.target)
    p = [float(1 / (1 + mpmath.exp(-weight * (x - midpoint)))) for x in bend.radius]
    q = [float(1 / (1 + mpmath.exp(weight * (x - midpoint)))) for x in bend.radius]
    np.testing.assert_allclose(bend.probabilities, p, rtol=1e-13)
    assert bend.mean_surprise == pytest.approx(-np.mean(xlogy(y, p) + xlogy(1 - y, q)), rel=1e-12)
    assert bend.accuracy == np.mean((np.array(p) > 0.5) == (y == 1))


def exact_member(member, z):
    """The family in 50 digits."""
    z = mpmath.mpf(z)
    if member == "arctan":
        return mpmath.mpf(1) / 2 + mpmath.atan(mpmath.pi * z / 4) / mpmath.pi
    if member == "normal":
        return mpmath.ncdf(mpmath.sqrt(2 * mpmath.pi) / 4 * z)
    if member == "clipped":
        return min(max(mpmath.mpf(1) / 2 + z / 4, mpmath.mpf(0)), mpmath.mpf(1))
    return 1 / (1 + mpmath.exp(-z))


@pytest.mark.parametrize("member", MEMBERS)
def test_the_family_has_slope_one_quarter_and_keeps_the_digits_of_its_tails(member):
    assert FamilyPortrait(member=member, probe=0).slope == 0.25
    for probe in PROBES:
        portrait = FamilyPortrait(member=member, probe=probe)
        with mpmath.workdps(50):
            value, complement = exact_member(member, probe), exact_member(member, -probe)
            slope = mpmath.diff(lambda z: exact_member(member, z), probe)
            finite = value > 0 and complement > 0
            log_odds = mpmath.log(value / complement) if finite else mpmath.inf * (2 * value - 1)
        assert portrait.value == pytest.approx(float(value), rel=1e-13)
        assert portrait.complement == pytest.approx(float(complement), rel=1e-13)
        assert portrait.log_odds == pytest.approx(float(log_odds), rel=1e-12, abs=1e-15)
        if (member, abs(probe)) != ("clipped", 2):  # no slope at the corners: 0 by convention
            assert portrait.slope == pytest.approx(float(slope), rel=1e-12)
