"""All that a build writes about results for programs, from runs alone."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nncore.analysis.published.judging import published_rows
from nncore.analysis.published.published_csv import write_published
from nncore.analysis.tables.metrics_file import metrics
from nncore.analysis.tables.result_records import write_result_table
from nncore.experiments.run_files import Study, load_all
from nncore.files import write_json


def write_tables(config: Mapping[str, Any], results: Path) -> None:
    """Write metrics.json, the table of published numbers, and each experiment's result table.

    Parameters
    ----------
    config : mapping
        The resolved configuration.
    results : Path
        The folder with ``runs/`` and ``data/``.
    """
    studies = load_all(config, results)
    rows = published_rows(config, studies)
    write_json(results / "metrics.json", metrics(studies))
    write_published(results / "tables/published.csv", rows)
    for name, study in studies.items():
        if isinstance(study, Study):
            block = config["experiments"][name]
            write_result_table(results / f"tables/{name}.csv", study, block, rows)
