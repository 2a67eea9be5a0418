"""The project's own files agree with each other: dependencies, locks, versions, links."""

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from nncore.config.load import load_config
from nncore.config.models import evidence
from nncore.config.records.configuration import Experiment

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
LOCKS = ("report", "test")
# The environment of the report on the Python that environment.yml names.
REFERENCE = {"python_version": "3.11", "python_full_version": "3.11.0", "sys_platform": "linux"}
# conda splits these packages; the part without desktop extras is what pip installs.
CONDA_NAMES = {"matplotlib-base": "matplotlib", "snakemake-minimal": "snakemake"}


def requirements(*extras: str) -> list[Requirement]:
    lines = list(PROJECT["dependencies"])
    for extra in extras:
        lines += PROJECT["optional-dependencies"][extra]
    return [Requirement(line) for line in lines]


def lock_text(name: str) -> str:
    return (ROOT / "locks" / f"{name}.txt").read_text()


def locked(name: str) -> list[Requirement]:
    """Every entry of a lock, one per package and marker."""
    text = lock_text(name).replace("\\\n", " ")
    entries = [line.split(" --hash=")[0] for line in text.splitlines() if re.match(r"\w", line)]
    return [Requirement(entry.strip()) for entry in entries]


def locked_versions(name: str) -> dict[str, Version]:
    """Package -> version on the reference Python."""
    return {
        canonicalize_name(entry.name): Version(str(entry.specifier).removeprefix("=="))
        for entry in locked(name)
        if entry.marker is None or entry.marker.evaluate(REFERENCE)
    }


@pytest.mark.parametrize(("lock", "extras"), [("report", ["report"]), ("test", ["report", "test"])])
def test_lock_satisfies_pyproject(lock: str, extras: list[str]) -> None:
    versions = locked_versions(lock)
    for requirement in requirements(*extras):
        name = canonicalize_name(requirement.name)
        assert name in versions, f"{name} is not in locks/{lock}.txt: run `make lock`"
        assert versions[name] in requirement.specifier


def test_test_lock_contains_report_lock() -> None:
    # One environment serves both, so that switching between them reinstalls nothing.
    test = locked_versions("test")
    assert {name: test.get(name) for name in locked_versions("report")} == locked_versions("report")


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_is_pinned_and_hashed(lock: str) -> None:
    entries = [line for line in lock_text(lock).splitlines() if re.match(r"\w", line)]
    assert len(entries) == len(locked(lock)) > 10
    assert all(re.fullmatch(r"[\w.-]+==[\w.+!]+( ; [^\\]+)? \\", entry) for entry in entries)
    # An entry that ends in a backslash goes on with a hash.
    assert not re.search(r"\\\n(?!    --hash=sha256:[0-9a-f]{64}( \\)?\n)", lock_text(lock))


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_no_host_and_no_path(lock: str) -> None:
    text = lock_text(lock)
    assert not re.search(r"://|--(extra-)?index-url|--find-links|--trusted-host", text)
    paths = re.findall(r"(?<![\w.])(?:\.{1,2})?/[\w./-]+|[\w.-]+/[\w./-]+", text)
    assert set(paths) <= {"locks/report.txt"}


def test_conda_environment_is_the_lock() -> None:
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())
    pins = dict(line.split("=", 1) for line in environment["dependencies"])
    assert pins.pop("python") == "3.11"
    pins = {CONDA_NAMES.get(name, name): pin for name, pin in pins.items()}
    versions = locked_versions("report")
    wanted = {canonicalize_name(requirement.name) for requirement in requirements("report")}
    assert pins == {name: f"{versions[name].major}.{versions[name].minor}" for name in wanted}


def test_version_is_the_same_everywhere() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    assert citation["version"] == PROJECT["version"]
    assert f"## {PROJECT['version']}" in (ROOT / "CHANGELOG.md").read_text()


def test_set_up_accepts_the_pythons_of_pyproject() -> None:
    line = re.search(r"^3\..*\)", (ROOT / "tools" / "venv.sh").read_text(), re.M)
    assert line
    accepted = re.findall(r"3\.\d+", line[0])
    allowed = Requirement(f"nncore{PROJECT['requires-python']}").specifier
    assert accepted == [f"3.{minor}" for minor in range(30) if f"3.{minor}" in allowed]


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_lead_somewhere(page: str) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", (ROOT / page).read_text())
    missing = [link for link in links if "://" not in link and not (ROOT / link).exists()]
    assert not missing


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", ".ci/run"])
def test_named_make_targets_exist(page: str) -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M)
    named = re.findall(r"(?:^|`|&& )make ([a-z][a-z-]*)", (ROOT / page).read_text(), re.M)
    assert named
    assert set(named) <= set(targets)


def test_readme_counts_the_published_numbers_of_the_catalogue() -> None:
    resolved = load_config(ROOT / "config.yaml")
    counts: Counter[str] = Counter()
    fixed: Counter[str] = Counter()
    for id, block in {**resolved.gradchecks, **resolved.experiments}.items():
        stands_in_for = ""
        if isinstance(block, Experiment):
            stands_in_for = resolved.datasets[block.training.data].stands_in_for
        for claim in block.claims:
            shown = evidence.effective(claim.evidence, stands_in_for)
            counts[shown] += not claim.is_worded
            fixed[id] += claim.kind == "exact" and evidence.EVIDENCE[shown].is_fixed
    words = (
        f"{counts['same stream']} numbers with the document's own random stream "
        f"({fixed.total()} of them, of {len(+fixed)} runs, to be equal digit by digit), "
        f"{counts['same recipe']} with its data and settings, {counts['chosen']} with choices made "
        f"knowing them, {counts['stand-in']} with other data."
    )
    assert words in " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
