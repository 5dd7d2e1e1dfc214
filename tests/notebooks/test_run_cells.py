"""The cells that a reader can run on the page: NumPy and logitlab are all that they need.

Each is run as a browser will run it: in order, with nothing but the cells of this tag before it.
"""

import json
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from numpy_alone import BLOCK

ROOT = Path(__file__).parents[2]
PROGRAM = f"""{BLOCK}
import contextlib, io, json
space, printed = {{}}, []
for source in json.load(sys.stdin):
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(compile(source, "a cell of the page", "exec"), space)
    printed.append(out.getvalue())
print(json.dumps(printed))
"""


def run_cells(path):
    cells = nbformat.read(path, as_version=4).cells
    return [cell for cell in cells if "run" in cell.metadata.get("tags", [])]


PAGES = [path for path in sorted((ROOT / "chapters").rglob("*.ipynb")) if run_cells(path)]


def test_there_are_pages_with_cells_to_run():
    names = {path.stem for path in PAGES}
    assert {"00_start", "05_softmax"} <= names


@pytest.mark.parametrize("path", PAGES, ids=[path.stem for path in PAGES])
def test_they_print_the_same_without_the_rest_of_the_notebook(path):
    cells = run_cells(path)
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=json.dumps([cell.source for cell in cells]),
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stderr
    stored = [
        "".join(out.text for out in cell.outputs if out.output_type == "stream") for cell in cells
    ]
    assert json.loads(result.stdout) == stored
