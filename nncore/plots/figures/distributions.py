"""Published numbers within the spread of all seeds."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from nncore.analysis.published.rows import published_rows
from nncore.analysis.studies import quantiles
from nncore.experiments.run_files import Study
from nncore.language.captions import NARROW, drawn, number, plural
from nncore.language.markup import escape
from nncore.language.numbers import printed_value
from nncore.plots.kit.drawing import Drawing, log_scale, published_mark
from nncore.plots.kit.measures import percent_axis
from nncore.plots.kit.spreads import draw_spread
from nncore.plots.kit.style import FULL_WIDTH, Theme, new_figure

# A row has an axis of its own: a logarithm pays later than where lines share one.
_LOG_FROM = 100.0


class Row(NamedTuple):
    """One published number with what every seed reached, in the same unit.

    Attributes
    ----------
    label : str
        What the number is, with its unit.
    published : float
    values : (R,) array
        One value per seed; those that are not finite are left out.
    outcome : str
        Verdict and evidence in words; empty where nobody judged.
    decimals : int or None
        Of shares that the document prints in percent; None for other numbers.
    """

    label: str
    published: float
    values: NDArray[np.floating]
    outcome: str = ""
    decimals: int | None = None

    def said(self, value: float) -> str:
        """Write a value as the document writes its number."""
        if self.decimals is None:
            return number(value)
        return f"{100.0 * value:.{self.decimals}f}{NARROW}%"


def spread(study: Study, theme: Theme) -> Drawing:
    """Draw the numbers printed for an experiment that only many seeds can judge."""
    found = published_rows({"experiments": {study.id: study.settings}}, {study.id: study})
    rows = []
    for row in found:
        if row.kind == "distribution":
            digits, percent, _ = row.meant.partition("%")
            decimals = max(len(digits.partition(".")[2].strip()), 1) if percent else None
            value = printed_value(row.meant)
            rows.append(Row(row.label, value, row.sample.values, row.outcome, decimals))
    return drawn_rows(rows, theme)


def drawn_rows(rows: Sequence[Row], theme: Theme) -> Drawing:
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


def _draw_row(axes: Axes, theme: Theme, row: Row) -> None:
    values = np.asarray(row.values, dtype=float)
    draw_spread(axes, theme, 0.0, values, theme.class_colour(0), rows=True, dots="all")
    published_mark(axes, theme, [row.published], [-0.3])
    axes.set(ylim=(-0.6, 0.45), yticks=[])
    shown = np.append(values[np.isfinite(values)], row.published)
    if shown.min() > 0.0 and shown.max() / shown.min() > _LOG_FROM:
        log_scale(axes, "x")
    if row.decimals is not None:
        percent_axis(axes.xaxis)
    axes.spines["left"].set_visible(False)
    axes.margins(x=0.03)
    axes.set_ylabel(drawn(row.label), rotation=0, ha="right", va="center")
    axes.tick_params(axis="x", labelsize=7.0, pad=1.5)


def _finding(row: Row) -> str:
    values = np.asarray(row.values, dtype=float)
    values = values[np.isfinite(values)]
    outcome = f" ({row.outcome})" if row.outcome else ""
    head = f"{escape(row.label)}: published {row.said(row.published)}"
    if not len(values):
        return f"{head}, no seed ended with a number{outcome}."
    low, middle, high = (row.said(float(value)) for value in quantiles(values))
    place = 100.0 * ((values < row.published).mean() + 0.5 * (values == row.published).mean())
    return (
        f"{head} at percentile {place:.0f} of {plural(len(values), 'seed')}, median {middle}, "
        f"5–95 % {low} to {high}{outcome}."
    )
