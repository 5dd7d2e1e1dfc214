"""The Python side of the interactive figures: traits, what a notebook stores, the linked script."""

import importlib.util
import inspect
import json
import re
import shutil
import sys

import ipywidgets
import pytest
from bs4 import BeautifulSoup
from traitlets import TraitError

from logitlab import questions  # noqa: F401  its classes are explorables, too
from logitlab.explorables import (
    BendTheS,
    Explorable,
    FamilyPortrait,
    LikelihoodMixer,
    NotADistribution,
    ProductDies,
    linker,
)
from logitlab.explorables.base import read_words, store

CLASSES = {cls.__name__: cls for cls in Explorable.__subclasses__()}


@pytest.mark.parametrize(
    ("make", "trait"),
    [
        (lambda: BendTheS(weight=BendTheS.weight.max + 0.1), "weight"),
        (lambda: BendTheS(midpoint=BendTheS.midpoint.min - 0.1), "midpoint"),
        (lambda: BendTheS(midpoint="wide"), "midpoint"),
        (lambda: BendTheS().set_trait("straight_line", "yes"), "straight_line"),
        (lambda: setattr(BendTheS(), "feature", [1.0]), "feature"),
        (lambda: FamilyPortrait(member="cousin"), "member"),
        (lambda: FamilyPortrait(probe=9), "probe"),
        (lambda: ProductDies(copies=0), "copies"),
        (lambda: setattr(LikelihoodMixer(), "best", [0.0, 0.0]), "best"),
        (lambda: NotADistribution(heads=21), "heads"),
    ],
)
def test_a_trait_out_of_range_is_refused_by_name(make, trait):
    with pytest.raises(TraitError, match=trait):
        make()


@pytest.mark.parametrize("name", CLASSES)
def test_a_notebook_stores_text_html_and_the_live_view(name):
    explorable = CLASSES[name]()
    data, _ = explorable._repr_mimebundle_()
    assert {"text/plain", "text/html", "application/vnd.jupyter.widget-view+json"} <= data.keys()
    assert data["text/plain"] == repr(explorable)
    assert eval(repr(explorable), {}, CLASSES).state == explorable.state  # readable and whole
    assert len(repr(explorable)) < 200
    slug = re.sub(r"\B(?=[A-Z])", "-", name).lower()  # bend-the-s
    root = BeautifulSoup(data["text/html"], "html.parser").find(attrs={"data-explorable": slug})
    assert json.loads(root["data-state"]) == explorable.state
    assert not re.search(r"0x[0-9a-f]{6}", data["text/html"] + data["text/plain"])


@pytest.mark.parametrize("name", CLASSES)
def test_what_a_live_notebook_loads_stands_alone(name):
    module = CLASSES[name]()._esm
    assert not re.search(r"^\s*import\b", module, re.MULTILINE)
    assert "://" not in module.replace("http://www.w3.org/2000/svg", ""), "no address to fetch from"
    assert len(re.findall(r"^export default ", module, re.MULTILINE)) == 1


def test_observe_and_links_work():
    first, second = BendTheS(), BendTheS()
    seen = []
    first.observe(lambda change: seen.append((change["name"], change["new"])), "weight")
    link = ipywidgets.link((first, "weight"), (second, "weight"))
    first.weight = 1.5
    assert seen == [("weight", 1.5)]
    assert second.weight == 1.5
    link.unlink()
    in_the_browser = ipywidgets.jslink((first, "midpoint"), (second, "midpoint"))
    assert in_the_browser.source == (first, "midpoint")
    assert ipywidgets.VBox([first, second]).children == (first, second)


# ---------------------------------------------------------------- what a contributor writes

CONTRIBUTED_PYTHON = """
from traitlets import Unicode
from logitlab.explorables import Explorable

class CountUp(Explorable):
    label = Unicode('"><script>alert(1)</script>').tag(sync=True)
"""
CONTRIBUTED_JAVASCRIPT = """\
const WORDS = {
  "en": {
    "title": "<b>More</b> & \\"best\\"",
    "prompt": "Is <i>1</i> > 0?",
    "count": "count <n>"
  }
};

import { clamp } from "./shared/maths.js";

function render({ model, el }) {
  el.textContent = clamp(3, 0, 1);
}

export default { render };
"""


@pytest.fixture
def contributed(tmp_path, monkeypatch):
    """A class in a folder like explorables: count_up.py, with count_up.js and shared beside it."""
    shutil.copytree(linker.SHARED, tmp_path / "shared")
    (tmp_path / "count_up.js").write_text(CONTRIBUTED_JAVASCRIPT, "utf-8")
    (tmp_path / "count_up.py").write_text(CONTRIBUTED_PYTHON, "utf-8")
    spec = importlib.util.spec_from_file_location("count_up", tmp_path / "count_up.py")
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "count_up", module)
    spec.loader.exec_module(module)
    return module.CountUp


def test_a_class_without_key_numbers_says_so(contributed):
    with pytest.raises(NotImplementedError, match=r"CountUp must define key_numbers\(\)"):
        contributed()._repr_mimebundle_()


def test_what_is_stored_is_escaped(contributed, monkeypatch):
    monkeypatch.setattr(contributed, "key_numbers", lambda self: {"count": "<u>1</u> & 2"})
    explorable = contributed()
    page = BeautifulSoup(explorable.fallback_html(), "html.parser")
    root = page.find(attrs={"data-explorable": "count-up"})
    assert page.find("script") is None
    assert json.loads(root["data-state"]) == {"label": '"><script>alert(1)</script>'}
    assert root.select_one(".explorable-title").get_text() == '<b>More</b> & "best"'
    assert root.select_one(".explorable-prompt").get_text() == "Is <i>1</i> > 0?"
    assert root.dt.get_text() == "count <n>"
    assert root.dd.get_text() == "<u>1</u> & 2"


def test_a_script_without_words_says_so(contributed, monkeypatch, tmp_path):
    monkeypatch.setattr(contributed, "key_numbers", lambda self: {})
    (tmp_path / "count_up.js").write_text("export default {};\n", "utf-8")
    read_words.cache_clear()
    with pytest.raises(ValueError, match=r"count_up\.js must begin with a table of words"):
        contributed().fallback_html()


@pytest.mark.parametrize(
    "line",
    [
        'import * as maths from "./shared/maths.js";',
        'import maths from "./shared/maths.js";',
        'import { sigmoid } from "https://example.org/maths.js";',
        'import "./shared/maths.js";',
        "export { render };",
        "export let counter = 0;",
        "export async function later() {}",
        'export * from "./shared/maths.js";',
    ],
)
def test_an_unknown_form_of_import_or_export_is_refused_by_file_and_line(line, tmp_path):
    module = tmp_path / "strange.js"
    module.write_text(f"// a comment\n\n{line}\nexport default {{}};\n", "utf-8")
    with pytest.raises(ValueError, match=r"strange\.js, line 3: cannot link '(im|ex)port"):
        linker.script(module)


@pytest.mark.parametrize("row", ["'reset': 'Reset'", '"reset": "Reset",'])
def test_a_table_of_words_that_is_no_json_is_refused_by_file_and_line(row, tmp_path):
    module = tmp_path / "strange.js"
    table = f'const WORDS = {{\n  "en": {{\n    {row}\n  }}\n}};\n'
    module.write_text(f"// a comment\n{table}export default {{}};\n", "utf-8")
    with pytest.raises(ValueError, match=r"strange\.js, line [45]: the table of words is no JSON"):
        linker.script(module)


def test_the_line_is_counted_after_an_import_over_several_lines(tmp_path):
    module = tmp_path / "strange.js"
    imported = 'import {\n  clamp,\n  range,\n} from "./shared/maths.js";\n'
    module.write_text(imported + "export let x = clamp(1, 2, 3);\n", "utf-8")
    with pytest.raises(ValueError, match="line 5"):
        linker.script(module)


@pytest.mark.parametrize(
    "name", ["bend_the_space", "does_it_come_true", "grid_of_pairs", "reliability_dial"]
)
def test_a_figure_says_how_its_values_are_stored_anew(name, tmp_path):
    figure = importlib.import_module(f"logitlab.explorables.{name}")
    line = r"base\.store\(figure\.STORED, figure\.(\w+)\("
    (computes,) = re.findall(line, inspect.getsource(figure))
    assert f"figure.{computes}(" in inspect.getdoc(getattr(figure, computes))
    store(tmp_path / "anew.json", json.loads(figure.STORED.read_text("utf-8")))
    assert (tmp_path / "anew.json").read_bytes() == figure.STORED.read_bytes()
