"""Run the notebooks and store what they print: ``python code/tools/refresh.py [notebook ...]``.

Everything that would differ from run to run is left out of what is stored, because the tests
compare each stored output with a fresh run. Then `plain.py` writes each notebook once more to
`plain/`, for readers who do not have MyST. The repository's address, which stands by hand in
`_config.yml` alone, is written to the places that follow from it.
"""

import sys
import time
from pathlib import Path

import assignments
import nbformat
import yaml
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]
INSTALL_TAG = "install-logitlab"
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def address():
    """The public address of the repository, from `_config.yml`."""
    return yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))["repository"]["url"]


def notebooks():
    """All notebooks of the book, in reading order."""
    return sorted((ROOT / "chapters").rglob("*.ipynb"))


def install_cell():
    """The first cell of every notebook: it makes logitlab available in Colab."""
    return nbformat.v4.new_code_cell(
        "# In Colab this installs the course's module. Anywhere else it does nothing.\n"
        "import importlib.util\n"
        "\n"
        'if importlib.util.find_spec("logitlab") is None:\n'
        f'    %pip install --quiet "git+{address()}"',
        id=INSTALL_TAG,
        metadata={"tags": ["remove-cell"]},
    )


def fold_in_jupyterlab(notebook):
    """Fold there what the site folds: solutions, and what the tags hide-input and hide-output name.

    JupyterLab does not know these tags, and shows the code between the start and the end of a
    solution as if it were none.
    """
    in_solution = False
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            if "{solution-start}" in cell.source:
                in_solution = True
            if "{solution-end}" in cell.source:
                in_solution = False
            continue
        tags = cell.metadata.get("tags", [])
        folded = {
            "source_hidden": in_solution or "hide-input" in tags or INSTALL_TAG == cell.get("id"),
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


def refresh(path):
    """Execute one notebook and store its outputs, without what differs between two runs."""
    source = assignments.source_of(path)
    notebook = assignments.generate(source) if source else nbformat.read(path, as_version=4)
    if path in assignments.sources():
        assignments.label(notebook)
    if notebook.cells[0].get("id") == INSTALL_TAG:
        notebook.cells.pop(0)
    notebook.cells.insert(0, install_cell())
    fold_in_jupyterlab(notebook)
    client = NotebookClient(
        notebook,
        resources={"metadata": {"path": path.parent}},
        store_widget_state=False,
        record_timing=False,
        coalesce_streams=True,  # one print may arrive in two parts when the machine is busy
    )
    client.execute()
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET_VIEW, None)
    nbformat.write(notebook, path)


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
    for path in paths:
        start = time.perf_counter()
        print(f"{path.relative_to(ROOT)} …", end=" ", flush=True)
        refresh(path)
        print(f"{time.perf_counter() - start:.1f} s")
    import plain  # loads Sphinx, which no other part of this file needs

    plain.write(paths, address())


if __name__ == "__main__":
    main(sys.argv[1:])
