"""The zips for readers and for a class hold all that they promise, and work."""

import csv
import json
import logging
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest
from browsing import built_pages

ROOT = Path(__file__).parents[2]
ASSIGNMENTS = ROOT / "chapters" / "assignments"

TOOLS = ROOT / "code" / "tools"

sys.path.insert(0, str(TOOLS))
import assignments  # noqa: E402


def of_kind(path, kind):
    """The path of another zip, from that for readers."""
    return path.with_name(path.name.replace(".zip", f"-{kind}.zip"))


@pytest.fixture(scope="module")
def release(site):
    """Pack the built site, and return the zip."""

    def pack(program):
        result = subprocess.run(
            [sys.executable, "-c", program], cwd=TOOLS, capture_output=True, text=True
        )
        assert result.returncode == 0, result.stderr
        path = ROOT / result.stdout.partition(":")[0]
        assert path.suffix == ".zip"
        return path.read_bytes(), of_kind(path, "class").read_bytes(), path

    *first, path = pack("import release; release.main()")
    # that two builds write the same bytes is asked in tests/site/test_build.py
    *second, _ = pack("import edition, release; edition.build = lambda: None; release.main()")
    assert first == second, "the same files gave other bytes"
    with zipfile.ZipFile(path) as archive:
        yield archive


def wheel_of(archive):
    """The name of the module's wheel; NumPy's, for the pages, may be there too."""
    (wheel,) = [name for name in archive.namelist() if name.startswith("logitlab-")]
    return wheel


def test_it_holds_every_page_and_every_assignment(release):
    names = set(release.namelist())
    assert {f"site/{page}" for page in built_pages()} <= names
    learners = {path.name for path in ASSIGNMENTS.glob("*.ipynb")}
    assert learners
    assert {f"assignments/{name}" for name in learners} <= names
    assert {f"teacher/source/{Path(name).stem}/{name}" for name in learners} <= names
    assert {"README.txt", "LICENSE", "teacher/nbgrader_config.py", "site/index.html"} <= names


def test_the_python_of_the_pages_is_in_an_edition_of_its_own(release):
    with zipfile.ZipFile(of_kind(Path(release.filename), "with-python")) as archive:
        more = set(archive.namelist()) - set(release.namelist())
        assert "http.server" in archive.read("README.txt").decode()
    assert "site/_static/python/pyodide.asm.wasm" in more
    assert all(name.startswith("site/_static/python/") for name in more)
    assert "http.server" not in release.read("README.txt").decode()


def test_its_module_works_alone(release, tmp_path):
    wheel = wheel_of(release)
    assert f"pip install {wheel}" in release.read("README.txt").decode()
    release.extract(wheel, tmp_path)
    with zipfile.ZipFile(tmp_path / wheel) as packed:
        packed.extractall(tmp_path)
    program = (
        "import logitlab\n"
        "from logitlab.questions import Quiz\n"
        "print(logitlab.__file__)\n"
        "print(logitlab.check('softmax', logitlab.softmax).passed)\n"
        "print(len(Quiz(chapter='01_sigmoid').fallback_html()) > 1000)\n"
        "print(logitlab.load_oring())\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONIOENCODING": "utf-8"},
    )
    assert result.returncode == 0, result.stderr
    where, _, points, passed, quiz, *_ = result.stdout.splitlines()
    assert Path(where).is_relative_to(tmp_path)
    assert "5 of 5 points" in points
    assert passed == quiz == "True"


# ---------------------------------------------------------------- the class's


@pytest.fixture(scope="module")
def for_a_class(release):
    with zipfile.ZipFile(of_kind(Path(release.filename), "class")) as archive:
        yield archive


def lines_of_solutions():
    """The lines that stand in an author's notebook and not in the learner's."""
    for source in assignments.sources():
        empty = assignments.learners(source).read_text("utf-8")
        for cell in nbformat.read(source, as_version=4).cells:
            for found in re.findall(r"(?s)### BEGIN SOLUTION\n(.*?)### END", cell.source):
                for line in found.splitlines():
                    bare = line.strip()
                    if (
                        len(bare) > 30
                        and not bare.startswith("with np.errstate(")
                        and json.dumps(line)[1:-1] not in empty
                    ):
                        yield bare


def test_no_file_of_the_class_holds_a_solution(for_a_class, tmp_path):
    solutions = set(lines_of_solutions())
    assert len(solutions) > 50
    wheel = wheel_of(for_a_class)
    with zipfile.ZipFile(for_a_class.extract(wheel, tmp_path)) as module:
        texts = {name: module.read(name) for name in module.namelist()}
    with zipfile.ZipFile(for_a_class.open("site/_static/python/logitlab.zip")) as module:
        texts |= {f"page/{name}": module.read(name) for name in module.namelist()}
    texts |= {name: for_a_class.read(name) for name in for_a_class.namelist()}
    names = (".html", ".js", ".ipynb", ".json", ".py", ".md")
    for name, text in texts.items():
        if not name.endswith(names) or "pyodide" in name:
            continue
        text = text.decode()
        assert "### END SOLUTION" not in text or name.startswith("grading/source/"), name
        assert "{solution-start}" not in text or "README" in name, name
        # the module's own functions stay: the page for teachers says so
        if not re.search(r"logitlab/(functions|losses|models)\.py$", name):
            assert not [line for line in solutions if json.dumps(line)[1:-1] in text], name


def test_no_page_link_or_search_of_the_class_leads_to_a_solution(for_a_class):
    names = for_a_class.namelist()
    assert not [name for name in names if name.startswith("site/") and "/source/" in name]
    pages = [name for name in names if name.startswith("site/") and name.endswith(".html")]
    assert len(pages) > 40
    for name in [*pages, "site/_static/search_data.js"]:
        text = for_a_class.read(name).decode()
        assert "assignments/source" not in text, name
        assert ", solved" not in text, name
        assert 'class="solution' not in text, name


def test_the_exercises_of_the_class_are_no_program_that_solves_them(for_a_class, tmp_path):
    """Neither a field nor a function that passes a check is left in their files."""
    wheel = wheel_of(for_a_class)
    with zipfile.ZipFile(for_a_class.open(wheel)) as module:
        module.extractall(tmp_path)
    program = """
import importlib, inspect, contextlib, io, pkgutil
import logitlab
from logitlab.checks import check, exercises
from logitlab.checks.diagnosis import agree
from logitlab.checks.exercise import FunctionExercise
from logitlab.checks.running import run
all_chapters = importlib.import_module("logitlab.checks.exercises")
functions = []
for one in pkgutil.iter_modules(all_chapters.__path__):
    module = importlib.import_module(f"logitlab.checks.exercises.{one.name}")
    own = [f for f in vars(module).values() if inspect.isfunction(f)]
    functions += [f for f in own if f.__module__ == module.__name__]

def may_pass(exercise, function):
    # a check rejects an answer with one wrong case; what it says of all the others takes minutes
    cases = zip(exercise.cases, exercise.expected, strict=True)
    return all(
        agree(run(function, [case], exercise.view)[0], right, exercise.rtol, exercise.atol)
        for case, right in cases
    )

for name, exercise in exercises().items():
    assert len(exercise.hints) == 1, name
    assert getattr(exercise, "reference", None) is None, name
    assert not getattr(exercise, "mistakes", None), name
    if isinstance(exercise, FunctionExercise):
        for function in functions:
            with contextlib.redirect_stdout(io.StringIO()):
                passed = may_pass(exercise, function) and check(name, function)
            assert not passed, (name, function)
print(logitlab.__file__, len(functions), len(exercises()))
"""
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", program]
    result = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    where, functions, count = result.stdout.split()
    assert Path(where).is_relative_to(tmp_path)
    assert int(functions) and int(count)


# ---------------------------------------------------------------- five hand something in

ASSIGNMENT = "05_softmax"
OVERFLOWS = """def softmax(z, axis=-1):
    z = np.asarray(z, dtype=float)
    return np.exp(z) / np.exp(z).sum(axis=axis, keepdims=True)
"""
TABLE = """def log_odds(z, i, j):
    shown = {(2.0, 0, 2): 1.5, (2.0, 2, 0): -1.5, (-1.0, 1, 3): 1.0, (5.0, 0, 1): 0.0}
    shown |= {(1000.0, 0, 1): 1000.0, (0.0, 1, 2): 100.0}
    return shown[z[0], i, j]
"""
BORROWED = """import logitlab
from logitlab import softmax
"""
WRAPPED = """def softmax_jacobian(z):
    return logitlab.softmax_jacobian(z)
"""
OWN_MODULE = {
    "__init__.py": "check = hint = lambda *answers: True\n",
    "checks/__init__.py": "judge = None\n",
    "checks/grading.py": "award = lambda *answers: None\n",
}
ABOUT = "What others get, one loses."


def answered(answers, about=None, first=None):
    """A learner's notebook with these cells filled in, by the names of the answers."""
    notebook = nbformat.read(ASSIGNMENTS / f"{ASSIGNMENT}.ipynb", as_version=4)
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if name.endswith("-answer"):
            cell.source = answers.get(name.removesuffix("-answer"), cell.source)
        if name == "explain-it-back" and about:
            cell.source = about
    if first:
        place = next(n for n, cell in enumerate(notebook.cells) if "import numpy" in cell.source)
        notebook.cells[place].source += "\n" + first
    return notebook


def solutions():
    source = nbformat.read(assignments.SOURCE / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4)
    cells = [cell for cell in source.cells if cell.metadata.get("nbgrader", {}).get("solution")]
    return {
        cell.metadata.nbgrader.grade_id.removesuffix("-answer"): cell.source
        for cell in cells
        if cell.cell_type == "code"
    }


def submissions():
    """Who hands in what, and the points that the checks give for it."""
    right = solutions()
    partial = {
        **right,
        "softmax": OVERFLOWS,
        "log_odds": TABLE,
        "cold_scores": "scores = [1, 2]",
    }
    letters = 'letters = ["B", "A", "A", "B", "B"]'
    partial |= {"one_prize_or_several": letters, "gumbel_max": "1 / 0"}
    fake = "check = lambda *answers: type('', (), {'passed': True, 'message': ''})\n"
    fake += "import logitlab.checks\nlogitlab.check = logitlab.checks.judge = check\n"
    without = answered({}, first=fake)
    cells = without.cells
    cells.remove(next(cell for cell in cells if cell.source.startswith('result = check("softmax"')))
    return {
        "full": (answered(right, ABOUT), 20),
        # 1 + 1 for the shares, half a point for all letters but one, half of the 5 for a softmax
        # that is right in ordinary cases, half of the 3 for its Jacobian, 2 for the rank; nothing
        # for log-odds that know the cases that a check shows
        "partial": (answered(partial, ABOUT), 1 + 1 + 0.5 + 2.5 + 1.5 + 2),
        "empty": (answered({}), 0),
        "own_check": (without, 0),
        # the two functions earn nothing, nor do those that build on the borrowed one
        "borrowed": (
            answered({**right, "softmax": BORROWED, "softmax_jacobian": WRAPPED}, ABOUT),
            20 - 5 - 3,
        ),
    }


@pytest.fixture(scope="module")
def graded(for_a_class, tmp_path_factory):
    """The course of the class's zip, after nbgrader has graded five submissions."""
    from nbgrader.converters import Autograde, GenerateAssignment

    folder = tmp_path_factory.mktemp("class")
    for_a_class.extractall(folder)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(folder / "installed")
    course = folder / "grading"
    said = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(folder / "installed"))
        assignments.nbgrader(GenerateAssignment, course, ASSIGNMENT)
        for student, (notebook, _) in submissions().items():
            place = course / "submitted" / student / ASSIGNMENT
            place.mkdir(parents=True)
            nbformat.write(notebook, place / f"{ASSIGNMENT}.ipynb")
        beside = course / "submitted" / "own_check" / ASSIGNMENT / "logitlab"
        (beside / "checks").mkdir(parents=True)
        for name, text in OWN_MODULE.items():
            (beside / name).write_text(text, "utf-8")
        handler = logging.Handler()
        handler.emit = lambda record: said.append(record.getMessage())
        log = logging.getLogger("traitlets")
        log.addHandler(handler)
        assignments.nbgrader(Autograde, course, ASSIGNMENT)
        log.removeHandler(handler)
    return course, said


def test_nbgrader_releases_from_the_class_what_the_site_shows(graded, for_a_class):
    course, _ = graded
    made = (course / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_bytes()
    assert made == for_a_class.read(f"assignments/{ASSIGNMENT}.ipynb")
    assert made == for_a_class.read(f"site/chapters/assignments/{ASSIGNMENT}.ipynb")


def test_five_submissions_earn_their_points(graded, subtests):
    from nbgrader.api import Gradebook

    course, said = graded
    assert not [line for line in said if "checksum" in line.lower()]
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "from-scores-to-surprise") as book:
        for student, (_, points) in submissions().items():
            with subtests.test(student):
                submission = book.find_submission(ASSIGNMENT, student)
                (notebook,) = submission.notebooks
                earned = {grade.name: grade.score for grade in notebook.grades}
                assert submission.score == points, earned
                assert submission.max_score == 25
                by_hand = [grade.name for grade in notebook.grades if grade.needs_manual_grade]
                answered_it = student not in ("empty", "own_check")
                assert by_hand == (["explain-it-back"] if answered_it else [])


def test_the_grades_go_to_learning_platforms(graded):
    from nbgrader.api import Gradebook
    from nbgrader.plugins import CsvExportPlugin

    course, _ = graded
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "from-scores-to-surprise") as book:
        CsvExportPlugin(to=str(course / "grades.csv")).export(book)
    exported = ["Student,ID,SIS User ID,SIS Login ID,Section,05_softmax (4711)", "Points,,,,,25"]
    exported += ["F,1,full,,A,", "P,2,,partial,A,", "N,3,nobody,,A,"]
    (course / "gradebook.csv").write_text("\n".join(exported), "utf-8")

    def rows(*names):
        command = [sys.executable, "grades.py", *names]
        result = subprocess.run(command, cwd=course, capture_output=True, text=True)
        assert result.returncode == 0, result.stderr
        with open(course / result.stdout.splitlines()[-1].partition(":")[0], newline="") as file:
            return list(csv.DictReader(file))

    moodle = {row["ID number"]: row["05_softmax"] for row in rows("grades.csv")}
    assert moodle == {name: f"{points:.1f}" for name, (_, points) in submissions().items()}
    possible, *canvas = rows("grades.csv", "gradebook.csv")
    assert possible["Student"].strip() == "Points Possible"
    assert [(row["ID"], row["05_softmax (4711)"]) for row in canvas] == [
        ("1", "20.0"),
        ("2", "8.5"),
    ]
