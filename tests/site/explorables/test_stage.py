"""The frame that the explorables share: handles of two traits, what plays, glides and stays."""

from contextlib import contextmanager

import pytest
from browsing import Visit, served
from playwright.sync_api import expect

from logitlab.explorables import linker

from .figure import stop_the_clock

# A figure with a knob that moves both ways, one that falls when its trait grows, and a stepper.
FIGURE = """async () => {
  const { stage } = await import("./stage.js");
  document.body.innerHTML = "<div></div>";
  const model = window.model = {
    state: { a: 2, b: 3, c: 0.5, n: 0, list: [0, 10] }, heard: 0,
    get: (name) => model.state[name],
    set(name, value) {
      model.state[name] = value; model.heard += 1;
      for (const heard of model.listeners) heard();
    },
    listeners: new Set(), on: (_, heard) => model.listeners.add(heard),
    off: () => {}, save_changes: () => {},
  };
  window.render = async (el) => {
    el.rules = {
      a: [0, 10], b: [0, 8], c: [0, 1], n: [0, 3, "whole"], list: { each: [0, 10], from: 2, to: 2 },
    };
    const words = { title: "T", prompt: "P", reset: "Reset", n: "n", play: "Play", pause: "Pause" };
    const s = stage({ model, el }, { en: words }, Object.keys(model.state));
    const limits = { x: [0, 10], y: [0, 10] };
    const figure = s.chart({ ...limits, height: 200, xLabel: "", yLabel: "", label: "" });
    const line = figure.path("score thick");
    const bars = figure.bars("loss");
    const both = s.handle(figure, "a", {
      low: 0, high: 10, step: 0.1, digits: 1, className: "score", label: "both",
      upward: { trait: "b", low: 0, high: 8, step: 0.5, digits: 2 },
      onDrag: ({ x, y }) => [x, y], taps: [figure],
    });
    const falls = s.handle(figure, "c", {
      low: 0, high: 1, step: 0.01, digits: 2, className: "score", label: "falls",
      ways: { y: -1, x: () => model.get("b") > 5 ? -1 : 1 }, onDrag: ({ y }) => 1 - y / 10,
    });
    s.stepper("n", { low: 0, high: 3, step: 1, digits: 0, pace: 100 });
    s.ghost(line, bars, both);
    await s.onDraw(() => {
      figure.setY([0, 10], model.get("n") ? "steps" : "");
      line.draw([[0, 0], [10, model.get("b")]]);
      bars.draw([[0, 0, model.get("a"), 1]]);
      both(model.get("a"), model.get("b"));
      falls(5, 10 * (1 - model.get("c")));
    }, () => "");
    return s;
  };
  window.s = await render(document.body.firstChild);
}"""


@contextmanager
def empty_page(browser):
    """A tab with an empty page beside the modules."""
    with served(linker.SHARED) as address:
        visit = Visit(browser, reduced_motion="no-preference")
        visit.page.route("**/empty.html", lambda route: route.fulfill(body="<!doctype html>"))
        visit.go(f"{address}/empty.html")
        visit.page.add_style_tag(path=linker.STYLE)
        yield visit.page
        visit.assert_quiet()
        visit.context.close()


@pytest.fixture(scope="module")
def empty(browser):
    with empty_page(browser) as page:
        yield page


@pytest.fixture
def page(empty):
    empty.evaluate(FIGURE)
    return empty


@pytest.fixture
def timed(browser):
    """A page of its own, whose clock the test moves."""
    with empty_page(browser) as page:
        page.evaluate(FIGURE)
        stop_the_clock(page)
        yield page


def state(page):
    return page.evaluate("() => model.state")


def knob(page, name):
    return page.get_by_role("slider", name=name, exact=True)


def test_a_handle_of_two_traits_has_four_arrows(page):
    both = knob(page, "both")
    both.press("ArrowRight")
    assert (state(page)["a"], state(page)["b"]) == (2.1, 3), "without rounding noise"
    both.press("ArrowDown")
    both.press("ArrowDown")
    assert (state(page)["a"], state(page)["b"]) == (2.1, 2)
    both.press("Shift+ArrowUp")
    assert state(page)["b"] == 7
    both.press("PageUp")
    assert state(page)["b"] == 8, "it stops at the limit of the second"
    both.press("End")
    assert (state(page)["a"], state(page)["b"]) == (10, 8)


def test_the_other_keys_go_the_way_the_picture_goes(page):
    falls = knob(page, "falls")
    falls.press("ArrowUp")
    assert state(page)["c"] == 0.49
    falls.press("ArrowRight")
    assert state(page)["c"] == 0.5
    page.evaluate("() => { model.state.b = 6; }")
    falls.press("ArrowRight")
    assert state(page)["c"] == 0.49, "the way may depend on the state"
    falls.press("End")
    assert state(page)["c"] == 1, "Home and End are the limits of the value"


def test_a_tap_sets_both_traits(page):
    box = page.locator("svg.chart").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 20)
    assert 4 < state(page)["a"] < 6 and state(page)["b"] == 8


def test_what_glides_takes_a_moment_and_stops_in_the_hand_of_the_reader(timed):
    timed.evaluate("() => s.glide({ a: 10, list: [10, 0], n: 2 })")
    seen = []
    for _ in range(9):
        timed.clock.run_for(50)
        now = state(timed)
        seen.append([now["a"], *now["list"], now["n"]])
    assert 2 < seen[0][0] < seen[3][0] < 10 and seen[-1] == [10, 10, 0, 2]
    assert {steps for *_, steps in seen} == {0, 1, 2}, "a whole number stays whole"
    assert seen == sorted(seen), "it goes straight there"
    timed.evaluate("() => s.glide({ a: 2 })")
    timed.clock.run_for(150)
    timed.locator("input").dispatch_event("input")
    held = state(timed)["a"]
    timed.clock.run_for(500)
    assert 2 < held < 10 and state(timed)["a"] == held


def test_what_glides_is_there_at_once_for_readers_who_want_no_motion(page):
    page.emulate_media(reduced_motion="reduce")
    page.evaluate("() => s.glide({ a: 10 })")
    assert state(page)["a"] == 10
    page.get_by_role("button", name="Play").click()
    assert state(page)["n"] == 3, "the last step at once"
    page.emulate_media(reduced_motion="no-preference")


def test_drawn_numbers_come_on_a_way_where_their_key_has_changed(page):
    seen, others = page.evaluate(
        """async () => {
          const { arriving } = await import("./tween.js");
          const arrive = arriving(() => {});
          const others = [arrive("one", [0]), arrive("one", [4])];
          const seen = [];
          do {
            seen.push(arrive("two", [10])[0]);
            await new Promise(requestAnimationFrame);
          } while (seen.at(-1) < 10);
          others.push(arrive("three", [1, 2]));
          return [seen, others];
        }"""
    )
    assert others == [[0], [4], [1, 2]], "at once: the first, of the same key, of other numbers"
    assert len(seen) > 1 and 4 <= seen[0] < 10 and seen == sorted(seen)
    page.emulate_media(reduced_motion="reduce")
    jump = """async () => {
      const { arriving } = await import("./tween.js");
      const arrive = arriving(() => {});
      return [arrive("one", [0]), arrive("two", [10])];
    }"""
    assert page.evaluate(jump) == [[0], [10]]
    page.emulate_media(reduced_motion="no-preference")


def test_a_stepper_plays_pauses_and_is_scrubbed(timed):
    slider = timed.locator("input[type=range]")
    play = timed.locator("button.explorable-button")

    def after(milliseconds):
        timed.clock.run_for(milliseconds)
        return [state(timed)["n"], play.text_content()]

    play.click()
    assert [after(50), after(100)] == [[0, "Pause"], [1, "Pause"]]
    play.click()
    assert after(350) == [1, "Play"]
    play.click()
    assert [after(100), after(150), after(350)] == [[2, "Pause"], [3, "Play"], [3, "Play"]]
    play.click()
    assert after(50) == [0, "Pause"], "from the start again"
    slider.fill("2")
    assert after(350) == [2, "Play"], "what the reader sets stays"


def test_undo_takes_back_one_move_after_the_other(page):
    undo = page.get_by_role("button", name="Undo")
    assert undo.count() == 0, "nothing has been done yet"
    both, falls = knob(page, "both"), knob(page, "falls")
    falls.press("ArrowUp")
    for _ in range(3):
        both.press("ArrowRight")
    page.wait_for_function("() => model.state.a === 2.3")
    box = page.locator("svg.chart").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 20)
    page.wait_for_function("() => model.state.b === 8")
    undo.click()
    page.wait_for_function("() => model.state.b === 3 && model.state.a === 2.3")
    falls.press("Control+z")
    page.wait_for_function("() => model.state.a === 2")
    assert state(page)["c"] == 0.49, "three keys on one control are one move, and no more"
    undo.focus()
    undo.press("Enter")
    page.wait_for_function("() => model.state.c === 0.5")
    assert undo.count() == 0
    reset = page.get_by_role("button", name="Reset")
    expect(reset).to_be_focused()  # focus is not lost
    both.press("ArrowRight")
    page.wait_for_function("() => model.state.a === 2.1")
    reset.click()
    page.wait_for_function("() => model.state.a === 2")
    undo.click()
    page.wait_for_function("() => model.state.a === 2.1")  # a reset is a move, too


GHOSTS = """async (copy) => {
  await new Promise(requestAnimationFrame);
  const root = copy ?? document.body.firstChild;
  return Array.from(root.querySelectorAll(".ghost path"), (path) => path.getAttribute("d"));
}"""
SHOWN = """async () => {
  await new Promise(requestAnimationFrame);
  return Array.from(document.querySelectorAll("svg.chart > g > path"), (path) =>
    path.getAttribute("d"));
}"""
NONE = ["", "", ""]


def test_moves_within_one_frame_are_taken_back_one_after_the_other(page):
    state = page.evaluate(
        """() => {
          const [both, falls] = document.querySelectorAll("[role=slider]");
          const press = (knob, key) =>
            knob.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
          press(falls, "ArrowUp");
          press(both, "ArrowRight");
          return { ...model.state };
        }"""
    )
    assert (state["a"], state["c"]) == (2.1, 0.49)
    page.evaluate("() => document.querySelector('.explorable-undo').click()")
    page.wait_for_function("() => model.state.a === 2")
    page.get_by_role("button", name="Undo").click()
    page.wait_for_function("() => model.state.c === 0.5")


def test_the_last_state_stays_as_a_ghost_until_the_next_move(page):
    both, falls = knob(page, "both"), knob(page, "falls")
    line, bars = page.evaluate(SHOWN)
    assert page.evaluate(GHOSTS) == NONE, "nothing has moved"
    falls.click()
    assert page.evaluate(GHOSTS) == NONE, "a press that changes nothing is no move"
    for _ in range(3):
        both.press("ArrowRight")
        left = page.evaluate(GHOSTS)
        assert left[:2] == [line, bars], "all the keys on one control are one move"
    assert left[2].startswith("M"), "the place of a handle"
    line, bars = page.evaluate(SHOWN)
    falls.press("ArrowUp")
    assert page.evaluate(GHOSTS)[:2] == [line, bars], "the next move leaves another"
    falls.press("ArrowDown")
    assert page.evaluate(GHOSTS) == NONE, "the state is as it was when the move began"


def test_a_drag_leaves_a_ghost_and_undo_and_reset_take_it_away(page):
    line, bars = page.evaluate(SHOWN)
    box = knob(page, "both").locator(".handle-knob").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for far in (30, 60, 90):
        page.mouse.move(x + far, y - far / 3)
        assert page.evaluate(GHOSTS)[:2] == [line, bars]
    page.mouse.up()
    page.get_by_role("button", name="Undo").click()
    page.wait_for_function("() => model.state.a === 2 && model.state.b === 3")
    assert page.evaluate(GHOSTS) == NONE
    knob(page, "both").press("ArrowRight")
    knob(page, "both").press("ArrowUp")
    knob(page, "falls").press("ArrowUp")
    assert page.evaluate(GHOSTS) != NONE
    knob(page, "both").focus()
    page.keyboard.press("Control+z")
    page.wait_for_function("() => model.state.c === 0.5")
    assert state(page)["a"] == 2.1 and page.evaluate(GHOSTS) == NONE, "one of two moves"
    knob(page, "falls").press("ArrowUp")
    assert page.evaluate(GHOSTS) != NONE
    page.get_by_role("button", name="Reset").click()
    page.wait_for_function("() => model.state.a === 2 && model.state.c === 0.5")
    assert page.evaluate(GHOSTS) == NONE


def test_what_a_link_or_a_kernel_changes_leaves_a_ghost_too_and_a_copy_shows_it(page):
    line, bars = page.evaluate(SHOWN)
    page.evaluate("() => { model.set('a', 5); model.set('b', 8); }")
    assert page.evaluate(GHOSTS)[:2] == [line, bars], "of the state before both"
    copied = """async () => {
      const copy = document.createElement("div");
      copy.inert = true;
      document.body.append(copy);
      await render(copy);
      return (%s)(copy);
    }"""
    assert page.evaluate(copied % GHOSTS) == page.evaluate(GHOSTS)


def test_a_ghost_is_drawn_anew_on_other_axes_and_goes_where_they_measure_something_else(page):
    knob(page, "both").press("ArrowUp")
    before = page.evaluate(GHOSTS)
    page.set_viewport_size({"width": 500, "height": 800})
    page.wait_for_function(
        "(d) => document.querySelector('.ghost path').getAttribute('d') !== d", arg=before[0]
    )
    assert page.evaluate(GHOSTS)[0].startswith("M")
    page.evaluate("() => model.set('n', 1)")
    assert page.evaluate(GHOSTS) == NONE
    page.set_viewport_size({"width": 1280, "height": 800})


def test_a_ghost_is_faint_and_has_nothing_to_say(page):
    knob(page, "both").press("ArrowUp")
    found = page.evaluate(
        """async () => {
          await new Promise(requestAnimationFrame);
          return Array.from(document.querySelectorAll(".ghost"), (ghost) => ({
            opacity: Number(getComputedStyle(ghost).opacity),
            fill: getComputedStyle(ghost.firstChild).fill,
            quiet: ghost.closest("[aria-hidden=true]") !== null && !ghost.textContent,
            alike: ghost.querySelectorAll(".thick, .handle-knob, [data-number]").length,
          }));
        }"""
    )
    assert len(found) == 3
    for ghost in found:
        assert ghost["opacity"] < 0.7 and ghost["fill"] == "none"
        assert ghost["quiet"] and ghost["alike"] == 0


def test_a_drag_that_begins_beside_a_handle_selects_no_text_of_the_chart(page):
    chart, prompt = (page.locator(name).bounding_box() for name in (".chart", ".explorable-prompt"))

    def selected(box, y):
        page.mouse.move(box["x"] + 2, box["y"] + y * box["height"])
        page.mouse.down()
        page.mouse.move(box["x"] + 0.7 * box["width"], box["y"] + box["height"] - 3, steps=4)
        page.mouse.up()
        text = page.evaluate("() => String(getSelection())")
        page.evaluate("() => getSelection().removeAllRanges()")
        return text

    assert selected(prompt, 0.5) == "P", "words outside of charts stay selectable"
    assert selected(chart, 0.2) == ""


def test_until_a_figure_is_drawn_its_prompt_is_the_one_that_stood_there(page):
    seen = page.evaluate(
        """async () => {
          const { stage } = await import("./stage.js");
          const el = document.createElement("div");
          document.body.append(el);
          const words = { title: "T", prompt: "P", next: "N", reset: "Reset" };
          const model = { get() {}, on() {} };
          stage({ model, el }, { en: words }, []).phases(["prompt", "next"]);
          const prompts = [...el.querySelectorAll(".explorable-prompt > span")];
          const elsewhere = prompts.map((one) => one.matches(".explorable-elsewhere"));
          el.remove();
          return elsewhere;
        }"""
    )
    assert seen == [False, True], "one of two texts that share their place"
