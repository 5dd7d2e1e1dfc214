"""The colors of code: one short word for each color, and none for the color of the text.

Pygments names some eighty kinds of token. The two styles of the site draw them in few colors,
so on a page that names each kind, most words are of no use. Operators, numbers and Python's own
functions look like text: a chapter has hundreds of them, and where everything has a color, nothing
stands out.
"""

from functools import cache

from pygments.formatters import HtmlFormatter
from pygments.styles import get_style_by_name
from pygments.token import STANDARD_TYPES, Comment, Name, Number, Operator, Text

LIGHT, DARK = (get_style_by_name(f"a11y-high-contrast-{theme}") for theme in ("light", "dark"))


@cache
def _look(kind):
    if kind in (Operator, Name.Builtin) or kind in Number:
        kind = Text
    return tuple(style.style_for_token(kind)["color"] for style in (LIGHT, DARK))


# the first kind of each look stands for all of them; what has no color looks like text
KINDS = {_look(Text): Text, (None, None): Text}
for _kind in STANDARD_TYPES:
    KINDS.setdefault(_look(_kind), _kind)


class Formatter(HtmlFormatter):
    """Pygments' own, with one kind of token for each color."""

    def format(self, tokensource, outfile):
        super().format(((KINDS[_look(kind)], text) for kind, text in tokensource), outfile)


def stylesheet():
    """The colors of code, in the light and in the dark theme; paper is white."""

    def rules(style, root):
        yield f"{root} {{ color: {_color(style, Text)}; }}"
        for kind in KINDS.values():
            if kind is not Text:
                yield f"{root} .{STANDARD_TYPES[kind]} {{ color: {_color(style, kind)}; }}"

    light = rules(LIGHT, ".highlight")
    dark = rules(DARK, 'html[data-theme="dark"] .highlight')
    unscripted = rules(DARK, "html:not([data-theme]) .highlight")  # a page without JavaScript
    system = "@media screen and (prefers-color-scheme: dark) {"
    return "\n".join([*light, "@media screen {", *dark, "}", system, *unscripted, "}"])


def _color(style, kind):
    # a comment is quieter than code, and the dark style of Pygments makes it the loudest
    return "var(--muted)" if kind in Comment else "#" + style.style_for_token(kind)["color"]


@cache
def _made(settings):
    return Formatter(**dict(settings))


def formatter(**settings):
    """The formatter with these settings; the lines to emphasize come as a list."""
    return _made(
        tuple((key, tuple(v) if isinstance(v, list) else v) for key, v in settings.items())
    )


def use_formatter(app):
    if app.builder.format == "html":
        # Sphinx would make one for each block, which takes as long as to color it
        app.builder.highlighter.formatter = formatter


def setup(app):
    app.connect("builder-inited", use_formatter)
