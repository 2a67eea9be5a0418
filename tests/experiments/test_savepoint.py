"""An experiment interrupted anywhere ends as if it had never been."""

import pytest

from nncore.data.draws import build_dataset
from nncore.experiments import run
from nncore.experiments.run import run_experiment
from nncore.experiments.run_files import save_study
from nncore.experiments.savepoint import SECONDS, Savepoint
from tests.config.config_example import valid

# Two variants of three networks in stacks of one, all drawing from streams; six epochs recorded.
CHANGES = {
    "epochs": 5,
    "snapshots": [0, 7, 10],
    "figures": ["loss"],
    "published": [],
    "batch_size": 2,
    "replicas": 3,
    "variants": {"slow": {"learning_rate": 0.1}, "fast": {"learning_rate": 3.0}},
}
STUDY = valid({f"experiments/plain/{name}": value for name, value in CHANGES.items()})
NAME, BLOCK = "plain", STUDY.experiments["plain"].training
DATASET = build_dataset("xor", STUDY.datasets["xor"])


class Killed(Exception):
    """Stands for a kill."""


class Clock:
    """Goes on by the time between two checkpoints at each look, and ends at one of them."""

    def __init__(self, last=float("inf")):
        self.looks, self.last = 0, last

    def __call__(self):
        self.looks += 1
        if self.looks > self.last:
            raise Killed
        return self.looks * SECONDS


@pytest.fixture(autouse=True)
def stacks_of_one_network(monkeypatch):
    monkeypatch.setattr(run, "CHUNK_BYTES", 1)


def saved(folder, savepoint=None):
    study = run_experiment(NAME, BLOCK, DATASET, savepoint=savepoint)
    save_study(folder / "run.npz", study, {})
    return [(folder / f"run{suffix}").read_bytes() for suffix in (".npz", ".json")]


def test_resumed_after_a_kill_anywhere(tmp_path):
    whole = saved(tmp_path)
    clock, folder = Clock(), tmp_path / "keep" / "key"
    assert saved(tmp_path, Savepoint(folder, clock)) == whole
    for last in range(2, clock.looks, 9):
        savepoint = Savepoint(folder, Clock(last))
        savepoint.remove()
        with pytest.raises(Killed):
            saved(tmp_path, savepoint)
        assert saved(tmp_path, Savepoint(folder, Clock())) == whole
    savepoint.remove()
    assert not folder.parent.exists()


def test_a_damaged_file_costs_its_part_only(tmp_path, caplog):
    whole, folder = saved(tmp_path), tmp_path / "keep" / "key"
    saved(tmp_path, Savepoint(folder, Clock()))
    files = sorted(folder.iterdir())
    assert {path.name.split("-")[0] for path in files} == {"fit", "checkpoint"}
    for path in files:
        path.write_bytes(path.read_bytes()[:100])
    assert saved(tmp_path, Savepoint(folder, Clock())) == whole
    assert "fit-0.npz: damaged" in caplog.text


def test_a_short_training_writes_nothing(tmp_path):
    saved(tmp_path, Savepoint(tmp_path / "keep" / "key", lambda: 0.0))
    assert not (tmp_path / "keep").exists()
