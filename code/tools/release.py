"""Pack the course for a class without a network: ``python code/tools/release.py``.

The zip holds the built site, which opens by double click, the assignments for learners and for
the teacher, and the module that they import. A second one has the Python that runs on the pages
too: it is twice as large, and works where one machine of the class serves the site. Two runs on the
same files give the same bytes.
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

site/          the course: open site/index.html by double click; no network is needed{python}
assignments/   the notebooks that a learner fills in
teacher/       the same with solutions and points, as nbgrader wants them
{wheel}
               the module that the notebooks import: pip install {wheel}

The page site/chapters/teachers.html says how to use them with a class.
Code: MIT. Text and pictures: CC BY 4.0. LICENSE says which file is which.
"""


WITH_PYTHON = """
               To run Python on its pages, serve it: python3 -m http.server --directory site
               Then the address on the serving machine is http://localhost:8000"""


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


def contents(python):
    """Yield each file with its path in the zip, but for the wheel and the README."""
    for path in sorted(SITE.rglob("*")):
        if path.is_file() and (python or path.parent != SITE / "_static" / "python"):
            yield path, f"site/{path.relative_to(SITE).as_posix()}"
    for path in sorted(ASSIGNMENTS.glob("*.ipynb")):
        yield path, f"assignments/{path.name}"
    for path in sorted((ASSIGNMENTS / "source").glob("*/*.ipynb")):
        yield path, f"teacher/{path.relative_to(ASSIGNMENTS).as_posix()}"
    yield ASSIGNMENTS / "nbgrader_config.py", "teacher/nbgrader_config.py"
    yield ROOT / "LICENSE", "LICENSE"


def pack(target, wheel, python):
    """Write one zip, with or without the Python of the pages."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:

        def add(content, name):
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)

        for path, name in contents(python):
            add(path.read_bytes(), name)
        add(wheel.read_bytes(), wheel.name)
        said = WITH_PYTHON if python else ""
        add(README.format(version=version(), wheel=wheel.name, python=said), "README.txt")
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1e6:.1f} MB")


def main():
    """Write both zips to `_build`."""
    if not (SITE / "index.html").exists():
        sys.exit("There is no site to pack. Build it first: make site")
    name = f"from-scores-to-surprise-{version()}"
    with tempfile.TemporaryDirectory() as folder:
        wheel = build_wheel(Path(folder))
        pack(ROOT / "_build" / f"{name}.zip", wheel, python=False)
        pack(ROOT / "_build" / f"{name}-with-python.zip", wheel, python=True)


if __name__ == "__main__":
    main()
