"""Chapter 3: Likelihood mixer, Not a distribution."""

import math

import mpmath
import numpy as np
import pytest

from logitlab.explorables import LikelihoodMixer, NotADistribution

from .figure import assert_shows, drag, place_of

# ---------------------------------------------------------------- Likelihood mixer


def mixed(figure, **chosen):
    """The Python object for the two knobs; asserts that the page shows its numbers."""
    look = figure.look()
    knobs = {word: look["knobs"][figure.words[word]] for word in ("mapHandle", "curveHandle")}
    mixer = LikelihoodMixer(weight=knobs["mapHandle"], score_at_70=knobs["curveHandle"], **chosen)
    exact = {"nll": mixer.nll, "worst": max(mixer.surprises), "bias": mixer.bias}
    assert_shows(look["numbers"], exact)
    if mixer.likelihood == 0:
        assert look["numbers"]["likelihood"] == figure.words["exactly"]
    elif mixer.likelihood > 1e-300:  # below, a last digit of exp may show
        assert_shows(look["numbers"], {"likelihood": mixer.likelihood})
    return mixer


def length_of_the_strip(figure):
    """The length of all bars together, in pixels: from the first left to the last right end."""
    return figure.root.evaluate(
        """(root) => {
          const boxes = Array.from(root.querySelectorAll(".bars"), (bars) => bars.getBBox());
          return Math.max(...boxes.map((b) => b.x + b.width)) - Math.min(...boxes.map((b) => b.x));
        }"""
    )


def test_the_ring_moves_two_numbers_and_the_curve_one(show):
    figure = show(*place_of("likelihood-mixer"))
    assert mixed(figure).nll == pytest.approx(23 * math.log(2))
    before = length_of_the_strip(figure)
    drag(figure, "mapHandle", -180, 60)
    better = mixed(figure)
    assert better.weight < -0.1 and better.score_at_70 < -0.5
    # the strip is as long as the sum of the surprises says
    share = better.nll / (23 * math.log(2))
    assert share < 0.7
    assert length_of_the_strip(figure) / before == pytest.approx(share, abs=0.01)
    drag(figure, "curveHandle", 0, -40)
    assert mixed(figure).weight == pytest.approx(better.weight)
    assert mixed(figure).score_at_70 > better.score_at_70
    figure.handle("mapHandle").press("ArrowLeft")
    assert mixed(figure).weight == pytest.approx(better.weight - 0.005)
    figure.opened.assert_quiet()


def test_a_tap_on_the_map_chooses_a_curve(show):
    figure = show(*place_of("likelihood-mixer"))
    x, y = figure.center("mapHandle")
    figure.page.mouse.click(x - 200, y + 50)
    assert mixed(figure).nll < 12
    assert figure.center("mapHandle") == pytest.approx((x - 200, y + 50), abs=1)


def test_copies_kill_the_product_and_not_the_sum(show):
    figure = show(*place_of("likelihood-mixer"))
    figure.native("weight").fill("-0.23")
    figure.native("score_at_70").fill("-1.2")
    figure.native("product").check()
    for copies in (1, 2, 73, 74, 100):
        figure.native("copies").evaluate(
            "(el, k) => { el.value = k; el.dispatchEvent(new Event('input')); }", copies
        )
        mixer = mixed(figure, copies=copies)
        assert mixer.nll == pytest.approx(copies * 10.158, abs=1e-3 * copies)
        assert (mixer.likelihood == 0) == (copies >= 74)
    figure.opened.assert_quiet()


def test_the_mixer_knows_the_largest_likelihood():
    mixer = LikelihoodMixer()
    mixer.weight, mixer.score_at_70 = mixer.best
    assert mixer.nll == pytest.approx(10.157596343933414, abs=1e-12)
    assert mixer.likelihood == pytest.approx(3.8780370902e-5, rel=1e-9)
    assert [mixer.weight, mixer.bias] == pytest.approx([-0.23216274, 15.04290165], abs=1e-8)
    errors = mixer.probabilities - 1  # y - p has the sign of the truth
    signed = np.where(np.array(mixer.target) == 1, -errors, errors)
    assert abs(signed.sum()) < 1e-9 and abs(signed @ mixer.temperature) < 1e-7
    for copies, product in ((73, 9e-323), (74, 0)):
        mixer.copies = copies
        assert mixer.likelihood == pytest.approx(product, rel=0.1)


def test_on_a_flat_line_no_launch_is_named_as_the_most_surprising():
    mixer = LikelihoodMixer()
    assert mixer.key_numbers()["worst"] == "0.6931"  # all 23 tie
    mixer.weight = -0.23
    assert mixer.key_numbers()["worst"].endswith("75\u00a0°F")


# ---------------------------------------------------------------- Not a distribution


@pytest.mark.parametrize(("heads", "tails"), [(0, 0), (1, 0), (7, 3), (0, 20), (20, 20), (3, 7)])
def test_the_area_below_the_likelihood_is_that_of_the_beta_function(heads, tails):
    figure = NotADistribution(heads=heads, tails=tails, theta=0.3)
    assert figure.area == pytest.approx(float(mpmath.beta(heads + 1, tails + 1)), rel=1e-14, abs=0)
    counted = mpmath.quad(lambda x: x**heads * (1 - x) ** tails, [0, 0.5, 1])
    assert figure.area == pytest.approx(float(counted), rel=1e-9, abs=0)
    assert figure.density == pytest.approx(figure.likelihood / figure.area, rel=1e-12, abs=0)


def test_the_page_measures_the_coin_as_python_does(show):
    figure = show(*place_of("not-a-distribution"))
    assert figure.numbers()["one_over_area"] == "1,320"
    chosen = {"heads": 7, "tails": 3, "theta": 0.4}
    for trait, value in (("theta", 0.7), ("tails", 20), ("heads", 20), ("tails", 0), ("heads", 0)):
        chosen[trait] = value
        figure.native(trait).fill(str(value))
        for view in ("true", "rescaled", "zoomed"):
            figure.native(view).check()
            coin = NotADistribution(view=view, **chosen)
            numbers = figure.numbers()
            assert numbers == coin.key_numbers()
    assert coin.area == 1, "before the first toss the likelihood is 1 everywhere"
    figure.opened.assert_quiet()


def test_every_toss_takes_area_away_and_dividing_gives_it_back(show):
    figure = show(*place_of("not-a-distribution"))
    figure.native("true").check()
    shaded = []  # the area as it is drawn, in shares of the box of area 1
    measure = """(root) => {
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
    for heads, tails in ((0, 0), (1, 0), (1, 1), (2, 1)):
        figure.native("heads").fill(str(heads))
        figure.native("tails").fill(str(tails))
        figure.look()
        shaded.append(figure.root.evaluate(measure))
    assert shaded == pytest.approx([1, 1 / 2, 1 / 6, 1 / 12], abs=2e-3)
    figure.native("rescaled").check()
    figure.look()
    assert figure.root.evaluate(measure) == pytest.approx(1, abs=5e-3)
    x, _ = figure.center("thetaHandle")
    drag(figure, "thetaHandle", 100, 0)
    assert figure.center("thetaHandle")[0] == pytest.approx(x + 100, abs=1)
