"""The first use of each glossary term in a chapter leads to the glossary.

Written by hand these links would be forgotten, and JupyterLab could not follow them anyway. A word
that also has an everyday meaning is linked where it stands in bold, because there it is defined;
elsewhere by hand, with ``{term}``, where the term is meant.
"""

import re

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from .address import chapter_number
from .folds import fold_summary
from .predictions import guess_option
from .side_paths import is_side_path

EVERYDAY = {
    "axis", "base", "bit", "class", "code", "confidence", "error", "float", "margin", "mask",
    "miss", "percentage", "prior", "recall", "reduction", "target", "temperature", "token",
}  # fmt: skip
# a link inside the line that opens a fold could not be reached by keyboard, and one inside an
# option would be followed instead of choosing it
NO_LINKS = (
    nodes.title,
    nodes.reference,
    addnodes.pending_xref,
    fold_summary,
    guess_option,
    nodes.literal,
    nodes.math,
    nodes.FixedTextElement,
)


def _pattern(terms):
    """Finds any of the terms, the longest first, also with a capital letter or with an s."""
    words = sorted(terms, key=len, reverse=True)
    alternatives = "|".join(
        re.escape(word)
        if word[:2].isupper()
        else f"[{word[0].upper()}{word[0].lower()}]{re.escape(word[1:])}"
        for word in words
    )
    alternatives = alternatives.replace("'", "['’]")
    return re.compile(rf"(?<![\w-])({alternatives})s?(?![\w-])")


class LinkFirstUses(SphinxPostTransform):
    """Make a link of the first use of each term, and of no other."""

    default_priority = 5  # before Sphinx looks up where the links lead

    def run(self):
        page = self.env.docname
        if chapter_number(page) is None and not is_side_path(page):
            return
        missing = {
            name.lower(): name
            for kind, name in self.env.get_domain("std").objects
            if kind == "term"
        }
        known = set(missing)
        nodes_in_order = self.document.findall(
            lambda node: isinstance(node, (nodes.Text, addnodes.pending_xref))
        )
        for node in list(nodes_in_order):
            if isinstance(node, addnodes.pending_xref):
                # of an unknown term Sphinx complains
                if node["reftype"] == "term" and (name := node["reftarget"].lower()) in known:
                    if missing.pop(name, None) is None:
                        node.replace_self(nodes.Text(node.astext()))
            elif not _inside(node, NO_LINKS):
                text = node.lower().replace("’", "'")
                defined = text if isinstance(node.parent, nodes.strong) else None
                candidates = [
                    name
                    for key, name in missing.items()
                    if key in text and (name not in EVERYDAY or defined in (key, f"{key}s"))
                ]
                if candidates:
                    node.parent.replace(node, self._linked(node, candidates, missing))

    def _linked(self, text, candidates, missing):
        """The text in pieces, with a link for each candidate that it holds."""
        pieces, end = [], 0
        for found in _pattern(candidates).finditer(text):
            name = missing.pop(found[1].lower().replace("’", "'"), None)
            if name is None:  # twice in the same text
                continue
            pieces.append(nodes.Text(text[end : found.start()]))
            pieces.append(
                addnodes.pending_xref(
                    "",
                    nodes.inline("", found[0], classes=["xref", "std", "std-term"]),
                    refdomain="std",
                    reftype="term",
                    reftarget=name,
                    refexplicit=True,
                    refwarn=True,
                    refdoc=self.env.docname,
                )
            )
            end = found.end()
        return [*pieces, nodes.Text(text[end:])]


def _inside(node, kinds):
    while node := node.parent:
        if isinstance(node, kinds):
            return True
    return False


def setup(app):
    app.add_post_transform(LinkFirstUses)
