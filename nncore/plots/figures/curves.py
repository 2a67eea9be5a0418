"""Histories against the epoch: loss, accuracy, gradient norm, with the spread over seeds."""

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter
from numpy.typing import NDArray

from nncore.analysis.studies import (
    Panel,
    called,
    called_with_sizes,
    history,
    n_samples,
    panels_of,
    quantiles,
    seed_name,
    splits_of,
    spread_note,
)
from nncore.experiments.run_files import Run, Study
from nncore.functions.metrics import METRIC_OF_TASK
from nncore.language.captions import count, drawn, listed, number, percent
from nncore.language.markup import escape
from nncore.plots.kit.drawing import Drawing, EndLabel, label_ends, panel_grid
from nncore.plots.kit.histories import draw_history, frame_history, last_of, set_scale
from nncore.plots.kit.published_marks import draw_marks, marks, note
from nncore.plots.kit.style import FULL_WIDTH, Theme, new_figure

_WORDS = {"loss": "loss", "accuracy": "accuracy", "mse": "mean squared error"}


def loss(study: Study, theme: Theme, *, others: Sequence[Study], scale: str) -> Drawing:
    """Draw the loss of every split; `scale` of the axis is auto, log or linear."""
    return _histories(study, theme, others, "loss", scale)


def accuracy(study: Study, theme: Theme, *, others: Sequence[Study], scale: str) -> Drawing:
    """Draw the accuracy of every split, or the mean squared error of a regression."""
    return _histories(study, theme, others, METRIC_OF_TASK[study.dataset.task].name, scale)


def gradient_norm(study: Study, theme: Theme, *, others: Sequence[Study], scale: str) -> Drawing:
    """Draw the Euclidean norm of the gradient."""
    panels = panels_of(study, others)
    figure, axes = panel_grid(len(panels), _height, share_x=False)
    ends, published = [], False
    for ax, panel in zip(axes, panels, strict=True):
        ends.append(
            _names(theme, panel.run, draw_history(ax, panel.run, "gradient_norm", theme.ink))
        )
        published |= draw_marks(ax, theme, panel.study, panel.run, "gradient_norm")
        _finish(ax, panel, "gradient norm $\\|g\\|_2$")
    _label(axes, ends, scale)
    first = panels[0].run
    values = history(first, "gradient_norm")
    start, end = (np.nan, np.nan) if values is None else (values[0, 0], last_of(values[0]))
    return Drawing(
        figure,
        f"Norm of the gradient of {called_with_sizes(panels)} against the epoch. "
        f"{spread_note(panels)}{note(published)}",
        f"The gradient norm of {called(study)}, {seed_name(first)}, goes from {number(start)} to "
        f"{number(end)}.",
    )


def curves(study: Study, theme: Theme, *, scale: str) -> Drawing:
    """Draw loss and accuracy side by side for both splits, with the kept epoch marked."""
    metric = METRIC_OF_TASK[study.dataset.task].name
    panel = panels_of(study)[0]._replace(title="")
    figure = new_figure(FULL_WIDTH, 62.0)
    axes = figure.subplots(1, 2)
    for ax, quantity in zip(axes, ("loss", metric), strict=True):
        ends = _draw_splits(ax, theme, panel, quantity)
        _mark_best(ax, theme, panel.run)
        _label([ax], [ends], _scale(scale, quantity))
    kept = "best" if panel.run.settings.get("keep") == "best" else "last"
    best = (
        f" Vertical line: the epoch kept, {count(panel.run.best_epoch[0])}."
        if kept == "best"
        else ""
    )
    published = note(any(_has_marks(panel, quantity) for quantity in ("loss", metric)))
    caption = (
        f"Loss and {_WORDS[metric]} of {called(study)}. {spread_note([panel])}{best}{published}"
    )
    alt = f"{_finding(panel, 'loss')} {_finding(panel, metric)}"
    return Drawing(figure, caption, alt)


def _histories(
    study: Study, theme: Theme, others: Sequence[Study], quantity: str, scale: str
) -> Drawing:
    panels = panels_of(study, others)
    figure, axes = panel_grid(len(panels), _height, share_x=False)
    ends = [
        _draw_splits(ax, theme, panel, quantity) for ax, panel in zip(axes, panels, strict=True)
    ]
    _label(axes, ends, _scale(scale, quantity))
    for index, ax in enumerate(axes):
        ax.set_ylabel("" if index % 3 else ax.get_ylabel())
    splits = {"train": "training", "test": "test"}
    drawn = listed(
        dict.fromkeys(splits[split] for panel in panels for split in splits_of(panel.study))
    )
    published = any(_has_marks(panel, quantity) for panel in panels)
    caption = (
        f"{drawn.capitalize()} {_WORDS[quantity]} of {called_with_sizes(panels)} against the "
        f"epoch. {spread_note(panels)}{note(published)}"
    )
    return Drawing(figure, caption, " ".join(_finding(panel, quantity) for panel in panels))


def _height(rows: int, columns: int) -> float:
    return 60.0 if columns == 1 else 52.0 * rows + 4.0


def _scale(scale: str, quantity: str) -> str:
    """Return the scale of a quantity: shares of a whole are read on a linear one."""
    return "linear" if quantity == "accuracy" and scale == "auto" else scale


def _label(axes: Sequence[Axes], ends: Sequence[Sequence[EndLabel]], scale: str) -> None:
    """Set the scale, then name the lines at their ends, which depend on it."""
    set_scale(axes, scale)
    for ax, labels in zip(axes, ends, strict=True):
        label_ends(ax, labels)


def _draw_splits(ax: Axes, theme: Theme, panel: Panel, quantity: str) -> list[EndLabel]:
    run = panel.run
    ends: list[EndLabel] = []
    splits = splits_of(panel.study)
    for split in splits:
        colour = theme.ink if split == "train" else theme.test
        pair = draw_history(ax, run, f"{split}_{quantity}", colour)
        if len(splits) == 1:
            ends += _names(theme, run, pair)
        elif pair:
            ends.append(EndLabel(pair[0], split, theme.readable(colour)))
        draw_marks(ax, theme, panel.study, run, f"{split}_{quantity}", theme.readable(colour))
    _finish(ax, panel, _WORDS[quantity])
    if quantity == "accuracy":
        ax.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=None, symbol=" %"))
    return ends


def _has_marks(panel: Panel, quantity: str) -> bool:
    _, study, run = panel
    return any(marks(study, run, f"{split}_{quantity}") for split in splits_of(study))


def _names(theme: Theme, run: Run, ends: tuple[float, float] | None) -> list[EndLabel]:
    """Labels where one split is drawn: the line is the seed's, the dashes are the median."""
    if ends is None or len(run.seeds) == 1:
        return []
    return [EndLabel(ends[0], seed_name(run), theme.ink), EndLabel(ends[1], "median", theme.muted)]


def _finish(ax: Axes, panel: Panel, name: str) -> None:
    ax.set(ylabel=name, title=drawn(panel.title))
    frame_history(ax, panel.run)


def _mark_best(ax: Axes, theme: Theme, run: Run) -> None:
    if run.settings.get("keep") == "best":
        ax.axvline(float(run.best_epoch[0]), color=theme.muted, linewidth=0.8, zorder=1.5)


def _finding(panel: Panel, quantity: str) -> str:
    """Say in plain words how a quantity went, with its numbers."""
    parts = []
    for split in splits_of(panel.study):
        values = history(panel.run, f"{split}_{quantity}")
        if values is not None:
            said = partial(_said, quantity=quantity, n=n_samples(panel.study, split))
            name = f"{'training' if split == 'train' else 'test'} {_WORDS[quantity]}"
            parts.append(f"{name} goes from {said(values[0, 0])} to {_end(values, said)}")
    which = f"{called(panel.study)} {escape(panel.run.label)}".strip()
    if not parts:
        return f"{which}: no {_WORDS[quantity]} is finite."
    diverged = " before it diverges" if panel.run.status[0] == "diverged" else ""
    return f"{which}, {seed_name(panel.run)}: {listed(parts)}{diverged}."


def _said(value: float, quantity: str, n: int) -> str:
    return percent(value, n) if quantity == "accuracy" else number(value)


def _end(values: NDArray[np.floating], said: Callable[[float], str]) -> str:
    """Return the last value of the first seed, and where all seeds stand at the end."""
    low, middle, high = quantiles(values)[:, -1]
    words = said(last_of(values[0]))
    if len(values) == 1 or not np.isfinite(middle):
        return words
    return f"{words} (all seeds: median {said(middle)}, 5–95 % {said(low)} to {said(high)})"
