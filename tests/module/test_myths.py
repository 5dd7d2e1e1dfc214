"""The claims of chapter 9: every counterexample is run again, every number and verdict checked."""

import contextlib
import io
import re
import warnings
from collections import Counter

import numpy as np
import pytest

from logitlab.questions import Myths
from logitlab.questions.guesses import read_guess
from logitlab.questions.myths import is_near, load_myths

MYTHS = load_myths()
VERDICTS = {"true", "false", "depends"}
KINDS = {"floating point", "algebra", "statistics", "wording"}
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[-+]?\d+)?")

every_myth = pytest.mark.parametrize("myth", MYTHS, ids=[myth["id"] for myth in MYTHS])


def printed(code):
    """What code prints in a namespace of its own, without any warning."""
    out = io.StringIO()
    with warnings.catch_warnings(), np.errstate(), contextlib.redirect_stdout(out):
        warnings.simplefilter("error")
        exec(compile(code, "myth", "exec"), {"__name__": "myth"})
    return out.getvalue().rstrip("\n")


@every_myth
def test_the_code_prints_what_is_recorded(myth):
    assert printed(myth["code"]) == myth["output"]


@every_myth
def test_the_last_number_printed_is_the_answer(myth):
    assert float(NUMBER.findall(myth["output"])[-1]) == myth["number"]["answer"]


@every_myth
def test_a_card_is_complete_and_short(myth):
    assert set(myth) == {
        "id", "chapter", "claim", "verdict", "kind", "number", "code", "output", "correction",
    }  # fmt: skip
    assert myth["verdict"] in VERDICTS
    assert myth["kind"] in KINDS
    assert myth["chapter"] in range(1, 9)
    assert set(myth["number"]) == {"question", "answer", "unit", "tolerance"}
    assert myth["number"]["question"].endswith("?")
    assert myth["number"]["tolerance"] >= 0
    lines = myth["code"].splitlines()
    assert len(lines) <= 5
    assert max(map(len, lines)) <= 88
    imported = set(re.findall(r"^(?:from|import) (\w+)", myth["code"], re.MULTILINE))
    assert imported <= {"logitlab", "numpy", "scipy", "sklearn"}
    for text in (myth["claim"], myth["correction"], myth["number"]["question"]):
        assert text == text.strip() and "{" not in text
    assert len(myth["claim"]) <= 170, "a claim is one sentence"
    assert myth["claim"][-1] == "."
    if myth["verdict"] == "true":
        assert myth["correction"].startswith("True")


def test_there_are_enough_and_they_are_mixed():
    assert len(MYTHS) >= 40
    assert len({myth["id"] for myth in MYTHS}) == len(MYTHS)
    assert len({myth["claim"] for myth in MYTHS}) == len(MYTHS)
    verdicts = Counter(myth["verdict"] for myth in MYTHS)
    assert min(verdicts[verdict] for verdict in VERDICTS) >= 12, "voting must not be a reflex"
    assert max(verdicts.values()) < 0.5 * len(MYTHS)
    assert min(Counter(myth["kind"] for myth in MYTHS)[kind] for kind in KINDS) >= 8
    assert min(Counter(myth["chapter"] for myth in MYTHS)[n] for n in range(1, 9)) >= 5


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("3", 3), (" 2.5 ", 2.5), ("2,5", 2.5), ("−0.58", -0.58), ("-.5", -0.5), ("50%", 50),
        ("1,320", 1320), ("1,000,000.5", 1000000.5), ("0,125", 0.125), ("1/8", 0.125),
        ("4.2e-18", 4.2e-18), ("", None), ("a lot", None), ("1/0", None), ("1/2/3", None),
        ("1 000", 1000), ("--1", None),
    ],
)  # fmt: skip
def test_a_guess_is_read_as_people_type_it(typed, value):
    assert read_guess(typed) == value


def test_the_tolerance_of_no_card_accepts_the_claim_itself():
    """A number that is near only because the tolerance is wide would teach nothing."""
    for myth in MYTHS:
        number = myth["number"]
        assert is_near(str(number["answer"]), number), myth["id"]
        wide = number["tolerance"] > 0.6 * abs(number["answer"])
        assert not (wide and abs(number["answer"]) >= 0.1), myth["id"]


def test_the_cards_come_in_the_order_that_is_set():
    assert Myths().deck == MYTHS
    backward = list(reversed(range(len(MYTHS))))
    assert Myths(order=backward).deck == MYTHS[::-1]
    third = [card for card in MYTHS if card["chapter"] == 3]
    assert Myths(chapter="3", order=backward).deck == third[::-1]


def test_the_score_counts_only_what_was_run_and_sorted():
    first, second, third = MYTHS[:3]
    wrong = "true" if second["verdict"] != "true" else "false"
    answers = {
        first["id"]: {
            "vote": first["verdict"], "guess": str(first["number"]["answer"]),
            "run": True, "kind": first["kind"],
        },
        second["id"]: {"vote": wrong, "guess": "77777", "run": True},
        third["id"]: {"vote": third["verdict"]},
    }  # fmt: skip
    assert Myths(answers=answers).score() == {"votes": (1, 2), "guesses": (1, 2), "kinds": (1, 1)}
