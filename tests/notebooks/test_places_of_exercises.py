"""One place for exercises: a few in each chapter, others in its assignment, all with check."""

import ast
import re
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[2]

sys.path.insert(0, str(ROOT / "code" / "tools"))
import assignments  # noqa: E402

CHAPTERS = sorted((ROOT / "chapters").glob("*.ipynb"))
every_chapter = pytest.mark.parametrize("path", CHAPTERS, ids=[path.stem for path in CHAPTERS])
CHECKED = re.compile(r'^[^#\n]*\bcheck\(\s*"(\w+)"', re.MULTILINE)


def cells(path):
    return nbformat.read(path, as_version=4).cells


def exercises(path):
    """Each exercise of a chapter: its text, its open cells, the cells of its solution."""
    found, solution = [], False
    for cell in cells(path):
        solution |= "{solution-start}" in cell.source
        if "{exercise}" in cell.source:
            found.append((cell.source, [], []))
        if cell.cell_type == "code" and found and "hide-input" not in cell.metadata.get("tags", ()):
            found[-1][2 if solution else 1].append(cell.source)
        solution &= "{solution-end}" not in cell.source
    return found


def names_bound(source):
    """What a cell binds at its top: functions, and names that are assigned."""
    tree = ast.parse(re.sub(r"^\s*%.*", "", source, flags=re.MULTILINE))
    functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    rest = [node for node in tree.body if not isinstance(node, ast.FunctionDef)]
    stored = {
        one.id
        for node in rest
        for one in ast.walk(node)
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)
    }
    return functions | stored


@every_chapter
def test_a_chapter_has_one_to_three_exercises_each_answered_with_check(path):
    found = exercises(path)
    assert 1 <= len(found) <= 3
    for text, answer, _ in found:
        title = text.partition("\n")[0]
        assert answer and CHECKED.search(answer[0]), f"{title}: no open cell with check"
        assert not re.search(r"not yet|KEY\b", answer[0]), f"{title}: a check of its own"


@every_chapter
def test_no_chapter_has_a_check_of_its_own(path):
    for cell in cells(path):
        if cell.cell_type == "code":
            assert not re.search(r"def (?:check\w*|tell|refutes)\(|not yet", cell.source)


@every_chapter
def test_a_solution_does_not_overwrite_what_the_learner_wrote(path):
    for text, answer, solution in exercises(path):
        mine = names_bound(answer[0]) - {"_"}
        ours = set().union(*map(names_bound, solution))
        assert mine, text.partition("\n")[0]
        assert not mine & ours, f"{text.partition(chr(10))[0]}: {mine & ours}"


@every_chapter
def test_no_exercise_stands_in_a_chapter_and_in_its_assignment(path):
    source = assignments.SOURCE / path.stem / path.name
    if source.exists():
        mine = set(CHECKED.findall("\n".join(cell.source for cell in cells(path))))
        theirs = set(CHECKED.findall("\n".join(cell.source for cell in cells(source))))
        assert not mine & theirs


@every_chapter
def test_a_chapter_ends_by_leading_to_its_assignment(path):
    source = assignments.SOURCE / path.stem / path.name
    if source.exists():
        last = next(c.source for c in reversed(cells(path)) if c.source.startswith("## "))
        assert f"](assignments/{path.name})" in last


def test_the_points_that_check_tells_are_those_of_the_notebooks():
    assert assignments.POINTS.read_text("utf-8") == assignments.points_table(), "run: make refresh"
