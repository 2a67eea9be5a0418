"""Decision regions of several variants, small and side by side, with the size of their weights."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from nncore.analysis.studies import Panel, called, n_samples, panels_of, seed_name
from nncore.experiments.run_files import Study
from nncore.language.captions import drawn, listed, number, percent
from nncore.language.markup import escape
from nncore.plots.kit.drawing import Drawing, legend
from nncore.plots.kit.fields import grid_over, plane_extent, require_plane
from nncore.plots.kit.measures import weight_norm
from nncore.plots.kit.points import draw_points, frame
from nncore.plots.kit.regions import accuracy_of, paint, region_outputs
from nncore.plots.kit.style import FULL_WIDTH, Theme, new_figure
from nncore.plots.kit.truths import draw_landmarks, draw_truth

# Grid points a side: panels are small.
_SIDE = 150
_TITLE = 9.0  # millimetres for two lines above a panel
_EDGES = 17.0  # millimetres for names and numbers of the axes


def regions(
    study: Study,
    theme: Theme,
    *,
    others: Sequence[Study],
    columns: int,
    extent: Sequence[float] | None,
) -> Drawing:
    """Draw the decision regions of the first seed of every variant on shared axes.

    Above each stand the norm of its weights and its training accuracy.
    """
    panels = panels_of(study, others)
    for panel in panels:
        require_plane(panel.study.dataset, "regions")
    columns = max(1, min(columns, len(panels)))
    rows = -(-len(panels) // columns)
    side = (FULL_WIDTH - _EDGES) / columns
    figure = new_figure(FULL_WIDTH, rows * (min(side, 60.0) + _TITLE) + _EDGES)
    grid = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False)
    axes = list(grid.flat)
    for unused in axes[len(panels) :]:
        unused.remove()
    drawn = list(zip(axes, panels, strict=False))
    truths = [_draw(ax, theme, panel, extent, len(panels)) for ax, panel in drawn]
    for number_of, ax in enumerate(axes[: len(panels)]):
        ax.label_outer()
        if number_of + columns >= len(panels):  # nothing stands under it
            ax.xaxis.set_tick_params(labelbottom=True)
            ax.set_xlabel(axes[(rows - 1) * columns].get_xlabel())
    axes[0].plot([], [], color=theme.ink, linewidth=1.3, label="decision level")
    legend(figure, axes[0], 5)
    return Drawing(figure, _caption(panels, any(truths)), _alt(panels))


def _draw(
    ax: Axes, theme: Theme, panel: Panel, extent: Sequence[float] | None, n_panels: int
) -> bool:
    _, study, run = panel
    plane = grid_over(extent or plane_extent(study.dataset), _SIDE)
    outputs = region_outputs(study.dataset, run.architecture, run.kept[:1], plane)[0]
    paint(ax, theme, plane, outputs, line=1.1)
    has_truth = draw_truth(ax, study.dataset, theme, plane.extent)
    size = float(np.clip(45.0 / np.sqrt(study.dataset.n_samples), 1.8, 5.0))
    draw_points(ax, study.dataset, theme, size=size, panels=n_panels)
    draw_landmarks(ax, study.dataset, theme)
    frame(ax, study.dataset, plane.extent)
    ax.set_title(f"{drawn(panel.title)}\n{_size(panel)}".strip())
    return has_truth


def _size(panel: Panel) -> str:
    """The norm of the first seed's weights and its accuracy, or that it diverged."""
    if panel.run.status[0] == "diverged":
        return "diverged"
    share = accuracy_of(panel, panel.run.kept[:1])[0]
    norm = number(float(weight_norm(panel.run)[0]))
    return rf"$\|W\|$ = {norm}, {percent(share, n_samples(panel.study, 'train'))}"


def _caption(panels: Sequence[Panel], has_truth: bool) -> str:
    first = panels[0]
    ids = listed(dict.fromkeys(called(panel.study) for panel in panels))
    truth = ", dashed line the true boundary" if has_truth else ""
    return (
        f"Decision regions of {ids}, {seed_name(first.run)}, with the norm of the weights "
        f"(biases left out) and the training accuracy. Colour: the network's output; solid line "
        f"the decision level{truth}; marks: the samples."
    )


def _alt(panels: Sequence[Panel]) -> str:
    parts = [f"{escape(panel.name)}: {_size(panel)}" for panel in panels]
    return f"Norm of the weights and training accuracy by variant. {'; '.join(parts)}."
