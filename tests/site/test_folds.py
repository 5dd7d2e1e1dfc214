"""What is folded away or beside the text: exercises, what goes deeper, fine print, the card.

A small book shows each of them once, whatever the chapters hold.
"""

import pytest
from browsing import NARROW, WIDE, Visit, served
from playwright.sync_api import expect
from small_book import build_book, site_of, write_book
from views import ask_in_every_view

TOC = "format: jb-book\nroot: chapters/00_start\nchapters:\n  - file: chapters/references\n"
PAGES = {
    "references.md": "# References\n\n```{bibliography}\n```\n",
    "references.bib": "",
    "00_start.md": """# Start

::::{admonition} Before you start
:class: card
**25 minutes**, after nothing.

:::{dropdown} What you will be able to do
- start
:::
::::

(near)=
It was seen early,[^early] and forgotten. The odds rise.[^odds] They fall.

- An item.[^item] And more.

:::{note}
A box of the same width as the text.
:::

[^early]: In the **year** 1844, see [the references](references.md).
[^odds]: With $p$ between 0 and 1.
[^item]: Of a list.

## One

A step.

### Go deeper: all slopes in one table

There are many.

## Two

::::{exercise} Add
:label: ex-add
*About 10 minutes.*

Add them.

:::{dropdown} Hint 1
Two and two.
:::
::::

:::{solution} ex-add
Four.
:::

After the exercise.
""",
}


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """The site of the small book."""
    return site_of(tmp_path_factory.mktemp("folds"), TOC, PAGES)


@pytest.fixture
def visit(book, browser):
    """A function that opens an address of the small book."""
    visits = []
    with served(book) as address:

        def open_page(path="chapters/00_start.html", **options):
            visits.append(Visit(browser, **options))
            return visits[-1].go(f"{address}/{path}")

        yield open_page
        for opened in visits:
            opened.context.close()


def test_they_answer_the_questions_that_every_page_must(visit, subtests):
    ask_in_every_view(visit(), subtests)


def test_the_card_is_a_line_that_holds_the_objectives(visit):
    card = visit().page.locator(".card")
    assert card.bounding_box()["height"] < 32
    expect(card).to_have_css("border-top-width", "0px")
    card.get_by_text("What you will be able to do").click()
    expect(card.get_by_role("listitem")).to_be_visible()


def test_an_exercise_is_one_line_with_its_number_title_and_minutes(visit):
    page = visit().page
    fold = page.locator(".exercise-fold")
    assert fold.locator("> summary").inner_text().split() == "Exercise 1 Add 10 minutes".split()
    assert fold.bounding_box()["height"] < 60
    fold.locator("> summary").click()
    expect(page.get_by_text("Add them.")).to_be_visible()
    assert "About 10 minutes" not in fold.text_content(), "it stands in the line already"
    expect(page.get_by_text("Two and two.")).to_be_hidden()
    expect(page.get_by_text("Four.")).to_be_hidden()
    fold.get_by_text("Solution to Exercise 1").click()
    expect(page.get_by_text("Four.")).to_be_visible()
    assert fold.get_by_text("After the exercise.").count() == 0


@pytest.mark.parametrize(
    ("place", "text"),
    [("go-deeper-all-slopes-in-one-table", "There are many."), ("ex-add", "Add them.")],
)
@pytest.mark.parametrize("script", [True, False])
def test_an_address_that_leads_into_a_fold_opens_it(visit, place, text, script):
    page = visit(f"chapters/00_start.html#{place}", java_script_enabled=script).page
    expect(page.get_by_text(text)).to_be_visible()


def test_an_address_opens_a_fold_on_the_page_that_is_open(visit):
    page = visit().page
    page.evaluate("location.hash = 'ex-add'")
    expect(page.get_by_text("Add them.")).to_be_visible()


def test_go_deeper_is_a_label_and_a_title(visit):
    fold = visit().page.locator("details.deeper")
    assert fold.locator("summary").inner_text().split("\n")[-1].startswith("Go deeper")
    assert "All slopes in one table" in fold.locator("summary").inner_text()
    assert fold.get_by_role("heading").count() == 0, "its title is the line that opens it"


def test_a_note_stands_in_the_margin_beside_its_sentence(visit):
    page = visit(viewport=WIDE).page
    notes = page.locator(".fine-print")
    text = page.locator("p.has-note, .has-note p").first.bounding_box()
    boxes = [note.bounding_box() for note in notes.all()]
    assert len(boxes) == 3
    for box in boxes:
        assert box["x"] >= text["x"] + text["width"] + 24
        assert box["x"] + box["width"] <= WIDE["width"]
    assert abs(boxes[0]["y"] - text["y"]) < 12
    for above, below in zip(boxes, boxes[1:], strict=False):
        assert below["y"] >= above["y"] + above["height"], "one note covers the next"
    assert page.locator(".noted > input").first.is_hidden(), "there is nothing to open"


@pytest.mark.parametrize("script", [True, False])
def test_a_note_opens_in_place_on_a_phone(visit, script):
    page = visit(viewport=NARROW, java_script_enabled=script).page
    note = page.locator(".fine-print").first
    mark = page.get_by_role("checkbox", name="Note 1")
    assert note.bounding_box()["height"] <= 1
    mark.press("Space")
    box, sentence = note.bounding_box(), page.get_by_text("It was seen early").bounding_box()
    assert box["height"] > 20
    assert sentence["y"] < box["y"] < sentence["y"] + sentence["height"]
    assert page.locator(".fine-print").nth(1).bounding_box()["height"] <= 1, (
        "the others stay closed"
    )
    mark.click()
    assert note.bounding_box()["height"] <= 1


def test_a_hidden_note_shows_while_its_link_has_the_focus(visit):
    page = visit(viewport=NARROW).page
    page.locator(".fine-print a").focus()
    assert page.locator(".fine-print").first.bounding_box()["height"] > 20


@pytest.mark.parametrize("viewport", [WIDE, NARROW])
def test_a_screen_reader_hears_a_note_after_its_sentence(visit, viewport):
    opened = visit(viewport=viewport)
    session = opened.context.new_cdp_session(opened.page)
    tree = {node["nodeId"]: node for node in session.send("Accessibility.getFullAXTree")["nodes"]}

    def spoken(node):
        if node["role"]["value"] == "StaticText" and not node["ignored"]:
            return [node["name"]["value"].strip()]
        return [text for child in node["childIds"] if child in tree for text in spoken(tree[child])]

    parts = spoken(next(iter(tree.values())))
    assert parts.count("1") == (viewport == WIDE), "its number is said once: a checkbox has a name"
    heard = " ".join(part for part in parts if not part.isdigit())
    assert "and forgotten. In the year 1844" in heard
    assert "The odds rise. With" in heard and "They fall." in heard.partition("between 0 and 1")[2]


def test_on_paper_notes_and_exercises_are_printed_and_solutions_stay_folded(visit):
    page = visit().page
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 657, "height": 1001})
    for text in ("In the year 1844", "Of a list.", "Add them."):
        place = page.get_by_text(text).last
        assert place.bounding_box()["height"] > 10, text
    assert page.locator(".noted > input").first.is_hidden()
    expect(page.get_by_text("Four.")).to_be_hidden()


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ("Twice.[^odds]", "one paragraph, one reference"),
        ("Long.[^long]\n\n[^long]: One.\n\n    Two.", "one paragraph, one reference"),
        ("## Go deeper: too high\n\nText.", "level 3"),
    ],
)
def test_what_would_not_read_well_stops_the_build(tmp_path, wrong, complaint):
    start = PAGES["00_start.md"]
    write_book(tmp_path, TOC, {**PAGES, "00_start.md": f"{start}\n{wrong}\n"})
    result, _ = build_book(tmp_path)
    assert result.returncode == 1
    assert complaint in result.stderr
