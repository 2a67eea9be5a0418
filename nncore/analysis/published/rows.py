"""Every number that a document prints, beside what we get: one row each."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from nncore.analysis import readings
from nncore.analysis.published.ranks import Rank
from nncore.analysis.published.searches import (
    Change,
    Sought,
    Trial,
    changes,
    searches_for,
    sentence,
)
from nncore.analysis.published.verdict_records import VERDICTS
from nncore.analysis.published.verdicts import Judgement, judge
from nncore.analysis.quantities import QUANTITIES, AnyStudy
from nncore.analysis.readings import Sample
from nncore.arrays import Array
from nncore.config.models import evidence
from nncore.experiments.run_files import GradientStudy
from nncore.language.numbers import printed_value

_WHERE = ("variant", "sample", "output", "class_name", "layer", "part", "measure")


@dataclass(frozen=True)
class PublishedRow:
    """One published number, or what a document says in words, and how it came out.

    `quantity` is the name in `QUANTITIES`, `label` the same in words with sample, epoch, layer and
    variant; `where` are those parts. `published` holds the document's digits or words. `evidence`
    is what counts: that of the configuration, or that of the data. `reproduced` is the published
    seed's value, the median of a distribution, the share of seeds for which a claim holds, None
    when all seeds diverged. `standing` is the verdict on what a misprint means, and `verdict`
    itself elsewhere. `note` is the configuration's remark, `see` where the report says more,
    `tried` what a search found for a number out of reach, `changes` what for the whole run.
    """

    document: str
    experiment: str
    quantity: str
    label: str
    kind: str
    evidence: str
    published: str
    read_as: str | None
    sample: Sample
    reproduced: float | None
    rank: Rank | None
    reached: bool
    verdict: str
    sentence: str
    note: str
    see: str
    scale: float
    where: Mapping[str, Any]
    standing: str
    tried: tuple[Trial, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def id(self) -> str:
        """Its id in the report."""
        words = re.sub(r"[^\w.]+", "-", self.label).strip("-.")
        return f"row-{self.experiment}-{words}"

    @property
    def n_seeds(self) -> int:
        """How many seeds have a value."""
        return len(self.sample.values)

    @property
    def percentile(self) -> float | None:
        """Where the printed number lies among several seeds, in percent; None for words."""
        return None if self.rank is None or self.is_worded else self.rank.percentile

    @property
    def sought(self) -> Sought:
        """What a search looks for."""
        return Sought(self.label, self.quantity, self.meant, self.scale, self.where, self.evidence)

    @property
    def is_worded(self) -> bool:
        """Whether the document says it in words."""
        return self.kind in evidence.WORDED

    @property
    def is_draw(self) -> bool:
        """Whether it is a draw of a spread that could have come out otherwise."""
        return self.kind == "distribution" and self.standing != "cannot fail"

    @property
    def counts(self) -> bool:
        """Whether it can reproduce something or fail to, and enters a count."""
        return evidence.EVIDENCE[self.evidence].counts and VERDICTS[self.standing].counts

    @property
    def outcome(self) -> str:
        """Verdict and evidence in words: ``comparable, stand-in``."""
        return f"{self.verdict}, {self.evidence}"

    @property
    def is_missed(self) -> bool:
        """Whether no seed gets as far as what the document says."""
        return not self.reached and self.kind != "record"

    @property
    def meant(self) -> str:
        """The printed number, or what a misprint is read as."""
        return self.read_as or self.published


def published_rows(
    config: Mapping[str, Any], studies: Mapping[str, AnyStudy]
) -> tuple[PublishedRow, ...]:
    """Return the rows of all experiments and gradient checks, in the configuration's order.

    Parameters
    ----------
    config : mapping
        The resolved configuration: blocks with their `published` entries.
    studies : mapping
        Trained studies by id.

    Raises
    ------
    ValueError
        When a study is missing, a number cannot be computed, or two rows are the same.
    """
    rows = tuple(row for id, block in subjects(config) for row in _rows(id, config, block, studies))
    seen: set[str] = set()
    for row in rows:
        if row.id in seen:
            raise ValueError(f"{row.experiment}: {row.label} is published twice")
        seen.add(row.id)
    return rows


def subjects(config: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield id and block of every gradient check and experiment."""
    for kind in ("gradchecks", "experiments"):
        yield from (config.get(kind) or {}).items()


def _rows(
    id: str, config: Mapping[str, Any], block: Mapping[str, Any], studies: Mapping[str, AnyStudy]
) -> Iterator[PublishedRow]:
    entries: Sequence[Mapping[str, Any]] = block.get("published") or ()
    if entries and id not in studies:
        raise ValueError(f"no run of {id!r}, whose published numbers are to be compared")
    rows = []
    for entry in entries:
        for printed_epoch, printed in _numbers(entry):
            try:
                rows.append(_row(id, block["document"], entry, printed_epoch, printed, studies[id]))
            except ValueError as error:
                raise ValueError(f"{id}: published {entry['quantity']}: {error}") from error
    yield from _searched(rows, [studies[n] for n in searches_for(id, config) if n in studies])


def _searched(rows: Sequence[PublishedRow], searches: Sequence[AnyStudy]) -> Iterator[PublishedRow]:
    """Rows out of reach with what searches found for them and for their run, in words too."""
    run = [row for row in rows if row.is_draw and "variant" not in row.where]
    found: tuple[Change, ...] = ()
    if any(row.is_missed for row in run):
        sought = [row.sought for row in run]
        found = tuple(change for search in searches for change in changes(search, sought))
    places = {row.id: place for place, row in enumerate(run)}
    for row in rows:
        if not found or not row.is_missed or row.id not in places:
            yield row
            continue
        tried = tuple(change.trials[places[row.id]] for change in found)
        words = f"{row.sentence} {sentence(tried, found)}"
        yield replace(row, tried=tried, changes=found, sentence=words)


def _numbers(entry: Mapping[str, Any]) -> list[tuple[int | None, str]]:
    """The printed numbers of an entry, with the epoch as the document counts it, or its words."""
    if entry.get("at"):
        return sorted((int(epoch), printed) for epoch, printed in entry["at"].items())
    # A record is read nowhere.
    epoch = entry.get("epoch") if entry["kind"] == "claim" else None
    return [(epoch, entry.get("says") or entry["value"])]


def _row(
    id: str,
    document: str,
    entry: Mapping[str, Any],
    printed_epoch: int | None,
    printed: str,
    study: AnyStudy,
) -> PublishedRow:
    name, scale = entry["quantity"], float(entry.get("scale") or 1.0)
    where = {part: entry[part] for part in _WHERE if entry.get(part) is not None}
    if isinstance(study, GradientStudy):
        where.pop("variant", None)
    if printed_epoch is not None:
        # "Epoch e" of a document that counts from 0 is the state after e + 1 updates.
        counted_from = entry.get("counted_from")
        where["epoch"] = printed_epoch + (0 if counted_from is None else 1 - counted_from)
    kind, label = entry["kind"], name.replace("_", " ")
    sample, better, possible = Sample(None, np.empty(0), 0), None, None
    if kind != "record":
        sample = readings.sample(study, name, scale, **where)
        label = readings.label(study, name, printed_epoch=printed_epoch, **where)
        better = QUANTITIES[name].higher_is_better
        possible = readings.possible(study, name, **where)
    shown = evidence.effective(entry["evidence"], _stands_in_for(study))
    found = judge(
        kind,
        printed,
        sample,
        evidence=shown,
        read_as=entry.get("read_as"),
        higher_is_better=better,
        possible=possible,
        cannot_fail=entry.get("cannot_fail") or "",
    )
    return PublishedRow(
        document=document,
        experiment=id,
        quantity=name,
        label=label if scale == 1.0 else f"{scale:g} × {label}",
        kind=kind,
        evidence=shown,
        published=printed,
        read_as=entry.get("read_as"),
        sample=sample,
        reproduced=found.reproduced,
        rank=found.rank,
        reached=found.reached,
        verdict=found.verdict,
        sentence=_sentence(found, sample),
        note=entry.get("note") or "",
        see=entry.get("see") or "",
        scale=scale,
        where=where,
        standing=found.standing,
    )


def _stands_in_for(study: AnyStudy) -> str:
    """The document's data that those of a study replace; a gradient check has its own."""
    return "" if isinstance(study, GradientStudy) else study.dataset.stands_in_for


def _sentence(found: Judgement, sample: Sample) -> str:
    words = found.sentence[:1].upper() + found.sentence[1:]
    if sample.n_diverged and len(sample.values):
        seeds = "1 seed" if sample.n_diverged == 1 else f"{sample.n_diverged} seeds"
        words += f" ({seeds} diverged and left out.)"
    return words


def spread_of(rows: Sequence[PublishedRow], experiment: str) -> list[tuple[str, float, Array, str]]:
    """Return what a figure of the spread draws: label, printed number, values, how it came out."""
    return [
        (row.label, printed_value(row.meant), row.sample.values, row.outcome)
        for row in rows
        if row.experiment == experiment and row.kind == "distribution"
    ]
