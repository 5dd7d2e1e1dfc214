"""A chapter answers one question in 25 to 30 minutes: what that means in numbers, for each page.

Prose is what stands open on a page: not what is folded, fine print, code and its output, the
figures' own words, the quiz and the exercises.
"""

import re
from functools import cache

import pytest
from browsing import NUMBERED, WIDE, read_page

# The least and the most of each, for the start page, for a chapter, and for the two last chapters,
# which have a form of their own: claims, milestones.
MEASURES = {
    "words of prose": ((0, 1600), (0, 2500), (0, 2500)),
    "pixels of height, all closed": ((0, 10_000), (0, 15_000), (0, 15_000)),
    "live figures": ((2, 9), (4, 9), None),
    "new terms": ((0, 8), (0, 9), None),
    "display formulas": ((0, 3), (0, 8), None),
    "open cells of code": ((1, 3), (3, 6), None),
    "exercises with a check": ((1, 1), (2, 3), None),
    "predictions": ((3, 7), (4, 7), None),
    "opening brackets": ((0, 25), (0, 25), None),
    "lines of the longest open cell": ((0, 12), (0, 12), None),
    "open cells that plot": ((0, 0), (0, 0), None),
    "runs of three short sentences": ((0, 0), (0, 0), None),
}
NO_PROSE = (
    "details, .fine-print, .footnote, [role=doc-footnote], aside, .cell, .exercise, "
    ".exercise-fold, .solution, [data-explorable], .predict-form, .predict-answer, .moved, "
    ".launch, .progress-note, .headerlink, pre, script, noscript, table, figure"
)
SHORT = 8  # words


def prose(path):
    """The article of a page, without all that is no prose; a formula is one word, ``x``."""
    article = type(read_page(path))(str(read_page(path).select_one("article")), "lxml")
    for part in article.select(NO_PROSE):
        part.decompose()
    for formula in article.select("math"):
        formula.replace_with(" x ")
    return article


def sentences(article):
    """The sentences of each paragraph, each as its words."""
    for paragraph in article.select("p"):
        if paragraph.select_one("p") or "admonition-title" in paragraph.get("class", []):
            continue
        text = " ".join(paragraph.get_text().split())
        yield [part.split() for part in re.split(r"(?<=[.?!:])[”’)]*\s+(?=[“‘(]?[A-Z0-9x])", text)]


@cache
def terms(path):
    """The glossary's terms that the open text of a page links, or sets in bold to define them."""
    names = {
        " ".join(term.get_text().split()).lower(): term["id"]
        for term in read_page("chapters/glossary.html").select("dt[id^=term-]")
    }
    page = prose(path)
    links = page.select("a[href*='glossary.html#term-']")
    bold = {word.get_text().strip(" .,:").lower() for word in page.select("strong")}
    return {link["href"].partition("#")[2] for link in links} | {
        names[word] for word in bold & names.keys()
    }


def is_open(cell):
    """Whether the code of a cell stands open on the page."""
    source = cell.select_one(".cell_input")
    return source is not None and source.find_parent("details") is None


def measure(path, page):
    """Each measure of a page, by its name."""
    article = read_page(path).select_one("article")
    text = prose(path)
    earlier = [other for other in NUMBERED if other < path]
    known = set().union(*(terms(other) for other in earlier)) if earlier else set()
    exercises = article.select(".exercise")
    cells = [
        cell.select_one(".cell_input").get_text()
        for cell in article.select(".cell")
        if is_open(cell) and "check(" not in cell.get_text()
    ]
    page.evaluate("() => document.querySelectorAll('details').forEach((d) => (d.open = false))")
    return {
        "words of prose": len(text.get_text().split()),
        "pixels of height, all closed": page.evaluate("document.documentElement.scrollHeight"),
        "live figures": len(article.select("[data-explorable]:not([data-explorable=quiz])")),
        "new terms": len(terms(path) - known),
        "display formulas": len(
            [one for one in article.select("math[display=block]") if not one.find_parent("details")]
        ),
        "open cells of code": len(cells),
        "exercises with a check": len([one for one in exercises if _has_check(one)]),
        "predictions": len(article.select("[data-predict]")),
        "opening brackets": text.get_text().count("("),
        "lines of the longest open cell": max(
            (len([line for line in cell.splitlines() if line.strip()]) for cell in cells), default=0
        ),
        "open cells that plot": len([c for c in cells if re.search(r"\bplt\.|\bax\.|figures", c)]),
        "runs of three short sentences": sum(
            all(len(sentence) < SHORT for sentence in run)
            for paragraph in sentences(text)
            for run in zip(paragraph, paragraph[1:], paragraph[2:], strict=False)
        ),
    }


def _has_check(exercise):
    """Whether an exercise is followed by a cell that checks the answer, before the next one."""
    for after in exercise.find_all_next(class_=["cell", "exercise"]):
        if "exercise" in after["class"]:
            return False
        if "check(" in after.get_text():
            return True
    return False


def misses(path, page):
    """What a page has too much or too little of, as lines for its author."""
    name = path.removeprefix("chapters/").removesuffix(".html")
    form = {"00_start": 0, "09_myths": 2, "10_capstone": 2}.get(name, 1)
    found = measure(path, page)
    return [
        f"{what}: {found[what]}, where {limits[form][0]} to {limits[form][1]} are wanted"
        for what, limits in MEASURES.items()
        if limits[form] and not limits[form][0] <= found[what] <= limits[form][1]
    ]


@pytest.mark.parametrize("path", NUMBERED)
def test_a_chapter_holds_its_measures(path, reader):
    opened = reader(path, viewport={**WIDE, "height": 800})
    opened.wait_until_live()
    found = misses(path, opened.page)
    assert not found, "\n".join(found)
