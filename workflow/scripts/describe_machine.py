"""Write the page on this machine: what it is, and how long every job took on it."""

import argparse
from pathlib import Path

from nncore.files import read_json
from nncore.report.write import Configuration, write_machine_page
from workflow.job import check_code, read_as

# Where Snakemake records what made each file; its `benchmark:` would cost a tenth of the whole run.
RECORDS = Path(".snakemake/metadata")

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--config", type=read_as(Configuration), required=True)
for option in ("code", "results", "sources"):
    parser.add_argument(f"--{option}", type=Path, required=True)

if __name__ == "__main__":
    arguments = parser.parse_args()
    check_code(arguments.code)
    records = [read_json(path) for path in sorted(RECORDS.rglob("*")) if path.is_file()]
    # A job is called like its log, results/logs/RULE/JOB.log, and makes one record for each file.
    seconds = {
        "/".join(Path(record["log"][0]).with_suffix("").parts[2:]): round(
            record["endtime"] - record["starttime"], 2
        )
        for record in records
        if record["log"] and record["starttime"] is not None and record["endtime"] is not None
    }
    write_machine_page(arguments.config, arguments.results, arguments.sources, seconds)
