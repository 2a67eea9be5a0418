"""Checks of what one block says of others: ids, published numbers, snapshots of figures."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from nncore.config.checks.asked_quantities import blocks_of, check_quantity
from nncore.config.checks.facts import Facts
from nncore.config.checks.fit import Data, check_history
from nncore.config.models.claims import Published
from nncore.config.models.evidence import EVIDENCE, SAME_RECIPE, SAME_STREAM, STAND_IN
from nncore.config.models.subjects import Experiment, Gradcheck
from nncore.config.models.training_block import HISTORIES
from nncore.config.reading.messages import unknown
from nncore.config.reading.problems import Path, Problem

# Figure options that choose snapshots.
SNAPSHOT_OPTIONS = ("epochs", "steps")
# What a published number may say of where its quantity is read.
PARTS = ("variant", "at", "epoch", "sample", "layer", "part", "measure", "output", "class_name")


@dataclass(frozen=True)
class Known:
    """The names that a block may refer to; None where they are not checked."""

    documents: Collection[str] | None
    datasets: Collection[str] | None
    experiments: Collection[str] | None
    gradchecks: Collection[str] | None
    quantities: Collection[str] | None = None
    equations: Collection[str] | None = None


def _check_name(
    path: Path, what: str, name: str, known: Collection[str] | None
) -> Iterator[Problem]:
    if known is not None and name not in known:
        yield Problem(path, unknown(what, name, known))


def check_subject(block: Experiment | Gradcheck, known: Known) -> Iterator[Problem]:
    """Document, equations and quantities are known ones."""
    yield from _check_name(("document",), "document", block.document, known.documents)
    for index, name in enumerate(block.words.mathematics):
        path: Path = ("words", "mathematics", index)
        yield from _check_name(path, "equation", name, known.equations)
    for index, entry in enumerate(block.published):
        path = ("published", index)
        if entry.kind == "record":
            continue  # its quantity is a name of the document's own
        yield from _check_name((*path, "quantity"), "quantity", entry.quantity, known.quantities)
        if isinstance(known.quantities, Mapping) and entry.quantity in known.quantities:
            source = "study" if isinstance(block, Experiment) else "gradient"
            yield from _check_parts(path, entry, known.quantities[entry.quantity], source)


def _check_parts(path: Path, entry: Published, record: Any, source: str) -> Iterator[Problem]:
    """What an entry says of where to read its quantity is what the quantity's record asks for."""
    if record.source != source:
        message = f"{entry.quantity} is a quantity of {blocks_of(record.source)}"
        yield Problem((*path, "quantity"), f"{message}, not of {blocks_of(source)}")
        return
    given = {part for part in PARTS if getattr(entry, part) is not None}
    # Numbers stand beside their epochs; the words of a claim have one.
    key = "epoch" if entry.kind == "claim" else "at"
    for part in sorted({key if part == "epoch" else part for part in record.needs} - given):
        yield Problem((*path, part), f"is missing; {entry.quantity} needs it")
    takes = {key if part == "epoch" else part for part in (*record.needs, *record.takes)}
    for part in sorted(given - takes - {"variant"}):
        yield Problem((*path, part), f"{entry.quantity} takes no {part}; leave it out")


def check_evidence(
    block: Experiment | Gradcheck, known: Known, data: Data | None
) -> Iterator[Problem]:
    """What every published number's comparison can show fits its kind, its stream and its data."""
    for index, entry in enumerate(block.published):
        path: Path = ("published", index)
        is_fixed = EVIDENCE[entry.evidence].is_fixed
        if is_fixed and block.stream != "legacy":
            message = f'"{entry.evidence}" needs the document\'s own random numbers; set stream: '
            yield Problem(
                (*path, "evidence"), f"{message}legacy, or evidence: {SAME_RECIPE}", (("stream",),)
            )
        if is_fixed and entry.kind == "distribution":
            message = f'is "distribution", but "{entry.evidence}" leaves one value; use kind: exact'
            yield Problem((*path, "kind"), message, ((*path, "evidence"),))
        if entry.evidence == STAND_IN and (data is None or not _stands_in(data)):
            place = "the data of a gradient check" if data is None else data.place
            cure = "" if data is None else f"set {data.place}.stands_in_for, or "
            message = f"{place} stand in for nothing; {cure}name the evidence that there is"
            yield Problem((*path, "evidence"), message)
        if isinstance(known.quantities, Mapping) and entry.quantity in known.quantities:
            yield from _check_kind(path, entry, known.quantities[entry.quantity])


def _stands_in(data: Data) -> bool:
    return data.block is not None and bool(data.block.stands_in_for)


def _check_kind(path: Path, entry: Published, record: Any) -> Iterator[Problem]:
    """A quantity is compared in a way that suits it."""
    is_claim = record.form == "claim"
    if entry.kind != "record" and is_claim != (entry.kind == "claim"):
        cure = "use kind: claim" if is_claim else "name a quantity that is true or false"
        sort = "is true or false of a run" if is_claim else "is a number"
        yield Problem((*path, "kind"), f'is "{entry.kind}", but {entry.quantity} {sort}; {cure}')
    elif entry.kind == "exact" and not (EVIDENCE[entry.evidence].is_fixed or record.by_recipe):
        message = f'is "exact", but {entry.quantity} depends on random numbers, which are the '
        message += f"document's only with evidence: {SAME_STREAM}; use kind: distribution"
        yield Problem((*path, "kind"), message, ((*path, "evidence"),))


def check_data(block: Experiment, known: Known) -> Iterator[Problem]:
    """The data set exists, and figures find their snapshots."""
    yield from _check_name(("data",), "data set", block.data, known.datasets)
    for key, entries in (("figures", block.figures or []), ("animations", block.animations)):
        for index, entry in enumerate(entries):
            yield from _check_snapshots((key, index), entry, block)


def check_measured(facts: Facts, quantities: Mapping[str, Any]) -> Iterator[Problem]:
    """Published numbers can be read on these data and this network, each once."""
    seen: set[tuple[Any, ...]] = set()
    for index, entry in enumerate(facts.block.published):
        path: Path = ("published", index)
        if entry.quantity in quantities:
            # Its epochs are as the document counts: `check_published` knows them.
            parts_of_place = [part for part in PARTS if part not in ("at", "epoch")]
            where = {part: getattr(entry, part) for part in parts_of_place}
            for problem in check_quantity(
                path, entry.quantity, quantities[entry.quantity], where, facts
            ):
                yield replace(
                    problem, path=problem.path if problem.path != path else (*path, "quantity")
                )
        parts = tuple(getattr(entry, part) for part in PARTS if part != "at")
        for epoch in entry.epochs() or (None,):
            key = (entry.quantity, *parts, epoch)
            if key in seen:
                at = "" if epoch is None else f" of epoch {epoch}"
                message = f"{entry.quantity}{at} stands here twice; remove one"
                yield Problem((*path, "quantity"), message)
                break
            seen.add(key)


def check_published(block: Experiment) -> Iterator[Problem]:
    """Published numbers are of known variants, at epochs within the run."""
    lengths = [overrides.get("epochs", block.epochs) for overrides in block.variants.values()]
    longest = max((n for n in lengths if isinstance(n, int)), default=block.epochs)
    for index, entry in enumerate(block.published):
        path: Path = ("published", index)
        if entry.variant is not None and entry.variant not in block.variants:
            yield Problem((*path, "variant"), unknown("variant", entry.variant, block.variants))
        late = [epoch for epoch in entry.epochs() if epoch + entry.shift > longest]
        if late:
            message = f"{late[0]} lies beyond the run: with counted_from: {entry.counted_from} it "
            message += f"is the state after {late[0] + entry.shift} of {longest} epochs"
            yield Problem((*path, "at"), message, (("epochs",), ("variants",)))
        if entry.epoch is not None and entry.kind == "claim":
            yield from _check_recorded((*path, "epoch"), entry.epoch + entry.shift, longest, block)


def check_others(id: str, block: Experiment | Gradcheck, known: Known) -> Iterator[Problem]:
    """What figures show beside a block, what it repairs or searches for, are others of its kind."""
    is_experiment = isinstance(block, Experiment)
    others = known.experiments if is_experiment else known.gradchecks
    named: list[tuple[Path, str]] = []
    for key in ("figures", "animations"):
        for index, entry in enumerate(getattr(block, key, None) or ()):
            named += [((key, index, "with", i), other) for i, other in enumerate(entry["with"])]
    if isinstance(block, Experiment):
        links = {"repairs": block.repairs, "searches": block.searches}
        named += [((key,), other) for key, other in links.items() if other is not None]
    for path, other in named:
        if other == id:
            yield Problem(path, f'"{other}" is this block itself; name another one')
        else:
            what = "experiment" if is_experiment else "gradient check"
            rest = None if others is None else [name for name in others if name != id]
            yield from _check_name(path, what, other, rest)


def check_search(block: Experiment, searched: Experiment) -> Iterator[Problem]:
    """A search has variants, which record the epochs at which the numbers it is after are read."""
    if not block.variants:
        yield Problem(("variants",), "is empty, but searches tries its variants; list the changes")
    histories = [entry for entry in searched.published if entry.quantity in HISTORIES]
    epochs = {epoch + entry.shift for entry in histories for epoch in entry.epochs()}
    for label, changed in block.variants.items():
        every = changed.get("record_every", block.record_every)
        length = changed.get("epochs", block.epochs)
        if not (isinstance(every, int) and isinstance(length, int) and every > 0):
            continue
        for epoch in sorted(epochs):
            if epoch < length and epoch % every:
                message = (
                    f'{block.searches} prints a number at epoch {epoch}, which "{label}" does '
                )
                message += "not record; it must be a divisor of that"
                yield Problem(("record_every",), message, (("searches",), ("variants",)))
                return


def check_log(block: Experiment) -> Iterator[Problem]:
    """The epochs of the training log are recorded."""
    for index, epoch in enumerate(block.log_at):
        yield from _check_recorded(("log_at", index), epoch, block.epochs, block)


def _check_recorded(path: Path, epoch: int, last: int, block: Experiment) -> Iterator[Problem]:
    if epoch > last:
        message = f"{epoch} lies beyond the last of {last} epochs; leave it out"
        yield Problem(path, message, (("epochs",), ("variants",)))
    elif epoch % block.record_every and epoch != last:
        message = f"{epoch} is not recorded; record_every must be a divisor of it"
        yield Problem(path, message, (("record_every",),))


def check_table(block: Experiment, data: Data) -> Iterator[Problem]:
    """The columns of the result table are recorded."""
    for index, column in enumerate(block.table or ()):
        if column in HISTORIES:
            yield from check_history(("table", index), column, data)


def _check_snapshots(path: Path, entry: Mapping[str, Any], block: Experiment) -> Iterator[Problem]:
    wanted = [key for key in SNAPSHOT_OPTIONS if key in entry["options"]]
    reads = (("snapshots",), ("batch_size",))
    for key in wanted if block.snapshots else ():
        listed = entry["options"][key]
        # With mini-batches an epoch takes several updates, how many is known with the data.
        if not isinstance(listed, list) or (key == "epochs" and block.batch_size is not None):
            continue
        missing = [str(step) for step in listed if step not in block.snapshots]
        if missing:
            message = f"{', '.join(missing)}: no snapshot there; add it to snapshots"
            yield Problem((*path, key), message, reads)
