"""Networks evaluated over the plane: grids, decision values and their colours.

Legend of shapes: S parameter sets (snapshots or replicas), g grid points a side, K outputs.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from contourpy import contour_generator
from matplotlib.colors import to_rgb
from numpy.typing import NDArray

from nncore.data.dataset import Dataset
from nncore.network.architecture import Architecture
from nncore.network.gradient import predict
from nncore.plots.kit.style import Theme, blend

# Floats that one evaluation may hold per layer buffer: chunks stay inside the cache.
_MOST_FLOATS = 400_000


class Grid(NamedTuple):
    """Points of the plane in raw coordinates: axes (g,), (g,) and all points (g * g, 2)."""

    first: NDArray[np.floating]
    second: NDArray[np.floating]
    points: NDArray[np.floating]

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """Left, right, bottom, top."""
        return (*self.first[[0, -1]], *self.second[[0, -1]])


def require_plane(dataset: Dataset, kind: str) -> None:
    """Raise ValueError when a data set has no plane to draw on."""
    n_features = dataset.x.shape[-1]
    if n_features != 2:
        raise ValueError(
            f"figure {kind!r} needs two features; data set {dataset.name!r} has {n_features}"
        )


def plane_extent(*datasets: Dataset) -> tuple[float, float, float, float]:
    """Return the rectangle of the first draws' samples with a margin around them."""
    x = np.concatenate([dataset.x[0] for dataset in datasets])
    low, high = x.min(axis=0), x.max(axis=0)
    margin = 0.04 * np.where(high > low, high - low, 1.0)
    if np.unique(x, axis=0).shape[0] <= 8:
        margin = 0.25 * np.where(high > low, high - low, 1.0)  # a few corners need room around them
    (left, bottom), (right, top) = low - margin, high + margin
    return float(left), float(right), float(bottom), float(top)


def grid_over(extent: Sequence[float], n: int = 260) -> Grid:
    """Return an n by n grid over left, right, bottom, top."""
    left, right, bottom, top = extent
    first, second = np.linspace(left, right, n), np.linspace(bottom, top, n)
    mesh = np.meshgrid(first, second)
    return Grid(first, second, np.stack([axis.ravel() for axis in mesh], axis=-1))


def predictions(
    architecture: Architecture, params: NDArray[np.floating], inputs: NDArray[np.floating]
) -> NDArray[np.floating]:
    """Return the outputs (S, k, K) of many parameter sets (S, P) at k inputs, in chunks.

    Parameters that are not finite give NaN.
    """
    size = len(inputs) * max(architecture.sizes)
    at_once = max(1, _MOST_FLOATS // size)
    with np.errstate(all="ignore"):
        parts = [
            predict(architecture, params[start : start + at_once], inputs)
            for start in range(0, len(params), at_once)
        ]
    return np.concatenate(parts)


def decision_values(prediction: NDArray[np.floating]) -> NDArray[np.floating]:
    """Return where outputs (..., 1 or 2) stand between class 0 (0) and class 1 (1); 1/2 decides."""
    if prediction.shape[-1] == 1:
        return prediction[..., 0]
    return 0.5 + 0.5 * (prediction[..., 1] - prediction[..., 0])


def margins(prediction: NDArray[np.floating]) -> list[NDArray[np.floating]]:
    """Return the functions (...,) whose zero lines are the decision boundaries."""
    n_outputs = prediction.shape[-1]
    if n_outputs <= 2:
        return [decision_values(prediction) - 0.5]
    # A class against the best of the others; the last class's lines are all drawn by then.
    return [
        prediction[..., number] - np.delete(prediction, number, axis=-1).max(axis=-1)
        for number in range(n_outputs - 1)
    ]


def zero_lines(
    plane: Grid, values: NDArray[np.floating]
) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
    """Return the zero lines of values (g, g) as x and y, NaN between one line and the next.

    A line drawn as one path is simplified as it is written; a contour set keeps every corner.
    """
    lines = contour_generator(plane.first, plane.second, values).lines(0.0)
    gap = np.full((1, 2), np.nan)
    joined = np.concatenate([part for line in lines for part in (line, gap)] or [gap])
    return joined[:, 0], joined[:, 1]


def colours(prediction: NDArray[np.floating], theme: Theme, levels: int = 256) -> NDArray[np.uint8]:
    """Return what a region is painted with: (..., 3) bytes for outputs (..., K).

    Fewer levels make smaller files: areas of one colour compress.
    """
    if prediction.shape[-1] <= 2:
        table = (
            (theme.decision_map(np.linspace(0.0, 1.0, levels))[:, :3] * 255)
            .round()
            .astype(np.uint8)
        )
        values = decision_values(prediction)
        finite = np.isfinite(values)
        painted = table[
            (np.where(finite, values, 0.5).clip(0.0, 1.0) * (levels - 1)).round().astype(np.intp)
        ]
        painted[~finite] = np.array(to_rgb(theme.grid)) * 255
        return painted
    return _class_colours(prediction, theme, levels)


def _class_colours(
    prediction: NDArray[np.floating], theme: Theme, levels: int
) -> NDArray[np.uint8]:
    """Colour of the largest output, paler where it leads the second by less."""
    ordered = np.sort(np.nan_to_num(prediction), axis=-1)
    lead = (ordered[..., -1] - ordered[..., -2]).clip(0.0, 1.0)[..., None]
    n_classes = prediction.shape[-1]
    full = np.array(
        [blend(theme.class_colour(c), theme.ground, theme.strength) for c in range(n_classes)]
    )
    winner = full[np.nan_to_num(prediction, nan=-np.inf).argmax(axis=-1)]
    pale = np.array(to_rgb(theme.ground))
    share = 0.25 + 0.75 * (lead * (levels - 1)).round() / (levels - 1)
    return ((share * winner + (1.0 - share) * pale) * 255).round().astype(np.uint8)
