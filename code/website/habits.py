"""Refused directives and builders: what people write elsewhere, and what to write here instead.

Tabs, cards and grids come with a framework that the site does without; a box in the margin is a
footnote here. An admonition of the class ``dropdown`` folds. A PDF is printed from a page.
"""

from docutils import nodes
from sphinx.errors import ExtensionError
from sphinx.locale import _
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective
from sphinx_exercise.nodes import exercise_enumerable_node, exercise_node, solution_node

from .folds import fold, fold_summary

INSTEAD = {
    "margin": "write a footnote: [^name] behind the sentence, and [^name]: with its text below; "
    "it stands in the margin",
    "tab-set": "the course has no tabs: write a {dropdown} for each, or a heading",
    "tab-item": "the course has no tabs: write a {dropdown} for each, or a heading",
    "grid": "the course has no grids: write a table or a list",
    "card": "the course has no cards: write an {admonition}, or a list of links",
    "toggle": "write {dropdown} with a title",
}
NO_PAPER = (
    "The course is a site, and {name} is no edition of it. For a PDF, build the site "
    "(make site), open a page and print it: the pages have a style for paper."
)
FOLDED_ANYWAY = (exercise_node, exercise_enumerable_node, solution_node)


class Instead(SphinxDirective):
    """A directive of another theme: the build stops and says what to write."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self):
        raise self.error(f"{{{self.name}}} is not known here: {INSTEAD[self.name]}.")


class FoldAdmonitions(SphinxTransform):
    """Fold each admonition of the class ``dropdown``, as other themes do by a script."""

    default_priority = 290  # before the predictions look for their answers

    def apply(self):
        for box in list(self.document.findall(nodes.Admonition)):
            if "dropdown" not in box["classes"] or isinstance(box, FOLDED_ANYWAY):
                continue
            title, *rest = box.children
            if not isinstance(title, nodes.title):  # a {note} has none of its own
                title, rest = nodes.title("", _(box.tagname.capitalize())), box.children
            block = fold("", fold_summary("", "", *title.children), *rest, ids=box["ids"])
            box.parent[box.parent.index(box)] = block


def refuse_paper(app):
    """Stop a build of something else than the site with a sentence, instead of a traceback."""
    if app.builder.name in ("latex", "singlehtml", "epub", "texinfo", "man"):
        raise ExtensionError(NO_PAPER.format(name=app.builder.name))


def setup(app):
    for name in INSTEAD:
        app.add_directive(name, Instead)
    app.add_transform(FoldAdmonitions)
    app.connect("builder-inited", refuse_paper, priority=1)
