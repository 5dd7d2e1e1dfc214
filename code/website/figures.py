"""Figures as part of the page, so that they follow the theme.

A notebook stores its figures as SVG in the colors of `logitlab.palette`. As an image file such a
figure would stay white in the dark theme. Inside the page, each color of the book is replaced
by the CSS variable of its name.

A drawing may hold links to pages of the book, written as ``<a href="01_sigmoid.html">``. A link to
a page that the book does not have (yet) becomes plain text.

The table below a figure, from `logitlab.figures.table`, is an output of the same cell.
"""

import html
import re
from pathlib import Path

from docutils import nodes
from sphinx.transforms import SphinxTransform

from logitlab.palette import LIGHT
from logitlab.translation import table, translated


def _attributes(match):
    """A style as attributes, the same in SVG: a strict Content-Security-Policy (CSP) admits them.

    The one rule that Matplotlib writes for all elements stands in course.css.
    """
    declarations = (part.partition(":") for part in match[1].split(";") if part.strip())
    return "".join(f' {name.strip()}="{value.strip()}"' for name, _, value in declarations)


# Paths as Matplotlib writes them, with six digits behind the point.
_PLACE = r"\s+-?\d+(?:\.\d+)?"
PATH = re.compile(rf"(?:\s*(?:[ML](?:{_PLACE}){{2}}|Q(?:{_PLACE}){{4}}|C(?:{_PLACE}){{6}}|z))*\s*")


def _tenths(text):
    return round(10 * float(text))


def short_path(path):
    """A path with each place told from the one before, in tenths of a point, finer than a screen.

    A path in another form comes back as it is.
    """
    if not PATH.fullmatch(path):
        return path
    text, here, start = [], (0, 0), (0, 0)
    for letter, numbers in re.findall(r"([MLQCz])([^MLQCz]*)", path):
        places = [_tenths(number) for number in numbers.split()]
        moves = [f"{(place - here[i % 2]) / 10:g}" for i, place in enumerate(places)]
        text.append(letter.lower() + " ".join(moves))
        here = tuple(places[-2:]) or start  # z leads back to the start
        start = here if letter == "M" else start
    path = re.sub(r"l(-?[\d.]+) 0(?=[a-z]|$)", r"h\1", "".join(text))
    return re.sub(r"l0 (-?[\d.]+)(?=[a-z]|$)", r"v\1", path)


def _without_bare_groups(svg):
    """The drawing without the groups that say nothing of what is in them."""
    says = []

    def keep_or_drop(match):
        if match[0] != "</g>":
            says.append(match[0] != "<g>")
            return match[0] if says[-1] else ""
        return match[0] if says.pop() else ""

    return re.sub(r"<g\b[^>]*>|</g>", keep_or_drop, svg)


MARKER = re.compile(r'<path id="([^"]*)" d="m(\S+) (-?[\d.]+)([^"m]*z)"([^>]*)/>')
SAME_MARKERS = re.compile(
    r'<use xlink:href="#([^"]*)" x="[^"]*" y="[^"]*"([^>]*)/>\s*'
    r'(?:<use xlink:href="#\1" x="[^"]*" y="[^"]*"\2/>\s*)+'
)


def _markers_as_one_path(svg):
    """The drawing with a path for each run of closed markers: a scatter plot has hundreds."""
    markers = {name: rest for name, *rest in MARKER.findall(svg)}

    def as_path(match):
        if match[1] not in markers:
            return match[0]
        *begin, shape, looks = markers[match[1]]
        if shape.count("c") == 8:  # Matplotlib's circle, from its foot: two arcs say the same
            radius = float(begin[1])
            arc = f"a{radius:g} {radius:g} 0 1 1 0 {{:g}}"
            shape = f"{arc.format(-2 * radius)}{arc.format(2 * radius)}z"
        own = re.findall(r" ([\w-]+)=", looks)  # what a marker says of itself holds
        inherited = re.sub(rf' (?:{"|".join(own) or "-"})="[^"]*"', "", match[2])
        text, here = [], (0, 0)
        for place in re.findall(r' x="([^"]*)" y="([^"]*)"', match[0]):
            at = [_tenths(place[i]) + _tenths(begin[i]) for i in (0, 1)]
            text.append(f"m{(at[0] - here[0]) / 10:g} {(at[1] - here[1]) / 10:g}{shape}")
            here = at
        return f'<path d="{"".join(text)}"{looks}{inherited}/>\n'

    return SAME_MARKERS.sub(as_path, svg)


def _short(svg):
    """The drawing with short paths and places, without what nobody sees."""
    svg = re.sub(r' d="([^"]*)"', lambda match: f' d="{short_path(match[1])}"', svg)
    svg = re.sub(
        r' (x|y)="(-?\d+\.\d+)"',
        lambda match: f' {match[1]}="{_tenths(match[2]) / 10:g}"',
        svg,
    )
    svg = re.sub(
        r'<path [^>]* opacity="0"/>|<defs>\s*</defs>| transform="rotate\(-0 [^"]*"', "", svg
    )
    svg = re.sub(r"\n\s*", "\n", _without_bare_groups(svg))
    return _markers_as_one_path(svg)


def inline(svg, alt, prefix):
    """The SVG file's text as an element of a page: themed, described, its ids its own."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>|<style.*?</style>", "", svg, flags=re.DOTALL)
    svg = re.sub(r' style="([^"]*)"', _attributes, svg)
    referenced = set(re.findall(r'(?:href="#|url\(#)([^")]+)', svg))
    svg = re.sub(
        r' id="([^"]+)"',
        lambda match: f' id="{prefix}-{match[1]}"' if match[1] in referenced else "",
        svg,
    )
    svg = re.sub(r'(href="#|url\(#)', rf"\g<1>{prefix}-", svg)
    for name, color in LIGHT.items():
        svg = svg.replace(color, f"var(--{name})")
    svg = _short(svg)
    # The stylesheet sets the font and the width; the viewBox keeps the height in proportion.
    svg = re.sub(r" font-family=\"'DejaVu Sans',[^\"]*\"", "", svg)
    svg = re.sub(r'(<svg[^>]*?) width="[^"]*"', r"\1", svg, count=1)
    svg = re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", svg, count=1)
    # what has the role of an image hides its links from a screen reader
    role = "group" if re.search(r"<a [^>]*href=", svg) else "img"
    label = f'<svg class="figure" role="{role}" aria-label="{html.escape(alt)}"'
    return svg.replace("<svg", label, 1)


def drop_dead_links(svg, pages):
    """The SVG without the links to pages of the book that are not among `pages`."""

    def keep_or_drop(match):
        return match[0] if match[2] in pages else match[1]

    return re.sub(r'(<a\b[^>]*?) href="(?!\w+:)([^"#]+)\.html[^"]*"', keep_or_drop, svg)


def _in_language(svg):
    """The drawing with its labels in the language of the book."""
    return re.sub(
        r"(?<=>)[^<>]*\w[^<>]*(?=</(?:text|tspan)>)",
        lambda label: html.escape(translated(html.unescape(label[0]), "labels"), quote=False),
        svg,
    )


def inline_figures(app, doctree, docname):
    if app.builder.format != "html":
        return
    images = [node for node in doctree.findall(nodes.image) if node["uri"].endswith(".svg")]
    for count, image in enumerate(images):
        svg = (Path(app.srcdir) / image["uri"]).read_text("utf-8")
        folder = docname.rpartition("/")[0]
        pages = {page.removeprefix(f"{folder}/") for page in app.env.found_docs}
        svg = drop_dead_links(svg, pages)
        if table("labels"):
            svg = _in_language(svg)
        text = inline(svg, image.get("alt", ""), f"figure-{count}")
        image.replace_self(nodes.raw("", text, format="html"))


class FreeTables(SphinxTransform):
    """MyST-NB makes a figure of each output of a figure's cell: its table is none."""

    default_priority = 200  # before the figures are counted

    def apply(self):
        for figure in list(self.document.findall(nodes.figure)):
            bundle = figure.children[0]
            kinds = [node.get("mime_type") for node in bundle.children]
            if "text/html" in kinds:
                figure.replace_self(bundle)


def setup(app):
    app.add_transform(FreeTables)
    app.connect("doctree-resolved", inline_figures)
