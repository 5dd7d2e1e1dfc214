"""Predictions that a reader commits: what the build makes of them, and what the page does."""

import json
import re

import nbformat
import pytest
from browsing import NARROW, PAGES, WIDE, StrictHandler, Visit, read_page, served, source
from bs4 import BeautifulSoup
from playwright.sync_api import expect
from small_book import build_book, write_book
from test_print import FIND_WHAT_TO_PRESS
from test_progress import FORBIDDEN, KEY
from views import FIND_WHAT_IS_CUT_OFF, violations_in_both_themes

PAGE = "chapters/01_sigmoid.html"

TOC = """
format: jb-book
root: chapters/00_start
chapters:
  - file: chapters/01_sigmoid
  - file: chapters/glossary
  - file: chapters/references
"""
NUMBER = """:::{admonition} Predict
:class: predict
:name: predict-gap
Two scores differ by 0.01. By how much do the shares differ?
:::"""
NUMBER_ANSWER = """:::{dropdown} Answer
**Never more than half the gap.**

**0.005 ± 0.0005**
: Half the gap.

0.01
: That is the gap of the *scores*.

*anything else*
: Try the slope at the middle.
:::"""
PERCENT = """:::{admonition} Predict
:class: predict
:name: predict-percent
How large is the share?
:::

:::{dropdown} Answer
It follows from the ratio.

33 ± 3 %
: That is an equal split.

**57 ± 3 %**
: More than half.
:::"""
CHOICE = """:::{admonition} Predict
:class: predict
:name: predict-way
2 is added to all scores. Where does the point go?
:::

:::{dropdown} Answer
Nothing moves.

toward *A*
: Only if A alone rises.

**it stays at $p$**
: Each pile grows by the same factor.

to 0 or to 1
: All shares would have to change.
:::"""
ORDER = """:::{admonition} Predict
:class: predict
:name: predict-order
Sort from small to large.
:::

:::{dropdown} Answer
By the score.

1. σ(−1)

   Below one half.
2. σ(0)
3. σ(1)
:::"""
MARK = """:::{admonition} Predict
:class: predict
:name: predict-mark
At which temperature does A get more than two thirds?
:::

:::{dropdown} Answer
Below 1.

**triangle.temperature = 0.5 ± 0.05**
: The gaps count double.

triangle.temperature = 2 ± 0.1
: That is the other way.

*anything else*
: Go down, slowly.
:::"""
CHECK = (
    """:::{admonition} Check yourself
:class: tip
How much is 2 + 2?

:::{dropdown} Answer
Count.
:::
:::""".replace(":::{admonition}", "::::{admonition}", 1)
    + ":"
)


def code(text, output, *tags, html=False):
    """A cell that was run."""
    if html:
        data = {"text/plain": "figure", "text/html": output}
        outputs = [nbformat.v4.new_output("execute_result", data, execution_count=1)]
    else:
        outputs = [nbformat.v4.new_output("stream", text=output)]
    metadata = {"tags": list(tags)}
    return nbformat.v4.new_code_cell(text, outputs=outputs, execution_count=1, metadata=metadata)


def notebook(*cells):
    """The text of a notebook; what is no cell yet is Markdown."""
    made = [
        nbformat.v4.new_markdown_cell(cell) if isinstance(cell, str) else cell for cell in cells
    ]
    for i, cell in enumerate(made):
        cell["id"] = f"cell-{i}"
    language = {"language_info": {"name": "python", "pygments_lexer": "ipython3"}}
    return nbformat.writes(nbformat.v4.new_notebook(cells=made, metadata=language))


def write(folder, *cells):
    """Write a small book, whose chapter consists of these cells."""
    pages = {
        "00_start.md": "# Start\n\nWelcome.\n",
        "01_sigmoid.ipynb": notebook("# Sigmoid\n\nA first line.", *cells),
        "glossary.md": "# Glossary\n\n:::{glossary}\nscore\n  A number.\n:::\n",
        "references.md": "# References\n\n```{bibliography}\n```\n",
        "references.bib": "@misc{ada, author={Ada Byron}, title={Notes}, year={1843}}\n",
    }
    write_book(folder, TOC, pages)


def figure():
    from logitlab.explorables import Triangle

    return code("Triangle()", Triangle().fallback_html(), "hide-input", html=True)


REVEAL = code("print(0.01 / 2)", "0.005\n", "hide-input", "hide-output", "reveal")


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """The site of a small book with a prediction of each kind, as a folder."""
    folder = tmp_path_factory.mktemp("predictions")
    checked = code("print(2 + 2)", "4\n", "hide-input", "hide-output", "reveal")
    cells = NUMBER, REVEAL, NUMBER_ANSWER, PERCENT, CHOICE, ORDER, figure(), MARK, CHECK, checked
    write(folder, "## One\n\nText.", *cells, "The end.")
    result, site = build_book(folder)
    assert result.returncode == 0, result.stderr
    return site


@pytest.fixture(scope="module")
def address(small):
    with served(small, StrictHandler) as address:
        yield f"{address}/{PAGE}"


@pytest.fixture
def visit(browser, address):
    """A function that opens the page in a fresh context."""
    visits = []

    def open_page(address=address, **options):
        visits.append(Visit(browser, **options))
        return visits[-1].go(address)

    yield open_page
    for opened in visits:
        opened.context.close()


def check(box):
    box.get_by_role("button", name="Check", exact=True).click()


def answer_of(box):
    return box.locator(".predict-answer > summary + *")


def commit_all(page):
    """Commit a guess to each prediction of the page."""
    page.locator("#predict-gap input").fill("0.01")
    page.locator("#predict-percent input").fill("57 %")
    page.locator("#predict-way label").first.click()
    for name in ("gap", "percent", "way", "order", "mark"):
        check(page.locator(f"#predict-{name}"))


# ---------------------------------------------------------------- what the build makes


def test_a_prediction_is_one_box(small):
    page = BeautifulSoup((small / PAGE).read_text("utf-8"), "lxml")
    box = page.select_one("#predict-gap")
    assert "Two scores differ" in box.select_one(".predict-question").text
    fold = box.select_one("details.predict-answer")
    assert "0.005" in fold.select_one(".cell .cell_output").text
    assert "print" in fold.select_one(".cell > details").text, "its code is folded in the answer"
    assert not page.select("section > .tag_reveal"), "nothing that tells is left outside"
    assert [dt.text for dt in fold.select("dt")][1] == "0.01"
    joined = page.select_one(".admonition.tip details > .cell")
    assert "4" in joined.text, "a revealed cell joins the answer of a box before it"


def test_the_options_do_not_tell_which_is_right(small):
    page = BeautifulSoup((small / PAGE).read_text("utf-8"), "lxml")
    options = page.select("#predict-way label")
    assert len(options) == 3 and options[1].select("math")
    assert not page.select("#predict-way label strong")
    shown = [int(item["data-item"]) for item in page.select("#predict-order li[data-item]")]
    assert sorted(shown) == [0, 1, 2] != shown


def test_only_pages_with_a_prediction_ask_for_the_script(small):
    asks = {path.stem for path in small.rglob("*.html") if "predict.js" in path.read_text("utf-8")}
    assert asks == {"01_sigmoid"}


MISTAKES = {
    "make exactly one term bold": CHOICE.replace("**it stays at $p$**", "it stays"),
    "has 2 right guesses": PERCENT.replace("33 ± 3 %", "**33 ± 3 %**"),
    "write a {dropdown} Answer": NUMBER,
    "needs a name": CHOICE.replace(":name: predict-way\n", ""),
    "End the answer of this prediction": NUMBER + "\n\n:::{dropdown} Answer\nHalf.\n:::",
    "Write the guesses of this prediction in one way": PERCENT.replace("33 ± 3 %", "*low*"),
    "is named `square`": MARK.replace("triangle", "square"),
    "has a number `heat`": MARK.replace("temperature =", "heat ="),
    "tagged `reveal`, and nothing before it asks": REVEAL,
}


def test_the_build_stops_and_says_what_to_do(tmp_path):
    between = []
    for i, cell in enumerate(MISTAKES.values()):
        named = cell if cell is REVEAL else cell.replace(":name: ", f":name: nr-{i}-")
        between += ["Text.", named]
    write(tmp_path, "## One", figure(), *between)
    result, _ = build_book(tmp_path)
    assert result.returncode == 1
    for complaint in MISTAKES:
        assert complaint in result.stderr
    assert result.stderr.count("WARNING") == len(MISTAKES), result.stderr


# ---------------------------------------------------------------- the right number is computed


def missing_numbers(page):
    """The predictions of a page whose right number is not in what their cell printed."""
    missing = []
    for box in page.select("[data-predict]"):
        question = json.loads(box["data-predict"])
        if question["kind"] not in ("number", "mark"):
            continue
        right = next(guess for guess in question["guesses"] if guess.get("right"))
        output = "\n".join(part.text for part in box.select(".cell_output"))
        numbers = re.findall(r"[−-]?\d[\d,]*\.?\d*(?:e[+-]?\d+)?", output)
        values = [float(number.replace("−", "-").replace(",", "")) for number in numbers]
        if question["unit"] == "%":
            values += [100 * value for value in values]  # printed as a share
        tolerance = right.get("tolerance", 0)
        if not any(abs(value - right["value"]) <= tolerance for value in values):
            missing.append(f"{box['id']}: {right['text']}")
    return missing


@pytest.mark.parametrize("path", [path for path in PAGES if "data-predict" in source(path)])
def test_the_right_number_stands_in_the_output_of_its_cell(path):
    missing = missing_numbers(read_page(path))
    assert not missing, "compute it in the cell tagged reveal, and print it there:\n" + "\n".join(
        missing
    )


def test_a_number_that_no_cell_prints_is_found(small):
    page = BeautifulSoup((small / PAGE).read_text("utf-8"), "lxml")
    assert missing_numbers(page) == ["predict-percent: 57%", "predict-mark: 0.5"]


# ---------------------------------------------------------------- a reader commits


@pytest.mark.parametrize(
    ("typed", "told", "meaning"),
    [
        ("0.01", "You said 0.01, which is too high. The answer is 0.005.", "the gap of the scores"),
        (".0052", "You said .0052, and the answer is 0.005.", "Half the gap."),
        ("0,5%", "You said 0,5%, and the answer is 0.005.", "Half the gap."),
        ("−3", "You said −3, which is too low. The answer is 0.005.", "Try the slope"),
    ],
)
def test_a_number(typed, told, meaning, visit):
    opened = visit()
    box = opened.page.locator("#predict-gap")
    expect(answer_of(box)).to_be_hidden()
    box.locator("input").fill(typed)
    box.locator("input").press("Enter")
    expect(box.locator(".predict-told")).to_contain_text(told)
    expect(box.locator(".predict-meaning")).to_contain_text(meaning)
    said = box.locator("[aria-live]")
    expect(said).to_contain_text(told)
    expect(said).to_contain_text(meaning)
    expect(box.locator(".predict-line span")).to_have_text(["you", "answer"])
    expect(answer_of(box)).to_be_visible()
    expect(box.locator(".cell_output")).to_be_visible()
    expect(box.locator(".predict-answer > summary")).to_be_focused()
    box.get_by_text("Other guesses").click()
    assert meaning not in " ".join(box.locator("dd").filter(visible=True).all_inner_texts())
    expect(box.locator("dd").filter(visible=True)).to_have_count(2)
    box.locator("input").press_sequentially("7")
    expect(box.locator("input")).to_have_value(typed)
    opened.assert_quiet()


def test_a_fraction_and_a_power_are_said_as_such(reader):
    page = reader("chapters/00_start.html").page
    for name, typed, said in (("one-percent", "50", "lead to 1/64"), ("score-zero", "1", "e⁰")):
        box = page.locator(f"#predict-{name}")
        box.locator("input").fill(typed)
        check(box)
        expect(box.locator("[aria-live]")).to_contain_text(said)


@pytest.mark.parametrize(("typed", "told"), [("4/7", "4/7"), ("57", "57%"), ("57 %", "57 %")])
def test_a_percentage(typed, told, visit):
    box = visit().page.locator("#predict-percent")
    box.locator("input").fill(typed)
    check(box)
    verdict = f"✓ You said {told}, and the answer is 57%."
    expect(box.locator(".predict-verdict")).to_have_text(verdict)
    expect(box.locator(".predict-meaning")).to_have_text("More than half.")


def test_nothing_is_committed_without_a_guess(visit):
    opened = visit()
    for name, sentence in {"gap": "Type a number first", "way": "Choose one first"}.items():
        box = opened.page.locator(f"#predict-{name}")
        check(box)
        expect(box.locator(".predict-told")).to_contain_text(sentence)
        expect(box.locator("[aria-live]")).to_contain_text(sentence)
        expect(box.locator("input").first).to_be_focused()
        expect(answer_of(box)).to_be_hidden()


def test_the_answer_can_be_shown_without_a_guess(visit):
    box = visit().page.locator("#predict-gap")
    box.get_by_text("Show the answer").click()
    expect(answer_of(box)).to_be_visible()
    box.locator("input").fill("1")
    expect(answer_of(box)).to_be_visible()
    expect(box.get_by_role("button", name="Check")).to_be_visible()


def test_a_choice(visit):
    opened = visit()
    box = opened.page.locator("#predict-way")
    box.get_by_role("radio").first.focus()
    opened.page.keyboard.press("ArrowDown")
    opened.page.keyboard.press("ArrowDown")
    check(box)
    expect(box.locator(".predict-verdict")).to_contain_text("The answer: it stays at")
    expect(box.locator(".predict-verdict math")).to_have_count(1)
    expect(box.locator(".predict-meaning")).to_have_text("All shares would have to change.")
    expect(box.locator(".predict-right")).to_contain_text("it stays")
    expect(box.get_by_role("radio").first).to_be_disabled()
    box.get_by_role("button", name="Guess again").click()
    expect(answer_of(box)).to_be_hidden()
    box.get_by_role("radio").nth(1).check()
    check(box)
    expect(box.locator(".predict-verdict")).to_have_text("✓ Right.")
    opened.assert_quiet()


def test_an_order_by_keyboard(visit):
    opened = visit()
    box = opened.page.locator("#predict-order")
    items = box.locator(".predict-order li > span:first-child")
    first = items.all_inner_texts()
    box.get_by_role("button", name=f"Move down: {first[0]}").focus()
    opened.page.keyboard.press("Enter")
    assert items.all_inner_texts() == [first[1], first[0], first[2]]
    expect(box.get_by_role("button", name=f"Move down: {first[0]}")).to_be_focused()
    expect(box.locator("[aria-live]")).to_have_text(f"{first[0]}: now 2 of 3.")
    for place, item in enumerate(("σ(−1)", "σ(0)", "σ(1)")):
        while items.all_inner_texts().index(item) > place:
            box.get_by_role("button", name=f"Move up: {item}").press("Enter")
    lowest = box.get_by_role("button", name="Move up: σ(−1)")
    lowest.press("Enter")  # it is on top already
    expect(lowest).to_have_attribute("aria-disabled", "true")
    check(box)
    expect(box.locator(".predict-verdict")).to_have_text("✓ Right.")
    box.get_by_role("button", name="Guess again").click()
    assert items.all_inner_texts() == first, "the order that it had at first"
    check(box)
    expect(box.locator(".predict-verdict")).to_contain_text("✗ In the right place: ")
    expect(box.locator(".predict-place", has_text="belongs to place 1")).to_have_count(1)
    expect(box.get_by_text("Below one half.")).to_be_visible()
    opened.assert_quiet()


def test_a_figure_is_the_guess(visit):
    opened = visit()
    opened.wait_until_live()
    box = opened.page.locator("#predict-mark")
    folds = opened.page.locator("[data-explorable=triangle] details")
    folds.evaluate_all("(all) => all.forEach((fold) => (fold.open = true))")
    slider = opened.page.get_by_role("slider", name="temperature T")
    slider.fill("2")
    check(box)
    expect(box.locator(".predict-told")).to_contain_text("You said 2, which is too high.")
    expect(box.locator(".predict-meaning")).to_have_text("That is the other way.")
    box.get_by_role("button", name="Guess again").click()
    slider.fill("0.5")
    check(box)
    expect(box.locator(".predict-meaning")).to_have_text("The gaps count double.")
    opened.page.reload()
    expect(box.locator(".predict-meaning")).to_have_text("The gaps count double.")
    opened.assert_quiet()


# ---------------------------------------------------------------- what is kept


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_what_was_guessed_is_kept(scheme, visit, address, small):
    opened = visit(address if scheme == "http" else (small / PAGE).as_uri())
    page = opened.page
    opened.wait_until_live()
    commit_all(page)
    told = page.locator(".predict-told").all_inner_texts()
    page.reload()
    opened.wait_until_live()
    assert page.locator(".predict-told").all_inner_texts() == told
    for name in ("gap", "way", "order", "mark"):
        expect(answer_of(page.locator(f"#predict-{name}"))).to_be_visible()
    expect(page.locator("#predict-gap input")).to_have_value("0.01")
    expect(page.locator("#predict-gap [aria-live]")).to_be_empty()  # nothing new
    page.locator("#predict-gap").get_by_role("button", name="Guess again").click()
    page.locator("#predict-gap input").press_sequentially("0.2 or")
    page.reload()
    expect(page.locator("#predict-gap input")).to_have_value("0.2 or")
    expect(answer_of(page.locator("#predict-gap"))).to_be_hidden()
    opened.assert_quiet()


def test_another_tab_shows_it_too(visit, address):
    opened = visit()
    other = opened.context.new_page()
    other.goto(address)
    opened.page.locator("#predict-percent input").fill("33")
    check(opened.page.locator("#predict-percent"))
    expect(other.locator("#predict-percent .predict-meaning")).to_have_text(
        "That is an equal split."
    )


@pytest.mark.parametrize(
    "given", [99, "length", "x", [], [0, 0, 0], {}, None, True], ids=json.dumps
)
def test_what_does_not_fit_its_question_does_no_harm(given, visit):
    opened = visit()
    names = [f"predict-{name}" for name in ("gap", "percent", "way", "order", "mark")]
    answers = {name: [1, {"given": given, "committed": True}] for name in names}
    quizzes = {"01_sigmoid-predictions": {"passed": 0, "answers": answers}}
    data = {"course": KEY, "version": 1, "pages": {}, "quizzes": quizzes}
    opened.page.evaluate(
        "([key, text]) => localStorage.setItem(key, text)", [KEY, json.dumps(data)]
    )
    opened.page.reload()
    opened.wait_until_live()
    if given != 99:  # that is a state of a figure
        expect(opened.page.locator(".predict-told:not(:empty)")).to_have_count(0)
    opened.page.locator("#predict-way label").first.click()
    check(opened.page.locator("#predict-way"))
    expect(opened.page.locator("#predict-way .predict-meaning")).to_be_visible()
    opened.assert_quiet()


def test_without_a_storage_a_reader_commits_all_the_same(visit, address):
    opened = visit("about:blank")
    opened.context.add_init_script(FORBIDDEN)
    opened.go(address)
    opened.page.locator("#predict-gap input").fill("0.01")
    check(opened.page.locator("#predict-gap"))
    expect(opened.page.locator("#predict-gap .predict-meaning")).to_be_visible()
    expect(opened.page.locator(".progress-note")).to_contain_text("forbids")
    opened.assert_quiet()


# ---------------------------------------------------------------- for everyone


def test_without_a_script_it_is_a_question_and_a_fold(visit):
    page = visit(java_script_enabled=False).page
    expect(page.get_by_text("Two scores differ")).to_be_visible()
    expect(page.locator(".predict :is(button, input)").filter(visible=True)).to_have_count(0)
    expect(page.locator("#predict-way label")).to_contain_text(["toward A", "it stays", "to 0"])
    page.locator("#predict-gap summary").first.click()
    expect(page.locator("#predict-gap dt")).to_have_count(3)
    expect(page.locator("#predict-gap dd").first).to_be_visible()


def test_on_paper_the_question_is_left_and_nothing_to_press(visit):
    opened = visit()
    opened.wait_until_live()
    page = opened.page
    page.emulate_media(media="print")
    for committed in (False, True):
        if committed:
            page.emulate_media(media="screen")
            commit_all(page)
            page.emulate_media(media="print")
        assert not page.evaluate(FIND_WHAT_TO_PRESS)
        expect(page.get_by_text("Two scores differ")).to_be_visible()
        assert answer_of(page.locator("#predict-gap")).is_visible() == committed


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "phone"])
def test_axe_finds_nothing_and_nothing_is_cut_off(viewport, visit):
    opened = visit(viewport=viewport)
    page = opened.page
    opened.wait_until_live()
    assert not page.evaluate(FIND_WHAT_IS_CUT_OFF)
    assert not violations_in_both_themes(page)
    page.reload()
    opened.wait_until_live()
    commit_all(page)
    opened.wait_until_drawn()
    assert not page.evaluate(FIND_WHAT_IS_CUT_OFF)
    assert not violations_in_both_themes(page)
    for box in page.locator("#predict-gap .predict-check, #predict-order .predict-move").all():
        if size := box.bounding_box():
            assert min(size["width"], size["height"]) >= 24


HEIGHTS = """() => Object.fromEntries([...document.querySelectorAll(".predict")]
  .map((box) => [box.id, Math.round(box.getBoundingClientRect().height)]))"""


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "phone"])
def test_nothing_moves_when_the_script_starts(viewport, visit, address):
    opened = visit("about:blank", viewport=viewport)
    page, held = opened.page, []
    page.route("**/predict.js*", lambda route: held.append(route))
    opened.go(address, wait_until="commit")
    expect(page.get_by_text("The end.")).to_be_visible()
    before = page.evaluate(HEIGHTS)
    button = page.locator("#predict-mark").get_by_role("button", name="Check")
    expect(button).to_be_disabled()
    held[0].continue_()
    expect(button).to_be_enabled()
    assert page.evaluate(HEIGHTS) == before
