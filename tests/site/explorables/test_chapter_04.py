"""Chapter 4: Tug of war, Read a weight, A line through tumors, Pull them apart."""

import math

import numpy as np
import pytest
from playwright.sync_api import expect

import logitlab
from logitlab.explorables import LineThroughTumors, PullThemApart, ReadAWeight, TugOfWar

from .figure import EXPLORABLES, Figure, assert_shows, assert_shows_all, drag, parse, place_of

# ---------------------------------------------------------------- Tug of war

OPTIMUM = (-1.107550125556991, -1.602377960499878)  # b and w for the standardized temperature


def test_the_errors_add_up_and_the_walk_arrives_as_the_chapter_says():
    tug = TugOfWar()
    assert tug.errors.sum() == 16 * 0.5 - 7 * 0.5 == tug.gradient[0]
    assert round(tug.totals[-1], 4) == 15.9424
    for steps, arrived in [(76, False), (77, True)]:
        tug.steps = steps
        assert (math.dist(tug.walk[-1], OPTIMUM) < 1e-6) == arrived
    assert np.abs(tug.gradient).max() < 1e-5, "at the best fit the errors balance"
    assert np.abs(tug.errors).max() > 0.9, "and yet they have not vanished"


def test_a_step_is_the_step_size_times_the_measured_slopes():
    h = 1e-6

    def total(b, w):
        return TugOfWar(b=b, w=w).totals[-1]

    tug = TugOfWar(b=0.5, w=-1.0, rate=0.3, steps=1)
    measured = [
        (total(0.5 + h, -1) - total(0.5 - h, -1)) / (2 * h),
        (total(0.5, -1 + h) - total(0.5, -1 - h)) / (2 * h),
    ]
    np.testing.assert_allclose(
        tug.walk[1], np.array([0.5, -1]) - 0.3 * np.array(measured), atol=1e-7
    )


def test_too_long_a_step_leaps_for_ever_and_about_a_quarter_arrives_at_once():
    far = TugOfWar(rate=0.6, steps=100).totals
    assert far.min() < 10.17 and far[-2:].min() > 11, "near at first, then thrown back"
    after_one = {rate: TugOfWar(rate=rate, steps=1).totals[-1] for rate in (0.1, 0.26, 0.6)}
    assert after_one[0.26] < 10.18 < after_one[0.1] < after_one[0.6]


def test_the_page_walks_as_the_class_does(show):
    figure = show(*place_of("tug-of-war"))
    tug = TugOfWar()
    for _ in range(3):
        figure.press_button("one")
        tug.steps += 1
        assert_shows(figure.numbers(), {"total": tug.totals[-1], "steps": tug.steps})
    for rate, steps in [(0.02, 100), (0.26, 1), (0.6, 99), (0.8, 37)]:
        figure.native("rate").fill(str(rate))
        figure.native("steps").fill(str(steps))
        tug = TugOfWar(rate=rate, steps=steps)
        assert_shows_all({"total": figure.numbers()["total"]}, {"total": tug.totals[-1]}, tug)
    figure.press_button("one")
    assert figure.numbers()["steps"] == "38"
    figure.opened.assert_quiet()


def test_play_takes_all_steps_and_a_hand_on_the_figure_stops_it(visit):
    path, _, place = place_of("tug-of-war")
    figure = Figure(visit(path, reduced_motion="no-preference"), place)
    figure.press_button("play")
    button = figure.button("pause")
    expect(button).to_be_visible()
    figure.page.wait_for_function(
        "(root) => root.querySelector('output').value !== ''", arg=figure.node
    )
    expect(figure.root.locator("[data-number=steps]")).not_to_have_text("0")
    figure.handle("bHandle").press("ArrowUp")
    expect(button).to_be_hidden()
    assert figure.numbers()["steps"] == "0", "who drags begins a new walk"


def test_play_is_there_at_once_without_motion(show):
    figure = show(*place_of("tug-of-war"))
    figure.press_button("play")
    assert_shows(figure.numbers(), {"steps": 100, "total": TugOfWar(steps=100).totals[-1]})


@pytest.mark.parametrize(("word", "down"), [("bHandle", 40), ("wHandle", 30)])
def test_the_handles_of_the_curve_go_the_way_they_are_dragged(word, down, show):
    figure = show(*place_of("tug-of-war"))
    pointer = drag(figure, word, 5, down)
    knobs = figure.look()["knobs"]
    b, w = (knobs[figure.words[name]] for name in ("bHandle", "wHandle"))
    assert (b < 0, w < 0) == (word == "bHandle", word == "wHandle")
    assert_shows(figure.numbers(), {"total": TugOfWar(b=b, w=w).totals[-1]})
    assert figure.center(word)[1] == pytest.approx(pointer[1], abs=1.5)
    figure.reset()
    before = figure.center(word)[1]
    figure.handle(word).press("Shift+ArrowUp")
    assert figure.center(word)[1] < before, "the arrow that points up moves the handle up"


def test_a_tap_on_the_map_starts_a_walk_there(show):
    figure = show(*place_of("tug-of-war"))
    figure.native("steps").fill("5")
    figure.root.locator("svg.chart").nth(2).click(position={"x": 80, "y": 40})
    numbers = figure.numbers()
    b, w = (parse(numbers[name])[0] for name in ("b", "w"))
    assert numbers["steps"] == "0" and (b, w) != (0, 0)
    assert_shows(numbers, {"total": TugOfWar(b=b, w=w).totals[-1]})


@pytest.mark.parametrize("state", ["rate=0.1&steps=2", "rate=0.8&steps=3", "rate=0.1&steps=12"])
@pytest.mark.parametrize("width", [1280, 360])
def test_the_total_does_not_lie_on_its_curve(state, width, visit):
    path, _, place = place_of("tug-of-war")
    opened = visit(f"{path}#tug-of-war?{state}", viewport={"width": width, "height": 800})
    figure = Figure(opened, place)
    figure.look()
    covered = figure.root.evaluate(
        """(root) => {
          const label = root.querySelector("[data-number=total]");
          const { x, y, width, height } = label.getBBox();
          const curve = label.parentNode.querySelector("path.loss:not(.dots)");
          const inside = (p) => p.x > x && p.x < x + width && p.y > y + 3 && p.y < y + height - 3;
          const length = curve.getTotalLength();
          return Array.from({ length: 400 }, (_, i) => curve.getPointAtLength(i / 399 * length))
            .some(inside);
        }"""
    )
    assert not covered


# ---------------------------------------------------------------- Read a weight


def test_the_odds_ratio_does_not_depend_on_where_and_the_other_ratio_does():
    for temperature in (63, 70, 81):
        assert ReadAWeight(temperature=temperature, colder=10).odds_ratio == pytest.approx(
            10.19225, abs=1e-4
        )
    ratios = [ReadAWeight(temperature=t, colder=10).risk_ratio for t in (75, 65)]
    assert ratios == pytest.approx([5.71, 1.86], abs=0.005)
    weight = ReadAWeight(temperature=72, colder=4)
    warm, cold = weight.probabilities
    odds = cold / (1 - cold) / (warm / (1 - warm))
    assert odds == pytest.approx(weight.odds_ratio), "odds divided by odds"


@pytest.mark.parametrize(("vote", "said"), [("voteOdds", "rightVote"), ("voteRisk", "wrongVote")])
def test_the_bars_of_a_weight_answer_after_the_vote(vote, said, show):
    figure = show(*place_of("read-a-weight"))
    first = figure.look()
    drag(figure, "handle", -40, 0)
    bars = figure.root.locator("path.bars")
    assert figure.numbers_in_sight() == [], "nothing answers before the vote"
    assert [bar.get_attribute("d") for bar in bars.all()] == ["", "", "", ""], "with their ghosts"
    figure.press_button(vote)
    assert figure.root.locator(".verdict").inner_text() == figure.words[said]
    prompts = figure.root.locator(".explorable-prompt > span").all()
    assert [prompt.is_visible() for prompt in prompts] == [False, True]
    focused = figure.page.evaluate("() => document.activeElement.getAttribute('role')")
    assert focused == "slider", "the focus goes on from the button, which is gone"
    temperature = figure.look()["knobs"][figure.words["handle"]]
    weight = ReadAWeight(temperature=temperature, committed=True)
    shown = [f"{ratio:.2f}" for ratio in (weight.odds_ratio, weight.risk_ratio)]
    assert sorted(figure.numbers_in_sight()) == sorted(shown)
    assert figure.reset() == first


def test_the_bars_of_a_weight_differ_as_soon_as_the_handle_is_dragged(show):
    figure = show(*place_of("read-a-weight"))
    figure.press_button("voteOdds")
    width = "(bar) => bar.getBBox().width"
    bars = [figure.root.locator(f"path.bars.{name}").first for name in ("score", "probability")]
    before = [bar.evaluate(width) for bar in bars]
    drag(figure, "handle", -60, 0)
    after = [bar.evaluate(width) for bar in bars]
    assert after[0] == pytest.approx(before[0], abs=0.1)
    assert after[1] < before[1] - 6


def test_a_link_shows_the_bars_of_a_weight_without_a_vote(visit):
    path, _, place = place_of("read-a-weight")
    address = f"{path}#read-a-weight?temperature=65&colder=10&committed=true"
    figure = Figure(visit(address), place)
    weight = ReadAWeight(temperature=65, colder=10, committed=True)
    expect(figure.root.locator("[data-number=risk_ratio]")).to_have_text(
        weight.key_numbers()["risk_ratio"]
    )
    assert figure.root.locator(".verdict").inner_text() == figure.words["noVote"]


def test_the_page_reads_the_weight_as_python_does(show):
    figure = show(*place_of("read-a-weight"))
    figure.press_button("voteOdds")
    for temperature, colder in [(63, 1), (75, 10), (81, 10), (66.5, 7)]:
        figure.native("temperature").fill(str(temperature))
        figure.native("colder").fill(str(colder))
        weight = ReadAWeight(temperature=temperature, colder=colder, committed=True)
        shown = {name: text.removeprefix("× ") for name, text in figure.numbers().items()}
        exact = {"odds_ratio": weight.odds_ratio, "risk_ratio": weight.risk_ratio}
        assert_shows_all(shown, exact, weight)
    drag(figure, "handle", -60, 0)
    assert parse(figure.numbers()["temperature"])[0] < 64
    figure.opened.assert_quiet()


# ---------------------------------------------------------------- A line through tumors


def test_the_line_is_where_the_score_is_0():
    line = LineThroughTumors(low=18, high=12, weight=1.2)
    bias, w1, w2 = line.parameters
    assert bias + w1 * 18 + w2 * 20 == pytest.approx(0)
    assert bias + w1 * 12 + w2 * 40 == pytest.approx(0)
    assert w1 == 1.2


def test_the_best_line_has_the_numbers_of_the_chapter():
    line = LineThroughTumors()
    features = np.column_stack([line.radius, line.texture])
    fit = logitlab.LogisticRegression().fit(features, line.malignant)
    (w1, w2), b = fit.coef_[0], fit.intercept_[0]
    line.low, line.high = (-(b + w2 * texture) / w1 for texture in (20, 40))
    line.weight = w1
    assert line.mean_surprise == pytest.approx(fit.loss_curve_[-1], rel=1e-9)
    assert line.key_numbers() == {"accuracy": "94.6%", "surprise": "0.155"}


def test_the_page_grades_a_line_as_python_does_and_learns_the_best_one(show):
    figure = show(*place_of("line-through-tumors"))
    for low, high, weight in [(6, 36, 4), (17, 14, 1.3), (30, 8, 0.05)]:
        for name, value in {"low": low, "high": high, "weight": weight}.items():
            figure.native(name).fill(str(value))
        line = LineThroughTumors(low=low, high=high, weight=weight)
        exact = {"accuracy": 100 * line.accuracy, "surprise": line.mean_surprise}
        assert_shows_all(figure.numbers(), exact, line)
    figure.press_button("learn")
    numbers = figure.numbers()
    assert (numbers["accuracy"], numbers["surprise"]) == ("94.6%", "0.155")
    ghost = figure.root.locator(".ghost path")
    assert ghost.get_attribute("d"), "the reader's own line stays behind"
    figure.reset()
    assert not ghost.get_attribute("d")
    figure.opened.assert_quiet()


def test_an_end_of_the_line_follows_the_mouse(show):
    figure = show(*place_of("line-through-tumors"))
    pointer = drag(figure, "lowHandle", -80, 10)
    assert figure.center("lowHandle")[0] == pytest.approx(pointer[0], abs=1.5)
    knobs = figure.look()["knobs"]
    line = LineThroughTumors(low=knobs[figure.words["lowHandle"]])
    assert line.low < 22
    assert_shows(
        figure.numbers(), {"accuracy": 100 * line.accuracy, "surprise": line.mean_surprise}
    )


def test_the_sides_of_the_line_are_named_wherever_it_lies(visit):
    path, _, place = place_of("line-through-tumors")
    for state in ("low=20&high=12", "low=30&high=34", "low=17&high=17&weight=4"):
        figure = Figure(visit(f"{path}#line-through-tumors?{state}"), place)
        figure.look()
        texts = set(figure.root.locator("svg.chart text.note").all_text_contents())
        assert {figure.words["benign"], figure.words["bad"], "10%", "90%"} <= texts, state


# ---------------------------------------------------------------- Pull them apart


@pytest.mark.parametrize(
    ("traits", "slope"),
    [  # tests/module/reference_values.json: logreg_l2-001, -003, logreg_firth-001
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


def with_firth():
    """The figure of the side path, where Firth's penalty can be chosen, too."""
    return next(place for place in EXPLORABLES if place[0].endswith("deeper/separation.html"))


@pytest.mark.parametrize("cure", ["none", "l2", "firth"])
def test_the_page_fits_the_points_as_python_does(cure, show):
    figure = show(*(with_firth() if cure == "firth" else place_of("pull-them-apart")))
    figure.native(cure).check()
    for place, power, steps in [(-3, 4, 25), (-1.1, 1, 3), (-1, 3, 12), (-0.9, -2, 6), (1, 0, 25)]:
        figure.native("place").fill(str(place))
        if cure == "none":
            figure.native("steps").fill(str(steps))
        if cure == "l2":
            figure.native("power").fill(str(power))
        apart = PullThemApart(place=place, power=power, steps=steps, cure=cure)
        numbers = figure.numbers()
        assert_shows(numbers, {"slope": apart.fit[1], "nll": apart.nll})
        assert numbers.get("verdict") == apart.key_numbers().get("verdict")
    figure.opened.assert_quiet()


def test_only_the_controls_that_count_are_there_and_the_verdict_knows_the_penalty(show):
    figure = show(*place_of("pull-them-apart"))
    play = figure.button("play")
    seen = {
        "none": (True, True, False),
        "l2": (False, False, True),
    }
    figure.native("place").fill("1")
    figure.native("steps").fill("25")
    for cure, expected in seen.items():
        figure.native(cure).check()
        figure.look()
        controls = (play, figure.native("steps"), figure.native("power"))
        assert tuple(control.is_visible() for control in controls) == expected
        word = "apart" if cure == "none" else "cured"
        assert figure.numbers()["verdict"] == figure.words[word]
    assert figure.root.get_by_label(figure.words["firth"]).count() == 0, "a side path has it"


def test_dragging_the_handle_across_the_gap_makes_it_separable_and_play_runs_away(show):
    figure = show(*place_of("pull-them-apart"))
    drag(figure, "placeHandle", 190, 30)
    assert "verdict" not in figure.numbers(), "that is what the figure asks"
    assert figure.root.locator(".verdict").inner_text() == ""
    place = figure.look()["knobs"][figure.words["placeHandle"]]
    assert place == pytest.approx(round(place, 1)), "the pointer snaps to tenths"
    assert_shows(figure.numbers(), {"slope": PullThemApart(place=place).fit[1]})
    figure.press_button("play")
    assert_shows(figure.numbers(), {"slope": PullThemApart(place=place, steps=25).fit[1]})
    assert figure.numbers()["verdict"] == figure.words["apart"]
    figure.native("place").fill("-1.5")
    assert figure.numbers()["verdict"] == figure.words["overlap"]


def test_the_dot_at_a_weight_of_0_is_whole_and_the_choice_stands_on_one_line(show):
    figure = show(*place_of("pull-them-apart"))
    options = [figure.native(cure).bounding_box()["y"] for cure in ("none", "l2")]
    assert options[0] == options[1]
    figure.native("l2").check()
    figure.native("power").fill("-2")
    figure.look()
    left = """(root) => {
      const dot = root.querySelectorAll("svg.chart")[1].querySelector(".dots.ink");
      const clip = dot.closest("[clip-path]").getAttribute("clip-path").match(/#([^"')]+)/)[1];
      const edge = document.getElementById(clip).firstElementChild.getBBox().x;
      return Number(dot.getAttribute("d").match(/M([\\d.]+)/)[1]) - edge;
    }"""
    assert figure.root.evaluate(left) > 5, "no edge cuts it in half"


def test_a_tap_beside_the_handle_moves_nothing(show):
    figure = show(*place_of("pull-them-apart"))
    before = figure.look()
    figure.root.locator("svg.chart").first.click(position={"x": 120, "y": 120})
    assert figure.look()["numbers"] == before["numbers"]


def test_arrow_keys_reach_the_tie(show):
    figure = show(*place_of("pull-them-apart"))
    for _ in range(5):
        figure.handle("placeHandle").press("ArrowRight")  # five times 0.1 is not quite 0.5
    figure.native("steps").fill("25")
    assert figure.numbers()["verdict"] == figure.words["tie"]
    tied = PullThemApart(place=-0.9999999999999999, steps=25)
    assert tied.key_numbers()["verdict"] == figure.words["tie"]
