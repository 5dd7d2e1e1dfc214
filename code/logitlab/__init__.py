"""logitlab: the functions, losses, models and data of the course "From Scores to Surprise"."""

from logitlab.checks import check, hint
from logitlab.data import DataSet, load_breast_cancer, load_digits, load_iris, load_oring
from logitlab.functions import (
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
from logitlab.losses import (
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
from logitlab.models import LogisticRegression, SoftmaxRegression, is_separable

__all__ = [
    "DataSet",
    "LogisticRegression",
    "SoftmaxRegression",
    "binary_cross_entropy_grad",
    "binary_cross_entropy_with_logits",
    "brier_score",
    "check",
    "cross_entropy",
    "cross_entropy_grad",
    "cross_entropy_with_logits",
    "entropy",
    "hint",
    "is_separable",
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
    "sigmoid",
    "sigmoid_grad",
    "softmax",
    "softmax_jacobian",
    "softplus",
]
