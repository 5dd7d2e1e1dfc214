"""Turn the ES modules of an explorable into text that runs without further files.

A module script does not load from a page opened by double click (``file://``), and a widget in
a live notebook is one text. So each module becomes one property of an object named ``logitlab``:
``shared/maths.js`` becomes ``logitlab.maths``. Three forms of line are rewritten, all at the
start of a line; anything else a module imports or exports is refused with its file and line::

    import { sigmoid, logit } from "./shared/maths.js";
    export function sigmoid(z) {
    export default { render };

A library such as esbuild would do this too, and brings a binary of ten megabytes with it.
"""

import json
import re
from pathlib import Path

# by its full name: the site loads this file alone, without the package that waits for SciPy
from logitlab.translation import table, translated

_IMPORT = re.compile(
    r'^import \{(\s*(?:[\w$]+\s*,\s*)*[\w$]+\s*,?\s*)\} from "((?:\.\.?/)+(?:\w+/)*(\w+)\.js)";$',
    re.MULTILINE,
)
_EXPORT = re.compile(r"^export (function|const|class) ([\w$]+)", re.MULTILINE)
_DEFAULT = re.compile(r"^export default ", re.MULTILINE)
_LEFT_OVER = re.compile(r"^[ \t]*(?:import|export)\b.*", re.MULTILINE)

_WORDS = re.compile(r"^const WORDS = (\{.*?^\});$", re.MULTILINE | re.DOTALL)

SHARED = Path(__file__).parent / "shared"
STYLE = SHARED / "explorable.css"


def domain_of(module):
    """The domain of a module, whose table has its words: the figures or the questions."""
    return "questions" if "questions" in module.parts else "figures"


def words_in(text):
    """The table of words in the text of a module: ``{key: text}``, empty where there is none.

    A long text stands there as a list of its lines; ``wordsOf`` in shared/dom.js joins them, too.
    """
    found = _WORDS.search(text)
    words = json.loads(found[1])["en"] if found else {}
    return {
        key: " ".join(lines) if isinstance(lines, list) else lines for key, lines in words.items()
    }


def source(module):
    """The text of a module, with its words in the language that is asked for.

    They stand in place of the English ones, so that a page need not know of languages.
    """
    text, domain = module.read_text("utf-8"), domain_of(module)
    try:
        words = words_in(text)
    except json.JSONDecodeError as error:
        line = text[: _WORDS.search(text).start()].count("\n") + error.lineno
        raise ValueError(
            f"{module.name}, line {line}: the table of words is no JSON ({error.msg}). Expected "
            '"key": "text" in double quotes, and no comma after the last.'
        ) from error
    if not table(domain):
        return text
    words = {key: translated(word, domain) for key, word in words.items()}
    rows = json.dumps({"en": words}, indent=2, ensure_ascii=False)
    return _WORDS.sub(lambda _: f"const WORDS = {rows};", text)


def with_imports(module):
    """A module's file after those of all modules that it needs, each after what it needs itself."""
    files = {}
    for _, address, _ in _IMPORT.findall(module.read_text("utf-8")):
        files |= dict.fromkeys(with_imports((module.parent / address).resolve()))
    return [*files, module]


def script(module):
    """One module as a statement that sets ``logitlab.<its name>``.

    Raises
    ------
    ValueError
        For an import or export in a form that the rewriting does not know, and for a table of
        words that is no JSON.
    """
    text = source(module)
    exports = [name for _, name in _EXPORT.findall(text)]
    text = _IMPORT.sub(r"const {\1} = logitlab.\3;", text)
    text = _EXPORT.sub(r"\1 \2", text)
    if _DEFAULT.search(text):
        text = _DEFAULT.sub("const default_ = ", text)
        exports.append("default: default_")
    if left_over := _LEFT_OVER.search(text):
        line = text[: left_over.start()].count("\n") + 1
        raise ValueError(
            f"{module.name}, line {line}: cannot link '{left_over.group().strip()}'. Expected "
            'import { name } from "./shared/file.js"; or export function, const, class or default.'
        )
    return f"logitlab.{module.stem} = (() => {{\n{text}return {{ {', '.join(exports)} }};\n}})();\n"


def widget_module(module, slug, rules):
    """One explorable with all it imports, as the ES module that a live notebook loads."""
    files = dict.fromkeys([*with_imports(SHARED / "acting.js"), *with_imports(module)])
    body = "".join(map(script, files))
    arguments = f"{json.dumps(slug)}, logitlab.{module.stem}.default, {json.dumps(rules)}"
    return (
        f"const logitlab = {{}};\n{body}export default logitlab.acting.inNotebook({arguments});\n"
    )
