"""How long the site takes to build, beside a stock Jupyter Book with the same pages.

One run builds both from nothing, and again after a sentence of one notebook has changed, on copies.
Wall is what a clock shows; CPU is what the build itself computed, which depends less on what else
the machine does. Each is the best of three rounds.

    python benchmarks/build.py
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROUNDS, NOTEBOOK = 3, "chapters/05_softmax.ipynb"
STOCK = """
title: Stock
execute: {execute_notebooks: "off"}
only_build_toc_files: true
bibtex_bibfiles: [chapters/references.bib]
parse: {myst_enable_extensions: [amsmath, attrs_inline, colon_fence, deflist, dollarmath]}
sphinx: {extra_extensions: [sphinx_exercise]}
"""


def copy(folder):
    """Copy the book, without what was built; return the folder."""
    shutil.copytree(ROOT / "chapters", folder / "chapters")
    shutil.copytree(ROOT / "code" / "tools", folder / "code" / "tools")
    for name in ("_config.yml", "_toc.yml"):
        shutil.copy(ROOT / name, folder)
    return folder


def measure(command):
    """Run a command; return the seconds on a clock and those of the processors."""
    used, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=os.environ)
    wall, now = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime


def build(folder, command):
    """Build a book from nothing and after a change; return the best times of each."""
    text = (folder / NOTEBOOK).read_text("utf-8")
    clean, again = [], []
    for i in range(ROUNDS):
        shutil.rmtree(folder / "_build", ignore_errors=True)
        clean.append(measure(command))
        # the notebook's first list says what the reader will be able to do
        (folder / NOTEBOOK).write_text(text.replace('"- ', f'"- Round {i}: ', 1), "utf-8")
        again.append(measure(command))
    return [tuple(map(min, zip(*times, strict=True))) for times in (clean, again)]


def main():
    """Print the table."""
    os.environ["PYTHONPATH"] = str(ROOT / "code")
    with tempfile.TemporaryDirectory() as scratch:
        ours, stock = copy(Path(scratch) / "ours"), copy(Path(scratch) / "stock")
        (stock / "_config.yml").write_text(STOCK, "utf-8")
        book = [Path(sys.executable).with_name("jupyter-book"), "build", stock]
        here = build(ours, [sys.executable, ours / "code/tools/build.py"])
        peer = build(stock, book)
        pages = len(list((ours / "_build" / "html" / "chapters").rglob("*.html")))
    print(f"{'':22}{'limit':>8}{'here':>9}{'stock':>9}{'ratio':>8}")
    for what, limit, times in (("clean", 3 + pages / 4, 0), ("one notebook", 3, 1)):
        for kind, unit in enumerate(("wall", "CPU")):
            ours, theirs = here[times][kind], peer[times][kind]
            name = f"{what}, {unit} s"
            print(f"{name:22}{limit:8.1f}{ours:9.2f}{theirs:9.2f}{ours / theirs:8.2f}")


if __name__ == "__main__":
    main()
