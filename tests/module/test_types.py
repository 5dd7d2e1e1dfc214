"""The public functions say their types, and an editor that reads them is told the truth."""

import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import logitlab

FUNCTIONS = [
    getattr(logitlab, name)
    for name in logitlab.__all__
    if inspect.isfunction(getattr(logitlab, name))
]


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
def test_a_public_function_says_its_types(function):
    signature = inspect.signature(function)
    untyped = [name for name, it in signature.parameters.items() if it.annotation is it.empty]
    assert not untyped
    assert signature.return_annotation is not signature.empty


def test_right_calls_pass_and_wrong_ones_are_found():
    """The bodies are not asked: there an argument becomes an array of the same name."""
    calls = Path(__file__).with_name("typed_calls.py")
    options = ["--follow-imports=silent", "--ignore-missing-imports", "--warn-unused-ignores"]
    command = [sys.executable, "-m", "mypy", *options, "--cache-dir=/dev/null", str(calls)]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
    assert (Path(logitlab.__file__).parent / "py.typed").exists()
