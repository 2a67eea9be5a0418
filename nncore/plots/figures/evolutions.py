"""The decision region at several moments of training: panels for reading, a strip for print."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
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
from nncore.plots.kit.regions import accuracy_of, draw_region, loss_of, region_outputs
from nncore.plots.kit.style import FULL_WIDTH, Theme, new_figure


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
    them, evenly spaced.
    """
    panel = panels_of(study)[0]
    rows = chosen(panel, "epoch", epochs, 6) if steps is None else chosen(panel, "step", steps, 6)
    moments = moments_at(panel, rows, extent, side=240)
    n, n_panels = n_samples(study, "train"), len(rows)
    figure, axes = panel_grid(
        n_panels, lambda rows, columns: rows * (FULL_WIDTH / columns + 4.0) + 4.0
    )
    for index, ax in enumerate(axes):
        outputs = moments.outputs[index]
        draw_region(ax, theme, study.dataset, moments.plane, outputs, panels=n_panels)
        when = f"epoch {count(moments.epochs[index])}"
        if steps is not None:
            when = f"step {count(moments.steps[index])}"
        loss = moments.losses[index]
        words = number(loss, 3 if loss < 1e4 else 1)
        ax.set_title(f"{when}: {percent(moments.accuracies[index], n)}, loss {words}")
        ax.label_outer()
    what = "with the share of training samples it gets right and the loss"
    return Drawing(figure, _caption(panel, what), _alt(panel, moments))


def filmstrip(study: Study, theme: Theme, *, frames: int, steps: Sequence[int] | None) -> Drawing:
    """Draw frames of the training animation in one row, for readers of paper.

    `steps` must be among the run's snapshots; by default `frames` of them.
    """
    panel = panels_of(study)[0]
    moments = moments_at(panel, chosen(panel, "step", steps, frames), None, side=150)
    n_frames = len(moments.steps)
    figure = new_figure(FULL_WIDTH, FULL_WIDTH / n_frames + 9.0)
    axes = figure.subplots(1, n_frames, squeeze=False)[0]
    for index, ax in enumerate(axes):
        outputs = moments.outputs[index]
        draw_region(ax, theme, study.dataset, moments.plane, outputs, panels=n_frames, size=2.2)
        ax.set(xticks=[], yticks=[], xlabel="", ylabel="")
        ax.set_title(f"step {count(moments.steps[index])}\nloss {number(moments.losses[index], 2)}")
        ax.spines[:].set_visible(False)
    what = "from the first parameters to the last"
    return Drawing(figure, _caption(panel, what), _alt(panel, moments))


def chosen(panel: Panel, unit: str, wanted: Sequence[int] | None, n: int) -> list[int]:
    """Return the snapshots at epochs or steps, as row numbers; n of them when None are wanted.

    Raises
    ------
    ValueError
        When the data are not of the plane, or a snapshot is missing.
    """
    _, study, run = panel
    require_plane(study.dataset, "evolution")
    cure = f"experiments.{study.id}.snapshots"
    if not len(run.snapshot_steps):
        raise ValueError(f"{study.id} holds no snapshots; set {cure}")
    if wanted is None:
        last = len(run.snapshot_steps) - 1
        even = np.linspace(0, last, min(n, last + 1))
        return [int(row) for row in np.unique(even.round())]
    taken = [float(step) for step in run.snapshot_steps]
    if unit == "epoch":
        taken = [round(step_to_epoch(study, run, int(step)), 6) for step in taken]
    if missing := [place for place in wanted if place not in taken]:
        places = ", ".join(map(str, missing))
        raise ValueError(f"{study.id}: no snapshot at {unit} {places}; add it to {cure}")
    return [taken.index(place) for place in wanted]


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
