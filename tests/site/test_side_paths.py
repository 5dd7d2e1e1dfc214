"""Side paths below chapters/deeper/, and sections that have moved: in a small book."""

import pytest
from browsing import Visit, served
from bs4 import BeautifulSoup
from playwright.sync_api import expect
from small_book import build_book, site_of, write_book

TOC = """format: jb-book
root: chapters/00_start
defaults:
  titlesonly: false
parts:
  - chapters:
      - file: chapters/deeper/odds
  - caption: Chapters
    chapters:
      - file: chapters/01_sigmoid
        sections:
          - file: chapters/deeper/curves
          - file: chapters/deeper/tumors
      - file: chapters/02_logits
  - caption: Look up
    chapters:
      - file: chapters/references
"""
PAGES = {
    "references.md": "# References\n\n```{bibliography}\n```\n",
    "references.bib": "",
    "00_start.md": "# Start\n\nWelcome.\n",
    "01_sigmoid.md": "# Sigmoid\n\nAn S.\n\n## One\n\nA step.\n",
    "02_logits.md": "# Logits\n\nBack.\n",
    "deeper/odds.md": "# Odds\n\nWhy odds?\n",
    "deeper/curves.md": "# Curves\n\nNeeds the sigmoid.\n\n## Probit\n\nAnother curve.\n",
    "deeper/tumors.md": "# Tumors\n\nNeeds the sigmoid, too.\n",
}
MOVED = {
    "chapters/01_sigmoid#probit": "chapters/deeper/curves#probit",
    "chapters/01_sigmoid#first": "chapters/01_sigmoid#one",
}
# page: where it leads back and on
ROAD = {
    "00_start": (None, "Sigmoid"),
    "01_sigmoid": ("Start", "Logits"),
    "02_logits": ("Sigmoid", "References"),
    "deeper/odds": ("Start", None),
    "deeper/curves": ("Sigmoid", "Tumors"),
    "deeper/tumors": ("Sigmoid", None),
}


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """The site of the small book."""
    return site_of(tmp_path_factory.mktemp("side_paths"), TOC, PAGES, moved_sections=MOVED)


@pytest.fixture
def open_page(book, browser):
    visits = []
    with served(book) as address:

        def go(path, **options):
            visits.append(Visit(browser, **options))
            return visits[-1].go(f"{address}/chapters/{path}").page

        yield go
        for opened in visits:
            opened.context.close()


def parsed(book, page):
    return BeautifulSoup((book / "chapters" / f"{page}.html").read_text("utf-8"), "lxml")


@pytest.mark.parametrize("page", ROAD)
def test_the_road_passes_the_side_paths_by_and_they_lead_back(book, page):
    soup = parsed(book, page)
    links = [soup.select_one(f".neighbours a.{kind}") for kind in ("previous", "next")]
    titles = [link and link.contents[-1].strip() for link in links]
    assert titles == list(ROAD[page])
    for link, rel in zip(links, ("prev", "next"), strict=True):
        of_the_head = soup.select_one(f"link[rel={rel}]")
        assert (link and link["href"]) == (of_the_head and of_the_head["href"])


@pytest.mark.parametrize(("page", "chapter"), [("curves", "Sigmoid"), ("odds", "Start")])
def test_a_side_path_says_which_chapter_it_belongs_to(book, page, chapter):
    line = parsed(book, f"deeper/{page}").select_one("main > .lead")
    assert line.get_text(strip=False).strip() == f"Side path of {chapter}"
    assert line.a["href"].endswith(f"../{'00_start' if page == 'odds' else '01_sigmoid'}.html")


def test_the_contents_hold_the_side_paths_of_the_open_chapter_in_one_fold(book):
    folds = parsed(book, "01_sigmoid").select("#contents ul ul details.deeper-pages")
    assert [[a.text for a in fold.select("a")] for fold in folds] == [["Curves", "Tumors"]]
    assert not folds[0].has_attr("open")
    folds = parsed(book, "deeper/tumors").select("#contents ul ul details.deeper-pages")
    assert [[a.text for a in fold.select("a")] for fold in folds] == [["Curves", "Tumors"]]
    assert folds[0].has_attr("open")
    assert folds[0].select_one("[aria-current=page]").text == "Tumors"
    assert "Tumors" not in parsed(book, "02_logits").select_one("#contents").text
    (root,) = parsed(book, "deeper/odds").select("#contents > ul > li > details.deeper-pages")
    assert root.has_attr("open") and root.a.text == "Odds"


def test_the_fold_opens_by_keyboard_and_leads_there(open_page):
    page = open_page("01_sigmoid.html")
    page.locator("#contents ul ul summary").press("Enter")
    page.get_by_role("link", name="Tumors").first.click()
    expect(page.locator("h1")).to_contain_text("Tumors")
    expect(page.locator("#contents a[aria-current]")).to_have_css("font-weight", "650")


def test_the_search_finds_a_side_path(book):
    assert "deeper/tumors" in (book / "_static" / "search_data.js").read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new"), [("probit", "deeper/curves.html#probit"), ("first", "01_sigmoid.html#one")]
)
def test_an_old_address_leads_to_where_the_text_went(open_page, old, new):
    page = open_page(f"01_sigmoid.html#{old}")
    page.wait_for_url(f"**/chapters/{new}")
    page = open_page("01_sigmoid.html")
    assert page.locator(".moved").filter(visible=True).count() == 0
    page.evaluate("(old) => (location.hash = old)", old)
    page.wait_for_url(f"**/chapters/{new}")


def test_without_a_script_an_old_address_shows_where_to_go(open_page):
    page = open_page("01_sigmoid.html#probit", java_script_enabled=False)
    assert page.locator(".moved").filter(visible=True).all_inner_texts() == [
        "What stood here is now a part of Curves."
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("chapters/01_sigmoid#old", "chapters/deeper/curves#nowhere"),
        ("chapters/01_sigmoid#old", "chapters/deeper/nowhere#old"),
        ("chapters/01_sigmoid#one", "chapters/deeper/curves#probit"),
        ("chapters/nowhere#old", "chapters/deeper/curves#probit"),
    ],
)
def test_a_section_that_moved_from_or_to_nowhere_stops_the_build(tmp_path, old, new):
    write_book(tmp_path, TOC, PAGES, moved_sections={old: new})
    result, _ = build_book(tmp_path)
    assert result.returncode == 1
    assert f"moved_sections: {old} leads to {new}" in result.stderr
