"""Links that act: ``[turn T down to 0.5](#triangle?temperature=0.5)`` moves the figure Triangle.

Each figure gets an ``id`` to be named by: that of its script, ``triangle``; the second one of a
page is ``triangle-2``. What a link says is checked when the site is built, by the rules that the
page itself reads it by (``shared/address.js``). Where no script runs, a link leads to its figure.
"""

import html
import re
from collections import Counter
from urllib.parse import unquote

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

from .explorables import NAMED, by_script

LOGGER = logging.getLogger(__name__)
LINK = re.compile(r"#([\w-]+)\?(.+)")
ROOT = re.compile(rf"<div (?=[^>]*{NAMED.pattern})")
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)


class TakeActingLinks(SphinxTransform):
    """Keep these links from MyST, which would look for a heading of that name."""

    default_priority = 870  # MyST resolves links to places on the page at 879

    def apply(self):
        for link in self.document.findall(nodes.reference):
            if link.get("id_link") and LINK.fullmatch(link["refuri"]):
                del link["id_link"]
                link["internal"] = True
                link["classes"].append("acting")
        for link in self.document.findall(addnodes.pending_xref):
            address = f"#{link.get('reftargetid')}"
            if LINK.fullmatch(address):  # to a figure of another page, where MyST finds it
                link["reftargetid"] = None
                marked = {"address": address, "page": link["reftarget"]}
                link[0][:] = [nodes.inline("", "", *link[0].children, **marked)]


def _allowed(rule):
    """What a text for this rule may be, in words; nothing where a link cannot set it."""
    if rule == "boolean":
        return "true or false"
    if isinstance(rule, list):
        return f"a {'whole ' * (len(rule) > 2)}number from {rule[0]:g} to {rule[1]:g}"
    if isinstance(rule, dict) and "any" in rule:
        return f"one of {', '.join(map(str, rule['any']))}"
    if not isinstance(rule, dict) or "data" in rule or not (each := _allowed(rule["each"])):
        return None
    between = "semicolons" if "each" in rule["each"] else "commas"
    return f"{rule['from']} to {rule['to']} entries with {between} between them, each {each}"


def _fits(text, rule):
    if rule == "boolean":
        return text in ("true", "false")
    if isinstance(rule, list):
        if not NUMBER.fullmatch(text):
            return False
        value = float(text)
        return rule[0] <= value <= rule[1] and (len(rule) == 2 or value.is_integer())
    if "any" in rule:
        return text in map(str, rule["any"])
    parts = text.split(";" if "each" in rule["each"] else ",") if text else []
    return rule["from"] <= len(parts) <= rule["to"] and all(
        _fits(part, rule["each"]) for part in parts
    )


def complaint(link, figures):
    """What is wrong with a link to one of the figures ``{id: name of its script}``, or nothing."""
    figure, query = LINK.fullmatch(link).groups()
    if figure not in figures:
        known = ", ".join(figures) or "none"
        return f"the page has no figure {figure}. It has: {known}."
    rules = by_script()[figures[figure].replace("-", "_")].rules()
    allowed = {trait: words for trait, rule in rules.items() if (words := _allowed(rule))}
    if "object" in rules.values():
        return f"the figure {figure} keeps what a reader wrote, so that no link sets it."
    for trait, _, text in (part.partition("=") for part in query.split("&")):
        if trait not in allowed:
            return f"{figure} has no trait {trait} that a link sets. It has: {', '.join(allowed)}."
        text = unquote(text)
        if not _fits(text, rules[trait]):
            return f"{trait} cannot be '{text}'. It is {allowed[trait]}."
    return None


def _figures(doctree):
    """Where the figures of a page stand, by their names: a node of stored HTML, and the script."""
    figures, count = {}, Counter()
    for raw in doctree.findall(nodes.raw):
        for script in ROOT.findall(raw.astext()):
            count[script] += 1
            name = script if count[script] == 1 else f"{script}-{count[script]}"
            figures[name] = (raw, script)
    return figures


def _warn(link, address, figures):
    scripts = {name: script for name, (_, script) in figures.items()}
    if wrong := complaint(address, scripts):
        LOGGER.warning("%s", f"[{link.astext()}]({address}): {wrong}", location=link)


def name_figures(app, doctree, docname):
    """Give each figure of a page its name, and check the links to figures."""
    figures = _figures(doctree)
    links = [link for link in doctree.findall(nodes.reference) if "acting" in link["classes"]]
    for name, (raw, _) in figures.items():
        # The browser itself follows a link to these, before the figures are live and without them.
        asked = dict.fromkeys(
            link["refuri"][1:] for link in links if link["refuri"].startswith(f"#{name}?")
        )
        anchors = "".join(f'<span id="{html.escape(address)}"></span>' for address in asked)
        named = f'{anchors}<div id="{name}" '
        raw[:] = [nodes.Text(ROOT.sub(lambda _, named=named: named, raw.astext(), count=1))]
        if name in doctree.ids:
            LOGGER.warning("the figure %s and a heading have the same name", name, location=docname)
    for link in links:
        _warn(link, link["refuri"], figures)
    for marked in [node for node in doctree.findall(nodes.inline) if "address" in node]:
        link = marked.parent.parent
        if isinstance(link, nodes.reference):  # else MyST has said that there is no such page
            link["refuri"] += marked["address"]
            _warn(link, marked["address"], _figures(app.env.get_doctree(marked["page"])))
        marked.parent[:] = marked.children


def setup(app):
    app.add_transform(TakeActingLinks)
    app.connect("doctree-resolved", name_figures)
