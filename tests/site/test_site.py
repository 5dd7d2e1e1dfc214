"""The built site in Chromium: every page works, from a server and by double click, for everyone."""

import gzip
import re
from collections import Counter
from copy import copy
from functools import cache
from itertools import pairwise, product
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import (
    LATER_BLOCKS,
    NARROW,
    OPEN_ALL_FOLDS,
    SITE,
    WIDE,
    built_explorables,
    built_pages,
    read_page,
    source,
)
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from logitlab import palette
from website import formulas

PAGES = built_pages()
CHAPTERS = [path for path in PAGES if path.startswith("chapters/")]

every_page = pytest.mark.parametrize("path", PAGES)
NUMBERED = [path for path in CHAPTERS if re.match(r"chapters/\d\d_", path)]
every_chapter = pytest.mark.parametrize("path", NUMBERED)
http_and_file = pytest.mark.parametrize("scheme", ["http", "file"])
light_and_dark = pytest.mark.parametrize("theme", ["light", "dark"])


def test_there_are_pages(site):
    # Each general test below runs once for every page that it finds, hence never for none.
    assert {"chapters/00_start.html", "chapters/01_sigmoid.html", "search.html"} <= set(PAGES)


# ---------------------------------------------------------------- nothing goes wrong on any page


@every_page
@http_and_file
def test_no_error_and_no_request_to_another_machine(path, scheme, reader):
    opened = reader(path, scheme)
    opened.page.evaluate(OPEN_ALL_FOLDS)
    opened.wait_until_drawn()
    assert opened.page.title(), "a page needs a title"
    opened.assert_quiet()


@http_and_file
def test_the_address_of_the_site_leads_to_the_start_page(scheme, site, visit):
    opened = visit(PAGES[0], scheme)
    address = f"{site}/" if scheme == "http" else (SITE / "index.html").as_uri()
    opened.go(address, wait_until="commit")  # it leads on before it has loaded itself
    opened.page.wait_for_url("**/chapters/00_start.html")
    opened.assert_quiet()


# ---------------------------------------------------------------- the words that are explained


@every_chapter
def test_the_first_use_of_a_term_leads_to_the_glossary_and_no_other_does(path):
    page = copy(read_page(path).article)
    links = [link["href"].partition("#")[2] for link in page.select("a:has(> .std-term)")]
    assert len(links) >= 15
    assert len(links) == len(set(links)), "a term is linked twice"
    not_prose = ".cell, pre, code, math, .explorable, h1, h2, h3, h4, .admonition-title, summary"
    for part in page.select(not_prose):
        part.decompose()
    first_uses = {}
    for text in page.find_all(string=True):
        for word in ("odds", "softmax", "cross-entropy", "likelihood", "loss", "slope"):
            if re.search(rf"(?<![\w-]){word}s?(?![\w-])", text.lower()):
                first_uses.setdefault(word, text)
    assert len(first_uses) >= 3
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
    assert not read_page("chapters/glossary.html").select(".launch")


# ---------------------------------------------------------------- usable for everyone

AXE_OPTIONS = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "rules": {"target-size": {"enabled": True}},  # part of WCAG 2.2, but off unless asked for
    "resultTypes": ["violations"],
}

# A chapter has thousands of words of code, letters of formulas and labels in figures, and axe looks
# up the colors of each: five times as long as for the rest. So of all that look the same, in both
# themes, one stays; the other words of code become a part of their line, the other formulas an
# empty box, and the other labels are hidden.
KEEP_ONE_OF_WHAT_LOOKS_THE_SAME = """() => {
  const root = document.documentElement;
  const leaves = [...document.querySelectorAll(":is(.highlight, math, svg) :not(:has(*))")];
  const looks = leaves.map((node) => [node.tagName]);
  const clear = "rgba(0, 0, 0, 0)";
  function paper(node) {
    for (let up = node; up; up = up.parentElement) {
      const { backgroundColor } = getComputedStyle(up);
      if (backgroundColor !== clear) return backgroundColor;
    }
  }
  for (const node of leaves) node.style.visibility = ""; // hidden at another width
  const theme = root.dataset.theme;
  for (root.dataset.theme of ["light", "dark"]) {
    leaves.forEach((node, i) => {
      const { color, fill, fontSize, fontWeight, opacity } = getComputedStyle(node);
      looks[i].push(color, fill, fontSize, fontWeight, opacity, paper(node));
    });
  }
  root.dataset.theme = theme;
  const kept = new Set(new Map(leaves.map((node, i) => [looks[i].join(), node])).values());
  for (const node of leaves.filter((node) => !kept.has(node))) {
    if (node.closest(".highlight")) node.replaceWith(...node.childNodes);
    else node.style.visibility = "hidden";
  }
  for (const formula of document.querySelectorAll("math")) {
    if ([...kept].some((node) => formula.contains(node))) continue;
    const { width, height } = formula.getBoundingClientRect();
    const box = document.createElement("span");
    box.style.cssText = `display: inline-block; width: ${width}px; height: ${height}px`;
    formula.replaceWith(box);
  }
}"""


def violations(page):
    """What axe finds on a page, a line for each element; most formulas are gone afterwards."""
    page.evaluate(KEEP_ONE_OF_WHAT_LOOKS_THE_SAME)
    found = Axe().run(page, options=AXE_OPTIONS).response["violations"]
    return [
        f"{rule['id']}: {rule['help']}. {' '.join((node['failureSummary'] or '').split())}\n"
        f"    {node['target']} {node['html'][:200]}"
        for rule in found
        for node in rule["nodes"]
    ]


SET_THEME = "(theme) => (document.documentElement.dataset.theme = theme)"


@every_page
def test_axe_finds_nothing(path, reader):
    opened = reader(path)
    opened.wait_until_live()
    opened.page.evaluate(OPEN_ALL_FOLDS)  # axe does not look into what is folded away
    found = []
    for theme, viewport in product(["light", "dark"], [WIDE, NARROW]):
        opened.page.evaluate(SET_THEME, theme)
        opened.resize(viewport)
        where = f"{theme}, {viewport['width']} px: "
        found += [where + line for line in violations(opened.page)]
    assert not found, "axe found:\n" + "\n".join(found)


@light_and_dark
def test_axe_finds_nothing_in_the_open_contents(theme, reader):
    opened = reader(PAGES[0], theme=theme, viewport=NARROW)
    opened.page.locator("button[popovertarget=contents]").click()
    opened.page.locator("#contents a").first.wait_for()
    found = violations(opened.page)
    assert not found, "axe found:\n" + "\n".join(found)


# ---------------------------------------------------------------- nothing is cut off

FIND_WHAT_IS_CUT_OFF = """() => {
  const width = document.documentElement.clientWidth;
  const found = [];
  const report = (why, node) => found.push(`${why}: ${node.outerHTML.slice(0, 160)}`);
  const hides = (overflow) => overflow === "hidden" || overflow === "clip";
  function scrolls(node) {
    for (let up = node.parentElement; up; up = up.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(up).overflowX)) return true;
    }
    return false;
  }
  if (document.documentElement.scrollWidth > width) {
    found.push(`the page is ${document.documentElement.scrollWidth} px wide, not ${width} px`);
  }
  for (const node of document.body.querySelectorAll("*")) {
    if (!node.checkVisibility({ visibilityProperty: true })) continue;
    const box = node.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1) continue; // text for screen readers only
    // a curve goes on behind the edge of its chart, and is clipped there on purpose
    if (node.closest("[clip-path]")) continue;
    if (box.right > width + 0.5 && !scrolls(node)) report("sticks out to the right", node);
    if (box.left < -0.5 && !scrolls(node)) report("sticks out to the left", node);
    if (node instanceof SVGElement) continue;
    const style = getComputedStyle(node);
    if (hides(style.overflowX) && node.scrollWidth > node.clientWidth + 1)
      report("hides a part of its width", node);
    if (hides(style.overflowY) && node.scrollHeight > node.clientHeight + 1)
      report("hides a part of its height", node);
  }
  return found;
}"""


@every_page
def test_nothing_is_cut_off(path, reader):
    opened = reader(path, viewport=NARROW)
    opened.wait_until_live()
    found = [f"at 360 px: {line}" for line in opened.page.evaluate(FIND_WHAT_IS_CUT_OFF)]
    opened.page.evaluate(OPEN_ALL_FOLDS)
    for width in (360, 768, 1280):
        opened.resize({"width": width, "height": 740})
        lines = opened.page.evaluate(FIND_WHAT_IS_CUT_OFF)
        found += [f"at {width} px, all folds open: {line}" for line in lines]
    assert not found, "let it wrap, shrink or scroll inside itself:\n" + "\n".join(found)


# 1280 px at a zoom of 400 % (WCAG 1.4.10), and the distances that WCAG 1.4.12 lets a reader set.
ZOOMED = {"width": 320, "height": 256}
SPACED = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; "
SPACED += "word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }"
# as a reader's own stylesheet: the site's policy refuses a <style>
ADOPT_STYLE = """(text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets = [sheet];
}"""


@every_page
def test_nothing_is_cut_off_at_400_percent_and_with_wide_letters(path, reader):
    opened = reader(path, viewport=ZOOMED)
    opened.wait_until_live()
    opened.page.evaluate(OPEN_ALL_FOLDS)
    opened.wait_until_drawn()
    found = [f"at 400 %: {line}" for line in opened.page.evaluate(FIND_WHAT_IS_CUT_OFF)]
    opened.page.evaluate("() => scrollTo(0, 300)")
    bar = opened.page.locator(".top").bounding_box()
    assert bar["y"] + bar["height"] <= 0, "so few lines need all of the screen"
    opened.page.evaluate(ADOPT_STYLE, SPACED)
    opened.resize(WIDE)
    found += [f"wide letters: {line}" for line in opened.page.evaluate(FIND_WHAT_IS_CUT_OFF)]
    assert not found, "let it wrap, shrink or scroll inside itself:\n" + "\n".join(found)


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_what_the_search_finds_is_a_list_that_fits(viewport, reader):
    page = reader("search.html?q=softmax", viewport=viewport).page
    results = page.locator("#search-results li")
    results.nth(5).wait_for()
    assert page.evaluate(FIND_WHAT_IS_CUT_OFF) == []
    tops = results.evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().top)")
    assert tops == sorted(set(tops)), "each result begins below the one before"


# ---------------------------------------------------------------- a chapter by keyboard, and heard

CHAPTER = "chapters/01_sigmoid.html"

# Whether the focus is on the screen with its middle uncovered, and whether one can see it.
LOOK_AT_THE_FOCUS = """() => {
  const node = document.activeElement;
  if (node === document.body) return null;
  const { left, right, top, bottom } = node.getBoundingClientRect();
  const clear = [top + 2, (top + bottom) / 2, bottom - 2].some((y) => {
    const hit = document.elementFromPoint(Math.max(left, 0) + Math.min(right - left, 30) / 2, y);
    return hit && (node.contains(hit) || hit.contains(node));
  });
  const { stroke, outlineStyle } = getComputedStyle(node.querySelector(".handle-target") ?? node);
  const ring = outlineStyle !== "none" || stroke !== "none";
  node.dataset.reached = "";
  return clear && ring ? "" : `${clear ? "no ring" : "covered"}: ${node.outerHTML.slice(0, 120)}`;
}"""
# One radio button of a group is a stop, and the arrow keys lead to the others.
FIND_WHAT_TAB_MISSES = """() => {
  const stops = "a[href], button, input:not([type=radio]), summary, [tabindex]";
  return [...document.querySelectorAll(`:is(${stops}):not([tabindex='-1'], [data-reached])`)]
    .filter((node) => node.checkVisibility({ visibilityProperty: true }))
    .map((node) => node.outerHTML.slice(0, 120));
}"""


@pytest.mark.parametrize("viewport", [WIDE, ZOOMED], ids=["wide", "zoomed"])
def test_tab_walks_through_a_chapter_and_the_focus_is_seen(viewport, reader):
    opened = reader(CHAPTER, viewport=viewport)
    opened.wait_until_live()
    page, found = opened.page, []

    def walk(key, steps):
        for _ in range(steps):
            page.keyboard.press(key)
            if (seen := page.evaluate(LOOK_AT_THE_FOCUS)) is None:
                return
            found.extend([f"{key}: {seen}"] if seen else [])

    walk("Tab", 500)
    assert page.evaluate(FIND_WHAT_TAB_MISSES) == []
    walk("Shift+Tab", 60)  # upwards, a stop could come to lie behind the bar on top
    assert not found, "the focus must be seen:\n" + "\n".join(found)


@pytest.mark.parametrize("path", [CHAPTER, "chapters/05_softmax.html"])
def test_a_screen_reader_finds_its_way_through_a_chapter(path, reader):
    opened = reader(path)
    opened.wait_until_live()
    opened.page.evaluate(OPEN_ALL_FOLDS)
    opened.wait_until_drawn()
    session = opened.context.new_cdp_session(opened.page)
    tree = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    heard = [node for node in tree if not node["ignored"]]
    names = {}  # of all that has a role, in the order of the page
    for node in heard:
        names.setdefault(node["role"]["value"], []).append(node.get("name", {}).get("value", ""))
    for landmark in ("banner", "main", "contentinfo", "search"):
        assert len(names[landmark]) == 1
    assert all(names["navigation"]), "of several landmarks of a kind, each has a name"
    for role in ("link", "button", "slider", "checkbox", "radio", "DisclosureTriangle"):
        assert all(name.strip() for name in names[role]), f"a {role} has no name: {names[role]}"
    assert all(len(name) > 60 for name in names["image"]), "a figure is described by a sentence"
    assert not [name for name in names["heading"] if "¶" in name]

    levels = [
        entry["value"]["value"]
        for node in heard
        if node["role"]["value"] == "heading"
        for entry in node["properties"]
        if entry["name"] == "level"
    ]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), "a level is left out"

    formulas = [node for node in heard if node["role"]["value"] == "MathMLMath"]
    assert len(formulas) == len(read_page(path).find_all("math")), "mathematics, not letters"
    assert all(node["childIds"] for node in formulas)


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


@every_page
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


@every_page
def test_no_raw_tex_is_left(path, site):
    found = list(raw_tex(read_page(path)))
    assert not found, "these formulas were not set:\n" + "\n".join(found)


@every_page
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


# ---------------------------------------------------------------- what is wide, what is long


def test_printed_sentences_wrap_and_columns_stay(reader):
    opened = reader("chapters/assignments/09_myths.html", viewport=NARROW)
    opened.wait_until_live()
    prose = opened.page.locator(".prose pre")
    assert "(a) the outcome is rare" in prose.first.text_content()
    scrolls = "(all) => all.some((pre) => pre.scrollWidth > pre.clientWidth)"
    assert prose.evaluate_all(scrolls) is False
    printed = read_page("chapters/08_in_practice.html").select(".output.stream")
    columns = [block for block in printed if re.search(r"[a-z] {2,}[a-z]", block.text)]
    assert columns, "this chapter prints tables"
    assert not any("prose" in block["class"] for block in columns)


@pytest.mark.parametrize("name", ["10_capstone", "source/10_capstone/10_capstone"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW])
def test_the_contents_show_where_the_reader_is(name, viewport, reader):
    page = reader(f"chapters/assignments/{name}.html", viewport=viewport).page
    if viewport == NARROW:
        page.get_by_role("button", name="Contents").click()
    here = page.locator("#contents a.current")
    expect(here).to_be_in_viewport(ratio=1)
    expect(here).to_have_css("font-weight", "650")
    assert page.evaluate("scrollY") == 0, "the text itself must not move"


# ---------------------------------------------------------------- light, dark, without JavaScript


def paper(page, selector="body"):
    """The color of the paper, as the palette writes it."""
    color = page.locator(selector).first.evaluate("(el) => getComputedStyle(el).backgroundColor")
    return "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", color)[:3])


@http_and_file
@light_and_dark
def test_the_theme_button_switches_and_the_choice_stays(scheme, theme, visit):
    colors = {"light": palette.LIGHT["paper"], "dark": palette.DARK["paper"]}
    other = {"light": "dark", "dark": "light"}[theme]
    opened = visit(PAGES[0], scheme, color_scheme=theme)
    root = opened.page.locator("html")
    assert root.get_attribute("data-theme") == theme, "the first visit follows the system"
    assert paper(opened.page) == colors[theme]

    opened.page.get_by_role("button", name=f"Switch to the {other} theme").click()
    assert root.get_attribute("data-theme") == other
    assert paper(opened.page) == colors[other]
    opened.page.get_by_role("button", name=f"Switch to the {theme} theme").wait_for()

    opened.page.reload()
    assert root.get_attribute("data-theme") == other, "the choice must survive a reload"
    assert paper(opened.page) == colors[other]
    opened.assert_quiet()


@pytest.mark.parametrize("path", sorted({path for path, _, _ in built_explorables()}))
@light_and_dark
def test_explorables_are_readable_without_javascript(path, theme, visit):
    page = visit(path, java_script_enabled=False, color_scheme=theme).page
    expected = {"light": palette.LIGHT, "dark": palette.DARK}[theme]["paper"]
    assert paper(page) == expected, "without a script, the page follows the system"
    assert paper(page, ".explorable") == expected
    page.evaluate(OPEN_ALL_FOLDS)
    roots = page.locator("[data-explorable]").all()
    assert roots, "this page was listed as one with explorables"
    for root in roots:
        assert root.get_attribute("data-ready") is None
        names = root.locator(".explorable-numbers dt").all()
        values = root.locator(".explorable-numbers dd").all()
        assert len(names) == len(values) > 0, "key_numbers() must not be empty"
        title, prompt = root.locator(".explorable-title"), root.locator(".explorable-prompt")
        for part in [title, prompt, *names, *values]:
            assert part.is_visible() and part.inner_text().strip()


def luminance(color):
    """The relative luminance of WCAG, of a color as a browser says it: rgb(…) or color(srgb …)."""
    parts = [float(part) for part in re.findall(r"[\d.]+", color)[:3]]
    parts = parts if color.startswith("color(") else [part / 255 for part in parts]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@light_and_dark
def test_code_is_legible_without_javascript(theme, visit):
    path = "chapters/assignments/03_likelihood.html"
    page = visit(path, java_script_enabled=False, color_scheme=theme).page
    style = "(el, name) => getComputedStyle(el)[name]"
    for text, behind in [
        ("li code", "li code"),
        (".cell_input .highlight .c", ".cell_input > div"),
    ]:
        colors = [
            page.locator(text).first.evaluate(style, "color"),
            page.locator(behind).first.evaluate(style, "backgroundColor"),
        ]
        dark, light = sorted(map(luminance, colors))
        assert (light + 0.05) / (dark + 0.05) >= 4.5, f"{text}: {colors}"


# ---------------------------------------------------------------- the contents and the search


def has_focus(locator):
    return locator.evaluate("(el) => el.contains(document.activeElement)")


def test_the_contents_open_and_close_by_keyboard_on_a_phone(visit):
    opened = visit(PAGES[0], viewport=NARROW)
    keyboard = opened.page.keyboard
    contents = opened.page.locator("#contents")
    button = opened.page.locator("button[popovertarget=contents]")
    assert not contents.is_visible()
    keyboard.press("Tab")  # to the link that skips to the text
    keyboard.press("Tab")
    assert has_focus(button), "the button must come right after the link that skips to the text"
    keyboard.press("Enter")
    contents.wait_for(state="visible")
    keyboard.press("Tab")
    assert has_focus(contents), "from the button, Tab must lead into the opened contents"
    keyboard.press("Escape")
    contents.wait_for(state="hidden")
    assert has_focus(button), "closing the contents must give the focus back to their button"
    opened.assert_quiet()


def word_of_title(path):
    heading = read_page(path).find("h1")
    text = "".join(heading.find_all(string=True, recursive=False))  # without the link sign
    return max(re.findall(r"[A-Za-z]+", text), key=len)


@http_and_file
def test_search_finds_every_page_by_a_word_of_its_title(scheme, visit):
    opened = visit(PAGES[0], scheme)
    page = opened.page
    for path in CHAPTERS:
        box = page.locator("main input[name=q], header input[name=q]").last
        box.fill(word_of_title(path))
        box.press("Enter")
        page.locator(f"#search-results a[href*='{path}']").first.wait_for()
    page.locator(f"#search-results a[href*='{CHAPTERS[-1]}']").first.click()
    page.wait_for_url(f"**/{CHAPTERS[-1]}*")
    opened.assert_quiet()


@pytest.mark.parametrize(
    ("word", "chapter"),
    [("softmax", "05_softmax"), ("likelihood", "03_likelihood"), ("logit", "02_logits")],
)
def test_the_chapter_about_a_word_comes_first_then_the_glossary(word, chapter, visit):
    page = visit(f"search.html?q={word}").page
    found = page.locator("#search-results li a")
    expect(page.locator(".search-summary")).to_contain_text("finished")  # all are listed
    expect(found.first).to_have_attribute("href", re.compile(rf"chapters/{chapter}\.html"))
    expect(found.nth(1)).to_have_text(f"Glossary: {word}")
    texts = found.all_inner_texts()
    assert len(set(texts)) == len(texts), "no two results read the same"
    solved = [place for place, text in enumerate(texts) if "solved" in text]
    assert solved == list(range(len(texts) - len(solved), len(texts))), "solutions come last"


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


# ---------------------------------------------------------------- weight


def first_visit(path):
    """What a host sends with gzip for a first visit of a page, in bytes."""
    page = read_page(path)
    links = page.select("script[src], link[rel=stylesheet], link[rel=icon]")
    addresses = [link.get("src") or link["href"] for link in links]
    # theme.js asks for this one when the text stands
    addresses += [script["data-explorables"] for script in page.select("[data-explorables]")]
    names = {urlsplit(address).path for address in addresses}
    files = [SITE / path, *((SITE / path).parent / name for name in names)]
    fonts = (SITE / "_static" / "formulas.woff2").stat().st_size
    return fonts + sum(len(gzip.compress(file.read_bytes(), 6)) for file in files)


@every_page
def test_a_first_visit_weighs_little(path, site):
    # the search page alone may load the index of the search
    assert ("searchindex.js" in source(path)) == (path == "search.html")
    assert first_visit(path) <= 250_000


@every_page
def test_the_next_page_weighs_little(path, site):
    page = (SITE / path).read_bytes()
    assert len(gzip.compress(page, 9)) <= 60_000


def test_no_file_waits_for_a_page_that_uses_it(site):
    static = SITE / "_static"
    texts = [source(path) for path in [*PAGES, "404.html"]]
    texts += [file.read_text("utf-8") for file in static.glob("*.[cj]s*")]
    for file in static.glob("*.*"):
        name = re.compile(rf"[/\"']{re.escape(file.name)}\b")
        used = any(name.search(text) for text in texts)
        assert used, f"nothing uses _static/{file.name}; left by an older build? make clean"


LAYOUT = "(all) => all.map((block) => getComputedStyle(block).contentVisibility)"


def test_a_long_page_lays_itself_out_in_steps(site, visit):
    opened = visit("search.html")
    opened.page.route("**/page.js*", lambda route: route.abort())
    opened.go(f"{site}/chapters/05_softmax.html")
    blocks = opened.page.locator(LATER_BLOCKS)
    waiting = blocks.evaluate_all(LAYOUT)
    assert len(waiting) > 100 and set(waiting) == {"auto"}
    # a block is laid out when the reader jumps to it, also when that script is missing
    last = opened.page.locator("article section section > h2").last
    opened.page.evaluate("(id) => (location.hash = id)", last.evaluate("(h) => h.parentNode.id"))
    opened.wait_until_drawn()
    assert 0 <= last.bounding_box()["y"] < WIDE["height"] / 2

    opened.page.unroute("**/page.js*")
    opened.go(f"{site}/chapters/05_softmax.html")
    opened.wait_until_live()
    assert set(blocks.evaluate_all(LAYOUT)) == {"visible"}
    opened.assert_quiet()


@every_chapter
def test_a_browser_takes_breaks_while_it_reads_a_chapter(path):
    between = re.split(r'<script src="[^"]*pause\.js', source(path))
    assert len(between) > 5
    # a thousand elements take 50 ms at a quarter of the speed of a slow computer
    assert max(len(re.findall("<[a-z]", part)) for part in between) < 1200


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of a package that sets formulas
def test_a_short_path_is_the_same_line():
    from website.figures import short_path

    long = (
        "M 10.04 20.96 \nL 19.359169 20.96 \nC 20 21 22 23.5 24 25 \nz\nM -1.25 0.04 \nL 3 3 \nz\n"
    )
    assert short_path(long) == "m10 21h9.4c0.6 0 2.6 2.5 4.6 4zm-11.2 -21l4.2 3z"
    assert short_path("M 1 2 H 30.123456") == "M 1 2 H 30.123456"
