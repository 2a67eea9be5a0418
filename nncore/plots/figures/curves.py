"""Histories against the epoch: every split of a run, on axes of its own."""

from collections.abc import Sequence

import numpy as np

from nncore.analysis.studies import (
    Panel,
    called,
    called_with_sizes,
    history,
    panels_of,
    quantiles,
    seed_name,
    splits_of,
    spread_note,
)
from nncore.experiments.run_files import Study
from nncore.functions.metrics import metrics_of
from nncore.language.captions import count, drawn, listed
from nncore.language.markup import escape
from nncore.plots.kit.drawing import Drawing, panel_grid
from nncore.plots.kit.histories import Line, draw_lines, last_of
from nncore.plots.kit.measures import name_of, said
from nncore.plots.kit.published_marks import note
from nncore.plots.kit.style import FULL_WIDTH, Theme, new_figure


def loss(study: Study, theme: Theme, *, others: Sequence[Study], scale: str) -> Drawing:
    """Draw the loss of every split; `scale` of the axis is auto, log or linear."""
    return _side_by_side(panels_of(study, others), theme, "loss", scale)


def accuracy(study: Study, theme: Theme, *, others: Sequence[Study], scale: str) -> Drawing:
    """Draw the accuracy of every split, or the mean squared error of a regression."""
    metric = metrics_of(study.dataset.task)[0].name
    return _side_by_side(panels_of(study, others), theme, metric, scale)


def gradient_norm(study: Study, theme: Theme, *, others: Sequence[Study], scale: str) -> Drawing:
    """Draw the Euclidean norm of the gradient."""
    return _side_by_side(panels_of(study, others), theme, "gradient_norm", scale)


def _side_by_side(panels: Sequence[Panel], theme: Theme, what: str, scale: str) -> Drawing:
    """Draw a quantity of every run on axes of its own."""
    figure, axes = panel_grid(
        len(panels),
        lambda rows, columns: 60.0 if columns == 1 else 52.0 * rows + 4.0,
        share_x=False,
    )
    published = draw_lines(axes, theme, [_lines(panel, theme, what) for panel in panels], scale)
    for index, (ax, panel) in enumerate(zip(axes, panels, strict=True)):
        ax.set(title=drawn(panel.title), ylabel="" if index % 3 else name_of(what))
    kinds = {"train": "training", "test": "test"}
    splits = dict.fromkeys(kinds[split] for panel in panels for split in splits_of(panel.study))
    name = name_of(what) if what == "gradient_norm" else f"{listed(splits)} {name_of(what)}"
    caption = f"{name.capitalize()} of {called_with_sizes(panels)} against the epoch."
    alt = " ".join(_course(panel, what) for panel in panels)
    return Drawing(figure, f"{caption} {spread_note(panels)}{note(published)}", alt)


def curves(study: Study, theme: Theme, *, scale: str) -> Drawing:
    """Draw loss and accuracy side by side for both splits, with the kept epoch marked."""
    quantities = ("loss", metrics_of(study.dataset.task)[0].name)
    panel = panels_of(study)[0]._replace(title="")
    figure = new_figure(FULL_WIDTH, 62.0)
    axes = figure.subplots(1, 2)
    published, best = False, ""
    if panel.run.settings.keep == "best":
        best = f" Vertical line: the epoch kept, {count(panel.run.best_epoch[0])}."
    for ax, quantity in zip(axes, quantities, strict=True):
        published |= draw_lines([ax], theme, [_lines(panel, theme, quantity)], scale)
        ax.set_ylabel(name_of(quantity))
        if best:
            ax.axvline(float(panel.run.best_epoch[0]), color=theme.muted, linewidth=0.8, zorder=1.5)
    caption = f"{listed(map(name_of, quantities)).capitalize()} of {called(study)}."
    alt = " ".join(_course(panel, quantity) for quantity in quantities)
    return Drawing(figure, f"{caption} {spread_note([panel])}{best}{note(published)}", alt)


def _histories(study: Study, what: str) -> dict[str, str]:
    """Return the histories of a quantity, one for each split that has it -> their splits."""
    if what == "gradient_norm":
        return {what: ""}
    return {f"{split}_{what}": split for split in splits_of(study)}


def _lines(panel: Panel, theme: Theme, what: str) -> list[Line]:
    found = _histories(panel.study, what)
    return [
        Line(
            panel,
            key,
            theme.test if split == "test" else theme.ink,
            split if len(found) > 1 else "",
        )
        for key, split in found.items()
    ]


def _course(panel: Panel, what: str) -> str:
    """Say how a quantity went, with its numbers."""
    _, study, run = panel
    parts = []
    for key in _histories(study, what):
        values = history(run, key)
        if values is None:
            continue
        start, end, low, middle, high = (
            said(study, key, float(value))
            for value in (values[0, 0], last_of(values[0]), *quantiles(values)[:, -1])
        )
        words = f"{name_of(key)} goes from {start} to {end}"
        if len(values) > 1 and np.isfinite(quantiles(values)[1, -1]):
            words += f" (all seeds: median {middle}, 5–95 % {low} to {high})"
        parts.append(words)
    which = f"{called(study)} {escape(run.label)}".strip()
    if not parts:
        return f"{which}: no {name_of(what)} is finite."
    diverged = " before it diverges" if run.status[0] == "diverged" else ""
    return f"{which}, {seed_name(run)}: {listed(parts)}{diverged}."
