"""The interactive figures: live on every page, by mouse, touch and keyboard, equal to the Python.

The general tests run for each figure that they find in the built site. What a figure shows is
always compared with what its Python class computes for the same traits.
"""

import html
import importlib.util
import itertools
import json
import math
import re
import sys

import ipywidgets
import mpmath
import numpy as np
import pytest
from bs4 import BeautifulSoup
from conftest import NARROW, WIDE, built_explorables, read_page, source
from playwright.sync_api import expect
from scipy.special import xlogy
from traitlets import TraitError

from logitlab import LogisticRegression, load_breast_cancer, load_digits
from logitlab.explorables import (
    BendTheS,
    CostSlider,
    EvidenceRuler,
    Explorable,
    FamilyPortrait,
    FloatMicroscope,
    LikelihoodMixer,
    Myths,
    NextWord,
    NotADistribution,
    OddsVersusRisk,
    OnlineSoftmax,
    PullThemApart,
    ReliabilityDial,
    SurpriseMeter,
    ThreePlanes,
    TrainingCockpit,
    Triangle,
    TugOfWar,
    TwoCodes,
    WatchItLearn,
    WouldYouLaunch,
    linker,
    reliability_dial,
)
from logitlab.explorables.base import read_words
from logitlab.explorables.myths import read_guess
from logitlab.explorables.next_word import fit_next_word, rhyme

CLASSES = {
    cls.__module__.rpartition(".")[2].replace("_", "-"): cls
    for cls in Explorable.__subclasses__()
    if cls.__module__.startswith("logitlab.")
}
EXPLORABLES = built_explorables()

every_explorable = pytest.mark.parametrize(("path", "name", "place"), EXPLORABLES)
# A quiz draws nothing and begins without a choice; tests/test_quiz.py holds its own tests.
every_chart = pytest.mark.parametrize(
    ("path", "name", "place"), [found for found in EXPLORABLES if found[1] != "quiz"]
)
http_and_file = pytest.mark.parametrize("scheme", ["http", "file"])


def place_of(name):
    """The page, the name and the place of the first figure of that name."""
    for found in EXPLORABLES:
        if found[1] == name:
            return found
    pytest.fail(f"no page of the site shows {name}", pytrace=False)


def stored(path, place):
    """The root of a figure as the notebook has stored it."""
    return read_page(path).select("[data-explorable]")[place]


def computed(name, state):
    """The Python object with the traits that a page holds."""
    cls = CLASSES[name]
    traits = cls.class_traits()
    return cls(**{key: value for key, value in state.items() if not traits[key].read_only})


# ---------------------------------------------------------------- what a page shows

OPEN_ALL_FOLDS = "() => document.querySelectorAll('details').forEach((fold) => (fold.open = true))"
SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def parse(text):
    """The number at the start of a text such as −10.00, 84.0%, 3.35·10⁻⁴ or ∞, and its precision.

    The precision is half a unit of the last digit that is written.
    """
    sign, size, _, power = re.match(r"(−?)(∞|\d+(?:\.\d+)?)(·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?", text).groups()
    if size == "∞":
        return (-math.inf if sign else math.inf), 0.0
    scale = 10.0 ** int((power or "⁰").translate(SUPERSCRIPTS)) * (-1 if sign else 1)
    decimals = len(size.partition(".")[2])
    precision = 0.0 if "exactly" in text else 0.5 * 10.0**-decimals
    return float(size) * scale, precision * abs(scale)


def assert_shows(numbers, exact):
    """Assert that each number on the page is the exact one, rounded to the digits it is shown with.

    A text would not do: JavaScript rounds a half upwards, Python to the even digit.
    """
    for name, value in exact.items():
        shown, precision = parse(numbers[name])
        right = shown == value or abs(shown - value) <= precision * (1 + 1e-9)
        assert right, f"{name}: the page shows {numbers[name]}, logitlab computes {value!r}"


class Figure:
    """One live figure on a page."""

    def __init__(self, opened, place):
        self.opened, self.page, self.count = opened, opened.page, opened.count
        self.page.evaluate(OPEN_ALL_FOLDS)
        self.root = self.page.locator("[data-explorable]").nth(place)
        expect(self.root, "the figure must become live").to_have_attribute("data-ready", "")
        self.words = read_words(CLASSES[self.root.get_attribute("data-explorable")]().script)["en"]
        self.center_on_screen()

    def is_still_there(self):
        """Whether no other page was opened in the same tab since."""
        return self.count == self.opened.count

    def center_on_screen(self):
        self.root.evaluate("(root) => root.scrollIntoView({ block: 'center' })")

    def look(self):
        """All that a change may change: what is drawn, what is written, what is set.

        A change is drawn in the next frame, so this waits for one.
        """
        return self.root.evaluate(
            """async (root) => {
              await new Promise(requestAnimationFrame);
              const all = (selector, what) => Array.from(root.querySelectorAll(selector), what);
              const written = all("[data-number]", (node) => node)
                .filter((node) => node.checkVisibility())
                .map((node) => [node.dataset.number, node.textContent]);
              return {
                charts: all("svg.chart", (chart) => chart.innerHTML),
                numbers: Object.fromEntries(written),
                knobs: Object.fromEntries(all("[role=slider]", (knob) =>
                  [knob.getAttribute("aria-label"), Number(knob.getAttribute("aria-valuenow"))])),
                inputs: all("input", (input) => [input.value, input.checked]),
              };
            }"""
        )

    def numbers(self):
        """The numbers that the figure shows: {name: text}."""
        return self.look()["numbers"]

    def reset(self):
        """Press the button; at once, without Playwright's waiting."""
        self.reset_button().evaluate("(button) => button.click()")

    def reset_button(self):
        return self.root.get_by_role("button", name=self.words["reset"], exact=True)

    def handle(self, word):
        """The knob on a chart, by the word that names it."""
        return self.root.get_by_role("slider", name=self.words[word], exact=True)

    def native(self, word):
        """The native control, by the word on its label."""
        return self.root.get_by_label(self.words[word], exact=True).and_(self.root.locator("input"))

    def center(self, word):
        """Where the middle of a knob is on the screen."""
        self.look()
        box = self.handle(word).locator(".handle-knob").bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.fixture(scope="module")
def show(reader):
    """A function that returns a figure in its first state.

    A chapter takes half a second to load, so where Reset can bring the first state back, it does.
    """
    last = {}

    def open_figure(path, name, place, scheme="http", viewport=WIDE):
        wanted = (path, place, scheme, viewport)
        if last.get("wanted") == wanted and last["figure"].is_still_there():
            figure = last["figure"]
            figure.reset()
            figure.page.evaluate("() => document.activeElement.blur()")
            if figure.look() == last["look"]:
                figure.center_on_screen()
                return figure
        figure = Figure(reader(path, scheme, viewport=viewport), place)
        last.update(wanted=wanted, figure=figure, look=figure.look())
        return figure

    return open_figure


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
):  # many more kinds of damage: tests/test_robust.py
    page = source(path)
    start, end = list(re.finditer(r'(?<=data-state=")[^"]*(?=")', page))[place].span()
    broken = page[:start] + html.escape('{"not": json') + page[end:]
    opened = reader("search.html")
    answer = {"body": broken, "content_type": "text/html; charset=utf-8"}
    opened.page.route(f"**/{path}", lambda route: route.fulfill(**answer))
    opened.go(f"{site}/{path}")
    opened.page.unroute(f"**/{path}")
    opened.wait_until_drawn()

    roots = opened.page.locator("[data-explorable]").all()
    for other, root in enumerate(roots):
        if other != place:
            expect(root).to_have_attribute("data-ready", "")
    root = roots[place]
    assert root.get_attribute("data-ready") is None
    assert root.get_attribute("class") == "explorable", "it is not live, and must not say it is"
    assert root.get_attribute("aria-labelledby") is None, "there is no such title any more"
    kept = stored(path, place).get_text().split()
    text = root.text_content().split()
    assert text[: len(kept)] == kept
    assert "damaged." in text[len(kept) :], "a sentence says why nothing moves"
    theme = opened.page.locator("html").get_attribute("data-theme")
    for _ in range(2):  # there and back
        opened.page.locator("button.theme").click()
    expect(opened.page.locator("html")).to_have_attribute("data-theme", theme)
    assert len(opened.complaints) == 1, opened.complaints
    assert name in opened.complaints[0], "the console must say which figure could not start"


# ---------------------------------------------------------------- Bend the S


def assert_bend_the_s(figure):
    """Assert that all read-outs are what Python computes for the traits behind the two knobs."""
    look = figure.look()
    knobs = {word: look["knobs"][figure.words[word]] for word in ("midpointHandle", "lever")}
    bend = BendTheS(midpoint=knobs["midpointHandle"], weight=knobs["lever"])
    exact = {
        "surprise": bend.mean_surprise,
        "accuracy": 100 * bend.accuracy,
        "midpoint": bend.midpoint,
        "weight": bend.weight,
        "bias": -bend.weight * bend.midpoint,
        "slope": bend.weight / 4,
    }
    assert exact.keys() == bend.key_numbers().keys(), "compare the new key number here, too"
    assert_shows(look["numbers"], exact)
    assert_shows(bend.key_numbers(), exact)
    return bend


@pytest.fixture
def bend_the_s(show):
    return show(*place_of("bend-the-s"))


@pytest.fixture
def touched(visit):
    """Bend the S on a phone."""
    path, _, place = place_of("bend-the-s")
    return Figure(visit(path, has_touch=True, is_mobile=True, viewport=NARROW), place)


def drag(figure, word, right, down):
    """Drag a knob with the mouse by so many pixels; returns where it was let go."""
    figure.handle(word).evaluate("(knob) => knob.scrollIntoView({ block: 'center' })")
    x, y = figure.center(word)
    mouse = figure.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + right, y + down, steps=5)
    mouse.up()
    return x + right, y + down


@pytest.mark.parametrize("right", [-150, -40, 90])
def test_the_mouse_drags_the_half_point(right, bend_the_s):
    pointer = drag(bend_the_s, "midpointHandle", right, 30)
    bend = assert_bend_the_s(bend_the_s)
    assert (bend.midpoint > 20) == (right > 0)
    assert bend.weight == 0.5, "only the half point was dragged"
    assert bend_the_s.center("midpointHandle")[0] == pytest.approx(pointer[0], abs=1)


@pytest.mark.parametrize("down", [-60, 20, 300])  # steeper; flatter; below the half point
def test_the_mouse_turns_the_lever(down, bend_the_s):
    pointer = np.array(drag(bend_the_s, "lever", 20, down))
    bend = assert_bend_the_s(bend_the_s)
    assert bend.midpoint == 20, "only the lever was dragged"
    assert (bend.weight < 0) == (down == 300)
    # The pointer is on the tangent: the line through the half point and the knob of the lever.
    half_point = np.array(bend_the_s.center("midpointHandle"))
    tangent = np.array(bend_the_s.center("lever")) - half_point
    to_pointer = pointer - half_point
    across = tangent[0] * to_pointer[1] - tangent[1] * to_pointer[0]
    assert across / np.hypot(*tangent) == pytest.approx(0, abs=2)  # px


def test_an_arrow_key_moves_both_knobs(bend_the_s):
    bend_the_s.handle("midpointHandle").press("ArrowLeft")
    bend_the_s.handle("lever").press("Shift+ArrowUp")
    bend = assert_bend_the_s(bend_the_s)
    assert bend.midpoint < 20 and bend.weight > 0.5


def test_a_click_on_the_chart_moves_the_half_point(bend_the_s):
    x, y = bend_the_s.center("midpointHandle")
    bend_the_s.page.mouse.click(x - 120, y + 70)
    assert assert_bend_the_s(bend_the_s).midpoint < 20
    assert bend_the_s.center("midpointHandle")[0] == pytest.approx(x - 120, abs=1)


def test_the_native_sliders_do_the_same(bend_the_s):
    bend_the_s.native("midpoint").fill("15.4")
    bend_the_s.native("weight").fill("-1.75")
    bend = assert_bend_the_s(bend_the_s)
    assert (bend.midpoint, bend.weight) == (15.4, -1.75)
    bend_the_s.native("weight").fill("0")  # a flat curve has no lever of finite length
    assert assert_bend_the_s(bend_the_s).weight == 0
    bend_the_s.opened.assert_quiet()


def test_a_tap_moves_the_half_point(touched):
    x, y = touched.center("midpointHandle")
    touched.page.touchscreen.tap(x - 60, y + 70)
    assert assert_bend_the_s(touched).midpoint < 20
    assert touched.center("midpointHandle")[0] == pytest.approx(x - 60, abs=1)
    touched.opened.assert_quiet()


@pytest.mark.parametrize("word", ["midpointHandle", "lever"])
def test_a_finger_drags_a_knob(word, touched):
    before = touched.numbers()
    scrolled = touched.page.evaluate("() => scrollY")
    x, y = touched.center(word)
    # Playwright can tap but not drag with a finger, so Chromium itself is asked.
    finger = touched.opened.context.new_cdp_session(touched.page)
    for kind, share in [("touchStart", 0), *(("touchMove", step / 5) for step in range(1, 6))]:
        points = [{"x": x - 30 * share, "y": y + 50 * share}]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    bend = assert_bend_the_s(touched)
    assert touched.numbers() != before
    assert (bend.midpoint < 20) == (word == "midpointHandle")
    assert (bend.weight != 0.5) == (word == "lever")
    if word == "midpointHandle":
        assert touched.center(word)[0] == pytest.approx(x - 30, abs=1), "the finger lost the knob"
    assert touched.page.evaluate("() => scrollY") == scrolled, "the page must not scroll meanwhile"
    touched.opened.assert_quiet()


def test_the_straight_line_leaves_0_to_1(bend_the_s):
    data = BendTheS()
    slope, intercept = np.polyfit(data.radius, data.target, 1)
    line = intercept + slope * np.array(data.radius)
    outside = int(np.sum((line < 0) | (line > 1)))
    assert [f"{line.min():.2f}", f"{line.max():.2f}", outside] == ["-0.28", "1.91", 106]

    assert "line" not in bend_the_s.numbers()
    bend_the_s.native("straight_line").check()
    text = bend_the_s.numbers()["line"]
    shown = set(re.findall(r"−?\d+(?:\.\d+)?", text))
    assert {"−0.28", "1.91", f"{slope:.3f}", str(outside), str(len(line))} <= shown, text
    assert_bend_the_s(bend_the_s)
    bend_the_s.native("straight_line").uncheck()
    assert "line" not in bend_the_s.numbers()


# ---------------------------------------------------------------- Family portrait

MEMBERS = ["logistic", "tanh", "arctan", "normal", "clipped"]
PROBES = [-8, -5, -2, -1.5, -0.3, 0, 0.1, 1, 2, 3.7, 8]


def assert_family_portrait(figure, look, **chosen):
    """Assert that the numbers are what Python computes at the place of the knob."""
    portrait = FamilyPortrait(probe=look["knobs"][figure.words["probeHandle"]], **chosen)
    exact = {"value": portrait.value, "complement": portrait.complement}
    exact[portrait.below] = getattr(portrait, portrait.below)
    assert exact.keys() == portrait.key_numbers().keys(), "compare the new key number here, too"
    assert_shows(look["numbers"], exact)
    assert {name: look["numbers"][name] for name in exact} == portrait.key_numbers()
    return portrait


@pytest.mark.parametrize("member", MEMBERS)
def test_the_family_is_measured_as_in_python(member, show):
    figure = show(*place_of("family-portrait"))
    figure.native(member).check()
    for below in ("log_odds", "slope"):
        figure.native(below).check()
        for probe in PROBES:
            figure.native("probe").evaluate(
                "(el, z) => { el.value = z; el.dispatchEvent(new Event('input')); }", probe
            )
            portrait = assert_family_portrait(figure, figure.look(), member=member, below=below)
            assert portrait.probe == probe
    figure.opened.assert_quiet()


def test_the_members_of_the_family_are_those_of_the_class():
    assert FamilyPortrait.member.values == MEMBERS


def test_the_mouse_drags_the_probe(show):
    figure = show(*place_of("family-portrait"))
    pointer = drag(figure, "probeHandle", -130, 40)
    assert assert_family_portrait(figure, figure.look()).probe < 2
    assert figure.center("probeHandle")[0] == pytest.approx(pointer[0], abs=1)


def test_a_click_on_the_chart_moves_the_probe(show):
    figure = show(*place_of("family-portrait"))
    x, y = figure.center("probeHandle")
    figure.page.mouse.click(x - 200, y + 60)
    assert assert_family_portrait(figure, figure.look()).probe < 0
    assert figure.center("probeHandle")[0] == pytest.approx(x - 200, abs=1)


# ---------------------------------------------------------------- the Python side, no browser


@pytest.mark.parametrize(("midpoint", "weight"), [(20, 0.5), (16.8, 1.2), (12, -3.3), (8, 4)])
def test_bend_the_s_measures_by_the_definitions(midpoint, weight):
    bend = BendTheS(midpoint=midpoint, weight=weight)
    y = np.array(bend.target)
    p = [float(1 / (1 + mpmath.exp(-weight * (x - midpoint)))) for x in bend.radius]
    q = [float(1 / (1 + mpmath.exp(weight * (x - midpoint)))) for x in bend.radius]
    np.testing.assert_allclose(bend.probabilities, p, rtol=1e-13)
    assert bend.mean_surprise == pytest.approx(-np.mean(xlogy(y, p) + xlogy(1 - y, q)), rel=1e-12)
    assert bend.accuracy == np.mean((np.array(p) > 0.5) == (y == 1))


def exact_member(member, z):
    """The family in 50 digits."""
    z = mpmath.mpf(z)
    if member == "arctan":
        return mpmath.mpf(1) / 2 + mpmath.atan(mpmath.pi * z / 4) / mpmath.pi
    if member == "normal":
        return mpmath.ncdf(mpmath.sqrt(2 * mpmath.pi) / 4 * z)
    if member == "clipped":
        return min(max(mpmath.mpf(1) / 2 + z / 4, mpmath.mpf(0)), mpmath.mpf(1))
    return 1 / (1 + mpmath.exp(-z))


@pytest.mark.parametrize("member", MEMBERS)
def test_the_family_has_slope_one_quarter_and_keeps_the_digits_of_its_tails(member):
    assert FamilyPortrait(member=member, probe=0).slope == 0.25
    for probe in PROBES:
        portrait = FamilyPortrait(member=member, probe=probe)
        with mpmath.workdps(50):
            value, complement = exact_member(member, probe), exact_member(member, -probe)
            slope = mpmath.diff(lambda z: exact_member(member, z), probe)
            finite = value > 0 and complement > 0
            log_odds = mpmath.log(value / complement) if finite else mpmath.inf * (2 * value - 1)
        assert portrait.value == pytest.approx(float(value), rel=1e-13)
        assert portrait.complement == pytest.approx(float(complement), rel=1e-13)
        assert portrait.log_odds == pytest.approx(float(log_odds), rel=1e-12, abs=1e-15)
        if (member, abs(probe)) != ("clipped", 2):  # no slope at the corners: 0 by convention
            assert portrait.slope == pytest.approx(float(slope), rel=1e-12)


@pytest.mark.parametrize(
    ("make", "trait"),
    [
        (lambda: BendTheS(weight=BendTheS.weight.max + 0.1), "weight"),
        (lambda: BendTheS(midpoint=BendTheS.midpoint.min - 0.1), "midpoint"),
        (lambda: BendTheS(midpoint="wide"), "midpoint"),
        (lambda: BendTheS().set_trait("straight_line", "yes"), "straight_line"),
        (lambda: setattr(BendTheS(), "radius", [1.0]), "radius"),
        (lambda: FamilyPortrait(member="cousin"), "member"),
        (lambda: FamilyPortrait(probe=9), "probe"),
        (lambda: LikelihoodMixer(copies=0), "copies"),
        (lambda: setattr(LikelihoodMixer(), "best", [0.0, 0.0]), "best"),
        (lambda: NotADistribution(heads=21), "heads"),
    ],
)
def test_a_trait_out_of_range_is_refused_by_name(make, trait):
    with pytest.raises(TraitError, match=trait):
        make()


@pytest.mark.parametrize("name", CLASSES)
def test_a_notebook_stores_text_html_and_the_live_view(name):
    explorable = CLASSES[name]()
    data, _ = explorable._repr_mimebundle_()
    assert {"text/plain", "text/html", "application/vnd.jupyter.widget-view+json"} <= data.keys()
    assert data["text/plain"] == repr(explorable)
    assert eval(repr(explorable), CLASSES_BY_NAME).state == explorable.state  # readable and whole
    assert len(repr(explorable)) < 200
    root = BeautifulSoup(data["text/html"], "html.parser").find(attrs={"data-explorable": name})
    assert json.loads(root["data-state"]) == explorable.state
    assert not re.search(r"0x[0-9a-f]{6}", data["text/html"] + data["text/plain"])


CLASSES_BY_NAME = {cls.__name__: cls for cls in CLASSES.values()}


@pytest.mark.parametrize("name", CLASSES)
def test_what_a_live_notebook_loads_stands_alone(name):
    module = CLASSES[name]()._esm
    assert not re.search(r"^\s*import\b", module, re.MULTILINE)
    assert "://" not in module.replace("http://www.w3.org/2000/svg", ""), "no address to fetch from"
    assert len(re.findall(r"^export default ", module, re.MULTILINE)) == 1


def test_observe_and_links_work():
    first, second = BendTheS(), BendTheS()
    seen = []
    first.observe(lambda change: seen.append((change["name"], change["new"])), "weight")
    link = ipywidgets.link((first, "weight"), (second, "weight"))
    first.weight = 1.5
    assert seen == [("weight", 1.5)]
    assert second.weight == 1.5
    link.unlink()
    in_the_browser = ipywidgets.jslink((first, "midpoint"), (second, "midpoint"))
    assert in_the_browser.source == (first, "midpoint")
    assert ipywidgets.VBox([first, second]).children == (first, second)


# ---------------------------------------------------------------- what a contributor writes

CONTRIBUTED_PYTHON = """
from traitlets import Unicode
from logitlab.explorables import Explorable

class CountUp(Explorable):
    label = Unicode('"><script>alert(1)</script>').tag(sync=True)
"""
CONTRIBUTED_JAVASCRIPT = """\
const WORDS = {
  "en": {
    "title": "<b>More</b> & \\"best\\"",
    "prompt": "Is <i>1</i> > 0?",
    "count": "count <n>"
  }
};

import { clamp } from "./shared/maths.js";

function render({ model, el }) {
  el.textContent = clamp(3, 0, 1);
}

export default { render };
"""


@pytest.fixture
def contributed(tmp_path, monkeypatch):
    """A class from outside: CountUp in count_up.py, with count_up.js beside it."""
    (tmp_path / "count_up.js").write_text(CONTRIBUTED_JAVASCRIPT, "utf-8")
    (tmp_path / "count_up.py").write_text(CONTRIBUTED_PYTHON, "utf-8")
    spec = importlib.util.spec_from_file_location("count_up", tmp_path / "count_up.py")
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "count_up", module)
    spec.loader.exec_module(module)
    return module.CountUp


def test_a_class_without_key_numbers_says_so(contributed):
    with pytest.raises(NotImplementedError, match=r"CountUp must define key_numbers\(\)"):
        contributed()._repr_mimebundle_()


def test_what_is_stored_is_escaped(contributed, monkeypatch):
    monkeypatch.setattr(contributed, "key_numbers", lambda self: {"count": "<u>1</u> & 2"})
    explorable = contributed()
    page = BeautifulSoup(explorable.fallback_html(), "html.parser")
    root = page.find(attrs={"data-explorable": "count-up"})
    assert page.find("script") is None
    assert json.loads(root["data-state"]) == {"label": '"><script>alert(1)</script>'}
    assert root.select_one(".explorable-title").get_text() == '<b>More</b> & "best"'
    assert root.select_one(".explorable-prompt").get_text() == "Is <i>1</i> > 0?"
    assert root.dt.get_text() == "count <n>"
    assert root.dd.get_text() == "<u>1</u> & 2"


def test_a_script_without_words_says_so(contributed, monkeypatch, tmp_path):
    monkeypatch.setattr(contributed, "key_numbers", lambda self: {})
    (tmp_path / "count_up.js").write_text("export default {};\n", "utf-8")
    read_words.cache_clear()
    with pytest.raises(ValueError, match=r"count_up\.js must begin with a table of words"):
        contributed().fallback_html()


@pytest.mark.parametrize(
    "line",
    [
        'import * as maths from "./shared/maths.js";',
        'import maths from "./shared/maths.js";',
        'import { sigmoid } from "./deeper/down/maths.js";',
        'import { sigmoid } from "https://example.org/maths.js";',
        'import "./shared/maths.js";',
        "export { render };",
        "export let counter = 0;",
        "export async function later() {}",
        'export * from "./shared/maths.js";',
    ],
)
def test_an_unknown_form_of_import_or_export_is_refused_by_file_and_line(line, tmp_path):
    module = tmp_path / "strange.js"
    module.write_text(f"// a comment\n\n{line}\nexport default {{}};\n", "utf-8")
    with pytest.raises(ValueError, match=r"strange\.js, line 3: cannot link '(im|ex)port"):
        linker.script(module)


def test_the_line_is_counted_after_an_import_over_several_lines(tmp_path):
    module = tmp_path / "strange.js"
    imported = 'import {\n  clamp,\n  range,\n} from "./shared/maths.js";\n'
    module.write_text(imported + "export let x = clamp(1, 2, 3);\n", "utf-8")
    with pytest.raises(ValueError, match="line 5"):
        linker.script(module)


# ---------------------------------------------------------------- Would you launch?

RINGS = [35, 50, 60, 70, 80]  # °F


def would_you_launch(*guesses, hide=False):
    traits = {f"at_{at}": guess for at, guess in zip(RINGS, guesses, strict=True)}
    return WouldYouLaunch(**traits, hide=hide)


def assert_would_you_launch(figure, hide=False):
    """Assert that all numbers are what Python computes for the traits behind the five rings."""
    look = figure.look()
    names = [figure.words["ring"].replace("{at}", str(at)) for at in RINGS]
    launch = would_you_launch(*(look["knobs"][name] for name in names), hide=hide)
    exact = {
        "total": launch.total_surprise,
        "same": launch.total_of_one_guess,
        "tallest": launch.surprises.max(),
        "chance": 100 * launch.probability(31),
    }
    assert_shows(look["numbers"], exact)
    expected = launch.key_numbers()
    assert expected.keys() - exact.keys() == {"cold", "warm"}, "compare the new key number, too"
    assert {name: look["numbers"][name] for name in expected} == expected
    return launch


def ring(figure, at):
    return figure.root.get_by_role("slider", name=figure.words["ring"].replace("{at}", str(at)))


def test_would_you_launch_measures_by_the_definitions():
    launch = would_you_launch(0.9, 0.8, 0.6, 0.3, 0.05)
    total = 0
    for x, y in zip(launch.temperature, launch.distress, strict=True):
        p = {53: 0.74, 57: 0.66, 58: 0.64, 63: 0.51, 66: 0.42, 67: 0.39, 68: 0.36, 69: 0.33}.get(
            x, 0.3 - (x - 70) * 0.025 if x < 80 else 0.05
        )
        total -= math.log(p if y else 1 - p)
    assert launch.total_surprise == pytest.approx(total, rel=1e-12)
    assert launch.probability([20, 31, 35]).tolist() == [0.9] * 3, "flat where no ring stands"
    assert WouldYouLaunch().total_surprise == pytest.approx(23 * math.log(2), rel=1e-14)
    null = -(7 * math.log(7 / 23) + 16 * math.log(16 / 23))
    assert WouldYouLaunch().total_of_one_guess == pytest.approx(null, rel=1e-14)
    assert f"{null:.4f}" == "14.1336"
    assert WouldYouLaunch(hide=True).total_of_one_guess == pytest.approx(-7 * math.log(0.99))


def test_graded_guesses_win_and_a_sure_wrong_guess_towers():
    graded = would_you_launch(0.95, 0.95, 0.7, 0.2, 0.1)
    assert graded.total_surprise < graded.total_of_one_guess
    sure = would_you_launch(0.99, 0.99, 0.01, 0.01, 0.01)
    assert sure.surprises.max() == pytest.approx(-math.log(0.01))
    assert sure.total_surprise > graded.total_of_one_guess
    # without the launches that went well, no slope is better than none
    always = would_you_launch(*[0.99] * 5, hide=True)
    assert (
        always.total_surprise
        < would_you_launch(0.99, 0.99, 0.9, 0.8, 0.7, hide=True).total_surprise
    )
    assert always.key_numbers()["cold"] == "4 of 4" and always.key_numbers()["warm"] == "3 of 3"


@pytest.mark.parametrize("trait", ["at_35", "at_50", "at_60", "at_70", "at_80"])
@pytest.mark.parametrize("guess", [0, 1, 0.009, "high"])
def test_a_guess_that_could_cost_infinitely_much_is_refused(trait, guess):
    with pytest.raises(TraitError, match=trait):
        WouldYouLaunch(**{trait: guess})


@pytest.fixture
def launches(show):
    return show(*place_of("would-you-launch"))


@pytest.mark.parametrize(("at", "down"), [(35, -60), (60, 40), (80, 300)])
def test_the_mouse_drags_a_ring(at, down, launches):
    box = ring(launches, at).locator(".handle-knob").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    mouse = launches.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + 15, y + down, steps=4)
    mouse.up()
    launch = assert_would_you_launch(launches)
    moved = {place for place in RINGS if getattr(launch, f"at_{place}") != 0.5}
    assert moved == {at}
    assert (getattr(launch, f"at_{at}") > 0.5) == (down < 0)
    assert getattr(launch, f"at_{at}") >= 0.01


def test_a_tap_moves_the_nearest_ring(launches):
    box = ring(launches, 50).locator(".handle-knob").bounding_box()
    launches.page.mouse.click(box["x"] + 22, box["y"] + 60)
    launch = assert_would_you_launch(launches)
    assert launch.at_50 < 0.5 and launch.at_60 == 0.5


def test_hiding_the_launches_without_distress_takes_their_bars_away(launches):
    before = launches.look()["charts"]
    launches.native("hide").check()
    launch = assert_would_you_launch(launches, hide=True)
    assert len(launch.surprises) == 7
    bars = launches.root.locator("svg.chart .columns").get_attribute("d")
    assert bars.count("M") == 7 and launches.look()["charts"] != before
    for at in RINGS:
        launches.native(f"at_{at}").fill("0.99")
    assert assert_would_you_launch(launches, hide=True).total_surprise < 0.08
    launches.native("hide").uncheck()
    assert assert_would_you_launch(launches).total_surprise > 70
    launches.opened.assert_quiet()


def test_the_stems_end_on_the_curve_and_at_what_happened(launches):
    ring(launches, 60).press("End")
    launches.look()
    # the launch at 53 °F: 3/10 of the way from the ring at 50 to the ring at 60
    d = launches.root.locator("svg.chart .misses").get_attribute("d")
    first = [float(n) for n in re.findall(r"[\d.]+", d.split("M")[1])]

    def pixel(at):
        place = ring(launches, at).get_attribute("transform")
        return [float(n) for n in re.findall(r"[\d.]+", place)]

    (x50, y50), (x60, y60) = pixel(50), pixel(60)
    assert first[0] == first[2] == pytest.approx(x50 + 0.3 * (x60 - x50), abs=0.1)
    assert first[1] == pytest.approx(y50 + 0.3 * (y60 - y50), abs=0.1)
    assert first[3] == pytest.approx(y50 - (y50 - y60) / 0.49 * 0.5, abs=0.1)  # y = 1


# ---------------------------------------------------------------- Evidence ruler (chapter 2)

RESULTS = ["not_done", "positive", "negative"]


def assert_evidence_ruler(figure, **chosen):
    """Assert that the numbers are what Python computes for the knobs and the chosen results."""
    look = figure.look()
    knobs = {word: look["knobs"][figure.words[f"{word}Handle"]] for word in ("prior", "shift")}
    ruler = EvidenceRuler(**knobs, **chosen)
    exact = {
        "before": 1 / (1 + math.exp(-ruler.prior)),
        "evidence": ruler.evidence,
        "posterior": ruler.posterior,
        "after": ruler.probability,
        "score_ill": ruler.scores[0],
        "score_healthy": ruler.scores[1],
        "gap": ruler.scores[0] - ruler.scores[1],
    }
    assert exact.keys() == ruler.key_numbers().keys(), "compare the new key number here, too"
    assert_shows(look["numbers"], exact)
    return ruler


def lengths(figure):
    """The width in px of the step of test A on the two rulers."""
    return figure.root.locator("svg.chart").evaluate_all(
        "(all) => all.slice(0, 2).map((chart) =>"
        " chart.querySelectorAll('path.thick')[1].getBBox().width)"
    )


def test_a_step_of_evidence_keeps_its_length_on_the_ruler_and_not_in_probability(show):
    figure = show(*place_of("evidence-ruler"))
    seen = []
    for prior in ("-4.6", "-1.1", "3"):
        figure.native("prior").fill(prior)
        assert assert_evidence_ruler(figure).prior == float(prior)
        seen.append(lengths(figure))
    ruler, bar = np.transpose(seen)
    np.testing.assert_allclose(ruler, ruler[0], atol=0.05)
    assert bar[1] > 5 * bar[0] and bar[1] > 5 * bar[2]


def test_the_ruler_follows_the_mouse_and_every_result(show):
    figure = show(*place_of("evidence-ruler"))
    drag(figure, "priorHandle", 60, 20)
    assert assert_evidence_ruler(figure).prior > -4.6
    chosen = {}
    for place, test in enumerate(("test_a", "test_b", "test_c")):
        for result in RESULTS:
            chosen[test] = result
            group = figure.root.locator("fieldset").nth(place)
            group.locator(f"input[value={result}]").check()
            assert_evidence_ruler(figure, **chosen)
    figure.opened.assert_quiet()


def test_a_constant_added_to_both_scores_moves_nothing_else(show):
    figure = show(*place_of("evidence-ruler"))
    before = figure.numbers()
    pointer = drag(figure, "shiftHandle", 100, 0)
    ruler = assert_evidence_ruler(figure)
    after = figure.numbers()
    assert ruler.shift > 2
    assert figure.center("shiftHandle")[0] == pytest.approx(pointer[0], abs=1)
    moved = {name for name in before if before[name] != after[name]}
    assert moved == {"score_ill", "score_healthy", "shift"}


def test_the_evidence_ruler_adds_what_bayes_multiplies():
    chances = {
        "test_a": {"positive": (0.9, 0.1), "negative": (0.1, 0.9)},
        "test_b": {"positive": (0.75, 0.25), "negative": (0.25, 0.75)},
        "test_c": {"positive": (0.6, 0.05), "negative": (0.4, 0.95)},
    }
    for results in itertools.product(RESULTS, repeat=3):
        chosen = dict(zip(chances, results, strict=True))
        ruler = EvidenceRuler(prior=-math.log(99), shift=3.5, **chosen)
        pairs = [chances[test][r] for test, r in chosen.items() if r != "not_done"]
        ill = 0.01 * math.prod(pair[0] for pair in pairs)
        healthy = 0.99 * math.prod(pair[1] for pair in pairs)
        assert ruler.probability == pytest.approx(ill / (ill + healthy), rel=1e-12)
        assert ruler.posterior == pytest.approx(math.log(ill / healthy), abs=1e-12)
        expected = [math.log(ill) + 3.5, math.log(healthy) + 3.5]
        assert list(ruler.scores) == pytest.approx(expected, rel=1e-12)
    assert EvidenceRuler(prior=-math.log(99)).probability == pytest.approx(1 / 12, rel=1e-13)


# ---------------------------------------------------------------- Odds versus risk (chapter 2)


def assert_odds_versus_risk(figure):
    """Assert that the numbers are what Python computes for the two knobs."""
    look = figure.look()
    knobs = {word: look["knobs"][figure.words[word]] for word in ("baselineHandle", "ratioHandle")}
    risk = OddsVersusRisk(baseline=knobs["baselineHandle"], odds_ratio=knobs["ratioHandle"])
    exact = {
        "after": risk.probability,
        "risk_ratio": risk.risk_ratio,
        "risk_difference": risk.risk_difference,
        "odds_before": risk.odds,
        "odds_after": risk.odds * risk.odds_ratio,
    }
    assert exact.keys() == risk.key_numbers().keys(), "compare the new key number here, too"
    assert_shows(look["numbers"], exact)
    return risk


def test_the_risk_ratio_falls_from_the_odds_ratio_to_1_on_dragging(show):
    figure = show(*place_of("odds-versus-risk"))
    ratios = []
    for right in (-500, 150, 600):
        drag(figure, "baselineHandle", right, 0)
        ratios.append(assert_odds_versus_risk(figure).risk_ratio)
    assert ratios[0] == pytest.approx(3.17, abs=0.01)
    assert ratios == sorted(ratios, reverse=True)
    assert ratios[2] == pytest.approx(1, abs=0.01)


def test_the_square_follows_the_pointer_and_sets_the_odds_ratio(show):
    figure = show(*place_of("odds-versus-risk"))
    pointer = drag(figure, "ratioHandle", 0, 90)
    risk = assert_odds_versus_risk(figure)
    assert risk.odds_ratio < 3.17 and risk.baseline == 0.3
    assert figure.center("ratioHandle")[1] == pytest.approx(pointer[1], abs=1)
    figure.native("odds_ratio").fill("0.5")
    assert assert_odds_versus_risk(figure).risk_difference < 0
    figure.opened.assert_quiet()


def test_odds_versus_risk_multiplies_the_odds():
    for baseline, odds_ratio in [(0.001, 0.1), (0.3, 3.17), (0.5, 1), (0.999, 10)]:
        risk = OddsVersusRisk(baseline=baseline, odds_ratio=odds_ratio)
        odds = risk.probability / (1 - risk.probability)
        assert odds == pytest.approx(odds_ratio * baseline / (1 - baseline), rel=1e-12)
        assert risk.risk_ratio == pytest.approx(risk.probability / baseline, rel=1e-12)
    data = load_breast_cancer()
    fit = LogisticRegression().fit(data.column("worst radius")[:, None], data.y)
    for step, radius, ratio in zip(risk.steps, (12, 18), ("3.14", "1.13"), strict=True):
        before, after = fit.predict_proba([[radius], [radius + 1]])[:, 1]
        assert step["radius"] == radius
        assert step["baseline"] == pytest.approx(before, rel=1e-6)
        assert step["ratio"] == pytest.approx(after / before, rel=1e-6)
        assert f"{step['ratio']:.2f}" == ratio


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


# ---------------------------------------------------------------- Tug of war (chapter 4)

OPTIMUM = (-1.107550125556991, -1.602377960499878)  # b and w for the standardized temperature


def test_tug_of_war_walks_as_the_chapter_says():
    tug = TugOfWar()
    assert (tug.pull_b, round(tug.nll, 4)) == (-4.5, 15.9424)  # 7 of 23, each pulls by one half
    tug.newton(5)
    assert np.abs(np.array([tug.b, tug.w]) - OPTIMUM).max() < 3e-9
    assert abs(tug.pull_b) < 1e-7 and abs(tug.pull_w) < 1e-7, "at the optimum the pulls balance"
    assert np.abs(tug.pulls).max() > 0.8, "and yet each launch pulls"
    tug.b = tug.w = 0
    tug.descend(76)
    assert math.dist((tug.b, tug.w), OPTIMUM) > 1e-6
    tug.descend()
    assert math.dist((tug.b, tug.w), OPTIMUM) < 1e-6
    assert [entry[:2] for entry in tug.trail[5:8]] == [[2, 5], [0, 0], [1, 1]]  # a new walk
    assert tug.steps == 77


def test_tug_of_war_stops_at_its_limits_and_keeps_a_short_trail():
    tug = TugOfWar(b=5, w=5, rate=0.6)
    tug.newton()
    tug.descend(150)
    assert max(abs(number) for entry in tug.trail for number in entry[2:4]) <= 5
    assert len(tug.trail) == 101 and tug.trail[-1][1] == tug.steps == 151


def assert_tug_of_war(figure, tug):
    numbers = figure.numbers()
    exact = {"nll": tug.nll, "pull_b": tug.pull_b, "pull_w": tug.pull_w, "b": tug.b, "w": tug.w}
    assert_shows(numbers, exact)
    assert_shows(tug.key_numbers(), {name: exact[name] for name in ("nll", "pull_b", "pull_w")})
    assert numbers["steps"] == str(tug.steps)
    shown, precision = parse(numbers["gap"])
    assert shown == pytest.approx(tug.gap, abs=precision + 1e-13)


def test_the_buttons_take_the_steps_of_the_class(show):
    figure = show(*place_of("tug-of-war"))

    def press(word):
        figure.root.get_by_role("button", name=figure.words[word], exact=True).click()

    tug = TugOfWar()
    for _ in range(5):
        press("newton")
        tug.newton()
        assert_tug_of_war(figure, tug)
    press("zero")
    tug.b = tug.w = 0
    assert_tug_of_war(figure, tug)
    for word, steps in (("descend1", 1), ("descend10", 10)):
        press(word)
        tug.descend(steps)
        assert_tug_of_war(figure, tug)
    figure.native("rate").fill("0.6")
    tug.rate = 0.6
    press("descend100")
    tug.descend(100)
    assert_tug_of_war(figure, tug)
    assert tug.gap > 0.1, "too long a step never arrives"
    figure.opened.assert_quiet()


@pytest.mark.parametrize(("word", "down"), [("bHandle", 60), ("wHandle", -70)])
def test_the_mouse_drags_the_curve_of_the_tug_of_war(word, down, show):
    figure = show(*place_of("tug-of-war"))
    pointer = drag(figure, word, 25, down)
    knobs = figure.look()["knobs"]
    tug = TugOfWar(b=knobs[figure.words["bHandle"]], w=knobs[figure.words["wHandle"]])
    assert_tug_of_war(figure, tug)
    assert (tug.b < 0, tug.w < 0) == (word == "bHandle", word == "wHandle")
    assert figure.center(word)[1] == pytest.approx(pointer[1], abs=1.5)


# ---------------------------------------------------------------- Pull them apart (chapter 4)


@pytest.mark.parametrize(
    ("traits", "slope"),
    [  # tests/reference_values.json: logreg_l2-001, -003, logreg_firth-001
        ({"cure": "l2", "power": 0}, 1.0065943148735455),
        ({"cure": "l2", "power": 3}, 5.83922041970641),
        ({"cure": "firth"}, 1.004076424220322),
    ],
)
def test_both_cures_bring_the_slope_back(traits, slope):
    apart = PullThemApart(place=1, **traits)
    assert apart.separable
    np.testing.assert_allclose(apart.fit, [0, slope], rtol=1e-9, atol=1e-9)


def test_without_a_cure_the_slope_runs_away_once_the_points_are_apart():
    def fits(place):
        return [PullThemApart(place=place, steps=steps) for steps in (5, 10, 20, 25)]

    together, tied, apart = fits(-1.5), fits(-1), fits(-0.9)
    assert [figure[0].separable for figure in (together, tied, apart)] == [False, True, True]
    assert [round(figure.fit[1], 4) for figure in together] == [1.1349] * 4
    for runaway in (tied, apart):
        assert np.all(np.diff([figure.fit[1] for figure in runaway]) > 4)
        assert np.all(np.diff([figure.nll for figure in runaway]) < 0)
    assert 0 < apart[-1].nll < 1e-8  # as close to 0 as you like, and never there
    assert 2 * np.log(2) < tied[-1].nll < 2 * np.log(2) + 1e-8  # the tie keeps two coins in the air


@pytest.mark.parametrize("cure", ["none", "l2", "firth"])
def test_the_page_fits_the_points_as_python_does(cure, show):
    figure = show(*place_of("pull-them-apart"))
    figure.native(cure).check()
    for place, power, steps in [(-3, 4, 25), (-1.1, 1, 3), (-1, 3, 12), (-0.9, -2, 6), (1, 0, 25)]:
        for name, value in {"place": place, "power": power, "steps": steps}.items():
            figure.native(name).fill(str(value))
        apart = PullThemApart(place=place, power=power, steps=steps, cure=cure)
        b, w = apart.fit
        numbers = figure.numbers()
        assert_shows(numbers, {"slope": w, "bias": b, "nll": apart.nll})
        assert numbers["verdict"] == apart.key_numbers()["verdict"]
    figure.opened.assert_quiet()


def test_dragging_the_point_across_the_gap_makes_it_separable(show):
    figure = show(*place_of("pull-them-apart"))
    assert figure.numbers()["verdict"] == figure.words["yes"]
    drag(figure, "placeHandle", 130, 30)
    assert figure.numbers()["verdict"] == figure.words["no"]
    place = figure.look()["knobs"][figure.words["placeHandle"]]
    assert place == pytest.approx(round(place, 1)), "the pointer snaps to tenths"
    assert_shows(figure.numbers(), {"slope": PullThemApart(place=place).fit[1]})


def test_arrow_keys_reach_the_tie(show):
    figure = show(*place_of("pull-them-apart"))
    for _ in range(5):
        figure.handle("placeHandle").press("ArrowRight")  # five times 0.1 is not quite 0.5
    assert figure.numbers()["verdict"] == figure.words["tie"]
    assert PullThemApart(place=-0.9999999999999999).key_numbers()["verdict"] == figure.words["tie"]


# ---------------------------------------------------------------- Triangle (chapter 5)

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


def test_triangle_knows_the_share_the_gap_and_the_pull():
    triangle = Triangle()
    np.testing.assert_allclose(triangle.probabilities, [0.62853172, 0.2312239, 0.14024438])
    np.testing.assert_allclose(triangle.log_odds, [1, 1.5, 0.5])
    for k, corner in enumerate(np.eye(3)):  # each arrow points straight at its corner
        pull = triangle.probabilities[k] * (corner - triangle.probabilities)
        np.testing.assert_allclose(triangle.arrows[k], pull, atol=1e-15)
    tie = Triangle(a=1, b=1, c=0, temperature=0.1).probabilities
    np.testing.assert_allclose(tie, [0.5, 0.5, 0], atol=1e-4)


def test_adding_to_all_scores_moves_nothing_in_the_triangle(show):
    figure = show(*place_of("triangle"))
    before = figure.look()
    figure.native("shift").fill("2")
    after = figure.look()
    assert after["charts"][0] == before["charts"][0], "the point must stay where it is"
    assert after["charts"][1] != before["charts"][1], "the three rings move together"
    assert {**after["numbers"], "shift": ""} == {**before["numbers"], "shift": ""}


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


# ---------------------------------------------------------------- Three planes (chapter 5)


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

    def press(word):
        figure.root.get_by_role("button", name=figure.words[word], exact=True).click()

    planes = ThreePlanes()
    for action in (lambda: None, lambda: (press("fit"), planes.fit())):
        action()
        exact = {"surprise": planes.mean_surprise, "accuracy": 100 * planes.accuracy}
        assert_shows(figure.numbers(), exact)
    figure.native("xor").check()
    press("fit")
    assert_shows(figure.numbers(), {"surprise": math.log(2), "accuracy": 50})
    assert not figure.handle("virginicaHandle").is_visible()
    figure.opened.assert_quiet()


def test_dragging_a_weight_turns_a_straight_boundary(show):
    figure = show(*place_of("three-planes"))
    edge = "(root) => root.querySelector('.region.class-c').getAttribute('d')"
    before = figure.root.evaluate(edge)
    pointer = drag(figure, "virginicaHandle", 60, -30)
    assert figure.center("virginicaHandle") == pytest.approx(pointer, abs=1)
    after = figure.root.evaluate(edge)
    assert after != before
    corners = np.array([point.split() for point in after.strip("MZ").split("L")], dtype=float)
    assert 3 <= len(corners) <= 6, "a region has straight sides only"


# ---------------------------------------------------------------- Next word (chapter 5)


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
        figure.root.get_by_role("button", name=figure.words[button], exact=True).click()
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
    figure.native("running").check()
    expect(text).to_have_text(re.compile(r"^the( \S+){3,}"))
    figure.reset()
    figure.page.wait_for_timeout(800)
    assert text.inner_text() == "the"


def test_next_word_does_not_run_for_readers_who_want_no_motion(show):
    figure = show(*place_of("next-word"))
    assert figure.page.evaluate("() => matchMedia('(prefers-reduced-motion: reduce)').matches")
    assert figure.native("running").count() == 0


# ---------------------------------------------------------------- Two codes (chapter 6)


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


# ---------------------------------------------------------------- Surprise meter (chapter 6)


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


# ---------------------------------------------------------------- Watch it learn (chapter 6)


def test_learning_starts_at_ln_10_and_goes_down():
    losses = [WatchItLearn(step=step).loss for step in (0, 1, 5, 25)]
    assert losses[0] == pytest.approx(math.log(10), rel=1e-15)
    assert losses == sorted(losses, reverse=True)
    watch = WatchItLearn(step=1, rate=2)
    X = np.array([[int(ink, 17) / 16 for ink in image] for image in watch.train])
    y = np.array(watch.labels)
    data = load_digits()
    assert (X[:30] * 16 == data.X[data.y == 0][:30]).all() and X.shape == (300, 64)
    mean = np.array([X[y == k].sum(axis=0) for k in range(10)]) / 300 - X.mean(axis=0) / 10
    np.testing.assert_allclose(watch.weights[1:].T, 2 * mean, atol=1e-15)
    seen, asked = set(watch.train), set(watch.test)
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


# ---------------------------------------------------------------- Float microscope (chapter 7)

WAYS = ("naive", "clipped", "shifted", "fused")
EDGES = [  # format, a score that still works, one that does not, the way that breaks there
    ("float64", -709.7, -709.8, "naive"),
    ("float32", -88.7, -88.8, "naive"),
    ("float16", -11.0, -11.1, "naive"),
    ("float64", -745.1, -745.2, "shifted"),
    ("float32", -103.9, -104.0, "shifted"),
    ("float16", -17.3, -17.4, "shifted"),
]


@pytest.mark.parametrize(("dtype", "works", "breaks", "way"), EDGES)
def test_each_way_breaks_where_its_format_ends(dtype, works, breaks, way):
    assert math.isfinite(FloatMicroscope(z=works, dtype=dtype).computed(way)[0])
    broken = FloatMicroscope(z=breaks, dtype=dtype)
    assert broken.computed(way)[0] == math.inf
    assert math.isnan(broken.computed(way)[1]), "-1/0 times 0"
    assert broken.key_numbers()[way] == "⚠ ∞"
    assert broken.relative_error("fused") <= 2 * np.finfo(dtype).eps
    if way == "naive":  # 1/p overflows there too, so the shifted slope fails before its loss
        loss, slope = broken.computed("shifted")
        assert (math.isfinite(loss), slope) == (True, -math.inf)


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_the_fused_loss_is_right_to_the_last_digits_of_its_format(dtype):
    smallest = float(np.finfo(dtype).smallest_subnormal)
    for z in (-1100, -745.2, -104, -60, -17.4, -1.5, 0, 0.3, 9.7, 17, 36.8, 60, 700, 740, 1100):
        microscope = FloatMicroscope(z=z, dtype=dtype)
        with mpmath.workdps(500):
            exact = float(mpmath.log1p(mpmath.exp(-mpmath.mpf(microscope.score))))
            slope = float(-1 / (1 + mpmath.exp(mpmath.mpf(microscope.score))))
        loss, gradient = microscope.computed("fused")
        tolerance = {"rtol": 3 * float(np.finfo(dtype).eps), "atol": smallest}
        np.testing.assert_allclose([loss, gradient], [exact, slope], **tolerance)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_only_the_clipped_loss_never_learns(dtype):
    microscope = FloatMicroscope(z=-60, dtype=dtype, steps=200)
    ends = {way: round(microscope.trained(way), 2) for way in WAYS}
    assert ends == {"naive": 4.92, "clipped": -60.0, "shifted": 4.92, "fused": 4.92}
    clip = [FloatMicroscope(z=z, steps=1).trained("clipped") > z for z in (-34.5, -34.6)]
    assert clip == [True, False]


def rows_of(figure):
    """The texts of the table: {way: [loss, relative error, gradient, score after training]}."""
    figure.look()
    return figure.root.evaluate(
        """(root) => Object.fromEntries(Array.from(root.querySelectorAll("tbody"), (body) => [
          body.querySelector("[data-number]").dataset.number,
          Array.from(body.querySelectorAll("td"), (cell) => cell.textContent)]))"""
    )


def assert_cell(text, value, flagged):
    assert text.startswith("⚠") == flagged, f"{text} for {value}"
    text = text.removeprefix("⚠ ")
    if math.isnan(value):
        assert text == "nan"
    else:
        assert_shows({"cell": text}, {"cell": value})


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_the_microscope_shows_what_python_computes(dtype, show):
    figure = show(*place_of("float-microscope"))
    figure.native(dtype).check()
    figure.native("steps").fill("70")
    for z in (-1100, -745.1, -104, -88.8, -60, -36.7, -17.3, -11.1, -2.5, 0.1, 9.7, 12, 36.8, 800):
        figure.native("z").fill(str(z))
        microscope = FloatMicroscope(z=z, dtype=dtype, steps=70)
        for way, (loss, error, slope, end) in rows_of(figure).items():
            value, gradient = microscope.computed(way)
            assert_cell(loss, value, microscope.is_lost(value, microscope.true_loss))
            assert_cell(slope, gradient, microscope.is_lost(gradient, microscope.true_slope))
            trained = microscope.trained(way)
            assert_cell(end, trained, not math.isfinite(trained))
            share = microscope.relative_error(way)
            if error == figure.words["rounding"]:
                assert share <= 4 * np.finfo(dtype).eps
            elif error.endswith("%"):
                assert float(error[:-1]) == pytest.approx(100 * share, abs=0.51)
            else:
                assert parse(error)[0] == pytest.approx(share, rel=0.35)
    figure.opened.assert_quiet()


def test_training_leaves_only_the_clipped_score_behind(show):
    figure = show(*place_of("float-microscope"))
    figure.root.get_by_role("button", name=figure.words["train"]).click()
    ends = {way: row[3] for way, row in rows_of(figure).items()}
    assert ends == {"naive": "4.92", "clipped": "−60.00", "shifted": "4.92", "fused": "4.92"}


def test_the_mouse_drags_the_score_under_the_microscope(show):
    figure = show(*place_of("float-microscope"))
    pointer = drag(figure, "handle", -90, 0)
    z = figure.look()["knobs"][figure.words["handle"]]
    assert z == pytest.approx(round(z, 1)) and z < -35
    assert_shows(figure.numbers(), {"clipped": FloatMicroscope(z=z).computed("clipped")[0]})
    assert figure.center("handle")[0] == pytest.approx(pointer[0], abs=1.5)


# ---------------------------------------------------------------- Online softmax (chapter 7)


@pytest.mark.parametrize("shift", [0, 1000])
@pytest.mark.parametrize("order", ["arrival", "rising", "falling"])
def test_one_pass_gives_what_two_passes_give(order, shift):
    scores = [-10, 9.9, 3, 3, 10, -0.1]
    online = OnlineSoftmax(taken=scores, order=order, shift=shift)
    with mpmath.workdps(50):
        exact = float(mpmath.log(sum(mpmath.exp(mpmath.mpf(z) + shift) for z in scores)))
    assert online.online == pytest.approx(exact, rel=1e-14)
    assert online.two_passes == pytest.approx(exact, rel=1e-14)
    assert math.isfinite(online.naive) == (shift == 0)
    assert online.passes[-1][0] == 10 + shift
    assert max(s for _, s, _ in online.passes) <= len(scores)


def test_a_new_largest_number_shrinks_the_old_sum(show):
    figure = show(*place_of("online-softmax"))
    figure.native("next_number").fill("5")
    figure.root.get_by_role("button", name=figure.words["take"]).click()
    online = OnlineSoftmax(taken=[2, 1, 3, 5])
    before = OnlineSoftmax()
    assert online.passes[-1][2] == pytest.approx(math.exp(-2))
    assert online.passes[-1][1] == pytest.approx(1 + math.exp(-2) * before.passes[-1][1])
    assert_online_softmax(figure, online)
    for order in ("rising", "falling"):
        figure.native(order).check()
        assert_online_softmax(figure, OnlineSoftmax(taken=[2, 1, 3, 5], order=order))
    bars = figure.look()["charts"][1]
    figure.native("shift").fill("1000")
    assert_online_softmax(figure, OnlineSoftmax(taken=[2, 1, 3, 5], order="falling", shift=1000))
    assert figure.look()["charts"][1] == bars, "a shift moves no bar"
    figure.opened.assert_quiet()


def assert_online_softmax(figure, online):
    numbers = figure.numbers()
    m, s, factor = online.passes[-1]
    exact = {"maximum": m, "sum": s, "factor": factor, "online": online.online}
    assert_shows(numbers, exact | {"two_passes": online.two_passes})
    assert_cell(numbers["naive"], online.naive, math.isinf(online.naive))


def test_the_ring_is_the_next_number_until_there_is_no_room(show):
    figure = show(*place_of("online-softmax"))
    drag(figure, "handle", 0, -40)
    value = figure.look()["knobs"][figure.words["handle"]]
    assert value > 6
    take = figure.root.get_by_role("button", name=figure.words["take"])
    take.click()
    assert_shows(figure.numbers(), {"maximum": value})
    for _ in range(6):
        take.click()
    assert figure.numbers()["room"] == figure.words["full"]
    figure.opened.assert_quiet()


# ---------------------------------------------------------------- Reliability dial (chapter 8)


@pytest.mark.parametrize(("C", "coldest"), [("0.01", 0.1607), ("1", 0.5220)])
def test_the_stored_table_is_what_a_fit_gives(C, coldest):
    z, y = reliability_dial.held_out(C)
    for turn in (-4, -0.8, 0, 2.2):
        nll, *bins = reliability_dial.reliability(z, y, 2.0**turn)
        dial = ReliabilityDial(C=C, turn=turn)
        assert dial.nll == pytest.approx(nll, abs=2e-5)
        stored_bins = dial._entry[1:]
        np.testing.assert_allclose(stored_bins, bins, atol=2e-4)
        assert sum(count for _, count, _, _ in stored_bins) == 899
    valley = [ReliabilityDial(C=C, turn=turn).nll for turn in reliability_dial.TURNS]
    assert 2.0 ** reliability_dial.TURNS[np.argmin(valley)] == pytest.approx(coldest, rel=0.1)


def test_accuracy_freezes_while_the_temperature_turns():
    for C, accuracy in [("0.01", 0.894), ("1", 0.961), ("10000", 0.956)]:
        dials = [ReliabilityDial(C=C, turn=turn) for turn in reliability_dial.TURNS]
        assert {round(dial.accuracy, 3) for dial in dials} == {accuracy}
        assert np.ptp([dial.nll for dial in dials]) > 1
        assert np.all(np.diff([dial.confidence for dial in dials]) < 0)


def assert_reliability_dial(figure, dial):
    names = ("accuracy", "confidence", "nll", "ece", "temperature")
    exact = {name: getattr(dial, name) for name in names}
    assert_shows(figure.numbers(), exact)
    assert_shows(dial.key_numbers(), exact)


def test_the_page_turns_the_dial_as_python_does(show):
    figure = show(*place_of("reliability-dial"))
    for C, turn in [("1", 0), ("0.01", -2.6), ("10000", 1.4), ("100", -4), ("10", 4)]:
        figure.native(C).check()
        figure.native("turn").fill(str(turn))
        assert_reliability_dial(figure, ReliabilityDial(C=C, turn=turn))
    figure.opened.assert_quiet()


def test_dragging_the_ring_changes_all_but_the_accuracy(show):
    figure = show(*place_of("reliability-dial"))
    before = figure.numbers()
    drag(figure, "turnHandle", -60, 0)
    after = figure.numbers()
    turn = figure.look()["knobs"][figure.words["turnHandle"]]
    assert turn < 0
    assert_reliability_dial(figure, ReliabilityDial(turn=turn))
    assert after["accuracy"] == before["accuracy"]
    assert all(after[name] != before[name] for name in ("nll", "ece", "confidence"))


# ---------------------------------------------------------------- Cost slider (chapter 8)


def test_the_threshold_follows_from_the_costs():
    cost = CostSlider(miss=10, alarm=1)
    assert cost.threshold == pytest.approx(1 / 11)
    assert sum(cost.counts.values()) == len(cost.labels) == 285
    treated = (np.array(cost.labels)[np.array(cost.scores) >= -math.log(10)] == 1).sum()
    assert cost.counts["found"] == treated == 104
    assert cost.mean_cost == pytest.approx((10 * 2 + 1 * 50) / 285)
    assert cost.lowest <= cost.mean_cost


def test_what_temperature_does_under_each_rule():
    def decisions(rule):
        figures = [CostSlider(rule=rule, temperature=t) for t in (0.2, 0.5, 1, 2, 4)]
        assert len({figure.lowest for figure in figures}) == 1, "the valley moves, not its depth"
        return [tuple(figure.counts.values()) for figure in figures]

    assert len(set(decisions("half"))) == 1
    assert len(set(decisions("along"))) == 1
    assert set(decisions("along")) == {decisions("costs")[2]}, "at T = 1 both rules agree"
    assert len(set(decisions("costs"))) == 5
    moved = CostSlider(rule="along", temperature=2).threshold
    assert moved == pytest.approx(1 / (1 + math.sqrt(10)))


def assert_cost_slider(figure, cost):
    numbers = figure.numbers()
    exact = {name: getattr(cost, name) for name in ("threshold", "mean_cost", "lowest")}
    assert_shows(numbers, exact)
    assert_shows(cost.key_numbers(), exact)
    assert {name: int(numbers[name]) for name in cost.counts} == cost.counts


@pytest.mark.parametrize("rule", ["costs", "half", "along"])
def test_the_page_counts_the_costs_as_python_does(rule, show):
    figure = show(*place_of("cost-slider"))
    figure.native(rule).check()
    for miss, alarm, temperature in [(10, 1, 1), (10, 1, 2.5), (1, 20, 0.2), (0.1, 20, 4)]:
        values = {"miss": miss, "alarm": alarm, "temperature": temperature}
        for name, value in values.items():
            figure.native(name).fill(str(value))
        assert_cost_slider(figure, CostSlider(rule=rule, **values))
    figure.opened.assert_quiet()


@pytest.mark.parametrize(("word", "by"), [("missHandle", -80), ("alarmHandle", 90)])
def test_dragging_a_bar_moves_the_threshold(word, by, show):
    figure = show(*place_of("cost-slider"))
    before = float(figure.numbers()["threshold"])
    drag(figure, word, by, 5)
    knobs = figure.look()["knobs"]
    miss, alarm = (knobs[figure.words[name]] for name in ("missHandle", "alarmHandle"))
    assert_cost_slider(figure, CostSlider(miss=miss, alarm=alarm))
    assert float(figure.numbers()["threshold"]) > before


# ---------------------------------------------------------------- Myths


def press_button(figure, word):
    """Press a button; at once, as `Figure.reset` does, and wait for the next frame."""
    button = figure.root.get_by_role("button", name=figure.words[word], exact=True)
    button.evaluate("(button) => button.click()")
    figure.look()


def guess_box(figure):
    return figure.root.locator("input[type=text]")


def test_a_card_played_on_the_page_scores_as_in_python(show):
    figure = show(*place_of("myths"))
    answers = {}
    for card in Myths().cards[:3]:  # the vote "false", the right number, the right kind
        press_button(figure, "false")
        guess_box(figure).fill(str(card["number"]["answer"]))
        press_button(figure, "run")
        expect(figure.root.locator(".myth-code")).to_have_count(2)
        shown = figure.root.inner_text()
        for part in ("output", "correction"):
            assert card[part] in shown, f"after Run, the {part} must be there"
        assert figure.root.locator(".myth-verdict").evaluate(
            "(el) => el === document.activeElement"
        )
        press_button(figure, "true")  # too late
        press_button(figure, card["kind"])
        answers[card["id"]] = {
            "vote": "false",
            "guess": str(card["number"]["answer"]),
            "run": True,
            "kind": card["kind"],
        }
        press_button(figure, "next")
        expect(figure.root.locator(".myth-code")).to_have_count(0)
    myths = Myths(answers=answers, card=4)
    assert 0 < myths.score()["votes"][0] < 3
    assert figure.numbers() == {**myths.key_numbers(), "card": "4"}
    figure.opened.assert_quiet()


def test_what_was_typed_is_there_when_the_reader_comes_back(show):
    figure = show(*place_of("myths"))
    press_button(figure, "depends")
    guess_box(figure).press_sequentially("1,32")
    press_button(figure, "next")
    expect(guess_box(figure)).to_have_value("")
    figure.native("card").press("End")
    figure.native("4").check()
    assert figure.numbers()["claim"] == Myths(chapter="4").current["claim"]
    figure.native("all").check()
    figure.look()
    expect(guess_box(figure)).to_have_value("1,32")
    pressed = figure.root.locator("button[aria-pressed=true]")
    assert pressed.all_inner_texts() == [figure.words["depends"]]


def test_a_card_runs_only_after_a_vote_and_a_number(show):
    figure = show(*place_of("myths"))
    hint = figure.root.locator(".myth [role=status]")
    guess_box(figure).fill("3")
    press_button(figure, "run")
    expect(hint).to_have_text(figure.words["first"])
    press_button(figure, "false")
    guess_box(figure).fill("a lot")
    guess_box(figure).press("Enter")
    expect(hint).to_have_text(figure.words["first"])
    assert figure.root.locator(".myth-code").count() == 0, "nothing may be told before the guess"
    guess_box(figure).fill("1/3")
    guess_box(figure).press("Enter")
    expect(figure.root.locator(".myth-code")).to_have_count(2)


def test_the_page_deals_and_reads_as_python_does(show):
    figure = show(*place_of("myths"))
    typed = [
        "3",
        "2,5",
        "−0.58",
        "50%",
        "1,320",
        "0,125",
        "1/8",
        "4.2e-18",
        "",
        "x",
        "1/0",
        "1/2/3",
    ]
    read = figure.page.evaluate(
        "(all) => all.map((text) => { const v = logitlab.cards.readGuess(text);"
        " return Number.isNaN(v) ? null : v; })",
        typed,
    )
    assert read == [read_guess(text) for text in typed]
    cards = Myths().cards
    for seed, chapter in [(0, "all"), (1, "all"), (77, "6"), (999, "all")]:
        dealt = figure.page.evaluate(
            "([cards, seed, chapter]) => logitlab.cards.dealt(cards, seed, chapter)"
            ".map((card) => card.id)",
            [cards, seed, chapter],
        )
        assert dealt == [card["id"] for card in Myths(seed=seed, chapter=chapter).deck]


# ---------------------------------------------------------------- Training cockpit (chapter 10)


def test_the_cockpit_learns_from_100_digits_of_which_15_have_a_wrong_label():
    cockpit = TrainingCockpit()
    data = load_digits()
    ink = {
        "".join("0123456789ABCDEFG"[int(v)] for v in x): y
        for x, y in zip(data.X, data.y, strict=True)
    }
    assert len(set(cockpit.train + cockpit.held_out)) == 300, "held out must be held out"
    truth = [ink[image] for image in cockpit.train]
    assert np.sum(np.array(truth) != cockpit.labels) == 15
    assert [ink[image] for image in cockpit.held_out] == cockpit.held_out_labels
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
        "eta": cockpit.step_size,
        "lambda": cockpit.penalty,
        "T": cockpit.temperature,
    }
    numbers = cockpit.key_numbers()
    for word in ("eta", "lambda", "loss", "held_out_loss"):
        expect(figure.root.locator(f"[data-number={word}]")).to_have_text(numbers[word])
    assert_shows(figure.numbers(), shown)
    assert_shows(numbers, shown)


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
