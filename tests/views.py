"""The views of a page, and what is asked in each: each page is opened once, then resized.

To open a chapter takes longer than most questions about it.
"""

from collections import Counter

from axe_playwright_python.base import AXE_SCRIPT
from browsing import NARROW, WIDE

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
        # asked apart, of one element of each look
        "color-contrast": {"enabled": False},
        "link-in-text-block": {"enabled": False},
    },
    "resultTypes": ["violations"],
}

# Axe is in the page once it was asked there; `context` says of which elements it is asked. Gives a
# line for each element that breaks a rule, and the looks (see below) that it found to be right.
ASK_AXE = """async ([context, options]) => {
  const all = { ...options, elementRef: true };
  const { violations, passes } = await axe.run(context ?? document, all);
  const lines = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ failureSummary, target, html }) => {
      const why = (failureSummary ?? "").replace(/\\s+/g, " ");
      return `${id}: ${help}. ${why}\\n    ${target} ${html.slice(0, 200)}`;
    }));
  const right = passes.flatMap(({ id, nodes }) =>
    nodes.map(({ element }) => element.getAttribute(`data-${id}`)));
  return { lines, right: right.filter(Boolean) };
}"""


def _ask_axe(page, options, context=None):
    if not page.evaluate("() => 'axe' in globalThis"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(ASK_AXE, [context, options])


# Contrast takes axe 5 ms a text or link, and a chapter has a thousand texts of some hundred looks.
# What it answers follows from the look, so of all that look the same one is asked: the longest
# text, since axe does not judge a single letter, nor the texts of a chart; the link with most words
# around it, since axe judges those within a text alone. Most looks are those of every page: one
# that axe has judged is not asked again, nor one of which it could not tell five times.
ASKED = Counter()
ENOUGH = 5
RULES_OF_LOOKS = ["color-contrast", "link-in-text-block"]
MARK_ONE_ELEMENT_OF_EACH_LOOK = """([rules, known]) => {
  const [ofTexts, ofLinks] = rules;
  for (const rule of rules) {
    const mark = `data-${rule}`;
    for (const old of document.querySelectorAll(`[${mark}]`)) old.removeAttribute(mark);
  }
  const looks = new Map();
  function note(rule, look, node, size) {
    const key = `${rule}: ${look.join()}`;
    if (!(looks.get(key)?.size >= size)) looks.set(key, { rule, node, size });
  }
  const papers = new Map([[null, []]]); // what lies behind a node, from the back to the front
  function papersOf(node) {
    if (!papers.has(node)) {
      const { backgroundColor, backgroundImage, opacity } = getComputedStyle(node);
      const paper = `${backgroundColor} ${backgroundImage} ${opacity}`;
      const behind = papersOf(node.parentElement);
      papers.set(node, paper === behind.at(-1) ? behind : [...behind, paper]);
    }
    return papers.get(node);
  }
  const isVisible = (node) => node.checkVisibility({ visibilityProperty: true });
  for (const node of document.body.querySelectorAll("*")) {
    const own = [...node.childNodes].filter((child) => child.nodeType === Node.TEXT_NODE);
    const length = own.map((child) => child.data.trim()).join("").length;
    if (length < 2 || node instanceof SVGElement || !isVisible(node)) continue;
    const { color, fontSize, fontWeight } = getComputedStyle(node);
    note(ofTexts, [node.tagName, color, fontSize, fontWeight, ...papersOf(node)], node, length);
  }
  const lengthOf = (node) => node.textContent.trim().length;
  const styleOf = (node) => {
    const { color, font, textDecorationLine, border } = getComputedStyle(node);
    return [color, font, textDecorationLine, border, ...papersOf(node)];
  };
  for (const link of document.links) {
    if (!isVisible(link)) continue;
    let block = link.parentElement;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    const linked = [...block.querySelectorAll("a")].map(lengthOf).reduce((sum, n) => sum + n, 0);
    const size = lengthOf(block) - 2 * linked;
    if (size <= 0 && !block.querySelector("br, hr")) continue; // a list of links is no text
    note(ofLinks, [link.className, ...styleOf(link), ...styleOf(block)], link, size);
  }
  const keys = [...looks.keys()];
  keys.forEach((key, i) => {
    const { rule, node } = looks.get(key);
    if (!known.includes(key)) node.setAttribute(`data-${rule}`, i);
  });
  return keys;
}"""


def unreadable(page):
    """The texts and links that cannot be told from what is around them, a line for each.

    Only those are asked whose look no page had before.
    """
    known = [look for look, times in ASKED.items() if times >= ENOUGH]
    looks = page.evaluate(MARK_ONE_ELEMENT_OF_EACH_LOOK, [RULES_OF_LOOKS, known])
    assert looks, "a page without a text"
    ASKED.update(new := set(looks) - set(known))
    if not new:
        return []
    options = {"runOnly": RULES_OF_LOOKS, "resultTypes": ["violations", "passes"]}
    marked = [[f"[data-{rule}]"] for rule in RULES_OF_LOOKS if any(rule in look for look in new)]
    found = _ask_axe(page, options, {"include": marked})
    ASKED.update({looks[int(i)]: ENOUGH for i in found["right"]})
    return found["lines"]


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


def breaches(page):
    """The same for all other rules of axe; the formulas of the page are gone afterwards."""
    page.evaluate(DROP_THE_LETTERS_OF_CODE_AND_FORMULAS)
    return _ask_axe(page, AXE_OPTIONS)["lines"]


def violations(page):
    """All that axe finds on a page, a line for each element; the formulas are gone afterwards."""
    return unreadable(page) + breaches(page)


SET_THEME = "(theme) => (document.documentElement.dataset.theme = theme)"


def violations_in_both_themes(page):
    """The same in the dark theme and in the light one, which stays.

    A theme changes colors alone, so all rules but those of looks are asked once.
    """
    page.evaluate(SET_THEME, "dark")
    dark = [f"dark: {line}" for line in unreadable(page)]
    page.evaluate(SET_THEME, "light")
    return dark + violations(page)


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
    if (node.localName === "math" && !scrolls(node)) {
      let text = node.parentElement;
      while (/^(inline|contents)$/.test(getComputedStyle(text).display)) text = text.parentElement;
      const { right, width } = text.getBoundingClientRect();
      if (width > 1 && box.right > right + 0.5) report("sticks out of its text", node);
    }
    if (node instanceof SVGElement) continue;
    const style = getComputedStyle(node);
    if (hides(style.overflowX) && node.scrollWidth > node.clientWidth + 1)
      report("hides a part of its width", node);
    if (hides(style.overflowY) && node.scrollHeight > node.clientHeight + 1)
      report("hides a part of its height", node);
  }
  return found;
}"""

# ---------------------------------------------------------------- figures in any size

# The label of a checkbox or radio button is part of its target.
FIND_SMALL_TARGETS = """() =>
  [...document.querySelectorAll("[data-explorable] :is([role=slider], input, button, a)")]
    .filter((el) => el.checkVisibility({ visibilityProperty: true }))
    .map((el) => [el, (el.closest("label") ?? el).getBoundingClientRect()])
    .filter(([, box]) => box.width < 24 || box.height < 24)
    .map(([el, box]) => `${box.width} x ${box.height} px: ${el.outerHTML}`)"""
FIND_BROKEN_WORDS = """() =>
  [...document.querySelectorAll(".explorable-title")].flatMap(({ firstChild: title }) =>
    [...title.data.matchAll(/[^ ]+/g)].filter((word) => {
      const range = document.createRange();
      range.setStart(title, word.index);
      range.setEnd(title, word.index + word[0].length);
      return new Set(Array.from(range.getClientRects(), (line) => line.top)).size > 1;
    }).map(([word]) => `${word} in ${title.data}`))"""


# ---------------------------------------------------------------- other sizes

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

# closes only what it has opened
TURN_FOLDS = """(open) => {
  for (const fold of document.querySelectorAll("details:not([open]), details[data-turned]")) {
    fold.dataset.turned = "";
    fold.open = open;
  }
}"""


def ask_in_every_view(opened, subtests):
    """Ask a page that was just opened all questions that every page must answer.

    Each view is a subtest with its name, and a failure in one leaves the others to be asked. To
    resize a page costs more than most questions, so all of one size are asked together.
    """
    page = opened.page

    def turn_folds(folds):
        page.evaluate(TURN_FOLDS, folds == "open")
        opened.wait_until_drawn()

    def ask_what_is_cut_off(view):
        with subtests.test(f"{view}: nothing is cut off"):
            found = page.evaluate(FIND_WHAT_IS_CUT_OFF)
            assert not found, "let it wrap, shrink or scroll inside itself:\n" + "\n".join(found)

    def ask_figures(view):
        with subtests.test(f"{view}: targets are large enough for a finger"):
            small = page.evaluate(FIND_SMALL_TARGETS)
            assert not small, "make these at least 24 px wide and high:\n" + "\n".join(small)
        with subtests.test(f"{view}: no word of a figure's title is broken"):
            broken = page.evaluate(FIND_BROKEN_WORDS)
            assert not broken, f"there is no room for {broken} beside the buttons"

    def ask_axe(view, theme, ask):
        page.evaluate(SET_THEME, theme)
        with subtests.test(f"{view}, {theme}: axe finds nothing"):
            found = ask(page)
            assert not found, "\n".join(found)

    opened.wait_until_live()
    opened.resize(WIDE)
    ask_what_is_cut_off("1280 px, folds closed")
    turn_folds("open")
    ask_what_is_cut_off("1280 px, folds open")
    ask_figures("1280 px")
    page.evaluate(ADOPT_STYLE, SPACED)
    opened.wait_until_drawn()
    ask_what_is_cut_off("wide letters")
    page.evaluate(ADOPT_STYLE, "")
    # The folds are open: axe does not look into what is folded away. A theme changes colors alone,
    # which are asked in all four views; every rule is asked in both themes and at both widths.
    ask_axe("1280 px", "dark", unreadable)
    ask_axe("1280 px", "light", unreadable)

    opened.resize({"width": 768, "height": 740})
    ask_what_is_cut_off("768 px, folds open")
    turn_folds("closed")
    ask_what_is_cut_off("768 px, folds closed")
    turn_folds("open")

    opened.resize(ZOOMED)
    ask_what_is_cut_off("400 %")
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

    opened.resize(NARROW)
    ask_what_is_cut_off("360 px, folds open")
    ask_figures("360 px")
    turn_folds("closed")
    ask_what_is_cut_off("360 px, folds closed")
    turn_folds("open")
    ask_axe("360 px", "light", unreadable)
    ask_axe("360 px", "dark", unreadable)
    # all of what the page itself has done; the other rules of axe, which change it, come after
    with subtests.test("all views: it has a title, no error, no request to another machine"):
        assert page.title(), "a page needs a title"
        opened.assert_quiet()
    ask_axe("360 px, all rules", "dark", breaches)
    opened.resize(WIDE)
    ask_axe("1280 px, all rules", "light", breaches)
