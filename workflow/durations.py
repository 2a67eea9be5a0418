"""How long jobs took, by Snakemake's own records of what made each file.

Its `benchmark:` files would tell the same, but measuring them costs a tenth of the whole run.
"""

import json
from collections.abc import Iterator
from pathlib import Path

# Where Snakemake, which runs in the folder that holds the results, records its jobs.
RECORDS = Path(".snakemake/metadata")


def durations(records: Path = RECORDS) -> dict[str, float]:
    """Return the seconds that every job took, by rule and job: ``train/ch18-xor``.

    Raises
    ------
    ValueError
        Naming a file that is no record.
    """
    files = sorted(path for path in records.rglob("*") if path.is_file())
    return dict(job for path in files for job in _job(path))


def _job(path: Path) -> Iterator[tuple[str, float]]:
    """Yield a job, named by its log file, and its seconds; nothing for one that keeps no log."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        logs, start, end = record["log"], record["starttime"], record["endtime"]
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{path}: not a record of Snakemake ({error})") from error
    if logs and start is not None and end is not None:
        _, _, *name = Path(logs[0]).with_suffix("").parts  # results/logs/RULE/JOB.log
        yield "/".join(name), round(end - start, 2)
