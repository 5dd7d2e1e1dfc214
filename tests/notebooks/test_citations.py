"""Citations: words with a link in the notebooks, entries of the references on the site."""

import doctest
import json
import re
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[2]

sys.path.insert(0, str(ROOT / "code" / "tools"))
import refresh  # noqa: E402
import train_language_model  # noqa: E402

import plain  # noqa: E402
from website.citations import as_links, as_roles  # noqa: E402

REFERENCES = plain.references()
SITE = "https://someone.github.io/course/"
NOTEBOOKS = refresh.notebooks()
every_notebook = pytest.mark.parametrize(
    "path", NOTEBOOKS, ids=[path.relative_to(ROOT).as_posix() for path in NOTEBOOKS]
)
ROLES = [
    ("{cite:t}`guo2017`", "[Guo et al. (2017)](https://"),
    ("{cite:p}`guo2017`", "([Guo et al., 2017](https://"),
    ("said {cite:p}`agresti2002,turner2012`.[^home]", "said ([Agresti, 2002]("),
    ("(from {cite:t}`cover2006`)", "(from [Cover and Thomas (2006)]("),
    ("{cite:t}`gelman2007`", f"]({SITE}chapters/references.html#gelman2007)"),  # not on the web
]


@pytest.mark.parametrize(("role", "shown"), ROLES)
def test_a_citation_is_words_with_a_link_and_comes_back(role, shown):
    link = as_links(role, REFERENCES, SITE)
    assert shown in link
    assert as_roles(link) == role
    stored = json.dumps({"source": [link + "\n", "end"]}, ensure_ascii=False)
    assert json.loads(as_roles(stored)) == {"source": [role + "\n", "end"]}


def test_each_source_can_be_cited_in_both_forms():
    for key in REFERENCES:
        for kind in "tp":
            role = f"{{cite:{kind}}}`{key}`"
            assert as_roles(as_links(role, REFERENCES, SITE)) == role


@pytest.mark.parametrize(
    "text",
    [
        "[the triangle](#triangle?temperature=0.5)",
        "see [chapter 5 (2026)](05_softmax.ipynb#shares2)",
        "([a page, 2017](https://example.org))",
        "[its own words](https://example.org/#guo2017)",
    ],
)
def test_another_link_stays_a_link(text):
    assert as_roles(text) == text


@every_notebook
def test_no_notebook_shows_a_key(path):
    notebook = nbformat.read(path, as_version=4)
    texts = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    assert not any("{cite" in text for text in texts), "run: make refresh"
    assert not plain.cite_readably(notebook, refresh.address()), "run: make refresh"


def test_there_are_citations():
    texts = "\n".join(path.read_text("utf-8") for path in NOTEBOOKS)
    assert len(re.findall(r"\{cite:[pt]\}", as_roles(texts))) > 100


@pytest.mark.parametrize("role", ["{cite:p}`guo2017`", "{cite:p}`agresti2002,turner2012`"])
def test_the_prose_of_the_language_model_has_no_citations(role):
    words = "A sure network is wrong more often than it says"
    text = f"{words} {as_links(role, REFERENCES, SITE)}."
    assert train_language_model.plain(text) == f"{words}."


def test_the_example_of_such_prose_gives_what_it_says():
    assert doctest.testmod(train_language_model) == (0, 1)  # failed, attempted
