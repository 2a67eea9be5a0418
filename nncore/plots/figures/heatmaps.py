"""Two settings varied at once: a map of what every combination reaches."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nncore.analysis.studies import called, finals
from nncore.experiments.run_files import Study
from nncore.language.captions import percent, plural
from nncore.plots.kit.drawing import Drawing
from nncore.plots.kit.measures import goal, is_reached, setting_of
from nncore.plots.kit.style import HALF_WIDTH, MAGNITUDES, Theme, new_figure


def heatmap(
    study: Study,
    theme: Theme,
    *,
    rows: str,
    columns: str,
    quantity: str,
    at_least: float | None,
    at_most: float | None,
) -> Drawing:
    """Draw the share of seeds whose final `quantity` is in a range, over two settings.

    `rows` and `columns` are dotted names of settings that the variants change, no two of them both
    in the same way.
    """
    wanted = goal(study, quantity, at_least, at_most)
    shares: dict[tuple[str, str], float] = {}
    for run in study.runs:
        place = _setting(run.settings, rows), _setting(run.settings, columns)
        if place in shares:
            raise ValueError(
                f"{study.id}: two variants have {rows} {place[0]} and {columns} {place[1]}; "
                "a heat map shows one of each"
            )
        shares[place] = float(is_reached(finals(run, quantity), at_least, at_most).mean())
    table, names = _table(shares)
    figure = new_figure(HALF_WIDTH, 24.0 + 9.0 * len(names[0]))
    axes = figure.subplots()
    image = axes.imshow(table, cmap=MAGNITUDES, vmin=0.0, vmax=1.0, aspect="auto")
    for row, column in np.argwhere(np.isfinite(table)):
        colour = "#000000" if table[row, column] > 0.55 else "#ffffff"
        axes.text(
            column, row, f"{100 * table[row, column]:.0f}", ha="center", va="center", color=colour
        )
    axes.set_xticks(range(len(names[1])), names[1])
    axes.set_yticks(range(len(names[0])), names[0])
    axes.set(xlabel=_words(columns), ylabel=_words(rows))
    axes.tick_params(length=0)
    bar = figure.colorbar(
        image, ax=axes, ticks=[0.0, 0.5, 1.0], format=lambda value, _: f"{100 * value:.0f}"
    )
    bar.set_label("share of seeds (%)")
    for spine in (*axes.spines.values(), bar.outline):
        spine.set_visible(False)
    n_seeds = plural(len(study.run.seeds), "seed")
    caption = (
        f"Share of {n_seeds} of {called(study)} that end with a {wanted}, by {_words(rows)} and "
        f"{_words(columns)}."
    )
    best = max(shares, key=lambda place: shares[place])
    worst = min(shares, key=lambda place: shares[place])
    alt = (
        f"Most seeds reach it at {_words(rows)} {best[0]}, {_words(columns)} {best[1]}: "
        f"{percent(shares[best], len(study.run.seeds))}; fewest at {worst[0]}, {worst[1]}: "
        f"{percent(shares[worst], len(study.run.seeds))}."
    )
    return Drawing(figure, caption, alt)


def _setting(settings: Mapping[str, Any], dotted: str) -> str:
    value = setting_of(settings, dotted)
    return "-".join(map(str, value)) if isinstance(value, list) else str(value)


def _table(
    shares: Mapping[tuple[str, str], float],
) -> tuple[NDArray[np.floating], tuple[list[str], list[str]]]:
    """Return shares as an array with the names of its rows and columns, in order of appearance."""
    names = (
        list(dict.fromkeys(place[0] for place in shares)),
        list(dict.fromkeys(place[1] for place in shares)),
    )
    table = np.full((len(names[0]), len(names[1])), np.nan)
    for (row, column), share in shares.items():
        table[names[0].index(row), names[1].index(column)] = share
    return table, names


def _words(dotted: str) -> str:
    name = dotted.rpartition(".")[2]
    return {"hidden": "hidden units"}.get(name, name.replace("_", " "))
