"""States of figures as addresses: the page reads what it writes, and the build reads as the page.

shared/address.js runs in V8, the engine of Chromium, inside Python.
"""

import pytest
from traitlets import Float, List

from logitlab import explorables, questions
from logitlab.explorables.base import _rule

READ = "([hash, rules]) => readAddress(hash, (name) => (name === 'it' ? rules : undefined))"
WRITE = "([rules, state, first]) => writeAddress('it', rules, state, first)"

RIGHT = {
    "triangle": {
        "temperature=0.5": {"temperature": 0.5},
        "temperature=5e-1&a=-4": {"temperature": 0.5, "a": -4},
        "temperature=10": {"temperature": 10},
        "a=%2D1": {"a": -1},
        "a=1&a=2": {"a": 2},
    },
    "next_word": {
        "running=true": {"running": True},
        "running=false&text=3": {"running": False, "text": [3]},
        "text=1,2%2C3": {"text": [1, 2, 3]},
        "seed=4294967295": {"seed": 4294967295},
    },
    "tug_of_war": {"rate=0.6&steps=100": {"rate": 0.6, "steps": 100}},
    "two_codes": {
        "p=0.25,0.25,0.25,0.25&unit=nats": {"p": [0.25, 0.25, 0.25, 0.25], "unit": "nats"}
    },
    "reliability_dial": {"C=1": {"C": "1"}},
}
# what is damaged, and a part of what the build says of it
WRONG = {
    "triangle": {
        "temperature=0": "temperature cannot be '0'. It is a number from 0.1 to 10.",
        "temperature=10.1": "from 0.1 to 10",
        "temperature=": "temperature cannot be ''",
        "temperature": "temperature cannot be ''",
        "temperature=cold": "cannot be 'cold'",
        "temperature=0x1": "cannot be '0x1'",
        "temperature=1_0": "cannot be '1_0'",
        "temperature=nan": "cannot be 'nan'",
        "temperature=Infinity": "cannot be 'Infinity'",
        "temperature=1,2": "cannot be '1,2'",
        "temperature=%": "cannot be '%'",
        "heat=1": "no trait heat that a link sets. It has: a, b, c, shift, slopes, temperature",
        "constructor=1": "no trait constructor",
        "a=1&": "no trait  that",
        "=1": "no trait  that",
    },
    "next_word": {
        "running=yes": "It is true or false.",
        "text=": "1 to 2000 entries with commas between them, each a whole number from 0 to 43",
        "text=1,,2": "text cannot be",
        "text=44": "text cannot be",
        "text=1.5": "text cannot be",
        "seed=0.5": "a whole number from 0 to 4.29497e+09",
        "vocabulary=the": "no trait vocabulary",
    },
    "tug_of_war": {"steps=101": "steps cannot be '101'. It is a whole number from 0 to 100."},
    "two_codes": {"unit=yards": "It is one of bits, nats.", "p=0.5,0.5": "4 to 4 entries"},
}


@pytest.fixture
def acting():
    """What the build does with links that act. It brings Sphinx, which few tests here need."""
    from website import acting

    return acting


def class_of(name):
    return next(
        value
        for value in vars(explorables).values()
        if getattr(value, "__module__", "").endswith(f".{name}")
    )


def flat(addresses):
    return [(name, query, said) for name, said in addresses.items() for query, said in said.items()]


@pytest.mark.parametrize(("name", "query", "values"), flat(RIGHT))
def test_the_page_and_the_build_read_an_address(name, query, values, javascript, acting):
    rules = class_of(name).rules()
    assert javascript(READ, [f"#it?{query}", rules]) == {"name": "it", "values": values}
    assert acting.complaint(f"#it?{query}", {"it": name}) is None
    class_of(name)(**values)  # Python takes what the page takes


@pytest.mark.parametrize(("name", "query", "said"), flat(WRONG))
def test_the_page_and_the_build_refuse_a_damaged_address(name, query, said, javascript, acting):
    assert javascript(READ, [f"#it?{query}", class_of(name).rules()]) is None
    assert said in acting.complaint(f"#it?{query}", {"it": name})


def test_a_list_of_lists_has_semicolons_between_its_lists(javascript, acting):
    """No figure has such a trait that a link sets at present."""
    rules = {"trail": _rule(List(List(Float(), minlen=3, maxlen=3)))}
    for text, values in {"": [], "0,1,-1;1,1.5,2": [[0, 1, -1], [1, 1.5, 2]]}.items():
        assert javascript(READ, [f"#it?trail={text}", rules])["values"] == {"trail": values}
        assert acting._fits(text, rules["trail"])
    for text in ("1", "0,1,-1;"):
        assert javascript(READ, [f"#it?trail={text}", rules]) is None
        assert not acting._fits(text, rules["trail"])
    written = javascript(WRITE, [rules, {"trail": [[0, 1, -1]]}, {"trail": []}])
    assert written == "#it?trail=0,1,-1"
    assert "semicolons between them, each 3 to 3 entries with commas" in acting._allowed(
        rules["trail"]
    )


@pytest.mark.parametrize("hash", ["", "#it", "#it?", "#other?a=1", "it?a=1", "# it?a=1", "#it?a"])
def test_what_is_no_state_of_a_figure_is_left_alone(hash, javascript):
    assert javascript(READ, [hash, {"a": [0, 2]}]) is None


def test_the_build_names_the_figures_that_a_page_has(acting):
    said = acting.complaint("#square?a=1", {"triangle": "triangle", "triangle-2": "triangle"})
    assert said == "the page has no figure square. It has: triangle, triangle-2."
    assert acting.complaint("#triangle-2?a=1", {"triangle-2": "triangle"}) is None
    assert questions.Quiz.rules()["answers"] == "object"
    assert "keeps what a reader wrote" in acting.complaint(
        "#quiz?chapter=02_logits", {"quiz": "quiz"}
    )


@pytest.mark.parametrize(("name", "query", "values"), flat(RIGHT))
def test_an_address_that_is_written_is_read_back(name, query, values, javascript):
    explorable = class_of(name)()
    rules, first = explorable.rules(), explorable.state
    written = javascript(WRITE, [rules, {**first, **values}, first])
    changed = {trait: value for trait, value in values.items() if value != first[trait]}
    if not changed:
        assert written == "#it"
    else:
        assert javascript(READ, [written, rules])["values"] == changed


def test_an_address_is_short_and_stays_within_the_limits(javascript):
    rules = {"p": [1 / 3, 1], "z": [-9, 9], "word": {"any": ["a", "ä & b"]}}
    rules["n"] = [0, 2**32, "whole"]
    first = {"p": 1, "z": 0, "word": "a", "n": 0}

    def write(**state):
        return javascript(WRITE, [rules, {**first, **state}, first])

    assert write() == "#it"
    assert write(z=0.1 + 0.2) == "#it?z=0.3"
    assert write(z=1e-12, p=1 - 1e-12) == "#it?z=1e-12", "what is the same in seven digits is left"
    assert write(p=1 / 3) == f"#it?p={1 / 3!r}", "0.3333333 would be below the limit"
    assert write(n=2**32 - 1) == "#it?n=4294967295"
    assert write(word="ä & b") == "#it?word=%C3%A4%20%26%20b"
    assert javascript(READ, ["#it?word=%C3%A4%20%26%20b", rules])["values"] == {"word": "ä & b"}
