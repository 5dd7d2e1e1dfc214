"""Chapter 2: Evidence ruler, Odds versus risk."""

import itertools
import math

import numpy as np
import pytest

from logitlab import LogisticRegression, load_breast_cancer
from logitlab.explorables import EvidenceRuler, OddsVersusRisk

from .figure import assert_shows_all, drag, place_of

# ---------------------------------------------------------------- Evidence ruler

RESULTS = ["not_done", "positive", "negative"]


def assert_evidence_ruler(figure, **chosen):
    """Assert that the numbers are what Python computes for the knobs and the chosen results."""
    look = figure.look()
    knobs = {word: look["knobs"][figure.words[f"{word}Handle"]] for word in ("prior", "shift")}
    ruler = EvidenceRuler(**knobs, **chosen)
    exact = {
        "before": 1 / (1 + math.exp(-ruler.prior)),
        "evidence": ruler.evidence,
        "posterior": ruler.posterior,
        "after": ruler.probability,
        "score_ill": ruler.scores[0],
        "score_healthy": ruler.scores[1],
        "gap": ruler.scores[0] - ruler.scores[1],
    }
    assert_shows_all(look["numbers"], exact, ruler)
    return ruler


def lengths(figure):
    """The width in px of the step of test A on the two rulers."""
    return figure.root.locator("svg.chart").evaluate_all(
        "(all) => all.slice(0, 2).map((chart) =>"
        " chart.querySelectorAll('path.thick')[1].getBBox().width)"
    )


def test_a_step_of_evidence_keeps_its_length_on_the_ruler_and_not_in_probability(show):
    figure = show(*place_of("evidence-ruler"))
    seen = []
    for prior in ("-4.6", "-1.1", "3"):
        figure.native("prior").fill(prior)
        assert assert_evidence_ruler(figure).prior == float(prior)
        seen.append(lengths(figure))
    ruler, bar = np.transpose(seen)
    np.testing.assert_allclose(ruler, ruler[0], atol=0.05)
    assert bar[1] > 5 * bar[0] and bar[1] > 5 * bar[2]


def test_the_ruler_follows_the_mouse_and_every_result(show):
    figure = show(*place_of("evidence-ruler"))
    drag(figure, "priorHandle", 60, 20)
    assert assert_evidence_ruler(figure).prior > -4.6
    chosen = {}
    for place, test in enumerate(("test_a", "test_b", "test_c")):
        for result in RESULTS:
            chosen[test] = result
            group = figure.root.locator("fieldset").nth(place)
            group.locator(f"input[value={result}]").check()
            assert_evidence_ruler(figure, **chosen)
    figure.opened.assert_quiet()


def test_a_constant_added_to_both_scores_moves_nothing_else(show):
    figure = show(*place_of("evidence-ruler"))
    before = figure.numbers()
    pointer = drag(figure, "shiftHandle", 100, 0)
    ruler = assert_evidence_ruler(figure)
    after = figure.numbers()
    assert ruler.shift > 2
    assert figure.center("shiftHandle")[0] == pytest.approx(pointer[0], abs=1)
    moved = {name for name in before if before[name] != after[name]}
    assert moved == {"score_ill", "score_healthy", "shift"}


def test_the_evidence_ruler_adds_what_bayes_multiplies():
    chances = {
        "test_a": {"positive": (0.9, 0.1), "negative": (0.1, 0.9)},
        "test_b": {"positive": (0.75, 0.25), "negative": (0.25, 0.75)},
        "test_c": {"positive": (0.6, 0.05), "negative": (0.4, 0.95)},
    }
    for results in itertools.product(RESULTS, repeat=3):
        chosen = dict(zip(chances, results, strict=True))
        ruler = EvidenceRuler(prior=-math.log(99), shift=3.5, **chosen)
        pairs = [chances[test][r] for test, r in chosen.items() if r != "not_done"]
        ill = 0.01 * math.prod(pair[0] for pair in pairs)
        healthy = 0.99 * math.prod(pair[1] for pair in pairs)
        assert ruler.probability == pytest.approx(ill / (ill + healthy), rel=1e-12)
        assert ruler.posterior == pytest.approx(math.log(ill / healthy), abs=1e-12)
        expected = [math.log(ill) + 3.5, math.log(healthy) + 3.5]
        assert list(ruler.scores) == pytest.approx(expected, rel=1e-12)
    assert EvidenceRuler(prior=-math.log(99)).probability == pytest.approx(1 / 12, rel=1e-13)


# ---------------------------------------------------------------- Odds versus risk


def assert_odds_versus_risk(figure):
    """Assert that the numbers are what Python computes for the two knobs."""
    look = figure.look()
    knobs = {word: look["knobs"][figure.words[word]] for word in ("baselineHandle", "ratioHandle")}
    risk = OddsVersusRisk(baseline=knobs["baselineHandle"], odds_ratio=knobs["ratioHandle"])
    exact = {
        "after": risk.probability,
        "risk_ratio": risk.risk_ratio,
        "risk_difference": risk.risk_difference,
        "odds_before": risk.odds,
        "odds_after": risk.odds * risk.odds_ratio,
    }
    assert_shows_all(look["numbers"], exact, risk)
    return risk


def test_the_risk_ratio_falls_from_the_odds_ratio_to_1_on_dragging(show):
    figure = show(*place_of("odds-versus-risk"))
    ratios = []
    for right in (-500, 150, 600):
        drag(figure, "baselineHandle", right, 0)
        ratios.append(assert_odds_versus_risk(figure).risk_ratio)
    assert ratios[0] == pytest.approx(3.17, abs=0.01)
    assert ratios == sorted(ratios, reverse=True)
    assert ratios[2] == pytest.approx(1, abs=0.01)


def test_the_square_follows_the_pointer_and_sets_the_odds_ratio(show):
    figure = show(*place_of("odds-versus-risk"))
    pointer = drag(figure, "ratioHandle", 0, 90)
    risk = assert_odds_versus_risk(figure)
    assert risk.odds_ratio < 3.17 and risk.baseline == 0.3
    assert figure.center("ratioHandle")[1] == pytest.approx(pointer[1], abs=1)
    figure.native("odds_ratio").fill("0.5")
    assert assert_odds_versus_risk(figure).risk_difference < 0
    figure.opened.assert_quiet()


def test_odds_versus_risk_multiplies_the_odds():
    for baseline, odds_ratio in [(0.001, 0.1), (0.3, 3.17), (0.5, 1), (0.999, 10)]:
        risk = OddsVersusRisk(baseline=baseline, odds_ratio=odds_ratio)
        odds = risk.probability / (1 - risk.probability)
        assert odds == pytest.approx(odds_ratio * baseline / (1 - baseline), rel=1e-12)
        assert risk.risk_ratio == pytest.approx(risk.probability / baseline, rel=1e-12)
    data = load_breast_cancer()
    fit = LogisticRegression().fit(data.column("worst radius")[:, None], data.y)
    for step, radius, ratio in zip(risk.steps, (12, 18), ("3.14", "1.13"), strict=True):
        before, after = fit.predict_proba([[radius], [radius + 1]])[:, 1]
        assert step["radius"] == radius
        assert step["baseline"] == pytest.approx(before, rel=1e-6)
        assert step["ratio"] == pytest.approx(after / before, rel=1e-6)
        assert f"{step['ratio']:.2f}" == ratio
