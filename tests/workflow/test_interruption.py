"""Killed in a training, the next run goes on where it was, with the same result to the bit."""

import os
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
    assert not (killed.folder / KEPT).exists()
    shutil.rmtree(killed.folder / "results")
    whole, log = made(killed)
    assert "resumed" not in log
    assert resumed == whole


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("config.yaml", "learning_rate: 2.0", "learning_rate: 1.5"),
        ("config.yaml", "xor, stream: legacy, seed: 42", "xor, stream: legacy, seed: 43"),
        ("nncore/losses.py", "\nfrom nncore", "\n# edited\nfrom nncore"),
    ],
)
def test_nothing_is_resumed_with_other_settings_data_or_code(killed, file, old, new):
    path = killed.folder / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    _, log = made(killed)
    assert "resumed" not in log
    assert not (killed.folder / KEPT).exists()
