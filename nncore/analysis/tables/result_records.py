"""The result table of an experiment as records: the document's columns, its numbers beside ours."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from nncore.analysis import readings
from nncore.analysis.published.judgements import Judgement
from nncore.analysis.quantities import QUANTITIES
from nncore.analysis.readings import HIGH, LOW, Sample
from nncore.config.records.configuration import Experiment
from nncore.experiments.run_files import Run, Study
from nncore.files import csv_words, write_text
from nncore.language.printed import Printed

STATUS = "status"
Entry = float | Printed | str | None  # a value, a printed number, how training ended


class Line(NamedTuple):
    """One line: whose values, and a cell for each column, None where there is no value."""

    variant: str
    which: str
    cells: tuple[Entry, ...]


def columns_of(block: Experiment) -> list[str]:
    """Return the columns that a block asks for, each known and once.

    Raises
    ------
    ValueError
        Naming the experiment and the column.
    """
    columns = list(block.table)
    for name, times in Counter(columns).items():
        if name != STATUS and name not in QUANTITIES:
            raise ValueError(f"{block.id}: table: no quantity {name!r}")
        if times > 1:
            raise ValueError(f"{block.id}: table: column {name!r} is there {times} times")
    return columns


def lines(study: Study, columns: Sequence[str], rows: Sequence[Judgement]) -> list[Line]:
    """Return the lines of a study: published numbers, the published seed, median and range."""
    return [line for run in study.runs for line in _lines(study, run, columns, rows)]


def _lines(
    study: Study, run: Run, columns: Sequence[str], rows: Sequence[Judgement]
) -> Iterator[Line]:
    printed = tuple(_printed(run, column, rows) for column in columns)
    if any(cell is not None for cell in printed):
        yield Line(run.label, "published", printed)
    samples = [_sample(study, run, column) for column in columns]

    def line(which: str, cell: Any) -> Line:
        return Line(run.label, which, tuple(None if s is None else cell(s) for s in samples))

    status = tuple(_status(run) if column == STATUS else None for column in columns)
    first = line("seed", lambda sample: sample.first)
    yield first._replace(cells=tuple(s or c for s, c in zip(status, first.cells, strict=True)))
    if run.n_replicas > 1:
        for which, share in (("median", 0.5), ("p05", LOW), ("p95", HIGH)):
            yield line(which, lambda s, share=share: s.quantile(share) if len(s.values) else None)


def _printed(run: Run, column: str, rows: Sequence[Judgement]) -> Printed | None:
    """The printed number of a column: one without an epoch, or that of the last epoch."""
    label = None if not run.label else run.label
    found = [
        row
        for row in rows
        if row.claim.quantity == column
        and row.claim.place.variant == label
        and row.claim.place.epoch in (None, run.epochs[-1])
    ]
    return found[-1].claim.meant if found else None


def _sample(study: Study, run: Run, column: str) -> Sample | None:
    if column == STATUS:
        return None
    return readings.sample(study, column, variant=run.label or None)


def _status(run: Run) -> str:
    counts = Counter(str(status) for status in run.status)
    if len(counts) == 1:
        return next(iter(counts))
    return ", ".join(f"{count} {status}" for status, count in sorted(counts.items()))


def write_result_table(
    path: Path, study: Study, block: Experiment, rows: Sequence[Judgement]
) -> None:
    """Write an experiment's table as CSV: variant, which, then the columns.

    A field without a value is empty.
    """
    columns = columns_of(block)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["variant", "which", *columns])
    mine = [row for row in rows if row.experiment == study.id]
    for line in lines(study, columns, mine):
        cells = map(_plain, line.cells)
        writer.writerow(map(csv_words, [line.variant, line.which, *cells]))
    write_text(path, text.getvalue())


def _plain(cell: Entry) -> str:
    if cell is None or isinstance(cell, str):
        return cell or ""
    return cell.text if isinstance(cell, Printed) else f"{cell:.8g}"
