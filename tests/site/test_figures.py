"""The figures' numbers: each figure that shows some has them in a table below it."""

import pytest
from browsing import CHAPTERS, read_page
from bs4 import BeautifulSoup

# Where a figure shows no numbers: how its description begins, and what it is.
DRAWINGS = {
    "The chain from top to bottom": "the map of the course: names of ideas, and arrows",
    "Three stations in a row": "the chain of the course, with its numbers in it, the start page",
    "Boxes joined by arrows": "the parts of logistic regression, chapter 4",
    "Boxes from left to right": "the parts of a softmax layer, chapter 5",
}


def drawing(figure):
    """How the description of a drawing begins, or None for a figure with numbers."""
    return next((words for words in DRAWINGS if figure["aria-label"].startswith(words)), None)


def table_below(figure):
    """The folded table that comes next after a figure, or None."""
    below = (figure.find_parent("figure") or figure).find_next_sibling()
    return below and below.select_one("details.numbers > summary + .table > table")


def test_the_pages_have_figures_with_numbers_and_every_drawing_of_the_list(site):
    every = [figure for path in CHAPTERS for figure in read_page(path).select("svg.figure")]
    drawings = [drawing(figure) for figure in every]
    assert sorted(filter(None, drawings)) == sorted(DRAWINGS), "mend the list of drawings"
    assert drawings.count(None) >= 23


@pytest.mark.parametrize("path", CHAPTERS)
def test_the_numbers_of_a_figure_stand_in_a_table_below_it(path):
    for figure in read_page(path).select("svg.figure"):
        if drawing(figure):
            continue
        about = f"call figures.table() after the figure: {figure['aria-label']}"
        table = table_below(figure)
        assert table, about
        assert len(table.caption.get_text(strip=True)) > 5, about
        heads = table.select("thead th")
        assert len(heads) >= 2 and all(head.get("scope") == "col" for head in heads), about
        assert all(head.get_text(strip=True) for head in heads), about
        rows = table.select("tbody tr")
        assert 2 <= len(rows) <= 12, about
        for row in rows:
            name, *cells = row.find_all(["th", "td"])
            assert name.name == "th" and name.get("scope") == "row", about
            assert len(cells) == len(heads) - 1, about
            assert all(cell.name == "td" and cell.get_text(strip=True) for cell in cells), about
        assert not table.select("[class], [style]"), "each weighs on every cell"


@pytest.mark.parametrize("path", CHAPTERS)
def test_only_a_figure_is_counted_as_one(path):
    for caption in read_page(path).select("figure > figcaption"):
        assert caption.find_previous_sibling("svg"), f"above it is no figure: {caption.get_text()}"


# ---------------------------------------------------------------- light drawings


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of a package that sets formulas
def test_equal_markers_become_one_path_at_the_same_places():
    from website.figures import inline

    curves = " ".join(["C 1 2 1 1 0 1"] * 8)
    use = '<use xlink:href="#m1" x="{}" y="{}" style="fill: #000; fill-opacity: 0.6"/>\n'
    svg = (
        f'<svg><g id="a"><defs><path id="m1" d="M 0 1.5 \n{curves} z" style="fill: #fff"/></defs>'
        f"{use.format(10, 20)}{use.format('30.04', 20)}</g>"
        f'<g clip-path="url(#c)">{use.format(5, 5)}</g></svg>'
    )
    drawn = BeautifulSoup(inline(svg, "", "p"), "lxml").svg
    circle = "a1.5 1.5 0 1 1 0 -3a1.5 1.5 0 1 1 0 3z"
    _, path = drawn.find_all("path")
    assert path["d"] == f"m10 21.5{circle}m20 0{circle}"
    assert path["fill"] == "#fff", "what the marker says of itself holds"
    assert path["fill-opacity"] == "0.6"
    assert len(drawn.find_all("use")) == len(drawn.find_all("g")) == 1, "one is no run"
