"""The docstrings: every example in them gives what it says, and every part is there."""

import doctest
import importlib
import inspect

import numpy as np
import pytest

import logitlab
from logitlab import sampling

MODULES = ["logitlab.functions", "logitlab.losses", "logitlab.models", "logitlab.data"]
MODULES += ["logitlab.checks", "logitlab.language", "logitlab.sampling"]
PUBLIC = [
    getattr(logitlab, name)
    for name in logitlab.__all__
    if not isinstance(getattr(logitlab, name), type)
    and name not in ("check", "hint", "progress", "student")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_give_what_they_say(name):
    module = importlib.import_module(name)
    names = {"np": np, **{name: getattr(logitlab, name) for name in logitlab.__all__}}
    result = doctest.testmod(module, extraglobs=names)
    assert result.attempted > 0
    assert result.failed == 0, "the differences are printed above"


@pytest.mark.parametrize("function", PUBLIC, ids=lambda function: function.__name__)
def test_a_function_says_all_that_a_learner_needs(function):
    text = inspect.getdoc(function)
    parts = ["Returns", "Notes", "References", "Examples"]
    if inspect.signature(function).parameters:
        parts += ["Parameters", "Raises"]
    missing = [part for part in parts if f"{part}\n{'-' * len(part)}" not in text]
    assert not missing, f"{function.__name__} lacks {missing}"
    assert "hapter" in text, f"{function.__name__} does not say its chapter"


MEMBERS = [getattr(sampling, name) for name in ("temper", "top_k", "top_p", "min_p")]
MEMBERS += [sampling.bias, sampling.penalize]
MEMBERS += [
    getattr(logitlab.LogisticRegression, name)
    for name in ("fit", "decision_function", "predict_proba", "predict")
]


@pytest.mark.parametrize("function", MEMBERS, ids=lambda function: function.__qualname__)
def test_what_stands_below_another_name_says_what_goes_in_what_comes_out_and_what_may_fail(
    function,
):
    text = inspect.getdoc(function)
    parts = ["Parameters", "Returns", "Raises"]
    missing = [part for part in parts if f"{part}\n{'-' * len(part)}" not in text]
    assert not missing, f"{function.__qualname__} lacks {missing}"
