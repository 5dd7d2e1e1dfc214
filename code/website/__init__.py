"""What the site needs beyond Jupyter Book: one module a concern, each with its own ``setup``.

translation  the words of the site, in the language of the book
formulas     formulas become MathML when the site is built; no formula script runs in a browser
explorables  the scripts that bring the interactive figures to life
acting       links in the text that move a figure, and the figures' names in an address
cells        the code of a notebook, behind a small button, and what a cell shows
highlighting the colors of code, in few words
figures      figures are part of the page, so that they follow the light and the dark theme
folds        what is folded away: hints, derivations, answers, solutions
habits       directives of other themes: refused, with what to write instead, or made to work
running      cells that a reader can run on the page, and the Python that runs them
pyodide      the files of that Python
predictions  a question, the place for the reader's guess, and the answer, as one box
notes        footnotes as fine print, in the margin or opened in place
citations    a citation that every notebook can show is one of the site's references
reference    the reference of logitlab, from its docstrings
terms        the first use of a term in a chapter leads to the glossary
address      where the site stands: its address, the page for a missing page, old names
cards        the Open Graph image, which others show beside a link to a page
side_paths   pages below chapters/deeper/: in the contents, and where they lead
searching    what the search knows
scripts      the scripts of the theme, each behind what it needs of logitlab
pages        the theme: stylesheet, logo, links to run and edit a page
review       all questions that come back, as one script
findable     sitemap, feed and JSON-LD: for search engines and readers of feeds
static       the files that all pages share, and the words in their addresses
rebuilding   after a change, every page is as after a clean build
"""

from pathlib import Path

from logitlab import palette
from logitlab.translation import FOLDER as LANGUAGES

from . import (
    acting,
    address,
    cards,
    cells,
    citations,
    explorables,
    figures,
    findable,
    folds,
    formulas,
    habits,
    highlighting,
    notes,
    pages,
    predictions,
    rebuilding,
    reference,
    review,
    running,
    scripts,
    searching,
    side_paths,
    static,
    terms,
    translation,
)
from .static import fingerprint

# Three places matter: searching reads the reference with its links to the source, review takes the
# predictions from a page as formulas and pages have left it, static hashes what all have written.
# Elsewhere an event, or its priority, says what is first.
PARTS = (
    translation,
    formulas,
    explorables,
    acting,
    cells,
    highlighting,
    figures,
    folds,
    habits,
    running,
    predictions,
    notes,
    citations,
    reference,
    terms,
    address,
    cards,
    side_paths,
    searching,
    scripts,
    pages,
    review,
    findable,
    static,
    rebuilding,
)


# What a page is made with, beside its source: if any of it changes, every page is built anew. A
# page only names the scripts and the stylesheet.
HERE = Path(__file__).parent
MADE_WITH = (
    *HERE.glob("*.py"),
    *HERE.glob("theme/*.*"),
    *LANGUAGES.rglob("*.json"),
    Path(palette.__file__),
)


def write_shared(site):
    """Write the style and the scripts, which pages only name: all that a save of one changes."""
    pages.write_look(site)
    scripts.write_scripts(site)
    explorables.write_explorables(site)


def setup(app):
    app.add_config_value("logitlab_fingerprint", fingerprint(MADE_WITH), "env")
    for part in PARTS:
        part.setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
