"""Published numbers within the spread of all seeds."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from nncore.analysis.published.rows import published_rows, spread_of
from nncore.analysis.studies import quantiles
from nncore.experiments.run_files import Study
from nncore.language.captions import drawn, number, plural
from nncore.language.markup import escape
from nncore.plots.kit.drawing import Drawing, log_scale, published_mark
from nncore.plots.kit.style import FULL_WIDTH, Theme, new_figure


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
    """

    label: str
    published: float
    values: NDArray[np.floating]
    outcome: str = ""


def spread(study: Study, theme: Theme) -> Drawing:
    """Draw the numbers printed for an experiment that only many seeds can judge."""
    rows = published_rows({"experiments": {study.id: study.settings}}, {study.id: study})
    return drawn_rows([Row(*row) for row in spread_of(rows, study.id)], theme)


def drawn_rows(rows: Sequence[Row], theme: Theme) -> Drawing:
    """Draw every number on its own scale: seeds as dots, 5–95 % band, median, published value."""
    figure = new_figure(FULL_WIDTH, 9.5 * len(rows) + 4.0)
    column = figure.subplots(len(rows), 1, squeeze=False)[:, 0]
    for axes, row in zip(column, rows, strict=True):
        _draw_row(axes, theme, row)
    caption = (
        "Published values (hollow diamonds) within what all seeds reach (dots, one each, moved "
        "apart "
        "vertically; band: 5–95 % range; line: median). Each row has a scale of its own."
    )
    return Drawing(figure, caption, " ".join(_finding(row) for row in rows))


def _draw_row(axes: Axes, theme: Theme, row: Row) -> None:
    values = np.asarray(row.values, dtype=float)
    values = values[np.isfinite(values)]
    colour = theme.class_colour(0)
    if len(values):
        low, middle, high = quantiles(values)
        axes.axvspan(low, high, ymin=0.1, ymax=0.9, color=colour, alpha=0.18, linewidth=0)
        axes.vlines(middle, -0.85, 0.85, color=theme.ink, linewidth=1.2, zorder=3)
        axes.plot(
            values,
            _moved_apart(len(values)),
            "o",
            color=colour,
            markersize=2.2,
            alpha=0.7,
            markeredgewidth=0,
        )
    published_mark(axes, theme, [row.published], [0.0])
    axes.set(ylim=(-1.0, 1.0), yticks=[])
    everything = np.append(values, row.published)
    everything = everything[np.isfinite(everything)]
    if len(everything) and everything.min() > 0.0 and everything.max() / everything.min() > 100.0:
        log_scale(axes, "x")
    axes.spines["left"].set_visible(False)
    axes.margins(x=0.03)
    axes.set_ylabel(drawn(row.label), rotation=0, ha="right", va="center")
    axes.tick_params(axis="x", labelsize=7.0, pad=1.5)


def _moved_apart(n: int) -> NDArray[np.floating]:
    """Return n heights that spread dots evenly, without chance: multiples of the golden ratio."""
    return (np.arange(n) * 0.6180339887 % 1.0 - 0.5) * 1.3


def _finding(row: Row) -> str:
    values = np.asarray(row.values, dtype=float)
    values = values[np.isfinite(values)]
    outcome = f" ({row.outcome})" if row.outcome else ""
    head = f"{escape(row.label)}: published {number(row.published)}"
    if not len(values):
        return f"{head}, no seed ended with a number{outcome}."
    low, middle, high = quantiles(values)
    place = 100.0 * ((values < row.published).mean() + 0.5 * (values == row.published).mean())
    return (
        f"{head} at percentile {place:.0f} of "
        f"{plural(len(values), 'seed')}, "
        f"median {number(middle)}, 5–95 % {number(low)} to {number(high)}{outcome}."
    )
