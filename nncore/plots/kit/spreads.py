"""The one mark of what all seeds reach: 5–95 % bar, median, and the first seed's dot."""

from typing import Any, Literal

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from nncore.analysis.studies import quantiles, seed_name
from nncore.experiments.run_files import Run
from nncore.language.captions import plural
from nncore.plots.kit.style import Theme

# Multiples of the golden ratio spread dots evenly, without chance.
_GOLDEN = 0.6180339887


def draw_spread(
    axes: Axes,
    theme: Theme,
    place: float,
    values: NDArray[np.floating],
    colour: Any,
    *,
    rows: bool = False,
    dots: Literal["first", "all", "none"] = "first",
) -> None:
    """Draw values (R,) of all seeds, the first seed's first, at a place of a categorical axis.

    Parameters
    ----------
    rows : bool
        Whether places count up the y axis; they count along the x axis otherwise.
    dots : {"first", "all", "none"}
        Which seeds get a dot: dots of all stand beside the bar, moved apart.
    """

    def plot(across: Any, along: Any, marker: str, **style: Any) -> None:
        places = (along, across) if rows else (across, along)
        axes.plot(*places, marker, **{"color": theme.ink, **style})

    finite = values[np.isfinite(values)]
    aside = 0.3 if dots == "all" else 0.0
    if len(finite) > 1:
        low, middle, high = quantiles(finite)
        bar = axes.hlines if rows else axes.vlines
        bar(place - aside, low, high, color=colour, linewidth=5.0, alpha=0.3, zorder=2)
        dash = "|" if rows else "_"
        style: dict[str, Any] = {"color": colour, "markersize": 9, "markeredgewidth": 1.8}
        plot([place - aside], [middle], dash, zorder=3, **style)
    if dots == "all":
        apart = place - 0.12 + 0.42 * moved_apart(len(finite))
        plot(apart, finite, "o", markersize=2.0, alpha=0.55, markeredgewidth=0, zorder=2)
    elif dots == "first" and np.isfinite(values[0]):
        plot([place], [values[0]], "o", markersize=5, markeredgecolor=theme.ground, zorder=4)
    elif dots == "first" and rows:
        axes.text(
            0.02,
            place,
            "diverged",
            transform=axes.get_yaxis_transform(),
            va="center",
            color=theme.muted,
        )


def moved_apart(n: int) -> NDArray[np.floating]:
    """Return n places in [0, 1), the same every time."""
    return np.arange(n) * _GOLDEN % 1.0


def spread_words(run: Run, dot: str = "") -> str:
    """Return the caption's words on the mark, without their full stop."""
    n_seeds = len(run.seeds)
    bar = f"; bar and dash: 5–95 % range and median of {plural(n_seeds, 'seed')}"
    return f"{dot or f'Dot: {seed_name(run)}'}{bar if n_seeds > 1 else ''}"
