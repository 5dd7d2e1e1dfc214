"""Run the notebooks and store what they print: ``python code/tools/refresh.py [notebook ...]``.

Everything that would differ from run to run is left out of what is stored, because the tests
compare each stored output with a fresh run. Then `plain.py` writes each notebook once more to
`plain/`, for readers who do not have MyST. The repository's address, which stands by hand in
`_config.yml` alone, is written to the places that follow from it.
"""

import os
import shutil
import sys
import tempfile
import time
from base64 import b64decode, b64encode
from io import BytesIO
from pathlib import Path

import assignments
import nbformat
import yaml
from marks import INSTALL, KEEP_CLOSED, SOLUTION_HEADING, with_solutions
from nbclient import NotebookClient
from PIL import Image

ROOT = Path(__file__).parents[2]
COLLAPSED = "jp-MarkdownHeadingCollapsed"  # JupyterLab's own word
# What a cell says of itself; a program that opens a notebook adds more when it saves.
KEPT = {"tags", "jupyter", "mystnb", "nbgrader", "deletable", "editable", COLLAPSED}
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def address():
    """The public address of the repository, from `_config.yml`."""
    return yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))["repository"]["url"]


def notebooks():
    """All notebooks of the book, in reading order."""
    return sorted((ROOT / "chapters").rglob("*.ipynb"))


def install_cell(closed=()):
    """The first cell of every notebook: it makes logitlab available in Colab.

    Where JupyterLab would open outputs that stay closed until they are wanted, it names their cells
    to the kernel.
    """
    source = (
        "# In Colab this installs the course's module. Anywhere else it does nothing.\n"
        "import importlib.util\n"
        "\n"
        'if importlib.util.find_spec("logitlab") is None:\n'
        f'    %pip install --quiet "git+{address()}"'
    )
    if closed:
        ids = "\n".join(f'    "{name}",' for name in closed)
        source += f"{KEEP_CLOSED}from logitlab.folding import keep_closed\n\nkeep_closed(\n{ids}\n)"
    metadata = {"tags": ["remove-cell"], "jupyter": {"source_hidden": True}}
    return nbformat.v4.new_code_cell(source, id=INSTALL, metadata=metadata)


def closed_cells(notebook):
    """The ids of the cells whose outputs are closed: predictions and solutions."""
    return [c.id for c in notebook.cells if c.metadata.get("jupyter", {}).get("outputs_hidden")]


def fold_in_jupyterlab(notebook):
    """Fold there what the site folds: solutions, and what the tags hide-input and hide-output name.

    JupyterLab does not know these tags. A whole solution stands below a heading that is collapsed,
    and ends at the next heading; the site takes the heading out (website/folds.py).
    """
    cells = [cell for cell in notebook.cells if cell.source != SOLUTION_HEADING]
    notebook.cells = []
    for cell, in_solution in with_solutions(cells):
        if "{solution-start}" in cell.source:
            heading = nbformat.v4.new_markdown_cell(SOLUTION_HEADING, id=f"{cell.id}-fold")
            heading.metadata[COLLAPSED] = True
            notebook.cells.append(heading)
        notebook.cells.append(cell)
        for name in cell.metadata.keys() - KEPT:
            del cell.metadata[name]
        if cell.cell_type == "markdown":
            continue
        tags = cell.metadata.get("tags", [])
        folded = {
            "source_hidden": in_solution or "hide-input" in tags or INSTALL == cell.get("id"),
            "outputs_hidden": in_solution or "hide-output" in tags,
        }
        cell.metadata.pop("jupyter", None)
        if any(folded.values()):
            cell.metadata["jupyter"] = {name: True for name, value in folded.items() if value}


def recorded_address():
    """The address that the files named below follow at the moment: the one in CITATION.cff."""
    return yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))["repository-code"]


def with_address(text):
    """A file's text with the recorded address replaced by the one in `_config.yml`.

    GitHub, Binder and Colab write it as ``owner/name``, a link inside a link as ``owner%2Fname``,
    the site as ``owner.github.io/name``.
    """
    old_owner, old_name = recorded_address().rstrip("/").split("/")[-2:]
    owner, name = address().rstrip("/").split("/")[-2:]
    for slash in ("/", "%2F"):
        text = text.replace(f"{old_owner}{slash}{old_name}", f"{owner}{slash}{name}")
    text = text.replace(f"%2F{old_name}%2F", f"%2F{name}%2F")  # the folder that such a link opens
    return text.replace(f"{old_owner}.github.io/{old_name}", f"{owner}.github.io/{name}")


def followers():
    """The text files that name the repository's address; the one that records it comes last."""
    names = ("README.md", "CONTRIBUTING.md", "chapters/teachers.md", "CITATION.cff")
    return [ROOT / name for name in names]


def add_pictures(notebook):
    """Turn the pixels of each figure, which stand beside its SVG, into few bytes.

    JupyterLab trusts no notebook that was not run on the machine, and shows none of its SVG: there
    would stand <Figure size 560x330 with 1 Axes> until the first run. A PNG it does show.
    """
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "image/png" in data:
                picture = Image.open(BytesIO(b64decode(data["image/png"]))).convert("RGB")
                small = BytesIO()
                picture.quantize(64, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
                data["image/png"] = b64encode(small.getvalue()).decode() + "\n"


def refresh(path):
    """Execute one notebook and store its outputs, without what differs between two runs.

    An author's notebook of an assignment has its labels already, from `main`.
    """
    if source := assignments.source_of(path):
        with tempfile.TemporaryDirectory() as folder:
            shutil.copyfile(assignments.release(source, folder), path)
        return
    notebook = nbformat.read(path, as_version=4)
    if notebook.cells[0].get("id") == INSTALL:
        notebook.cells.pop(0)
    fold_in_jupyterlab(notebook)
    notebook.cells.insert(0, install_cell(closed_cells(notebook)))
    execute(notebook, path.parent)
    nbformat.write(notebook, path)


def execute(notebook, folder):
    """Run all cells of a notebook, and leave out what differs between two runs."""
    os.environ["LOGITLAB_PIXELS"] = "yes"  # logitlab.figures draws each figure in both ways
    client = NotebookClient(
        notebook,
        resources={"metadata": {"path": folder}},
        store_widget_state=False,
        record_timing=False,
        coalesce_streams=True,  # one print may arrive in two parts when the machine is busy
    )
    client.execute()
    add_pictures(notebook)
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET_VIEW, None)


def main(names):
    """Refresh the named notebooks, or all of them."""
    for path in followers():
        path.write_text(with_address(path.read_text("utf-8")), "utf-8")
    paths = [Path(name).resolve() for name in names] or notebooks()
    for source in assignments.sources():  # the learner's notebook follows the author's
        learners = assignments.learners(source)
        if source in paths:
            paths = [path for path in paths if path != learners]
            paths.insert(paths.index(source) + 1, learners)
    for source in assignments.sources():
        if source in paths:  # the points of its tasks are known before they are counted
            notebook = nbformat.read(source, as_version=4)
            assignments.label(notebook)
            nbformat.write(notebook, source)
    assignments.write_points()
    for path in paths:
        start = time.perf_counter()
        print(f"{path.relative_to(ROOT)} …", end=" ", flush=True)
        refresh(path)
        print(f"{time.perf_counter() - start:.1f} s")
    import plain  # loads Sphinx, which no other part of this file needs

    plain.write(paths, address())


if __name__ == "__main__":
    main(sys.argv[1:])
