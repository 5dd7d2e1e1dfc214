"""What the search knows: the sections of all pages and the terms of the glossary, with their words.

The page of the search loads them, and MiniSearch (theme/vendor) looks through them in the browser:
theme/script/search.js. Sphinx's own search finds whole pages, without an excerpt, and no word that
is misspelled; Pagefind, which also keeps its index beside the pages, loads WebAssembly and fetches
files, which a strict policy and ``file://`` forbid.
"""

import json
import shutil
from pathlib import Path

from docutils import nodes
from sphinx.locale import _
from sphinx_exercise.nodes import solution_node

from .pages import SOLVED, THEME
from .static import write_static

VENDOR = THEME / "vendor"
DATA = "search_data.js"
GLOSSARY = "chapters/glossary"
# A question finds the words of the text: not those of code, of what it prints, of a solution.
LEFT_OUT = (nodes.FixedTextElement, nodes.raw, nodes.comment, nodes.title, solution_node)


def _words(node):
    """The text of a node, without what a question is not about, and without its subsections."""
    if isinstance(node, (*LEFT_OUT, nodes.section)):
        return ""
    if isinstance(node, nodes.TextElement):
        return node.astext()
    return " ".join(_words(child) for child in node.children)


def _text(parts):
    return " ".join(" ".join(map(_words, parts)).split())


def _entries(doctree):
    """What can be found on a page, each as its id there, its title and its text."""
    for section in doctree.findall(nodes.section):
        if isinstance(section[0], nodes.title):  # an exercise is wrapped in a section without one
            yield section["ids"][0], section[0].astext(), _text(section.children)


def _terms(doctree):
    """The same for the entries of a glossary."""
    for item in doctree.findall(nodes.definition_list_item):
        definition = item.next_node(nodes.definition)
        for term in item.findall(nodes.term):
            yield term["ids"][0], term.astext(), _text(definition.children)


def collect(app, doctree):
    """Keep what can be found on a page that was read, with the environment."""
    docname = app.env.docname
    if docname.startswith(SOLVED):  # nobody looks for what gives an assignment away
        return
    find = _terms if docname == GLOSSARY else _entries
    app.env.logitlab_search[docname] = list(find(doctree))


def prepare(app):
    app.env.logitlab_search = getattr(app.env, "logitlab_search", {})
    if app.builder.format == "html":
        app.builder.search = False  # Sphinx writes neither its index nor its page


def forget(app, env, docname):
    env.logitlab_search.pop(docname, None)


def merge(app, env, docnames, other):
    for docname in set(docnames) & other.logitlab_search.keys():
        env.logitlab_search[docname] = other.logitlab_search[docname]


def search_page(app):
    return [("search", {"title": _("Search")}, "search.html")]


def write_data(app):
    """Write what the search knows: of each page its address, its title, and its entries."""
    if app.builder.format != "html":
        return
    found = app.env.logitlab_search
    pages = [
        [app.builder.get_target_uri(page), app.env.titles[page].astext(), found[page]]
        for page in sorted(found.keys() & app.env.all_docs.keys())
    ]
    text = json.dumps(pages, ensure_ascii=False, separators=(",", ":"))
    write_static(app.outdir, DATA, f"globalThis.searchData = {text};\n")
    for file in VENDOR.iterdir():
        shutil.copyfile(file, Path(app.outdir) / "_static" / file.name)


def setup(app):
    app.connect("builder-inited", prepare)
    app.connect("doctree-read", collect)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    app.connect("env-updated", lambda app, env: write_data(app))
    app.connect("html-collect-pages", search_page)
