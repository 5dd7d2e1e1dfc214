"""What may go wrong around a page: a strict policy, a wrong address, a damaged figure, a long drag."""

import struct

import pytest
import yaml
from bs4 import BeautifulSoup
from conftest import NARROW, POLICY, ROOT, SITE, WIDE, built_pages, read_page, root_path
from playwright.sync_api import expect
from test_site import violations

START = "chapters/00_start.html"
CONFIG = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
MOVED = CONFIG["sphinx"]["config"]["moved_pages"]
BOOK = [path for path in built_pages() if path.startswith("chapters/")]

# ---------------------------------------------------------------- a strict policy for content

# All tests of pages run under the policy, and each asserts that nothing went wrong. Here only
# that the policy is there, and that it is the one that CONTRIBUTING.md names.


def test_the_policy_is_strict_and_in_force(visit):
    opened = visit(START)
    assert POLICY == "default-src 'self'"
    assert f"`{POLICY}`" in (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    opened.page.evaluate(
        "() => { const style = document.createElement('style'); document.head.append(style);"
        " style.textContent = 'body { color: red }'; }"
    )
    opened.wait_until_drawn()
    assert "Content Security Policy" in "\n".join(opened.complaints)


@pytest.mark.parametrize("path", [*built_pages(), "404.html", *(f"{old}.html" for old in MOVED)])
def test_no_style_and_no_script_stands_in_a_page(path, site):
    page = BeautifulSoup((SITE / path).read_text("utf-8"), "lxml")
    assert not page.select("style, [style], script:not([src])")
    assert not [node for node in page.find_all(True) for name in node.attrs if name[:2] == "on"]


# ---------------------------------------------------------------- a wrong address, an old name


@pytest.mark.parametrize("wrong", ["gone", "chapters/gone.html", "a/b/c/?x=1", "../gone/"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_wrong_address_at_any_depth_leads_back(wrong, viewport, visit):
    opened = visit(wrong, viewport=viewport)
    page = opened.page
    heading = page.get_by_role("heading", level=1)
    assert heading.inner_text() == "This page is not here"
    size = heading.evaluate("(h) => getComputedStyle(h).fontSize")
    assert size != "32px", "the stylesheet did not come"
    assert len(opened.complaints) == 1, "the answer 404 itself, and nothing more"
    assert not violations(page)
    box = page.get_by_role("main").get_by_role("searchbox")
    box.fill("softmax")
    box.press("Enter")
    page.locator("#search-results a[href*='05_softmax']").first.wait_for()
    page.go_back()
    page.get_by_role("link", name="the start of the course").click()
    page.wait_for_url(f"**/{START}")
    assert len(opened.complaints) == 1, opened.complaints


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
def test_an_old_name_leads_to_the_new_one(old, scheme, site, visit):
    opened = visit("search.html", scheme)
    address = f"{site}/{old}.html" if scheme == "http" else (SITE / f"{old}.html").as_uri()
    opened.go(address, wait_until="commit")  # it leads on before it has loaded itself
    opened.page.wait_for_url(f"**/{MOVED[old]}.html")
    opened.assert_quiet()
    link = BeautifulSoup((SITE / f"{old}.html").read_text("utf-8"), "lxml").select_one("main a")
    target = ((SITE / old).parent / link["href"]).resolve()
    assert target == (SITE / f"{MOVED[old]}.html").resolve(), "for browsers that do not lead on"


# ---------------------------------------------------------------- what others show beside a link


@pytest.mark.parametrize("path", BOOK)
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


def test_each_card_is_its_own_and_the_same_on_every_run(site):
    from logitlab.sphinx_extension.cards import card

    pictures = [(SITE / path).read_bytes() for path in SITE.glob("_static/cards/*.png")]
    assert len(set(pictures)) == len(pictures) == len(BOOK)
    words = ("Softmax and all that it touches", "Chapter 5")
    assert card(*words).tobytes() == card(*words).tobytes()
