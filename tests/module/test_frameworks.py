"""What chapter 8 says of other libraries, run wherever they are installed.

None of them is needed for the course, so their outputs stand on the page as text, with the version
that wrote them. Each block of code there is followed by its output; here both are compared.
"""

import contextlib
import io
import json
import re
from pathlib import Path

import numpy as np
import pytest

import logitlab

CHAPTER = Path(__file__).parents[2] / "chapters" / "08_in_practice.ipynb"
PAIR = re.compile(r"```python\n(.*?)```\n+```text\n(.*?)```", re.DOTALL)
HEADINGS = re.compile(r"\{dropdown\}.*(?:PyTorch|Optax|TensorFlow|Keras) \d+\.\d+\.\d+")
REASON = "{} is not installed; the page shows what it printed where it was"


def recorded():
    """Each block of code of the chapter, with its output, and the library that it imports first."""
    text = "\n".join(
        "".join(cell["source"])
        for cell in json.loads(CHAPTER.read_text("utf-8"))["cells"]
        if cell["cell_type"] == "markdown"
    )
    return [(code, output, code.split()[1].split(".")[0]) for code, output in PAIR.findall(text)]


def test_each_library_has_a_block_and_a_version():
    assert {name for _, _, name in recorded()} == {"torch", "jax", "tensorflow", "keras"}
    text = CHAPTER.read_text("utf-8")
    assert len(HEADINGS.findall(text)) >= 4, "say with which version an output was recorded"


@pytest.mark.parametrize(
    ("code", "output", "name"),
    recorded(),
    ids=[f"{name}-{i}" for i, (_, _, name) in enumerate(recorded())],
)
@pytest.mark.filterwarnings("default")
def test_the_library_prints_what_the_page_says(code, output, name):
    pytest.importorskip(name, reason=REASON.format(name))
    if "import optax" in code:
        pytest.importorskip("optax", reason=REASON.format("optax"))
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, f"chapter 8, {name}", "exec"), {})  # the course's own code
    assert printed.getvalue() == output


@pytest.mark.filterwarnings("default")
def test_keras_takes_probabilities_in_its_loss_for_one_hot_rows_too():
    keras = pytest.importorskip("keras", reason=REASON.format("keras"))
    z, one_hot = np.array([[2.0, 1.0, 0.5], [0.0, -1.0, 3.0]]), np.eye(3)[[0, 1]]
    right = logitlab.cross_entropy_with_logits(z, one_hot)
    loss = keras.losses.CategoricalCrossentropy
    assert float(loss()(one_hot, logitlab.softmax(z))) == pytest.approx(right, rel=1e-5)
    assert float(loss(from_logits=True)(one_hot, z)) == pytest.approx(right, rel=1e-5)
