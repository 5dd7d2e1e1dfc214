"""The repository itself: one address, one list of versions, one style."""

import platform
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml

ROOT = Path(__file__).parents[2]

sys.path.insert(0, str(ROOT / "code" / "tools"))
import refresh  # noqa: E402


@pytest.mark.parametrize("command", [["check"], ["format", "--check"]], ids=" ".join)
def test_python_passes_the_linter(command):
    result = subprocess.run(
        [sys.executable, "-m", "ruff", *command, "code", "tests", "benchmarks"],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert result.returncode == 0, result.stdout


@pytest.mark.skipif(
    (sys.platform, platform.machine()) != ("linux", "x86_64"),
    reason="tests/requirements.txt brings Biome only to Linux on x86-64, the only wheel",
)
def test_javascript_and_css_pass_the_formatter_and_the_linter():
    biome = Path(sys.executable).with_name("biome")
    result = subprocess.run(
        [biome, "check", "--error-on-warnings"], capture_output=True, text=True, cwd=ROOT
    )
    assert result.returncode == 0, f"run: biome check --write\n{result.stdout}{result.stderr}"


def test_no_line_of_javascript_or_css_is_longer_than_100_characters():
    """The formatter leaves long texts and comments as they are."""
    files = [
        file
        for ending in ("js", "css")
        for file in (ROOT / "code").rglob(f"*.{ending}")
        if file.parent.name != "vendor"  # as its authors ship it
    ]
    assert len(files) > 40
    long = [
        f"{file.relative_to(ROOT)}:{number}"
        for file in files
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if len(line) > 100
    ]
    assert not long, f"break the texts with + or, in a table of words, into a list of lines: {long}"


def test_files_follow_the_address_of_the_repository():
    assert refresh.recorded_address() == refresh.address(), "run: make refresh"
    owner_and_name = "/".join(refresh.address().split("/")[-2:])
    text = (ROOT / "README.md").read_text("utf-8")
    assert f"mybinder.org/v2/gh/{owner_and_name}/" in text
    assert f"colab.research.google.com/github/{owner_and_name}/" in text


@pytest.mark.parametrize("path", refresh.followers(), ids=lambda path: path.name)
def test_a_fork_changes_one_line(monkeypatch, path):
    monkeypatch.setattr(refresh, "address", lambda: "https://github.com/someone/else-where")
    changed = unquote(refresh.with_address(path.read_text("utf-8")))
    assert "someone/else-where" in changed
    # whatever names the old owner was not followed
    assert refresh.recorded_address().split("/")[-2] + "/" not in changed
    assert "git+https://github.com/someone/else-where" in refresh.install_cell().source


def test_every_requirement_is_pinned_and_has_a_reason():
    pinned = set(re.findall(r"^([\w.-]+)==", (ROOT / "constraints.txt").read_text(), re.MULTILINE))
    for name in ("requirements.txt", "tests/requirements.txt", "binder/requirements.txt"):
        for line in (ROOT / name).read_text("utf-8").splitlines():
            if line.startswith(("#", "-c", "-e")) or not line.strip():
                continue
            requirement, _, reason = line.partition("#")
            package = re.match(r"[\w.-]+", requirement).group()
            assert package in pinned, f"{package} has no version: run make constraints"
            assert reason.strip() or name.startswith("tests"), f"say why {package} is needed"


def test_a_reader_does_not_install_what_only_tests_need():
    text = (ROOT / "requirements.txt").read_text("utf-8")
    assert "playwright" not in text
    assert "hypothesis" not in text


def test_binder_installs_what_notebooks_need_and_no_more():
    text = (ROOT / "binder" / "requirements.txt").read_text("utf-8")
    asked = re.findall(r"^(?!#)([\w.-]+(?: \S+)?)", text, re.MULTILINE)
    assert asked == ["-c ../constraints.txt", "-e .", "jupyterlab-myst"], "more makes it slower"
    assert not (ROOT / "runtime.txt").exists(), "Binder looks for it in its folder"


def test_the_table_of_contents_names_files_that_exist():
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
    chapters = [chapter for part in toc["parts"] for chapter in part["chapters"]]
    names = [toc["root"], *(chapter["file"] for chapter in chapters)]
    names += [below["file"] for chapter in chapters for below in chapter.get("sections", [])]
    for name in names:
        assert list(ROOT.glob(f"{name}.*")), f"_toc.yml names {name}, which does not exist"


def test_code_holds_no_package_of_the_name_code():
    # Python's own module `code` is imported by pdb; a package of that name would hide it.
    assert not (ROOT / "code" / "__init__.py").exists()


def test_no_two_rules_of_the_explorables_share_a_selector():
    """Two figures that style the same class would change each other."""
    rules = (ROOT / "code/logitlab/explorables/shared/explorable.css").read_text("utf-8")
    selectors = re.findall(r"^(\.[^{]+?) *\{", rules, re.MULTILINE)
    assert len(selectors) > 40
    twice = {selector for selector in selectors if selectors.count(selector) > 1}
    assert not twice, f"rename one of the classes: {twice}"
