"""The result table of an experiment in the report: the document's columns, numbers beside ours."""

from collections.abc import Iterator, Sequence

from nncore.analysis import readings
from nncore.analysis.published.judgements import Judgement
from nncore.analysis.quantities import QUANTITIES
from nncore.analysis.tables.result_records import STATUS, Entry, Line, columns_of, lines
from nncore.experiments.run_files import Run, Study
from nncore.language import numbers
from nncore.language.inline import escape
from nncore.language.printed import Printed
from nncore.language.wording import plural
from nncore.report.document.model import Align, Column, Table
from nncore.report.parts.content import Content, Experiment
from nncore.report.parts.tables import DASH, bracketed, table

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


def result_table(experiment: Experiment, content: Content) -> Iterator[Table]:
    """Yield the table for the report; none of an experiment without columns."""
    study, rows = experiment.study, experiment.rows
    columns = columns_of(experiment.block)
    if not columns:
        return
    several = len(study.runs) > 1
    found = lines(study, columns, rows)
    if _all_printed(columns, rows):
        # Their quantiles stand beside the published numbers, in the table that follows.
        found = [line for line in found if line.which not in ("p05", "p95")]
    cells = (_compact if several else _full)(study, columns, found)
    align: Align = "left" if several else "decimal"
    yield table(
        f"tab-{study.id}",
        _caption(experiment, several),
        ["Variant" if several else "Values", *(_head(name, align) for name in columns)],
        cells,
        f"tables/{study.id}.csv",
    )


def _all_printed(columns: Sequence[str], rows: Sequence[Judgement]) -> bool:
    """Whether the document prints every column of an experiment without variants."""
    printed = [row for row in rows if not row.claim.is_worded]
    plain = {row.claim.quantity for row in printed if not row.claim.place.given}
    return plain >= set(columns) and all(row.n_seeds > 1 for row in printed)


def _head(column: str, align: Align) -> Column:
    head = _HEADS.get(column) or QUANTITIES[column].label.capitalize()
    return Column(head, "", "left" if column == STATUS else align)


def _caption(experiment: Experiment, several: bool) -> str:
    study = experiment.study
    n = study.run.n_replicas
    kept = "the best epoch" if study.settings.keep == "best" else "the last epoch"
    words = f"{experiment.title}: results at {kept}"
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
        values = zip(columns, mine["seed"], strict=True)
        yield [label, *(_value(study, run, name, first) for name, first in values)]


def _value(study: Study, run: Run, name: str, first: Entry) -> str:
    if name == STATUS or run.n_replicas == 1:
        return _written(study, name, first)
    return bracketed(study, name, readings.sample(study, name, variant=run.label or None)) or DASH


def _written(study: Study, name: str, cell: Entry, printed: Entry = None) -> str:
    if cell is None:
        return DASH
    if isinstance(cell, str):
        return escape(cell)
    if isinstance(cell, Printed):
        return cell.words
    return readings.shown(study, name, cell, printed if isinstance(printed, Printed) else None)
