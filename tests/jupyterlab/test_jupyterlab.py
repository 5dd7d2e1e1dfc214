"""A real JupyterLab in Chromium: the chapter opens, runs, and its figures talk to the kernel."""

import json
import os
import re
import subprocess
import sys
import time
import urllib.request

import nbformat
import pytest
from browsing import ROOT, Visit
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from logitlab.explorables import BendTheS
from logitlab.explorables.base import read_words

CHAPTER = ROOT / "chapters" / "01_sigmoid.ipynb"
WORDS = read_words(BendTheS().script)
EXTRA_CELLS = [
    "from logitlab.explorables import BendTheS\n\nbend = BendTheS()\nbend",
    "print('all cells have run')",  # the test writes what it wants to run into this one
]
# the second figure of its name: the chapter has one of its own
LINK = "[Make it steep](#bend-the-s-2?weight=-0.5)"
# Every cell is on the page, also out of sight; nothing asks for news from outside.
SETTINGS = {
    "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"},
    "@jupyterlab/apputils-extension/notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
        "doNotDisturbMode": True,
    },
}
HANG = 300  # seconds after which a wait gives up: far more than anything here takes


def ask(server, path, method="GET"):
    """Ask the server itself, as its own programs do."""
    headers = {"Authorization": f"token {server['token']}"}
    data = b"" if method == "POST" else None
    request = urllib.request.Request(server["url"] + path, data, headers, method=method)
    with urllib.request.urlopen(request, timeout=HANG) as answer:
        return answer.read()


def wait_for_server(process, folder, log):
    """What a started server says of itself: its address and its token."""
    end = time.monotonic() + HANG
    while time.monotonic() < end:
        assert process.poll() is None, f"JupyterLab stopped:\n{log.read_text('utf-8')}"
        for path in folder.glob("jpserver-*.json"):
            try:
                server = json.loads(path.read_text("utf-8"))
                ask(server, "api/status")
                return server
            except (ValueError, OSError):
                pass  # half written, or not listening yet
        time.sleep(0.1)
    pytest.fail(f"JupyterLab did not start in {HANG} s:\n{log.read_text('utf-8')}")


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A JupyterLab with settings of its own, over a folder with a copy of the chapter."""
    home = tmp_path_factory.mktemp("jupyterlab")
    notebook = nbformat.read(CHAPTER, as_version=4)
    notebook.cells += [nbformat.v4.new_markdown_cell(LINK)]
    notebook.cells += [nbformat.v4.new_code_cell(source) for source in EXTRA_CELLS]
    (home / "chapters").mkdir()
    nbformat.write(notebook, home / "chapters" / CHAPTER.name)
    for name, settings in SETTINGS.items():
        path = home / "config" / "lab" / "user-settings" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(settings), "utf-8")

    # Nothing of the person who runs the tests is read or written.
    own = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
    for name in ("config", "data", "runtime"):
        own[f"JUPYTER_{name.upper()}_DIR"] = str(home / name)
    own["IPYTHONDIR"] = str(home / "ipython")
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    command += ["--ip=127.0.0.1", "--port=0", f"--ServerApp.root_dir={home / 'chapters'}"]
    log = home / "log.txt"
    with log.open("w") as output:
        process = subprocess.Popen(
            command, env=own, cwd=home, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            server = wait_for_server(process, home / "runtime", log)
            yield server
            ask(server, "api/shutdown", "POST")  # stops the kernels, too
            process.wait(timeout=HANG)
        finally:
            process.kill()
            process.wait()


# anywidget gives a figure two seconds to start. Running a whole chapter at once on a busy machine
# can take longer than that, which is no fault of the figure.
MORE_TIME = """
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  AbortSignal.timeout = (milliseconds) => timeout(30 * milliseconds);
"""


class Notebook:
    """The open chapter."""

    def __init__(self, visit):
        self.visit, self.page = visit, visit.page
        cells = self.page.locator(".jp-Notebook .jp-CodeCell")
        self.figure = cells.nth(-2).locator(".explorable-live")
        self.scratch = cells.last
        self.output = self.scratch.locator(".jp-OutputArea")
        self.runs = 0

    def run(self, code):
        """Run code in the last cell, and return what it prints."""
        self.runs += 1
        end = f"-- end of run {self.runs} --"
        self.scratch.locator(".cm-content").click()
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.insert_text(f"{code}\nprint({end!r})")
        self.page.keyboard.press("ControlOrMeta+Enter")
        expect(self.output).to_contain_text(end)
        return self.output.inner_text().partition(end)[0].strip()

    def assert_prints(self, code, expected):
        """Assert what code prints, as soon as the kernel has heard of the last change.

        A figure tells the kernel within 60 ms, and the kernel takes one message after the other.
        """
        for _ in range(5):
            printed = self.run(code)
            if printed == expected:
                return
        assert printed == expected, code

    def knob(self, word):
        """A knob of the figure, by the word that names it."""
        return self.figure.get_by_role("slider", name=WORDS[word], exact=True)

    def number(self, name):
        """A number that the figure shows."""
        return self.figure.locator(f"[data-number={name}]")


CLOSED = re.findall(r'^    "(.+)",$', nbformat.read(CHAPTER, 4).cells[0].source, re.MULTILINE)


def text_on(page):
    """The text that is shown: what is folded is no part of it."""
    return page.locator(".jp-Notebook").first.inner_text()


@pytest.fixture(scope="module")
def before_the_first_run(lab, browser):
    """The chapter as JupyterLab opens it."""
    visit = Visit(browser)
    visit.page.add_init_script(MORE_TIME)
    visit.go(f"{lab['url']}lab/tree/{CHAPTER.name}?token={lab['token']}")
    notebook = Notebook(visit)
    expect(notebook.scratch).to_contain_text(EXTRA_CELLS[-1])
    shown = {
        "text": text_on(visit.page),
        "figures": visit.page.locator(".jp-RenderedImage img").evaluate_all(
            "(images) => images.map((image) => image.naturalWidth)"
        ),
        "live": visit.page.locator(".explorable-live").count(),
        "titles": visit.page.locator(".explorable-title").all_inner_texts(),
        "numbers": visit.page.locator(".explorable-numbers").all_inner_texts(),
    }
    yield notebook, shown
    visit.context.close()


@pytest.fixture(scope="module")
def notebook(before_the_first_run):
    """The chapter after "Run All Cells"."""
    opened, _ = before_the_first_run
    # JupyterLab opens the notebook first and asks for a kernel later. Until it has one, "Run All
    # Cells" does nothing, and says nothing.
    indicator = opened.page.locator(".jp-Notebook-ExecutionIndicator")
    expect(indicator).to_have_attribute("data-status", "idle")
    opened.page.get_by_role("menuitem", name="Run", exact=True).click()
    opened.page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    expect(opened.output).to_contain_text("all cells have run")
    expect(opened.figure).to_be_visible()
    return opened


def test_before_the_first_run_the_stored_figures_are_readable(before_the_first_run):
    _, shown = before_the_first_run
    roots = [
        BeautifulSoup(output["data"]["text/html"], "html.parser").find(class_="explorable")
        for cell in nbformat.read(CHAPTER, as_version=4).cells
        for output in cell.get("outputs", [])
        if "data-explorable" in output.get("data", {}).get("text/html", "")
    ]
    assert roots, "the chapter stores no figure: make refresh"
    assert shown["live"] == 0
    assert shown["titles"] == [root.find(class_="explorable-title").get_text() for root in roots]
    stored = [root.find(class_="explorable-numbers").get_text(" ").split() for root in roots]
    assert [numbers.split() for numbers in shown["numbers"]] == stored


def printed_by_closed_cells():
    """A line of each cell whose output stays closed, such that no other cell has it."""
    for cell in nbformat.read(CHAPTER, as_version=4).cells:
        if cell.id in CLOSED:
            text = "".join(output.get("text", "") for output in cell.outputs)
            lines = [line.strip() for line in text.splitlines() if len(line.strip()) > 12]
            if lines:
                yield lines[0]


def test_before_the_first_run_solutions_and_predictions_are_closed(before_the_first_run):
    _, shown = before_the_first_run
    lines = list(printed_by_closed_cells())
    assert len(lines) > 3
    assert not [line for line in lines if line in shown["text"]]
    assert "Start of Solution" not in shown["text"]


def test_before_the_first_run_stored_figures_are_pictures(before_the_first_run):
    _, shown = before_the_first_run
    assert "<Figure size" not in shown["text"]
    assert all(width > 100 for width in shown["figures"])


def test_after_run_all_solutions_and_predictions_are_closed(notebook):
    text = text_on(notebook.page)
    assert not [line for line in printed_by_closed_cells() if line in text]
    assert "Start of Solution" not in text
    folds = notebook.page.locator(".jp-OutputArea summary", has_text="What this cell prints")
    folds.locator("visible=true").first.click()
    opened = text_on(notebook.page)
    assert [line for line in printed_by_closed_cells() if line in opened]
    folds.locator("visible=true").first.click()


def test_every_figure_of_the_chapter_becomes_live(notebook, before_the_first_run):
    live = notebook.page.locator(".explorable-live")
    expect(live).to_have_count(len(before_the_first_run[1]["titles"]) + 1)  # and the test's own
    for figure in live.all():
        numbers = figure.locator("[data-number]:visible")
        expect(numbers.first).to_have_text(re.compile(r"\d"))


def test_formulas_are_set_in_jupyterlab(notebook):
    assert notebook.page.locator(".katex").count() > 0
    errors = notebook.page.locator(".katex-error").all_inner_texts()
    assert not errors, f"JupyterLab cannot set these formulas: {errors}"


def test_the_keyboard_changes_the_trait_in_python(notebook):
    first = BendTheS()
    notebook.assert_prints("print(bend)", repr(first))
    knob = notebook.knob("midpointHandle")
    knob.press("ArrowRight")
    expect(knob).not_to_have_attribute("aria-valuenow", f"{first.midpoint:g}")
    moved = BendTheS(midpoint=float(knob.get_attribute("aria-valuenow")))
    assert moved.midpoint > first.midpoint
    notebook.assert_prints("print(bend)", repr(moved))
    surprise = moved.key_numbers()["surprise"]
    expect(notebook.number("surprise")).to_have_text(surprise)
    notebook.assert_prints("print(bend.key_numbers()['surprise'])", surprise)


def test_setting_the_trait_in_python_moves_the_figure(notebook):
    notebook.run("bend.midpoint = 66.5\nbend.weight = -0.3")
    expect(notebook.knob("lever")).to_have_attribute("aria-valuenow", "-0.3")
    expect(notebook.knob("midpointHandle")).to_have_attribute("aria-valuenow", "66.5")
    for name, text in BendTheS(midpoint=66.5, weight=-0.3).key_numbers().items():
        expect(notebook.number(name)).to_have_text(text)
    notebook.run("bend.straight_line = True")
    expect(notebook.figure.get_by_label(WORDS["straight_line"])).to_be_checked()


def test_arrow_keys_move_a_slider_and_do_not_lead_to_another_cell(notebook):
    fold = notebook.figure.locator(".explorable-fold")
    fold.locator("summary").click()
    slider = fold.locator("input[type=range]").first
    before = slider.input_value()
    slider.press("ArrowUp")
    expect(slider).not_to_have_value(before)
    slider.press("ArrowLeft")
    expect(slider).to_have_value(before)
    expect(slider).to_be_focused()
    fold.locator("summary").click()


def test_a_link_in_the_text_moves_its_figure_and_takes_that_back(notebook):
    link = notebook.page.locator(".jp-Notebook a[href='#bend-the-s-2?weight=-0.5']")
    steep = notebook.knob("lever")
    before = steep.get_attribute("aria-valuenow")
    link.click()
    expect(steep).to_have_attribute("aria-valuenow", "-0.5")
    expect(link).to_have_attribute("aria-pressed", "true")
    notebook.assert_prints("print(bend.weight)", "-0.5")
    link.click()
    expect(steep).to_have_attribute("aria-valuenow", before)
    notebook.assert_prints("print(bend.weight)", f"{float(before)}")


def test_a_link_in_the_browser_moves_a_second_figure(notebook):
    notebook.run(
        "import ipywidgets\n"
        "from IPython.display import display\n"
        "other = BendTheS(midpoint=30)\n"
        "link = ipywidgets.jslink((bend, 'midpoint'), (other, 'midpoint'))\n"
        "seen = []\n"
        "other.observe(lambda change: seen.append(change['new']), 'midpoint')\n"
        "display(ipywidgets.VBox([other]))"
    )
    second = notebook.output.get_by_role("slider", name=WORDS["midpointHandle"], exact=True)
    expect(second).to_be_visible()
    notebook.knob("midpointHandle").press("End")
    expect(second).to_have_attribute("aria-valuenow", "84")
    notebook.assert_prints("print(bend.midpoint, other.midpoint, seen[-1])", "84.0 84.0 84.0")


def test_nothing_went_wrong_and_no_other_machine_was_asked(notebook):
    # jupyterlab-myst shows the word of a {term} but cannot look into the glossary's file for its
    # place, and knows no link that acts. The book's own build does, and stops at a wrong one.
    unknown = re.compile(
        r"Cross reference target was not found: term-|"
        r'No target for internal reference "#[\w-]+\?[^"]*" was found'
    )
    notebook.visit.complaints[:] = [
        complaint
        for complaint in notebook.visit.complaints
        if not all(unknown.search(line) for line in complaint.splitlines())
    ]
    notebook.visit.assert_quiet()
