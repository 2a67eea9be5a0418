"""The result table of an experiment: the document's columns, its numbers beside ours.

As records for programs (``results/tables/<id>.csv``) and as a table of the report.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from nncore.analysis import readings
from nncore.analysis.published.judgements import Judgement
from nncore.analysis.quantities import QUANTITIES
from nncore.analysis.readings import HIGH, LOW, Sample
from nncore.experiments.run_files import Run, Study
from nncore.files import csv_words, write_text
from nncore.language import numbers
from nncore.language.inline import escape
from nncore.language.printed import Printed
from nncore.language.wording import extent, plural
from nncore.report.document.model import Align, Column, Row, Table
from nncore.report.sections.content import Content, Experiment
from nncore.report.sections.pictures import command

DASH = "–"
STATUS = "status"
_HEADS = {
    "train_loss": "Train loss",
    "train_accuracy": "Train acc.",
    "train_mse": "Train MSE",
    "test_loss": "Test loss",
    "test_accuracy": "Test acc.",
    "test_mse": "Test MSE",
    "gradient_norm": "Gradient norm",
    "best_epoch": "Best epoch",
    "n_epochs": "Epochs",
    STATUS: "Training",
}


Entry = float | Printed | str | None  # a value, a printed number, how training ended


class Line(NamedTuple):
    """One line: whose values, and a cell for each column, None where there is no value."""

    variant: str
    which: str
    cells: tuple[Entry, ...]


def columns_of(block: Mapping[str, Any]) -> list[str]:
    """Return the columns that a block asks for, each known and once.

    Raises
    ------
    ValueError
        Naming the experiment and the column.
    """
    columns = list(block.get("table") or ())
    for name, times in Counter(columns).items():
        if name != STATUS and name not in QUANTITIES:
            raise ValueError(f"{block['id']}: table: no quantity {name!r}")
        if times > 1:
            raise ValueError(f"{block['id']}: table: column {name!r} is there {times} times")
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
    path: Path, study: Study, block: Mapping[str, Any], rows: Sequence[Judgement]
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


def result_table(experiment: Experiment, content: Content) -> Iterator[Table]:
    """Yield the table for the report; none of an experiment without columns."""
    study, block, rows = experiment.study, experiment.block, experiment.rows
    columns = columns_of(block)
    if not columns:
        return
    several = len(study.runs) > 1
    found = lines(study, columns, rows)
    if _all_printed(columns, rows):
        # Their quantiles stand beside the published numbers, in the table that follows.
        found = [line for line in found if line.which not in ("p05", "p95")]
    cells = (_compact if several else _full)(study, columns, found)
    align: Align = "left" if several else "decimal"
    yield Table(
        id=f"tab-{study.id}",
        caption=_caption(study, block, several),
        columns=[Column("Variant" if several else "Values"), *(_head(c, align) for c in columns)],
        rows=[Row(line) for line in cells],
        command=command(f"tables/{study.id}.csv"),
    )


def _all_printed(columns: Sequence[str], rows: Sequence[Judgement]) -> bool:
    """Whether the document prints every column of an experiment without variants."""
    printed = [row for row in rows if not row.claim.is_worded]
    plain = {row.claim.quantity for row in printed if not row.claim.place.given}
    return plain >= set(columns) and all(row.n_seeds > 1 for row in printed)


def _head(column: str, align: Align) -> Column:
    head = _HEADS.get(column) or QUANTITIES[column].label.capitalize()
    return Column(head, "", "left" if column == STATUS else align)


def _caption(study: Study, block: Mapping[str, Any], several: bool) -> str:
    n = study.run.n_replicas
    kept = "the best epoch" if study.settings["keep"] == "best" else "the last epoch"
    words = f"{escape(study.dataset.titled(block['words']['title']))}: results at {kept}"
    if several and n > 1:
        return f"{words}, median over {plural(n, 'seed')}, 5–95 % range in brackets."
    if n > 1:
        return f"{words}, of the first seed and over {plural(n, 'seed')}."
    return f"{words}, seed {study.run.seeds[0]}."


def _full(study: Study, columns: Sequence[str], found: Sequence[Line]) -> Iterator[list[str]]:
    """One row for each line."""
    heads = {
        "published": "published",
        "seed": f"seed {study.run.seeds[0]}",
        "median": "median of seeds",
        "p05": "5 % of seeds below",
        "p95": "95 % of seeds below",
    }
    printed = next((line.cells for line in found if line.which == "published"), None)
    like = printed or (None,) * len(columns)
    for line in found:
        cells = zip(columns, line.cells, like, strict=True)
        yield [heads[line.which], *(_written(study, *cell) for cell in cells)]


def _compact(study: Study, columns: Sequence[str], found: Sequence[Line]) -> Iterator[list[str]]:
    """One row for each variant, median and range in one cell; another for printed numbers."""
    for run in study.runs:
        mine = {line.which: line.cells for line in found if line.variant == run.label}
        if "published" in mine:
            cells = zip(columns, mine["published"], strict=True)
            words = [_written(study, name, cell) for name, cell in cells]
            yield [f"{escape(run.label)}, published", *words]
        label = escape(run.label)
        if lost := int((run.status == "diverged").sum()):
            label += f" ({numbers.count(lost)} of {numbers.count(run.n_replicas)} diverged)"
        yield [label, *(_in_brackets(study, mine, i) for i in enumerate(columns))]


def _in_brackets(study: Study, mine: Mapping[str, Sequence[Entry]], place: tuple[int, str]) -> str:
    index, name = place
    if "median" not in mine or mine["median"][index] is None:
        return _written(study, name, mine["seed"][index])
    if mine["p05"][index] == mine["p95"][index]:
        return _written(study, name, mine["median"][index])
    middle, low, high = (
        _written(study, name, mine[which][index]) for which in ("median", "p05", "p95")
    )
    return f"{middle} ({extent(low, high)})"


def _written(study: Study, name: str, cell: Entry, printed: Entry = None) -> str:
    if cell is None:
        return DASH
    if isinstance(cell, str):
        return escape(cell)
    if isinstance(cell, Printed):
        return cell.words
    return readings.shown(study, name, cell, printed if isinstance(printed, Printed) else None)
