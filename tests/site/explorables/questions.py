"""What each interactive figure is asked, one function a question, with the figure as argument.

A page is visited once, and each of its figures is asked there one question after the other, from
its first state: test_every_explorable.py. What is asked of a page at each width: tests/views.py.
"""

import json
import re

import pytest
from browsing import read_page
from playwright.sync_api import expect

from .figure import CLASSES, EXPLORABLES, GHOSTS, move_each, parse, press, press_in_turn

# What a figure shows only after the reader has committed is asked in the test of its chapter.
SLIDERS = "[role=slider]:visible, input[type=range]:visible"
PAGES = {}  # path: [(name of a figure, its place), ...]
for _path, _name, _place in EXPLORABLES:
    PAGES.setdefault(_path, []).append((_name, _place))


def ask(questions, path, show, subtests, **view):
    """Ask each figure of a page; one that fails does not keep the others from their answers."""
    for name, place in PAGES[path]:
        for question in questions:
            # A quiz draws nothing and begins without a choice: tests/site/test_quiz.py.
            if name == "quiz" and question is lets_its_choices_follow_the_keyboard:
                continue
            with subtests.test(f"{path}, {name}: {question.__name__}"):
                question(show(path, name, place, **view))


def stored(path, place):
    """The root of a figure as the notebook has stored it."""
    return read_page(path).select("[data-explorable]")[place]


def computed(name, state):
    """The Python object with the traits that a page holds."""
    cls = CLASSES[name]
    free = [key for key, trait in cls.class_traits().items() if not trait.read_only]
    return cls(**{key: value for key, value in state.items() if key in free})


def becomes_live_with_the_numbers_of_the_class(figure):
    path = next(path for path in PAGES if figure.page.url.endswith(path))
    state = json.loads(stored(path, figure.place)["data-state"])
    assert json.loads(figure.node.get_attribute("data-state")) == state
    numbers = figure.numbers()
    assert all(numbers.values()), f"a number without a text must be hidden: {numbers}"
    expected = computed(figure.name, state).key_numbers()
    assert {word: numbers.get(word) for word in expected} == expected
    others = numbers.keys() - expected.keys() - state.keys()
    assert not others, f"key_numbers() does not tell the reader without JavaScript: {others}"
    assert figure.root.locator(".explorable-title").inner_text() == figure.words["title"]
    if state == CLASSES[figure.name]().state:  # later on, a prompt may say what comes next
        assert figure.root.locator(".explorable-prompt").inner_text() == figure.words["prompt"]
    figure.opened.assert_quiet()


def comes_back_by_reset(figure):
    first = figure.look()
    if not (moved := move_each(figure)):  # locked until the reader has answered
        figure.node.query_selector(".explorable-main:visible").click()
        figure.look()  # they are free when the answer is drawn
        moved = move_each(figure)
    assert moved, "an interactive figure has a control"
    idle = [control for control, changes, _ in moved if not changes]
    assert not idle, f"these controls change nothing: {idle}"
    figure.button("reset").click()  # as a reader does
    assert figure.look() == first, "Reset must bring the first state back"
    figure.opened.assert_quiet()


def leaves_its_last_state_as_a_ghost(figure):
    """If it names marks that do: there is one after a move, where what they show has changed."""
    if not figure.node.query_selector(".ghost"):
        return
    assert figure.node.evaluate(GHOSTS) == 0, "nothing has been moved"
    first = figure.look()
    commits = ".explorable-main, .explorable-phases .explorable-button"
    for button in figure.node.query_selector_all(commits):
        if button.is_visible():  # what comes before an answer has no last state to compare with
            button.click()
            break
    assert any(ghost for *_, ghost in move_each(figure)), "no move leaves a ghost"
    assert figure.reset() == first, "Reset must take the ghost away"


def is_reached_by_tab(figure):
    # Tab goes to one radio button of a group, the chosen one or else the first; the arrow keys go
    # on from there.
    count = figure.node.evaluate(
        """(root) => {
          const all = [...root.querySelectorAll("[role=slider], input, select, button, summary")]
            .filter((el) => !el.disabled && el.checkVisibility({ visibilityProperty: true }));
          const groups = Map.groupBy(all.filter((el) => el.type === "radio"), (el) => el.name);
          const stop = (group) => group.find((el) => el.checked) ?? group[0];
          const stops = [...groups.values()].map(stop);
          const expected = all.filter((el) => el.type !== "radio" || stops.includes(el));
          expected[0].focus();
          window.tabbed = { expected, reached: [] };
          return expected.length;
        }"""
    )
    figure.page.keyboard.press("Shift+Tab")  # out of the figure, so that Tab must lead into it
    for _ in range(count + 2):
        figure.page.keyboard.press("Tab")
        figure.node.evaluate(
            """(root) => {
              const el = document.activeElement;
              if (root.contains(el)) tabbed.reached.push(el);
            }"""
        )
    missed, reached, expected = figure.page.evaluate(
        """() => [
          tabbed.expected.filter((el) => !tabbed.reached.includes(el)).map((el) => el.outerHTML),
          tabbed.reached.map((el) => tabbed.expected.indexOf(el)).sort((a, b) => a - b),
          tabbed.expected.map((el, place) => place),
        ]"""
    )
    assert not missed, f"Tab does not lead to {missed}"
    assert reached == expected, "Tab must lead to each control once"


def goes(way, what):
    """Whether the second of three keys has changed what is seen after the first."""
    return way[1][what] != way[0][what]


def lets_its_sliders_follow_the_keyboard(figure):
    for slider in figure.node.query_selector_all(SLIDERS):
        name, low, high, two_ways = slider.evaluate(
            "(el) => [el.ariaLabel ?? el.labels?.[0]?.textContent,"
            " Number(el.getAttribute('aria-valuemin') ?? el.min),"
            " Number(el.getAttribute('aria-valuemax') ?? el.max), el.dataset.ways === '2']"
        )
        assert low < high, name

        pages = ("Shift+ArrowRight", "Shift+ArrowLeft") if two_ways else ("PageUp", "PageDown")
        steps = [("ArrowRight", "ArrowLeft"), ("ArrowUp", "ArrowDown"), pages]
        rows = ["End ArrowRight End ArrowLeft", "Home ArrowRight Home ArrowLeft"]
        for one, other in steps:
            rows += [f"Home {one} {other}", f"Home {other} {one}"]
        at_the_end, at_the_start, *there_and_back = press_in_turn(slider, *rows)

        # where a knob goes left when its value grows, the key that points left is the one on
        end, right, _, left = at_the_end
        assert end["value"] == high, f"End does not bring {name} to its end"
        beyond = [right["value"], left["value"]]
        assert max(beyond) == high > min(beyond), f"{name} must stop at its end"
        start, right, _, left = at_the_start
        assert start["value"] == low, f"Home does not bring {name} to its start"
        beyond = [right["value"], left["value"]]
        assert min(beyond) == low < max(beyond), f"{name} must stop at its start"
        assert start["numbers"] != end["numbers"], f"the numbers must follow {name}"

        step = max(beyond) - low
        across, up, by_page = (there_and_back[i : i + 2] for i in (0, 2, 4))
        for keys, ways in (("ArrowRight", across), ("ArrowUp", up)):
            _, after, before = next((way for way in ways if goes(way, "spoken")), ways[1])
            if two_ways and keys == "ArrowUp":
                spoken = after["spoken"] != start["spoken"]
                assert after["value"] == low and spoken, f"{keys} is for the height of {name}"
                continue
            assert after["value"] == pytest.approx(low + step), name
            assert after["numbers"] != start["numbers"], (
                f"a step of {name} must show in the numbers"
            )
            assert before["value"] == pytest.approx(low), name
        _, further, back = next((way for way in by_page if goes(way, "value")), by_page[1])
        few = high - low < 15 * step  # of these, a browser's tenth is one step
        far = few or further["value"] > low + 1.5 * step
        assert far, f"{pages} must bring {name} further than an arrow key"
        assert back["value"] == pytest.approx(low), name
        if slider.get_attribute("data-scale") != "powers":  # these say a power of what they count
            assert parse(back["spoken"])[0] == pytest.approx(low, abs=0.01), (
                f"aria-valuetext of {name} must begin with the value"
            )
        figure.reset()
    figure.opened.assert_quiet()


def moves_its_knobs_the_way_the_keys_point(figure):
    """Right is never left, and up is never down, whatever the value of a knob does."""
    against = set()
    keys = [("ArrowRight", "ArrowLeft"), ("ArrowUp", "ArrowDown")]
    rows = [f"no-key Shift+{key} Shift+{back}" for pair in keys for key, back in (pair, pair[::-1])]
    for knob in figure.node.query_selector_all("[role=slider]:visible"):
        name = knob.get_attribute("aria-label")
        two_ways = knob.get_attribute("data-ways") == "2"
        for i, (before, after, _) in enumerate(press_in_turn(knob, *rows)):
            axis, sign = i // 2, 1 - 2 * (i % 2)
            moved = sign * (after["place"][axis] - before["place"][axis])
            if moved < -0.5 or (two_ways and moved < 0.5):
                against.add(name)
        figure.reset()
    assert not against, "these knobs go against the keys"


def lets_its_choices_follow_the_keyboard(figure):
    for group in figure.node.query_selector_all("fieldset:visible"):
        radios = group.query_selector_all("input[type=radio]")
        checked = [radio.is_checked() for radio in radios]
        assert any(checked), "one of the choices must be made at the start"
        chosen = checked.index(True)
        drawn = []
        for _ in checked:
            radios[chosen].press("ArrowRight")
            chosen = (chosen + 1) % len(checked)
            assert radios[chosen].is_checked()
            drawn.append(figure.look()["charts"])
        assert any(charts != drawn[0] for charts in drawn), "a choice must change what is drawn"
    for box in figure.node.query_selector_all("input[type=checkbox]:visible"):
        before = figure.look()
        box.press("Space")
        assert figure.look()["charts"] != before["charts"]


def all_announce_a_change(path, show, subtests):
    """Asked of all figures of a page together, since each says its sentence only after a rest."""
    figures = [show(path, name, place) for name, place in PAGES[path] if name != "quiz"]
    said = [figure.root.locator("[aria-live=polite]") for figure in figures]
    for key in ("End", "Home"):
        before = [sentence.inner_text() for sentence in said]
        for figure in figures:
            press(figure.root.locator(SLIDERS).first, key)
        for figure, sentence, old in zip(figures, said, before, strict=True):
            with subtests.test(f"{path}, {figure.name}: announces a change by {key}"):
                expect(sentence).not_to_have_text(old)
                expect(sentence).to_have_text(re.compile(r"\d"))
                text = sentence.inner_text()
                assert "{" not in text and "undefined" not in text, text


QUESTIONS = [
    becomes_live_with_the_numbers_of_the_class,
    comes_back_by_reset,
    leaves_its_last_state_as_a_ghost,
    is_reached_by_tab,
    lets_its_sliders_follow_the_keyboard,
    moves_its_knobs_the_way_the_keys_point,
    lets_its_choices_follow_the_keyboard,
]
