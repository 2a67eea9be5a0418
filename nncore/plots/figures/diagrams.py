"""The network drawn: layers as columns, units as circles."""

from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PatchCollection
from matplotlib.patches import Circle

from nncore.analysis.studies import called
from nncore.experiments.run_files import Study
from nncore.language.captions import listed, plural
from nncore.language.wording import name_of
from nncore.network.architecture import Architecture
from nncore.plots.kit.drawing import Drawing
from nncore.plots.kit.style import HALF_WIDTH, Theme, blend, new_figure, pad_margins

_MOST_UNITS = 9  # a longer column shows its ends and dots between them


class Column(NamedTuple):
    """One layer as drawn: heights of its circles, whether some are left out, and its words."""

    heights: np.ndarray
    shortened: bool
    name: str
    size: int
    activation: str

    def words(self) -> str:
        """Say what the layer is, for the alt text."""
        activation = f" ({self.activation})" if self.activation else ""
        return f"{self.name} with {plural(self.size, 'unit')}{activation}"


def architecture(study: Study, theme: Theme) -> Drawing:
    """Draw the layers of the network with sizes, activations and the number of parameters."""
    network = study.run.architecture
    columns = _columns(network)
    tallest = max(len(column.heights) + column.shortened for column in columns)
    height = float(np.clip(tallest * 5.0 + 21.0, 38.0, 72.0))
    figure = new_figure(HALF_WIDTH, height)
    axes = figure.subplots()
    axes.set_axis_off()
    axes.set_aspect("equal")
    spacing = HALF_WIDTH / len(columns)
    places = (np.arange(len(columns)) + 0.5) * spacing
    middle = (height - 13.0) / 2 + 13.0
    pitch = min(5.0, (height - 17.0) / tallest)
    for index, pair in enumerate(pairwise(columns)):
        _draw_edges(axes, theme, places[index : index + 2], pair, middle, pitch)
    for place, column in zip(places, columns, strict=True):
        _draw_column(axes, theme, place, column, middle, pitch)
    axes.set(xlim=(0.0, HALF_WIDTH), ylim=(0.0, height))
    _draw_names(axes, theme, places, columns, study)
    pad_margins(figure, 0.0)
    layers = listed(column.words() for column in columns)
    n_params = plural(network.n_params, "parameter")
    caption = (
        f"Network of {called(study)}: {n_params}{'' if any(network.biases) else ', no biases'}."
    )
    return Drawing(figure, caption, f"Fully connected network: {layers}; {n_params}.")


def _columns(network: Architecture) -> list[Column]:
    last = len(network.sizes) - 1
    names = [
        "input",
        *(f"hidden {number}" if last > 2 else "hidden" for number in range(1, last)),
        "output",
    ]
    activations = ["", *(a.name for a in network.activations), network.loss.link.name]
    columns = []
    for name, size, activation in zip(names, network.sizes, activations, strict=True):
        shortened = size > _MOST_UNITS
        n_drawn = _MOST_UNITS - 1 if shortened else size
        heights = np.arange(n_drawn, dtype=float)
        if shortened:
            heights[n_drawn // 2 :] += 1.5
        columns.append(
            Column(heights.max() / 2 - heights, shortened, name, size, name_of(activation))
        )
    return columns


def _draw_edges(
    axes: Axes,
    theme: Theme,
    places: np.ndarray,
    pair: tuple[Column, Column],
    middle: float,
    pitch: float,
) -> None:
    ends = [middle + column.heights * pitch for column in pair]
    segments = [((places[0], a), (places[1], b)) for a in ends[0] for b in ends[1]]
    colour = blend(theme.ink, theme.ground, 0.35 if len(segments) < 40 else 0.22)
    axes.add_collection(LineCollection(segments, colors=[colour], linewidths=0.5, zorder=1))


def _draw_column(
    axes: Axes, theme: Theme, place: float, column: Column, middle: float, pitch: float
) -> None:
    colour = blend(theme.class_colour(0), theme.ground, 0.75) if column.activation else theme.ground
    radius = 0.36 * pitch
    circles = [Circle((place, middle + h * pitch), radius) for h in column.heights]
    style: dict[str, Any] = {
        "facecolor": colour,
        "edgecolor": theme.ink,
        "linewidth": 0.8,
        "zorder": 2,
    }
    axes.add_collection(PatchCollection(circles, **style))
    if column.shortened:
        gap = [middle + step * 0.42 * pitch for step in (-1, 0, 1)]
        axes.plot([place] * 3, gap, "o", color=theme.ink, markersize=1.4, zorder=3)


def _draw_names(
    axes: Axes, theme: Theme, places: np.ndarray, columns: list[Column], study: Study
) -> None:
    crowded = len(columns) > 4
    for place, column in zip(places, columns, strict=True):
        size = f"{column.size}"
        lines = [column.name, size] if crowded else [f"{column.name}: {size}"]
        # Each line on its own: as one text, words with and without ascenders stand at two heights.
        for number, words in enumerate([*lines, column.activation]):
            colour = theme.ink if number < len(lines) else theme.muted
            axes.text(place, 9.0 - 3.8 * number, words, ha="center", color=colour)
