"""Histories as lines and bands, and the axes they are drawn on."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator
from numpy.typing import NDArray

from nncore.analysis.studies import Panel, band, history, seed_name
from nncore.experiments.run_files import Run
from nncore.language.captions import count
from nncore.plots.kit.drawing import EndLabel, grid, label_ends, log_scale
from nncore.plots.kit.measures import percent_axis
from nncore.plots.kit.published_marks import draw_marks
from nncore.plots.kit.style import Theme

# A log axis pays where the values span this factor; beyond the other one nothing can be read.
LOG_FROM = 10.0
_MOST_SPAN = 1e12
# Axes compute margins in powers of ten and must not overflow over a loss that did.
_CEILING = 1e100
_MOST_POINTS = 300


class Line(NamedTuple):
    """One history of one run; without `words` its line and its median name themselves."""

    panel: Panel
    quantity: str
    colour: Any
    words: str = ""


def draw_history(
    ax: Axes,
    run: Run,
    key: str,
    colour: Any,
    *,
    line: bool = True,
    spread: bool = True,
) -> tuple[float, float] | None:
    """Draw the band and median over seeds and the first seed's line.

    Returns
    -------
    (last value of the first seed, last median), or None when the run has no such history
    """
    recorded = history(run, key)
    if recorded is None:
        return None
    values = np.minimum(recorded, _CEILING)
    some = _thinned(len(run.epochs))
    middle = band(values)
    if spread and len(values) > 1:
        low, high = middle.low[some], middle.high[some]
        ax.fill_between(run.epochs[some], low, high, color=colour, alpha=0.2, linewidth=0, zorder=2)
        ax.plot(run.epochs, middle.median, color=colour, linewidth=0.9, dashes=(4, 2), zorder=3)
    if line:
        first = np.where(run.epochs <= run.n_epochs[0], values[0], np.nan)
        ax.plot(run.epochs, first, color=colour, zorder=4)
        _mark_stop(ax, run, first, colour)
    return last_of(values[0]), last_of(middle.median)


def _mark_stop(ax: Axes, run: Run, first: NDArray[np.floating], colour: Any) -> None:
    """Put a dot where the first replica ended before the others."""
    finite = np.flatnonzero(np.isfinite(first))
    if len(finite) and finite[-1] < len(first) - 1:
        marker = "x" if run.status[0] == "diverged" else "o"
        ax.plot(
            run.epochs[finite[-1]],
            first[finite[-1]],
            marker=marker,
            markersize=3.5,
            color=colour,
            zorder=5,
        )


def _thinned(n_epochs: int) -> NDArray[np.intp]:
    """Return where a band has corners: enough to look smooth, few enough to stay small."""
    if n_epochs <= _MOST_POINTS:
        return np.arange(n_epochs)
    even = np.linspace(0, n_epochs - 1, _MOST_POINTS)
    early = np.geomspace(1, n_epochs - 1, _MOST_POINTS // 3)
    return np.unique(np.concatenate([even, early]).round().astype(np.intp))


def last_of(values: NDArray[np.floating]) -> float:
    """Return the last finite value of a history (T,), NaN when there is none."""
    finite = values[np.isfinite(values)]
    return float(finite[-1]) if len(finite) else float("nan")


def frame_history(ax: Axes, run: Run) -> None:
    """Set the epochs of a run as the x axis, with a grid to read values off."""
    ax.set(xlabel="epoch", xlim=(float(run.epochs[0]), float(max(run.epochs[-1], 1))))
    # Whole epochs only: the label of half of one would be rounded. Six digits need room.
    ax.xaxis.set_major_locator(_epochs_at(4 if run.epochs[-1] >= 1e5 else 5))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: count(value)))
    grid(ax)


def _epochs_at(most: int) -> MaxNLocator:
    return MaxNLocator(most, integer=True, steps=[1, 2, 5, 10])


def spans(values: NDArray[np.floating]) -> bool:
    """Return whether the finite values (n,) span so much that a log axis pays."""
    some = values[np.isfinite(values)]
    return bool(len(some) and some.min() > 0.0 and some.max() / some.min() > LOG_FROM)


def set_scale(axes: Sequence[Axes], scale: str) -> None:
    """Set y axes log or linear, all the same; ``auto`` decides by the span of what is drawn."""
    if scale not in ("auto", "log", "linear"):
        raise ValueError(f"scale {scale!r}: take auto, log or linear")
    lines = [np.asarray(line.get_ydata(), dtype=float) for ax in axes for line in ax.lines]
    drawn = np.concatenate([values[np.isfinite(values)] for values in lines] or [np.zeros(0)])
    if scale == "auto":
        scale = "log" if spans(drawn) else "linear"
    if scale == "log" and (drawn > 0.0).any():
        top = float(drawn[drawn > 0.0].min()) * _MOST_SPAN
        for ax in axes:
            log_scale(ax, "y")
            # What diverges leaves the picture, so that the rest stays in sight.
            if ax.get_ylim()[1] > top:
                ax.set_ylim(float(drawn[drawn > 0.0].min()) / 10.0, top)


def draw_lines(
    axes: Sequence[Axes],
    theme: Theme,
    lines: Sequence[Sequence[Line]],
    scale: str,
    *,
    line: bool = True,
    bands: bool = True,
) -> bool:
    """Draw the lines of each axes, and their names; return whether published values are marked.

    Axes without lines are drawn already and share the scale.
    """
    quantity = lines[0][0].quantity
    if quantity.endswith("accuracy"):
        percent_axis(axes[0].yaxis)
        scale = "linear" if scale == "auto" else scale
    ends: list[list[EndLabel]] = []
    published = False
    for ax, group in zip(axes, lines, strict=False):
        ends.append([])
        for (_, study, run), key, colour, words in group:
            pair = draw_history(ax, run, key, colour, line=line, spread=bands)
            edge = theme.readable(colour)
            published |= draw_marks(ax, theme, study, run, key, edge)
            if pair is None or not (words or len(run.seeds) > 1):
                continue
            ends[-1].append(EndLabel(pair[0 if line else 1], words or seed_name(run), edge))
            if not words:
                ends[-1].append(EndLabel(pair[1], "median", theme.muted))
        frame_history(ax, max((each.panel.run for each in group), key=lambda run: run.epochs[-1]))
    set_scale(axes, scale)
    if not bands:
        _keep_in_sight(axes[0], [each for group in lines for each in group])
    # Names stand where the finished axes put the ends of their lines.
    for ax, labels in zip(axes, ends, strict=False):
        label_ends(ax, labels)
    return published


def _keep_in_sight(ax: Axes, lines: Sequence[Line]) -> None:
    """Let first seeds that diverge leave the picture, not far above where all of them began."""
    runs = {line.panel.run.status[0] == "diverged" for line in lines}
    if not any(runs):
        return
    tops = []
    for panel, quantity, *_ in lines:
        values = history(panel.run, quantity)
        if values is not None:
            shown = values[0, :1] if panel.run.status[0] == "diverged" else values[0]
            tops.append(3.0 * float(np.nanmax(shown)))
    low, high = ax.get_ylim()
    ax.set_ylim(low, min(high, max([*tops, 3.0 * low]) if tops else high))
