"""What the options of figures hold: their types, and what must fit the experiment.

A record of `nncore.plots.registry` says of each option what it holds, a name of `SORTS`.
"""

from collections.abc import Callable, Container, Iterator, Mapping
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import AfterValidator, Field, StrictBool

from nncore.config.checks.facts import Facts
from nncore.config.checks.fit import check_history
from nncore.config.checks.varied_settings import check_setting
from nncore.config.models.block import name_in
from nncore.config.models.training_block import HISTORIES
from nncore.config.models.types import AsList, Count, Index, Number, Positive, Text
from nncore.config.reading.messages import unknown
from nncore.config.reading.problems import Path, Problem

# The norm of all weights of the kept parameters is no history.
_MEASURES: dict[str, None] = {**HISTORIES, "weight_norm": None}
_Measure = Annotated[str, *name_in("quantity", _MEASURES)]


def _ordered(extent: list[float]) -> list[float]:
    if len(extent) != 4:
        raise ValueError(f"has {len(extent)} numbers; four are needed: left, right, bottom, top")
    left, right, bottom, top = extent
    if left >= right or bottom >= top:
        raise ValueError(f"is {extent}; left < right and bottom < top are needed")
    return extent


Check = Callable[[Path, Any, Mapping[str, Any], Facts], Iterator[Problem]]


def _nothing(path: Path, value: Any, options: Mapping[str, Any], facts: Facts) -> Iterator[Problem]:
    yield from ()


def _recorded(
    path: Path, value: Any, options: Mapping[str, Any], facts: Facts
) -> Iterator[Problem]:
    """A history or several are recorded on these data."""
    several = isinstance(value, list)
    for index, name in enumerate(value if several else [value]):
        if name in HISTORIES:
            place = (*path, index) if several else path
            yield from check_history(place, name, facts.data)


def _label(path: Path, value: Any, options: Mapping[str, Any], facts: Facts) -> Iterator[Problem]:
    if value not in facts.runs and (value or options.get("durations")):
        yield Problem(path, unknown("variant", value, facts.runs), (("variants",),))


def _groups(path: Path, value: Any, options: Mapping[str, Any], facts: Facts) -> Iterator[Problem]:
    for title, labels in (value or {}).items():
        for index, label in enumerate(labels):
            if label not in facts.runs:
                place = (*path, title, index)
                yield Problem(place, unknown("variant", label, facts.runs), (("variants",),))


def _epochs(path: Path, value: Any, options: Mapping[str, Any], facts: Facts) -> Iterator[Problem]:
    """Epochs at which the variant `durations_of` is read are recorded."""
    run = facts.runs.get(options.get("durations_of", ""))
    if run is None:
        return
    for index, epoch in enumerate(value):
        if message := not_recorded(run, epoch, facts):
            reads = (("epochs",), ("record_every",), ("variants",))
            yield Problem((*path, index), message, reads)


def not_recorded(run: Any, epoch: int, facts: Facts) -> str | None:
    """Return why a history has no value at an epoch, None when it has one."""
    if epoch > run.epochs:
        return f"epoch {epoch} lies beyond the run of {run.epochs} epochs; take an earlier one"
    every = run.record_every
    printed = {e + entry.shift for entry in facts.block.published for e in entry.epochs()}
    if epoch % every and epoch != run.epochs and epoch not in printed:
        near = epoch - epoch % every
        return f"epoch {epoch} is not recorded with record_every: {every}; {near} is"
    return None


class Sort(NamedTuple):
    """What an option may hold: its type, and a check against the experiment."""

    type: Any
    check: Check = _nothing


SORTS: dict[str, Sort] = {
    "scale": Sort(Literal["auto", "log", "linear"]),
    "line": Sort(Literal["seed", "median"]),
    "split": Sort(Literal["train", "test"]),
    "count": Sort(Count),
    "switch": Sort(StrictBool),
    "seconds": Sort(Positive),
    "share": Sort(Annotated[Number, Field(ge=0, le=1)]),
    "bound": Sort(Number | None),
    "extent": Sort(Annotated[list[Number], AfterValidator(_ordered), AsList] | None),
    "history": Sort(Annotated[str, *name_in("history", HISTORIES)], _recorded),
    "measure": Sort(_Measure, _recorded),
    "measures": Sort(Annotated[list[_Measure], Field(min_length=1), AsList], _recorded),
    "setting": Sort(Text, check_setting),
    "snapshots": Sort(Annotated[list[Index], Field(min_length=1), AsList] | None),
    "variant": Sort(str, _label),
    "groups": Sort(dict[str, Annotated[list[Text], Field(min_length=1), AsList]] | None, _groups),
    "epochs": Sort(Annotated[list[Index], AsList], _epochs),
}


def check_goal(path: Path, options: Mapping[str, Any]) -> Iterator[Problem]:
    """A goal is one bound, and of a loss or an error an upper one."""
    if "at_least" not in options:
        return
    least, most = options["at_least"], options["at_most"]
    quantity = options.get("quantity") or options.get("metric") or ""
    if least is None and most is None:
        cure = "at_most: 0.01" if _is_cost(quantity) else "at_least: 0.99"
        yield Problem(path, f"has no goal for {quantity}; give one, such as {cure}")
    elif least is not None and most is not None:
        yield Problem((*path, "at_most"), "and at_least are two goals; leave one out")
    elif least is not None and _is_cost(quantity):
        message = f"is {least:g}, but of {quantity} less is better; give the bound as at_most"
        yield Problem((*path, "at_least"), message)


def _is_cost(quantity: str) -> bool:
    return quantity.endswith(("loss", "mse"))


def completed(given: Mapping[str, Any], known: Container[str]) -> dict[str, Any]:
    """Return the options given; with an upper bound the lower one has no default."""
    bounds = given.get("at_most") is not None and "at_least" not in given
    return {**given, "at_least": None} if bounds and "at_least" in known else dict(given)
