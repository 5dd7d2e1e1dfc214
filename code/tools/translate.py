"""Translate the course: what there is to say, whether a translation fits, a notebook in it.

    python code/tools/translate.py list de                  bring the tables of German up to date
    python code/tools/translate.py check de                 say what is missing or does not fit
    python code/tools/translate.py write de NOTEBOOK FILE   write a notebook in German

The tables stand in `code/logitlab/languages`; the README there is for those who translate.
"""

import ast
import hashlib
import html
import json
import os
import re
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE = ROOT / "code"
sys.path.insert(0, str(CODE))

from logitlab.translation import FOLDER, PLACE, SEEN  # noqa: E402
from website.translation import texts_of, words_in  # noqa: E402

MODULE = CODE / "logitlab"
THEME = CODE / "website" / "theme"
WORD = re.compile(r"[^\W\d_]{2,}")
# What of a text says nothing by itself: places, tags, formulas.
SIGNS = re.compile(r"\$?\{[^{}]*\}|<[^<>]*>|\$[^$]*\$|\\n")

# What a translation keeps, each as often as the English: it may stand elsewhere in the sentence.
KEPT_IN_WORDS = (r"\$?\{[^{}]*\}", r"</?\w+>")
KEPT_IN_PROSE = (
    r"\$\$?[^$]+\$\$?",  # formulas
    r"`[^`]+`",  # code
    r"\]\([^)]*\)",  # where a link leads
    r"\{[\w:]+\}(?=`)",  # roles
    r"\[\^[\w-]+\]",  # notes
    r"^#+ ",
    r"\d+(?:[.,]\d+)*",  # numbers, with a decimal point: what the course prints has one
)


def has_words(text):
    """Whether there is anything to translate in a text."""
    return bool(WORD.search(SIGNS.sub(" ", text)))


# ---------------------------------------------------------------- what there is to say: words


def _template(node):
    """A text of Python's as a table has it: what it fills in becomes {1}, {2}, …; or None."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        count = iter(range(1, 10))
        return "".join(
            part.value if isinstance(part, ast.Constant) else f"{{{next(count)}}}"
            for part in node.values
        )
    return None


def _calls(tree, names):
    """The calls of functions or methods of these names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            if getattr(called, "attr", getattr(called, "id", "")) in names:
                yield node


def _said(tree):
    """All texts of some Python in the order of the file, but for docstrings."""
    told = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            told.add(node.value)  # a docstring
        if isinstance(node, ast.JoinedStr):
            told |= set(node.values)
            told |= {part.format_spec for part in node.values if hasattr(part, "format_spec")}
    found = [(node, _template(node)) for node in ast.walk(tree) if node not in told]
    found = [(node.lineno, node.col_offset, text) for node, text in found if text]
    return [text for *_, text in sorted(found)]


def _of_scripts(paths, words):
    for path in paths:
        yield from texts_of(words(path.read_text("utf-8")))


def _of_the_site():
    for path in sorted(THEME.glob("*.html")):
        for quoted in re.findall(r'\b_\(("(?:[^"\\]|\\.)*")\)', path.read_text("utf-8")):
            yield json.loads(quoted)
    for path in sorted((CODE / "website").glob("*.py")):
        for call in _calls(ast.parse(path.read_text("utf-8")), {"_"}):
            if text := _template(call.args[0]):
                yield text
    yield from _of_scripts(sorted(THEME.glob("script/*.js")), words_in)


def _of_figures():
    from logitlab.explorables.linker import words_in

    folder = MODULE / "explorables"
    yield from _of_scripts(sorted(folder.glob("*.js")), words_in)
    yield from _of_scripts(sorted(folder.glob("shared/*.js")), words_in)
    for path in sorted(folder.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name in ("key_numbers", "_words"):
                yield from filter(WORD.search, _said(node))


def _texts_of_questions(data):
    if isinstance(data, list):
        for value in data:
            yield from _texts_of_questions(value)
    elif isinstance(data, dict):
        for key, value in data.items():
            if key in SEEN and isinstance(value, str):
                yield value
            else:
                yield from _texts_of_questions(value)


def _of_questions():
    from logitlab.explorables.linker import words_in

    folder = MODULE / "questions"
    yield from _of_scripts(sorted(folder.glob("*.js")), words_in)
    yield from _of_scripts(sorted(folder.glob("shared/*.js")), words_in)
    for path in sorted(folder.glob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.name in ("key_numbers", "_fold"):
                yield from _said(node)
        yield from ("Right.", "Wrong.", "Answer") if path.stem == "quiz" else ()
    data = MODULE / "data"
    for path in (*sorted(data.glob("quizzes/*")), *sorted(data.glob("templates/*"))):
        yield from _texts_of_questions(json.loads(path.read_text("utf-8")))
    yield from _texts_of_questions(json.loads((data / "myths.json").read_text("utf-8")))


# Matplotlib's methods that write, and what else a call of its may name
WRITERS = {"set_xlabel", "set_ylabel", "set_title", "suptitle", "text", "annotate", "set_label"}
WRITERS |= {"set_xticklabels", "set_yticklabels", "set_xticks", "set_yticks", "legend", "table"}
NAMED = {"label", "labels", "xlabel", "ylabel", "title", "name"}


def _of_labels():
    yield "The numbers in this figure"
    yield "▸ What this cell prints"
    for path in sorted((ROOT / "chapters").glob("*.svg")):
        for label in re.findall(r">([^<>]*)</(?:text|tspan)>", path.read_text("utf-8")):
            yield html.unescape(label)
    for path in pages():
        if path.suffix != ".ipynb":
            continue
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            source = "".join(cell["source"])
            if cell["cell_type"] != "code" or "figures" not in source and "plt." not in source:
                continue
            source = re.sub(r"(?m)^ *[%!].*$", "", source)  # commands of Jupyter
            tree = ast.parse(source)
            for call in _calls(tree, WRITERS):
                yield from _said(ast.Tuple(call.args))
            for node in ast.walk(tree):
                if isinstance(node, ast.keyword) and node.arg in NAMED:
                    yield from _said(ast.Tuple([node.value]))


def _lines(text):
    """A text with places as it is looked up: each line by itself, with places of its own."""
    if not PLACE.search(text):
        yield text
        return
    for line in text.split("\n"):
        count = iter(range(1, 10))
        yield PLACE.sub(lambda _, count=count: f"{{{next(count)}}}", line.strip(" "))


NO_MESSAGE = {"re", "compile", "sub", "getattr", "hasattr", "split", "import_module", "files"}
SAID_ALONE = {"about", "precision", "viewed", "question"}


def _of_checks():
    folder = MODULE / "checks"
    for path in (*sorted(folder.glob("*.py")), *sorted(folder.glob("exercises/*.py"))):
        tree = ast.parse(path.read_text("utf-8"))
        quiet = {
            node
            for call in _calls(tree, NO_MESSAGE)
            for argument in call.args
            for node in ast.walk(argument)
        }
        alone = {
            _template(node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.keyword) and node.arg in SAID_ALONE
        }
        quiet = {_template(node) for node in quiet}
        for text in _said(tree):
            if text not in quiet and (text in alone or re.search(r"\w[ .?:]", text)):
                yield from _lines(text)
    page = ast.parse((THEME / "python" / "course_page.py").read_text("utf-8"))
    for node in page.body:
        if isinstance(node, ast.Assign) and (text := _template(node.value)) and " " in text:
            yield text


DOMAINS = {
    "site": _of_the_site,
    "figures": _of_figures,
    "questions": _of_questions,
    "labels": _of_labels,
    "checks": _of_checks,
}


def english(domain):
    """The texts of a domain, each once, in the order of the files that they stand in."""
    return list(dict.fromkeys(filter(has_words, DOMAINS[domain]())))


# ---------------------------------------------------------------- what there is to say: pages


def pages():
    """The pages of the book that hold prose of their own: notebooks and Markdown."""
    found = [*(ROOT / "chapters").rglob("*.ipynb"), *(ROOT / "chapters").rglob("*.md")]
    solved = ROOT / "chapters" / "assignments"
    return sorted(
        path
        for path in found
        if path.name != "README.md" and path.parent != solved and ".ipynb_check" not in str(path)
    )


TITLE = re.compile(
    r"(\s*(?:(?::{3,}|`{3,})\{(?:admonition|dropdown|exercise|table)\}|:alt:|:caption:)\s+)(\S.*)"
)
STRUCTURE = re.compile(r"\s*(?::{3,}|`{3,}|:[\w-]+:|\([\w-]+\)=$|%|---$|<[^>]*>$)")
CODE_FENCE = re.compile(
    r"\s*(`{3,}|~{3,})(?!\{(?:admonition|dropdown|solution|glossary|image|figure)|$)"
)


def pieces(text):
    """Cut Markdown into what is translated and what stays: pairs (text, whether it is translated).

    A paragraph, a heading, a list or a table is a piece; so is the title of a box, and what is said
    of a picture. What stays are code, formulas that stand by themselves, and the lines that begin
    and end a box. Joined, the pieces are the text.
    """
    found, end = [], None  # end: what ends the code or the formula that we are in

    def add(line, translated):
        if found and found[-1][1] == translated and translated is not None:
            found[-1] = (found[-1][0] + line, translated)
        else:
            found.append((line, translated))

    for line in text.splitlines(keepends=True):
        bare = line.strip()
        if end:
            add(line, False)
            end = None if bare.endswith(end) else end
        elif bare.startswith("$$"):
            add(line, False)
            end = None if bare.endswith("$$") and len(bare) > 2 else "$$"
        elif (fence := CODE_FENCE.match(line)) and bare.strip("`~"):
            add(line, False)
            end = fence[1]
        elif title := TITLE.fullmatch(line.rstrip("\n")):
            add(title[1], False)
            found.append((title[2], True))
            found.append(("\n" if line.endswith("\n") else "", False))
        elif not bare or STRUCTURE.match(line):
            add(line, False)
        else:
            add(line, True)
    return [
        piece
        for text, translated in found
        for piece in _cut_end(text, bool(translated) and has_words(text))
    ]


def _cut_end(text, translated):
    """A piece without the break at its end, which is no part of a paragraph."""
    bare = text.rstrip("\n")
    yield bare if translated else text, translated
    if translated and bare != text:
        yield text[len(bare) :], False


def fingerprint(text):
    """A short hash of an English paragraph, by which its translation is found again."""
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def _of_metadata(cell):
    """What a cell says of its figure or of its fold: where that stands, and the text."""
    shown = cell.get("metadata", {}).get("mystnb", {})
    for group, name in (("image", "alt"), ("figure", "caption")):
        if text := shown.get(group, {}).get(name):
            yield (group, name), text
    for name in ("code_prompt_show", "code_prompt_hide"):
        if text := shown.get(name):
            yield (name,), text


def cells_of(path):
    """The cells of a page; Markdown is a page of one cell."""
    text = path.read_text("utf-8")
    if path.suffix == ".ipynb":
        return json.loads(text)["cells"]
    return [{"cell_type": "markdown", "id": path.stem, "source": text}]


def paragraphs(path):
    """What of a page is to be translated: for each paragraph the id of its cell, and the text."""
    for cell in cells_of(path):
        if cell["cell_type"] == "markdown":
            for text, translated in pieces("".join(cell["source"])):
                if translated:
                    yield cell["id"], text
        for _, text in _of_metadata(cell):
            yield cell["id"], text


# ---------------------------------------------------------------- tables


def _table_of(language, path):
    """Where the translation of a page stands."""
    inside = path.relative_to(ROOT / "chapters").with_suffix(".json")
    return FOLDER / language / "chapters" / inside


def _read(path, empty):
    return json.loads(path.read_text("utf-8")) if path.exists() else empty


def _write(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")


def bring_up_to_date(language, translate=lambda text: ""):
    """Write all tables: each English text with its translation, or with nothing.

    What has been translated and is no longer said stands at the end, until somebody takes it out.

    Parameters
    ----------
    language : str
        Such as ``"de"``.
    translate : callable, optional
        Gives a translation of what has none, for a machine's first draft.
    """
    for domain in DOMAINS:
        path = FOLDER / language / f"{domain}.json"
        before = _read(path, {})
        now = {text: before.pop(text, "") or translate(text) for text in english(domain)}
        _write(path, {**now, **{text: other for text, other in before.items() if other}})
    for page in pages():
        path = _table_of(language, page)
        before = {entry["hash"]: entry for entry in _read(path, [])}
        now, seen = [], set()
        for cell, text in paragraphs(page):
            code = fingerprint(text)
            known = before.get(code, {}).get(language) or translate(text)
            now.append({"cell": cell, "hash": code, "en": text, language: known})
            seen.add(code)
        rest = [one for code, one in before.items() if code not in seen and one[language]]
        _write(path, now + rest)


def _kept(text, patterns):
    return Counter(found for one in patterns for found in re.findall(one, text, re.MULTILINE))


def unfit(text, other, patterns):
    """What a translation must keep and does not: a sentence, or nothing."""
    if "=>" in text:  # a function that decides; what it fills in, it may fill in twice
        return "" if "=>" in other else "it must stay a function"
    lost = _kept(text, patterns) - _kept(other, patterns)
    more = _kept(other, patterns) - _kept(text, patterns)
    if not lost and not more:
        return ""
    return ", ".join([*(f"{one} is missing" for one in lost), *(f"{one} is new" for one in more)])


def complaints(language):
    """What is missing in the tables of a language, and what does not fit: pairs (where, what)."""
    for domain in DOMAINS:
        table = _read(FOLDER / language / f"{domain}.json", {})
        texts = english(domain)
        for text in texts:
            if not table.get(text):
                yield domain, f"not translated: {text}"
            elif wrong := unfit(text, table[text], KEPT_IN_WORDS):
                yield domain, f"{wrong}: {table[text]}"
        for text in table.keys() - set(texts):
            yield domain, f"no longer said: {text}"
    for page in pages():
        path = _table_of(language, page)
        name = page.relative_to(ROOT).as_posix()
        table = _read(path, [])
        known = {}
        for entry in table:
            if fingerprint(entry["en"]) != entry["hash"]:
                yield name, f"{entry['cell']}: {entry['hash']} is not the hash of its English"
            known[entry["hash"]] = entry
        missing = Counter()
        for cell, text in paragraphs(page):
            entry = known.get(fingerprint(text), {})
            if not entry.get(language):
                missing[cell] += 1
            elif wrong := unfit(text, entry[language], KEPT_IN_PROSE):
                yield name, f"{cell}: {wrong}: {entry[language]}"
        for cell, count in missing.items():
            yield name, f"{cell}: {count} paragraph{'s' * (count > 1)} not translated"
        seen = {fingerprint(text) for _, text in paragraphs(page)}
        for code, entry in known.items():
            if code not in seen:
                yield name, f"{entry['cell']}: its English has changed. It was: {entry['en']}"


# ---------------------------------------------------------------- a page in another language


def in_language(cells, table, language):
    """Put a translation into the cells of a page; return how many paragraphs have none."""
    known = {entry["hash"]: entry.get(language) for entry in table}
    missing = 0

    def other(text):
        nonlocal missing
        found = known.get(fingerprint(text))
        missing += not found
        return found or text

    for cell in cells:
        if cell["cell_type"] == "markdown":
            cut = pieces("".join(cell["source"]))
            cell["source"] = "".join(other(text) if said else text for text, said in cut)
        for place, text in _of_metadata(cell):
            *groups, name = place
            holder = cell["metadata"]["mystnb"]
            for group in groups:
                holder = holder[group]
            holder[name] = other(text)
    return missing


NUMBER = re.compile(r"\d+(?:\.\d+)?")


def numbers_of(cell):
    """The numbers that a cell prints or shows as text, in their order."""
    for output in cell.get("outputs", []):
        text = output.get("text") or output.get("data", {}).get("text/plain", "")
        yield from NUMBER.findall("".join(text))


def write(language, source, target):
    """Write a page in another language: the same code, run, with the same numbers as in English.

    Raises
    ------
    SystemExit
        If a cell gives other numbers than its English one.
    """
    table = _read(_table_of(language, source), [])
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.suffix != ".ipynb":
        cells = cells_of(source)
        missing = in_language(cells, table, language)
        target.write_text(cells[0]["source"], "utf-8")
        return missing
    import nbformat
    import refresh

    notebook = nbformat.read(source, as_version=4)
    stored = [list(numbers_of(cell)) for cell in notebook.cells]
    missing = in_language(notebook.cells, table, language)
    os.environ["LOGITLAB_LANGUAGE"] = language
    refresh.execute(notebook, source.parent)
    nbformat.write(notebook, target)
    for cell, before in zip(notebook.cells, stored, strict=True):
        if list(numbers_of(cell)) != before:
            sys.exit(f"{source.name}, {cell.id}: other numbers than in English.")
    return missing


def main(command="", language="", *files):
    """Do what the command line says."""
    if command == "list" and language:
        bring_up_to_date(language)
        print(f"The tables stand in {(FOLDER / language).relative_to(ROOT)}.")
    elif command == "check" and language:
        found = list(complaints(language))
        for where, what in found:
            print(f"{where}: {what}")
        sys.exit(1 if found else 0)
    elif command == "write" and len(files) == 2:
        source, target = (Path(name).resolve() for name in files)
        missing = write(language, source, target)
        print(f"{target}: {missing} paragraphs are English." if missing else str(target))
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(*sys.argv[1:])
