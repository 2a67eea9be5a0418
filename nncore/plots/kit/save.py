"""Write a figure in every format, the same bytes every time, whole or not at all."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from nncore.files import write_atomically, write_json
from nncore.plots.kit.drawing import Drawing
from nncore.plots.kit.style import DARK, LIGHT, MILLIMETRE, Theme

# Of what is drawn as pixels inside; an SVG holds them as text, and comes in two themes.
_DPI = {"svg": 150.0, "pdf": 200.0, "png": 200.0}
# Without these, files hold the time at which they were written.
_UNDATED: dict[str, dict[str, Any]] = {
    "svg": {"Date": None},
    "pdf": {"CreationDate": None},
    "png": {},
}


def save_figure(draw: Callable[[Theme], Drawing], folder: Path, name: str) -> None:
    """Draw in both themes and write the files of one figure.

    Writes ``name.svg`` and ``name.dark.svg`` on transparent ground for the page, ``name.pdf`` for
    LaTeX, ``name.png`` on opaque ground for others, and ``name.json`` with caption, alt text and
    the size at which the figure is to be shown.

    Parameters
    ----------
    draw : callable
        Draws in the theme it is given.
    folder : Path
        Made if need be.
    name : str
        File name without suffix.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with LIGHT.applied():
        drawing = draw(LIGHT)
        figure = _settled(drawing.figure)
        _write(figure, folder / f"{name}.svg")
        _write(figure, folder / f"{name}.pdf")
        _write(figure, folder / f"{name}.png", facecolor=LIGHT.ground)
    with DARK.applied():
        dark = _settled_like(draw(DARK).figure, figure)
        _write(dark, folder / f"{name}.dark.svg")
    width, height = (round(inches / MILLIMETRE, 2) for inches in figure.get_size_inches())
    words = {"caption": drawing.caption, "alt": drawing.alt}
    write_json(folder / f"{name}.json", {**words, "width_mm": width, "height_mm": height})


def _settled(figure: Figure) -> Figure:
    """Lay the figure out once, for all formats: layout costs more than drawing.

    Axes of a fixed aspect take their final size in a first pass, and margins fit it in a second.
    """
    fixed = any(axes.get_aspect() != "auto" for axes in figure.axes)
    for _ in range(2 if fixed else 1):
        figure.draw_without_rendering()
    figure.set_layout_engine(None)
    return figure


def _settled_like(figure: Figure, other: Figure) -> Figure:
    """Give the axes the places they have in a figure that differs in colours only."""
    for axes, settled in zip(figure.axes, other.axes, strict=True):
        axes.set_position(settled.get_position(original=True), which="original")
        axes.set_position(settled.get_position(), which="active")
    figure.set_layout_engine(None)
    return figure


def _write(figure: Figure, path: Path, **options: Any) -> None:
    kind = path.suffix[1:]
    options |= {"format": kind, "metadata": _UNDATED[kind], "dpi": _DPI[kind]}
    write_atomically(path, lambda stream: figure.savefig(stream, **options))
