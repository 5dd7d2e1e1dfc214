"""What the tools go by in a notebook: its first cell, its solutions, what nbgrader takes out."""

INSTALL = "install-logitlab"  # the id of the first cell, which brings the module to Colab
KEEP_CLOSED = "\n\n# What these cells print stays closed until you open it.\n"  # what follows there
SOLUTION_HEADING = "#### Solution"  # what JupyterLab folds a solution below; website/folds.py, too
BEGIN_SOLUTION, END_SOLUTION = "### BEGIN SOLUTION", "### END SOLUTION"  # of an assignment


def with_solutions(cells):
    """Each cell, and whether it belongs to a folded solution, from its first cell to its last.

    The cells are those of a file's JSON, whose text may be a list of lines, or of nbformat.
    """
    inside = False
    for cell in cells:
        text = "".join(cell["source"])
        inside = inside or "{solution-start}" in text
        yield cell, inside
        inside = inside and "{solution-end}" not in text
