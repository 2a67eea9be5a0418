"""Histories of several runs on common axes: all in one panel, or variants in groups."""

from collections.abc import Mapping, Sequence
from textwrap import fill

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from nncore.analysis.studies import Panel, called, history, lost_note, panels_of, seed_name
from nncore.experiments.run_files import Run, Study
from nncore.language.captions import count, drawn, listed, plural
from nncore.language.markup import escape
from nncore.plots.kit.drawing import Drawing, grid
from nncore.plots.kit.histories import Line, draw_lines
from nncore.plots.kit.measures import name_of, run_labelled, said
from nncore.plots.kit.naming import ends_of, series_colours, titles
from nncore.plots.kit.published_marks import note
from nncore.plots.kit.spreads import draw_spread, spread_words
from nncore.plots.kit.style import FULL_WIDTH, HALF_WIDTH, Theme, new_figure

# Bands of more curves than this hide each other.
_MOST_BANDS = 3


def comparison(
    study: Study, theme: Theme, *, others: Sequence[Study], quantity: str, line: str, scale: str
) -> Drawing:
    """Draw one history of every variant and study on the same axes.

    `line` is seed (the first seed, median and band behind it where there is room) or median.
    """
    if line not in ("seed", "median"):
        raise ValueError(f"line {line!r}: take seed or median")
    panels = panels_of(study, others)
    wide = len(panels) > 2 or any(len(panel.title) > 10 for panel in panels)
    figure = new_figure(FULL_WIDTH if wide else HALF_WIDTH, 66.0)
    axes = figure.subplots()
    lines = [
        Line(panel, quantity, colour, drawn(fill(panel.name, 24)))
        for panel, colour in zip(panels, series_colours(panels, theme), strict=True)
    ]
    bands = len(panels) <= _MOST_BANDS or line == "median"
    published = draw_lines([axes], theme, [lines], scale, line=line == "seed", bands=bands)
    axes.set_ylabel(name_of(quantity))
    run = panels[0].run
    spread = f"lines and bands: median and 5–95 % range of {plural(len(run.seeds), 'seed')}."
    words = f"Lines: {seed_name(run)}."
    if line == "median":
        words = f"Dashed {spread}"
    elif bands and len(run.seeds) > 1:
        words = f"Solid lines: {seed_name(run)}; dashed {spread}"
    names = listed(escape(panel.name) for panel in panels)
    caption = f"{name_of(quantity).capitalize()} of {titles(panels)} against the epoch: {names}."
    caption += f" {words}{lost_note(panels)}{note(published)}"
    return Drawing(figure, caption, ends_of(panels, quantity))


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
    groups = groups or {"": [run.label for run in study.runs]}
    panels = {
        title: [Panel(label, study, run_labelled(study, label)) for label in labels]
        for title, labels in groups.items()
    }
    everything = [panel for group in panels.values() for panel in group]
    first = everything[0].run
    n_panels = len(panels) + bool(durations)
    figure = new_figure(HALF_WIDTH if n_panels == 1 else FULL_WIDTH, 64.0)
    axes = figure.subplots(1, n_panels, sharey=True, squeeze=False)[0]
    axes[0].set_ylabel(name_of(quantity))
    by = f" by {listed(escape(title.lower()) for title in panels)}" if any(panels) else ""
    caption = (
        f"{name_of(quantity).capitalize()} of {called(study)} against the epoch{by}, every run "
        f"from {seed_name(first)}."
    )
    findings = [ends_of(group, quantity, title) for title, group in panels.items()]
    if durations:
        run = run_labelled(study, durations_of)
        values = _at(study, run, quantity, durations)
        _draw_durations(axes[-1], theme, durations, values)
        parts = [
            f"{said(study, quantity, float(value))} after {count(epoch)}"
            for epoch, value in zip(durations, values[0], strict=True)
        ]
        findings.append(f"By epochs trained: {listed(parts)}.")
        caption += (
            f" Last panel: {name_of(quantity)} when training ends after so many epochs. "
            f"{spread_words(run)}."
        )
    lines = [
        [
            Line(panel, quantity, colour, drawn(panel.title))
            for panel, colour in zip(group, theme.ramp(len(group)), strict=True)
        ]
        for group in panels.values()
    ]
    published = draw_lines(axes, theme, lines, scale, bands=False)
    for ax, title in zip(axes, panels, strict=False):
        ax.set_title(drawn(title))
    caption += f"{note(published)}{lost_note(everything)}"
    return Drawing(figure, caption, " ".join(findings))


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
    for place, of_seeds in enumerate(values.T):
        draw_spread(ax, theme, place, of_seeds, theme.class_colour(0))
    ax.set_xticks(range(len(epochs)), map(count, epochs), rotation=45, ha="right")
    ax.tick_params(axis="x", length=0, pad=1.0)
    ax.set(xlabel="epochs trained", title="Training time")
    grid(ax, "y")
