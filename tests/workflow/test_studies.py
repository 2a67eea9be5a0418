"""A study outside the catalogue is a folder of settings and a page, and no code."""

import csv
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from nncore.check import load

UNBUILT = shutil.ignore_patterns("results", ".snakemake")  # of whoever built it in its place

ROOT = Path(__file__).resolve().parents[2]
STUDIES = sorted(path.parent for path in (ROOT / "studies").glob("*/config.yaml"))


def build(folder, *arguments):
    """Run the project's workflow on a copy of a study."""
    command = [sys.executable, "-m", "snakemake", "--directory", str(folder), "--cores", "2"]
    return subprocess.run(
        [*command, *arguments], cwd=ROOT, check=True, capture_output=True, text=True
    )


@pytest.mark.parametrize("study", STUDIES, ids=lambda study: study.name)
def test_a_study_is_a_configuration_and_a_page(study, tmp_path):
    found = load(study / "config.yaml").experiments
    lines = (study / "config.yaml").read_text(encoding="utf-8").splitlines()
    pages = [path.stem for path in study.glob("pages/*/*.md")]
    assert len(lines) <= 60
    assert len(pages) == 1
    assert set(pages) <= set(found)
    folder = shutil.copytree(study, tmp_path / study.name, ignore=UNBUILT)
    planned = build(folder, "--dry-run").stdout
    assert {id for id in found if f"results/runs/{id}.npz" not in planned} == set()
    assert not (folder / "results").exists()


def test_a_study_is_built_into_its_own_results(tmp_path):
    folder = shutil.copytree(
        ROOT / "studies/softmax-l2",
        tmp_path / "eine Studie mit ü",
        ignore=UNBUILT,
    )
    said = build(folder, "--config", "replicas=2").stderr
    assert "Using workflow specific profile" in said
    assert {path.name for path in folder.iterdir()} == {
        "config.yaml",
        "pages",
        "results",
        ".snakemake",
    }
    with (folder / "results/tables/penalties.csv").open(encoding="utf-8", newline="") as file:
        labels = dict.fromkeys(row["variant"] for row in csv.DictReader(file))
    assert list(labels) == ["L2 0", "L2 1e-3", "L2 1e-2", "L2 0.1", "L2 1"]
    report = (folder / "results/report/index.html").read_text(encoding="utf-8")
    assert "A penalty on a linear classifier" in report
    assert (folder / "results/figures/penalties/against-setting.svg").exists()
