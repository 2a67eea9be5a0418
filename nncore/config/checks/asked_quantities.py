"""Quantities against what is known of an experiment: published numbers and what pages ask for."""

from collections.abc import Iterator, Mapping
from typing import Any

from nncore.config.checks.facts import Facts
from nncore.config.checks.needs import READS, lacking
from nncore.config.models.figure_options import not_recorded
from nncore.config.reading.messages import unknown
from nncore.config.reading.problems import Path, Problem

_BLOCKS = {"study": "an experiment", "gradient": "a gradient check"}


def check_quantity(
    path: Path, name: str, record: Any, where: Mapping[str, Any], facts: Facts
) -> Iterator[Problem]:
    """Yield why a quantity cannot be read, with paths below `path` for the parts of `where`.

    Parameters
    ----------
    path : Path
    name : str
    record : object
        A record of the report's quantities: source, requires, needs, takes.
    where : mapping
        The parts that are given and known.
    facts : Facts
    """
    if record.source == facts.source:
        yield from lacking(name, record.requires, facts, path)
        yield from _check_where(path, where, facts)
        epoch = where.get("epoch")
        if epoch is not None and record.needs != ("epoch",):
            yield from check_epoch(path, epoch, where.get("variant"), facts)


def check_epoch(path: Path, epoch: Any, label: str | None, facts: Facts) -> Iterator[Problem]:
    """Yield why a history has no value at an epoch."""
    run = facts.runs.get(label) if label is not None else next(iter(facts.runs.values()))
    if run is None or facts.source != "study":
        return
    if isinstance(epoch, bool) or not isinstance(epoch, int) or epoch < 0:
        yield Problem(path, f"epoch {epoch} is none; a whole number from 0 is needed")
    elif message := not_recorded(run, epoch, facts):
        yield Problem(path, message, reads=(("epochs",), ("record_every",), *READS))


def check_variant(path: Path, label: Any, facts: Facts) -> Iterator[Problem]:
    """Yield that there is no variant of this label."""
    if label is not None and label not in facts.runs:
        known = [name for name in facts.runs if name]
        yield Problem(path, unknown("variant", label, known), reads=(("variants",),))


def _check_where(path: Path, where: Mapping[str, Any], facts: Facts) -> Iterator[Problem]:
    n_outputs, place = facts.data.n_outputs, facts.data.place
    bounds = {"output": n_outputs, "sample": facts.n_samples}
    for part, n in bounds.items():
        number = where.get(part)
        if n is not None and isinstance(number, int) and not 0 <= number < n:
            message = f"is {number}; {place} has {n} {part}s, the last is {n - 1}"
            yield Problem((*path, part), message, READS)
    name = where.get("class_name")
    if name is not None and facts.class_names and name not in facts.class_names:
        yield Problem((*path, "class_name"), unknown("class", name, facts.class_names), READS)
    layer, run = where.get("layer"), next(iter(facts.runs.values()))
    n_layers = len(run.network.hidden) + 1
    if isinstance(layer, int) and not 1 <= layer <= n_layers:
        message = f"is {layer}; the network has {n_layers} layers, the first is 1"
        yield Problem((*path, "layer"), message, READS)
    elif isinstance(layer, int) and where.get("part") == "biases":
        biases = run.network.biases
        if not (biases[layer - 1] if len(biases) == n_layers else biases[0]):
            yield Problem((*path, "part"), f"layer {layer} has no biases; take weights", READS)


def blocks_of(source: str) -> str:
    """Return how messages call what a quantity is of.

    >>> blocks_of("gradient")
    'a gradient check'
    """
    return _BLOCKS[source]
