"""Predictions that a reader commits: what the build makes of them, and what the page does."""

import json
import shutil
from pathlib import Path

import nbformat
import pytest
from browsing import NARROW, PAGES, Visit, read_page, served, source
from playwright.sync_api import expect
from test_build import book, build, run

KEY = "scores-to-surprise"
PAGE = "chapters/01_sigmoid.html"

NUMBER = """:::{admonition} Predict
:class: predict
:name: predict-gap
Two scores differ by 0.01. By how much do the shares differ?
:::"""
NUMBER_ANSWER = """:::{dropdown} Answer
**Never more than half the gap.**

**0.005 ± 0.0005**
: Half the gap.

0.01
: That is the gap of the *scores*.

*anything else*
: Try the slope at the middle.
:::"""
PERCENT = """:::{admonition} Predict
:class: predict
:name: predict-percent
How large is the share?
:::

:::{dropdown} Answer
It follows from the ratio.

33 ± 3 %
: That is an equal split.

**57 ± 3 %**
: More than half.
:::"""
CHOICE = """:::{admonition} Predict
:class: predict
:name: predict-way
2 is added to all scores. Where does the point go?
:::

:::{dropdown} Answer
Nothing moves.

toward *A*
: Only if A alone rises.

**it stays at $p$**
: Each pile grows by the same factor.

to 0 or to 1
: All shares would have to change.
:::"""
ORDER = """:::{admonition} Predict
:class: predict
:name: predict-order
Sort from small to large.
:::

:::{dropdown} Answer
By the score.

1. σ(−1)

   Below one half.
2. σ(0)
3. σ(1)
:::"""
MARK = """:::{admonition} Predict
:class: predict
:name: predict-mark
At which temperature does A get more than two thirds?
:::

:::{dropdown} Answer
Below 1.

**triangle.temperature = 0.5 ± 0.05**
: The gaps count double.

triangle.temperature = 2 ± 0.1
: That is the other way.

*anything else*
: Go down, slowly.
:::"""
CHECK = (
    """:::{admonition} Check yourself
:class: tip
How much is 2 + 2?

:::{dropdown} Answer
Count.
:::
:::""".replace(":::{admonition}", "::::{admonition}", 1)
    + ":"
)


def code(text, output, *tags, html=False):
    """A cell that was run."""
    if html:
        data = {"text/plain": "figure", "text/html": output}
        outputs = [nbformat.v4.new_output("execute_result", data, execution_count=1)]
    else:
        outputs = [nbformat.v4.new_output("stream", text=output)]
    metadata = {"tags": list(tags)}
    return nbformat.v4.new_code_cell(text, outputs=outputs, execution_count=1, metadata=metadata)


def notebook(*cells):
    """The text of a notebook; what is no cell yet is Markdown."""
    made = [
        nbformat.v4.new_markdown_cell(cell) if isinstance(cell, str) else cell for cell in cells
    ]
    for i, cell in enumerate(made):
        cell["id"] = f"cell-{i}"
    language = {"language_info": {"name": "python", "pygments_lexer": "ipython3"}}
    return nbformat.writes(nbformat.v4.new_notebook(cells=made, metadata=language))


def write(folder, *cells):
    """Let the chapter of a small book consist of these cells."""
    chapters = folder / "chapters"
    (chapters / "01_sigmoid.md").unlink(missing_ok=True)
    (chapters / "02_logits.md").write_text("# Logits\n", "utf-8")
    title = "# Sigmoid\n\nA first line."
    (chapters / "01_sigmoid.ipynb").write_text(notebook(title, *cells), "utf-8")


def figure():
    from logitlab.explorables import Triangle

    return code("Triangle()", Triangle().fallback_html(), "hide-input", html=True)


REVEAL = code("print(0.01 / 2)", "0.005\n", "hide-input", "hide-output", "reveal")


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A small book with a prediction of each kind: the address at which it is served."""
    folder = book(tmp_path_factory.mktemp("predictions") / "book")
    checked = code("print(2 + 2)", "4\n", "hide-input", "hide-output", "reveal")
    write(
        folder,
        "## One\n\nText.",
        NUMBER,
        REVEAL,
        NUMBER_ANSWER,
        PERCENT,
        CHOICE,
        ORDER,
        figure(),
        MARK,
        CHECK,
        checked,
        "The end.",
    )
    build(folder)
    return folder / "_build" / "html"
