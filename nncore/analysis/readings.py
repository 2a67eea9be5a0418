"""Reading quantities: their values over seeds, their names and values in words."""

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from nncore.analysis.quantities import QUANTITIES, AnyStudy, Quantity, n_samples, run_of
from nncore.arrays import Array
from nncore.config.models.types import Floats, Integers
from nncore.config.records.claims import Place
from nncore.experiments.run_files import GradientStudy, Study
from nncore.language import numbers
from nncore.language.printed import Printed, typeset

# The range that is shown of a spread: nine seeds of ten.
LOW, HIGH = 0.05, 0.95


@dataclass(frozen=True, eq=False)
class Sample:
    """A quantity over seeds: the first seed's value, all finite ones (n,), diverged seeds.

    `replicas` (n,) are the numbers of the replicas that have a value, empty where nobody asks.
    """

    first: float | None
    values: Floats
    n_diverged: int
    replicas: Integers = field(default_factory=lambda: np.empty(0, dtype=int))

    def quantile(self, share: float) -> float:
        """Return a quantile over the seeds that did not diverge."""
        return float(np.quantile(self.values, share))


def value(study: AnyStudy, name: str, **where: Any) -> Array:
    """Return the values (R,) of a quantity; NaN for replicas that have none.

    Raises
    ------
    ValueError
        For an unknown quantity, one that this study does not have, or wrong parts.
    """
    quantity, place = _quantity(name), _place(study, name, where)
    gradient = isinstance(study, GradientStudy)
    if gradient != (quantity.source == "gradient"):
        kind = "a gradient check" if gradient else "an experiment"
        raise ValueError(f"{study.id}: {name!r} is not a quantity of {kind}")
    return np.asarray(quantity.measure(study, place), dtype=float)


def sample(study: AnyStudy, name: str, scale: float = 1.0, **where: Any) -> Sample:
    """Return a quantity over seeds, times `scale`, without those that diverged."""
    values = value(study, name, **where) * scale
    lost = np.zeros(len(values), dtype=bool)
    if isinstance(study, Study):
        status = run_of(study, where.get("variant")).status
        if len(status) == len(values):
            lost = status == "diverged"
    kept = np.isfinite(values) & ~lost
    first = float(values[0]) if kept[0] else None
    return Sample(first, values[kept], int(lost.sum()), np.flatnonzero(kept))


def possible(study: AnyStudy, name: str, **where: Any) -> tuple[float, float] | None:
    """Return the least and the greatest value that a quantity can take; None where neither is."""
    limits = _quantity(name).possible
    return None if limits is None else limits(study, _place(study, name, where))


def label(study: AnyStudy, name: str, *, printed_epoch: int | None = None, **where: Any) -> str:
    """Return what a value is, in words: ``training loss at epoch 500``.

    `printed_epoch` is the epoch as the document counts it.
    """
    place = _place(study, name, where)
    words = [_quantity(name).label]
    if place.measure:
        error = {"relative": "relative error", "largest": "largest error"}[place.measure]
        words[0] = error if place.layer is not None else f"{error}, maximum of all layers"
    if place.layer is not None:
        words.append(f"of layer {place.layer}, {place.part or 'weights'}")
    if place.sample is not None:
        words.append(f"for {_sample_name(study, place.sample)}")
    if place.class_name is not None:
        words.append(f"of class {place.class_name}")
    epoch = place.epoch if printed_epoch is None else printed_epoch
    if epoch is not None:
        unit = "step" if name == "loss_at_step" else "epoch"
        words.append(f"at {unit} {numbers.count(epoch)}")
    if place.variant:
        words.append(f"({place.variant})")
    return " ".join(words)


def shown(study: AnyStudy, name: str, x: float, printed: Printed | None = None) -> str:
    """Write a value of a quantity as the report writes it.

    Three significant digits, or as many as the document printed beside it; percent and whole
    numbers as they are counted.
    """
    what = f"{study.id}: {name}"
    form = _quantity(name).form
    if form == "claim":
        return "yes" if x else "no"
    if form == "share" and printed is not None:
        return printed.like(x, what)
    if form == "share" and isinstance(study, Study):
        return numbers.percent(x, n_samples(study, name.partition("_")[0]), name=what)
    if form == "count":
        # Quantiles of counts fall between them; a decimal matters only where counts are small.
        whole = x == int(x) or abs(x) >= 100
        return numbers.count(round(x), what) if whole else numbers.fixed(x, 1, what)
    digits = 3 if printed is None else max(3, printed.n_significant)
    return numbers.significant(x, digits, what)


def _quantity(name: str) -> Quantity:
    if name not in QUANTITIES:
        raise ValueError(f"no quantity {name!r}; there are {', '.join(QUANTITIES)}")
    return QUANTITIES[name]


def _place(study: AnyStudy, name: str, given: dict[str, Any]) -> Place:
    quantity = _quantity(name)
    allowed = {"variant", *quantity.needs, *quantity.takes}
    if unknown := sorted(set(given) - allowed):
        raise ValueError(f"{study.id}: {name!r} takes no {', '.join(unknown)}")
    if missing := [part for part in quantity.needs if given.get(part) is None]:
        raise ValueError(f"{study.id}: {name!r} needs {', '.join(missing)}")
    place = Place(**given)
    if "measure" in allowed and isinstance(study, GradientStudy) and place.measure is None:
        place = replace(place, measure=study.settings.measure)
    return place


def _sample_name(study: AnyStudy, row: int) -> str:
    if isinstance(study, Study) and len(study.dataset.x) == 1 and study.dataset.x.shape[2] <= 3:
        point = study.dataset.x[0, row]
        return f"({', '.join(typeset(f'{x:g}') for x in point)})"
    return f"sample {row}"
