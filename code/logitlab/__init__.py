"""logitlab: the functions, losses, models and data of the course "From Scores to Surprise"."""

from importlib import import_module

# Each name comes from its module when it is first asked for: SciPy and scikit-learn take a second,
# and the site is built without them.
_MODULES = {
    "checks": ("check", "hint"),
    "data": ("DataSet", "load_breast_cancer", "load_digits", "load_iris", "load_oring"),
    "functions": (
        "log_sigmoid",
        "log_softmax",
        "logit",
        "logsumexp",
        "sigmoid",
        "sigmoid_grad",
        "softmax",
        "softmax_jacobian",
        "softplus",
    ),
    "losses": (
        "binary_cross_entropy_grad",
        "binary_cross_entropy_with_logits",
        "brier_score",
        "cross_entropy",
        "cross_entropy_grad",
        "cross_entropy_with_logits",
        "entropy",
        "kl_divergence",
        "perplexity",
    ),
    "models": ("LogisticRegression", "SoftmaxRegression", "is_separable"),
}
_HOMES = {name: module for module, names in _MODULES.items() for name in names}

__all__ = sorted(_HOMES)


def __getattr__(name):
    if name not in _HOMES:
        raise AttributeError(f"logitlab has no {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(f"logitlab.{_HOMES[name]}"), name)


def __dir__():
    return __all__
