"""The tables of another language: how a text is looked up, and what the tool for them says."""

import json
import re
import sys
from pathlib import Path

import pytest
from pseudo import NAME, WORD, pseudo

from logitlab import check, hint, translation
from logitlab.checks import exercises
from logitlab.checks.verdict import judge
from logitlab.questions import guesses

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "code" / "tools"))
import translate  # noqa: E402


@pytest.fixture
def tables(tmp_path, monkeypatch):
    """A function that sets a table of a language, which is then spoken."""
    monkeypatch.setattr(translation, "FOLDER", tmp_path)
    monkeypatch.setattr(translate, "FOLDER", tmp_path)
    monkeypatch.setenv("LOGITLAB_LANGUAGE", NAME)
    caches = (translation._table, translation._patterns)

    def write(domain, table):
        path = tmp_path / NAME / f"{domain}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(table, ensure_ascii=False), "utf-8")
        for one in caches:
            one.cache_clear()
        return path

    yield write
    for one in caches:
        one.cache_clear()


# ---------------------------------------------------------------- looking up


def test_without_a_table_all_is_english(tables):
    assert translation.translated("wrong for large scores.", "checks") == "wrong for large scores."


def test_a_text_is_found_with_what_the_moment_fills_in(tables):
    tables(
        "checks",
        {
            "{1} gave {2}, expected {3}.": "{3} erwartet, {1} gab {2}.",
            "wrong for {1}.": "falsch für {1}.",
            "large scores": "große Scores",
            "empty": "",
        },
    )
    said = "wrong for large scores.\n  f([1, 2]) gave 3, expected 4."
    told = "falsch für große Scores.\n  4 erwartet, f([1, 2]) gab 3."
    assert translation.translated(said, "checks") == told
    assert translation.translated("empty", "checks") == "empty", "not translated yet"
    assert translation.translated(told, "checks") == told, "what is translated stays"


def test_the_text_that_says_most_is_taken(tables):
    tables("checks", {"{1} is asked.": "A {1}", "{1} of shape {2} is asked.": "B {1} {2}"})
    assert translation.translated("one of shape 2 is asked.", "checks") == "B one 2"


def test_of_a_question_only_what_a_reader_sees_is_translated(tables):
    tables("questions", {"order": "Reihe", "Which?": "Welche?"})
    question = {
        "kind": "order",
        "question": "Which?",
        "options": [{"text": "order", "right": True}],
    }
    assert translation.translated_questions([question]) == [
        {"kind": "order", "question": "Welche?", "options": [{"text": "Reihe", "right": True}]}
    ]


def test_a_comma_is_a_decimal_one_in_other_languages(tables):
    typed = {"0,57": 0.57, "1,320": 1.32, "1.320,5": 1320.5, "12,5": 12.5, "1,320,000": 1320000}
    assert {text: guesses.read_guess(text) for text in typed} == typed


def test_in_english_a_group_of_three_digits_is_a_thousand(monkeypatch):
    monkeypatch.delenv("LOGITLAB_LANGUAGE", raising=False)
    typed = {"0,57": 0.57, "1,320": 1320, "1.320,5": 1320.5, "1,320.5": 1320.5}
    assert {text: guesses.read_guess(text) for text in typed} == typed


# ---------------------------------------------------------------- what the checks say

# Names, code and what a learner wrote are of no language.
CODE = re.compile(
    r"`[^`]*`|\b\w+\([^)]*\)|check\(.*?\)|\b(?:np|math|z|rng)\.\w+|'[^']*'|\"[^\"]*\"|\w*_\w+|\w+=\w+"
    r"|\b(?:NaN|nan|inf|None|True|False|dtype|float\d\d|int\d\d|axis|keepdims|nats|softmax)\b"
)


def english_words(text):
    return WORD.findall(CODE.sub(" ", text))


@pytest.fixture
def pseudo_checks(tables):
    tables("checks", {text: pseudo(text) for text in translate.english("checks")})


def test_questions_and_hints_are_in_the_table(pseudo_checks, capsys):
    for exercise in exercises().values():
        assert exercise.asked != exercise.question, exercise.name
        for one in filter(translate.has_words, exercise.hints):
            assert translation.translated(one, "checks") != one, f"{exercise.name}: {one}"
    check("odds_table")
    hint("odds_table")
    assert not english_words(capsys.readouterr().out.replace("odds_table", ""))


def test_what_the_exercises_say_of_mistakes_is_in_the_table(pseudo_checks):
    missing = []
    for exercise in exercises().values():
        told = getattr(exercise, "why", None) or getattr(exercise, "mistakes", [])
        whys = told.values() if isinstance(told, dict) else [why for _, why in told]
        for why in whys:
            if translate.has_words(why) and translation.translated(why, "checks") == why:
                missing.append(f"{exercise.name}: {why}")
    assert not missing, missing


WRONG = {
    "odds_table": [None, [1, 2], "seven", [1 / 2, 1 / 5, 9 / 10, 7 / 23, 4, 1 / 3, 99], [0] * 7],
    "guess_claims": ["TTFFTF", ["T"], 3],
    "softmax": [3, lambda z: z, lambda z: None, lambda z: 1 / 0, lambda z: [z]],
}


def test_verdicts_are_in_the_language(pseudo_checks):
    told = [
        judge(exercises()[name], answer).message
        for name, answers in WRONG.items()
        for answer in answers
    ]
    assert len(told) == 13
    left = {word for text in told for word in english_words(text)}
    from_python = {"ZeroDivisionError", "division", "by", "zero"}
    assert not left - WRONG.keys() - from_python - {"seven"}, "\n".join(told)


# ---------------------------------------------------------------- the tool


def test_the_pieces_of_a_page_are_the_page():
    count = 0
    for page in translate.pages():
        for cell in translate.cells_of(page):
            if cell["cell_type"] == "markdown":
                source = "".join(cell["source"])
                cut = translate.pieces(source)
                assert "".join(text for text, _ in cut) == source, f"{page.name}: {cell['id']}"
                count += sum(translated for _, translated in cut)
    assert count > 3000


def test_what_is_no_prose_is_no_paragraph():
    text = (
        "## A heading\n\n:::{dropdown} A title\n:class: card\nProse with $p$,\nand more.\n:::\n\n"
        "$$\n\\text{odds}\n$$\n\n```python\nprint('no')\n```\n\n"
        "```{image} a.svg\n:alt: A curve.\n```\n"
    )
    said = [piece for piece, translated in translate.pieces(text) if translated]
    assert said == ["## A heading", "A title", "Prose with $p$,\nand more.", "A curve."]


@pytest.fixture
def page(tables, tmp_path, monkeypatch):
    """A small book of one page with its table; gives the page, and what there is to complain."""
    path = tmp_path / "chapters" / "page.md"
    path.parent.mkdir()
    path.write_text("# Odds\n\nThe odds are $o = 3$.\n", "utf-8")
    monkeypatch.setattr(translate, "ROOT", tmp_path)
    monkeypatch.setattr(translate, "DOMAINS", {})
    translate.bring_up_to_date(NAME, pseudo)
    return path


def complaints():
    return [what for _, what in translate.complaints(NAME)]


def test_a_translation_is_found_by_the_hash_of_its_english(page):
    assert complaints() == []
    other = page.with_name("other.md")
    assert translate.write(NAME, page, other) == 0
    assert other.read_text("utf-8") == "# Ôðððš\n\nŢĥĥé ôðððš àŕŕé $o = 3$.\n"


def test_no_translation_outlives_its_english(page):
    page.write_text("# Odds\n\nThe odds were $o = 3$.\n", "utf-8")
    assert complaints() == [
        "page: 1 paragraph not translated",
        "page: its English has changed. It was: The odds are $o = 3$.",
    ]
    translate.bring_up_to_date(NAME)
    table = json.loads(translate._table_of(NAME, page).read_text("utf-8"))
    assert [bool(entry[NAME]) for entry in table] == [True, False, True], "the old one is the last"
    assert translate.write(NAME, page, page.with_name("other.md")) == 1, "one paragraph is English"


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("hash", "0123456789", "not the hash"),
        (NAME, "Ôðððš $o = 4$.", "$o = 3$ is missing"),
        (NAME, "", "not translated"),
    ],
)
def test_a_translation_that_does_not_fit_is_named(page, key, value, told):
    path = translate._table_of(NAME, page)
    table = json.loads(path.read_text("utf-8"))
    table[1][key] = value
    path.write_text(json.dumps(table), "utf-8")
    assert any(told in what for what in complaints()), complaints()


def test_words_that_do_not_fit_are_named(tables, monkeypatch):
    texts = ["{n} of ${of}", "Press <a>here</a>.", "Gone"]
    monkeypatch.setattr(translate, "DOMAINS", {"site": lambda: texts})
    monkeypatch.setattr(translate, "pages", list)
    tables("site", {"{n} of ${of}": "{n} von", "Press <a>here</a>.": "Hier.", "Old": "Alt"})
    assert complaints() == [
        "${of} is missing: {n} von",
        "<a> is missing, </a> is missing: Hier.",
        "not translated: Gone",
        "no longer said: Old",
    ]
