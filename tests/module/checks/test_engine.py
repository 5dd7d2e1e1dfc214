"""The machinery of the exercises: whatever an answer does, a learner gets one clear message."""

import signal
import subprocess
import sys
import threading
import time
import warnings

import numpy as np
import pytest

from logitlab import check, checks, hint
from logitlab.checks import running, verdict
from logitlab.checks.exercise import FunctionExercise, ValueExercise, case
from logitlab.checks.exercises import find


def softmax(z, axis=-1):
    z = np.asarray(z, float)
    e = np.exp(z - z.max(axis=axis, keepdims=True, initial=-np.inf))
    return e / e.sum(axis=axis, keepdims=True)


# ---------------------------------------------------------------- what check says


def test_a_right_answer_passes(capsys):
    result = check("softmax", softmax)
    assert result.passed is True
    assert bool(result)
    assert capsys.readouterr().out.startswith(f"{result.message}\n")
    assert result.message.startswith("✓ softmax: ")


def test_the_first_wrong_case_is_shown_with_its_reason(capsys):
    def naive(z, axis=-1):
        return np.exp(z) / np.exp(z).sum(axis=axis, keepdims=True)

    result = check("softmax", naive)
    assert result.passed is False
    assert not result
    assert result.message == (
        "✗ softmax: wrong for large scores.\n"
        "  softmax([1000.0, 0.0]) gave [nan, 0.0], expected [1.0, 0.0].\n"
        "  e^1000 is larger than the largest float64 (about 1.8e308), so it became inf, and "
        "inf/inf is nan. Subtract the largest score before you take e to the power (chapter 7)."
    )


@pytest.mark.parametrize(
    ("answer", "phrase"),
    [
        (lambda z: np.exp(z) / np.exp(z).sum(axis=-1, keepdims=True), "wrong for large scores"),
        (lambda z: np.exp(-z) / np.exp(-z).sum(axis=-1, keepdims=True), "sign of the scores"),
        (lambda z: print(softmax(z)), "prints instead of returning"),
        (lambda z: np.round(softmax(z), 3), "rounded to 3 digits"),
    ],
)
def test_a_wrong_formula_is_told_before_a_missing_argument(answer, phrase):
    assert phrase in check("softmax", answer).message


@pytest.mark.parametrize(
    ("name", "answer", "phrase"),
    [
        (
            "cross_entropy_with_logits",
            lambda z, y: -np.log(softmax(z))[np.arange(len(z)), np.asarray(y) - 1].mean(),
            "counted from 1",
        ),
    ],
)
def test_of_two_mistakes_one_that_shows_by_itself_is_told(name, answer, phrase):
    assert phrase in check(name, answer).message


def test_an_argument_that_is_missing_is_told_when_the_formula_is_right():
    message = check("softmax", lambda z: softmax(z)).message
    assert "unexpected keyword argument 'axis'" in message
    assert "Compare its first line with the call" in message


def test_a_wrong_formula_is_told_before_a_list_that_it_cannot_take():
    assert "becomes inf" in check("sigmoid", lambda z: 1 / (1 + np.exp(-z))).message


def test_a_result_is_readable_and_shows_nothing_by_itself(capsys):
    result = check("bottleneck_rank", 4)
    capsys.readouterr()
    assert repr(result) == "Result(passed=True, message='✓ bottleneck_rank: right.')"
    result._ipython_display_()
    assert capsys.readouterr().out == ""
    with pytest.raises(AttributeError):
        result.passed = False


def stub(z):
    """Only a docstring."""


def dots(z): ...


def unwritten(z):
    raise NotImplementedError  # write your answer here


@pytest.mark.parametrize("answer", [None, ..., stub, dots, unwritten])
def test_what_was_not_attempted_is_not_called_wrong(answer):
    result = check("sigmoid", answer)
    assert not result
    assert result.message.startswith("sigmoid: not attempted yet.")


def test_a_forgotten_return_is_not_a_stub():
    def forgotten(z):
        softmax(z)

    assert "`return` missing" in check("sigmoid", forgotten).message


@pytest.mark.parametrize("name", ["sofmax", "SOFT", "soft max", "softmaxx"])
def test_a_misspelled_name_gets_the_nearest(name):
    result = check(name, softmax)
    assert result or "softmax" in result.message.split("Do you mean ")[1]


@pytest.mark.parametrize("name", ["", "zzz", 3, softmax, [], np.nan])
def test_an_unknown_name_is_no_exception(name):
    assert not check(name, softmax)
    hint(name)


def test_a_check_loads_the_exercises_of_one_chapter():
    program = (
        "import sys\nfrom logitlab import check\ncheck('softmax')\n"
        "print([name for name in sys.modules if '.exercises.' in name])"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert ran.stdout.splitlines()[-1] == "['logitlab.checks.exercises.05_softmax']", ran.stderr


def test_every_exercise_is_found_by_its_name():
    known = checks.exercises()
    assert all(find(name) in (exercise, None) for name, exercise in known.items())
    # a family of eight is named by a loop
    assert [name for name in known if not find(name)] == [
        f"counterexample_{k}" for k in range(1, 9)
    ]
    assert all(check(name).message for name in known)
    assert find('softmax"') is None


def test_without_a_name_all_are_listed(capsys):
    assert not check()
    listed = capsys.readouterr().out
    assert all(name in listed for name in checks.exercises())
    hint()
    assert 'hint("softmax")' in capsys.readouterr().out


def test_without_an_answer_the_question_is_asked():
    message = check("softmax").message
    assert "softmax([2.0, 1.0, 0.5]) gives [0.628532, 0.231224, 0.140244]." in message


def test_hints_come_one_by_one_and_begin_again(capsys):
    total = len(checks.exercises()["log_odds"].hints)
    said = []
    for _ in range(total + 2):
        hint("log_odds")
        said.append(capsys.readouterr().out)
    assert [text[:8] for text in said[:total]] == [f"Hint {k + 1} o" for k in range(total)]
    assert "all the hints" in said[total]
    assert said[total + 1] == said[0]


def test_a_terminal_without_check_marks_is_survived(monkeypatch):
    import io

    narrow = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", narrow)
    assert check("bottleneck_rank", 4)


# ---------------------------------------------------------------- answers that go wrong


def raises(error):
    def answer(z, axis=-1):
        raise error

    return answer


def recursion(z, axis=-1):
    return recursion(z)


ODD = {
    "exit": raises(SystemExit(3)),
    "long message": raises(ValueError("x" * 10**6)),
    "recursion": recursion,
    "ragged": lambda z, axis=-1: [[1, 2], [3]],
    "text": lambda z, axis=-1: "0.5",
    "texts": lambda z, axis=-1: np.array(["0.628532", "0.231224", "0.140244"], object),
    "none inside": lambda z, axis=-1: [0.628532, None, 0.140244],
    "ellipsis": lambda z, axis=-1: ...,
    "set": lambda z, axis=-1: {1, 2},
    "dictionary": lambda z, axis=-1: {"a": 1},
    "generator": lambda z, axis=-1: (x for x in z),
    "class": Exception,
    "type": type,
    "itself": lambda z, axis=-1: softmax,
    "no arguments": lambda: 3,
    "many arguments": lambda a, b, c: 3,
    "complex": lambda z, axis=-1: softmax(z, axis) + 1j,
    "nan": lambda z, axis=-1: np.nan,
    "too large": lambda z, axis=-1: np.broadcast_to(0.0, (10**6, 10**6)),
    "long": lambda z, axis=-1: list(range(10**5)),
    "prints much": lambda z, axis=-1: print("x" * 10**6),
    "number": 3,
    "word": "softmax",
    "array": np.ones(3),
}


@pytest.mark.parametrize("kind", ODD)
@pytest.mark.parametrize("name", ["softmax", "right_shares_a", "softmax_or_sigmoids"])
def test_an_odd_answer_gets_a_short_message(name, kind, capsys):
    result = check(name, ODD[kind])
    assert not result
    assert 10 < len(result.message) < 1200
    assert "\n\n" not in result.message
    assert capsys.readouterr().err == ""


def reshaped(z):
    return np.reshape(z, (2, 7))


def test_an_exception_is_told_with_the_learners_own_line():
    message = check("softmax", lambda z, axis=-1: reshaped(z)).message
    assert "raised ValueError: cannot reshape" in message
    assert "in the line `return np.reshape(z, (2, 7))`." in message


def endless(z, axis=-1):
    for _ in range(10**8):  # should the limit fail, the test ends all the same
        pass


class Endless:
    def __array__(self, *args, **kwargs):
        return np.array(endless([]))


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timer on this system")
@pytest.mark.parametrize("answer", [endless, lambda z, axis=-1: Endless()])
def test_a_loop_without_end_is_stopped(answer, monkeypatch):
    monkeypatch.setattr(running, "TIME_LIMIT", 0.05)
    before = signal.getsignal(signal.SIGPROF)
    assert "not ready after 0.05 seconds" in check("softmax", answer).message
    assert signal.getsignal(signal.SIGPROF) == before
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timer on this system")
def test_an_answer_that_only_waits_for_the_machine_is_not_stopped(monkeypatch):
    monkeypatch.setattr(running, "TIME_LIMIT", 0.2)

    def patient(z, axis=-1):
        time.sleep(0.1)  # for each of the cases, together far above the limit
        return softmax(z, axis=axis)

    assert check("softmax", patient)


def test_a_system_without_a_timer_has_no_limit_and_no_error(monkeypatch):
    monkeypatch.delattr(signal, "setitimer", raising=False)
    assert check("softmax", softmax)


def test_outside_the_main_thread_there_is_no_limit_and_no_error():
    results = []
    thread = threading.Thread(target=lambda: results.append(check("softmax", softmax)))
    thread.start()
    thread.join()
    assert results[0]


def test_the_options_of_the_notebook_are_as_before():
    def rude(z, axis=-1):
        np.seterr(all="raise")
        np.set_printoptions(precision=1)
        warnings.simplefilter("error")
        print("noise")
        print("noise", file=sys.stderr)
        sys.stdout = None
        return softmax(z, axis)

    def options():
        return np.geterr(), np.get_printoptions(), list(warnings.filters), sys.stdout

    before = options()
    check("softmax", rude)
    assert options() == before


def test_what_an_answer_prints_is_not_shown(capsys):
    def chatty(z, axis=-1):
        print("working …")
        return softmax(z, axis)

    assert check("softmax", chatty)
    assert "working" not in capsys.readouterr().out


def test_each_call_gets_its_own_copy_of_the_input():
    inputs = [one.args[0].copy() for one in checks.exercises()["softmax"].cases]

    def destroys(z, axis=-1):
        z *= 0
        return z

    assert not check("softmax", destroys)
    for one, before in zip(checks.exercises()["softmax"].cases, inputs, strict=True):
        np.testing.assert_array_equal(one.args[0], before)


# ---------------------------------------------------------------- another style is welcome


@pytest.mark.parametrize(
    "style",
    [
        lambda p: p.tolist(),
        lambda p: tuple(p.tolist()) if p.ndim == 1 else p,
        lambda p: p.astype(object),
        lambda p: p * (1 + 1e-13),
        np.asfortranarray,
        lambda p: p.astype(np.longdouble),
    ],
)
def test_a_right_answer_may_come_in_another_form(style):
    assert check("softmax", lambda z, axis=-1: style(softmax(z, axis)))


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("what_comes_out", ["Mean", "MEAN", "mean.", "list", "mean", "LIST"]),
        (
            "what_goes_in",
            "scores, log_probabilities, Probabilities, scores, probabilities, scores",
        ),
        ("guess_claims", [False, True, False, False, True, False]),
        ("guess_claims", ["false", "True", "F", "f", "T.", np.bool_(False)]),
        ("guess_claims", "ftfftf"),
        ("why_a_sigmoid", ["C"]),
    ],
)
def test_letters_may_come_in_another_form(name, answer):
    assert check(name, answer)


@pytest.mark.parametrize("answer", ["ftfftft", ["F", "T"], "f t f"])
def test_the_number_of_letters_is_told_first(answer):
    assert "6 answers are asked, you gave" in check("guess_claims", answer).message


def test_a_word_is_one_answer():
    message = check("guess_claims", "true").message
    assert "6 answers are asked, you gave 1." in message


def test_a_number_may_come_as_a_list_of_one():
    assert check("bottleneck_rank", [4])
    assert check("midpoint", np.array([[16.62]]))


# ---------------------------------------------------------------- general mistakes


def mean_loss(p):
    return np.mean(-np.log(p))


P = [np.array([0.5, 0.25]), np.array([0.9, 0.2, 0.7]), np.array([0.01, 0.99, 0.3, 0.4])]
LOSS = FunctionExercise(
    name="mean_loss",
    chapter=3,
    question="Write mean_loss(p).",
    hints=["?"],
    reference=mean_loss,
    cases=[case(p) for p in P],
)
TABLE = np.array([[0.1, 2.0, -1.0], [3.0, 0.5, 0.0]])
PROBABILITY = FunctionExercise(
    name="share",
    chapter=5,
    question="Write share(z, axis).",
    hints=["?"],
    reference=softmax,
    cases=[case(TABLE), case(TABLE + np.eye(2, 3)), case(np.array([1.0, 3.0, 2.0]))],
)
PICK = FunctionExercise(
    name="pick",
    chapter=6,
    question="Write pick(z, y).",
    hints=["?"],
    reference=lambda z, y: z[y % len(z)],
    cases=[case(np.array([1.0, 5.0, 2.5]), y) for y in (0, 1, 2)],
)
FLIPS = FunctionExercise(
    name="ratio",
    chapter=2,
    question="Write ratio(a, b).",
    hints=["?"],
    reference=lambda a, b: a / b,
    cases=[case(3.0, 4.0), case(1.0, 8.0), case(5.0, 2.0)],
)
GENERAL = [
    (LOSS, lambda p: -mean_loss(p), "sign is wrong"),
    (LOSS, lambda p: mean_loss(p) / np.log(2), "bits"),
    (LOSS, lambda p: mean_loss(p) / np.log(10), "base 10"),
    (LOSS, lambda p: mean_loss(p) * len(p), "This is the sum"),
    (LOSS, lambda p: mean_loss(p) / len(p), "once too often"),
    (LOSS, lambda p: np.exp(-mean_loss(p)), "take −ln of it"),
    (LOSS, lambda p: np.exp(mean_loss(p)), "natural logarithm is missing"),
    (LOSS, lambda p: 100 * mean_loss(p), "percentage"),
    (LOSS, lambda p: 1 / mean_loss(p), "turn it over"),
    (LOSS, lambda p: 2 * mean_loss(p), "counted twice"),
    (LOSS, lambda p: mean_loss(p) / 2, "factor 2"),
    (LOSS, lambda p: mean_loss(p) ** 2, "square of"),
    (LOSS, lambda p: int(mean_loss(p)), "cut off"),
    (LOSS, lambda p: round(mean_loss(p), 5), "digits are missing"),
    (LOSS, lambda p: 0.7, "whatever goes in"),
    (LOSS, lambda p: mean_loss(P[0]) if len(p) == 2 else 9.0 + len(p), "example of the question"),
    (LOSS, lambda p: mean_loss([min(1, x) for x in undefined]), "typing error"),  # noqa: F821
    (PROBABILITY, lambda z, axis=-1: 1 - softmax(z), "probability of the opposite"),
    (PROBABILITY, lambda z, axis=-1: softmax(z) / (1 - softmax(z)), "odds"),
    (PROBABILITY, lambda z, axis=-1: softmax(z, 0), "along axis 0"),
    (PROBABILITY, lambda z, axis=-1: softmax(z.ravel()).reshape(z.shape), "taken as one"),
    (PROBABILITY, lambda z, axis=-1: softmax(z).T, "transpose"),
    (PROBABILITY, lambda z, axis=-1: softmax(z)[..., None], "axis of length 1"),
    (PROBABILITY, lambda z, axis=-1: softmax(z).ravel(), "shape"),
    (PROBABILITY, lambda z, axis=-1: np.sort(softmax(z)), "another order"),
    (PROBABILITY, lambda z, axis=-1: 3 * softmax(z), "common factor"),
    (PROBABILITY, lambda z, axis=-1: softmax(-z), "sign of the input"),
    (PROBABILITY, lambda z, axis=-1: softmax(1 / (1 + np.exp(-z))), "through a sigmoid"),
    (PROBABILITY, lambda z, axis=-1: np.clip(softmax(z), 0.1, 0.9), "cut"),
    (PICK, lambda z, y: z[(y + 1) % 3], "counted from 1"),
    (FLIPS, lambda a, b: b / a, "turn it over"),
]


@pytest.mark.parametrize(("exercise", "answer", "phrase"), GENERAL)
def test_a_general_mistake_is_recognized(exercise, answer, phrase):
    assert verdict.judge(exercise, exercise.reference)
    result = verdict.judge(exercise, answer)
    assert not result
    assert phrase in result.message


@pytest.mark.parametrize(
    ("right", "given", "phrase"),
    [
        (0.304, 30.4, "percentage"),
        (0.304, -0.304, "sign"),
        (0.304, 0.304 / np.log(2), "bits"),
        (0.304, 0.304 * np.log(2), "nats instead of bits"),
        (0.304, 0.696, "opposite"),
        (0.304, 0.304 / 0.696, "odds"),
        (0.304, 1 / 0.304, "turn it over"),
        (0.304, 0.31, "Close"),
        (0.304, 0.777, "helps you along"),
    ],
)
def test_a_wrong_number_hears_why_and_never_the_right_one(right, given, phrase):
    exercise = ValueExercise(
        name="n",
        chapter=1,
        question="?",
        hints=["?"],
        precision="to 3 digits",
        reference=right,
        atol=0.0009,
    )
    result = verdict.judge(exercise, given)
    assert not result
    assert phrase in result.message
    assert str(right) not in result.message.replace(str(given), "")


def test_the_mistake_of_the_exercise_comes_before_the_general_one():
    exercise = ValueExercise(
        name="n",
        chapter=1,
        question="?",
        hints=["?"],
        precision="",
        reference=0.5,
        atol=0.01,
        mistakes=[(-0.5, "Mine.")],
    )
    assert "Mine." in verdict.judge(exercise, -0.5).message


def test_an_exercise_may_ask_for_an_exception():
    def strict(p):
        if not 0 <= p <= 1:
            raise ValueError("p")
        return p

    exercise = FunctionExercise(
        name="strict",
        chapter=2,
        question="?",
        hints=["?"],
        reference=strict,
        cases=[case(0.5), case(2.0, about="an impossible probability")],
    )
    assert verdict.judge(exercise, strict)
    result = verdict.judge(exercise, lambda p: p)
    assert "expected an exception, ValueError" in result.message


def test_exact_values_may_stand_in_the_case():
    exercise = FunctionExercise(
        name="third",
        chapter=2,
        question="?",
        hints=["?"],
        reference=lambda x: 0.0,
        cases=[case(1.0, expected=1 / 3), case(2.0, expected=2 / 3), case(0.0)],
    )
    assert verdict.judge(exercise, lambda x: x / 3)
