"""Draw one figure or film in all its formats, or a mark in its place when that is wanted."""

from contextlib import suppress
from pathlib import Path

from nncore.config.records.figures import FigureJob
from nncore.plots.draw import draw
from nncore.plots.registry import record_of
from workflow.job import check_code, options

if __name__ == "__main__":
    job = options(
        __doc__, slice=FigureJob, runs=[Path], datasets=[Path], output=Path, log=str, mark=bool
    )
    with suppress(Exception):  # imported before its code is checked; `draw` says why it fails
        record_of(job.slice.kind).function()
    check_code(job.code)
    draw(job.slice, job.runs, job.datasets, job.output, job.log if job.mark else None)
