"""Chapter 4: Tug of war, Pull them apart."""

import math

import numpy as np
import pytest

from logitlab.explorables import PullThemApart, TugOfWar

from .figure import assert_shows, drag, parse, place_of

# ---------------------------------------------------------------- Tug of war

OPTIMUM = (-1.107550125556991, -1.602377960499878)  # b and w for the standardized temperature


def test_tug_of_war_walks_as_the_chapter_says():
    tug = TugOfWar()
    assert (tug.pull_b, round(tug.nll, 4)) == (-4.5, 15.9424)  # 7 of 23, each pulls by one half
    tug.newton(5)
    assert np.abs(np.array([tug.b, tug.w]) - OPTIMUM).max() < 3e-9
    assert abs(tug.pull_b) < 1e-7 and abs(tug.pull_w) < 1e-7, "at the optimum the pulls balance"
    assert np.abs(tug.pulls).max() > 0.8, "and yet each launch pulls"
    tug.b = tug.w = 0
    tug.descend(76)
    assert math.dist((tug.b, tug.w), OPTIMUM) > 1e-6
    tug.descend()
    assert math.dist((tug.b, tug.w), OPTIMUM) < 1e-6
    assert [entry[:2] for entry in tug.trail[5:8]] == [[2, 5], [0, 0], [1, 1]]  # a new walk
    assert tug.steps == 77


def test_tug_of_war_stops_at_its_limits_and_keeps_a_short_trail():
    tug = TugOfWar(b=5, w=5, rate=0.6)
    tug.newton()
    tug.descend(150)
    assert max(abs(number) for entry in tug.trail for number in entry[2:4]) <= 5
    assert len(tug.trail) == 101 and tug.trail[-1][1] == tug.steps == 151


def assert_tug_of_war(figure, tug):
    numbers = figure.numbers()
    exact = {"nll": tug.nll, "pull_b": tug.pull_b, "pull_w": tug.pull_w, "b": tug.b, "w": tug.w}
    assert_shows(numbers, exact)
    assert_shows(tug.key_numbers(), {name: exact[name] for name in ("nll", "pull_b", "pull_w")})
    assert numbers["steps"] == str(tug.steps)
    shown, precision = parse(numbers["gap"])
    assert shown == pytest.approx(tug.gap, abs=precision + 1e-13)


def test_the_buttons_take_the_steps_of_the_class(show):
    figure = show(*place_of("tug-of-war"))

    def press(word):
        figure.root.get_by_role("button", name=figure.words[word], exact=True).click()

    tug = TugOfWar()
    for _ in range(5):
        press("newton")
        tug.newton()
        assert_tug_of_war(figure, tug)
    press("zero")
    tug.b = tug.w = 0
    assert_tug_of_war(figure, tug)
    for word, steps in (("descend1", 1), ("descend10", 10)):
        press(word)
        tug.descend(steps)
        assert_tug_of_war(figure, tug)
    figure.native("rate").fill("0.6")
    tug.rate = 0.6
    press("descend100")
    tug.descend(100)
    assert_tug_of_war(figure, tug)
    assert tug.gap > 0.1, "too long a step never arrives"
    figure.opened.assert_quiet()


@pytest.mark.parametrize(("word", "down"), [("bHandle", 60), ("wHandle", -70)])
def test_the_mouse_drags_the_curve_of_the_tug_of_war(word, down, show):
    figure = show(*place_of("tug-of-war"))
    pointer = drag(figure, word, 25, down)
    knobs = figure.look()["knobs"]
    tug = TugOfWar(b=knobs[figure.words["bHandle"]], w=knobs[figure.words["wHandle"]])
    assert_tug_of_war(figure, tug)
    assert (tug.b < 0, tug.w < 0) == (word == "bHandle", word == "wHandle")
    assert figure.center(word)[1] == pytest.approx(pointer[1], abs=1.5)


# ---------------------------------------------------------------- Pull them apart


@pytest.mark.parametrize(
    ("traits", "slope"),
    [  # tests/reference_values.json: logreg_l2-001, -003, logreg_firth-001
        ({"cure": "l2", "power": 0}, 1.0065943148735455),
        ({"cure": "l2", "power": 3}, 5.83922041970641),
        ({"cure": "firth"}, 1.004076424220322),
    ],
)
def test_both_cures_bring_the_slope_back(traits, slope):
    apart = PullThemApart(place=1, **traits)
    assert apart.separable
    np.testing.assert_allclose(apart.fit, [0, slope], rtol=1e-9, atol=1e-9)


def test_without_a_cure_the_slope_runs_away_once_the_points_are_apart():
    def fits(place):
        return [PullThemApart(place=place, steps=steps) for steps in (5, 10, 20, 25)]

    together, tied, apart = fits(-1.5), fits(-1), fits(-0.9)
    assert [figure[0].separable for figure in (together, tied, apart)] == [False, True, True]
    assert [round(figure.fit[1], 4) for figure in together] == [1.1349] * 4
    for runaway in (tied, apart):
        assert np.all(np.diff([figure.fit[1] for figure in runaway]) > 4)
        assert np.all(np.diff([figure.nll for figure in runaway]) < 0)
    assert 0 < apart[-1].nll < 1e-8  # as close to 0 as you like, and never there
    assert 2 * np.log(2) < tied[-1].nll < 2 * np.log(2) + 1e-8  # the tie keeps two coins in the air


@pytest.mark.parametrize("cure", ["none", "l2", "firth"])
def test_the_page_fits_the_points_as_python_does(cure, show):
    figure = show(*place_of("pull-them-apart"))
    figure.native(cure).check()
    for place, power, steps in [(-3, 4, 25), (-1.1, 1, 3), (-1, 3, 12), (-0.9, -2, 6), (1, 0, 25)]:
        for name, value in {"place": place, "power": power, "steps": steps}.items():
            figure.native(name).fill(str(value))
        apart = PullThemApart(place=place, power=power, steps=steps, cure=cure)
        b, w = apart.fit
        numbers = figure.numbers()
        assert_shows(numbers, {"slope": w, "bias": b, "nll": apart.nll})
        assert numbers["verdict"] == apart.key_numbers()["verdict"]
    figure.opened.assert_quiet()


def test_dragging_the_point_across_the_gap_makes_it_separable(show):
    figure = show(*place_of("pull-them-apart"))
    assert figure.numbers()["verdict"] == figure.words["yes"]
    drag(figure, "placeHandle", 130, 30)
    assert figure.numbers()["verdict"] == figure.words["no"]
    place = figure.look()["knobs"][figure.words["placeHandle"]]
    assert place == pytest.approx(round(place, 1)), "the pointer snaps to tenths"
    assert_shows(figure.numbers(), {"slope": PullThemApart(place=place).fit[1]})


def test_arrow_keys_reach_the_tie(show):
    figure = show(*place_of("pull-them-apart"))
    for _ in range(5):
        figure.handle("placeHandle").press("ArrowRight")  # five times 0.1 is not quite 0.5
    assert figure.numbers()["verdict"] == figure.words["tie"]
    assert PullThemApart(place=-0.9999999999999999).key_numbers()["verdict"] == figure.words["tie"]
