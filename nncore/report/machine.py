"""The machine that made the report: its facts, and the page that shows them."""

import os
import platform
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from nncore.config.records.configuration import Configuration
from nncore.language import numbers
from nncore.language.inline import escape
from nncore.language.wording import plural
from nncore.report.document.model import Card, Report, Section, Table
from nncore.report.parts.printed_times import printed_times
from nncore.report.parts.tables import right, table


def machine_facts(jobs: Mapping[str, float]) -> dict[str, Any]:
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


def machine_report(facts: Mapping[str, Any], config: Configuration) -> Report:
    """Return the page on the machine that made the report: what it is, how long jobs took.

    `config` is the resolved configuration, whose documents may print times.
    """
    jobs: Mapping[str, float] = facts["seconds"]
    rows = [
        ("Processor", escape(facts["processor"])),
        ("Cores", numbers.count(facts["cores"])),
        ("System", escape(f"{facts['system']}, {facts['architecture']}")),
        ("BLAS", escape(facts["blas"])),
        ("Python", escape(facts["python"])),
    ]
    parts = [Section("sec-machine", "The machine", [Card("Machine", rows)])]
    total = ""
    if jobs:
        total = f" {plural(len(jobs), 'job')}, {numbers.seconds(sum(jobs.values()))} in all."
        parts.append(Section("sec-durations", "Durations", [_by_rule(jobs), _by_job(jobs)]))
    return Report(
        "The machine that made the report",
        "Facts that differ from machine to machine, kept apart from the report.",
        (f"Back to [the report](index.html).{total}",),
        (),
        [*parts, *printed_times(config, jobs)],
    )


def _by_rule(jobs: Mapping[str, float]) -> Table:
    rules: dict[str, list[float]] = {}
    for job, seconds in jobs.items():
        rules.setdefault(job.partition("/")[0], []).append(seconds)
    rows = []
    for rule, times in sorted(rules.items(), key=lambda item: -sum(item[1])):
        taken = (numbers.seconds(sum(times)), numbers.seconds(max(times)))
        rows.append([f"`{rule}`", numbers.count(len(times)), *taken])
    return table(
        "tab-rules",
        "How long the rules took, the longest first.",
        ["Rule", right("Jobs"), right("Together"), right("Longest")],
        rows,
    )


def _by_job(jobs: Mapping[str, float]) -> Table:
    ordered = sorted(jobs.items(), key=lambda item: -item[1])
    return table(
        "tab-jobs",
        "How long every job took, the longest first.",
        ["Job", right("Time")],
        [[f"`{job}`", numbers.seconds(seconds)] for job, seconds in ordered],
    )
