"""The columns of a page: text, stage, margin; code behind a button; figures beside controls."""

import re

import pytest
from browsing import BLANK, NARROW, NUMBERED, PAGES, read_page, source
from playwright.sync_api import expect

CHAPTER = "chapters/05_softmax.html"
DESK = {"width": 1280, "height": 800}
REM = 16
BOX = "(node) => { const { x, y, width, height } = node.getBoundingClientRect(); "
BOX += "return [x, y + scrollY, width, height]; }"


def boxes(locator):
    return locator.evaluate_all(f"(all) => all.map({BOX})")


# ---------------------------------------------------------------- text, stage, margin


@pytest.mark.parametrize("width", [1280, 1920])
def test_text_is_42_rem_a_figure_60_and_a_caption_stands_in_the_margin(width, reader):
    opened = reader(CHAPTER, viewport={"width": width, "height": 800})
    opened.wait_until_live()
    page = opened.page
    texts = boxes(page.locator("article section > p"))
    (left,) = {x for x, *_ in texts}
    assert {w for _, _, w, _ in texts} == {42 * REM}
    stages = boxes(page.locator(".cell-stage"))
    figures = read_page(CHAPTER).select("[data-explorable]:not([data-explorable=quiz])")
    assert len(stages) == len(figures) > 2, "the quiz is text"
    # as wide as the window allows, at most 60 rem
    assert {(x, w) for x, _, w, _ in stages} == {(left, min(60 * REM, width - 21 * REM))}
    for x, y, w, h in boxes(page.locator("section > .cell figcaption")):
        assert left + 42 * REM < x < x + w <= left + stages[0][2], "in the margin"
        figures = boxes(page.locator("figure"))
        assert any(top <= y and y + h <= top + height for _, top, _, height in figures)


@pytest.mark.parametrize("width", [360, 768, 1024])
def test_without_a_margin_captions_and_links_stand_in_the_flow(width, reader):
    opened = reader(CHAPTER, viewport={"width": width, "height": 800})
    opened.wait_until_live()
    page = opened.page
    for caption, figure in zip(
        boxes(page.locator("figure > figcaption")), boxes(page.locator("figure")), strict=True
    ):
        assert figure[0] <= caption[0] and caption[0] + caption[2] <= figure[0] + figure[2]
    article, launch = (boxes(page.locator(one))[0] for one in ("article", ".launch"))
    assert launch[1] >= article[1] + article[3], "what leads away stands below the text"


def test_the_links_that_lead_away_come_after_the_text_and_stand_beside_its_head(reader):
    page = reader(CHAPTER, viewport=DESK).page
    expect(page.locator("article + .launch, .moved + .launch")).to_have_count(1)
    names = page.locator(".launch > :is(a, button)").all_inner_texts()
    run = ["Run in Binder", "Run in Colab", "Download"]
    assert names == ["Assignment", *run, "Reference of logitlab", "Edit this page"]
    (launch,), (text, *_) = boxes(page.locator(".launch")), boxes(page.locator("article h1"))
    assert launch[0] >= text[0] + 42 * REM and launch[1] < text[1] + text[3]


@pytest.mark.parametrize("script", [True, False])
def test_edit_this_page_says_how_before_it_opens_json(visit, script):
    page = visit(CHAPTER, viewport=NARROW, java_script_enabled=script).page
    told = page.get_by_role("dialog", name="How to edit this page")
    expect(told).to_be_hidden()
    page.get_by_role("button", name="Edit this page").click()
    expect(told).to_be_visible()
    assert "make lab" in told.inner_text() and "make refresh NB=chapters/" in told.inner_text()
    links = [link.get_attribute("href") for link in told.get_by_role("link").all()]
    assert [re.search("/(blob|edit)/main/(chapters|plain)?", link)[0] for link in links] == [
        "/blob/main/",
        "/edit/main/chapters",
        "/blob/main/plain",
    ]
    assert told.bounding_box()["width"] <= NARROW["width"] - 16
    page.keyboard.press("Escape")
    expect(told).to_be_hidden()


# ---------------------------------------------------------------- code


def test_code_is_behind_a_button_and_a_call_alone_has_none(reader):
    opened = reader(CHAPTER, viewport=DESK)
    opened.wait_until_live()
    page = opened.page
    assert page.locator(".cell-stage .cell_input").count() == 0, "it only says Triangle()"
    fold = page.locator("section > .cell:not(.tag_setup) > .above-input").first
    button = fold.locator("> summary")
    assert button.inner_text().strip() == "Show the source"
    ((x, _, width, height),) = boxes(button)
    assert width >= 24 and height >= 24
    text = boxes(page.locator("article section > p"))[0]
    assert x >= text[0] + text[2], "in the margin"
    button.press("Enter")
    expect(fold.locator(".cell_input")).to_be_visible()


@pytest.mark.parametrize("path", NUMBERED)
def test_no_line_that_opens_has_a_name_that_contradicts_its_words(path):
    assert "Toggle hidden content" not in source(path)
    assert not read_page(path).select("summary[aria-label]")


def test_one_switch_shows_all_code_and_the_next_page_remembers(visit, site):
    opened = visit(CHAPTER, viewport=DESK)
    page = opened.page
    code = page.locator(".above-input")
    switch = page.get_by_role("button", name="Show code")
    switch.click()
    assert code.evaluate_all("(all) => all.every((one) => one.open)")
    expect(switch).to_have_count(0)
    opened.go(f"{site}/chapters/01_sigmoid.html")
    assert code.evaluate_all("(all) => all.length && all.every((one) => one.open)")
    page.get_by_role("button", name="Hide code").click()
    opened.go(f"{site}/{CHAPTER}")
    assert not code.evaluate_all("(all) => all.some((one) => one.open)")
    opened.assert_quiet()


def test_the_switch_works_where_storage_is_forbidden(visit, site):
    opened = visit(BLANK)
    opened.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })"
    )
    opened.go(f"{site}/{CHAPTER}")
    opened.page.get_by_role("button", name="Show code").click()
    expect(opened.page.locator(".above-input .cell_input").first).to_be_visible()


def test_a_page_without_code_has_no_switch():
    for path in PAGES:
        switch = read_page(path).select("button.code")
        assert bool(switch) == bool(read_page(path).select(".above-input")), path


# ---------------------------------------------------------------- figures

LAY_OUT = """() => [...document.querySelectorAll(".cell-stage .explorable")].map((figure) => {
  const place = (part) => {
    const { left, top, right, bottom } = figure.querySelector(part).getBoundingClientRect();
    return { left, top, right, bottom };
  };
  return { view: place(".explorable-view"), panel: place(".explorable-panel"),
    tall: figure.getBoundingClientRect().height };
})"""


@pytest.mark.parametrize("path", NUMBERED)
def test_a_figure_stands_beside_its_controls_on_a_wide_screen_and_above_on_a_phone(path, reader):
    opened = reader(path, viewport=DESK)
    opened.wait_until_live()
    for figure in opened.page.evaluate(LAY_OUT):
        assert figure["view"]["right"] <= figure["panel"]["left"] - 28
        assert figure["tall"] < DESK["height"], "it fits on the screen"
    opened.resize(NARROW)
    for figure in opened.page.evaluate(LAY_OUT):
        assert figure["view"]["bottom"] <= figure["panel"]["top"] + 1


COUNT_LAYOUTS = """() => {
  window.layouts = [];
  new MutationObserver((changes) => {
    for (const { target, attributeName } of changes)
      if (target.matches?.("svg.chart") && attributeName === "viewBox") layouts.push(target);
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ["viewBox"] });
}"""


@pytest.mark.parametrize("viewport", [DESK, NARROW])
def test_no_chart_is_laid_out_twice(viewport, visit, site):
    opened = visit(BLANK, viewport=viewport)
    opened.page.add_init_script(f"({COUNT_LAYOUTS})()")
    opened.go(f"{site}/{CHAPTER}")
    opened.wait_until_live()
    opened.wait_until_drawn()
    # made outside the page, a chart is seen only when it is laid out again
    assert opened.page.evaluate("layouts.length") == 0


def test_a_low_chart_stays_in_sight_on_a_phone(reader):
    opened = reader("chapters/01_sigmoid.html", viewport=NARROW)
    opened.wait_until_live()
    page = opened.page
    figure = page.locator(".cell-stage .explorable").first
    expect(figure.locator(".explorable-view")).to_have_css("position", "sticky")
    figure.evaluate("(el) => scrollTo(0, el.getBoundingClientRect().bottom + scrollY - 320)")
    top = figure.locator(".explorable-view").bounding_box()["y"]
    assert 40 <= top <= 60, "below the bar"


@pytest.mark.parametrize("viewport", [DESK, NARROW])
@pytest.mark.parametrize("name", ["00_start", "01_sigmoid", "05_softmax"])
def test_what_comes_to_life_moves_nothing(name, viewport, visit, site):
    opened = visit(BLANK, viewport=viewport)
    opened.page.add_init_script(
        "window.shift = 0; new PerformanceObserver((list) => { for (const entry of "
        "list.getEntries()) shift += entry.value; })"
        ".observe({ type: 'layout-shift', buffered: true })"
    )
    opened.go(f"{site}/chapters/{name}.html")
    opened.wait_until_live()
    opened.wait_until_drawn()
    assert opened.page.evaluate("shift") <= 0.02
