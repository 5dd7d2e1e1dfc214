"""Logistic regression, softmax regression, and a test for separable data.

Both models turn features into scores, z = X w + b, and scores into probabilities. Fitting finds
the parameters that make the labels least surprising. The objective, which `loss_curve_` records
after each step, is the mean over the N samples

    (NLL + λ/2 ‖w‖²) / N        with λ = 1/C, and no penalty on the intercept b,

so that its first value, at w = b = 0, is ln K. C = inf means no penalty: maximum likelihood.
"""

import warnings
from typing import Self

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse
from scipy.optimize import linprog
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.exceptions import ConvergenceWarning
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, check_X_y, validate_data

from .functions import log_sigmoid, log_softmax, sigmoid, sigmoid_grad, softmax
from .losses import binary_cross_entropy_grad, cross_entropy_grad


def _with_ones(X):
    """Return the features with a column of ones in front, whose weight is the intercept."""
    return np.column_stack([np.ones(len(X)), X])


class _LinearClassifier(ClassifierMixin, BaseEstimator):
    """What the two models share: the checks, the descent, the predictions."""

    def __init__(self, *, solver="newton", C=np.inf, max_iter=1000, tol=1e-10, learning_rate=None):
        self.solver = solver
        self.C = C
        self.max_iter = max_iter
        self.tol = tol
        self.learning_rate = learning_rate

    def fit(self, X: ArrayLike, y: ArrayLike) -> Self:
        """Find the parameters with the lowest objective.

        Parameters
        ----------
        X : array_like, shape (N, d)
            Features.
        y : array_like, shape (N,)
            One label for each sample: numbers or text.

        Returns
        -------
        self

        Raises
        ------
        TypeError, ValueError
            If `X` is not a table of finite numbers, `y` does not have one label for each row,
            the number of classes does not suit the model, or one of its parameters is illegal.

        Warns
        -----
        ConvergenceWarning
            If the steps run out, or if the likelihood has no maximum, because the features
            separate the classes and C is inf.
        """
        self._check_parameters()
        X, y = validate_data(self, X, y, dtype=np.float64)
        check_classification_targets(y)
        self.classes_, label = np.unique(y, return_inverse=True)
        self._check_classes()
        features = _with_ones(X)
        with np.errstate(all="ignore"):  # too long a step may overflow; its loss is inf, or nan
            parameters, converged = self._descend(features, label)
            margins = self._margins(features @ parameters, label)
        self.intercept_, self.coef_ = parameters[0], parameters[1:].T
        self._warn(converged, X, label, margins)
        return self

    def _check_parameters(self):
        if self.solver not in ("newton", "gd"):
            raise ValueError(f'solver must be "newton" or "gd", but got {self.solver!r}.')
        hint = "It is 1/λ: a small C is a strong penalty, and inf none."
        _checked_parameter("C", self.C, hint, infinite=True)
        _checked_parameter("max_iter", self.max_iter, "It counts steps.", whole=True)
        _checked_parameter("tol", self.tol, "It is a change of the objective, in nats.")
        if self.learning_rate is not None:
            hint = "None chooses a rate that never raises the objective."
            _checked_parameter("learning_rate", self.learning_rate, hint)

    def _descend(self, features, label):
        """Return the parameters, intercepts first, and whether the solver reached the minimum."""
        n = len(features)
        penalty = np.full((features.shape[1], 1), 1 / self.C)
        penalty[0] = 0

        def objective(parameters):
            nll = self._losses(features @ parameters, label).sum()
            return (nll + (penalty * parameters**2).sum() / 2) / n

        parameters = self._start(features.shape[1])
        loss = objective(parameters)
        self.loss_curve_ = [float(loss)]
        newton = self.solver == "newton"
        if not newton:
            rate = self.learning_rate or n / self._largest_curvature(features, 1 / self.C)
        for _ in range(self.max_iter):
            z = features @ parameters
            gradient = (features.T @ self._pulls(z, label) + penalty * parameters) / n
            step = self._newton_step(features, z, gradient, penalty) if newton else rate * gradient
            promise = abs((gradient * step).sum()) / 2
            highest = loss * (1 + 1e-14)  # a rise in the last digits is rounding and no rise
            loss = objective(parameters - step)
            while newton and not loss <= highest:  # the step went too far
                step /= 2
                loss = objective(parameters - step)
            parameters = parameters - step
            self.loss_curve_.append(float(loss))
            self.n_iter_ = len(self.loss_curve_) - 1
            if promise <= self.tol:
                return parameters, True
        return parameters, False

    def _warn(self, converged, X, label, margins):
        """Warn if there is no minimum, or if the solver did not reach it."""
        # If every sample lies on the right side, the data are separable. If a sample has become so
        # certain that the solver would stop for it alone, they may be, and the linear program is
        # worth its time.
        certain = max(5, -np.log(10 * len(X) * self.tol))
        if np.isinf(self.C) and (
            margins.min() > 0 or (margins.max() > certain and is_separable(X, label))
        ):
            message = (
                "The likelihood has no maximum, because the features separate the classes: larger "
                "weights fit better without end. The size of these weights only says when the "
                "solver stopped. Set a finite C (C=1, for example), use fewer features, or "
                "maximize Firth's penalized likelihood."
            )
        elif not converged:
            message = (
                f"The solver {self.solver!r} took max_iter={self.max_iter} steps and is not at the "
                "minimum. Raise max_iter, bring the features to a common scale, or choose another "
                "learning_rate."
            )
        else:
            return
        warnings.warn(message, ConvergenceWarning, stacklevel=3)

    def decision_function(self, X: ArrayLike) -> np.ndarray:
        """Return the logits of samples.

        Parameters
        ----------
        X : array_like, shape (N, d)
            Features.

        Returns
        -------
        ndarray, shape (N,) for two classes, else (N, K)
            For two classes the log-odds of ``classes_[1]``, in nats: above 0 the model predicts
            it. Else one score for each class, of which only the differences count.

        Raises
        ------
        NotFittedError
            If `fit` has not been called.
        TypeError, ValueError
            If `X` is not a table of finite numbers with as many columns as in `fit`.
        """
        check_is_fitted(self)
        X = validate_data(self, X, reset=False, dtype=np.float64)
        z = X @ self.coef_.T + self.intercept_
        if z.shape[1] == 1:
            return z[:, 0]
        return z[:, 1] - z[:, 0] if z.shape[1] == 2 else z

    def predict_proba(self, X: ArrayLike) -> np.ndarray:
        """Return the probability of each class for samples.

        Parameters
        ----------
        X : array_like, shape (N, d)
            Features.

        Returns
        -------
        ndarray, shape (N, K)
            Probabilities in the order of `classes_`. Each row sums to 1.

        Raises
        ------
        NotFittedError
            If `fit` has not been called.
        TypeError, ValueError
            If `X` is not a table of finite numbers with as many columns as in `fit`.
        """
        z = self.decision_function(X)
        if z.ndim == 1:
            return np.column_stack([sigmoid(-z), sigmoid(z)])  # 1 - p would lose digits
        return softmax(z)

    def predict(self, X: ArrayLike) -> np.ndarray:
        """Return the most probable class of samples.

        Parameters
        ----------
        X : array_like, shape (N, d)
            Features.

        Returns
        -------
        ndarray, shape (N,)
            Entries of `classes_`. This is the best guess only if all errors cost the same.

        Raises
        ------
        NotFittedError
            If `fit` has not been called.
        TypeError, ValueError
            If `X` is not a table of finite numbers with as many columns as in `fit`.
        """
        z = self.decision_function(X)
        return self.classes_[(z > 0).astype(int) if z.ndim == 1 else z.argmax(axis=1)]


def _checked_parameter(name, value, hint, *, infinite=False, whole=False):
    """Raise an error that names the parameter unless it is a number above 0."""
    kind = "a whole number" if whole else "a number"
    if not isinstance(value, (int, np.integer) if whole else (int, float, np.integer, np.floating)):
        raise TypeError(f"{name} must be {kind} above 0, but got {value!r}. {hint}")
    if not value > 0 or (np.isinf(value) and not infinite):
        raise ValueError(f"{name} must be {kind} above 0, but got {value}. {hint}")


def _inverse(hessian):
    """Return the inverse of symmetric matrices, shape (..., D, D), that have no curvature below 0.

    Along a direction without curvature, which is one that changes no score, the inverse is 0.
    """
    # Divide by the size of each row and column, so that no unit of a feature is "small".
    size = np.sqrt(np.diagonal(hessian, axis1=-2, axis2=-1))[..., np.newaxis]
    size = np.where(size > 0, size, 1)
    transposed = np.swapaxes(size, -1, -2)
    scaled = hessian / size / transposed
    if _is_far_from_singular(scaled):
        return np.linalg.inv(scaled) / size / transposed
    curvature, direction = np.linalg.eigh(scaled)
    curvature = np.where(curvature > 1e-13 * curvature[..., -1:], curvature, np.inf)
    inverse = (direction / curvature[..., np.newaxis, :]) @ np.swapaxes(direction, -1, -2)
    return inverse / size / transposed


def _is_far_from_singular(matrices):
    """Tell, in a fraction of the time that eigenvalues take, if all of them are above 0."""
    try:
        root = np.linalg.cholesky(matrices)
    except np.linalg.LinAlgError:
        return False
    return np.diagonal(root, axis1=-2, axis2=-1).min() > 1e-5


class LogisticRegression(_LinearClassifier):
    r"""Logistic regression for two classes: p(y = 1 | x) = σ(x·w + b).

    Parameters
    ----------
    solver : {"newton", "gd"}, default "newton"
        Newton's method (for this model also called IRLS: iteratively reweighted least squares),
        or gradient descent.
    C : float, default inf
        1/λ, the inverse strength of the L2 penalty λ/2 ‖w‖². inf: no penalty, maximum likelihood.
        (scikit-learn's default is 1.)
    max_iter : int, default 1000
        The largest number of steps.
    tol : float, default 1e-10
        Stop after a step that promised to lower the objective by no more than this, in nats.
    learning_rate : float, optional
        Gradient descent multiplies the gradient of the mean loss with it. By default it is 1
        divided by the largest curvature that the loss can have, so that no step goes up.

    Attributes
    ----------
    coef_ : ndarray, shape (1, d)
        Weights w: change of the log-odds, in nats, for one unit of the feature. exp(w) is the
        factor on the odds.
    intercept_ : ndarray, shape (1,)
        b: the log-odds where all features are 0.
    classes_ : ndarray, shape (2,)
        The labels. The second one is the class y = 1.
    n_iter_ : int
        Number of steps.
    loss_curve_ : list of float, length `n_iter_` + 1
        The objective (NLL + λ/2 ‖w‖²)/N before the first step, which is ln 2, and after each.

    Notes
    -----
    The gradient of the NLL is Xᵀ(p - y), the sum of the errors, each times its features. The
    Hessian is Xᵀ S X with S = diag(p (1 - p)). There is no closed form for the minimum. A Newton
    step solves a weighted least-squares problem,

    .. math::
        \beta \leftarrow \beta
            - (X^\top S X + \lambda I)^{-1} (X^\top (p - y) + \lambda \beta)

    and is halved until the objective does not rise. Where columns of X depend on each other, some
    directions change no score; the step leaves them out.

    If the features separate the classes, the likelihood has no maximum: see `is_separable`. The
    fit then warns. With a finite C the minimum always exists.

    Chapter 4 of the course.

    References
    ----------
    Cox, D. R. (1958). The regression analysis of binary sequences. *Journal of the Royal
    Statistical Society B*, 20(2), 215–242.

    Albert, A., & Anderson, J. A. (1984). On the existence of maximum likelihood estimates in
    logistic regression models. *Biometrika*, 71(1), 1–10.

    Examples
    --------
    >>> from logitlab import load_oring
    >>> data = load_oring()
    >>> model = LogisticRegression().fit(data.X, data.y)
    >>> model.intercept_.round(4), model.coef_.round(5)
    (array([15.0429]), array([[-0.23216]]))
    """

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        return tags

    def _check_classes(self):
        if len(self.classes_) != 2:
            raise ValueError(
                "Only binary classification is supported: y must hold two classes, but got "
                f"{len(self.classes_)} class(es). For more than two, use SoftmaxRegression."
            )

    def _start(self, width):
        return np.zeros((width, 1))

    def _losses(self, z, label):
        return -log_sigmoid(_margins_of_two(z, label))

    def _pulls(self, z, label):
        return binary_cross_entropy_grad(z, label[:, np.newaxis])

    def _margins(self, z, label):
        return _margins_of_two(z, label)

    def _newton_step(self, features, z, gradient, penalty):
        hessian = (features.T * sigmoid_grad(z).T) @ features / len(features)
        hessian += np.diag(penalty[:, 0] / len(features))
        return _inverse(hessian) @ gradient

    def _largest_curvature(self, features, penalty):
        return np.linalg.norm(features, 2) ** 2 / 4 + penalty  # p (1 - p) is at most 1/4


def _margins_of_two(z, label):
    """Return z for the samples with label 1 and -z for those with label 0."""
    return np.where(label[:, np.newaxis] == 1, z, -z)


class SoftmaxRegression(_LinearClassifier):
    r"""Softmax regression for K classes: p(y = k | x) = softmax(W x + b)_k.

    Parameters
    ----------
    solver : {"newton", "gd"}, default "newton"
        Newton's method, or gradient descent.
    C : float, default inf
        1/λ, the inverse strength of the L2 penalty λ/2 ‖W‖². inf: no penalty, maximum likelihood.
        (scikit-learn's default is 1.)
    max_iter : int, default 1000
        The largest number of steps.
    tol : float, default 1e-10
        Stop after a step that promised to lower the objective by no more than this, in nats.
    learning_rate : float, optional
        Gradient descent multiplies the gradient of the mean loss with it. By default it is 1
        divided by the largest curvature that the loss can have, so that no step goes up.

    Attributes
    ----------
    coef_ : ndarray, shape (K, d)
        Weights. Only differences between rows count: the log-odds between the classes j and k
        change by ``coef_[j] - coef_[k]`` for one unit of each feature. The rows sum to 0.
    intercept_ : ndarray, shape (K,)
        The scores where all features are 0. They sum to 0.
    classes_ : ndarray, shape (K,)
        The labels.
    n_iter_ : int
        Number of steps.
    loss_curve_ : list of float, length `n_iter_` + 1
        The objective (NLL + λ/2 ‖W‖²)/N before the first step, which is ln K, and after each.

    Notes
    -----
    The gradient of the NLL in the scores is P - Y. Adding one vector to the weights of all classes
    changes no probability, so the Hessian is singular. Newton's system is therefore solved with
    conjugate gradients. They need the product of the Hessian with a vector and not the Hessian
    itself, which has (K (d + 1))² entries, and they never leave the space where rows sum to 0.

    With two classes the model is logistic regression with w = W_1 - W_0. The penalty is shared
    between two rows there, so λ = 2 here is λ = 1 for `LogisticRegression`.

    Chapter 5 of the course; chapter 10 builds it from nothing.

    References
    ----------
    Bridle, J. S. (1990). Probabilistic interpretation of feedforward classification network
    outputs, with relationships to statistical pattern recognition. *Neurocomputing*, 227–236.
    Springer.

    Nocedal, J., & Wright, S. J. (2006). *Numerical Optimization* (2nd ed.), chapter 7. Springer.

    Examples
    --------
    >>> from logitlab import load_iris
    >>> data = load_iris()
    >>> petals = np.column_stack([data.column("petal length"), data.column("petal width")])
    >>> model = SoftmaxRegression(C=1).fit(petals, data.y)
    >>> round(model.score(petals, data.y), 3)
    0.967
    """

    def _check_classes(self):
        if len(self.classes_) < 2:
            raise ValueError(
                f"y must hold two classes or more, but got only one class: {self.classes_[0]!r}. "
                "Is the table sorted, and y the first part of it?"
            )

    def _start(self, width):
        return np.zeros((width, len(self.classes_)))

    def _losses(self, z, label):
        return -log_softmax(z)[np.arange(len(z)), label]

    def _pulls(self, z, label):
        return cross_entropy_grad(z, label)

    def _margins(self, z, label):
        rows = np.arange(len(z))
        others = z.copy()
        others[rows, label] = -np.inf
        return z[rows, label] - others.max(axis=1)

    def _newton_step(self, features, z, gradient, penalty):
        n = len(features)
        p = softmax(z)

        def hessian_times(v):
            change = features @ v
            slopes = p * (change - (p * change).sum(axis=1, keepdims=True))
            return (features.T @ slopes + penalty * v) / n

        # The blocks of the Hessian that belong to one class each are small enough to invert. They
        # take care of features on different scales.
        blocks = np.stack([(features.T * weight) @ features for weight in (p * (1 - p)).T])
        inverse = _inverse((blocks + np.diag(penalty[:, 0])) / n)

        def precondition(v):
            v = (inverse @ v.T[:, :, np.newaxis])[:, :, 0].T
            return v - v.mean(axis=1, keepdims=True)

        return _conjugate_gradients(hessian_times, gradient, precondition)

    def _largest_curvature(self, features, penalty):
        # diag(p) - p pᵀ has no eigenvalue above 1/2
        return np.linalg.norm(features, 2) ** 2 / 2 + penalty


def _conjugate_gradients(matrix_times, right, precondition):
    """Solve ``matrix_times(x) = right`` for x, more exactly the smaller `right` is."""
    x = np.zeros_like(right)
    residual = right
    direction = precondition(residual)
    first = size = (residual * direction).sum()
    for _ in range(right.size):
        # Far from the minimum of the loss a rough Newton step does; close to it, size is small.
        if size <= first * min(0.01, first):
            break
        image = matrix_times(direction)
        length = size / (direction * image).sum()
        x = x + length * direction
        residual = residual - length * image
        ready = precondition(residual)
        size, previous = (residual * ready).sum(), size
        direction = ready + size / previous * direction
    return x


def is_separable(X: ArrayLike, y: ArrayLike) -> bool:
    r"""Tell whether the features separate the classes, so that the likelihood has no maximum.

    Parameters
    ----------
    X : array_like, shape (N, d)
        Features.
    y : array_like, shape (N,)
        Labels of two or more classes.

    Returns
    -------
    bool
        True if some scores that are linear in the features (with an intercept) rank the right
        class first or tied for every sample, and alone in first place for at least one.

    Raises
    ------
    TypeError, ValueError
        If `X` is not a table of finite numbers, or `y` does not have one label for each row.

    Notes
    -----
    Multiply such scores by a growing number: no sample loses and some gain, without end. So the
    likelihood has a maximum exactly if the answer is False. A perfect fit of all samples is one
    case (complete separation); that one feature value occurs with one label only is a common
    other (quasi-complete separation).

    It is a linear program: choose the weights that maximize the sum of all margins, where no
    margin may be below 0 or above 1. The sum is 0 if only ties are possible. Otherwise it is 1
    or more, because the weights can be scaled until the largest margin is 1.

    Chapter 4 of the course.

    References
    ----------
    Albert, A., & Anderson, J. A. (1984). On the existence of maximum likelihood estimates in
    logistic regression models. *Biometrika*, 71(1), 1–10.

    Examples
    --------
    >>> is_separable([[1.0], [2.0], [3.0], [4.0]], [0, 0, 1, 1])
    True
    >>> is_separable([[1.0], [2.0], [3.0], [4.0]], [0, 1, 0, 1])
    False
    """
    X, y = check_X_y(X, y, dtype=np.float64)
    classes, label = np.unique(y, return_inverse=True)
    if len(classes) == 1:
        return True  # a large intercept fits everything
    # Only the space that the columns span counts. In an orthonormal basis of it, units and
    # dependent columns cannot trouble the solver.
    centered = X - X.mean(axis=0)
    spread = centered.std(axis=0)
    basis, size, _ = np.linalg.svd(centered / np.where(spread > 0, spread, 1), full_matrices=False)
    basis = basis[:, size > max(X.shape) * np.finfo(float).eps * size[0]]
    features = _with_ones(basis * np.sqrt(len(X)))
    unit = np.eye(len(classes))[:, 1:]  # the scores of the first class are 0
    margins = sparse.vstack(
        [
            sparse.kron(unit[[right]] - unit[[other]], features[label == right])
            for right in range(len(classes))
            for other in range(len(classes))
            if other != right
        ],
        format="csr",
    )
    rows = margins.shape[0]
    best = linprog(
        -np.asarray(margins.sum(axis=0)).ravel(),
        A_ub=sparse.vstack([margins, -margins]),
        b_ub=np.repeat([1.0, 0.0], rows),
        bounds=(None, None),
    )
    return bool(best.fun < -0.5)
