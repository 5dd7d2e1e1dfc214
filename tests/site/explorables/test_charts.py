"""The charts that the explorables share: places, axes and handles, drawn in an empty page."""

import numpy as np
import pytest
from browsing import Visit, served

from logitlab.explorables import linker


@pytest.fixture(scope="module")
def javascript(browser):
    """A function that evaluates JavaScript in which chart is the module chart.js."""
    with served(linker.SHARED) as address:
        visit = Visit(browser)
        visit.page.route("**/empty.html", lambda route: route.fulfill(body="<!doctype html>"))
        visit.go(f"{address}/empty.html")
        visit.page.add_style_tag(path=linker.STYLE)
        visit.page.evaluate("async () => { window.chart = await import('./chart.js'); }")
        yield visit.page.evaluate
        visit.assert_quiet()
        visit.context.close()


MAKE_CHART = """([width, limits, height, zoom]) => {
  const parent = document.createElement("div");
  parent.className = "explorable";
  parent.style.cssText = `width: ${width}px; padding: 0; border: 0; zoom: ${zoom}`;
  document.body.replaceChildren(parent);
  const place = { width: parent.clientWidth, x: limits.slice(0, 2), y: limits.slice(2), height };
  window.made = chart.chart(parent, { ...place, xLabel: "x", yLabel: "y", label: "A chart" });
}"""


@pytest.mark.parametrize("width", [200, 320, 700])
@pytest.mark.parametrize("zoom", [1, 1.5])
@pytest.mark.parametrize("limits", [(6, 38, -0.14, 1.14), (-8, 8, -9, 9), (0, 1e-3, 1e6, 2e6)])
def test_a_place_in_data_becomes_a_pixel_and_the_same_place_again(width, zoom, limits, javascript):
    javascript(MAKE_CHART, [width, limits, 300, zoom])
    shares = [(0, 0), (1, 1), (0.25, 0.5), (0.9, 0.1)]
    low_x, high_x, low_y, high_y = limits
    points = [(low_x + a * (high_x - low_x), low_y + b * (high_y - low_y)) for a, b in shares]
    # A path is written in the units of the drawing; the pointer comes in those of the screen.
    found = javascript(
        """(points) => points.map((point) => {
          const path = made.path("thin");
          path.draw([point]);
          const [x, y] = path.node.getAttribute("d").slice(1).split(" ").map(Number);
          const screen = new DOMPoint(x, y).matrixTransform(made.root.getScreenCTM());
          return made.locate({ clientX: screen.x, clientY: screen.y });
        })""",
        points,
    )
    for (x, y), got in zip(points, found, strict=True):
        # a path is written to the hundredth of a pixel, and the plot is over 100 px wide
        assert got["x"] == pytest.approx(x, abs=2e-4 * (high_x - low_x))
        assert got["y"] == pytest.approx(y, abs=2e-4 * (high_y - low_y))


def test_a_pointer_beyond_the_chart_is_located_beyond_the_axes(javascript):
    javascript(MAKE_CHART, [400, [0, 10, 0, 1], 300, 1])
    left, below = javascript(
        """() => {
          const box = made.root.getBoundingClientRect();
          return [made.locate({ clientX: box.left - 100, clientY: box.top }),
                  made.locate({ clientX: box.left, clientY: box.bottom + 100 })];
        }"""
    )
    assert left["x"] < 0 and left["y"] > 1
    assert below["x"] < 0 and below["y"] < 0


@pytest.mark.parametrize("width", [320, 500])
@pytest.mark.parametrize("y", [(-0.45, 2), (-0.14, 1.14), (0, 0.28), (-9, 9)])
def test_the_numbers_on_an_axis_are_those_of_its_ticks(width, y, javascript):
    javascript(MAKE_CHART, [width, [6, 38, *y], 300, 1])
    texts = javascript(
        """() => Array.from(made.root.querySelectorAll("text[text-anchor=end]"),
          (node) => node.textContent)"""
    )
    values = [float(text.replace("−", "-")) for text in texts]
    assert len(values) >= 3
    assert "-" not in "".join(texts), "a minus sign, not a hyphen"
    assert "−0" not in texts and "−0.0" not in texts
    steps = np.diff(values)
    np.testing.assert_allclose(steps, steps[0], err_msg=f"these labels are not even: {texts}")


def test_an_axis_whose_heights_mean_nothing_has_no_numbers(javascript):
    ticks = javascript(
        """() => {
          const parent = document.createElement("div");
          document.body.replaceChildren(parent);
          const options = { x: [0, 1], y: [0, 1], rows: [], xLabel: "x", yLabel: "" };
          const { root } = chart.chart(parent, { ...options, width: 320, height: 240 });
          return ["end", "middle"].map(
            (anchor) => root.querySelectorAll(`text[text-anchor=${anchor}]:not(.axis-label)`).length
          );
        }"""
    )
    assert ticks[0] == 0 and ticks[1] > 1


def test_a_handle_stays_inside_the_plot(javascript):
    javascript(MAKE_CHART, [500, [0, 10, 0, 1], 300, 1])
    places = javascript(
        """() => {
          const handle = made.handle({ className: "score", label: "knob", onDrag() {} });
          const at = (x, y) => {
            handle.draw(x, y, { low: 0, high: 10, value: x, spoken: "here" });
            return handle.node.getAttribute("transform");
          };
          return [at(-5, 0.5) === at(0, 0.5), at(99, 0.5) === at(10, 0.5), at(3, 7) === at(3, 1),
                  at(3, 0.5) === at(4, 0.5)];
        }"""
    )
    assert places == [True, True, True, False]


def test_shades_are_darker_the_larger_the_number(javascript):
    drawn = javascript(
        """() => {
          const parent = chart.svg(document.body, "svg");
          chart.shades(parent, "ink", 2)([[0, 0, 0.4], [1, 0, 1], [2, 0, 0], [3, 0, -1]], 0.25);
          return [...parent.children].map((path) => path.getAttribute("d"));
        }"""
    )
    assert drawn == ["M0.25 0.25h0.5v0.5h-0.5z", "M1.25 0.25h0.5v0.5h-0.5z"]


# ---------------------------------------------------------------- what a pointer means

# A chart from 0 to 10 whose handle is at (5, 0.5); it records each tap and each drag.
WITH_HANDLE = """() => {
  window.heard = { taps: [], drags: [] };
  made.onTap((place) => heard.taps.push(place));
  made.handle({ className: "score", label: "knob", onDrag: (place) => heard.drags.push(place) })
    .draw(5, 0.5, { low: 0, high: 10, value: 5, spoken: "5" });
  const { x, y } = made.root.getBoundingClientRect();
  const middle = made.root.querySelector(".handle-knob").getBoundingClientRect();
  return [x, y, middle.x + middle.width / 2, middle.y + middle.height / 2];
}"""


@pytest.fixture
def pointer(javascript):
    """The mouse on such a chart: a function that presses, moves and releases it, and what came."""
    mouse = javascript.__self__.mouse
    javascript(MAKE_CHART, [500, [0, 10, 0, 1], 300, 1])
    places = javascript(WITH_HANDLE)

    def go(start, end):
        mouse.move(*start)
        mouse.down()
        mouse.move(*end, steps=3)
        mouse.up()
        return javascript("() => heard")

    return go, places[:2], places[2:]


@pytest.mark.parametrize("off", [(0, 0), (14, 10), (-12, 15)])
def test_a_handle_taken_off_its_center_moves_by_what_the_pointer_moves(off, pointer):
    go, _, (x, y) = pointer
    start = x + off[0], y + off[1]
    heard = go(start, (start[0] + 43.6, start[1]))  # a tenth of an axis that is 436 px long
    assert heard["drags"][-1]["x"] == pytest.approx(6, abs=1e-3)
    assert heard["drags"][-1]["y"] == pytest.approx(0.5, abs=1e-3)
    assert heard["taps"] == [], "a released handle is no tap"


def test_a_tap_is_a_press_and_a_release_on_the_same_spot(pointer):
    go, (x, y), knob = pointer
    spot = x + 100, y + 60
    assert go(spot, (spot[0] + 2, spot[1] - 2))["taps"] == [
        {"x": pytest.approx(10 * 52 / 436, abs=0.01), "y": pytest.approx(1 - 44 / 242, abs=0.01)}
    ]
    for start, end in [
        (spot, (spot[0] + 80, spot[1])),  # the background
        (spot, knob),  # ends on the handle
        (knob, spot),  # the handle itself
        ((x + 100, y + 500), spot),  # from elsewhere
        (spot, (spot[0], y + 500)),  # to elsewhere
    ]:
        assert len(go(start, end)["taps"]) == 1, f"a drag from {start} to {end} is no tap"
    assert len(go(knob, (knob[0] + 60, knob[1]))["taps"]) == 1
    assert len(go(spot, spot)["taps"]) == 2, "a tap after drags is one again"


def test_the_cursor_says_what_can_be_tapped_and_what_is_held(javascript, pointer):
    look = """([x, y]) => getComputedStyle(document.elementFromPoint(x, y)).cursor"""
    _, (left, top), knob = pointer
    spot = [left + 100, top + 60]
    assert javascript(look, spot) == "pointer"
    assert javascript(look, knob) == "grab"
    mouse = javascript.__self__.mouse
    mouse.move(*knob)
    mouse.down()
    assert javascript(look, knob) == "grabbing"
    mouse.up()
    assert javascript(look, knob) == "grab"
    javascript(MAKE_CHART, [500, [0, 10, 0, 1], 300, 1])
    assert javascript(look, spot) == "auto", "a chart that cannot be tapped must not invite"


def test_assistive_technology_hears_of_no_rounding_noise(javascript):
    javascript(MAKE_CHART, [500, [0, 10, 0, 1], 300, 1])
    values = javascript(
        """() => {
          const handle = made.handle({ className: "score", label: "knob", onDrag() {} });
          handle.draw(5, 0.5, { low: -0.1 - 0.2, high: 0.7 + 0.1, value: -35.00000000000007,
            spoken: "here" });
          return ["valuemin", "valuemax", "valuenow"].map(
            (name) => handle.node.getAttribute(`aria-${name}`));
        }"""
    )
    assert values == ["-0.3", "0.8", "-35"]


def test_the_keys_of_a_handle_say_which_way_they_point(javascript):
    javascript(MAKE_CHART, [500, [0, 10, 0, 1], 300, 1])
    steps = javascript(
        """() => {
          const steps = [];
          const { node } = made.handle({
            className: "score", label: "knob", onDrag() {},
            onStep: (...step) => steps.push(step), onEnd: (end) => steps.push([end])
          });
          const press = (key, shiftKey = false) =>
            node.dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey }));
          for (const key of ["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown", "PageUp",
            "PageDown", "Home", "End", "a"]) press(key);
          press("ArrowUp", true);
          return steps;
        }"""
    )
    right, left, up, down, page_up, page_down, home, end, shift = steps
    assert (right, left, up, down) == ([1, 1, "x"], [-1, 1, "x"], [1, 1, "y"], [-1, 1, "y"])
    assert (page_up, page_down, shift) == ([1, 10, "y"], [-1, 10, "y"], [1, 10, "y"])
    assert (home, end) == ([-1], [1])


def test_of_two_handles_that_overlap_the_nearer_one_is_taken(javascript):
    javascript(MAKE_CHART, [500, [0, 10, 0, 1], 300, 1])
    middles = javascript(
        """() => {
          window.heard = [];
          return [5, 5.5, 5.2].map((x, i) => {
            const { node, draw } = made.handle({
              className: "score", label: `knob ${i}`, onDrag: () => heard.push(i)
            });
            draw(x, 0.5, { low: 0, high: 10, value: x, spoken: "" });
            if (i === 2) node.style.visibility = "hidden";
            const box = node.querySelector(".handle-knob").getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2];
          });
        }"""
    )
    mouse = javascript.__self__.mouse
    for i, off in [(0, 5), (0, -15), (1, -5), (1, 12)]:
        x, y = middles[i]
        mouse.move(x + off, y)
        mouse.down()
        mouse.move(x + off, y - 20)
        mouse.up()
        assert javascript("() => heard.splice(0)") == [i], (i, off)
