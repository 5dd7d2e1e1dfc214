"""Make the class's edition of the course, without solutions: ``python code/tools/edition.py``.

It is a copy of the project below ``_build/class``, in which

- the solved assignments and the page for teachers are no pages, and the folded solutions of the
  chapters' exercises are gone, so that no list of pages, link or search leads to one;
- the module's exercises have neither references nor keys nor the functions that these call, and one
  hint each; ``checks/keeping.py`` says what they check with instead;
- the authors' notebooks of the assignments have empty answers, and their hidden tests.

The site is then built from the copy, with the copy's own tools.
"""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from marks import BEGIN_SOLUTION, END_SOLUTION, SOLUTION_HEADING, with_solutions

ROOT = Path(__file__).parents[2]
CLASS = ROOT / "_build" / "class"
SITE = CLASS / "_build" / "html"
SOURCE = "chapters/assignments/source"
TEACHERS = "chapters/teachers"
EXERCISES = Path("code/logitlab/checks/exercises")
KEPT = Path("code/logitlab/checks/kept_data.py")
# the files of the root are few, and the pages are made with some of them
COPIED = ["code", "chapters", *sorted(path.name for path in ROOT.iterdir() if path.is_file())]
# a link to a page that the edition has not; its words stay
LINK = re.compile(r"\[([^\]]*)\]\([^)\s]*(?:teachers\.md|assignments/source/)[^)\s]*\)")
TOLD = {  # the kinds of exercises, and what of them a class must not read
    "FunctionExercise": {"reference", "mistakes"},
    "ValueExercise": {"reference", "mistakes", "seeded"},
    "ChoiceExercise": {"key", "why"},
}


def originals():
    """Yield the files of the project that the edition is made from, as paths below `ROOT`."""
    for name in COPIED:
        place = ROOT / name
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            inside = path.relative_to(ROOT)
            if path.is_file() and not any(
                part.startswith((".", "__pycache__")) or part.endswith(".egg-info")
                for part in inside.parts
            ):
                yield inside


def without_solutions(text):
    """A chapter's notebook without the cells of its folded solutions."""
    notebook = json.loads(text)
    kept = []
    for cell, in_solution in with_solutions(notebook["cells"]):
        source = "".join(cell["source"])
        if not in_solution and source != SOLUTION_HEADING:
            kept.append(cell)
        if cell["cell_type"] == "markdown":
            cell["source"] = LINK.sub(r"\1", source).splitlines(keepends=True)
    notebook["cells"] = kept
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def emptied(text):
    """An author's notebook whose answers are empty, from which nbgrader makes the same release."""
    notebook = json.loads(text)
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        grading = cell["metadata"].get("nbgrader", {})
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
            source = re.sub(rf"(?s)( *{BEGIN_SOLUTION}\n).*?( *{END_SOLUTION})", r"\1\2", source)
        elif grading.get("solution"):
            source = "*An answer of your own, to compare with: the readers' edition has one.*"
        cell["source"] = source.splitlines(keepends=True)
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def table_of_contents(text):
    """`_toc.yml` without the pages that are not in the edition."""
    left_out = rf"(?:\n +sections:)?\n +- file: (?:{SOURCE}/\S+|{TEACHERS})(?=\n)"
    return re.sub(left_out, "", text)


def configuration(text):
    """`_config.yml` without the addresses that lead to such pages."""
    return re.sub(rf"^ +\S*: .*{SOURCE}/.*\n|^ +{SOURCE}/.*\n", "", text, flags=re.MULTILINE)


class _Stripped(ast.NodeTransformer):
    """Take out of each exercise what says how it is solved.

    A function of the file may make exercises too, from arguments of the same names.
    """

    def __init__(self, tree):
        self.makers = {}  # a function that makes exercises: the names of its arguments
        for statement in tree.body:
            if isinstance(statement, ast.FunctionDef) and any(
                isinstance(node, ast.Name) and node.id in TOLD for node in ast.walk(statement)
            ):
                self.makers[statement.name] = [one.arg for one in statement.args.args]

    def visit_Call(self, node):  # noqa: N802, the name is that of the class of nodes
        self.generic_visit(node)
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name in TOLD:
            node.keywords = [one for one in node.keywords if one.arg not in TOLD[name]]
        if name in self.makers:
            names = dict(enumerate(self.makers[name]))
            node.args = [_untold(names[n], value) for n, value in enumerate(node.args)]
        if name in TOLD or name in self.makers:
            for one in node.keywords:
                one.value = _untold(one.arg, one.value)
        return node


def _untold(name, value):
    """The value of a field, or nothing where it says too much; of the hints, the first."""
    if name in set().union(*TOLD.values()):
        return ast.Constant(None)
    if name == "hints" and isinstance(value, ast.List):
        value.elts = value.elts[:1]
    elif name == "hints" and not isinstance(value, ast.Name):
        raise ValueError("hints must be a list that is written out, so that the class gets one")
    return value


def stripped(text):
    """A file of exercises without solutions, and without the definitions that only these use."""
    tree = ast.parse(text)
    tree = _Stripped(tree).visit(tree)
    while True:
        used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} - _only_set(tree)
        kept = [node for node in tree.body if not _defines(node) or _defines(node) & used]
        for node in kept:
            if isinstance(node, ast.Import | ast.ImportFrom):
                node.names = [one for one in node.names if (one.asname or one.name) in used]
        kept = [node for node in kept if getattr(node, "names", True)]
        if len(kept) == len(tree.body):
            break
        tree.body = kept
    return re.sub(r"\bname='(\w+)'", r'name="\1"', ast.unparse(tree)) + "\n"


def _only_set(tree):
    """The names that a module sets and nobody reads."""
    read, written = set(), set()
    for statement in tree.body:
        defined = _defines(statement)
        for node in ast.walk(statement):
            if isinstance(node, ast.Name):
                is_read = isinstance(node.ctx, ast.Load) and node.id not in defined
                (read if is_read else written).add(node.id)
    return written - read - {"EXERCISES"}


def _defines(statement):
    """The names that a statement of a module gives something to."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return {statement.name}
    if isinstance(statement, ast.Assign):
        return {
            node.id
            for target in statement.targets
            for node in ast.walk(target)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        }
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return {one.asname or one.name for one in statement.names}
    return set()


def kept_data():
    """The source of `kept_data`: what stripped exercises check with."""
    sys.path.insert(0, str(ROOT / "code"))
    from logitlab.checks import exercises
    from logitlab.checks.keeping import pack

    lines = [f"    {name!r}: {pack(one)!r},\n" for name, one in exercises().items()]
    return (
        '"""What the exercises check with; made by code/tools/edition.py."""\n\n'
        f"KEPT = {{\n{''.join(lines)}}}\n"
    )


def files():
    """Yield each file of the edition: its path, and its content as bytes."""
    for inside in originals():
        name = inside.as_posix()
        content = (ROOT / inside).read_bytes()
        if name.startswith(SOURCE):
            if inside.suffix == ".ipynb":
                yield inside, emptied(content.decode()).encode()
        elif name == f"{TEACHERS}.md":
            continue
        elif inside.suffix == ".ipynb" and not name.startswith("chapters/assignments/"):
            yield inside, without_solutions(content.decode()).encode()
        elif inside.suffix == ".md":
            yield inside, LINK.sub(r"\1", content.decode()).encode()
        elif inside.parent == EXERCISES and inside.suffix == ".py" and inside.stem != "__init__":
            yield inside, stripped(content.decode()).encode()
        elif name == "_toc.yml":
            yield inside, table_of_contents(content.decode()).encode()
        elif name == "_config.yml":
            yield inside, configuration(content.decode()).encode()
        elif name == "pyproject.toml":
            version = re.sub(r'(?m)^(version = "[^"+]*)"', r'\1+class"', content.decode())
            yield inside, version.encode()
        else:
            yield inside, content
    yield KEPT, kept_data().encode()


def write():
    """Write the edition; files that stay the same keep their dates, so that a build is short."""
    written = set()
    for inside, content in files():
        target = CLASS / inside
        written.add(target)
        if not target.exists() or target.read_bytes() != content:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    for name in COPIED:
        place = CLASS / name
        for path in place.rglob("*") if place.is_dir() else []:
            if path.is_file() and path not in written and "__pycache__" not in path.parts:
                path.unlink()


def build():
    """Build the edition's site with its own tools and module."""
    command = [sys.executable, CLASS / "code" / "tools" / "build.py"]
    environment = {**os.environ, "PYTHONPATH": str(CLASS / "code")}
    result = subprocess.run(command, env=environment, capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f"The site of the class was not built:\n{result.stdout}{result.stderr}")


def main():
    """Write the edition and build its site."""
    if not (CLASS / "code").exists():
        shutil.rmtree(CLASS, ignore_errors=True)
    write()
    build()


if __name__ == "__main__":
    main()
