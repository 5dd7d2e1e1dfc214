"""What the site needs beyond Jupyter Book: one module a concern, each with its own ``setup``.

formulas     formulas become MathML when the site is built; no formula script runs in a browser
explorables  the scripts that bring the interactive figures to life
pictures     what they show to a reader whose browser runs no script
highlighting the colors of code, in few words
figures      figures are part of the page, so that they follow the light and the dark theme
folds        what is folded away: hints, derivations, answers, solutions
rebuilding   after a change, every page is as after a clean build
address      where the site stands: its address, the page for a missing page, old names
cards        the picture that others show beside a link to a page
terms        the first use of a term in a chapter leads to the glossary
pages        the theme: stylesheet, links to run and edit a page
"""

import hashlib
from pathlib import Path

from . import (
    address,
    cards,
    explorables,
    figures,
    folds,
    formulas,
    highlighting,
    pages,
    pictures,
    rebuilding,
    terms,
)

PARTS = (
    *(formulas, explorables, pictures, highlighting, figures, folds, terms),
    *(address, cards, pages, rebuilding),
)


def _fingerprint():
    """A word that changes with any file of the module: then every page is built anew."""
    files = sorted(path for path in Path(__file__).parents[1].rglob("*.*") if path.suffix != ".pyc")
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def setup(app):
    app.add_config_value("logitlab_fingerprint", _fingerprint(), "env")
    for part in PARTS:
        part.setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
