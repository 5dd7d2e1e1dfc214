"""What holds for each interactive figure: live on every page, by keyboard, equal to the Python.

The tests run for each figure that they find in the built site, so a new one is tested at once.
What only one figure does is tested in the file of its chapter.
"""

import html
import json
import re
from copy import copy

import pytest
from browsing import NARROW, WIDE, read_page, source
from playwright.sync_api import expect

from logitlab.explorables.base import read_words

from .figure import CLASSES, EXPLORABLES, parse

every_explorable = pytest.mark.parametrize(("path", "name", "place"), EXPLORABLES)
# A quiz draws nothing and begins without a choice; tests/site/test_quiz.py holds its own tests.
every_chart = pytest.mark.parametrize(
    ("path", "name", "place"), [found for found in EXPLORABLES if found[1] != "quiz"]
)
http_and_file = pytest.mark.parametrize("scheme", ["http", "file"])


# what a browser that runs scripts shows of it
TEXT_WITH_SCRIPTS = """(root) => {
  const copy = root.cloneNode(true);
  copy.querySelector("noscript")?.remove();
  return copy.textContent;
}"""


def stored(path, place):
    """The root of a figure as the notebook has stored it."""
    return read_page(path).select("[data-explorable]")[place]


def computed(name, state):
    """The Python object with the traits that a page holds."""
    cls = CLASSES[name]
    traits = cls.class_traits()
    return cls(**{key: value for key, value in state.items() if not traits[key].read_only})


# ---------------------------------------------------------------- every figure


def test_every_class_is_on_a_page_in_its_first_state(site):
    assert CLASSES, "logitlab.explorables must import every explorable"
    for name, cls in CLASSES.items():
        states = [
            json.loads(stored(path, place)["data-state"])
            for path, found, place in EXPLORABLES
            if found == name
        ]
        assert cls().state in states, (
            f"no page shows {cls.__name__}() with its default traits. If they changed: make refresh"
        )


@every_explorable
def test_stored_state_and_numbers_are_those_of_the_class(path, name, place, site):
    root = stored(path, place)
    state = json.loads(root["data-state"])
    explorable = computed(name, state)
    assert explorable.state == state, "what the page holds is out of date: make refresh"
    words = read_words(explorable.script)["en"]
    rows = root.select("dl.explorable-numbers > div")
    numbers = {row.dt.get_text(): row.dd.get_text() for row in rows}
    expected = {words[word]: text for word, text in explorable.key_numbers().items()}
    assert numbers == expected, "what the page holds is out of date: make refresh"


@every_explorable
@http_and_file
def test_becomes_live_with_the_numbers_of_the_class(path, name, place, scheme, show):
    figure = show(path, name, place, scheme)
    state = json.loads(stored(path, place)["data-state"])
    assert json.loads(figure.root.get_attribute("data-state")) == state
    numbers = figure.numbers()
    assert all(numbers.values()), f"a number without a text must be hidden: {numbers}"
    expected = computed(name, state).key_numbers()
    assert {word: numbers.get(word) for word in expected} == expected
    others = numbers.keys() - expected.keys() - state.keys()
    assert not others, f"key_numbers() does not tell the reader without JavaScript: {others}"
    assert figure.root.locator(".explorable-title").inner_text() == figure.words["title"]
    assert figure.root.locator(".explorable-prompt").inner_text() == figure.words["prompt"]
    figure.opened.assert_quiet()


def change(control):
    """Move a control away from where it is, by keyboard."""
    kind = control.get_attribute("type")
    value = "(el) => el.getAttribute('aria-valuenow') ?? el.value"
    if kind == "checkbox":
        control.press("Space")
    elif kind == "radio":
        control.press("ArrowDown")
    elif kind == "text":
        control.press("7")
    else:
        before = control.evaluate(value)
        control.press("End")
        if control.evaluate(value) == before:
            control.press("Home")


@every_explorable
def test_reset_brings_the_first_state_back(path, name, place, show):
    figure = show(path, name, place)
    first = figure.look()
    # of a group of radio buttons, the one that is chosen
    controls = figure.root.locator("[role=slider], input:not([type=radio]), :checked").all()
    assert controls, "an interactive figure has at least one control"
    for control in controls:
        change(control)
        assert figure.look() != first, f"this control changes nothing: {control}"
    figure.reset_button().click()
    assert figure.look() == first, "Reset must bring the first state back"
    figure.opened.assert_quiet()


@every_explorable
def test_every_control_is_reached_by_tab(path, name, place, show):
    figure = show(path, name, place)
    # Tab goes to one radio button of a group, the chosen one or else the first; the arrow keys go
    # on from there.
    controls = figure.root.locator("[role=slider], input, button, summary")
    places = controls.evaluate_all(
        """(all) => {
          const groups = Map.groupBy(all.filter((el) => el.type === "radio"), (el) => el.name);
          const stop = (group) => group.find((el) => el.checked) ?? group[0];
          const stops = [...groups.values()].map(stop);
          return all
            .filter((el) => el.type !== "radio" || stops.includes(el))
            .map((el, i) => (el.dataset.place = `${i}`));
        }"""
    )
    figure.root.locator("[data-place]").first.focus()
    figure.page.keyboard.press("Shift+Tab")  # out of the figure, so that Tab must lead into it
    reached = []
    for _ in range(len(places) + 2):
        figure.page.keyboard.press("Tab")
        if figure.root.evaluate("(root) => root.contains(document.activeElement)"):
            reached.append(figure.page.evaluate("() => document.activeElement.dataset.place"))
    assert sorted(reached, key=int) == places


@every_explorable
def test_sliders_follow_the_keyboard(path, name, place, show):
    figure = show(path, name, place)
    for slider in figure.root.locator("[role=slider], input[type=range]").all():
        low, high = slider.evaluate(
            "(el) => [el.getAttribute('aria-valuemin') ?? el.min,"
            " el.getAttribute('aria-valuemax') ?? el.max].map(Number)"
        )
        assert low < high
        slider.focus()

        def press(key, slider=slider):
            figure.page.keyboard.press(key)
            return slider.evaluate(
                """async (el) => {
                  await new Promise(requestAnimationFrame);
                  return Number(el.getAttribute("aria-valuenow") ?? el.value);
                }"""
            )

        assert press("End") == high
        at_the_end = figure.numbers()
        assert press("ArrowRight") == high, "a slider must stop at its end"
        assert press("Home") == low
        assert press("ArrowLeft") == low, "a slider must stop at its end"
        at_the_start = figure.numbers()
        assert at_the_start != at_the_end, "the numbers must follow the slider"

        step = press("ArrowRight") - low
        assert step > 0
        assert figure.numbers() != at_the_start, "one step must be visible in the numbers"
        assert press("ArrowLeft") == pytest.approx(low)
        assert press("ArrowUp") == pytest.approx(low + step)
        assert press("ArrowDown") == pytest.approx(low)
        assert press("PageUp") > low + 1.5 * step, "Page Up must go further than an arrow key"
        assert press("PageDown") == pytest.approx(low)
        spoken = parse(slider.get_attribute("aria-valuetext"))[0]
        assert spoken == pytest.approx(low, abs=0.01), "aria-valuetext must begin with the value"
        figure.reset()
    figure.opened.assert_quiet()


@every_chart
def test_choices_follow_the_keyboard(path, name, place, show):
    figure = show(path, name, place)
    for group in figure.root.locator("fieldset").all():
        radios = group.locator("input[type=radio]")
        chosen = radios.evaluate_all("(all) => all.findIndex((radio) => radio.checked)")
        assert chosen >= 0, "one of the choices must be made at the start"
        drawn = []
        for _ in range(radios.count()):
            radios.nth(chosen).press("ArrowRight")
            chosen = (chosen + 1) % radios.count()
            assert radios.nth(chosen).is_checked()
            drawn.append(figure.look()["charts"])
        assert any(charts != drawn[0] for charts in drawn), "a choice must change what is drawn"
    for box in figure.root.locator("input[type=checkbox]").all():
        before = figure.look()
        box.press("Space")
        assert figure.look()["charts"] != before["charts"]


@every_chart
def test_a_change_is_announced(path, name, place, show):
    figure = show(path, name, place)
    said = figure.root.locator("[aria-live=polite]")
    first_slider = figure.root.locator("[role=slider], input[type=range]").first
    first_slider.press("End")
    expect(said).to_have_text(re.compile(r"\d"))
    sentence = said.inner_text()
    assert "{" not in sentence and "undefined" not in sentence, sentence
    first_slider.press("Home")
    expect(said).not_to_have_text(sentence)


@every_explorable
@pytest.mark.parametrize("viewport", [NARROW, WIDE], ids=["narrow", "wide"])
def test_targets_are_large_enough_for_a_finger(path, name, place, viewport, show):
    figure = show(path, name, place, viewport=viewport)
    # The label of a checkbox or radio button is part of its target.
    small = figure.root.locator("[role=slider], input, button, a").evaluate_all(
        """(all) => all
          .map((el) => [el, (el.closest("label") ?? el).getBoundingClientRect()])
          .filter(([el, box]) => box.width < 24 || box.height < 24)
          .map(([el, box]) => `${box.width} x ${box.height} px: ${el.outerHTML}`)"""
    )
    assert not small, "make these at least 24 px wide and high:\n" + "\n".join(small)


FIND_CUT_LABELS = """(root) => {
  const cut = [];
  for (const text of root.querySelectorAll("[clip-path] text")) {
    if (!text.textContent) continue;
    const id = text.closest("[clip-path]").getAttribute("clip-path").match(/#([^"')]+)/)[1];
    const room = document.getElementById(id).firstElementChild.getBBox();
    const box = text.getBBox();
    const fits = box.x >= room.x - 1 && box.x + box.width <= room.x + room.width + 1 &&
      box.y >= room.y - 1 && box.y + box.height <= room.y + room.height + 1;
    if (!fits) cut.push(text.textContent);
  }
  return cut;
}"""


@every_explorable
@pytest.mark.parametrize("viewport", [NARROW, WIDE], ids=["narrow", "wide"])
def test_no_label_in_a_chart_is_cut_off(path, name, place, viewport, show):
    figure = show(path, name, place, viewport=viewport)
    cut = {"at the start": figure.root.evaluate(FIND_CUT_LABELS)}
    for slider in figure.root.locator("[role=slider]").all():
        slider.focus()
        for keys in (["Home"], ["PageUp", "PageUp"], ["End"], ["PageDown"]):
            for key in keys:
                figure.page.keyboard.press(key)
            knobs = figure.look()["knobs"]
            cut[str(knobs)] = figure.root.evaluate(FIND_CUT_LABELS)
        figure.reset()
    cut = {state: labels for state, labels in cut.items() if labels}
    assert not cut, f"these labels do not fit into their chart: {cut}"


@every_explorable
def test_a_broken_state_leaves_the_stored_figure_and_the_page_alive(
    path, name, place, site, reader
):  # many more kinds of damage: tests/site/test_robust.py
    page = source(path)
    start, end = list(re.finditer(r'(?<=data-state=")[^"]*(?=")', page))[place].span()
    broken = page[:start] + html.escape('{"not": json') + page[end:]
    opened = reader("search.html")
    answer = {"body": broken, "content_type": "text/html; charset=utf-8"}
    opened.page.route(f"**/{path}", lambda route: route.fulfill(**answer))
    opened.go(f"{site}/{path}")
    opened.page.unroute(f"**/{path}")
    opened.wait_until_live()

    roots = opened.page.locator("[data-explorable]").all()
    for other, root in enumerate(roots):
        if other != place:
            expect(root).to_have_attribute("data-ready", "")
    root = roots[place]
    assert root.get_attribute("data-ready") is None
    assert root.get_attribute("class") == "explorable", "it is not live, and must not say it is"
    assert root.get_attribute("aria-labelledby") is None, "there is no such title any more"
    kept = copy(stored(path, place))
    for picture in kept.select("noscript"):
        picture.extract()
    kept = kept.get_text().split()
    text = root.evaluate(TEXT_WITH_SCRIPTS).split()
    assert text[: len(kept)] == kept
    assert "damaged." in text[len(kept) :], "a sentence says why nothing moves"
    theme = opened.page.locator("html").get_attribute("data-theme")
    for _ in range(2):  # there and back
        opened.page.locator("button.theme").click()
    expect(opened.page.locator("html")).to_have_attribute("data-theme", theme)
    assert len(opened.complaints) == 1, opened.complaints
    assert name in opened.complaints[0], "the console must say which figure could not start"
