"""Resumed from any checkpoint, through a file, a training ends as if never interrupted."""

from dataclasses import replace

import numpy as np
import pytest

from nncore.files import write_arrays
from nncore.functions.optimizers import OPTIMIZERS, Adam, Optimizer
from nncore.training.checkpoint import load_checkpoint, save_checkpoint
from nncore.training.settings import EarlyStopping, Settings
from nncore.training.streams import legacy_stream
from nncore.training.train import train
from tests.problems import problem, streams

TASK = problem(3, 6, 2, n_replicas=3, n=20, shared=False)
VALIDATION = problem(3, 2, n=8, seed=4).split
SETTINGS = Settings(
    optimizer=Adam(),
    learning_rate=np.array([0.3, 0.05, 0.02]),
    l2=np.array([0.0, 0.1, 0.01]),
    max_epochs=25,
    batch_size=6,
    dropout=(0.3,),
    record_epochs=np.arange(0, 26, 3),
    snapshot_steps=(0, 10, 60, 100),
    early_stopping=EarlyStopping(patience=6),
)


def modern(n):
    return {"order_rngs": streams("order", n), "dropout_rngs": streams("dropout", n)}


def one_legacy_stream_for_everything(n):
    rngs = [legacy_stream(42 + replica) for replica in range(n)]
    return {"order_rngs": rngs, "dropout_rngs": rngs}


def run(settings=SETTINGS, make=modern, checkpoint=None, **options):
    if checkpoint is not None:
        options["checkpoint"] = lambda capture: checkpoint(capture())
    return train(
        TASK.architecture,
        TASK.params,
        TASK.split,
        settings,
        validation=VALIDATION,
        **make(3),
        **options,
    )


def assert_same(fit, expected):
    for name in ("params", "best_params", "best_epoch", "n_epochs", "status", "snapshots"):
        np.testing.assert_array_equal(getattr(fit, name), getattr(expected, name), err_msg=name)
    for name, values in expected.history.items():
        np.testing.assert_array_equal(fit.history[name], values, err_msg=name)


def assert_resumes(tmp_path, settings, make=modern):
    saved = []
    whole = run(settings, make, checkpoint=saved.append)
    assert len(saved) > 3
    for number, checkpoint in enumerate(saved):
        path = tmp_path / f"{number}.npz"
        save_checkpoint(path, checkpoint)
        assert_same(run(settings, make, resume=load_checkpoint(path)), whole)
    return whole


@pytest.mark.parametrize("make", [modern, one_legacy_stream_for_everything])
@pytest.mark.parametrize("sampling", ["permutation", "replacement"])
def test_mini_batches_with_dropout_and_early_stopping(tmp_path, make, sampling):
    whole = assert_resumes(tmp_path, replace(SETTINGS, sampling=sampling), make)
    assert len(set(whole.n_epochs)) > 1  # some checkpoints hold fewer active replicas


@pytest.mark.parametrize(
    "name", [n for n, make in OPTIMIZERS.items() if issubclass(make, Optimizer)]
)
def test_every_optimizer_on_full_batches(tmp_path, name):
    settings = replace(
        SETTINGS, optimizer=OPTIMIZERS[name](), batch_size=None, dropout=(), snapshot_steps=(0, 13)
    )
    assert_resumes(tmp_path, settings)


def test_a_checkpoint_is_a_copy():
    saved = []
    run(checkpoint=saved.append)
    before = saved[1].arrays["params"].copy()
    run(resume=saved[1])
    np.testing.assert_array_equal(saved[1].arrays["params"], before)


@pytest.mark.parametrize(
    "settings",
    [
        {"record_epochs": None},
        {"snapshot_steps": ()},
        {"optimizer": OPTIMIZERS["momentum"]()},
    ],
)
def test_a_checkpoint_of_another_training_is_refused(settings):
    saved = []
    run(checkpoint=saved.append)
    with pytest.raises(ValueError, match="belongs to another training"):
        run(replace(SETTINGS, **settings), resume=saved[2])


def test_another_file_is_refused(tmp_path):
    write_arrays(tmp_path / "run.npz", {"params": np.zeros(3)})
    with pytest.raises(ValueError, match=r"run\.npz: not a checkpoint"):
        load_checkpoint(tmp_path / "run.npz")
