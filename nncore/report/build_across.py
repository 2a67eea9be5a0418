"""Across documents: every experiment in one table."""

from collections import Counter

from nncore.report import numbers, readings
from nncore.report.build_content import Content, Experiment, section_id
from nncore.report.build_media import command
from nncore.report.model import Cell, Column, Paragraph, Row, Section, Table
from nncore.report.quantities import n_samples
from nncore.report.text import escape
from nncore.report.wording import sizes
from nncore.runs import Run

DASH = "–"


def across_section(content: Content) -> Section:
    """Return the chapter that puts all experiments side by side."""
    rows = [row for each in content.experiments() for row in _rows(each, content)]
    text = (
        "All experiments on one page: medians over seeds at the parameters that are kept, accuracy "
        "for a classification and mean squared error for a regression. A seed whose loss stopped "
        "being finite is counted as diverged and left out of the medians."
    )
    table = Table(
        "tab-across",
        "Every experiment: network, parameters, median result, epochs and seeds.",
        [
            Column("Experiment"),
            Column("Network"),
            Column("Parameters", "", "right"),
            Column("Train", "", "right"),
            Column("Test", "", "right"),
            Column("Epochs", "", "right"),
            Column("Seeds", "", "right"),
            Column("Diverged", "", "right"),
        ],
        rows,
        command=command("metrics.json"),
    )
    return Section("sec-across", "Across documents", [Paragraph(text), table])


def _rows(experiment: Experiment, content: Content) -> list[Row]:
    document = content.documents[experiment.block["document"]]
    rows = []
    for run in experiment.study.runs:
        name = experiment.title + (f", {escape(run.label)}" if run.label else "")
        cells: list[Cell | str] = [
            Cell(name, f"#{section_id(experiment.id)}"),
            *_cells(experiment, run),
        ]
        rows.append(Row(cells, group=escape(document["title"])))
    return rows


def _cells(experiment: Experiment, run: Run) -> list[str]:
    lost = Counter(str(status) for status in run.status)["diverged"]
    return [
        sizes(run.architecture.sizes),
        numbers.count(run.architecture.n_params),
        _median(experiment, run, "train"),
        _median(experiment, run, "test"),
        numbers.count(int(run.n_epochs.max())),
        numbers.count(run.n_replicas),
        numbers.count(lost),
    ]


def _median(experiment: Experiment, run: Run, split: str) -> str:
    study = experiment.study
    if not n_samples(study, split):
        return DASH
    what = "accuracy" if study.dataset.task == "classification" else "mse"
    found = readings.sample(study, f"{split}_{what}", variant=run.label or None)
    if not len(found.values):
        return DASH
    return readings.shown(study, f"{split}_{what}", found.quantile(0.5))
