"""Make the learner's notebook of an assignment from the author's, with nbgrader.

The author's notebook, ``chapters/assignments/source/NN_name/NN_name.ipynb``, holds the solutions.
The learner's, ``chapters/assignments/NN_name.ipynb``, is made from it by nbgrader's own steps:
what stands between ``### BEGIN SOLUTION`` and ``### END SOLUTION`` goes, and so do the hidden
tests. `refresh.py` calls `label` and `release`.
"""

import ast
import csv
import io
import os
import re
import shutil
import sys
import warnings
from pathlib import Path

import nbformat
from marks import BEGIN_SOLUTION, INSTALL

ROOT = Path(__file__).parents[2]
COURSE = ROOT / "chapters" / "assignments"
SOURCE = COURSE / "source"
POINTS = ROOT / "code" / "logitlab" / "checks" / "points.csv"

BEGIN, END = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"
# What a graded cell does after the check that a learner sees. It takes nothing of the notebook but
# the answer: not `check`, which an answer may have replaced, and no module of the same name that
# lies beside the notebook.
HIDDEN = f"""
{BEGIN}
import os
import sys

sys.path = [_ for _ in sys.path if _ not in ("", os.getcwd())]
_old = {{{{_: sys.modules.pop(_) for _ in [*sys.modules] if _.split(".")[0] == "logitlab"}}}}
from logitlab.checks.grading import award

{{award}}
{END}"""
# what every assignment hands out, and no answer needs
OF_ALL = {"check", "hint", "progress", "student"}
LINE = 100  # characters, as everywhere
EXPLAIN = "## Explain it back"
EXPLAIN_POINTS = 5


def sources():
    """The authors' notebooks, in the order of the chapters."""
    return sorted(SOURCE.glob("*/*.ipynb"))


def learners(source):
    """Where the learner's notebook of an author's notebook stands."""
    return COURSE / source.name


def source_of(path):
    """The author's notebook of a learner's, or None if `path` is no such notebook."""
    source = SOURCE / path.stem / path.name
    return source if path.parent == COURSE and source.exists() else None


def label(notebook):
    """Write into an author's notebook what nbgrader needs, from what stands in the cells.

    A cell with ``### BEGIN SOLUTION`` is an answer. A cell that begins with ``result = check(`` is
    graded: it gets the hidden test, and the points that the last heading gives, such as
    ``## 2. Any axis (3 points)``, shared by the checks below it. Both are folded on the site. The
    text cell after the heading ``## Explain it back`` is an answer that a person grades.
    """
    points, explained = 0, False
    groups = []  # (points, the graded cells below one heading)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            if explained:
                _mark(cell, "explain-it-back", grade=True, solution=True)
                cell.metadata.nbgrader["points"] = EXPLAIN_POINTS
                cell.metadata.pop("tags")
            explained = cell.source.startswith(EXPLAIN)
            if found := re.search(r"^##? .*\((\d+) points?\)$", cell.source, re.MULTILINE):
                points = int(found[1])
                groups.append((points, []))
            continue
        if name := re.match(r'result = check\(\s*"(\w+)"', cell.source):
            groups[-1][1].append(cell)
            _mark(cell, name[1], grade=True, locked=True)
    allowed = handed_out(notebook)
    for total, cells in groups:
        for cell in cells:
            share = total / len(cells)
            share = int(share) if share == int(share) else share
            cell.metadata.nbgrader["points"] = share
            _write_hidden_test(cell, share, allowed)
    _label_answers(notebook)


def handed_out(notebook):
    """What an assignment hands out of the module: an answer may call it, but in its own task."""
    names = set()
    for cell in notebook.cells:
        if cell.cell_type == "code" and "logitlab" in cell.source and cell.id != INSTALL:
            for node in ast.walk(ast.parse(cell.source.partition(BEGIN)[0])):
                if isinstance(node, ast.ImportFrom) and node.module.partition(".")[0] == "logitlab":
                    names |= {name.name for name in node.names}
                if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "logitlab":
                    names.add(node.attr)
    return sorted(one for one in names if one not in OF_ALL and not one.startswith("load_"))


def _write_hidden_test(cell, points, allowed):
    visible = cell.source.partition("\n" + BEGIN)[0].rstrip()
    call = next(node for node in ast.walk(ast.parse(visible)) if isinstance(node, ast.Call))
    name, answer = call.args
    allowed = " ".join(one for one in allowed if one != name.value)
    given = [ast.unparse(name).replace("'", '"'), ast.unparse(answer), str(points), "_old"]
    given += [f'"{allowed}"'] if allowed else []
    award = f"award({', '.join(given)})"
    if len(award) > LINE:
        award = "\n    ".join(["award(", *(f"{one}," for one in given)]) + "\n)"
    cell.source = visible + HIDDEN.format(award=award)


def _label_answers(notebook):
    """Name each answer after the check that follows it."""
    name, count = "last", 0
    for cell in reversed(notebook.cells):
        if cell.cell_type != "code":
            continue
        if found := re.match(r'result = check\(\s*"(\w+)"', cell.source):
            name, count = found[1], 0
        elif BEGIN_SOLUTION in cell.source:
            count += 1
            suffix = "" if count == 1 else f"-{count}"
            _mark(cell, f"{name}-answer{suffix}", solution=True)
            cell.metadata["mystnb"] = {"code_prompt_show": "Show the solution"}


def _mark(cell, grade_id, **kinds):
    flags = {"grade": False, "locked": False, "solution": False, "task": False, **kinds}
    cell.metadata["nbgrader"] = {"grade_id": grade_id, "schema_version": 3, **flags}
    cell.metadata["tags"] = ["hide-input"]


def points_table():
    """The text of points.csv: on which page each exercise stands, in which task, for how much."""
    chapters = COURSE.parent
    places = [*chapters.glob("*.ipynb"), *(chapters / "deeper").glob("*.ipynb"), *sources()]
    table = []
    for path in sorted(places):
        folder = "assignments" if path.parent.parent == SOURCE else path.parent.name
        page = path.stem if folder == chapters.name else f"{folder}-{path.stem}"
        table += [(page, *row) for row in _exercises_of(path).values()]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["page", "task", "exercise", "points"])
    writer.writerows(table)
    return out.getvalue()


def _exercises_of(path):
    """By name: the task, the name and the points of each exercise that a notebook checks."""
    task, found = "", {}
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "markdown":
            if heading := re.findall(
                r"^## (\d+\. .*?)(?: \([\d.]+ points?\))?$", cell.source, re.M
            ):
                task = heading[-1]
            continue
        for name in re.findall(r'^[^#\n]*\bcheck\(\s*"(\w+)",', cell.source, re.M):
            points = cell.metadata.get("nbgrader", {}).get("points", 0)
            points += found.get(name, (0, 0, 0))[2]
            found[name] = (task if points else "", name, points)
    return found


def write_points():
    """Write points.csv beside the module that reads it."""
    POINTS.write_text(points_table(), "utf-8")


def settings(folder=COURSE):
    """What ``nbgrader_config.py`` sets, as nbgrader's own programs read it."""
    from traitlets.config.loader import PyFileConfigLoader

    return PyFileConfigLoader("nbgrader_config.py", path=str(folder)).load_config()


def nbgrader(program, folder, assignment):
    """Run one of nbgrader's programs on an assignment of a course directory, in this process."""
    from nbgrader.coursedir import CourseDirectory

    folder = Path(folder)
    config = settings(folder if (folder / "nbgrader_config.py").exists() else COURSE)
    config.CourseDirectory.root = str(folder)
    config.CourseDirectory.assignment_id = assignment
    path = os.environ["PATH"]
    # nbgrader calls alembic by name, which may stand beside this Python only
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), path])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its own use of SQLAlchemy and of dates
            program(coursedir=CourseDirectory(config=config), config=config).start()
    finally:
        os.environ["PATH"] = path


def release(source, folder):
    """Let nbgrader make the learner's notebook in a course directory; return its path.

    The notebook on the site is a copy of it, byte for byte, so that nobody who hands it in hears of
    a changed checksum.
    """
    # nbgrader is needed here only, and not by someone who refreshes a chapter
    from nbgrader.converters import GenerateAssignment

    there = Path(folder) / "source" / source.stem
    if not there.exists():
        shutil.copytree(source.parent, there, ignore=shutil.ignore_patterns(".*"))
    nbgrader(GenerateAssignment, folder, source.stem)
    return Path(folder) / "release" / source.stem / source.name
