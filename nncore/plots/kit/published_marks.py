"""Published numbers as figures mark them: where a document's values stand on an axis."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from matplotlib.axes import Axes

from nncore.experiments.run_files import GradientStudy, Run, Study
from nncore.language.captions import MINUS
from nncore.plots.kit.drawing import published_mark
from nncore.plots.kit.style import Theme

_PRINTED = re.compile(r"(?P<number>[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)\s*(?P<percent>%?)")


class Claim(NamedTuple):
    """One printed number in the unit of the quantity.

    Attributes
    ----------
    value : float
    epoch : int or None
        Updates are counted from 1: the state after `epoch` epochs; None for the kept parameters.
    entry : mapping
        The entry of the configuration, which says what the number is of.
    """

    value: float
    epoch: int | None
    entry: Mapping[str, Any]


def printed_value(printed: str) -> float:
    """Return a printed number as a float, percentages as shares.

    >>> printed_value("75 %"), printed_value("4.22e-08")
    (0.75, 4.22e-08)
    """
    found = _PRINTED.fullmatch(printed.replace(MINUS, "-").strip())
    if found is None:
        raise ValueError(f'{printed!r} is not a printed number, such as "97.8 %" or "4.22e-08"')
    return float(found["number"]) / (100.0 if found["percent"] else 1.0)


def claims_of(
    study: Study | GradientStudy, quantity: str, run: Run | None = None
) -> Iterator[Claim]:
    """Yield the printed numbers of a quantity of a run; those without a variant are of the first.

    `run` is None for a gradient check, which has none.
    """
    for entry in study.settings.get("published") or ():
        if entry.get("quantity") != quantity:
            continue
        if isinstance(study, Study) and run is not None:
            variant = entry.get("variant")
            if run.label != (study.run.label if variant is None else variant):
                continue
        scale = float(entry.get("scale") or 1.0)
        # Where a document counts from 0, its epoch e is the state after e + 1 updates.
        shift = 1 - int(entry.get("counted_from", 1))
        for epoch, printed in (entry.get("at") or {}).items():
            yield Claim(printed_value(printed) / scale, int(epoch) + shift, entry)
        if entry.get("value") is not None:
            printed = entry.get("read_as") or entry["value"]
            yield Claim(printed_value(printed) / scale, None, entry)


def marks(study: Study, run: Run, quantity: str) -> list[tuple[float, float]]:
    """Return (epoch, value) of what a document prints for a history of a run.

    A number without an epoch is of the kept parameters. It stands at the epoch that the document
    keeps, at the end where all are kept; where the document does not say which, it has no place.
    """
    last = int(run.epochs[-1])
    kept: int | None = last
    if run.settings.get("keep") == "best":
        printed = (claim.value for claim in claims_of(study, "best_epoch", run))
        kept = next((int(value) for value in printed), None)
    found = []
    for claim in claims_of(study, quantity, run):
        epoch = kept if claim.epoch is None else claim.epoch
        if epoch is not None and epoch <= last:
            found.append((float(epoch), claim.value))
    return found


def kept_values(study: Study, run: Run, quantity: str) -> list[float]:
    """Return what a document prints for a quantity of a run's kept parameters."""
    return [
        claim.value
        for claim in claims_of(study, quantity, run)
        if claim.epoch in (None, int(run.epochs[-1]))
    ]


def draw_marks(
    axes: Axes, theme: Theme, study: Study, run: Run, quantity: str, colour: Any = None
) -> bool:
    """Draw the published values of a history; return whether there are any."""
    places = marks(study, run, quantity)
    if places:
        epochs, values = zip(*places, strict=True)
        published_mark(axes, theme, epochs, values, colour=colour)
    return bool(places)


def note(shown: bool) -> str:
    """Return the caption's sentence on published values, a space before it, or nothing."""
    return " Hollow diamonds: published values." if shown else ""
