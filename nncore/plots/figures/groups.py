"""Variants in groups, one panel for each, and what some numbers of epochs lead to."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from nncore.analysis.studies import Panel, called, history, lost_note, quantiles, seed_name
from nncore.experiments.run_files import Run, Study
from nncore.language.captions import count, drawn, listed, plural
from nncore.language.markup import escape
from nncore.plots.kit.drawing import Drawing, EndLabel, grid, label_ends
from nncore.plots.kit.histories import draw_history, frame_history, set_scale
from nncore.plots.kit.measures import name_of, ordered_colours, run_labelled, said
from nncore.plots.kit.published_marks import draw_marks, marks, note
from nncore.plots.kit.style import FULL_WIDTH, HALF_WIDTH, Theme, new_figure


def variant_groups(
    study: Study,
    theme: Theme,
    *,
    groups: Mapping[str, Sequence[str]] | None,
    durations_of: str,
    durations: Sequence[int],
    quantity: str,
    scale: str,
) -> Drawing:
    """Draw groups of variants in panels on one y axis, the first seed's history of each.

    Parameters
    ----------
    groups : mapping of str to list of str
        Title of a panel -> labels of the variants in it; by default one panel of all.
    durations_of, durations : str, list of int
        For a further panel: the label of a variant, and epochs at whose end it is read.
    """
    panels = {
        title: [run_labelled(study, label) for label in labels]
        for title, labels in (groups or {"": [run.label for run in study.runs]}).items()
    }
    n_panels = len(panels) + bool(durations)
    figure = new_figure(HALF_WIDTH if n_panels == 1 else FULL_WIDTH, 64.0)
    axes = figure.subplots(1, n_panels, sharey=True, squeeze=False)[0]
    ends = [
        _draw_group(ax, theme, study, title, runs, quantity)
        for ax, (title, runs) in zip(axes, panels.items(), strict=False)
    ]
    findings = [_finding(study, *panel, quantity) for panel in panels.items()]
    axes[0].set_ylabel(name_of(quantity))
    caption = _caption(study, panels, quantity)
    if durations:
        run = run_labelled(study, durations_of)
        values = _at(study, run, quantity, durations)
        _draw_durations(axes[-1], theme, durations, values)
        findings.append(_durations_finding(study, quantity, durations, values))
        caption += _durations_words(run, quantity)
    set_scale(list(axes), scale)
    _keep_in_sight(axes[0], [run for runs in panels.values() for run in runs], quantity)
    if durations:
        _draw_bars(axes[-1], theme, values[0])
    for ax, labels in zip(axes, ends, strict=False):
        label_ends(ax, labels)
    lost = [Panel(run.label, study, run) for runs in panels.values() for run in runs]
    caption += note(any(marks(study, panel.run, quantity) for panel in lost))
    return Drawing(figure, f"{caption}{lost_note(lost)}", " ".join(findings))


def _draw_group(
    ax: Axes, theme: Theme, study: Study, title: str, runs: Sequence[Run], quantity: str
) -> list[EndLabel]:
    labels = []
    for run, colour in zip(runs, ordered_colours(len(runs), theme), strict=True):
        pair = draw_history(ax, run, quantity, colour, spread=False)
        edge = theme.readable(colour)
        draw_marks(ax, theme, study, run, quantity, edge)
        if pair is not None:
            labels.append(EndLabel(pair[0], drawn(run.label), edge))
    frame_history(ax, max(runs, key=lambda run: int(run.epochs[-1])))
    ax.set_title(drawn(title))
    return labels


def _at(study: Study, run: Run, quantity: str, epochs: Sequence[int]) -> NDArray[np.floating]:
    """Return a history at some epochs, (R, E)."""
    values = history(run, quantity)
    missing = [epoch for epoch in epochs if epoch not in run.epochs]
    if missing:
        raise ValueError(f"{study.id} {run.label}: epoch {missing[0]} is not recorded")
    if values is None:
        return np.full((run.n_replicas, len(epochs)), np.nan)
    return values[:, np.searchsorted(run.epochs, list(epochs))]


def _draw_durations(
    ax: Axes, theme: Theme, epochs: Sequence[int], values: NDArray[np.floating]
) -> None:
    places = np.arange(len(epochs))
    ax.plot(places, values[0], linestyle="none")  # the scale has to hold the bars
    if len(values) > 1:
        low, middle, high = quantiles(values)
        ax.vlines(places, low, high, color=theme.ink, linewidth=1.0, zorder=3)
        ax.plot(places, middle, "_", color=theme.ink, markersize=7, markeredgewidth=1.4, zorder=4)
    ax.set_xticks(places, [count(epoch) for epoch in epochs], rotation=45, ha="right")
    ax.tick_params(axis="x", length=0, pad=1.0)
    ax.set(xlabel="epochs trained", title="Training time")
    grid(ax, "y")


def _keep_in_sight(ax: Axes, runs: Sequence[Run], quantity: str) -> None:
    """Let first seeds that diverge leave the picture, not far above where all of them began."""
    if all(run.status[0] != "diverged" for run in runs):
        return
    held = []
    for run in runs:
        values = history(run, quantity)
        if values is not None:
            held += [values[0, :1] if run.status[0] == "diverged" else values[0]]
    finite = [values[np.isfinite(values)] for values in held]
    low, high = ax.get_ylim()
    ceiling = max((3.0 * float(values.max()) for values in finite if len(values)), default=high)
    ax.set_ylim(low, min(high, max(ceiling, 3.0 * low)))


def _draw_bars(ax: Axes, theme: Theme, values: NDArray[np.floating]) -> None:
    """Draw bars from the foot of the axes, which on a log scale only the finished axes know."""
    foot, top = ax.get_ylim()
    heights = np.maximum(values - foot, 0.0)
    colour = theme.class_colour(0)
    ax.bar(range(len(values)), heights, 0.66, foot, color=colour, alpha=0.7, zorder=2)
    ax.set_ylim(foot, top)


def _caption(study: Study, panels: Mapping[str, Sequence[Run]], quantity: str) -> str:
    first = next(iter(panels.values()))[0]
    what = name_of(quantity).capitalize()
    if len(panels) == 1 and "" in panels:
        return f"{what} of the variants of {called(study)} against the epoch, {seed_name(first)}."
    titles = listed(escape(title.lower()) for title in panels)
    seed = seed_name(first)
    return f"{what} of {called(study)} against the epoch by {titles}, every run from {seed}."


def _durations_words(run: Run, quantity: str) -> str:
    spread = ""
    if run.n_replicas > 1:
        spread = f"; dash and line: median and 5–95 % range of {plural(run.n_replicas, 'seed')}"
    return f" Bars: {name_of(quantity)} when training ends after so many epochs{spread}."


def _finding(study: Study, title: str, runs: Sequence[Run], quantity: str) -> str:
    parts = []
    for run in runs:
        values = history(run, quantity)
        end = float("nan") if values is None else float(values[0, -1])
        words = said(study, quantity, end) if np.isfinite(end) else "diverged"
        parts.append(f"{escape(run.label)}: {words}")
    head = f"{escape(title)}, " if title else ""
    return f"{head}{name_of(quantity)} at the end: {'; '.join(parts)}."


def _durations_finding(
    study: Study, quantity: str, epochs: Sequence[int], values: NDArray[np.floating]
) -> str:
    parts = [
        f"{said(study, quantity, float(value))} after {count(epoch)}"
        for epoch, value in zip(epochs, values[0], strict=True)
    ]
    return f"By epochs trained: {listed(parts)}."
