"""Write the page on this machine: what it is, and how long every job took on it."""

from pathlib import Path

from nncore.config.records.configuration import Configuration
from nncore.files import read_json
from nncore.report.write import write_machine_page
from workflow.job import options

# Where Snakemake records what made each file; its `benchmark:` would cost a tenth of the whole run.
RECORDS = Path(".snakemake/metadata")

if __name__ == "__main__":
    job = options(__doc__, slice=Configuration, results=Path, sources=Path)
    seconds = {}
    for record in (read_json(path) for path in sorted(RECORDS.rglob("*")) if path.is_file()):
        if record["log"] and record["starttime"] is not None and record["endtime"] is not None:
            name = "/".join(Path(record["log"][0]).with_suffix("").parts[2:])
            seconds[name] = round(record["endtime"] - record["starttime"], 2)
    write_machine_page(job.slice, job.results, job.sources, seconds)
