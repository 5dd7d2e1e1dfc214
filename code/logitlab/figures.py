"""The one figure style of the book, and nothing that belongs to a single chapter.

Figures use the colors of `logitlab.palette`. On the site, each of them is replaced by the CSS
variable of the same name, so that a figure follows the light and the dark theme.
"""

import matplotlib.pyplot as plt
from matplotlib_inline.backend_inline import set_matplotlib_formats

from .palette import LIGHT as COLORS


def use_style():
    """Draw this notebook's figures in the book's style, as SVG that is the same on every run."""
    plt.rcdefaults()
    # no date and no version of Matplotlib: both would change the stored figures
    set_matplotlib_formats("svg", metadata={"Date": None, "Creator": None})
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
