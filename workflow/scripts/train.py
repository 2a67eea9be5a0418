"""Train one experiment, all seeds and variants of it; what was interrupted goes on."""

import argparse
import logging
from pathlib import Path

from nncore.data.dataset import load_dataset
from nncore.experiments.made_by import made_by
from nncore.experiments.run import Training, run_experiment
from nncore.experiments.run_files import save_study
from nncore.experiments.savepoint import Savepoint
from nncore.training.progress import ProgressLog
from workflow.job import check_code, read_as

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("name")
parser.add_argument("--block", type=read_as(Training), required=True)
for option in ("code", "dataset", "savepoint", "progress", "output"):
    parser.add_argument(f"--{option}", type=Path, required=True)

if __name__ == "__main__":
    arguments = parser.parse_args()
    check_code(arguments.code)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    dataset, savepoint = load_dataset(arguments.dataset), Savepoint(arguments.savepoint)
    with ProgressLog(arguments.progress) as progress:
        study = run_experiment(arguments.name, arguments.block, dataset, progress, savepoint)
    save_study(arguments.output, study, made_by(dataset))
    savepoint.remove()
