"""Unit tests of logitlab.data: the numbers that the course prints about its data sets."""

import dataclasses

import numpy as np
import pytest
from sklearn import datasets

from logitlab import load_breast_cancer, load_digits, load_iris, load_oring

LOADERS = {load_oring: (23, 1, 2), load_breast_cancer: (569, 30, 2)}
LOADERS |= {load_iris: (150, 4, 3), load_digits: (1797, 64, 10)}


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
