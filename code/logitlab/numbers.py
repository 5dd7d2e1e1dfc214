"""Numbers written for people; explorables/shared/stage.js writes them in the same way."""

SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def number(value, digits):
    """A number as the figures write it: fixed digits, and a minus sign instead of a hyphen."""
    return f"{value:z.{digits}f}".replace("-", "−")  # z: a zero has no sign


def small(value, digits=4):
    """The same for a positive number that may be tiny: 3.35·10⁻⁴ below a thousandth."""
    if value == 0 or value >= 0.001:
        return number(value, digits)
    front, power = f"{value:.2e}".split("e-")
    return f"{front}·10⁻{power.lstrip('0').translate(SUPERSCRIPT)}"
