"""The one map of shares over two sets of names: coloured cells with words in them."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.image import AxesImage
from numpy.typing import NDArray

from nncore.plots.kit.style import MAGNITUDES


def draw_matrix(
    axes: Axes,
    shares: NDArray[np.floating],
    words: NDArray[np.str_],
    names: tuple[Sequence[str], Sequence[str]],
    titles: tuple[str, str],
) -> AxesImage:
    """Colour shares (n, m) between 0 and 1, NaN for nothing, and write words (n, m) on them.

    `names` and `titles` are those of rows and columns.
    """
    image = axes.imshow(shares, cmap=MAGNITUDES, vmin=0.0, vmax=1.0, aspect="auto")
    for row, column in np.argwhere(np.isfinite(shares)):
        colour = "#000000" if shares[row, column] > 0.55 else "#ffffff"
        axes.text(column, row, words[row, column], ha="center", va="center", color=colour)
    axes.set_yticks(range(len(names[0])), names[0])
    axes.set_xticks(range(len(names[1])), names[1])
    axes.set(ylabel=titles[0], xlabel=titles[1])
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
    return image
