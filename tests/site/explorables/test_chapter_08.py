"""Chapter 8: The last layer, Bend the space, Reliability dial, Cost slider."""

import json
import math
from itertools import pairwise

import numpy as np
import pytest
from playwright.sync_api import expect

import logitlab
from logitlab.explorables import (
    BendTheSpace,
    CostSlider,
    LastLayer,
    ReliabilityDial,
    bend_the_space,
    reliability_dial,
)

from .figure import Figure, assert_shows, assert_shows_the_key_numbers, drag, place_of

# ---------------------------------------------------------------- The last layer


def test_the_slopes_of_the_last_layer_are_the_image_times_the_error():
    layer = LastLayer(image=3, seen=[3, 8])
    assert layer.error.sum() == pytest.approx(0)
    assert layer.error[3] == pytest.approx(layer.probabilities[3] - 1)
    image = layer.slopes[1:, 0] / layer.error[0]
    digits = logitlab.load_digits()
    np.testing.assert_allclose(image, digits.X[np.flatnonzero(digits.y == 3)[0]] / 16)
    # the slope, by a small step of one weight
    x, W = np.r_[1, image], layer.weights
    nudged = W.copy()
    nudged[30, 5] += 1e-6
    losses = [logitlab.cross_entropy_with_logits(x @ weights, 3) for weights in (W, nudged)]
    assert (losses[1] - losses[0]) / 1e-6 == pytest.approx(layer.slopes[30, 5], abs=1e-5)


def test_the_step_is_taken_when_the_reader_has_marked_a_share(show):
    figure = show(*place_of("last-layer"))
    first = figure.look()
    assert first["numbers"] == {"image": "image of a 3", "guess": "0.10"}
    assert not figure.handle("imageHandle").is_visible()
    rail = figure.root.locator("path.muted.thin").nth(1)
    assert not rail.get_attribute("d"), "no line without its handle"
    drag(figure, "markHandle", 0, -40)
    guess = float(figure.numbers()["guess"])
    assert 0.2 < guess < 0.8
    figure.press_button("commit")
    layer = LastLayer(image=5, seen=[3], guess=guess, answer="checked")
    assert_shows_the_key_numbers(figure, layer)
    assert layer.probabilities[3] == layer.probabilities.max() == pytest.approx(0.295, abs=5e-4)
    assert rail.get_attribute("d")
    answer = figure.root.get_by_text(f"{layer.probabilities[3]:.2f}", exact=True)  # beside the mark
    assert answer.count() == 1
    mark = figure.root.locator(".ink.thick.dashed")
    assert (
        mark.get_attribute("d")
        and figure.root.get_by_text(figure.words["you"], exact=True).count() == 1
    )
    assert not figure.handle("markHandle").is_visible(), "a guess that is made stays"
    focused = figure.page.evaluate("() => document.activeElement.getAttribute('aria-label')")
    assert focused == figure.words["imageHandle"], "the focus goes on from the button"
    figure.handle("imageHandle").press("ArrowRight")
    figure.look()
    assert not mark.get_attribute("d"), "the guess was about the 5"
    assert answer.count() == 0
    assert figure.reset() == first
    figure.opened.assert_quiet()


def test_a_link_to_steps_shows_them_without_a_guess(visit):
    path, _, place = place_of("last-layer")
    figure = Figure(visit(f"{path}#last-layer?image=3&seen=3,8&way=forward"), place)
    assert_shows_the_key_numbers(figure, LastLayer(seen=[3, 8]))
    assert figure.handle("imageHandle").is_visible()


def test_steps_on_the_page_are_those_of_python(show):
    figure = show(*place_of("last-layer"))
    button = figure.button("take")
    expect(button, "first comes the guess").to_be_hidden()
    figure.press_button("commit")
    seen = [3]
    for image in (3, 3, 8):
        handle = figure.handle("imageHandle")
        handle.press("Home")
        for _ in range(image):
            handle.press("ArrowRight")
        figure.press_button("backward")
        layer = LastLayer(image=image, seen=seen, way="backward")
        assert_shows(figure.numbers(), {"error": layer.error[image]})
        assert_shows(layer.key_numbers(), {"error": layer.error[image]})
        button.click()
        seen = [*seen, image]
        layer = LastLayer(image=image, seen=seen)
        shown = figure.numbers()["loss"].removeprefix("surprise ")
        assert_shows({"loss": shown}, {"loss": layer.loss})
        assert layer.key_numbers() == {"loss": figure.numbers()["loss"]}
    figure.opened.assert_quiet()


def test_a_tap_on_a_column_chooses_its_image(show):
    figure = show(*place_of("last-layer"))
    figure.press_button("commit")
    box = figure.root.locator("svg.chart").first.bounding_box()
    figure.page.mouse.click(box["x"] + 0.93 * box["width"], box["y"] + 0.5 * box["height"])
    assert figure.numbers()["image"] == "image of a 9"


# ---------------------------------------------------------------- Bend the space


def test_the_stored_training_is_what_gradient_descent_gives():
    stored = json.loads(bend_the_space.STORED.read_text("utf-8"))
    computed = bend_the_space.compute_training()
    np.testing.assert_allclose(stored["points"], computed["points"], atol=2e-3)
    start = bend_the_space.NUMBERS
    np.testing.assert_allclose(stored["weights"][:start], computed["weights"][:start], atol=2e-3)
    # Near step 580 the path turns so sharply that the last bit of a processor's arithmetic grows
    # to tenths. So each stored place is asked for the next one, which has no time to go astray:
    # half a thousandth, of rounding, becomes 0.006 at most, where a step of ten moves 0.05 to 1.3.
    X = np.reshape(stored["points"], (-1, 2))
    places = np.reshape(stored["weights"], (-1, start))
    for here, following in pairwise(places):
        after = bend_the_space.ten_steps(here, X, np.arange(len(X)) % 2)
        np.testing.assert_allclose(after, following, atol=0.01)


def test_the_hidden_layer_makes_a_straight_cut_do():
    start, end = BendTheSpace(), BendTheSpace(step=800)
    assert (start.right, end.right) == (67, 100)
    X, y = np.array(end.points).reshape(-1, 2), np.arange(100) % 2
    straight = logitlab.LogisticRegression().fit(X, y).score(X, y)
    assert (
        straight
        < 0.93
        < 1
        == logitlab.LogisticRegression(C=1e6).fit(end.hidden, y).score(end.hidden, y)
    )


def assert_bent(figure, step):
    bent = BendTheSpace(step=step)
    numbers = figure.numbers()
    assert_shows(numbers, {"right": bent.right, "loss": bent.loss})
    assert_shows(bent.key_numbers(), {"right": bent.right, "loss": bent.loss})


def test_the_page_trains_as_python_does(show):
    figure = show(*place_of("bend-the-space"))
    for step in (10, 50, 200, 400, 800, 0):
        figure.native("step").fill(str(step))
        assert_bent(figure, step)
    figure.press_button("train")
    expect(figure.root.locator("[data-number=right]")).to_have_text("100 of 100 right")
    expect(figure.native("step")).to_have_value("800")
    assert_bent(figure, 800)
    figure.opened.assert_quiet()


FOLDED = """(root) => [...root.querySelectorAll(".dots")].map((path) =>
  [...path.getAttribute("d").matchAll(/M([\\d.-]+) ([\\d.-]+)/g)].map(([, x, y]) => [+x, +y]))"""
CUT = """(root) => [...root.querySelector("path.ink.thick").getAttribute("d")
  .matchAll(/([\\d.-]+) ([\\d.-]+)/g)].map(([, x, y]) => [+x, +y])"""


def test_folded_the_points_stand_where_the_hidden_units_put_them_and_the_cut_is_straight(show):
    figure = show(*place_of("bend-the-space"))
    figure.native("step").fill("800")
    figure.native("fold").fill("1")
    figure.look()
    places = np.concatenate(figure.node.evaluate(FOLDED))
    hidden = BendTheSpace(step=800).hidden
    hidden = np.concatenate([hidden[0::2], hidden[1::2]])
    for k in (0, 1):  # the same up to the scale of the chart
        fit = np.polyfit(hidden[:, k], places[:, k], 1)
        np.testing.assert_allclose(np.polyval(fit, hidden[:, k]), places[:, k], atol=0.6)
    cut = np.array(figure.node.evaluate(CUT))
    assert np.abs(np.polyval(np.polyfit(*cut.T, 1), cut[:, 0]) - cut[:, 1]).max() < 0.1
    figure.native("fold").fill("0")
    figure.look()
    cut = np.array(figure.node.evaluate(CUT))
    assert np.abs(np.polyval(np.polyfit(*cut.T, 1), cut[:, 0]) - cut[:, 1]).max() > 10


def test_fold_is_a_button_too_and_comes_back(show):
    figure = show(*place_of("bend-the-space"))
    button = figure.button("doFold")
    button.click()
    expect(figure.native("fold")).to_have_value("1")
    button.click()
    expect(figure.native("fold")).to_have_value("0")


# ---------------------------------------------------------------- Reliability dial


@pytest.mark.parametrize(("C", "coldest"), [("0.01", 0.1607), ("1", 0.5220)])
def test_the_stored_table_is_what_a_fit_gives(C, coldest):
    z, y = reliability_dial.held_out(C)
    for turn in (-4, -0.8, 0, 2.2):
        nll, *bins = reliability_dial.reliability(z, y, 2.0**turn)
        dial = ReliabilityDial(C=C, turn=turn)
        assert dial.nll == pytest.approx(nll, abs=2e-5)
        stored_bins = dial._entry[1:]
        np.testing.assert_allclose(stored_bins, bins, atol=2e-4)
        assert sum(count for _, count, _, _ in stored_bins) == 899
    valley = [ReliabilityDial(C=C, turn=turn).nll for turn in reliability_dial.TURNS]
    assert 2.0 ** reliability_dial.TURNS[np.argmin(valley)] == pytest.approx(coldest, rel=0.1)


def test_accuracy_freezes_while_the_temperature_turns():
    for C, accuracy in [("0.01", 0.894), ("1", 0.961), ("10000", 0.956)]:
        dials = [ReliabilityDial(C=C, turn=turn) for turn in reliability_dial.TURNS]
        assert {round(dial.accuracy, 3) for dial in dials} == {accuracy}
        assert np.ptp([dial.nll for dial in dials]) > 1
        assert np.all(np.diff([dial.confidence for dial in dials]) < 0)


def shown_by_the_dial(figure):
    numbers = figure.numbers()
    prefixes = {"temperature": "T = ", "nll": "surprise "}
    shown = {name: numbers[name] for name in prefixes if name in numbers}
    assert all(text.startswith(prefixes[name]) for name, text in shown.items())
    return numbers | {name: text.removeprefix(prefixes[name]) for name, text in shown.items()}


def test_the_dial_shows_no_answer_before_the_vote(show):
    figure = show(*place_of("reliability-dial"))
    assert figure.numbers().keys() & {"temperature", "nll", "accuracy"} == {"temperature"}
    assert "96" not in figure.root.inner_text()
    figure.native("turn").fill("2")
    assert "nll" not in figure.numbers()
    figure.press_button("rises")
    expect(figure.root.locator(".verdict")).to_have_text(figure.words["wasWrong"])
    assert_shows(shown_by_the_dial(figure), {"nll": ReliabilityDial(turn=2).nll})


def test_the_page_turns_the_dial_as_python_does(show):
    figure = show(*place_of("reliability-dial"))
    figure.press_button("stays")
    for C, turn in [("1", 0), ("0.01", -2.6), ("10000", 1.4), ("100", -4), ("10", 4)]:
        figure.native(C).check()
        figure.native("turn").fill(str(turn))
        dial = ReliabilityDial(C=C, turn=turn, vote="stays")
        exact = {"temperature": dial.temperature, "nll": dial.nll}
        assert_shows(shown_by_the_dial(figure), exact)
        stored = dial.key_numbers()
        assert_shows(stored | {"temperature": stored["temperature"][4:]}, exact)
    figure.opened.assert_quiet()


def test_the_largest_dot_of_the_dial_is_not_cut_at_the_edge(show):
    figure = show(*place_of("reliability-dial"))
    figure.native("10000").check()
    figure.press_button("stays")
    figure.native("turn").fill("-4")
    figure.look()
    over = figure.root.evaluate(
        """(root) => {
          const end = ({ x, width }) => x + width;
          const svg = root.querySelector("svg.chart");
          const dots = svg.querySelector("path.probability.filled");
          return end(dots.getBBox()) - end(svg.querySelector("clipPath rect").getBBox());
        }"""
    )
    assert over <= 0


def test_dragging_the_dial_turns_the_temperature(show):
    figure = show(*place_of("reliability-dial"))
    figure.press_button("stays")
    before = figure.numbers()
    drag(figure, "turnHandle", -60, 0)
    turn = figure.look()["knobs"][figure.words["turnHandle"]]
    assert turn < 0
    assert_shows(shown_by_the_dial(figure), {"nll": ReliabilityDial(turn=turn).nll})
    assert figure.numbers() != before


# ---------------------------------------------------------------- Cost slider


def test_the_threshold_follows_from_the_costs():
    cost = CostSlider(miss=10, alarm=1, rule="costs")
    assert cost.threshold == pytest.approx(1 / 11)
    assert sum(cost.counts.values()) == len(cost.labels) == 285
    treated = (np.array(cost.labels)[np.array(cost.scores) >= -math.log(10)] == 1).sum()
    assert cost.counts["found"] == treated == 104
    assert cost.mean_cost == pytest.approx((10 * 2 + 1 * 50) / 285)
    assert cost.lowest <= cost.mean_cost
    assert CostSlider(own=1 / 11).counts == cost.counts


def test_what_temperature_does_under_each_rule():
    def decisions(rule):
        figures = [CostSlider(rule=rule, temperature=t) for t in (0.2, 0.5, 1, 2, 4)]
        assert len({figure.lowest for figure in figures}) == 1, "the valley moves, not its depth"
        return [tuple(figure.counts.values()) for figure in figures]

    assert len(set(decisions("half"))) == 1
    assert len(set(decisions("along"))) == 1
    assert set(decisions("along")) == {decisions("costs")[2]}, "at T = 1 both rules agree"
    assert len(set(decisions("costs"))) == 5
    moved = CostSlider(rule="along", temperature=2).threshold
    assert moved == pytest.approx(1 / (1 + math.sqrt(10)))


def assert_cost_slider(figure, cost):
    """The counts, and the mean cost once it is there, are those of the class."""
    numbers = {name: text.removeprefix("cost ") for name, text in figure.numbers().items()}
    exact = {name: cost.counts[name] for name in ("missed", "alarms")}
    other = "asked_cost" if cost.rule == "yours" else "own_cost"
    if cost.checked:
        exact["mean_cost"] = cost.mean_cost
        if other in numbers:  # where the two thresholds are close, it has no room
            exact[other] = cost.other_cost
    assert_shows(numbers, exact)
    stored = {name: text.removeprefix("cost ") for name, text in cost.key_numbers().items()}
    assert_shows(stored, exact)
    assert ("mean_cost" in numbers) == cost.checked
    assert {"asked_cost", "own_cost"} & numbers.keys() <= ({other} if cost.checked else set())
    assert len(figure.numbers_in_sight()) <= 2


@pytest.mark.parametrize("rule", ["yours", "costs", "half", "along"])
def test_the_page_counts_the_costs_as_python_does(rule, show):
    figure = show(*place_of("cost-slider"))
    figure.press_button("check")
    figure.root.get_by_label(figure.words[rule], exact=True).check()
    for miss, alarm, temperature in [(10, 1, 1), (10, 1, 2.5), (1, 20, 0.2), (0.1, 20, 4)]:
        values = {"miss": miss, "alarm": alarm, "temperature": temperature}
        for name, value in values.items():
            figure.native(name).fill(str(value))
        assert_cost_slider(figure, CostSlider(rule=rule, checked=True, **values))
    figure.opened.assert_quiet()


def test_the_threshold_can_be_dragged_before_and_after_the_costs_are_shown(show):
    figure = show(*place_of("cost-slider"))
    assert_cost_slider(figure, CostSlider())
    drag(figure, "ownHandle", -90, 0)
    own = figure.look()["knobs"][figure.words["ownHandle"]]
    assert 0.2 < own < 0.4
    assert_cost_slider(figure, CostSlider(own=own))
    figure.press_button("check")
    assert_cost_slider(figure, CostSlider(own=own, checked=True))
    drag(figure, "ownHandle", 120, 0)
    later = figure.look()["knobs"][figure.words["ownHandle"]]
    assert later > own
    assert_cost_slider(figure, CostSlider(own=later, checked=True))
    figure.press_button("useCosts")
    expect(figure.root.locator("[data-number=missed]")).to_have_text("2")
    expect(figure.root.get_by_label(figure.words["costs"], exact=True)).to_be_checked()
    assert_cost_slider(figure, CostSlider(own=later, rule="costs", checked=True))


def test_the_costs_of_two_thresholds_are_compared_in_the_valley(show):
    figure = show(*place_of("cost-slider"))
    assert figure.numbers_in_sight() == ["16", "9"], "missed and false alarms"
    figure.press_button("check")
    assert figure.numbers_in_sight() == ["0.59", "0.25"], "yours, and from the costs"
    assert figure.root.locator(".verdict").inner_text() == figure.words["crossAsked"]
    texts = figure.root.locator("svg text").all_text_contents()
    assert {"cost 0.59", "0.25", "misses", "false alarms"} <= set(texts)
    figure.press_button("useCosts")
    expect(figure.root.locator("[data-number=own_cost]")).to_have_text("0.59")
    assert figure.numbers_in_sight() == ["0.25", "0.59"]
    assert figure.root.locator(".verdict").inner_text() == figure.words["crossOwn"]


@pytest.mark.parametrize(("word", "by"), [("missHandle", -80), ("alarmHandle", 90)])
def test_dragging_a_bar_moves_the_threshold_that_follows_from_the_costs(word, by, show):
    figure = show(*place_of("cost-slider"))
    figure.press_button("check")
    figure.root.get_by_label(figure.words["costs"], exact=True).check()
    drag(figure, word, by, 5)
    knobs = figure.look()["knobs"]
    miss, alarm = (knobs[figure.words[name]] for name in ("missHandle", "alarmHandle"))
    cost = CostSlider(miss=miss, alarm=alarm, rule="costs", checked=True)
    assert cost.threshold > 1 / 11
    assert_cost_slider(figure, cost)
    assert knobs[figure.words["ownHandle"]] == pytest.approx(cost.threshold, abs=0.005)
