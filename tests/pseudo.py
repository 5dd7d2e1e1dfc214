"""A language made of English: every letter has an accent, and each word is a third longer.

What is not in it on a page was not taken from the tables; what does not fit in it would not fit in
many a real language. Nothing of it is stored.
"""

import re

PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ACCENTED = "àƀçðéƒĝĥîĵķļɱñôþǫŕšţûṽŵẋýžÀɃÇÐÉƑĜĤÎĴĶĻṀÑÔÞǪŔŠŢÛṼŴẊÝŽ"
ACCENTS = str.maketrans(PLAIN, ACCENTED)
NAME = "qps"  # for private use, says the register of languages

# What a translation keeps: places, tags, formulas, code, links, roles, notes; and in a prediction
# the number of a figure that it asks for.
KEPT = re.compile(
    r"\$?\{[^{}]*\}|</?\w[^<>]*>|\$\$?[^$]+\$\$?|`[^`]+`|\]\([^)]*\)|\[\^[\w-]+\]|&\w+;"
    r"|[\w-]+\.\w+ = |\\[a-z]|(?<=\n): "
)
WORD = re.compile(r"[A-Za-z]{2,}")  # one letter by itself is a symbol
NAMED = re.compile(r'(aria-label=")([^"]*)')  # of a tag in a page's text
QUOTED = re.compile(r'"[^"]*"|`[^`]*`')


def _longer(word):
    """A word with accents, its second, fifth, eighth … letter twice."""
    letters = (letter * 2 if place % 3 == 1 else letter for place, letter in enumerate(word))
    return "".join(letters).translate(ACCENTS)


def pseudo(text):
    """An English text in this language."""
    if "=>" in text:  # a small function, see languages/README.md
        return QUOTED.sub(lambda one: one[0][0] + pseudo(one[0][1:-1]) + one[0][-1], text)
    told, end = [], 0
    for kept in [*KEPT.finditer(text), None]:
        part = text[end : kept.start() if kept else None]
        told.append(WORD.sub(lambda word: _longer(word[0]), part))
        if kept:
            told.append(NAMED.sub(lambda one: one[1] + pseudo(one[2]), kept[0]))
            end = kept.end()
    return "".join(told)
