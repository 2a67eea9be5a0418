"""Splits, scaling and draws of a data set, and samples that are refused."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nncore.data.samples import Samples
from tests.data.data_example import dataset


@given(n=st.integers(4, 60), fraction=st.floats(0.0, 0.9), legacy=st.booleans())
def test_splits_are_disjoint_and_complete(n: int, fraction: float, legacy: bool) -> None:
    stream = "legacy" if legacy else "modern"
    data = dataset("moons", stream=stream, draws=2, n_samples=n, test_fraction=fraction)
    assert data.test.shape == (2, round(n * fraction))
    for train, test in zip(data.train, data.test, strict=True):
        assert sorted([*train, *test]) == list(range(n))


def test_the_published_split_of_the_118_microchips() -> None:
    data = dataset("microchips", draws=3, test_fraction=0.2)
    assert (data.train.shape, data.test.shape) == ((3, 94), (3, 24))
    assert not np.array_equal(data.test[0], data.test[1])
    unsplit = dataset("microchips", draws=3)
    np.testing.assert_array_equal(unsplit.train[0], np.arange(118))
    np.testing.assert_array_equal(unsplit.x, data.x)


def test_scaling_comes_from_the_training_part_alone() -> None:
    data = dataset("gaussians", draws=2, n_samples=40, test_fraction=0.5, standardise=True)
    train, test = data.split("train", 2), data.split("test", 2)
    np.testing.assert_allclose(train.x.mean(axis=1), 0.0, atol=1e-12)
    np.testing.assert_allclose(train.x.std(axis=1), 1.0, rtol=1e-12)
    assert (np.abs(test.x.mean(axis=1)) > 1e-6).all()
    for draw in range(2):
        rows = data.x[draw][data.train[draw]]
        np.testing.assert_allclose(data.shift[draw], rows.mean(axis=0), rtol=1e-13)
        np.testing.assert_allclose(data.inputs(data.x[draw], draw)[data.test[draw]], test.x[draw])


def test_a_constant_feature_is_not_divided_by_zero() -> None:
    data = dataset("digits", draws=2, test_fraction=0.2, standardise=True)
    assert (data.x.std(axis=(0, 1)) == 0.0).any()
    assert np.isfinite(data.split("test", 2).x).all()


def test_one_set_serves_all_replicas_and_several_serve_one_each() -> None:
    assert dataset("xor").split("train", 7).x.shape == (1, 4, 2)
    several = dataset("circle", draws=3, n_samples=20, radius=0.8)
    np.testing.assert_array_equal(several.split("train", 2, first=1).x, several.x[1:])
    with pytest.raises(ValueError, match=r"has 3 draws for 4 replicas: raise datasets\.circle\.dr"):
        several.split("train", 2, first=2)


def test_a_draw_that_is_not_usable_is_named() -> None:
    with pytest.raises(ValueError, match=r"'circle', seed 3: no sample of class 'inside'"):
        dataset("circle", radius=0.0)
    with pytest.raises(ValueError, match=r"'moons', seed 3: noise is -1; 0 or more is needed"):
        dataset("moons", noise=-1.0)
    with pytest.raises(ValueError, match=r"'clusters', seed 3: n_classes is 1; 2 or more"):
        dataset("clusters", n_classes=1)


@pytest.mark.parametrize(
    ("x", "y", "message"),
    [
        ([[1.0], [2.0]], [[0.0]], "2 rows of inputs, 1 of targets"),
        ([[1.0, 2.0]], [[0.0]], "2 inputs, 1 names"),
        ([[1.0], [np.nan]], [[0.0], [1.0]], "row 2, x column 1: not a finite number"),
        ([[1.0], [2.0]], [[0.0], [np.inf]], "row 2, y column 1: not a finite number"),
        ([[1.0], [2.0]], [[0.0], [2.0]], r"row 2: target \[2.0\] is none of the 2 classes"),
        ([[1.0], [2.0]], [[1.0, 0.0], [1.0, 1.0]], r"row 2: target \[1.0, 1.0\] is none"),
        ([[1.0], [2.0]], [[1.0], [1.0]], "no sample of class 'no'"),
        ([[1.0], [2.0]], [[1.0, 0.0], [1.0, 0.0]], "no sample of class 'yes'"),
    ],
)
def test_samples_refuse_what_no_network_can_learn(
    x: list[list[float]], y: list[list[float]], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        Samples(np.array(x), np.array(y), ("a",), ("no", "yes"))
