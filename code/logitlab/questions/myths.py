"""Chapter 9: vote on a claim, commit to a number, run the counterexample, sort the card."""

import html
import json
from functools import cache
from importlib import resources

from traitlets import Dict, Enum, Int, List

from ..explorables import Explorable
from ..translation import translated, translated_questions
from .guesses import near, read_guess

CHAPTERS = ("all", *"12345678")
DOMAIN = "questions"


@cache
def load_myths():
    """The claims of chapter 9, from its data file: a list of dictionaries."""
    file = resources.files("logitlab").joinpath("data/myths.json")
    return translated_questions(json.loads(file.read_text("utf-8")))


def is_near(guess, number):
    """Whether a guess, as typed, lies within the tolerance of a card's number."""
    return near(read_guess(guess), number["answer"], number["tolerance"])


class Myths(Explorable):
    """Cards with claims about the course. The reader votes, guesses a number, and runs the code.

    Parameters
    ----------
    chapter : {"all", "1", ..., "8"}
        Which cards are in the deck.
    card : int, from 1
        Which card of the deck is shown.
    order : list of int
        The places of all cards in ``cards``, in the order in which they come: at first that of the
        chapters. The button of the figure shuffles it; in Python, ``random.sample`` does.
    answers : dict
        For the id of a card, what the reader did: ``{"vote": "false", "guess": "0.5",
        "run": True, "kind": "algebra"}``, or a part of it.
    """

    chapter = Enum(CHAPTERS, default_value="all").tag(sync=True)
    card = Int(1, min=1, max=len(load_myths())).tag(sync=True)
    order = List(
        Int(min=0, max=len(load_myths()) - 1),
        default_value=list(range(len(load_myths()))),
        minlen=len(load_myths()),
        maxlen=len(load_myths()),
    ).tag(sync=True)
    answers = Dict().tag(sync=True)
    cards = List(Dict(), default_value=load_myths(), read_only=True).tag(sync=True)

    @property
    def deck(self):
        """The cards of the chosen chapter, in the order in which they come."""
        chosen = [self.cards[i] for i in self.order]
        return [c for c in chosen if self.chapter in ("all", str(c["chapter"]))]

    @property
    def current(self):
        """The card that is shown."""
        return self.deck[min(self.card, len(self.deck)) - 1]

    def score(self):
        """How many votes, numbers and kinds were right, and of how many."""
        done = [(c, self.answers[c["id"]]) for c in self.cards if c["id"] in self.answers]
        done = [(c, a) for c, a in done if a.get("run")]
        kinds = [(c, a) for c, a in done if a.get("kind")]
        return {
            "votes": (sum(a["vote"] == c["verdict"] for c, a in done), len(done)),
            "guesses": (sum(is_near(a["guess"], c["number"]) for c, a in done), len(done)),
            "kinds": (sum(a["kind"] == c["kind"] for c, a in kinds), len(kinds)),
        }

    def key_numbers(self):
        score = {word: f"{right} of {n}" for word, (right, n) in self.score().items()}
        return {"claim": self.current["claim"], **score}


class ClaimsByChapter:
    """All claims with their answers, folded by chapter: what a page shows without a script."""

    def __repr__(self):
        return f"{len(load_myths())} claims, folded by chapter"

    def _repr_html_(self):
        return "\n".join(self._fold(int(chapter)) for chapter in CHAPTERS[1:])

    @staticmethod
    def _fold(chapter):
        myths = [myth for myth in load_myths() if myth["chapter"] == chapter]
        rows = []
        for myth in myths:
            claim, right = (
                html.escape(myth[part], quote=False) for part in ("claim", "correction")
            )
            verdict, kind = (translated(myth[part], DOMAIN) for part in ("verdict", "kind"))
            verdict = f"<strong>{verdict}</strong> ({kind})"
            rows.append(f"<li><em>{claim}</em><br>{verdict}. {right}</li>")
        head = translated("Chapter {1}: {2} claims", DOMAIN)
        summary = f"<summary>{head.replace('{1}', str(chapter)).replace('{2}', str(len(myths)))}"
        summary += "</summary>"
        return "\n".join(["<details>", summary, "<ul>", *rows, "</ul>", "</details>"])
