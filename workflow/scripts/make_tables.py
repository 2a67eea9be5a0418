"""Write metrics.json, the table of published numbers, and a result table for each experiment."""

import argparse
from pathlib import Path

from nncore.files import read_json, write_json
from nncore.report.metrics import metrics
from nncore.report.provenance import durations, seconds_by_id
from nncore.report.published import published_rows, write_published
from nncore.report.result_tables import write_result_table
from nncore.runs import load_all

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--config", type=read_json, required=True)
parser.add_argument("--results", type=Path, required=True)

if __name__ == "__main__":
    arguments = parser.parse_args()
    config, results = arguments.config, arguments.results
    studies = load_all(config, results)
    rows = published_rows(config, studies)
    seconds = seconds_by_id(durations(results / "benchmarks"), list(studies))
    write_json(results / "metrics.json", metrics(studies, seconds))
    write_published(results / "tables/published.csv", rows)
    for name, block in config["experiments"].items():
        write_result_table(results / f"tables/{name}.csv", studies[name], block, rows)
