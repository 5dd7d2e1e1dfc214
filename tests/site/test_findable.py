"""What machines read: the map of the site, the feed of its changes, what each page says it is."""

import json
import re
import xml.etree.ElementTree as ET
from importlib.metadata import version

import pytest
from browsing import CHAPTERS, ROOT, SITE, read_page, source

from website.findable import feed

OWN = [path for path in CHAPTERS if "/source/" not in path]
ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_map_names_each_page_by_its_canonical_address_and_no_solution():
    tree = ET.fromstring((SITE / "sitemap.xml").read_bytes())
    places = [node.text for node in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert len(places) == len(set(places)) >= len(OWN)
    for path in OWN:
        assert read_page(path).select_one("link[rel=canonical]")["href"] in places
    assert not any("/source/" in place for place in places)
    robots = (SITE / "robots.txt").read_text("utf-8")
    assert re.search(r"^Sitemap: https://\S+/sitemap.xml$", robots, re.MULTILINE)


@pytest.mark.parametrize("path", OWN)
def test_a_page_says_what_it_is(path):
    page = read_page(path)
    data = json.loads(page.select_one("script[type='application/ld+json']").string)
    assert data["@context"] == "https://schema.org"
    course = data if path.endswith("00_start.html") and "assign" not in path else data["isPartOf"]
    # what search engines ask of a course: its name, what it is about, and who gives it
    assert course["@type"] == "Course" and course["provider"]["name"]
    assert course["name"] == "From Scores to Surprise" and len(course["description"]) > 40
    if course is data:
        assert data["hasCourseInstance"]["courseMode"] == "Online"
        assert data["offers"]["category"] == "Free"
    else:
        assert data["@type"] == "LearningResource"
        assert data["url"] == page.select_one("link[rel=canonical]")["href"]
        assert data["name"] in page.title.text
    assert len(data["description"]) > 20
    assert "</" not in source(path).split("ld+json")[1].split("</script>")[0]


def test_a_description_tells_no_fine_print():
    text = read_page("chapters/00_start.html").select_one("meta[name=description]")["content"]
    assert "at 31 °F. Rubber" in text, text


def test_the_origin_of_the_course_is_one_link_away(site):
    for path in OWN:
        texts = {link.text for link in read_page(path).select("footer a")}
        assert {f"Version {version('logitlab')}", "Source", "Changes", "How to cite"} <= texts


def test_the_feed_has_an_entry_for_each_release():
    text = "## [Unreleased]\n\n- soon\n\n## [0.2.0] - 2026-12-01\n\n### Added\n\n- a < b\n\n"
    text += "## [0.1.0] - 2026-11-01\n\n- first\n"
    tree = ET.fromstring(feed(text, "Course", "https://example.org/"))
    entries = tree.findall(f"{ATOM}entry")
    assert [one.find(f"{ATOM}title").text for one in entries] == ["Course 0.2.0", "Course 0.1.0"]
    assert entries[0].find(f"{ATOM}content").text == "### Added\n\n- a < b"
    assert tree.find(f"{ATOM}updated").text == "2026-12-01T00:00:00Z"
    built = ET.fromstring((SITE / "changes.xml").read_bytes())
    released = re.findall(r"^## \[\d", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert len(built.findall(f"{ATOM}entry")) == len(released)
