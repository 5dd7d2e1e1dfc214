"""The form of every message: three lines at most, none of them empty, in plain words."""

STIFF = (
    "does not show from here",
    "no mistake that is known",
    "answered rightly",
    "obviously",
    "simply",
)


def is_well_formed(message):
    lines = message.split("\n")
    assert len(lines) <= 3, message
    assert all(line == line.rstrip() and line.strip() for line in lines), message
    assert not any(phrase in message for phrase in STIFF), message
