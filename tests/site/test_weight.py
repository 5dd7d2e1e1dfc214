"""What a page weighs on its way to a reader, and how long a browser works on it at a time."""

import gzip
import re
from urllib.parse import urlsplit

import pytest
from browsing import LATER_BLOCKS, LATER_FIGURES, NUMBERED, PAGES, SITE, WIDE, read_page, source


def first_visit(path):
    """What a host sends with gzip for a first visit of a page, in bytes."""
    page = read_page(path)
    links = page.select("script[src], link[rel=stylesheet], link[rel=icon]")
    addresses = [link.get("src") or link["href"] for link in links]
    # theme.js asks for these when the text stands
    for script in page.select("[data-explorables]"):
        addresses += script["data-explorables"].split()
    names = {urlsplit(address).path for address in addresses}
    files = [SITE / path, *((SITE / path).parent / name for name in names)]
    fonts = (SITE / "_static" / "formulas.woff2").stat().st_size
    return fonts + sum(len(gzip.compress(file.read_bytes(), 6)) for file in files)


@pytest.mark.parametrize("path", PAGES)
def test_a_first_visit_weighs_little(path, site):
    # the search page alone may load the index of the search
    assert ("search_data.js" in source(path)) == (path == "search.html")
    assert first_visit(path) <= 200_000


@pytest.mark.parametrize("path", PAGES)
def test_the_next_page_weighs_little(path, site):
    page = (SITE / path).read_bytes()
    assert len(gzip.compress(page, 9)) <= 60_000


def test_no_file_waits_for_a_page_that_uses_it(site):
    static = SITE / "_static"
    texts = [source(path) for path in [*PAGES, "404.html"]]
    texts += [file.read_text("utf-8") for file in static.glob("*.[cj]s*")]
    for file in static.glob("*.*"):
        name = re.compile(rf"[/\"']{re.escape(file.name)}\b")
        used = any(name.search(text) for text in texts)
        assert used, f"nothing uses _static/{file.name}; left by an older build? make clean"


LAYOUT = "(all) => all.map((block) => getComputedStyle(block).contentVisibility)"


def test_a_long_page_lays_itself_out_in_steps(site, visit):
    opened = visit("search.html")
    opened.page.route("**/page.js*", lambda route: route.abort())
    opened.go(f"{site}/chapters/05_softmax.html")
    blocks = opened.page.locator(LATER_BLOCKS)
    # a block with fine print never waits: containment would cut off what stands in the margin
    waiting = opened.page.locator(f"{LATER_BLOCKS}:not(.has-note)").evaluate_all(LAYOUT)
    assert len(waiting) > 50 and set(waiting) == {"auto"}
    # a block is laid out when the reader jumps to it, also when that script is missing; a figure
    # that starts after the jump would move what stands below it
    opened.wait_until_live(LATER_FIGURES)
    last = opened.page.locator("article section section > h2").last
    opened.page.evaluate("(id) => (location.hash = id)", last.evaluate("(h) => h.parentNode.id"))
    opened.wait_until_drawn()
    assert 0 <= last.bounding_box()["y"] < WIDE["height"] / 2

    opened.page.unroute("**/page.js*")
    opened.go(f"{site}/chapters/05_softmax.html")
    opened.wait_until_live()
    assert set(blocks.evaluate_all(LAYOUT)) == {"visible"}
    opened.assert_quiet()


@pytest.mark.parametrize("path", NUMBERED)
def test_a_browser_takes_breaks_while_it_reads_a_chapter(path):
    between = re.split(r'<script src="[^"]*pause\.js', source(path))
    assert len(between) > 5
    # a thousand elements take 50 ms at a quarter of the speed of a slow computer
    assert max(len(re.findall("<[a-z]", part)) for part in between) < 1200


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of a package that sets formulas
def test_a_short_path_is_the_same_line():
    from website.figures import short_path

    long = (
        "M 10.04 20.96 \nL 19.359169 20.96 \nC 20 21 22 23.5 24 25 \nz\nM -1.25 0.04 \nL 3 3 \nz\n"
    )
    assert short_path(long) == "m10 21h9.4c0.6 0 2.6 2.5 4.6 4zm-11.2 -21l4.2 3z"
    assert short_path("M 1 2 H 30.123456") == "M 1 2 H 30.123456"
