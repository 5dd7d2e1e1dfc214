"""What a figure takes on a screen: no label lies on another or is cut off, it fits, it keeps its
height.

Each figure is set to 120 random combined states, and to those where one trait is at a limit or as a
page has it, at 1280 and 360 px, and to a third of them at 768 px. A state is drawn and measured in
the same task, so one figure at one width takes a moment.
"""

import json
from collections import Counter

import numpy as np
import pytest
from browsing import Visit

from .figure import CLASSES, DRAWN_AT_ONCE, EXPLORABLES
from .questions import stored

STATES = 120
BETWEEN = 768  # where what fits at both others seldom does not: a third of the states is enough
SCREENS = [(1280, 800), (BETWEEN, 1024), (360, 740)]
TALLEST = 560  # px of a figure on a wide screen
TALLEST_ON_A_PHONE = 640  # px of its charts and its main control
QUIET = {"quiz"}  # draws nothing: tests/site/test_quiz.py

PAGES = {}  # path: {name: place} of the first figure of each name
for _path, _name, _place in EXPLORABLES:
    if _name not in QUIET and not any(_name in names for names in PAGES.values()):
        PAGES.setdefault(_path, {})[_name] = _place


def random_value(rng, rule, value):
    """A value that a rule of base.py allows: a limit, one near the first value, or any other."""
    if isinstance(rule, list):
        low, high = rule[:2]
        if rule[2:]:
            return int(rng.integers(low, high + 1))
        chance = rng.random()
        if chance < 0.2:
            return low if chance < 0.1 else high
        near = chance < 0.5 and isinstance(value, (float, int))
        drawn = rng.normal(value, 0.05 * (high - low)) if near else rng.uniform(low, high)
        return round(min(max(drawn, low), high), 3)
    if rule == "boolean":
        return bool(rng.integers(2))
    if isinstance(rule, dict) and "data" in rule:
        return value
    if isinstance(rule, dict) and "any" in rule:
        return rule["any"][rng.integers(len(rule["any"]))]
    if isinstance(rule, dict) and isinstance(rule["each"], list) and rule["from"] <= 8:
        length = rng.integers(rule["from"], min(rule["to"], 40) + 1)
        values = [random_value(rng, rule["each"], None) for _ in range(length)]
        if rule["each"] == [0, 1] and sum(values):  # shares
            return [share / sum(values) for share in values]
        return values
    return value  # a text, a walk: as it is


def random_states(name):
    rng = np.random.default_rng(0)
    cls = CLASSES[name]
    first = cls().state
    rules = {trait: rule for trait, rule in cls.rules().items() if trait in first}
    varied = [
        {trait: random_value(rng, rule, first[trait]) for trait, rule in rules.items()}
        for _ in range(STATES)
    ]
    if "answer" in rules:  # as good as all of these come after the answer: some before it, too
        varied[::4] = [{**first, "guess": state["guess"]} for state in varied[::4]]
    at_a_limit = [
        {**first, trait: limit}
        for trait, rule in rules.items()
        if isinstance(rule, list)
        for limit in rule[:2]
    ]
    on_pages = [
        json.loads(stored(path, place)["data-state"])
        for path, found, place in EXPLORABLES
        if found == name
    ]
    return [first, *on_pages, *at_a_limit, *varied]


# Sets a figure to each state, and gives what it shows there: pairs of texts that lie on each other,
# or under a knob, and the heights.
MEASURE = (
    f"async ([place, states]) => {{{DRAWN_AT_ONCE}"
    + r"""
  const root = document.querySelectorAll("[data-explorable]")[place];
  const seen = (node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  // What of a box the clip of a node leaves of it.
  function kept(box, node) {
    const clip = node.closest("[clip-path]");
    if (!clip) return box;
    const id = clip.getAttribute("clip-path").match(/#([^"')]+)/)[1];
    const room = document.getElementById(id).firstElementChild.getBBox();
    const frame = node.ownerSVGElement.getBoundingClientRect();
    return {
      left: Math.max(box.left, frame.left + room.x),
      right: Math.min(box.right, frame.left + room.x + room.width),
      top: Math.max(box.top, frame.top + room.y),
      bottom: Math.min(box.bottom, frame.top + room.y + room.height),
    };
  }
  // the letters of a text fill less than its line
  function lettersOf(text) {
    const { left, right, top, bottom } = text.getBoundingClientRect();
    const inset = (bottom - top) * 0.18;
    return { left: left + 1, right: right - 1, top: top + inset, bottom: bottom - inset };
  }
  const boxOf = (text) => kept(lettersOf(text), text);
  const overlap = (a, b) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  // a knob is round: how far its middle is from the box
  function under(box, knob) {
    const { left, right, top, bottom, width } = knob;
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    const dx = Math.max(box.left - x, x - box.right, 0);
    const dy = Math.max(box.top - y, y - box.bottom, 0);
    return Math.hypot(dx, dy) < width / 2 - 1;
  }
  // Whether a thick curve goes through a box: it does where a straight piece of it does.
  function crosses(path, box, frame) {
    if (box.left >= box.right || box.top >= box.bottom) return false; // cut off
    const points = [...path.getAttribute("d").matchAll(/([ML])(-?[\d.]+) (-?[\d.]+)/g)];
    return points.some(([, letter, x, y], i) => {
      if (letter === "M") return false;
      let [from, to] = [0, 1];
      const [x0, y0] = [2, 3].map((k) =>
        [frame.left, frame.top][k - 2] + Number(points[i - 1][k]));
      const [dx, dy] = [frame.left + Number(x) - x0, frame.top + Number(y) - y0];
      for (const [start, way, low, high] of [[x0, dx, box.left, box.right],
        [y0, dy, box.top, box.bottom]]) {
        const ends = [(low - start) / way, (high - start) / way].sort((a, b) => a - b);
        if (way === 0 && (start < low || start > high)) return false;
        if (way !== 0) [from, to] = [Math.max(from, ends[0]), Math.min(to, ends[1])];
      }
      return from < to;
    });
  }
  function collisions() {
    const texts = [...root.querySelectorAll("svg text")]
      .filter((text) => text.textContent.trim() && seen(text) && !text.closest(".handle"))
      .map((text) => ({
        said: text.textContent, svg: text.ownerSVGElement, box: boxOf(text),
        tick: text.closest(".chart > [aria-hidden]:not([clip-path])"),
      }))
      .filter(({ box }) => box.right > box.left && box.bottom > box.top);
    const knobs = [...root.querySelectorAll(".handle-knob")]
      .filter(seen)
      .map((knob) => ({
        said: `(${knob.parentNode.getAttribute("aria-label")})`,
        svg: knob.ownerSVGElement, knob: knob.getBoundingClientRect(),
      }));
    const curves = [...root.querySelectorAll("svg.chart path.thick:not(.dashed)[d^=M]")]
      .filter(seen)
      .map((path) => ({ path, svg: path.ownerSVGElement, said: `(${path.classList})` }));
    const pairs = [];
    const lines = [];
    texts.forEach((one, i) => {
      const near = (all) => all.filter(({ svg }) => svg === one.svg);
      const add = (list) => (other) => list.push(`${one.said} + ${other.said}`);
      near(texts.slice(i + 1)).filter(({ box }) => overlap(one.box, box)).forEach(add(pairs));
      // a knob may stand on the axis, above a number there
      if (!one.tick) near(knobs).filter(({ knob }) => under(one.box, knob)).forEach(add(pairs));
      const frame = one.svg.getBoundingClientRect();
      near(curves)
        .filter(({ path }) => crosses(path, kept(one.box, path), frame))
        .forEach(add(lines));
    });
    return [pairs, lines];
  }
  function cutOff() {
    return [...root.querySelectorAll("[clip-path] text")]
      .filter((text) => {
        if (!text.textContent || !seen(text)) return false;
        const [whole, left] = [lettersOf(text), boxOf(text)];
        return Object.keys(whole).some((side) => Math.abs(whole[side] - left[side]) > 0.5);
      })
      .map((text) => text.textContent);
  }
  function heights() {
    const whole = root.getBoundingClientRect();
    const view = root.querySelector(".explorable-view")?.getBoundingClientRect() ?? whole;
    const controls = ".explorable-panel :is(.explorable-slider, .explorable-choice, " +
      ".explorable-toggle, button, [role=slider]):not(.explorable-fold *)";
    const main = [...root.querySelectorAll(".explorable-panel .explorable-main"),
      ...root.querySelectorAll(controls)].find(seen);
    const end = main?.getBoundingClientRect().bottom ?? view.bottom;
    return [whole.height, Math.max(end, view.bottom) - view.top];
  }
  const set = (state) => {
    for (const [trait, value] of Object.entries(state)) root.model.set(trait, value);
    flush();
  };
  const found = { labels: [], curves: [], cut: [], heights: [], parts: [] };
  for (const state of states) {
    set(state);
    const [pairs, lines] = collisions();
    found.labels.push(...pairs);
    found.curves.push(...lines);
    found.cut.push(...cutOff());
    const [whole, part] = heights();
    found.heights.push(whole);
    found.parts.push(part);
  }
  set(states[0]);
  restore();
  return found;
}"""
)


@pytest.fixture(scope="module")
def measured(site, browser):
    """A function that gives what each figure of a page shows at each width."""
    visit = Visit(browser)

    def measure(path):
        visit.page.set_viewport_size({"width": SCREENS[0][0], "height": SCREENS[0][1]})
        visit.go(f"{site}/{path}").wait_until_live()
        visit.page.evaluate(
            "() => document.querySelectorAll('details:not(.explorable-fold)')"
            ".forEach((fold) => (fold.open = true))"
        )
        found = {}
        for width, height in SCREENS:
            visit.resize({"width": width, "height": height})
            for name, place in PAGES[path].items():
                states = random_states(name)
                if width == BETWEEN:
                    states = states[::3]
                result = visit.page.evaluate(MEASURE, [place, states])
                found.setdefault(name, {})[width] = result
        return found

    yield measure
    visit.context.close()


def short(found):
    """Which collide most often."""
    return Counter(found).most_common(5)


def problems(by_width):
    """What is wrong with a figure, by the question that finds it."""
    (wide, *_), (*_, narrow) = by_width.values(), by_width.values()
    tall, on_a_phone = max(wide["heights"]), max(narrow["parts"])
    jumps = {
        width: (min(found["heights"]), max(found["heights"]))
        for width, found in by_width.items()
        if max(found["heights"]) - min(found["heights"]) > 1
    }
    labels, curves, cut = (
        {width: short(found[kind]) for width, found in by_width.items() if found[kind]}
        for kind in ("labels", "curves", "cut")
    )
    return {
        "a label lies on another, or under a knob": labels,
        "a thick curve goes through a label": curves,
        "a label does not fit into its chart": cut,
        "too tall on a wide screen": tall > TALLEST and f"{tall} px at 1280",
        "too tall on a phone, charts and main control together": on_a_phone > TALLEST_ON_A_PHONE
        and f"{on_a_phone} px at 360",
        "its height depends on its state": jumps,
    }


@pytest.mark.parametrize("path", PAGES)
def test_the_figures_of_a_page_fit_in_each_state(path, measured, subtests):
    for name, by_width in measured(path).items():
        for question, found in problems(by_width).items():
            with subtests.test(f"{name}: {question}"):
                assert not found, found
