"""Whatever changes while jobs run, and whatever the clock says: the next run makes it right."""

import json
import os
import time
from pathlib import Path

import pytest

from tests.workflow.project import Project

TINY = Path(__file__).with_name("tiny.yaml")
RUN, FIGURE = "results/runs/tiny-xor.npz", "results/figures/tiny-xor/loss.svg"
# Before training writes its results it edits a file of the project, once, and looks at what would
# run now: somebody works on while jobs run.
SAVE = "    save_study("
MEDDLE = """
    meddling = Path("meddling.json")
    if meddling.exists():
        import json, subprocess, sys

        file, old, new = json.loads(meddling.read_text())
        meddling.unlink()
        Path(file).write_text(Path(file).read_text().replace(old, new))
        subprocess.run([sys.executable, "-m", "snakemake", "--dry-run"], check=True)
"""


@pytest.fixture
def project(tmp_path):
    made = Project(tmp_path / "project", TINY)
    script = made.folder / "workflow/scripts/train.py"
    assert SAVE in script.read_text()
    script.write_text(script.read_text().replace(SAVE, MEDDLE + SAVE))
    return made


def meddle(project, file, old, new):
    assert old in (project.folder / file).read_text()
    (project.folder / "meddling.json").write_text(json.dumps([file, old, new]))


def settings(project):
    record = json.loads((project.folder / RUN).with_suffix(".json").read_text())
    return record["settings"]


@pytest.mark.long
def test_a_library_file_edited_while_its_job_runs(project):
    meddle(project, "nncore/functions/losses.py", "\nfrom nncore", "\n# edited\nfrom nncore")
    project.snakemake(RUN)
    assert project.planned(RUN)[0] == {"train": 1}
    project.snakemake(RUN)
    assert project.planned(RUN)[0] == {}


@pytest.mark.long
def test_a_library_file_edited_before_a_job_starts(project):
    meddle(project, "nncore/functions/losses.py", "\nfrom nncore", "\n# edited\nfrom nncore")
    done = project.snakemake(FIGURE, check=False)
    assert done.returncode
    assert "nncore/functions/losses.py changed after this run was planned" in done.stderr
    assert project.planned(FIGURE)[0] == {"train": 1, "draw_figure": 1}
    project.snakemake(FIGURE)
    assert project.planned(FIGURE)[0] == {}


@pytest.mark.long
def test_a_setting_edited_during_a_run_and_then_a_dry_run(project):
    meddle(project, "config.yaml", "learning_rate: 2.0", "learning_rate: 1.5")
    project.snakemake(FIGURE)
    assert settings(project)["learning_rate"] == 2.0
    for _ in range(2):
        assert project.planned(FIGURE)[0] == {"train": 1, "draw_figure": 1}
    project.snakemake(FIGURE)
    assert settings(project)["learning_rate"] == 1.5
    assert project.planned(FIGURE)[0] == {}


def test_results_dated_ahead_of_the_clock(project):
    project.snakemake(FIGURE)
    tomorrow = time.time() + 86_400
    for path in (project.folder / "results").rglob("*"):
        os.utime(path, (tomorrow, tomorrow))
    assert project.planned(FIGURE)[0] == {}
    project.edit("nncore/plots/figures/curves.py")
    assert project.planned(FIGURE)[0] == {"draw_figure": 1}
    project.edit("nncore/data/written_points.py")
    assert set(project.planned(FIGURE)[0]) == {"make_dataset", "train", "draw_figure"}


def test_a_file_of_the_users_replaced_by_an_older_one(tmp_path):
    stand_in, own = "{kind: voronoi, draws: 3, n_samples: 12}", "{kind: csv, path: mine.csv}"
    text = TINY.read_text().replace(stand_in, own)
    assert own in text
    project = Project(tmp_path / "project", text)
    mine, data = project.folder / "mine.csv", "results/data/voronoi.npz"
    rows = "".join(f"{number},0.5,{number % 2}\n" for number in range(20))
    mine.write_text(rows)
    project.snakemake(data)
    mine.write_text(rows.replace("0.5", "0.6"))
    os.utime(mine, (10**9, 10**9))
    assert project.planned(data)[0] == {"make_dataset": 1}


def test_a_deleted_data_set_comes_back_once(project):
    project.snakemake(RUN)
    (project.folder / "results/data/xor.npz").unlink()
    project.snakemake(RUN)
    assert project.planned(RUN)[0] == {}


def test_a_slice_edited_by_hand_is_refused(project):
    project.snakemake(RUN)
    (path,) = project.folder.glob("results/config/train/tiny-xor.*.json")
    path.write_text(path.read_text().replace("2.0", "1.5"))
    done = project.snakemake(RUN, "--forcerun", "train", check=False)
    assert done.returncode
    assert f"{path.relative_to(project.folder)} was changed by hand" in done.stderr
