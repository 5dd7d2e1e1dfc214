"""Chapter 5: Three judges, Triangle, Soft maximum, Three planes, Next word."""

import math
import re

import numpy as np
import pytest
from browsing import WIDE
from playwright.sync_api import expect

from logitlab.explorables import NextWord, SoftMaximum, ThreeJudges, ThreePlanes, Triangle
from logitlab.explorables.next_word import fit_next_word, rhyme

from .figure import Figure, assert_shows, assert_shows_all, drag, parse, place_of

# ---------------------------------------------------------------- Three judges


def test_three_judges_buy_tokens_and_share_the_prize():
    judges = ThreeJudges(c=0.5, first=33, second=67)
    np.testing.assert_allclose(judges.tokens, [7.389, 2.718, 1.649], atol=0.001)
    np.testing.assert_allclose(judges.probabilities, judges.tokens / judges.tokens.sum())
    assert judges.key_numbers() == {"guess_a": "33%", "guess_b": "34%", "guess_c": "33%"}
    judges.committed = True
    assert judges.key_numbers() == {"share_a": "63%", "share_b": "23%", "share_c": "14%"}
    crossed = ThreeJudges(first=80, second=20).guess
    np.testing.assert_allclose(crossed, [0.8, 0, 0.2], err_msg="cuts that have crossed")


def test_the_shares_are_hidden_until_the_guess_is_committed(show):
    figure = show(*place_of("three-judges"))
    assert figure.numbers().keys() == {"guess_a", "guess_b", "guess_c", "first", "second"}
    assert figure.root.get_by_text("51%").count() == 0
    first = figure.look()
    drag(figure, "firstHandle", -60, 0)
    guess = parse(figure.numbers()["guess_a"])[0]
    assert 40 < guess < 60
    figure.press_button("commit")
    judges = ThreeJudges(committed=True)  # as the page begins
    numbers = figure.numbers()
    assert {word: numbers[word] for word in judges.key_numbers()} == judges.key_numbers()
    guesses = {"guess_a", "guess_b", "guess_c"}
    assert not numbers.keys() & guesses, "the guess that counts is in the verdict"
    told = {"mine": f"{guess:.0f}%", "true": "51%"}
    verdict = figure.words["verdict"].format(**told)
    assert figure.root.locator(".verdict").inner_text() == verdict
    expect(figure.root.locator("[aria-live=polite]")).to_contain_text(verdict)
    assert not figure.handle("firstHandle").is_visible(), "a guess that is committed stays"
    focused = figure.page.evaluate("() => document.activeElement.labels?.[0]?.textContent")
    assert focused == figure.words["a"], "the focus goes on from the button, which is gone"
    next_score = figure.root.get_by_role("slider", name=figure.words["a"])
    expect(next_score).to_have_accessible_description(figure.words["next"])  # the new prompt
    figure.native("c").fill("2")
    judges.c = 2
    numbers = figure.numbers()
    assert {word: numbers[word] for word in judges.key_numbers()} == judges.key_numbers()
    assert figure.root.locator(".verdict").inner_text() == "", "the guess was about other scores"
    assert figure.reset() == first
    assert figure.root.locator(".explorable-prompt").inner_text() == figure.words["prompt"]
    figure.opened.assert_quiet()


def test_a_cut_of_the_prize_takes_the_other_along(show):
    figure = show(*place_of("three-judges"))
    figure.native("second").fill("20")
    assert [figure.numbers()[f"guess_{name}"] for name in "ac"] == ["20%", "80%"]
    figure.native("first").fill("80")
    assert [figure.numbers()[f"guess_{name}"] for name in "ac"] == ["80%", "20%"]


def test_the_tokens_fall_when_the_guess_is_committed(timed):
    figure = timed("three-judges")
    figure.button("commit").click()
    piles = "(root) => root.querySelectorAll('.chart')[1].querySelector('.bars').getAttribute('d')"
    figure.page.clock.run_for(200)
    falling = figure.root.evaluate(piles).count("Z")
    figure.page.clock.run_for(2000)
    assert falling < figure.root.evaluate(piles).count("Z") == 8, "7.39 tokens are 7 and a part"


def test_a_handle_keeps_its_distance_to_the_pointer(show):
    figure = show(*place_of("three-judges"))
    x, y = figure.center("firstHandle")
    mouse = figure.page.mouse
    mouse.move(x + 7, y + 5)
    mouse.down()
    mouse.move(x + 8, y + 5)
    mouse.move(x + 7, y + 5)
    mouse.up()
    assert figure.numbers()["first"] == "63", "a handle that is taken off its center must not jump"


@pytest.mark.parametrize("screen", [WIDE, {"width": 360, "height": 740}])
def test_the_number_of_the_highest_pile_is_seen(screen, visit):
    path, _, place = place_of("three-judges")
    opened = visit(f"{path}#three-judges?a=3&b=3&c=3&committed=true", viewport=screen)
    figure = Figure(opened, place)
    cut_off = """(root) => {
      const count = [...root.querySelectorAll("text")].find((node) => node.textContent === "20.09");
      const clip = count.closest("[clip-path]").getAttribute("clip-path").match(/#([^"')]+)/)[1];
      return document.getElementById(clip).firstElementChild.getBBox().y - count.getBBox().y;
    }"""
    assert figure.root.evaluate(cut_off) <= 0


# ---------------------------------------------------------------- Triangle

CORNERS = [0, 1], [-0.5, 0], [0.5, 0]  # A, B and C, the height scaled to 1


def triangle_of(figure):
    """The class, with the traits that the page's sliders show."""
    values = {
        name: float(figure.native(name).input_value())
        for name in ("a", "b", "c", "shift", "temperature")
    }
    return Triangle(**values)


def assert_triangle(figure, triangle):
    shares = dict(zip(["share_a", "share_b", "share_c"], triangle.probabilities, strict=True))
    log_odds = dict(zip(["log_ab", "log_ac", "log_bc"], triangle.log_odds, strict=True))
    assert_shows(figure.numbers(), shares | log_odds)


def test_triangle_knows_the_share_the_gap_and_the_slopes():
    triangle = Triangle()
    np.testing.assert_allclose(triangle.probabilities, [0.62853172, 0.2312239, 0.14024438])
    np.testing.assert_allclose(triangle.log_odds, [1, 1.5, 0.5])
    for k, corner in enumerate(np.eye(3)):  # each arrow points straight at its corner
        slopes = triangle.probabilities[k] * (corner - triangle.probabilities)
        np.testing.assert_allclose(triangle.arrows[k], slopes, atol=1e-15)
    tie = Triangle(a=1, b=1, c=0, temperature=0.1).probabilities
    np.testing.assert_allclose(tie, [0.5, 0.5, 0], atol=1e-4)


def test_adding_to_all_scores_moves_nothing_in_the_triangle(show):
    figure = show(*place_of("triangle"))
    drawn = """(root) => {
      const chart = root.querySelector("svg.chart").cloneNode(true);
      chart.querySelectorAll(".ghost").forEach((ghost) => ghost.remove());
      return chart.innerHTML;
    }"""
    before, first = figure.look(), figure.node.evaluate(drawn)
    figure.native("shift").fill("2")
    after, shown = figure.look(), figure.node.evaluate(drawn)
    assert shown == first, "the point must stay where it is"
    assert after["charts"][1] != before["charts"][1], "the three handles move together"
    assert {**after["numbers"], "shift": ""} == {**before["numbers"], "shift": ""}


def test_the_path_of_the_triangle_is_as_long_as_it_has_been_turned(show):
    figure = show(*place_of("triangle"))
    path = "(root) => root.querySelector('svg path.probability.dashed').getAttribute('d')"
    ends = {}
    for heat in (0.5, 3, 10):
        figure.native("temperature").fill(str(heat))
        middle = figure.center("point")
        drawn = figure.root.evaluate(path)
        ends[heat] = re.search(r"M(.*?)L", drawn)[1]
        box = figure.root.locator("svg.chart").first.bounding_box()
        tip = [float(x) for x in drawn.rpartition("L")[2].split()]
        assert middle == pytest.approx((box["x"] + tip[0], box["y"] + tip[1]), abs=1)
    assert len(set(ends.values())) == 1, "it starts where the point is at temperature 1"


def test_the_point_of_the_triangle_has_keys_for_both_directions(show):
    figure = show(*place_of("triangle"))
    x, y = figure.center("point")
    figure.handle("point").press("Shift+ArrowRight")
    right = figure.center("point")
    assert right[0] > x + 5
    figure.handle("point").press("Shift+ArrowUp")
    up = figure.center("point")
    assert up[1] < right[1] - 5 and abs(up[0] - right[0]) < abs(up[1] - right[1])
    values = triangle_of(figure)
    assert (values.a, values.b, values.c) == pytest.approx((3, 0, 1.5))
    figure.handle("point").press("End")
    figure.look()
    values = triangle_of(figure)
    assert (values.b, values.c) == (-4, 4)


def test_the_path_and_the_slopes_of_the_triangle_are_there_when_asked_for(show):
    figure = show(*place_of("triangle"))
    paths = """(root) => ["path.probability.dashed", "path.class-a.thick"].map((path) =>
      root.querySelector(`svg ${path}`).getAttribute("d").length)"""
    assert figure.root.evaluate(paths) == [0, 0]
    figure.native("temperature").fill("0.5")
    figure.native("slopes").check()
    figure.look()
    path, slope = figure.root.evaluate(paths)
    assert path > slope > 0


def test_the_triangle_shows_the_numbers_of_the_class(show):
    figure = show(*place_of("triangle"))
    for values in [(4, -4, 0, 0.1), (1, 1, -3, 10), (-0.3, 2.2, 2.2, 0.5)]:
        for name, value in zip(["a", "b", "c", "temperature"], values, strict=True):
            figure.native(name).fill(str(value))
        assert_triangle(figure, triangle_of(figure))
    figure.opened.assert_quiet()


@pytest.mark.parametrize(("right", "down"), [(30, 60), (-20, 50)])
def test_the_point_of_the_triangle_follows_the_mouse(right, down, show):
    figure = show(*place_of("triangle"))
    pointer = drag(figure, "point", right, down)
    assert figure.center("point") == pytest.approx(pointer, abs=1)
    shares = [parse(figure.numbers()[f"share_{name}"])[0] for name in "abc"]
    assert sum(shares) == pytest.approx(1, abs=0.002)
    assert (shares[2] > shares[1]) == (right > 0)
    pointer = drag(figure, "handleB", 0, -30)
    assert figure.center("handleB") == pytest.approx(pointer, abs=1)


def test_the_handles_of_the_triangle_stand_at_the_scores_with_c(show):
    figure = show(*place_of("triangle"))
    figure.native("a").fill("4")
    for shift, score in (("2", "6.00"), ("-2", "2.00")):
        figure.native("shift").fill(shift)
        figure.look()
        assert figure.handle("handleA").get_attribute("aria-valuetext") == score
        rails = figure.root.locator("svg.chart").nth(1)
        ticks = rails.locator("> [aria-hidden]:not([clip-path]) text")
        highest = min(box["y"] for tick in ticks.all() if (box := tick.bounding_box()))
        assert figure.center("handleA")[1] > highest, "no handle leaves the axis"


# ---------------------------------------------------------------- Soft maximum


def test_the_slope_of_the_soft_maximum_is_the_share():
    figure = SoftMaximum(c=math.log(math.e**2 + math.e))
    assert figure.probabilities[2] == pytest.approx(0.5)
    for scores in np.random.default_rng(0).uniform(0, 3, (20, 3)):
        a, b, c = scores
        figure = SoftMaximum(a=a, b=b, c=c)
        climb = SoftMaximum(a=a, b=b, c=c + 1e-6).soft - SoftMaximum(a=a, b=b, c=c - 1e-6).soft
        assert climb / 2e-6 == pytest.approx(figure.probabilities[2], abs=1e-8)
        assert figure.hard < figure.soft < figure.hard + math.log(3) + 1e-12


@pytest.mark.parametrize("vote", "ABC")
def test_the_shares_of_the_soft_maximum_answer_after_the_vote(vote, show):
    figure = show(*place_of("soft-maximum"))
    first = figure.look()
    prize = figure.root.locator("path.bars[class*=class-]")
    assert {bar.get_attribute("d") for bar in prize.all()} == {""}, "the prize is not cut yet"
    assert figure.numbers_in_sight() == ["0.14"], "the slope"
    figure.press_button(f"vote{vote}")
    assert figure.numbers_in_sight() == ["0.14", "0.14"], "the slope, and the share of the bird"
    assert all(bar.get_attribute("d") for bar in prize.all())
    right, wrong = figure.words["rightVote"], figure.words["wrongVote"]
    said = right if vote == "C" else wrong.format(guess=figure.words[f"vote{vote}"])
    assert figure.root.locator(".verdict").inner_text() == said
    focused = figure.page.evaluate("() => document.activeElement.getAttribute('role')")
    assert focused == "slider", "the focus goes on from the button, which is gone"
    assert figure.reset() == first


def test_a_link_shows_the_shares_of_the_soft_maximum_without_a_vote(visit):
    path, _, place = place_of("soft-maximum")
    figure = Figure(visit(f"{path}#soft-maximum?c=2.3&committed=true"), place)
    share = figure.root.locator("[data-number=share]")
    expect(share).to_have_text(SoftMaximum(c=2.3, committed=True).key_numbers()["share"])
    assert figure.root.locator(".verdict").inner_text() == figure.words["noVote"]


def test_the_soft_maximum_shows_the_numbers_of_the_class(show):
    figure = show(*place_of("soft-maximum"))
    figure.press_button("voteC")
    for values in [(2, 1, 2.3), (0, 3, -2), (3, 3, 5)]:
        for name, value in zip("abc", values, strict=True):
            figure.native(name).fill(str(value))
        explorable = SoftMaximum(**dict(zip("abc", values, strict=True)), committed=True)
        numbers = {word: text.rpartition(" ")[2] for word, text in figure.numbers().items()}
        share = explorable.probabilities[2]
        exact = {"soft": explorable.soft, "slope": share, "share": share}
        assert_shows_all(numbers, exact, explorable)
    figure.opened.assert_quiet()


def test_the_handle_of_the_soft_maximum_follows_the_mouse_along_the_curve(show):
    figure = show(*place_of("soft-maximum"))
    x, _ = drag(figure, "handle", 80, 0)
    assert figure.center("handle")[0] == pytest.approx(x, abs=1)


def test_the_name_of_the_soft_maximum_stays_where_it_is(show):
    figure = show(*place_of("soft-maximum"))
    name = figure.root.locator("text").get_by_text(figure.words["softName"], exact=True)
    places = []
    for score in ("-2", "3", "3.4", "5"):
        figure.native("c").fill(score)
        figure.look()
        places.append(name.bounding_box())
        slope = figure.root.locator("[data-number=slope]").bounding_box()
        assert slope["y"] >= places[-1]["y"] + places[-1]["height"] or slope["x"] < 300, score
    assert places == places[:1] * 4


# ---------------------------------------------------------------- Three planes


def test_three_planes_fit_iris_and_fail_at_xor():
    planes = ThreePlanes()
    planes.fit()
    assert (round(planes.mean_surprise, 3), round(planes.accuracy, 3)) == (0.133, 0.967)
    xor = ThreePlanes(data="xor")
    xor.fit()
    assert (xor.mean_surprise, xor.accuracy) == (pytest.approx(math.log(2)), 0.5)
    rng = np.random.default_rng(0)
    for values in rng.uniform(-4, 4, (200, 6)):  # no line does better
        names = [f"{name}_{part}" for name in ("a", "b") for part in ("length", "width", "bias")]
        for name, value in zip(names, values, strict=True):
            setattr(xor, name, value)
        assert xor.mean_surprise >= math.log(2) - 1e-12 and xor.accuracy <= 0.75


def test_the_buttons_of_three_planes_set_the_weights_of_the_class(show):
    figure = show(*place_of("three-planes"))

    planes = ThreePlanes()
    for action in (lambda: None, lambda: (figure.press_button("fit"), planes.fit())):
        action()
        exact = {"surprise": planes.mean_surprise, "accuracy": 100 * planes.accuracy}
        assert_shows(figure.numbers(), exact)
    figure.native("xor").check()
    figure.press_button("fit")
    assert_shows(figure.numbers(), {"surprise": math.log(2), "accuracy": 50})
    assert not figure.handle("virginicaHandle").is_visible()
    figure.opened.assert_quiet()


def test_handles_on_one_spot_are_named_beside_it(show):
    figure = show(*place_of("three-planes"))
    names = figure.root.locator("svg.chart").nth(1).locator("text.strong")
    assert names.text_content() == ""
    figure.press_button("zero")
    assert names.text_content() == "A, B, C"
    drag(figure, "virginicaHandle", 60, 0)
    figure.look()
    assert names.text_content() == "A, B"
    figure.native("xor").check()
    figure.press_button("zero")
    assert names.text_content() == "A, B"


def test_xor_asks_about_its_corners_and_has_no_third_class(show):
    figure = show(*place_of("three-planes"))
    prompt = figure.root.locator(".explorable-prompt > :not(.explorable-elsewhere)")
    assert prompt.inner_text() == figure.words["prompt"]
    figure.native("xor").check()
    figure.look()
    assert prompt.inner_text() == figure.words["promptXor"]
    assert figure.native("b_bias").is_visible() and not figure.native("c_bias").is_visible()
    figure.native("iris").check()
    figure.look()
    assert prompt.inner_text() == figure.words["prompt"] and figure.native("c_bias").is_visible()


def test_fit_glides_to_the_best_weights(timed):
    figure = timed("three-planes")
    first = figure.native("a_length").input_value()
    figure.button("fit").click()
    figure.page.clock.run_for(150)
    between = float(figure.native("a_length").input_value())
    figure.page.clock.run_for(1000)
    best = ThreePlanes().fitted[0]
    assert best < between < float(first)
    assert float(figure.native("a_length").input_value()) == pytest.approx(best, abs=0.03)


def test_dragging_a_weight_turns_a_straight_boundary(show):
    figure = show(*place_of("three-planes"))
    edge = "(root) => root.querySelector('.region.class-c').getAttribute('d')"
    before = figure.root.evaluate(edge)
    pointer = drag(figure, "virginicaHandle", 30, -20)
    assert figure.center("virginicaHandle") == pytest.approx(pointer, abs=1)
    after = figure.root.evaluate(edge)
    assert after != before
    corners = np.array([point.split() for point in after.strip("MZ").split("L")], dtype=float)
    assert 3 <= len(corners) <= 6, "a region has straight sides only"


def test_the_arrows_move_both_weights_of_a_class(show):
    figure = show(*place_of("three-planes"))
    for key in ("ArrowRight", "ArrowUp", "ArrowUp"):
        figure.handle("setosaHandle").press(key)
    figure.look()
    assert [figure.native(f"a_{part}").input_value() for part in ("length", "width")] == [
        "-0.95",
        "0.6",
    ]


def test_the_shades_of_three_planes_are_where_a_class_has_its_share(show):
    figure = show(*place_of("three-planes"))
    planes = ThreePlanes()
    figure.press_button("fit")
    planes.fit()
    figure.look()
    found = figure.root.evaluate(
        """(root) => {
          const svg = root.querySelector("svg.chart");
          const [first] = svg.querySelectorAll(".region");
          const box = document.getElementById(
            first.closest("[clip-path]").getAttribute("clip-path").match(/#([^"')]+)/)[1]
          ).firstElementChild.getBBox();
          const paths = [...svg.querySelectorAll(".surer")];
          const places = [];
          for (let i = 0.5; i < 24; i += 1) for (let j = 0.5; j < 16; j += 1) {
            const point = new DOMPoint(box.x + i / 24 * box.width, box.y + j / 16 * box.height);
            places.push([i / 24, j / 16, ...paths.map((path) => path.isPointInFill(point))]);
          }
          return places;
        }"""
    )
    weights = np.reshape(planes.fitted, (3, 3))
    wrong = 0
    for right, down, *inside in found:
        petal = np.array([0.3 + right * 7.1, 2.9 - down * 3.3])
        scores = weights[:, :2] @ (petal - np.mean(planes.petals, axis=0)) + weights[:, 2]
        share = np.exp(scores) / np.exp(scores).sum()
        expected = [p >= level for p in share for level in (0.65, 0.85, 0.96)]
        wrong += np.sum(np.array(inside) != expected)
    assert wrong / (len(found) * 9) < 0.01, "only next to an edge"


# ---------------------------------------------------------------- Next word


def test_the_table_of_next_word_is_the_fit_of_softmax_regression():
    vocabulary, scores = fit_next_word(rhyme())
    stored = NextWord()
    assert stored.vocabulary == vocabulary
    table = np.array(stored.hundredths) / 100
    np.testing.assert_allclose(scores - scores.mean(axis=1, keepdims=True), table, atol=0.0051)
    words = rhyme()
    for word, after in zip(words, words[1:], strict=False):
        assert vocabulary.index(after) in stored.followers[vocabulary.index(word)]


def test_the_rhyme_repeats_itself_when_cold_and_talks_nonsense_when_hot():
    def text(temperature):
        writer = NextWord(temperature=temperature)
        writer.write(200)
        return " ".join(writer.vocabulary[k] for k in writer.text)

    assert "this is the house that Jack built . this is the house that Jack built" in text(0.02)
    words = rhyme()
    pairs = set(zip(words, words[1:], strict=False))
    hot = text(3).split()
    assert sum(pair not in pairs for pair in zip(hot, hot[1:], strict=False)) > 30


def test_the_page_writes_the_words_of_the_class(show):
    figure = show(*place_of("next-word"))
    writer = NextWord()
    for temperature, button, words in ((1, "next", 1), (3, "twenty", 20), (0.4, "twenty", 20)):
        figure.native("temperature").fill(str(temperature))
        figure.press_button(button)
        writer.temperature = temperature
        writer.write(words)
        numbers = figure.numbers()
        assert (numbers["word"], numbers["likeliest"]) == (
            writer.word,
            writer.key_numbers()["likeliest"],
        )
        exact = {"chance": writer.probabilities.max(), "unseen": writer.unseen}
        assert_shows(numbers, exact)
    shown = figure.root.locator(".explorable-written").inner_text()
    assert shown == " ".join(writer.vocabulary[k] for k in writer.text).replace(" .", ".")
    figure.opened.assert_quiet()


def test_next_word_runs_until_it_is_told_to_stop(visit):
    path, _, place = place_of("next-word")
    figure = Figure(visit(path, reduced_motion="no-preference"), place)
    text = figure.root.locator(".explorable-written")
    figure.page.clock.install()
    figure.native("running").check()
    figure.page.clock.run_for(10_000)
    expect(text).to_have_text(re.compile(r"^the( \S+){3,}"))
    figure.reset()
    figure.page.clock.run_for(10_000)
    assert text.inner_text() == "the"


def test_next_word_does_not_run_for_readers_who_want_no_motion(show):
    figure = show(*place_of("next-word"))
    assert figure.page.evaluate("() => matchMedia('(prefers-reduced-motion: reduce)').matches")
    assert figure.native("running").count() == 0


def test_the_needle_of_next_word_falls_on_the_word_that_is_drawn(timed):
    figure = timed("next-word")
    figure.native("temperature").fill("0.3")
    figure.page.clock.run_for(100)
    writer = NextWord(temperature=0.3)
    strip = """(root) => {
      const box = (node) => node.getBoundingClientRect();
      const [svg] = root.querySelectorAll("svg.chart");
      const needle = svg.querySelector("path.filled");
      return [needle.getAttribute("d") ? box(needle).x + box(needle).width / 2 : null,
        ...[...svg.querySelectorAll("text.note")].filter((text) => text.textContent)
          .map((text) => [text.textContent, box(text).x + box(text).width / 2])];
    }"""
    text = figure.root.locator(".explorable-written")
    for _ in range(6):
        shares = writer.probabilities
        order = np.argsort(-writer.scores, kind="stable")
        ends = np.cumsum(shares[order])
        figure.button("next").click()
        figure.page.clock.run_for(200)
        before = text.inner_text()
        needle, *names = figure.root.evaluate(strip)
        writer.write(1)
        drawn = list(order).index(writer.text[-1])
        middles = {writer.vocabulary[k]: ends[i] - shares[k] / 2 for i, k in enumerate(order)}
        box = figure.root.locator("svg.chart").first.bounding_box()
        width = box["width"] - 22  # without the margins
        share = (needle - box["x"] - 8) / width
        assert ends[drawn] - shares[order[drawn]] - 0.01 <= share <= ends[drawn] + 0.01
        for name, middle in names:
            assert (middle - box["x"] - 8) / width == pytest.approx(middles[name], abs=0.01)
        figure.page.clock.run_for(1000)
        assert text.inner_text() != before, "the word comes when the needle lies"
        assert figure.root.evaluate(strip)[0] is None


@pytest.mark.parametrize("word", ["the", "malt", "this"])
def test_the_list_of_next_word_adds_up_to_1(word, visit):
    path, _, place = place_of("next-word")
    k = NextWord().vocabulary.index(word)
    figure = Figure(visit(f"{path}#next-word?text={k}&temperature=1.5"), place)
    figure.look()
    writer = NextWord(text=[k], temperature=1.5)
    texts = figure.root.locator("svg.chart").nth(1).locator("text.note").all_text_contents()
    shares = [float(text) for text in texts if re.fullmatch(r"[01]\.\d{3}", text)]
    assert sum(shares[:-1]) == pytest.approx(1, abs=0.005), "eight words, and all others"
    assert shares[-1] == pytest.approx(writer.unseen, abs=0.0006), "counted once more"
    never = len(writer.vocabulary) - len(writer.followers[k])
    assert figure.words["never"].format(n=never) in texts
