"""The words of the site, in the language of the book: ``language`` in ``_config.yml``.

What stands in the theme's templates and in this extension goes through Sphinx's own ``_``, as
Sphinx's own words do: the table of the site stands in front of Sphinx's. The words of a page's
script stand in a table at its top, whose texts are exchanged here. In English nothing is done.
Who translates finds the tables in ``logitlab/languages``.
"""

import gettext
import json
import os
import re
from functools import cache

from py_mini_racer import MiniRacer
from sphinx import locale

from logitlab.translation import table, translated

DOMAIN = "site"
WORDS = re.compile(r"^( *)const WORDS = (\{.*?^\1\});", re.MULTILINE | re.DOTALL)
# What a table of words is made of: a text; a function of places that gives a text; lists and
# groups of these; and, where the sentence depends on a number, a function that decides.
LITERAL = r'(?:"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`)'
SENTENCE = re.compile(rf"(\(?[\w\s,{{}}]*\)?) =>\s*({LITERAL}(?:\s*\+\s*{LITERAL})*)")
AS_DATA = """
((words) => JSON.stringify(words, (_, value) =>
  typeof value === "function" ? { "=>": String(value) } : value
))(%s)
"""


class SiteWords(gettext.NullTranslations):
    """The table of the site, with Sphinx's own translations behind it."""

    def __init__(self, known, behind):
        super().__init__()
        self.known = known
        self.add_fallback(behind)

    def gettext(self, message):
        """The translation of a text, or the text."""
        return self.known.get(message) or super().gettext(message)


def set_language(app, config):
    """Let all that makes a page speak the language of the book."""
    os.environ["LOGITLAB_LANGUAGE"] = config.language
    if known := table(DOMAIN):
        for catalog in ("sphinx", "exercise"):  # that of `_`, and that of sphinx-exercise
            behind = locale.get_translator(catalog)
            locale.translators["general", catalog] = SiteWords(known, behind)
        app.translator = locale.get_translator()  # what the templates ask


# ---------------------------------------------------------------- the words of a page's script


def sentence(code):
    """The parameters and the text of a function that only fills in places, or None."""
    found = SENTENCE.fullmatch(code)
    if not found:
        return None
    pieces = re.findall(LITERAL, found[2])
    if any("`" in piece[1:-1] for piece in pieces):
        return None
    return found[1], "".join(piece[1:-1] for piece in pieces)


@cache
def words_in(text):
    """The English words in the text of a page's script: nested dictionaries and lists of texts.

    A function stands there as ``{"=>": its source}``.
    """
    found = WORDS.search(text)
    if not found:
        return {}
    engine = MiniRacer()
    words = json.loads(engine.eval(AS_DATA % found[2]))["en"]
    engine.close()
    return words


def texts_of(words):
    """What is to be translated of such words, each text once."""
    if isinstance(words, str):
        yield words
    elif isinstance(words, dict) and words.keys() == {"=>"}:
        code = words["=>"]
        yield sentence(code)[1] if sentence(code) else code
    else:
        for value in words.values() if isinstance(words, dict) else words:
            yield from texts_of(value)


def _written(words):
    """The words as JavaScript, translated as far as the table has them."""
    if isinstance(words, str):
        return json.dumps(translated(words, DOMAIN), ensure_ascii=False)
    if isinstance(words, list):
        return f"[{', '.join(map(_written, words))}]"
    if words.keys() != {"=>"}:
        rows = ",\n".join(f"{json.dumps(key)}: {_written(value)}" for key, value in words.items())
        return f"{{\n{rows}\n}}"
    code = words["=>"]
    if not (found := sentence(code)):
        return table(DOMAIN).get(code) or code
    parameters, text = found
    other = table(DOMAIN).get(text)
    if not other:
        return code
    # a language with more forms for numbers than English may need a function that decides
    return other if "=>" in other else f"{parameters} => `{other}`"


def script(path):
    """The text of a page's script, with its words in the language of the book."""
    text = path.read_text("utf-8")
    if not table(DOMAIN):
        return text
    words = words_in(text)
    return WORDS.sub(lambda _: f"const WORDS = {{ en: {_written(words)} }};", text)


def setup(app):
    # before all that looks at the configuration, and puts words into it
    app.connect("config-inited", set_language, priority=1)
