"""The numbers that a reader types; shared/guesses.js reads them in the same way."""

import re

from ..translation import language

BLANK = re.compile(r"[\s%]")
GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?")  # 1,234,567.8
EITHER = re.compile(r"[^,]*,\d{3}")  # 1,320
GROUPED_BY_POINTS = re.compile(r"[+-]?[1-9]\d{0,2}(\.\d{3})+,\d+")  # 1.234,5
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)


def read_guess(text):
    """The number that a reader typed, such as 1,320 or −0.5 or 1/11 or 50%; None if it is none.

    A comma is a decimal one wherever it can be, but that 1,320 is more than a thousand in English
    alone.
    """
    text = BLANK.sub("", text.replace("−", "-"))
    is_english = language().startswith("en")
    if GROUPED.fullmatch(text) and (is_english or not EITHER.fullmatch(text)):
        text = text.replace(",", "")
    if GROUPED_BY_POINTS.fullmatch(text):
        text = text.replace(".", "")
    parts = text.replace(",", ".").split("/")
    if len(parts) > 2 or not all(map(NUMBER.fullmatch, parts)):
        return None
    top, bottom = float(parts[0]), float(parts[1]) if len(parts) == 2 else 1.0
    return top / bottom if bottom else None


def near(value, wanted, tolerance):
    """Whether a number, if there is one, is near enough; just at the limit counts."""
    return value is not None and abs(value - wanted) <= tolerance * (1 + 1e-9)
