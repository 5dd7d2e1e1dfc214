"""What the tests of the quizzes share: every question, its texts, and answers to it."""

import re

from logitlab.questions.quiz import CHAPTERS, load_quiz

QUESTIONS = [(chapter, question) for chapter in CHAPTERS for question in load_quiz(chapter)]
TAG = re.compile(r"</?(sup|sub|i|code)>")


def texts(node):
    """Every text of a question that a reader sees."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name not in ("id", "kind", "verify"):
                yield from texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from texts(value)
    elif isinstance(node, str):
        yield node


def right_answer(question):
    """An answer that passes."""
    if question["kind"] == "number":
        return repr(question["answer"])
    if question["kind"] == "order":
        return list(range(len(question["options"])))
    return [i for i, option in enumerate(question["options"]) if option["right"]]


def wrong_answers(question):
    """Answers with the sentences that must be told."""
    if question["kind"] == "number":
        for wrong in question["typical"]:
            yield repr(wrong["value"]), wrong["feedback"]
        yield "123456", question["otherwise"]
    elif question["kind"] == "order":
        start = question["start"]
        out = next(i for i, item in enumerate(start) if i != item)
        yield start, question["options"][out]["feedback"]
    else:
        for i, option in enumerate(question["options"]):
            if not option["right"]:
                yield [i], option["feedback"]
