"""Runs beside each other in words and colours: which they are, and what each comes to."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from nncore.analysis.studies import Panel, called, seed_name
from nncore.language.captions import listed
from nncore.language.markup import escape
from nncore.plots.kit.measures import measure, name_of, said
from nncore.plots.kit.style import Theme


def series_colours(panels: Sequence[Panel], theme: Theme) -> list[Any]:
    """Return one colour per panel: a ramp where the titles count something up, else categories."""
    counted = all(re.search(r"\d", panel.title) for panel in panels)
    if len(panels) > 2 and (counted or len(panels) > 7):
        return theme.ramp(len(panels))
    return [theme.series_colour(index) for index in range(len(panels))]


def titles(panels: Sequence[Panel]) -> str:
    """Return the experiments of panels by their titles, each once."""
    return listed(dict.fromkeys(called(panel.study) for panel in panels))


def when(panels: Sequence[Panel]) -> str:
    """Say when the kept parameters are reached: at the best epoch, at the end, or nothing."""
    kept = {panel.run.settings.keep for panel in panels}
    words = {"last": " at the end", "best": " at the best epoch"}
    return words.get(kept.pop(), "") if len(kept) == 1 else ", parameters kept"


def ends_of(panels: Sequence[Panel], quantity: str, title: str = "") -> str:
    """Say what every run comes to, below a title: the first seed, and the median of all."""
    parts = []
    for panel in panels:
        sample = measure(panel.study, panel.run, quantity)
        finite = sample[np.isfinite(sample)]
        words = "diverged"
        if np.isfinite(sample[0]):
            words = said(panel.study, quantity, float(sample[0]))
        if len(sample) > 1 and len(finite):
            words += f" (median {said(panel.study, quantity, float(np.median(finite)))})"
        parts.append(f"{escape(panel.name)}: {words}")
    name = f"{escape(title)}: {name_of(quantity)}" if title else name_of(quantity).capitalize()
    head = f"{name}{when(panels)}, {seed_name(panels[0].run)}"
    return f"{head}: {'; '.join(parts)}."
