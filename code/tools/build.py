"""Build the site to `_build/html`; a warning fails: ``python code/tools/build.py``."""

import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOG = ROOT / "_build" / "build.log"


def complaints(log):
    """The lines of Sphinx's log that say what is wrong, without its progress and tracebacks."""
    log = re.sub(r"\x1b\[[\d;]*m", "", log)  # colors
    found = re.findall(r"^.*(?:WARNING|ERROR|CRITICAL).*$", log, re.MULTILINE)
    found += re.findall(r"^Extension error:\n((?:(?!Traceback).*\n)*)", log, re.MULTILINE)
    return found or log.splitlines()[-30:]


def main():
    """Run Jupyter Book; show of its log only what it complains about."""
    start = time.perf_counter()
    build = subprocess.run(
        [Path(sys.executable).with_name("jupyter-book"), "build", "."]
        + ["--warningiserror", "--keep-going"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    if build.returncode != 0:
        LOG.parent.mkdir(exist_ok=True)
        LOG.write_text(build.stdout, "utf-8")
        print("\n".join(complaints(build.stdout)), file=sys.stderr)
        sys.exit(f"The site was not built. The whole log is in {LOG.relative_to(ROOT)}.")
    print(f"Built _build/html in {time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
