"""What runs come to, side by side: by variant, by the value of a setting, by the network's size."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from nncore.analysis.studies import Panel, called, lost_note, panels_of, quantiles, sizes_of
from nncore.experiments.run_files import Study
from nncore.language.captions import count, drawn, listed, percent, plural
from nncore.plots.kit.drawing import Drawing, grid, log_scale, published_mark
from nncore.plots.kit.histories import set_scale, spans
from nncore.plots.kit.measures import (
    WEIGHT_NORM,
    goal,
    measure,
    name_of,
    percent_axis,
    said,
    setting_name,
    setting_of,
    setting_value,
)
from nncore.plots.kit.naming import ends_of, series_colours, titles, when
from nncore.plots.kit.published_marks import kept_values, note
from nncore.plots.kit.sizes import Size, sizes_by_parameters, smallest
from nncore.plots.kit.spreads import draw_spread, spread_words
from nncore.plots.kit.style import FULL_WIDTH, HALF_WIDTH, Theme, new_figure


def bars(
    study: Study, theme: Theme, *, others: Sequence[Study], metric: str, scale: str
) -> Drawing:
    """Draw the final value of a metric for every variant and study, with the spread over seeds."""
    panels = panels_of(study, others)
    values = [measure(panel.study, panel.run, metric) for panel in panels]
    figure = new_figure(HALF_WIDTH, 14.0 + 7.0 * len(panels))
    axes = figure.subplots()
    places = range(len(panels))[::-1]
    published = False
    rows = zip(panels, places, series_colours(panels, theme), values, strict=True)
    for panel, place, colour, sample in rows:
        draw_spread(axes, theme, place, sample, colour, rows=True)
        if printed := kept_values(panel.study, panel.run, metric):
            published_mark(axes, theme, printed, [place] * len(printed))
            published = True
    axes.set_yticks(places, [drawn(panel.name) for panel in panels])
    axes.set_ylim(-0.6, len(panels) - 0.4)
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel(f"{name_of(metric)}{when(panels)}")
    if metric.endswith("_accuracy"):
        percent_axis(axes.xaxis)
        axes.locator_params(axis="x", nbins=5)
    if scale == "log" or (scale == "auto" and spans(np.concatenate(values))):
        log_scale(axes, "x")
    grid(axes, "x")
    caption = (
        f"{name_of(metric).capitalize()} of the kept parameters of {titles(panels)}. "
        f"{spread_words(panels[0].run)}.{lost_note(panels)}{note(published)}"
    )
    return Drawing(figure, caption, ends_of(panels, metric))


def against_setting(
    study: Study, theme: Theme, *, setting: str, quantities: Sequence[str], scale: str
) -> Drawing:
    """Draw quantities of the kept parameters against a setting that the variants change.

    `setting` is a dotted name; every value of it stands where its variant stands.

    Raises
    ------
    ValueError
        When two variants have the same value of it.
    """
    given = [repr(setting_of(run.settings, setting)) for run in study.runs]
    if len(set(given)) < len(given):
        raise ValueError(f"{study.id}: two variants have the same {setting}; show one of each")
    ticks = [setting_value(setting_of(run.settings, setting)) for run in study.runs]
    figure = new_figure(HALF_WIDTH if len(quantities) == 1 else FULL_WIDTH, 58.0)
    axes = figure.subplots(1, len(quantities), squeeze=False)[0]
    findings = []
    for ax, quantity in zip(axes, quantities, strict=True):
        values = [measure(study, run, quantity) for run in study.runs]
        for place, sample in enumerate(values):
            draw_spread(ax, theme, place, sample, theme.class_colour(0))
        middles = [float(quantiles(sample)[1]) for sample in values]
        ax.plot(middles, color=theme.class_colour(0), linewidth=0.8, dashes=(4, 2), zorder=2)
        _frame(ax, ticks, quantity, scale)
        ax.set_xlabel(setting_name(setting))
        words = [
            said(study, quantity, middle) if np.isfinite(middle) else "every seed diverged"
            for middle in middles
        ]
        parts = (f"{word} at {tick}" for word, tick in zip(words, ticks, strict=True))
        by = f"{name_of(quantity)} by {setting_name(setting)}"
        findings.append(f"Median {by}: {', '.join(parts)}.")
    names = listed(name_of(quantity) for quantity in quantities)
    norm = " The norm leaves the biases out." if WEIGHT_NORM in quantities else ""
    lost = lost_note([Panel(run.label, study, run) for run in study.runs])
    caption = (
        f"{names[0].upper()}{names[1:]} of {called(study)} by {setting_name(setting)}. "
        f"{spread_words(study.run)}.{norm}{lost}"
    )
    return Drawing(figure, caption, " ".join(findings))


def _frame(ax: Axes, names: Sequence[str], quantity: str, scale: str) -> None:
    """Set named places as the x axis, and a quantity as the y axis."""
    ax.set_xticks(range(len(names)), names)
    ax.set(xlim=(-0.6, len(names) - 0.4), ylabel=name_of(quantity))
    if quantity.endswith("_accuracy"):
        percent_axis(ax.yaxis)
    else:
        set_scale([ax], scale)
    grid(ax, "y")


def against_parameters(
    study: Study,
    theme: Theme,
    *,
    metric: str,
    at_least: float | None,
    at_most: float | None,
    share: float,
) -> Drawing:
    """Draw what every variant reaches, by its number of parameters, and how many seeds suffice.

    The smallest network that one seed and that a `share` of all seeds brings to `at_least`, or to
    `at_most`, are named.
    """
    found = sizes_by_parameters(study, metric, at_least, at_most)
    figure = new_figure(FULL_WIDTH, 92.0)
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(1.5, 1.0))
    for place, size in enumerate(found):
        draw_spread(upper, theme, place, size.values, theme.class_colour(0), dots="all")
    names = [f"{sizes_of(size.run)}\n{count(size.run.architecture.n_params)}" for size in found]
    _frame(upper, names, metric, "auto")
    bound = at_least if at_most is None else at_most
    upper.axhline(bound, color=theme.muted, linewidth=0.8, dashes=(3.5, 2.0), zorder=1.5)
    _draw_shares(lower, theme, found, share)
    lower.tick_params(axis="x", length=0)
    lower.set_xlabel("architecture and its number of parameters")
    wanted = goal(study, metric, at_least, at_most)
    dots = "Dots: all seeds of each architecture, moved apart sideways"
    caption = (
        f"{name_of(metric).capitalize()} of {called(study)} by number of parameters. "
        f"{spread_words(study.run, dots)}. Below: share of seeds with a {wanted}."
        f"{lost_note([Panel(size.run.label, study, size.run) for size in found])}"
    )
    parts = []
    for least, who in ((0.0, "any seed"), (share, f"{100.0 * share:.0f} % of the seeds")):
        least_good = smallest(found, least)
        if least_good is None:
            parts.append(f"No network brings {who} to a {wanted}.")
            continue
        n_params = plural(least_good.run.architecture.n_params, "parameter")
        parts.append(
            f"The smallest network that brings {who} to a {wanted} is {sizes_of(least_good.run)} "
            f"with {n_params}: {percent(least_good.share, least_good.run.n_replicas)} of its seeds."
        )
    return Drawing(figure, caption, " ".join(parts))


def _draw_shares(ax: Axes, theme: Theme, found: Sequence[Size], share: float) -> None:
    reliable = smallest(found, share)
    for place, size in enumerate(found):
        colour = theme.class_colour(1 if size is reliable else 0)
        ax.bar(place, size.share, width=0.6, color=colour, alpha=0.75, zorder=2)
        words = f"{100.0 * size.share:.0f} %"
        ax.annotate(words, (place, size.share), (0, 1), textcoords="offset points", ha="center")
    # Above a full bar stands its number.
    ax.set(ylim=(0.0, 1.18), ylabel="seeds that suffice", yticks=[0.0, 0.5, 1.0])
    percent_axis(ax.yaxis)
    grid(ax, "y")
