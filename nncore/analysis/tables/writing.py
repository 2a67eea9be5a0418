"""All that a build writes about results for programs, from runs alone."""

from pathlib import Path

from nncore.analysis.published.judgements import read_judgements, write_judgements
from nncore.analysis.published.published_csv import write_published
from nncore.analysis.tables.metrics_file import metrics
from nncore.analysis.tables.result_records import write_result_table
from nncore.config.records.configuration import Configuration
from nncore.experiments.run_files import Study, load_all
from nncore.files import write_json


def write_tables(config: Configuration, results: Path) -> None:
    """Write metrics.json, the table of published numbers, and each experiment's result table.

    Parameters
    ----------
    config : Configuration
    results : Path
        The folder with ``runs/``, ``data/`` and ``published/``.
    """
    studies = load_all([*config.gradchecks, *config.experiments], config.datasets, results)
    blocks = {**config.gradchecks, **config.experiments}
    parts = [results / f"published/{id}.json" for id, block in blocks.items() if block.claims]
    rows = [row for part in parts for row in read_judgements(part)]
    write_judgements(results / "published.json", rows)
    write_json(results / "metrics.json", metrics(studies))
    write_published(results / "tables/published.csv", rows)
    for name, study in studies.items():
        if isinstance(study, Study):
            block = config.experiments[name]
            write_result_table(results / f"tables/{name}.csv", study, block, rows)
