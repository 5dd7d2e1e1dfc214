"""What `pip install` brings is whole: the module works without the repository it was made in."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from logitlab.checks import exercises
from logitlab.questions.quiz import CHAPTERS

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """An empty folder with the files of the wheel, which is made of a copy of the sources."""
    source = tmp_path_factory.mktemp("source")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    shutil.copytree(
        ROOT / "code", source / "code", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info")
    )
    # what `pip wheel` calls, without its search for packages
    build = "from setuptools import build_meta; build_meta.build_wheel('.')"
    made = subprocess.run([sys.executable, "-c", build], cwd=source, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr
    (wheel,) = source.glob("*.whl")
    folder = tmp_path_factory.mktemp("installed")
    zipfile.ZipFile(wheel).extractall(folder)
    return folder


def files(folder):
    """The files of a package below a folder, without what Python compiles and a README."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix not in (".pyc", ".md")
    }


def test_a_wheel_holds_the_whole_module_and_nothing_else(installed):
    assert files(installed / "logitlab") == files(ROOT / "code" / "logitlab")
    (other,) = {path.name for path in installed.iterdir()} - {"logitlab"}
    assert other.endswith(".dist-info"), "the site's own code must not be installed"


USE_ALL = """
import json, sys
import logitlab
from logitlab import figures, questions
from logitlab.checks import exercises
from logitlab.explorables import Explorable
from logitlab.questions.quiz import CHAPTERS

loaders = [name for name in logitlab.__all__ if name.startswith("load_")]
widgets = [cls() for cls in Explorable.__subclasses__()]
widgets += [questions.Quiz(chapter=chapter) for chapter in CHAPTERS]
modules = [m for name, m in sys.modules.items() if name.partition(".")[0] == "logitlab"]
print(json.dumps({
    "files": [module.__file__ for module in modules],
    "samples": {name: len(getattr(getattr(logitlab, name)(), "y", [])) for name in loaders},
    "tokens": len(logitlab.load_language_model().tokens),
    "prose": [len(text) > 30_000 for text in logitlab.load_course_prose()],
    "pages": ["data-explorable=" in widget.fallback_html() for widget in widgets],
    "scripts": ["export default" in widget._esm for widget in widgets],
    "exercises": list(exercises()),
    "passed": logitlab.check("softmax", logitlab.softmax).passed,
}))
"""


def test_the_module_works_without_the_repository(installed):
    used = subprocess.run(
        [sys.executable, "-c", USE_ALL],
        cwd=installed.parent,
        env={**os.environ, "PYTHONPATH": str(installed), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
    )
    assert used.returncode == 0, used.stderr
    found = json.loads(used.stdout.splitlines()[-1])  # the check prints what it found before
    assert len(found["files"]) > 40
    elsewhere = [name for name in found["files"] if not Path(name).is_relative_to(installed)]
    assert not elsewhere, "these came from the repository"
    assert found["samples"] == {
        "load_oring": 23,
        "load_breast_cancer": 569,
        "load_iris": 150,
        "load_digits": 1797,
        "load_course_prose": 0,  # no tables
        "load_language_model": 0,
        "load_baseball": 273,
    }
    assert found["tokens"] == 768
    assert all(found["prose"])
    assert len(found["pages"]) > 20 + len(CHAPTERS)
    assert all(found["pages"]) and all(found["scripts"])
    assert found["exercises"] == list(exercises())
    assert found["passed"]
