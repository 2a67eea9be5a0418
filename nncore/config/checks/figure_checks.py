"""Figures and films of an experiment against what is known of it: needs, options, neighbours."""

from collections.abc import Iterator, Mapping
from typing import Any

from nncore.config.checks.facts import Facts
from nncore.config.checks.needs import NEEDS, lacking
from nncore.config.checks.varied_settings import check_one_each
from nncore.config.models.figure_options import SORTS
from nncore.config.reading.problems import Path, Problem
from nncore.plots.registry import FigureKind, record_of

# The figure of a spread is made for every experiment with a distribution among its numbers.
_RESERVED = "spread"


def check_drawings(facts: Facts, others: Mapping[str, Facts]) -> Iterator[Problem]:
    """Yield what is wrong with the figures and films of a block.

    Parameters
    ----------
    facts : Facts
    others : mapping
        Facts of the experiments and gradient checks whose blocks are right, by id.
    """
    for key in ("figures", "animations"):
        for index, entry in enumerate(getattr(facts.block, key, ())):
            yield from _check(entry, (key, index), facts, others)


def _check(
    entry: Mapping[str, Any], path: Path, facts: Facts, others: Mapping[str, Facts]
) -> Iterator[Problem]:
    record, kind = record_of(entry["kind"]), entry["kind"]
    if entry["name"] == _RESERVED:
        message = f'"{_RESERVED}" is the name of the figure of published numbers; take another'
        yield Problem((*path, "name"), message)
    found = list(lacking(kind, record.requires, facts, path))
    yield from found
    if found:
        return
    yield from _check_options(entry, path, record, facts)
    shared = [name for name in record.requires if NEEDS[name].of_others]
    histories = [name for name, option in record.options.items() if option.holds == "history"]
    for index, other in enumerate(entry["with"]):
        if other not in others:
            continue
        place = (*path, "with", index)
        yield from lacking(kind, shared, others[other], place)
        for name in histories:
            check = SORTS["history"].check
            yield from check(place, entry["options"][name], entry["options"], others[other])


def _check_options(
    entry: Mapping[str, Any], path: Path, record: FigureKind, facts: Facts
) -> Iterator[Problem]:
    found: list[Problem] = []
    settings = {}
    for name, option in record.options.items():
        value = entry["options"][name]
        if value is not None:
            found += SORTS[option.holds].check((*path, name), value, entry["options"], facts)
        if option.holds == "setting":
            settings[name] = value
    yield from found
    if settings and not found:
        yield from check_one_each(path, record.kind, settings, facts)
