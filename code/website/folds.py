"""What is folded away until the reader opens it: hints, derivations, answers, solutions.

All of them become ``<details>``, which opens by mouse, touch and keyboard without a script and
is found by a search in the page. ``{dropdown}`` is the directive that JupyterLab's MyST extension
and sphinx-design know; solutions come from sphinx-exercise.
"""

from docutils import nodes
from sphinx.util.docutils import SphinxDirective
from sphinx_exercise.nodes import (
    exercise_enumerable_node,
    exercise_node,
    solution_node,
)


class fold(nodes.Element):  # noqa: N801, a docutils node is named like the others
    """A folded block: its first child is the line that stays visible."""


class fold_summary(nodes.TextElement):  # noqa: N801
    """The line of a folded block that stays visible."""


class Dropdown(SphinxDirective):
    """A folded block with a title: ``:::{dropdown} Hint 1``."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True

    def run(self):
        inline, messages = self.state.inline_text(self.arguments[0], self.lineno)
        block = fold("", fold_summary("", "", *inline))
        self.state.nested_parse(self.content, self.content_offset, block)
        return [block, *messages]


def fold_solutions(app, doctree, docname):
    """Make each solution a folded block, and drop the sections that exercises are wrapped in."""
    kinds = (exercise_node, exercise_enumerable_node, solution_node)
    for node in [node for kind in kinds for node in doctree.findall(kind)]:
        for section in list(node.findall(nodes.section)):
            # not replace_self: it would hand on the section's id, the same on every exercise
            place = section.parent.index(section)
            section.parent[place : place + 1] = section.children
        if isinstance(node, solution_node):
            # a link inside the line that opens the fold could not be reached by keyboard
            summary = fold_summary("", node.next_node(nodes.title).astext())
            block = fold("", summary, *node.children[1:], classes=["solution"])
            node.replace_self(block)


def visit_fold(self, node):
    self.body.append(self.starttag(node, "details"))


def depart_fold(self, node):
    self.body.append("</details>\n")


def visit_summary(self, node):
    self.body.append("<summary>")


def depart_summary(self, node):
    self.body.append("</summary>\n")


def setup(app):
    app.add_node(fold, html=(visit_fold, depart_fold))
    app.add_node(fold_summary, html=(visit_summary, depart_summary))
    app.add_directive("dropdown", Dropdown)
    # after sphinx-exercise has numbered the titles
    app.connect("doctree-resolved", fold_solutions, priority=900)
