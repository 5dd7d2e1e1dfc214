"""A chapter by keyboard, and as a screen reader hears it."""

from itertools import pairwise

import pytest
from browsing import NARROW, OPEN_ALL_FOLDS, PAGES, WIDE, read_page
from playwright.sync_api import expect
from views import ZOOMED

CHAPTER = "chapters/01_sigmoid.html"

# Whether the focus is on the screen with its middle uncovered, and whether one can see it.
LOOK_AT_THE_FOCUS = """() => {
  const node = document.activeElement;
  if (node === document.body) return null;
  const { left, right, top, bottom } = node.getBoundingClientRect();
  const clear = [top + 2, (top + bottom) / 2, bottom - 2].some((y) => {
    const hit = document.elementFromPoint(Math.max(left, 0) + Math.min(right - left, 30) / 2, y);
    return hit && (node.contains(hit) || hit.contains(node));
  });
  const { stroke, outlineStyle } = getComputedStyle(node.querySelector(".handle-target") ?? node);
  const ring = outlineStyle !== "none" || stroke !== "none";
  node.dataset.reached = "";
  return clear && ring ? "" : `${clear ? "no ring" : "covered"}: ${node.outerHTML.slice(0, 120)}`;
}"""
# One radio button of a group is a stop, and the arrow keys lead to the others.
FIND_WHAT_TAB_MISSES = """() => {
  const stops = "a[href], button, input:not([type=radio]), summary, [tabindex]";
  return [...document.querySelectorAll(`:is(${stops}):not([tabindex='-1'], [data-reached])`)]
    .filter((node) => node.checkVisibility({ visibilityProperty: true }))
    .map((node) => node.outerHTML.slice(0, 120));
}"""


@pytest.mark.parametrize("viewport", [WIDE, ZOOMED], ids=["wide", "zoomed"])
def test_tab_walks_through_a_chapter_and_the_focus_is_seen(viewport, reader):
    opened = reader(CHAPTER, viewport=viewport)
    opened.wait_until_live()
    page, found = opened.page, []

    def walk(key, steps):
        for _ in range(steps):
            page.keyboard.press(key)
            if (seen := page.evaluate(LOOK_AT_THE_FOCUS)) is None:
                return
            found.extend([f"{key}: {seen}"] if seen else [])

    walk("Tab", 500)
    assert page.evaluate(FIND_WHAT_TAB_MISSES) == []
    walk("Shift+Tab", 60)  # upwards, a stop could come to lie behind the bar on top
    assert not found, "the focus must be seen:\n" + "\n".join(found)


@pytest.mark.parametrize("path", [CHAPTER, "chapters/05_softmax.html"])
def test_a_screen_reader_finds_its_way_through_a_chapter(path, reader):
    opened = reader(path)
    opened.wait_until_live()
    opened.page.evaluate(OPEN_ALL_FOLDS)
    opened.wait_until_drawn()
    session = opened.context.new_cdp_session(opened.page)
    tree = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    heard = [node for node in tree if not node["ignored"]]
    names = {}  # of all that has a role, in the order of the page
    for node in heard:
        names.setdefault(node["role"]["value"], []).append(node.get("name", {}).get("value", ""))
    for landmark in ("banner", "main", "contentinfo", "search"):
        assert len(names[landmark]) == 1
    assert all(names["navigation"]), "of several landmarks of a kind, each has a name"
    for role in ("link", "button", "slider", "checkbox", "radio", "DisclosureTriangle"):
        assert all(name.strip() for name in names[role]), f"a {role} has no name: {names[role]}"
    assert all(len(name) > 60 for name in names.get("image", [])), (
        "a figure is described by a sentence"
    )
    assert not [name for name in names["heading"] if "¶" in name]
    outputs = opened.page.locator(".explorable-slider output").filter(visible=True)
    assert outputs.count(), "the value of a slider, for the eye"
    assert opened.page.get_by_role("status").and_(outputs).count() == 0, "a slider says its value"

    levels = [
        entry["value"]["value"]
        for node in heard
        if node["role"]["value"] == "heading"
        for entry in node["properties"]
        if entry["name"] == "level"
    ]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), "a level is left out"

    formulas = [node for node in heard if node["role"]["value"] == "MathMLMath"]
    assert len(formulas) == len(read_page(path).find_all("math")), "mathematics, not letters"
    assert all(node["childIds"] for node in formulas)


def has_focus(locator):
    return locator.evaluate("(el) => el.contains(document.activeElement)")


def test_the_contents_open_and_close_by_keyboard_on_a_phone(visit):
    opened = visit(PAGES[0], viewport=NARROW)
    keyboard = opened.page.keyboard
    contents = opened.page.locator("#contents")
    button = opened.page.locator("button[popovertarget=contents]")
    assert not contents.is_visible()
    keyboard.press("Tab")  # to the link that skips to the text
    keyboard.press("Tab")
    assert has_focus(button), "the button must come right after the link that skips to the text"
    keyboard.press("Enter")
    contents.wait_for(state="visible")
    keyboard.press("Tab")
    assert has_focus(contents), "from the button, Tab must lead into the opened contents"
    keyboard.press("Escape")
    contents.wait_for(state="hidden")
    assert has_focus(button), "closing the contents must give the focus back to their button"
    opened.assert_quiet()


# ---------------------------------------------------------------- keys for the whole page


def test_single_keys_lead_on_back_and_to_the_search(visit):
    opened = visit("chapters/01_sigmoid.html")
    page = opened.page
    page.keyboard.press("/")
    box = page.locator("header input[type=search]")
    expect(box).to_be_focused()
    page.keyboard.type("n/p?")
    expect(box).to_have_value("n/p?")  # what is typed stays what it is
    box.evaluate("(node) => node.blur()")
    page.keyboard.press("n")
    page.wait_for_url("**/02_logits.html")
    page.keyboard.press("p")
    page.wait_for_url("**/01_sigmoid.html")
    page.keyboard.press("Control+p")
    assert page.url.endswith("01_sigmoid.html"), "what the browser does with a key is its own"
    opened.assert_quiet()


def test_the_list_of_keys_can_turn_them_off(visit):
    opened = visit("chapters/01_sigmoid.html")
    page = opened.page
    page.get_by_role("button", name="Keys").click()
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    expect(dialog.locator("kbd")).to_have_text(["/", "n", "p", "?"])
    page.keyboard.press("n")
    dialog.get_by_label("Use these keys").uncheck()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.keyboard.press("n")
    page.reload()
    page.keyboard.press("n")
    page.keyboard.press("?")
    expect(dialog).to_be_visible()
    assert page.url.endswith("01_sigmoid.html")
    expect(dialog.get_by_label("Use these keys")).not_to_be_checked()
    dialog.get_by_label("Use these keys").check()
    dialog.get_by_role("button", name="Close").click()
    page.keyboard.press("n")
    page.wait_for_url("**/02_logits.html")
    opened.assert_quiet()
