"""Chapter 11: Sampling lab."""

import gzip
import re

import numpy as np
import pytest
from browsing import SITE
from playwright.sync_api import expect

from logitlab import load_language_model
from logitlab.explorables import SamplingLab
from logitlab.explorables.sampling_lab import CARDS, LLAMA

from .figure import Figure, place_of

GRIPS = "(root) => Array.from(root.querySelectorAll('.sampling-card label'), (l) => l.textContent)"


def cards_of(figure):
    """The cards as the page shows them, from the first to the last, by the names of the class."""
    figure.look()
    names = {figure.words[card]: card for card in CARDS}
    return [names[text] for text in figure.root.evaluate(GRIPS)]


def grip(figure, card):
    return figure.root.locator(".sampling-card", has_text=figure.words[card]).get_by_role("button")


def guess(figure, word="more"):
    figure.press_button(word)


def assert_lab(figure, lab):
    """The page shows the numbers, the order and the lines of the class."""
    numbers = figure.numbers()
    expected = lab.key_numbers()
    assert {word: numbers[word] for word in expected} == expected
    assert cards_of(figure) == lab.cards
    lines = figure.root.locator(".sampling-lines li")
    for k, text in enumerate(lab.continuations):
        expect(lines.nth(k)).to_have_text(f"…{text}".replace("\n", " "))


def test_sampling_lab_begins_with_two_tokens_and_ten_when_the_temperature_is_last():
    lab = SamplingLab()
    assert (lab.kept, lab.key_numbers()["likeliest"]) == (2, "␣same")
    lab.order = LLAMA
    assert lab.kept == 10
    assert load_language_model().decode(lab.text) == "This is the"
    assert lab.probabilities.sum() == pytest.approx(1)
    firsts = {line[:4] for line in lab.continuations}
    assert len(firsts) > 1, "needles that lie apart must not all draw the same token"


def test_the_order_is_locked_until_the_guess_and_then_the_temperature_goes_last(show):
    figure = show(*place_of("sampling-lab"))
    assert figure.numbers()["kept"] == "2 of 768 left"
    handle = grip(figure, "temperature")
    handle.press("ArrowDown")
    assert cards_of(figure) == list(CARDS)
    assert handle.get_attribute("aria-disabled") == "true"
    controls = figure.root.locator("input, select")
    assert controls.count() == 8, "the sentence, six knobs, a token"
    for control in controls.all():
        expect(control).to_be_disabled()  # the prompt speaks of them as they are
    verdict = figure.root.locator(".verdict")
    assert verdict.inner_text() == ""
    assert_lab(figure, SamplingLab())
    expect(figure.root.locator(".sampling-lines")).to_be_visible()  # no empty room before the guess
    guess(figure, "fewer")
    for control in controls.all():
        expect(control).to_be_enabled()
    assert_lab(figure, SamplingLab(guess="fewer", order=LLAMA))
    told = {"guess": figure.words["fewer"], "first": 2, "last": 10}
    assert verdict.inner_text() == figure.words["verdict"].format(**told)
    focused = figure.page.evaluate("() => document.activeElement.ariaLabel")
    assert focused.startswith(figure.words["temperature"]), "the focus goes on from the button"
    figure.native("top_p").fill("0.5")
    lab = SamplingLab(guess="fewer", order=LLAMA, top_p=0.5)
    assert_lab(figure, lab)
    assert figure.words["fewer"] not in verdict.inner_text(), "the guess was about other knobs"
    figure.reset()
    assert figure.root.locator(".explorable-prompt").inner_text() == figure.words["prompt"]
    assert cards_of(figure) == list(CARDS)
    figure.opened.assert_quiet()


def test_a_card_moves_by_keyboard_and_by_drag(show):
    figure = show(*place_of("sampling-lab"))
    guess(figure)
    handle = grip(figure, "temperature")
    for key in ("ArrowUp", "ArrowUp", "ArrowUp"):
        handle.press(key)
    assert cards_of(figure) == list(CARDS)
    assert figure.numbers()["kept"] == "2 of 768 left"
    assert handle.evaluate("(node) => node === document.activeElement"), "it keeps the focus"
    assert handle.get_attribute("aria-label") == figure.words["grip"].format(
        card=figure.words["temperature"], place=3
    )
    for key in ["ArrowUp"] * 5:
        handle.press(key)
    assert cards_of(figure)[0] == "temperature", "a card at the end stays there"
    box = handle.bounding_box()
    mouse = figure.page.mouse
    mouse.move(box["x"] + 9, box["y"] + 9)
    mouse.down()
    mouse.move(box["x"] + 9, box["y"] + 9 + 44 * 2, steps=6)
    assert cards_of(figure)[2] == "temperature", "it moves while it is dragged"
    mouse.move(box["x"] + 9, box["y"] + 9 + 44 * 5, steps=6)
    mouse.up()
    assert cards_of(figure)[-1] == "temperature"
    assert figure.numbers()["kept"] == "10 of 768 left"


def test_a_sentence_of_the_readers_own_and_a_token_that_is_drawn(show):
    figure = show(*place_of("sampling-lab"))
    guess(figure)
    field = figure.root.get_by_label(figure.words["text"], exact=True)
    field.fill("The odds of distress 🙂")
    text = load_language_model().encode("The odds of distress 🙂")
    lab = SamplingLab(guess="more", order=LLAMA, text=text)
    assert_lab(figure, lab)
    field.fill("The sigmoid")
    lab.text = load_language_model().encode("The sigmoid")
    figure.press_button("draw")
    token, lab.seed = lab.draw(lab.text, lab.seed)
    lab.text = [*lab.text, token]
    assert_lab(figure, lab)
    assert field.input_value() == load_language_model().decode(lab.text)
    figure.press_button("again")
    lab.seed = (lab.seed * 1664525 + 1013904223) % 2**32
    assert_lab(figure, lab)
    field.fill("")
    assert_lab(figure, lab)  # nothing to go on from: the last sentence stays


def test_a_bias_multiplies_the_odds_of_its_token(show):
    figure = show(*place_of("sampling-lab"))
    guess(figure)
    lab = SamplingLab(guess="more", order=LLAMA, top_p=1.0, temperature=1.0)
    figure.native("top_p").fill("1")
    figure.native("temperature").fill("1")
    before = lab.probabilities[lab.biased]
    figure.native("bias").fill("2")
    lab.bias = 2.0
    after = lab.probabilities[lab.biased]
    assert after / (1 - after) == pytest.approx(np.exp(2) * before / (1 - before))
    assert_lab(figure, lab)
    figure.root.get_by_label(figure.words["biased"]).select_option(label="␣odds")
    lab.biased = load_language_model().tokens.index(" odds")
    assert_lab(figure, lab)


MODEL = "**/language_model.js"


def test_the_model_is_asked_for_at_the_first_change(visit):
    path, _, place = place_of("sampling-lab")
    opened = visit(path)
    figure = Figure(opened, place)
    assert_lab(figure, SamplingLab())
    assert not [address for address in opened.requests if "language_model.js" in address]
    said = int(re.search(r"\d+", figure.words["loading"])[0])
    sent = len(gzip.compress((SITE / "_static" / "language_model.js").read_bytes(), 6)) / 1000
    assert said == pytest.approx(sent, rel=0.1), "kB"
    with opened.page.expect_request(MODEL):
        guess(figure)
    assert_lab(figure, SamplingLab(guess="more", order=LLAMA))
    opened.assert_quiet()


def test_a_model_that_does_not_come_is_asked_for_again(visit):
    path, _, place = place_of("sampling-lab")
    opened = visit(path)
    opened.page.route(MODEL, lambda route: route.abort())
    figure = Figure(opened, place)
    guess(figure)
    lines = figure.root.locator(".sampling-lines")
    expect(lines).to_have_text(figure.words["missing"])
    numbers = figure.numbers()
    assert numbers["kept"] == "10 of 768 left", "of this sentence the scores are known"
    field = figure.root.get_by_label(figure.words["text"], exact=True)
    field.fill("The odds")
    assert figure.numbers() == numbers, "those of another sentence are not"
    opened.page.unroute(MODEL)
    field.fill("The sigmoid")
    text = load_language_model().encode("The sigmoid")
    lab = SamplingLab(guess="more", order=LLAMA, text=text)
    expect(lines).to_contain_text(f"…{lab.continuations[-1]}".replace("\n", " "))
    assert_lab(figure, lab)
