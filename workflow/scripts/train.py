"""Train one experiment, all seeds and variants of it."""

import argparse
import logging
from pathlib import Path

from nncore.data.dataset import load_dataset
from nncore.experiments.provenance import made_by
from nncore.experiments.run import run_experiment
from nncore.progress import log_progress
from nncore.runs import save_study
from workflow.job import check_code, read_plan

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--code", type=Path, required=True)
parser.add_argument("name")
parser.add_argument("--block", type=read_plan, required=True)
parser.add_argument("--dataset", type=Path, required=True)
parser.add_argument("--output", type=Path, required=True)

if __name__ == "__main__":
    arguments = parser.parse_args()
    check_code(arguments.code)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    dataset = load_dataset(arguments.dataset)
    study = run_experiment(arguments.name, arguments.block, dataset, log_progress)
    save_study(arguments.output, study, made_by(dataset))
