"""Habits from other books: each works here, or the build stops and says what to write."""

import pytest
from bs4 import BeautifulSoup
from small_book import build_book, run_script, site_of, write_book

TOC = "format: jb-book\nroot: chapters/00_start\nchapters:\n  - file: chapters/references\n"
REFERENCES = {"references.md": "# References\n\n```{bibliography}\n```\n", "references.bib": ""}
WORKS = """# Start

```{code-block} python
:emphasize-lines: 2
a = 1
b = 2
```

:::{dropdown} Shown at once
:open:
:name: shown
In sight.
:::

:::{note}
:class: dropdown
A folded note.
:::

:::{admonition} Why?
:class: dropdown tip
Because of *this*.
:::
"""
STOPS = {
    ":::{margin}\nAside.\n:::": "write a footnote",
    "::::{tab-set}\n:::{tab-item} One\nIt.\n:::\n::::": "write a {dropdown} for each",
    ":::{grid}\nIt.\n:::": "write a table or a list",
    ":::{card} Title\nIt.\n:::": "write an {admonition}",
    ":::{toggle}\nIt.\n:::": "write {dropdown} with a title",
    ":::{dropdown} Title\n:icon: star\nIt.\n:::": "the theme decides how a fold looks",
    ":::{dropdown} Title\n:class-title: big\nIt.\n:::": "the theme decides how a fold looks",
}


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    site = site_of(tmp_path_factory.mktemp("book"), TOC, {"00_start.md": WORKS, **REFERENCES})
    return BeautifulSoup((site / "chapters" / "00_start.html").read_text("utf-8"), "lxml")


def test_lines_of_code_can_be_emphasized(page):
    assert [line.get_text() for line in page.select(".highlight .hll")] == ["b = 2\n"]


def test_a_dropdown_can_be_open_and_have_a_name(page):
    (fold,) = page.select("details[open]")
    assert fold.get("id") == "shown"
    assert fold.get_text().split() == "Shown at once In sight.".split()


def test_an_admonition_of_the_class_dropdown_folds(page):
    folds = {
        fold.summary.extract().get_text(): fold.get_text().strip()
        for fold in page.select("article details:not([open])")
    }
    assert folds == {"Note": "A folded note.", "Why?": "Because of this."}


def test_what_the_course_does_without_stops_the_build_with_a_sentence(tmp_path):
    text = "# Start\n\n" + "\n\n".join(STOPS)
    write_book(tmp_path, TOC, {"00_start.md": text, **REFERENCES})
    result, _ = build_book(tmp_path)
    assert result.returncode
    lines = text.split("\n")
    for written, sentence in STOPS.items():
        line = lines.index(written.split("\n")[0]) + 1
        assert any(
            f"00_start.md:{line}" in said and sentence in said
            for said in result.stderr.splitlines()
        ), f"{written}\n{result.stderr}"


@pytest.mark.parametrize("builder", ["latex", "singlehtml"])
def test_another_edition_is_refused_with_a_sentence(builder, tmp_path):
    write_book(tmp_path, TOC, {"00_start.md": WORKS, **REFERENCES})
    command = tmp_path / "jupyter_book_build.py"
    command.write_text("from jupyter_book.cli.main import main\n\nmain()\n", "utf-8")
    result = run_script(command, "build", tmp_path, "--builder", builder)
    assert result.returncode
    assert "For a PDF, build the site" in " ".join((result.stdout + result.stderr).split())
