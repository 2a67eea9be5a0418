"""How large a network has to be: what every architecture reaches, and the smallest that does."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from nncore.analysis.studies import Panel, called, lost_note, quantiles, sizes_of
from nncore.experiments.run_files import Run, Study
from nncore.language.captions import count, percent, plural
from nncore.plots.kit.drawing import Drawing, grid
from nncore.plots.kit.histories import set_scale
from nncore.plots.kit.measures import goal, is_reached, measure, name_of, only_seed, percent_axis
from nncore.plots.kit.regions import region
from nncore.plots.kit.style import FULL_WIDTH, Theme, new_figure


class Size(NamedTuple):
    """One architecture: its run, what every seed reaches (R,), and which of them suffice (R,)."""

    run: Run
    values: NDArray[np.floating]
    good: NDArray[np.bool_]

    @property
    def share(self) -> float:
        """The share of seeds that suffice."""
        return float(self.good.mean())


def against_parameters(
    study: Study,
    theme: Theme,
    *,
    metric: str,
    at_least: float | None,
    at_most: float | None,
    share: float,
) -> Drawing:
    """Draw what every variant reaches, by its number of parameters, and how many seeds suffice.

    The smallest network that one seed and that a `share` of all seeds brings to `at_least`, or to
    `at_most`, are named.
    """
    found = _sizes(study, metric, at_least, at_most)
    figure = new_figure(FULL_WIDTH, 92.0)
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(1.5, 1.0))
    _draw_values(upper, theme, found, metric)
    bound = at_least if at_most is None else at_most
    upper.axhline(bound, color=theme.muted, linewidth=0.8, dashes=(3.5, 2.0), zorder=1.5)
    _draw_shares(lower, theme, found, share)
    names = [f"{sizes_of(size.run)}\n{count(size.run.architecture.n_params)}" for size in found]
    lower.set_xticks(range(len(found)), names)
    lower.tick_params(axis="x", length=0)
    lower.set_xlabel("architecture and its number of parameters")
    wanted = goal(study, metric, at_least, at_most)
    n_seeds = plural(study.run.n_replicas, "seed")
    caption = (
        f"{name_of(metric).capitalize()} of {called(study)} by number of parameters. Dots: "
        f"{n_seeds} of each architecture, moved apart sideways; bar and dash: 5–95 % range and "
        f"median. Below: share of seeds with a {wanted}."
        f"{lost_note([Panel(size.run.label, study, size.run) for size in found])}"
    )
    return Drawing(figure, caption, _finding(study, found, wanted, share))


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
    found = _sizes(study, metric, at_least, at_most)
    wanted = goal(study, metric, at_least, at_most)
    size = _smallest(found, share)
    if size is None:
        # The nearest miss still answers the question how near it was.
        size = max(found, key=lambda each: (each.share, _score(each.values, at_most).max()))
        words = f"No network of {called(study)} suffices; nearest comes {sizes_of(size.run)}"
    else:
        words = f"The smallest network of {called(study)} that suffices, {sizes_of(size.run)}"
    best = int(_score(size.values, at_most).argmax())
    drawn = region(only_seed(study, size.run, best), theme, others=(), extent=extent)
    n_seeds = size.run.n_replicas
    caption = (
        f"{words}: a {wanted} is what {count(size.good.sum())} of its {plural(n_seeds, 'seed')} "
        f"came to. {drawn.caption}"
    )
    return drawn._replace(caption=caption, alt=f"{words}. {drawn.alt}")


def _sizes(study: Study, metric: str, at_least: float | None, at_most: float | None) -> list[Size]:
    """Return the variants of a study, the smallest first."""
    goal(study, metric, at_least, at_most)
    found = []
    for run in sorted(study.runs, key=lambda run: run.architecture.n_params):
        values = measure(study, run, metric)
        found.append(Size(run, values, is_reached(values, at_least, at_most)))
    return found


def _smallest(found: Sequence[Size], share: float) -> Size | None:
    return next((size for size in found if size.good.any() and size.share >= share), None)


def _score(values: NDArray[np.floating], at_most: float | None) -> NDArray[np.floating]:
    """Return what is larger where a seed did better; diverged seeds come last."""
    return np.where(np.isfinite(values), values if at_most is None else -values, -np.inf)


def _draw_values(ax: Axes, theme: Theme, found: Sequence[Size], metric: str) -> None:
    colour = theme.class_colour(0)
    for place, size in enumerate(found):
        some = size.values[np.isfinite(size.values)]
        if not len(some):
            continue
        low, middle, high = quantiles(some)
        ax.vlines(place - 0.3, low, high, color=colour, linewidth=4.0, alpha=0.35, zorder=2)
        ax.plot(place - 0.3, middle, "_", color=colour, markersize=8, markeredgewidth=1.8, zorder=3)
        # Multiples of the golden ratio spread dots evenly, without chance.
        aside = np.arange(len(some)) * 0.6180339887 % 1.0 * 0.42 - 0.12
        marks = ax.plot(place + aside, some, "o", color=theme.ink, markersize=2.0, zorder=2)
        marks[0].set(alpha=0.55, markeredgewidth=0)
    ax.set(xlim=(-0.6, len(found) - 0.4), ylabel=name_of(metric))
    if metric.endswith("accuracy"):
        percent_axis(ax.yaxis)
    else:
        set_scale([ax], "auto")
    grid(ax, "y")


def _draw_shares(ax: Axes, theme: Theme, found: Sequence[Size], share: float) -> None:
    reliable = _smallest(found, share)
    for place, size in enumerate(found):
        colour = theme.class_colour(1 if size is reliable else 0)
        ax.bar(place, size.share, width=0.6, color=colour, alpha=0.75, zorder=2)
        words = f"{100.0 * size.share:.0f} %"
        ax.annotate(words, (place, size.share), (0, 1), textcoords="offset points", ha="center")
    # Above a full bar stands its number.
    ax.set(ylim=(0.0, 1.18), ylabel="seeds that suffice", yticks=[0.0, 0.5, 1.0])
    percent_axis(ax.yaxis)
    grid(ax, "y")


def _finding(study: Study, found: Sequence[Size], wanted: str, share: float) -> str:
    parts = []
    for least, who in ((0.0, "any seed"), (share, f"{100.0 * share:.0f} % of the seeds")):
        size = _smallest(found, least)
        if size is None:
            parts.append(f"No network brings {who} to a {wanted}.")
            continue
        parts.append(
            f"The smallest network that brings {who} to a {wanted} is {sizes_of(size.run)} with "
            f"{plural(size.run.architecture.n_params, 'parameter')}: "
            f"{percent(size.share, size.run.n_replicas)} of its seeds."
        )
    return " ".join(parts)
