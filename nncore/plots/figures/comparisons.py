"""Variants and studies against each other: one quantity on the same axes."""

import re
from collections.abc import Sequence
from textwrap import fill
from typing import Any

import numpy as np
from matplotlib import colormaps
from numpy.typing import NDArray

from nncore.analysis.studies import (
    Panel,
    called,
    finals,
    history,
    lost_note,
    panels_of,
    quantiles,
    seed_name,
)
from nncore.experiments.run_files import Study
from nncore.language.captions import drawn, listed, number, plural
from nncore.language.markup import escape
from nncore.plots.kit.drawing import (
    Drawing,
    EndLabel,
    grid,
    label_ends,
    log_scale,
    published_mark,
)
from nncore.plots.kit.histories import LOG_FROM, draw_history, frame_history, set_scale
from nncore.plots.kit.measures import percent_axis
from nncore.plots.kit.published_marks import draw_marks, kept_values, note
from nncore.plots.kit.style import FULL_WIDTH, HALF_WIDTH, MAGNITUDES, Theme, new_figure

# Bands of more curves than this hide each other.
_MOST_BANDS = 3
QUANTITIES = {
    "loss": "loss",
    "accuracy": "accuracy",
    "mse": "mean squared error",
    "gradient_norm": "gradient norm",
}


def comparison(
    study: Study,
    theme: Theme,
    *,
    others: Sequence[Study],
    quantity: str,
    line: str,
    scale: str,
) -> Drawing:
    """Draw one history of every variant and study on the same axes.

    `line` is seed (the first seed, median and band behind it where there is room) or median.
    """
    if line not in ("seed", "median"):
        raise ValueError(f"line {line!r}: take seed or median")
    panels = panels_of(study, others)
    _require(panels, quantity)
    wide = len(panels) > 2 or any(len(panel.title) > 10 for panel in panels)
    figure = new_figure(FULL_WIDTH if wide else HALF_WIDTH, 66.0)
    axes = figure.subplots()
    ends, published = [], False
    for panel, colour in zip(panels, _colours(panels, theme), strict=True):
        few = len(panels) <= _MOST_BANDS
        pair = draw_history(
            axes,
            panel.run,
            quantity,
            colour,
            line=line == "seed",
            spread=few or line == "median",
        )
        edge = theme.readable(colour)
        published |= draw_marks(axes, theme, panel.study, panel.run, quantity, edge)
        if pair is not None:
            words = drawn(fill(panel.name, 24))
            ends.append(EndLabel(pair[0] if line == "seed" else pair[1], words, edge))
    longest = max(panels, key=lambda panel: int(panel.run.epochs[-1]))
    frame_history(axes, longest.run)
    axes.set_ylabel(name_of(quantity))
    set_scale([axes], scale)
    label_ends(axes, ends)
    spread = len(panels) <= _MOST_BANDS or line == "median"
    caption = f"{_caption(panels, quantity, line, spread)}{note(published)}"
    return Drawing(figure, caption, _alt(panels, quantity))


def bars(
    study: Study,
    theme: Theme,
    *,
    others: Sequence[Study],
    metric: str,
    scale: str,
) -> Drawing:
    """Draw the final value of a metric for every variant and study, with the spread over seeds."""
    panels = panels_of(study, others)
    _require(panels, metric)
    values = [finals(panel.run, metric) for panel in panels]
    figure = new_figure(HALF_WIDTH, 14.0 + 7.0 * len(panels))
    axes = figure.subplots()
    places = np.arange(len(panels))[::-1]
    published = False
    for panel, place, colour, sample in zip(
        panels, places, _colours(panels, theme), values, strict=True
    ):
        _draw_row(axes, theme, place, sample, colour)
        printed = kept_values(panel.study, panel.run, metric)
        if printed:
            published_mark(axes, theme, printed, [place] * len(printed))
            published = True
    axes.set_yticks(places, [drawn(panel.name) for panel in panels])
    axes.set_ylim(-0.6, len(panels) - 0.4)
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel(f"{name_of(metric)}{_when(panels)}")
    if metric.endswith("_accuracy"):
        percent_axis(axes.xaxis)
        axes.locator_params(axis="x", nbins=5)
    finite = np.concatenate([sample[np.isfinite(sample)] for sample in values] or [np.zeros(0)])
    if scale == "log" or (scale == "auto" and len(finite) and _spans(finite)):
        log_scale(axes, "x")
    grid(axes, "x")
    n_seeds = len(panels[0].run.seeds)
    caption = (
        f"{name_of(metric).capitalize()} of the kept parameters of {listed(_ids(panels))}. Dot: "
        f"{seed_name(panels[0].run)}; line and bar: 5–95 % range and median of "
        f"{plural(n_seeds, 'seed')}."
        f"{lost_note(panels)}{note(published)}"
    )
    return Drawing(figure, caption, _alt(panels, metric))


def _when(panels: Sequence[Panel]) -> str:
    """Say when the kept parameters are reached: at the best epoch, at the end, or nothing."""
    kept = {str(panel.run.settings.get("keep")) for panel in panels}
    words = {"last": " at the end", "best": " at the best epoch"}
    return words.get(kept.pop(), "") if len(kept) == 1 else ", parameters kept"


def _draw_row(
    axes: Any, theme: Theme, place: float, sample: NDArray[np.floating], colour: Any
) -> None:
    finite = sample[np.isfinite(sample)]
    if len(finite) > 1:
        low, middle, high = quantiles(finite)
        axes.hlines(place, low, high, color=colour, linewidth=5.0, alpha=0.3, zorder=2)
        axes.plot([middle], [place], "|", color=colour, markersize=9, markeredgewidth=1.8, zorder=3)
    if np.isfinite(sample[0]):
        axes.plot(
            sample[0],
            place,
            "o",
            color=colour,
            markersize=5,
            markeredgecolor=theme.ground,
            zorder=4,
        )
    else:
        axes.text(
            0.02,
            place,
            "diverged",
            transform=axes.get_yaxis_transform(),
            va="center",
            color=theme.muted,
        )


def name_of(quantity: str) -> str:
    """Return the words for a history: ``train_loss`` is the training loss."""
    split, _, rest = quantity.partition("_")
    if split not in ("train", "test"):
        return QUANTITIES.get(quantity, quantity.replace("_", " "))
    words = QUANTITIES.get(rest, rest.replace("_", " "))
    return f"{'training' if split == 'train' else 'test'} {words}"


def _require(panels: Sequence[Panel], quantity: str) -> None:
    for panel in panels:
        if quantity not in panel.run.history:
            known = ", ".join(sorted(panel.run.history))
            raise ValueError(f"{panel.study.id} records no {quantity!r}; it records {known}")


def _spans(finite: NDArray[np.floating]) -> bool:
    return bool(finite.min() > 0.0 and finite.max() / finite.min() > LOG_FROM)


def _colours(panels: Sequence[Panel], theme: Theme) -> list[Any]:
    """Return one colour per panel: a scale where the titles count something up, else categories."""
    counted = all(re.search(r"\d", panel.title) for panel in panels)
    if len(panels) > 2 and (counted or len(panels) > 7):
        span = (
            np.linspace(0.0, 0.8, len(panels))
            if theme.name == "light"
            else np.linspace(1.0, 0.25, len(panels))
        )
        return [colormaps[MAGNITUDES](value) for value in span]
    return [theme.series_colour(index) for index in range(len(panels))]


def _ids(panels: Sequence[Panel]) -> list[str]:
    return list(dict.fromkeys(called(panel.study) for panel in panels))


def _caption(panels: Sequence[Panel], quantity: str, line: str, spread: bool) -> str:
    run = panels[0].run
    n_seeds = plural(len(run.seeds), "seed")
    if line == "median":
        lines = f"Dashed lines and bands: median and 5–95 % range of {n_seeds}."
    elif spread and len(run.seeds) > 1:
        lines = (
            f"Solid lines: {seed_name(run)}; dashed lines and bands: median and 5–95 % range of "
            f"{n_seeds}."
        )
    else:
        lines = f"Lines: {seed_name(run)}."
    names = listed(escape(panel.name) for panel in panels)
    words = name_of(quantity).capitalize()
    return (
        f"{words} of {listed(_ids(panels))} against the epoch: {names}. {lines}{lost_note(panels)}"
    )


def _alt(panels: Sequence[Panel], quantity: str) -> str:
    parts = []
    for panel in panels:
        values = history(panel.run, quantity)
        sample = np.array([np.nan]) if values is None else finals(panel.run, quantity)
        words = f"{escape(panel.name)}: {number(float(sample[0]))}"
        finite = sample[np.isfinite(sample)]
        if len(sample) > 1 and len(finite):
            words += f" (median {number(float(np.median(finite)))})"
        parts.append(words)
    return (
        f"{name_of(quantity).capitalize()}{_when(panels)}, {seed_name(panels[0].run)}: "
        f"{'; '.join(parts)}."
    )
