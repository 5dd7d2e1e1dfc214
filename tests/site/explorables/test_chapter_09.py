"""Chapter 9: Vote, predict, run."""

from playwright.sync_api import expect

from logitlab.questions import Myths
from logitlab.questions.guesses import read_guess

from .figure import place_of


def guess_box(figure):
    return figure.root.locator("input[type=text]")


def test_a_card_played_on_the_page_scores_as_in_python(show):
    figure = show(*place_of("myths"))
    answers = {}
    for card in Myths().cards[:3]:  # the vote "false", the right number, the right kind
        figure.press_button("false")
        guess_box(figure).fill(str(card["number"]["answer"]))
        figure.press_button("run")
        expect(figure.root.locator(".myth-code")).to_have_count(2)
        shown = figure.root.inner_text()
        for part in ("output", "correction"):
            assert card[part] in shown, f"after Run, the {part} must be there"
        assert figure.root.locator(".myth-verdict").evaluate(
            "(el) => el === document.activeElement"
        )
        figure.press_button(card["kind"])
        answers[card["id"]] = {
            "vote": "false",
            "guess": str(card["number"]["answer"]),
            "run": True,
            "kind": card["kind"],
        }
        figure.press_button("next")
        expect(figure.root.locator(".myth-code")).to_have_count(0)
    myths = Myths(answers=answers, card=4)
    assert 0 < myths.score()["votes"][0] < 3
    assert figure.numbers() == {**myths.key_numbers(), "card": "4"}
    figure.opened.assert_quiet()


def test_what_was_typed_is_there_when_the_reader_comes_back(show):
    figure = show(*place_of("myths"))
    figure.press_button("depends")
    guess_box(figure).press_sequentially("1,32")
    figure.press_button("next")
    expect(guess_box(figure)).to_have_value("")
    figure.native("card").press("End")
    figure.native("4").check()
    assert figure.numbers()["claim"] == Myths(chapter="4").current["claim"]
    figure.native("all").check()
    figure.look()
    expect(guess_box(figure)).to_have_value("1,32")
    pressed = figure.root.locator("button[aria-pressed=true]")
    assert pressed.all_inner_texts() == [figure.words["depends"]]


def test_a_card_runs_only_after_a_vote_and_a_number(show):
    figure = show(*place_of("myths"))
    hint = figure.root.locator(".myth [role=status]")
    guess_box(figure).fill("3")
    figure.press_button("run")
    expect(hint).to_have_text(figure.words["first"])
    figure.press_button("false")
    guess_box(figure).fill("a lot")
    guess_box(figure).press("Enter")
    expect(hint).to_have_text(figure.words["first"])
    guess_box(figure).fill("2")
    expect(hint).to_have_text("")  # both are there now
    assert figure.root.locator(".myth-code").count() == 0, "nothing may be told before the guess"
    guess_box(figure).fill("1/3")
    guess_box(figure).press("Enter")
    expect(figure.root.locator(".myth-code")).to_have_count(2)


def test_the_page_reads_a_number_as_python_does(show):
    figure = show(*place_of("myths"))
    typed = [
        "3",
        "2,5",
        "−0.58",
        "50%",
        "1,320",
        "0,125",
        "1/8",
        "4.2e-18",
        "",
        "x",
        "1/0",
        "1/2/3",
    ]
    read = figure.page.evaluate(
        "(all) => all.map((text) => { const v = logitlab.guesses.readGuess(text);"
        " return Number.isNaN(v) ? null : v; })",
        typed,
    )
    assert read == [read_guess(text) for text in typed]


def test_a_shuffle_keeps_every_card(show):
    figure = show(*place_of("myths"))
    cards = list(range(40))
    shuffles = figure.page.evaluate(
        "(cards) => [1, 2, 3].map(() => logitlab.cards.shuffled(cards))", cards
    )
    assert all(sorted(order) == cards for order in shuffles)
    assert len({tuple(order) for order in [cards, *shuffles]}) == 4


def test_no_card_changes_the_height_of_the_deck(show):
    figure = show(*place_of("myths"))
    heights = set()
    for _ in range(4):
        heights.add(figure.root.bounding_box()["height"])
        figure.press_button("false")
        guess_box(figure).fill("3")
        figure.press_button("run")
        heights.add(figure.root.bounding_box()["height"])
        figure.press_button("next")
    assert len(heights) == 1
