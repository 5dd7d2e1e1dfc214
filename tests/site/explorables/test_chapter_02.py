"""Chapter 2: Three rulers, 1,000 people, Evidence ruler, Odds versus risk, Dials."""

import itertools
import math

import numpy as np
import pytest

from logitlab import LogisticRegression, load_oring, softmax
from logitlab.explorables import (
    Dials,
    EvidenceRuler,
    OddsVersusRisk,
    ThousandPeople,
    ThreeRulers,
)
from logitlab.numbers import number

from .figure import assert_shows_all, drag, parse, place_of

# ---------------------------------------------------------------- Three rulers


def assert_three_rulers(figure, score):
    rulers = ThreeRulers(score=score)
    exact = {"log_odds": score, "odds": rulers.odds, "probability": rulers.probability}
    assert_shows_all(figure.numbers(), exact, rulers)


def test_one_more_multiplies_the_odds_by_e_from_every_start(show):
    figure = show(*place_of("three-rulers"))
    for start in (-4.6, -0.5, 3.6):
        figure.native("score").fill(str(start))
        before = math.exp(start)
        figure.press_button("up")
        assert_three_rulers(figure, start + 1)
        assert parse(figure.numbers()["odds"])[0] == pytest.approx(before * math.e, rel=0.1)
    up = figure.button("up")
    assert up.get_attribute("aria-disabled") == "true", "there is no room for one more"
    assert float(up.evaluate("(node) => getComputedStyle(node).opacity")) < 1
    up.dispatch_event("click")
    assert_three_rulers(figure, 4.6)
    figure.press_button("down")
    assert_three_rulers(figure, 3.6)
    figure.opened.assert_quiet()


def test_the_mark_is_dragged_on_each_of_the_three_rulers(show):
    figure = show(*place_of("three-rulers"))
    for word, right in (("scoreHandle", 80), ("oddsHandle", 60), ("probabilityHandle", -90)):
        pointer = drag(figure, word, right, 0)
        assert figure.center(word)[0] == pytest.approx(pointer[0], abs=1)
        knobs = figure.look()["knobs"]
        score = knobs[figure.words["scoreHandle"]]
        assert knobs[figure.words["oddsHandle"]] == pytest.approx(math.exp(score), rel=0.01)
        chance = 1 / (1 + math.exp(-score))
        assert knobs[figure.words["probabilityHandle"]] == pytest.approx(chance, abs=1e-4)


def test_the_band_reaches_from_where_the_last_move_began(show):
    figure = show(*place_of("three-rulers"))
    figure.press_button("down")
    figure.press_button("up")
    for right in (60, -100):
        before = figure.center("scoreHandle")[0]
        pointer = drag(figure, "scoreHandle", right, 0)
        figure.look()
        band = figure.root.locator("path.gradient-fill").bounding_box()
        ends = sorted([before, pointer[0]])
        assert band["x"] <= ends[0] + 1
        old = figure.root.locator("path.gradient.dashed").get_attribute("d")
        new = figure.root.locator("path.ink").first.get_attribute("d")
        xs = [float(path[1:].split(" ")[0]) for path in (old, new)]
        assert xs[1] - xs[0] == pytest.approx(right, abs=1), "the rest is of an older move"
    figure.handle("scoreHandle").press("ArrowRight")
    figure.handle("scoreHandle").press("ArrowRight")
    figure.look()
    old = figure.root.locator("path.gradient.dashed").get_attribute("d")
    assert float(old[1:].split(" ")[0]) == pytest.approx(xs[0], abs=0.1), "still one move"
    figure.reset()
    assert figure.root.locator("path.gradient.dashed").get_attribute("d") == ""


def test_the_machines_marks_are_equally_far_apart_in_log_odds_alone(show):
    figure = show(*place_of("three-rulers"))
    figure.native("launches").check()
    figure.look()
    places = np.array(
        figure.root.evaluate(
            """(root) => [...root.querySelectorAll("path.muted")]
                .map((path) => path.getAttribute("d")).filter((d) => d)
                .map((d) => d.slice(1).split("L").map((point) => Number(point.split(" ")[0])))"""
        )
    )
    assert places.shape == (7, 3), "a line for every 5 °F from 80 to 50"
    gaps = np.diff(places, axis=0)
    np.testing.assert_allclose(gaps[:, 0], gaps[0, 0], atol=0.05)
    assert gaps[-1, 1] > 20 * gaps[0, 1] and gaps[2, 2] > 3 * gaps[0, 2]
    fit = LogisticRegression().fit(load_oring().column("temperature")[:, None], load_oring().y)
    step = -5 * fit.coef_[0, 0]
    width = figure.root.evaluate("(root) => root.querySelector('rect').width.baseVal.value")
    assert gaps[0, 0] == pytest.approx(step / 9.2 * width / 1.28, rel=0.01)


def test_one_more_glides(timed):
    figure = timed("three-rulers")
    figure.button("up").click()
    shown = figure.root.locator("[data-number=log_odds]")
    figure.page.clock.run_for(100)
    between = parse(shown.text_content())[0]
    figure.page.clock.run_for(1000)
    assert 0 < between < parse(shown.text_content())[0] == 1


# ---------------------------------------------------------------- 1,000 people


def test_nine_of_108_who_test_positive_are_ill():
    people = ThousandPeople()
    assert people.key_numbers() == {"said_guess": "50%"}
    assert (people.found, people.alarms, people.share) == (9, 99, 9 / 108)
    for ill in range(10, 501, 10):
        people = ThousandPeople(ill=ill, tested=True)
        assert people.share == pytest.approx(0.9 * ill / (0.9 * ill + 0.1 * (1000 - ill)))
        before = ill / (1000 - ill)
        assert people.found / people.alarms == pytest.approx(9 * before)


def test_the_share_is_hidden_until_all_are_tested(show):
    figure = show(*place_of("thousand-people"))
    first = figure.look()
    assert first["numbers"] == {"said_guess": "50%", "guess": "50"}
    assert figure.root.get_by_text("8.3%").count() == 0
    asked = figure.words["prompt"]
    assert "nine times in ten" in asked, "who knows not how good the test is can guess nothing"
    drag(figure, "guessHandle", -60, 0)
    guess = parse(figure.numbers()["guess"])[0]
    assert guess < 45
    figure.press_button("commit")
    assert figure.numbers() == {"share": "8.3%", "ill": "10"}
    assert not figure.handle("guessHandle").is_visible(), "a guess that is committed stays"
    focused = figure.page.evaluate("() => document.activeElement.labels?.[0]?.textContent")
    assert focused == figure.words["ill"], "the focus goes on from the button, which is gone"
    verdict = figure.root.locator(".verdict")
    told = {"found": "9", "alarms": "99", "before": "99", "after": "11"}
    assert verdict.inner_text() == figure.words["verdict"].format(**told)
    for ill in (100, 130, 500):
        figure.native("ill").fill(str(ill))
        people = ThousandPeople(ill=ill, tested=True)
        assert figure.numbers()["share"] == people.key_numbers()["share"]
        assert f"{people.found} ill and {people.alarms} healthy" in verdict.inner_text()
        dots = figure.root.evaluate(
            """(root) => [...root.querySelectorAll(".dots")]
                .map((path) => path.getAttribute("d").split("M").length - 1)"""
        )
        assert dots == [people.found, ill - people.found, people.alarms, 1000 - ill - people.alarms]
    assert figure.reset() == first
    figure.opened.assert_quiet()


# ---------------------------------------------------------------- Evidence ruler

RESULTS = ["not_done", "positive", "negative"]


def assert_evidence_ruler(figure, **chosen):
    """Assert that the numbers are what Python computes for the knob and the chosen results."""
    look = figure.look()
    prior = look["knobs"][figure.words["priorHandle"]]
    ruler = EvidenceRuler(prior=prior, **chosen)
    exact = {"posterior": ruler.posterior, "after": ruler.probability}
    assert_shows_all(look["numbers"], exact, ruler)
    return ruler


def lengths(figure):
    """The width in px of the step of test A on the ruler of log-odds and on that of probability."""
    return figure.root.evaluate(
        """(root) => {
          const d = root.querySelector("path.region").getAttribute("d");
          const x = d.slice(1, -1).split("L").map((point) => Number(point.split(" ")[0]));
          return [Math.abs(x[3] - x[0]), Math.abs(x[2] - x[1])];
        }"""
    )


def test_a_step_of_evidence_keeps_its_length_on_the_ruler_and_not_in_probability(show):
    figure = show(*place_of("evidence-ruler"))
    seen = []
    for prior in ("-4.6", "-1.1", "3"):
        figure.native("prior").fill(prior)
        assert assert_evidence_ruler(figure).prior == float(prior)
        seen.append(lengths(figure))
    ruler, chance = np.transpose(seen)
    np.testing.assert_allclose(ruler, ruler[0], atol=0.05)
    assert chance[1] > 5 * chance[0] and chance[1] > 5 * chance[2]


def test_the_ruler_follows_the_mouse_and_every_result(show):
    figure = show(*place_of("evidence-ruler"))
    drag(figure, "priorHandle", 60, 20)
    assert assert_evidence_ruler(figure).prior > -4.6
    pointer = drag(figure, "chanceHandle", 40, 0)
    assert figure.center("chanceHandle")[0] == pytest.approx(pointer[0], abs=1)
    chosen = {}
    for place, test in enumerate(("test_a", "test_b", "test_c")):
        for result in RESULTS:
            chosen[test] = result
            group = figure.root.locator("fieldset").nth(place)
            group.locator(f"input[value={result}]").check()
            assert_evidence_ruler(figure, **chosen)
    figure.opened.assert_quiet()


def test_two_numbers_are_at_the_end_of_the_evidence_and_the_steps_in_the_fold(show):
    figure = show(*place_of("evidence-ruler"))
    steps = figure.root.locator(".explorable-fold > p")
    results = {"test_a": "positive", "test_b": "positive", "test_c": "negative"}
    for place, result in enumerate(results.values()):
        figure.root.locator("fieldset").nth(place).locator(f"input[value={result}]").check()
    ruler = assert_evidence_ruler(figure, **results)
    shown = [f"{ruler.posterior:.2f}".removeprefix("-"), f"{ruler.probability:.3f}"]
    assert figure.numbers_in_sight() == shown
    a, b, c = ruler.steps
    told = f"A +{a:.2f}, B +{b:.2f}, C −{-c:.2f}"
    assert steps.inner_text() == figure.words["steps"].format(steps=told)
    for place in range(3):
        figure.root.locator("fieldset").nth(place).locator("input[value=not_done]").check()
    figure.look()
    assert steps.inner_text() == figure.words["noSteps"]


def test_no_evidence_makes_certain_and_no_name_stands_on_a_line(show):
    figure = show(*place_of("evidence-ruler"))
    crossing = """(root) => {
      const line = root.querySelector("path.ink.dashed");
      const at = line.getBoundingClientRect();
      const first = line.getPointAtLength(0); // of its upright part
      const x = first.matrixTransform(line.getScreenCTM()).x;
      const names = [...root.querySelectorAll("svg .note:not(.tick)")];
      return names.filter((node) => node.textContent).flatMap((node) => {
        const box = node.getBoundingClientRect();
        return box.left < x && x < box.right && box.top < at.top + 0.4 * at.height
          ? [node.textContent] : [];
      });
    }"""
    choose = """(root, results) => root.querySelectorAll("fieldset").forEach((group, i) =>
      group.querySelector(`input[value=${results[i]}]`).click())"""
    for prior, shown in (("3", "0.9998"), ("-5", "0.0001")):
        figure.native("prior").fill(prior)
        result = "positive" if prior == "3" else "negative"
        for place in range(3):
            figure.root.locator("fieldset").nth(place).locator(f"input[value={result}]").check()
        assert figure.numbers()["after"] == shown
    for prior in ("-4.6", "-1", "2"):
        figure.native("prior").fill(prior)
        for results in itertools.product(RESULTS, repeat=3):
            figure.node.evaluate(choose, results)
            figure.look()
            assert figure.node.evaluate(crossing) == [], (prior, results)


def test_a_result_that_is_chosen_grows(timed):
    figure = timed("evidence-ruler")
    full = lengths(figure)[0]
    figure.root.locator("fieldset").first.locator("input[value=not_done]").check()
    figure.page.clock.run_for(120)
    assert 0 < lengths(figure)[0] < full
    figure.page.clock.run_for(1000)
    assert figure.root.locator("path.region").first.get_attribute("d") == ""


def test_the_evidence_ruler_adds_what_bayes_multiplies():
    chances = {
        "test_a": {"positive": (0.9, 0.1), "negative": (0.1, 0.9)},
        "test_b": {"positive": (0.75, 0.25), "negative": (0.25, 0.75)},
        "test_c": {"positive": (0.6, 0.05), "negative": (0.4, 0.95)},
    }
    for results in itertools.product(RESULTS, repeat=3):
        chosen = dict(zip(chances, results, strict=True))
        ruler = EvidenceRuler(prior=-math.log(99), **chosen)
        pairs = [chances[test][r] for test, r in chosen.items() if r != "not_done"]
        ill = 0.01 * math.prod(pair[0] for pair in pairs)
        healthy = 0.99 * math.prod(pair[1] for pair in pairs)
        assert ruler.probability == pytest.approx(ill / (ill + healthy), rel=1e-12)
        assert ruler.posterior == pytest.approx(math.log(ill / healthy), abs=1e-12)
    assert EvidenceRuler(prior=-math.log(99)).probability == pytest.approx(1 / 12, rel=1e-13)


# ---------------------------------------------------------------- Odds versus risk


def assert_odds_versus_risk(figure):
    """Assert that the numbers are what Python computes for the two knobs."""
    look = figure.look()
    knobs = {word: look["knobs"][figure.words[word]] for word in ("baselineHandle", "ratioHandle")}
    risk = OddsVersusRisk(baseline=knobs["baselineHandle"], odds_ratio=knobs["ratioHandle"])
    numbers = look["numbers"] | {"risk_ratio": look["numbers"]["risk_ratio"].removeprefix("× ")}
    exact = {"risk_ratio": risk.risk_ratio, "after": risk.probability}
    assert_shows_all(numbers, exact, risk)
    return risk


def test_the_risk_ratio_falls_from_the_odds_ratio_to_1_on_dragging(show):
    figure = show(*place_of("odds-versus-risk"))
    ratios = []
    for right in (-500, 150, 600):
        drag(figure, "baselineHandle", right, 0)
        ratios.append(assert_odds_versus_risk(figure).risk_ratio)
    assert ratios[0] == pytest.approx(3.19, abs=0.01)
    assert ratios == sorted(ratios, reverse=True)
    assert ratios[2] == pytest.approx(1, abs=0.01)


def test_the_prompt_holds_for_each_odds_ratio_and_the_number_covers_no_line(show):
    figure = show(*place_of("odds-versus-risk"))
    assert "3.19" not in figure.root.locator(".explorable-prompt").inner_text()
    covered = """(root) => {
      const box = root.querySelector("[data-number=risk_ratio]").getBoundingClientRect();
      return [...root.querySelectorAll("path.dashed")].some((line) => {
        const { top, left, right } = line.getBoundingClientRect();
        return box.top + 2 < top && top < box.bottom - 4 && box.left < right && left < box.right;
      });
    }"""
    for ratio, baseline in (("3.19", "0.6"), ("9", "0.5"), ("10", "0.3"), ("0.3", "0.9")):
        figure.native("odds_ratio").fill(ratio)
        figure.native("baseline").fill(baseline)
        assert_odds_versus_risk(figure)
        assert not figure.root.evaluate(covered), (ratio, baseline)


def test_the_curve_of_answers_is_drawn_as_far_as_the_reader_drags(show):
    figure = show(*place_of("odds-versus-risk"))
    trace = figure.root.locator("path.probability.thick")
    first = figure.look()
    assert trace.get_attribute("d") == "", "nothing is given away before the first drag"
    widths = []
    for right in (-60, 120, -30):
        drag(figure, "baselineHandle", right, 0)
        figure.look()
        widths.append(trace.bounding_box()["width"])
    assert widths == pytest.approx([60, 120, 120], abs=4), "what was seen stays"
    assert figure.reset() == first


@pytest.mark.parametrize("baseline", ["0.001", "0.05", "0.9", "0.999"])
def test_both_handles_can_be_taken_hold_of_everywhere(baseline, show):
    figure = show(*place_of("odds-versus-risk"))
    figure.native("baseline").fill(baseline)
    for word in ("ratioHandle", "baselineHandle", "barHandle"):
        x, y = figure.center(word)
        there = figure.page.evaluate(
            "([x, y]) => document.elementFromPoint(x, y).closest('.handle')?.ariaLabel", [x, y]
        )
        assert there == figure.words[word]


def test_the_square_follows_the_pointer_and_sets_the_odds_ratio(show):
    figure = show(*place_of("odds-versus-risk"))
    pointer = drag(figure, "ratioHandle", 0, 90)
    risk = assert_odds_versus_risk(figure)
    assert risk.odds_ratio < 3.19 and risk.baseline == 0.3
    assert figure.center("ratioHandle")[1] == pytest.approx(pointer[1], abs=1)
    figure.native("odds_ratio").fill("0.5")
    assert assert_odds_versus_risk(figure).risk_difference < 0
    figure.opened.assert_quiet()


def test_odds_versus_risk_multiplies_the_odds():
    for baseline, odds_ratio in [(0.001, 0.1), (0.3, 3.19), (0.5, 1), (0.999, 10)]:
        risk = OddsVersusRisk(baseline=baseline, odds_ratio=odds_ratio)
        odds = risk.probability / (1 - risk.probability)
        assert odds == pytest.approx(odds_ratio * baseline / (1 - baseline), rel=1e-12)
        assert risk.risk_ratio == pytest.approx(risk.probability / baseline, rel=1e-12)
    launches = load_oring()
    fit = LogisticRegression().fit(launches.column("temperature")[:, None], launches.y)
    assert OddsVersusRisk().odds_ratio == pytest.approx(math.exp(-5 * fit.coef_[0, 0]), abs=0.005)
    for step, degrees, ratio in zip(risk.steps, (80, 60), ("3.00", "1.20"), strict=True):
        before, after = fit.predict_proba([[degrees], [degrees - 5]])[:, 1]
        assert step["degrees"] == degrees
        assert step["baseline"] == pytest.approx(before, rel=1e-6)
        assert step["ratio"] == pytest.approx(after / before, rel=1e-6)
        assert f"{step['ratio']:.2f}" == ratio


# ---------------------------------------------------------------- Dials


def test_dials_begin_with_the_scores_of_cat_dog_and_bird():
    dials = Dials()
    np.testing.assert_allclose(dials.scores, [2, 1, 0.5])
    np.testing.assert_allclose(Dials(shift=2).scores, [4, 3, 2.5])
    np.testing.assert_allclose(softmax(Dials(shift=2).scores), softmax(dials.scores))
    assert Dials(b_ears=1).scores[0] == Dials(b_ears=1).scores[1], "the tie of the prediction"


def test_the_dials_show_the_scores_of_the_class(show):
    figure = show(*place_of("dials"))
    traits = [f"{k}_{f}" for k in "abc" for f in ("fur", "ears", "bias")] + ["shift"]
    rng = np.random.default_rng(2)
    for _ in range(3):
        values = dict(zip(traits, rng.uniform(-2, 2, 10).round(1), strict=True))
        values |= dict(zip(["fur", "ears"], rng.integers(0, 21, 2) / 20, strict=True))
        for name, value in values.items():
            figure.native(name).fill(str(value))
        dials = Dials(**values)
        exact = dict(zip(("score_a", "score_b", "score_c"), dials.scores, strict=True))
        assert_shows_all(figure.numbers(), exact, dials)
    figure.opened.assert_quiet()


def test_what_the_figure_of_dials_shows_adds_up_to_each_score(show):
    figure = show(*place_of("dials"))
    figure.native("b_bias").fill("-1.3")
    figure.look()
    word = figure.words["starts"]
    texts = figure.root.locator("svg.chart text.note").all_text_contents()
    dials = Dials(b_bias=-1.3)
    for k in "abc":
        assert word.format(bias=number(getattr(dials, f"{k}_bias"), 1)) in texts


def test_a_dial_follows_the_mouse_and_a_feature_of_0_silences_its_dials(show):
    figure = show(*place_of("dials"))
    name = figure.words["dial"].format(name=figure.words["b_ears"])
    knob = figure.root.get_by_role("slider", name=name, exact=True)
    box = knob.locator(".handle-knob").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    figure.page.mouse.move(x, y)
    figure.page.mouse.down()
    figure.page.mouse.move(x + 50, y, steps=4)
    figure.page.mouse.up()
    figure.opened.wait_until_drawn()
    box = knob.locator(".handle-knob").bounding_box()
    assert box["x"] + box["width"] / 2 == pytest.approx(x + 50, abs=1)
    assert parse(figure.numbers()["score_b"])[0] > 1
    figure.native("fur").fill("0")
    scores = {word: text for word, text in figure.numbers().items() if "score" in word}
    for trait in ("a_fur", "b_fur", "c_fur"):
        figure.native(trait).fill("-2")
    assert scores.items() <= figure.numbers().items()
