"""Unit tests of logitlab.data: the numbers that the course prints about its data sets."""

import dataclasses

import numpy as np
import pytest
from sklearn import datasets

from logitlab import (
    LogisticRegression,
    load_baseball,
    load_breast_cancer,
    load_digits,
    load_iris,
    load_oring,
)

LOADERS = {load_oring: (23, 1, 2), load_breast_cancer: (569, 30, 2)}
LOADERS |= {load_iris: (150, 4, 3), load_digits: (1797, 64, 10)}
LOADERS |= {load_baseball: (273, 7, 2)}


@pytest.mark.parametrize("load", LOADERS)
def test_every_data_set_has_the_same_form(load):
    data = load()
    n, d, k = LOADERS[load]
    assert data.X.shape == (n, d)
    assert data.X.dtype == np.float64
    assert np.isfinite(data.X).all()
    assert data.y.shape == (n,)
    assert data.y.dtype == np.int64
    assert set(data.y) == set(range(k))
    assert len(data.feature_names) == len(set(data.feature_names)) == d
    assert len(data.class_names) == len(set(data.class_names)) == k
    assert all(type(name) is str for name in data.feature_names + data.class_names)
    for text in (data.unit, data.story, data.citation):
        assert len(text) > 10
        assert "\n" not in text  # one paragraph
    for i, name in enumerate(data.feature_names):
        np.testing.assert_array_equal(data.column(name), data.X[:, i])


@pytest.mark.parametrize("load", LOADERS)
def test_each_call_gives_its_own_copy(load):
    first = load()
    first.X[0, 0] += 1
    assert load().X[0, 0] == first.X[0, 0] - 1


def test_a_data_set_cannot_be_reassigned():
    with pytest.raises(dataclasses.FrozenInstanceError):
        load_oring().y = None


def test_unknown_column_is_named():
    with pytest.raises(ValueError, match="name must be .*'sepal length'.*got 'sepal_length'"):
        load_iris().column("sepal_length")


def test_repr_is_one_line_for_people():
    assert repr(load_oring()) == (
        "DataSet(samples: 23, features: 1, classes: no distress 16, distress 7)"
    )


def test_oring():
    data = load_oring()
    t = data.column("temperature")
    # the list of Dalal, Fowlkes and Hoadley (1989)
    expected = [53, 57, 58, 63, 66, 67, 67, 67, 68, 69, 70, 70, 70, 70, 72, 73, 75, 75, 76, 76]
    assert sorted(t) == [*expected, 78, 79, 81]
    assert sorted(t[data.y == 1]) == [53, 57, 58, 63, 70, 70, 75]
    assert data.class_names == ("no distress", "distress")
    assert "°F" in data.unit


def test_breast_cancer_codes_malignant_as_1():
    data = load_breast_cancer()
    source = datasets.load_breast_cancer()
    assert data.class_names == ("benign", "malignant")
    np.testing.assert_array_equal(data.y == 1, source.target_names[source.target] == "malignant")
    assert data.y.sum() == 212
    # malignant tumors are the larger ones
    radius = data.column("worst radius")
    assert radius[data.y == 1].mean() > radius[data.y == 0].mean()


def test_iris_and_digits_keep_the_codes_of_scikit_learn():
    np.testing.assert_array_equal(load_iris().y, datasets.load_iris().target)
    assert load_iris().class_names == ("setosa", "versicolor", "virginica")
    assert load_iris().feature_names[2] == "petal length"
    assert "cm" in load_iris().unit
    digits = load_digits()
    source = datasets.load_digits()
    np.testing.assert_array_equal(digits.X, source.data)
    np.testing.assert_array_equal(digits.y, source.target)
    assert digits.feature_names == tuple(source.feature_names)
    assert digits.class_names == tuple("0123456789")
    assert (digits.X.min(), digits.X.max()) == (0, 16)
    assert (np.ptp(digits.X, axis=0) == 0).sum() == 3  # the story says so


# Wins of the row's team over the column's, in the order of the loader: Agresti (2002), table 10.10.
WINS = [
    [0, 7, 9, 7, 7, 9, 11],
    [6, 0, 7, 5, 11, 9, 9],
    [4, 6, 0, 7, 7, 8, 12],
    [6, 8, 6, 0, 6, 7, 10],
    [6, 2, 6, 7, 0, 7, 12],
    [4, 4, 5, 6, 6, 0, 6],
    [2, 4, 1, 3, 1, 7, 0],
]


def test_the_baseball_games_are_those_of_the_book():
    data = load_baseball()
    assert data.feature_names[:3] == ("Milwaukee", "Detroit", "Toronto")
    assert data.feature_names[3:] == ("New York", "Boston", "Cleveland", "Baltimore")
    wins = np.zeros((7, 7), int)
    for row, won in zip(data.X, data.y, strict=True):
        home, away = row.argmax(), row.argmin()
        wins[(home, away) if won else (away, home)] += 1
    np.testing.assert_array_equal(wins, WINS)
    assert set((wins + wins.T)[~np.eye(7, dtype=bool)]) == {13}
    assert not data.X.sum(axis=1).any()
    assert data.y.sum() == 154


def test_the_fit_of_the_baseball_games_is_the_published_one():
    data = load_baseball()
    # Without a bias: each game once, and once more seen from the other side.
    twice = np.vstack([data.X, -data.X])[:, :6], np.append(data.y, 1 - data.y)
    fit = LogisticRegression().fit(*twice)
    # tests/baseball.Rout.save of BradleyTerry2; Agresti's table 10.11 has two digits of them
    published = [1.5814, 1.4364, 1.2945, 1.2476, 1.1077, 0.6839]
    np.testing.assert_allclose(fit.coef_[0], published, atol=5e-5)
    assert abs(fit.intercept_[0]) < 1e-12
    surprise = len(data.y) * fit.loss_curve_[-1]
    assert abs(surprise - 172.2482) < 5e-5
    # With it: what playing at home adds.
    fit = LogisticRegression().fit(data.X[:, :6], data.y)
    published = [1.6196, 1.4754, 1.3271, 1.2813, 1.1438, 0.7047]
    np.testing.assert_allclose(fit.coef_[0], published, atol=5e-5)
    assert abs(fit.intercept_[0] - 0.3023) < 5e-5
    change = 2 * (surprise - len(data.y) * fit.loss_curve_[-1])
    assert abs(change - 5.4106) < 5e-5  # of the deviance: 44.053 to 38.643
