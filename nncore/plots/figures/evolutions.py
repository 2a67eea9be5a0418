"""The decision region at several moments of training: panels for reading, a strip for print."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from nncore.analysis.studies import (
    Panel,
    called,
    n_samples,
    panels_of,
    seed_name,
    sizes_of,
    step_to_epoch,
)
from nncore.experiments.run_files import Study
from nncore.language.captions import count, number, percent
from nncore.plots.kit.drawing import Drawing, panel_grid
from nncore.plots.kit.fields import Grid, grid_over, plane_extent, require_plane
from nncore.plots.kit.points import draw_points, frame
from nncore.plots.kit.regions import accuracy_of, loss_of, paint, region_outputs
from nncore.plots.kit.style import FULL_WIDTH, Theme, new_figure
from nncore.plots.kit.truths import draw_landmarks, draw_truth


class Moments(NamedTuple):
    """The first seed's network at some snapshot steps.

    Attributes
    ----------
    steps, epochs : list of numbers
    losses, accuracies : list of float
        On the training split.
    plane : Grid
    outputs : (S, g, g, K) array
    """

    steps: list[int]
    epochs: list[float]
    losses: list[float]
    accuracies: list[float]
    plane: Grid
    outputs: NDArray[np.floating]


def evolution(
    study: Study,
    theme: Theme,
    *,
    epochs: Sequence[int] | None,
    steps: Sequence[int] | None,
    extent: Sequence[float] | None,
) -> Drawing:
    """Draw the decision region at some epochs, with accuracy and loss in each title.

    `epochs`, or instead of them `steps`, must be among the run's snapshots; by default six of
    them, evenly spaced in the logarithm.
    """
    panel = panels_of(study)[0]
    require_plane(study.dataset, "evolution")
    rows = chosen(panel, epochs, 6) if steps is None else chosen_steps(panel, steps, 6)
    moments = moments_at(panel, rows, extent, side=240)
    figure, axes = panel_grid(
        len(moments.steps), lambda rows, columns: rows * (FULL_WIDTH / columns + 4.0) + 4.0
    )
    n = n_samples(study, "train")
    for index, ax in enumerate(axes):
        _draw_moment(ax, panel, theme, moments, index)
        loss = moments.losses[index]
        words = (
            f"{percent(moments.accuracies[index], n)}, loss {number(loss, 3 if loss < 1e4 else 1)}"
        )
        epoch, step = count(moments.epochs[index]), count(moments.steps[index])
        ax.set_title(f"epoch {epoch}: {words}" if steps is None else f"step {step}: {words}")
        ax.label_outer()
    return Drawing(
        figure,
        _caption(panel, "with the share of training samples it gets right and the loss"),
        _alt(panel, moments),
    )


def filmstrip(study: Study, theme: Theme, *, frames: int, steps: Sequence[int] | None) -> Drawing:
    """Draw frames of the training animation in one row, for readers of paper.

    `steps` must be among the run's snapshots; by default `frames` of them.
    """
    panel = panels_of(study)[0]
    require_plane(study.dataset, "filmstrip")
    moments = moments_at(panel, chosen_steps(panel, steps, frames), None, side=150)
    n_frames = len(moments.steps)
    figure = new_figure(FULL_WIDTH, FULL_WIDTH / n_frames + 9.0)
    axes = figure.subplots(1, n_frames, squeeze=False)[0]
    for index, ax in enumerate(axes):
        _draw_moment(ax, panel, theme, moments, index, size=2.2)
        ax.set(xticks=[], yticks=[], xlabel="", ylabel="")
        ax.set_title(f"step {count(moments.steps[index])}\nloss {number(moments.losses[index], 2)}")
        for spine in ax.spines.values():
            spine.set_visible(False)
    return Drawing(
        figure, _caption(panel, "from the first parameters to the last"), _alt(panel, moments)
    )


def _draw_moment(
    ax: Axes, panel: Panel, theme: Theme, moments: Moments, index: int, size: float | None = None
) -> None:
    dataset = panel.study.dataset
    paint(ax, theme, moments.plane, moments.outputs[index], line=1.0)
    draw_truth(ax, dataset, theme, moments.plane.extent)
    n_drawn = dataset.train.shape[1]
    size_of_mark = size or float(np.clip(45.0 / np.sqrt(n_drawn), 2.0, 5.0))
    draw_points(ax, dataset, theme, size_of_mark, panels=len(moments.steps))
    frame(ax, dataset, moments.plane.extent)
    if size is None:
        draw_landmarks(ax, dataset, theme)


def chosen(panel: Panel, epochs: Sequence[int] | None, n: int) -> list[int]:
    """Return the snapshots at `epochs`, as row numbers; n of them when `epochs` is None."""
    if epochs is None:
        return chosen_steps(panel, None, n)
    at = [round(step_to_epoch(panel.study, panel.run, int(s)), 6) for s in panel.run.snapshot_steps]
    missing = [epoch for epoch in epochs if epoch not in at]
    if missing:
        raise ValueError(
            f"{panel.study.id}: no snapshot at epoch {', '.join(map(str, missing))}; "
            f"add the steps to experiments.{panel.study.id}.snapshots"
        )
    return [at.index(epoch) for epoch in epochs]


def chosen_steps(panel: Panel, steps: Sequence[int] | None, n: int) -> list[int]:
    """Return the snapshots at `steps`, as row numbers; n of them when `steps` is None."""
    taken = [int(step) for step in panel.run.snapshot_steps]
    if not taken:
        raise ValueError(
            f"{panel.study.id} holds no snapshots; set experiments.{panel.study.id}.snapshots"
        )
    if steps is None:
        even = np.linspace(0, len(taken) - 1, min(n, len(taken)))
        return [int(row) for row in np.unique(even.round())]
    missing = [step for step in steps if step not in taken]
    if missing:
        raise ValueError(
            f"{panel.study.id}: no snapshot at step {', '.join(map(str, missing))}; "
            f"add it to experiments.{panel.study.id}.snapshots"
        )
    return [taken.index(step) for step in steps]


def moments_at(
    panel: Panel, rows: Sequence[int], extent: Sequence[float] | None, side: int
) -> Moments:
    """Evaluate the first seed's network at the snapshots `rows`, over side by side points."""
    _, study, run = panel
    plane = grid_over(extent or plane_extent(study.dataset), side)
    params = run.snapshots[list(rows)]
    steps = [int(step) for step in run.snapshot_steps[list(rows)]]
    return Moments(
        steps,
        [step_to_epoch(study, run, step) for step in steps],
        loss_of(panel, params),
        accuracy_of(panel, params),
        plane,
        region_outputs(study.dataset, run.architecture, params, plane),
    )


def _caption(panel: Panel, when: str) -> str:
    truth = (
        "; dashed: the true boundary"
        if set(panel.study.dataset.extras) & {"radius", "sites"}
        else ""
    )
    return (
        f"Decision region of {called(panel.study)} ({sizes_of(panel.run)}), "
        f"{seed_name(panel.run)}, {when}. "
        f"Colour: the network's output; solid line: its decision level{truth}; marks: the samples."
    )


def _alt(panel: Panel, moments: Moments) -> str:
    n = n_samples(panel.study, "train")
    parts = [
        f"step {count(step)}: {percent(accuracy, n)} of the training samples right, loss "
        f"{number(loss)}"
        for step, accuracy, loss in zip(
            moments.steps, moments.accuracies, moments.losses, strict=True
        )
    ]
    return f"{called(panel.study)} as it learns, {'; '.join(parts)}."
