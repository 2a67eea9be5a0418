"""Make one data set of the configuration."""

import argparse
from pathlib import Path

from nncore.config.records.data_set import DataSet
from nncore.data.dataset import save_dataset, summary
from nncore.data.draws import build_dataset
from nncore.files import write_json
from workflow.job import check_code, read_as

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--code", type=Path, required=True)
parser.add_argument("name")
parser.add_argument("--block", type=read_as(DataSet), required=True)
parser.add_argument("--output", type=Path, required=True)

if __name__ == "__main__":
    arguments = parser.parse_args()
    check_code(arguments.code)
    dataset = build_dataset(arguments.name, arguments.block)
    save_dataset(arguments.output, dataset)
    write_json(arguments.output.with_suffix(".json"), summary(dataset))
