"""What chapter 8 says of other libraries, run wherever they are installed.

None of them is needed for the course, so their outputs stand on the page as text, with the version
that wrote them. Each block of code there is followed by its output; here both are compared.
`pip install -r tests/requirements-frameworks.txt` installs all of them, and with `FRAMEWORKS=all`
in the environment none may be missing. `code/tools/record.py` stores the outputs anew.
"""

import os
import sys
from pathlib import Path

import numpy as np
import pytest

import logitlab

sys.path.insert(0, str(Path(__file__).parents[2] / "code" / "tools"))
import record  # noqa: E402

RECORDED = record.recorded()
REASON = "{} is not installed; the page shows what it printed where it was"


def require(library):
    """Skip the test where a library is missing; fail where all must be there."""
    if not record.is_installed(library):
        if os.environ.get("FRAMEWORKS") == "all":
            pytest.fail(f"{library} is missing", pytrace=False)
        pytest.skip(REASON.format(library))


def test_each_library_has_a_block_and_a_version():
    assert set().union(*(record.needs(code) for code, _ in RECORDED)) == {
        *("torch", "jax", "optax", "tensorflow", "keras")
    }
    text = record.CHAPTER.read_text("utf-8")
    named = {name for name, _ in record.VERSION.findall(text)}
    assert named == set(record.LIBRARIES), "say with which version an output was recorded"


@pytest.mark.parametrize(
    ("code", "output"),
    RECORDED,
    ids=[f"{record.needs(code)[-1]}-{i}" for i, (code, _) in enumerate(RECORDED)],
)
@pytest.mark.filterwarnings("default")
def test_the_library_prints_what_the_page_says(code, output):
    for library in record.needs(code):
        require(library)
    assert record.printed(code) == output


def test_the_page_says_of_pytorch_what_numpy_computes():
    """Without PyTorch, too: the recorded lines agree with each other and with a descent here."""
    output = next(output for code, output in RECORDED if "logits.grad" in code)
    theirs, ours, errors, gradient = [
        line.split(" ", 1)[1].strip() for line in output.replace("p - y", "p-y").splitlines()
    ]
    assert theirs == ours and errors == gradient
    digits = logitlab.load_digits()
    X, y = digits.X[::2] / 16, digits.y[::2]
    W, b = np.zeros((64, 10)), np.zeros(10)
    for _ in range(100):
        Z = X @ W + b
        slope = logitlab.cross_entropy_grad(Z, y) / len(y)
        W, b = W - 2 * X.T @ slope, b - 2 * slope.sum(axis=0)
    assert theirs == f"{logitlab.cross_entropy_with_logits(Z, y):.12f}"
    residual = logitlab.softmax(Z[0]) - np.eye(10)[y[0]]
    np.testing.assert_allclose(np.array(errors.strip("[]").split(), float), residual[:3], rtol=1e-8)


@pytest.mark.filterwarnings("default")
def test_keras_takes_probabilities_in_its_loss_for_one_hot_rows_too():
    require("keras")
    import keras

    z, one_hot = np.array([[2.0, 1.0, 0.5], [0.0, -1.0, 3.0]]), np.eye(3)[[0, 1]]
    right = logitlab.cross_entropy_with_logits(z, one_hot)
    loss = keras.losses.CategoricalCrossentropy
    assert float(loss()(one_hot, logitlab.softmax(z))) == pytest.approx(right, rel=1e-5)
    assert float(loss(from_logits=True)(one_hot, z)) == pytest.approx(right, rel=1e-5)
