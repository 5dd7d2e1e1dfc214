"""Python on the page: the cells that a reader can run, and what runs them.

A cell with the tag ``run``, and each one that checks an answer, gets a place to type and a button,
from theme/script/run.js. What they run on is Pyodide (`pyodide`) with NumPy and `logitlab`, below
``_static/python``; no page asks for any of it before a reader presses *Run*.
"""

import csv
import hashlib
import json
import re
import shutil
import zipfile
from functools import cache
from html import escape
from io import BytesIO
from pathlib import Path

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from logitlab import translation

from . import pyodide
from .static import MODULE

NOT_OPEN = {"hide-input", "hide-cell", "remove-cell", "remove-input"}
FOLDER = "_static/python"
MODULE_ZIP = "logitlab.zip"
HERE = Path(__file__).parent / "theme" / "python"
RUNNER = HERE / "course_page.py"
CHECKS = re.compile(r"^[^#\n]*\b(?:check|hint)\(", re.MULTILINE)
# What of the module needs more than NumPy, or is no use without a kernel.
NOT_ON_A_PAGE = {"explorables", "questions", "__pycache__"}
# What a cell reads when it first asks for the language model: not a part of what each page loads.
ON_DEMAND = ("language_model.json", "course_prose.txt")
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first date that a zip can hold, so that builds are the same


@cache
def python_files():
    """The files of Pyodide, asked for once a build: they are hashed, and may have to be fetched."""
    return pyodide.files()


def can_run(cell):
    """Whether a reader can run this cell of a notebook on the page."""
    tags = cell["metadata"].get("tags", [])
    if cell["cell_type"] != "code" or not NOT_OPEN.isdisjoint(tags):
        return False
    return "run" in tags or "nbgrader" in cell["metadata"] or CHECKS.search(cell["source"])


class MarkRunnable(SphinxPostTransform):
    """Give each cell that can be run its id in the notebook, under which its text is kept."""

    default_priority = 185
    formats = ("html",)

    def run(self):
        source = Path(self.env.doc2path(self.env.docname))
        if source.suffix != ".ipynb" or not python_files():
            return
        cells = json.loads(source.read_text("utf-8"))["cells"]
        for cell in cells:
            cell["source"] = "".join(cell["source"])
        for node in self.document.findall(nodes.container):
            if node.get("nb_element") == "cell_code" and can_run(cells[node["cell_index"]]):
                node["classes"].append("runnable")
                node["ids"].append(f"cell-{cells[node['cell_index']]['id']}")


def points_of(page=None):
    """What each exercise gives, of one assignment or of all: {name: points}."""
    with (MODULE / "checks" / "points.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if page in (None, row["page"])]
    return {row["exercise"]: json.loads(row["points"]) for row in rows if row["points"] != "0"}


class AddPoints(SphinxPostTransform):
    """A line in each assignment that run.js fills: how many points the reader has."""

    default_priority = 186
    formats = ("html",)

    def run(self):
        page = self.env.docname.removeprefix("chapters/").replace("/", "-")
        points = points_of(page)
        title = self.document.next_node(nodes.title)
        # the solved one stands below source/, and has no such page
        if not points or title is None:
            return
        data = escape(json.dumps(points))
        line = nodes.raw("", f'<p class="points" role="status" data-points="{data}"></p>')
        line["format"] = "html"
        title.parent.insert(title.parent.index(title) + 1, line)


def module_zip():
    """`logitlab` as a zip, as far as NumPy alone runs it, with what runs a cell."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        paths = [path for path in sorted(MODULE.rglob("*.*")) if path.suffix in (".py", ".csv")]
        for path in [*paths, RUNNER]:
            inside = path.relative_to(MODULE.parent) if path != RUNNER else Path(path.name)
            if not NOT_ON_A_PAGE & set(inside.parts):
                entry = zipfile.ZipInfo(inside.as_posix(), LONG_AGO)
                archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
        for path, content in _of_the_language():
            entry = zipfile.ZipInfo(path.relative_to(MODULE.parent).as_posix(), LONG_AGO)
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _of_the_language():
    """What the module needs to speak the language of the book; in English nothing."""
    tables = sorted((translation.FOLDER / translation.language()).glob("*.json"))
    if tables:
        yield translation.EDITION, translation.language().encode()
    for path in tables:
        if path.stem == "checks":  # no other words are said by Python on a page
            yield path, path.read_bytes()


def write_python(app, error):
    """Write what a page needs to run Python, and the list of it with sizes and hashes."""
    if error or app.builder.format != "html":
        return
    files = python_files()
    if not files:
        print("Python for the pages could not be fetched: they lead to Binder and Colab instead.")
        return
    folder = Path(app.outdir) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    listed = []
    for name, sha256 in pyodide.SHA256.items():
        target = folder / name
        if not target.exists():
            # packed here, because not every server packs, and so the bytes to come are known
            large = ".wasm" in name
            target.write_bytes(pyodide.packed(files[name]) if large else files[name].read_bytes())
        if not name.endswith(".js"):  # a script is loaded by the browser itself
            listed.append({"name": name, "size": target.stat().st_size, "sha256": sha256})
    # at the root, because a service worker answers for the folder in which it stands
    shutil.copyfile(HERE / "offline.js", Path(app.outdir) / "offline.js")
    for name in ON_DEMAND:
        shutil.copyfile(MODULE / "data" / name, folder / name)
    module = module_zip()
    (folder / MODULE_ZIP).write_bytes(module)
    sha256 = hashlib.sha256(module).hexdigest()
    listed.append({"name": MODULE_ZIP, "size": len(module), "sha256": sha256})
    numpy = {"name": "numpy", "version": pyodide.NUMPY.split("-")[1], "file_name": pyodide.NUMPY}
    numpy |= {"install_dir": "site", "sha256": pyodide.SHA256[pyodide.NUMPY], "depends": []}
    numpy |= {"package_type": "package", "imports": ["numpy"], "unvendored_tests": True}
    info = {"abi_version": "2024_0", "arch": "wasm32", "platform": "emscripten_3_1_58"}
    lock = {"info": {**info, "python": "3.12.7", "version": pyodide.VERSION}}
    (folder / "files.json").write_text(
        json.dumps({"files": listed, "lock": {**lock, "packages": {"numpy": numpy}}}), "utf-8"
    )


def setup(app):
    app.add_post_transform(MarkRunnable)
    app.add_post_transform(AddPoints)
    app.connect("build-finished", write_python)
