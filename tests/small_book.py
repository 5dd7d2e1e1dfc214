"""A small book with the settings of the course, for what the course itself need not show."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
LONGEST = 300  # seconds: a build of a small book takes 5, and only one that hangs takes more


def write_book(folder, toc, pages, **settings):
    """Write a book below a folder: its contents, its pages by name, more settings of Sphinx.

    Sections of the course that have moved are none of this book's.
    """
    config = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
    config["sphinx"]["config"].update({"moved_sections": {}, **settings})
    shutil.copytree(ROOT / "code" / "tools", folder / "code" / "tools", dirs_exist_ok=True)
    files = {"_config.yml": yaml.safe_dump(config), "_toc.yml": toc}
    files |= {f"chapters/{name}": text for name, text in pages.items()}
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def build_book(folder, code=ROOT / "code"):
    """Build a book with the extension and the module in ``code``.

    Returns what the build said, and the folder of its site.
    """
    result = subprocess.run(
        [sys.executable, folder / "code" / "tools" / "build.py"],
        env={**os.environ, "PYTHONPATH": str(code)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=LONGEST,
    )
    return result, folder / "_build" / "html"


def site_of(folder, toc, pages, **settings):
    """Write a book, build it, and return the folder of its site."""
    write_book(folder, toc, pages, **settings)
    result, site = build_book(folder)
    assert result.returncode == 0, result.stderr
    return site
