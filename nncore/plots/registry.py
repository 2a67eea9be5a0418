"""Tables of everything that can be drawn; reading them does not import matplotlib.

Adding a figure is one record here and one function in the module it names:
``function(study, theme, *, others=(), **options) -> Drawing``.
"""

import ast
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
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
    """

    kind: str
    module: str
    function: str
    source: str = "study"
    published: bool = False


class Options(NamedTuple):
    """What a configuration may set for a kind: option names with defaults, and other studies."""

    defaults: dict[str, Any]
    takes_others: bool


_PACKAGE = "nncore.plots"

FIGURES: dict[str, FigureKind] = {
    record.kind: record
    for record in (
        FigureKind("loss", f"{_PACKAGE}.curves", "loss", published=True),
        FigureKind("accuracy", f"{_PACKAGE}.curves", "accuracy", published=True),
        FigureKind("curves", f"{_PACKAGE}.curves", "curves", published=True),
        FigureKind("gradient-norm", f"{_PACKAGE}.curves", "gradient_norm", published=True),
        FigureKind("comparison", f"{_PACKAGE}.comparisons", "comparison", published=True),
        FigureKind("bars", f"{_PACKAGE}.comparisons", "bars", published=True),
        FigureKind("data", f"{_PACKAGE}.points", "data"),
        FigureKind("region", f"{_PACKAGE}.regions", "region"),
        FigureKind("evolution", f"{_PACKAGE}.evolutions", "evolution"),
        FigureKind("filmstrip", f"{_PACKAGE}.evolutions", "filmstrip"),
        FigureKind("fit", f"{_PACKAGE}.fits", "fit"),
        FigureKind("misclassified", f"{_PACKAGE}.images", "misclassified"),
        FigureKind("errors-per-class", f"{_PACKAGE}.classes", "errors_per_class", published=True),
        FigureKind("confusion", f"{_PACKAGE}.classes", "confusion"),
        FigureKind("architecture", f"{_PACKAGE}.diagrams", "architecture"),
        FigureKind("heatmap", f"{_PACKAGE}.heatmaps", "heatmap"),
        FigureKind("loss-surface", f"{_PACKAGE}.surfaces", "loss_surface"),
        FigureKind("variant-groups", f"{_PACKAGE}.groups", "variant_groups", published=True),
        FigureKind("against-setting", f"{_PACKAGE}.settings", "against_setting"),
        FigureKind("regions", f"{_PACKAGE}.panels", "regions"),
        FigureKind("against-parameters", f"{_PACKAGE}.sizes", "against_parameters"),
        FigureKind("smallest-region", f"{_PACKAGE}.sizes", "smallest_region"),
        FigureKind("epochs-to-reach", f"{_PACKAGE}.reaching", "epochs_to_reach"),
        FigureKind(
            "error-against-epsilon", f"{_PACKAGE}.gradients", "error_against_epsilon", "gradient"
        ),
        FigureKind("gradient-errors", f"{_PACKAGE}.gradients", "gradient_errors", "gradient", True),
        FigureKind("spread", f"{_PACKAGE}.distributions", "spread", "rows"),
    )
}

ANIMATIONS: dict[str, FigureKind] = {
    record.kind: record for record in (FigureKind("training", f"{_PACKAGE}.training", "training"),)
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
    path = Path(__file__).with_name(record.module.rpartition(".")[2] + ".py")
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
