"""Single kinds of data sets: what the documents fix, and what their names promise."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm
from sklearn.datasets import load_digits, make_moons

from nncore.data.dataset import Dataset
from tests.data.data_example import dataset


def nearest(points: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """Number of the nearest centre of every point."""
    return np.linalg.norm(points[:, None] - centres, axis=-1).argmin(axis=-1)


@pytest.mark.parametrize("seed", [1, 2, 77])
def test_two_normals_are_the_document_s_own_draws(seed: int) -> None:
    """Its program word for word, with the global stream that it seeds."""
    state = np.random.get_state()  # noqa: NPY002
    np.random.seed(seed=seed)  # noqa: NPY002
    x_red = np.random.randn(20, 2) + (-1.0, 0.0)  # noqa: NPY002, RUF005
    x_blue = np.random.randn(20, 2) + (1.0, 0.0)  # noqa: NPY002, RUF005
    np.random.set_state(state)  # noqa: NPY002
    data = dataset("two-normals", stream="legacy", seed=seed)
    np.testing.assert_array_equal(data.x[0], np.vstack((x_red, x_blue)))
    np.testing.assert_array_equal(data.y[0], np.vstack((np.zeros((20, 1)), np.ones((20, 1)))))
    assert data.class_names == ("t = 0", "t = 1")
    assert data.feature_names == ("x1", "x2")


def test_the_chapter_s_circle_has_its_counts() -> None:
    data = dataset("circle", stream="legacy", seed=42)
    assert np.bincount(data.labels()).tolist() == [401, 99]


def test_higham_s_ten_points_are_the_paper_s() -> None:
    data = dataset("higham")
    x1 = [0.1, 0.3, 0.1, 0.6, 0.4, 0.6, 0.5, 0.9, 0.4, 0.7]
    x2 = [0.1, 0.4, 0.5, 0.9, 0.2, 0.3, 0.6, 0.2, 0.4, 0.6]
    np.testing.assert_array_equal(data.x[0].T, [x1, x2])
    np.testing.assert_array_equal(data.y[0], [[1.0, 0.0]] * 5 + [[0.0, 1.0]] * 5)


def test_voronoi_points_have_the_class_of_their_site() -> None:
    data = dataset("voronoi", draws=3, n_samples=60)
    assert data.extras["sites"].shape == (3, 6, 2)
    for draw in range(3):
        of_class = data.extras["site_labels"][draw]
        site = nearest(data.x[draw], data.extras["sites"][draw])
        np.testing.assert_array_equal(data.labels(draw), of_class[site])


def test_noiseless_moons_are_scikit_learn_s() -> None:
    data = dataset("moons", n_samples=31, noise=0.0)
    x, y = make_moons(31, shuffle=False, noise=None)
    np.testing.assert_allclose(data.x[0], x, atol=1e-15)
    np.testing.assert_array_equal(data.labels(), y)


@given(turns=st.floats(0.5, 3.0), n=st.integers(2, 40))
def test_noiseless_spirals_are_each_other_turned_by_half_a_turn(turns: float, n: int) -> None:
    data = dataset("spirals", n_samples=n, turns=turns, noise=0.0)
    radius = np.linalg.norm(data.x[0], axis=-1)
    assert radius.min() >= 0.1 - 1e-12
    assert radius.max() <= 1.0
    # Turned back by its class and its radius every point lies on the positive x1 axis.
    angle = 2.0 * np.pi * turns * radius + np.pi * data.labels()
    back = (data.x[0] @ np.array([1.0, 1j])) * np.exp(-1j * angle)
    np.testing.assert_allclose(back, radius, atol=1e-9)


def bayes_gaussians(data: Dataset) -> float:
    return float(((data.x[0].sum(axis=1) > 0.0) == data.labels()).mean())


def bayes_xor(data: Dataset) -> float:
    return float(((data.x[0].prod(axis=1) < 0.0) == data.labels()).mean())


def bayes_clusters(data: Dataset) -> float:
    return float((nearest(data.x[0], data.extras["centres"][0]) == data.labels()).mean())


@pytest.mark.parametrize(
    ("kind", "options", "best_rule", "accuracy"),
    [
        ("gaussians", {}, bayes_gaussians, norm.cdf(3.0)),
        ("gaussians", {"distance": 2.0, "scale": 2.0}, bayes_gaussians, norm.cdf(0.5)),
        ("xor-clusters", {}, bayes_xor, 0.963),
        ("clusters", {}, bayes_clusters, 0.972),
        ("clusters", {"scale": 0.5}, bayes_clusters, 1.0),
        ("clusters", {"scale": 1.5}, bayes_clusters, 0.872),
    ],
)
def test_normal_classes_overlap_as_described(kind, options, best_rule, accuracy) -> None:
    data = dataset(kind, n_samples=60_000, **options)
    deviation = np.sqrt(accuracy * (1.0 - accuracy) / 60_000)
    assert best_rule(data) == pytest.approx(accuracy, abs=4.0 * deviation + 5e-4)


@pytest.mark.parametrize("layout", ["circle", "random"])
@pytest.mark.parametrize("n_classes", [2, 3, 7])
def test_clusters_have_as_many_classes_as_asked_for(layout: str, n_classes: int) -> None:
    data = dataset("clusters", draws=2, n_classes=n_classes, layout=layout, scale=0.0, radius=1.5)
    assert len(data.class_names) == n_classes == data.y.shape[2]
    centres = data.extras["centres"]
    assert (np.linalg.norm(centres, axis=-1) <= 1.5 + 1e-12).all()
    assert np.array_equal(centres[0], centres[1]) == (layout == "circle")
    np.testing.assert_array_equal(data.x[0], centres[0][data.labels()])


@pytest.mark.parametrize("kind", ["gaussians", "xor-clusters", "moons", "spirals", "clusters"])
def test_classes_are_as_large_as_each_other(kind: str) -> None:
    counts = np.bincount(dataset(kind, n_samples=120).labels())
    assert (counts == counts[0]).all()


def test_microchips_stand_in_for_the_course_s_file() -> None:
    """As many points, of each class too, in the same range."""
    data = dataset("microchips", draws=20)
    assert data.x.shape == (20, 118, 2)
    assert (data.y.sum(axis=(1, 2)) == 58).all()
    assert -1.0 <= data.x.min() < -0.8 < 1.0 < data.x.max() <= 1.2
    assert data.source == "synthetic"


def test_noiseless_microchips_are_accepted_in_one_convex_region() -> None:
    data = dataset("microchips", n_samples=400, noise=0.0)
    inside = data.x[0][data.labels() == 1]
    pairs = np.random.default_rng(0).integers(len(inside), size=(200, 2))
    middles = inside[pairs].mean(axis=1)
    near = nearest(middles, data.x[0])
    assert (data.labels()[near] == 1).mean() > 0.98


def test_regressions_are_their_functions() -> None:
    sine, square = dataset("sine"), dataset("square")
    np.testing.assert_array_equal(sine.y, np.sin(sine.x))
    np.testing.assert_array_equal(square.y, square.x**2)
    assert (sine.scale[0, 0], square.scale[0, 0]) == (2.0 * np.pi, 2.0)
    for data, half_width in ((sine, 2.0 * np.pi), (square, 2.0)):
        assert 0.9 * half_width < np.abs(data.x).max() <= half_width
        assert np.abs(data.split("train", 1).x).max() <= 1.0


def test_the_noisy_sine_has_its_noise_and_its_curve() -> None:
    data = dataset("noisy-sine", n_samples=20_000, periods=2.0)
    assert (data.y - np.sin(data.x)).std() == pytest.approx(0.09, rel=0.02)
    assert 6.2 < np.abs(data.x).max() <= 2.0 * np.pi
    x, y = data.extras["target"][0]
    np.testing.assert_array_equal(y, np.sin(x))
    assert (x[0], x[-1]) == pytest.approx((-2.0 * np.pi, 2.0 * np.pi))


def test_digits_are_scikit_learn_s_in_its_order() -> None:
    data, bunch = dataset("digits"), load_digits()
    np.testing.assert_array_equal(data.x[0].reshape(-1, *data.image_shape), bunch.images)
    np.testing.assert_array_equal(data.labels(), bunch.target)


def test_an_ellipse_without_extent_is_refused() -> None:
    with pytest.raises(ValueError, match=r"half_axes are \(0.5, 0.0\); both must be greater than"):
        dataset("microchips", half_axes=(0.5, 0.0))
