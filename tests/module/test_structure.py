"""The structure of the module, drawn from its imports: no arrow goes back up."""

import ast
import re
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import logitlab

FOLDER = Path(logitlab.__file__).parent

# From the bottom up: what a file or a folder of logitlab may import beside the standard library.
# The site's own code and the tools are not in it, nor is anything that only they need.
MAY_IMPORT = {
    "logitlab.inputs": {"numpy"},
    "logitlab.functions": {"numpy", "logitlab.inputs"},
    "logitlab.losses": {"numpy", "logitlab.inputs", "logitlab.functions"},
    "logitlab.data": {"numpy", "sklearn"},
    "logitlab.language": {"numpy"},
    "logitlab.sampling": {"numpy", "logitlab.functions", "logitlab.inputs"},
    "logitlab.models": {"numpy", "scipy", "sklearn", "logitlab.functions", "logitlab.losses"},
    "logitlab.checks": {"numpy", "sklearn"}
    | {f"logitlab.{part}" for part in ("data", "functions", "losses", "models", "translation")},
    "logitlab": {
        f"logitlab.{part}" for part in ("checks", "data", "functions", "language", "losses")
    },
    "logitlab.numbers": set(),
    "logitlab.translation": set(),
    "logitlab.palette": set(),
    "logitlab.folding": {"IPython", "logitlab.translation"},
    "logitlab.figures": {"numpy", "matplotlib", "matplotlib_inline", "IPython"}
    | {"logitlab.numbers", "logitlab.palette", "logitlab.translation"},
    "logitlab.explorables": {"numpy", "scipy", "sklearn", "anywidget", "traitlets"}
    | {f"logitlab.{part}" for part in ("data", "functions", "language", "losses", "models")}
    | {f"logitlab.{part}" for part in ("numbers", "palette", "sampling", "translation")},
    "logitlab.questions": {"traitlets"}
    | {f"logitlab.{part}" for part in ("explorables", "numbers", "translation")},
}


def part_of(name):
    """The part, a file or folder of logitlab that a module belongs to, or the package outside."""
    part = ".".join(name.split(".")[:2])
    return part if part in MAY_IMPORT else name.split(".")[0]


def imports(path):
    """The full names of what a file imports, at its top or inside a function."""
    package = ["logitlab", *path.relative_to(FOLDER).parent.parts]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *filter(None, [node.module])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def arrows():
    """Each part with its arrows: what it imports from other parts and from outside, and where."""
    found = {}
    for path in sorted(FOLDER.rglob("*.py")):
        name = ".".join(["logitlab", *path.relative_to(FOLDER).with_suffix("").parts])
        part = part_of(name.removesuffix(".__init__"))
        for imported in map(part_of, imports(path)):
            if imported != part and imported not in sys.stdlib_module_names:
                found.setdefault(part, {}).setdefault(imported, path.relative_to(FOLDER))
    return found


def test_every_file_and_folder_has_its_place():
    parts = {path.stem for path in FOLDER.glob("*.py")} | {
        path.parent.name for path in FOLDER.glob("*/__init__.py")
    }
    assert {f"logitlab.{part}" for part in parts - {"__init__"}} | {"logitlab"} == set(MAY_IMPORT)


def test_each_imports_only_what_it_may():
    found = arrows()
    assert found["logitlab.losses"].keys() >= {"numpy", "logitlab.functions"}, "nothing was read"
    wrong = [
        f"{path} must not import {imported}"
        for part, reached in found.items()
        for imported, path in reached.items()
        if imported not in MAY_IMPORT[part]
    ]
    assert not wrong, "\n".join(wrong)


def test_no_arrow_goes_back_up():
    TopologicalSorter(arrows()).prepare()  # raises CycleError, which names the circle


def arrows_between_files():
    """Each file of the module with the files that it imports, also inside a function."""
    names = {}
    for path in sorted(FOLDER.rglob("*.py")):
        parts = path.relative_to(FOLDER.parent).with_suffix("").parts
        names[".".join(parts).removesuffix(".__init__")] = path
    found = {}
    for name, path in names.items():
        for imported in imports(path):
            while imported and imported not in names:  # a function of a file
                imported = imported.rpartition(".")[0]
            if imported and not f"{name}.".startswith(f"{imported}."):  # its own package
                found.setdefault(name, set()).add(imported)
    return found


def test_no_two_files_import_each_other():
    found = arrows_between_files()
    assert "logitlab.checks.exercise" in found["logitlab.checks.keeping"], "nothing was read"
    TopologicalSorter(found).prepare()  # raises CycleError, which names the circle


IMPORTED = re.compile(r' from "(.+)";$', re.MULTILINE)  # the linker knows no other form
SCRIPTS = sorted(FOLDER.rglob("*.js"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.relative_to(FOLDER).as_posix())
def test_a_script_imports_from_its_own_folder_or_from_what_all_share(script):
    """Questions may use what the explorables share; explorables know of no question."""
    folder = script.relative_to(FOLDER).parts[0]
    own = FOLDER / folder / "shared"
    allowed = {own, FOLDER / "explorables" / "shared"}
    for address in IMPORTED.findall(script.read_text("utf-8")):
        target = (script.parent / address).resolve()
        assert target.is_file(), f"{address} is not there"
        assert target.parent in allowed, f"{address}: import from shared/ alone"


def test_the_scripts_are_read():
    addresses = [a for path in SCRIPTS for a in IMPORTED.findall(path.read_text("utf-8"))]
    assert len(addresses) >= len(SCRIPTS)
