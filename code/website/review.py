"""The questions that come back, on the page Review.

Questions are found by file: the quizzes and templates of each chapter, and the predictions of each
page, which are taken from the page as it is written. One script, questions.js, carries them all,
because a page that was opened by double click may fetch nothing.
"""

import json
import re
from pathlib import Path

from bs4 import BeautifulSoup

from logitlab.translation import translated_questions

from .pages import chapter_counts
from .side_paths import is_side_path
from .static import MODULE, QUIZZES, write_static

TEMPLATES = MODULE / "data" / "templates"
QUESTIONS = "questions.js"

# Predictions that ask about what stands beside them on their page.
IN_PLACE = {
    "predict-line",
    "predict-one-more",
    "predict-how-many-b",
    "predict-balance",
    "predict-long-steps",
    "predict-unit",
    "predict-one-handle",
    "predict-first",
    "predict-choices",
    "predict-perfect",
    "predict-one-image",
    "predict-straight-cut",
    "predict-direction",
    "predict-bands",
    "predict-area",
    "predict-together",
    "predict-tail",
    "predict-cannot-learn",
    "predict-votes",
    "predict-recall",
    "predict-without-sixteen",
    "predict-ten-days-ago",
    "predict-squeeze",
    "predict-noise",
    "predict-inside",
}
BOX = re.compile(r'<div class="admonition predict" ')
TAG = re.compile(r"<(/?)div\b")


# ---------------------------------------------------------------- predictions, from a written page


def _boxes(body):
    """The HTML of each prediction on a page."""
    for start in (match.start() for match in BOX.finditer(body)):
        depth = 0
        for tag in TAG.finditer(body, start):
            depth += -1 if tag[1] else 1
            if not depth:
                yield body[start : tag.end()] + ">"
                break


def _inner(node):
    """What stands in an element, without what belongs to its page: links, notes, ids."""
    for note in node.select("aside, input, .note, .footnote-reference"):
        note.decompose()
    for link in node.select("a"):
        link.unwrap()
    for part in node.find_all(id=True):
        del part["id"]
    return node.decode_contents().strip()


def _question(box):
    """A prediction in the form of a quiz's question; nothing where it needs its page."""
    box = BeautifulSoup(box, "html.parser").div
    asked = json.loads(box["data-predict"])
    if asked["kind"] not in ("number", "choice") or box["id"] in IN_PLACE:
        return None
    meanings = [_inner(meaning) for meaning in box.select(".predict-guesses > dd")]
    guesses = list(zip(asked["guesses"], meanings, strict=True))
    right, why = next((guess, why) for guess, why in guesses if guess.get("right"))
    question = {
        "id": box["id"],
        "kind": "single",
        "html": True,
        "question": _inner(box.select_one(".predict-question")),
    }
    if asked["kind"] == "choice":
        texts = [_inner(span) for span in box.select(".predict-choices > label > span")]
        question["options"] = [
            {"text": text, "right": bool(guess.get("right")), "feedback": why}
            for text, (guess, why) in zip(texts, guesses, strict=True)
        ]
        return question
    tolerance = right.get("tolerance", 0)
    wrong = [
        {"value": guess["value"], "tolerance": guess.get("tolerance", tolerance), "feedback": why}
        for guess, why in guesses
        if "value" in guess and guess is not right
    ]
    return {
        **question,
        "kind": "number",
        "answer": right["value"],
        "shown": right["text"],
        "tolerance": tolerance,
        "unit": asked["unit"],
        "right": why,
        "typical": wrong,
        "otherwise": next((why for guess, why in guesses if "value" not in guess), ""),
    }


def _kept(app, pagename):
    return Path(app.doctreedir) / "predictions" / f"{pagename.replace('/', '-')}.json"


def keep_predictions(app, pagename, templatename, context, doctree):
    """Leave the predictions of a page that is being written, for this build and later ones."""
    questions = [_question(box) for box in _boxes(context.get("body") or "")]
    file = _kept(app, pagename)
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps([q for q in questions if q], ensure_ascii=False), "utf-8")


# ---------------------------------------------------------------- all questions, as one script


def _without_proofs(node):
    """A quiz's question without what only a test reads."""
    if isinstance(node, dict):
        return {key: _without_proofs(value) for key, value in node.items() if key != "verify"}
    return [_without_proofs(value) for value in node] if isinstance(node, list) else node


def _read(file):
    """The questions of a file in the language of the book; none if there is no such file."""
    return translated_questions(json.loads(file.read_text("utf-8"))) if file.exists() else []


def _of_chapters(app, counts):
    """The questions of the quizzes and the templates, chapter after chapter."""
    for name in counts:
        place = {"chapter": name, "group": name, "page": f"{name}.html#test-yourself"}
        quiz, templates = QUIZZES / f"{name}.json", TEMPLATES / f"{name}.json"
        for question in _read(quiz):
            yield {**place, **_without_proofs(question)}
        page = {**place, "page": f"{name}.html"}
        for template in _read(templates):
            yield {**page, "id": template["id"], "template": template}


def _of_pages(app):
    """The predictions, page after page. Those of a side path count to its chapter."""
    relations = app.env.collect_relations()
    for docname in sorted(app.env.all_docs):
        folder, _, name = docname.rpartition("/")
        if not folder.startswith("chapters") or "assignments" in folder:
            continue
        chapter = relations[docname][0] if is_side_path(docname) else docname
        place = {"chapter": f"{name}-predictions", "group": chapter.rpartition("/")[2]}
        page = docname.removeprefix("chapters/")
        kept = _kept(app, docname)
        for question in json.loads(kept.read_text("utf-8")) if kept.exists() else []:
            yield {**place, "page": f"{page}.html#{question['id']}", **question}


def write_questions(app, error):
    if error or app.builder.format != "html":
        return
    counts = chapter_counts(app)
    titles = {name: app.env.titles[f"chapters/{name}"].astext() for name in counts}
    data = {
        "chapters": {
            name: {"title": re.split("[:,]", titles[name])[0], "sections": n}
            for name, (n, _) in counts.items()
        },
        "questions": [*_of_chapters(app, counts), *_of_pages(app)],
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    write_static(app.outdir, QUESTIONS, f"globalThis.courseQuestions = {text};\n")


def begin(app):
    """Leave an empty script in place of the questions: pages name it before they are known."""
    if app.builder.format == "html" and not (Path(app.outdir) / "_static" / QUESTIONS).exists():
        write_static(app.outdir, QUESTIONS, "")


def setup(app):
    app.connect("builder-inited", begin)
    app.connect("html-page-context", keep_predictions)
    app.connect("build-finished", write_questions)
