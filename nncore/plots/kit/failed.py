"""A mark in the place of a figure or film that could not be drawn, so that the rest can stand."""

import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from textwrap import fill
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from nncore.files import read_json, write_json
from nncore.plots.kit.animation import Animation
from nncore.plots.kit.drawing import Drawing
from nncore.plots.kit.style import HALF_WIDTH, Theme, new_figure

WORDS = "This drawing failed"
HEIGHT = 45.0  # millimetres
FRAMES = 2

Save = Callable[[Callable[[Theme], Any], Path, str], None]
Mark = Callable[[str, str, Theme], Any]


@contextmanager
def marked_if_it_fails(
    log: str | None, save: Save, make: Mark, folder: Path, name: str
) -> Iterator[None]:
    """Where the body fails, save a mark instead and print the traceback.

    Parameters
    ----------
    log : str or None
        What the reader is sent to; None lets the error pass.
    save : callable
        `save_figure` or `save_animation`.
    make : callable
        ``make(cause, log, theme)`` draws the mark.
    folder, name : Path, str
        Where the body should have saved, without suffix.
    """
    try:
        yield
    except Exception as error:
        if log is None:
            raise
        traceback.print_exc()
        cause = f"{type(error).__name__}: {error}"
        save(partial(make, cause, log), folder, name)
        record = folder / f"{name}.json"
        write_json(record, {**read_json(record), "failed": cause})


def _words(log: str) -> tuple[str, str]:
    """Return caption and alt text of a mark; the cause may hold signs that mean something there."""
    return f"{WORDS}; `{log}` says why.", f"{WORDS}; its log says why."


def _mark(cause: str, theme: Theme) -> Figure:
    """Return a figure that says that there should be another."""
    figure = new_figure(HALF_WIDTH, HEIGHT)
    text = f"{WORDS}\n\n{fill(cause, 44, max_lines=6)}"
    figure.text(
        0.5, 0.5, text, color=theme.ink, ha="center", va="center", parse_math=False, fontsize=8
    )
    figure.patch.set(edgecolor=theme.true, linewidth=2.0)
    return figure


def figure_mark(cause: str, log: str, theme: Theme) -> Drawing:
    """Return the mark in the place of a figure."""
    return Drawing(_mark(cause, theme), *_words(log))


def film_mark(cause: str, log: str, theme: Theme) -> Animation:
    """Return the mark in the place of a film: a film that stands still."""
    figure = _mark(cause, theme)
    figure.set_facecolor(theme.ground)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    frame = np.asarray(canvas.buffer_rgba())
    height, width = (2 * (size // 2) for size in frame.shape[:2])
    frames = iter([np.ascontiguousarray(frame[:height, :width])] * FRAMES)
    return Animation(frames, width, height, 1, FRAMES, *_words(log))
