"""Chapter 11: Attention row, What holds the level, Does it come true."""

import math

import numpy as np
import pytest
from playwright.sync_api import expect

from logitlab import cross_entropy_with_logits, softmax
from logitlab.explorables import AttentionRow, DoesItComeTrue, WhatHoldsTheLevel
from logitlab.explorables.does_it_come_true import compute_table, held_out
from logitlab.explorables.what_holds_the_level import SHARES, STEPS, STRENGTH

from .figure import (
    Figure,
    assert_shows,
    assert_shows_the_key_numbers,
    drag,
    parse,
    place_of,
)

# ---------------------------------------------------------------- Attention row


def test_a_row_is_a_softmax_over_the_words_that_may_be_seen():
    row = AttentionRow()
    seen = np.exp(row.match[:6])
    np.testing.assert_allclose(row.weights, [*seen / seen.sum(), 0], atol=1e-15)
    row.mask = False
    np.testing.assert_allclose(row.weights, softmax(row.match))
    row.none = True
    piles = np.exp(row.match)
    np.testing.assert_allclose(row.weights, piles / (1 + piles.sum()), err_msg="softmax plus one")


def test_without_the_root_all_gaps_grow_by_it():
    rooted, free = AttentionRow(d="64"), AttentionRow(d="64", root=False)
    np.testing.assert_allclose(free.scores[:6], 8 * rooted.scores[:6])
    assert free.weights[1] == pytest.approx(0.982, abs=0.0005)
    rng = np.random.default_rng(0)  # where the root comes from
    products = (rng.normal(size=(20_000, 64)) * rng.normal(size=(20_000, 64))).sum(axis=1)
    assert products.std() == pytest.approx(8, rel=0.03)


def words_of(row):
    total = row.weights.sum()
    return {"top": max(row.weights.max(), 1 - total), "total": total}


def shown(figure):
    """The numbers on the charts, without the words before them."""
    numbers = figure.numbers()
    return {name: numbers[name].split()[-1] for name in ("top", "total")}


def test_the_attention_row_shows_the_weights_of_the_class(show):
    figure = show(*place_of("attention-row"))
    row = AttentionRow()
    assert_shows(shown(figure), words_of(row))
    for word, trait in (("none", "none"), ("mask", "mask"), ("root", "root")):
        figure.native(word).click()
        setattr(row, trait, not getattr(row, trait))
        assert_shows(shown(figure), words_of(row))
    figure.native("16").click()
    row.d = "16"
    figure.native("match4").fill("2.5")
    row.match = [*row.match[:4], 2.5, *row.match[5:]]
    assert_shows(shown(figure), words_of(row))
    assert figure.numbers()["top"].startswith("mouse")
    figure.opened.assert_quiet()


def test_the_row_names_the_largest_weight_even_that_of_none_and_the_sum_stays_where_it_is(show):
    figure = show(*place_of("attention-row"))
    total = figure.root.locator("[data-number=total]")
    place = total.get_attribute("x")
    figure.native("none").check()
    for k in range(7):
        figure.native(f"match{k}").fill("-3")
    row = AttentionRow(match=[-3] * 7, none=True)
    assert_shows(shown(figure), words_of(row))
    assert figure.numbers()["top"] == row.key_numbers()["top"] == "none 0.77"
    assert total.get_attribute("x") == place
    texts = figure.root.locator("svg text").all_text_contents()
    assert {"score: q · k ÷ 8", "ran: −∞"} <= set(texts)
    figure.native("root").uncheck()
    figure.look()
    assert "score: q · k" in figure.root.locator("svg text").all_text_contents()


def test_a_word_of_the_row_is_dragged_and_a_hidden_one_cannot_be(show):
    figure = show(*place_of("attention-row"))
    word = figure.words["handle"]
    figure.words |= {"mouse": word.format(word="mouse"), "ran": word.format(word="ran")}
    before = parse(shown(figure)["top"])[0]
    _, y = drag(figure, "mouse", 0, -40)
    assert figure.center("mouse")[1] == pytest.approx(y, abs=2)
    assert figure.numbers()["top"].startswith("mouse") and parse(shown(figure)["top"])[0] > before
    assert not figure.handle("ran").is_visible()
    figure.native("mask").click()
    expect(figure.handle("ran")).to_be_visible()  # it is drawn in the next frame


# ---------------------------------------------------------------- What holds the level


def test_the_level_is_the_log_sum_exp_and_softmax_forgets_it():
    for level in (0, 20, 300):
        figure = WhatHoldsTheLevel(level=level)
        assert np.log(np.exp(figure.scores - level).sum()) == pytest.approx(0, abs=1e-12)
        np.testing.assert_allclose(figure.probabilities, SHARES)


def test_bfloat16_has_steps_of_two_at_a_level_of_300():
    figure = WhatHoldsTheLevel(level=300, coarse=True)
    np.testing.assert_array_equal(figure.scores, [300, 298, 298, 298])
    assert figure.probabilities[0] == pytest.approx(math.e**2 / (math.e**2 + 3))
    for level in (3, 20, 100, 300, 320):
        figure.level = level
        bits = (level + np.log(SHARES)).astype(np.float32).view(np.uint32)
        upper = (bits + 0x8000) & 0xFFFF0000  # a bfloat16 is the upper half of a float32
        np.testing.assert_array_equal(figure.scores, upper.view(np.float32))


def test_a_soft_cap_keeps_the_order_and_a_clip_does_not():
    for level in (10, 30, 60, 100):
        capped = WhatHoldsTheLevel(level=level, hold="cap").held
        assert (np.diff(capped) < 0).all() and (np.abs(capped) < 30).all()
    clipped = WhatHoldsTheLevel(level=32, hold="clip").held
    assert (clipped[:3] == 30).all() and clipped[3] < 30


def test_training_finds_the_level_by_the_slope_of_the_loss():
    def loss(level):
        z = level + np.log(SHARES)
        return cross_entropy_with_logits(z, SHARES) + STRENGTH * np.log(np.exp(z).sum()) ** 2

    slope = (loss(300.001) - loss(299.999)) / 0.002
    assert slope == pytest.approx(2 * STRENGTH * 300, rel=1e-5)
    figure = WhatHoldsTheLevel(level=300, zloss=True)
    assert figure.penalty == pytest.approx(9)
    level = 300.0
    for _ in range(STEPS):
        level -= 2 * STRENGTH * level
    figure.train()
    assert figure.level == pytest.approx(level)
    free = WhatHoldsTheLevel(level=300)
    free.train()
    assert free.level == 300


def test_what_holds_the_level_shows_the_shares_of_the_class(show):
    figure = show(*place_of("what-holds-the-level"))
    for level, hold, coarse in [(300, "nothing", True), (32, "clip", False), (31, "cap", True)]:
        figure.native("level").fill(str(level))
        figure.root.get_by_label(figure.words[hold], exact=True).click()
        figure.native("coarse").set_checked(coarse)
        explorable = WhatHoldsTheLevel(level=level, hold=hold, coarse=coarse)
        numbers = figure.numbers()
        assert_shows(numbers, {"share": 100 * explorable.probabilities[0]})
        assert_shows(numbers, {"penalty": explorable.penalty})
        assert numbers["level"] == explorable.key_numbers()["level"]
    figure.reset()
    figure.opened.assert_quiet()


def test_the_button_trains_the_level_only_with_the_z_loss(show):
    figure = show(*place_of("what-holds-the-level"))
    figure.native("level").fill("300")
    figure.press_button("train")
    assert figure.native("level").input_value() == "300"
    figure.native("zloss").click()
    figure.press_button("train")
    trained = WhatHoldsTheLevel(level=300, zloss=True)
    trained.train()
    assert float(figure.native("level").input_value()) == pytest.approx(trained.level, abs=0.51)


def test_the_level_is_dragged_on_its_strip(show):
    figure = show(*place_of("what-holds-the-level"))
    x, _ = drag(figure, "handle", 90, 0)
    assert figure.center("handle")[0] == pytest.approx(x, abs=1.5)


# ---------------------------------------------------------------- Does it come true


def test_the_stored_table_is_that_of_the_model():
    figure = DoesItComeTrue()
    scores, came = held_out()
    assert figure.table == compute_table(scores, came)
    # counted anew: the bin from 80 to 90%
    best = 1 / np.exp(scores - scores.max(axis=1, keepdims=True)).sum(axis=1)
    here = (best >= 0.8) & (best < 0.9)
    hits = scores.argmax(axis=1)[here] == came[here]
    assert list(figure.bins[8]) == [8, here.sum(), round(best[here].mean(), 4), hits.sum()]
    assert figure.nll == pytest.approx(
        cross_entropy_with_logits(scores, np.eye(768)[came]), abs=1e-5
    )


def test_a_temperature_turns_the_gap_and_not_the_hits():
    by_turn = [DoesItComeTrue(turn=turn) for turn in (-2, -0.2, 0, 0.2, 2)]
    hits = {int(one.bins[:, 3].sum()) for one in by_turn}
    assert len(hits) == 1, "the best token stays the best"
    assert min(by_turn, key=lambda one: one.ece).turn == 0
    assert min(by_turn, key=lambda one: one.nll).turn == 0


def test_the_temperature_turns_when_the_reader_has_marked_how_often(show):
    figure = show(*place_of("does-it-come-true"))
    first = figure.look()
    assert first["numbers"] == DoesItComeTrue().key_numbers()
    assert first["numbers"].keys() == {"guess", "gap", "nll"}
    drag(figure, "markHandle", 0, -60)
    guess = float(figure.numbers()["guess"])
    assert 0.2 < guess < 0.6
    figure.press_button("commit")
    turned = DoesItComeTrue(turn=1, guess=guess, answer="checked")
    assert_shows_the_key_numbers(figure, turned)
    assert len(figure.numbers_in_sight()) == 2, "how often it came, and the gap"
    _, count, share, came = turned.bins[1]
    assert 0.1 < share < 0.2 and came / count > 0.7, "what the mark is compared with"
    answer = figure.root.locator(".note.strong")
    assert answer.inner_html() == f"{came / count:.2f}"
    mark = figure.root.locator(".ink.thick.dashed")
    assert (
        mark.get_attribute("d")
        and figure.root.get_by_text(figure.words["you"], exact=True).count() == 1
    )
    assert not figure.handle("markHandle").is_visible(), "a guess that is made stays"
    focused = figure.page.evaluate("() => document.activeElement.type")
    assert focused == "range", "the focus goes on from the button, which is gone"
    figure.native("turn").fill("0")
    figure.look()
    assert answer.inner_html() == ""
    assert not mark.get_attribute("d"), "the guess was about T = 2"
    assert not figure.handle("markHandle").is_visible()
    assert figure.reset() == first
    figure.opened.assert_quiet()


def test_a_link_to_a_temperature_shows_it_without_a_guess(visit):
    path, _, place = place_of("does-it-come-true")
    figure = Figure(visit(f"{path}#does-it-come-true?turn=-1"), place)
    assert_shows_the_key_numbers(figure, DoesItComeTrue(turn=-1))
    assert figure.native("turn").is_visible()


def test_does_it_come_true_shows_the_numbers_of_the_class(show):
    figure = show(*place_of("does-it-come-true"))
    figure.press_button("commit")
    for turn in (0, -2, 0.6, 2):
        figure.native("turn").fill(str(turn))
        explorable = DoesItComeTrue(turn=turn)
        assert_shows(figure.numbers(), {"gap": explorable.ece, "nll": explorable.nll})
    figure.reset()
    figure.opened.assert_quiet()
