"""What a draw function returns, and the marks that several figures share."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from nncore.language.captions import number
from nncore.plots.kit.style import FULL_WIDTH, HALF_WIDTH, Theme, new_figure


class Drawing(NamedTuple):
    """A figure with the words that go with it.

    Attributes
    ----------
    figure : Figure
    caption : str
        What is plotted, from which run, over how many seeds; may hold ``$...$`` mathematics.
    alt : str
        The finding with its numbers, for readers who do not see the figure; markup too.
    """

    figure: Figure
    caption: str
    alt: str


class EndLabel(NamedTuple):
    """Words that stand at the right end of a line, at height `y` in data units."""

    y: float
    words: str
    colour: Any


# The published value is the same mark in every figure.
PUBLISHED_MARK: dict[str, Any] = {
    "marker": "D",
    "markersize": 5.0,
    "markerfacecolor": "none",
    "markeredgewidth": 1.1,
    "linestyle": "none",
    "zorder": 6,
}


def published_mark(
    axes: Axes, theme: Theme, x: Any, y: Any, label: str | None = None, colour: Any = None
) -> None:
    """Draw published values as hollow diamonds, outlined so that they show on lines and bands."""
    edge = theme.ink if colour is None else colour
    style = {**PUBLISHED_MARK, "markeredgecolor": edge, "path_effects": halo(theme, 2.4)}
    axes.plot(x, y, label=label, clip_on=False, **style)


def grid(axes: Axes, axis: Any = "both") -> None:
    """Light grid, for axes on which values are read off."""
    axes.grid(visible=True, axis=axis, which="major")


def halo(theme: Theme, width: float = 2.0) -> list[Any]:
    """Return the outline that keeps words and thin lines readable on any ground."""
    return [withStroke(linewidth=width, foreground=theme.ground)]


def legend(figure: Figure, axes: Axes, columns: int = 3) -> None:
    """Name what is drawn above the figure, row by row: marks first, then lines."""
    handles, names = axes.get_legend_handles_labels()
    order = sorted(
        range(len(names)),
        key=lambda i: getattr(handles[i], "get_linestyle", str)() not in ("None", ""),
    )
    n_rows = -(-len(names) // columns)
    n_columns = -(-len(names) // n_rows)
    # Matplotlib fills columns first; readers read rows.
    by_column = [order[i] for c in range(n_columns) for i in range(c, len(names), n_columns)]
    figure.legend(
        [handles[i] for i in by_column],
        [names[i] for i in by_column],
        loc="outside upper left",
        ncols=n_columns,
        handletextpad=0.4,
        columnspacing=1.0,
    )


def log_scale(axes: Axes, which: str) -> None:
    """Make the axis `which`, x or y, logarithmic, with at least two named values on it.

    Where it spans less than a decade and a half, twos and fives are named too.
    """
    getattr(axes, f"set_{which}scale")("log", nonpositive="mask")
    axis = getattr(axes, f"{which}axis")
    axis.set_major_locator(LogLocator(numticks=8))
    axis.set_minor_formatter(NullFormatter())
    low, high = np.log10(getattr(axes, f"get_{which}lim")())
    if np.floor(high) - np.ceil(low) >= 1:
        return
    steps = (1.0, 2.0, 5.0)
    between = [np.log10(step) + power for power in range(-400, 401) for step in steps]
    if sum(low <= place <= high for place in between) < 2:
        getattr(axes, f"set_{which}lim")(10.0 ** np.floor(low), 10.0 ** np.ceil(high))
        return
    axis.set_major_locator(LogLocator(subs=steps, numticks=8))
    axis.set_major_formatter(FuncFormatter(lambda value, _: number(value, 1)))


def label_ends(axes: Axes, labels: Sequence[EndLabel]) -> None:
    """Write labels right of the axes, each at the height of its line, moved apart where needed.

    Call it after the limits and scales of `axes` stand.
    """
    finite = [label for label in labels if np.isfinite(label.y)]
    if not finite:
        return
    points = axes.transData.transform([(0.0, label.y) for label in finite])
    # Heights as shares of the axes; the bounding box before layout serves as the unit for both.
    heights = axes.transAxes.inverted().transform(points)[:, 1].clip(0.0, 1.0)
    lines = [label.words.count("\n") + 1 for label in finite]
    room = _axes_height(axes)
    gaps = np.array(lines) * 10.5 / room
    for label, height in zip(finite, _apart(heights, gaps), strict=True):
        axes.annotate(
            label.words,
            (1.0, height),
            xycoords="axes fraction",
            xytext=(4.0, 0.0),
            textcoords="offset points",
            va="center",
            ha="left",
            color=label.colour,
            annotation_clip=False,
        )


def _axes_height(axes: Axes) -> float:
    """Height of the axes in points, roughly: margins are still unknown before layout."""
    place = axes.get_subplotspec()
    rows = place.get_gridspec().nrows if place else 1
    figure = axes.get_figure(root=True)
    height = figure.get_figheight() if figure else 0.0
    return max(height * 72.0 / rows - 34.0, 20.0)


def _apart(heights: np.ndarray, gaps: np.ndarray) -> np.ndarray:
    """Move `heights` so that neighbours keep their distance, as little as that takes.

    >>> _apart(np.array([0.5, 0.5]), np.array([0.2, 0.2])).round(2).tolist()
    [0.4, 0.6]
    """
    order = np.argsort(heights, kind="stable")
    moved = heights[order].astype(float)
    distance = (gaps[order][1:] + gaps[order][:-1]) / 2
    for _ in range(200):
        overlap = distance - np.diff(moved)
        overlap[overlap < 1e-6] = 0.0
        if not overlap.any():
            break
        moved[:-1] -= overlap / 2
        moved[1:] += overlap / 2
        moved += max(0.0, -moved[0]) - max(0.0, moved[-1] - 1.0)
    result = np.empty_like(moved)
    result[order] = moved
    return result


def panel_grid(
    n: int, height: Callable[[int, int], float], *, share_x: bool = True, columns: int = 3
) -> tuple[Figure, list[Axes]]:
    """Return a figure of n panels on shared axes.

    Parameters
    ----------
    n : int
    height : callable
        ``height(rows, columns)`` in millimetres; one panel is half a page wide, more a whole.
    share_x : bool
        The y axis is always shared.
    columns : int
        How many stand in a row at most.
    """
    columns = min(n, columns)
    rows = -(-n // columns)
    figure = new_figure(HALF_WIDTH if n == 1 else FULL_WIDTH, height(rows, columns))
    axes = list(figure.subplots(rows, columns, sharex=share_x, sharey=True, squeeze=False).flat)
    for unused in axes[n:]:
        unused.remove()
    return figure, axes[:n]
