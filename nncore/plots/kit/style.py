"""The one style of all figures: sizes, fonts, colours, and their light and dark rendering."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import matplotlib
import numpy as np
from matplotlib import colormaps
from matplotlib.colors import LinearSegmentedColormap, to_rgb
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

MILLIMETRE = 1.0 / 25.4  # inches
HALF_WIDTH = 85.0  # millimetres, as shown
FULL_WIDTH = 175.0

# Okabe & Ito (2008), in the order in which classes take them: class 0 blue, class 1 vermillion.
CLASS_COLOURS = (
    "#0072B2",  # blue
    "#D55E00",  # vermillion
    "#009E73",  # bluish green
    "#CC79A7",  # reddish purple
    "#E69F00",  # orange
    "#56B4E9",  # sky blue
    "#F0E442",  # yellow
)
MAGNITUDES = "viridis"


def blend(colour: Any, other: Any, share: float) -> tuple[float, float, float]:
    """Return the colour that holds `share` of `colour` and the rest of `other`."""
    mixed = share * np.array(to_rgb(colour)) + (1.0 - share) * np.array(to_rgb(other))
    return float(mixed[0]), float(mixed[1]), float(mixed[2])


def contrast(colour: Any, other: Any) -> float:
    """Return the contrast of two colours, 1 to 21, as WCAG 2.1 defines it."""
    low, high = sorted(_luminance(each) for each in (colour, other))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Any) -> float:
    rgb = np.array(to_rgb(colour))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return float(linear @ (0.2126, 0.7152, 0.0722))


@dataclass(frozen=True)
class Theme:
    """Colours of one rendering.

    Attributes
    ----------
    name : str
    ink : str
        Text, axes and the line of the published seed.
    muted : str
        Secondary text and ticks.
    grid : str
        Lines on which values are read off.
    ground : str
        The page the figure lies on. SVG and PDF are transparent; the colour serves outlines of
        points and whatever has to be opaque.
    test : str
        The test split; the training split is drawn in ink.
    true : str
        The known answer: true boundary, target curve.
    outline : str
        Around marks that lie on a painted ground.
    strength : float
        The share of a class's colour in the ground that is painted for it.
    """

    name: str
    ink: str
    muted: str
    grid: str
    ground: str
    test: str
    true: str
    outline: str
    strength: float

    def class_colour(self, number: int) -> str:
        """Return the colour of a class, the same in every figure and both themes."""
        return CLASS_COLOURS[number % len(CLASS_COLOURS)]

    def series_colour(self, number: int) -> str:
        """Return the colour of the n-th of several things compared; they are not classes."""
        return (self.ink, *CLASS_COLOURS)[number % (len(CLASS_COLOURS) + 1)]

    def ramp(self, n: int) -> list[Any]:
        """Return n colours of a scale, for things that count up; light and dark ends left out."""
        ends = (0.0, 0.8) if self.name == "light" else (1.0, 0.25)
        return [colormaps[MAGNITUDES](value) for value in np.linspace(*ends, n)]

    def readable(self, colour: Any) -> tuple[float, float, float]:
        """Return the colour, moved towards ink as far as words in it need on the ground.

        The contrast is at least 4.5, WCAG 2.1's level AA.
        """
        shares = np.linspace(1.0, 0.0, 21)
        mixed = (blend(colour, self.ink, float(share)) for share in shares)
        return next(rgb for rgb in mixed if contrast(rgb, self.ground) >= 4.5)

    @cached_property
    def decision_map(self) -> LinearSegmentedColormap:
        """Class 0 to class 1 through the ground, which stands for the decision level."""
        low, high = (blend(self.class_colour(c), self.ground, self.strength) for c in (0, 1))
        middle = blend(self.ground, self.ink, 0.97)
        return LinearSegmentedColormap.from_list(f"decision-{self.name}", [low, middle, high])

    @property
    def rc(self) -> dict[str, Any]:
        """Matplotlib settings of this theme."""
        return {
            **_SHARED_RC,
            "text.color": self.ink,
            "axes.labelcolor": self.ink,
            "axes.titlecolor": self.ink,
            "axes.edgecolor": self.muted,
            "xtick.color": self.muted,
            "ytick.color": self.muted,
            "xtick.labelcolor": self.ink,
            "ytick.labelcolor": self.ink,
            "grid.color": self.grid,
            "hatch.color": self.muted,
            "patch.edgecolor": self.ground,
        }

    @contextmanager
    def applied(self) -> Iterator[None]:
        """Draw with this theme's settings inside the block."""
        settings: Any = self.rc
        with matplotlib.rc_context(settings):
            yield


_SHARED_RC: dict[str, Any] = {
    "font.family": "DejaVu Sans",  # shipped with matplotlib: the same glyphs on every machine
    "mathtext.fontset": "dejavusans",
    "font.size": 8.0,
    "axes.titlesize": 8.0,
    "axes.labelsize": 8.0,
    "xtick.labelsize": 8.0,
    "ytick.labelsize": 8.0,
    "legend.fontsize": 8.0,
    "axes.titlelocation": "left",
    "axes.linewidth": 0.6,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "xtick.minor.width": 0.4,
    "ytick.minor.width": 0.4,
    "xtick.major.size": 3.0,
    "ytick.major.size": 3.0,
    "xtick.minor.size": 1.8,
    "ytick.minor.size": 1.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.unicode_minus": True,
    "axes.formatter.use_mathtext": True,
    "axes.formatter.limits": (-3, 5),
    "axes.facecolor": "none",
    "figure.facecolor": "none",
    "figure.dpi": 200.0,
    "savefig.dpi": 200.0,
    "grid.linewidth": 0.5,
    "lines.linewidth": 1.3,
    "lines.solid_capstyle": "round",
    "legend.frameon": False,
    "legend.borderaxespad": 0.0,
    "legend.handlelength": 1.6,
    "patch.linewidth": 0.5,
    "path.simplify": True,
    "path.simplify_threshold": 0.3,
    "svg.fonttype": "path",  # a page then needs no font of ours
    "svg.hashsalt": "nncore",
    "pdf.fonttype": 3,
}

LIGHT = Theme(
    name="light",
    ink="#1a1a1a",
    muted="#5c5c5c",
    grid="#e2e2e2",
    ground="#ffffff",
    test="#009E73",
    true="#1a1a1a",
    outline="#ffffff",
    strength=0.62,
)
DARK = Theme(
    name="dark",
    ink="#ececec",
    muted="#a8a8a8",
    grid="#3a3d42",
    ground="#16181c",
    test="#1FBF92",
    true="#ececec",
    outline="#ffffff",
    strength=0.5,
)
THEMES = (LIGHT, DARK)


def new_figure(width: float, height: float) -> Figure:
    """Return an empty figure of `width` by `height` millimetres that fits its own margins."""
    figure = Figure(figsize=(width * MILLIMETRE, height * MILLIMETRE), layout="constrained")
    pad_margins(figure, 0.04)
    return figure


def pad_margins(figure: Figure, inches: float) -> None:
    """Set the room around what a figure of `new_figure` holds."""
    engine = figure.get_layout_engine()
    assert isinstance(engine, ConstrainedLayoutEngine)
    engine.set(w_pad=inches, h_pad=inches, wspace=0.03, hspace=0.03)
