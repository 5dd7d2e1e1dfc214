"""The picture of an explorable that a reader without JavaScript gets."""

import json
import re

import pytest
from conftest import NARROW, SITE, WIDE, built_explorables, read_page
from playwright.sync_api import expect

from logitlab.sphinx_extension import pictures

DRAWN = [(path, name, place) for path, name, place in built_explorables() if name != "quiz"]
# what is drawn, without the names of its parts
SHAPES = """root => [
    ...root.querySelectorAll("svg:not(:has(svg)) :is(path, line, text, g, rect)")
  ].map((node) =>
    ["d", "transform", "x", "y", "x1", "y1", "x2", "y2"].map((a) => node.getAttribute(a)).join("|")
    + (node.tagName === "text" ? node.textContent : ""))"""


@pytest.mark.parametrize("scheme", ["http", "file"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("path", sorted({path for path, _, _ in DRAWN}))
def test_without_javascript_each_explorable_shows_its_picture(path, viewport, scheme, visit):
    opened = visit(path, scheme, java_script_enabled=False, viewport=viewport)
    roots = [root for root in opened.page.locator(".explorable").all()]
    names = [root.get_attribute("data-explorable") for root in roots]
    assert len(names) >= 1
    for name, root in zip(names, roots, strict=True):
        if name == "quiz":
            continue
        picture = root.get_by_role("img")
        picture.scroll_into_view_if_needed()
        assert len(picture.get_attribute("alt")) > 40
        box, around = picture.bounding_box(), root.bounding_box()
        assert box["height"] > 100, f"the picture of {name} did not come"
        assert 0.6 * around["width"] < box["width"] < around["width"]
    opened.assert_quiet()


@pytest.mark.parametrize(("path", "name", "place"), DRAWN)
def test_the_picture_is_what_the_explorable_draws(path, name, place, visit):
    opened = visit(path)
    root = opened.page.locator("[data-explorable]").nth(place)
    state = json.loads(root.get_attribute("data-state"))
    root.scroll_into_view_if_needed()
    expect(root).to_have_attribute("data-ready", "")
    opened.wait_until_drawn()
    width = root.locator(".explorable-chart").first.evaluate("(chart) => chart.clientWidth")
    drawn = root.evaluate(SHAPES)
    svg, label = pictures.picture(SITE, name.replace("-", "_"), state, width)
    assert len(drawn) > 10
    opened.page.set_content(svg)
    assert opened.page.locator("body").evaluate(SHAPES) == drawn


def test_a_reader_with_javascript_loads_no_picture(visit):
    opened = visit("chapters/05_softmax.html")
    root = opened.page.locator("[data-explorable=triangle]")
    root.scroll_into_view_if_needed()
    expect(root).to_have_attribute("data-ready", "")
    assert not [address for address in opened.requests if pictures.FOLDER in address]
    assert len(read_page("chapters/05_softmax.html").select("noscript img")) == 3


def test_each_picture_is_small_and_asks_for_nothing(site):
    files = sorted((SITE / "_static" / pictures.FOLDER).glob("*.svg"))
    assert len(files) == 2 * len(DRAWN)
    for file in files:
        text = file.read_text("utf-8")
        assert len(text) < 60_000
        assert not re.search(r'(?:href|src)="|url\((?!#)|@import', text), file.name
