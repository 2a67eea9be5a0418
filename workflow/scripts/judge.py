"""Judge every number that is printed for one experiment, beside its run."""

from pathlib import Path

from nncore.analysis.published.judgements import write_judgements
from nncore.analysis.published.judging import judged
from nncore.config.records.claims import Said
from nncore.experiments.run_files import load
from workflow.job import options

if __name__ == "__main__":
    job = options(__doc__, slice=Said, runs=[Path], datasets=[Path], output=Path)
    study, *searches = (load(run, job.datasets) for run in job.runs)
    rows = judged(job.slice.document, job.slice.claims, study, searches)
    write_judgements(job.output, rows)
