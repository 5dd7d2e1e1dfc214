"""What stands in the built pages: terms, links, formulas and the map."""

import re
from collections import Counter
from copy import copy
from functools import cache
from urllib.parse import unquote, urldefrag, urlsplit

import nbformat
import pytest
from browsing import CHAPTERS, NUMBERED, PAGES, ROOT, SITE, read_page
from bs4 import BeautifulSoup

from website import formulas

# ---------------------------------------------------------------- the words that are explained


@pytest.mark.parametrize("path", NUMBERED)
def test_the_first_use_of_a_term_leads_to_the_glossary_and_no_other_does(path):
    page = copy(read_page(path).article)
    links = [link["href"].partition("#")[2] for link in page.select("a:has(> .std-term)")]
    # A short page links few terms, and no page fewer than it may explain anew. Where the links by
    # themselves are lost, those written by hand are left, on some pages a dozen: hence the sum.
    by_hand = (ROOT / path).with_suffix(".ipynb").read_text("utf-8").count("{term}")
    assert len(links) >= by_hand + 8, "the first uses of terms are not linked"
    assert len(links) == len(set(links)), "a term is linked twice"
    not_prose = ".cell, pre, code, math, .explorable, h1, h2, h3, h4, .admonition-title, summary"
    for part in page.select(not_prose):
        part.decompose()
    first_uses = {}
    for text in page.find_all(string=True):
        for word in ("odds", "softmax", "cross-entropy", "likelihood", "loss", "slope"):
            if re.search(rf"(?<![\w-]){word}s?(?![\w-])", text.lower()):
                first_uses.setdefault(word, text)
    assert first_uses
    for word, text in first_uses.items():
        assert text.find_parent("a"), f"{word} has no link in: {text}"


def test_a_chapter_leads_to_its_assignment_and_that_to_the_solutions_and_back():
    ways = [
        ("chapters/05_softmax", "Assignment", "chapters/assignments/05_softmax"),
        ("chapters/assignments/05_softmax", "Chapter", "chapters/05_softmax"),
        (
            "chapters/assignments/05_softmax",
            "Solutions",
            "chapters/assignments/source/05_softmax/05_softmax",
        ),
    ]
    for start, name, end in ways + [(ways[2][2], "Assignment", ways[2][0])]:
        link = read_page(f"{start}.html").select_one(".launch").find("a", string=name)
        target = SITE / start / ".." / link["href"]
        assert target.resolve() == (SITE / f"{end}.html").resolve()
    names = [link.get_text() for link in read_page("chapters/glossary.html").select(".launch a")]
    assert names == ["Edit this page"], "a page without a notebook leads to no assignment"


# ---------------------------------------------------------------- links


LEADING = {"href", "src", "action", "xlink:href"}  # the last in <use>, inside a figure


def links(path):
    """Every address that a page names: links, scripts, styles, images, forms."""
    for node in read_page(path).find_all(True):
        for name in LEADING & node.attrs.keys():
            yield node[name]
        if node.get("http-equiv") == "Refresh":
            yield node["content"].partition("url=")[2]


@cache
def ids(path):
    """Every id of a page, as often as it stands there."""
    return Counter(node["id"] for node in read_page(path).find_all(id=True))


@pytest.mark.parametrize("path", sorted({*PAGES, "index.html"}))
def test_every_link_leads_somewhere(path, site):
    broken = []
    for link in links(path):
        if urlsplit(link).scheme or link.startswith("//"):
            continue  # to another machine: the weekly link check follows those
        address, fragment = urldefrag(link)
        name = unquote(address.partition("?")[0])
        target = ((SITE / path).parent / name if name else SITE / path).resolve()
        if not target.is_file():
            broken.append(f"{link}: there is no such file")
        elif fragment and target.suffix == ".html":
            if unquote(fragment) not in ids(target.relative_to(SITE.resolve()).as_posix()):
                broken.append(f"{link}: there is no id of this name on that page")
    assert not broken, f"{path} holds links that lead nowhere:\n" + "\n".join(broken)


@pytest.mark.parametrize("path", PAGES)
def test_no_id_stands_twice(path, site):
    twice = [name for name, count in ids(path).items() if count > 1]
    assert not twice, f"a link to any of these would be ambiguous: {twice}"


# ---------------------------------------------------------------- formulas

# What a formula looks like before it is set: $p_1$, $$, \frac, \(p\). A price in dollars is none.
RAW_TEX = re.compile(r"\$[^$\n]*[\\^_{=][^$\n]*\$|\$\w\$|\$\$|\\[A-Za-z]+|\\[()\[\]]")
NOT_PROSE = ["script", "style", "code", "pre"]
READ_ALOUD = {"alt", "aria-label", "title", "content"}  # attributes that people hear or see


def raw_tex(soup):
    """Every piece of unset TeX in what a reader sees, hears, or finds in a search engine's list."""
    for text in soup.find_all(string=RAW_TEX):
        if not text.find_parent(NOT_PROSE):
            yield text.strip()
    for node in soup.find_all(True):
        for name in READ_ALOUD & node.attrs.keys():
            if RAW_TEX.search(node[name]):
                yield f'{name}="{node[name]}"'


@pytest.mark.parametrize("path", PAGES)
def test_no_raw_tex_is_left(path, site):
    found = list(raw_tex(read_page(path)))
    assert not found, "these formulas were not set:\n" + "\n".join(found)


# Of z_{\max} KaTeX makes an index of several parts, where Firefox shows an error.
PARTS = {"msub": 2, "msup": 2, "mfrac": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3}


@pytest.mark.parametrize("path", PAGES)
def test_every_formula_is_mathml_with_text(path, site):
    soup = read_page(path)
    others = soup.select(".math, .katex, .MathJax, merror")
    assert not others, f"a formula that is not MathML, or that could not be set: {others}"
    for formula in soup.find_all("math"):
        shown = "".join(node.get_text() for node in formula.select("mi, mn, mo, mtext"))
        assert shown.strip(), f"this formula shows nothing: {formula}"
        ignored = formula.find_all(attrs={"mathvariant": re.compile("^(?!normal$)")})
        ignored += formula.find_all(attrs={"mathcolor": True})
        assert not ignored, f"MathML Core does not know these attributes, in {shown}: {ignored}"
        for node in formula.find_all(list(PARTS)):
            parts = len(node.find_all(recursive=False))
            assert parts == PARTS[node.name], f"{node.name} has {parts} parts, in {shown}"


SPACED = {  # ~ stands for a thin space
    r"53\ln 2": "53~ln~2",
    r"\textcolor{probability}{p_k}\ln p_k": "pk~ln~pk",
    r"(1-y)\ln(1-p)": "(1−y)~ln(1−p)",
    r"-\ln\sigma(z)": "−ln~σ(z)",
    r"-\log_2\tfrac12": "−log2~12",
    r"2^{\log_2 a}": "2log2~a",
    r"m = \max_k z_k": "m=maxk~zk",
    r"\operatorname*{arg\,min}_{b,w} \tfrac1N": "arg\u2009minb,w~1N",
    r"\tfrac12\ln\det(A)": "12~ln~det(A)",
    r"\log_2": "log2",
}


@pytest.mark.parametrize("tex", SPACED)
def test_a_function_stands_off_what_is_beside_it(tex):
    text = formulas.mathml(tex, False).replace(formulas.THIN_SPACE, "~")
    assert re.sub("<[^>]*>|\u2061", "", text) == SPACED[tex]


def test_bars_stand_close_to_what_they_enclose():
    length = BeautifulSoup(formulas.mathml(r"\lVert w \rVert + \lvert u \rvert", False), "lxml")
    bars = [mo for mo in length.select("mo") if mo.text in "∥∣"]
    assert len(bars) == 4
    assert all((bar["lspace"], bar["rspace"]) == ("0", "0") for bar in bars)
    given = formulas.mathml(r"p(x \mid y)", False)
    assert "<mo>∣</mo>" in given, "this bar is a relation, and browsers set it off"


def test_a_name_in_a_formula_is_one_word():
    assert "<mi>softmax</mi>" in formulas.mathml(r"\mathrm{softmax}(z)_k", False)
    assert "<mi>LSE</mi>" in formulas.mathml(r"\mathrm{LSE}(z)", True)
    assert "<mi>u</mi><mi>v</mi>" in formulas.mathml("uv", False), "a product is no name"


# ---------------------------------------------------------------- the map


def test_a_link_in_a_drawing_leads_to_its_chapter(visit):
    opened = visit("chapters/map.html")
    drawing = opened.page.locator("svg.figure[role=group]")
    assert "likelihood" in drawing.get_attribute("aria-label")
    for link in drawing.locator("a").all():
        assert link.get_attribute("href") in (None, *(path.split("/")[-1] for path in CHAPTERS))
    drawing.locator("a[href='01_sigmoid.html']").focus()
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_url("**/chapters/01_sigmoid.html")
    opened.assert_quiet()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of a package that sets formulas
def test_a_link_in_a_drawing_to_a_page_that_is_not_there_becomes_text():
    from website.figures import drop_dead_links

    svg = '<a href="there.html#top">x</a><a class="c" href="gone.html">y</a>'
    svg += '<a href="https://example.org/gone.html">z</a><use xlink:href="#m"/>'
    assert drop_dead_links(svg, {"there"}) == svg.replace(' href="gone.html"', "")


def test_the_map_in_words_names_all_that_the_drawing_names(site):
    page = copy(read_page("chapters/map.html").find("article"))
    drawing = page.select_one("svg.figure")
    words = {text.get_text() for text in drawing.select("text[font-weight=bold]")}
    drawing.extract()
    rest = " ".join(page.get_text().lower().split())
    for word in re.findall(r"[a-z]{5,}", " ".join(words).lower()):
        assert word in rest, f"the drawing names “{word}”, the text below does not"


# ---------------------------------------------------------------- the plain edition


def test_what_the_plain_edition_links_to_is_on_the_site():
    """Its links lead to pages of the site, to places on them, and to figures as asked."""
    home = "https://from-scores-to-surprise.github.io/from-scores-to-surprise/"
    links = {
        link
        for path in (ROOT / "plain").rglob("*.ipynb")
        for cell in nbformat.read(path, as_version=4).cells
        if cell.cell_type == "markdown"
        for link in re.findall(rf"\]\({home}([^)\s]+)\)", cell.source)
    }
    assert len(links) > 200
    places = {}
    for link in links:
        name, _, place = link.partition("#")
        places.setdefault(name, set()).add(place.partition("?")[0])
    for name, asked in places.items():
        there = set(re.findall(r' id="([^"]+)"', (SITE / name).read_text("utf-8")))
        assert asked <= there | {""}, f"{name}: {asked - there}"


@pytest.mark.parametrize("page", ["05_softmax", "deeper/gibbs", "assignments/05_softmax"])
def test_colab_and_download_get_the_plain_edition(page):
    links = {
        link.get_text(): link for link in read_page(f"chapters/{page}.html").select(".launch a")
    }
    assert links["Run in Colab"]["href"].endswith(f"/blob/main/plain/{page}.ipynb")
    given = SITE / f"chapters/{page}.html" / ".." / links["Download"]["href"]
    assert given.resolve().read_bytes() == (ROOT / f"plain/{page}.ipynb").read_bytes()
    assert links["Run in Binder"]["href"].endswith(f"lab/tree/chapters/{page}.ipynb")
