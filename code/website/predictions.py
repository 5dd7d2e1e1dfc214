"""A prediction that the reader commits: a question, the place for a guess, an answer, in one box.

In the notebook these are neighbors: an admonition of the class ``predict`` with the question, the
cell that computes the answer (tag ``reveal``), and a ``{dropdown}`` whose last part lists the
guesses. README.md, in this folder, shows the four forms of that list. Without a script the box is a
question and a fold; theme/script/predict.js lets the reader commit.
"""

import html
import json
import random
import re

from docutils import nodes
from sphinx.locale import _
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

from .folds import fold

LOGGER = logging.getLogger(__name__)

_NUMBER = r"[−-]?\d[\d,]*(?:\.\d+)?(?:/\d+)?"
_UNIT = r"%|[^\W\d][^±\d]*|°\w"
QUANTITY = re.compile(rf"({_NUMBER}) ?({_UNIT})??(?: ?± ?({_NUMBER}))? ?({_UNIT})?")
MARK = re.compile(r"([\w-]+)\.(\w+) = (.+)")


class prediction(nodes.Element):  # noqa: N801, a docutils node is named like the others
    """The box: a question, the place for a guess, and the folded answer."""


class guess_form(nodes.Element):  # noqa: N801
    """The place for a guess, of a kind: its children are the options."""


class guess_option(nodes.TextElement):  # noqa: N801
    """One of the options, a choice or an item to sort."""


# ---------------------------------------------------------------- what the list of guesses says


def read_number(text):
    """The value of a number as people write it: −0.5, 1,320 or 1/11."""
    top, _, bottom = text.replace("−", "-").replace(",", "").partition("/")
    return float(top) / float(bottom or 1)


def _read_quantity(text):
    """A number with its tolerance, and its unit; nothing if it is none."""
    found = QUANTITY.fullmatch(text)
    if not found:
        return None
    value, unit, tolerance, unit_behind = found.groups()
    unit = (unit or unit_behind or "").strip()
    guess = {
        "value": read_number(value),
        "text": f"{value}{unit}" if unit == "%" else f"{value} {unit}".strip(),
    }
    if tolerance:
        guess["tolerance"] = read_number(tolerance)
    return guess, unit


def read_terms(texts):
    """The kind of a prediction, and its guesses, from the terms of a definition list."""
    other = _("anything else")
    named = [text for text in texts if text != other]
    marks = [MARK.fullmatch(text) for text in named]
    kind = {"kind": "number"}
    if all(marks):
        (figure, trait), *others = dict.fromkeys(mark.group(1, 2) for mark in marks)
        if others:
            return None
        kind = {"kind": "mark", "figure": figure, "trait": trait}
        texts = [text if text == other else text.partition(" = ")[2] for text in texts]
    read = [({}, None) if text == other else _read_quantity(text) for text in texts]
    units = {quantity[1] for quantity in read if quantity} - {None}
    if all(read) and len(units) == 1:
        return {**kind, "unit": units.pop(), "guesses": [guess for guess, _ in read]}
    if kind["kind"] == "mark" or len(named) < len(texts) or any("±" in text for text in texts):
        return None
    return {"kind": "choice", "guesses": [{} for _ in texts]}


def _bold(term):
    """The bold that holds all of a term, if there is one; MyST puts empty texts beside it."""
    children = [child for child in term.children if child.astext()]
    return children[0] if [type(child) for child in children] == [nodes.strong] else None


def shuffled(n, name):
    """An order of n items that is the same in every build, and not the right one."""
    order, chance = list(range(n)), random.Random(name)
    while n > 1 and order == sorted(order):
        chance.shuffle(order)
    return order


def _option(node, place):
    """A copy of what an option says, without the bold that would tell which is right."""
    inner = _bold(node) or node
    return guess_option("", "", *(child.deepcopy() for child in inner.children), place=place)


# ---------------------------------------------------------------- gathering


def _neighbor(node, step):
    """What stands beside a node, past comments and targets."""
    place = node.parent.index(node) + step
    while 0 <= place < len(node.parent):
        if not isinstance(node.parent[place], (nodes.comment, nodes.target)):
            return node.parent[place]
        place += step
    return None


def _is_reveal(node):
    return isinstance(node, nodes.container) and "tag_reveal" in node["classes"]


def _move(node, parent, place):
    node.parent.remove(node)
    parent.insert(place, node)


def _warn(what, node):
    LOGGER.warning("%s", what, location=node)


class Predictions(SphinxTransform):
    """Gather the parts of each prediction in one box, and each revealed cell in its answer."""

    default_priority = 300

    def apply(self):
        boxes = [
            box for box in self.document.findall(nodes.admonition) if "predict" in box["classes"]
        ]
        for box in boxes:
            self._gather(box)
        for cell in list(self.document.findall(_is_reveal)):
            if not isinstance(cell.parent, fold):
                self._join(cell)

    def _gather(self, box):
        following = _neighbor(box, 1)
        cell = following if _is_reveal(following) else None
        answer = _neighbor(cell, 1) if cell else following
        if not box["names"]:
            return _warn("This prediction needs a name, such as `:name: predict-gap`.", box)
        if not isinstance(answer, fold):
            return _warn("After this prediction, and its cell, write a {dropdown} Answer.", box)
        question = self._read(answer, box)
        if not question:
            return None
        name, listed = box["ids"][0], answer[-1]
        form = guess_form("", kind=question["kind"], name=name, unit=question.get("unit", ""))
        if question["kind"] == "order":
            form += [_option(listed[i][0], i) for i in shuffled(len(listed), name)]
        elif question["kind"] == "choice":
            form += [_option(item[0], i) for i, item in enumerate(listed)]
        listed["classes"].append("predict-guesses")
        answer["classes"].append("predict-answer")
        summary = answer[0]
        closed = nodes.inline("", _("Show the answer"), classes=["collapsed"])
        summary[:] = [closed, nodes.inline("", "", *summary.children, classes=["expanded"])]
        title, *asked = box.children
        node = prediction("", title=title.astext(), ids=[name])
        node["question"] = {"page": self.env.docname.rpartition("/")[2], **question}
        node += [
            nodes.container("", *asked, classes=["predict-question"], ids=[f"{name}-question"]),
            form,
        ]
        if cell:
            _move(cell, answer, len(answer) - 1)
            cell["hide_mode"] = "input"
        _move(answer, node, len(node))
        box.replace_self(node)
        return None

    def _read(self, answer, box):
        """What the list at the end of an answer says, if it says it rightly."""
        listed = answer[-1]
        if isinstance(listed, nodes.enumerated_list):
            return {"kind": "order"}
        if not isinstance(listed, nodes.definition_list):
            return _warn(
                "End the answer of this prediction with its guesses: a definition list with the "
                "right one in bold, or a numbered list in the right order.",
                box,
            )
        terms = [item[0] for item in listed]
        right = [place for place, term in enumerate(terms) if _bold(term)]
        if len(right) != 1:
            return _warn(
                f"This prediction has {len(right)} right guesses: make exactly one term bold.", box
            )
        question = read_terms([term.astext().strip() for term in terms])
        if not question:
            return _warn(
                "Write the guesses of this prediction in one way: all as numbers with the same "
                "unit, all as `figure.trait = number` of one figure, or all in words. A ± and "
                "*anything else* go with numbers.",
                box,
            )
        if question["kind"] == "mark" and not self._has_trait(question):
            return _warn(
                "No figure on this page is named `{figure}` and has a number `{trait}`: name one "
                "that is, as in `triangle.temperature = 0.5 ± 0.05`.".format(**question),
                box,
            )
        question["guesses"][right[0]]["right"] = True
        return question

    def _has_trait(self, question):
        """Whether a figure on the page has the trait, and the trait is a number."""
        stored = [raw.astext() for raw in self.document.findall(nodes.raw)]
        stored = [text for text in stored if f'data-explorable="{question["figure"]}"' in text]
        states = [re.search('data-state="(.*?)"', text) for text in stored]
        values = [json.loads(html.unescape(state[1])).get(question["trait"]) for state in states]
        return any(isinstance(value, (int, float)) for value in values)

    def _join(self, cell):
        """A cell after a box with a folded answer joins that answer."""
        before = _neighbor(cell, -1)
        answers = list(before.findall(fold)) if isinstance(before, nodes.Admonition) else []
        if answers:
            _move(cell, answers[-1], len(answers[-1]))
            cell["hide_mode"] = "input"
        elif not (isinstance(before, nodes.Admonition) and "predict" in before["classes"]):
            _warn(
                "This cell is tagged `reveal`, and nothing before it asks: put it right after a "
                "prediction or a box with a {dropdown}, or remove the tag.",
                cell,
            )


# ---------------------------------------------------------------- writing


def visit_prediction(self, node):
    state = html.escape(json.dumps(node["question"], separators=(",", ":"), ensure_ascii=False))
    name = node["ids"][0]
    self.body.append(
        f'<div class="admonition predict" id="{name}" role="group" '
        f'aria-labelledby="{name}-title" data-predict="{state}">\n'
        f'<p class="admonition-title" id="{name}-title">{html.escape(node["title"])}</p>\n'
    )


def depart_prediction(self, node):
    self.body.append("</div>\n")


FORMS = {
    "choice": '<div class="predict-choices" role="radiogroup" aria-labelledby="{name}-question">\n',
    "order": '<ol class="predict-order">\n',
    "number": '<label class="predict-number">{number} <input type="text" inputmode="decimal" '
    'size="8" aria-describedby="{name}-question" spellcheck="false"> {unit}</label>\n',
    "mark": "<p>{mark}</p>\n",
}


def visit_form(self, node):
    words = {
        "number": _("Your guess"),
        "mark": _("Your guess is how the figure stands when you press Check."),
        "unit": html.escape(node["unit"]),
        "name": node["name"],
    }
    self.body.append('<form class="predict-form" autocomplete="off">\n')
    self.body.append(FORMS[node["kind"]].format(**words))


def depart_form(self, node):
    end = {"choice": "</div>\n", "order": "</ol>\n"}.get(node["kind"], "")
    # until the script is there, nothing happens: the button is disabled, and Enter does nothing
    self.body.append(f'{end}<button class="predict-check" disabled>{_("Check")}</button>\n')
    self.body.append("</form>\n")


def visit_option(self, node):
    form = node.parent
    if form["kind"] == "order":
        self.body.append(f'<li data-item="{node["place"]}"><span>')
    else:
        value = f'name="{form["name"]}" value="{node["place"]}"'
        self.body.append(f'<label><input type="radio" {value}> <span>')


def depart_option(self, node):
    self.body.append(f"</span></{'li' if node.parent['kind'] == 'order' else 'label'}>\n")


def setup(app):
    app.add_node(prediction, html=(visit_prediction, depart_prediction))
    app.add_node(guess_form, html=(visit_form, depart_form))
    app.add_node(guess_option, html=(visit_option, depart_option))
    app.add_transform(Predictions)
