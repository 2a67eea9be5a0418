"""Lay the report out as one HTML page and as LaTeX."""

from pathlib import Path

from nncore.config.records.configuration import Configuration
from nncore.report.document.made_from import Provenance
from nncore.report.write import write_report
from workflow.job import options, plan

if __name__ == "__main__":
    job = options(
        __doc__,
        slice=Configuration,
        results=Path,
        sources=Path,
        commit=str,
        stages=plan,
        yaml=[Path],
    )
    text = "\n".join(path.read_text(encoding="utf-8") for path in job.yaml)
    provenance = Provenance(job.commit, text, rules=job.stages)
    write_report(job.slice, job.results, job.sources, provenance)
