"""What the site needs beyond Jupyter Book: one module a concern, each with its own ``setup``.

formulas     formulas become MathML when the site is built; no formula script runs in a browser
explorables  the scripts that bring the interactive figures to life
figures      figures are part of the page, so that they follow the light and the dark theme
folds        what is folded away: hints, derivations, answers, solutions
pages        the theme: stylesheet, links to run and edit a page
"""

from . import explorables, figures, folds, formulas, pages


def setup(app):
    for part in (formulas, explorables, figures, folds, pages):
        part.setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
