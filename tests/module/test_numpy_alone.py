"""`import logitlab` needs NumPy alone, as in a browser that runs the exercises."""

import subprocess
import sys

from numpy_alone import BLOCK

import logitlab

BEGINNING = f"{BLOCK}import logitlab\n"


def run(program):
    """Run a program in a Python of its own that cannot import what is BLOCKED."""
    result = subprocess.run(
        [sys.executable, "-c", BEGINNING + program], capture_output=True, text=True
    )
    assert result.returncode == 0, result.stderr
    return result.stdout.split()


def test_functions_and_losses():
    got = run(
        "print(logitlab.functions.softmax([0.0, 0.0])[0], logitlab.losses.entropy([1.0, 0.0]))\n"
        "print(logitlab.cross_entropy_with_logits([0.0, -800.0], 1), len(logitlab.load_oring().y))"
    )
    assert got == ["0.5", "0.0", "800.0", "23"]


def test_the_digits_that_cells_on_a_page_learn():
    assert run("print(*logitlab.load_digits().X.shape)") == ["1797", "64"]


def test_checks():
    assert run("print(logitlab.check('softmax', logitlab.softmax).passed)")[-1] == "True"


def test_what_is_missing_is_named():
    got = run(
        "try:\n    logitlab.LogisticRegression\nexcept ImportError as error:\n    print(error.name)"
    )
    assert got[0] in ("scipy", "sklearn")


def test_every_name_is_there():
    # In a Python of its own, because another test may have imported a submodule before.
    program = (
        "import logitlab\n"
        "from logitlab import *\n"
        "modules = 'checks', 'data', 'functions', 'losses', 'models'\n"
        "print(all(hasattr(logitlab, name) for name in modules))\n"
        "print(all(name in globals() for name in logitlab.__all__))\n"
        "print(hasattr(logitlab, 'no_such_name'))\n"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert result.stdout.split() == ["True", "True", "False"], result.stderr
    assert sorted(logitlab.__all__) == dir(logitlab)
