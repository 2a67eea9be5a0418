"""What the report was made from, and on which machine.

The first is part of the report; the second, with every duration, lies beside it, so that the
report is the same on every machine.
"""

import json
import os
import platform
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np

from nncore import __version__

PACKAGES = (
    "numpy",
    "scipy",
    "matplotlib",
    "scikit-learn",
    "jinja2",
    "latex2mathml",
    "pydantic",
    "snakemake",
    "imageio-ffmpeg",
)


@dataclass(frozen=True)
class Provenance:
    """What the report was made from; the same on every machine.

    Attributes
    ----------
    commit : str
        Of the code.
    config : str
        The configuration's text.
    versions : mapping
    rules : mapping
        The workflow: rule -> rules whose files it reads; may be empty.
    """

    commit: str
    config: str
    versions: Mapping[str, str] = field(default_factory=lambda: versions())
    rules: Mapping[str, Sequence[str]] = field(default_factory=dict)


def versions() -> dict[str, str]:
    """Return the versions of nncore, Python and the packages that make results."""
    found = {"nncore": __version__, "python": ".".join(map(str, sys.version_info[:3]))}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def durations(records: Path) -> dict[str, float]:
    """Return the seconds that every job took, by rule and job: ``train/ch18-xor``.

    Parameters
    ----------
    records : Path
        Snakemake's own records of what made each file, ``.snakemake/metadata``. Its `benchmark:`
        files would tell the same, but measuring them costs a tenth of the whole run.

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


def seconds_by_id(jobs: Mapping[str, float], ids: Sequence[str]) -> dict[str, float]:
    """Return the seconds of the jobs that made the runs of `ids`."""
    rules = ("train", "check_gradients")
    return {id: jobs[f"{rule}/{id}"] for id in ids for rule in rules if f"{rule}/{id}" in jobs}


def machine(jobs: Mapping[str, float]) -> dict[str, Any]:
    """Return the facts about this machine, and how long its jobs took."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count() or 1,
        "system": f"{platform.system()} {platform.release()}",
        "architecture": platform.machine(),
        "blas": _blas(),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "seconds": dict(sorted(jobs.items())),
    }


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    if path.is_file():
        for line in path.read_text(encoding="utf-8").splitlines():
            key, _, words = line.partition(":")
            if key.strip() == "model name":
                return words.strip()
    return platform.processor() or "unknown"


def _blas() -> str:
    found: Any = np.show_config(mode="dicts")
    blas = found.get("Build Dependencies", {}).get("blas", {}) if found else {}
    return " ".join(str(blas[key]) for key in ("name", "version") if key in blas) or "unknown"
