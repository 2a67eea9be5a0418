"""Compile the report's LaTeX, and fail on what a reader would stumble over."""

from pathlib import Path

from nncore.report.latex.pdf import compile_pdf
from workflow.job import options, plan

if __name__ == "__main__":
    job = options(__doc__, slice=plan, tex=Path, output=Path)
    compile_pdf(job.tex, job.output)
