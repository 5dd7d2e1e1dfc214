"""The start page: Would you launch?, and Halving."""

import math
import re

import pytest
from playwright.sync_api import expect
from traitlets import TraitError

from logitlab.explorables import Halving, WouldYouLaunch

from .figure import assert_shows, drag, parse, place_of

CIRCLES = [31, 50, 60, 70, 80]  # °F


def would_you_launch(*guesses, **traits):
    at = {f"at_{at}": guess for at, guess in zip(CIRCLES, guesses, strict=True)}
    return WouldYouLaunch(**at, **traits)


def circle(figure, at):
    return figure.root.get_by_role("slider", name=figure.words["circle"].replace("{at}", str(at)))


def assert_total_is_that_of_the_circles(figure, sixteen=True):
    """Assert that the page shows the total that Python computes for the traits of its circles."""
    look = figure.look()
    names = [figure.words["circle"].replace("{at}", str(at)) for at in CIRCLES]
    launch = would_you_launch(*(look["knobs"][name] for name in names), sixteen=sixteen)
    launch.decision = "wait"
    assert_shows(look["numbers"], {"total": launch.total_surprise})
    assert launch.key_numbers().keys() == {"total"}, "compare the new key number, too"
    return launch


# ---------------------------------------------------------------- Would you launch?


def test_total_surprise_is_the_sum_over_the_launches_by_the_definition():
    launch = would_you_launch(0.9, 0.8, 0.6, 0.3, 0.05, sixteen=True)
    total = 0
    for x, y in zip(launch.temperature, launch.distress, strict=True):
        p = {53: 0.74, 57: 0.66, 58: 0.64, 63: 0.51, 66: 0.42, 67: 0.39, 68: 0.36, 69: 0.33}.get(
            x, 0.3 - (x - 70) * 0.025 if x < 80 else 0.05
        )
        total -= math.log(p if y else 1 - p)
    assert launch.total_surprise == pytest.approx(total, rel=1e-12)
    assert launch.probability([31, 81]).tolist() == [0.9, 0.05]
    even = WouldYouLaunch(sixteen=True)
    assert even.total_surprise == pytest.approx(23 * math.log(2), rel=1e-14)


def test_a_graded_guess_beats_the_share_and_the_circle_at_31_costs_nothing():
    graded = would_you_launch(0.95, 0.95, 0.7, 0.2, 0.1, sixteen=True)
    share = -(7 * math.log(7 / 23) + 16 * math.log(16 / 23))
    assert graded.total_surprise < share
    before = graded.total_surprise
    graded.at_31 = 0.01
    assert graded.total_surprise == before, "no launch was that cold"


def test_without_the_sixteen_the_highest_guess_everywhere_is_best():
    always = would_you_launch(*[0.99] * 5, decision="wait")
    sloped = would_you_launch(0.99, 0.99, 0.9, 0.8, 0.7, decision="wait")
    assert len(always.surprises) == 7
    assert always.total_surprise == pytest.approx(-7 * math.log(0.99))
    assert always.total_surprise < sloped.total_surprise


def test_before_the_decision_only_the_seven_are_told():
    numbers = WouldYouLaunch().key_numbers()
    assert numbers == {"seven": "53, 57, 58, 63, 70, 70, 75 °F"}
    assert WouldYouLaunch(decision="launch").key_numbers().keys() == {"total"}


@pytest.mark.parametrize("trait", ["at_31", "at_50", "at_60", "at_70", "at_80"])
@pytest.mark.parametrize("guess", [0, 1, 0.009, "high"])
def test_a_guess_that_could_cost_infinitely_much_is_refused(trait, guess):
    with pytest.raises(TraitError, match=trait):
        WouldYouLaunch(**{trait: guess})


@pytest.fixture
def launches(show):
    return show(*place_of("would-you-launch"))


@pytest.fixture
def graded(launches):
    """The figure after a decision, with all 23 launches."""
    launches.press_button("wait")
    launches.center_on_screen()
    return launches


def test_nothing_answers_before_the_decision(launches):
    assert launches.look()["numbers"].keys() == {"seven", "at_31"}
    assert [circle(launches, at).count() for at in CIRCLES] == [1, 0, 0, 0, 0]
    assert launches.root.locator(".bars").first.get_attribute("d") in (None, "")
    dots = launches.root.locator(".dots").evaluate_all(
        "(all) => all.map((dot) => dot.getAttribute('d') ?? '').join('').split('M').length - 1"
    )
    assert dots == 7


@pytest.mark.parametrize(("word", "said"), [("launch", "launched"), ("wait", "waited")])
def test_a_decision_brings_the_sixteen_and_four_more_circles(word, said, launches):
    circle(launches, 31).press("End")
    launches.button(word).click()
    expect(launches.root.locator(".verdict")).to_have_text(launches.words[said])
    expect(launches.root.locator(".dots").first).to_have_attribute("d", re.compile("(M.*){16}"))
    assert not launches.button(word).is_visible()
    assert "31 °F" in launches.root.locator(".explorable-prompt").inner_text(), "why no bar moves"
    launch = assert_total_is_that_of_the_circles(launches)
    assert launch.at_31 == 0.99, "the first guess stays"
    launches.reset()
    assert launches.button(word).is_visible()
    assert launches.look()["numbers"].keys() == {"seven", "at_31"}
    launches.opened.assert_quiet()


def test_the_sixteen_fall_at_once_for_readers_who_want_no_motion(launches):
    places = """(root) => new Promise((resolve) => {
      const dots = root.querySelector(".dots");
      const seen = new Set();
      const watch = () => {
        seen.add(dots.getAttribute("d") ?? "");
        if (root.querySelector(".bars").getAttribute("d").split("M").length < 24)
          requestAnimationFrame(watch);
        else resolve(seen.size);
      };
      root.querySelector(".explorable-button").click();
      requestAnimationFrame(() => requestAnimationFrame(watch));
    })"""
    assert launches.root.evaluate(places) == 1


def test_the_sixteen_fall(timed):
    figure = timed("would-you-launch")
    figure.button("launch").click()
    places = []
    for time in (100, 100, 3000):
        figure.page.clock.run_for(time)
        places.append(figure.root.locator(".dots").first.get_attribute("d"))
    assert len(set(places)) == 3
    bars = figure.root.locator(".bars").first.get_attribute("d")
    assert bars.count("M") == 23, "when they have arrived"


@pytest.mark.parametrize(("at", "down"), [(31, -60), (60, 40), (80, 300)])
def test_the_mouse_drags_a_circle(at, down, graded):
    box = circle(graded, at).locator(".handle-knob").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    mouse = graded.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + 15, y + down, steps=4)
    mouse.up()
    launch = assert_total_is_that_of_the_circles(graded)
    moved = {place for place in CIRCLES if getattr(launch, f"at_{place}") != 0.5}
    assert moved == {at}
    assert (getattr(launch, f"at_{at}") > 0.5) == (down < 0)
    assert getattr(launch, f"at_{at}") >= 0.01


def test_a_tap_moves_the_nearest_circle(graded):
    box = circle(graded, 50).locator(".handle-knob").bounding_box()
    graded.page.mouse.click(box["x"] + 22, box["y"] + 60)
    launch = assert_total_is_that_of_the_circles(graded)
    assert launch.at_50 < 0.5 and launch.at_60 == 0.5


def test_each_slider_in_the_fold_moves_its_circle(graded):
    for at in CIRCLES:
        graded.native(f"at_{at}").fill("0.98")
        assert getattr(assert_total_is_that_of_the_circles(graded), f"at_{at}") == 0.98


def test_taking_the_sixteen_away_leaves_seven_bars(graded):
    graded.native("sixteen").uncheck()
    assert_total_is_that_of_the_circles(graded, sixteen=False)
    for bars in graded.root.locator(".bars").all():
        assert bars.get_attribute("d").count("M") == 7
    for at in CIRCLES:
        graded.native(f"at_{at}").fill("0.99")
    launch = assert_total_is_that_of_the_circles(graded, sixteen=False)
    assert launch.total_surprise < 0.08
    graded.native("sixteen").check()
    assert assert_total_is_that_of_the_circles(graded).total_surprise > 70
    graded.opened.assert_quiet()


def test_each_bar_is_as_long_as_the_surprise_at_its_launch(graded):
    for at, guess in zip(CIRCLES, (0.9, 0.8, 0.6, 0.3, 0.05), strict=True):
        graded.native(f"at_{at}").fill(str(guess))
    graded.look()
    drawn = graded.root.locator(".stems").get_attribute("d")
    ends = re.findall(r"M([\d.]+) ([\d.]+)H([\d.]+)V([\d.]+)", drawn)
    lengths = [abs(float(top) - float(foot)) for _, foot, _, top in ends]
    launch = would_you_launch(0.9, 0.8, 0.6, 0.3, 0.05, sixteen=True)
    places = [float(left) for left, *_ in ends]
    assert len(lengths) == 23
    surprises = sorted(launch.surprises)
    scale = sum(lengths) / sum(surprises)
    assert sorted(lengths) == pytest.approx([scale * nats for nats in surprises], abs=0.03)
    for side in (1, -1):  # upward from the launches with distress, downward from the others
        row = sorted(
            place
            for place, (_, foot, _, top) in zip(places, ends, strict=True)
            if (float(foot) - float(top)) * side > 0
        )
        assert len(row) == (7 if side == 1 else 16)
        width = float(ends[0][2]) - float(ends[0][0])
        assert min(b - a for a, b in zip(row, row[1:], strict=False)) > width, "side by side"


def test_the_height_is_the_same_before_and_after_the_decision(launches):
    before = launches.root.bounding_box()["height"]
    launches.button("launch").click()
    launches.look()
    assert launches.root.bounding_box()["height"] == pytest.approx(before, abs=1)
    assert launches.root.get_by_text(launches.words["prompt"]).is_hidden()


# ---------------------------------------------------------------- Halving


def test_halvings_and_steps_of_e_lead_to_the_same_height():
    down = Halving(steps=3 * math.log(2))
    assert down.probability == pytest.approx(1 / 8, rel=1e-14)
    assert down.halvings == pytest.approx(3, rel=1e-14)
    assert down.key_numbers() == {"left": "0.125", "surprise": "3 halvings"}
    assert Halving(steps=math.log(2)).key_numbers()["surprise"] == "1 halving"
    assert Halving(steps=3, divide="e").key_numbers() == {
        "left": "0.05",
        "surprise": "4.33 halvings",
    }
    assert Halving().key_numbers() == {"left": "1", "surprise": "0 halvings"}


@pytest.mark.parametrize("traits", [{"steps": 5.1}, {"steps": -0.1}, {"divide": "10"}])
def test_a_step_off_the_ruler_is_refused(traits):
    with pytest.raises(TraitError, match=next(iter(traits))):
        Halving(**traits)


@pytest.fixture
def halving(show):
    return show(*place_of("halving"))


def blocks(figure):
    """How many blocks stand in the row of halvings, and in that of e."""
    rows = figure.root.locator(".bars.loss").all()
    return [(row.get_attribute("d") or "").count("M") for row in rows]


def test_each_press_halves_the_bar_and_adds_one_block(halving):
    for count in range(1, 8):
        halving.button("halve").click()
        numbers = halving.numbers()
        down = Halving(steps=count * math.log(2))
        assert_shows(numbers, {"left": 1 / 2**count})
        assert numbers["surprise"] == down.key_numbers()["surprise"]
        assert blocks(halving) == [count, 0]


def test_dividing_by_e_shows_its_steps_beside_the_halvings(halving):
    for count in (1, 2, 3):
        halving.button("by_e").click()
        assert halving.numbers() == Halving(steps=count, divide="e").key_numbers()
        assert blocks(halving) == [math.ceil(count / math.log(2)), count]
    halving.button("halve").click()
    assert halving.numbers() == Halving(steps=3 + math.log(2)).key_numbers()
    halving.opened.assert_quiet()


def test_the_count_stands_beside_its_row_where_there_is_room(halving):
    for word, presses in (("halve", 7), ("by_e", 5)):
        halving.reset()
        for _ in range(presses):
            halving.button(word).click()
        right = halving.center("steps")[0]
        label = halving.root.locator("svg .note").get_by_text("halvings")
        assert label.bounding_box()["x"] > right, "not on the seams of its blocks"


def test_a_press_divides_what_is_left_wherever_it_is(halving):
    halving.button("by_e").click()
    assert_shows(halving.numbers(), {"left": 1 / math.e})
    halving.button("halve").click()
    assert_shows(halving.numbers(), {"left": 1 / math.e / 2})
    halving.handle("steps").press("PageUp")
    before = halving.look()["knobs"][halving.words["steps"]]
    halving.button("by_e").click()
    assert_shows(halving.numbers(), {"left": math.exp(-before - 1)})


def test_a_button_that_would_lead_off_the_ruler_looks_dead(halving):
    ends = {"halve": 7, "by_e": 5}

    def looks_dead():
        nodes = [halving.button(word).element_handle() for word in ends]
        faint = [float(node.evaluate("(b) => getComputedStyle(b).opacity")) < 1 for node in nodes]
        assert faint == [node.get_attribute("aria-disabled") == "true" for node in nodes]
        return faint

    for word, presses in ends.items():
        halving.reset()
        assert looks_dead() == [False, False]
        for _ in range(presses):
            halving.button(word).click()
        before = halving.look()
        assert looks_dead() == [True, True]
        for other in ends:
            halving.button(other).dispatch_event("click")
            assert halving.look() == before


def test_a_press_slides_and_a_drag_ends_the_slide(timed):
    figure = timed("halving")
    left = figure.root.locator("[data-number=left]")
    figure.button("halve").click()
    figure.page.clock.run_for(150)
    assert 0.5 < parse(left.text_content())[0] < 1, "the bar shrinks, it does not jump"
    figure.page.clock.run_for(1000)
    assert left.text_content() == "0.5"
    figure.button("halve").click()
    figure.page.clock.run_for(150)
    figure.handle("steps").press("End")
    figure.page.clock.run_for(1000)
    assert left.text_content() == Halving(steps=5).key_numbers()["left"]


def test_a_press_right_after_reset_goes_on_from_where_reset_leads(timed):
    figure = timed("halving")
    for _ in range(4):
        figure.button("halve").click()
        figure.page.clock.run_for(1000)
    figure.button("reset").evaluate("(node) => node.click()")
    figure.button("halve").evaluate("(node) => node.click()")
    figure.page.clock.run_for(1000)
    assert figure.root.locator("[data-number=left]").text_content() == "0.5"


def test_the_end_of_the_blocks_and_the_height_are_dragged(halving):
    drag(halving, "steps", 150, 0)
    right = halving.look()["knobs"][halving.words["steps"]]
    assert right > 1
    assert_shows(halving.numbers(), {"left": Halving(steps=right).probability})
    drag(halving, "square", 0, -40)
    assert halving.look()["knobs"][halving.words["steps"]] < right
    left = halving.look()["knobs"][halving.words["square"]]
    assert_shows(halving.numbers(), {"surprise": -math.log2(left)})
