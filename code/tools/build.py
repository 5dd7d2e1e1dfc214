"""Build the site to `_build/html`; a warning fails: ``python code/tools/build.py``."""

import gc
import re
import shutil
import sys
import time
import traceback
from contextlib import redirect_stderr, redirect_stdout
from importlib import metadata
from io import StringIO
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOG = ROOT / "_build" / "build.log"


def complaints(log):
    """The lines of Sphinx's log that say what is wrong, without its progress and tracebacks."""
    log = re.sub(r"\x1b\[[\d;]*m", "", log)  # colors
    found = re.findall(r"^.*(?:WARNING|ERROR|CRITICAL).*$", log, re.MULTILINE)
    found += re.findall(r"^Extension error.*:\n((?:(?!Traceback).*\n)*)", log, re.MULTILINE)
    return found or log.splitlines()[-30:]


def run_jupyter_book():
    """Run Jupyter Book in this process; return whether it succeeded, and its log."""
    # A build keeps what it makes until its end, so to look for garbage is in vain, and takes a
    # third of the time. What is frozen is not looked through at the exit either.
    gc.disable()
    # jsonschema would build parsers for addresses with letters beyond ASCII, which takes longer
    # than a chapter. No schema here asks for such an address, and jsonschema can do without.
    sys.modules["rfc3987_syntax"] = None
    # A dozen libraries look for their plugins, and each time the notes of all packages are read.
    plugins = metadata.entry_points()
    metadata.entry_points = plugins.select
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
    gc.freeze()
    return succeeded, log.getvalue()


def main():
    """Build; show of the log only what it complains about."""
    start = time.perf_counter()
    succeeded, log = run_jupyter_book()
    if not succeeded:
        LOG.parent.mkdir(exist_ok=True)
        LOG.write_text(log, "utf-8")
        # Sphinx would not tell again of a page that it has read, nor write those it did not reach
        shutil.rmtree(LOG.with_name(".doctrees"), ignore_errors=True)
        print("\n".join(complaints(log)), file=sys.stderr)
        sys.exit(f"The site was not built. The whole log is in {LOG.relative_to(ROOT)}.")
    print(f"Built _build/html in {time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
