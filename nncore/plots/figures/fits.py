"""What a network of one input has learned, against what it should have."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from nncore.analysis.studies import (
    Panel,
    called,
    called_with_sizes,
    n_diverged,
    panels_of,
    quantiles,
    seed_name,
)
from nncore.data.dataset import Dataset
from nncore.experiments.run_files import Run, Study
from nncore.functions.metrics import MSE
from nncore.language.captions import drawn, number, plural
from nncore.language.markup import escape
from nncore.plots.kit.drawing import Drawing, grid, legend, panel_grid
from nncore.plots.kit.fields import predictions
from nncore.plots.kit.points import draw_samples, feature
from nncore.plots.kit.style import Theme
from nncore.plots.kit.truths import draw_target


def fit(study: Study, theme: Theme, *, others: Sequence[Study]) -> Drawing:
    """Draw the learned function of every seed against the target, all studies on one scale."""
    panels = panels_of(study, others)
    figure, axes = panel_grid(len(panels), lambda rows, columns: rows * 56.0 + 6.0)
    for ax, panel in zip(axes, panels, strict=True):
        _draw_panel(ax, panel, theme)
        ax.label_outer()
    legend(figure, axes[0], 2 if len(panels) == 1 else 4)
    return Drawing(figure, _caption(panels), " ".join(_finding(panel) for panel in panels))


def _draw_panel(ax: Axes, panel: Panel, theme: Theme) -> None:
    _, study, run = panel
    dataset = study.dataset
    if dataset.x.shape[-1] != 1 or dataset.y.shape[-1] != 1:
        raise ValueError(
            f"figure 'fit' needs one input and one output; {dataset.name!r} has others"
        )
    raw = _points_along(dataset)
    learned = _learned(dataset, run, raw)
    draw_samples(ax, dataset, theme)
    draw_target(ax, dataset, theme)
    colour = theme.class_colour(1)
    if len(learned) > 1:
        low, high = quantiles(learned, (0.05, 0.95))
        words = f"5–95 % of {plural(len(learned), 'seed')}"
        ax.fill_between(
            raw, low, high, color=colour, alpha=0.25, linewidth=0, label=words, zorder=1
        )
    ax.plot(
        raw, learned[0], color=colour, linewidth=1.6, label=f"network, {seed_name(run)}", zorder=4
    )
    ax.set(xlabel=feature(dataset, 0), ylabel="output and target", title=drawn(panel.title))
    ax.set_xlim(raw[0], raw[-1])
    grid(ax)


def _points_along(dataset: Dataset) -> NDArray[np.floating]:
    values = dataset.x[0][:, 0]
    low, high = float(values.min()), float(values.max())
    return np.linspace(low - 0.02 * (high - low), high + 0.02 * (high - low), 300)


def _learned(dataset: Dataset, run: Run, raw: NDArray[np.floating]) -> NDArray[np.floating]:
    """Return every seed's function at raw inputs (k,): (R, k); a diverged seed is NaN."""
    n_draws = min(dataset.n_draws, run.n_replicas)
    inputs = np.stack([dataset.inputs(raw[:, None], draw) for draw in range(n_draws)])
    with np.errstate(all="ignore"):
        learned = run.predict(inputs[0] if n_draws == 1 else inputs)[..., 0]
    learned[run.status == "diverged"] = np.nan
    return learned


def _caption(panels: Sequence[Panel]) -> str:
    names = called_with_sizes(panels)
    run = panels[0].run
    lost = sum(n_diverged(panel.run) for panel in panels)
    note = f" {plural(lost, 'seed')} diverged and left out." if lost else ""
    band = f"; band: 5–95 % range of {plural(len(run.seeds), 'seed')}" if len(run.seeds) > 1 else ""
    return (
        f"Learned function of {names}. Line: {seed_name(run)}{band}; dashed: target; dots: "
        f"samples.{note}"
    )


def _finding(panel: Panel) -> str:
    _, study, run = panel
    x, y, _ = study.dataset.split("train")
    outputs = predictions(run.architecture, run.kept[:1], x[0])
    error = float(MSE.value(outputs, y)[0])
    which = f"{called(study)} {escape(run.label)}".strip()
    return (
        f"{which}, {seed_name(run)}: outputs from "
        f"{number(float(outputs.min()))} to {number(float(outputs.max()))} where targets go from "
        f"{number(float(y.min()))} to {number(float(y.max()))}; mean squared error {number(error)}."
    )
