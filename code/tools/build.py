"""Build the site to `_build/html`; a warning fails: ``python code/tools/build.py``."""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]


def main():
    """Run Jupyter Book; show its log only if it has something to complain about."""
    start = time.perf_counter()
    book = Path(sys.executable).with_name("jupyter-book")
    build = subprocess.run(
        [book, "build", ".", "--warningiserror", "--keep-going"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    if build.returncode != 0:
        sys.stderr.write(build.stdout)
        sys.exit("The site was not built: what is wrong stands above, marked WARNING or ERROR.")
    print(f"Built _build/html in {time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
