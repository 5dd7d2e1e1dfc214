"""logitlab: the functions, losses, models and data of the course "From Scores to Surprise"."""

from importlib import import_module

from .checks import check, hint, progress, student
from .data import DataSet, load_breast_cancer, load_digits, load_iris, load_oring
from .functions import (
    log_sigmoid,
    log_softmax,
    logit,
    logsumexp,
    sigmoid,
    sigmoid_grad,
    softmax,
    softmax_jacobian,
    softplus,
)
from .losses import (
    binary_cross_entropy_grad,
    binary_cross_entropy_with_logits,
    brier_score,
    cross_entropy,
    cross_entropy_grad,
    cross_entropy_with_logits,
    entropy,
    kl_divergence,
    perplexity,
)

# The models need SciPy and scikit-learn, which take a second to import and are not in every
# browser that runs the exercises. All else needs NumPy alone.
_FROM_MODELS = ("LogisticRegression", "SoftmaxRegression", "is_separable")

__all__ = [
    "DataSet",
    "binary_cross_entropy_grad",
    "binary_cross_entropy_with_logits",
    "brier_score",
    "check",
    "cross_entropy",
    "cross_entropy_grad",
    "cross_entropy_with_logits",
    "entropy",
    "hint",
    "kl_divergence",
    "load_breast_cancer",
    "load_digits",
    "load_iris",
    "load_oring",
    "log_sigmoid",
    "log_softmax",
    "logit",
    "logsumexp",
    "perplexity",
    "progress",
    "sigmoid",
    "sigmoid_grad",
    "softmax",
    "softmax_jacobian",
    "softplus",
    "student",
    *_FROM_MODELS,
]


def __getattr__(name):
    """Import the models when they are first asked for (PEP 562)."""
    if name in _FROM_MODELS or name == "models":
        models = import_module("logitlab.models")
        return models if name == "models" else getattr(models, name)
    raise AttributeError(f"module 'logitlab' has no attribute {name!r}")


def __dir__():
    return __all__
