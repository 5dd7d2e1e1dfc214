"""The quiz of a chapter: commit to an answer, press Check, hear why it is right or wrong."""

import html
import json
import re
from functools import cache
from importlib import resources

from traitlets import Dict, Enum, List, default

from ..explorables import Explorable
from ..translation import language, translated, translated_questions
from .guesses import near, read_guess

FOLDER = resources.files("logitlab").joinpath("data/quizzes")
CHAPTERS = tuple(sorted(file.name.removesuffix(".json") for file in FOLDER.iterdir()))


DOMAIN = "questions"


@cache
def _load(chapter, language):
    return translated_questions(json.loads(FOLDER.joinpath(f"{chapter}.json").read_text("utf-8")))


def load_quiz(chapter):
    """The questions of a chapter, from its data file: a list of dictionaries."""
    return _load(chapter, language())


def read_number(text, unit):
    """The number that a reader typed; 75% is 0.75 unless the question asks for percent."""
    value = read_guess(text.replace(unit, "", 1))
    if value is None:
        return None
    if unit == "%":  # then 3/4 is 75
        return value * 100 if "/" in text else value
    return value / 100 if "%" in text else value


def is_right(question, given):
    """Whether an answer is right: a text for a number, else a list of places of options."""
    options = question.get("options", [])
    if question["kind"] == "number":
        value = read_number(given, question["unit"])
        return near(value, question["answer"], question["tolerance"])
    if question["kind"] == "order":
        return list(given) == list(range(len(options)))
    return set(given) == {i for i, option in enumerate(options) if option["right"]}


def markup(text):
    """A text of a quiz as HTML: sup, sub, i and code are tags, all else is shown as it stands."""
    text = html.escape(text, quote=False)
    return re.sub(r"&lt;(/?(?:sup|sub|i|code))&gt;", r"<\1>", text)


class Quiz(Explorable):
    """The questions of one chapter, each with an answer that explains itself.

    Parameters
    ----------
    chapter : str
        The name of the chapter's notebook, such as "01_sigmoid". It is set when the quiz is made.
    answers : dict
        For the id of a question, what the reader did: ``{"given": [1], "checked": True}``. An
        answer is the text that was typed, or a list of places among the question's options.
    """

    chapter = Enum(CHAPTERS, default_value="01_sigmoid").tag(sync=True)
    questions = List(Dict(), read_only=True).tag(sync=True)
    answers = Dict().tag(sync=True)

    @default("questions")
    def _questions_of_the_chapter(self):
        return load_quiz(self.chapter)

    @property
    def right(self):
        """How many questions are answered rightly; an answer counts once it was checked."""
        checked = [(q, self.answers.get(q["id"], {})) for q in self.questions]
        return sum(bool(a.get("checked")) and is_right(q, a["given"]) for q, a in checked)

    @property
    def passed(self):
        """Whether all questions are answered rightly."""
        return self.right == len(self.questions)

    def key_numbers(self):
        share = f"{self.right} of {len(self.questions)}"
        return {"right": f"{share}: passed" if self.passed else share}

    def stored_text(self):
        items = "\n".join(map(self._stored_question, self.questions))
        return f'<ol class="quiz-stored">\n{items}\n</ol>\n'

    @staticmethod
    def _stored_question(question):
        """One question with its options, and its answers in a fold."""
        options = question.get("options", [])
        listed = options
        if question["kind"] == "number":
            answer = f"{question['answer']:.12g} {question['unit']}".strip()
            told = [(answer, f"{translated('Right.', DOMAIN)} {question['right']}")]
            told += [
                (f"{wrong['value']:.12g} {question['unit']}".strip(), wrong["feedback"])
                for wrong in question["typical"]
            ]
            told = [(text.replace("-", "−"), feedback) for text, feedback in told]
        elif question["kind"] == "order":
            listed = [options[i] for i in question["start"]]
            told = [(option["text"], option["feedback"]) for option in options]
        else:
            verdicts = {word: translated(word, DOMAIN) for word in ("Right.", "Wrong.")}
            told = [
                (
                    option["text"],
                    f"{verdicts['Right.' if option['right'] else 'Wrong.']} {option['feedback']}",
                )
                for option in options
            ]
        tag = "ol" if question["kind"] == "order" else "ul"
        rows = "".join(f"<li>{markup(option['text'])}</li>" for option in listed)
        answers = "".join(f"<li>{markup(text)}<br>{markup(why)}</li>" for text, why in told)
        return (
            f"<li><p>{markup(question['question'])}</p>"
            + (f"<ul>{rows}</ul>" if rows else "")
            + f"<details><summary>{translated('Answer', DOMAIN)}</summary>"
            + f"<{tag}>{answers}</{tag}></details></li>"
        )
