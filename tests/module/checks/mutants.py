"""Small changes of a right answer: an operator, a constant, an axis or a guard, one at a time.

`mutants` takes the reference of an exercise apart (`ast`) and yields each change with a few words
that name it: the function and the changed expression before and after. Helpers of the reference
that stand in the same file are changed too, unless that file is one of public functions.
"""

import ast
import contextlib
import copy
import functools
import inspect
import types
from collections import defaultdict
from pathlib import Path

import numpy as np

SWAPS = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
NAMES = {
    "sum": "mean",
    "mean": "sum",
    "max": "min",
    "min": "max",
    "exp": "expm1",
    "expm1": "exp",
    "log": "log1p",
    "log1p": "log",
    "log2": "log",
    "maximum": "minimum",
    "minimum": "maximum",
    "any": "all",
    "all": "any",
    "isfinite": "isnan",
    "isnan": "isfinite",
    "argmax": "argmin",
    "argmin": "argmax",
}
UNWRAPPED = {"abs", "maximum", "minimum", "clip", "sqrt", "exp", "log", "nan_to_num"}


def _name(function):
    return getattr(function, "attr", getattr(function, "id", ""))


def _changes(node):
    """The nodes that may stand in place of one."""
    if isinstance(node, ast.BinOp | ast.BoolOp) and type(node.op) in SWAPS:
        yield _with(node, op=SWAPS[type(node.op)]())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.Not | ast.Invert):
        yield node.operand
    elif isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPS:
        yield _with(node, ops=[SWAPS[type(node.ops[0])](), *node.ops[1:]])
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        yield ast.Constant(node.value + 1)
        if node.value:
            yield ast.Constant(0 if isinstance(node.value, int) else node.value * 0.9)
    elif isinstance(node, ast.IfExp):
        yield node.body
        yield node.orelse
    elif isinstance(node, ast.Call):
        name = _name(node.func)
        if name in NAMES:
            key = "attr" if isinstance(node.func, ast.Attribute) else "id"
            yield _with(node, func=_with(node.func, **{key: NAMES[name]}))
        if name == "where" and len(node.args) == 3:
            yield node.args[1]
            yield node.args[2]
        if name in UNWRAPPED:
            yield from node.args[:1]
        for place, keyword in enumerate(node.keywords):
            if keyword.arg not in _STYLE:
                yield _with(node, keywords=node.keywords[:place] + node.keywords[place + 1 :])
    elif isinstance(node, ast.If):
        yield _with(node, test=ast.Constant(True))
        yield _with(node, test=ast.Constant(False))
    elif isinstance(node, ast.AugAssign) and type(node.op) in SWAPS:
        yield _with(node, op=SWAPS[type(node.op)]())


def _with(node, **fields):
    new = copy.copy(node)
    for key, value in fields.items():
        setattr(new, key, value)
    return new


@contextlib.contextmanager
def _in_place_of(old, new, parent):
    """Put one node in place of another for a moment: to copy a tree takes longer than to run it."""
    for field, value in ast.iter_fields(parent):
        if value is old:
            setattr(parent, field, new)
            yield
            setattr(parent, field, old)
            return
        if isinstance(value, list) and any(one is old for one in value):
            place = next(i for i, one in enumerate(value) if one is old)
            value[place] = new
            yield
            value[place] = old
            return


@functools.cache
def _functions(path):
    """The functions of a file as trees: {(kind, first line): [node, ...]}."""
    found = defaultdict(list)
    for node in ast.walk(ast.parse(Path(path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.arg):
            node.annotation = None  # a changed type is no changed answer
        elif isinstance(node, ast.FunctionDef):
            node.returns = None
            first = min([node, *node.decorator_list], key=lambda one: one.lineno)
            found[ast.FunctionDef, first.lineno].append(node)
        elif isinstance(node, ast.Lambda):
            found[ast.Lambda, node.lineno].append(node)
        elif isinstance(node, ast.While):
            node.body.insert(0, ast.parse("count_step()").body[0])
    return found


class Steps:
    """How often the loops of an answer have gone round: a change may make one endless.

    Only ``while`` is counted; no other loop of the answers can go on for ever.
    """

    def __init__(self):
        self.done, self.most, self.limit = 0, 0, np.inf

    def __call__(self):
        self.done += 1
        self.most = max(self.most, self.done)
        if self.done > self.limit:
            raise RuntimeError("no end in sight")


def _tree(function):
    """The function as a tree: a definition, or a lambda."""
    code = function.__code__
    kind = ast.Lambda if code.co_name == "<lambda>" else ast.FunctionDef
    found = _functions(code.co_filename)[kind, code.co_firstlineno]
    if len(found) > 1:  # several lambdas in a line: each knows the columns of its body
        places = [place for place in code.co_positions() if place[3]]
        columns = {place[2] for place in places if place[0] == code.co_firstlineno}
        found = [n for n in found if all(n.body.col_offset <= c for c in columns)]
        found = [n for n in found if all(c < n.end_col_offset for c in columns)] or found
    return found[-1]


def _brief(node):
    return f"if {ast.unparse(node.test)}" if isinstance(node, ast.If) else ast.unparse(node)


# Where a change is one of style: how an array is copied, whether lengths are compared, whether a
# list is welcome, what NumPy says meanwhile. `out` holds what `where` leaves out: chance without.
_STYLE = {"copy", "strict", "out", "rcond", "dtype", "method"}


def _skipped(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise):
            yield from ast.walk(node)
        elif isinstance(node, ast.Call) and _name(node.func) in ("errstate", "reshape"):
            yield from ast.walk(node)
        elif isinstance(node, ast.keyword) and node.arg in _STYLE:
            yield from ast.walk(node)


def _variants(tree):
    """Change the tree in place, a place at a time, and say how; it is as before at the end."""
    skipped = {id(node) for node in _skipped(tree)}
    parents = {id(child): node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    name = tree.name if isinstance(tree, ast.FunctionDef) else "lambda"
    for node in list(ast.walk(tree)):
        if id(node) in skipped:
            continue
        around = node  # a constant is named with what it stands in
        while isinstance(around, ast.Constant | ast.UnaryOp | ast.Slice | ast.keyword):
            around = parents[id(around)]
        if isinstance(around, ast.stmt | ast.arguments):
            around = node
        before = _brief(around)
        for new in _changes(node):
            with _in_place_of(node, new, parents[id(node)]):
                after = _brief(new if around is node else around)
                ast.fix_missing_locations(tree)
                yield f"{name}: {before} → {after}"


def _names(code):
    yield from code.co_names
    yield from code.co_freevars
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _names(constant)


def _namespace(function):
    """What a function sees: the names of its module, and of what it is nested in."""
    nested = dict(zip(function.__code__.co_freevars, function.__closure__ or (), strict=True))
    return function.__globals__ | {name: cell.cell_contents for name, cell in nested.items()}


def _parts(function):
    """Return ({name: function of the same file that it calls}, the names that all of them see)."""
    found, ahead, seen = {}, [function], {}
    while ahead:
        one = ahead.pop()
        seen = _namespace(one) | seen
        if function.__module__.startswith("logitlab.") and "exercises" not in function.__module__:
            break  # what a public function calls has tests of its own
        for name in _names(one.__code__):
            other = _namespace(one).get(name)
            own = isinstance(other, types.FunctionType) and other.__module__ == function.__module__
            if own and name not in found and other is not function:
                found[name] = other
                ahead.append(other)
    return found, seen


def mutants(function, steps):
    """Each small change of a function: (what was changed, the changed function).

    The first is no change. Each of them counts its `steps`.
    """
    function = inspect.unwrap(function)
    helpers, seen = _parts(function)
    seen["count_step"] = steps
    trees = {name: _tree(helper) for name, helper in helpers.items()} | {"": _tree(function)}
    yield "", _compiled(trees, seen)
    for tree in trees.values():
        for line in _variants(tree):
            yield line, _compiled(trees, seen)


def _compiled(trees, seen):
    """The function that the last of the trees defines, among the names that it sees."""
    seen = dict(seen)
    for name, tree in trees.items():
        if isinstance(tree, ast.Lambda):
            code = compile(ast.Expression(tree), "mutant", "eval")
            seen[name] = made = eval(code, seen)  # noqa: S307
        else:
            exec(compile(ast.Module([tree], []), "mutant", "exec"), seen)  # noqa: S102
            made = seen[name] = seen[tree.name]
    return made
