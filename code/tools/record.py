"""Run the code of other libraries that stands in the book, and store what it prints.

    python code/tools/record.py [notebook ...]

The course needs none of these libraries, so their code stands in a notebook as text, followed by
its output, with the version that wrote it. Where a library is installed (`pip install -r
tests/requirements-frameworks.txt`), this runs the code and writes its output and version anew;
`tests/module/test_frameworks.py` compares.
"""

import contextlib
import importlib
import io
import re
import sys
from importlib.metadata import version
from pathlib import Path

import nbformat

CHAPTER = Path(__file__).parents[2] / "chapters" / "08_in_practice.ipynb"
PAIR = re.compile(r"```python\n(?P<code>.*?)```\n+```text\n(?P<output>.*?)```", re.DOTALL)
# How a library is called in the text, and in the code
LIBRARIES = {
    "PyTorch": "torch",
    "Optax": "optax",
    "JAX": "jax",
    "TensorFlow": "tensorflow",
    "Keras": "keras",
}
VERSION = re.compile(rf"\b({'|'.join(LIBRARIES)}) (\d+\.\d+\.\d+)")


def needs(code):
    """The libraries that a piece of code imports."""
    return [name for name in LIBRARIES.values() if re.search(rf"^import {name}\b", code, re.M)]


def is_installed(library):
    """Whether a library can be imported."""
    try:
        importlib.import_module(library)
    except ImportError:
        return False
    return True


def printed(code):
    """What a piece of code prints, run by itself."""
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(compile(code, "code in the book", "exec"), {})  # the course's own code
    return output.getvalue()


def recorded(path=CHAPTER):
    """Each piece of code that a notebook's text holds, with the output that follows it."""
    cells = nbformat.read(path, as_version=4).cells
    return [
        (found["code"], found["output"])
        for cell in cells
        if cell.cell_type == "markdown"
        for found in PAIR.finditer(cell.source)
    ]


def _anew(found):
    code, missing = found["code"], [one for one in needs(found["code"]) if not is_installed(one)]
    if missing:
        print(f"kept as it is, without {', '.join(missing)}:", code.splitlines()[0])
        return found[0]
    return f"```python\n{code}```\n\n```text\n{printed(code)}```"


def _version_now(found):
    name, stored = found.groups()
    now = version(LIBRARIES[name]) if is_installed(LIBRARIES[name]) else stored
    return f"{name} {now.partition('+')[0]}"  # a CPU build is called 2.13.0+cpu


def record(path):
    """Write outputs and versions of a notebook anew."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and PAIR.search(cell.source):
            cell.source = VERSION.sub(_version_now, PAIR.sub(_anew, cell.source))
    nbformat.write(notebook, path)


if __name__ == "__main__":
    for each in sys.argv[1:] or [CHAPTER]:
        record(Path(each))
