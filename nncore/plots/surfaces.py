"""The loss over the plane of two parameters, with the path that training took."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray
from scipy.optimize import minimize

from nncore.network import loss_and_gradient
from nncore.plots.drawing import Drawing, halo
from nncore.plots.fields import grid_over
from nncore.plots.readings import Panel, panels_of, seed_name
from nncore.plots.regions import loss_of
from nncore.plots.style import DARK, HALF_WIDTH, MAGNITUDES, Theme, new_figure
from nncore.plots.words import listed, number
from nncore.runs import Study


def loss_surface(
    study: Study,
    theme: Theme,
    *,
    extent: Sequence[float] | None = None,
    updates: int = 3,
    side: int = 100,
) -> Drawing:
    """Draw the loss of a network of two parameters, its first updates and the least value.

    `extent` is left, right, bottom, top; by default the path with room around it.
    """
    panel = panels_of(study)[0]
    if panel.run.architecture.n_params != 2:
        raise ValueError(f"figure 'loss-surface' needs two parameters; {study.id} has others")
    path = panel.run.snapshots[: updates + 1]
    optimum = _optimum(panel)
    plane = grid_over(extent or _around(np.vstack([path, optimum])), side)
    losses = np.array(loss_of(panel, plane.points)).reshape(side, side)
    figure = new_figure(HALF_WIDTH, 70.0)
    axes = figure.subplots()
    levels = np.geomspace(max(losses.min(), 1e-12) * 1.0001, losses.max(), 24)
    filled = axes.contourf(
        plane.first, plane.second, losses, levels=levels, cmap=MAGNITUDES, extend="min"
    )
    filled.set_rasterized(True)
    bar = figure.colorbar(
        filled,
        cax=axes.inset_axes((1.04, 0.0, 0.035, 1.0)),
        format=lambda value, _: number(value, 2),
    )
    bar.set_label("mean loss")
    bar.set_ticks(levels[:: len(levels) // 5].tolist())
    bar.outline.set_visible(False)
    _draw_path(axes, path, optimum)
    axes.set(xlabel="$w_1$", ylabel="$w_2$", aspect="equal")
    values = loss_of(panel, path)
    steps = listed(f"w({index})" for index in range(len(path)))
    caption = (
        f"Mean loss of {study.id} over its two weights, with {steps} of {seed_name(panel.run)}; "
        "star: the "
        "least loss, found by L-BFGS."
    )
    alt = (
        f"The first {len(path) - 1} updates take the loss from {number(values[0])} to "
        f"{number(values[-1])}; the "
        f"least is {number(loss_of(panel, optimum[None])[0])} at ({number(optimum[0])}, "
        f"{number(optimum[1])})."
    )
    return Drawing(figure, caption, alt)


def _draw_path(axes: Axes, path: NDArray[np.floating], optimum: NDArray[np.floating]) -> None:
    # The surface looks the same in both themes, so the marks on it do too.
    axes.plot(*path.T, "-o", color="#ffffff", markersize=3.5, linewidth=1.2)
    for index, point in enumerate(path):
        axes.annotate(
            f"w({index})",
            point,
            xytext=(5, 3),
            textcoords="offset points",
            color="#ffffff",
            path_effects=halo(DARK),
        )
    axes.plot(
        *optimum, "*", color="#ffffff", markersize=9, markeredgecolor="#000000", markeredgewidth=0.5
    )


def _optimum(panel: Panel) -> NDArray[np.floating]:
    """Return the weights (2,) of the least training loss."""
    x, y, _ = panel.study.dataset.split("train")

    def objective(params: NDArray[np.floating]) -> tuple[float, NDArray[np.floating]]:
        loss, gradient = loss_and_gradient(panel.run.architecture, params[None], x[0], y[0])
        return float(loss[0]), gradient[0]

    found = minimize(objective, panel.run.params[0], jac=True, method="L-BFGS-B")
    return np.asarray(found.x, dtype=float)


def _around(points: NDArray[np.floating]) -> tuple[float, float, float, float]:
    middle = (points.max(axis=0) + points.min(axis=0)) / 2
    reach = 0.7 * float(np.ptp(points, axis=0).max() or 1.0)
    return middle[0] - reach, middle[0] + reach, middle[1] - reach, middle[1] + reach
