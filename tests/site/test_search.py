"""The search: every page is found, the most fitting first, in a list that fits the window."""

import re

import pytest
from browsing import CHAPTERS, NARROW, PAGES, WIDE, read_page
from playwright.sync_api import expect
from sphinx.search.en import SearchEnglish
from views import FIND_WHAT_IS_CUT_OFF

IGNORED = SearchEnglish.stopwords  # "there", for instance: the index leaves them out


def word_of_title(path):
    heading = read_page(path).find("h1")
    text = "".join(heading.find_all(string=True, recursive=False))  # without the link sign
    words = [word for word in re.findall(r"[A-Za-z]+", text) if word.lower() not in IGNORED]
    return max(words, key=len)


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_search_finds_every_page_by_a_word_of_its_title(scheme, visit):
    opened = visit(PAGES[0], scheme)
    page = opened.page
    for path in CHAPTERS:
        box = page.locator("main input[name=q], header input[name=q]").last
        box.fill(word_of_title(path))
        box.press("Enter")
        page.locator(f"#search-results a[href*='{path}']").first.wait_for()
    page.locator(f"#search-results a[href*='{CHAPTERS[-1]}']").first.click()
    page.wait_for_url(f"**/{CHAPTERS[-1]}*")
    opened.assert_quiet()


@pytest.mark.parametrize(
    ("word", "chapter"),
    [("softmax", "05_softmax"), ("likelihood", "03_likelihood"), ("logit", "02_logits")],
)
def test_the_chapter_about_a_word_comes_first_then_the_glossary(word, chapter, visit):
    page = visit(f"search.html?q={word}").page
    found = page.locator("#search-results li a")
    expect(page.locator(".search-summary")).to_contain_text("finished")  # all are listed
    expect(found.first).to_have_attribute("href", re.compile(rf"chapters/{chapter}\.html"))
    expect(found.nth(1)).to_have_text(f"Glossary: {word}")
    texts = found.all_inner_texts()
    assert len(set(texts)) == len(texts), "no two results read the same"
    solved = [place for place, text in enumerate(texts) if "solved" in text]
    assert solved == list(range(len(texts) - len(solved), len(texts))), "solutions come last"


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_what_the_search_finds_is_a_list_that_fits(viewport, reader):
    page = reader("search.html?q=softmax", viewport=viewport).page
    results = page.locator("#search-results li")
    results.nth(5).wait_for()
    assert page.evaluate(FIND_WHAT_IS_CUT_OFF) == []
    tops = results.evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().top)")
    assert tops == sorted(set(tops)), "each result begins below the one before"
