"""Chapter 3: Likelihood mixer, A product dies, Balance beam, Not a distribution."""

import math

import mpmath
import numpy as np
import pytest
from playwright.sync_api import expect

from logitlab.explorables import BalanceBeam, LikelihoodMixer, NotADistribution, ProductDies

from .figure import (
    EXPLORABLES,
    Figure,
    assert_shows,
    assert_shows_all,
    assert_shows_the_key_numbers,
    drag,
    parse,
    place_of,
)

BEST = LikelihoodMixer().best


def with_a_map():
    """The second mixer of the chapter: the map stands beside the curve."""
    return [found for found in EXPLORABLES if found[1] == "likelihood-mixer"][1]


# ---------------------------------------------------------------- Likelihood mixer


def mixed(figure):
    """The Python object for the two numbers; asserts that the page shows its sum."""
    look = figure.look()
    numbers = {trait: parse(look["numbers"][trait])[0] for trait in ("weight", "score_at_70")}
    knobs = {word: look["knobs"][figure.words[word]] for word in ("steep_handle", "level_handle")}
    assert list(numbers.values()) == pytest.approx(list(knobs.values()), abs=0.006)
    mixer = LikelihoodMixer(weight=knobs["steep_handle"], score_at_70=knobs["level_handle"])
    assert_shows(look["numbers"], {"nll": mixer.nll})
    return mixer


def length_of_the_strip(figure):
    """The length of all bars together, in pixels: from the first left to the last right end."""
    return figure.root.evaluate(
        """(root) => {
          const strip = root.querySelectorAll(".chart")[1];
          const boxes = Array.from(strip.querySelectorAll(".bars"), (bars) => bars.getBBox());
          return Math.max(...boxes.map((b) => b.x + b.width)) - Math.min(...boxes.map((b) => b.x));
        }"""
    )


def test_two_handles_on_the_curve_make_the_strip_shorter(show):
    figure = show(*place_of("likelihood-mixer"))
    assert mixed(figure).nll == pytest.approx(23 * math.log(2))
    before = length_of_the_strip(figure)
    drag(figure, "level_handle", 0, 30)
    lower = mixed(figure)
    assert lower.weight == 0 and lower.score_at_70 < -0.5
    goal = drag(figure, "steep_handle", 0, -80)
    assert figure.center("steep_handle") == pytest.approx(goal, abs=1)
    better = mixed(figure)
    assert better.weight < -0.1 and better.score_at_70 == pytest.approx(lower.score_at_70)
    # the strip is as long as the sum of the surprises says
    share = better.nll / (23 * math.log(2))
    assert share < 0.7
    assert length_of_the_strip(figure) / before == pytest.approx(share, abs=0.01)
    figure.opened.assert_quiet()


def test_the_shortest_strip_is_told_after_the_commitment(show):
    figure = show(*place_of("likelihood-mixer"))
    figure.native("weight").fill("-0.15")
    ghost = "(root) => root.querySelector('.muted.dashed').getAttribute('d')"
    assert not figure.root.evaluate(ghost)
    assert figure.root.locator(".verdict").inner_text() == ""
    mine = figure.numbers()["nll"]
    figure.press_button("commit")
    verdict = figure.root.locator(".verdict")
    expect(verdict).to_have_text(figure.words["verdict"].format(mine=mine, best="10.16"))
    assert figure.root.evaluate(ghost)
    prompt = figure.root.locator(".explorable-prompt")
    assert prompt.inner_text() == figure.words["after"], "no longer asks for what is done"
    figure.native("weight").fill("-0.23")
    figure.native("score_at_70").fill("-1.2")
    expect(verdict).to_have_text(figure.words["equal"].format(best="10.16"))
    assert figure.root.locator(".explorable-chart:visible").count() == 2, "no map here"


def test_the_map_is_uncovered_by_the_reader_and_moves_both_numbers(show):
    figure = show(*with_a_map())
    assert figure.root.locator(".explorable-prompt").inner_text() == figure.words["prompt_map"]
    lines = "(root) => root.querySelectorAll('.loss.thin[d*=M]').length"
    assert figure.root.evaluate(lines) == 0
    goal = drag(figure, "map_handle", -80, 40)
    assert figure.center("map_handle") == pytest.approx(goal, abs=1)
    better = mixed(figure)
    assert better.weight < -0.1 and better.score_at_70 < -0.5
    for key, weight, score in (
        ("ArrowLeft", -0.005, 0),
        ("ArrowRight", 0.005, 0),
        ("ArrowUp", 0, 0.05),
        ("ArrowDown", 0, -0.05),
    ):
        before = mixed(figure)
        figure.handle("map_handle").press(key)
        after = mixed(figure)
        assert after.weight == pytest.approx(before.weight + weight)
        assert after.score_at_70 == pytest.approx(before.score_at_70 + score)
    figure.press_button("uncover")
    assert figure.root.evaluate(lines) == 5
    assert figure.root.locator(".explorable-prompt").inner_text() == figure.words["after_map"]
    x, y = figure.center("map_handle")
    figure.page.mouse.click(x - 60, y + 5)
    assert figure.center("map_handle") == pytest.approx((x - 60, y + 5), abs=1)
    figure.opened.assert_quiet()


def test_the_mixer_knows_the_largest_likelihood():
    mixer = LikelihoodMixer()
    mixer.weight, mixer.score_at_70 = mixer.best
    assert mixer.nll == pytest.approx(10.157596343933414, abs=1e-12)
    assert mixer.likelihood == pytest.approx(3.8780370902e-5, rel=1e-9, abs=0)
    assert [mixer.weight, mixer.bias] == pytest.approx([-0.23216274, 15.04290165], abs=1e-8)
    errors = mixer.probabilities - 1  # y - p has the sign of the truth
    signed = np.where(np.array(mixer.target) == 1, -errors, errors)
    assert abs(signed.sum()) < 1e-9 and abs(signed @ mixer.temperature) < 1e-7


# ---------------------------------------------------------------- A product dies


def test_the_launches_are_copied_when_the_reader_has_marked_a_sum(show):
    figure = show(*place_of("product-dies"))
    first = figure.look()
    assert first["numbers"] == ProductDies().key_numbers()
    assert first["numbers"].keys() == {"guess", "likelihood", "nll"}
    assert not figure.handle("handle").is_visible()
    drag(figure, "markHandle", 150, 0)
    guess = float(figure.numbers()["guess"])
    assert 300 < guess < 1400
    figure.press_button("commit")
    dying = ProductDies(copies=74, guess=guess, answer="checked")
    assert figure.numbers() == dying.key_numbers()
    assert figure.numbers()["likelihood"] == figure.words["exactly"]
    mark = figure.root.locator(".chart").nth(1).locator(".ink.dashed")
    assert mark.get_attribute("d"), "the mark stays"
    assert figure.root.get_by_text(figure.words["you"], exact=True).count() == 1
    assert not figure.handle("markHandle").is_visible(), "a guess that is made stays"
    focused = figure.page.evaluate("() => document.activeElement.textContent")
    assert focused == figure.words["more"], "the focus goes on from the button, which is gone"
    assert figure.reset() == first
    figure.opened.assert_quiet()


def test_a_link_to_copies_shows_them_without_a_guess(visit):
    path, _, place = place_of("product-dies")
    figure = Figure(visit(f"{path}#product-dies?copies=100"), place)
    assert figure.numbers() == ProductDies(copies=100).key_numbers()
    assert figure.root.get_by_text(figure.words["you"], exact=True).count() == 0
    figure.native("copies").fill("1")
    assert figure.numbers() == ProductDies(copies=1, answer="shown").key_numbers()
    figure.press_button("play")
    assert figure.numbers() == ProductDies(copies=100).key_numbers()


def test_copies_kill_the_product_and_not_the_sum(show):
    figure = show(*place_of("product-dies"))
    figure.press_button("commit")
    for copies in (1, 2, 40, 74, 100):
        figure.native("copies").fill(str(copies))
        numbers = figure.numbers()
        dying = ProductDies(copies=copies, answer="checked")
        assert dying.nll == pytest.approx(copies * 10.157596343933414, rel=1e-9)
        assert numbers == dying.key_numbers()
        assert (numbers["likelihood"] == figure.words["exactly"]) == (copies >= 74)
    figure.opened.assert_quiet()


def test_play_shows_the_fall_from_the_first_copy_on(timed):
    figure = timed("product-dies")
    figure.button("commit").click()
    figure.page.clock.run_for(1000)
    copies = figure.root.locator("output[data-number=copies]")
    assert copies.text_content() == "74"
    figure.button("play").click()
    figure.page.clock.run_for(200)
    assert int(copies.text_content()) < 10, "what is asked lies between 73 and 74"
    figure.page.clock.run_for(8000)
    assert copies.text_content() == "100"
    figure.button("play").click()
    figure.page.clock.run_for(100)
    figure.button("pause").click()


def test_the_end_of_the_product_is_told_at_its_handle_and_the_last_copy_ends_the_button(show):
    figure = show(*place_of("product-dies"))
    figure.press_button("commit")
    more = figure.button("more")
    for copies in (74, 90, 100):
        assert more.get_attribute("aria-disabled") != "true"
        figure.native("copies").fill(str(copies))
        _, middle = figure.center("handle")
        name = figure.root.locator("[data-number=likelihood]").bounding_box()
        assert name["y"] + name["height"] == pytest.approx(middle - 12, abs=8), copies
    assert more.get_attribute("aria-disabled") == "true"
    assert float(more.evaluate("(node) => getComputedStyle(node).opacity")) < 1


def test_the_product_is_above_0_for_73_copies():
    assert ProductDies(copies=73).likelihood == pytest.approx(9e-323, rel=0.1, abs=0)
    assert ProductDies(copies=74).likelihood == 0
    assert np.prod(ProductDies().given) == pytest.approx(3.8780370902e-5, rel=1e-8, abs=0)


def test_the_product_falls_along_its_handle_and_one_copy_at_a_time(show):
    figure = show(*place_of("product-dies"))
    figure.press_button("commit")
    figure.native("copies").fill("1")
    _, top = figure.center("handle")
    figure.press_button("more")
    assert figure.numbers()["copies"] == "2"
    drag(figure, "handle", 200, 0)
    copies = int(figure.numbers()["copies"])
    assert copies > 40
    _, lower = figure.center("handle")
    assert lower > top + 50
    figure.handle("handle").press("ArrowDown")
    assert figure.numbers()["copies"] == str(copies + 1), "down is where the product goes"
    trail = "(root) => root.querySelector('.dots.probability').getAttribute('d').split('M').length"
    assert figure.root.evaluate(trail) - 1 == copies + 2, "0 copies are a product of 1"


# ---------------------------------------------------------------- Balance beam


def test_the_beam_stands_and_tilts_as_the_slopes_of_the_surprises():
    step = 1e-6
    for weight, score in ((0.0, 0.0), (-0.1, -0.5), (0.1, 1.0)):
        beam = BalanceBeam(weight=weight, score_at_70=score)
        nll = {
            (i, j): LikelihoodMixer(weight=weight + i * step, score_at_70=score + j * step).nll
            for i, j in ((1, 0), (-1, 0), (0, 1), (0, -1))
        }
        by_score = (nll[0, 1] - nll[0, -1]) / (2 * step)
        by_weight = (nll[1, 0] - nll[-1, 0]) / (2 * step)
        assert beam.sum_of_errors == pytest.approx(by_score, abs=1e-6)
        assert beam.tilt == pytest.approx(by_weight, abs=1e-5)
    level = BalanceBeam(weight=BEST[0], score_at_70=BEST[1])
    assert abs(level.sum_of_errors) < 1e-8 and abs(level.tilt) < 1e-7
    assert level.probabilities.sum() == pytest.approx(7, abs=1e-8)


def heights(figure, name):
    path = figure.root.evaluate(
        """(root, name) => root.querySelectorAll(".chart")[1].querySelector(name)
          .getAttribute("d")""",
        name,
    )
    return [float(point.split()[1]) for point in path[1:].split("L")]


def beam_of(figure):
    """The Python object for the two handles; asserts that the page shows its numbers."""
    look = figure.look()
    knobs = {word: look["knobs"][figure.words[word]] for word in ("steep_handle", "level_handle")}
    beam = BalanceBeam(weight=knobs["steep_handle"], score_at_70=knobs["level_handle"])
    exact = {"sum": round(beam.sum_of_errors, 9), "tilt": round(beam.tilt, 9)}
    assert_shows_all(look["numbers"], exact, beam)
    return beam


def test_the_beam_is_level_at_the_best_curve_alone(show):
    figure = show(*place_of("balance-beam"))
    rest = heights(figure, ".dashed")[0]
    beam = beam_of(figure)
    left, right = heights(figure, ".ink.thick")
    assert beam.sum_of_errors == 4.5 and (left + right) / 2 < rest, "too high"
    assert beam.tilt > 0 and right < left, "up on the warm side"
    level = figure.root.get_by_role("button", name=figure.words["level"], include_hidden=True)
    assert not level.is_visible(), "first a try"
    figure.native("score_at_70").fill("-3")
    assert beam_of(figure).sum_of_errors < 0
    assert min(heights(figure, ".ink.thick")) > rest, "too low"
    figure.press_button("level")
    beam = beam_of(figure)
    assert [beam.weight, beam.score_at_70] == pytest.approx(BEST)
    assert heights(figure, ".ink.thick") == pytest.approx([rest, rest], abs=0.02)
    drag(figure, "steep_handle", 0, 20)
    left, right = heights(figure, ".ink.thick")
    assert abs(left - right) > 2, "it tilts again"
    figure.opened.assert_quiet()


# ---------------------------------------------------------------- Not a distribution


@pytest.mark.parametrize(("heads", "tails"), [(0, 0), (1, 0), (7, 3), (0, 20), (20, 20), (3, 7)])
def test_the_area_below_the_likelihood_is_that_of_the_beta_function(heads, tails):
    figure = NotADistribution(heads=heads, tails=tails, theta=0.3)
    assert figure.area == pytest.approx(float(mpmath.beta(heads + 1, tails + 1)), rel=1e-14, abs=0)
    counted = mpmath.quad(lambda x: x**heads * (1 - x) ** tails, [0, 0.5, 1])
    assert figure.area == pytest.approx(float(counted), rel=1e-9, abs=0)
    assert figure.density == pytest.approx(figure.likelihood / figure.area, rel=1e-12, abs=0)


def test_the_coin_is_tossed_when_the_reader_has_said_what_is_left(show):
    figure = show(*place_of("not-a-distribution"))
    first = figure.look()
    assert (
        first["numbers"] == NotADistribution().key_numbers() == {"guess": "0.90", "area": "area 1"}
    )
    assert not figure.handle("thetaHandle").is_visible()
    drag(figure, "guessHandle", 0, 50)
    guess = float(figure.numbers()["guess"])
    assert 0.5 < guess < 1
    figure.press_button("commit")
    assert_shows_the_key_numbers(figure, NotADistribution(heads=1, guess=guess, answer="checked"))
    assert figure.numbers()["area"] == "area 1/2"
    line = figure.root.locator("svg .ink.dashed")
    assert (
        line.get_attribute("d")
        and figure.root.get_by_text(figure.words["you"], exact=True).count() == 1
    )
    assert not figure.handle("guessHandle").is_visible(), "a guess that is made stays"
    focused = figure.page.evaluate("() => document.activeElement.textContent")
    assert focused == figure.words["toss"], "the focus goes on from the button, which is gone"
    figure.press_button("toss")
    assert not line.get_attribute("d"), "the guess was about one toss"
    figure.native("heads").fill("0")
    assert_shows_the_key_numbers(figure, NotADistribution(heads=0, answer="checked"))
    assert figure.reset() == first
    figure.opened.assert_quiet()


def test_a_link_to_tosses_shows_them_without_a_guess(visit):
    path, _, place = place_of("not-a-distribution")
    state = "heads=7&tails=3&view=rescaled"
    figure = Figure(visit(f"{path}#not-a-distribution?{state}"), place)
    coin = NotADistribution(heads=7, tails=3, view="rescaled")
    assert_shows_the_key_numbers(figure, coin)
    assert figure.numbers()["height"] == "0.47"


def test_the_page_measures_the_coin_as_python_does(show):
    figure = show(*place_of("not-a-distribution"))
    figure.press_button("commit")
    chosen = {"heads": 1, "tails": 0, "theta": 0.4, "answer": "checked"}
    for trait, value in (("heads", 7), ("theta", 0.7), ("tails", 20), ("heads", 20), ("tails", 0)):
        chosen[trait] = value
        figure.native(trait).fill(str(value))
        for view in ("zoomed", "rescaled", "true"):
            figure.native(view).check()
            assert_shows_the_key_numbers(figure, NotADistribution(view=view, **chosen))
    figure.opened.assert_quiet()


SHADED = """(root) => {
  const path = root.querySelector(".probability-fill").getAttribute("d");
  const points = path.slice(1, -1).split("L").map((p) => p.split(" ").map(Number));
  const box = root.querySelector(".muted.dashed").getBBox();
  let twice = 0;
  points.forEach(([x, y], i) => {
    const [u, v] = points[(i + 1) % points.length];
    twice += x * v - u * y;
  });
  return Math.abs(twice) / 2 / (box.width * box.height);
}"""


def test_after_twenty_heads_the_coin_is_tossed_no_more(show):
    figure = show(*place_of("not-a-distribution"))
    figure.press_button("commit")
    toss = figure.button("toss")
    assert toss.get_attribute("aria-disabled") != "true"
    figure.native("heads").fill("20")
    before = figure.look()
    assert toss.get_attribute("aria-disabled") == "true"
    assert float(toss.evaluate("(node) => getComputedStyle(node).opacity")) < 1
    toss.dispatch_event("click")
    assert figure.look() == before


def test_every_toss_drains_the_box_and_dividing_fills_it_again(show):
    figure = show(*place_of("not-a-distribution"))
    shaded = []  # the area as it is drawn, in shares of the box of area 1
    for word in ("commit", "toss", "toss", "toss"):
        figure.look()
        shaded.append(figure.root.evaluate(SHADED))
        figure.press_button(word)
    assert shaded == pytest.approx([1, 1 / 2, 1 / 3, 1 / 12], abs=2e-3), "heads, heads, tails"
    for _ in range(6):
        figure.press_button("toss")
    numbers = figure.numbers()
    assert (numbers["heads"], numbers["tails"], numbers["area"]) == ("7", "3", "area 1/1,320")
    assert figure.root.locator(".verdict").inner_text() == "H H T H H H T H T H"
    figure.native("rescaled").check()
    figure.look()
    assert figure.root.evaluate(SHADED) == pytest.approx(1, abs=5e-3)
    figure.native("tails").fill("9")
    counts = figure.words["counts"].format(heads=7, tails=9)
    expect(figure.root.locator(".verdict")).to_have_text(counts)
    x, _ = figure.center("thetaHandle")
    drag(figure, "thetaHandle", 100, 0)
    assert figure.center("thetaHandle")[0] == pytest.approx(x + 100, abs=1)
