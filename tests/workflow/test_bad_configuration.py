"""A wrong configuration stops the workflow with every error named, before anything is written."""

from pathlib import Path

import pytest

from tests.workflow.project import Project

TINY = Path(__file__).with_name("tiny.yaml").read_text()
CASES = {
    "unknown key": ("epochs: 501", "epochz: 501", ["experiments.tiny-xor.epochz", "epochs"]),
    "unknown optimizer": ("optimizer: adam", "optimizer: adamm", ["optimizer", '"adam"']),
    "unknown loss": ("loss: log_loss", "loss: logloss", ["network.loss", "log_loss"]),
    "unknown data": ("data: digits", "data: digit", ["tiny-digits.data", "digits"]),
    "wrong type": ("epochs: 501", "epochs: many", ["experiments.tiny-xor.epochs", "many"]),
    "zero epochs": ("epochs: 501", "epochs: 0", ["experiments.tiny-xor.epochs"]),
    "negative rate": ("learning_rate: 2.0", "learning_rate: -2.0", ["tiny-xor.learning_rate"]),
    "missing file": (
        "voronoi: {kind: voronoi, draws: 3, n_samples: 12}",
        "voronoi: {kind: csv, path: mine.txt}",
        ["datasets.voronoi.path: mine.txt: no such file"],
    ),
    "hidden softmax": ("activation: relu", "activation: softmax", ["tiny-digits.network"]),
}


@pytest.mark.parametrize("case", CASES)
def test_wrong_configuration_is_refused(tmp_path, case):
    old, new, expected = CASES[case]
    assert old in TINY
    project = Project(tmp_path / "project", TINY.replace(old, new))
    done = project.snakemake(check=False)
    message = done.stdout + done.stderr
    assert done.returncode
    for words in expected:
        assert words in message
    assert "Traceback" not in message
    assert not (project.folder / "results").exists()
