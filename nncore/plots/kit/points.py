"""Samples in raw coordinates as marks, and the plane they lie in."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from nncore.data.dataset import Dataset
from nncore.language.captions import drawn
from nncore.plots.kit.fields import plane_extent
from nncore.plots.kit.style import Theme

# More marks than this are drawn as pixels, so that files stay small.
_MOST_MARKS = 600
_MARKERS = ("o", "^", "s", "D", "v", "P", "X")


def frame(axes: Axes, dataset: Dataset, extent: Sequence[float] | None = None) -> None:
    """Name the axes of the plane and set their limits, to scale where the units allow it."""
    left, right, bottom, top = extent or plane_extent(dataset)
    axes.set(xlim=(left, right), ylim=(bottom, top))
    axes.set(xlabel=feature(dataset, 0), ylabel=feature(dataset, 1))
    if _is_to_scale(left, right, bottom, top):
        axes.set_aspect("equal")
    axes.locator_params(nbins=5)


def _is_to_scale(left: float, right: float, bottom: float, top: float) -> bool:
    return 0.6 < (right - left) / (top - bottom) < 1.7


def shape_of(extent: Sequence[float]) -> float:
    """Return the height of a panel as a share of its width."""
    left, right, bottom, top = extent
    return (top - bottom) / (right - left) if _is_to_scale(*extent) else 1.0


def feature(dataset: Dataset, number: int) -> str:
    """Return the name of a feature for an axis: ``x1`` is set as mathematics."""
    name = dataset.feature_names[number]
    symbol = re.fullmatch(r"([a-z])(\d*)", name)
    return f"${symbol[1]}_{{{symbol[2]}}}$" if symbol else drawn(name)


def draw_points(
    axes: Axes, dataset: Dataset, theme: Theme, size: float | None = None, panels: int = 1
) -> None:
    """Draw the first draw's samples, one mark per class; samples of the test split are hollow.

    `panels` is how many times the figure draws them.
    """
    x, labels = dataset.x[0], dataset.labels(0)
    n_drawn = dataset.train.shape[1] + dataset.test.shape[1]
    alone = panels == 1
    most, least = (70.0, 2.6) if alone else (45.0, 1.8)
    size = size or float(np.clip(most / np.sqrt(max(n_drawn, 1)), least, 7.0))
    for number, name in enumerate(dataset.class_names):
        colour = theme.class_colour(number)
        for rows, filled in ((dataset.train[0], True), (dataset.test[0], False)):
            some = rows[labels[rows] == number]
            axes.plot(
                *x[some].T,
                linestyle="none",
                marker=_MARKERS[number % len(_MARKERS)],
                markersize=size,
                markerfacecolor=colour if filled else "none",
                markeredgecolor=theme.outline if filled else colour,
                markeredgewidth=min(0.1 * size, 0.5) if filled else 0.9,
                label=drawn(name) if filled else None,
                rasterized=n_drawn * panels > _MOST_MARKS,
                zorder=4,
            )


def draw_samples(axes: Axes, dataset: Dataset, theme: Theme) -> None:
    """Draw the samples of a one-dimensional regression."""
    x, y = dataset.x[0][:, 0], dataset.y[0][:, 0]
    style: dict[str, Any] = {"linestyle": "none", "marker": "o", "markersize": 2.4, "zorder": 2}
    many = len(x) > _MOST_MARKS
    rows, others = dataset.train[0], dataset.test[0]
    pale = theme.muted
    axes.plot(
        x[rows],
        y[rows],
        color=pale,
        alpha=0.55,
        markeredgewidth=0,
        label="training data",
        rasterized=many,
        **style,
    )
    if len(others):
        axes.plot(
            x[others], y[others], markeredgecolor=theme.test, markerfacecolor="none",
            markeredgewidth=0.7, label="test data", rasterized=many, **style,
        )  # fmt: skip
