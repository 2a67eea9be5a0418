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
    "key twice": (
        "    epochs: 501\n",
        "    epochs: 501\n    epochs: 502\n",
        ["config.yaml:27:5: experiments.tiny-xor.epochs:", "stands twice", "in lines 26 and 27"],
    ),
    "octal": ("epochs: 501", "epochs: 0501", ["config.yaml:26:13: experiments.tiny-xor.epochs"]),
    "code of Snakemake": (
        "seed: 3",
        "__use_yte__: true\nseed: 3",
        ["config.yaml:2:1: __use_yte__: asks Snakemake to run code"],
    ),
    "late mistakes": (
        "    figures: [loss, region]\n",
        "    figures: [loss, fit]\n    notice: Look.\n",
        [
            'experiments.tiny-xor.figures[1]: "fit" needs a regression',
            "tiny-xor.notice: words live in pages; write this in its text: pages/first/",
        ],
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


def test_the_command_line_is_laid_over_the_file_and_refused_by_name(tmp_path):
    project = Project(tmp_path / "project", TINY)
    other = project.folder / "other.yaml"
    other.write_text("experiments:\n  tiny-sine:\n    epochs: 20\n    record_every: 0\n")
    wrong = "experiments={tiny-xor: {epochs: 0}}"
    done = project.snakemake("--configfile", "other.yaml", "--config", wrong, check=False)
    message = done.stdout + done.stderr
    assert "other.yaml:4:5: experiments.tiny-sine.record_every: is 0" in message
    assert "--config: experiments.tiny-xor.epochs: is 0" in message
    other.write_text("experiments:\n  tiny-sine:\n    epochs: 20\n")
    right = "experiments={tiny-xor: {learning_rate: 1e-3}}"
    project.snakemake("--dry-run", "--configfile", "other.yaml", "--config", right)
