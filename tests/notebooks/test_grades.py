"""The script that turns nbgrader's grades into what Moodle and Canvas import.

What Canvas asks of a file stands in its importer (lib/gradebook_importer.rb), what Moodle asks in
grade/import/csv: the tests repeat the parts that a file of ours could fail.
"""

import csv
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

sys.path.insert(0, str(ROOT / "chapters" / "assignments"))
import grades  # noqa: E402

COLUMNS = "assignment,duedate,timestamp,student_id,last_name,first_name,email,raw_score"
COLUMNS += ",late_submission_penalty,score,max_score"
# what nbgrader exports: ann has handed in the first, ben both, eve nothing
EXPORTED = f"""{COLUMNS}
05_softmax,,,ann,,,ann@example.org,19.0,0.0,19.0,25.0
05_softmax,,,ben,,,,0.0,0.0,0.0,25.0
05_softmax,,,eve,,,,0.0,0.0,0.0,25.0
06_cross_entropy,,,ann,,,ann@example.org,0.0,0.0,0.0,25.0
06_cross_entropy,,,ben,,,,8.5,0.0,8.5,25.0
06_cross_entropy,,,eve,,,,0.0,0.0,0.0,25.0
07_numbers_that_break,,,ann,,,ann@example.org,0.0,0.0,0.0,35.0
"""
# what Canvas exports: with marks of its own in the rows below the first
GRADEBOOK = """\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,05_softmax (4711),Final Score
"    Points Possible",,,,,25,(read only)
,,,,,Manual Posting,
"Lovelace, Ann",11,,ann,A,3.00,12
"Li, Ben",12,ben,b.li,A,,
"Roe, Eve",13,eve,,A,7.00,
"Student, Test",14,,,A,,
"""


@pytest.fixture
def course(tmp_path):
    for student, assignment in (
        ("ann", "05_softmax"),
        ("ben", "05_softmax"),
        ("ben", "06_cross_entropy"),
    ):
        (tmp_path / "autograded" / student / assignment).mkdir(parents=True)
    (tmp_path / "grades.csv").write_text(EXPORTED, "utf-8")
    (tmp_path / "gradebook.csv").write_text(GRADEBOOK, "utf-8")
    return tmp_path


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_moodle_gets_a_row_for_each_learner_and_no_grade_for_what_was_not_handed_in(course, capsys):
    grades.main([str(course / "grades.csv")])
    assert rows(course / "moodle.csv") == [
        ["ID number", "Email address", "05_softmax", "06_cross_entropy"],
        ["ann", "ann@example.org", "19.0", "-"],
        ["ben", "", "0.0", "8.5"],
    ]
    said = capsys.readouterr().out
    assert "05_softmax: 25 points at most" in said
    assert "07_numbers" not in said


def test_canvas_gets_what_its_importer_asks(course, capsys):
    grades.main([str(course / "grades.csv"), str(course / "gradebook.csv")])
    header, possible, *learners = rows(course / "canvas.csv")
    # the importer: who it is in columns 0 to 4, then the assignments
    assert "Student" in header[0] and "ID" in header[1]
    assert re.search(r"SIS\s+User\s+ID", header[2]) and re.search(r"SIS\s+Login\s+ID", header[3])
    assert "Section" in header[4]
    assert header[5:] == ["05_softmax (4711)", "06_cross_entropy"]
    assert "Points Possible" in possible[0] and possible[5:] == ["25.0", "25.0"]
    assert [(row[1], *row[5:]) for row in learners] == [("11", "19.0", ""), ("12", "0.0", "8.5")]
    assert all(len(row) == len(header) for row in (possible, *learners))
    assert "not in the gradebook" not in capsys.readouterr().out


def test_a_grade_that_stands_only_in_canvas_stays(course):
    (course / "autograded" / "ann" / "05_softmax").rmdir()
    (course / "autograded" / "ann" / "06_cross_entropy").mkdir()
    grades.main([str(course / "grades.csv"), str(course / "gradebook.csv")])
    ann = next(row for row in rows(course / "canvas.csv") if row[1] == "11")
    assert ann[5:] == ["3.00", "0.0"]


def test_who_is_not_in_the_gradebook_is_named(course, capsys):
    (course / "gradebook.csv").write_text(GRADEBOOK.replace("b.li", "").replace(",ben,", ",,"))
    grades.main([str(course / "grades.csv"), str(course / "gradebook.csv")])
    assert "ben is not in the gradebook" in capsys.readouterr().out


def test_without_the_folder_of_nbgrader_all_grades_count(course):
    (course / "elsewhere").mkdir()
    (course / "grades.csv").rename(course / "elsewhere" / "grades.csv")
    grades.main([str(course / "elsewhere" / "grades.csv")])
    assert len(rows(course / "elsewhere" / "moodle.csv")) == 1 + 3
