"""Train one experiment, all seeds and variants of it; what was interrupted goes on."""

import logging
from pathlib import Path

from nncore.config.records.training import Training
from nncore.data.dataset import load_dataset
from nncore.experiments.made_by import made_by
from nncore.experiments.run import run_experiment
from nncore.experiments.run_files import save_study
from nncore.experiments.savepoint import Savepoint
from nncore.training.progress import ProgressLog
from workflow.job import options

if __name__ == "__main__":
    job = options(
        __doc__, slice=Training, name=str, dataset=Path, output=Path, savepoint=Path, progress=Path
    )
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    dataset, savepoint = load_dataset(job.dataset), Savepoint(job.savepoint)
    with ProgressLog(job.progress) as progress:
        study = run_experiment(job.name, job.slice, dataset, progress, savepoint)
    save_study(job.output, study, made_by(dataset))
    savepoint.remove()
