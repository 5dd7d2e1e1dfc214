"""Chapter 1: Lay a line, Two piles, How steep, Bend the S, Family portrait."""

import math
import re

import mpmath
import numpy as np
import pytest
from browsing import NARROW
from playwright.sync_api import expect
from scipy.special import xlogy

from logitlab import LogisticRegression
from logitlab.explorables import BendTheS, FamilyPortrait, HowSteep, LayALine, TwoPiles
from logitlab.explorables.bend_the_s import BEST

from .figure import Figure, assert_shows, assert_shows_all, drag, parse, place_of


def numbers_of(figure, explorable):
    """The key numbers of the class, as the page shows them."""
    shown = figure.numbers()
    return {word: shown.get(word) for word in explorable.key_numbers()}


# ---------------------------------------------------------------- Lay a line


def test_the_line_and_its_bend_by_the_definitions():
    line = LayALine(cold=0.8488, warm=0.1012, read=True)
    slope, level = np.polyfit(line.temperature, line.distress, 1)
    at = np.array([31, 53, 70, 81])
    np.testing.assert_allclose(line.height(at), level + slope * at, atol=2e-4)
    assert line.key_numbers() == {"at_31": "175%", "at_81": "−12%"}
    line.bent = True
    bent = line.height(np.linspace(0, 120, 50))
    assert 0 < bent.min() and bent.max() < 1
    middle = 55 + (0.8488 - 0.5) / (0.8488 - 0.1012) * 20
    rise = line.height(middle + 1e-4) - line.height(middle - 1e-4)
    assert line.height(middle) == pytest.approx(0.5)
    assert rise / 2e-4 == pytest.approx(slope, rel=1e-3), "the bend keeps the slope of the line"


def test_31_degrees_is_read_only_when_asked_for(show):
    figure = show(*place_of("lay-a-line"))
    first = figure.look()
    assert "at_31" not in first["numbers"]
    assert not figure.root.locator(".explorable-toggle").is_visible()
    drag(figure, "coldHandle", 0, -60)
    cold = float(figure.native("cold").input_value())
    assert cold > 0.6
    figure.press_button("ask")
    line = LayALine(cold=cold, read=True)
    assert numbers_of(figure, line) == line.key_numbers()
    focused = figure.page.evaluate("() => document.activeElement.type")
    assert focused == "checkbox", "the focus goes on from the button, which is gone"
    figure.native("bent").check()
    line.bent = True
    assert numbers_of(figure, line) == line.key_numbers()
    assert figure.reset() == first
    figure.opened.assert_quiet()


@pytest.mark.parametrize(("cold", "warm"), [(0.85, 0.1), (-0.5, 1.5), (1.5, -0.5), (0.5, 0.5)])
def test_the_line_answers_what_the_class_computes(cold, warm, show):
    figure = show(*place_of("lay-a-line"))
    figure.press_button("ask")
    figure.native("cold").fill(str(cold))
    figure.native("warm").fill(str(warm))
    for bent in (False, True):
        figure.native("bent").set_checked(bent)
        line = LayALine(cold=cold, warm=warm, read=True, bent=bent)
        exact = {"at_31": 100 * line.height(31), "at_81": 100 * line.height(81)}
        assert_shows_all(figure.numbers(), exact, line)


def test_no_word_of_the_line_stands_on_the_dashed_line_that_was_bent(show):
    figure = show(*place_of("lay-a-line"))
    figure.press_button("ask")
    figure.native("bent").check()
    figure.native("cold").fill("0.85")
    figure.native("warm").fill("0.1")
    figure.look()
    crossed = figure.root.evaluate(
        """(root) => {
          const line = root.querySelector("path.ink.dashed.thin");
          const matrix = line.getScreenCTM();
          const points = Array.from({ length: 400 }, (_, i) =>
            line.getPointAtLength((line.getTotalLength() * i) / 399).matrixTransform(matrix));
          return [...root.querySelectorAll("svg .note")]
            .filter((node) => node.textContent).filter((node) => {
              const { left, right, top, bottom } = node.getBoundingClientRect();
              return points.some(({ x, y }) => left < x && x < right && top < y && y < bottom);
            }).map((node) => node.textContent);
        }"""
    )
    assert crossed == []


def test_a_handle_of_the_line_goes_the_way_its_key_says(show):
    figure = show(*place_of("lay-a-line"))
    for word, key, way in [("coldHandle", "ArrowUp", 1), ("warmHandle", "ArrowDown", -1)]:
        before = figure.center(word)
        figure.handle(word).press(f"Shift+{key}")
        figure.look()
        after = figure.center(word)
        assert after[0] == pytest.approx(before[0], abs=0.5)
        assert way * (before[1] - after[1]) > 3


# ---------------------------------------------------------------- Two piles


@pytest.mark.parametrize("score", [-3, -math.log(3), 0, 1.25, 3])
def test_two_piles_by_the_definitions(score):
    piles = TwoPiles(score=score)
    assert piles.tokens == pytest.approx(math.e**score, rel=1e-14)
    assert piles.share == pytest.approx(piles.tokens / (piles.tokens + 1), rel=1e-14)


def test_the_share_draws_its_curve_as_it_goes(show):
    figure = show(*place_of("two-piles"))
    path = "(root) => root.querySelector('path.probability.thick').getBoundingClientRect().width"
    first = figure.look()
    assert figure.root.evaluate(path) < 4, "at first there is no curve"
    figure.native("score").fill("2")
    figure.look()
    half = figure.root.evaluate(path)
    figure.native("score").fill("-1")
    figure.look()
    whole = figure.root.evaluate(path)
    assert 0 < half < whole == pytest.approx(1.5 * half, rel=0.05)
    piles = TwoPiles(score=-1)
    assert_shows_all(figure.numbers(), {"tokens": piles.tokens, "share": piles.share}, piles)
    assert figure.reset() == first
    figure.opened.assert_quiet()


def test_a_small_pile_leaves_no_gap_in_the_floor_and_a_narrow_bar_no_white_name(visit):
    path, _, place = place_of("two-piles")
    for viewport, on_bar in ((None, True), (NARROW, False)):
        figure = Figure(visit(path, **({"viewport": viewport} if viewport else {})), place)
        floor_is_above = figure.root.evaluate(
            """(root) => {
              const piles = root.querySelectorAll(".chart")[1];
              const floor = piles.querySelector("path.muted.thin");
              const yes = piles.querySelector(".bars.probability");
              return Boolean(yes.compareDocumentPosition(floor) & Node.DOCUMENT_POSITION_FOLLOWING);
            }"""
        )
        assert floor_is_above
        yes = figure.root.locator(".chart").first.get_by_text(figure.words["yes"], exact=True)
        assert ("on-bar" in yes.get_attribute("class")) == on_bar, "white on white beside the bar"


def test_flipping_the_sign_swaps_the_shares(show):
    figure = show(*place_of("two-piles"))
    figure.native("score").fill("1.7")
    before = parse(figure.numbers()["share"])[0]
    figure.press_button("flip")
    expect(figure.native("score")).to_have_value("-1.7")
    assert parse(figure.numbers()["share"])[0] == pytest.approx(1 - before, abs=0.011)


# ---------------------------------------------------------------- How steep


@pytest.mark.parametrize("score", [-6, -1.3, 0, 2, 6])
def test_the_slope_is_the_area_of_the_rectangle(score):
    steep = HowSteep(score=score)
    with mpmath.workdps(30):
        slope = mpmath.diff(lambda z: 1 / (1 + mpmath.exp(-z)), score)
    assert steep.slope == pytest.approx(float(slope), rel=1e-12)
    assert steep.slope == pytest.approx(steep.probability * (1 - steep.probability), rel=1e-9)


TANGENT = "(root) => root.querySelector('path.gradient.thick').getAttribute('d')"


def test_the_slope_is_told_when_the_reader_has_laid_a_line(show):
    figure = show(*place_of("how-steep"))
    first = figure.look()
    assert first["numbers"] == HowSteep().key_numbers() == {"guess": "0.00"}
    assert figure.root.evaluate(TANGENT) == ""
    assert not figure.handle("handle").is_visible()
    drag(figure, "lineHandle", 0, -40)
    mine = figure.numbers()["guess"]
    assert 0 < float(mine) < 0.4
    figure.press_button("commit")
    steep = HowSteep(guess=float(mine), answer="checked")
    assert numbers_of(figure, steep) == steep.key_numbers()
    assert figure.root.evaluate(TANGENT) != ""
    verdict = figure.root.locator(".verdict")
    assert verdict.inner_text() == figure.words["verdict"].format(mine=mine, slope="0.105")
    assert "0.105" in verdict.inner_text(), "yours and the true one, side by side"
    assert not figure.handle("lineHandle").is_visible(), "a guess that is made stays"
    focused = figure.page.evaluate("() => document.activeElement.getAttribute('aria-label')")
    assert focused == figure.words["handle"], "the focus goes on from the button, which is gone"
    figure.handle("handle").press("ArrowRight")
    expect(verdict).to_have_text("")  # the guess was about another score
    figure.handle("handle").press("ArrowLeft")
    expect(verdict).not_to_have_text("")
    assert figure.reset() == first
    figure.opened.assert_quiet()


def test_a_link_to_a_score_shows_its_slope_without_a_guess(visit):
    path, _, place = place_of("how-steep")
    figure = Figure(visit(f"{path}#how-steep?score=6"), place)
    steep = HowSteep(score=6)
    assert numbers_of(figure, steep) == steep.key_numbers() != HowSteep().key_numbers()
    figure.handle("handle").press("End")
    for _ in range(80):
        figure.handle("handle").press("ArrowLeft")
    shown = HowSteep(answer="shown")
    assert numbers_of(figure, shown) == shown.key_numbers(), "at −2, too"
    assert figure.root.locator(".verdict").inner_text() == "", "there was no guess"


def test_the_tangent_rides_on_the_curve(show):
    figure = show(*place_of("how-steep"))
    figure.press_button("commit")
    drag(figure, "handle", 120, -40)
    look = figure.look()
    steep = HowSteep(score=look["knobs"][figure.words["handle"]], answer="checked")
    assert steep.score > -2
    assert numbers_of(figure, steep) == steep.key_numbers()
    tangent = figure.root.evaluate(TANGENT)
    (x0, y0), (x1, y1) = np.array(re.findall(r"[\d.]+", tangent), float).reshape(2, 2)
    x, y = figure.root.evaluate(
        """(root) => {
          const { e, f } = root.querySelector('.handle').transform.baseVal[0].matrix;
          return [e, f];
        }"""
    )
    assert (x, y) == pytest.approx(((x0 + x1) / 2, (y0 + y1) / 2), abs=0.1)
    figure.opened.assert_quiet()


# ---------------------------------------------------------------- Bend the S


def bend_of(figure, **others):
    """The class, with the traits behind the two knobs."""
    knobs = figure.look()["knobs"]
    midpoint, weight = (knobs[figure.words[word]] for word in ("midpointHandle", "lever"))
    return BendTheS(midpoint=midpoint, weight=weight, **others)


def assert_bend_the_s(figure, **others):
    """Assert that all numbers are what Python computes for the traits behind the two knobs."""
    bend = bend_of(figure, **others)
    shown = figure.numbers()
    exact = {"surprise": bend.surprise}
    if bend.committed:
        exact["lowest"] = bend.lowest
    assert_shows(shown, exact)
    assert_shows(bend.key_numbers(), exact)
    assert shown["right_side"] == bend.key_numbers()["right_side"]
    assert ("lowest" in shown) == bend.committed
    return bend


@pytest.fixture
def bend_the_s(show):
    return show(*place_of("bend-the-s"))


@pytest.fixture
def over_tumors(visit):
    """Bend the S on the page of the tumors."""
    return Figure(visit("chapters/deeper/tumors.html"), 0)


@pytest.fixture
def touched(visit):
    """Bend the S on a phone."""
    path, _, place = place_of("bend-the-s")
    return Figure(visit(path, has_touch=True, is_mobile=True, viewport=NARROW), place)


@pytest.mark.parametrize("right", [-150, -40, 90])
def test_the_mouse_drags_the_half_point(right, bend_the_s):
    pointer = drag(bend_the_s, "midpointHandle", right, 30)
    bend = assert_bend_the_s(bend_the_s)
    assert (bend.midpoint > 60) == (right > 0)
    assert bend.weight == -0.05, "only the half point was dragged"
    assert bend_the_s.center("midpointHandle")[0] == pytest.approx(pointer[0], abs=1)


@pytest.mark.parametrize("down", [70, 20, -40])  # steeper; a little steeper; rising
def test_the_mouse_drags_the_square_on_the_curve(down, bend_the_s):
    pointer = drag(bend_the_s, "lever", 20, down)
    bend = assert_bend_the_s(bend_the_s)
    assert bend.midpoint == 60, "only the square was dragged"
    assert (bend.weight > 0) == (down < 0)
    assert bend_the_s.center("lever")[1] == pytest.approx(pointer[1], abs=1.5)


@pytest.mark.parametrize(
    ("word", "key", "way"),
    [
        ("midpointHandle", "ArrowLeft", (-1, 0)),
        ("midpointHandle", "ArrowRight", (1, 0)),
        ("lever", "Shift+ArrowUp", (0, -1)),
        ("lever", "Shift+ArrowDown", (0, 1)),
    ],
)
def test_an_arrow_key_moves_a_knob_where_it_points(word, key, way, bend_the_s):
    before = np.array(bend_the_s.center(word))
    bend_the_s.handle(word).press(key)
    bend_the_s.look()
    moved = np.array(bend_the_s.center(word)) - before
    assert moved @ np.array(way) > 1 and abs(moved @ np.array(way)[::-1]) < 1
    assert_bend_the_s(bend_the_s)


def test_a_click_on_the_chart_moves_the_half_point(bend_the_s):
    x, y = bend_the_s.center("midpointHandle")
    bend_the_s.page.mouse.click(x - 120, y + 70)
    assert assert_bend_the_s(bend_the_s).midpoint < 60
    assert bend_the_s.center("midpointHandle")[0] == pytest.approx(x - 120, abs=1)


def test_the_native_sliders_do_the_same(bend_the_s):
    bend_the_s.native("midpoint").fill("65.5")
    bend_the_s.native("weight").fill("-0.2")
    bend = assert_bend_the_s(bend_the_s)
    assert (bend.midpoint, bend.weight) == (65.5, -0.2)
    bend_the_s.native("weight").fill("0")  # a horizontal line
    assert assert_bend_the_s(bend_the_s).weight == 0
    bend_the_s.opened.assert_quiet()


def test_the_best_curve_is_shown_when_the_reader_has_committed(bend_the_s):
    first = bend_the_s.look()
    ghost = """(root) =>
      root.querySelector('path.probability.dashed').getAttribute('d').length"""
    assert bend_the_s.root.evaluate(ghost) == 0 and "lowest" not in bend_the_s.numbers()
    height = bend_the_s.root.evaluate("(root) => root.clientHeight")
    bend_the_s.press_button("commit")
    assert_bend_the_s(bend_the_s, committed=True)
    assert bend_the_s.root.evaluate(ghost) > 0
    focused = bend_the_s.page.evaluate("() => document.activeElement.getAttribute('role')")
    assert focused == "slider", "the focus goes on from the button, which is gone"
    bend_the_s.native("straight_line").check()
    bend_the_s.look()
    assert bend_the_s.root.evaluate("(root) => root.clientHeight") <= height
    assert bend_the_s.reset() == first


def test_two_surprises_are_in_sight_and_the_count_in_the_fold(bend_the_s):
    assert len(bend_the_s.numbers_in_sight()) == 1
    bend_the_s.press_button("commit")
    bend = assert_bend_the_s(bend_the_s, committed=True)
    shown = [f"{value:.1f}" for value in (bend.surprise, bend.lowest)]
    assert bend_the_s.numbers_in_sight() == shown
    fold = bend_the_s.root.locator(".explorable-fold")
    expect(fold).to_contain_text(bend.key_numbers()["right_side"])


def test_a_dot_grows_with_its_surprise(bend_the_s):
    radii = """(root) => Array.from(
      root.querySelector('path.see-through').getAttribute('d').matchAll(/a([\\d.]+)/g),
      (match) => Number(match[1])).filter((_, i) => i % 2 === 0)"""
    bend_the_s.native("weight").fill("-0.6")
    surprises = assert_bend_the_s(bend_the_s).surprises
    shown = np.array(bend_the_s.root.evaluate(radii))
    np.testing.assert_allclose(shown, 2.6 + 4.4 * np.sqrt(surprises), atol=0.06)


def test_the_same_figure_bends_over_569_tumors(over_tumors):
    assert_bend_the_s(over_tumors, data="tumors")
    drag(over_tumors, "midpointHandle", -40, 30)
    drag(over_tumors, "lever", 0, -20)
    bend = assert_bend_the_s(over_tumors, data="tumors")
    assert bend.midpoint < 20 and bend.weight > 0.5
    over_tumors.press_button("commit")
    assert_bend_the_s(over_tumors, data="tumors", committed=True)
    over_tumors.opened.assert_quiet()


def test_a_tap_moves_the_half_point(touched):
    x, y = touched.center("midpointHandle")
    touched.page.touchscreen.tap(x - 60, y + 40)
    assert assert_bend_the_s(touched).midpoint < 60
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
        points = [{"x": x - 30 * share, "y": y + 30 * share}]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    bend = assert_bend_the_s(touched)
    assert touched.numbers() != before
    assert (bend.midpoint < 60) == (word == "midpointHandle")
    assert (bend.weight != -0.05) == (word == "lever")
    if word == "midpointHandle":
        assert touched.center(word)[0] == pytest.approx(x - 30, abs=1), "the finger lost the knob"
    assert touched.page.evaluate("() => scrollY") == scrolled, "the page must not scroll meanwhile"
    touched.opened.assert_quiet()


# ---------------------------------------------------------------- Family portrait

MEMBERS = ["logistic", "tanh", "arctan", "normal", "clipped"]
PROBES = [-8, -5, -2, -1.5, -0.3, 0, 0.1, 1, 2, 3.7, 8]
LENSES = ["height", "log", "log_odds"]


def assert_family_portrait(figure, look, **chosen):
    """Assert that the number is what Python computes at the place of the knob."""
    portrait = FamilyPortrait(probe=look["knobs"][figure.words["probeHandle"]], **chosen)
    expected = portrait.key_numbers()
    assert {name: look["numbers"].get(name) for name in expected} == expected
    return portrait


@pytest.mark.parametrize("member", MEMBERS)
def test_the_family_is_measured_as_in_python(member, show):
    figure = show(*place_of("family-portrait"))
    figure.native(member).check()
    height = figure.root.evaluate("(root) => root.clientHeight")
    for lens in reversed(LENSES):
        figure.native(lens).check()
        for probe in PROBES:
            figure.native("probe").evaluate(
                "(el, z) => { el.value = z; el.dispatchEvent(new Event('input')); }", probe
            )
            portrait = assert_family_portrait(figure, figure.look(), member=member, lens=lens)
            assert portrait.probe == probe
            assert figure.root.evaluate("(root) => root.clientHeight") == height
    figure.opened.assert_quiet()


def test_the_members_of_the_family_are_those_of_the_class():
    assert FamilyPortrait.member.values == MEMBERS
    assert FamilyPortrait.lens.values == LENSES


def test_the_mouse_drags_the_probe(show):
    figure = show(*place_of("family-portrait"))
    pointer = drag(figure, "probeHandle", -60, 40)
    assert assert_family_portrait(figure, figure.look()).probe < -2
    assert figure.center("probeHandle")[0] == pytest.approx(pointer[0], abs=1)


def test_the_logarithm_names_each_curve_that_is_not_chosen(show):
    figure = show(*place_of("family-portrait"))
    figure.native("log").check()
    for chosen in ("logistic", "arctan", "normal", "clipped"):
        figure.native(chosen).check()
        figure.look()
        texts = figure.root.locator("svg.chart text").all_text_contents()
        others = {"logistic", "arctan", "normal", "clipped"} - {chosen}
        assert {figure.words[word] for word in others} <= set(texts)


def test_a_tap_chooses_the_curve_that_is_close(show):
    figure = show(*place_of("family-portrait"))
    figure.native("log").check()
    figure.native("arctan").check()
    figure.native("probe").fill("-6")
    figure.look()
    on_arctan = figure.center("probeHandle")
    figure.native("normal").check()
    figure.look()
    assert figure.center("probeHandle")[1] > on_arctan[1] + 40, "the lens spreads the tails"
    figure.page.mouse.click(*on_arctan)
    expect(figure.native("arctan")).to_be_checked()
    assert_family_portrait(figure, figure.look(), member="arctan", lens="log")


# ---------------------------------------------------------------- the Python side, no browser


@pytest.mark.parametrize(
    ("data", "midpoint", "weight"),
    [("launches", 60, -0.05), ("launches", 70, 0.3), ("tumors", 16.8, 1.2), ("tumors", 12, -3.3)],
)
def test_bend_the_s_measures_by_the_definitions(data, midpoint, weight):
    bend = BendTheS(data=data, midpoint=midpoint, weight=weight)
    y = np.array(bend.target)
    p = [float(1 / (1 + mpmath.exp(-weight * (x - midpoint)))) for x in bend.feature]
    q = [float(1 / (1 + mpmath.exp(weight * (x - midpoint)))) for x in bend.feature]
    np.testing.assert_allclose(bend.probabilities, p, rtol=1e-13)
    surprises = -(xlogy(y, p) + xlogy(1 - y, q))
    np.testing.assert_allclose(bend.surprises, surprises, rtol=1e-12, atol=1e-15)
    whole = surprises.sum() if data == "launches" else surprises.mean()
    assert bend.surprise == pytest.approx(whole, rel=1e-12)
    assert bend.right == np.sum((np.array(p) > 0.5) == (y == 1))


@pytest.mark.parametrize("data", BEST)
def test_the_best_curve_is_the_fit(data):
    bend = BendTheS(data=data)
    x, y = np.array(bend.feature), np.array(bend.target)
    fit = LogisticRegression(tol=1e-12).fit(x[:, None] - x.mean(), y)
    b, w = np.ravel(fit.intercept_)[0], np.ravel(fit.coef_)[0]
    assert BEST[data] == pytest.approx((x.mean() - b / w, w), rel=1e-6)
    assert bend.lowest < bend.surprise


def test_other_data_come_with_their_cases():
    bend = BendTheS()
    assert len(bend.feature) == len(bend.target) == 23
    bend.data = "tumors"
    assert len(bend.feature) == len(bend.target) == 569


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
    with mpmath.workdps(50):
        assert float(mpmath.diff(lambda z: exact_member(member, z), 0)) == pytest.approx(0.25)
    for probe in PROBES:
        portrait = FamilyPortrait(member=member, probe=probe)
        with mpmath.workdps(50):
            value, complement = exact_member(member, probe), exact_member(member, -probe)
            finite = value > 0 and complement > 0
            log_odds = mpmath.log(value / complement) if finite else mpmath.inf * (2 * value - 1)
        assert portrait.value == pytest.approx(float(value), rel=1e-13)
        assert portrait.log_odds == pytest.approx(float(log_odds), rel=1e-12, abs=1e-15)
