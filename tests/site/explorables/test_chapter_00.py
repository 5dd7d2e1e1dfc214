"""The start page: Would you launch?"""

import math
import re

import pytest
from traitlets import TraitError

from logitlab.explorables import WouldYouLaunch

from .figure import assert_shows, place_of

RINGS = [35, 50, 60, 70, 80]  # °F


def would_you_launch(*guesses, hide=False):
    traits = {f"at_{at}": guess for at, guess in zip(RINGS, guesses, strict=True)}
    return WouldYouLaunch(**traits, hide=hide)


def assert_would_you_launch(figure, hide=False):
    """Assert that all numbers are what Python computes for the traits behind the five rings."""
    look = figure.look()
    names = [figure.words["ring"].replace("{at}", str(at)) for at in RINGS]
    launch = would_you_launch(*(look["knobs"][name] for name in names), hide=hide)
    exact = {
        "total": launch.total_surprise,
        "same": launch.total_of_one_guess,
        "tallest": launch.surprises.max(),
        "chance": 100 * launch.probability(31),
    }
    assert_shows(look["numbers"], exact)
    expected = launch.key_numbers()
    assert expected.keys() - exact.keys() == {"cold", "warm"}, "compare the new key number, too"
    assert {name: look["numbers"][name] for name in expected} == expected
    return launch


def ring(figure, at):
    return figure.root.get_by_role("slider", name=figure.words["ring"].replace("{at}", str(at)))


def test_would_you_launch_measures_by_the_definitions():
    launch = would_you_launch(0.9, 0.8, 0.6, 0.3, 0.05)
    total = 0
    for x, y in zip(launch.temperature, launch.distress, strict=True):
        p = {53: 0.74, 57: 0.66, 58: 0.64, 63: 0.51, 66: 0.42, 67: 0.39, 68: 0.36, 69: 0.33}.get(
            x, 0.3 - (x - 70) * 0.025 if x < 80 else 0.05
        )
        total -= math.log(p if y else 1 - p)
    assert launch.total_surprise == pytest.approx(total, rel=1e-12)
    assert launch.probability([20, 31, 35]).tolist() == [0.9] * 3, "flat where no ring stands"
    assert WouldYouLaunch().total_surprise == pytest.approx(23 * math.log(2), rel=1e-14)
    null = -(7 * math.log(7 / 23) + 16 * math.log(16 / 23))
    assert WouldYouLaunch().total_of_one_guess == pytest.approx(null, rel=1e-14)
    assert f"{null:.4f}" == "14.1336"
    assert WouldYouLaunch(hide=True).total_of_one_guess == pytest.approx(-7 * math.log(0.99))


def test_graded_guesses_win_and_a_sure_wrong_guess_towers():
    graded = would_you_launch(0.95, 0.95, 0.7, 0.2, 0.1)
    assert graded.total_surprise < graded.total_of_one_guess
    sure = would_you_launch(0.99, 0.99, 0.01, 0.01, 0.01)
    assert sure.surprises.max() == pytest.approx(-math.log(0.01))
    assert sure.total_surprise > graded.total_of_one_guess
    # without the launches that went well, no slope is better than none
    always = would_you_launch(*[0.99] * 5, hide=True)
    assert (
        always.total_surprise
        < would_you_launch(0.99, 0.99, 0.9, 0.8, 0.7, hide=True).total_surprise
    )
    assert always.key_numbers()["cold"] == "4 of 4" and always.key_numbers()["warm"] == "3 of 3"


@pytest.mark.parametrize("trait", ["at_35", "at_50", "at_60", "at_70", "at_80"])
@pytest.mark.parametrize("guess", [0, 1, 0.009, "high"])
def test_a_guess_that_could_cost_infinitely_much_is_refused(trait, guess):
    with pytest.raises(TraitError, match=trait):
        WouldYouLaunch(**{trait: guess})


@pytest.fixture
def launches(show):
    return show(*place_of("would-you-launch"))


@pytest.mark.parametrize(("at", "down"), [(35, -60), (60, 40), (80, 300)])
def test_the_mouse_drags_a_ring(at, down, launches):
    box = ring(launches, at).locator(".handle-knob").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    mouse = launches.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + 15, y + down, steps=4)
    mouse.up()
    launch = assert_would_you_launch(launches)
    moved = {place for place in RINGS if getattr(launch, f"at_{place}") != 0.5}
    assert moved == {at}
    assert (getattr(launch, f"at_{at}") > 0.5) == (down < 0)
    assert getattr(launch, f"at_{at}") >= 0.01


def test_a_tap_moves_the_nearest_ring(launches):
    box = ring(launches, 50).locator(".handle-knob").bounding_box()
    launches.page.mouse.click(box["x"] + 22, box["y"] + 60)
    launch = assert_would_you_launch(launches)
    assert launch.at_50 < 0.5 and launch.at_60 == 0.5


def test_hiding_the_launches_without_distress_takes_their_bars_away(launches):
    before = launches.look()["charts"]
    launches.native("hide").check()
    launch = assert_would_you_launch(launches, hide=True)
    assert len(launch.surprises) == 7
    bars = launches.root.locator("svg.chart .columns").get_attribute("d")
    assert bars.count("M") == 7 and launches.look()["charts"] != before
    for at in RINGS:
        launches.native(f"at_{at}").fill("0.99")
    assert assert_would_you_launch(launches, hide=True).total_surprise < 0.08
    launches.native("hide").uncheck()
    assert assert_would_you_launch(launches).total_surprise > 70
    launches.opened.assert_quiet()


def test_the_stems_end_on_the_curve_and_at_what_happened(launches):
    ring(launches, 60).press("End")
    launches.look()
    # the launch at 53 °F: 3/10 of the way from the ring at 50 to the ring at 60
    d = launches.root.locator("svg.chart .misses").get_attribute("d")
    first = [float(n) for n in re.findall(r"[\d.]+", d.split("M")[1])]

    def pixel(at):
        place = ring(launches, at).get_attribute("transform")
        return [float(n) for n in re.findall(r"[\d.]+", place)]

    (x50, y50), (x60, y60) = pixel(50), pixel(60)
    assert first[0] == first[2] == pytest.approx(x50 + 0.3 * (x60 - x50), abs=0.1)
    assert first[1] == pytest.approx(y50 + 0.3 * (y60 - y50), abs=0.1)
    assert first[3] == pytest.approx(y50 - (y50 - y60) / 0.49 * 0.5, abs=0.1)  # y = 1
