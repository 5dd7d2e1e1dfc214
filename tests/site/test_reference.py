"""The reference of the module: all of it, with its formulas, its source and its chapters."""

import subprocess
import sys

import pytest
from browsing import SITE, read_page
from sphinx.util.inventory import InventoryFile

import logitlab
from logitlab import explorables

PAGES = ("functions", "losses", "models", "data", "checks", "figures")


def reference(name):
    return read_page(f"chapters/reference/{name}.html")


@pytest.fixture(scope="module")
def inventory(site):
    with (SITE / "objects.inv").open("rb") as file:
        return InventoryFile.load(file, "", "{}/{}".format)


def test_all_that_is_public_is_in_the_reference(inventory):
    named = {name for kind in inventory if kind.startswith("py:") for name in inventory[kind]}
    missing = {f"logitlab.{name}" for name in logitlab.__all__} - named
    assert not missing, "add these to a page below chapters/reference/"
    missing = {f"logitlab.explorables.{name}" for name in explorables.__all__} - named
    assert not missing, "add these to chapters/reference/figures.md"


def test_an_entry_leads_to_its_source_and_to_its_chapter():
    page = reference("functions")
    entry = page.find(id="logitlab.softmax").find_parent("dl")
    lines = entry.select_one("dt a[href*='logitlab/functions.py#L']")
    assert lines.text == "[source]"
    chapter = entry.find("a", href="../05_softmax.html")
    assert chapter.text.lower() == "chapter 5"
    assert entry.find("math"), "a formula is set as on all pages"
    for name in PAGES:
        assert reference(name).select_one("dl.py dt a[href*='#L']"), name


def test_a_chapter_leads_to_the_reference():
    links = read_page("chapters/05_softmax.html").select(".launch a")
    assert "reference/functions.html" in [link["href"] for link in links]


def test_another_project_links_to_a_function(inventory, tmp_path):
    known = {"course": ("https://example.org/", str(SITE / "objects.inv"))}
    (tmp_path / "conf.py").write_text(
        f"extensions = ['sphinx.ext.intersphinx']\nintersphinx_mapping = {known!r}\n"
    )
    (tmp_path / "index.rst").write_text("Words\n=====\n\n:func:`logitlab.softmax`\n")
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-q",
        "-W",
        "-n",
        str(tmp_path),
        str(tmp_path / "out"),
    ]
    subprocess.run(command, check=True)
    page = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert "https://example.org/chapters/reference/functions.html#logitlab.softmax" in page
