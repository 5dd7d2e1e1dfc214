"""What every stored notebook must be, beyond nbval's comparison of its outputs."""

import json
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "chapters").rglob("*.ipynb"))

sys.path.insert(0, str(ROOT / "code" / "tools"))
import refresh  # noqa: E402

every_notebook = pytest.mark.parametrize(
    "path", NOTEBOOKS, ids=[path.relative_to(ROOT).as_posix() for path in NOTEBOOKS]
)


def read(path):
    return nbformat.read(path, as_version=4)


def code_cells(path):
    return [cell for cell in read(path).cells if cell.cell_type == "code"]


def test_there_are_notebooks():
    assert "chapters/00_start.ipynb" in {path.relative_to(ROOT).as_posix() for path in NOTEBOOKS}


@every_notebook
def test_is_valid(path):
    nbformat.validate(read(path))


@every_notebook
def test_every_code_cell_was_executed_in_order(path):
    # nbval passes a cell that was never executed, so this test must not.
    counts = [cell.execution_count for cell in code_cells(path)]
    assert counts == list(range(1, len(counts) + 1)), f"run: make refresh NB={path.name}"


@every_notebook
def test_every_figure_has_alt_text(path):
    for cell in code_cells(path):
        images = [
            mime
            for output in cell.outputs
            for mime in output.get("data", {})
            if mime.startswith("image/")
        ]
        if images:
            alt = cell.metadata.get("mystnb", {}).get("image", {}).get("alt", "")
            assert len(alt) > 20, f"describe the figure of this cell for a reader:\n{cell.source}"
            # JupyterLab shows the pixels until it trusts the notebook
            expected = ["image/png", "image/svg+xml"]
            assert sorted(images) == expected * (len(images) // 2), "run: make refresh"


@every_notebook
def test_every_markdown_image_has_alt_text(path):
    for cell in read(path).cells:
        if cell.cell_type == "markdown":
            assert not re.search(r"!\[\s*\]\(", cell.source), "an image without alt text"


@every_notebook
def test_no_id_of_a_widget_is_stored(path):
    notebook = read(path)
    assert "widgets" not in notebook.metadata
    text = path.read_text("utf-8")
    assert "widget-view+json" not in text, "run: make refresh"
    assert not re.search(r"\bat 0x[0-9a-f]{6,}", text), "an output shows an object's address"


@every_notebook
def test_no_output_is_an_error_or_a_warning(path):
    for cell in code_cells(path):
        for output in cell.outputs:
            assert output.output_type != "error", cell.source
            assert output.get("name") != "stderr", cell.source


@every_notebook
def test_no_path_of_a_machine_is_stored(path):
    assert not re.search(r"/(?:home|root|Users|tmp|work)/", path.read_text("utf-8"))


@every_notebook
def test_the_first_cell_installs_the_module_in_colab(path):
    notebook = read(path)
    first = notebook.cells[0]
    closed = refresh.closed_cells(notebook)
    assert first.source == refresh.install_cell(closed).source, "run: make refresh"
    assert first.metadata.tags == ["remove-cell"]  # the site does not show it
    assert refresh.address() in first.source


@every_notebook
def test_jupyterlab_folds_what_the_site_folds(path):
    notebook = read(path)
    stored = [(cell.source, dict(cell.metadata)) for cell in notebook.cells]
    refresh.fold_in_jupyterlab(notebook)
    folded = [(cell.source, dict(cell.metadata)) for cell in notebook.cells]
    assert stored == folded, "run: make refresh"


@every_notebook
def test_a_solution_in_jupyterlab_ends_at_a_heading(path):
    cells = read(path).cells
    for cell, after in zip(cells, cells[1:], strict=False):
        if "{solution-end}" in cell.source:
            assert cell.source.rstrip("`\n").endswith("{solution-end}"), "it hides what follows"
            assert re.match(r"#{1,4} ", after.source), f"it hides this cell too:\n{after.source}"


def test_solutions_are_folded_in_jupyterlab():
    new = nbformat.v4
    notebook = new.new_notebook(
        cells=[
            new.new_code_cell("1", metadata={"collapsed": True, "trusted": True}),
            new.new_markdown_cell("```{solution-start} ex\n```"),
            new.new_code_cell("2"),
            new.new_markdown_cell("```{solution-end}\n```"),
            new.new_code_cell("3", metadata={"tags": ["hide-output"]}),
        ]
    )
    refresh.fold_in_jupyterlab(notebook)
    assert notebook.cells[0].metadata == {}, "what JupyterLab adds when it saves goes"
    _, heading, _, solution, _, output = notebook.cells
    assert heading.source == refresh.SOLUTION_HEADING
    assert heading.metadata[refresh.COLLAPSED] is True
    assert solution.metadata.jupyter == {"source_hidden": True, "outputs_hidden": True}
    assert output.metadata.jupyter == {"outputs_hidden": True}
    assert refresh.closed_cells(notebook) == [solution.id, output.id]


@every_notebook
def test_code_passes_the_linter(path):
    for command in (["check"], ["format", "--check"]):
        result = subprocess.run(
            [sys.executable, "-m", "ruff", *command, str(path)],
            capture_output=True,
            text=True,
            cwd=ROOT,
        )
        assert result.returncode == 0, result.stdout


@every_notebook
def test_stored_state_of_explorables_is_json(path):
    for cell in code_cells(path):
        for output in cell.outputs:
            text = output.get("data", {}).get("text/html", "")
            for state in re.findall(r'data-state="([^"]*)"', "".join(text)):
                assert isinstance(json.loads(state.replace("&quot;", '"')), dict)
