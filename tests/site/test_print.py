"""Pages on paper, as a teacher prints them and hands them out.

That nothing is wider than the paper is asked for every page: views.py.
"""

import re
import zlib

import pytest
from browsing import OPEN_ALL_FOLDS
from views import SET_THEME

from logitlab.palette import LIGHT

CHEAT_SHEET = "chapters/cheat_sheet.html"
SOLVED = "chapters/assignments/source/05_softmax/05_softmax.html"
PAGES = [  # one of each kind
    "chapters/00_start.html",
    "chapters/05_softmax.html",
    "chapters/09_myths.html",
    "chapters/assignments/05_softmax.html",
    SOLVED,
    "chapters/glossary.html",
    "chapters/references.html",
    CHEAT_SHEET,
]


class Printed:
    """The PDF that the browser makes of a page: its sheets, and what is drawn on each."""

    def __init__(self, opened):
        opened.wait_until_live()
        # with backgrounds, as some print: a dark one would show
        pdf = opened.page.pdf(format="A4", print_background=True)
        self.objects = dict(re.findall(rb"^(\d+) 0 obj\n(.*?)\nendobj", pdf, re.M | re.S))
        self.sheets = [
            text for text in self.objects.values() if re.search(rb"/Type\s*/Page\b", text)
        ]
        self.drawn = [self._contents(sheet) for sheet in self.sheets]

    def _contents(self, sheet):
        stream = self.objects[re.search(rb"/Contents (\d+) 0 R", sheet)[1]]
        return zlib.decompress(re.search(rb"stream\r?\n(.*)\r?\nendstream", stream, re.S)[1])

    def links(self, sheet):
        """The addresses outside the course that a sheet links to."""
        found = re.search(rb"/Annots \[(.*?)\]", sheet, re.S)
        links = [self.objects[one] for one in re.findall(rb"(\d+) 0 R", found[1])] if found else []
        return {address for link in links for address in re.findall(rb"/URI \((.*?)\)", link)}


MARK_BOXES = """() => {
  const boxes = [...document.querySelectorAll("figure, .admonition:not(.hide), .explorable")]
    .filter((box) => box.dataset.explorable !== "quiz" && box.checkVisibility());
  boxes.forEach((box, i) => {
    for (const end of ["afterbegin", "beforeend"])
      box.insertAdjacentHTML(end, `<a href="https://example.org/box/${i}">.</a>`);
  });
  return boxes.map((box) => box.textContent.trim().slice(0, 60));
}"""


FIND_WHAT_TO_PRESS = """() => [...document.querySelectorAll(
    "header, nav, footer, button, progress, [type=range], [role=status]:not(:empty), " +
    ".skip, .launch, .headerlink, .progress")]
  .filter((part) => part.checkVisibility())
  .map((part) => part.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("path", PAGES)
def test_a_page_on_paper(path, visit, subtests):
    opened = visit(path)
    page = opened.page
    light = Printed(opened)
    with subtests.test("light: text has the color of ink on each sheet"):
        ink = " ".join(f"{int(LIGHT['ink'][i : i + 2], 16) / 255:.4f}"[1:] for i in (1, 3, 5))
        assert light.drawn
        assert all(f"{ink} rg".encode() in drawn for drawn in light.drawn)
    with subtests.test("no sheet is blank"):
        blank = [place for place, drawn in enumerate(light.drawn, 1) if b" Tj" not in drawn]
        assert not blank, f"no letter on these of {len(light.drawn)} sheets: {blank}"
    with subtests.test("the dark theme prints what the light one prints"):
        page.emulate_media(color_scheme="dark")
        page.evaluate(SET_THEME, "dark")
        opened.wait_until_drawn()
        assert Printed(opened).drawn == light.drawn, "the dark theme shows on paper"
    if re.search(r"chapters/\d", path):
        with subtests.test("no figure and no box is split"):
            boxes = page.evaluate(MARK_BOXES)  # a link at its first line, another at its last
            printed = Printed(opened)
            links = [printed.links(sheet) for sheet in printed.sheets]
            split = []
            for i, box in enumerate(boxes):
                sheets = sum(f"https://example.org/box/{i}".encode() in found for found in links)
                assert sheets, f"not printed: {box}"
                split += [box] * (sheets > 1)
            assert boxes and not split, f"on two sheets: {split}"
    with subtests.test("nothing to press is printed"):
        page.evaluate(OPEN_ALL_FOLDS)
        page.emulate_media(media="print")
        left = page.evaluate(FIND_WHAT_TO_PRESS)
        assert not left, "on paper, these have no use:\n" + "\n".join(left)
        assert page.locator("main h1").is_visible()
    with subtests.test("the titles of figures leave no room for buttons"):
        titles = page.locator(".explorable-live > .explorable-title")
        room = titles.evaluate_all("(all) => all.map((one) => getComputedStyle(one).paddingRight)")
        assert set(room) <= {"0px"}


def test_what_is_folded_stays_folded_and_what_is_open_is_printed(visit):
    opened = visit(SOLVED)
    folded = b"".join(Printed(opened).drawn).count(b" Tj")
    opened.page.evaluate(OPEN_ALL_FOLDS)
    assert b"".join(Printed(opened).drawn).count(b" Tj") > 1.5 * folded


def test_a_folded_solution_leaves_a_line_and_code_beside_its_output_leaves_none(visit):
    opened = visit(SOLVED)
    opened.wait_until_live()
    page = opened.page
    page.emulate_media(media="print")
    lines = page.locator("summary").filter(visible=True).all_inner_texts()
    assert set(lines) == {"Show the solution"}


# ---------------------------------------------------------------- the cheat sheet


def test_the_cheat_sheet_prints_on_one_sheet(visit, subtests):
    page = visit(CHEAT_SHEET).page
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        page.evaluate(SET_THEME, theme)
        for paper in ("A4", "Letter"):
            with subtests.test(f"{theme}, {paper}"):
                sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(format=paper))
                assert len(sheets) == 1, f"{len(sheets)} sheets of {paper}"


def test_nothing_of_the_cheat_sheet_is_cut_off(visit, subtests):
    opened = visit(CHEAT_SHEET)
    page = opened.page
    page.emulate_media(media="print")
    for paper, lengths in {"A4": (194, 281), "Letter": (199, 263)}.items():
        width, height = (round(length / 25.4 * 96) for length in lengths)
        opened.resize({"width": width, "height": height})
        with subtests.test(paper):
            cut = page.evaluate(
                """() => [...document.querySelectorAll("#cheat-sheet :is(li, td, th, .table)")]
                    .filter((part) => part.scrollWidth > part.clientWidth + 1
                        || part.getBoundingClientRect().right > innerWidth + 1)
                    .map((part) => part.textContent.slice(0, 60))"""
            )
            assert not cut
