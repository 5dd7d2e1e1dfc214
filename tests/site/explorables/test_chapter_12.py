"""Chapter 12: Chosen and rejected, A grid of pairs."""

import math

import numpy as np
import pytest
from playwright.sync_api import expect

from logitlab import load_digits, softmax
from logitlab.explorables import ChosenAndRejected, GridOfPairs
from logitlab.explorables.chosen_and_rejected import REFERENCE
from logitlab.explorables.grid_of_pairs import (
    _through_unit,
    _unit,
    grade,
    make_stored,
    stored,
    train_pairs,
)

from .figure import assert_shows_all, drag, parse, place_of

# ---------------------------------------------------------------- Chosen and rejected


def trained(**traits):
    return ChosenAndRejected(committed=True, **{"step": 40, **traits})


def test_chosen_and_rejected_the_weights_are_those_of_gradient_descent_on_the_surprise():
    # other code: the derivative of the surprise of the pair is taken numerically, in scores that
    # are a map's two coordinates times two weights
    pair = ChosenAndRejected(beta=0.7)
    places = pair.features

    def surprise(weights):
        shares = np.array(REFERENCE) * np.exp(places @ weights)
        shares /= shares.sum()
        ratio = np.log(shares / REFERENCE)
        return -math.log(1 / (1 + math.exp(-0.7 * (ratio[1] - ratio[0]))))

    weights, small = np.zeros(2), 1e-6
    for _ in range(40):
        slope = [
            (surprise(weights + small * way) - surprise(weights - small * way)) / (2 * small)
            for way in np.eye(2)
        ]
        weights -= 0.2 / 0.7 * np.array(slope)
    found = trained(beta=0.7)
    assert found.weights == pytest.approx(weights, abs=1e-6)
    assert found.loss == pytest.approx(surprise(weights), abs=1e-6)


def test_chosen_and_rejected_the_margin_grows_while_the_chosen_share_falls():
    states = [trained(step=step) for step in range(41)]
    assert np.all(np.diff([state.margin for state in states]) > 0)
    assert np.all(np.diff([state.loss for state in states]) < 0)
    assert np.all(np.diff([state.probabilities[1] for state in states]) < 0)
    first, last = states[0], states[-1]
    assert first.probabilities == pytest.approx(REFERENCE)
    assert first.loss == pytest.approx(math.log(2))
    assert last.probabilities[[1, 4]] == pytest.approx([0.025, 0.553], abs=5e-4)


@pytest.mark.parametrize("beta", [0.1, 1, 4])
def test_chosen_and_rejected_with_scores_of_their_own_the_chosen_answer_gains(beta):
    states = [trained(step=step, scores="own", beta=beta) for step in range(41)]
    assert np.all(np.diff([state.probabilities[1] for state in states]) > 0)
    # beta decides how far the policy goes, not in which direction
    shared = trained(beta=beta)
    assert shared.probabilities[1] < REFERENCE[1]
    assert shared.weights[0] / shared.weights[1] == pytest.approx(0.7 / -0.3)


def test_chosen_and_rejected_the_chosen_answer_loses_where_the_mean_lies_beyond_it():
    rng = np.random.default_rng(0)
    for x, y in rng.uniform([-2.3, -1.4], [2.3, 1.4], (60, 2)):
        step = int(rng.integers(0, 40))
        now, then = trained(x=x, y=y, step=step), trained(x=x, y=y, step=step + 1)
        places = now.features
        way = places[1] - places[0]
        beyond = (now.probabilities @ places - places[1]) @ way
        change = math.log(then.probabilities[1] / now.probabilities[1])
        if abs(beyond) > 0.25 * way @ way:  # near zero, a step of some length may decide otherwise
            assert np.sign(change) == -np.sign(beyond)


def committed(figure):
    figure.root.get_by_role("button", name=figure.words["commit"], exact=True).click()
    step = figure.native("step")
    expect(step).to_have_value("40")
    return step


def test_chosen_and_rejected_answers_only_after_the_mark(show):
    figure = show(*place_of("chosen-and-rejected"))
    assert figure.look()["numbers"].get("chosen", "") == ""
    assert "margin" not in figure.look()["numbers"]
    drag(figure, "mark", 60, 0)
    marked = figure.look()["knobs"][figure.words["mark"]]
    assert marked > 0.5
    committed(figure)
    verdict = figure.root.locator(".verdict")
    expect(verdict).to_contain_text(f"{100 * marked:.0f}%")
    pair = trained()
    shown = figure.look()["numbers"]
    exact = {"chosen": 100 * pair.probabilities[1], "margin": pair.margin}
    shown = {**shown, "margin": shown["margin"].split()[-1]}
    assert_shows_all(shown, exact, pair)


def test_chosen_and_rejected_shows_the_numbers_of_the_class_and_undoes(show):
    figure = show(*place_of("chosen-and-rejected"))
    committed(figure).fill("25")

    def numbers():
        shown = figure.look()["numbers"]
        return parse(shown["chosen"])[0], float(shown["margin"].split()[-1])

    def exact(**traits):
        pair = trained(step=25, **traits)
        return pytest.approx((100 * pair.probabilities[1], pair.margin), abs=0.51)

    assert numbers() == exact()
    figure.native("beta").fill("0.4")
    assert numbers() == exact(beta=0.4)
    figure.page.wait_for_timeout(700)  # what follows a rest is undone by itself
    knob = figure.handle("rejectedHandle")
    knob.press("Shift+ArrowRight")
    knob.press("ArrowUp")
    assert numbers() == exact(beta=0.4, x=-0.9, y=1.0)
    figure.page.wait_for_timeout(700)
    figure.root.get_by_label(figure.words["own"], exact=True).check()
    assert numbers() == exact(beta=0.4, scores="own")
    undo = figure.root.get_by_role("button", name=figure.words["undo"], exact=True)
    for traits in ({"beta": 0.4, "x": -0.9, "y": 1.0}, {"beta": 0.4}, {}):
        expect(undo).to_have_attribute("aria-disabled", "false")
        undo.click()
        figure.page.wait_for_timeout(700)
        assert numbers() == exact(**traits)
    expect(undo).to_have_attribute("aria-disabled", "true")


# ---------------------------------------------------------------- A grid of pairs


def test_grid_of_pairs_the_script_trains_what_is_stored():
    trained, kept = make_stored(), stored()
    assert trained.keys() == kept.keys()
    assert trained["pictures"] == kept["pictures"]
    for name in ("weights", "shift", "captions", "temperature", "threshold"):
        # after 1000 steps, other computers may differ in a last digit
        assert np.array(trained[name]) == pytest.approx(np.array(kept[name]), abs=0.02)


def test_grid_of_pairs_the_slopes_of_a_step_are_those_of_the_mean_surprise():
    rng = np.random.default_rng(1)
    rows, slope = rng.normal(size=(3, 6)), rng.normal(size=(3, 6))
    found, small = _through_unit(rows, slope), 1e-6
    for place in np.ndindex(rows.shape):
        moved = rows.copy()
        moved[place] += small
        change = ((_unit(moved) - _unit(rows)) * slope).sum() / small
        assert found[place] == pytest.approx(change, abs=1e-5)


def test_grid_of_pairs_pictures_that_were_not_drawn_find_their_captions():
    trained = train_pairs()
    assert grade(trained) > 0.9 > grade(train_pairs(batch=2)) > 0.8
    y = load_digits().y
    assert not set(np.ravel(stored()["pictures"])) - set(trained["held_out"])
    assert y[stored()["pictures"]].tolist() == [list(range(10))] * 5


def test_grid_of_pairs_a_grid_that_knows_nothing_costs_ln_n():
    for n in (2, 5, 10):
        rows = softmax(np.zeros((n, n)))
        assert -np.log(np.diag(rows)).mean() == pytest.approx(math.log(n))
    # at temperature 1 the best that cosines allow is 1 with the own caption, -1/9 with the others
    best = math.e / (math.e + 9 * math.exp(-1 / 9))
    assert best == pytest.approx(0.252, abs=5e-4)
    for deal in range(5):
        grid = GridOfPairs(deal=deal, committed=True)
        assert 0.1 < grid.share < best
        assert grid.loss < math.log(10)


def test_grid_of_pairs_the_loss_turns_near_the_learned_temperature():
    losses = {t: GridOfPairs(temperature=t).loss for t in np.geomspace(0.01, 1, 61)}
    lowest = min(losses, key=losses.get)
    assert 0.04 < lowest < 0.1 and 0.04 < stored()["temperature"] < 0.1
    assert losses[min(losses)] > losses[lowest] < losses[max(losses)]


@pytest.mark.parametrize("reading", ["rows", "columns", "cells"])
def test_grid_of_pairs_reads_the_grid_as_it_says(reading):
    ten, five = (GridOfPairs(n=n, reading=reading, temperature=0.1) for n in (10, 5))
    p = ten.probabilities
    if reading == "cells":  # a cell does not look at the others
        assert p[:5, :5] == pytest.approx(five.probabilities)
        right = np.eye(10, dtype=bool)
        assert ten.loss == pytest.approx(-np.log(np.where(right, p, 1 - p)).sum() / 10)
    else:
        assert p.sum(axis=1 if reading == "rows" else 0) == pytest.approx(np.ones(10))
        assert np.all(np.diag(five.probabilities) > np.diag(p)[:5])  # fewer rivals
        assert ten.loss == pytest.approx(-np.log(np.diag(p)).mean())


def test_grid_of_pairs_answers_after_the_mark_and_shows_the_numbers_of_the_class(show):
    figure = show(*place_of("grid-of-pairs"))
    assert "share" not in figure.look()["numbers"]
    drag(figure, "mark", -60, 0)
    assert figure.look()["knobs"][figure.words["mark"]] < 0.4
    figure.root.get_by_role("button", name=figure.words["commit"], exact=True).click()
    states = [{}, {"temperature": 0.1}, {"n": 4}, {"reading": "columns"}, {"reading": "cells"}]
    grid = {"committed": True}
    for state in states:
        grid |= state
        for trait, value in state.items():
            if trait == "reading":
                figure.root.get_by_label(figure.words[value], exact=True).check()
            else:
                power = math.log10(value) if trait == "temperature" else value
                figure.native(trait).fill(str(power))
        pairs = GridOfPairs(**grid)
        exact = {"share": pairs.share, "loss": pairs.loss}
        assert_shows_all(figure.look()["numbers"], exact, pairs)
    figure.root.get_by_role("button", name=figure.words["deal"], exact=True).click()
    pairs = GridOfPairs(**grid, deal=1)
    assert_shows_all(figure.look()["numbers"], {"share": pairs.share, "loss": pairs.loss}, pairs)
