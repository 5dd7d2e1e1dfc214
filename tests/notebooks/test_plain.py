"""The plain edition of the notebooks, in plain/: what Colab, code hosts and nbconvert show."""

import base64
import re
import sys
from pathlib import Path

import nbformat
import pytest
from lxml import html
from markdown_it import MarkdownIt
from nbconvert import HTMLExporter
from nbconvert.filters import markdown2html_mistune

ROOT = Path(__file__).parents[2]

sys.path.insert(0, str(ROOT / "code" / "tools"))
import refresh  # noqa: E402

import plain  # noqa: E402

SOURCES = refresh.notebooks()
RENDERERS = {
    "commonmark": MarkdownIt("commonmark").render,
    "nbconvert": markdown2html_mistune,
}
# what only MyST understands: a directive, a role, a footnote, an option, the name of a color
MYST = re.compile(r":::|\{[\w:-]+\}`|\[\^|\\textcolor|^:[\w-]+:", re.MULTILINE)

every_notebook = pytest.mark.parametrize(
    "source", SOURCES, ids=[path.relative_to(ROOT).as_posix() for path in SOURCES]
)


def read(path):
    return nbformat.read(path, as_version=4)


def rendered(path, render):
    """The Markdown of a notebook as a tree of HTML, without its code."""
    cells = [cell for cell in read(path).cells if cell.cell_type == "markdown"]
    tree = html.fromstring("<main>" + "\n".join(render(cell.source) for cell in cells) + "</main>")
    for code in list(tree.iter("pre", "code")):
        code.drop_tree()
    return tree


@every_notebook
def test_is_what_the_tool_writes_from_the_source(source):
    written = plain.place_of(source).read_text("utf-8")
    assert written == plain.edition(source, refresh.address()), (
        f"run: python code/tools/plain.py {source.relative_to(ROOT)}"
    )


def test_holds_nothing_else():
    assert {path.relative_to(plain.PLAIN) for path in plain.PLAIN.rglob("*.ipynb")} == {
        source.relative_to(plain.SOURCE) for source in SOURCES
    }


@every_notebook
def test_runs_as_its_source_does(source):
    """Its cells of code are the source's, with their outputs, which nbval has compared there.

    What holds an answer is text in a fold, and a packed copy of the cell where a later one takes a
    name from it. So to run these notebooks again would say nothing new about a cell; that none
    misses a name is what the weekly run asks, which runs all of them.
    """
    cells = read(source).cells
    folded = plain.folded_cells(cells)
    stay = plain.needed_later(cells, folded)
    expected = [
        (cell.id, cell.source, [] if place in stay else cell.outputs)
        for place, cell in enumerate(cells)
        if cell.cell_type == "code" and (place not in folded or place in stay)
    ]
    found = [cell for cell in read(plain.place_of(source)).cells if cell.cell_type == "code"]
    expected[0] = (refresh.INSTALL, refresh.install_cell().source, [])  # nothing left to close
    assert [(cell.id, unpacked(cell.source), cell.outputs) for cell in found] == expected
    assert not {cells[place].source for place in folded} & {cell.source for cell in found}


def unpacked(code):
    packed = re.search(r'exec\(base64.b64decode\("(.*)"\)\)$', code)
    return base64.b64decode(packed[1]).decode("utf-8") if packed else code


@pytest.mark.parametrize("name", RENDERERS)
@every_notebook
def test_shows_no_myst(source, name):
    cells = read(plain.place_of(source)).cells
    assert not [cell for cell in cells if re.search("^[> ]*`{3,}{", cell.source, re.MULTILINE)]
    tree = rendered(plain.place_of(source), RENDERERS[name])
    assert not (left := MYST.findall(tree.text_content())), left
    for fold in tree.iter("details"):
        assert fold[0].tag == "summary" and fold[0].text_content().strip(), "a fold has a title"
    assert "<details" not in tree.text_content(), "a fold that is shown as text"


@pytest.mark.parametrize("name", RENDERERS)
@every_notebook
def test_leaves_no_answer_open(source, name):
    """Nothing of a fold, of a solution or of a cell that computes an answer stands outside one."""
    tree = rendered(plain.place_of(source), RENDERERS[name])
    for fold in list(tree.iter("details")):
        fold.drop_tree()
    shown = " ".join(tree.text_content().split())
    writer = plain.Writer(source.relative_to(ROOT).as_posix(), refresh.address())
    for text in folded_texts(read(source).cells, writer):
        told = html.fromstring(f"<div>{RENDERERS[name](text)}</div>")
        for part in told.iter("p", "li"):
            words = " ".join(part.text_content().split())
            assert len(words) < 25 or words not in shown, words


def folded_texts(cells, writer):
    """Each text of a source that is in a fold, with what is in it."""
    in_solution = False
    for cell in cells:
        if cell.cell_type != "markdown":
            continue
        for part in plain.parse(cell.source):
            name = part.name if isinstance(part, plain.Block) else ""
            in_solution = name == "solution-start" or in_solution and name != "solution-end"
            if isinstance(part, str) and in_solution:
                yield writer.markdown(part)
            for fold in plain.dropdowns(part):
                yield from (writer.markdown(text) for text in fold.children if type(text) is str)


@every_notebook
def test_fine_print_stands_in_the_order_of_its_numbers(source):
    for cell in read(plain.place_of(source)).cells:
        numbers = re.findall(r"^<sup>\[(\d+)\]</sup> ", cell.source, re.MULTILINE)
        assert numbers == sorted(numbers, key=int)


def test_a_whole_page_by_nbconvert():
    path = plain.PLAIN / "05_softmax.ipynb"
    page, _ = HTMLExporter().from_filename(str(path))
    tree = html.fromstring(page)
    answers = [fold for fold in tree.iter("details") if fold[0].text_content() == "Answer"]
    assert len(answers) >= 6 and not any("open" in fold.attrib for fold in answers)
    question = next(box for box in tree.iter("blockquote") if "Predict" in box.text_content())
    assert "Which single score" in question.text_content()


def page_of(*texts):
    cells = [nbformat.v4.new_markdown_cell(text) for text in texts]
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook = plain.plain(notebook, "chapters/x.ipynb", refresh.address())
    return [cell.source for cell in notebook.cells][1:]


def test_each_form_of_a_prediction_asks_and_answers():
    asked = ":::{admonition} Predict\n:class: predict\n:name: p\nWhich?\n:::"
    answer = ":::{dropdown} Answer\nThis.\n\n"
    forms = {
        "**up**\n: Yes.\n\ndown\n: No.\n": ("> - up\n> - down", "- **up** (right): Yes."),
        "**2 ± 0.1 kg**\n: Yes.\n\n3 kg\n: No.\n": ("Write down", "- **2 ± 0.1 kg** (right): Yes."),
        "**a.b = 2 ± 0.1**\n: Yes.\n\n*anything else*\n: No.\n": (
            "in the figure",
            "- **2 ± 0.1** (right): Yes.\n- *anything else*: No.",
        ),
        "1. one\n2. two\n": ("> - two\n> - one", "1. one\n2. two"),
    }
    for listed, (in_question, in_answer) in forms.items():
        (question, told) = page_of(asked, answer + listed + ":::")
        assert in_question in question, question
        assert question.startswith("> **Predict**") and "±" not in question
        assert told.startswith("<details>\n<summary>Answer</summary>") and in_answer in told


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (":::{margin}\nAside.\n:::", "{margin}"),
        ("See {numref}`fig-1`.", "{numref}`fig-1`"),
        ("See {cite:t}`guo2017`.", "{cite:t}`guo2017`"),  # the source has it written out
        (":::{dropdown} Never closed", "is not closed"),
        (":::{admonition} Predict\n:class: predict\n:name: p\nWhich?\n:::", "no answer follows p"),
    ],
)
def test_says_what_it_cannot_show(text, named):
    with pytest.raises(plain.CannotBePlain, match=re.escape(named)):
        page_of(text)


def test_formulas_lose_the_names_of_colors_and_keep_one_pair_of_braces():
    (shown,) = page_of(
        "$e^{\\textcolor{score}{z_k}}$ and\n\n$$\n\\textcolor{loss}{\\frac{a}{b}}\n$$"
    )
    assert shown == "$e^{z_k}$ and\n\n$$\n{\\frac{a}{b}}\n$$"


def test_a_link_leads_to_the_site_with_its_figure_as_asked():
    site = "https://from-scores-to-surprise.github.io/from-scores-to-surprise/chapters"
    (shown,) = page_of("[a](#triangle?shift=2) [b](deeper/y.ipynb) [c](map.md#top) `[d](e)`")
    assert shown == (
        f"[a]({site}/x.html#triangle?shift=2) [b]({site}/deeper/y.html) [c]({site}/map.html#top) "
        "`[d](e)`"
    )
