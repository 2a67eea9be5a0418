"""The one panel of a decision region: what a network answers everywhere, beside the samples."""

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from nncore.analysis.studies import Panel
from nncore.data.dataset import Dataset
from nncore.functions.metrics import ACCURACY
from nncore.network.architecture import Architecture
from nncore.network.gradient import predict_raw
from nncore.plots.kit.drawing import halo
from nncore.plots.kit.fields import Grid, colours, margins, predictions, zero_lines
from nncore.plots.kit.points import draw_points, frame
from nncore.plots.kit.style import Theme
from nncore.plots.kit.truths import draw_landmarks, draw_truth

# Shades between the classes: enough to look smooth, few enough to stay small.
_LEVELS = 41


def draw_region(
    ax: Axes,
    theme: Theme,
    dataset: Dataset,
    plane: Grid,
    outputs: NDArray[np.floating],
    *,
    panels: int = 1,
    size: float | None = None,
) -> bool:
    """Paint outputs (g, g, K) of a network over the plane, with the samples of the first draw.

    Returns whether the true boundary is known. `panels` is how many the figure has: marks and
    lines are smaller among many. With a `size` marks have that, and sites are left out.
    """
    paint(ax, theme, plane, outputs, line=1.3 if panels == 1 else 1.0)
    has_truth = draw_truth(ax, dataset, theme, plane.extent)
    draw_points(ax, dataset, theme, size, panels)
    if size is None:
        draw_landmarks(ax, dataset, theme)
    frame(ax, dataset, plane.extent)
    return has_truth


def region_outputs(
    dataset: Dataset, architecture: Architecture, params: NDArray[np.floating], plane: Grid
) -> NDArray[np.floating]:
    """Return outputs (S, g, g, K) of parameter sets (S, P) of the first replica over the plane."""
    side = len(plane.first)
    outputs = predictions(architecture, params, dataset.inputs(plane.points, 0))
    return outputs.reshape(len(params), side, side, -1)


def paint(
    ax: Axes, theme: Theme, plane: Grid, outputs: NDArray[np.floating], line: float = 1.3
) -> None:
    """Paint outputs (g, g, K) over the plane and draw the decision level."""
    ax.imshow(
        colours(outputs, theme, _LEVELS),
        origin="lower",
        extent=plane.extent,
        aspect="auto",
        interpolation="nearest",  # the grid is finer than the eye
        zorder=0,
    )
    for margin in margins(outputs):
        if np.isfinite(margin).all():
            effects = halo(theme, line + 1.2)
            x, y = zero_lines(plane, margin)
            ax.plot(x, y, color=theme.ink, linewidth=line, path_effects=effects, zorder=2)


def accuracy_of(panel: Panel, params: NDArray[np.floating], split: str = "train") -> list[float]:
    """Return the accuracy of parameter sets (S, P) of the first replica on a split."""
    x, y, _ = panel.study.dataset.split(split)
    outputs = predictions(panel.run.architecture, params, x[0])
    shares = ACCURACY.value(np.nan_to_num(outputs), y)
    finite = np.isfinite(params).all(axis=-1)
    return [
        float(share) if good else float("nan") for share, good in zip(shares, finite, strict=True)
    ]


def loss_of(panel: Panel, params: NDArray[np.floating], split: str = "train") -> list[float]:
    """Return the mean loss, without L2 term, of parameter sets (S, P) of the first replica."""
    x, y, _ = panel.study.dataset.split(split)
    architecture = panel.run.architecture
    with np.errstate(all="ignore"):
        raw = predict_raw(architecture, params, x)
        return [float(value) for value in architecture.loss.value(raw, y).mean(axis=-1)]
