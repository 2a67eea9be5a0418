"""Killed in a training, the next run goes on where it was, with the same result to the bit."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.workflow.project import Project

TINY = Path(__file__).with_name("tiny.yaml").read_text()
RUN = "results/runs/tiny-xor.npz"
KEPT = "results/checkpoints/tiny-xor"


@pytest.fixture
def killed(tmp_path):
    """Return a project in which everything was killed after a training's first checkpoint."""
    project = Project(tmp_path / "ein Ordner mit ü", TINY.replace("epochs: 501", "epochs: 40001"))
    path = project.folder / "nncore/experiments/savepoint.py"
    assert "SECONDS = 30.0" in path.read_text()
    path.write_text(path.read_text().replace("SECONDS = 30.0", "SECONDS = 0.1"))
    process = subprocess.Popen(
        [sys.executable, "-m", "snakemake", "--cores", "1", RUN],
        cwd=project.folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    while not list(project.folder.glob(f"{KEPT}/*/checkpoint-0.npz")):
        assert process.poll() is None
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert not (project.folder / RUN).exists()
    project.snakemake("--unlock")
    return project


def made(project):
    """Make the run; return its files' bytes and its log."""
    project.snakemake(RUN)
    run = project.folder / RUN
    log = (project.folder / "results/logs/train/tiny-xor.log").read_text()
    return [path.read_bytes() for path in (run, run.with_suffix(".json"))], log


def test_a_killed_training_goes_on_where_it_was(killed):
    resumed, log = made(killed)
    assert "resumed at epoch" in log
    assert not (killed.folder / KEPT).parent.exists()
    shutil.rmtree(killed.folder / "results")
    whole, log = made(killed)
    assert "resumed" not in log
    assert resumed == whole


@pytest.mark.long
def test_settings_data_and_code_each_have_a_savepoint_of_their_own(tmp_path):
    project = Project(tmp_path / "project", TINY)
    project.snakemake("results/data/xor.npz")
    folders = {folder_of(project)}
    assert folders == {folder_of(project)}
    project.edit("nncore/functions/losses.py")
    folders.add(folder_of(project))
    config = project.folder / "config.yaml"
    config.write_text(config.read_text().replace("learning_rate: 2.0", "learning_rate: 1.5"))
    folders.add(folder_of(project))
    data = project.folder / "results/data/xor.npz"
    data.write_bytes(data.read_bytes() + b" ")
    folders.add(folder_of(project))
    assert len(folders) == 4


def folder_of(project):
    """Return the folder in which the training that is planned now keeps what it does."""
    said = project.snakemake(RUN, "--dry-run", "--printshellcmds", "--forcerun", "train").stdout
    return re.search(rf"--savepoint ({KEPT}/\w+) ", said)[1]
