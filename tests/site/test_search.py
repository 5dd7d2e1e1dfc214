"""The search: the right place first, while the reader types, in a list that fits the window."""

import re

import pytest
from browsing import CHAPTERS, NARROW, PAGES, WIDE, read_page
from playwright.sync_api import expect
from views import FIND_WHAT_IS_CUT_OFF

# A word of a question, and the pages of which one must be the first or the second result.
QUESTIONS = {
    "softmax": ["chapters/05_softmax"],
    "overflow": ["chapters/07_numbers_that_break"],
    "odds ratio": ["chapters/deeper/odds_ratios"],
    "temperature": ["chapters/05_softmax", "glossary.html#term-temperature"],
    "KL": ["chapters/06_cross_entropy", "chapters/deeper/divergence"],
    "perplexity": ["chapters/06_cross_entropy", "glossary.html#term-perplexity"],
    "why log": ["chapters/deeper/why_the_logarithm"],
    "nan": ["chapters/07_numbers_that_break"],
    "gradient": ["chapters/04_logistic_regression", "glossary.html#term-gradient"],
    "cat": ["chapters/05_softmax"],
}
FOUND = [path for path in CHAPTERS if "/source/" not in path]  # no solution gives itself away
RESULTS = ".search-results li > a"


def word_of_title(path):
    heading = read_page(path).find("h1")
    text = "".join(heading.find_all(string=True, recursive=False))  # without the link sign
    return max(re.findall(r"[A-Za-z]+", text), key=len)


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_search_finds_every_page_by_a_word_of_its_title(scheme, visit):
    opened = visit(PAGES[0], scheme)
    page = opened.page
    page.locator("header input[name=q]").fill(word_of_title(FOUND[0]))
    page.locator("header input[name=q]").press("Enter")
    for path in FOUND:
        page.locator("main input[name=q]").fill(word_of_title(path))
        page.locator(f".search-results a[href*='{path}']").first.wait_for()
    page.locator(f".search-results a[href*='{FOUND[-1]}']").first.click()
    page.wait_for_url(f"**/{FOUND[-1]}*")
    opened.assert_quiet()


@pytest.fixture
def ask(visit):
    """A function that types a question and gives the addresses of what is found."""
    page = visit("search.html").page
    page.locator("main input[name=q]").fill("surprise")  # loads what is known
    page.locator(RESULTS).first.wait_for()

    def type_it(question):
        page.locator("main input[name=q]").fill(question)
        page.wait_for_function(
            "(text) => new URLSearchParams(location.search).get('q') === text", arg=question
        )
        page.locator(".search-results li").first.wait_for()
        return [link.get_attribute("href") for link in page.locator(RESULTS).all()]

    return type_it


def test_the_right_page_is_first_or_second(ask, subtests):
    for question, pages in QUESTIONS.items():
        with subtests.test(question):
            found = ask(question)[:2]
            assert any(page in place for page in pages for place in found), found


def test_a_word_may_be_misspelled_or_begun(ask):
    assert "05_softmax" in ask("softmx")[0]
    assert "05_softmax" in " ".join(ask("softm")[:2])
    assert ask("logits") == ask("logit") == ask("LÓGITS")


def test_side_paths_headings_and_terms_are_results_of_their_own(ask):
    found = ask("newton")
    assert any("deeper/newton.html#" in place for place in found)
    assert any(place.endswith("glossary.html#term-perplexity") for place in ask("perplexity"))
    assert any(re.search(r"05_softmax\.html#(?!softmax)", place) for place in ask("temperature"))
    assert not any("/source/" in place for place in ask("softmax"))


def test_the_list_follows_what_the_reader_types_and_says_how_much_it_found(visit):
    opened = visit("search.html")
    asked = []
    opened.page.on("request", lambda request: asked.append(request.url))
    box = opened.page.locator("main input[name=q]")
    summary = opened.page.locator(".search-summary")
    expect(summary).to_be_empty()
    assert not asked, "nothing is loaded before the first letter"
    box.press_sequentially("softmax")
    expect(summary).to_contain_text(re.compile(r"\d+ places"))
    assert [re.sub(r".*/|\?.*", "", url) for url in asked] == ["minisearch.js", "search_data.js"]
    expect(opened.page.locator(".search-results mark").first).to_have_text(
        re.compile("softmax", re.IGNORECASE)
    )
    box.fill("softmax zzzzqqq")
    expect(summary).to_contain_text("Nothing has all of these words")
    assert opened.page.locator(RESULTS).count() == 0
    box.fill("")
    expect(summary).to_be_empty()
    box.fill("<img src=x onerror=alert(1)>")
    expect(summary).not_to_be_empty()
    opened.assert_quiet()


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_what_the_search_finds_is_a_list_that_fits(viewport, reader):
    page = reader("search.html?q=softmax", viewport=viewport).page
    results = page.locator(".search-results li")
    results.nth(5).wait_for()
    assert page.evaluate(FIND_WHAT_IS_CUT_OFF) == []
    tops = results.evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().top)")
    assert tops == sorted(set(tops)), "each result begins below the one before"
