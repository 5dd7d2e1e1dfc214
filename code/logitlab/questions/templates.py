"""Questions with fresh numbers: a template, a seed, and the same question in every language.

A template is an entry of ``data/templates/NN_name.json``; README.md in this folder says what it
holds. shared/templates.js draws the same numbers from the same seed.
"""

import json
import math
import re
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib import resources

from ..translation import translated_questions
from .formulas import evaluate

FOLDER = resources.files("logitlab").joinpath("data/templates")
CHAPTERS = tuple(sorted(file.name.removesuffix(".json") for file in FOLDER.iterdir()))
MODULUS = 2**31 - 1
PLACE = re.compile(r"\{([^{}:]+)(?::(\d+))?\}")
TRIES = 1000

# In units of the last digit asked: a number this near is right; this near, but for its last digit;
# and a typical mistake is at least so far away that nobody takes it for a slip of the last digit.
EXACT, NEARLY, FAR = 0.51, 1.5, 2


@cache
def load_templates(chapter):
    """The templates of a chapter, from its data file: a list of dictionaries."""
    return translated_questions(json.loads(FOLDER.joinpath(f"{chapter}.json").read_text("utf-8")))


def random_of(seed):
    """A function that gives numbers between 0 and 1, always the same ones for a seed.

    Lehmer's generator: each whole number is 16807 times the one before, modulo 2³¹ − 1.
    """
    state = 1 + seed % (MODULUS - 1)

    def draw():
        nonlocal state
        state = state * 16807 % MODULUS
        return state / MODULUS

    for _ in range(3):  # the first numbers of neighboring seeds are alike
        draw()
    return draw


def draw_number(limits, chance):
    """One of the numbers from, to, in steps of; or one of a list named ``of``."""
    if isinstance(limits, dict):
        return limits["of"][math.floor(chance() * len(limits["of"]))]
    low, high, step = limits
    parts = max(1, round(1 / step))  # a step of 0.1 is counted in tenths, so that 0.3 is 0.3
    count = round((high - low) / step) + 1
    place = round(low * parts) + round(step * parts) * math.floor(chance() * count)
    return place / parts


def written(value, digits=None):
    """A number as people write it, with a minus sign; without digits, as many as it has."""
    if digits is None:
        text = f"{value:.12g}"
    else:
        text = str(Decimal(value).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))
    return text.replace("-", "−" if re.search("[1-9]", text) else "")


def filled(text, values):
    """A text with its places filled: {p} is a number that was drawn, {exp(z):2} has 2 decimals."""

    def value(place):
        digits = place[2] and int(place[2])
        return written(evaluate(place[1], values), digits)

    return PLACE.sub(value, text)


def is_good(answer, wrong, digits):
    """Whether rounding gives one answer, which no typical mistake comes near."""
    numbers = [answer * 10**digits, *(value * 10**digits for value in wrong)]
    if not all(map(math.isfinite, numbers)):
        return False
    exact, *others = numbers
    is_tie = abs(exact - math.floor(exact) - 0.5) < 0.02
    return not is_tie and all(abs(exact - other) >= FAR for other in others)


def draw_question(template, seed):
    """A question of the kind ``number`` of a quiz, with the numbers of a seed.

    Numbers are drawn again until the conditions under ``where`` are above 0, rounding gives one
    answer, and the typical mistakes differ from it.
    """
    chance = random_of(seed)
    digits = template["digits"]
    for _ in range(TRIES):
        values = {name: draw_number(limits, chance) for name, limits in template["draw"].items()}
        answer = evaluate(template["answer"], values)
        wrong = [evaluate(mistake["value"], values) for mistake in template["typical"]]
        fits = all(evaluate(text, values) > 0 for text in template.get("where", []))
        if fits and is_good(answer, wrong, digits):
            break
    else:
        raise ValueError(f"{template['id']}: no numbers fit. Widen `draw`, or loosen `where`.")
    known = {**values, "answer": answer}
    unit = 10**-digits
    return {
        "id": template["id"],
        "kind": "number",
        "question": filled(template["question"], known),
        "answer": answer,
        "shown": written(answer, digits),
        "digits": digits,
        "tolerance": EXACT * unit,
        "nearly": NEARLY * unit,
        "unit": template["unit"],
        "right": filled(template["right"], known),
        "typical": [
            {"value": value, "feedback": filled(mistake["feedback"], known)}
            for value, mistake in zip(wrong, template["typical"], strict=True)
        ],
        "otherwise": filled(template["otherwise"], known),
    }
