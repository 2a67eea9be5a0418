"""Tables of everything that can be drawn; reading them does not import matplotlib.

Adding a figure is one record here and one function in the module it names:
``function(study, theme, *, others=(), **options) -> Drawing``.
"""

import ast
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple


class FigureKind(NamedTuple):
    """One kind of figure or animation.

    Attributes
    ----------
    kind : str
        The name used in configurations.
    module : str
        Full name of the module that draws it.
    function : str
        The draw function in that module.
    source : str
        What it is drawn from: ``"study"``, ``"gradient"`` (a gradient check) or ``"rows"`` (numbers
        that the caller collects from many studies).
    published : bool
        Whether it marks published numbers, and so has to be drawn again when one changes.
    requires : tuple of str
        What a study must have for it, names of `nncore.config.checks.needs.NEEDS`.
    options : mapping
        Option -> what it holds, a name of `nncore.config.models.figure_options.SORTS`.
    shows_frames : bool
        Whether it stands for a film on paper.
    """

    kind: str
    module: str
    function: str
    source: str = "study"
    published: bool = False
    requires: tuple[str, ...] = ()
    options: Mapping[str, str] = MappingProxyType({})
    shows_frames: bool = False


class Options(NamedTuple):
    """What a configuration may set for a kind: option names with defaults, and other studies."""

    defaults: dict[str, Any]
    takes_others: bool


_FIGURES = "nncore.plots.figures"
_KIT = "nncore.plots.kit"

_PLANE = ("classification", "plane")
_SCALE = {"scale": "scale"}
_GOAL = {"at_least": "bound", "at_most": "bound"}
_EXTENT = {"extent": "extent"}

FIGURES: dict[str, FigureKind] = {
    record.kind: record
    for record in (
        FigureKind("loss", f"{_FIGURES}.curves", "loss", options=_SCALE, published=True),
        FigureKind("accuracy", f"{_FIGURES}.curves", "accuracy", options=_SCALE, published=True),
        FigureKind("curves", f"{_FIGURES}.curves", "curves", options=_SCALE, published=True),
        FigureKind(
            "gradient-norm", f"{_FIGURES}.curves", "gradient_norm", options=_SCALE, published=True
        ),
        FigureKind(
            "comparison",
            f"{_FIGURES}.comparisons",
            "comparison",
            options={"quantity": "history", "line": "line"} | _SCALE,
            published=True,
        ),
        FigureKind(
            "bars",
            f"{_FIGURES}.comparisons",
            "bars",
            options={"metric": "history"} | _SCALE,
            published=True,
        ),
        FigureKind("data", f"{_KIT}.points", "data", requires=("points",)),
        FigureKind("region", f"{_KIT}.regions", "region", requires=_PLANE, options=_EXTENT),
        FigureKind(
            "evolution",
            f"{_FIGURES}.evolutions",
            "evolution",
            requires=(*_PLANE, "snapshots"),
            options={"epochs": "snapshots", "steps": "snapshots"} | _EXTENT,
            shows_frames=True,
        ),
        FigureKind(
            "filmstrip",
            f"{_FIGURES}.evolutions",
            "filmstrip",
            requires=(*_PLANE, "snapshots"),
            options={"frames": "count", "steps": "snapshots"},
            shows_frames=True,
        ),
        FigureKind("fit", f"{_FIGURES}.fits", "fit", requires=("regression", "line")),
        FigureKind(
            "misclassified",
            f"{_FIGURES}.images",
            "misclassified",
            requires=("classification", "images"),
            options={"most": "count", "split": "split"},
        ),
        FigureKind(
            "errors-per-class",
            f"{_FIGURES}.classes",
            "errors_per_class",
            requires=("classification",),
            published=True,
        ),
        FigureKind("confusion", f"{_FIGURES}.classes", "confusion", requires=("classification",)),
        FigureKind("architecture", f"{_FIGURES}.diagrams", "architecture"),
        FigureKind(
            "heatmap",
            f"{_FIGURES}.heatmaps",
            "heatmap",
            requires=("variants",),
            options={"rows": "setting", "columns": "setting", "quantity": "history"} | _GOAL,
        ),
        FigureKind(
            "loss-surface",
            f"{_FIGURES}.surfaces",
            "loss_surface",
            requires=("two parameters", "snapshots"),
            options={"updates": "count", "path": "switch", "side": "count"} | _EXTENT,
        ),
        FigureKind(
            "variant-groups",
            f"{_FIGURES}.groups",
            "variant_groups",
            requires=("variants",),
            options={
                "groups": "groups",
                "durations_of": "variant",
                "durations": "epochs",
                "quantity": "history",
            }
            | _SCALE,
            published=True,
        ),
        FigureKind(
            "against-setting",
            f"{_FIGURES}.setting_effects",
            "against_setting",
            requires=("variants",),
            options={"setting": "setting", "quantities": "measures"} | _SCALE,
        ),
        FigureKind(
            "regions",
            f"{_FIGURES}.panels",
            "regions",
            requires=_PLANE,
            options={"columns": "count"} | _EXTENT,
        ),
        FigureKind(
            "against-parameters",
            f"{_FIGURES}.sizes",
            "against_parameters",
            requires=("variants",),
            options={"metric": "measure", "share": "share"} | _GOAL,
        ),
        FigureKind(
            "smallest-region",
            f"{_FIGURES}.sizes",
            "smallest_region",
            requires=(*_PLANE, "variants"),
            options={"metric": "measure", "share": "share"} | _GOAL | _EXTENT,
        ),
        FigureKind(
            "epochs-to-reach",
            f"{_FIGURES}.reaching",
            "epochs_to_reach",
            options={"quantity": "history"} | _GOAL,
        ),
        FigureKind(
            "error-against-epsilon",
            f"{_FIGURES}.gradient_errors",
            "error_against_epsilon",
            "gradient",
        ),
        FigureKind(
            "gradient-errors", f"{_FIGURES}.gradient_errors", "gradient_errors", "gradient", True
        ),
        FigureKind("spread", f"{_FIGURES}.distributions", "spread", "rows"),
    )
}

ANIMATIONS: dict[str, FigureKind] = {
    record.kind: record
    for record in (
        FigureKind(
            "training",
            f"{_FIGURES}.training_film",
            "training",
            requires=(*_PLANE, "snapshots", "strip"),
            options={"seconds": "seconds", "frames": "count"},
        ),
    )
}


def record_of(kind: str) -> FigureKind:
    """Return the record of a figure or an animation.

    Raises
    ------
    ValueError
        For an unknown kind; the message lists the known ones.
    """
    record = FIGURES.get(kind) or ANIMATIONS.get(kind)
    if record is None:
        raise ValueError(
            f"no figure or animation {kind!r}; there are {', '.join((*FIGURES, *ANIMATIONS))}"
        )
    return record


def resolve(kind: str) -> Callable[..., Any]:
    """Import the module of `kind` and return its draw function."""
    record = record_of(kind)
    function: Callable[..., Any] = getattr(import_module(record.module), record.function)
    return function


@cache
def options_of(kind: str) -> Options:
    """Return the options of `kind`, read from the source of its draw function.

    The module is parsed, not imported: a configuration is checked while a workflow is planned,
    where half a second of matplotlib for every command would be felt.

    >>> options_of("misclassified").defaults
    {'most': 18, 'split': 'test'}
    """
    record = record_of(kind)
    path = Path(__file__).parent / f"{'/'.join(record.module.split('.')[2:])}.py"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    (function,) = (
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name == record.function
    )
    names = [argument.arg for argument in function.args.kwonlyargs]
    values = [
        None if node is None else ast.literal_eval(node) for node in function.args.kw_defaults
    ]
    defaults = dict(zip(names, values, strict=True))
    takes_others = defaults.pop("others", None) is not None
    return Options(defaults, takes_others)
