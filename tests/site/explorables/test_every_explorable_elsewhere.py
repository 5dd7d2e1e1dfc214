"""What holds for each interactive figure from a disk, and on a damaged page."""

import html
import re

import pytest
from browsing import source
from playwright.sync_api import expect

from .questions import (
    PAGES,
    ask,
    becomes_live_with_the_numbers_of_the_class,
    stored,
)


@pytest.mark.parametrize("path", PAGES)
def test_the_figures_of_a_page_opened_from_a_disk(path, show, subtests):
    ask([becomes_live_with_the_numbers_of_the_class], path, show, subtests, scheme="file")


def with_broken_states(path, places):
    """The HTML of a page whose figures at some places hold no state that can be read."""
    page = source(path)
    states = [found.span() for found in re.finditer(r'(?<=data-state=")[^"]*(?=")', page)]
    for start, end in (states[place] for place in reversed(places)):
        page = page[:start] + html.escape('{"not": json') + page[end:]
    return page


def assert_stays_as_stored(root, path, place):
    assert root.get_attribute("data-ready") is None
    assert root.get_attribute("class") == "explorable", "it is not live, and must not say it is"
    assert root.get_attribute("aria-labelledby") is None, "there is no such title any more"
    kept = stored(path, place).get_text().split()
    text = root.text_content().split()
    assert text[: len(kept)] == kept
    assert "damaged." in text[len(kept) :], "a sentence says why nothing moves"


# every other figure is broken, so the rest must live
@pytest.mark.parametrize(
    ("path", "first"), [(path, first) for path in PAGES for first in (0, 1) if PAGES[path][first:]]
)
def test_a_broken_state_leaves_the_stored_figure_and_the_page_alive(
    path, first, site, reader, subtests
):  # many more kinds of damage: tests/site/test_robust.py
    broken = PAGES[path][first::2]
    places = [place for _, place in broken]
    opened = reader("search.html")
    answer = {"body": with_broken_states(path, places), "content_type": "text/html; charset=utf-8"}
    opened.page.route(f"**/{path}", lambda route: route.fulfill(**answer))
    opened.go(f"{site}/{path}")
    opened.page.unroute(f"**/{path}")
    opened.wait_until_live()

    for place, root in enumerate(opened.page.locator("[data-explorable]").all()):
        with subtests.test(f"{path}, {PAGES[path][place][0]}"):
            if place in places:
                assert_stays_as_stored(root, path, place)
            else:
                expect(root).to_have_attribute("data-ready", "")
    theme = opened.page.locator("html").get_attribute("data-theme")
    for _ in range(2):  # there and back
        opened.page.locator("button.theme").click()
    expect(opened.page.locator("html")).to_have_attribute("data-theme", theme)
    assert len(opened.complaints) == len(broken), opened.complaints
    for (name, _), complaint in zip(broken, opened.complaints, strict=True):
        assert name in complaint, "the console must say which figure could not start"
