"""Every number that a document prints, beside what we get: one row each."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from nncore.activations import Array
from nncore.files import csv_words, write_text
from nncore.report import readings
from nncore.report.model import Verdict
from nncore.report.numbers import NARROW, printed_value
from nncore.report.quantities import QUANTITIES, AnyStudy
from nncore.report.readings import Sample
from nncore.report.searches import Trial, searches_for, sentence, trials
from nncore.report.verdicts import HIGH, LOW, Judgement, judge, machine_form
from nncore.runs import GradientStudy

COLUMNS = (
    "experiment",
    "quantity",
    "kind",
    "published",
    "reproduced",
    "median",
    "p05",
    "p95",
    "percentile",
    "n_seeds",
    "verdict",
)
_WHERE = ("variant", "sample", "output", "class_name", "layer", "part", "measure")


@dataclass(frozen=True)
class PublishedRow:
    """One published number and how it came out.

    `quantity` is the name in `QUANTITIES`, `label` the same in words with sample, epoch, layer and
    variant; `where` are those parts. `reproduced` is the published seed's value, or the median for
    a distribution, None when all seeds diverged. `standing` is the verdict on what a misprint
    means, and `verdict` itself elsewhere. `note` is the configuration's remark, `tried` what a
    search found for a number out of reach.
    """

    document: str
    experiment: str
    quantity: str
    label: str
    kind: str
    published: str
    read_as: str | None
    sample: Sample
    reproduced: float | None
    percentile: float | None
    verdict: Verdict
    sentence: str
    note: str
    scale: float
    where: Mapping[str, Any]
    standing: Verdict
    tried: tuple[Trial, ...] = ()

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
    searches = [studies[name] for name in searches_for(id, config) if name in studies]
    for entry in entries:
        for printed_epoch, printed in _numbers(entry):
            try:
                row = _row(id, block["document"], entry, printed_epoch, printed, studies[id])
                yield _searched(row, searches)
            except ValueError as error:
                raise ValueError(f"{id}: published {entry['quantity']}: {error}") from error


def _searched(row: PublishedRow, searches: Sequence[AnyStudy]) -> PublishedRow:
    """A row out of reach with what its searches found, in its sentence too."""
    if row.standing != "not reached as described" or not searches:
        return row
    tried = tuple(
        trial
        for search in searches
        for trial in trials(search, row.quantity, row.meant, row.scale, row.where)
    )
    return replace(row, tried=tried, sentence=f"{row.sentence} {sentence(tried)}")


def _numbers(entry: Mapping[str, Any]) -> list[tuple[int | None, str]]:
    """The printed numbers of an entry, with the epoch as the document counts it."""
    if entry.get("at"):
        return sorted((int(epoch), printed) for epoch, printed in entry["at"].items())
    return [(None, entry["value"])]


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
    sample = readings.sample(study, name, scale, **where)
    better = QUANTITIES[name].higher_is_better
    kind, read_as = entry["kind"], entry.get("read_as")
    found = judge(kind, printed, sample, read_as=read_as, higher_is_better=better)
    standing = judge(kind, read_as or printed, sample).verdict
    label = readings.label(study, name, printed_epoch=printed_epoch, **where)
    return PublishedRow(
        document=document,
        experiment=id,
        quantity=name,
        label=label if scale == 1.0 else f"{scale:g} × {label}",
        kind=kind,
        published=printed,
        read_as=read_as,
        sample=sample,
        reproduced=found.reproduced,
        percentile=found.percentile,
        verdict=found.verdict,
        sentence=_sentence(found, sample),
        note=entry.get("note") or "",
        scale=scale,
        where=where,
        standing=standing,
    )


def _sentence(found: Judgement, sample: Sample) -> str:
    words = found.sentence[:1].upper() + found.sentence[1:]
    if sample.n_diverged and len(sample.values):
        seeds = "1 seed" if sample.n_diverged == 1 else f"{sample.n_diverged} seeds"
        words += f" ({seeds} diverged and left out.)"
    return words


def spread_of(rows: Sequence[PublishedRow], experiment: str) -> list[tuple[str, float, Array]]:
    """Return what a figure of the spread draws: label, printed number, values over seeds."""
    return [
        (row.label, printed_value(row.meant), row.sample.values)
        for row in rows
        if row.experiment == experiment and row.kind == "distribution" and row.n_seeds > 1
    ]


def write_published(path: Path, rows: Sequence[PublishedRow]) -> None:
    """Write the rows as CSV with the columns `COLUMNS`, whole or not at all.

    `published` and `reproduced` carry the document's digits; median, range and percentile are
    plain numbers, shares of 1 where the document prints percent; a field without a value is empty.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(csv_words, _fields(row)) for row in rows)
    write_text(path, text.getvalue())


def _fields(row: PublishedRow) -> list[str]:
    spread = ["", "", ""]
    if row.n_seeds > 1:
        spread = [f"{row.sample.quantile(share):.6g}" for share in (0.5, LOW, HIGH)]
    return [
        row.experiment,
        row.label.replace(NARROW, ""),
        row.kind,
        row.published,
        "" if row.reproduced is None else machine_form(row.reproduced, row.meant),
        *spread,
        "" if row.percentile is None else f"{row.percentile:.1f}",
        str(row.n_seeds),
        row.verdict,
    ]
