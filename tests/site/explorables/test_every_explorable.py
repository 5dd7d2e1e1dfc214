"""What holds for each interactive figure: live on every page, by keyboard, equal to the Python.

The tests run for each figure that they find in the built site, so a new one is tested at once.
What only one figure does is tested in the file of its chapter; what is asked here, and how each
page is visited only once for it: questions.py.
"""

import json

import pytest

from logitlab.explorables.base import read_words

from .figure import CLASSES, EXPLORABLES
from .questions import (
    PAGES,
    QUESTIONS,
    all_announce_a_change,
    ask,
    computed,
    stored,
)

# ---------------------------------------------------------------- every figure


def test_every_class_is_on_a_page_in_its_first_state(site):
    assert CLASSES, "logitlab.explorables must import every explorable"
    for name, cls in CLASSES.items():
        states = [
            json.loads(stored(path, place)["data-state"])
            for path, found, place in EXPLORABLES
            if found == name
        ]
        assert cls().state in states, (
            f"no page shows {cls.__name__}() with its default traits. If they changed: make refresh"
        )


@pytest.mark.parametrize(("path", "name", "place"), EXPLORABLES)
def test_stored_state_and_numbers_are_those_of_the_class(path, name, place, site):
    root = stored(path, place)
    state = json.loads(root["data-state"])
    explorable = computed(name, state)
    assert explorable.state == state, "what the page holds is out of date: make refresh"
    words = read_words(explorable.script)
    rows = root.select("dl.explorable-numbers > div")
    numbers = {row.dt.get_text(): row.dd.get_text() for row in rows}
    expected = {words[word]: text for word, text in explorable.key_numbers().items()}
    assert numbers == expected, "what the page holds is out of date: make refresh"


@pytest.mark.parametrize("path", PAGES)
def test_the_figures_of_a_page(path, show, subtests):
    all_announce_a_change(path, show, subtests)  # first: nothing has been announced yet
    ask(QUESTIONS, path, show, subtests)
