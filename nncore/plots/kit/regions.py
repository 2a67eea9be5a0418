"""Decision regions in the plane: what the network answers everywhere, beside the samples."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from numpy.typing import NDArray

from nncore.analysis.studies import (
    Panel,
    called,
    called_with_sizes,
    n_samples,
    panels_of,
    seed_name,
)
from nncore.data.dataset import Dataset
from nncore.experiments.run_files import Study
from nncore.functions.metrics import ACCURACY
from nncore.language.captions import count, drawn, percent
from nncore.language.markup import escape
from nncore.network.architecture import Architecture
from nncore.network.gradient import predict_raw
from nncore.plots.kit.drawing import Drawing, halo, legend, panel_grid
from nncore.plots.kit.fields import (
    Grid,
    colours,
    grid_over,
    margins,
    plane_extent,
    predictions,
    require_plane,
    zero_lines,
)
from nncore.plots.kit.points import draw_points, frame, shape_of
from nncore.plots.kit.style import Theme
from nncore.plots.kit.truths import draw_landmarks, draw_truth

# Shades between the classes: enough to look smooth, few enough to stay small.
_LEVELS = 41


def region(
    study: Study,
    theme: Theme,
    *,
    others: Sequence[Study],
    extent: Sequence[float] | None,
) -> Drawing:
    """Draw the decision region of the kept parameters of the first seed.

    `extent` is left, right, bottom, top in raw coordinates; by default the samples with a margin.
    """
    panels = panels_of(study, others)
    for panel in panels:
        require_plane(panel.study.dataset, "region")
    extent = extent or plane_extent(*(panel.study.dataset for panel in panels))
    has_bar = len(panels) == 1 and panels[0].run.architecture.sizes[-1] <= 2
    shape = shape_of(extent)
    alone = (58.0 if has_bar else 70.0) * shape + 18.0
    figure, axes = panel_grid(
        len(panels),
        lambda rows, columns: (
            alone if columns == 1 else rows * (157.0 / columns * shape + 6.0) + 18.0
        ),
    )
    shares, has_truth = [], False
    for ax, panel in zip(axes, panels, strict=True):
        has_truth |= _draw_panel(ax, panel, theme, extent, len(panels))
        shares.append(_accuracy(panel))
        ax.set_title(drawn(panel.title))
        ax.label_outer()
    if has_bar:
        _level_bar(figure, axes[0], theme, panels[0].run.architecture)
    axes[0].plot([], [], color=theme.ink, linewidth=1.3, label="decision level")
    legend(figure, axes[0], 3 if len(panels) == 1 else 5)
    return Drawing(figure, _caption(panels, has_truth), _alt(panels, shares))


def _draw_panel(ax: Axes, panel: Panel, theme: Theme, extent: Sequence[float], panels: int) -> bool:
    _, study, run = panel
    plane = grid_over(extent)
    outputs = region_outputs(study.dataset, run.architecture, run.kept[:1], plane)[0]
    paint(ax, theme, plane, outputs)
    has_truth = draw_truth(ax, study.dataset, theme, plane.extent)
    draw_points(ax, study.dataset, theme, panels=panels)
    draw_landmarks(ax, study.dataset, theme)
    frame(ax, study.dataset, plane.extent)
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


def _level_bar(figure: Figure, ax: Axes, theme: Theme, architecture: Architecture) -> None:
    """Say what the colours mean: the output, or the difference of the two."""
    single = architecture.sizes[-1] == 1
    values = ScalarMappable(Normalize(0.0, 1.0), theme.decision_map)
    # An inset is as tall as the panel, whatever the panel's aspect makes of it.
    bar = figure.colorbar(values, cax=ax.inset_axes((1.03, 0.0, 0.035, 1.0)), ticks=[0.0, 0.5, 1.0])
    bar.ax.set_yticklabels(["0", "0.5", "1"] if single else ["−1", "0", "1"])
    bar.set_label("network output" if single else r"$\hat y_1 - \hat y_0$", labelpad=2.0)
    bar.outline.set_visible(False)


def _accuracy(panel: Panel) -> float:
    return accuracy_of(panel, panel.run.kept[:1])[0]


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


def _caption(panels: Sequence[Panel], has_truth: bool) -> str:
    names = called_with_sizes(panels)
    first = panels[0]
    kept = (
        "parameters of the best epoch"
        if first.run.settings.get("keep") == "best"
        else "last parameters"
    )
    truth = ", dashed line the true boundary" if has_truth else ""
    return (
        f"Decision region of {names}, {seed_name(first.run)}, {kept}. Colour: the network's "
        "output; "
        f"solid line the decision level{truth}; marks: the samples"
        f"{', hollow in the test split' if n_samples(first.study, 'test') else ''}."
    )


def _alt(panels: Sequence[Panel], shares: Sequence[float]) -> str:
    parts = [
        f"{called(panel.study)}{' ' + escape(panel.run.label) if panel.run.label else ''} puts "
        f"{percent(share, n_samples(panel.study, 'train'))} of its "
        f"{count(n_samples(panel.study, 'train'))} "
        "training samples on the right side of its decision boundary"
        for panel, share in zip(panels, shares, strict=True)
    ]
    return f"{'; '.join(parts)}."
