"""What a learner has earned: points of each assignment, what comes next, and a file that keeps it.

``points.csv`` says on which page each exercise stands, and how many points it gives there; `make
refresh` writes it from the notebooks. The file that `progress` writes is the one that the course's
start page exports and imports, see ``website/theme/script/progress.js``.
"""

import csv
import json
import time
from functools import cache
from os import PathLike
from pathlib import Path
from typing import NamedTuple

from ..translation import translated

COURSE, VERSION = "scores-to-surprise", 2  # as in progress.js; the first had no log
ASSIGNMENT = "assignments-"

_at = [""]  # the assignment of the last verdict
_right = {}  # name of an exercise: when it was right for the first time, in ms


class Row(NamedTuple):
    """An exercise on a page."""

    page: str
    task: str
    exercise: str
    points: float


@cache
def rows():
    """All exercises of all pages, in their order."""
    with Path(__file__).with_name("points.csv").open(encoding="utf-8", newline="") as file:
        return [Row(*row[:3], float(row[3])) for row in list(csv.reader(file))[1:]]


def tasks(page):
    """The exercises of one page that give points."""
    return [row for row in rows() if row.page == page and row.points]


def remember(names):
    """Count exercises as right that were so before, on a page of the site for instance."""
    for name in names:
        _right.setdefault(name, int(1000 * time.time()))


def forget():
    """Begin anew."""
    _at[:] = [""]
    _right.clear()


def _earned(page):
    """The points that a learner has on a page, and those that there are."""
    here = tasks(page)
    return sum(row.points for row in here if row.exercise in _right), sum(r.points for r in here)


def _next(page, name):
    """What to do after an exercise: the next one that is not right yet."""
    here = tasks(page)
    place = [row.exercise for row in here].index(name)
    missing = [row for row in here[place + 1 :] + here[:place] if row.exercise not in _right]
    if missing:
        return f'Next: "{missing[0].task}".'
    after = f"{int(page.removeprefix(ASSIGNMENT)[:2]) + 1:02d}_"
    chapter = any(row.page.startswith(after) for row in rows())
    return f"Next: chapter {int(after[:2])}." if chapter else "That was the last one."


def tell(name, passed):
    """Count a verdict; return the line that says its points, or nothing outside an assignment."""
    if passed:
        remember([name])
    found = {row.page: row for row in rows() if row.exercise == name and row.points}
    if not found:
        return ""
    if len(found) == 1:
        _at[:] = found
    # one that several assignments ask belongs to the one that the learner is at
    row = found.get(_at[0]) or next(iter(found.values()))
    earned, total = _earned(row.page)
    sums = f"{earned:g} of {total:g} in assignment {int(row.page.removeprefix(ASSIGNMENT)[:2])}"
    own = f"{row.points:g} point{'' if row.points == 1 else 's'}"
    if passed:
        return f"  {row.points:g} of {own}, {sums}. {_next(row.page, name)}"
    return f"  {own} to win, {sums} so far."


def progress(file: str | PathLike | None = None) -> None:
    """Show the points of each assignment, and keep them in a file if you name one.

    Parameters
    ----------
    file : str or path, optional
        Such as ``"scores-to-surprise.json"``. If it is there already, what it holds counts, too,
        and stays in it. It is the file that the course's start page exports and imports.

    Notes
    -----
    Without a file, what was right is forgotten when the kernel restarts.

    Examples
    --------
    >>> progress()
    No points yet: they come with the tasks of the assignments.
    """
    lines = []
    if file is not None:
        path = Path(file)
        record = _read(path)
        if record is None:
            text = (
                f"{path.name} holds no progress of this course, or is damaged. It stays as it is. "
                "Name another file."
            )
            print(translated(text, "checks"))
            return
        path.write_text(json.dumps(_with_right(record), indent=1), "utf-8")
        lines = [f"Kept in {path.name}. The start page of the course imports it."]
    pages = sorted({row.page for row in rows() if row.points})
    sums = {page: _earned(page) for page in pages}
    shown = [
        f"  {page.removeprefix(ASSIGNMENT)}: {earned:g} of {total:g} points"
        for page, (earned, total) in sums.items()
        if earned
    ]
    if shown:
        got, total = (sum(pair[i] for pair in sums.values()) for i in (0, 1))
        shown.append(f"  all together: {got:g} of {total:g}")
    else:
        shown = ["No points yet: they come with the tasks of the assignments."]
    print(translated("\n".join(shown + lines), "checks"))


def _read(path):
    """The record in a file, an empty one where there is no file, None if it is no record."""
    if not path.exists():
        empty = {"pages": {}, "quizzes": {}, "code": {}, "log": [], "sure": [0, False]}
        return {"course": COURSE, "version": VERSION, **empty}
    try:
        record = json.loads(path.read_text("utf-8"))
        if record["course"] != COURSE or record["version"] not in (1, VERSION):
            return None
        for page, quiz in record["quizzes"].items():
            if page.endswith("-exercises"):
                for name, (at, answer) in quiz["answers"].items():
                    if answer and answer.get("right"):
                        _right[name] = min(at, _right.get(name, at))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return record


def _with_right(record):
    """A record with all that is right, on each page where the exercise stands."""
    for row in rows():
        if row.exercise in _right:
            quiz = record["quizzes"].setdefault(f"{row.page}-exercises", {"passed": 0})
            known = quiz.setdefault("answers", {})
            if not (known.get(row.exercise) or [0, {}])[1].get("right"):
                known[row.exercise] = [_right[row.exercise], {"right": True}]
    return record
