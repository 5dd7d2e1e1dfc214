"""Figures as part of the page, so that they follow the theme.

A notebook stores its figures as SVG in the colors of `logitlab.palette`. As an image file such a
figure would stay white in the dark theme. Inside the page, each color of the book is replaced
by the CSS variable of its name.
"""

import html
import re
from pathlib import Path

from docutils import nodes

from ..palette import LIGHT


def inline(svg, alt, prefix):
    """The SVG file's text as an element of a page: themed, described, its ids its own."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    referenced = set(re.findall(r'(?:href="#|url\(#)([^")]+)', svg))
    svg = re.sub(
        r' id="([^"]+)"',
        lambda match: f' id="{prefix}-{match[1]}"' if match[1] in referenced else "",
        svg,
    )
    svg = re.sub(r'(href="#|url\(#)', rf"\g<1>{prefix}-", svg)
    for name, color in LIGHT.items():
        svg = svg.replace(color, f"var(--{name}, {color})")
    svg = svg.replace("'DejaVu Sans', 'Bitstream Vera Sans'", "var(--figure-font), 'DejaVu Sans'")
    # The size stays in the viewBox, and the stylesheet sets the width.
    svg = re.sub(r'(<svg[^>]*?) width="[^"]*"', r"\1", svg, count=1)
    svg = re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", svg, count=1)
    label = f'<svg class="figure" role="img" aria-label="{html.escape(alt)}"'
    return svg.replace("<svg", label, 1)


def inline_figures(app, doctree, docname):
    if app.builder.format != "html":
        return
    images = [node for node in doctree.findall(nodes.image) if node["uri"].endswith(".svg")]
    for count, image in enumerate(images):
        svg = (Path(app.srcdir) / image["uri"]).read_text("utf-8")
        text = inline(svg, image.get("alt", ""), f"figure-{count}")
        image.replace_self(nodes.raw("", text, format="html"))


def setup(app):
    app.connect("doctree-resolved", inline_figures)
