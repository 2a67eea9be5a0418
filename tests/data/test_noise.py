"""Every random data set has the noise it says: doubled or removed noise fails a test.

Each deviation is measured on the samples alone, against what they would be without noise. That the
tests notice is shown by streams whose normal numbers are doubled or zero.
"""

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.stats import norm
from sklearn.datasets import make_moons

from nncore.config.load import load_config
from nncore.data import draws as build
from nncore.data.dataset import Dataset
from nncore.data.draws import build_dataset
from nncore.data.kinds import DATASETS
from nncore.data.recipe import Recipe
from nncore.training.streams import stream
from tests.changing import put
from tests.data.data_example import block, dataset

CATALOGUE = Path(__file__).resolve().parents[2] / "config.yaml"
RANDOM = {name: kind for name, kind in DATASETS.items() if kind.random}
SPREADS = ("noise", "scale")  # the names of options that are a deviation


def about_class_means(data: Dataset) -> float:
    """Deviation within classes, which are round and alike."""
    return grouped(data, [data.labels(draw) for draw in range(len(data.x))])


def about_corners(data: Dataset) -> float:
    """Deviation within the four clusters of the exclusive or, which take turns."""
    return grouped(data, [np.arange(data.n_samples) % 4] * len(data.x))


def grouped(data: Dataset, groups: list[np.ndarray]) -> float:
    residuals = [
        (x[group == number] - x[group == number].mean(axis=0)).ravel()
        for x, group in zip(data.x, groups, strict=True)
        for number in range(group.max() + 1)
    ]
    return float(np.concatenate(residuals).std())


def about_centres(data: Dataset) -> float:
    at = [data.extras["centres"][draw][data.labels(draw)] for draw in range(len(data.x))]
    return float((data.x - np.stack(at)).std())


def about_moons(data: Dataset) -> float:
    return float((data.x - make_moons(data.n_samples, shuffle=False, noise=None)[0]).std())


def about_spirals(data: Dataset) -> float:
    """Root mean square distance to the nearest point of the arm; of two coordinates one counts."""
    radius = np.linspace(0.05, 1.1, 4000)
    squares = []
    for draw, x in enumerate(data.x):
        for label in (0, 1):
            angle = 2.0 * np.pi * 1.5 * radius + np.pi * label
            arm = radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=-1)
            points = x[data.labels(draw) == label]
            squares += [((point - arm) ** 2).sum(axis=-1).min() for point in points]
    return float(np.sqrt(np.mean(squares)))


def about_sine(data: Dataset) -> float:
    return float((data.y - np.sin(data.x)).std())


def of_the_edge(data: Dataset) -> float:
    """Width of the blurred edge: how acceptance falls with the distance, fitted by a probit."""
    (a, b), turned = (0.85, 0.72), data.x - (0.05, 0.18)
    along, across = turned[..., 0] - turned[..., 1], turned[..., 0] + turned[..., 1]
    distance = (np.hypot(along / a, across / b) / np.sqrt(2.0)).ravel()
    sign = 2.0 * data.y.ravel() - 1.0

    def surprise(parameters: np.ndarray) -> float:
        edge, log_width = parameters
        return float(-norm.logcdf(sign * (edge - distance) / np.exp(log_width)).mean())

    found = minimize(surprise, [0.8, -1.0], bounds=[(0.3, 1.5), (-6.0, 2.0)])
    return float(np.exp(found.x[1]))


# How to measure, and what is to come out where no option says it.
MEASURES: dict[str, tuple[Callable[[Dataset], float], float | None]] = {
    "microchips": (of_the_edge, None),
    "spirals": (about_spirals, None),
    "moons": (about_moons, None),
    "two-normals": (about_class_means, 1.0),
    "gaussians": (about_class_means, None),
    "xor-clusters": (about_corners, None),
    "clusters": (about_centres, None),
    "noisy-sine": (about_sine, None),
}
SIZES = {"two-normals": {"n_per_class": 3000}, "spirals": {"n_samples": 2000}}
TOLERANCE = 0.07


class Altered:
    """A stream whose normal numbers are multiplied; it remembers whether there were any."""

    def __init__(self, factor: float) -> None:
        self.rng, self.factor, self.used = stream(3, "data"), factor, False

    def standard_normal(self, size: Any = None) -> Any:
        self.used = True
        return self.factor * self.rng.standard_normal(size)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.rng, name)


def check(kind: str, **options: float) -> None:
    """The data set of a kind has the deviation that its options, or their defaults, say."""
    measure, fixed = MEASURES[kind]
    name = DATASETS[kind].noise
    default = inspect.signature(DATASETS[kind].generate).parameters.get(name)
    wanted = fixed if default is None else options.get(name, default.default)
    data = dataset(kind, **{**SIZES.get(kind, {"n_samples": 6000}), **options})
    assert measure(data) == pytest.approx(wanted, rel=TOLERANCE)


@pytest.mark.parametrize("kind", RANDOM)
def test_every_kind_with_normal_noise_is_measured(kind: str) -> None:
    rng = Altered(1.0)
    DATASETS[kind].generate(rng)
    assert rng.used == (kind in MEASURES)
    options = inspect.signature(DATASETS[kind].generate).parameters
    assert [name for name in SPREADS if name in options] == [*filter(None, [DATASETS[kind].noise])]
    if rng.used:
        assert (MEASURES[kind][1] is None) == bool(DATASETS[kind].noise)


@pytest.mark.parametrize("kind", MEASURES)
@pytest.mark.parametrize("share", [None, 0.6])
def test_the_noise_is_what_the_option_says(kind: str, share: float | None) -> None:
    name = DATASETS[kind].noise
    if share is None or not name:
        check(kind)
    else:
        default = inspect.signature(DATASETS[kind].generate).parameters[name].default
        check(kind, **{name: share * default})


@pytest.mark.parametrize("kind", MEASURES)
@pytest.mark.parametrize("factor", [0.0, 2.0])
def test_doubled_or_removed_noise_is_noticed(
    kind: str, factor: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "stream", lambda seed, purpose: Altered(factor))
    with pytest.raises(AssertionError, match="comparison failed"):
        check(kind)


# The deviations of the catalogue once more, as its comments and the documents give them.
CHOSEN = {
    "two-normals": 1.0,
    "gaussians": 1.0,
    "xor-clusters": 0.48,
    "xor-few": 0.48,
    "moons": 0.2,
    "clusters-0.5": 0.5,
    "clusters-1.0": 1.0,
    "clusters-1.5": 1.5,
    "sine-clean": 0.0,
    "spirals": 0.02,
    "microchips": 0.25,
}
BLOCKS = load_config(CATALOGUE).datasets


def check_chosen(id: str, recipe: Recipe) -> None:
    measure, _ = MEASURES[recipe.kind]
    measured = measure(build_dataset(id, put(recipe, {"draws": 5})))
    assert measured == pytest.approx(CHOSEN[id], rel=2 * TOLERANCE, abs=1e-12)


def test_every_noisy_data_set_of_the_catalogue_is_measured() -> None:
    assert set(CHOSEN) == {id for id, each in BLOCKS.items() if each.kind in MEASURES}


@pytest.mark.parametrize("id", CHOSEN)
def test_the_catalogue_has_the_noise_that_was_chosen(id: str) -> None:
    check_chosen(id, BLOCKS[id])


NOISY = [id for id in CHOSEN if DATASETS[BLOCKS[id].kind].noise]


@pytest.mark.parametrize("id", NOISY)
@pytest.mark.parametrize("change", [lambda noise: 2.0 * noise, lambda noise: 0.0])
def test_another_noise_in_the_catalogue_is_noticed(
    id: str, change: Callable[[float], float]
) -> None:
    name, options = DATASETS[BLOCKS[id].kind].noise, BLOCKS[id].options
    noise = change(options[name]) if options[name] else 0.09
    with pytest.raises(AssertionError, match="comparison failed"):
        check_chosen(id, put(BLOCKS[id], {"options": {**options, name: noise}}))


def test_descriptions_name_the_noise_that_there_is() -> None:
    for kind, record in RANDOM.items():
        if record.noise:
            assert "noise" not in dataset(kind, **{record.noise: 0.0}).description
            assert dataset(kind, **{record.noise: 0.25}).description.endswith(
                ", with normal noise of deviation 0.25."
            )
        else:
            assert "noise" not in build_dataset(kind, block(kind)).description
