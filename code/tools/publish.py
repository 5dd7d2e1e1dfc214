"""Cut a release: ``python code/tools/publish.py 0.2.0 [yes]``.

It says what it would do, and does it only with ``yes``: give the changes of CHANGELOG.md their
version and date, write the version where it stands, commit and tag that, build the site, pack it,
and write the checksums. It pushes nothing: ``git push --follow-tags`` does, and the workflow
release.yml takes it from there.
"""

import hashlib
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "_build"
UNRELEASED = "## [Unreleased]\n"


def _run(*command):
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def new_texts(version, day, texts):
    """The files that say the version, with a new one.

    Parameters
    ----------
    version : str
        Such as "0.2.0".
    day : str
        The date of the release, as year, month and day: "2026-12-01".
    texts : dict
        Names of files, and what stands in them: CHANGELOG.md, pyproject.toml, CITATION.cff.

    Returns
    -------
    dict
        The same names, and the new texts.

    Raises
    ------
    ValueError
        If the version is not one, not above the last one, or if nothing has changed since.
    """
    if not re.fullmatch(r"\d+\.\d+\.\d+", version):
        raise ValueError(f"{version} is no version: write three numbers, such as 0.2.0")
    project = texts["pyproject.toml"]
    last = re.search(r'^version = "(.*)"$', project, re.MULTILINE)[1]
    numbers = [tuple(map(int, text.split("."))) for text in (last, version)]
    changes = texts["CHANGELOG.md"]
    # the version that a project begins with may be released, too, once
    if numbers[1] < numbers[0] or f"## [{version}]" in changes:
        raise ValueError(f"{version} is not above the last version, {last}")
    unreleased = changes.partition(UNRELEASED)[2].partition("\n## ")[0]
    if not unreleased.strip():
        raise ValueError("CHANGELOG.md says of no change since the last version")
    citation = re.sub(r"^(version|date-released):.*\n", "", texts["CITATION.cff"], flags=re.M)
    return {
        "CHANGELOG.md": changes.replace(UNRELEASED, f"{UNRELEASED}\n## [{version}] - {day}\n", 1),
        "pyproject.toml": project.replace(f'version = "{last}"', f'version = "{version}"', 1),
        "CITATION.cff": f'{citation.rstrip()}\nversion: "{version}"\ndate-released: "{day}"\n',
    }


def write_checksums(files, target):
    """Write the SHA-256 of each file, as ``sha256sum --check`` reads them."""
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    target.write_text("".join(lines), "utf-8")


def main(version="", sure=""):
    """Say what a release would do, or do it."""
    names = ("CHANGELOG.md", "pyproject.toml", "CITATION.cff")
    try:
        texts = {name: (ROOT / name).read_text("utf-8") for name in names}
        texts = new_texts(version, date.today().isoformat(), texts)
    except ValueError as error:
        sys.exit(f"{error}.")
    if f"v{version}" in _run("git", "tag", "--list").split():
        sys.exit(f"The tag v{version} is there already.")
    if _run("git", "status", "--porcelain"):
        sys.exit("Commit your changes first: a release holds what is committed.")
    print(f"Release {version}:")
    for name in names:
        print(f"  write the version, and its date, into {name}")
    print(f"  commit that, build the site, pack it, and tag the commit v{version}")
    print(f"  write the zips and SHA256SUMS to {BUILD.name}/")
    if sure != "yes":
        sys.exit(f"Nothing is done yet. To do it: make publish VERSION={version} SURE=yes")
    for name, text in texts.items():
        (ROOT / name).write_text(text, "utf-8")
    _run("git", "commit", "--quiet", "--message", f"Version {version}", "--", *names)
    # set up anew, so that the pages' footer says the new version
    subprocess.run(["make", "release"], cwd=ROOT, check=True)
    zips = sorted(BUILD.glob(f"from-scores-to-surprise-{version}*.zip"))
    write_checksums(zips, BUILD / "SHA256SUMS")
    _run("git", "tag", "--annotate", f"v{version}", "--message", f"Version {version}")
    print("Done. Publish it with: git push --follow-tags")


if __name__ == "__main__":
    main(*sys.argv[1:])
