"""Pack the course for a class without a network: ``python code/tools/release.py``.

The zip holds the built site, which opens by double click, the assignments for learners and for
the teacher, and the module that they import. Two runs on the same files give the same bytes.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
SITE = ROOT / "_build" / "html"
ASSIGNMENTS = ROOT / "chapters" / "assignments"
LONG_AGO = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # the first date that a zip can hold: no file says when it was made

README = """From Scores to Surprise, version {version}

site/          the course: open site/index.html by double click; no network is needed
assignments/   the notebooks that a learner fills in
teacher/       the same with solutions and points, as nbgrader wants them
{wheel}
               the module that the notebooks import: pip install {wheel}

The page site/chapters/teachers.html says how to use them with a class.
Code: MIT. Text and pictures: CC BY 4.0. LICENSE says which file is which.
"""


def version():
    """The version of the course, from pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]


def build_wheel(folder):
    """Build the module's wheel in a folder, with what is installed, and return its path."""
    source = folder / "source"  # a copy, because setuptools leaves its work beside the files
    ignore = shutil.ignore_patterns("__pycache__", "*.egg-info")
    shutil.copytree(ROOT / "code", source / "code", ignore=ignore)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    build = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
        + ["--wheel-dir", folder, source],
        env={**os.environ, "SOURCE_DATE_EPOCH": "315532800"},  # the same date as LONG_AGO
        capture_output=True,
        text=True,
    )
    if build.returncode != 0:
        sys.exit(f"The module could not be packed:\n{build.stderr}")
    return next(folder.glob("*.whl"))


def contents():
    """Yield each file with its path in the zip, but for the wheel and the README."""
    for path in sorted(SITE.rglob("*")):
        if path.is_file():
            yield path, f"site/{path.relative_to(SITE).as_posix()}"
    for path in sorted(ASSIGNMENTS.glob("*.ipynb")):
        yield path, f"assignments/{path.name}"
    for path in sorted((ASSIGNMENTS / "source").glob("*/*.ipynb")):
        yield path, f"teacher/{path.relative_to(ASSIGNMENTS).as_posix()}"
    yield ASSIGNMENTS / "nbgrader_config.py", "teacher/nbgrader_config.py"
    yield ROOT / "LICENSE", "LICENSE"


def main():
    """Write the zip to `_build`."""
    if not (SITE / "index.html").exists():
        sys.exit("There is no site to pack. Build it first: make site")
    target = ROOT / "_build" / f"from-scores-to-surprise-{version()}.zip"
    with (
        tempfile.TemporaryDirectory() as folder,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
    ):

        def add(content, name):
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)

        for path, name in contents():
            add(path.read_bytes(), name)
        wheel = build_wheel(Path(folder))
        add(wheel.read_bytes(), wheel.name)
        add(README.format(version=version(), wheel=wheel.name), "README.txt")
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
