"""Check the gradient of one network."""

from pathlib import Path

from nncore.config.records.training import GradientSettings
from nncore.experiments.made_by import made_by
from nncore.experiments.run import run_gradient_check
from nncore.experiments.run_files import save_gradient_study
from workflow.job import options

if __name__ == "__main__":
    job = options(__doc__, slice=GradientSettings, name=str, output=Path)
    save_gradient_study(job.output, run_gradient_check(job.name, job.slice), made_by())
