"""The table of everything that can be drawn; reading it does not import matplotlib.

Adding a figure or a film is one record here and one function, called as the kind with underscores:
``function(study, theme, *, others, **options) -> Drawing`` (or `Animation`), with `others` only
where `takes_others`. Which options there are, what they hold and their defaults, is the record's.
"""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import Any, NamedTuple


class Option(NamedTuple):
    """What a configuration may set: a name of `nncore.config.models.figure_options.SORTS`."""

    holds: str
    default: Any


class FigureKind(NamedTuple):
    """One kind of figure or film.

    Attributes
    ----------
    kind : str
        The name used in configurations.
    of : str
        The module that draws it: its full name, or that of one in `nncore.plots.figures`.
    options : mapping
        What a configuration may set.
    requires : tuple of str
        What a study must have for it, names of `nncore.config.checks.needs.NEEDS`.
    takes_others : bool
        Whether it draws other experiments beside the own.
    published : bool
        Whether it marks published numbers, and so has to be drawn again when one changes.
    source : str
        What it is drawn from: ``"study"``, ``"gradient"`` (a gradient check) or ``"published"``
        (the numbers printed for an experiment: made for every one that needs it, never listed).
    shows_frames : bool
        Whether it stands for a film on paper; the first in the table that an experiment has does.
    on_card : str
        What it shows on an experiment's card; empty for what has no place there.
    is_film : bool
    """

    kind: str
    of: str
    options: Mapping[str, Option] = MappingProxyType({})
    requires: tuple[str, ...] = ()
    takes_others: bool = False
    published: bool = False
    source: str = "study"
    shows_frames: bool = False
    on_card: str = ""
    is_film: bool = False

    @property
    def module(self) -> str:
        """Full name of the module that draws it."""
        return self.of if "." in self.of else f"nncore.plots.figures.{self.of}"

    def function(self) -> Callable[..., Any]:
        """Import the module and return the function that draws."""
        found: Callable[..., Any] = getattr(import_module(self.module), self.kind.replace("-", "_"))
        return found

    def draw(self, study: Any, theme: Any, others: Sequence[Any] = (), **options: Any) -> Any:
        """Draw it with the options given, the others at their defaults."""
        beside = {"others": others} if self.takes_others else {}
        defaults = {name: option.default for name, option in self.options.items()}
        return self.function()(study, theme, **beside, **defaults | options)


def _options(**kinds: tuple[str, Any]) -> dict[str, Option]:
    return {name: Option(*option) for name, option in kinds.items()}


_CLASSES, _PLANE = ("classification",), ("classification", "plane")
_FRAMES = (*_PLANE, "snapshots")
_EXTENT, _STEPS = _options(extent=("extent", None)), _options(steps=("snapshots", None))
_REGION = _EXTENT | _options(columns=("count", 3), norms=("switch", False))
_SCALE = _options(scale=("scale", "auto"))
_LOSS = _options(quantity=("history", "train_loss"))
_AT_LEAST = _options(at_least=("bound", 0.99), at_most=("bound", None))
_GOAL = _options(at_least=("bound", None), at_most=("bound", None))
_METRIC = _options(metric=("measure", "train_accuracy"))
_MAP = _options(
    rows=("setting", "network.hidden"),
    columns=("setting", "learning_rate"),
    quantity=("history", "train_accuracy"),
    at_least=("bound", 1.0),
    at_most=("bound", None),
)
_SURFACE = _options(updates=("count", 3), path=("switch", True), side=("count", 100))
_GROUPS = _options(groups=("groups", None), durations_of=("variant", ""), durations=("epochs", ()))
_SETTING = _options(
    setting=("setting", "l2"), quantities=("measures", ("weight_norm", "train_accuracy"))
)
_FILM = _options(seconds=("seconds", 10.0), frames=("count", 150))

_RECORDS = (
    FigureKind("loss", "curves", _SCALE, takes_others=True, published=True),
    FigureKind("accuracy", "curves", _SCALE, takes_others=True, published=True),
    FigureKind("curves", "curves", _SCALE, published=True),
    FigureKind(
        "gradient-norm",
        "curves",
        _options(scale=("scale", "log")),
        takes_others=True,
        published=True,
    ),
    FigureKind(
        "comparison",
        "comparisons",
        _LOSS | _options(line=("line", "seed")) | _SCALE,
        (),
        True,
        True,
    ),
    FigureKind(
        "bars",
        "against",
        _options(metric=("history", "train_loss")) | _SCALE,
        takes_others=True,
        published=True,
    ),
    FigureKind("architecture", "diagrams", on_card="network"),
    FigureKind("data", "samples", requires=("points",), on_card="data"),
    FigureKind("region", "decision_regions", _REGION, _PLANE, takes_others=True),
    FigureKind(
        "filmstrip",
        "evolutions",
        _options(frames=("count", 6)) | _STEPS,
        _FRAMES,
        shows_frames=True,
    ),
    FigureKind(
        "evolution",
        "evolutions",
        _options(epochs=("snapshots", None)) | _STEPS | _EXTENT,
        _FRAMES,
        shows_frames=True,
    ),
    FigureKind("fit", "fits", requires=("regression", "line"), takes_others=True),
    FigureKind(
        "misclassified",
        "images",
        _options(most=("count", 18), split=("split", "test")),
        ("classification", "images"),
    ),
    FigureKind("errors-per-class", "classes", requires=_CLASSES, published=True),
    FigureKind("confusion", "classes", requires=_CLASSES),
    FigureKind("heatmap", "heatmaps", _MAP, ("variants",)),
    FigureKind(
        "loss-surface", "surfaces", _SURFACE | _EXTENT, ("two parameters", "snapshots"), True
    ),
    FigureKind(
        "variant-groups", "comparisons", _GROUPS | _LOSS | _SCALE, ("variants",), published=True
    ),
    FigureKind("against-setting", "against", _SETTING | _SCALE, ("variants",)),
    FigureKind(
        "against-parameters",
        "against",
        _METRIC | _options(share=("share", 0.5)) | _AT_LEAST,
        ("variants",),
    ),
    FigureKind(
        "smallest-region",
        "decision_regions",
        _METRIC | _options(share=("share", 0.0)) | _AT_LEAST | _EXTENT,
        (*_PLANE, "variants"),
    ),
    FigureKind("epochs-to-reach", "reaching", _LOSS | _GOAL, takes_others=True),
    FigureKind("error-against-epsilon", "gradient_errors", source="gradient"),
    FigureKind("gradient-errors", "gradient_errors", source="gradient", published=True),
    FigureKind("spread", "distributions", source="published", published=True),
    FigureKind("training", "training_film", _FILM, (*_FRAMES, "strip"), is_film=True),
)
KINDS: dict[str, FigureKind] = {record.kind: record for record in _RECORDS}


def record_of(kind: str) -> FigureKind:
    """Return the record of a figure or film.

    Raises
    ------
    ValueError
        For an unknown kind; the message lists the known ones.
    """
    if kind not in KINDS:
        raise ValueError(f"no figure or animation {kind!r}; there are {', '.join(KINDS)}")
    return KINDS[kind]


def strips() -> tuple[str, ...]:
    """Return the kinds that stand for a film on paper, in order of preference."""
    return tuple(kind for kind, record in KINDS.items() if record.shows_frames)
