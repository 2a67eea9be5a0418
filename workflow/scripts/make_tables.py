"""Write metrics.json, the table of published numbers, and a result table for each experiment."""

import argparse
from pathlib import Path

from nncore.analysis.tables.writing import write_tables
from nncore.config.records.configuration import Configuration
from workflow.job import check_code, read_as

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--code", type=Path, required=True)
parser.add_argument("--config", type=read_as(Configuration), required=True)
parser.add_argument("--results", type=Path, required=True)

if __name__ == "__main__":
    arguments = parser.parse_args()
    check_code(arguments.code)
    write_tables(arguments.config, arguments.results)
