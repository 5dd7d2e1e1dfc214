"""Pages on paper, as a teacher prints them and hands them out.

The cheat sheet, which must fit on one sheet, has a file of its own.
"""

import re
import zlib

import pytest
from browsing import OPEN_ALL_FOLDS, built_pages

from logitlab.palette import LIGHT

SOLVED = "chapters/assignments/source/05_softmax/05_softmax.html"
PAGES = [  # one of each kind
    "chapters/00_start.html",
    "chapters/05_softmax.html",
    "chapters/09_myths.html",
    "chapters/assignments/05_softmax.html",
    SOLVED,
    "chapters/glossary.html",
    "chapters/references.html",
    "chapters/cheat_sheet.html",
]
A4 = {"width": 657, "height": 1001}  # what the margins leave of the paper, in px


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


@pytest.mark.parametrize("path", PAGES)
def test_the_dark_theme_prints_what_the_light_one_prints(path, visit):
    light = Printed(visit(path))
    ink = " ".join(f"{int(LIGHT['ink'][i : i + 2], 16) / 255:.4f}"[1:] for i in (1, 3, 5))
    assert all(f"{ink} rg".encode() in drawn for drawn in light.drawn)
    same = Printed(visit(path, color_scheme="dark")).drawn == light.drawn
    assert same, "the dark theme shows on paper"


@pytest.mark.parametrize("path", PAGES)
def test_no_sheet_is_blank(path, visit):
    drawn = Printed(visit(path)).drawn
    assert drawn
    blank = [place for place, sheet in enumerate(drawn, 1) if b" Tj" not in sheet]
    assert not blank, f"no letter on these of {len(drawn)} sheets: {blank}"


MARK_BOXES = """() => {
  const boxes = [...document.querySelectorAll("figure, .admonition:not(.hide), .explorable")]
    .filter((box) => box.dataset.explorable !== "quiz" && box.checkVisibility());
  boxes.forEach((box, i) => {
    for (const end of ["afterbegin", "beforeend"])
      box.insertAdjacentHTML(end, `<a href="https://example.org/box/${i}">.</a>`);
  });
  return boxes.map((box) => box.textContent.trim().slice(0, 60));
}"""


@pytest.mark.parametrize("path", [path for path in PAGES if re.search(r"chapters/\d", path)])
def test_no_figure_and_no_box_is_split(path, visit):
    opened = visit(path)
    opened.wait_until_live()
    boxes = opened.page.evaluate(MARK_BOXES)  # a link at its first line, another at its last
    printed = Printed(opened)
    links = [printed.links(sheet) for sheet in printed.sheets]
    split = []
    for i, box in enumerate(boxes):
        sheets = sum(f"https://example.org/box/{i}".encode() in found for found in links)
        assert sheets, f"not printed: {box}"
        split += [box] * (sheets > 1)
    assert boxes and not split, f"on two sheets: {split}"


@pytest.mark.parametrize("path", built_pages())
def test_nothing_is_wider_than_the_paper(path, visit):
    page = visit(path, viewport=A4).page
    page.evaluate(OPEN_ALL_FOLDS)
    page.emulate_media(media="print")
    wide = page.evaluate(
        """() => [...document.querySelectorAll("main *:not(svg *, mspace)")]
          .filter((part) => part.checkVisibility())
          .filter((part) => part.getBoundingClientRect().right > innerWidth + 1 ||
            (getComputedStyle(part).overflowX !== "visible" &&
              part.scrollWidth > part.clientWidth + 1))
          .map((part) => `${part.tagName}.${part.className}: ${part.textContent.slice(0, 60)}`)"""
    )
    assert not wide, "cut off at the right edge:\n" + "\n".join(wide)


@pytest.mark.parametrize("path", PAGES)
def test_nothing_to_press_is_printed(path, visit):
    page = visit(path).page
    page.evaluate(OPEN_ALL_FOLDS)
    page.emulate_media(media="print")
    left = page.evaluate(
        """() => [...document.querySelectorAll(
            "header, nav, footer, button, progress, [type=range], [role=status]:not(:empty), " +
            ".skip, .launch, .headerlink, .progress")]
          .filter((part) => part.checkVisibility())
          .map((part) => part.outerHTML.slice(0, 80))"""
    )
    assert not left, "on paper, these have no use:\n" + "\n".join(left)
    assert page.locator("main h1").is_visible()


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
