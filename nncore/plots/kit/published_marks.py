"""Published numbers as figures mark them: where a document's values stand on an axis."""

from collections.abc import Iterator
from typing import Any

from matplotlib.axes import Axes

from nncore.config.records.claims import Claim
from nncore.experiments.run_files import GradientStudy, Run, Study
from nncore.plots.kit.drawing import published_mark
from nncore.plots.kit.style import Theme


def claims_of(
    study: Study | GradientStudy, quantity: str, run: Run | None = None
) -> Iterator[Claim]:
    """Yield the printed numbers of a quantity of a run; those without a variant are of the first.

    `run` is None for a gradient check, which has none.
    """
    for claim in study.claims:
        if claim.quantity != quantity or claim.is_worded:
            continue
        if isinstance(study, Study) and run is not None:
            variant = claim.place.variant
            if run.label != (study.run.label if variant is None else variant):
                continue
        yield claim


def marks(study: Study, run: Run, quantity: str) -> list[tuple[float, float]]:
    """Return (epoch, value) of what a document prints for a history of a run.

    A number without an epoch is of the kept parameters. It stands at the epoch that the document
    keeps, at the end where all are kept; where the document does not say which, it has no place.
    """
    last = int(run.epochs[-1])
    kept: int | None = last
    if run.settings.keep == "best":
        printed = (claim.value for claim in claims_of(study, "best_epoch", run))
        kept = next((int(value) for value in printed), None)
    found = []
    for claim in claims_of(study, quantity, run):
        epoch = kept if claim.place.epoch is None else claim.place.epoch
        if epoch is not None and epoch <= last:
            found.append((float(epoch), claim.value))
    return found


def kept_values(study: Study, run: Run, quantity: str) -> list[float]:
    """Return what a document prints for a quantity of a run's kept parameters."""
    return [
        claim.value
        for claim in claims_of(study, quantity, run)
        if claim.place.epoch in (None, int(run.epochs[-1]))
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
