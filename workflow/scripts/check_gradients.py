"""Check the gradient of one network."""

import argparse
from pathlib import Path

from nncore.config.records.training import GradientSettings
from nncore.experiments.made_by import made_by
from nncore.experiments.run import run_gradient_check
from nncore.experiments.run_files import save_gradient_study
from workflow.job import check_code, read_as

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--code", type=Path, required=True)
parser.add_argument("name")
parser.add_argument("--block", type=read_as(GradientSettings), required=True)
parser.add_argument("--output", type=Path, required=True)

if __name__ == "__main__":
    arguments = parser.parse_args()
    check_code(arguments.code)
    study = run_gradient_check(arguments.name, arguments.block)
    save_gradient_study(arguments.output, study, made_by())
