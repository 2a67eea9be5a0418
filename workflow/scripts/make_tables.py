"""Write metrics.json, the table of published numbers, and a result table for each experiment."""

from pathlib import Path

from nncore.analysis.tables.writing import write_tables
from nncore.config.records.configuration import Configuration
from workflow.job import options

if __name__ == "__main__":
    job = options(__doc__, slice=Configuration, results=Path)
    write_tables(job.slice, job.results)
