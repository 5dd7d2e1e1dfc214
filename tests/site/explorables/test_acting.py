"""Links that act, states in an address and "Copy link", on the page of a small book of their own.

What an address may say is tested in tests/module/test_addresses.py.
"""

import itertools

import nbformat
import pytest
from browsing import NARROW, Visit, served_site
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from playwright.sync_api import expect
from small_book import build_book, write_book
from views import violations

from logitlab.explorables import NextWord, Triangle, TwoCodes

from .figure import stop_the_clock

TOC = "format: jb-book\nroot: chapters/00_start\nchapters:\n  - file: chapters/01_links\n"
START = "# Start\n\n[Look at the second](01_links.ipynb#triangle-2?temperature=0.5&a=3.5) *now*.\n"
FILL = "\n\n".join(f"Line {i} of a long text, between a figure and its link." for i in range(40))
NEAR = """# Links

## Near

[turn T down](#triangle?temperature=0.5), [turn T up](#triangle?temperature=5),
[raise A](#triangle?a=3.5), [back to T = 1](#triangle?temperature=1).
"""
FAR = """## Far

[far: turn T down](#triangle?temperature=0.5),
[far: all codes even](#two-codes?p=0.25,0.25,0.25,0.25),
[far: write](#next-word?running=true).
"""
WRONG = {
    "[no figure](#square?a=1)": "the page has no figure square. It has: triangle.",
    "[no trait](#triangle?heat=1)": "triangle has no trait heat that a link sets.",
    "[too cold](#triangle?temperature=0)": "temperature cannot be '0'. It is a number from",
    "[elsewhere](00_start.md#triangle?a=1)": "the page has no figure triangle. It has: none.",
    "[the second](#triangle-2?a=1)": "the page has no figure triangle-2.",
}


def cell(explorable):
    """A cell that was run, and shows a figure."""
    shown = {"text/plain": repr(explorable), "text/html": explorable.fallback_html()}
    output = new_output("execute_result", shown, execution_count=1)
    return new_code_cell(f"{type(explorable).__name__}()", outputs=[output], execution_count=1)


def build(folder, cells):
    """Build a book of two pages, the second a notebook; return what the build says."""
    metadata = {"language_info": {"name": "python", "pygments_lexer": "ipython3"}}
    notebook = nbformat.writes(new_notebook(cells=cells, metadata=metadata))
    pages = {"00_start.md": START, "01_links.ipynb": notebook, "references.bib": ""}
    write_book(folder, TOC, pages)
    return build_book(folder)[0]


@pytest.fixture(scope="module")
def links(tmp_path_factory):
    """A page with links that act: its address, as it is served, and its file."""
    folder = tmp_path_factory.mktemp("acting") / "book"
    texts = [NEAR, FILL, FAR, FILL]
    near, fill, far, rest = map(new_markdown_cell, texts)
    figures = [cell(Triangle()), cell(Triangle(a=0)), cell(TwoCodes()), cell(NextWord())]
    result = build(folder, [near, figures[0], fill, far, rest, *figures[1:]])
    assert result.returncode == 0, result.stderr
    site = folder / "_build" / "html"
    with served_site(site) as address:
        yield f"{address}/chapters/01_links.html", site / "chapters" / "01_links.html"


class Reader:
    """The page as a reader has it open."""

    def __init__(self, browser, address, **options):
        self.visit = Visit(browser, **options)
        self.page = self.visit.page
        self.go(address)

    def go(self, address):
        self.visit.go("about:blank")  # the same page with another hash would not be loaded anew
        self.visit.go(address)
        if self.page.evaluate("document.documentElement.dataset.theme"):
            self.visit.wait_until_live()
            expect(self.page.locator("a.acting[aria-pressed]").first).to_be_attached()
        return self

    def open_fold(self, figure="triangle"):
        """Show the fine controls of a figure."""
        fold = self.page.locator(f"[id='{figure}'] details")
        fold.evaluate_all("(all) => all.forEach((one) => (one.open = true))")

    def link(self, words):
        return self.page.locator("a.acting").get_by_text(words, exact=True)

    def number(self, figure, name):
        return self.page.locator(f"[id='{figure}'] [data-number={name}]")

    def temperature(self, figure="triangle"):
        return self.page.locator(f"[id='{figure}'] [data-number=temperature]")

    @property
    def dock(self):
        return self.page.locator(".dock")


@pytest.fixture
def read(browser, links):
    """A function that opens the page; what follows its address may be named."""
    opened = []

    def read(hash="", scheme="http", **options):
        address = links[0] if scheme == "http" else links[1].as_uri()
        opened.append(Reader(browser, address + hash, **options))
        return opened[-1]

    yield read
    for reader in opened:
        if reader.page.evaluate("document.documentElement.dataset.theme"):
            reader.visit.assert_quiet()
        reader.visit.context.close()


def test_each_figure_has_a_name_of_its_own(read):
    page = read().page
    ids = page.locator("[data-explorable]").evaluate_all("(roots) => roots.map(({ id }) => id)")
    assert ids == ["triangle", "triangle-2", "two-codes", "next-word"]
    assert no_id_twice(page)


def no_id_twice(page):
    return page.evaluate(
        """() => {
          const ids = Array.from(document.querySelectorAll("[id]"), ({ id }) => id);
          return new Set(ids).size === ids.length;
        }"""
    )


@pytest.mark.parametrize("press", ["mouse", "Enter", "Space"])
def test_a_link_moves_its_figure_and_takes_it_back(read, press):
    reader = read()
    link = reader.link("turn T down")

    def act():
        if press == "mouse":
            link.click()
        else:
            link.press(press)

    expect(link).to_have_role("button")
    expect(link).to_have_attribute("aria-pressed", "false")
    act()
    expect(link).to_have_attribute("aria-pressed", "true")
    expect(reader.temperature()).to_have_text("0.5")
    share = Triangle(temperature=0.5).key_numbers()["share_a"]
    expect(reader.number("triangle", "share_a")).to_have_text(share)
    expect(reader.temperature("triangle-2")).to_have_text("1.0")
    expect(reader.page.locator("#triangle .visually-hidden")).to_contain_text("temperature 0.5")
    act()
    expect(link).to_have_attribute("aria-pressed", "false")
    expect(reader.temperature()).to_have_text("1.0")
    assert reader.page.url.endswith(".html"), "a link that acts leads nowhere"


def test_links_take_back_only_what_they_did(read):
    reader = read()
    down, up, raised = map(reader.link, ["turn T down", "turn T up", "raise A"])
    down.click()
    up.click()
    raised.click()
    for link, pressed in [(down, "false"), (up, "true"), (raised, "true")]:
        expect(link).to_have_attribute("aria-pressed", pressed)
    up.click()
    expect(reader.temperature()).to_have_text("0.5")
    expect(down).to_have_attribute("aria-pressed", "true")
    expect(reader.page.locator("#triangle [data-number=a]")).to_have_text("3.50")
    down.click()
    expect(reader.temperature()).to_have_text("1.0")


def test_a_link_is_on_only_while_the_figure_is_as_it_says(read):
    reader = read()
    link = reader.link("turn T down")
    link.click()
    expect(reader.temperature()).to_have_text("0.5")
    reader.open_fold()
    slider = reader.page.locator("#triangle").get_by_label("temperature T", exact=True)
    slider.press("ArrowRight")
    expect(link).to_have_attribute("aria-pressed", "false")
    link.click()
    expect(reader.temperature()).to_have_text("0.5")
    link.click()
    expect(reader.temperature()).to_have_text("0.6")
    same = reader.link("back to T = 1")
    expect(same).to_have_attribute("aria-pressed", "false")


def test_a_figure_moves_before_the_eyes_unless_motion_is_reduced(read):
    def seen(reader):
        """Each temperature that the figure has on its way."""
        stop_the_clock(reader.page)
        texts = [reader.temperature().text_content()]
        reader.link("turn T up").click()
        for _ in range(20):
            reader.page.clock.run_for(50)
            texts.append(reader.temperature().text_content())
        return [float(text) for text, _ in itertools.groupby(texts)]

    way = seen(read(reduced_motion="no-preference"))
    assert len(way) > 3, "it jumped"
    assert way == sorted(way) and way[-1] == 5
    assert seen(read()) == [1, 5]


def test_a_reader_who_takes_hold_of_a_figure_stops_it(read):
    reader = read(reduced_motion="no-preference")
    stop_the_clock(reader.page)
    reader.link("turn T up").click()
    reader.page.clock.run_for(150)
    title = reader.page.locator("#triangle .explorable-title")
    title.dispatch_event("pointerdown")
    reader.page.clock.run_for(50)
    stopped = reader.temperature().text_content()
    reader.page.clock.run_for(1000)
    assert 1 < float(stopped) < 5 and reader.temperature().text_content() == stopped
    expect(reader.link("turn T up")).to_have_attribute("aria-pressed", "false")


# ---------------------------------------------------------------- the docked copy


@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 800}, NARROW])
def test_a_copy_of_a_figure_out_of_view_follows_the_link(read, viewport):
    reader = read(viewport=viewport)
    link = reader.link("far: turn T down")
    expect(reader.dock).to_have_count(0)
    link.press("Enter")
    expect(reader.dock).to_be_in_viewport(ratio=1)
    expect(reader.dock.locator(".chart").first).to_be_in_viewport(ratio=0.9)
    share = Triangle(temperature=0.5).key_numbers()["share_a"]
    expect(reader.dock.locator("[data-number=share_a]")).to_have_text(share)
    expect(reader.number("triangle", "share_a")).to_have_text(share)
    assert no_id_twice(reader.page)
    assert not reader.page.evaluate(
        "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
    box, place = reader.dock.bounding_box(), link.bounding_box()
    above = place["y"] + place["height"] <= box["y"]
    assert above or place["x"] + place["width"] <= box["x"], "the copy lies on its link"
    link.press("Enter")
    expect(reader.dock.locator("[data-number=share_a]")).not_to_have_text(share)
    expect(link).to_have_attribute("aria-pressed", "false")


def test_the_copy_belongs_to_the_link_that_was_pressed_last(read):
    reader = read()
    reader.link("far: turn T down").click()
    expect(reader.dock).to_have_attribute("aria-label", "Triangle, a live copy")
    reader.link("far: all codes even").click()
    expect(reader.dock).to_have_count(1)
    expect(reader.dock).to_have_attribute("aria-label", "Two codes, a live copy")


def test_a_copy_tells_nobody_to_draw_in_it(visit):
    opened = visit("chapters/06_cross_entropy.html", viewport=NARROW)
    opened.wait_until_live()
    dock = opened.page.locator(".dock")
    opened.page.locator("main a[href='#watch-it-learn?step=200']").first.click()
    expect(dock.locator("[data-number=right]")).to_be_visible()
    expect(dock.get_by_text("Draw in the frame")).to_be_hidden()


def test_a_copy_does_not_write_too(read):
    reader = read(reduced_motion="no-preference")
    reader.page.evaluate(
        """() => {
          const start = setInterval;
          window.timers = 0;
          window.setInterval = (...call) => start(...call, (window.timers += 1));
        }"""
    )
    for _ in range(3):  # it writes, stops, and writes again with the copy beside it
        reader.link("far: write").click()
        expect(reader.dock.locator(".explorable-written")).to_be_visible()
    assert reader.page.evaluate("timers") == 2


@pytest.mark.parametrize("how", ["Escape", "button", "scroll to it", "go to it", "leave"])
def test_the_copy_goes(read, how):
    reader = read()
    link = reader.link("far: turn T down")
    link.click()
    expect(reader.dock).to_be_visible()
    if how == "Escape":
        reader.page.keyboard.press("Escape")
    elif how == "button":
        reader.dock.get_by_role("button", name="Close the copy").click()
        expect(link).to_be_focused()
    elif how == "scroll to it":
        # the link stays, so that it is not the link's leaving that closes the copy
        link.evaluate("(link) => Object.assign(link.style, { position: 'fixed', top: '40%' })")
        reader.page.locator("#triangle .chart").first.scroll_into_view_if_needed()
    elif how == "go to it":
        reader.dock.get_by_role("link", name="Go to the figure").click()
        expect(reader.page.locator("#triangle .chart").first).to_be_in_viewport()
    else:
        reader.page.evaluate("() => scrollBy(0, 1.6 * innerHeight)")
    expect(reader.dock).to_have_count(0)
    expect(reader.temperature()).to_have_text("0.5")
    expect(link).to_have_attribute("aria-pressed", "true")


def test_the_keyboard_goes_from_a_link_past_its_neighbours_to_the_copy(read):
    reader = read()
    reader.link("far: write").press("Enter")
    expect(reader.dock).to_be_visible()
    reader.page.keyboard.press("Tab")
    expect(reader.dock.get_by_role("link", name="Go to the figure")).to_be_focused()
    reader.page.keyboard.press("Tab")
    expect(reader.dock.get_by_role("button", name="Close the copy")).to_be_focused()
    reader.page.keyboard.press("Tab")
    assert not reader.page.evaluate("() => document.activeElement.closest('.dock')")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 800}, NARROW])
def test_no_rule_of_axe_is_broken(read, theme, viewport):
    reader = read(viewport=viewport, color_scheme=theme)
    reader.link("far: turn T down").click()
    expect(reader.dock).to_be_visible()
    found = violations(reader.page)
    assert not found, "axe found:\n" + "\n".join(found)


# ---------------------------------------------------------------- addresses


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_a_state_in_the_address_is_there_on_arrival(read, scheme):
    hash = "#triangle-2?temperature=0.5&a=3.5"
    reader = read(hash, scheme)
    shown = Triangle(a=3.5, temperature=0.5)
    for name, text in shown.key_numbers().items():
        expect(reader.number("triangle-2", name)).to_have_text(text)
    expect(reader.page.locator("#triangle-2 .explorable-title")).to_be_in_viewport()
    expect(reader.temperature()).to_have_text("1.0")
    reader.page.locator("#triangle-2 .explorable-reset").click()
    for name, text in Triangle(a=0).key_numbers().items():
        expect(reader.number("triangle-2", name)).to_have_text(text)


def test_another_state_in_the_address_of_an_open_page_is_followed(read):
    reader = read()
    reader.page.evaluate("() => { location.hash = 'triangle?temperature=5'; }")
    expect(reader.temperature()).to_have_text("5.0")


def test_a_link_on_another_page_leads_to_the_state(read, links):
    reader = read()
    reader.page.goto(links[0].replace("01_links", "00_start"))
    reader.page.get_by_role("link", name="Look at the second", exact=True).click()
    for name, text in Triangle(a=3.5, temperature=0.5).key_numbers().items():
        expect(reader.number("triangle-2", name)).to_have_text(text)


@pytest.mark.parametrize(
    "hash",
    ["#triangle?temperature=0.5&a=99", "#triangle?a=%", "#square?a=1", "#triangle?__proto__=1"],
)
def test_a_damaged_address_leaves_the_figure_as_it_was(read, hash):
    reader = read(hash)
    for name, text in Triangle().key_numbers().items():
        expect(reader.number("triangle", name)).to_have_text(text)


# the clipboard that was asked for, without the one of the machine
CLIPBOARD = """
  window.written = [];
  const writeText = async (text) => window.written.push(text);
  Object.defineProperty(navigator, "clipboard", { value: { writeText } });
"""
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: undefined });"


def test_copy_link_copies_an_address_that_survives_a_reload(read, links):
    reader = read()
    reader.visit.page.add_init_script(CLIPBOARD)
    reader.go(f"{links[0]}#near")
    root = reader.page.locator("#triangle")
    copy = root.get_by_role("button", name="Copy link", exact=True)
    copy.click()
    expect(root.locator(".explorable-told[role=status]")).to_have_text(
        "The link to this state is copied."
    )
    reader.open_fold()
    root.get_by_label("A, without c", exact=True).press("End")
    expect(root.locator(".explorable-told[role=status]")).to_have_text("")
    root.get_by_label("temperature T", exact=True).press("ArrowRight")
    copy.click()
    expect(root.locator(".explorable-told[role=status]")).not_to_have_text("")
    address = f"{links[0]}#triangle"
    assert reader.page.evaluate("written") == [address, f"{address}?a=4&temperature=1.1"]
    reader.go(f"{address}?a=4&temperature=1.1")
    for name, text in Triangle(a=4, temperature=1.1).key_numbers().items():
        expect(reader.number("triangle", name)).to_have_text(text)


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_without_a_clipboard_the_link_stands_in_the_address_bar(read, scheme):
    reader = read("", scheme)
    reader.page.add_init_script(NO_CLIPBOARD)
    reader.page.reload()
    reader.visit.wait_until_live()
    root = reader.page.locator("#two-codes")
    root.get_by_label("nats", exact=True).check()
    root.get_by_role("button", name="Copy link", exact=True).click()
    expect(root.locator(".explorable-told[role=status]")).to_contain_text("address bar")
    assert reader.page.url.endswith("/01_links.html#two-codes?unit=nats")
    reader.page.reload()
    reader.visit.wait_until_live()
    expect(root.get_by_label("nats", exact=True)).to_be_checked()


# ---------------------------------------------------------------- elsewhere


def test_without_a_script_a_link_leads_to_its_figure(read):
    reader = read(java_script_enabled=False)
    reader.link("far: turn T down").click()
    expect(reader.page.locator("#triangle")).to_be_in_viewport()
    expect(reader.page.locator(".explorable-copy")).to_have_count(0)


def test_on_paper_a_link_reads_as_its_words(read):
    reader = read()
    link = reader.link("turn T down")
    link.click()
    reader.link("far: turn T down").click()
    reader.page.emulate_media(media="print")
    expect(reader.dock).to_be_hidden()
    look = """(node, part) => {
      const { textDecorationLine, color, display } = getComputedStyle(node, part);
      return { textDecorationLine, color, display };
    }"""
    text = reader.page.locator("#near p").first.evaluate(look)
    assert link.evaluate(look) == {**text, "display": "inline"}
    assert link.evaluate(look, "::before")["display"] == "none"


def test_the_build_stops_at_a_link_that_cannot_act(tmp_path):
    text = "# Links\n\n" + "\n\n".join(WRONG)
    result = build(tmp_path / "book", [new_markdown_cell(text), cell(Triangle())])
    assert result.returncode == 1
    for link, said in WRONG.items():
        assert f"{link.replace('00_start.md', '')}: {said}" in result.stderr
    assert "01_links.ipynb" in result.stderr
