"""Code cells on a page: what is marked for the stylesheet, and the line that opens code or output.

The stylesheet could find these cells by itself, with ``:has()``, at a cost in style time for each
of them; so they are marked when the site is built.
"""

import re
from html import escape

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform

from .explorables import NAMED

ONLY_A_CALL = re.compile(r"\w+\([^()]*\)")


def shown_by(cell):
    """The name of the explorable that a cell shows, or None."""
    raws = cell.findall(nodes.raw)
    return next((found[1] for raw in raws if (found := NAMED.search(raw.astext()))), None)


class MarkCells(SphinxPostTransform):
    """Mark the cells of figures; of a cell that only says ``Triangle()``, show no code."""

    default_priority = 190  # the outputs are chosen, MyST-NB has hidden nothing yet
    formats = ("html",)

    def run(self):
        for cell in self.document.findall(nodes.container):
            if cell.get("nb_element") != "cell_code" or not (name := shown_by(cell)):
                continue
            # a quiz is as wide as text
            if name != "quiz":
                cell["classes"].append("cell-stage")
            source = cell.children[0]
            if ONLY_A_CALL.fullmatch(source.astext().strip()):
                cell.remove(source)
                cell["hide_mode"] = None


def _prompt(text):
    """A line that opens code or output, in the language of the book; one of a cell's own stays."""
    usual = {
        "Show the source": _("Show the source"),
        "Hide the source": _("Hide the source"),
        "Show the outputs": _("Show the outputs"),
        "Hide the outputs": _("Hide the outputs"),
        "Show the output": _("Show the output"),
        "Hide the output": _("Hide the output"),
        "Show the content": _("Show the content"),
        "Hide the content": _("Hide the content"),
    }
    return usual.get(text, text)


def visit_hidden(self, node):
    """MyST-NB's own line has a name for screen readers that contradicts its visible words.

    A cell with words of its own, such as *Show the solution*, keeps them in sight.
    """
    usual = self.config.nb_code_prompt_show.replace("{type}", "source")
    source = "above-input" in node["classes"] and node["prompt_show"] == usual
    self.body.append(f'<details class="hide{" above-input" if source else ""}">\n<summary>')
    for state, prompt in (("collapsed", "prompt_show"), ("expanded", "prompt_hide")):
        self.body.append(f'<span class="{state}">{escape(_prompt(node[prompt]))}</span>')
    self.body.append("</summary>\n")


def depart_hidden(self, node):
    self.body.append("</details>\n")


def setup(app):
    app.add_post_transform(MarkCells)
    app.add_node(HideCodeCellNode, override=True, html=(visit_hidden, depart_hidden))
