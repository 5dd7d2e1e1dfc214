"""logitlab: the functions, data and models of the course "From Scores to Surprise"."""

from logitlab.data import DataSet, load_breast_cancer, load_digits, load_iris, load_oring
from logitlab.functions import log_sigmoid, logit, sigmoid, sigmoid_grad, softplus

__all__ = [
    "DataSet",
    "load_breast_cancer",
    "load_digits",
    "load_iris",
    "load_oring",
    "log_sigmoid",
    "logit",
    "sigmoid",
    "sigmoid_grad",
    "softplus",
]
