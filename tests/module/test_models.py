"""Unit tests of logitlab.models: exact fits, both solvers, separable data, the interface."""

import warnings

import numpy as np
import pytest
from reference import MODELS, assert_close, assert_matches, cases
from scipy.optimize import minimize
from sklearn import linear_model
from sklearn.exceptions import ConvergenceWarning, NotFittedError
from sklearn.utils.estimator_checks import parametrize_with_checks

import logitlab
from logitlab import LogisticRegression, SoftmaxRegression, is_separable

ORING = logitlab.load_oring()
IRIS = logitlab.load_iris()
TOY_X, TOY_Y = np.array([[-2.0], [-1.0], [1.0], [2.0]]), np.array([0, 0, 1, 1])


@pytest.fixture(autouse=True)
def no_warning_escapes(request):
    """Turn every floating-point event and every warning into an error."""
    if "estimator" in request.fixturenames:  # scikit-learn's own checks make some
        yield
        return
    with np.errstate(all="raise"), warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def parameters(model):
    return np.append(model.intercept_, model.coef_)


def nll(b, w, x, y):
    return logitlab.binary_cross_entropy_with_logits(b + w * x, y, reduction="sum")


# ---------------------------------------------------------------- exact values


@pytest.mark.parametrize("case", cases(*MODELS))
def test_logistic_regression_matches_reference(case):
    arguments = case["args"]
    if "x" in arguments and "y" in arguments:
        x, y = np.array(arguments["x"], float), np.array(arguments["y"])
    else:
        x, y = ORING.column("temperature"), ORING.y
        model = LogisticRegression().fit(ORING.X, y)
    match case["function"]:
        case "logreg_nll":
            got = model.loss_curve_[-1] * len(y)
        case "logreg_irls_iterate":
            with pytest.warns(ConvergenceWarning, match="not at the minimum"):
                model = LogisticRegression(max_iter=arguments["iteration"]).fit(ORING.X, y)
            got = parameters(model)
        case "logreg_predict":
            got = model.predict_proba([[arguments["x"]]])[0, 1]
        case "logreg_odds_ratio":
            got = np.exp(arguments["delta_x"] * model.coef_[0, 0])
        case "logreg_l2":
            model = LogisticRegression(C=1 / float(arguments["lambda"])).fit(x[:, None], y)
            got = parameters(model)
        case "logreg_nll_at":
            got = nll(float(arguments["b"]), float(arguments["w"]), x, y)
        case "logreg_firth":
            # Not a model of the module: its likelihood and curvature, maximized from outside.
            def penalized(parameters):
                z = parameters[0] + parameters[1] * x
                design = np.column_stack([np.ones(len(x)), x])
                information = design.T @ (design * logitlab.sigmoid_grad(z)[:, np.newaxis])
                return nll(*parameters, x, y) - np.linalg.slogdet(information)[1] / 2

            got = minimize(penalized, [0.0, 0.5], method="Nelder-Mead", tol=1e-10).x
            # The intercept is 0 in exact arithmetic; a search stops at its own tolerance.
            assert abs(got[0]) < 1e-6
            got[0] = 0
    assert_matches(case, got)


def test_oring_maximum_of_the_likelihood():
    model = LogisticRegression().fit(ORING.X, ORING.y)
    # the numbers that the course prints, to the digits it prints
    assert model.intercept_.round(4) == [15.0429]
    assert model.coef_.round(5) == [[-0.23216]]
    assert round(-23 * model.loss_curve_[-1], 4) == -10.1576
    assert model.n_iter_ == len(model.loss_curve_) - 1 <= 7
    # at a maximum the residuals do not pull (scaled by 70 °F times 23 launches)
    residual = model.predict_proba(ORING.X)[:, 1] - ORING.y
    assert abs(residual.sum()) < 1e-9
    assert abs(residual @ ORING.column("temperature")) < 1e-7


def test_curriculum_numbers_for_breast_cancer():
    data = logitlab.load_breast_cancer()
    X = data.column("worst radius")[:, np.newaxis]
    model = LogisticRegression().fit(X, data.y)
    assert parameters(model).round(4).tolist() == [-19.1745, 1.1538]
    assert round(model.score(X, data.y), 3) == 0.914
    assert round(model.loss_curve_[-1], 4) == 0.2013


def test_curriculum_numbers_for_iris():
    petals = IRIS.X[:, 2:]
    model = SoftmaxRegression(C=1).fit(petals, IRIS.y)
    assert round(model.score(petals, IRIS.y), 3) == 0.967
    p = model.predict_proba(petals)
    assert round(-np.log(p[np.arange(150), IRIS.y]).mean(), 3) == 0.133


# ---------------------------------------------------------------- against scikit-learn


@pytest.mark.parametrize("C", [0.01, 1.0, 1000.0])
def test_logistic_regression_agrees_with_scikit_learn(C):
    data = logitlab.load_breast_cancer()
    got = LogisticRegression(C=C).fit(data.X, data.y)
    peer = linear_model.LogisticRegression(C=C, solver="newton-cholesky", tol=1e-12, max_iter=500)
    peer.fit(data.X, data.y)
    # Both stop at a rounded gradient. The features differ in scale by a factor of 10⁵.
    assert_close(parameters(got), parameters(peer), rtol=1e-6, atol=1e-8)
    assert_close(got.predict_proba(data.X), peer.predict_proba(data.X), rtol=1e-6, atol=1e-12)
    np.testing.assert_array_equal(got.predict(data.X), peer.predict(data.X))


def test_softmax_regression_agrees_with_scikit_learn():
    got = SoftmaxRegression(C=2.0).fit(IRIS.X, IRIS.y)
    peer = linear_model.LogisticRegression(C=2.0, solver="newton-cholesky", tol=1e-12)
    peer.fit(IRIS.X, IRIS.y)
    assert_close(got.coef_, peer.coef_, rtol=1e-6, atol=1e-8)  # two iterative solvers
    assert_close(got.predict_proba(IRIS.X), peer.predict_proba(IRIS.X), rtol=1e-6)
    assert_close(got.decision_function(IRIS.X), peer.decision_function(IRIS.X), rtol=1e-6)
    # the space without the redundant direction: a rounding error for each step
    assert_close(got.coef_.sum(axis=0), np.zeros(4), rtol=0, atol=1e-12)
    assert_close(got.intercept_.sum(), 0, rtol=0, atol=1e-12)


@parametrize_with_checks(
    [
        LogisticRegression(),
        LogisticRegression(C=1),
        LogisticRegression(solver="gd", max_iter=200),
        SoftmaxRegression(),
        SoftmaxRegression(C=1),
        SoftmaxRegression(solver="gd", max_iter=200),
    ]
)
@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_scikit_learn_estimator_checks(estimator, check):
    check(estimator)


# ---------------------------------------------------------------- the two models, two solvers


def test_a_copy_of_a_feature_halves_the_penalty_and_changes_nothing_without_one():
    """w as two halves costs w²/4 instead of w²/2: as if C were doubled. Chapter 4 says so."""
    x = (ORING.X - ORING.X.mean()) / ORING.X.std()
    for copied, alone in ((1.0, 2.0), (np.inf, np.inf)):
        both = LogisticRegression(C=copied).fit(np.hstack([x, x]), ORING.y).coef_[0]
        one = LogisticRegression(C=alone).fit(x, ORING.y).coef_[0, 0]
        np.testing.assert_allclose(both.sum(), one, rtol=1e-6)


def test_two_classes_with_shared_penalty():
    # λ/2 (|w/2|² + |-w/2|²) = (λ/2)/2 |w|²: softmax with λ = 2 is the sigmoid with λ = 1
    one = LogisticRegression(C=1.0).fit(ORING.X, ORING.y)
    two = SoftmaxRegression(C=0.5).fit(ORING.X, ORING.y)
    assert_close(two.coef_[1] - two.coef_[0], one.coef_[0], rtol=1e-6)  # as the curriculum asks
    assert_close(two.predict_proba(ORING.X), one.predict_proba(ORING.X), rtol=1e-6)
    assert two.decision_function(ORING.X).shape == (23,)
    np.testing.assert_array_equal(two.predict(ORING.X), one.predict(ORING.X))


@pytest.mark.parametrize("model", [LogisticRegression, SoftmaxRegression])
def test_gradient_descent_finds_the_same_minimum(model):
    X, y = IRIS.X[50:, :2] - IRIS.X[50:, :2].mean(axis=0), IRIS.y[50:]
    newton = model(C=1).fit(X, y)
    gd = model(C=1, solver="gd", tol=1e-16, max_iter=20000).fit(X, y)
    assert gd.n_iter_ > 10 * newton.n_iter_
    # a promise of 1e-16 per step leaves a distance of about its square root
    assert_close(parameters(gd), parameters(newton), rtol=1e-5)
    faster = model(C=1, solver="gd", tol=1e-16, max_iter=20000, learning_rate=1.0).fit(X, y)
    assert faster.n_iter_ != gd.n_iter_
    assert_close(parameters(faster), parameters(newton), rtol=1e-5)


@pytest.mark.parametrize("solver", ["newton", "gd"])
@pytest.mark.parametrize(("model", "k"), [(LogisticRegression, 2), (SoftmaxRegression, 3)])
def test_loss_curve_starts_at_ln_k_and_falls(solver, model, k):
    X, y = IRIS.X[IRIS.y >= 3 - k], IRIS.y[IRIS.y >= 3 - k]
    X = X - X.mean(axis=0)  # for gradient descent
    fitted = model(solver=solver, C=1, tol=1e-7).fit(X, y)
    curve = fitted.loss_curve_
    assert len(curve) == fitted.n_iter_ + 1
    assert all(type(loss) is float for loss in curve)
    assert_close(curve[0], np.log(k), rtol=1e-12)
    assert (np.diff(curve) <= 1e-14).all()  # a rise in the last digits is rounding
    # the last value is the objective at the returned parameters
    p = fitted.predict_proba(X)[np.arange(len(y)), y - y.min()]
    objective = (-np.log(p).sum() + (fitted.coef_**2).sum() / 2) / len(y)
    assert_close(curve[-1], objective, rtol=1e-12)


def test_gradient_descent_takes_the_step_it_is_given():
    with pytest.warns(ConvergenceWarning):
        model = LogisticRegression(solver="gd", learning_rate=0.25, max_iter=1).fit(TOY_X, TOY_Y)
    # -0.25 times the gradient of the mean loss: Σ (p - y) x / 4 = -0.5 * 6 / 4
    assert_close(parameters(model), [0, 0.25 * 0.75], rtol=1e-15)
    with pytest.warns(ConvergenceWarning):
        model = SoftmaxRegression(solver="gd", learning_rate=0.25, max_iter=1, C=2).fit(
            TOY_X, TOY_Y
        )
    assert_close(parameters(model), [0, 0, -0.25 * 0.75, 0.25 * 0.75], rtol=1e-15)


def test_a_diverging_descent_warns_and_stays_quiet_otherwise():
    model = LogisticRegression(solver="gd", learning_rate=1e307, max_iter=9, C=0.1)
    with pytest.warns(ConvergenceWarning, match="learning_rate"):
        model.fit(ORING.X, ORING.y)
    assert not np.isfinite(model.loss_curve_[-1])


@pytest.mark.parametrize("model", [LogisticRegression, SoftmaxRegression])
def test_newton_halves_a_step_that_goes_too_far(model):
    # Found by search: the undamped Newton step raises the NLL from 2.30 to 2.72 on these data.
    x1 = [-5, -17, -1, -1, -1, -22, -37, 0, -2, 0, 0, 1]
    x2 = [0, 0, 0, 32, 427, -27, -1, 0, 0, 5832, -1, -1]
    X, y = np.column_stack([x1, x2]).astype(float), [1] * 7 + [0, 0, 1, 0, 0]
    fitted = model().fit(X, y)
    assert (np.diff(fitted.loss_curve_) <= 1e-14).all()  # a rise in the last digits is rounding
    assert fitted.n_iter_ < 30  # 19; halving with the wrong sign gets there too, in 57
    pull = logitlab.binary_cross_entropy_grad(fitted.decision_function(X), y)
    # the gradient vanishes at the minimum, as far as 12 residuals and features of 10⁴ show it
    assert abs(pull.sum()) < 1e-5
    assert (np.abs(pull @ X) < 1e-2).all()


def test_units_of_a_feature_do_not_matter_without_penalty():
    rng = np.random.default_rng(0)
    X = rng.normal(size=(200, 3))
    y = (X @ [1.0, -2.0, 0.5] + rng.logistic(size=200) > 0).astype(int)
    units = np.array([1e-6, 1.0, 1e6])
    for model in (LogisticRegression(), SoftmaxRegression()):
        plain = model.fit(X, y).coef_
        assert_close(model.fit(X * units, y).coef_ * units, plain, rtol=1e-6)  # solver's tolerance


@pytest.mark.parametrize("model", [LogisticRegression(), SoftmaxRegression()])
def test_dependent_columns_do_not_blow_up_the_weights(model):
    x = ORING.X
    single = model.fit(x, ORING.y)
    expected = single.predict_proba(x)
    size = np.abs(single.coef_).max()
    double = model.fit(np.hstack([x, x, np.full_like(x, 7.0), np.zeros_like(x)]), ORING.y)
    assert_close(
        double.predict_proba(np.hstack([x, x, np.full_like(x, 7.0), 0 * x])), expected, 1e-6
    )
    # The weight is shared by the copies, the intercept with the constant. Nothing runs away.
    assert np.abs(double.coef_[:, :2]).max() < size
    assert np.abs(double.coef_[:, 2]).max() < np.abs(single.intercept_).max()
    assert (double.coef_[:, 3] == 0).all()


# ---------------------------------------------------------------- separable data


@pytest.mark.parametrize(
    ("X", "y", "expected"),
    [
        (TOY_X, TOY_Y, True),  # complete
        ([[1], [2], [2], [3]], [0, 0, 1, 1], True),  # quasi-complete: a tie at 2
        ([[1], [2], [3], [2.5]], [0, 1, 0, 1], False),
        ([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0], False),  # XOR
        ([[5], [5], [5]], [0, 1, 0], False),  # a constant feature tells nothing
        ([[1], [2]], [0, 0], True),  # one class: the intercept alone
        ([[1], [2], [3], [4], [5], [6]], [0, 0, 1, 1, 2, 2], True),
        ([[1], [2], [3], [4], [5], [6]], [0, 2, 1, 0, 2, 1], False),
        ([[1], [2], [3], [4], [9], [8]], [0, 1, 0, 1, 2, 2], True),  # only class 2 stands apart
        ([[1e-9], [2e-9], [3e-9], [4e-9]], [0, 0, 1, 1], True),  # in any unit
        ([[1e9], [1e9 + 1], [1e9 + 2], [1e9 + 3]], ["a", "b", "a", "b"], False),
    ],
)
def test_is_separable(X, y, expected):
    got = is_separable(X, y)
    assert type(got) is bool
    assert got is expected
    # a mirror image and a change of unit are separable exactly when the original is
    assert is_separable(-1000 * np.array(X, float) + 7, y) is expected


def test_is_separable_on_the_data_of_the_course():
    data = logitlab.load_breast_cancer()
    answers = [is_separable(data.X[:, :k], data.y) for k in (1, 10, 30)]
    assert answers == [False, False, True]
    assert is_separable(IRIS.X, IRIS.y == 0)
    assert not is_separable(IRIS.X, IRIS.y == 1)


@pytest.mark.parametrize("solver", ["newton", "gd"])
@pytest.mark.parametrize("model", [LogisticRegression, SoftmaxRegression])
def test_separable_data_without_penalty_cause_a_warning(model, solver):
    with pytest.warns(ConvergenceWarning, match="no maximum.*finite C") as caught:
        fitted = model(solver=solver, max_iter=100).fit(TOY_X, TOY_Y)
    assert caught[0].filename == __file__
    assert fitted.score(TOY_X, TOY_Y) == 1
    # the cure: a finite C, no warning (the fixture would raise)
    model(C=1).fit(TOY_X, TOY_Y)


@pytest.mark.parametrize("model", [LogisticRegression, SoftmaxRegression])
def test_quasi_separable_data_cause_the_same_warning(model):
    with pytest.warns(ConvergenceWarning, match="no maximum"):
        model().fit([[1.0], [2.0], [2.0], [3.0]], [0, 0, 1, 1])


def test_one_sample_in_many_that_stands_apart_causes_the_warning():
    # The mean loss hardly feels one sample in 20001, so the solver stops with smaller weights.
    X, y = np.zeros((20001, 1)), np.arange(20001) % 2
    X[-1], y[-1] = 1, 1
    with pytest.warns(ConvergenceWarning, match="no maximum"):
        LogisticRegression().fit(X, y)


def test_one_class_that_stands_apart_causes_the_warning():
    with pytest.warns(ConvergenceWarning, match="no maximum"):
        SoftmaxRegression().fit(IRIS.X[:, 2:], IRIS.y)


def test_certain_samples_alone_cause_no_warning():
    # Far from the overlap some samples are fitted with odds beyond e¹⁰⁰, but a maximum exists.
    X = np.array([[-400.0], [-1.0], [0.0], [1.0], [2.0], [400.0]])
    model = LogisticRegression().fit(X, [0, 0, 1, 0, 1, 1])
    assert np.abs(model.decision_function(X)).max() > 100


# ---------------------------------------------------------------- predictions and mistakes


def test_probabilities_keep_their_digits_on_both_sides():
    model = LogisticRegression(C=1).fit(TOY_X, TOY_Y)
    p = model.predict_proba([[-600.0], [600.0]])
    assert 0 < p[0, 1] == p[1, 0] < 1e-200  # 1 - p would be 0
    model = SoftmaxRegression(C=1).fit(TOY_X, TOY_Y)
    p = model.predict_proba([[-400.0], [400.0]])
    assert 0 < p[0, 1] < 1e-100
    # The two classes are mirror images, up to the last digits of the fit, 400 times over.
    assert_close(p[0, 1], p[1, 0], rtol=1e-9)


def test_labels_of_any_type_come_back():
    names = np.array(["cold", "warm"])
    model = LogisticRegression(C=1).fit(TOY_X, names[TOY_Y])
    assert model.classes_.tolist() == ["cold", "warm"]
    assert model.predict([[-3.0], [3.0]]).tolist() == ["cold", "warm"]
    model = SoftmaxRegression(C=1).fit(IRIS.X, np.array([7, -1, 3])[IRIS.y])
    assert model.classes_.tolist() == [-1, 3, 7]
    assert model.predict(IRIS.X[:1]).tolist() == [7]
    assert model.predict_proba(IRIS.X[:5]).shape == (5, 3)
    assert_close(model.predict_proba(IRIS.X[:5]).sum(axis=1), np.ones(5), rtol=4e-16)  # 2 ulp


def test_a_tie_goes_to_the_first_class():
    model = LogisticRegression(C=1).fit(TOY_X, TOY_Y)
    model.intercept_[:] = 0
    assert model.predict([[0.0]]) == [0]


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"solver": "lbfgs"}, ValueError, 'solver must be "newton" or "gd", but got \'lbfgs\''),
        ({"C": 0}, ValueError, "C must be a number above 0, but got 0. It is 1/λ"),
        ({"C": np.nan}, ValueError, "C must be .* nan"),
        ({"C": "1"}, TypeError, "C must be .* '1'"),
        ({"max_iter": 0}, ValueError, "max_iter must be a whole number above 0, but got 0"),
        ({"max_iter": 1.5}, TypeError, "max_iter must be a whole number"),
        ({"tol": -1.0}, ValueError, "tol must be .* got -1.0"),
        ({"tol": np.inf}, ValueError, "tol must be .* got inf"),
        ({"learning_rate": 0.0}, ValueError, "learning_rate must be .* got 0.0"),
    ],
)
@pytest.mark.parametrize("model", [LogisticRegression, SoftmaxRegression])
def test_illegal_options_are_named(model, options, error, words):
    with pytest.raises(error, match=words):
        model(**options).fit(TOY_X, TOY_Y)


def test_wrong_number_of_classes_is_named():
    with pytest.raises(ValueError, match=r"got 3 class\(es\).*SoftmaxRegression"):
        LogisticRegression().fit(IRIS.X, IRIS.y)
    with pytest.raises(ValueError, match=r"got 1 class\(es\)"):
        LogisticRegression().fit(TOY_X, [1, 1, 1, 1])
    with pytest.raises(ValueError, match=r"only one class: .*1.*sorted"):
        SoftmaxRegression().fit(TOY_X, [1, 1, 1, 1])


def test_an_unfitted_model_says_so():
    for method in ("predict", "predict_proba", "decision_function"):
        with pytest.raises(NotFittedError, match="SoftmaxRegression"):
            getattr(SoftmaxRegression(), method)(TOY_X)


@pytest.mark.parametrize("model", [LogisticRegression(C=0.5), SoftmaxRegression(C=0.5)])
def test_the_loss_curve_holds_the_mean_loss_with_its_penalty(model):
    fitted = model.fit(ORING.X, ORING.y)
    if isinstance(model, LogisticRegression):
        z = fitted.decision_function(ORING.X)
        nll = logitlab.binary_cross_entropy_with_logits(z, ORING.y, reduction="sum")
    else:
        z = ORING.X @ fitted.coef_.T + fitted.intercept_
        nll = logitlab.cross_entropy_with_logits(z, ORING.y, reduction="sum")
    penalty = np.sum(fitted.coef_**2) / (2 * 0.5)
    assert penalty > 0.001
    assert_close(fitted.loss_curve_[-1], (nll + penalty) / 23, rtol=1e-13)


def test_newton_needs_few_steps_with_a_penalty_too():
    """With a wrong curvature it gets to the same place, in many more steps."""
    cancer = logitlab.load_breast_cancer()
    assert LogisticRegression(C=1).fit(cancer.X, cancer.y).n_iter_ <= 12
    assert SoftmaxRegression(C=1).fit(cancer.X, cancer.y).n_iter_ <= 12
