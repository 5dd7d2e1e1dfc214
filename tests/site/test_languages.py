"""The course in a language made of English: no word is hard-coded, and nothing is cut off.

`tests/pseudo.py` makes the language, `code/tools/translate.py` its tables and its start page, and a
small book shows them with each interactive figure and what every page has around its text.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from browsing import NARROW, OPEN_ALL_FOLDS, WIDE, Visit, served_site
from bs4 import BeautifulSoup
from explorables.test_fits import MEASURE
from pseudo import NAME, pseudo
from small_book import ROOT, build_book, write_book

sys.path.insert(0, str(ROOT / "code" / "tools"))
import translate  # noqa: E402

START = ROOT / "chapters" / "00_start.ipynb"
REVIEW = ROOT / "chapters" / "review.md"
# Each figure and quiz as it is stored in a notebook that was run in this language.
FIGURES = """
import json, sys
import logitlab.questions
from logitlab.explorables import Explorable
stored = {cls.__name__: cls().fallback_html() for cls in Explorable.__subclasses__()}
json.dump(stored, sys.stdout)
"""
ON_A_PAGE = 5  # figures
LINK = re.compile(r"\]\(([\w/]+\.(?:ipynb|md))")


def _notebook(*cells):
    metadata = {"language_info": {"name": "python"}}
    return nbformat.writes(nbformat.v4.new_notebook(cells=list(cells), metadata=metadata))


def _prose(text):
    return nbformat.v4.new_markdown_cell(text)


def _figure(name, html):
    """The cell of a figure, with what is stored for it."""
    output = nbformat.v4.new_output("display_data", {"text/html": html, "text/plain": f"{name}()"})
    tags = {"tags": ["hide-input"]}
    return nbformat.v4.new_code_cell(f"{name}()", outputs=[output], metadata=tags)


def _pages(figures):
    """The pages of the book beside its start page, by name: figures, and what is linked."""
    linked = set(LINK.findall(START.read_text("utf-8") + REVIEW.read_text("utf-8"))) - {START.name}
    numbered = sorted(name for name in linked if re.match(r"\d\d_", name))
    names = [*numbered, *(f"{n:02d}_more.ipynb" for n in range(20, 40))]
    groups = [figures[i : i + ON_A_PAGE] for i in range(0, len(figures), ON_A_PAGE)]
    pages = {}
    for name, group in zip(names, groups, strict=False):
        parts = [cell for one in group for cell in (_prose(f"## {pseudo(one[0])}"), _figure(*one))]
        pages[name] = _notebook(_prose(f"# {pseudo('A chapter')}"), *parts)
    for name in linked - pages.keys():
        text = f"# {pseudo('A page')}\n\n## {pseudo('A section')}\n\n{pseudo('Some words.')}"
        pages[name] = _notebook(_prose(text)) if name.endswith(".ipynb") else text
    return pages


def _contents(pages):
    chapters = [name for name in sorted(pages) if re.match(r"\d\d_", name)]
    rows = [f"  - file: chapters/{Path(name).stem}" for name in chapters]
    rows.insert(1, "    sections:")
    others = [name.rpartition(".")[0] for name in sorted(pages) if name not in chapters]
    deeper = [f"      - file: chapters/{name}" for name in others if name.startswith("deeper")]
    rest = [f"  - file: chapters/{name}" for name in others if not name.startswith("deeper")]
    return "\n".join(
        ["format: jb-book", "root: chapters/00_start", "chapters:", *rows[:2], *deeper, *rows[2:]]
        + rest
    )


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """The folder of a small book in this language, its site built."""
    folder = tmp_path_factory.mktemp("pseudo")
    no_caches = shutil.ignore_patterns("__pycache__", "*.egg-info")
    shutil.copytree(ROOT / "code", folder / "code", ignore=no_caches)
    chapters = folder / "chapters"
    chapters.mkdir()
    for name in ("00_start.ipynb", "review.md", "emblem.svg", "references.bib"):
        shutil.copyfile(ROOT / "chapters" / name, chapters / name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(folder / "code"))
        patch.setenv("LOGITLAB_LANGUAGE", NAME)
        patch.setenv("LOGITLAB_PIXELS", "yes")  # set by what runs a notebook: no test inherits it
        patch.setattr(translate, "ROOT", folder)
        patch.setattr(translate, "FOLDER", folder / "code" / "logitlab" / "languages")
        translate.bring_up_to_date(NAME, pseudo)
        assert list(translate.complaints(NAME)) == []
        command = [sys.executable, "-c", FIGURES]
        stored = subprocess.Popen(command, stdout=subprocess.PIPE, env=dict(os.environ))
        page = chapters / "review.md"
        assert translate.write(NAME, page, page) == 0
        page = chapters / "00_start.ipynb"
        assert translate.write(NAME, page, page) == 0
        figures = list(json.loads(stored.communicate()[0]).items())
        pages = _pages(figures)
        pages["references.md"] = f"# {pseudo('References')}\n\n```{{bibliography}}\n```\n"
        pages |= {name: (chapters / name).read_text("utf-8") for name in ("review.md",)}
        everything = {**pages, "00_start.ipynb": (chapters / "00_start.ipynb").read_text("utf-8")}
        settings = {"language": NAME, "html_title": pseudo("From Scores to Surprise")}
        write_book(folder, _contents(pages), everything, **settings)
        result, site = build_book(folder, folder / "code")
    assert result.returncode == 0, result.stderr
    return site


# ---------------------------------------------------------------- what a reader sees

# Words that are no part of the language: each with its reason.
NOT_TRANSLATED = {
    **dict.fromkeys(("Solution", "to"), "sphinx-exercise says it, in 25 languages"),
    **dict.fromkeys(("Link", "this", "heading"), "Sphinx says it, in 60 languages"),
    **dict.fromkeys(("halving", "steps"), "the name of a number that a prediction asks for"),
}
# What holds no words of a language: code and what it prints, formulas, keys, and sources, whose
# titles and authors have names.
NO_WORDS = "pre, code, kbd, math, script, style, noscript, textarea, .bibtex-citation"
NO_WORDS += ", .citation-list, .search-results p"  # an excerpt may hold a page's code
# Figures whose words a model has learned from English, or that stand in its text.
NO_WORDS += ", [data-explorable=next-word] text, .explorable-written"
NO_WORDS += ", [data-explorable=sampling-lab] *"
# Labels that lie on another in words a third longer: whoever translates keeps them as short as the
# English ones, which languages/README.md says.
TIGHT = {
    "attention-row": {360},
    "ladder": {360, 1280},
    "surprise-meter": {360},
    "training-cockpit": {360},
}

READ = r"""(noWords) => {
  const found = [];
  const note = (node, text) => {
    const words = text.match(/[A-Za-z]{2,}/g);
    const place = node.closest("[data-explorable]")?.dataset.explorable ?? node.outerHTML;
    if (words) found.push([words, `${place.slice(0, 40)}: ${text.trim()}`]);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!node.closest(noWords) && node.checkVisibility()) note(node, walker.currentNode.data);
  }
  for (const name of ["aria-label", "placeholder", "title", "alt", "aria-valuetext"]) {
    for (const node of document.querySelectorAll(`body [${name}]`)) {
      if (!node.closest(noWords)) note(node, node.getAttribute(name));
    }
  }
  return found;
}"""

CUT_OFF = r"""() => {
  const GAP = 28; // px between a chart and what stands beside it: so far its labels may reach
  const found = [];
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) found.push(`the page is ${wide} px too wide`);
  const scrolls = (node) =>
    node && (["auto", "scroll"].includes(getComputedStyle(node).overflowX) ||
      scrolls(node.parentElement));
  for (const node of document.querySelectorAll("body *")) {
    const says = [...node.childNodes].some((one) => one.nodeType === 3 && one.data.trim());
    const noWords = "math, pre, .visually-hidden, svg.figure"; // a drawing is a file of its own
    if (!says || !node.checkVisibility() || node.closest(noWords)) continue;
    const box = node.getBoundingClientRect();
    if (box.width < 2 || box.height < 2) continue; // for a screen reader
    const text = node.textContent.trim().slice(0, 60);
    const figure = node.closest("[data-explorable]");
    const place = figure?.dataset.explorable ?? node.outerHTML.slice(0, 40);
    if (node.ownerSVGElement) {
      const chart = node.ownerSVGElement.getBoundingClientRect();
      const out = Math.max(chart.left - box.left, box.right - chart.right);
      if (out > GAP) found.push(`${place}: ${Math.round(out)} px outside its chart: ${text}`);
    }
    const over = node.scrollWidth - node.clientWidth;
    const hides = getComputedStyle(node).overflowX !== "visible";
    if (node.clientWidth && over > 1 && (hides || node.matches("button")) && !scrolls(node)) {
      found.push(`${place}: ${over} px cut off: ${text}`);
    }
    if ((box.right > innerWidth + 1 || box.left < -1) && !scrolls(node)) {
      found.push(`${place}: beyond the edge of the screen: ${text}`);
    }
  }
  return found;
}"""


@pytest.fixture(scope="module")
def address(book):
    with served_site(book) as address:
        yield address


@pytest.fixture(scope="module")
def show(address, browser):
    """A function that opens a page, its folds open, its figures live."""
    visit = Visit(browser)

    def open_page(path, viewport=WIDE):
        visit.page.set_viewport_size(viewport)
        visit.go(f"{address}/{path}").wait_until_live()
        visit.page.evaluate(OPEN_ALL_FOLDS)
        visit.wait_until_drawn()
        return visit

    yield open_page
    visit.context.close()


def english_in(page):
    """The texts of a page that hold words of English which are not excepted."""
    return {
        told
        for words, told in page.evaluate(READ, NO_WORDS)
        if any(word not in NOT_TRANSLATED for word in words)
    }


def paths_of(book):
    """The pages to look at: all with figures, and one of each kind that differs around its text."""
    chapters = sorted(path.name for path in (book / "chapters").glob("[0-9]*.html"))
    others = (
        "review.html",
        "references.html",
        "deeper/the_evening.html",
        "assignments/00_start.html",
    )
    return [*(f"chapters/{name}" for name in (*chapters, *others)), "search.html"]


# ---------------------------------------------------------------- every page


def test_a_page_says_its_language(book):
    for path in paths_of(book):
        assert BeautifulSoup((book / path).read_text("utf-8"), "lxml").html["lang"] == NAME


def test_no_word_is_hard_coded_nothing_is_cut_off_no_label_lies_on_another(book, show, subtests):
    count = 0
    for path in paths_of(book):
        visit = show(path)
        page = visit.page
        with subtests.test(f"{path}: words"):
            assert not english_in(page)
        names = page.locator("[data-explorable]").evaluate_all(
            "(all) => all.map(({ dataset }) => dataset.explorable)"
        )
        count += len(names)
        for width in (WIDE, NARROW):
            visit.resize(width)
            with subtests.test(f"{path} at {width['width']}: cut off"):
                assert not page.evaluate(CUT_OFF)
            for place, name in enumerate(names):
                found = page.evaluate(MEASURE, [place, [{}]])["labels"]
                with subtests.test(f"{name} at {width['width']}: labels"):
                    assert bool(found) == (width["width"] in TIGHT.get(name, ())), found
        with subtests.test(f"{path}: console"):
            visit.assert_quiet()
    assert count > 50


# ---------------------------------------------------------------- what answers the reader


def answer(visit):
    """Press what asks and answers on a page: quizzes, predictions, cells."""
    page = visit.page
    for press in (
        ".quiz-check",
        ".predict-check",
        "button.run",
        "button.run-edit",
        "button.theme",
        "button.code",
        "button.copy",
    ):
        for button in page.locator(press).all()[:4]:
            if button.is_visible() and button.is_enabled():
                button.click()
    visit.wait_until_drawn()


def test_what_answers_is_in_the_language(book, show):
    visit = show("chapters/00_start.html")
    page = visit.page
    answer(visit)  # nothing chosen: it says what to do first
    assert page.locator(".run-said button").count(), "the page asks before it loads Python"
    assert not english_in(page)
    for box in page.locator(".quiz-question").all():
        for kind in ("[type=radio], [type=checkbox]", "[type=text]"):
            for control in box.locator(kind).all()[:1]:
                control.check() if "radio" in kind else control.fill("7")
    for box in page.locator("[data-predict]").all():
        for control in box.locator("[type=text]").all():
            control.fill("50")
    answer(visit)
    assert page.locator(".quiz-verdict").count() > 2
    page.evaluate(OPEN_ALL_FOLDS)
    assert not english_in(page)
    assert not page.evaluate(CUT_OFF)


def test_search_keys_and_the_missing_page_are_in_the_language(show):
    visit = show("search.html")
    page = visit.page
    assert not english_in(page)
    page.locator(".search-large input").fill(pseudo("probability"))
    page.wait_for_selector(".search-results li")
    assert not english_in(page)
    page.locator(".search-large input").fill("xyzzy")
    page.wait_for_function("() => !document.querySelector('.search-results li')")
    assert not english_in(page)
    page.locator("button.keys").click()
    assert not english_in(page)
    assert not page.evaluate(CUT_OFF)
    assert not english_in(show("404.html").page)


def test_the_review_asks_in_the_language(show):
    visit = show("chapters/review.html")
    page = visit.page
    page.locator(".review-end ~ button, .review-card button").last.click()
    for _ in range(5):
        group = page.locator("form.review-question")
        check = group.locator("fieldset > .explorable-main")
        check.click()  # nothing is chosen, which is told; an order is an answer as it stands
        assert not english_in(page)
        if check.is_visible():
            for control in group.locator("[type=radio], [type=checkbox]").all()[:1]:
                control.check()
            for control in group.locator("[type=text]").all():
                control.fill("7")
            check.click()
        assert not english_in(page)
        assert not page.evaluate(CUT_OFF)
        page.locator(".review-way button").click()
    page.locator("#review-make").click()
    assert not english_in(page)
