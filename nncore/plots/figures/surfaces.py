"""The loss over the plane of two parameters, with the path that training took."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter
from numpy.typing import NDArray
from scipy.optimize import minimize

from nncore.analysis.studies import Panel, called, panels_of, seed_name
from nncore.experiments.run_files import Study
from nncore.language.captions import listed, number
from nncore.network.gradient import loss_and_gradient
from nncore.plots.kit.drawing import Drawing, halo
from nncore.plots.kit.fields import Grid, grid_over
from nncore.plots.kit.regions import loss_of
from nncore.plots.kit.style import DARK, HALF_WIDTH, MAGNITUDES, Theme, new_figure


def loss_surface(
    study: Study,
    theme: Theme,
    *,
    others: Sequence[Study],
    extent: Sequence[float] | None,
    updates: int,
    path: bool,
    side: int,
) -> Drawing:
    """Draw the loss of a network of two parameters, its first updates and the least value.

    `extent` is left, right, bottom, top; by default the path with room around it. The least value
    is where the first of `others` ended, or else what L-BFGS finds. Without `path` the surface
    stands alone.
    """
    panel = panels_of(study)[0]
    for run in (panel.run, *(other.run for other in others)):
        if run.architecture.n_params != 2:
            raise ValueError(f"figure 'loss-surface' needs two parameters; {study.id} has others")
    taken = panel.run.snapshots[panel.run.snapshot_steps <= updates]
    optimum = others[0].run.kept[0] if others else _optimum(panel)
    plane = grid_over(extent or _around(np.vstack([taken, optimum])), side)
    losses = np.array(loss_of(panel, plane.points)).reshape(side, side)
    figure = new_figure(HALF_WIDTH, 72.0)
    axes = figure.subplots()
    _draw_surface(axes, plane, losses)
    axes.set(xlabel="$w_1$", ylabel="$w_2$", aspect="equal")
    levels = f"Mean loss of {called(study)} over its two weights, on levels of a logarithmic scale"
    if not path:
        return Drawing(figure, f"{levels}.", _surface_finding(panel, losses, optimum))
    _draw_path(axes, panel, taken)
    axes.plot(*optimum, "*", markersize=9, color="#ffffff", markeredgecolor="#000000")
    source = f"{called(others[0])}, by L-BFGS" if others else "found by L-BFGS"
    caption = (
        f"{levels}, with {listed(_names(panel, taken))} of {seed_name(panel.run)}; star: the "
        f"least loss, {source}."
    )
    return Drawing(figure, caption, _finding(panel, taken, optimum))


def _draw_surface(axes: Axes, plane: Grid, losses: NDArray[np.floating]) -> None:
    losses = np.maximum(losses, 1e-12)
    # A little more than what there is, so that nothing lies outside the levels.
    levels = np.geomspace(0.9999 * losses.min(), 1.0001 * losses.max(), 24)
    filled = axes.contourf(
        plane.first, plane.second, losses, levels=levels, cmap=MAGNITUDES, norm="log"
    )
    filled.set_rasterized(True)
    figure = axes.get_figure(root=True)
    assert figure is not None
    # An inset is as tall as the panel, whatever the panel's aspect makes of it.
    bar = figure.colorbar(filled, cax=axes.inset_axes((1.04, 0.0, 0.035, 1.0)))
    round_numbers = [base * 10.0**power for power in range(-6, 6) for base in (1, 2, 5)]
    ticks = [tick for tick in round_numbers if levels[0] <= tick <= levels[-1]]
    bar.set_ticks(ticks if len(ticks) > 1 else levels[::6].tolist())
    bar.ax.minorticks_off()
    bar.ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.3g}"))
    bar.set_label("mean loss")
    bar.outline.set_visible(False)


def _names(panel: Panel, path: NDArray[np.floating]) -> list[str]:
    return [f"$w({step})$" for step in panel.run.snapshot_steps[: len(path)]]


def _draw_path(axes: Axes, panel: Panel, path: NDArray[np.floating]) -> None:
    # The surface looks the same in both themes, so the marks on it do too.
    dark: dict[str, Any] = {"color": "#ffffff", "path_effects": halo(DARK, 1.6)}
    axes.plot(*path.T, "-o", markersize=3.5, linewidth=1.2, **dark)
    way = path[-1] - path[0]
    # Names stand beside the path, to its right.
    aside = 9.0 * np.array([way[1], -way[0]]) / max(float(np.hypot(*way)), 1e-12)
    for name, point in zip(_names(panel, path), path, strict=True):
        place = (float(aside[0]), float(aside[1]))
        axes.annotate(
            name, point, xytext=place, textcoords="offset points", ha="center", va="center", **dark
        )


def _finding(panel: Panel, path: NDArray[np.floating], optimum: NDArray[np.floating]) -> str:
    values = loss_of(panel, path)
    if not values:
        raise ValueError(f"figure 'loss-surface' needs snapshots; {panel.study.id} has none")
    least = loss_of(panel, optimum[None])[0]
    return (
        f"The first {len(path) - 1} updates take the loss from {number(values[0])} to "
        f"{number(values[-1])}; the least is {number(least)} at {_place(optimum)}."
    )


def _surface_finding(
    panel: Panel, losses: NDArray[np.floating], optimum: NDArray[np.floating]
) -> str:
    low, high = number(float(losses.min())), number(float(losses.max()))
    return (
        f"The loss over the plane lies between {low} and {high}; the least is "
        f"{number(loss_of(panel, optimum[None])[0])} at {_place(optimum)}."
    )


def _place(weights: NDArray[np.floating]) -> str:
    return f"({', '.join(number(float(weight)) for weight in weights)})"


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
