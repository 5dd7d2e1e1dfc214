"""The assignments: a learner's notebook is made from the author's, and nbgrader can grade it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[2]

sys.path.insert(0, str(ROOT / "code" / "tools"))
import assignments  # noqa: E402
import refresh  # noqa: E402

SOURCES = assignments.sources()
every_assignment = pytest.mark.parametrize("source", SOURCES, ids=[p.stem for p in SOURCES])


def read(path):
    return nbformat.read(path, as_version=4)


def grading(cell):
    """What nbgrader knows of a cell."""
    return dict(cell.metadata.get("nbgrader", {}))


def graded(notebook):
    """The cells that a check grades."""
    return [c for c in notebook.cells if grading(c).get("grade") and c.cell_type == "code"]


def stored(notebook):
    """What is stored of a notebook's cells, but for their outputs."""
    refresh.fold_in_jupyterlab(notebook)
    return [(c.cell_type, c.id, c.source, dict(c.metadata)) for c in notebook.cells]


def test_there_are_assignments():
    assert len(SOURCES) >= 2
    assert {path.name for path in assignments.COURSE.glob("*.ipynb")} == {p.name for p in SOURCES}


@every_assignment
def test_what_nbgrader_needs_follows_from_the_cells(source):
    notebook = read(source)
    before = stored(notebook)
    assignments.label(notebook)
    assert stored(notebook) == before, f"run: make refresh NB={source.relative_to(ROOT)}"


@every_assignment
def test_a_learner_sees_no_solution_and_no_error(source):
    notebook = read(assignments.learners(source))
    text = "\n".join(cell.source for cell in notebook.cells)
    assert "SOLUTION" not in text
    assert "HIDDEN" not in text
    assert "assert" not in text
    for cell in graded(notebook):
        assert cell.outputs[0].text.count("not attempted yet") == 1
        assert not cell.metadata.editable


@every_assignment
def test_the_solutions_pass(source):
    for cell in graded(read(source)):
        assert cell.outputs[0].text.startswith("✓")


@every_assignment
def test_each_task_has_points_and_names_its_hint(source):
    notebook = read(source)
    assert notebook.cells[1].source.startswith("# Assignment: ")
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    total = sum(grading(cell)["points"] for cell in graded(notebook))
    assert total == sum(int(points) for points in re.findall(r"\((\d+) points?\)$", text, re.M))
    assert f"There are {total:g} points." in text
    for cell in graded(notebook):
        name = grading(cell)["grade_id"]
        assert f'hint("{name}")' in text or f'check("{name}")' in text, name


# ---------------------------------------------------------------- with nbgrader itself


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course directory in which nbgrader has made the learners' notebooks."""
    folder = tmp_path_factory.mktemp("course")
    for source in SOURCES:
        assignments.release(source, folder)
    return folder


@every_assignment
def test_the_sites_notebook_is_what_nbgrader_releases(source, course):
    released = course / "release" / source.stem / source.name
    same = released.read_bytes() == assignments.learners(source).read_bytes()
    assert same, f"run: make refresh NB={source.relative_to(ROOT)}"


def test_the_command_of_the_config_file_makes_the_same_notebook(course, tmp_path):
    """``nbgrader_config.py`` names this command; the other tests call what stands behind it."""
    source = SOURCES[0]
    shutil.copy(assignments.COURSE / "nbgrader_config.py", tmp_path)
    shutil.copytree(source.parent, tmp_path / "source" / source.stem)
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", source.stem]
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])  # for alembic
    said = {"capture_output": True, "text": True, "encoding": "utf-8"}
    result = subprocess.run(command, cwd=tmp_path, env={**os.environ, "PATH": path}, **said)
    assert result.returncode == 0, result.stdout + result.stderr
    made = Path("release", source.stem, source.name)
    assert (tmp_path / made).read_bytes() == (course / made).read_bytes()


def half_filled(source):
    """The learner's notebook with the first half of the answers filled in, and its points."""
    author = read(source)
    solved = {grading(c)["grade_id"]: c.source for c in author.cells if grading(c)}
    notebook = read(assignments.learners(source))
    answers = [c for c in notebook.cells if grading(c).get("solution") and c.cell_type == "code"]
    first_empty = answers[len(answers) // 2]
    for cell in answers[: len(answers) // 2]:
        cell.source = solved[grading(cell)["grade_id"]]
    filled = notebook.cells[: notebook.cells.index(first_empty)]
    points = sum(grading(cell)["points"] for cell in filled if cell in graded(notebook))
    return notebook, points


@every_assignment
def test_a_person_grades_one_cell_with_a_rubric(source):
    for notebook in (read(source), read(assignments.learners(source))):
        *_, question, answer = notebook.cells
        assert question.source.startswith(assignments.EXPLAIN)
        rubric = re.findall(r"^- ", question.source, re.MULTILINE)
        kinds = grading(answer)
        assert kinds["grade"] and kinds["solution"]
        assert kinds["points"] == len(rubric) == assignments.EXPLAIN_POINTS
    assert answer.source == assignments.settings().ClearSolutions.text_stub


@every_assignment
def test_nbgrader_gives_the_points_that_were_earned(source, course):
    from nbgrader.api import Gradebook
    from nbgrader.converters import Autograde

    full = sum(grading(cell)["points"] for cell in graded(read(source)))
    worth = full + assignments.EXPLAIN_POINTS
    half, half_points = half_filled(source)
    assert 0 < half_points < full
    versions = {"half": (half, half_points)}
    if source == SOURCES[0]:  # of the others, the stored outputs say so, in a tenth of the time
        versions["solved"] = read(source), full
        versions["unfilled"] = read(assignments.learners(source)), 0
    for student, (notebook, _) in versions.items():
        place = course / "submitted" / student / source.stem
        place.mkdir(parents=True)
        nbformat.write(notebook, place / source.name)
    assignments.nbgrader(Autograde, course, source.stem)
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "from-scores-to-surprise") as book:
        for student, (_, points) in versions.items():
            submission = book.find_submission(source.stem, student)
            assert (submission.score, submission.max_score) == (points, worth), student
