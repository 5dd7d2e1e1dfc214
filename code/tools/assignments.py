"""Make the learner's notebook of an assignment from the author's, with nbgrader.

The author's notebook, ``chapters/assignments/source/NN_name/NN_name.ipynb``, holds the solutions.
The learner's, ``chapters/assignments/NN_name.ipynb``, is made from it by nbgrader's own steps:
what stands between ``### BEGIN SOLUTION`` and ``### END SOLUTION`` goes, and so do the hidden
tests. `refresh.py` calls both functions of this module.
"""

import csv
import io
import re
from pathlib import Path

import nbformat

ROOT = Path(__file__).parents[2]
COURSE = ROOT / "chapters" / "assignments"
SOURCE = COURSE / "source"
POINTS = ROOT / "code" / "logitlab" / "checks" / "points.csv"

HIDDEN = "\n### BEGIN HIDDEN TESTS\nassert result.passed, result.message\n### END HIDDEN TESTS"


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


def relinked(text):
    """The links of an author's notebook as they are from the learner's, two folders up."""
    return text.replace("](../../../", "](../")


def label(notebook):
    """Write into an author's notebook what nbgrader needs, from what stands in the cells.

    A cell with ``### BEGIN SOLUTION`` is an answer. A cell that begins with ``result = check(`` is
    graded: it gets the hidden test, and the points that the last heading gives, such as
    ``## 2. Any axis (3 points)``, shared by the checks below it. Both are folded on the site.
    """
    graded, points = [], 0
    groups = []  # (points, the graded cells below one heading)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            if found := re.search(r"^##? .*\((\d+) points?\)$", cell.source, re.MULTILINE):
                points = int(found[1])
                groups.append((points, []))
            continue
        if name := re.match(r'result = check\(\s*"(\w+)"', cell.source):
            if HIDDEN not in cell.source:
                cell.source = cell.source.rstrip() + HIDDEN
            graded.append(name[1])
            groups[-1][1].append(cell)
            _mark(cell, name[1], grade=True, locked=True)
    for total, cells in groups:
        for cell in cells:
            share = total / len(cells)
            cell.metadata.nbgrader["points"] = int(share) if share == int(share) else share
    _label_answers(notebook)


def _label_answers(notebook):
    """Name each answer after the check that follows it."""
    name, count = "last", 0
    for cell in reversed(notebook.cells):
        if cell.cell_type != "code":
            continue
        if found := re.match(r'result = check\(\s*"(\w+)"', cell.source):
            name, count = found[1], 0
        elif "### BEGIN SOLUTION" in cell.source:
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


def settings():
    """What ``nbgrader_config.py`` sets, as nbgrader's own programs read it."""
    from traitlets.config.loader import PyFileConfigLoader

    return PyFileConfigLoader("nbgrader_config.py", path=str(COURSE)).load_config()


def generate(source):
    """Return the learner's notebook of an author's notebook, not yet executed."""
    # nbgrader is needed here only, and not by someone who refreshes a chapter
    from nbgrader import preprocessors

    notebook = nbformat.read(source, as_version=4)
    config = settings()
    for name in ("LockCells", "ClearSolutions", "ClearOutput", "ClearHiddenTests"):
        step = getattr(preprocessors, name)(config=config)
        notebook, _ = step.preprocess(notebook, {})
    notebook, _ = preprocessors.ComputeChecksums(config=config).preprocess(notebook, {})
    for cell in notebook.cells:
        cell.source = relinked(cell.source)
        if "nbgrader" in cell.metadata:  # nothing to fold: the solutions are gone
            for name in ("tags", "jupyter", "mystnb"):
                cell.metadata.pop(name, None)
    return notebook
