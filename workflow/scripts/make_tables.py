"""Write metrics.json, the table of published numbers, and a result table for each experiment."""

import argparse
from pathlib import Path

from nncore.files import read_json
from nncore.report.write import write_tables

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--config", type=read_json, required=True)
parser.add_argument("--results", type=Path, required=True)

if __name__ == "__main__":
    arguments = parser.parse_args()
    write_tables(arguments.config, arguments.results)
