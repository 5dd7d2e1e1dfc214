"""Write the plain edition of the notebooks: ``python code/tools/plain.py [notebook ...]``.

The chapters are written in MyST, which the site and JupyterLab with its extension understand. Any
other notebook (Colab, the pages of a code host, nbconvert) would show ``:::{dropdown} Answer`` and
the answer below it. So `plain/` holds each notebook once more, in Markdown as every notebook reads
it. Nothing there is edited by hand: `make refresh` writes it, and a test compares.

No answer lies open: what prints it, or solves an exercise, is text in a fold, and stands behind it
packed where a later cell needs it. All other cells of code are those of the source, with the
outputs that are stored there.
"""

import base64
import copy
import posixpath
import re
import symtable
import sys
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import nbformat
from markdown_it import MarkdownIt
from marks import INSTALL, KEEP_CLOSED, with_solutions
from pybtex.database import parse_file

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "chapters"
PLAIN = ROOT / "plain"
sys.path.insert(0, str(ROOT / "code"))

from website.address import site_of  # noqa: E402
from website.citations import as_links, as_roles  # noqa: E402
from website.predictions import MARK, read_terms, shuffled  # noqa: E402

BANNER = (
    "*This is the plain edition of [this page]({page}), for Colab, code hosts and any other "
    "notebook. On the page itself the figures move at once, and your predictions are checked. To "
    "change a sentence, change [its source]({source}): `make refresh` writes this file.*"
)
HINTS = {
    "choice": "*Choose one, then open the answer.*",
    "number": "*Write down your number, then open the answer.*",
    "order": "*Put these in order, then open the answer.*",
    "mark": "*Set it in the figure, then open the answer.*",
}
CODE = "The code, and what it prints"
PACKED = (
    "# Cells below use names from the code that is folded above. It stands here again, packed, so\n"
    "# that no answer lies open. It prints nothing.\n"
    "import base64\n"
    "import contextlib\n"
    "\n"
    "with contextlib.redirect_stdout(None):\n"
    '    exec(base64.b64decode("{code}"))'
)

OPENING = re.compile(r"^\s*(:{3,}|`{3,})\{([\w:-]+)\}\s*(.*?)\s*$")
FENCE = re.compile(r"^\s*(`{3,}|~{3,})(?!\{)")
OPTION = re.compile(r"^\s*:([\w-]+):\s*(.*)$")
ROLE = re.compile(r"\{([\w:-]+)\}`([^`]+)`")
SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
LINK = re.compile(r"\]\(([^()\s]+)\)")
COLORED = re.compile(r"\\textcolor\{\w+\}")
NOTE = re.compile(r"\[\^([\w-]+)\]")
NOTE_TEXT = re.compile(r"^\[\^[\w-]+\]: .*\n*", re.MULTILINE)
DISPLAY = re.compile(r"^\$\$\n(.*?)\n\$\$", re.MULTILINE | re.DOTALL)
LEFT_OVER = re.compile(r"^\s*:::|\{[\w:-]+\}`|^\s*`{3,}\{|\[\^|\\textcolor", re.MULTILINE)
BOXES = ("admonition", "note", "tip", "hint", "important", "warning", "attention", "seealso")


class CannotBePlain(Exception):
    """A notebook holds what no other notebook could show, and what to do about it."""


@dataclass
class Block:
    """A directive: its name, the words behind it, its options, and what is in it."""

    name: str
    title: str = ""
    options: dict = field(default_factory=dict)
    children: list = field(default_factory=list)
    more: list = field(default_factory=list)  # rendered Markdown that joins its end

    def has(self, name):
        """Whether it is of a class."""
        return name in self.options.get("class", "").split()


# ---------------------------------------------------------------- reading


def parse(text):
    """A text as a list of blocks and, between them, pieces of plain Markdown."""
    lines, parts, plain = text.split("\n"), [], []
    for is_code, taken in _pieces(lines):
        opening = None if is_code else OPENING.match(taken[0])
        if opening:
            parts += [_joined(plain), _directive(opening, lines)]
            plain = []
        else:
            plain += taken
    return [part for part in (*parts, _joined(plain)) if part]


def _pieces(lines):
    """Take the lines piece by piece: a line, or all of a fence; and whether it is a fence.

    Who asks for the pieces may take lines in between; the next piece begins behind those.
    """
    while lines:
        piece = [lines.pop(0)]
        if fence := FENCE.match(piece[0]):
            piece += [*_until_end(fence[1], lines), *lines[:1]]
            del lines[:1]
        yield bool(fence), piece


def _until_end(fence, lines):
    """Take the lines before the one that closes a fence."""
    end = re.compile(rf"^\s*{fence[0]}{{{len(fence)},}}\s*$")
    inside = []
    while lines and not end.match(lines[0]):
        inside.append(lines.pop(0))
    return inside


def _joined(lines):
    return "\n".join(lines).strip("\n")


def _directive(opening, lines):
    """The directive that an opening line begins; takes its lines."""
    fence, name, title = opening.groups()
    body = _until_end(fence, lines)
    if not lines:
        raise CannotBePlain(f"{fence}{{{name}}} {title} is not closed")
    lines.pop(0)
    block = Block(name, title)
    while body and (option := OPTION.match(body[0])):
        block.options[option[1]] = option[2]
        body.pop(0)
    literal = name in ("code-block", "code", "math")
    block.children = ["\n".join(body)] if literal else parse("\n".join(body))
    return block


def dropdowns(part):
    """All dropdowns in a part, itself included."""
    if isinstance(part, Block):
        if part.name == "dropdown":
            yield part
        for child in part.children:
            yield from dropdowns(child)


# ---------------------------------------------------------------- writing


def quote(title, text):
    """A box: a block quote with a title. A formula in it keeps to one line, for JupyterLab."""
    text = DISPLAY.sub(lambda found: f"$${' '.join(found[1].split())}$$", text)
    lines = (f"**{title}**\n\n{text}" if title else text).split("\n")
    return "\n".join(f"> {line}".rstrip() for line in lines)


def details(title, text, opened=False):
    """A fold; a line of HTML is no Markdown, so its title is rendered."""
    summary = MarkdownIt("commonmark").renderInline(title)
    return f"<details{' open' * opened}>\n<summary>{summary}</summary>\n\n{text}\n\n</details>"


def code_and_output(cell, page):
    """A cell of code as text: in a fence, with what it prints in another."""
    parts = [f"```python\n{cell.source}\n```"]
    for output in cell.outputs:
        data = output.get("data", {})
        if output.output_type == "stream":
            parts.append("```text\n" + output.text.rstrip("\n") + "\n```")
        elif any(kind.startswith("image/") for kind in data):
            parts.append(f"The code also draws a figure; it is [on the page]({page}).")
        elif "text/html" in data:
            parts.append(re.sub(r"\n\s*\n", "\n", data["text/html"]).strip())
        elif "text/plain" in data:
            parts.append("```text\n" + data["text/plain"] + "\n```")
    return "\n\n".join(parts)


class Writer:
    """Writes the plain edition of one notebook."""

    def __init__(self, name, repository):
        self.site = site_of(repository)
        self.repository = repository.rstrip("/")
        self.name = name  # as in chapters/05_softmax.ipynb
        self.page = self.site + name.removesuffix(".ipynb") + ".html"
        self.notes = {}

    # ------------------------------------------------------------ inline

    def inline(self, text):
        """Markdown without roles, acting links, footnotes and names of colors."""
        text = ROLE.sub(self._role, text)
        parts, end = [], 0
        for span in SPAN.finditer(text):
            parts += [self._words(text[end : span.start()]), span[0]]
            end = span.end()
        return "".join(parts) + self._words(text[end:])

    def _words(self, text):
        text = LINK.sub(lambda found: f"]({self._address(found[1])})", text)
        text = re.sub(rf"^({NOTE.pattern}):", r"\1", text, flags=re.MULTILINE)
        text = NOTE.sub(lambda found: f"<sup>[{self._number(found[1])}]</sup>", text)
        return _uncolored(text)

    def _number(self, note):
        return self.notes.setdefault(note, len(self.notes) + 1)

    def _address(self, address):
        """Where a link leads outside the site: a page of the course, with its figure as asked."""
        if address.startswith(("https://", "http://", "mailto:")):
            return address
        path, mark, place = address.partition("#")
        if not path:
            return self.page + mark + place
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self.name), path))
        if path.endswith((".ipynb", ".md")):
            return f"{self.site}{posixpath.splitext(path)[0]}.html{mark}{place}"
        return f"{self.repository}/blob/main/{path}"

    def _role(self, role):
        kind, content = role.groups()
        if kind == "term":
            words, _, term = content.rstrip(">").partition(" <")
            term = terms().get((term or words).lower())
            if term is None:
                raise CannotBePlain(f"the glossary has no term for {role[0]}")
            ascii_only = term.encode("ascii", "ignore").decode()  # as Sphinx makes an id of it
            place = re.sub(r"[^\w.]+", "-", ascii_only).strip("-")
            return f"[{words}]({self.site}chapters/glossary.html#term-{place})"
        raise CannotBePlain(f"the role {role[0]} is not known; code/tools/plain.py can learn it")

    # ------------------------------------------------------------ blocks

    def markdown(self, text):
        """A piece between two directives."""
        pieces, plain = [], []
        for is_code, lines in _pieces(text.split("\n")):
            if is_code:
                pieces += [self.inline("\n".join(plain)), "\n".join(lines)]
                plain = []
            else:
                plain += lines
        pieces.append(self.inline("\n".join(plain)))
        return _definitions_as_lists("\n".join(pieces)).strip("\n")

    def render(self, parts):
        """What was parsed, as Markdown without directives."""
        return "\n\n".join(filter(None, map(self._part, parts)))

    def _part(self, part):
        if isinstance(part, str):
            return self.markdown(part)
        title = self.inline(part.title)
        if part.name == "raw":
            return part.title
        if part.name in ("code-block", "code"):
            return f"```{part.title}\n{part.children[0]}\n```"
        if part.name == "math":
            return f"$$\n{_uncolored(part.children[0].strip())}\n$$"
        if part.name == "image":
            return self._image(part)
        text = "\n\n".join([self.render(part.children), *part.more]).strip("\n")
        if part.name == "exercise":
            return quote(f"Exercise: {title}", text)
        if part.name == "dropdown" or (part.name in BOXES and part.has("dropdown")):
            opened = part.name == "dropdown" and "open" in part.options
            return details(title or part.name.capitalize(), text, opened)
        if part.name == "solution":
            return details("Solution", text)
        if part.name in BOXES:
            return quote(title or part.name.capitalize(), text)
        raise CannotBePlain(
            f"the directive {{{part.name}}} is not known; code/tools/plain.py can learn it"
        )

    def _image(self, part):
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self.name), part.title))
        raw = self.repository.replace("https://github.com/", "https://raw.githubusercontent.com/")
        return f"![{part.options.get('alt', '')}]({raw}/main/{path})"

    # ------------------------------------------------------------ predictions

    def ask(self, box, answer):
        """Add to a question what there is to choose from, and say in its answer what is right."""
        if not answer.children or not isinstance(answer.children[-1], str):
            raise CannotBePlain(f"the answer of {box.options.get('name')} ends without its guesses")
        head, items = _last_definitions(answer.children[-1])
        name = box.options["name"]
        if not items:  # a numbered list, in the right order
            listed = re.findall(r"^\d+\.\s+(.*)$", answer.children[-1], re.MULTILINE)
            box.children += [_bullets(listed[i] for i in shuffled(len(listed), name))]
            box.children += [HINTS["order"]]
            return
        terms = [re.sub(r"^(\*+)(.*)\1$", r"\2", term) for term, _ in items]
        kind = read_terms(terms)["kind"]
        if kind == "choice":
            box.children.append(_bullets(terms))
        box.children.append(HINTS[kind])
        guesses = []
        for term, (written, told) in zip(terms, items, strict=True):
            if kind == "mark" and (mark := MARK.fullmatch(term)):
                term = mark[3]
            elif written.startswith("*") and not written.startswith("**"):
                term = written  # anything else
            right = written.startswith("**")
            guesses.append(f"**{term}** (right): {told}" if right else f"{term}: {told}")
        answer.children[-1] = f"{head}\n\n{_bullets(guesses)}".strip("\n")


def _uncolored(formula):
    """A formula without names of colors; what they colored keeps one pair of braces."""
    return re.sub(r"\{\{([^{}]*)\}\}", r"{\1}", COLORED.sub("", formula))


def _bullets(items):
    return "\n".join(f"- {item}" for item in items)


def _last_definitions(text):
    """What stands before the definition list at the end of a text, and the list's items."""
    blocks = re.split(r"\n\s*\n", text.strip("\n"))
    items = []
    while blocks and (found := re.fullmatch(r"([^\n]+)\n\s*: ?(.*)", blocks[-1], re.DOTALL)):
        items.insert(0, (found[1].strip(), " ".join(found[2].split())))
        blocks.pop()
    return "\n\n".join(blocks), items


def _definitions_as_lists(text):
    """Markdown has no definition lists: make them bullets, each with its term in bold."""

    def bullet(found):
        term = found[1].strip()
        return f"- {term if term.startswith('*') else f'**{term}**'}: {found[2].strip()}"

    return re.sub(r"^(\S[^\n]*)\n: +([^\n]*)$", bullet, text, flags=re.MULTILINE)


# ---------------------------------------------------------------- which cells stay


def _names(code):
    """The names that a cell sets at its top, and those that it takes from cells before."""
    code = re.sub(r"^(\s*)[%!].*", r"\1pass", code, flags=re.MULTILINE)
    table = symtable.symtable(code, "cell", "exec")
    sets, takes, below = set(), set(), list(table.get_children())
    for symbol in table.get_symbols():
        if symbol.is_assigned() or symbol.is_imported():
            sets.add(symbol.get_name())
        elif symbol.is_referenced():
            takes.add(symbol.get_name())
    while below:
        inner = below.pop()
        below += inner.get_children()
        takes |= {one.get_name() for one in inner.get_symbols() if one.is_global()} - sets
    return sets, takes


def needed_later(cells, folded):
    """Of the cells that would become text, those whose names a later cell of code takes."""
    needed, last = set(), {}
    for place, cell in enumerate(cells):
        if cell.cell_type != "code":
            continue
        sets, takes = _names(cell.source)
        if place in folded:
            last |= dict.fromkeys(sets, place)
            continue
        new = {last[name] for name in takes if name in last} - needed
        while new:  # and what these take themselves
            needed |= new
            taken = set().union(*(_names(cells[one].source)[1] for one in new))
            new = {last[name] for name in taken if last.get(name, place) < max(new)} - needed
        for name in sets:
            last.pop(name, None)
    return needed


def folded_cells(cells):
    """The places of the cells of code that hold an answer: they become text in a fold."""
    places = {}
    for place, (cell, in_solution) in enumerate(with_solutions(cells)):
        if cell.cell_type == "markdown":
            continue
        if in_solution:
            places[place] = "solution"
        elif "hide-output" in (tags := cell.metadata.get("tags", [])):
            places[place] = "reveal" if "reveal" in tags else "hidden"
    return places


# ---------------------------------------------------------------- a notebook


def plain(notebook, name, repository):
    """The plain edition of a notebook whose citations are written out."""
    writer = Writer(name, repository)
    cells = notebook.cells
    folded = folded_cells(cells)
    stay = needed_later(cells, folded)
    texts = {place: cell.source for place, cell in enumerate(cells) if cell.cell_type != "code"}
    parts = {place: parse(NOTE_TEXT.sub("", text)) for place, text in texts.items()}
    notes = {place: _notes(text) for place, text in texts.items()}
    _gather_answers(cells, parts, folded, writer)
    new, solution = [], None
    for place, cell in enumerate(cells):
        if place in folded:
            text = code_and_output(cell, writer.page)
            if folded[place] == "solution":
                solution.children.append(Block("raw", text))
            elif folded[place] == "hidden":
                text = details(CODE, text)
                new.append(nbformat.v4.new_markdown_cell(text, id=f"{cell.id[:50]}-text"))
            if place in stay:
                new.append(_packed(cell))
            continue
        if cell.cell_type == "code":
            new.append(_in_colab(cell))
            continue
        before = []
        for part in (*parts[place], *filter(None, [notes[place]])):
            if isinstance(part, Block) and part.name == "solution-start":
                solution = Block("solution")
                before.append(solution)
            elif isinstance(part, Block) and part.name == "solution-end":
                solution = None
            else:
                (before if solution is None else solution.children).append(part)
        if before:
            new.append(nbformat.NotebookNode({**cell, "source": before}))
    for cell in new:
        if not isinstance(cell.source, str):
            cell.source = writer.render(cell.source)
        if cell.cell_type == "markdown" and (left := LEFT_OVER.search(SPAN.sub("", cell.source))):
            raise CannotBePlain(f"this would be left as it is: {left[0].strip()}")
    source = f"{writer.repository}/blob/main/{name}"
    banner = BANNER.format(page=writer.page, source=source)
    new.insert(
        1 if new[0].get("id") == INSTALL else 0,
        nbformat.v4.new_markdown_cell(banner, id="plain-edition"),
    )
    return nbformat.NotebookNode({**notebook, "cells": new})


def _notes(text):
    """The fine print of a text, in the order in which the text refers to it."""
    notes = [note.strip() for note in NOTE_TEXT.findall(text)]
    return "\n\n".join(sorted(notes, key=lambda note: text.index(note.partition(":")[0])))


def _in_colab(cell):
    """A cell of code; Colab has its own word for code that is folded away."""
    cell = nbformat.from_dict(copy.deepcopy(dict(cell)))
    if cell.metadata.get("jupyter", {}).get("source_hidden"):
        cell.metadata["cellView"] = "form"
    cell.source = cell.source.partition(KEEP_CLOSED)[0]  # no cell that it names prints here
    return cell


def _packed(cell):
    """A cell that later ones need, which no reader sees by chance: it holds or prints an answer."""
    code = base64.b64encode(cell.source.encode("utf-8")).decode("ascii")
    cell = _in_colab({**cell, "outputs": [], "execution_count": None})
    cell.source = PACKED.format(code=code)
    return cell


def _gather_answers(cells, parts, folded, writer):
    """Join each prediction with its answer, and each cell that computes an answer with its fold."""
    joined = set()

    def joining(place):
        joined.add(place)
        return details(CODE, code_and_output(cells[place], writer.page))

    for place, here in parts.items():
        for i, part in enumerate(here):
            if not (isinstance(part, Block) and part.has("predict")):
                continue
            after, reveal = here[i + 1 :], None
            if not after:
                reveal = place + 1 if folded.get(place + 1) == "reveal" else None
                after = parts.get(place + 2 if reveal else place + 1)
            if not after or not isinstance(after[0], Block) or after[0].name != "dropdown":
                raise CannotBePlain(f"no answer follows {part.options.get('name')}")
            writer.ask(part, after[0])
            if reveal:
                after[0].more.append(joining(reveal))
    for place, kind in folded.items():
        if kind != "reveal" or place in joined:
            continue
        folds = list(dropdowns(parts[place - 1][-1])) if place - 1 in parts else []
        if not folds:
            raise CannotBePlain(f"no fold before the cell {cells[place].source[:40]!r}")
        folds[-1].more.append(joining(place))


# ---------------------------------------------------------------- all notebooks


def place_of(source):
    """Where the plain edition of a notebook stands."""
    return PLAIN / source.relative_to(SOURCE)


@cache
def references():
    """The sources that the course cites, by their keys."""
    return parse_file(SOURCE / "references.bib", bib_format="bibtex").entries


@cache
def terms():
    """The terms of the glossary as they are written there, by their small letters."""
    lines = (SOURCE / "glossary.md").read_text("utf-8").splitlines()
    return {line.lower(): line for line in lines if re.match(r"\w", line)}


def cite_readably(notebook, repository):
    """Write out each citation of a notebook, and say whether that changed it."""
    changed = False
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            before = cell.source
            cell.source = as_links(as_roles(before), references(), site_of(repository))
            changed |= cell.source != before
    return changed


def edition(source, repository, notebook=None):
    """The text of the file that the plain edition of a notebook is."""
    name = source.relative_to(ROOT).as_posix()
    notebook = notebook or nbformat.read(source, as_version=4)
    try:
        return nbformat.writes(plain(notebook, name, repository)) + "\n"
    except (CannotBePlain, KeyError) as error:
        raise SystemExit(f"{name}: {error}") from None


def write(sources, repository):
    """Write the plain edition of these notebooks, and remove those of notebooks that are gone.

    The source changes in one thing: its citations are written out, see `website.citations`.
    """
    for source in sources:
        notebook = nbformat.read(source, as_version=4)
        if cite_readably(notebook, repository):
            nbformat.write(notebook, source)
        path = place_of(source)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(edition(source, repository, notebook), "utf-8", newline="\n")
    for path in PLAIN.rglob("*.ipynb"):
        if not (SOURCE / path.relative_to(PLAIN)).exists():
            path.unlink()


def main(names):
    """Write the plain edition of the named notebooks, or of all."""
    from refresh import address, notebooks

    write([Path(name).resolve() for name in names] or notebooks(), address())


if __name__ == "__main__":
    main(sys.argv[1:])
