"""Read reference_values.json: exact values, computed with 420 digits and rounded once."""

import json
from pathlib import Path

import numpy as np
import pytest

CASES = json.loads(Path(__file__).with_name("reference_values.json").read_text("utf-8"))["cases"]

# Which test module takes care of which cases. A test checks that none is left out.
ELEMENTWISE = ["sigmoid", "sigmoid_grad", "log_sigmoid", "softplus", "logit"]
ALONG_AXIS = ["logsumexp", "logsumexp_axis", "softmax", "softmax_axis", "log_softmax"]
JACOBIAN = ["softmax_jacobian"]
PROBABILITIES = ["entropy_nats", "entropy_bits", "cross_entropy_nats", "kl_nats"]
BINARY = ["bce_with_logits", "bce_with_logits_grad", "brier_binary"]
CLASSES = [
    "cross_entropy_logits",
    "cross_entropy_logits_soft",
    "cross_entropy_label_smoothing",
    "cross_entropy_batch",
    "cross_entropy_logits_grad",
]
DERIVED = ["bits_per_nat", "double_softmax_floor"]
MODELS = [
    "logreg_nll",
    "logreg_irls_iterate",
    "logreg_predict",
    "logreg_odds_ratio",
    "logreg_l2",
    "logreg_nll_at",
    "logreg_firth",
]


def cases(*functions):
    """Return the cases of the named functions as pytest parameters."""
    found = [pytest.param(case, id=case["id"]) for case in CASES if case["function"] in functions]
    assert found, f"reference_values.json holds no case of {functions}"
    return found


def number(text, dtype=np.float64):
    """Turn decimal strings, in lists of any depth, into an array of `dtype`."""
    return np.array(text, dtype=object).astype(np.float64).astype(dtype)


@np.errstate(all="ignore")  # the comparison itself may underflow
def assert_close(got, expected, rtol, atol=0.0):
    """Assert |got - expected| <= atol + rtol |expected|; nan equals nan, inf equals inf."""
    got = np.asarray(got, np.float64)  # a comparison in float16 would round once more
    np.testing.assert_allclose(got, np.asarray(expected, np.float64), rtol=rtol, atol=atol)


def assert_matches(case, got):
    """Apply the pass rule of the file: |got - rounded| <= atol + rtol |rounded|."""
    expected = number(case["rounded"])
    assert np.shape(got) == expected.shape
    assert_close(got, expected, case["rtol"], case["atol"])
