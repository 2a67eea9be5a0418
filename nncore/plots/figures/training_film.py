"""The training animation: a decision region from noise to fit, with the loss beside it."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator, NullLocator
from numpy.typing import NDArray

from nncore.analysis.studies import Panel, called, n_samples, panels_of, seed_name, sizes_of
from nncore.experiments.run_files import Study
from nncore.language.captions import count, number, percent
from nncore.plots.figures.evolutions import Moments, chosen, moments_at
from nncore.plots.kit.animation import Animation, Frame
from nncore.plots.kit.drawing import grid, halo, log_scale
from nncore.plots.kit.fields import colours, margins, zero_lines
from nncore.plots.kit.histories import LOG_FROM
from nncore.plots.kit.points import draw_points, frame
from nncore.plots.kit.style import FULL_WIDTH, MILLIMETRE, Theme
from nncore.plots.kit.truths import draw_landmarks, draw_truth

_WIDTH, _HEIGHT = 1040, 520  # pixels
_DPI = _WIDTH / (FULL_WIDTH * MILLIMETRE)  # words then have the size they have in figures
_SIDE = 120  # grid points a side: the region is smooth, and interpolated between them
_LAST_FRAME_SECONDS = 1.5
# How frames may be spaced over the steps; the axis of steps follows.
_SPACINGS: dict[str, Callable[[NDArray[np.floating]], NDArray[np.floating]]] = {
    "step": lambda steps: steps,
    "square root of the step": np.sqrt,
    "logarithm of the step": np.log1p,
}


class _Moving(NamedTuple):
    """The artists that change from frame to frame, and those that lie above the painted region."""

    region: Any
    boundary: Any
    words: Any
    line: Any
    dot: Any
    above: Sequence[Artist]


def training(study: Study, theme: Theme, *, seconds: float, frames: int) -> Animation:
    """Animate the first seed's decision region over its snapshots, at most `frames` of them."""
    panel = panels_of(study)[0]
    rows = chosen(panel, "step", None, frames)
    moments = moments_at(panel, rows, None, _SIDE)
    rate = max(round(len(rows) / max(seconds - _LAST_FRAME_SECONDS, 1.0)), 1)
    n_held = round(_LAST_FRAME_SECONDS * rate)
    n = n_samples(study, "train")
    spacing = _spacing(np.array(moments.steps, dtype=float))
    caption = (
        f"Decision region and training loss of {called(study)} ({sizes_of(panel.run)}), "
        f"{seed_name(panel.run)}, over "
        f"{count(moments.steps[-1])} steps; frames are spaced by the {spacing}."
    )
    alt = (
        f"From step {count(moments.steps[0])} to step {count(moments.steps[-1])} the training "
        f"loss of {called(study)} "
        f"goes from {number(moments.losses[0])} to {number(moments.losses[-1])} and the share "
        "of training "
        f"samples on the right side of the boundary from {percent(moments.accuracies[0], n)} to "
        f"{percent(moments.accuracies[-1], n)}."
    )
    drawn = _frames(panel, theme, moments, n_held)
    return Animation(drawn, _WIDTH, _HEIGHT, rate, len(rows) + n_held, caption, alt)


def _frames(panel: Panel, theme: Theme, moments: Moments, n_held: int) -> Iterator[Frame]:
    """Yield every frame: the still parts are drawn once, the moving ones blitted over them."""
    figure, region_axes, loss_axes = _stage(panel, theme)
    moving = _actors(panel, theme, moments, region_axes, loss_axes)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    still = canvas.copy_from_bbox(figure.bbox)
    painted = colours(moments.outputs, theme)
    for index in range(len(moments.steps)):
        canvas.restore_region(still)
        _set(moving, moments, painted, index)
        for artist in (moving.region, moving.boundary, *moving.above, moving.words):
            region_axes.draw_artist(artist)
        for artist in (moving.line, moving.dot):
            loss_axes.draw_artist(artist)
        drawn = np.asarray(canvas.buffer_rgba())
        yield drawn
    for _ in range(n_held):
        yield drawn


def _stage(panel: Panel, theme: Theme) -> tuple[Figure, Axes, Axes]:
    figure = Figure(figsize=(_WIDTH / _DPI, _HEIGHT / _DPI), dpi=_DPI, facecolor=theme.ground)
    # Placed by hand: no frame may move against another because its words are longer.
    region = figure.add_axes((0.065, 0.115, 0.395, 0.79))
    loss = figure.add_axes((0.565, 0.115, 0.41, 0.79))
    frame(region, panel.study.dataset)
    return figure, region, loss


def _actors(panel: Panel, theme: Theme, moments: Moments, region: Axes, loss: Axes) -> _Moving:
    side = len(moments.plane.first)
    blank = np.zeros((side, side, 3), dtype=np.uint8)
    style: dict[str, Any] = {"origin": "lower", "extent": moments.plane.extent, "aspect": "equal"}
    image = region.imshow(blank, interpolation="bilinear", zorder=0, **style)
    style = {"color": theme.ink, "linewidth": 1.4, "path_effects": halo(theme, 2.6), "zorder": 2}
    (boundary,) = region.plot([], [], **style)
    before = set(region.get_children())
    dataset = panel.study.dataset
    draw_truth(region, dataset, theme, moments.plane.extent)
    draw_points(region, dataset, theme)
    draw_landmarks(region, dataset, theme)
    frame(region, dataset, moments.plane.extent)
    above = sorted(
        (a for a in region.get_children() if a not in before), key=lambda a: a.get_zorder()
    )
    words = region.set_title("")
    line, dot = _loss_curve(loss, theme, moments)
    moving = _Moving(image, boundary, words, line, dot, above)
    for artist in (image, boundary, words, line, dot, *above):
        artist.set_animated(True)
    return moving


def _loss_curve(axes: Axes, theme: Theme, moments: Moments) -> tuple[Any, Any]:
    """Draw the whole curve pale, and return the line and the dot that run along it."""
    steps, losses = np.array(moments.steps, dtype=float), np.array(moments.losses)
    axes.plot(steps, losses, color=theme.grid, linewidth=1.4)
    _set_time(axes, steps)
    positive = losses[np.isfinite(losses) & (losses > 0.0)]
    if len(positive) and positive.max() / positive.min() > LOG_FROM:
        log_scale(axes, "y")
    axes.set(xlim=(steps[0], max(steps[-1], 1.0)), xlabel="step", ylabel="training loss")
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: count(value)))
    axes.xaxis.set_minor_locator(NullLocator())
    grid(axes)
    (line,) = axes.plot([], [], color=theme.ink, linewidth=1.6, clip_on=False)
    (dot,) = axes.plot(
        [],
        [],
        "o",
        color=theme.class_colour(1),
        markersize=6,
        markeredgecolor=theme.ground,
        clip_on=False,
    )
    return line, dot


def _spacing(steps: NDArray[np.floating]) -> str:
    """Return in which of `_SPACINGS` the frames are most evenly spaced."""

    def unevenness(name: str) -> float:
        # Quantiles: the gap from step 0 to the first may be of another kind than the rest.
        narrow, wide = np.quantile(np.diff(_SPACINGS[name](steps)), [0.1, 0.9])
        return float(wide / narrow)

    return min(_SPACINGS, key=unevenness) if len(steps) > 1 else "step"


def _set_time(axes: Axes, steps: NDArray[np.floating]) -> None:
    """Scale the axis of steps so that the dot moves evenly."""
    spacing = _spacing(steps)
    if spacing == "logarithm of the step":
        axes.set_xscale("symlog", linthresh=steps[steps > 0][0])
    elif spacing == "square root of the step":
        axes.set_xscale("function", functions=(lambda x: np.sqrt(np.maximum(x, 0.0)), np.square))
        axes.xaxis.set_major_locator(MaxNLocator(4, integer=True))
    else:
        axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))


def _set(moving: _Moving, moments: Moments, painted: Frame, index: int) -> None:
    """Put the moving artists where they are at one moment."""
    moving.region.set_data(painted[index])
    lines = [zero_lines(moments.plane, margin) for margin in margins(moments.outputs[index])]
    moving.boundary.set_data(*(np.concatenate(axis) for axis in zip(*lines, strict=True)))
    moving.words.set_text(
        f"step {count(moments.steps[index])}, loss {number(moments.losses[index], 2)}"
    )
    moving.line.set_data(moments.steps[: index + 1], moments.losses[: index + 1])
    moving.dot.set_data([moments.steps[index]], [moments.losses[index]])
