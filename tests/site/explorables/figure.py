"""What the tests of the interactive figures share: a figure on a page, its numbers, a drag.

What a figure shows is always compared with what its Python class computes for the same traits.
"""

import itertools
import math
import re

import pytest
from browsing import OPEN_ALL_FOLDS, built_explorables
from playwright.sync_api import expect

from logitlab import questions  # noqa: F401  its classes are explorables, too
from logitlab.explorables import Explorable
from logitlab.explorables.base import read_words

CLASSES = {
    cls.__module__.rpartition(".")[2].replace("_", "-"): cls
    for cls in Explorable.__subclasses__()
    if cls.__module__.startswith("logitlab.")
}
EXPLORABLES = built_explorables()


def place_of(name):
    """The page, the name and the place of the first figure of that name."""
    for found in EXPLORABLES:
        if found[1] == name:
            return found
    pytest.fail(f"no page of the site shows {name}", pytrace=False)


# ---------------------------------------------------------------- what a page does at once

# What is drawn in the next frame is drawn at `flush()`, until `restore()`.
DRAWN_AT_ONCE = """
  const waiting = new Map();
  const { requestAnimationFrame, cancelAnimationFrame } = window;
  let count = 0;
  window.requestAnimationFrame = (draw) => { waiting.set(++count, draw); return count; };
  window.cancelAnimationFrame = (frame) => waiting.delete(frame);
  function flush() {
    for (let i = 0; i < 5 && waiting.size; i += 1) {
      const draws = [...waiting.values()];
      waiting.clear();
      for (const draw of draws) draw(performance.now());
    }
  }
  function restore() {
    Object.assign(window, { requestAnimationFrame, cancelAnimationFrame });
    for (const draw of waiting.values()) requestAnimationFrame(draw);  // what goes on by itself
  }
"""

# Presses a key on a control, and draws what follows. A knob hears the same event as from a
# keyboard; what a browser does with a slider of its own is done here.
PRESSING = f"""{DRAWN_AT_ONCE}
  const valueOf = (el) => Number(el.getAttribute("aria-valuenow") ?? el.value);
  const spokenBy = (el) => el.getAttribute("aria-valuetext");
  function tell(el, ...kinds) {{
    for (const kind of kinds) el.dispatchEvent(new Event(kind, {{ bubbles: true }}));
  }}
  function step(el, key) {{
    const [low, high] = [Number(el.min), Number(el.max)];
    const page = Math.max(Number(el.step), (high - low) / 10);
    const before = el.value;
    if (key === "Home" || key === "End") el.value = key === "Home" ? low : high;
    if (key.startsWith("Page")) el.value = Number(before) + (key === "PageUp" ? page : -page);
    if (key === "ArrowRight" || key === "ArrowUp") el.stepUp();
    if (key === "ArrowLeft" || key === "ArrowDown") el.stepDown();
    if (el.value !== before) tell(el, "input", "change");
  }}
  async function press(el, name) {{
    const key = name.replace("Shift+", "");
    const shiftKey = name !== key;
    const goesOn = el.dispatchEvent(
      new KeyboardEvent("keydown", {{ key, shiftKey, bubbles: true, cancelable: true }}));
    const before = [valueOf(el), spokenBy(el)];
    if (goesOn && el.type === "range") step(el, key);
    flush();
    // a figure that has much to work out draws some frames later
    for (let i = 0; i < 60 && before[0] !== valueOf(el) && before[1] === spokenBy(el); i += 1) {{
      await new Promise(requestAnimationFrame);
      flush();
    }}
  }}
"""

# Presses keys on a control, one after the other, and gives what is seen after each.
PRESS_KEYS = f"""async (control, names) => {{
  const root = control.closest("[data-explorable]");
  await new Promise(window.requestAnimationFrame);
  {PRESSING}
  control.focus();
  const seen = [];
  for (const name of names) {{
    const el = root.contains(document.activeElement) ? document.activeElement : control;
    await press(el, name);
    const box = el.querySelector(".handle-knob")?.getBoundingClientRect();
    const shown = [...root.querySelectorAll("[data-number]")]
      .filter((node) => node.checkVisibility({{ visibilityProperty: true }}))
      .map((node) => [node.dataset.number, node.textContent]);
    seen.push({{
      value: valueOf(el),
      spoken: spokenBy(el),
      numbers: Object.fromEntries(shown),
      place: box && [box.x, -box.y],
    }});
  }}
  restore();
  return seen;
}}"""


def press(control, *keys):
    """Press keys on a knob or slider one after the other; gives what is seen after each."""
    return control.evaluate(PRESS_KEYS, keys)


def press_in_turn(control, *rows):
    """The same for several rows of keys, as ``"Home ArrowRight"``; gives a list for each row.

    One call for all: to reach a page takes longer than to draw a figure.
    """
    keys = [row.split() for row in rows]
    seen = iter(press(control, *itertools.chain(*keys)))
    return [list(itertools.islice(seen, len(row))) for row in keys]


CENTER = "root.scrollIntoView({ block: 'center' })"

# All that a change may change: what is drawn, what is written, what is set.
LOOK = """(root) => {
  const all = (selector, what) => Array.from(root.querySelectorAll(selector), what);
  const written = all("[data-number]", (node) => node)
    .filter((node) => node.checkVisibility({ visibilityProperty: true }))
    .map((node) => [node.dataset.number, node.textContent]);
  // a chart may be long, and the question is whether it has changed
  function digest(text) {
    let sum = 0;
    for (let i = 0; i < text.length; i += 1) {
      sum = (Math.imul(31, sum) + text.charCodeAt(i)) | 0;
    }
    return sum;
  }
  return {
    charts: all("svg.chart", (chart) => digest(chart.innerHTML)),
    numbers: Object.fromEntries(written),
    knobs: Object.fromEntries(all("[role=slider]", (knob) =>
      [knob.getAttribute("aria-label"), Number(knob.getAttribute("aria-valuenow"))])),
    inputs: all("input", (input) => [input.value, input.checked]),
  };
}"""

RESET = f"""async (root, button) => {{
  button.click();
  await new Promise(requestAnimationFrame);
  document.activeElement.blur();
  {CENTER};
  return ({LOOK})(root);
}}"""

GHOSTS = """(root) => [...root.querySelectorAll(".ghost path")]
  .filter((path) => path.getAttribute("d")).length"""

# Moves each control away from where it is, one after the other. They are looked up anew each time:
# a change may draw the others again, or take some away.
MOVE_EACH = f"""async (root) => {{
  await new Promise(window.requestAnimationFrame);
  {PRESSING}
  const look = () => JSON.stringify(({LOOK})(root));
  // of a group of radio buttons, the one that is chosen
  const kinds = "[role=slider], input:not([type=radio]):enabled, input:checked:enabled";
  const controls = () => [...root.querySelectorAll(kinds)]
    .filter((el) => el.checkVisibility({{ visibilityProperty: true }}));
  async function move(el) {{
    if (el.type === "checkbox") el.click();
    else if (el.type === "radio") {{
      const group = [...root.querySelectorAll("[type=radio]")].filter((o) => o.name === el.name);
      group[(group.indexOf(el) + 1) % group.length].click();
    }} else if (el.type === "text") {{
      el.value += "7";
      tell(el, "input", "change");
    }} else {{
      const before = valueOf(el);
      await press(el, "End");
      if (valueOf(el) === before) await press(el, "Home");
    }}
    flush();
  }}
  const moved = [];
  for (let place = 0; place < controls().length; place += 1) {{
    const [el, before] = [controls()[place], look()];
    await move(el);
    moved.push([el.outerHTML.slice(0, 200), look() !== before, ({GHOSTS})(root) > 0]);
  }}
  restore();
  return moved;
}}"""


def move_each(figure):
    """Move each control in sight; gives for each its HTML, and if a change and a ghost show."""
    return figure.node.evaluate(MOVE_EACH)


# ---------------------------------------------------------------- what a page shows

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


def assert_shows_all(numbers, exact, explorable):
    """The same, and that no key number of the explorable is left out of the comparison."""
    names = explorable.key_numbers().keys()
    assert exact.keys() == names, "compare the new key number here, too"
    assert_shows(numbers, exact)


class Figure:
    """One live figure on a page."""

    def __init__(self, opened, place):
        self.opened, self.page, self.place = opened, opened.page, place
        opened.wait_until_live()
        self.page.evaluate(OPEN_ALL_FOLDS)  # also those that an explorable brings
        self.root = self.page.locator("[data-explorable]").nth(place)
        expect(self.root, "the figure must become live").to_have_attribute("data-ready", "")
        # A locator is looked up anew for each question, through all of a long chapter; these stay.
        self.node = self.root.element_handle()
        self.name = self.node.get_attribute("data-explorable")
        self.words = read_words(CLASSES[self.name]().script)
        self.reset_node = self.button("reset").element_handle()
        self.center_on_screen()

    def center_on_screen(self):
        self.node.evaluate(f"(root) => {CENTER}")

    def look(self):
        """All that a change may change: what is drawn, what is written, what is set.

        A change is drawn in the next frame, so this waits for one.
        """
        wait = "await new Promise(requestAnimationFrame);"
        return self.node.evaluate(f"async (root) => {{ {wait} return ({LOOK})(root); }}")

    def numbers(self):
        """The numbers that the figure shows: {name: text}."""
        return self.look()["numbers"]

    def numbers_in_sight(self):
        """The results that a reader sees: not those in a fold, of an axis, or of a control."""
        return self.node.evaluate(
            r"""async (root) => {
              await new Promise(requestAnimationFrame);
              const axes = ".chart > [aria-hidden]:not([clip-path]), .tick";
              const apart = `.explorable-fold, .handle, ${axes}`;
              return [...root.querySelectorAll("svg text, .explorable-panel :is(p, dd)")]
                .filter((node) => node.checkVisibility({ visibilityProperty: true }))
                .filter((node) => !node.closest(apart))
                .map((node) => node.textContent.replace(/y = [01]/, "")) // the name of a row
                .flatMap((text) => text.match(/\d+([.\/]\d+)?/g) ?? []);
            }"""
        )

    def reset(self):
        """Press the button at once, and leave the figure as if it was just come to.

        Returns what `look` does.
        """
        return self.node.evaluate(RESET, self.reset_node)

    def button(self, word):
        """The button, by the word on it."""
        return self.root.get_by_role("button", name=self.words[word], exact=True)

    def press_button(self, word):
        """Press the button with this word on it, and wait until what follows is drawn."""
        self.button(word).click()
        self.opened.wait_until_drawn()

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


def stop_the_clock(page):
    """From here on nothing moves on a page but by ``page.clock.run_for(milliseconds)``."""
    page.clock.install()
    page.clock.pause_at(1_900_000_000_000)


def assert_shows_the_key_numbers(figure, explorable):
    """Assert that the page shows each key number of the class, with the same text."""
    expected, shown = explorable.key_numbers(), figure.numbers()
    assert {word: shown.get(word) for word in expected} == expected


def drag(figure, word, right, down):
    """Drag a knob with the mouse by so many pixels, and wait until it is drawn where it was let go.

    Returns that place.
    """
    figure.handle(word).evaluate("(knob) => knob.scrollIntoView({ block: 'center' })")
    x, y = figure.center(word)
    mouse = figure.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + right, y + down, steps=5)
    mouse.up()
    figure.opened.wait_until_drawn()
    return x + right, y + down
