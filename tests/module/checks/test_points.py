"""Points: each check of an assignment says what it gave and what comes next; a file keeps them."""

import json

import pytest

from logitlab import check, checks, progress
from logitlab.checks import points
from logitlab.checks.exercise import ChoiceExercise

PAGES = sorted({row.page for row in points.rows() if row.points})


def answer_of(name):
    exercise = checks.exercises()[name]
    return exercise.key if isinstance(exercise, ChoiceExercise) else exercise.reference


def last_line(capsys):
    return capsys.readouterr().out.splitlines()[-1]


def test_every_assignment_has_points():
    assert len(PAGES) >= 11
    for page in PAGES:
        names = [row.exercise for row in points.tasks(page)]
        assert len(names) == len(set(names)) >= 5, page


def test_every_exercise_that_gives_points_is_one_that_check_knows():
    assert {row.exercise for row in points.rows()} <= set(checks.exercises())


@pytest.mark.parametrize("page", PAGES)
def test_points_add_up_to_the_total_and_lead_to_the_end(page, capsys):
    rows = points.tasks(page)
    total, sum_so_far = sum(row.points for row in rows), 0
    for row, after in zip(rows, [*rows[1:], None], strict=True):
        check(row.exercise, answer_of(row.exercise))
        sum_so_far += row.points
        said = last_line(capsys)
        assert f"{row.points:g} of {row.points:g} point" in said
        assert f"{sum_so_far:g} of {total:g} in assignment" in said
        if after:
            assert said.endswith(f'Next: "{after.task}".')
        else:
            assert said.endswith(".")
            assert "Next: chapter" in said or "the last one" in said


def test_a_wrong_answer_is_told_what_there_is_to_win(capsys):
    row = points.tasks("assignments-05_softmax")[0]
    total = sum(one.points for one in points.tasks(row.page))
    for answer in (None, "nonsense"):
        check(row.exercise, answer)
        assert f"0 of {total:g} in assignment 5 so far" in last_line(capsys)


def test_what_was_skipped_comes_next_and_nothing_is_taken_away(capsys):
    first, second, third, *_ = points.tasks("assignments-05_softmax")
    check(second.exercise, answer_of(second.exercise))
    check(first.exercise, answer_of(first.exercise))
    assert f'Next: "{third.task}".' in last_line(capsys)
    check(first.exercise, None)
    assert f"{first.points + second.points:g} of" in last_line(capsys)


def test_an_exercise_of_a_chapter_has_no_points(capsys):
    name = next(row.exercise for row in points.rows() if row.page == "01_sigmoid")
    result = check(name, answer_of(name))
    assert capsys.readouterr().out == f"{result.message}\n"


def test_a_file_keeps_them_in_the_form_of_the_site(tmp_path, capsys):
    path = tmp_path / "mine.json"
    row, other = points.tasks("assignments-05_softmax")[:2]
    check(row.exercise, answer_of(row.exercise))
    progress(path)
    said = capsys.readouterr().out
    assert f"05_softmax: {row.points:g} of" in said
    assert "Kept in mine.json" in said
    record = json.loads(path.read_text("utf-8"))
    assert record["course"] == "scores-to-surprise"
    kept = record["quizzes"]["assignments-05_softmax-exercises"]["answers"]
    assert list(kept) == [row.exercise]
    assert kept[row.exercise][1] == {"right": True}

    # a new kernel, the same file: nothing is lost, and what else is in it stays
    record["pages"]["01_sigmoid"] = {"at": 1, "of": 2, "last": "", "read": []}
    record["quizzes"]["01_sigmoid"] = {"passed": 7, "answers": {"q": [1, {"choice": 2}]}}
    path.write_text(json.dumps(record), "utf-8")
    points.forget()
    check(other.exercise, answer_of(other.exercise))
    progress(path)
    assert f"{row.points + other.points:g} of" in capsys.readouterr().out
    again = json.loads(path.read_text("utf-8"))
    assert again["quizzes"]["01_sigmoid"] == record["quizzes"]["01_sigmoid"]
    assert again["pages"] == record["pages"]
    answers = again["quizzes"]["assignments-05_softmax-exercises"]["answers"]
    assert answers[row.exercise] == kept[row.exercise]
    assert set(answers) == {row.exercise, other.exercise}


# as the start page of the course exports it
EXPORTED = {
    "course": "scores-to-surprise",
    "version": 2,
    "pages": {"01_sigmoid": {"at": 9, "of": 8, "last": "summary", "read": ["summary"]}},
    "quizzes": {"01_sigmoid": {"passed": 7, "answers": {"flip": [6, None]}}},
    "code": {"05_softmax": {"softmax-of-three": [8, "softmax([1, 2, 3])"]}},
    "log": [[5, "01_sigmoid", "01_sigmoid", "flip", 1, 80]],
    "sure": [4, True],
}


@pytest.mark.parametrize("version", [1, 2])
def test_a_file_that_the_page_has_exported_counts_and_keeps_all_that_is_in_it(
    version, tmp_path, capsys
):
    row, other = points.tasks("assignments-05_softmax")[:2]
    quiz = {"passed": 0, "answers": {row.exercise: [3, {"right": True}]}}
    quiz["answers"][other.exercise] = [3, {"right": False}]
    quizzes = EXPORTED["quizzes"] | {f"{row.page}-exercises": quiz}
    record = EXPORTED | {"version": version, "quizzes": quizzes}
    if version == 1:
        del record["log"], record["sure"]
    path = tmp_path / "scores-to-surprise.json"
    path.write_text(json.dumps(record, indent=1), "utf-8")
    progress(path)
    said = capsys.readouterr().out
    assert f"05_softmax: {row.points:g} of" in said
    assert "Kept in scores-to-surprise.json" in said
    assert json.loads(path.read_text("utf-8")) == record, "nothing new was right"


def test_a_new_file_is_complete(tmp_path):
    progress(tmp_path / "new.json")
    assert json.loads((tmp_path / "new.json").read_text("utf-8")).keys() == EXPORTED.keys()


OTHERS = ["", "{", "[]", '{"course": "other"}', '{"quizzes": 3}']
OTHERS += [json.dumps(EXPORTED | {"version": 3}), json.dumps(EXPORTED | {"course": "other"})]


@pytest.mark.parametrize("text", OTHERS)
def test_a_file_that_is_none_of_ours_stays_as_it_is(text, tmp_path, capsys):
    path = tmp_path / "mine.json"
    path.write_text(text, "utf-8")
    progress(path)
    assert "stays as it is" in capsys.readouterr().out
    assert path.read_text("utf-8") == text
