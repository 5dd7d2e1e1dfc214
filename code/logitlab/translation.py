"""The words of the course in another language; languages/README.md is for those who translate.

A table gives for English texts what stands for them. A text that is in none stays English, so the
English course needs no table. In a text, ``{1}``, ``{2}``, … stand for what the moment fills in: a
number, a name, another text.
"""

import json
import os
import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "languages"
EDITION = FOLDER / "edition.txt"  # names the language of a copy that is not English
PLACE = re.compile(r"\{(\d)\}")
ENGLISH = "en"
# What a reader sees of a question, of a template of one, and of a claim: their other parts are no
# texts. See questions/README.md.
SEEN = {"question", "text", "feedback", "right", "otherwise", "unit", "claim", "correction"}


@cache
def _of_this_copy():
    return EDITION.read_text("utf-8").strip() if EDITION.exists() else ENGLISH


def language():
    """The language that is asked for: ``LOGITLAB_LANGUAGE`` if it is set, else that of the copy."""
    return os.environ.get("LOGITLAB_LANGUAGE") or _of_this_copy()


@cache
def _table(name, domain):
    file = FOLDER / name / f"{domain}.json"
    return json.loads(file.read_text("utf-8")) if file.exists() else {}


def table(domain):
    """The texts of a domain, gettext's word for what is translated together, as one table.

    In the language that is asked for: ``{English: translation}``.
    """
    return _table(language(), domain)


@cache
def _patterns(name, domain):
    """The texts with places: what finds each, where its places stand, and what stands for it.

    The one that says most comes first: a shorter one may fit the same sentence.
    """
    texts = [text for text, other in _table(name, domain).items() if PLACE.search(text) and other]
    texts.sort(key=lambda text: len(PLACE.sub("", text)), reverse=True)
    return [
        (
            re.compile(PLACE.sub("(.*?)", re.sub(r"\\([{}])", r"\1", re.escape(text)))),
            PLACE.findall(text),
            _table(name, domain)[text],
        )
        for text in texts
    ]


def translated(text, domain):
    """A text in the language that is asked for, as far as the table of the domain has it.

    Parameters
    ----------
    text : str
        In English, with all its places filled in. Of several lines, each is looked up by itself if
        the whole is not there.
    domain : str
        The name of the table: ``site``, ``figures``, ``questions``, ``checks``, ``labels``.

    Returns
    -------
    str
        The translation, or the text itself.
    """
    known = table(domain)
    if not known or not text:
        return text
    if found := known.get(text):
        return found
    if "\n" in text:
        return "\n".join(translated(line, domain) for line in text.split("\n"))
    inside = text.strip(" ")
    if inside != text:
        before, after = text[: len(text) - len(text.lstrip(" "))], text[len(text.rstrip(" ")) :]
        return before + translated(inside, domain) + after
    for pattern, places, other in _patterns(language(), domain):
        if match := pattern.fullmatch(text):
            return _filled(other, dict(zip(places, match.groups(), strict=True)), domain)
    return text


def _filled(text, values, domain):
    """A translation with its places filled in: what stands in them may be a text itself."""
    return PLACE.sub(lambda place: translated(values[place[1]], domain), text)


def translated_questions(data):
    """What a file of questions, templates or claims holds, with what a reader sees translated."""
    if isinstance(data, dict):
        return {
            key: translated(value, "questions")
            if key in SEEN and isinstance(value, str)
            else translated_questions(value)
            for key, value in data.items()
        }
    if isinstance(data, list):
        return [translated_questions(value) for value in data]
    return data
