"""Build the site to `_build/html`; a warning fails: ``python code/tools/build.py``."""

import gc
import os
import re
import shutil
import sys
import time
import traceback
from contextlib import redirect_stderr, redirect_stdout
from importlib import import_module
from io import StringIO
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
LOG = ROOT / "_build" / "build.log"
PACKAGES = (
    "jupyter_book.cli.main",
    "jupyter_book.sphinx",
    "sphinx.builders.html",
    "myst_nb.sphinx_ext",
    "sphinx_exercise",
    "sphinxcontrib.bibtex",
    "anywidget",
    "scipy.special",
)


def complaints(log):
    """The lines of Sphinx's log that say what is wrong, without its progress and tracebacks."""
    log = re.sub(r"\x1b\[[\d;]*m", "", log)  # colors
    # MyST-NB counts the lines of a notebook so: 10,000 for each cell, and those of the cell
    cell = r"(?<=\.ipynb)(?::|, line )(\d+)(\d{4})\b"
    log = re.sub(cell, lambda place: f", cell {place[1]}, line {int(place[2])}", log)
    found = re.findall(r"^.*(?:WARNING|ERROR|CRITICAL).*$", log, re.MULTILINE)
    found += re.findall(r"^Extension error.*:\n((?:(?!Traceback).*\n)*)", log, re.MULTILINE)
    return found or log.splitlines()[-30:]


def load():
    """Import what a build needs of other packages, which takes half the time of a small one."""
    # A build keeps what it makes until its end, so to look for garbage is in vain: it takes 3 s of
    # a build from nothing, 1 s of one after a change.
    gc.disable()
    # HACK begins: jsonschema imports this package if it is installed, which takes 1.7 s, for
    # addresses with letters beyond ASCII. No schema here has any, and jsonschema can do without.
    sys.modules["rfc3987_syntax"] = None
    # HACK ends
    for name in PACKAGES:
        import_module(name)


def run_jupyter_book():
    """Run Jupyter Book in this process; return whether it succeeded, and its log."""
    log = StringIO()
    with redirect_stdout(log), redirect_stderr(log):
        try:
            from jupyter_book.cli.main import main

            options = ["--warningiserror", "--keep-going"]
            main(["build", str(ROOT), *options], standalone_mode=False)
            succeeded = True
        except (Exception, SystemExit):
            traceback.print_exc()
            succeeded = False
    return succeeded, log.getvalue()


def rewrite():
    """Write the style and the scripts of the built site anew."""
    start = time.perf_counter()
    sys.path.insert(0, str(ROOT / "code"))
    config = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))["sphinx"]["config"]
    os.environ["LOGITLAB_LANGUAGE"] = config["language"]
    import website

    try:
        website.write_shared(ROOT / "_build" / "html")
    except ValueError as error:  # says what is wrong in which script
        sys.exit(str(error))
    print(f"Wrote style and scripts in {time.perf_counter() - start:.1f} s", flush=True)


def main():
    """Build; show of the log only what it complains about."""
    start = time.perf_counter()
    load()
    succeeded, log = run_jupyter_book()
    if not succeeded:
        LOG.parent.mkdir(exist_ok=True)
        LOG.write_text(log, "utf-8")
        # Sphinx would not tell again of a page that it has read, nor write those it did not reach
        shutil.rmtree(LOG.with_name(".doctrees"), ignore_errors=True)
        print("\n".join(complaints(log)), file=sys.stderr)
        sys.exit(f"The site was not built. The whole log is in {LOG.relative_to(ROOT)}.")
    print(f"Built _build/html in {time.perf_counter() - start:.1f} s", flush=True)


if __name__ == "__main__":
    main()
