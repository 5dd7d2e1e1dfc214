"""Chapter 6: Two codes, Surprise meter, Watch it learn."""

import math

import mpmath
import numpy as np
import pytest
from playwright.sync_api import expect
from traitlets import TraitError

from logitlab import load_digits
from logitlab.explorables import SurpriseMeter, TwoCodes, WatchItLearn

from .figure import assert_shows, drag, place_of

# ---------------------------------------------------------------- Two codes


def test_the_excess_has_both_signs_and_sums_to_the_divergence():
    codes = TwoCodes()
    assert (codes.entropy, codes.cross_entropy, codes.divergence) == (1.75, 2.375, 0.625)
    assert codes.excess == pytest.approx([1, -0.25, -0.125, 0], abs=1e-15)
    assert TwoCodes(p=codes.q, q=codes.p).cross_entropy == 2.25
    assert codes.swapped == TwoCodes(p=codes.q, q=codes.p).divergence == 0.5
    coin = TwoCodes(p=[0.5, 0.5, 0, 0], q=[0.9, 0.1, 0, 0], unit="nats")
    assert coin.divergence == pytest.approx(math.log(5 / 3), rel=1e-14)
    assert coin.swapped == pytest.approx(0.9 * math.log(1.8) + 0.1 * math.log(0.2), rel=1e-13)
    assert TwoCodes(q=[0, 0.5, 0.25, 0.25]).key_numbers()["cross_entropy"] == "∞"
    with pytest.raises(TraitError, match="q must sum to 1"):
        TwoCodes(q=[0.5, 0.5, 0.5, 0.5])
    generator = np.random.default_rng(6)
    for _ in range(50):
        p, q = generator.dirichlet(np.ones(4), 2).tolist()
        codes = TwoCodes(p=p, q=q)
        assert codes.divergence == pytest.approx(codes.excess.sum(), abs=1e-14)
        assert codes.divergence >= 0 > codes.excess.min()


def codes_of(figure, unit="bits"):
    """The Python figure with the shares of the eight knobs, after a comparison of the numbers."""
    look = figure.look()
    name = figure.words["handle"]
    shares = {
        trait: [look["knobs"][name.format(name=f"{trait} of {symbol}")] for symbol in "ABCD"]
        for trait in "pq"
    }
    codes = TwoCodes(**shares, unit=unit)
    exact = {
        "entropy": codes.entropy,
        "cross_entropy": codes.cross_entropy,
        "divergence": codes.divergence,
        "swapped": codes.swapped,
        "too_long": codes.excess[codes.excess > 0].sum(),
        "too_short": codes.excess[codes.excess < 0].sum(),
    }
    assert_shows(look["numbers"], exact)
    return codes


def test_dragging_a_bar_rescales_the_others_as_in_python(show):
    figure = show(*place_of("two-codes"))
    bar = figure.root.get_by_role("slider", name="bar: q of A", exact=True)
    box = bar.locator(".handle-knob").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    figure.page.mouse.move(x, y)
    figure.page.mouse.down()
    figure.page.mouse.move(x + 5, y - 50, steps=4)
    figure.page.mouse.up()
    codes = codes_of(figure)
    assert codes.q[0] > 0.3 and codes.p == TwoCodes().p
    moved = TwoCodes()
    moved.move("q", "A", codes.q[0])
    assert codes.q == pytest.approx(moved.q)
    assert codes.divergence < TwoCodes().divergence
    bar.press("End")
    assert figure.numbers()["cross_entropy"] == figure.numbers()["divergence"] == "∞"
    bar.press("Home")
    assert figure.numbers()["entropy"] == "1.750"


def test_the_buttons_swap_learn_and_toss_a_coin(show):
    figure = show(*place_of("two-codes"))

    def press(word):
        figure.root.get_by_role("button", name=figure.words[word], exact=True).click()

    press("swap")
    assert codes_of(figure).divergence == 0.5
    press("learn")
    assert codes_of(figure).divergence == 0
    assert figure.root.locator(".bars.loss:not(.hollow)").get_attribute("d").count("M") == 4
    press("coin")
    figure.native("nats").check()
    codes_of(figure, "nats")
    numbers = figure.numbers()
    assert (numbers["divergence"], numbers["swapped"]) == ("0.511", "0.368")
    figure.opened.assert_quiet()


# ---------------------------------------------------------------- Surprise meter


def test_only_cross_entropy_pulls_at_a_confident_wrong_answer():
    meter = SurpriseMeter(z=-10, steps=100)
    cross_entropy, squared, zero_one = meter.pulls
    assert cross_entropy > 0.9999 and squared < 0.0001 and zero_one == 0
    assert meter.learned[0] > 4 and meter.learned[1] < -9.9
    for z in (-8.0, -1.3, 0.4, 6.0):
        meter = SurpriseMeter(z=z)
        with mpmath.workdps(30):
            surprise = mpmath.diff(lambda t: mpmath.log1p(mpmath.exp(-t)), z)
            square = mpmath.diff(lambda t: 1 / (1 + mpmath.exp(t)) ** 2, z)
        assert meter.pulls[0] == pytest.approx(float(-surprise), rel=1e-12)
        assert meter.pulls[1] == pytest.approx(float(-square), rel=1e-12)
    assert SurpriseMeter(z=0).zero_one == 1, "a tie is not right"


@pytest.mark.parametrize("axis", ["logit", "probability"])
def test_the_meter_shows_the_losses_and_pulls_of_python(axis, show):
    figure = show(*place_of("surprise-meter"))
    figure.native(axis).check()
    figure.native("steps").fill("100")
    for z in (-10, -2.5, 0, 0.3, 7):
        figure.native("z").fill(str(z))
        numbers = figure.numbers()
        meter = SurpriseMeter(z=z, axis=axis, steps=100)
        exact = {
            "cross_entropy": meter.cross_entropy,
            "squared_error": meter.squared_error,
            "pull_cross_entropy": meter.pulls[0],
            "pull_squared_error": meter.pulls[1],
            "learned_cross_entropy": meter.learned[0],
            "learned_squared_error": meter.learned[1],
        }
        assert_shows(numbers, exact)
        assert numbers["zero_one"] == str(meter.zero_one) and numbers["pull_zero_one"] == "0"
    figure.native("p").fill("0.9")
    assert figure.look()["knobs"][figure.words["handle"]] == pytest.approx(math.log(9))


@pytest.mark.parametrize("axis", ["logit", "probability"])
def test_the_mouse_drags_the_logit_on_both_axes(axis, show):
    figure = show(*place_of("surprise-meter"))
    figure.native("z").fill("-1")
    figure.native(axis).check()
    pointer = drag(figure, "handle", 180, 0)
    assert figure.look()["knobs"][figure.words["handle"]] > 0
    assert figure.center("handle")[0] == pytest.approx(pointer[0], abs=1)


# ---------------------------------------------------------------- Watch it learn


def test_learning_starts_at_ln_10_and_goes_down():
    losses = [WatchItLearn(step=step).loss for step in (0, 1, 5, 25)]
    assert losses[0] == pytest.approx(math.log(10), rel=1e-15)
    assert losses == sorted(losses, reverse=True)
    watch = WatchItLearn(step=1, rate=2)
    X = np.array([[int(ink, 17) / 16 for ink in pixel] for pixel in watch.train]).T
    y = np.array(watch.labels)
    data = load_digits()
    assert (X[:30] * 16 == data.X[data.y == 0][:30]).all() and X.shape == (300, 64)
    mean = np.array([X[y == k].sum(axis=0) for k in range(10)]) / 300 - X.mean(axis=0) / 10
    np.testing.assert_allclose(watch.weights[1:].T, 2 * mean, atol=1e-15)
    seen, asked = (set(zip(*texts, strict=True)) for texts in (watch.train, watch.test))
    assert len(asked) == 100 and not seen & asked, "the others must be others"


def assert_watch_it_learn(figure, **traits):
    """Assert that the page comes to the numbers of Python; many steps take several frames."""
    watch = WatchItLearn(**traits)
    loss = figure.root.locator("[data-number=loss]")
    expect(loss).to_have_text(watch.key_numbers()["loss"])
    numbers = figure.numbers()
    assert {name: numbers[name] for name in watch.key_numbers()} == watch.key_numbers()
    return watch


def test_it_learns_as_in_python_and_goes_back(show):
    figure = show(*place_of("watch-it-learn"))
    assert_watch_it_learn(figure)
    one = figure.root.get_by_role("button", name=figure.words["one"], exact=True)
    one.click()
    assert_watch_it_learn(figure, step=1)
    pictures = figure.root.locator(".pictures .score").last
    assert "M" in pictures.get_attribute("d")
    figure.native("step").fill("60")
    figure.native("image").fill("77")
    assert_watch_it_learn(figure, step=60, image=77)
    figure.native("rate").fill("2")
    assert_watch_it_learn(figure, step=60, image=77, rate=2)
    figure.native("step").fill("3")
    assert_watch_it_learn(figure, step=3, image=77, rate=2)
    figure.reset()
    assert_watch_it_learn(figure)
    assert pictures.get_attribute("d") == ""


def test_it_runs_and_pauses(show):
    figure = show(*place_of("watch-it-learn"))
    run = figure.root.get_by_role("button", name=figure.words["run"], exact=True)
    run.click()
    step = figure.native("step")
    expect(step).not_to_have_value("0")
    run.click()
    paused = int(step.input_value())
    assert 0 < paused <= 200
    assert_watch_it_learn(figure, step=paused)
    run.click()
    if paused < 200:
        expect(step).to_have_value("200")
        assert_watch_it_learn(figure, step=200)
    figure.opened.assert_quiet()
