"""Same inputs, same bytes: two builds in different folders on different numbers of cores."""

from hashlib import sha256
from pathlib import Path

import pytest

from tests.workflow.project import Project

TINY = Path(__file__).with_name("tiny.yaml")
# What may differ between two builds: durations and machine facts.
APART = {"machine.json", "report/machine.html"}


def _digests(folder: Path) -> dict[str, str]:
    results = folder / "results"
    names = {path.relative_to(results).as_posix() for path in results.rglob("*") if path.is_file()}
    kept = {name for name in names - APART if not name.startswith("logs/")}
    return {name: sha256((results / name).read_bytes()).hexdigest() for name in sorted(kept)}


@pytest.mark.long
def test_two_builds_are_equal_byte_for_byte(tmp_path):
    first = Project(tmp_path / "one", TINY)
    second = Project(tmp_path / "ein anderer Ordner ä", TINY)
    first.snakemake(cores=1)
    second.snakemake(cores=4)
    assert _digests(first.folder) == _digests(second.folder)
