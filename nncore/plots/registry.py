"""The table of everything that can be drawn; reading it does not import matplotlib.

Adding a figure or a film is one record here and the function it names:
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
    drawn_by : str
        The function that draws it, as ``module:function``.
    options : mapping
        What a configuration may set.
    source : str
        What it is drawn from: ``"study"``, ``"gradient"`` (a gradient check) or ``"published"``
        (the numbers printed for an experiment: made for every one that needs it, never listed).
    requires : tuple of str
        What a study must have for it, names of `nncore.config.checks.needs.NEEDS`.
    takes_others : bool
        Whether it draws other experiments beside the own.
    published : bool
        Whether it marks published numbers, and so has to be drawn again when one changes.
    shows_frames : bool
        Whether it stands for a film on paper.
    is_film : bool
    """

    kind: str
    drawn_by: str
    options: Mapping[str, Option] = MappingProxyType({})
    source: str = "study"
    requires: tuple[str, ...] = ()
    takes_others: bool = False
    published: bool = False
    shows_frames: bool = False
    is_film: bool = False

    @property
    def module(self) -> str:
        """Full name of the module that draws it."""
        return self.drawn_by.partition(":")[0]

    def function(self) -> Callable[..., Any]:
        """Import the module and return the function that draws."""
        found: Callable[..., Any] = getattr(
            import_module(self.module), self.drawn_by.partition(":")[2]
        )
        return found

    def draw(self, study: Any, theme: Any, others: Sequence[Any] = (), **options: Any) -> Any:
        """Draw it with the options given, the others at their defaults."""
        beside = {"others": others} if self.takes_others else {}
        defaults = {name: option.default for name, option in self.options.items()}
        return self.function()(study, theme, **beside, **defaults | options)


_IN = "nncore.plots.figures"
_PLANE = ("classification", "plane")
_SCALE = {"scale": Option("scale", "auto")}
_EXTENT = {"extent": Option("extent", None)}
_STEPS = {"steps": Option("snapshots", None)}


def _goal(at_least: float | None) -> dict[str, Option]:
    return {"at_least": Option("bound", at_least), "at_most": Option("bound", None)}


def _history(option: str, default: str) -> dict[str, Option]:
    return {option: Option("history", default)}


def _sufficient(share: float) -> dict[str, Option]:
    metric, wanted = Option("measure", "train_accuracy"), Option("share", share)
    return {"metric": metric, "share": wanted} | _goal(0.99)


_RECORDS = (
    FigureKind("loss", f"{_IN}.curves:loss", _SCALE, takes_others=True, published=True),
    FigureKind("accuracy", f"{_IN}.curves:accuracy", _SCALE, takes_others=True, published=True),
    FigureKind("curves", f"{_IN}.curves:curves", _SCALE, published=True),
    FigureKind(
        "gradient-norm",
        f"{_IN}.curves:gradient_norm",
        {"scale": Option("scale", "log")},
        takes_others=True,
        published=True,
    ),
    FigureKind(
        "comparison",
        f"{_IN}.comparisons:comparison",
        _history("quantity", "train_loss") | {"line": Option("line", "seed")} | _SCALE,
        takes_others=True,
        published=True,
    ),
    FigureKind(
        "bars",
        f"{_IN}.against:bars",
        _history("metric", "train_loss") | _SCALE,
        takes_others=True,
        published=True,
    ),
    FigureKind("data", f"{_IN}.samples:data", requires=("points",)),
    FigureKind(
        "region", f"{_IN}.decision_regions:region", _EXTENT, requires=_PLANE, takes_others=True
    ),
    FigureKind(
        "evolution",
        f"{_IN}.evolutions:evolution",
        {"epochs": Option("snapshots", None)} | _STEPS | _EXTENT,
        requires=(*_PLANE, "snapshots"),
        shows_frames=True,
    ),
    FigureKind(
        "filmstrip",
        f"{_IN}.evolutions:filmstrip",
        {"frames": Option("count", 6)} | _STEPS,
        requires=(*_PLANE, "snapshots"),
        shows_frames=True,
    ),
    FigureKind("fit", f"{_IN}.fits:fit", requires=("regression", "line"), takes_others=True),
    FigureKind(
        "misclassified",
        f"{_IN}.images:misclassified",
        {"most": Option("count", 18), "split": Option("split", "test")},
        requires=("classification", "images"),
    ),
    FigureKind(
        "errors-per-class",
        f"{_IN}.classes:errors_per_class",
        requires=("classification",),
        published=True,
    ),
    FigureKind("confusion", f"{_IN}.classes:confusion", requires=("classification",)),
    FigureKind("architecture", f"{_IN}.diagrams:architecture"),
    FigureKind(
        "heatmap",
        f"{_IN}.heatmaps:heatmap",
        {
            "rows": Option("setting", "network.hidden"),
            "columns": Option("setting", "learning_rate"),
            **_history("quantity", "train_accuracy"),
            **_goal(1.0),
        },
        requires=("variants",),
    ),
    FigureKind(
        "loss-surface",
        f"{_IN}.surfaces:loss_surface",
        {
            "updates": Option("count", 3),
            "path": Option("switch", True),
            "side": Option("count", 100),
            **_EXTENT,
        },
        requires=("two parameters", "snapshots"),
        takes_others=True,
    ),
    FigureKind(
        "variant-groups",
        f"{_IN}.comparisons:variant_groups",
        {
            "groups": Option("groups", None),
            "durations_of": Option("variant", ""),
            "durations": Option("epochs", ()),
            **_history("quantity", "train_loss"),
            **_SCALE,
        },
        requires=("variants",),
        published=True,
    ),
    FigureKind(
        "against-setting",
        f"{_IN}.against:against_setting",
        {
            "setting": Option("setting", "l2"),
            "quantities": Option("measures", ("weight_norm", "train_accuracy")),
            **_SCALE,
        },
        requires=("variants",),
    ),
    FigureKind(
        "regions",
        f"{_IN}.decision_regions:regions",
        {"columns": Option("count", 3)} | _EXTENT,
        requires=_PLANE,
        takes_others=True,
    ),
    FigureKind(
        "against-parameters",
        f"{_IN}.against:against_parameters",
        _sufficient(0.5),
        requires=("variants",),
    ),
    FigureKind(
        "smallest-region",
        f"{_IN}.decision_regions:smallest_region",
        _sufficient(0.0) | _EXTENT,
        requires=(*_PLANE, "variants"),
    ),
    FigureKind(
        "epochs-to-reach",
        f"{_IN}.reaching:epochs_to_reach",
        _history("quantity", "train_loss") | _goal(None),
        takes_others=True,
    ),
    FigureKind(
        "error-against-epsilon",
        f"{_IN}.gradient_errors:error_against_epsilon",
        source="gradient",
    ),
    FigureKind(
        "gradient-errors",
        f"{_IN}.gradient_errors:gradient_errors",
        source="gradient",
        published=True,
    ),
    FigureKind("spread", f"{_IN}.distributions:spread", source="published", published=True),
    FigureKind(
        "training",
        f"{_IN}.training_film:training",
        {"seconds": Option("seconds", 10.0), "frames": Option("count", 150)},
        requires=(*_PLANE, "snapshots", "strip"),
        is_film=True,
    ),
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
