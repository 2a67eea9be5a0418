"""Two settings varied at once: a map of what every combination reaches."""

import numpy as np

from nncore.analysis.studies import called
from nncore.experiments.run_files import Study
from nncore.language.captions import percent, plural
from nncore.plots.kit.drawing import Drawing
from nncore.plots.kit.matrices import draw_matrix
from nncore.plots.kit.measures import (
    goal,
    is_reached,
    measure,
    setting_name,
    setting_of,
    setting_value,
)
from nncore.plots.kit.style import HALF_WIDTH, Theme, new_figure


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
    shares: dict[tuple[str, ...], float] = {}
    for run in study.runs:
        place = tuple(setting_value(setting_of(run.settings, each)) for each in (rows, columns))
        if place in shares:
            raise ValueError(
                f"{study.id}: two variants have {rows} {place[0]} and {columns} {place[1]}; "
                "a heat map shows one of each"
            )
        shares[place] = float(is_reached(measure(study, run, quantity), at_least, at_most).mean())
    of_rows, of_columns = (list(dict.fromkeys(place[side] for place in shares)) for side in (0, 1))
    table = np.full((len(of_rows), len(of_columns)), np.nan)
    for (row, column), share in shares.items():
        table[of_rows.index(row), of_columns.index(column)] = share
    titles = setting_name(rows), setting_name(columns)
    figure = new_figure(HALF_WIDTH, 24.0 + 9.0 * len(of_rows))
    axes = figure.subplots()
    words = np.char.mod("%.0f", 100.0 * table)
    image = draw_matrix(axes, table, words, (of_rows, of_columns), titles)
    bar = figure.colorbar(
        image, ax=axes, ticks=[0.0, 0.5, 1.0], format=lambda value, _: f"{100 * value:.0f}"
    )
    bar.set_label("share of seeds (%)")
    bar.outline.set_visible(False)
    n_seeds = len(study.run.seeds)
    caption = (
        f"Share of {plural(n_seeds, 'seed')} of {called(study)} that end with a {wanted}, by "
        f"{' and '.join(titles)}."
    )
    best, worst = max(shares, key=shares.__getitem__), min(shares, key=shares.__getitem__)
    alt = (
        f"Most seeds reach it at {titles[0]} {best[0]}, {titles[1]} {best[1]}: "
        f"{percent(shares[best], n_seeds)}; fewest at {worst[0]}, {worst[1]}: "
        f"{percent(shares[worst], n_seeds)}."
    )
    return Drawing(figure, caption, alt)
