"""Decision regions in the plane: of one network, of several, of the smallest that suffices."""

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
    sizes_of,
)
from nncore.experiments.run_files import Study
from nncore.language.captions import count, drawn, number, percent, plural
from nncore.language.markup import escape
from nncore.network.architecture import Architecture
from nncore.plots.kit.drawing import Drawing, legend, panel_grid
from nncore.plots.kit.fields import grid_over, plane_extent, require_plane
from nncore.plots.kit.measures import goal, only_seed, weight_norm
from nncore.plots.kit.points import shape_of
from nncore.plots.kit.regions import accuracy_of, draw_region, region_outputs
from nncore.plots.kit.sizes import sizes_by_parameters, smallest
from nncore.plots.kit.style import Theme

# Grid points a side: panels beside others are small.
_ALONE, _BESIDE = 260, 150


def region(
    study: Study,
    theme: Theme,
    *,
    others: Sequence[Study],
    extent: Sequence[float] | None,
    columns: int,
    norms: bool,
) -> Drawing:
    """Draw the decision regions of the kept parameters of every run's first seed on shared axes.

    Parameters
    ----------
    extent : sequence of float or None
        Left, right, bottom, top in raw coordinates; by default the samples with a margin.
    columns : int
        How many regions stand in a row at most.
    norms : bool
        Whether above each stand the norm of its weights and its training accuracy.
    """
    panels = panels_of(study, others)
    titles = [drawn(panel.title) for panel in panels]
    alt = "; ".join(
        f"{called(panel.study)}{' ' + escape(panel.run.label) if panel.run.label else ''} puts "
        f"{_share(panel)} of its {count(n_samples(panel.study, 'train'))} training samples on the "
        "right side of its decision boundary"
        for panel in panels
    )
    if norms:
        sizes = [_size(panel) for panel in panels]
        words = zip(panels, sizes, strict=True)
        alt = "; ".join(f"{escape(panel.name)}: {size}" for panel, size in words)
        alt = f"Norm of the weights and training accuracy by variant. {alt}"
        titles = [f"{title}\n{size}" for title, size in zip(titles, sizes, strict=True)]
    figure, has_truth = _draw(panels, theme, extent, titles, columns)
    first = panels[0]
    best = first.run.settings.keep == "best"
    hollow = ", hollow in the test split" if n_samples(first.study, "test") else ""
    above = ", with the norm of the weights (biases left out) and the training accuracy"
    truth = ", dashed line the true boundary" if has_truth else ""
    caption = (
        f"Decision region of {called_with_sizes(panels)}, {seed_name(first.run)}, "
        f"{'parameters of the best epoch' if best else 'last parameters'}{above if norms else ''}. "
        f"Colour: the network's output; solid line the decision level{truth}; marks: the samples"
        f"{hollow}."
    )
    return Drawing(figure, caption, f"{alt}.")


def smallest_region(
    study: Study,
    theme: Theme,
    *,
    metric: str,
    at_least: float | None,
    at_most: float | None,
    share: float,
    extent: Sequence[float] | None,
) -> Drawing:
    """Draw the decision region of the smallest variant that suffices, of its best seed.

    It suffices when a `share` of its seeds, and at least one, reaches `at_least`, or `at_most`.
    """
    found = sizes_by_parameters(study, metric, at_least, at_most)
    wanted = goal(study, metric, at_least, at_most)
    size = smallest(found, share)
    if size is None:
        # The nearest miss still answers the question how near it was.
        size = max(found, key=lambda each: (each.share, _score(each.values, at_most).max()))
        words = f"No network of {called(study)} suffices; nearest comes {sizes_of(size.run)}"
    else:
        words = f"The smallest network of {called(study)} that suffices, {sizes_of(size.run)}"
    best = int(_score(size.values, at_most).argmax())
    cut = only_seed(study, size.run, best)
    alone = region(cut, theme, others=(), extent=extent, columns=1, norms=False)
    n_seeds = size.run.n_replicas
    caption = (
        f"{words}: a {wanted} is what {count(size.good.sum())} of its {plural(n_seeds, 'seed')} "
        f"came to. {alone.caption}"
    )
    return alone._replace(caption=caption, alt=f"{words}. {alone.alt}")


def _score(values: NDArray[np.floating], at_most: float | None) -> NDArray[np.floating]:
    """Return what is larger where a seed did better; diverged seeds come last."""
    return np.where(np.isfinite(values), values if at_most is None else -values, -np.inf)


def _draw(
    panels: Sequence[Panel],
    theme: Theme,
    extent: Sequence[float] | None,
    names: Sequence[str],
    columns: int,
) -> tuple[Figure, bool]:
    """Draw one panel for each run on shared axes; return whether a true boundary is among it."""
    for panel in panels:
        require_plane(panel.study.dataset, "region")
    extent = extent or plane_extent(*(panel.study.dataset for panel in panels))
    has_bar = len(panels) == 1 and panels[0].run.architecture.sizes[-1] <= 2
    shape, lines = shape_of(extent), max(name.count("\n") for name in names)
    alone = (58.0 if has_bar else 70.0) * shape + 18.0
    figure, axes = panel_grid(
        len(panels),
        lambda rows, columns: (
            alone if columns == 1 else rows * (157.0 / columns * shape + 6.0 + 4.0 * lines) + 18.0
        ),
        columns=columns,
    )
    has_truth = False
    plane = grid_over(extent, _ALONE if len(panels) == 1 else _BESIDE)
    for ax, (_, study, run), name in zip(axes, panels, names, strict=True):
        outputs = region_outputs(study.dataset, run.architecture, run.kept[:1], plane)[0]
        has_truth |= draw_region(ax, theme, study.dataset, plane, outputs, panels=len(panels))
        ax.set_title(name)
        ax.label_outer()
    if has_bar:
        _level_bar(figure, axes[0], theme, panels[0].run.architecture)
    axes[0].plot([], [], color=theme.ink, linewidth=1.3, label="decision level")
    legend(figure, axes[0], 3 if len(panels) == 1 else 5)
    return figure, has_truth


def _level_bar(figure: Figure, ax: Axes, theme: Theme, architecture: Architecture) -> None:
    """Say what the colours mean: the output, or the difference of the two."""
    single = architecture.sizes[-1] == 1
    values = ScalarMappable(Normalize(0.0, 1.0), theme.decision_map)
    # An inset is as tall as the panel, whatever the panel's aspect makes of it.
    bar = figure.colorbar(values, cax=ax.inset_axes((1.03, 0.0, 0.035, 1.0)), ticks=[0.0, 0.5, 1.0])
    bar.ax.set_yticklabels(["0", "0.5", "1"] if single else ["−1", "0", "1"])
    bar.set_label("network output" if single else r"$\hat y_1 - \hat y_0$", labelpad=2.0)
    bar.outline.set_visible(False)


def _share(panel: Panel) -> str:
    share = accuracy_of(panel, panel.run.kept[:1])[0]
    return percent(share, n_samples(panel.study, "train"))


def _size(panel: Panel) -> str:
    """The norm of the first seed's weights and its accuracy, or that it diverged."""
    if panel.run.status[0] == "diverged":
        return "diverged"
    return rf"$\|W\|$ = {number(float(weight_norm(panel.run)[0]))}, {_share(panel)}"
