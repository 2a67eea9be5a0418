"""The course's two files beside what stands in for them.

The tests with the files themselves run where NNCORE_COURSE_DATA names a folder with
classification2.txt and classification3.mat.
"""

import os
from pathlib import Path

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures

from nncore.config.load import load_config
from nncore.data.dataset import Dataset
from nncore.data.draws import build_dataset
from tests.data.data_example import dataset

CATALOGUE = Path(__file__).resolve().parents[2] / "config.yaml"
# Of the course's 118 rows: how hard they are, by nothing that a document prints.
COURSE = {
    "curved": 0.798,
    "nearest": 0.619,
    "straight": 0.542,
    "strip": 0.754,
    "spread of accepted": 0.587,
    "spread of rejected": 0.820,
}


def hardness(x: np.ndarray, labels: np.ndarray) -> dict[str, float]:
    """Measures of 118 labelled points, in the order of `COURSE`.

    Accuracy of logistic regression (C = 1) on the monomials to degree 6, cross-validated ten
    times; of the label of the nearest other point; of logistic regression on the features, fitted;
    of accepting what lies between two parallel lines; and the root mean square distance of each
    class from its mean.
    """
    folds = StratifiedKFold(10, shuffle=True, random_state=0)
    curved = make_pipeline(PolynomialFeatures(6), LogisticRegression(max_iter=5000))
    distances = np.linalg.norm(x[:, None] - x, axis=-1) + np.diag(np.full(len(x), np.inf))
    spreads = [np.sqrt(x[labels == label].var(axis=0).sum()) for label in (1, 0)]
    values = (
        cross_val_score(curved, x, labels, cv=folds).mean(),
        (labels[distances.argmin(axis=1)] == labels).mean(),
        LogisticRegression().fit(x, labels).score(x, labels),
        best_strip((x - x.mean(axis=0)) / x.std(axis=0), labels),
        *spreads,
    )
    return dict(zip(COURSE, map(float, values), strict=True))


def best_strip(x: np.ndarray, labels: np.ndarray) -> float:
    """Accuracy of the best strip at 18 angles: what lies in it is accepted, all else rejected."""
    gains = []
    for angle in np.arange(18) * np.pi / 18:
        order = (x @ [np.cos(angle), np.sin(angle)]).argsort()
        steps = np.concatenate([[0], np.cumsum(2 * labels[order] - 1)])
        gains.append((steps - np.minimum.accumulate(steps)).max())
    return float((max(gains) + (labels == 0).sum()) / len(labels))


def misses(data: Dataset) -> list[str]:
    """Measures by which the course's rows are no likely draw: two deviations from the mean."""
    found = [hardness(x, data.labels(draw)) for draw, x in enumerate(data.x)]
    values = {name: np.array([each[name] for each in found]) for name in COURSE}
    return [n for n, v in values.items() if abs(v.mean() - COURSE[n]) > 2.0 * v.std()]


def test_the_stand_in_is_as_hard_as_the_course_s_rows() -> None:
    data = dataset("microchips", draws=20)
    assert misses(data) == []
    assert set(data.y.sum(axis=(1, 2))) == {58}
    assert data.n_samples == 118


@pytest.mark.parametrize("noise", [0.0, 0.5])
def test_an_easier_or_harder_stand_in_would_be_noticed(noise: float) -> None:
    assert {"curved", "nearest"} & set(misses(dataset("microchips", draws=20, noise=noise)))


def course(id: str) -> Dataset:
    """The data set of the catalogue that is read with the flag."""
    flag = {"course_data": os.environ["NNCORE_COURSE_DATA"]}
    return build_dataset(id, load_config(CATALOGUE, flag).datasets[id])


@pytest.mark.course_data
def test_the_microchips_are_the_document_s_own() -> None:
    data = course("microchips")
    assert data.origin == "the document's own"
    assert (data.x.shape, data.y.sum()) == ((1, 118, 2), 58.0)
    assert hardness(data.x[0], data.labels()) == pytest.approx(COURSE, abs=0.0006)


@pytest.mark.course_data
def test_the_digits_are_as_supplied_and_upright() -> None:
    """Each mean image is more like the mean of scikit-learn's than its transpose is."""
    data, known = course("digits"), dataset("digits")
    assert data.origin == "as supplied"
    assert data.image_shape == (20, 20)
    assert np.bincount(data.labels()).tolist() == [500] * 10
    for digit in range(10):
        mean, other = (
            each.x[0][each.labels() == digit].mean(axis=0).reshape(each.image_shape)
            for each in (data, known)
        )
        rows = np.arange(20) * 8 // 20
        large = other[np.ix_(rows, rows)]
        likeness = [np.corrcoef(image.ravel(), large.ravel())[0, 1] for image in (mean, mean.T)]
        assert digit == 0 or likeness[0] > likeness[1] + 0.05, digit
