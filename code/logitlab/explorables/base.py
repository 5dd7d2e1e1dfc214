"""The base class of every explorable: a widget in a live notebook, a figure on a static page."""

import html
import json
import sys
from functools import cache
from pathlib import Path

import anywidget
from traitlets import Bool, Dict, Enum, Float, Int, List, Unicode, default

from .. import palette
from ..translation import language, translated
from . import linker

MOST, LONGEST = 2**32, 2000  # where a trait sets no limit: a number, the items of a list


@cache
def read_words(script):
    """The words of an explorable in English, from the table that its script must begin with."""
    text = script.read_text("utf-8")
    if not text.startswith("const WORDS = {"):
        raise ValueError(
            f"{script.name} must begin with a table of words: const WORDS = {{ ... }};"
        )
    return linker.words_in(text)


def store(path, values):
    """Write to a file in ``data/`` what a figure shows and what takes long to compute.

    So every machine shows the same digits. The docstring of what computes the values has the line
    that stores them anew.
    """
    path.write_text(json.dumps(values, separators=(",", ":")) + "\n", "utf-8")


def _rule(trait):
    """What a trait may hold, in the form that ``isAllowed`` in shared/address.js reads."""
    if isinstance(trait, Enum):
        return {"any": list(trait.values)}
    if isinstance(trait, (Float, Int)):
        # a trait without limits has None or infinity there
        low = -MOST if trait.min is None else max(trait.min, -MOST)
        high = MOST if trait.max is None else min(trait.max, MOST)
        return [low, high, "whole"] if isinstance(trait, Int) else [low, high]
    if isinstance(trait, List):
        each = _rule(trait._trait) if trait._trait else None
        limits = {"from": trait._minlen, "to": min(trait._maxlen, LONGEST)}
        if trait.read_only and trait.default():  # data, which are what they are
            limits = dict.fromkeys(limits, len(trait.default()))
        return {"each": each, **limits, **({"data": True} if trait.read_only else {})}
    return {Bool: "boolean", Unicode: "string", Dict: "object"}.get(type(trait))


@cache
def _linked(cls, script, slug, language):
    """The module of a class, whose words are in one language.

    To link takes 30 ms, and a cell may make sixty figures for their numbers alone.
    """
    return linker.widget_module(script, slug, cls.rules())


class Explorable(anywidget.AnyWidget):
    """An interactive figure that lives in a notebook and, without a kernel, on a page.

    A subclass declares its state as traits tagged ``sync=True`` and says in ``key_numbers`` what
    its figure shows. The drawing stands in the JavaScript file of the same name beside it:
    class ``BendTheS`` in ``bend_the_s.py`` draws with ``bend_the_s.js``. That file begins with
    the table of all words that a reader sees, written as JSON; ``title``, ``prompt`` and the
    labels of the key numbers are read from there. README.md, in this folder, shows a
    complete example.

    What is stored in a notebook is text and a piece of HTML that reads well without JavaScript.
    On the site, ``shared/host.js`` finds that piece and brings it to life.
    """

    _esm = Unicode().tag(sync=True)
    _css = Unicode(palette.css() + linker.STYLE.read_text("utf-8")).tag(sync=True)

    @property
    def script(self):
        """The JavaScript file beside the Python file of this class."""
        return Path(sys.modules[type(self).__module__].__file__).with_suffix(".js")

    @property
    def slug(self):
        """The name of the figure in an address: that of its script, with hyphens."""
        return self.script.stem.replace("_", "-")

    @default("_esm")
    def _self_contained_module(self):
        return _linked(type(self), self.script, self.slug, language())

    @classmethod
    def _declared(cls):
        """The traits that the subclass declares, by their names."""
        inherited = Explorable.class_trait_names(sync=True)
        return {
            name: trait
            for name, trait in cls.class_traits(sync=True).items()
            if name not in inherited and not name.startswith("_")
        }

    @property
    def state(self):
        """The traits that the subclass declares, as plain values: what the page starts from."""
        return {name: getattr(self, name) for name in self._declared()}

    @classmethod
    def rules(cls):
        """What each trait may hold: the page checks its stored state by these before it draws."""
        return {name: _rule(trait) for name, trait in cls._declared().items()}

    def key_numbers(self):
        """What the figure shows, for a reader without JavaScript: ``{word: text}``."""
        raise NotImplementedError(f"{type(self).__name__} must define key_numbers()")

    def stored_text(self):
        """More for a reader without JavaScript, as HTML: it stands above the numbers."""
        return ""

    def __repr__(self):
        values = {name: getattr(self, name) for name in self._declared()}
        shown = (
            f"{name}={value!r}"
            for name, value in values.items()
            if not isinstance(value, (list, tuple))  # data sets are too long to read
        )
        return f"{type(self).__name__}({', '.join(shown)})"

    def _repr_mimebundle_(self, **kwargs):
        data, metadata = super()._repr_mimebundle_(**kwargs)
        return {**data, "text/html": self.fallback_html()}, metadata

    def fallback_html(self):
        """The root that the static page shows and brings to life, readable as it is."""
        domain = linker.domain_of(self.script)
        words = {key: translated(text, domain) for key, text in read_words(self.script).items()}
        state = html.escape(json.dumps(self.state, separators=(",", ":"), ensure_ascii=False))
        rows = "\n".join(
            f"<div><dt>{html.escape(words[word])}</dt>"
            f"<dd>{html.escape(translated(text, domain))}</dd></div>"
            for word, text in self.key_numbers().items()
        )
        return (
            f'<div class="explorable" data-explorable="{self.slug}" data-state="{state}">\n'
            f'<p class="explorable-title">{html.escape(words["title"])}</p>\n'
            f'<p class="explorable-prompt">{html.escape(words["prompt"])}</p>\n'
            f'{self.stored_text()}<dl class="explorable-numbers">\n{rows}\n</dl>\n'
            "</div>"
        )
