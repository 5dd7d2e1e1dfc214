"""Chapter 12: Ladder, A season of Elo, Chosen and rejected, A grid of pairs."""

import math

import numpy as np
import pytest
from playwright.sync_api import expect

from logitlab import load_digits, softmax
from logitlab.explorables import ChosenAndRejected, EloSeason, GridOfPairs, Ladder
from logitlab.explorables.chosen_and_rejected import REFERENCE
from logitlab.explorables.grid_of_pairs import (
    _through_unit,
    _unit,
    grade,
    make_stored,
    stored,
    train_pairs,
)
from logitlab.explorables.ladder import TEAMS, UNBEATEN, WINS

from .figure import Figure, assert_shows, assert_shows_all, drag, place_of

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
    figure.press_button("commit")
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

    def shows(**traits):
        pair = trained(step=25, **traits)
        shown = figure.look()["numbers"]
        shown = {**shown, "margin": shown["margin"].split()[-1]}
        exact = {"chosen": 100 * pair.probabilities[1], "margin": pair.margin}
        assert_shows_all(shown, exact, pair)

    shows()
    figure.native("beta").fill("0.4")
    shows(beta=0.4)
    knob = figure.handle("rejectedHandle")
    knob.press("Shift+ArrowRight")
    knob.press("ArrowUp")
    shows(beta=0.4, x=-0.9, y=1.0)
    figure.root.get_by_label(figure.words["own"], exact=True).check()
    shows(beta=0.4, x=-0.9, y=1.0, scores="own")
    undo = figure.root.get_by_role("button", name="Undo")
    for traits in ({"beta": 0.4, "x": -0.9, "y": 1.0}, {"beta": 0.4}, {}):
        undo.click()
        shows(**traits)


def test_chosen_and_rejected_the_share_stands_at_the_end_of_its_bar(show):
    figure = show(*place_of("chosen-and-rejected"))
    figure.native("guess").fill("0.69")
    committed(figure)
    share = figure.root.locator("[data-number=chosen]")
    expect(share).to_have_text("3%")
    bar = figure.root.locator(".bars.probability").first.bounding_box()
    gap = share.bounding_box()["x"] - bar["x"] - bar["width"]
    assert 0 < gap < 20, "not beside the mark at 69%"


def test_chosen_and_rejected_with_five_scores_asks_for_no_drag(show):
    figure = show(*place_of("chosen-and-rejected"))
    committed(figure)
    prompt = figure.root.locator(".explorable-prompt span:visible")
    assert prompt.inner_text() == figure.words["next"]
    figure.root.get_by_label(figure.words["own"], exact=True).check()
    expect(prompt).to_have_text(figure.words["free"])
    expect(figure.handle("rejectedHandle")).to_be_hidden()
    for name in ("x", "y"):
        expect(figure.native(name)).to_be_disabled()
    figure.root.get_by_label(figure.words["shared"], exact=True).check()
    expect(prompt).to_have_text(figure.words["next"])
    expect(figure.native("x")).to_be_enabled()


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
    figure.press_button("commit")
    expect(figure.root.get_by_text(figure.words["you"], exact=True)).to_be_visible()
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
    figure.press_button("deal")
    pairs = GridOfPairs(**grid, deal=1)
    assert_shows_all(figure.look()["numbers"], {"share": pairs.share, "loss": pairs.loss}, pairs)


# ---------------------------------------------------------------- Ladder


def level_of(figure, team):
    """The knob of a team."""
    return figure.root.locator(f'g[aria-label="level of {team}"]')


def test_ladder_the_best_levels_are_the_published_ones():
    best = Ladder().best
    assert best.sum() == pytest.approx(0, abs=1e-12)
    # Agresti (2002), table 10.11, and BradleyTerry2; Baltimore is the first in the alphabet
    published = [0, 1.1077, 0.6839, 1.4364, 1.5814, 1.2476, 1.2945]
    assert best - best[0] == pytest.approx(published, abs=5e-5)
    assert Ladder().lowest == pytest.approx(172.2482, abs=5e-5)
    at_best = Ladder(levels=best.tolist())
    assert at_best.expected == pytest.approx(at_best.wins.sum(axis=1), abs=1e-9)
    assert Ladder().surprise == pytest.approx(273 * math.log(2))


@pytest.mark.parametrize("traits", [{}, {"unbeaten": True}, {"cure": "l2", "power": -1.0}])
def test_ladder_the_arrows_are_the_slopes(traits):
    levels = np.random.default_rng(0).normal(size=7)
    figure = Ladder(levels=levels.tolist(), **traits)
    for k in range(7):
        ends = []
        for h in (1e-5, -1e-5):
            moved = levels.copy()
            moved[k] += h
            ends.append(Ladder(levels=moved.tolist(), **traits).objective)
        slope = (ends[0] - ends[1]) / 2e-5
        assert slope == pytest.approx(figure.errors[k] + figure.strength * levels[k], abs=1e-4)


def test_ladder_an_unbeaten_team_runs_away_unless_levels_cost_something():
    figure, places = Ladder(unbeaten=True), []
    assert figure.best is None and figure.lowest is None
    for _ in range(4):
        figure.levels = figure.searched().tolist()
        places.append(figure.levels[UNBEATEN])
    assert np.all(np.diff(places) > 0.1)
    cured = Ladder(unbeaten=True, cure="l2")
    assert cured.best[UNBEATEN] == pytest.approx(2.87, abs=0.005)
    assert cured.best.sum() == pytest.approx(0, abs=1e-12)
    at_best = Ladder(levels=cured.best.tolist(), unbeaten=True, cure="l2")
    assert at_best.errors + at_best.best == pytest.approx(np.zeros(7), abs=1e-9)


def test_ladder_only_gaps_count_without_a_penalty():
    levels = [0.1, -0.4, 0.3, 0, 0.6, 0, -0.6]
    assert Ladder(levels=levels, shift=1.7).objective == Ladder(levels=levels).objective
    penalized = Ladder(levels=levels, cure="l2")
    slid = Ladder(levels=levels, cure="l2", shift=1.7)
    assert slid.objective > penalized.objective


def test_ladder_tells_the_best_one_only_after_a_check(show):
    figure = show(*place_of("ladder"))
    assert_shows_all(shown_values(figure), {"surprise": Ladder().surprise}, Ladder())
    knob = level_of(figure, "Detroit")
    knob.press("Shift+ArrowRight")
    levels = [0.0] * 7
    levels[3] = 0.5
    assert_shows(shown_values(figure), {"surprise": Ladder(levels=levels).surprise})
    figure.press_button("commit")
    mine = Ladder(levels=levels, committed=True)
    exact = {"surprise": mine.surprise, "lowest": mine.lowest}
    assert_shows_all(shown_values(figure), exact, mine)
    told = figure.root.locator(".verdict").inner_text()
    assert f"{mine.surprise - mine.lowest:.2f}" in told
    figure.reset()
    assert "lowest" not in figure.numbers()
    figure.opened.assert_quiet()


def test_ladder_an_arrow_ends_before_the_cross_and_without_crosses_none_are_promised(show):
    figure = show(*place_of("ladder"))
    figure.press_button("commit")
    tips = figure.root.evaluate(
        """(root) => {
          const ends = (path) => {
            const d = path.getAttribute("d") ?? "";
            return [...d.matchAll(/[ML](-?[.\\d]+) /g)].map((m) => Number(m[1]));
          };
          const crosses = ends(root.querySelector(".cross"));
          return [...root.querySelectorAll("path.gradient")].map(ends)
            .map(([from, tip], k) => [from, tip, crosses[k]]);
        }"""
    )
    assert len(tips) == 7
    for start, tip, cross in tips:
        assert abs(tip - start) <= abs(cross - start)
        assert (tip - start) * (cross - start) >= 0
    prompt = figure.root.locator(".explorable-prompt span:visible")
    assert prompt.inner_text() == figure.words["next"]
    figure.native("unbeaten").check()
    expect(prompt).to_have_text(figure.words["endless"])
    figure.root.get_by_label(figure.words["l2"], exact=True).check()
    expect(prompt).to_have_text(figure.words["next"])


def test_ladder_a_drag_moves_one_team_and_search_finds_the_best(show):
    figure = show(*place_of("ladder"))
    knob = level_of(figure, "Boston")
    before = knob.locator(".handle-knob").bounding_box()
    mouse = figure.page.mouse
    x, y = before["x"] + before["width"] / 2, before["y"] + before["height"] / 2
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + 60, y, steps=4)
    mouse.up()
    levels = [0.0] * 7
    levels[1] = figure.look()["knobs"]["level of Boston"]
    assert 0.3 < levels[1] < 1.5
    assert_shows(shown_values(figure), {"surprise": Ladder(levels=levels).surprise})
    figure.press_button("commit")
    for state, presses in (({}, 1), ({"unbeaten": True}, 2)):
        if state:
            figure.native("unbeaten").check()
        for _ in range(presses):
            explorable = Ladder(levels=levels, **state)
            levels = explorable.searched().tolist()
            figure.press_button("search")
            after = Ladder(levels=levels, **state)
            assert_shows(shown_values(figure), {"surprise": after.surprise})
    assert figure.numbers()["lowest"] == figure.words["nothing"]
    figure.root.get_by_label(figure.words["l2"], exact=True).check()
    cured = Ladder(levels=levels, unbeaten=True, cure="l2", committed=True)
    exact = {"objective": cured.objective, "lowest": cured.lowest}
    assert_shows_all(shown_values(figure), exact, cured)


def shown_values(figure):
    """The numbers of the figure, each without the words before it."""
    return {name: text.rpartition(" ")[2] for name, text in figure.numbers().items()}


# ---------------------------------------------------------------- A season of Elo


def test_elo_season_is_a_gradient_step_on_one_game_after_the_other():
    season = EloSeason(played=273, K=24, order=3)
    counted = np.zeros((7, 7), int)
    for winner, loser in season.season:
        counted[winner, loser] += 1
    assert (counted == WINS).all(), "each game once"
    assert season.season != EloSeason(order=4).season
    # in nats, with the slope of the surprise taken numerically
    levels, size = np.zeros(7), 24 * math.log(10) / 400
    for winner, loser in season.season[:40]:
        slopes = []
        for k in range(7):
            ends = [levels + h * np.eye(7)[k] for h in (1e-6, -1e-6)]
            cost = [math.log1p(math.exp(-(z[winner] - z[loser]))) for z in ends]
            slopes.append((cost[0] - cost[1]) / 2e-6)
        levels = levels - size * np.array(slopes)
    points = 1500 + 400 / math.log(10) * levels
    assert season.ratings[40] == pytest.approx(points, abs=1e-3)
    assert season.ratings.sum(axis=1) == pytest.approx(np.full(274, 7 * 1500))


def test_elo_season_the_step_size_decides():
    def mean_surprise(K):
        return np.mean(
            [EloSeason(played=273, K=K, order=order).mean_surprise for order in range(10)]
        )

    assert mean_surprise(16) < min(mean_surprise(4), mean_surprise(64))
    assert mean_surprise(16) == pytest.approx(0.662, abs=5e-4)
    assert mean_surprise(100) > math.log(2)
    firsts = {
        int(EloSeason(played=273, K=24, order=order).ratings[-1].argmax()) for order in range(6)
    }
    assert len(firsts) > 1, "another order, another champion"


def begin_season(figure):
    figure.press_button("begin")
    expect(figure.native("played")).to_have_value("273")  # at once: reduced motion


def test_elo_season_finds_when_the_lines_were_closest_to_their_crosses():
    for order in range(4):
        season = EloSeason(played=273, order=order)
        off = np.abs(season.ratings - season.goals).mean(axis=1)
        assert off[season.closest] == off.min() < off[0] / 2
        assert EloSeason(played=season.closest, order=order).closest == season.closest
        assert off[-1] > off.min(), "they do not stay"


def test_elo_season_answers_only_after_the_mark(show):
    figure = show(*place_of("elo-season"))
    first = figure.look()
    assert first["numbers"].keys() == {"guess"}
    assert figure.numbers_in_sight() == []
    texts = figure.root.locator("svg text")
    assert "MIL" not in texts.all_text_contents(), "all are at 1500"
    drag(figure, "mark", 40, 0)
    marked = figure.look()["knobs"][figure.words["mark"]]
    assert marked > EloSeason().guess
    begin_season(figure)
    season = EloSeason(played=273)
    numbers = figure.numbers()
    assert "MIL" in texts.all_text_contents()
    exact = {"closest": season.closest, "surprise": season.mean_surprise}
    assert numbers["closest"] == f"closest: {season.closest}"
    numbers["closest"] = numbers["closest"].rpartition(" ")[2]
    assert_shows_all(numbers, exact, season)
    assert sorted(figure.numbers_in_sight()) == sorted(numbers[name] for name in exact)
    assert not figure.handle("mark").is_visible(), "a mark that is set stays"
    focused = figure.page.evaluate("() => document.activeElement.textContent")
    assert focused == figure.words["play"], "the focus goes on from the button, which is gone"
    figure.root.get_by_role("button", name="Undo").click()
    expect(figure.handle("mark")).to_be_visible()
    assert figure.look()["knobs"][figure.words["mark"]] == marked
    assert figure.reset() == first


def test_elo_season_shows_what_was_played_in_a_link(visit):
    path, _, place = place_of("elo-season")
    figure = Figure(visit(f"{path}#elo-season?K=100&played=273"), place)
    season = EloSeason(played=273, K=100)
    expect(figure.root.locator("[data-number=surprise]")).to_have_text(
        f"{season.mean_surprise:.3f}"
    )
    expect(figure.native("played")).to_be_visible()


def test_elo_season_shows_what_the_class_computes(show):
    figure = show(*place_of("elo-season"))
    begin_season(figure)
    figure.native("played").fill("120")
    for order, K in ((0, 24), (0, 60), (1, 60)):
        figure.native("K").fill(str(K))
        if order:
            figure.press_button("another")
        season = EloSeason(played=120, K=K, order=order)
        numbers = figure.numbers()
        assert numbers["closest"].startswith("so far: "), "the season goes on"
        numbers["closest"] = numbers["closest"].rpartition(" ")[2]
        exact = {"closest": season.closest, "surprise": season.mean_surprise}
        assert_shows_all(numbers, exact, season)
        told = " ".join(figure.root.locator(".verdict, .explorable-fold > p").all_inner_texts())
        winner, loser = season.season[119]
        assert f"{TEAMS[winner]} beat {TEAMS[loser]}" in told
        assert f"gains {K * (1 - season.chances[119]):.1f} points" in told
    figure.opened.assert_quiet()
