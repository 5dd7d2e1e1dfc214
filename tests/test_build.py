"""What a build writes depends on the sources alone: not on the moment, nor on the build before."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

TOC = """
format: jb-book
root: chapters/00_start
chapters:
  - file: chapters/01_sigmoid
  - file: chapters/02_logits
  - file: chapters/glossary
"""
PAGES = {
    "00_start": "# Start\n\nWelcome.\n",
    "01_sigmoid": "# Sigmoid\n\n## One\n\nThe odds of $p$ are $\\frac{p}{1-p}$.\n\n"
    "```python\nprint('odds')\n```\n",
    "02_logits": "# Logits\n\nA score of {doc}`01_sigmoid`.\n",
    "glossary": "# Glossary\n\n:::{glossary}\nodds\n  A ratio.\n:::\n",
}


def book(folder):
    """A small book with the settings of the course."""
    (folder / "chapters").mkdir(parents=True)
    shutil.copy(ROOT / "_config.yml", folder)
    shutil.copy(ROOT / "chapters" / "references.bib", folder / "chapters")
    shutil.copytree(ROOT / "code" / "tools", folder / "code" / "tools")
    (folder / "_toc.yml").write_text(TOC, "utf-8")
    for name, text in PAGES.items():
        (folder / "chapters" / f"{name}.md").write_text(text, "utf-8")
    return folder


def change(folder, name, old, new):
    path = folder / "chapters" / f"{name}.md"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def build(folder, seed):
    """Build a book; return each file of its site with its bytes."""
    result = subprocess.run(
        [sys.executable, folder / "code" / "tools" / "build.py"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "code"), "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stderr
    site = folder / "_build" / "html"
    files = [path for path in site.rglob("*") if path.is_file()]
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """A book that was built, changed, and built again; and its second site."""
    folder = book(tmp_path_factory.mktemp("build") / "book")
    before = build(folder, "1")
    change(folder, "01_sigmoid", "# Sigmoid", "# The S")  # every page names it
    change(folder, "01_sigmoid", "## One", "## Two\n\n## One")  # the start page counts them
    change(folder, "glossary", "odds\n", "odds\n  A ratio.\n\nscore\n")  # chapter 2 links to it
    after = build(folder, "1")
    return folder, before, after


@pytest.fixture(scope="module")
def clean(changed, tmp_path_factory):
    """The site of the changed book, built from nothing."""
    folder = shutil.copytree(
        changed[0],
        tmp_path_factory.mktemp("clean") / "book",
        ignore=shutil.ignore_patterns("_build"),
    )
    return folder, build(folder, "2")


def test_after_a_change_the_pages_are_those_of_a_clean_build(changed, clean):
    _, before, after = changed
    pages = [name for name in clean[1] if name.endswith(".html")]
    assert len(pages) >= 6
    assert "#term-score" in after["chapters/02_logits.html"].decode()
    for name in pages:
        assert after[name] == clean[1][name], f"{name} is another page than after a clean build"
    written = [name for name in pages if "chapters" in name and b"Refresh" not in after[name]]
    assert len(written) >= 4
    assert all(before[name] != after[name] for name in written)


def test_two_clean_builds_write_the_same_bytes(clean):
    folder, first = clean
    shutil.rmtree(folder / "_build")
    second = build(folder, "3")
    assert first.keys() == second.keys()
    for name in first:
        assert first[name] == second[name], f"{name} differs from build to build"
