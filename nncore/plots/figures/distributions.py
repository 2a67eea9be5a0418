"""Published numbers within the spread of all seeds."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes

from nncore.analysis.published.judgements import Judgement, read_judgements
from nncore.analysis.studies import quantiles
from nncore.language.captions import NARROW, drawn, number, plural
from nncore.language.markup import escape
from nncore.plots.kit.drawing import Drawing, log_scale, published_mark
from nncore.plots.kit.measures import percent_axis
from nncore.plots.kit.spreads import draw_spread
from nncore.plots.kit.style import FULL_WIDTH, Theme, new_figure

# A row has an axis of its own: a logarithm pays later than where lines share one.
_LOG_FROM = 100.0


def spread(judged: Path, theme: Theme) -> Drawing:
    """Draw the numbers of a file of judgements that only many seeds can judge."""
    rows = read_judgements(judged)
    return drawn_rows([row for row in rows if row.claim.kind == "distribution"], theme)


def drawn_rows(rows: Sequence[Judgement], theme: Theme) -> Drawing:
    """Draw every number on its own scale: seeds as dots, 5–95 % bar, median, published value."""
    figure = new_figure(FULL_WIDTH, 9.5 * len(rows) + 4.0)
    column = figure.subplots(len(rows), 1, squeeze=False)[:, 0]
    for axes, row in zip(column, rows, strict=True):
        _draw_row(axes, theme, row)
    caption = (
        "Published values (hollow diamonds) within what all seeds reach (dots, one each, moved "
        "apart vertically; bar: 5–95 % range; dash: median). Each row has a scale of its own."
    )
    return Drawing(figure, caption, " ".join(_finding(row) for row in rows))


def _draw_row(axes: Axes, theme: Theme, row: Judgement) -> None:
    values, published = row.sample.values, row.claim.meant
    draw_spread(axes, theme, 0.0, values, theme.class_colour(0), rows=True, dots="all")
    published_mark(axes, theme, [published.value], [-0.3])
    axes.set(ylim=(-0.6, 0.45), yticks=[])
    shown = np.append(values, published.value)
    if shown.min() > 0.0 and shown.max() / shown.min() > _LOG_FROM:
        log_scale(axes, "x")
    if published.is_percent:
        percent_axis(axes.xaxis)
    axes.spines["left"].set_visible(False)
    axes.margins(x=0.03)
    axes.set_ylabel(drawn(row.label), rotation=0, ha="right", va="center")
    axes.tick_params(axis="x", labelsize=7.0, pad=1.5)


def _finding(row: Judgement) -> str:
    values, outcome = row.sample.values, f" ({row.words})"
    head = f"{escape(row.label)}: published {_said(row, row.claim.meant.value)}"
    if not len(values):
        return f"{head}, no seed ended with a number{outcome}."
    low, middle, high = (_said(row, float(value)) for value in quantiles(values))
    percentile = "" if row.percentile is None else f" at percentile {row.percentile:.0f}"
    return (
        f"{head}{percentile} of {plural(len(values), 'seed')}, median {middle}, "
        f"5–95 % {low} to {high}{outcome}."
    )


def _said(row: Judgement, value: float) -> str:
    """Write a value in percent where the document does."""
    if not row.claim.meant.is_percent:
        return number(value)
    return f"{100.0 * value:.{max(row.claim.meant.digits, 1)}f}{NARROW}%"
