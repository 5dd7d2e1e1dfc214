"""A release says what it would do, gives the changes their version, and refuses what is wrong."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "code" / "tools"))
import publish  # noqa: E402

NAMES = ("CHANGELOG.md", "pyproject.toml", "CITATION.cff")


@pytest.fixture
def texts():
    return {name: (ROOT / name).read_text("utf-8") for name in NAMES}


def test_the_version_stands_in_every_file(texts):
    texts["CHANGELOG.md"] = "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- a figure\n"
    new = publish.new_texts("7.0.0", "2027-01-02", texts)
    assert (
        "## [Unreleased]\n\n## [7.0.0] - 2027-01-02\n\n### Added\n\n- a figure\n"
        in (new["CHANGELOG.md"])
    )
    assert re.search(r'^version = "7.0.0"$', new["pyproject.toml"], re.MULTILINE)
    assert new["CITATION.cff"].endswith('version: "7.0.0"\ndate-released: "2027-01-02"\n')
    again = {**new, "CHANGELOG.md": new["CHANGELOG.md"].replace("ed]\n", "ed]\n\n- more\n", 1)}
    newer = publish.new_texts("7.0.1", "2027-01-03", again)
    assert newer["CITATION.cff"].count("version: ") == 2, "with that of its own format"
    assert newer["CHANGELOG.md"].index("[7.0.1]") < newer["CHANGELOG.md"].index("[7.0.0]")


@pytest.mark.parametrize(
    ("version", "said"), [("2", "three numbers"), ("0.0.1", "not above"), ("v9.0.0", "no version")]
)
def test_a_wrong_version_is_refused(version, said, texts):
    with pytest.raises(ValueError, match=said):
        publish.new_texts(version, "2027-01-02", texts)


def test_a_release_without_changes_is_refused(texts):
    texts["CHANGELOG.md"] = "## [Unreleased]\n\n## [0.1.0] - 2026-01-01\n\n- all\n"
    with pytest.raises(ValueError, match="no change"):
        publish.new_texts("7.0.0", "2027-01-02", texts)


def test_the_checksums_are_those_that_sha256sum_reads(tmp_path):
    file = tmp_path / "course.zip"
    file.write_bytes(b"pages")
    publish.write_checksums([file], tmp_path / "SHA256SUMS")
    check = ["sha256sum", "--check", "SHA256SUMS"]
    assert subprocess.run(check, cwd=tmp_path, capture_output=True).returncode == 0
    file.write_bytes(b"other pages")
    assert subprocess.run(check, cwd=tmp_path, capture_output=True).returncode == 1


@pytest.fixture
def clone(tmp_path):
    subprocess.run(["git", "clone", "--quiet", "--depth=1", f"file://{ROOT}", tmp_path], check=True)
    tool = ROOT / "code" / "tools" / "publish.py"  # as it is now, committed or not
    (tmp_path / "code" / "tools" / "publish.py").write_bytes(tool.read_bytes())
    mine = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run(["git", "add", "."], cwd=tmp_path, check=True)
    commit = ["git", *mine, "commit", "--quiet", "--allow-empty", "--message", "as it is now"]
    subprocess.run(commit, cwd=tmp_path, check=True)
    return tmp_path


def test_it_says_what_it_would_do_and_does_nothing(clone):
    def tell(*words):
        command = [sys.executable, clone / "code" / "tools" / "publish.py", *words]
        return subprocess.run(command, capture_output=True, text=True)

    told = tell("9.0.0")
    assert told.returncode == 1 and "Nothing is done yet" in told.stderr
    assert "v9.0.0" in told.stdout and "SHA256SUMS" in told.stdout
    status = ["git", "status", "--porcelain"]
    assert subprocess.run(status, cwd=clone, capture_output=True, text=True).stdout == ""
    (clone / "README.md").write_text("changed")
    assert "Commit your changes first" in tell("9.0.0", "yes").stderr
