"""What is folded away until the reader opens it: hints, answers, exercises, what goes deeper.

All of them become ``<details>``, which opens by mouse, touch and keyboard without a script and
is found by a search in the page. ``{dropdown}`` is the directive that JupyterLab's MyST extension
and sphinx-design know; solutions come from sphinx-exercise.
"""

import re

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx_exercise.nodes import (
    exercise_enumerable_node,
    exercise_node,
    solution_node,
)

EXERCISES = (exercise_node, exercise_enumerable_node)

# options that {dropdown} has where it is a card
LOOKS = (
    *("color", "icon", "chevron", "animate", "margin"),
    *(f"class{part}" for part in ("", "-container", "-title", "-body")),
)

log = logging.getLogger(__name__)


class fold(nodes.Element):  # noqa: N801, a docutils node is named like the others
    """A folded block: its first child is the line that stays visible."""


class fold_summary(nodes.TextElement):  # noqa: N801
    """The line of a folded block that stays visible."""


def _not_here(value):
    raise ValueError("the theme decides how a fold looks; take this option out")


class Dropdown(SphinxDirective):
    """A folded block with a title: ``:::{dropdown} Hint 1``. ``:open:`` shows it unfolded."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    option_spec = {
        "open": directives.flag,
        "name": directives.unchanged,
        **dict.fromkeys(LOOKS, _not_here),
    }

    def run(self):
        inline, messages = self.state.inline_text(self.arguments[0], self.lineno)
        block = fold("", fold_summary("", "", *inline), open="open" in self.options)
        self.add_name(block)
        self.state.nested_parse(self.content, self.content_offset, block)
        return [block, *messages]


def drop_solution_headings(app, docname, source):
    """A solution is folded by its heading in JupyterLab, and here by the directive below it."""
    # in a notebook it is the whole text of a cell
    source[0] = source[0].replace(f'"#### {_("Solution")}"', '""')


def number_on_each_page(app, env):
    """Exercises are numbered on each page anew, as they are in JupyterLab."""
    for numbers in env.toc_fignumbers.values():
        for kind in ("exercise", "solution"):
            for place, name in enumerate(numbers.get(kind, {}), 1):
                numbers[kind][name] = (place,)
    return []


def fold_solutions(app, doctree, docname):
    """Make each solution a folded block, and drop the sections that exercises are wrapped in."""
    kinds = (*EXERCISES, solution_node)
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


def fold_deeper(app, doctree, docname):
    """Fold each section whose heading begins with *Go deeper*: a reader may pass it by.

    In JupyterLab it is a section like any other, which folds by its heading.
    """
    label_text = _("Go deeper")
    begin = f"{label_text}: "
    for section in list(doctree.findall(nodes.section)):
        title = section.next_node(nodes.title)
        if title is None or title.parent is not section or not title.astext().startswith(begin):
            continue
        if isinstance(section.parent.parent, nodes.document):
            log.warning("a heading with Go deeper is of level 3, in a step", location=title)
            continue
        words = title.astext().removeprefix(begin)
        label = nodes.inline("", label_text, classes=["deeper-label"])
        summary = fold_summary("", "", label, nodes.Text(f" {words[0].upper()}{words[1:]}"))
        # the id is inside: a browser opens a fold for an address that leads into it
        text = nodes.container("", *section.children[1:], ids=section["ids"])
        # not replace_self: it would hand on the section's id
        section.parent[section.parent.index(section)] = fold("", summary, text, classes=["deeper"])


def _belongs(node):
    """Whether a node behind an exercise is a part of it: its cells, its hints, its solution."""
    return isinstance(node, fold) or node.get("nb_element") == "cell_code"


def _end_of_exercise(parent, start):
    """The place behind the exercise that stands at ``start``, and behind all that belongs to it."""
    behind = range(start + 1, len(parent))
    stops = (place for place in behind if isinstance(parent[place], (*EXERCISES, nodes.section)))
    inside = range(start + 1, next(stops, len(parent)))
    solutions = (place for place in inside if "solution" in parent[place].get("classes", ()))
    # up to its solution, whatever stands between, else as far as cells and folds go
    end = next(solutions, start) + 1
    while end < len(parent) and _belongs(parent[end]):
        end += 1
    return end


def _exercise_line(exercise, number):
    """The line of an exercise: number, title, minutes. It takes the minutes out of the text."""
    # sphinx-exercise has its own word in front
    title = exercise.next_node(nodes.title).astext()
    title = title.removeprefix(_("Exercise")).strip(" ()")
    line = fold_summary("", "", nodes.inline("", number, classes=["exercise-number"]))
    line += nodes.Text(f" {title}")
    minutes = re.compile(rf"{_('About')} (\d+ (?:{_('minutes')}|{_('minute')}))\.?")
    for paragraph in exercise.findall(nodes.paragraph):
        if found := minutes.match(paragraph.astext()):
            line += nodes.Text(" ")
            line += nodes.inline("", found[1], classes=["exercise-time"])
            if found.end() == len(paragraph.astext()):
                paragraph.parent.remove(paragraph)
            break
    return line


def fold_exercises(app, doctree, docname):
    """Make a line of each exercise, and fold below it all that belongs to it."""
    numbers = app.env.toc_fignumbers.get(docname, {}).get("exercise", {})
    for exercise in [node for kind in EXERCISES for node in doctree.findall(kind)]:
        parent = exercise.parent
        start = parent.index(exercise)
        end = _end_of_exercise(parent, start)
        number = " ".join([_("Exercise"), *map(str, numbers.get(exercise["ids"][0], ()))])
        line = _exercise_line(exercise, number)
        parent[start:end] = [fold("", line, *parent[start:end], classes=["exercise-fold"])]


def visit_fold(self, node):
    opened = {"open": ""} if node.get("open") else {}
    self.body.append(self.starttag(node, "details", **opened))


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
    app.connect("source-read", drop_solution_headings)
    app.connect("env-get-updated", number_on_each_page, priority=890)
    # after sphinx-exercise has numbered the titles
    app.connect("doctree-resolved", fold_solutions, priority=900)
    app.connect("doctree-resolved", fold_deeper, priority=901)
    app.connect("doctree-resolved", fold_exercises, priority=902)
