"""Pack the course: ``python code/tools/release.py`` writes three zips to ``_build``.

One is for readers: the built site, which opens by double click, the assignments with and without
solutions, and the module that they import. A second one has the Python that runs on the pages too:
it is twice as large, and works where one machine serves the site. The third is for a class: the
same without solutions, as `edition` makes it, and what grades with nbgrader. Two runs on the same
files give the same bytes.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from pathlib import Path

import edition

ROOT = Path(__file__).parents[2]
SITE = ROOT / "_build" / "html"
ASSIGNMENTS = ROOT / "chapters" / "assignments"
FOR_TEACHERS = ("nbgrader_config.py", "grades.py", "requirements.txt")
LONG_AGO = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # the first that a zip can hold: no file says when it was made

README = """From Scores to Surprise, version {version}

site/          the course: open site/index.html by double click; no network is needed{python}
assignments/   the notebooks that a learner fills in
teacher/       the same with solutions and points, as nbgrader wants them
{wheel}
               the module that the notebooks import: pip install {wheel}

The page site/chapters/teachers.html says how to use them with a class.
Code: MIT. Text and pictures: CC BY 4.0. LICENSE says which file is which.
"""


FOR_A_CLASS = """From Scores to Surprise, version {version}, for a class

site/          the course without solutions: open site/index.html by double click
assignments/   the notebooks that a learner fills in, as nbgrader releases them
{wheel}
               the module that the notebooks import, with one hint for each task and without
               solutions: pip install {wheel}
grading/       for the teacher: a course of nbgrader, whose notebooks hold the hidden tests and no
               solutions, and teachers.md, which says how to use all this

The readers' zip has the solutions.
Code: MIT. Text and pictures: CC BY 4.0. LICENSE says which file is which.
"""

WITH_PYTHON = """
               To run Python on its pages, serve it: python3 -m http.server --directory site
               Then the address on the serving machine is http://localhost:8000"""


def version():
    """The version of the course, from pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]


def build_wheel(root, folder):
    """Build the wheel of a tree's module in a folder, with what is installed; return its path."""
    folder.mkdir()
    source = folder / "source"  # a copy, because setuptools leaves its work beside the files
    ignore = shutil.ignore_patterns("__pycache__", "*.egg-info")
    shutil.copytree(root / "code", source / "code", ignore=ignore)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(root / name, source)
    # what pip does in the end, which takes three times as long
    build = "from setuptools.build_meta import build_wheel; import sys; build_wheel(sys.argv[1])"
    build = subprocess.run(
        [sys.executable, "-c", build, folder],
        cwd=source,
        env={**os.environ, "SOURCE_DATE_EPOCH": "315532800"},  # the same date as LONG_AGO
        capture_output=True,
        text=True,
    )
    if build.returncode != 0:
        sys.exit(f"The module could not be packed:\n{build.stderr}")
    return next(folder.glob("*.whl"))


def site(folder, python):
    """Yield each file of a built site with its path in the zip."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and (python or path.parent != folder / "_static" / "python"):
            yield path, f"site/{path.relative_to(folder).as_posix()}"


def contents_for_readers(python):
    """Yield each file with its path in the zip, but for the wheel and the README."""
    yield from site(SITE, python)
    for path in sorted(ASSIGNMENTS.glob("*.ipynb")):
        yield path, f"assignments/{path.name}"
    for path in sorted((ASSIGNMENTS / "source").glob("*/*.ipynb")):
        yield path, f"teacher/{path.relative_to(ASSIGNMENTS).as_posix()}"
    for name in FOR_TEACHERS:
        yield ASSIGNMENTS / name, f"teacher/{name}"
    yield ROOT / "LICENSE", "LICENSE"


def contents_for_a_class():
    """The same for the edition without solutions."""
    yield from site(edition.SITE, python=True)
    for path in sorted(ASSIGNMENTS.glob("*.ipynb")):
        yield path, f"assignments/{path.name}"
    course = edition.CLASS / "chapters" / "assignments"
    for path in sorted((course / "source").glob("*/*.ipynb")):
        yield path, f"grading/{path.relative_to(course).as_posix()}"
    for name in FOR_TEACHERS:
        yield ASSIGNMENTS / name, f"grading/{name}"
    yield ROOT / "chapters" / "teachers.md", "grading/teachers.md"
    yield ROOT / "LICENSE", "LICENSE"


def pack(target, contents, wheel, readme):
    """Write one zip."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:

        def add(content, name):
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)

        for path, name in contents:
            add(path.read_bytes(), name)
        add(wheel.read_bytes(), wheel.name)
        add(readme, "README.txt")
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1e6:.1f} MB")


def main():
    """Write the zips to `_build`."""
    if not (SITE / "index.html").exists():
        sys.exit("There is no site to pack. Build it first: make site")
    edition.main()
    name = ROOT / "_build" / f"from-scores-to-surprise-{version()}"
    with tempfile.TemporaryDirectory() as folder:
        wheel = build_wheel(ROOT, Path(folder) / "readers")
        for suffix, python in ("", ""), ("-with-python", WITH_PYTHON):
            readme = README.format(version=version(), wheel=wheel.name, python=python)
            target = Path(f"{name}{suffix}.zip")
            pack(target, contents_for_readers(bool(python)), wheel, readme)
        wheel = build_wheel(edition.CLASS, Path(folder) / "class")
        readme = FOR_A_CLASS.format(version=version(), wheel=wheel.name)
        pack(Path(f"{name}-class.zip"), contents_for_a_class(), wheel, readme)


if __name__ == "__main__":
    main()
