"""What a build writes depends on the sources alone: not on the moment, nor on the build before."""

import json
import shutil
import sys

import pytest
from small_book import ROOT, build_book, write_book

sys.path.insert(0, str(ROOT / "code" / "tools"))
from build import complaints  # noqa: E402

TOC = """
format: jb-book
root: chapters/00_start
chapters:
  - file: chapters/01_sigmoid
  - file: chapters/02_logits
  - file: chapters/glossary
  - file: chapters/references
"""
ADD, HALVE = (
    f":::{{exercise}} {name}\n:label: ex-{name.lower()}\n{name} them.\n:::\n\n"
    for name in ("Add", "Halve")
)
FILES = {
    "00_start.md": "# Start\n\nWelcome.\n",
    "01_sigmoid.md": f"""# Sigmoid

(one)=
## One

The odds of $p$ are $p/(1-p)$. It was seen early.

```python
print('odds')
```

:::{{table}} Shares
:name: shares
| p | odds |
|---|---|
| 0.5 | 1 |
:::

{ADD}{HALVE}:::{{exercise}} Explain
:label: ex-explain
:nonumber:
Say why.
:::
""",
    "02_logits.md": """# Logits

A score of {doc}`01_sigmoid`: {ref}`one`, {ref}`shares`, {ref}`ex-halve`, {cite:t}`ada`.

:::{solution} ex-explain
:label: so-explain
Because.
:::
""",
    "glossary.md": "# Glossary\n\n:::{glossary}\nodds\n  A ratio.\n:::\n",
    "references.md": "# References\n\n```{bibliography}\n```\n",
    "references.bib": "@misc{ada, author={Ada Byron}, title={Notes}, year={1843}}\n"
    "@misc{bo, author={Bo Li}, title={Logs}, year={1999}}\n",
}
# the file that is changed, its old and new text; another page, and what it must show of that
CHANGES = {
    "a title": ("01_sigmoid.md", "# Sigmoid", "# The S", "02_logits", "The S"),
    "a heading": ("01_sigmoid.md", "## One", "## Two", "02_logits", "Two"),
    "a caption": ("01_sigmoid.md", "Shares", "Parts", "02_logits", "Parts"),
    "an exercise": ("01_sigmoid.md", "} Explain", "} Tell", "02_logits", "Tell"),
    "a number": ("01_sigmoid.md", ADD + HALVE, HALVE + ADD, "02_logits", "Exercise 1"),
    "a term": ("glossary.md", "odds\n", "odds\n  A.\n\nscore\n", "02_logits", "#term-score"),
    "a citation": ("01_sigmoid.md", "seen", "seen by {cite:t}`bo`", "references", "Logs"),
    "a source": ("references.bib", "Byron", "Lovelace", "02_logits", "Lovelace"),
    "a formula": ("02_logits.md", "A score", "A score $\\zeta$", "02_logits", "ζ"),
    "a word": ("02_logits.md", "A score", "Their score", "02_logits", "Their"),
}


def book(folder):
    """A small book with the settings of the course."""
    write_book(folder, TOC, FILES)
    return folder


def change(folder, name, old, new):
    path = folder / "chapters" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def build(folder, code=ROOT / "code", fresh=None):
    """Build a book; return each file of its site with its bytes."""
    result, site = build_book(folder, code, fresh)
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("Built _build/html")
    files = [path for path in site.rglob("*") if path.is_file()]
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """A book that was built, and again after each change: its folder, and its site each time."""
    folder = book(tmp_path_factory.mktemp("build") / "book")
    sites = [build(folder)]
    for name, old, new, *_ in CHANGES.values():
        change(folder, name, old, new)
        sites.append(build(folder))
    return folder, sites


@pytest.fixture(scope="module")
def clean(changed, tmp_path_factory):
    """The site of the changed book, built from nothing."""
    folder = shutil.copytree(
        changed[0],
        tmp_path_factory.mktemp("clean") / "book",
        ignore=shutil.ignore_patterns("_build"),
    )
    return folder, build(folder, fresh="2")


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_shows_on_other_pages_at_once(changed, what):
    place = list(CHANGES).index(what)
    before, after = changed[1][place : place + 2]
    *_, page, shown = CHANGES[what]
    assert shown not in before[f"chapters/{page}.html"].decode()
    assert shown in after[f"chapters/{page}.html"].decode()


def test_after_changes_the_site_is_that_of_a_clean_build(changed, clean):
    after = changed[1][-1]
    assert len([name for name in after if name.endswith(".html")]) >= 8
    assert after.keys() == clean[1].keys()
    for name in after:
        assert after[name] == clean[1][name], f"{name} is another than after a clean build"


def test_a_build_ends_by_itself(clean):
    """Python 3.13 may wait at its exit for an engine that was left open, with the site built.

    The command of `make site` has built this one: `build_book` waits for its end.
    """
    assert "index.html" in clean[1]


def test_two_clean_builds_write_the_same_bytes(clean):
    folder, first = clean
    shutil.rmtree(folder / "_build")
    second = build(folder, fresh="3")
    assert first.keys() == second.keys()
    for name in first:
        assert first[name] == second[name], f"{name} differs from build to build"


def test_a_changed_sentence_writes_its_page_alone(tmp_path):
    folder = book(tmp_path / "book")
    build(folder)
    chapters = folder / "_build" / "html" / "chapters"
    before = {page: page.stat().st_mtime_ns for page in chapters.glob("0*.html")}
    change(folder, "01_sigmoid.md", "It was seen early.", "And more.\n\nIt was seen later.")
    build(folder)
    written = {page.stem for page in before if page.stat().st_mtime_ns != before[page]}
    assert written == {"00_start", "01_sigmoid"}, "beside its page only the first, as always"


def test_a_changed_script_or_style_reads_no_page_again(tmp_path):
    code = shutil.copytree(ROOT / "code", tmp_path / "code")
    folder = book(tmp_path / "book")
    before = build(folder, code)
    page = "chapters/01_sigmoid"
    read = (folder / "_build" / ".doctrees" / f"{page}.doctree").stat().st_mtime_ns
    changes = {
        "bend_the_s.js": "const more = 1;\n",
        "page.js": "let more;\n",
        "progress.js": "let more;\n",
        "course.css": ".more { color: red }\n",
    }
    for name, text in changes.items():
        (file,) = code.rglob(name)
        file.write_text(file.read_text("utf-8") + text, "utf-8")
    after = build(folder, code)
    assert (folder / "_build" / ".doctrees" / f"{page}.doctree").stat().st_mtime_ns == read
    assert after[f"{page}.html"] != before[f"{page}.html"], "it asks for the new files"
    shutil.rmtree(folder / "_build")
    assert after == build(folder, code)


def test_changed_data_reach_the_script_of_the_figures(tmp_path):
    # It holds how much data each figure may carry, and refuses a page that carries more.
    code = shutil.copytree(ROOT / "code", tmp_path / "code")
    folder = book(tmp_path / "book")
    before = build(folder, code)
    (myths,) = code.rglob("myths.json")
    cards = json.loads(myths.read_text("utf-8"))
    myths.write_text(json.dumps([*cards, {**cards[-1], "id": "one-more"}]), "utf-8")
    after = build(folder, code)
    script = "_static/figure_myths.js"
    assert f'"to":{len(cards)}}}'.encode() in before[script]
    assert f'"to":{len(cards) + 1}}}'.encode() in after[script]


def test_a_page_that_leaves_the_book_leaves_the_site(tmp_path):
    folder = book(tmp_path / "book")
    assert "chapters/02_logits.html" in build(folder)
    (folder / "_toc.yml").write_text(TOC.replace("  - file: chapters/02_logits\n", ""), "utf-8")
    left = build(folder)
    assert "chapters/01_sigmoid.html" in left
    assert "chapters/02_logits.html" not in left


def test_a_complaint_names_the_cell_of_a_notebook():
    log = "chapters/01_sigmoid.ipynb:120003: WARNING: term not in glossary: 'nothing'\n"
    assert complaints(log) == [log.replace(":120003:", ", cell 12, line 3:").strip()]


def test_what_failed_fails_again_until_it_is_mended(tmp_path):
    folder = book(tmp_path / "book")
    mistakes = {"{doc}`nowhere`": "nowhere", "{term}`nothing`": "nothing", "$\\wrong$": "line 6"}
    for wrong, complaint in mistakes.items():
        change(folder, "01_sigmoid.md", "The odds", f"{wrong} The odds")
        for _ in range(2):
            result, _ = build_book(folder)
            assert result.returncode == 1
            assert complaint in result.stderr
        change(folder, "01_sigmoid.md", f"{wrong} The odds", "The odds")
    assert "chapters/references.html" in build(folder)
