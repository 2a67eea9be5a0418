"""The known answer of the data sets that have one: true boundary, sites, target curve."""

from collections.abc import Callable, Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from nncore.data.dataset import Dataset
from nncore.plots.kit.drawing import halo
from nncore.plots.kit.fields import Grid, grid_over, plane_extent, zero_lines
from nncore.plots.kit.style import Theme

_SIDE = 150  # grid points a side; lines between them are straight


def _circle_margin(dataset: Dataset, grid: Grid) -> NDArray[np.floating]:
    return float(np.ravel(dataset.extras["radius"])[0]) - np.linalg.norm(grid.points, axis=-1)


def _voronoi_margin(dataset: Dataset, grid: Grid) -> NDArray[np.floating]:
    sites, of_class = dataset.extras["sites"][0], dataset.extras["site_labels"][0]
    distance = np.linalg.norm(grid.points[:, None] - sites, axis=-1)  # (g * g, sites)
    return distance[:, of_class == 0].min(axis=-1) - distance[:, of_class == 1].min(axis=-1)


# What a data set carries that says where its classes meet -> function whose zero line is there.
_TRUTHS: dict[str, Callable[[Dataset, Grid], NDArray[np.floating]]] = {
    "radius": _circle_margin,
    "sites": _voronoi_margin,
}


def draw_truth(
    axes: Axes, dataset: Dataset, theme: Theme, extent: Sequence[float] | None = None
) -> bool:
    """Draw the true boundary where the data set knows it; return whether it does."""
    for key, margin in _TRUTHS.items():
        if key in dataset.extras:
            plane = grid_over(extent or plane_extent(dataset), _SIDE)
            x, y = zero_lines(plane, margin(dataset, plane).reshape(_SIDE, _SIDE))
            axes.plot(
                x,
                y,
                color=theme.true,
                linewidth=1.0,
                dashes=(3.5, 2.0),
                path_effects=halo(theme),
                label="true boundary",
                zorder=3,
            )
            return True
    return False


def draw_landmarks(axes: Axes, dataset: Dataset, theme: Theme) -> None:
    """Draw the sites of a Voronoi tessellation as crosses in the colour of their class."""
    if "sites" not in dataset.extras:
        return
    of_class = dataset.extras["site_labels"][0]
    for site, number in zip(dataset.extras["sites"][0], of_class, strict=True):
        colour = theme.class_colour(int(number))
        axes.plot(
            *site,
            "x",
            color=colour,
            markersize=7,
            markeredgewidth=2.0,
            zorder=5,
            path_effects=halo(theme, 4.0),
        )
    axes.plot([], [], "x", color=theme.muted, markersize=5, markeredgewidth=1.6, label="site")


def draw_target(axes: Axes, dataset: Dataset, theme: Theme) -> bool:
    """Draw the target curve of a regression where extras hold it, ``target`` (D, 2, k)."""
    target = dataset.extras.get("target")
    if target is None:
        return False
    axes.plot(
        *target[0], color=theme.true, linewidth=1.0, dashes=(3.5, 2.0), label="target", zorder=3
    )
    return True
