"""Chapter 10: Training cockpit."""

import math

import numpy as np
import pytest
from playwright.sync_api import expect

from logitlab import load_digits
from logitlab.explorables import TrainingCockpit

from .figure import assert_shows, drag, place_of


def test_the_cockpit_learns_from_100_digits_of_which_15_have_a_wrong_label():
    cockpit = TrainingCockpit()
    data = load_digits()
    digit = {
        tuple("0123456789ABCDEFG"[int(v)] for v in x): y
        for x, y in zip(data.X, data.y, strict=True)
    }
    train, held_out = (
        list(zip(*texts, strict=True)) for texts in (cockpit.train, cockpit.held_out)
    )
    assert len(set(train + held_out)) == 300, "held out must be held out"
    truth = [digit[image] for image in train]
    assert np.sum(np.array(truth) != cockpit.labels) == 15
    assert [digit[image] for image in held_out] == cockpit.held_out_labels
    assert np.bincount(truth).tolist() == [10] * 10


def test_what_each_knob_of_the_cockpit_does():
    start = TrainingCockpit(step=0)
    assert start.loss == pytest.approx(math.log(10)) == start.held_out_loss
    slow, jumping = TrainingCockpit(step_size=2**-5, step=100), TrainingCockpit(step_size=4, step=5)
    assert slow.loss > 1.8 and jumping.loss > math.log(10)
    brakes = [TrainingCockpit(step_size=2, penalty=k, step=100) for k in (1e-5, 10**-2.5, 1e-2)]
    assert np.all(np.diff([cockpit.loss for cockpit in brakes]) > 0)
    learned = [
        TrainingCockpit(step_size=4, penalty=penalty, step=100).wrong_labels_learned
        for penalty in (1e-5, 10**-2.5)
    ]
    assert learned == [12, 4], "with little brake, wrong labels are learned too"
    none, some, more = [cockpit.held_out_loss for cockpit in brakes]
    assert some < none < more, "the held-out loss has a valley"
    assert brakes[2].accuracy > brakes[0].accuracy, "and more right answers at a higher loss"
    turned = [TrainingCockpit(penalty=1e-2, temperature=2.0**k) for k in (-3, -1, 0, 2)]
    assert len({cockpit.accuracy for cockpit in turned}) == 1
    assert len({round(cockpit.ece, 3) for cockpit in turned}) == 4
    assert np.argmin([cockpit.held_out_loss for cockpit in turned]) == 1


def test_the_penalty_spares_the_biases():
    step, free = TrainingCockpit(step=2, penalty=0.1), TrainingCockpit(step=2, penalty=1e-5)
    once = TrainingCockpit(step=1).weights
    shrunk = 0.5 * (0.1 - 1e-5) * once[1:]
    np.testing.assert_allclose(free.weights[1:] - step.weights[1:], shrunk, atol=1e-6)
    np.testing.assert_allclose(free.weights[0], step.weights[0], atol=1e-6)


def assert_training_cockpit(figure, **traits):
    """Assert that the page comes to the numbers of Python; a training takes several frames."""
    cockpit = TrainingCockpit(**traits)
    shown = {
        "loss": cockpit.loss,
        "held_out_loss": cockpit.held_out_loss,
        "accuracy": cockpit.accuracy,
        "confidence": cockpit.confidence,
        "ece": cockpit.ece,
    }
    numbers = cockpit.key_numbers()
    for word in ("loss", "held_out_loss"):
        expect(figure.root.locator(f"[data-number={word}]")).to_have_text(numbers[word])
    assert_shows(figure.numbers(), shown)
    assert_shows(numbers, shown)
    sliders = {name: getattr(cockpit, name) for name in ("step_size", "penalty", "temperature")}
    for name, value in sliders.items():
        assert float(figure.numbers()[name]) == pytest.approx(value, rel=0.05), "no exponent"


def test_the_page_flies_as_python_does(show):
    figure = show(*place_of("training-cockpit"))
    assert_training_cockpit(figure)
    traits = {}
    for slider, k, base in [
        ("step_size", 1, 2),
        ("penalty", -2, 10),
        ("temperature", -1.4, 2),
        ("step", 37, None),
        ("step_size", -5, 2),
    ]:
        figure.native(slider).fill(str(k))
        traits[slider] = base**k if base else k
        assert_training_cockpit(figure, **traits)
    figure.reset()
    assert_training_cockpit(figure)
    figure.opened.assert_quiet()


def test_dragging_the_ring_goes_back_in_the_training(show):
    figure = show(*place_of("training-cockpit"))
    drag(figure, "stepHandle", -80, 0)
    step = figure.look()["knobs"][figure.words["stepHandle"]]
    assert 20 < step < 60
    assert_training_cockpit(figure, step=step)


def test_while_the_step_size_moves_only_whole_trainings_are_shown(show):
    figure = show(*place_of("training-cockpit"))
    figure.native("step_size").press("End")
    figure.native("step_size").press("Home")
    curve = figure.root.locator("path.loss.thick").first
    assert curve.get_attribute("d").count("L") >= 99
    assert_training_cockpit(figure, step_size=2**-5)


def test_the_handle_rises_and_falls_with_the_temperature(show):
    figure = show(*place_of("training-cockpit"))
    heights = []
    for k in (-1, 0, 1):
        figure.native("temperature").fill(str(k))
        heights.append(figure.center("stepHandle")[1])
    assert abs(heights[2] - heights[1]) > 8 and abs(heights[0] - heights[1]) > 3
    assert_training_cockpit(figure, temperature=2)


def test_it_trains_as_one_watches_and_stops_at_the_end(show):
    figure = show(*place_of("training-cockpit"))
    figure.native("step").fill("96")
    figure.press_button("play")
    expect(figure.root.locator("[data-number=step]")).to_have_text("100")
    expect(figure.button("play")).to_be_visible()
    assert_training_cockpit(figure, step=100)
