"""The picture of each explorable as it starts, for a reader whose browser runs no script.

The explorable draws itself when the site is built, by its own script, in a document that is not a
browser's (``paper.js``). A browser that runs scripts never loads the picture. A library such as
linkedom would be that document too; it would have to be copied in, and is a hundred times as long.
"""

import html
import json
import re
from functools import cache
from pathlib import Path

from py_mini_racer import MiniRacer

from ..palette import DARK, LIGHT, variables
from .explorables import SCRIPT
from .static import EXPLORABLE_STYLE, write_static

FOLDER = "pictures"
WIDTHS = {"narrow": 290, "wide": 600}  # as wide as the place for it, on a phone and elsewhere
GAP = 14
STILL = "The figure stands still, as it starts: this browser runs no JavaScript."
STYLE = (
    f":root{{{variables(LIGHT)}}}@media (prefers-color-scheme:dark){{:root{{{variables(DARK)}}}}}"
    + EXPLORABLE_STYLE.read_text("utf-8")
)
# a quiz has nothing to draw, and stands in the page as text
ROOT = re.compile(
    r'<div class="explorable" data-explorable="(?!quiz")([\w-]+)" data-state="([^"]*)">'
    r'(?:\s*<p class="explorable-(?:title|prompt)">[^<]*</p>)*'
)


@cache
def _paper(site):
    context = MiniRacer()
    for script in (Path(__file__).with_name("paper.js"), site / "_static" / SCRIPT):
        context.eval(script.read_text("utf-8"))
    return context


def picture(site, name, state, width):
    """The drawings of one explorable, one below the other.

    Parameters
    ----------
    site : Path
        The folder of the built site, which has the script.
    name : str
        The name of its script, such as ``bend_the_s``.
    state : dict
        Its traits, as stored in ``data-state``.
    width : int
        Of the place that it fills, in pixels.

    Returns
    -------
    svg : str
        An SVG file with its own colors, light and dark.
    label : str
        What a screen reader says instead.
    """
    paper = _paper(site)
    paper.call("drawOnPaper", name, state, width)
    drawings = paper.call("drawings")
    top, parts = 0, []
    for drawing in drawings:
        parts.append(f'<g transform="translate(0 {top:g})">{drawing["text"]}</g>')
        top += drawing["height"] + GAP
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {top - GAP:g}">'
        f'<style>{STYLE}</style><g class="explorable">{"".join(parts)}</g></svg>'
    )
    return svg, " ".join(drawing["label"] for drawing in drawings)


def add_pictures(app, pagename, templatename, context, doctree):
    """Put a picture below the prompt of each explorable, where no script runs."""
    count = 0
    folder = context["pathto"](f"_static/{FOLDER}", 1)

    def with_picture(match):
        nonlocal count
        count += 1
        name, state = match[1].replace("-", "_"), json.loads(html.unescape(match[2]))
        files = {}
        for size, width in WIDTHS.items():
            files[size] = f"{pagename.rpartition('/')[2]}-{count}-{size}.svg"
            svg, label = picture(Path(app.outdir), name, state, width)
            write_static(app, f"{FOLDER}/{files[size]}", svg)
        return (
            f'{match[0]}<noscript><picture><source media="(max-width: 40rem)" '
            f'srcset="{folder}/{files["narrow"]}"><img src="{folder}/{files["wide"]}" '
            f'alt="{html.escape(label)}"></picture>'
            f"<p>{STILL}</p></noscript>"
        )

    if body := context.get("body"):
        context["body"] = ROOT.sub(with_picture, body)


def setup(app):
    app.connect("html-page-context", add_pictures)
