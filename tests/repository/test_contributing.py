"""The worked example of an explorable is run as its README shows it, so it cannot go stale."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXPLORABLES = ROOT / "code" / "logitlab" / "explorables"
TEXT = (EXPLORABLES / "README.md").read_text("utf-8")

SHOW = """
import json
from logitlab.explorables.odds import Odds
odds = Odds()
print(json.dumps({
    "module": odds._esm, "html": odds.fallback_html(), "state": odds.state,
    "numbers": odds.key_numbers(), "later": Odds(probability=0.76).key_numbers(),
}))
"""

# The part of a widget's model that an explorable uses, as a live notebook would bring it.
RENDER = """
async ({ module, state }) => {
  const address = URL.createObjectURL(new Blob([module], { type: "text/javascript" }));
  const explorable = (await import(address)).default;
  const listeners = {};
  const model = {
    get: (name) => state[name],
    set: (name, value) => {
      state[name] = value;
      for (const listener of listeners[`change:${name}`] ?? []) listener();
    },
    on: (event, listener) => (listeners[event] ??= []).push(listener),
    off: () => {},
    save_changes: () => {},
  };
  const el = document.body.appendChild(document.createElement("div"));
  explorable.render({ model, el });
}
"""


def block(language, beginning):
    """The code block of the README that begins with these words."""
    blocks = re.findall(rf"^```{language}\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    return next(text for text in blocks if text.startswith(beginning))


@pytest.fixture(scope="module")
def odds(tmp_path_factory):
    """What the example's class says of itself, from a copy of the module that holds it."""
    folder = tmp_path_factory.mktemp("example")
    shutil.copytree(ROOT / "code" / "logitlab", folder / "logitlab")
    explorables = folder / "logitlab" / "explorables"
    (explorables / "odds.py").write_text(block("python", '"""Chapter 2'), "utf-8")
    (explorables / "odds.js").write_text(block("js", "const WORDS"), "utf-8")
    result = subprocess.run(
        [sys.executable, "-c", SHOW],
        env={**os.environ, "PYTHONPATH": str(folder), "PYTHONUTF8": "1"},
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def test_the_class_reads_well_without_a_script(odds):
    assert odds["numbers"] == {"odds": "3.00"}
    assert 'data-explorable="odds"' in odds["html"]
    assert "<dd>3.00</dd>" in odds["html"]


def test_the_figure_starts_and_follows_a_key(odds, browser):
    page = browser.new_page()
    page.set_content("<!DOCTYPE html><title>example</title>")
    page.evaluate(RENDER, odds)
    number = page.locator("[data-number=odds]")
    assert number.inner_text() == odds["numbers"]["odds"]
    page.locator("[role=slider]").press("ArrowRight")  # 0.75 -> 0.76
    page.wait_for_function(
        "text => document.querySelector('[data-number=odds]').textContent === text",
        arg=odds["later"]["odds"],
    )
    page.close()


def test_no_script_has_more_than_250_lines_of_code():
    folders = [ROOT / "code" / "logitlab" / folder for folder in ("explorables", "questions")]
    scripts = [script for folder in folders for script in folder.glob("*.js")]
    assert len(scripts) > 20
    for script in scripts:
        _, _, code = script.read_text("utf-8").partition("\n};\n")  # behind the table of words
        lines = len(code.splitlines())
        assert 0 < lines <= 250, f"{script.name} has {lines} lines: move parts to shared/"


def test_contributing_is_short_and_its_links_lead_somewhere():
    """What grows long moves to the README beside what it describes."""
    assert len((ROOT / "CONTRIBUTING.md").read_bytes()) <= 20_000
    names = subprocess.run(["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True)
    pages = [ROOT / name for name in names.stdout.split() if not name.startswith("chapters/assign")]
    assert pages
    broken = []
    for page in [page for page in pages if page.name in ("README.md", "CONTRIBUTING.md")]:
        prose = re.sub(r"`[^`]*`", "", page.read_text("utf-8"))  # in code a link is an example
        for link in re.findall(r"\]\((?!https?:)([^)\s]+)\)", prose):
            name, _, anchor = link.partition("#")
            target = (page.parent / name).resolve() if name else page
            text = target.read_text("utf-8") if target.suffix == ".md" else ""
            headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
            anchors = [re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in headings]
            if not target.exists() or (anchor and anchor not in anchors):
                broken.append(f"{page.relative_to(ROOT)}: {link}")
    assert not broken, broken
