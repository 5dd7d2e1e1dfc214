"""Fine print: a footnote ``[^name]`` stands beside its sentence, not at the end of the page.

On a wide screen a note is in the margin; elsewhere its mark opens it in place, without a script: it
is a checkbox. A screen reader hears the note after its sentence. JupyterLab shows a footnote.
"""

import re

from docutils import nodes
from sphinx.locale import _
from sphinx.util import logging

SENTENCE_END = re.compile(r"[.!?…:][)\]”’\"]*(?=\s|$)")

log = logging.getLogger(__name__)


class noted(nodes.inline):  # noqa: N801, a docutils node is named like the others
    """From the mark of a note to the end of its sentence, and the note."""


class fine_print(nodes.inline):  # noqa: N801
    """The text of a note."""


def _rest_of_sentence(mark):
    """What follows a mark in its sentence, taken out of its paragraph."""
    parent = mark.parent
    place = parent.index(mark)
    if place and SENTENCE_END.search(parent[place - 1].astext()[-3:].strip() or "x"):
        return []
    rest = []
    while len(parent) > place + 1:
        node = parent[place + 1]
        end = SENTENCE_END.search(node) if isinstance(node, nodes.Text) else None
        if end and end.end() < len(node):
            parent[place + 1 : place + 2] = [nodes.Text(node[end.end() :])]
            return [*rest, nodes.Text(node[: end.end()])]
        parent.remove(node)
        rest.append(node)
        if end:
            break
    return rest


def place_notes(app, doctree, docname):
    """Put each footnote behind the sentence that refers to it.

    A footnote of more than one paragraph, or with two references, is a warning: a longer text is
    no fine print.
    """
    if app.builder.format != "html":
        return
    footnotes = {name: node for node in doctree.findall(nodes.footnote) for name in node["ids"]}
    for mark in list(doctree.findall(nodes.footnote_reference)):
        footnote = footnotes.get(mark["refid"])
        if footnote is None or len(footnote) != 2 or len(footnote["backrefs"]) != 1:
            name = footnote["names"][0] if footnote else mark.astext()
            log.warning("note %s: one paragraph, one reference", name, location=mark)
            continue
        number = mark.astext()
        where = mark.parent
        while not isinstance(where.parent, (nodes.section, nodes.document)):
            where = where.parent
        where["classes"].append("has-note")
        sentence = noted("", "", *_rest_of_sentence(mark), number=number)
        sentence += fine_print("", "", *footnote[1].children, number=number)
        mark.replace_self(sentence)
        footnote.parent.remove(footnote)
    for line in list(doctree.findall(nodes.transition)):
        if "footnotes" in line["classes"]:
            line.parent.remove(line)


def visit_noted(self, node):
    number = node["number"]
    name = _("Note {}").format(number)  # what a screen reader calls the mark
    box = f'<input type="checkbox" data-note="{number}" aria-label="{name}">'
    self.body.append(f'<span class="noted">{box}<sup>{number}</sup>')


def visit_fine_print(self, node):
    self.body.append('<span class="fine-print" role="note">')
    self.body.append(f'<sup aria-hidden="true">{node["number"]}</sup> ')  # said at its mark


def depart(self, node):
    self.body.append("</span>")


def setup(app):
    app.add_node(noted, html=(visit_noted, depart))
    app.add_node(fine_print, html=(visit_fine_print, depart))
    app.connect("doctree-resolved", place_notes)
