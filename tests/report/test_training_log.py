from dataclasses import replace

import numpy as np

from nncore.report.parts.content import Experiment
from nncore.report.parts.training_log import training_log
from tests.changing import put
from tests.report.report_studies import config, studies

BLOCK = put(config().experiments["xor"], {"log_at": (40, 0, 10)})


def log(study, block=BLOCK):
    """The tables of a study's log."""
    return list(training_log(Experiment(block, {}, study, ()), None))


def of(n_epochs=40, **history):
    """The study of exclusive or, its first seed ending after `n_epochs`."""
    study = studies()["xor"]
    run = replace(
        study.run,
        n_epochs=np.full(study.run.n_replicas, n_epochs),
        history={**study.run.history, **history},
    )
    return replace(study, runs=(run,))


def test_an_experiment_without_a_log_has_no_table():
    assert not log(of(), config().experiments["xor"])


def test_the_log_shows_the_first_seed_at_the_named_steps():
    steps = np.arange(5.0) * 10
    losses = np.tile(1 / (1 + steps), (6, 1))
    losses[1:] = 7.0
    norms = np.tile(steps / 1000, (6, 1))
    (table,) = log(of(train_loss=losses, gradient_norm=norms))
    assert [row.cells for row in table.rows] == [
        ["0", "1.00", "0"], ["10", "0.0909", "0.0100"], ["40", "0.0244", "0.0400"],
    ]  # fmt: skip
    assert table.columns[0].head == "Step"
    assert table.caption.endswith("of seed 3, whose training completed after 40 steps.")


def test_a_log_ends_with_the_training():
    (table,) = log(of(n_epochs=25))
    assert [row.cells[0] for row in table.rows] == ["0", "10"]


def test_mini_batches_are_counted_in_epochs():
    study = of()
    run = replace(study.run, settings=put(study.run.settings, {"batch_size": 2}))
    (table,) = log(replace(study, runs=(run,)))
    assert table.columns[0].head == "Epoch"


def test_what_is_not_finite_is_a_dash():
    losses = np.ones((6, 5))
    losses[0] = np.nan
    run = replace(of(train_loss=losses).run, status=np.full(6, "diverged"))
    (table,) = log(replace(of(), runs=(run,)))
    assert [row.cells[1] for row in table.rows] == ["–", "–", "–"]
