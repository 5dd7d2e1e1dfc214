"""Chapter 8: Reliability dial, Cost slider."""

import math

import numpy as np
import pytest

from logitlab.explorables import CostSlider, ReliabilityDial, reliability_dial

from .figure import assert_shows, drag, place_of

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


def assert_reliability_dial(figure, dial):
    names = ("accuracy", "confidence", "nll", "ece", "temperature")
    exact = {name: getattr(dial, name) for name in names}
    assert_shows(figure.numbers(), exact)
    assert_shows(dial.key_numbers(), exact)


def test_the_page_turns_the_dial_as_python_does(show):
    figure = show(*place_of("reliability-dial"))
    for C, turn in [("1", 0), ("0.01", -2.6), ("10000", 1.4), ("100", -4), ("10", 4)]:
        figure.native(C).check()
        figure.native("turn").fill(str(turn))
        assert_reliability_dial(figure, ReliabilityDial(C=C, turn=turn))
    figure.opened.assert_quiet()


def test_dragging_the_ring_changes_all_but_the_accuracy(show):
    figure = show(*place_of("reliability-dial"))
    before = figure.numbers()
    drag(figure, "turnHandle", -60, 0)
    after = figure.numbers()
    turn = figure.look()["knobs"][figure.words["turnHandle"]]
    assert turn < 0
    assert_reliability_dial(figure, ReliabilityDial(turn=turn))
    assert after["accuracy"] == before["accuracy"]
    assert all(after[name] != before[name] for name in ("nll", "ece", "confidence"))


# ---------------------------------------------------------------- Cost slider


def test_the_threshold_follows_from_the_costs():
    cost = CostSlider(miss=10, alarm=1)
    assert cost.threshold == pytest.approx(1 / 11)
    assert sum(cost.counts.values()) == len(cost.labels) == 285
    treated = (np.array(cost.labels)[np.array(cost.scores) >= -math.log(10)] == 1).sum()
    assert cost.counts["found"] == treated == 104
    assert cost.mean_cost == pytest.approx((10 * 2 + 1 * 50) / 285)
    assert cost.lowest <= cost.mean_cost


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
    numbers = figure.numbers()
    exact = {name: getattr(cost, name) for name in ("threshold", "mean_cost", "lowest")}
    assert_shows(numbers, exact)
    assert_shows(cost.key_numbers(), exact)
    assert {name: int(numbers[name]) for name in cost.counts} == cost.counts


@pytest.mark.parametrize("rule", ["costs", "half", "along"])
def test_the_page_counts_the_costs_as_python_does(rule, show):
    figure = show(*place_of("cost-slider"))
    figure.native(rule).check()
    for miss, alarm, temperature in [(10, 1, 1), (10, 1, 2.5), (1, 20, 0.2), (0.1, 20, 4)]:
        values = {"miss": miss, "alarm": alarm, "temperature": temperature}
        for name, value in values.items():
            figure.native(name).fill(str(value))
        assert_cost_slider(figure, CostSlider(rule=rule, **values))
    figure.opened.assert_quiet()


@pytest.mark.parametrize(("word", "by"), [("missHandle", -80), ("alarmHandle", 90)])
def test_dragging_a_bar_moves_the_threshold(word, by, show):
    figure = show(*place_of("cost-slider"))
    before = float(figure.numbers()["threshold"])
    drag(figure, word, by, 5)
    knobs = figure.look()["knobs"]
    miss, alarm = (knobs[figure.words[name]] for name in ("missHandle", "alarmHandle"))
    assert_cost_slider(figure, CostSlider(miss=miss, alarm=alarm))
    assert float(figure.numbers()["threshold"]) > before
