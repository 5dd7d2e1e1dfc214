"""The zip for a class without a network holds all that it promises, and works."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from browsing import built_pages

ROOT = Path(__file__).parents[2]
ASSIGNMENTS = ROOT / "chapters" / "assignments"


@pytest.fixture(scope="module")
def release(site):
    """Pack the built site, and return the zip."""

    def pack():
        command = [sys.executable, ROOT / "code" / "tools" / "release.py"]
        result = subprocess.run(command, capture_output=True, text=True)
        assert result.returncode == 0, result.stderr
        path = ROOT / result.stdout.partition(":")[0]
        assert path.suffix == ".zip"
        return path.read_bytes(), path

    first, path = pack()
    second, _ = pack()
    assert first == second, "the same files gave other bytes"
    with zipfile.ZipFile(path) as archive:
        yield archive


def test_it_holds_every_page_and_every_assignment(release):
    names = set(release.namelist())
    assert {f"site/{page}" for page in built_pages()} <= names
    learners = {path.name for path in ASSIGNMENTS.glob("*.ipynb")}
    assert learners
    assert {f"assignments/{name}" for name in learners} <= names
    assert {f"teacher/source/{Path(name).stem}/{name}" for name in learners} <= names
    assert {"README.txt", "LICENSE", "teacher/nbgrader_config.py", "site/index.html"} <= names


def test_the_python_of_the_pages_is_in_an_edition_of_its_own(release):
    with_python = Path(release.filename).with_name(
        Path(release.filename).name.replace(".zip", "-with-python.zip")
    )
    with zipfile.ZipFile(with_python) as archive:
        more = set(archive.namelist()) - set(release.namelist())
        assert "http.server" in archive.read("README.txt").decode()
    assert "site/_static/python/pyodide.asm.wasm" in more
    assert all(name.startswith("site/_static/python/") for name in more)
    assert "http.server" not in release.read("README.txt").decode()


def test_its_module_works_alone(release, tmp_path):
    wheel = next(name for name in release.namelist() if name.endswith(".whl"))
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
    where, _, passed, quiz, *_ = result.stdout.splitlines()
    assert Path(where).is_relative_to(tmp_path)
    assert passed == quiz == "True"
