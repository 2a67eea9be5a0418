"""The mark in the place of a film that could not be drawn."""

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg

from nncore.plots.kit.animation import Animation
from nncore.plots.kit.failed import mark, words
from nncore.plots.kit.style import Theme

FRAMES = 2


def film_mark(cause: str, log: str, theme: Theme) -> Animation:
    """Return a film that stands still."""
    figure = mark(cause, theme)
    figure.set_facecolor(theme.ground)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    frame = np.asarray(canvas.buffer_rgba())
    height, width = (2 * (size // 2) for size in frame.shape[:2])
    frames = iter([np.ascontiguousarray(frame[:height, :width])] * FRAMES)
    return Animation(frames, width, height, 1, FRAMES, *words(log))
