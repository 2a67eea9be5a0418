"""How long training takes to a goal: the share of seeds that have reached it, epoch by epoch."""

from collections.abc import Sequence
from textwrap import fill
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter
from numpy.typing import NDArray

from nncore.analysis.studies import Panel, panels_of
from nncore.experiments.run_files import Run, Study
from nncore.language.captions import count, drawn, plural
from nncore.language.markup import escape
from nncore.plots.kit.drawing import Drawing, EndLabel, label_ends
from nncore.plots.kit.histories import LOG_FROM, frame_history
from nncore.plots.kit.measures import first_epoch, goal, measure, percent_axis
from nncore.plots.kit.naming import titles
from nncore.plots.kit.style import FULL_WIDTH, Theme, new_figure


def epochs_to_reach(
    study: Study,
    theme: Theme,
    *,
    others: Sequence[Study],
    quantity: str,
    at_most: float | None,
    at_least: float | None,
) -> Drawing:
    """Draw the share of seeds whose `quantity` has been in a range, against the epoch.

    A dot marks the epoch by which half of the seeds have. Seeds that diverge never do.
    """
    panels = panels_of(study, others)
    wanted = goal(study, quantity, at_least, at_most)
    for panel in panels:
        measure(panel.study, panel.run, quantity)
    epochs = [first_epoch(panel.run, quantity, at_least, at_most) for panel in panels]
    longest = max((panel.run for panel in panels), key=lambda run: int(run.epochs[-1]))
    figure = new_figure(FULL_WIDTH, 60.0)
    axes = figure.subplots()
    ends = []
    halves = [_half(sample) or np.inf for sample in epochs]
    for index, (panel, sample) in enumerate(zip(panels, epochs, strict=True)):
        colour = theme.series_colour(index)
        # The first line has its left side to itself, where no neighbour's number can be.
        first = len(panels) > 1 and index == int(np.argmin(halves))
        share = _draw(axes, panel, sample, colour, first)
        words = drawn(fill(panel.name, 26))
        ends.append(EndLabel(share, words, theme.readable(colour)))
    axes.set(ylim=(0.0, 1.04), ylabel="seeds that have reached it")
    label_ends(axes, ends)
    _frame(axes, np.concatenate(epochs), longest)
    caption = (
        f"Share of seeds that have reached a {wanted}, by epoch: {titles(panels)}, "
        f"{_seeds(panels)}. Dot: the epoch by which half of them have; a line ends where training "
        "does."
    )
    return Drawing(figure, caption, f"{_findings(panels, epochs)} The goal is a {wanted}.")


def _draw(
    ax: Axes, panel: Panel, epochs: NDArray[np.floating], colour: str, is_first: bool
) -> float:
    """Draw one line; return the share at its end."""
    reached = np.sort(epochs[np.isfinite(epochs)])
    shares = np.arange(1, len(reached) + 1) / len(epochs)
    last = float(panel.run.epochs[-1])
    x, y = np.append(reached, last), np.append(shares, len(reached) / len(epochs))
    ax.step(np.append(0.0, x), np.append(0.0, y), where="post", color=colour, zorder=3)
    if middle := _half(epochs):
        ax.plot(middle, 0.5, "o", color=colour, markersize=4.5, zorder=4)
        place, side = ((-5, 3), "right") if is_first else ((5, -9), "left")
        style: dict[str, Any] = {"textcoords": "offset points", "color": colour, "ha": side}
        ax.annotate(count(middle), (middle, 0.5), place, **style)
    return float(y[-1])


def _half(epochs: NDArray[np.floating]) -> float:
    """Return the epoch by which half of all seeds are there, 0 when they never are."""
    ordered = np.sort(np.where(np.isfinite(epochs), epochs, np.inf))
    middle = float(ordered[(len(ordered) - 1) // 2])
    return middle if np.isfinite(middle) else 0.0


def _frame(ax: Axes, epochs: NDArray[np.floating], longest: Run) -> None:
    frame_history(ax, longest)
    percent_axis(ax.yaxis)
    some = epochs[np.isfinite(epochs) & (epochs > 0.0)]
    last = float(longest.epochs[-1])
    first = float(some.min()) if len(some) else last
    if last / first > LOG_FROM:
        ax.set_xscale("log")
        ax.set_xlim(0.7 * first, last)
        ax.xaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
        ax.xaxis.set_minor_formatter(NullFormatter())
        ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: count(value)))


def _seeds(panels: Sequence[Panel]) -> str:
    counts = sorted({panel.run.n_replicas for panel in panels})
    *rest, last = counts
    return f"{' or '.join([*map(count, rest), plural(last, 'seed')])} each"


def _findings(panels: Sequence[Panel], epochs: Sequence[NDArray[np.floating]]) -> str:
    parts = []
    for panel, sample in zip(panels, epochs, strict=True):
        n_there = int(np.isfinite(sample).sum())
        words = f"{count(n_there)} of {plural(len(sample), 'seed')} get there"
        if middle := _half(sample):
            words += f", half of all by epoch {count(middle)}"
        parts.append(f"{escape(panel.name)}: {words}.")
    return " ".join(parts)
