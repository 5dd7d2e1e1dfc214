"""What brings questions back, and what a reader's probabilities are worth: a simulated year.

The mathematics is JavaScript, and runs here without a page (questions/shared/schedule.js and
honesty.js).
"""

import random

import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.stats import binom

import logitlab

DAY = 86_400_000
START = 20_000 * DAY + DAY // 2  # noon of some day
GROUPS = [f"{n:02d}" for n in range(11)]
QUESTIONS = [{"chapter": f"{g}_x", "id": f"q{i}", "group": g} for g in GROUPS for i in range(15)]
PLAN = """([asked, log, now, zone, seed, more]) => {
  const random = randomOf(seed);
  return planOf(asked, log, now, zone, random, more);
}"""


def plan(javascript, log, now, asked=QUESTIONS, seed=1, more=False, zone=0):
    return javascript(PLAN, [asked, log, now, zone, seed, more])


def answer(question, at, right, sure=0):
    return [at, "review", question["chapter"], question["id"], int(right), sure]


# ---------------------------------------------------------------- a year, day after day


def simulate(javascript, memory, days=365, seed=3):
    """A reader who knows an answer with the probability memory(days since last, times right)."""
    chance = random.Random(seed)
    log, rows = [], []
    last, strength = {}, {}
    for day in range(days):
        now = START + day * DAY
        planned = plan(javascript, log, now, seed=day)
        queue = planned["queue"]
        asked = []
        while queue:
            question, *queue = queue
            key = question["chapter"], question["id"]
            asked.append(question)
            gap = day - last[key] if key in last else None
            right = chance.random() < memory(gap, strength.get(key, 0))
            strength[key] = strength.get(key, 0) + 1 if right else 0
            last[key] = day
            log.append(answer(question, now + len(asked) * 60_000, right))
            if not right:
                queue = javascript(
                    "([list, last, spares]) => mixed(list, last, spares)",
                    [[*queue, question], question["group"], planned["spares"]],
                )
        rows.append((planned, asked))
    return log, rows


def forgetting(gap, strength):
    """Half is known at first; what was right s times in a row fades with a half-life of 4 · 3^s."""
    if gap is None:
        return 0.5
    return 0.5 ** (gap / (4 * 3**strength)) if gap else 0.9


@pytest.fixture(scope="module")
def year(javascript):
    return simulate(javascript, forgetting)


def test_a_year_asks_five_a_day_and_no_two_of_a_chapter_in_a_row(year):
    _, rows = year
    for planned, asked in rows:
        assert len(planned["queue"]) in (5, 6), "a sixth one where two of a chapter would meet"
        different = {(q["chapter"], q["id"]) for q in asked}
        assert 5 <= len(different) <= 12, "missed ones bring others between them"
        for one, next_one in zip(asked, asked[1:], strict=False):
            assert one["group"] != next_one["group"]
    asked = [q["id"] + q["chapter"] for _, all_asked in rows for q in all_asked]
    assert len(set(asked)) == len(QUESTIONS), "each question was asked in a year"


def test_what_was_right_comes_back_at_the_steps_and_what_was_missed_begins_again(year):
    log, _ = year
    history = {}
    for at, _, chapter, name, right, _ in log:
        history.setdefault((chapter, name), []).append(((at - START) // DAY, right))
    steps = [0, 1, 3, 7, 21]
    waited = []
    for answers in history.values():
        step, due = 0, None
        for day, right in answers:
            if due is not None and day >= due and step < len(steps):
                waited.append(day - due)
            if not right:
                step, due = 0, day
            elif due is None or day >= due:
                step += 1
                due = day + steps[min(step, 4)]
    assert len(waited) > 600
    assert np.median(waited) == 0 and max(waited) <= 7, "what is due waits for few days"


def test_the_picture_over_time_counts_what_was_kept(year, javascript):
    log, rows = year
    now = START + 365 * DAY
    days = javascript("([log, now]) => history(log, now, 0)", [log, now])
    assert len(days) == 365
    assert [row["seen"] for row in days] == sorted(row["seen"] for row in days)
    assert days[-1]["seen"] == len(QUESTIONS)
    assert 0.5 * len(QUESTIONS) < days[-1]["kept"] <= len(QUESTIONS)
    assert days[5]["kept"] == 0, "nobody keeps anything for a week in six days"


def test_who_forgets_everything_is_asked_no_less(javascript):
    _, rows = simulate(javascript, lambda gap, strength: 0.05 if gap else 0.7, days=20)
    for planned, asked in rows:
        assert 5 <= len(planned["queue"]) <= 10
        for one, next_one in zip(asked, asked[1:], strict=False):
            assert one["group"] != next_one["group"]


# ---------------------------------------------------------------- the small cases


def test_the_steps(javascript):
    question = QUESTIONS[0]
    log, day = [], 0
    for step in (1, 3, 7, 21):
        log.append(answer(question, START + day * DAY, True))
        state = states(javascript, log, START + day * DAY)
        assert state["due"] - state["day"] == step
        early = [*log, answer(question, START + (day + step - 0.6) * DAY, True)]
        if step > 1:
            assert states(javascript, early, START + (day + step) * DAY)["step"] == state["step"]
        day += step
    log.append(answer(question, START + day * DAY, True))
    state = states(javascript, log, START + day * DAY)
    assert state["step"] == 5 and state["due"] - state["day"] == 21, "it is learned"
    later = START + (day + 30) * DAY
    assert plan(javascript, log, later, asked=[question])["due"] == 0
    assert len(plan(javascript, log, later, asked=[question])["queue"]) == 1, "nothing else is left"
    new = [answer(other, later - DAY, True) for other in QUESTIONS[1:]]
    assert len(plan(javascript, [*log, *new], later, asked=QUESTIONS)["queue"]) == 5
    log.append(answer(question, START + (day + 1) * DAY, False))
    state = states(javascript, log, START + (day + 1) * DAY)
    assert state["step"] == 0 and state["due"] == state["day"]


def states(javascript, log, now, zone=0):
    code = "([log, now, zone]) => [...statesAfter(log, now, zone).values()][0]"
    return javascript(code, [log, now, zone])


def test_a_clock_that_was_wrong_hides_no_question(javascript):
    question = QUESTIONS[0]
    ahead = [answer(question, START + 400 * DAY, True)]
    assert states(javascript, ahead, START)["due"] <= START // DAY
    # answered again, by the right clock: the log is in the order of writing, not of its times
    ahead.append(answer(question, START, True))
    assert states(javascript, ahead, START)["due"] > START // DAY
    assert plan(javascript, ahead, START)["due"] == 0


def test_a_day_ends_at_midnight_where_the_reader_is(javascript):
    midnight_in_berlin = 20_000 * DAY - 2 * DAY // 24
    for before, zone in ((0, -120), (1, -120)):
        got = javascript("([at, zone]) => dayOf(at, zone)", [midnight_in_berlin - before, zone])
        assert got == 20_000 - before


def test_five_a_day_then_only_more_on_request(javascript):
    now = START
    log = [answer(q, now + i, True) for i, q in enumerate(QUESTIONS[::15][:5])]
    planned = plan(javascript, log, now + 10)
    assert planned["queue"] == [] and planned["done"] == 5 and planned["tomorrow"] == 5
    assert len(plan(javascript, log, now + 10, more=True)["queue"]) == 5
    # what was missed waits for its second try
    log[2][4] = 0
    queue = plan(javascript, log, now + 10)["queue"]
    assert [q["chapter"] for q in queue] == [QUESTIONS[30]["chapter"]]


def test_one_chapter_is_asked_too_and_removed_questions_do_no_harm(javascript):
    log = [answer({"chapter": "gone", "id": "gone"}, START, True)] * 3
    planned = plan(javascript, log, START, asked=QUESTIONS[:4])
    assert len(planned["queue"]) == 4 and planned["seen"] == 0
    assert plan(javascript, log, START, asked=[])["queue"] == []


def test_many_of_one_chapter_are_parted_by_others(javascript):
    log = [answer(q, START - 2 * DAY, False) for q in QUESTIONS[:15]]
    log += [answer(q, START - 2 * DAY, True) for q in QUESTIONS[15:]]
    queue = plan(javascript, log, START, asked=QUESTIONS[:17])["queue"]
    groups = [q["group"] for q in queue]
    assert groups.count("00") == 3
    assert all(a != b for a, b in zip(groups, groups[1:], strict=False))


# ---------------------------------------------------------------- a forecaster


def forecasts(temperature, n=200, seed=0):
    """Someone who says σ(T · z) where σ(z) would be honest: too sure for T > 1."""
    generator = np.random.default_rng(seed)
    said = np.clip(np.round(generator.uniform(0.25, 0.99, n), 2), 0.01, 0.99)
    honest = logitlab.sigmoid(logitlab.logit(said) / temperature)
    right = generator.random(n) < honest
    return [{"said": p, "right": int(y)} for p, y in zip(said.tolist(), right, strict=True)]


def temperature_of(javascript, given):
    return javascript("(given) => honestTemperature(given)", given)


@pytest.mark.parametrize("temperature", [0.7, 1.0, 1.6, 3.0])
def test_the_temperature_of_an_artificial_reader_is_found(temperature, javascript):
    readers = [forecasts(temperature, seed=seed) for seed in range(400)]
    found = javascript("(readers) => readers.map((given) => honestTemperature(given))", readers)
    inside = [one["interval"][0] <= temperature <= one["interval"][1] for one in found]
    assert 0.92 <= np.mean(inside) <= 0.98, "an interval of 95 %"
    assert np.median([one["best"] for one in found]) == pytest.approx(temperature, rel=0.06)


def test_the_temperature_is_the_most_likely_one(javascript):
    given = forecasts(1.6, seed=5)
    z = logitlab.logit(np.array([one["said"] for one in given]))
    y = np.array([one["right"] for one in given])

    def nll(a):
        return logitlab.binary_cross_entropy_with_logits(a * z, y, reduction="sum")

    best = minimize_scalar(nll, bounds=(0, 50), method="bounded", options={"xatol": 1e-10})
    got = temperature_of(javascript, given)
    assert got["best"] == pytest.approx(1 / best.x, rel=1e-6)
    for end in got["interval"]:
        assert nll(1 / end) - best.fun == pytest.approx(1.9207, abs=1e-4)


def test_forecasts_without_a_temperature(javascript):
    assert temperature_of(javascript, [{"said": 0.5, "right": 1}] * 30) is None
    always = temperature_of(javascript, [{"said": 0.8, "right": 1}] * 30)
    assert always["best"] < 0.1 and always["interval"][1] < 1, "far too modest"
    never = temperature_of(javascript, [{"said": 0.8, "right": 0}] * 30)
    assert never["best"] > 1e9 and never["interval"][1] == np.inf


@pytest.mark.parametrize(("k", "n"), [(0, 5), (3, 5), (5, 5), (17, 20), (500, 1000)])
def test_the_interval_of_a_share_solves_its_equation(k, n, javascript):
    low, high = javascript("([k, n]) => shareInterval(k, n)", [k, n])
    for p in (low, high):
        if 1e-12 < p < 1 - 1e-12:
            assert abs(k / n - p) == pytest.approx(1.959964 * np.sqrt(p * (1 - p) / n))
    assert low <= k / n <= high


def test_the_interval_of_a_share_holds_it_nearly_always(javascript):
    for p in (0.3, 0.8):
        ks = np.arange(21)
        ends = np.array([javascript("([k, n]) => shareInterval(k, n)", [int(k), 20]) for k in ks])
        inside = (ends[:, 0] <= p) & (p <= ends[:, 1])
        assert binom.pmf(ks[inside], 20, p).sum() > 0.92


def test_the_verdict_counts_all_and_scores_in_nats(javascript):
    given = forecasts(1.6, seed=8)
    got = javascript("(given) => verdictOn(given)", given)
    said = np.array([one["said"] for one in given])
    y = np.array([one["right"] for one in given])
    loss = logitlab.binary_cross_entropy_with_logits(logitlab.logit(said), y)
    assert got["mean"] == pytest.approx(loss, rel=1e-12)
    assert got["steady"] == pytest.approx(logitlab.entropy([y.mean(), 1 - y.mean()]), rel=1e-12)
    assert sum(bin_["n"] for bin_ in got["bins"]) == got["n"] == 200
    whole = javascript(
        "(g) => verdictOn(g)", [{"said": 0.99, "right": 1}, {"said": 0.01, "right": 1}]
    )
    assert [bin_["n"] for bin_ in whole["bins"]] == [1, 1]
    assert whole["steady"] == 0
