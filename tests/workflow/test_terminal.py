"""What somebody reads who runs the workflow: a line per job, progress, and causes of failures."""

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.workflow.project import Project

TINY = Path(__file__).with_name("tiny.yaml").read_text()
CLEAR = "\r\x1b[K"
RUN = "results/runs/tiny-xor.npz"


@pytest.fixture
def slow(tmp_path):
    """Return a project whose training takes seconds and tells of itself twenty times a second."""
    project = Project(tmp_path / "project", TINY.replace("epochs: 501", "epochs: 60001"))
    path = project.folder / "nncore/training/progress.py"
    text = path.read_text().replace("= 10.0, 0.5", "= 0.05, 0.05")
    assert "0.05" in text
    path.write_text(text)
    return project


def test_elsewhere_than_in_a_terminal_progress_is_whole_lines(slow):
    said = slow.snakemake(RUN).stderr
    found = re.findall(r"^[\d:]{8}  train/tiny-xor: (\d+) %, (.* left) \((.*)\)$", said, re.M)
    assert found
    assert {words.partition(", epoch")[0] for *_, words in found} == {"seeds 1-3 of 3"}
    shares = [int(share) for share, *_ in found]
    assert shares == sorted(shares)
    assert "\r" not in said
    log = (slow.folder / "results/logs/train/tiny-xor.log").read_text()
    assert re.search(r"^\d+ %, \d+ s left: seeds 1-3 of 3, epoch \d+ of 60001, 3 active", log, re.M)
    assert not list(slow.folder.glob("results/logs/**/*.progress"))


def test_in_a_terminal_a_bar_is_the_last_line_and_leaves_nothing(slow):
    theirs, ours = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "snakemake", "--cores", "2", RUN, "results/data/sine.npz"],
        cwd=slow.folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=ours,
        env={**os.environ, "TERM": "xterm"},
    )
    os.close(ours)
    said = read_all(theirs)
    assert process.wait() == 0
    assert re.search(r"train/tiny-xor \[#+\.+\] \d+ % \d+ s left", said)
    bars = re.findall(r"train/tiny-xor \[.*?left(?: not known yet)?(.{3})", said, re.S)
    assert set(bars) == {CLEAR[:3]}, "every bar is wiped out before anything else is written"
    left = re.sub(rf"[^\n]*{re.escape(CLEAR)}", "", said)
    assert "[#" not in left
    assert re.search(r"^[\d:]{8}  \d of \d  train/tiny-xor  \(\d+ s\)\r?$", left, re.M)


def read_all(descriptor: int) -> str:
    """Return what is written to a pseudo-terminal until its other end is closed."""
    parts = []
    while True:
        try:
            part = os.read(descriptor, 4096)
        except OSError:
            part = b""
        if not part:
            os.close(descriptor)
            return b"".join(parts).decode()
        parts.append(part)


FAULTS = {
    "draw_figure/tiny-sine/fit": (
        "results/figures/tiny-sine/fit.svg",
        ["ValueError: boom", "at nncore/plots/figures/fits.py, line"],
    ),
    "make_dataset/voronoi": (
        "results/data/voronoi.npz",
        ["ValueError: data set 'voronoi': mine.csv: row 2", "at nncore/data/"],
    ),
    "train/tiny-digits": (
        "results/runs/tiny-digits.npz",
        ["ZeroDivisionError: division by zero", "at nncore/training/batches.py, line"],
    ),
}


def test_a_failed_job_is_told_by_its_cause(tmp_path):
    stand_in, own = "{kind: voronoi, draws: 3, n_samples: 12}", "{kind: csv, path: mine.csv}"
    project = Project(tmp_path / "project", TINY.replace(stand_in, own))
    (project.folder / "mine.csv").write_text("1,2,0\n1,two,1\n")
    project.edit("nncore/plots/figures/fits.py", "\nraise ValueError('boom')\n")
    project.edit("nncore/training/batches.py", "\ndef batch_rows(*_):\n    return 1 / 0\n")
    targets = [target for target, _ in FAULTS.values()]
    done = project.snakemake(*targets, "--keep-going", check=False)
    assert done.returncode
    *_, summary = done.stderr.partition("total")
    for name, (_, lines) in FAULTS.items():
        at_once = re.search(rf"^[\d:]{{8}}  FAILED  {name}: (.*)$", summary, re.M)
        assert at_once, summary
        assert at_once[1].startswith(lines[0])
        block = re.search(rf"^FAILED  {name}\n((?:    .*\n)+)", summary, re.M)
        assert block, summary
        told = [line.strip() for line in block[1].splitlines()]
        assert [line[: len(start)] for line, start in zip(told, lines, strict=False)] == lines
        assert told[-1].startswith("log: results/logs/")
        assert len(told) == 3
    for noise in ("input:", "CalledProcessError", "set -euo pipefail", "Select jobs"):
        assert noise not in done.stderr


def test_a_run_says_one_line_for_each_job(tmp_path):
    project = Project(tmp_path / "project", TINY)
    said = project.snakemake("results/figures/tiny-xor/loss.svg").stderr
    jobs = re.findall(r"^[\d:]{8}  (\d of 3)  (.*?)(?:  \(\d+ s\))?$", said, re.M)
    assert jobs == [
        ("1 of 3", "make_dataset/xor"),
        ("2 of 3", "train/tiny-xor"),
        ("3 of 3", "draw_figure/tiny-xor/loss"),
    ]
    assert len(said.splitlines()) < 25


BROKEN = (
    "nncore/plots/figures/fits.py",
    "nncore/plots/figures/training_film.py",
    "nncore/plots/figures/distributions.py",
)
MARKED = {
    "figures/tiny-sine/fit": "draw_figure/tiny-sine/fit",
    "animations/tiny-voronoi/training": "draw_animation/tiny-voronoi/training",
    "figures/tiny-voronoi/spread": "draw_figure/tiny-voronoi/spread",
}
LOGS = (
    "draw_figure/tiny-sine/fit.log",
    "draw_animation/tiny-voronoi/training.log",
    "draw_figure/tiny-sine/spread.log",
    "draw_figure/tiny-voronoi/spread.log",
)


@pytest.mark.long
def test_kept_going_a_failed_drawing_is_marked_and_the_report_stands(tmp_path):
    project = Project(tmp_path / "project", TINY)
    before = {path: (project.folder / path).read_text() for path in BROKEN}
    for path in BROKEN[:2]:
        project.edit(path, "\nraise ValueError('boom_1 & $x')\n")
    text = before[BROKEN[2]].replace(") -> Drawing:\n", ") -> Drawing:\n    1 / 0\n")
    (project.folder / BROKEN[2]).write_text(text)
    done = project.snakemake("--keep-going", check=False)
    assert done.returncode
    assert "all else is made" in done.stderr
    for drawing, name in MARKED.items():
        assert f"\nFAILED  {name}\n" in done.stderr
        record = json.loads((project.folder / f"results/{drawing}.json").read_text())
        assert record["failed"].startswith(("ValueError: boom_1 & $x", "ZeroDivisionError"))
    page = (project.folder / "results/report/index.html").read_text()
    for log in LOGS:
        assert re.search(
            rf"This drawing failed; <code[^>]*>results/logs/{log}</code> says why", page
        )
    assert (project.folder / "results/report/report.tex").exists()
    for path, text in before.items():
        (project.folder / path).write_text(text)
    planned, _ = project.planned()
    drawn = {rule: planned[rule] for rule in planned if rule.startswith("draw_")}
    assert drawn == {"draw_figure": 3, "draw_animation": 1}
    assert "train" not in planned


@pytest.mark.long
def test_a_mark_is_drawn_again_even_when_nothing_changed(tmp_path):
    project = Project(tmp_path / "project", TINY)
    addition = "\nimport os\nif os.path.exists('fail'):\n    raise ValueError('boom')\n"
    project.edit("nncore/plots/figures/fits.py", addition)
    (project.folder / "fail").touch()
    target = "results/figures/tiny-sine/fit.svg"
    assert project.snakemake(target, "--keep-going", check=False).returncode
    (project.folder / "fail").unlink()
    assert project.planned(target)[0] == {"draw_figure": 1}
    project.snakemake(target)
    assert project.planned(target)[0] == {}
