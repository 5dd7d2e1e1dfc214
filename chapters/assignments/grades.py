"""Turn nbgrader's grades into what a learning platform imports.

    nbgrader export                                   writes grades.csv
    python grades.py grades.csv                       writes moodle.csv
    python grades.py grades.csv gradebook.csv         writes canvas.csv

Run it in the folder of the course: whose work lies in autograded/ gets a grade, and nobody else.
`gradebook.csv` is what Canvas exports from its gradebook. It is needed because Canvas knows a
student by the number in the column ID.
"""

import csv
import sys
from pathlib import Path

# how Canvas wants a file to begin; the two SIS columns may be empty
FIRST = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
NO_GRADE = "-"  # Moodle's own sign; an empty place would be no number


def read(path):
    """The rows of a CSV file, as dictionaries. Canvas and Excel may write a byte-order mark."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write(path, columns, rows):
    """Write rows as a CSV file."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{path}: {len(rows)} rows")


def handed_in(grades, folder):
    """The rows of work that was graded: nbgrader gives 0 to all who have handed in nothing yet."""
    graded = Path(folder) / "autograded"
    if not graded.exists():
        return grades
    return [row for row in grades if (graded / row["student_id"] / row["assignment"]).exists()]


def by_student(grades):
    """The rows of nbgrader, one a student and an assignment, as one row a student."""
    students, full = {}, {}
    for row in grades:
        student = students.setdefault(row["student_id"], {**row, "scores": {}})
        student["scores"][row["assignment"]] = row["score"]
        full[row["assignment"]] = row["max_score"]
    return students, full


def moodle(grades):
    """One row a student: Moodle finds the student by one of the first two columns."""
    students, full = by_student(grades)
    rows = [
        {
            "ID number": name,
            "Email address": one["email"],
            **{assignment: one["scores"].get(assignment, NO_GRADE) for assignment in full},
        }
        for name, one in students.items()
    ]
    return ["ID number", "Email address", *full], rows


def canvas(grades, gradebook):
    """The gradebook's own first columns and one for each assignment; `Points Possible` above."""
    students, full = by_student(grades)
    titles = {}
    for title in gradebook[0] if gradebook else []:  # Canvas writes "05_softmax (4711)"
        titles[title.rpartition(" (")[0] or title] = title
    names = {name: titles.get(name, name) for name in full}
    rows = [{"Student": "    Points Possible", **{names[name]: full[name] for name in full}}]
    missing = set(students)
    for row in gradebook:
        keys = (row.get("SIS User ID"), row.get("SIS Login ID"), row.get("ID"))
        if found := next((key for key in keys if key in students), None):
            missing.discard(found)
            # what has no grade here keeps the one that it has there: an empty place would delete it
            scores = {names[name]: row.get(names[name], "") for name in full}
            scores |= {names[name]: score for name, score in students[found]["scores"].items()}
            rows.append({**{key: row.get(key, "") for key in FIRST}, **scores})
    for name in sorted(missing):
        print(f"{name} is not in the gradebook: no SIS User ID, SIS Login ID or ID is the same.")
    return [*FIRST, *names.values()], rows


def main(names):
    """Read grades.csv, and write what was asked for beside it."""
    if not 1 <= len(names) <= 2:
        sys.exit(__doc__)
    here = Path(names[0]).parent
    grades = handed_in(read(names[0]), here)
    for assignment, points in by_student(grades)[1].items():
        print(f"{assignment}: {float(points):g} points at most")
    if len(names) == 1:
        write(here / "moodle.csv", *moodle(grades))
    else:
        write(here / "canvas.csv", *canvas(grades, read(names[1])))


if __name__ == "__main__":
    main(sys.argv[1:])
