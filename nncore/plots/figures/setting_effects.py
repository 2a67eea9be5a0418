"""What a setting does: quantities of every seed against the values of one setting."""

import json
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from nncore.analysis.studies import Panel, called, lost_note, quantiles, seed_name
from nncore.experiments.run_files import Study
from nncore.language.captions import listed, plural
from nncore.plots.kit.drawing import Drawing, grid
from nncore.plots.kit.histories import set_scale
from nncore.plots.kit.measures import (
    WEIGHT_NORM,
    measure,
    name_of,
    percent_axis,
    said,
    setting_name,
    setting_of,
    setting_value,
)
from nncore.plots.kit.style import FULL_WIDTH, HALF_WIDTH, Theme, new_figure


def against_setting(
    study: Study,
    theme: Theme,
    *,
    setting: str,
    quantities: Sequence[str],
    scale: str,
) -> Drawing:
    """Draw quantities of the kept parameters against a setting that the variants change.

    `setting` is a dotted name; every value of it stands where its variant stands.

    Raises
    ------
    ValueError
        When two variants have the same value of it.
    """
    given = [json.dumps(setting_of(run.settings, setting)) for run in study.runs]
    if len(set(given)) < len(given):
        raise ValueError(f"{study.id}: two variants have the same {setting}; show one of each")
    values = {
        quantity: [measure(study, run, quantity) for run in study.runs] for quantity in quantities
    }
    ticks = [setting_value(setting_of(run.settings, setting)) for run in study.runs]
    figure = new_figure(HALF_WIDTH if len(quantities) == 1 else FULL_WIDTH, 58.0)
    axes = figure.subplots(1, len(quantities), squeeze=False)[0]
    for ax, quantity in zip(axes, quantities, strict=True):
        _draw(ax, theme, values[quantity])
        ax.set_xticks(range(len(ticks)), ticks)
        ax.set(xlabel=setting_name(setting), ylabel=name_of(quantity))
        if quantity.endswith("_accuracy"):
            percent_axis(ax.yaxis)
        else:
            set_scale([ax], scale)
        grid(ax, "y")
    names = listed(name_of(quantity) for quantity in quantities)
    spread = ""
    if study.run.n_replicas > 1:
        spread = f"; dash and line: median and 5–95 % range of {plural(_seeds(study), 'seed')}"
    norm = " The norm leaves the biases out." if WEIGHT_NORM in quantities else ""
    caption = (
        f"{names[0].upper()}{names[1:]} of {called(study)} by {setting_name(setting)}. "
        f"Dot: {seed_name(study.run)}{spread}.{norm}{_lost(study)}"
    )
    findings = (_finding(study, setting, ticks, q, values[q]) for q in quantities)
    return Drawing(figure, caption, " ".join(findings))


def _draw(ax: Axes, theme: Theme, samples: Sequence[NDArray[np.floating]]) -> None:
    places, colour = np.arange(len(samples)), theme.class_colour(0)
    bands = np.array([quantiles(sample) for sample in samples])  # (V, 3)
    if any(len(sample) > 1 for sample in samples):
        low, middle, high = bands.T
        ax.vlines(places, low, high, color=colour, linewidth=5.0, alpha=0.3, zorder=2)
        ax.plot(places, middle, color=colour, linewidth=0.8, dashes=(4, 2), zorder=2)
        ax.plot(places, middle, "_", color=colour, markersize=9, markeredgewidth=1.8, zorder=3)
    first = [float(sample[0]) for sample in samples]
    ax.plot(places, first, "o", color=theme.ink, markersize=4.5, markeredgewidth=0, zorder=4)
    ax.set_xlim(-0.5, len(samples) - 0.5)


def _seeds(study: Study) -> int:
    return max(run.n_replicas for run in study.runs)


def _lost(study: Study) -> str:
    return lost_note([Panel(run.label, study, run) for run in study.runs])


def _finding(
    study: Study,
    setting: str,
    ticks: Sequence[str],
    quantity: str,
    samples: Sequence[NDArray[np.floating]],
) -> str:
    parts = []
    for tick, sample in zip(ticks, samples, strict=True):
        middle = float(quantiles(sample)[1])
        words = said(study, quantity, middle) if np.isfinite(middle) else "every seed diverged"
        parts.append(f"{words} at {tick}")
    name = name_of(quantity)
    return f"Median {name} by {setting_name(setting)}: {', '.join(parts)}."
