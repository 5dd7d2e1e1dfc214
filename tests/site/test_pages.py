"""Every page of the built site but the assignments, in every view of it."""

import re

import pytest
from browsing import NARROW, OPEN_ALL_FOLDS, PAGES, SITE, WIDE, read_page, source
from playwright.sync_api import expect
from views import ask_in_every_view, violations_in_both_themes

OWN = [path for path in PAGES if not path.startswith("chapters/assignments/")]


def test_there_are_pages(site):
    # Each general test runs once for every page that it finds, hence never for none.
    assert {"chapters/00_start.html", "chapters/01_sigmoid.html", "search.html"} <= set(PAGES)


@pytest.mark.parametrize("path", OWN)
def test_a_page_in_every_view(path, reader, subtests):
    ask_in_every_view(reader(path), subtests)


# the pages with figures: tests/site/explorables/test_every_explorable_elsewhere.py
@pytest.mark.parametrize("path", [path for path in PAGES if "data-explorable" not in source(path)])
def test_a_page_opened_by_double_click(path, reader):
    opened = reader(path, "file")
    opened.page.evaluate(OPEN_ALL_FOLDS)
    opened.wait_until_drawn()
    assert opened.page.title(), "a page needs a title"
    opened.assert_quiet()


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_the_address_of_the_site_leads_to_the_start_page(scheme, site, visit):
    opened = visit(PAGES[0], scheme)
    address = f"{site}/" if scheme == "http" else (SITE / "index.html").as_uri()
    opened.go(address, wait_until="commit")  # it leads on before it has loaded itself
    opened.page.wait_for_url("**/chapters/00_start.html")
    opened.assert_quiet()


def test_axe_finds_nothing_in_the_open_contents(reader):
    opened = reader(PAGES[0], viewport=NARROW)
    opened.page.locator("button[popovertarget=contents]").click()
    opened.page.locator("#contents a").first.wait_for()
    opened.wait_until_live()
    found = violations_in_both_themes(opened.page)
    assert not found, "axe found:\n" + "\n".join(found)


# ---------------------------------------------------------------- what is wide, what is long


def test_printed_sentences_wrap_and_columns_stay(reader):
    opened = reader("chapters/assignments/09_myths.html", viewport=NARROW)
    opened.wait_until_live()
    prose = opened.page.locator(".prose pre")
    assert "What decides each claim" in prose.first.text_content()
    scrolls = "(all) => all.some((pre) => pre.scrollWidth > pre.clientWidth)"
    assert prose.evaluate_all(scrolls) is False
    printed = read_page("chapters/08_in_practice.html").select(".output.stream")
    columns = [block for block in printed if re.search(r"[a-z] {2,}[a-z]", block.text)]
    assert columns, "this chapter prints tables"
    assert not any("prose" in block["class"] for block in columns)


@pytest.mark.parametrize("name", ["10_capstone", "source/10_capstone/10_capstone"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW])
def test_the_contents_show_where_the_reader_is(name, viewport, reader):
    page = reader(f"chapters/assignments/{name}.html", viewport=viewport).page
    if viewport == NARROW:
        page.get_by_role("button", name="Contents").click()
    here = page.locator("#contents a.current")
    expect(here).to_be_in_viewport(ratio=1)
    expect(here).to_have_css("font-weight", "650")
    assert page.evaluate("scrollY") == 0, "the text itself must not move"
