"""What goes wrong around a page: a strict policy, a wrong address, a damaged figure, a drag."""

import copy
import html
import json
import math
import struct

import pytest
import yaml
from browsing import (
    CHAPTERS,
    NARROW,
    OPEN_ALL_FOLDS,
    PAGES,
    POLICY,
    ROOT,
    SITE,
    WIDE,
    built_explorables,
    read_page,
    root_path,
)
from bs4 import BeautifulSoup
from views import violations

START = "chapters/00_start.html"
CONFIG = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
MOVED = CONFIG["sphinx"]["config"]["moved_pages"]

# ---------------------------------------------------------------- a strict policy for content

# All tests of pages run under the policy, and each asserts that nothing went wrong. Here only
# that the policy is there, and that it is the one that the README of the site names.


def test_the_policy_is_strict_and_in_force(visit):
    opened = visit(START)
    # WebAssembly is Python on the page; code/website/README.md says why
    assert POLICY == "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"
    assert f"`{POLICY}`" in (ROOT / "code" / "website" / "README.md").read_text("utf-8")
    opened.page.evaluate(
        "() => { const style = document.createElement('style'); document.head.append(style);"
        " style.textContent = 'body { color: red }'; }"
    )
    opened.wait_until_drawn()
    assert "Content Security Policy" in "\n".join(opened.complaints)


@pytest.mark.parametrize("path", [*PAGES, "404.html", *(f"{old}.html" for old in MOVED)])
def test_no_style_and_no_script_stands_in_a_page(path, site):
    page = BeautifulSoup((SITE / path).read_text("utf-8"), "lxml")
    # what a page says it is to search engines is data, which no browser runs
    assert not page.select("style, [style], script:not([src]):not([type='application/ld+json'])")
    assert not [node for node in page.find_all(True) for name in node.attrs if name[:2] == "on"]


# ---------------------------------------------------------------- a wrong address, an old name


@pytest.mark.parametrize("wrong", ["gone", "chapters/gone.html", "a/b/c/?x=1", "../gone/"])
def test_a_wrong_address_at_any_depth_leads_back(wrong, site, visit, subtests):
    opened = visit("search.html")
    page = opened.page
    for viewport in (WIDE, NARROW):
        with subtests.test(f"{viewport['width']} px"):
            opened.resize(viewport)
            opened.go(f"{site}/{wrong}")
            heading = page.get_by_role("heading", level=1)
            assert heading.inner_text() == "This page is not here"
            size = heading.evaluate("(h) => getComputedStyle(h).fontSize")
            assert size != "32px", "the stylesheet did not come"
            assert len(opened.complaints) == 1, "the answer 404 itself, and nothing more"
            box = page.get_by_role("main").get_by_role("searchbox")
            box.fill("softmax")
            box.press("Enter")
            page.locator(".search-results a[href*='chapters/05_softmax']").first.wait_for()
            page.go_back()  # asks for it again
            page.get_by_role("link", name="the start of the course").click()
            page.wait_for_url(f"**/{START}")
            assert len(opened.complaints) == 2, opened.complaints


def test_axe_finds_nothing_in_the_page_for_a_missing_page(visit, subtests):
    opened = visit("chapters/gone.html")  # the same file answers every wrong address
    for viewport in (WIDE, NARROW):
        opened.resize(viewport)
        with subtests.test(f"{viewport['width']} px"):
            assert not violations(opened.page)


def test_every_link_of_the_page_for_a_missing_page_leads_somewhere(site):
    page = BeautifulSoup((SITE / "404.html").read_text("utf-8"), "lxml")
    found = [node.get(name) for node in page.find_all(True) for name in ("href", "src", "action")]
    inside = [link for link in found if link and not link.startswith(("https:", "#"))]
    assert len(inside) > 20
    for link in inside:
        assert link.startswith(f"{root_path()}/"), link
        name = link.removeprefix(f"{root_path()}/").partition("?")[0].partition("#")[0]
        assert (SITE / name).is_file(), link


@pytest.mark.parametrize("scheme", ["http", "file"])
@pytest.mark.parametrize("old", MOVED)
def test_an_old_name_leads_to_the_new_one(old, scheme, site, reader):
    opened = reader("search.html", scheme)
    address = f"{site}/{old}.html" if scheme == "http" else (SITE / f"{old}.html").as_uri()
    opened.go(address, wait_until="commit")  # it leads on before it has loaded itself
    opened.page.wait_for_url(f"**/{MOVED[old]}.html")
    opened.assert_quiet()
    link = BeautifulSoup((SITE / f"{old}.html").read_text("utf-8"), "lxml").select_one("main a")
    target = ((SITE / old).parent / link["href"]).resolve()
    assert target == (SITE / f"{MOVED[old]}.html").resolve(), "for browsers that do not lead on"


# ---------------------------------------------------------------- what others show beside a link


@pytest.mark.parametrize("path", CHAPTERS)
def test_a_page_has_a_card(path, site):
    head = read_page(path).head
    tags = {tag["property"]: tag["content"] for tag in head.select("meta[property]")}
    owner_and_name = CONFIG["repository"]["url"].split("/")[-2:]
    base = "https://{}.github.io/{}/".format(*owner_and_name)
    assert tags["og:url"] == head.select_one("link[rel=canonical]")["href"] == base + path
    assert head.title.get_text().startswith(tags["og:title"])
    assert 40 < len(tags["og:description"]) <= 200
    assert head.select_one("meta[name='twitter:card']")["content"] == "summary_large_image"
    picture = (SITE / tags["og:image"].removeprefix(base)).read_bytes()
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", picture[16:24]) == (1200, 630)
    assert len(picture) < 100_000


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of a package that sets formulas
def test_each_card_is_its_own_and_the_same_on_every_run(site):
    from website.cards import card

    pictures = [(SITE / path).read_bytes() for path in SITE.glob("_static/cards/*.png")]
    assert len(set(pictures)) == len(pictures) == len(CHAPTERS)
    words = ("Softmax and all that it touches", "Chapter 5")
    assert card(*words).tobytes() == card(*words).tobytes()


# ---------------------------------------------------------------- a damaged state, a long drag


PLACE = "the state"


def stored_figures():
    """The first figure of each name, as its page has it: (name, state, HTML without the state)."""
    first = {name: (path, place) for path, name, place in reversed(built_explorables())}
    for name, (path, place) in sorted(first.items()):
        root = copy.copy(read_page(path).select("[data-explorable]")[place])
        state = json.loads(root["data-state"])
        root["data-state"] = PLACE
        yield name, state, str(root)


def open_page_of(figures, visit, hidden=0):
    """Open a page of these figures: (their HTML, the text of their state); the first are hidden."""
    roots = [text.replace(PLACE, html.escape(state), 1) for text, state in figures]
    roots = f"<div hidden>{''.join(roots[:hidden])}</div>{''.join(roots[hidden:])}"
    scripts = [*SITE.glob("_static/explorables.js"), *SITE.glob("_static/figure_*.js")]
    listed = " ".join(f"../_static/{script.name}" for script in scripts)
    heads = f'<script src="../_static/theme.js" data-explorables="{listed}"></script>'
    heads += '<link rel="stylesheet" href="../_static/course.css">'
    text = (
        f'<!DOCTYPE html><html lang="en"><head>{heads}<title>x</title></head><body>{roots}</body>'
    )
    opened = visit("search.html", viewport=WIDE)
    opened.context.route("**/figures.html", lambda route: route.fulfill(
        body=text, content_type="text/html; charset=utf-8"))  # fmt: skip
    return opened.go(opened.page.url.replace("search.html", "chapters/figures.html"))


MARKUP = "<img src=x onerror='document.title = 1'>"


def with_every(value, make):
    """The value with each string and number in it replaced."""
    if isinstance(value, dict):
        return {name: with_every(one, make) for name, one in value.items()}
    if isinstance(value, list):
        return [with_every(one, make) for one in value]
    return value if isinstance(value, bool) else make(value)


def hostile(state):
    """Texts of states that no figure may draw."""
    yield from ("", "{", "null", "[]", "{}", "7", '"text"')
    for value in (None, MARKUP, 1e308, -1e308, [], [None] * 3000):
        yield json.dumps(dict.fromkeys(state, value))
    yield json.dumps(state).replace("{", '{"__proto__": 1, "', 1)  # no JSON any more
    for name in state:
        yield json.dumps({key: value for key, value in state.items() if key != name})
        yield json.dumps({**state, name: None})


def test_a_damaged_state_leaves_the_stored_figure_and_says_so(visit):
    figures = list(stored_figures())
    bad = [(text, one) for _, state, text in figures for one in hostile(state)]
    good = [(text, json.dumps(state)) for _, state, text in figures]
    opened = open_page_of([*bad, *good], visit, hidden=len(bad))  # to draw them takes most time
    opened.wait_until_live()
    read = """() => [...document.querySelectorAll("[data-explorable]")].map((root) => [
      root.dataset.explorable, "ready" in root.dataset, root.textContent])"""
    shown = opened.page.evaluate(read)
    assert len(bad) > 400
    assert len(shown) == len(bad) + len(good)
    numbers = {text: BeautifulSoup(text, "lxml").dl.get_text().strip() for text, _ in good}
    for (text, state), (name, ready, said) in zip(bad, shown, strict=False):
        assert not ready, f"{name} draws this: {state[:200]}"
        assert said.endswith("This figure cannot be moved: what is stored for it is damaged. "
                             "What it says above holds.")  # fmt: skip
        assert numbers[text] in said, name
    assert all(ready for _, ready, _ in shown[len(bad) :]), "the others must live"
    surprises = [line for line in opened.complaints if "the figure stays still" not in line]
    assert not surprises


def test_texts_of_a_state_are_never_markup(visit):
    def make(value):
        return MARKUP if isinstance(value, str) else value

    figures = [(text, json.dumps(with_every(state, make))) for _, state, text in stored_figures()]
    opened = open_page_of(figures, visit)
    opened.wait_until_live()
    assert opened.page.locator("img").count() == 0
    assert opened.page.title() == "x"
    surprises = [line for line in opened.complaints if "the figure stays still" not in line]
    assert not surprises


def test_without_the_script_of_the_figures_no_empty_place_is_kept(site, visit):
    opened = visit("search.html")
    opened.page.route("**/explorables.js*", lambda route: route.abort())
    opened.go(f"{site}/chapters/05_softmax.html")
    root = opened.page.locator("[data-explorable=triangle]")
    last = root.locator(".explorable-numbers").bounding_box()
    box = root.bounding_box()
    assert box["y"] + box["height"] - (last["y"] + last["height"]) < 40


# A drag, by hand: one draw for every forty moves, as on a busy machine.
DRAG = """async ([root, moves]) => {
  const frame = () => new Promise(requestAnimationFrame);
  const targets = [...root.querySelectorAll("[role=slider], input[type=range]")];
  for (let i = 0; i < moves && targets.length; i++) {
    const target = targets[Math.floor((i / moves) * targets.length)];
    if (target.matches("input")) {
      target.value = Number(target.min) + Math.random() * (target.max - target.min);
      target.dispatchEvent(new Event("input", { bubbles: true }));
    } else {
      const box = target.ownerSVGElement.getBoundingClientRect();
      const x = box.x + Math.random() * box.width, y = box.y + Math.random() * box.height;
      const event = (type) => target.dispatchEvent(new PointerEvent(type, { pointerId: 1, clientX: x, clientY: y, bubbles: true }));
      ["pointerdown", "pointermove", "pointerup"].forEach(event);
    }
    if (i % 40 === 0) await frame();
  }
  await frame();
}"""  # noqa: E501
# a pointer that an event names but that does not exist cannot be captured
CAPTURE = """() => {
  Element.prototype.setPointerCapture = () => {};
  Element.prototype.hasPointerCapture = () => true;
}"""


@pytest.mark.parametrize("part", range(PARTS := 6))  # the garbage of few is soon collected
def test_a_long_drag_leaks_nothing(part, visit):
    figures = list(stored_figures())[part::PARTS]
    opened = open_page_of([(text, json.dumps(state)) for _, state, text in figures], visit)
    opened.wait_until_live()
    page = opened.page
    session = opened.context.new_cdp_session(page)
    session.send("Performance.enable")
    page.evaluate(CAPTURE)

    def used():
        """What the page holds when no more of it can be freed."""
        opened.wait_until_drawn()
        size = math.inf
        while True:
            session.send("HeapProfiler.collectGarbage")
            found = session.send("Performance.getMetrics")["metrics"]
            counts = {one["name"]: one["value"] for one in found}
            if counts["JSHeapUsedSize"] > 0.99 * size:  # what the first frees may hold more
                return counts
            size = counts["JSHeapUsedSize"]

    page.evaluate(OPEN_ALL_FOLDS)
    leaks = []
    roots = page.query_selector_all("[data-explorable]")
    for root, (name, _, _) in zip(roots, figures, strict=True):
        root.scroll_into_view_if_needed()
        page.evaluate(DRAG, [root, 40])  # caches fill, texts come and go
        before = used()  # two figures keep the steps of a training, up to the last
        page.evaluate(DRAG, [root, 200])
        after = used()
        # Chromium keeps the options that a list had before, which are six nodes each
        nodes = 40 + 6 * len(root.query_selector_all("option"))
        for what, most in (("Nodes", nodes), ("JSEventListeners", 0), ("JSHeapUsedSize", 2e6)):
            if after[what] - before[what] > most:
                leaks.append(f"{name}: {after[what] - before[what]:.0f} more {what}")
    assert not leaks, leaks
    opened.assert_quiet()
