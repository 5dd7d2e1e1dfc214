"""The course's own language model: its tokens, its scores, its training, and what is drawn."""

import gzip
import json
import sys
from pathlib import Path

import numpy as np
import pytest

from logitlab import language, load_course_prose, load_language_model, log_softmax, softmax
from logitlab import sampling as s

TOOLS = Path(__file__).parents[2] / "code" / "tools"
TINY = Path(__file__).parent / "tiny_language_model.json"
TEXTS = [
    "",
    "The surprise is minus the logarithm.",
    "  two blanks,\nnew line\r\n\ttab",
    "Zoë's naïve 日本語 🙂 −½ ∞",
    "\x00\x7f\ufeff\u2028",
    "e" * 500,
]


@pytest.fixture(scope="module")
def model():
    return load_language_model()


@pytest.fixture(scope="module")
def trainer():
    sys.path.insert(0, str(TOOLS))
    try:
        import train_language_model
    finally:
        sys.path.remove(str(TOOLS))
    return train_language_model


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_every_text_survives_its_tokens(text, model):
    ids = model.encode(text)
    assert model.decode(ids) == text
    assert b"".join(model.tokenizer.tokens[k] for k in ids) == text.encode()


def test_each_token_is_found_by_its_own_text(model):
    for token, raw in enumerate(model.tokenizer.tokens):
        try:
            text = raw.decode()
        except UnicodeDecodeError:
            continue
        ids = model.encode(text)
        assert model.decode(ids) == text
        assert len(ids) == 1 or token >= 256, f"{text!r} became {ids}"
    assert len(model.tokens) == 768 == len(set(model.tokenizer.tokens))


def test_the_scores_are_those_of_the_layers_written_out(model):
    ids = model.encode("The odds of distress are")[-3:]
    seen = [10] * 5 + ids  # before the beginning stand ends of lines
    x = np.concatenate([model.E[k] for k in seen])
    h = np.array([np.tanh(sum(w * v for w, v in zip(row, x, strict=True)) + b)
                  for row, b in zip(model.W1, model.b1, strict=True)])  # fmt: skip
    z = (model.W2 * h).sum(axis=1) + model.b2
    np.testing.assert_allclose(model.scores(ids), z, atol=1e-12)
    np.testing.assert_allclose(model.all_scores(ids)[-1], z, atol=1e-12)
    long = model.encode("Far away words do not count. The odds of distress are")
    np.testing.assert_allclose(model.scores(long), model.scores(long[-8:]), atol=0)


def test_the_held_out_numbers_are_those_of_the_stored_model(model):
    held = load_course_prose()[1]
    ids = model.encode(held)
    told = model.held_out
    assert (told["tokens"], told["bytes"]) == (len(ids), len(held.encode()))
    total = 0.0
    for i, token in enumerate(ids[:3000]):
        total -= log_softmax(model.scores(ids[max(0, i - 8) : i]))[token]
    every = model.all_scores(ids)[:-1]
    surprise = -log_softmax(every)[np.arange(len(ids)), ids]
    assert surprise[:3000].sum() == pytest.approx(total, rel=1e-12)
    nats = told["nats_per_token"]
    assert surprise.mean() == pytest.approx(nats["model"], abs=5e-5)
    assert nats["uniform"] == pytest.approx(np.log(768), abs=5e-5)
    assert nats["model"] < nats["bigram"] < nats["unigram"] < nats["uniform"]
    packed = 8 * len(gzip.compress(held.encode(), 9, mtime=0)) / told["bytes"]
    # libraries that compress differ by a few bytes
    assert packed == pytest.approx(told["gzip_bits_per_byte"], rel=0.02)


def test_the_bigram_shares_add_up_and_its_loss_is_counted_by_hand(model, trainer):
    learned, held = load_course_prose()
    ids, test = model.encode(learned), model.encode(held)[:500]
    single, after = {}, {}
    for token in ids:
        single[token] = single.get(token, 0) + 1
    for a, b in zip(ids, ids[1:], strict=False):
        after.setdefault(a, {})[b] = after.setdefault(a, {}).get(b, 0) + 1

    def share(a, b):
        low = (single.get(b, 0) + 1) / (len(ids) + 768)
        seen = after.get(a)
        if not seen:
            return low
        return (seen.get(b, 0) + len(seen) * low) / (sum(seen.values()) + len(seen))

    assert sum(share(test[0], b) for b in range(768)) == pytest.approx(1)
    by_hand = -np.mean([np.log(share(a, b)) for a, b in zip([10, *test], test, strict=False)])
    cut = model.decode(test)
    assert trainer.bigram(model.tokenizer, learned, cut) == pytest.approx(by_hand, rel=1e-9)


def test_the_first_merges_are_those_that_the_script_learns(model, trainer):
    learned, _ = load_course_prose()
    assert trainer.learn_merges(learned, 12) == model.tokenizer.merges[:12]


def test_the_model_with_fewer_tokens_was_tested_on_the_same_text(model):
    reached = json.loads(language.read("language_model_sizes.json"))
    assert reached["768"] == model.held_out
    few = language.Tokenizer(model.tokenizer.merges[: 320 - 256])
    held = load_course_prose()[1]
    assert (reached["320"]["tokens"], reached["320"]["bytes"]) == (
        len(few.encode(held)),
        model.held_out["bytes"],
    )
    assert reached["320"]["nats_per_token"]["uniform"] == pytest.approx(np.log(320), abs=5e-5)


def test_the_slopes_are_those_of_small_steps(trainer):
    plan = trainer.Plan(vocabulary=260, window=2, embedding=3, hidden=4)
    rng = np.random.default_rng(0)
    weights = trainer.first_weights(plan, rng)
    X, y = rng.integers(0, 260, (5, 2)), rng.integers(0, 260, 5)
    mask = (rng.random((5, 4)) < 0.5) / 0.5

    def loss():
        x = weights["E"][X].reshape(5, -1)
        h = np.tanh(x @ weights["W1"].T + weights["b1"]) * mask
        return -log_softmax(h @ weights["W2"].T + weights["b2"])[np.arange(5), y].mean()

    found = trainer.slopes(weights, X, y, mask)
    for name, values in weights.items():
        flat, slope = values.reshape(-1), found[name].reshape(-1)
        for place in np.argsort(-np.abs(slope))[:4]:
            flat[place] += 1e-5
            above = loss()
            flat[place] -= 2e-5
            below = loss()
            flat[place] += 1e-5
            assert slope[place] == pytest.approx((above - below) / 2e-5, rel=1e-4, abs=1e-9), name


def tiny(trainer):
    """A model that learns in two seconds, from the first paragraphs."""
    learned, held = load_course_prose()
    plan = trainer.Plan(vocabulary=300, window=3, embedding=8, hidden=16, epochs=2)
    return trainer.make(plan, learned[:20_000], held[:4_000])


def test_a_tiny_model_trained_again_is_the_stored_one(trainer):
    """The same seed, the same steps.

    Kernels of linear algebra add in different orders, which changes the last of 16 digits; 450
    steps enlarge that to 1e-9 or so. It shows where a weight lies within this of the middle
    between two bytes, which one in a million does, so one byte may differ, by 1.
    """
    stored = json.loads(TINY.read_text("ascii"))
    made = json.loads(json.dumps(tiny(trainer)))
    assert made["merges"] == stored["merges"]
    for name in ("E", "W1", "W2"):
        np.testing.assert_allclose(made[name]["factors"], stored[name]["factors"], rtol=2e-6)
        one, other = (
            np.frombuffer(language.b64decode(each[name]["bytes"]), dtype=np.int8).astype(int)
            for each in (made, stored)
        )
        assert np.abs(one - other).sum() <= 1
    for name in ("b1", "b2"):
        np.testing.assert_allclose(made[name], stored[name], rtol=2e-5, atol=1e-7)
    assert made["held_out"]["nats_per_token"]["model"] == pytest.approx(
        stored["held_out"]["nats_per_token"]["model"], abs=2e-4
    )


# ---------------------------------------------------------------- sampling


def best_of(model, ids, length, least=-np.inf):
    """The most probable continuation: its ln P, or None if none is above `least`.

    Each branch ends where its first tokens alone are less probable than the best so far.
    """
    if not length:
        return 0.0, []
    logs = log_softmax(model.scores(ids))
    best, found = least, None
    for token in s.ranked(logs):
        if logs[token] <= best:
            break
        rest = best_of(model, [*ids, int(token)], length - 1, best - logs[token])
        if rest and logs[token] + rest[0] > best:
            best, found = logs[token] + rest[0], [int(token), *rest[1]]
    return (best, found) if found else None


def test_greedy_word_by_word_is_not_the_most_probable(model):
    ids = model.encode("This is the")
    greedy, ln_greedy = [], 0.0
    for _ in range(3):
        logs = log_softmax(model.scores([*ids, *greedy]))
        greedy.append(int(logs.argmax()))
        ln_greedy += logs.max()
    ln_best, best = best_of(model, ids, 3)
    assert (model.decode(greedy), model.decode(best)) == (" same number of", " slope of the")
    assert np.exp(ln_greedy) == pytest.approx(0.00128, abs=5e-6)
    assert np.exp(ln_best) == pytest.approx(0.0210, abs=5e-5)
    # all pairs, without leaving a branch
    logs = log_softmax(model.scores(ids))
    pairs = [logs[k] + log_softmax(model.scores([*ids, k])).max() for k in range(768)]
    assert best_of(model, ids, 2)[0] == pytest.approx(max(pairs), rel=1e-12)


def test_the_order_decides_which_tokens_stay(model):
    z = model.scores(model.encode("This is the"))
    first = s.top_p(s.temper(z, 0.5), 0.4)
    last = s.temper(s.top_p(z, 0.4), 0.5)
    assert [int(np.isfinite(each).sum()) for each in (first, last)] == [2, 10]
    first, last = s.min_p(s.temper(z, 1.5), 0.3), s.temper(s.min_p(z, 0.3), 1.5)
    assert [int(np.isfinite(each).sum()) for each in (first, last)] == [10, 4]
    for k in (1, 5, 40):  # top-k asks for the order of the scores alone
        np.testing.assert_array_equal(s.top_k(s.temper(z, 0.5), k), s.temper(s.top_k(z, k), 0.5))


def test_the_operations_by_hand():
    z = np.log([0.5, 0.25, 0.125, 0.125])
    np.testing.assert_allclose(softmax(s.top_k(z, 2)), [2 / 3, 1 / 3, 0, 0])
    np.testing.assert_allclose(softmax(s.top_p(z, 0.6)), [2 / 3, 1 / 3, 0, 0])
    np.testing.assert_allclose(softmax(s.top_p(z, 0.01)), [1, 0, 0, 0])
    np.testing.assert_allclose(softmax(s.min_p(z, 0.5)), [2 / 3, 1 / 3, 0, 0])
    np.testing.assert_allclose(softmax(s.top_k(z, 3)), [4 / 7, 2 / 7, 1 / 7, 0])  # a tie: the first
    for same in (
        s.top_k(z, 0),
        s.top_p(z, 1),
        s.min_p(z, 0),
        s.penalize(z, [0], 1),
        s.bias(z, 1, 0),
    ):
        np.testing.assert_array_equal(same, z)
    odds = softmax(s.bias(z, 1, 1.5))[1] / (1 - softmax(s.bias(z, 1, 1.5))[1])
    assert odds == pytest.approx(np.exp(1.5) * 0.25 / 0.75)
    np.testing.assert_allclose(s.penalize([2.0, -1.0, 3.0], [0, 1, 1], 2), [1, -2, 3])


OPERATIONS = {
    s.temper: {"temperature": 0.5},
    s.top_k: {"k": 2},
    s.top_p: {"p": 1},
    s.min_p: {"m": 0.1},
    s.bias: {"token": 0, "b": -np.inf},
    s.penalize: {"ids": [0, 0], "penalty": 2},
}
named = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.__name__)


@named
def test_an_operation_gives_a_new_array_of_float64(operation):
    for scores in ([3, 2, 1], np.array([3, 2, 1], np.float32), np.array([3.0, 2.0, 1.0])):
        before = np.array(scores)
        after = operation(scores, **OPERATIONS[operation])
        assert type(after) is np.ndarray
        assert after.dtype == np.float64
        assert not np.shares_memory(after, scores)
        np.testing.assert_array_equal(scores, before)


@named
@pytest.mark.parametrize(
    ("scores", "error", "says"),
    [
        ([[1.0, 2.0]], ValueError, r"shape \(K,\), but got shape \(1, 2\)"),
        (3.0, ValueError, r"shape \(K,\), but got shape \(\)"),
        ([np.nan, 1.0], ValueError, "numbers, or -inf .* but got nan"),
        ([np.inf, 1.0], ValueError, "numbers, or -inf .* but got inf"),
        ([-np.inf, -np.inf], ValueError, "at least one number above -inf"),
        ([], ValueError, "at least one number above -inf"),
        (["1", "2"], TypeError, "real numbers .* got list"),
    ],
)
def test_an_operation_refuses_what_are_no_scores(operation, scores, error, says):
    with pytest.raises(error, match=f"scores must hold .*{says}"):
        operation(scores, **OPERATIONS[operation])


@pytest.mark.parametrize(
    ("operation", "wrong", "error", "says"),
    [
        (s.temper, {"temperature": 0}, ValueError, "temperature must be above 0 .* got 0"),
        (s.temper, {"temperature": np.inf}, ValueError, "temperature must be above 0 .* got inf"),
        (s.temper, {"temperature": [1, 2]}, TypeError, "temperature must be one real .* got list"),
        (s.top_k, {"k": -1}, ValueError, "k must be 0 or more, but got -1"),
        (s.top_k, {"k": 2.0}, TypeError, "k must be one whole number, but got 2.0"),
        (s.top_k, {"k": True}, TypeError, "k must be one whole number, but got True"),
        (s.top_p, {"p": 0}, ValueError, "p must be above 0 and at most 1, but got 0"),
        (s.top_p, {"p": 40}, ValueError, "p must be above 0 and at most 1, .* got 40.*percent"),
        (s.top_p, {"p": np.nan}, ValueError, "p must be above 0 and at most 1, but got nan"),
        (s.min_p, {"m": 1.5}, ValueError, "m must be from 0 to 1, but got 1.5"),
        (s.min_p, {"m": -0.1}, ValueError, "m must be from 0 to 1, but got -0.1"),
        (s.bias, {"token": -1, "b": 1}, ValueError, "token must be from 0 to 2 .* but got -1"),
        (s.bias, {"token": 3, "b": 1}, ValueError, "token must be from 0 to 2 .* but got 3"),
        (s.bias, {"token": "the", "b": 1}, TypeError, "token must hold places .* got 'the'"),
        (s.bias, {"token": 0, "b": np.inf}, ValueError, "b must be from -inf .* but got inf"),
        (s.penalize, {"ids": [0, 3], "penalty": 2}, ValueError, "ids must be from 0 to 2 .* got 3"),
        (s.penalize, {"ids": [1.0], "penalty": 2}, TypeError, "ids must hold places .* got 1.0"),
        (s.penalize, {"ids": [True], "penalty": 2}, TypeError, "ids must hold places .* got True"),
        (s.penalize, {"ids": 1, "penalty": 2}, TypeError, "ids must be a list .* got int"),
        (s.penalize, {"ids": [0], "penalty": 0.5}, ValueError, "penalty must be from 1 .* got 0.5"),
    ],
)
def test_a_wrong_setting_is_refused_with_what_came_and_what_is_expected(
    operation, wrong, error, says
):
    with pytest.raises(error, match=says):
        operation([3.0, 2.0, 1.0], **wrong)


@pytest.mark.filterwarnings("error")
def test_the_operations_are_right_at_the_ends():
    far = np.array([1e308, -1e308, -np.inf, 0.0])
    np.testing.assert_array_equal(s.temper(far, 0.5), [np.inf, -np.inf, -np.inf, 0])
    np.testing.assert_array_equal(s.penalize(far, [1], 2), [1e308, -np.inf, -np.inf, 0])
    np.testing.assert_array_equal(s.bias(far, 0, 1e308), [np.inf, -1e308, -np.inf, 0])
    np.testing.assert_array_equal(s.bias(far, 3, -np.inf), [1e308, -1e308, -np.inf, -np.inf])
    for kept in (s.top_k(far, 1), s.top_p(far, 5e-324), s.min_p(far, 5e-324)):
        np.testing.assert_array_equal(kept, [1e308, -np.inf, -np.inf, -np.inf])
    for same in (s.top_k(far, 9), s.top_p(far, 1), s.min_p(far, 0), s.penalize(far, [], 1)):
        np.testing.assert_array_equal(same, far)
    np.testing.assert_array_equal(s.min_p([2.0, 2.0], 1), [2, 2])


def test_a_repetition_penalty_sees_the_level_that_softmax_forgets():
    z = np.array([2.0, 1.0, 0.0])
    np.testing.assert_allclose(softmax(z), softmax(z - 5))
    assert softmax(s.penalize(z, [0], 1.5))[0] > 1.6 * softmax(s.penalize(z - 5, [0], 1.5))[0]


if __name__ == "__main__":  # stores the tiny model anew
    sys.path.insert(0, str(TOOLS))
    import train_language_model

    TINY.write_text(json.dumps(tiny(train_language_model)) + "\n", "ascii")
