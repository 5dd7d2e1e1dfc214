"""The numbers that a reader types; shared/guesses.js reads them in the same way."""

import re

from ..translation import language


def read_guess(text):
    """The number that a reader typed, such as 1,320 or −0.5 or 1/11 or 50%; None if it is none.

    A comma is a decimal one wherever it can be, but that 1,320 is more than a thousand in English
    alone.
    """
    text = re.sub(r"[\s%]", "", text.replace("−", "-"))
    is_english = language().startswith("en")
    grouped = re.fullmatch(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?", text)
    is_one = re.fullmatch(r"[^,]*,\d{3}", text)  # 1,320 may be either
    if grouped and (is_english or not is_one):
        text = text.replace(",", "")
    if re.fullmatch(r"[+-]?[1-9]\d{0,2}(\.\d{3})+,\d+", text):
        text = text.replace(".", "")
    parts = text.replace(",", ".").split("/")
    pattern = r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?"
    if len(parts) > 2 or not all(re.fullmatch(pattern, part, re.IGNORECASE) for part in parts):
        return None
    top, bottom = float(parts[0]), float(parts[1]) if len(parts) == 2 else 1.0
    return top / bottom if bottom else None


def near(value, wanted, tolerance):
    """Whether a number, if there is one, is near enough; just at the limit counts."""
    return value is not None and abs(value - wanted) <= tolerance * (1 + 1e-9)
