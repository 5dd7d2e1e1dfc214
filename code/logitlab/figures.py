"""The one figure style of the book, and nothing that belongs to a single chapter.

Figures use the colors of `logitlab.palette`. On the site, each of them is replaced by the CSS
variable of the same name, so that a figure follows the light and the dark theme.
"""

import html
import os

import matplotlib.pyplot as plt
import numpy as np
from IPython.display import display
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib_inline.backend_inline import set_matplotlib_formats

from .numbers import number
from .palette import LIGHT as COLORS
from .translation import table as known
from .translation import translated

UNIT_SQUARE = np.array([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)])
DOMAIN = "labels"
SUMMARY = "The numbers in this figure"


def use_style():
    """Draw this notebook's figures in the book's style, as SVG that is the same on every run.

    `make refresh` asks for pixels, too, by an environment variable: see add_pictures in
    code/tools/refresh.py.
    """
    plt.rcdefaults()
    _translate_labels()
    # no date and no version of Matplotlib: both would change the stored figures
    formats = ["svg", "png"] if "LOGITLAB_PIXELS" in os.environ else ["svg"]
    set_matplotlib_formats(*formats, metadata={"Date": None, "Creator": None})
    plt.rcParams.update(
        {
            "svg.hashsalt": "logitlab",  # without it, every run writes new ids
            "svg.fonttype": "none",  # text stays text: it can be read, searched and compared
            "font.family": "sans-serif",
            "font.size": 12,
            "figure.figsize": (5.6, 3.3),
            "figure.facecolor": COLORS["paper"],
            "savefig.facecolor": COLORS["paper"],
            "axes.facecolor": COLORS["paper"],
            "axes.edgecolor": COLORS["muted"],
            "axes.labelcolor": COLORS["ink"],
            "axes.titlecolor": COLORS["ink"],
            "axes.titlesize": 12,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.grid": True,
            "axes.axisbelow": True,
            "axes.unicode_minus": True,
            "grid.color": COLORS["grid"],
            "grid.linewidth": 0.8,
            "xtick.color": COLORS["muted"],
            "ytick.color": COLORS["muted"],
            "xtick.labelcolor": COLORS["ink"],
            "ytick.labelcolor": COLORS["ink"],
            "text.color": COLORS["ink"],
            "lines.linewidth": 2.2,
            "legend.frameon": False,
            "legend.fontsize": 11,
            "figure.constrained_layout.use": True,
        }
    )


def _translate_labels():
    """Let a figure's labels be in another language, if that is asked for; its code stays the same.

    HACK, a monkeypatch: all that Matplotlib writes goes through this method.
    """
    if not known(DOMAIN) or hasattr(Text, "set_english"):
        return
    Text.set_english = Text.set_text
    Text.set_text = lambda self, text: self.set_english(
        translated(text, DOMAIN) if isinstance(text, str) else text
    )


def images(ax, corners, shades, color):
    """Draw images of 8 by 8 squares in shades of one color, each image in a frame.

    All squares of a shade are one path: a path for each square would be the heaviest part of a
    page. Chapter 6 draws digits and the weights that a model has learned for them.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw. A square is one unit wide; y grows downward.
    corners : array_like, shape (n, 2)
        The upper left corner of each image.
    shades : array_like, shape (n, 64)
        From 0, which is not drawn, to 1; rows of squares from the top. What is below 0 is not
        drawn either. There are 16 shades, as many as the digits of `load_digits` have.
    color : str
        Of the squares.
    """
    corners = np.asarray(corners)[:, np.newaxis]
    squares = corners + np.column_stack([np.arange(64) % 8, np.arange(64) // 8])
    levels = np.ceil(16 * np.asarray(shades) - 1e-9)
    for level in np.unique(levels[levels > 0]):
        outlines = [square + UNIT_SQUARE for square in squares[levels == level]]
        path = Path.make_compound_path(*(Path(outline, closed=True) for outline in outlines))
        ax.add_patch(PathPatch(path, color=color, alpha=level / 16, lw=0))
    for (corner,) in corners:
        ax.add_patch(plt.Rectangle(corner, 8, 8, fill=False, ec=COLORS["muted"], lw=0.8))


def _texts(values):
    """A column as texts: its numbers to thousandths, without zeros that all of them end in."""
    values = np.asarray(values)
    if values.dtype.kind not in "iuf":
        return [html.escape(translated(str(value), DOMAIN)) for value in values]
    exact = np.round(values, 3)
    digits = next(n for n in range(4) if np.array_equal(np.round(exact, n), exact, equal_nan=True))
    return [number(value, digits) for value in values.tolist()]


def table(caption, columns):
    """Show the numbers of the figure above as a table, folded, for all who cannot see the figure.

    Every chapter calls it after ``plt.show()``, in the figure's cell, with what was drawn: the
    curve at a few round places, each bar, or the data counted in groups.

    Parameters
    ----------
    caption : str
        What the numbers are, in a few words.
    columns : dict of str to array_like, each of shape (n,)
        The columns by their headings, which name the symbol and the unit. Each row is named by its
        entry in the first. Numbers are shown to thousandths; round them first to show less, and
        give texts to show them otherwise.

    Raises
    ------
    ValueError
        If a column is longer or shorter than the first.
    """
    first, *others = columns
    for name in others:
        if len(columns[name]) != len(columns[first]):
            raise ValueError(
                f"all columns must have one entry for each row, but “{name}” has "
                f"{len(columns[name])} and “{first}”, the first, has {len(columns[first])}."
            )
    names = [translated(name, DOMAIN) for name in columns]
    heads = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in names)
    rows = "\n".join(
        f'<tr><th scope="row">{head}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'
        for head, *cells in zip(*map(_texts, columns.values()), strict=True)
    )
    text = (
        f'<details class="numbers">\n<summary>{translated(SUMMARY, DOMAIN)}</summary>\n'
        f"<table>\n<caption>{html.escape(translated(caption, DOMAIN))}</caption>\n"
        f"<thead>\n<tr>{heads}</tr>\n</thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</details>"
    )
    display({"text/html": text, "text/plain": f"Table: {caption}"}, raw=True)
