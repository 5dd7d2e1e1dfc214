"""The views of a page, and what is asked in each: each page is opened once, then resized.

To open a chapter takes longer than most questions about it.
"""

from collections import Counter

from axe_playwright_python.sync_playwright import Axe
from browsing import NARROW, OPEN_ALL_FOLDS, WIDE

# ---------------------------------------------------------------- usable for everyone

AXE_OPTIONS = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    # off unless asked for: a part of WCAG 2.2, and one of WCAG 2.1 (2.5.3) that is experimental
    "rules": {
        "target-size": {"enabled": True},
        "label-content-name-mismatch": {"enabled": True},
        "color-contrast": {"enabled": False},  # asked apart, of one text of each look
    },
    "resultTypes": ["violations"],
}

# Contrast takes axe 5 ms a text, and a chapter has a thousand texts of some hundred looks. What it
# answers follows from the look, so of all that look the same one is asked: the longest, since axe
# does not judge a single letter, nor the texts of a chart. Most looks are those of every page: one
# that axe has judged is not asked again, nor one of which it could not tell five times.
ASKED = Counter()
ENOUGH = 5
MARK_ONE_TEXT_OF_EACH_LOOK = """(known) => {
  for (const old of document.querySelectorAll("[data-look]")) old.removeAttribute("data-look");
  const looks = new Map();
  for (const node of document.body.querySelectorAll("*")) {
    const own = [...node.childNodes].filter((child) => child.nodeType === Node.TEXT_NODE);
    const length = own.map((child) => child.data.trim()).join("").length;
    if (length < 2 || node instanceof SVGElement) continue;
    if (!node.checkVisibility({ visibilityProperty: true })) continue;
    const { color, fontSize, fontWeight } = getComputedStyle(node);
    const look = [node.tagName, color, fontSize, fontWeight];
    for (let up = node; up; up = up.parentElement) {
      const { backgroundColor, backgroundImage, opacity } = getComputedStyle(up);
      const paper = `${backgroundColor} ${backgroundImage} ${opacity}`;
      if (paper !== look.at(-1)) look.push(paper);
    }
    const key = look.join();
    if (!(looks.get(key)?.length >= length)) looks.set(key, { node, length });
  }
  const keys = [...looks.keys()];
  keys.forEach((key, i) => {
    if (!known.includes(key)) looks.get(key).node.dataset.look = i;
  });
  return keys;
}"""


def _lines(found):
    return [
        f"{rule['id']}: {rule['help']}. {' '.join((node['failureSummary'] or '').split())}\n"
        f"    {node['target']} {node['html'][:200]}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]


def unreadable(page):
    """The texts whose contrast is too low, a line for each; of looks that no page had before."""
    known = [look for look, times in ASKED.items() if times >= ENOUGH]
    looks = page.evaluate(MARK_ONE_TEXT_OF_EACH_LOOK, known)
    assert looks, "a page without a text"
    ASKED.update(new := set(looks) - set(known))
    if not new:
        return []
    options = {"runOnly": ["color-contrast"], "resultTypes": ["violations", "passes"]}
    found = Axe().run(page, context={"include": [["[data-look]"]]}, options=options)
    judged = [node["target"][0] for rule in found.response["passes"] for node in rule["nodes"]]
    place = "(all) => all.map((one) => document.querySelector(one).dataset.look)"
    ASKED.update({looks[int(i)]: ENOUGH for i in page.evaluate(place, judged) if i})
    return _lines(found)


# Thousands of words of code and letters of formulas, about which no other rule asks anything.
DROP_THE_LETTERS_OF_CODE_AND_FORMULAS = """() => {
  for (const word of document.querySelectorAll(".highlight :not(:has(*))")) {
    word.replaceWith(...word.childNodes);
  }
  for (const formula of document.querySelectorAll("math")) {
    const { width, height } = formula.getBoundingClientRect();
    const box = document.createElement("span");
    box.style.cssText = `display: inline-block; width: ${width}px; height: ${height}px`;
    formula.replaceWith(box);
  }
}"""


def violations(page):
    """What axe finds on a page, a line for each element; the formulas are gone afterwards."""
    found = unreadable(page)
    page.evaluate(DROP_THE_LETTERS_OF_CODE_AND_FORMULAS)
    return found + _lines(Axe().run(page, options=AXE_OPTIONS))


SET_THEME = "(theme) => (document.documentElement.dataset.theme = theme)"


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

PAPER = {"width": 657, "height": 1001}  # what the margins leave of A4, in px
FIND_WHAT_IS_WIDER_THAN_THE_PAPER = """() =>
  [...document.querySelectorAll("main *:not(svg *, mspace)")]
    .filter((part) => part.checkVisibility())
    .filter((part) => part.getBoundingClientRect().right > innerWidth + 1 ||
      (getComputedStyle(part).overflowX !== "visible" &&
        part.scrollWidth > part.clientWidth + 1))
    .map((part) => `${part.tagName}.${part.className}: ${part.textContent.slice(0, 60)}`)"""


# ---------------------------------------------------------------- all views of a page


def ask_in_every_view(opened, subtests):
    """Ask a page that was just opened all questions that every page must answer.

    Each view is a subtest with its name, and a failure in one leaves the others to be asked.
    """
    page = opened.page

    def assert_nothing_is_cut_off():
        found = page.evaluate(FIND_WHAT_IS_CUT_OFF)
        assert not found, "let it wrap, shrink or scroll inside itself:\n" + "\n".join(found)

    opened.wait_until_live()
    for folds in ("folds closed", "folds open"):
        if folds == "folds open":
            page.evaluate(OPEN_ALL_FOLDS)
        for width in (1280, 768, 360):
            with subtests.test(f"{width} px, {folds}: nothing is cut off"):
                opened.resize({"width": width, "height": 740})
                assert_nothing_is_cut_off()
    with subtests.test("400 %: nothing is cut off"):
        opened.resize(ZOOMED)
        assert_nothing_is_cut_off()
    with subtests.test("400 %: the bar on top scrolls away"):
        page.evaluate("() => scrollTo(0, 300)")
        bar = page.locator(".top").bounding_box()
        assert bar["y"] + bar["height"] <= 0, "so few lines need all of the screen"
        page.evaluate("() => scrollTo(0, 0)")
    with subtests.test("print: nothing is wider than the paper"):
        page.emulate_media(media="print")
        opened.resize(PAPER)
        wide = page.evaluate(FIND_WHAT_IS_WIDER_THAN_THE_PAPER)
        assert not wide, "cut off at the right edge:\n" + "\n".join(wide)
    page.emulate_media(media="screen")
    with subtests.test("wide letters: nothing is cut off"):
        page.evaluate(ADOPT_STYLE, SPACED)
        opened.resize(WIDE)
        assert_nothing_is_cut_off()
    page.evaluate(ADOPT_STYLE, "")
    # all of what the page itself has done; axe, which runs in it, comes after
    with subtests.test("all views: it has a title, no error, no request to another machine"):
        assert page.title(), "a page needs a title"
        opened.assert_quiet()
    # The folds are open: axe does not look into what is folded away. A theme changes colors alone,
    # which are asked in all four views; every rule is asked in both themes and at both widths.
    for viewport, theme, ask in (
        (WIDE, "dark", unreadable),
        (NARROW, "light", unreadable),
        (WIDE, "light", violations),
        (NARROW, "dark", violations),
    ):
        opened.resize(viewport)
        page.evaluate(SET_THEME, theme)
        with subtests.test(f"{viewport['width']} px, {theme}: axe finds nothing"):
            found = ask(page)
            assert not found, "\n".join(found)
