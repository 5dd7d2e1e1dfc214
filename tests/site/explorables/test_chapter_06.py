"""Chapter 6: Errors on ten scores, Watch it learn, Two codes, Surprise meter."""

import math

import mpmath
import numpy as np
import pytest
from playwright.sync_api import expect
from traitlets import TraitError

from logitlab import load_digits
from logitlab.explorables import ErrorsOnTenScores, SurpriseMeter, TwoCodes, WatchItLearn
from logitlab.explorables.watch_it_learn import design
from logitlab.numbers import number

from .figure import assert_shows, drag, parse, place_of


def shown(figure):
    """The numbers of the figure, each without the words before it."""
    return {name: text.rpartition(" ")[2] for name, text in figure.numbers().items()}


# ---------------------------------------------------------------- Errors on ten scores


def test_the_errors_are_the_slopes_of_the_loss_and_sum_to_0():
    for truth in "0389":
        figure = ErrorsOnTenScores(truth=truth)
        assert figure.errors.sum() == pytest.approx(0, abs=1e-15)
        for k in range(10):
            score = getattr(figure, f"z{k}")
            ends = [
                ErrorsOnTenScores(truth=truth, **{f"z{k}": score + h}).loss for h in (1e-6, -1e-6)
            ]
            assert (ends[0] - ends[1]) / 2e-6 == pytest.approx(figure.errors[k], abs=1e-8)
    assert math.isnan(ErrorsOnTenScores().loss) and np.isnan(ErrorsOnTenScores().errors).all()


def test_the_ten_scores_are_those_of_watch_it_learn():
    watch = WatchItLearn(step=200, image=34)
    scores = design(watch.test)[34] @ watch.weights
    figure = ErrorsOnTenScores()
    np.testing.assert_allclose(figure.scores, scores - scores.mean(), atol=0.051)
    assert [f"{ink:X}".replace("10", "G") for ink in figure.picture] == [
        pixel[34] for pixel in watch.test
    ]
    assert watch.test_labels[34] == 3


def errors_of(figure, truth):
    """The class with the scores of the page's sliders, after a comparison of the numbers."""
    scores = {f"z{k}": float(figure.native(f"z{k}").input_value()) for k in range(10)}
    scores[f"z{truth}"] = figure.look()["knobs"][figure.words["handle"]]  # not rounded
    explorable = ErrorsOnTenScores(truth=truth, **scores)
    exact = {"loss": explorable.loss, "error": explorable.errors[int(truth)]}
    assert_shows(shown(figure), exact)
    return explorable


def test_the_errors_are_hidden_until_the_reader_has_read_the_picture(show):
    figure = show(*place_of("errors-on-ten-scores"))
    first = figure.look()
    assert {"loss", "error"}.isdisjoint(first["numbers"])
    assert first["numbers"]["says"] == ErrorsOnTenScores().key_numbers()["says"]
    assert figure.handle("handle").count() == 0
    figure.native("8").check()
    errors_of(figure, "8")
    told = figure.words["other"].format(truth=8)
    assert figure.root.locator(".verdict").inner_text() == told
    figure.native("3").check()
    before = errors_of(figure, "3")
    assert figure.root.locator(".verdict").inner_text() == figure.words["same"]
    pointer = drag(figure, "handle", 0, -30)
    assert figure.center("handle")[1] == pytest.approx(pointer[1], abs=1)
    after = errors_of(figure, "3")
    assert after.z3 > before.z3 and abs(after.errors).sum() < abs(before.errors).sum()
    assert "says" not in figure.numbers()
    assert figure.reset() == first
    figure.opened.assert_quiet()


def test_a_step_moves_each_score_against_its_error(show):
    figure = show(*place_of("errors-on-ten-scores"))
    figure.native("3").check()
    explorable = ErrorsOnTenScores(truth="3")
    for _ in range(3):
        figure.press_button("step")
        new = explorable.scores - 2 * explorable.errors
        explorable = ErrorsOnTenScores(truth="3", **{f"z{k}": new[k] for k in range(10)})
        exact = {"loss": explorable.loss, "error": explorable.errors[3]}
        assert_shows(shown(figure), exact)


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


def test_a_drawing_is_asked_about_instead_of_an_image():
    watch = WatchItLearn(step=50, image=7)
    copy = "".join(pixel[42] for pixel in watch.test)
    drawing = WatchItLearn(step=50, image=7, drawn=copy)
    np.testing.assert_array_equal(
        drawing.probabilities, WatchItLearn(step=50, image=42).probabilities
    )
    for wrong in ("1", "x" * 64):
        with pytest.raises(TraitError, match="64"):
            WatchItLearn(drawn=wrong)


def bars_of(figure):
    """The shares that the bars below the ten pictures show, each as a part of the widest bar."""
    d = figure.root.locator("path.probability").get_attribute("d")
    return np.array([float(part.split("h")[1].split("v")[0]) for part in d.split("M")[1:]]) / 8


def assert_watch_it_learn(figure, **traits):
    """Assert that the page comes to the numbers of Python; many steps take several frames."""
    watch = WatchItLearn(**traits)
    loss = figure.root.locator("[data-number=loss]")
    expect(loss).to_have_text(watch.key_numbers()["loss"])
    numbers = figure.numbers()
    assert {name: numbers[name] for name in watch.key_numbers()} == watch.key_numbers()
    np.testing.assert_allclose(bars_of(figure), watch.probabilities, atol=0.001)
    return watch


def test_it_learns_as_in_python_and_goes_back(show):
    figure = show(*place_of("watch-it-learn"))
    assert_watch_it_learn(figure)
    assert figure.numbers()["right"] == figure.words["tie"], "ten equal shares are no answer"
    figure.press_button("one")
    assert_watch_it_learn(figure, step=1)
    pictures = figure.root.locator(".pictures .score").last
    assert "M" in pictures.get_attribute("d")
    figure.native("step").fill("60")
    figure.native("image").fill("77")
    watch = assert_watch_it_learn(figure, step=60, image=77)
    wrong = figure.root.locator("path.loss.outline")
    misses = 100 - round(100 * watch.test_accuracy)
    assert wrong.get_attribute("d").count("M") == misses
    assert figure.words["others"] in figure.root.locator("svg text").all_text_contents()
    figure.native("rate").fill("2")
    assert_watch_it_learn(figure, step=60, image=77, rate=2)
    figure.native("step").fill("3")
    assert_watch_it_learn(figure, step=3, image=77, rate=2)
    figure.reset()
    assert_watch_it_learn(figure)
    assert pictures.get_attribute("d") == ""


def test_a_click_on_the_sheet_and_its_arrow_keys_choose_an_image(show):
    figure = show(*place_of("watch-it-learn"))
    figure.native("step").fill("20")
    sheet = figure.root.locator(".asking > button").nth(1)
    box = sheet.bounding_box()
    sheet.click(position={"x": 0.47 * box["width"], "y": 0.35 * box["height"]})
    assert_watch_it_learn(figure, step=20, image=34)
    for key, image in (("ArrowRight", 35), ("ArrowDown", 45), ("ArrowLeft", 44), ("ArrowUp", 34)):
        sheet.press(key)
        figure.look()
        assert figure.native("image").input_value() == str(image)
    figure.opened.assert_quiet()


def test_a_digit_can_be_drawn_by_mouse_and_by_keyboard(show):
    figure = show(*place_of("watch-it-learn"))
    figure.native("step").fill("100")
    assert_watch_it_learn(figure, step=100)
    clear = figure.button("clear")
    assert not clear.is_visible()
    pad = figure.root.locator(".asking > button").first
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    mouse = figure.page.mouse
    mouse.move(box["x"] + 0.5 * box["width"], box["y"] + 0.1 * box["height"])
    mouse.down()
    mouse.move(box["x"] + 0.5 * box["width"], box["y"] + 0.9 * box["height"], steps=12)
    mouse.up()
    figure.opened.wait_until_drawn()
    by_mouse = bars_of(figure)
    assert by_mouse.sum() == pytest.approx(1, abs=0.01) and by_mouse.argmax() == 1
    clear.click()
    assert_watch_it_learn(figure, step=100)
    for _ in range(3):
        pad.press("Space")
        pad.press("ArrowDown")
    figure.look()
    assert abs(bars_of(figure) - WatchItLearn(step=100).probabilities).max() > 0.05
    figure.reset()
    assert_watch_it_learn(figure)
    figure.opened.assert_quiet()


# both presses here, as it may have come to its end before a second call
RUN_AND_PAUSE = """async ([run, step]) => {
  run.click();
  while (step.value === "0") await new Promise(requestAnimationFrame);
  run.click();
}"""


def test_it_runs_and_pauses(show):
    figure = show(*place_of("watch-it-learn"))
    step, run = figure.native("step"), figure.button("run")
    figure.page.evaluate(RUN_AND_PAUSE, [run.element_handle(), step.element_handle()])
    figure.look()
    paused = int(step.input_value())
    assert 0 < paused <= 200
    assert_watch_it_learn(figure, step=paused)
    figure.press_button("run")
    if paused < 200:
        expect(step).to_have_value("200")
        assert_watch_it_learn(figure, step=200)
    figure.opened.assert_quiet()


# ---------------------------------------------------------------- Two codes


def test_the_excess_has_both_signs_and_sums_to_the_divergence():
    codes = TwoCodes()
    assert (codes.entropy, codes.cross_entropy, codes.divergence) == (1.75, 2.375, 0.625)
    assert codes.excess == pytest.approx([1, -0.25, -0.125, 0], abs=1e-15)
    swapped = TwoCodes(y=codes.p, p=codes.y)
    assert (swapped.cross_entropy, swapped.divergence) == (2.25, 0.5)
    coin = TwoCodes(y=[0.5, 0.5, 0, 0], p=[0.9, 0.1, 0, 0], unit="nats")
    assert coin.divergence == pytest.approx(math.log(5 / 3), rel=1e-14)
    excluded = TwoCodes(p=[0, 0.5, 0.25, 0.25]).key_numbers()
    assert excluded == {"cross_entropy": "H(y, p) ∞"}
    with pytest.raises(TraitError, match="p must sum to 1"):
        TwoCodes(p=[0.5, 0.5, 0.5, 0.5])
    generator = np.random.default_rng(6)
    for _ in range(50):
        y, p = generator.dirichlet(np.ones(4), 2).tolist()
        codes = TwoCodes(y=y, p=p)
        assert codes.divergence == pytest.approx(codes.excess.sum(), abs=1e-14)
        assert codes.divergence >= 0 > codes.excess.min()


def codes_of(figure, unit="bits"):
    """The class with the lengths of the four tops, after a comparison of the numbers."""
    look = figure.look()
    tops = [look["knobs"][figure.words["handle"].format(name=name)] for name in "ABCD"]
    y = [float(figure.native(f"y_{name}").input_value()) for name in "ABCD"]
    p = 2.0 ** -np.array(tops)
    codes = TwoCodes(p=(p / p.sum()).tolist(), unit=unit, committed=True)
    assert y == pytest.approx(codes.y, abs=0.026), "the sliders stand at steps of 0.05"
    exact = {"cross_entropy": codes.cross_entropy, "entropy": codes.entropy}
    assert_shows(shown(figure), exact)
    return codes


def test_dragging_a_top_changes_the_other_words_as_in_python(show):
    figure = show(*place_of("two-codes"))
    assert "entropy" not in figure.numbers(), "the lowest length is hidden until the reader commits"
    top = figure.root.get_by_role(
        "slider", name=figure.words["handle"].format(name="A"), exact=True
    )
    top.scroll_into_view_if_needed()
    box = top.locator(".handle-knob").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    mouse = figure.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + 5, y + 60, steps=4)
    mouse.up()
    mine = parse(shown(figure)["cross_entropy"])[0]
    figure.press_button("commit")
    codes = codes_of(figure)
    assert codes.p[0] > 0.2
    moved = TwoCodes()
    moved.move("p", "A", codes.p[0])
    assert codes.p == pytest.approx(moved.p)
    assert codes.divergence < TwoCodes().divergence
    told = figure.words["verdict"].format(mine=f"{mine:.2f}", unit="bits", best="1.75")
    assert figure.root.locator(".verdict").inner_text() == told
    figure.native("nats").check()
    figure.look()
    in_nats = figure.root.locator(".verdict").inner_text()
    assert "nats" in in_nats and "1.21" in in_nats, "the unit that is chosen"
    figure.native("bits").check()
    figure.press_button("swap")
    said = figure.root.locator(".verdict").inner_text()
    assert said == figure.words["gap"], "the numbers were those of another code"
    figure.reset()
    assert "entropy" not in figure.numbers()


def test_a_tap_moves_the_top_of_its_rectangle(show):
    figure = show(*place_of("two-codes"))
    chart = figure.root.locator("svg.chart")
    chart.scroll_into_view_if_needed()
    before = codes_shares(figure)
    box = chart.bounding_box()
    knob = figure.root.locator(".handle-knob").nth(1).bounding_box()
    chart.click(position={"x": knob["x"] + 4 - box["x"], "y": knob["y"] - 90 - box["y"]})
    after = codes_shares(figure)
    assert after[1] < before[1] and after[0] > before[0]


def codes_shares(figure):
    knobs = figure.look()["knobs"]
    return [2.0 ** -knobs[figure.words["handle"].format(name=name)] for name in "ABCD"]


def test_the_buttons_swap_and_build_the_best_code(show):
    figure = show(*place_of("two-codes"))
    figure.press_button("commit")
    assert codes_of(figure).divergence == 0.625
    figure.press_button("swap")
    assert shown(figure)["cross_entropy"] == "2.25"
    figure.press_button("swap")
    figure.press_button("learn")
    assert codes_of(figure).divergence == 0
    figure.native("nats").check()
    codes_of(figure, "nats")
    figure.opened.assert_quiet()


# ---------------------------------------------------------------- Surprise meter


def test_only_cross_entropy_is_steep_at_a_confident_wrong_answer():
    meter = SurpriseMeter(z=-8, steps=100)
    cross_entropy, squared, zero_one = meter.slopes
    assert cross_entropy < -0.999 and abs(squared) < 0.001 and zero_one == 0
    assert meter.learned[0] > 4 and meter.learned[1] < -7.9
    for z in (-8.0, -1.3, 0.4, 6.0):
        meter = SurpriseMeter(z=z)
        with mpmath.workdps(30):
            surprise = mpmath.diff(lambda t: mpmath.log1p(mpmath.exp(-t)), z)
            square = mpmath.diff(lambda t: 1 / (1 + mpmath.exp(t)) ** 2, z)
        assert meter.slopes[0] == pytest.approx(float(surprise), rel=1e-12)
        assert meter.slopes[1] == pytest.approx(float(square), rel=1e-12)
    assert SurpriseMeter(z=0).zero_one == 1, "a tie is not right"
    np.testing.assert_allclose(SurpriseMeter(steps=100).learned, [4.52, -5.33], atol=0.005)


def test_each_of_the_three_balls_says_its_score(show):
    figure = show(*place_of("surprise-meter"))
    figure.press_button("race")
    ends = [figure.words["at"].format(z=number(z, 2)) for z in SurpriseMeter(steps=100).learned]
    shown = figure.root.locator("svg.chart text.note").all_text_contents()
    for end in [*ends[:2], figure.words["at"].format(z="−6.00")]:
        assert end in shown


@pytest.mark.parametrize("axis", ["logit", "probability"])
def test_the_race_ends_where_python_ends(axis, show):
    figure = show(*place_of("surprise-meter"))
    figure.native(axis).check()
    for z in (-8, -2.5, 0, 0.3, 7):
        figure.native("z").fill(str(z))
        figure.press_button("race")
        meter = SurpriseMeter(z=z, axis=axis, steps=100)
        names = ("learned_cross_entropy", "learned_squared_error")
        assert_shows(shown(figure), dict(zip(names, meter.learned, strict=True)))
    figure.native("steps").fill("10")
    meter.steps = 10
    assert_shows(shown(figure), dict(zip(names, meter.learned, strict=True)))
    figure.opened.assert_quiet()


@pytest.mark.parametrize("axis", ["logit", "probability"])
def test_the_mouse_drags_the_logit_on_both_axes(axis, show):
    figure = show(*place_of("surprise-meter"))
    figure.native("z").fill("-1")
    figure.native(axis).check()
    pointer = drag(figure, "handle", 80, 0)
    assert figure.look()["knobs"][figure.words["handle"]] > -1
    assert figure.center("handle")[0] == pytest.approx(pointer[0], abs=1)


def test_the_race_can_be_watched_and_paused(timed):
    figure = timed("surprise-meter")
    figure.button("race").click()
    figure.page.clock.run_for(1000)
    figure.button("pause").click()
    figure.page.clock.run_for(1000)
    on_the_way = figure.native("steps").input_value()
    assert 20 < int(on_the_way) < 60
    figure.page.clock.run_for(1000)
    assert figure.native("steps").input_value() == on_the_way
    figure.button("race").click()
    figure.page.clock.run_for(4000)
    assert figure.native("steps").input_value() == "100"
