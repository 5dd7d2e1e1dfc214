r"""Formulas as MathML, set by KaTeX when the site is built, in a font cut to the glyphs used.

Browsers set MathML themselves, so a page carries no formula script and reads as mathematics to
a screen reader. Six things that KaTeX writes are mapped to what browsers know:

- ``mathvariant``: bold, script and double-struck letters have their own code points in Unicode;
- color names become classes of the book's color grammar: ``\textcolor{score}{z}``;
- a sign after a relation or a bracket, as in (-z), is marked as a sign: without that, browsers
  put the space of a subtraction around it;
- the thin space beside a function's name, as in 53 ln 2, which TeX adds by itself;
- the bars of a length or an absolute value stand close to what they enclose;
- a name such as softmax is one word, which a screen reader would spell letter by letter.
"""

import atexit
import html
import re
import unicodedata
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

import sphinxcontrib.katex
from docutils import nodes
from py_mini_racer import MiniRacer
from sphinx.errors import ExtensionError
from sphinx.util.math import get_node_equation_number

from logitlab.palette import LIGHT

KATEX = Path(sphinxcontrib.katex.__file__).with_name("katex.min.js")
FONT = Path(find_spec("ziamath").origin).with_name("fonts") / "STIXTwoMath-Regular.ttf"
FONT_FILE = "_static/formulas.woff2"

# KaTeX's name for a variant -> the words that Unicode uses in the names of its letters.
VARIANTS = {
    "bold": "MATHEMATICAL BOLD",
    "italic": "MATHEMATICAL ITALIC",
    "bold-italic": "MATHEMATICAL BOLD ITALIC",
    "double-struck": "MATHEMATICAL DOUBLE-STRUCK",
    "script": "MATHEMATICAL SCRIPT",
    "sans-serif": "MATHEMATICAL SANS-SERIF",
    "monospace": "MATHEMATICAL MONOSPACE",
}


# Sets a list of formulas: to ask for one at a time takes six times as long.
SET_ALL = """
const setAll = (formulas) => formulas.map(([tex, displayMode]) => {
  try {
    return katex.renderToString(tex, { displayMode, output: "mathml", strict: "error" });
  } catch (error) {
    return { error: error.message };
  }
});
"""
FORMULAS = {}  # what KaTeX wrote for (tex, display), or its error


@cache
def _katex():
    context = MiniRacer()
    # When Python closes an engine itself, at its exit, 3.13 may wait for a stopped thread for ever.
    atexit.register(context.close)
    context.eval(KATEX.read_text("utf-8") + SET_ALL)
    return context


def _set_all(formulas):
    if new := sorted(set(formulas) - FORMULAS.keys()):
        FORMULAS.update(zip(new, _katex().call("setAll", new), strict=True))


def _letter(variant, character):
    """One letter in a variant, for example bold w; itself where Unicode has no such letter."""
    name = unicodedata.name(character, "")
    name = name.replace("LATIN ", "").replace("GREEK ", "").replace(" LETTER", "")
    # R, L and a few more were in Unicode before the rest, under shorter names.
    for prefix in (VARIANTS[variant], VARIANTS[variant].replace("MATHEMATICAL ", "")):
        try:
            return unicodedata.lookup(f"{prefix} {name}")
        except KeyError:
            continue
    return character


# After one of these, a minus is the sign of what follows.
SIGN = re.compile(r"(<mo[^>]*>[=<>≤≥≈≠(\[{|,;:→⟹⟺·×∈+−]</mo>|<mo>&[lg]t;</mo>)<mo>([−+±])</mo>")
NAME = r"<mi[^>]*>[a-z][a-z\s]+</mi><mo>\u2061</mo>"  # U+2061: the function is applied
INDEX = "(?:<m[in]>[^<]*</m[in]>|<mrow>(?:(?!</?mrow>).)*</mrow>)"
FUNCTION = rf"(?:{NAME}|<m(?:sub|under)><mrow>{NAME}</mrow>{INDEX}</m(?:sub|under)>)"
# A function has a thin space after it, but not before its bracket, nor where nothing follows.
APPLIED = re.compile(rf'({FUNCTION})(?!<mo stretchy="false">\(|</mrow>)')
# It has one before it, too, but not after an operator, which brings a space of its own.
FACTOR = re.compile(
    rf'(</m(?:i|n|row|frac|su[bp]|subsup|sqrt|style)>|<mo stretchy="false">\)</mo>)({FUNCTION})'
)
THIN_SPACE = '<mspace width="0.1667em"></mspace>'
LETTERS = re.compile(r'(?:<mi mathvariant="normal">[A-Za-z]</mi>){2,}')
BAR = re.compile(r'(<mo (?:stretchy="false"|fence="true")[^>]*)(>[∣∥]</mo>)')


def _space(text):
    text = SIGN.sub(r'\1<mo form="prefix">\2</mo>', text)
    text = BAR.sub(r'\1 lspace="0" rspace="0"\2', text)
    return FACTOR.sub(rf"\1{THIN_SPACE}\2", APPLIED.sub(rf"\1{THIN_SPACE}", text))


def _restyle(match):
    tag, variant, text = match.groups()
    if variant == "normal":
        return match.group()
    return f"<{tag}>{''.join(_letter(variant, character) for character in text)}</{tag}>"


def _color(match):
    if match.group(1) not in LIGHT:
        raise ExtensionError(
            f"unknown color '{match.group(1)}' in a formula. Known: {', '.join(LIGHT)}."
        )
    return f'class="{match.group(1)}"'


# What KaTeX writes for other places: its own span, the name space of XML, and the TeX once more.
NEEDLESS = r'(?s)</?span[^>]*>| xmlns="[^"]*"|</?semantics>|<annotation.*?</annotation>'


@cache
def mathml(tex, display):
    """The MathML of one formula.

    Raises
    ------
    ExtensionError
        If KaTeX cannot set it, or if it names a color that the book does not have.
    """
    _set_all([(tex, display)])
    text = FORMULAS[tex, display]
    if not isinstance(text, str):
        raise ExtensionError(f"this formula cannot be set: {tex}\n{text['error']}")
    text = re.sub(NEEDLESS, "", text)
    text = re.sub(r"<(m[ino]) mathvariant=\"([\w-]+)\">([^<]*)</\1>", _restyle, text)
    text = LETTERS.sub(lambda name: f"<mi>{re.sub('<[^>]*>', '', name.group())}</mi>", text)
    text = _space(re.sub(r'mathcolor="([^"]*)"', _color, text))
    # <math> is a row already, and so is a single sign
    text = re.sub(r"(?s)<math([^>]*)><mrow>(.*)</mrow></math>", r"<math\1>\2</math>", text)
    return re.sub(r"<mrow>(<(m[in])\b[^>]*>[^<]*</\2>)</mrow>", r"\1", text)


def set_page(app, doctree, docname):
    """Set all formulas of a page at once, before they are asked for one by one."""
    inline = [(node.astext(), False) for node in doctree.findall(nodes.math)]
    _set_all(inline + [(node.astext(), True) for node in doctree.findall(nodes.math_block)])


def _set(node, tex, display):
    try:
        return mathml(tex, display)
    except ExtensionError as error:
        raise ExtensionError(f"{node.source or 'a page'}, line {node.line}: {error}") from error


def visit_inline(self, node):
    self.body.append(_set(node, node.astext(), False))
    raise nodes.SkipNode


def visit_block(self, node):
    number = ""
    if node["number"]:
        number = get_node_equation_number(self, node)
        number = f'<span class="formula-number">({number})</span>'
    ids = "".join(f' id="{html.escape(name)}"' for name in node["ids"][:1])
    formula = _set(node, node.astext(), True)
    self.body.append(f'<div class="formula"{ids}>{formula}{number}</div>\n')
    raise nodes.SkipNode


def keep_punctuation(app, pagename, templatename, context, doctree):
    """Keep a comma or full stop on the line of the formula that it follows."""
    if body := context.get("body"):
        formula = r"<math(?! display=)[^>]*>(?:(?!</math>).)*</math>"
        pattern = re.compile(rf"(\(?{formula}[.,;:?!)]+)", re.DOTALL)
        context["body"] = pattern.sub(r'<span class="with-formula">\1</span>', body)


def write_font(app, error):
    """Cut the formula font to the characters that the site's formulas use."""
    if error or app.builder.format != "html":
        return
    used = set("0123456789√")  # a root's sign is not in the text: <msqrt> draws it
    for page in Path(app.outdir).rglob("*.html"):
        for formula in re.findall(r"<math.*?</math>", page.read_text("utf-8"), re.DOTALL):
            used.update(html.unescape(re.sub(r"<[^>]*>", "", formula)))
    # An italic letter is written as a plain one in <mi>; the browser asks for the italic glyph.
    used.update(_letter("italic", character) for character in tuple(used))
    used.add("\N{PLANCK CONSTANT}")  # Unicode's italic h
    remembered = Path(app.doctreedir) / "formulas.characters"
    _write_font(Path(app.outdir) / FONT_FILE, "".join(sorted(used)), remembered)


def _write_font(target, characters, remembered):
    if target.exists() and remembered.exists() and remembered.read_text("utf-8") == characters:
        return
    from fontTools import subset  # takes a while to load, and few builds need it
    from fontTools.ttLib import TTFont

    options = subset.Options()
    options.flavor = "woff2"
    options.hinting = False  # a quarter of the file, for screens of long ago
    options.name_IDs = [*range(7), 13, 14]  # 13 and 14 hold the font's license, the OFL
    # no letters drawn anew for small scripts: half of the file, and Firefox alone would use them
    options.layout_features = []
    font = TTFont(FONT, recalcTimestamp=False)  # the same bytes on every build
    cutter = subset.Subsetter(options)
    cutter.populate(text=characters)
    cutter.subset(font)
    font.flavor = "woff2"
    cut = BytesIO()
    font.save(cut)
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(cut.getvalue())
    remembered.write_text(characters, "utf-8")


def setup(app):
    app.add_html_math_renderer(
        "mathml", inline_renderers=(visit_inline, None), block_renderers=(visit_block, None)
    )
    app.connect("doctree-resolved", set_page)
    app.connect("html-page-context", keep_punctuation)
    app.connect("build-finished", write_font)
