"""What runs a cell on a page: it comes from theme/script/python.js, in the browser's own Python."""

import ast
import builtins
import io
import json
import linecache
import sys
import traceback

import logitlab
import logitlab.checks
import logitlab.checks.points
import logitlab.language
from logitlab.translation import translated

SHOWN = 20_000  # characters of output; a page that shows a million lines stops answering
ELSEWHERE = (
    "The Python of this page has NumPy and logitlab. Open the notebook in Binder or Colab for more."
)
# NumPy's own choice in a program of 32 bits; what is larger starts again from below.
SHORT_INTEGERS = (
    "In this browser, whole numbers of NumPy end at 2,147,483,647; in a notebook they go further. "
    "Give dtype=float where they may grow."
)
NO_INPUT = "input() does not work on a page. Write the value into the code."

space = {"__name__": "__main__"}
verdicts = []


def check(name=None, *answer):
    """`logitlab.check`, which remembers the verdict for the reader's progress."""
    result = logitlab.checks.real_check(name, *answer)
    if answer:
        verdicts.append([name, result.passed])
    return result


def no_input(prompt=""):
    """Say that there is nobody to ask."""
    raise RuntimeError(translated(NO_INPUT, "checks"))


logitlab.checks.real_check = logitlab.check
logitlab.check = logitlab.checks.check = check
builtins.input = no_input


def read(name):
    """A file of the language model, from the site: most readers never ask for it."""
    from pyodide.http import open_url

    return open_url(f"python/{name}").read()


logitlab.language.read = read


class Printed(io.TextIOBase):
    """Where a cell prints to: the page gets it in pieces, and no more than it can show."""

    def __init__(self, send):
        self.send, self.left = send, SHOWN

    def write(self, text):
        """Send the text on."""
        if self.left >= 0:
            cut = "\n… The rest is not shown.\n" if len(text) > self.left else ""
            self.send(text[: self.left] + cut)
        self.left -= len(text)
        return len(text)


def prepare(source):
    """Run the imports at the start of a notebook, as far as they can be had here."""
    for statement in ("import numpy as np", "from logitlab import check, hint, progress"):
        exec(statement, space)
    try:
        statements = ast.parse(source).body
    except SyntaxError:  # a magic command of Jupyter
        return
    for statement in statements:
        try:
            exec(compile(ast.Module([statement], []), "<set-up>", "exec"), space)
        except Exception:  # another library's: the cells that can be run do without
            continue


def run(source, name, send, right="[]"):
    """Run a cell, send what it prints, and return as JSON how it ended.

    Parameters
    ----------
    source : str
        The text of the cell.
    name : str
        Its name, which tells its lines from those of other cells.
    send : callable
        Gets each piece of text to show.
    right : str
        The exercises that this reader has had right before, as JSON.

    Returns
    -------
    str
        `error`, text or null; `line`, the line of this cell that raised it, or null; `verdicts`,
        a list of [exercise, passed].
    """
    verdicts.clear()
    logitlab.checks.points.remember(json.loads(right))
    lines = source.splitlines(keepends=True)
    linecache.cache[name] = (len(source), None, lines, name)
    out = Printed(send)
    before = sys.stdout, sys.stderr
    sys.stdout = sys.stderr = out
    error = line = None
    try:
        _execute(source, name)
    except SystemExit:
        pass
    except BaseException as raised:
        error, line = _explain(raised, name)
    finally:
        sys.stdout, sys.stderr = before
    return json.dumps({"error": error, "line": line, "verdicts": verdicts})


def _execute(source, name):
    """Run all statements; show the value of the last one, as a notebook does."""
    tree = ast.parse(source, name)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, name, "exec"), space)
    if last is None:
        return
    value = eval(compile(ast.Expression(last.value), name, "eval"), space)
    quiet = hasattr(value, "_ipython_display_")  # a verdict, which has been printed
    if value is not None and not quiet and not source.rstrip().endswith(";"):
        space["_"] = value
        print(repr(value))
        if getattr(value, "dtype", None) == "int32":
            print(translated(SHORT_INTEGERS, "checks"))


def _explain(error, name):
    """The error as a few lines: where in the reader's own code, and what."""
    own = [
        step
        for step in traceback.extract_tb(error.__traceback__)
        if step.filename.startswith("cell")
    ]
    here = [step.lineno for step in own if step.filename == name]
    if isinstance(error, SyntaxError) and error.filename == name:
        here, own = [error.lineno], []
    where = [f"line {step.lineno}: {step.line}" for step in own[:2] + own[2:][-2:]]
    if isinstance(error, SyntaxError) and here:
        where = [f"line {here[-1]}: {(error.text or '').strip()}"]
    text = error.msg if isinstance(error, SyntaxError) else str(error)
    said = [f"{type(error).__name__}: {text}" if text else type(error).__name__]
    if isinstance(error, ModuleNotFoundError):
        said.append(ELSEWHERE)
    return "\n".join([*where, *said]), here[-1] if here else None
