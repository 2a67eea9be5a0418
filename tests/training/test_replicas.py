"""A stack of R networks gives, bit for bit, what R single ones give."""

from dataclasses import replace

import numpy as np
import pytest

from nncore.arrays import Split
from nncore.functions.metrics import ACCURACY, MSE
from nncore.functions.optimizers import OPTIMIZERS, Adam, GradientDescent, Optimizer
from nncore.functions.schedules import WarmUp
from nncore.training.settings import EarlyStopping, Settings
from nncore.training.streams import legacy_stream
from nncore.training.train import train
from tests.problems import problem, streams

R = 4


def run(task, settings, first=0, validation=None, weight=None, make=streams):
    n = len(task.params)
    return train(
        task.architecture,
        task.params,
        Split(task.x, task.y, weight),
        settings,
        validation=validation,
        order_rngs=make("order", n, first),
        dropout_rngs=make("dropout", n, first),
    )


def legacy(purpose, n, first):
    return [legacy_stream(first + replica) for replica in range(n)]


def row(value, replica):
    """One replica's share of a setting or an array of sets."""
    is_array = isinstance(value, np.ndarray) and len(value) == R
    return value[[replica]] if is_array else value


def assert_stack_equals_singles(task, settings, *, validation=None, weight=None, make=streams):
    together = run(task, settings, validation=validation, weight=weight, make=make)
    for replica in range(R):
        own = replace(
            settings,
            learning_rate=row(settings.learning_rate, replica),
            l2=row(settings.l2, replica),
        )
        own_validation = (
            None
            if validation is None
            else Split(row(validation.x, replica), row(validation.y, replica))
        )
        own_weight = None if weight is None or weight.ndim == 1 else row(weight, replica)
        own_weight = weight if own_weight is None else own_weight
        alone = run(task.alone(replica), own, replica, own_validation, own_weight, make)
        for name in ("params", "best_params", "best_epoch", "n_epochs", "status", "snapshots"):
            np.testing.assert_array_equal(
                getattr(together, name)[replica], getattr(alone, name)[0], err_msg=name
            )
        for name, values in together.history.items():
            np.testing.assert_array_equal(values[replica], alone.history[name][0], err_msg=name)
    return together


BATCHES = {
    "full": {},
    "permutation": {"batch_size": 8},
    "replacement": {"batch_size": 8, "sampling": "replacement"},
    "last-of-one": {"batch_size": 11},
}


# A minimiser takes full batches only.
CASES = [
    (name, batches)
    for name, make in OPTIMIZERS.items()
    for batches in BATCHES
    if batches == "full" or issubclass(make, Optimizer)
]


@pytest.mark.parametrize(("name", "batches"), CASES)
def test_every_optimizer(name, batches):
    task = problem(3, 5, 1, n_replicas=R, n=23, loss="binary_log_loss")
    settings = Settings(
        optimizer=OPTIMIZERS[name](),
        learning_rate=0.05,
        max_epochs=6,
        snapshot_steps=(0, 3, 6),
        **BATCHES[batches],
    )
    assert_stack_equals_singles(task, settings, validation=problem(3, 1, n=10).split)


@pytest.mark.parametrize("make", [streams, legacy])
@pytest.mark.parametrize("batch_size", [None, 7])
@pytest.mark.parametrize(("shared", "dtype"), [(True, "float64"), (False, "float32")])
def test_everything_at_once(shared, dtype, batch_size, make):
    """Dropout, weights, data, rates and penalties per replica, clipping, a metric of its own."""
    task = problem(5, 16, 9, 3, n_replicas=R, n=30, shared=shared, loss="log_loss")
    settings = Settings(
        optimizer=Adam(),
        clip_norm=0.5,
        learning_rate=np.array([0.01, 0.05, 0.1, 0.02]),
        l2=np.array([0.0, 0.1, 0.01, 0.3]),
        max_epochs=5,
        batch_size=batch_size,
        dropout=(0.2, 0.5),
        metrics=(ACCURACY, MSE),
        dtype=dtype,
    )
    validation = problem(5, 3, n=12, n_replicas=R, shared=shared, loss="log_loss").split
    weight = np.random.default_rng(0).uniform(size=(R, 30))
    assert_stack_equals_singles(task, settings, validation=validation, weight=weight, make=make)


@pytest.mark.parametrize("sizes", [(1, 1), (1, 1, 1), (2, 1, 3), (1, 16, 1), (64, 25, 10)])
@pytest.mark.parametrize("batch_size", [None, 1, 4])
def test_thin_and_thick_layers(sizes, batch_size):
    task = problem(*sizes, n_replicas=R, n=9, activation="sigmoid", link="sigmoid")
    settings = Settings(learning_rate=0.5, max_epochs=4, batch_size=batch_size)
    assert_stack_equals_singles(task, settings, weight=np.arange(9.0))


@pytest.mark.parametrize("shared", [True, False])
def test_replicas_that_end_at_different_times(shared):
    """Early stopping, tolerance and divergence take replicas away; the others do not notice."""
    task = problem(2, 6, 2, n_replicas=R, n=12, shared=shared, activation="relu")
    task.params[1] *= 0.01
    settings = Settings(
        optimizer=GradientDescent(),
        learning_rate=np.array([0.02, 0.3, 9.0, 0.1]),
        l2=np.array([0.0, 0.01, 0.02, 0.001]),
        max_epochs=300,
        record_epochs=np.arange(0, 301, 5),
        snapshot_steps=(0, 7, 50, 300),
        early_stopping=EarlyStopping(patience=20, monitor="validation_loss"),
        gradient_tolerance=0.1,
    )
    validation = problem(2, 2, n=8, n_replicas=R, shared=shared, seed=1).split
    fit = assert_stack_equals_singles(task, settings, validation=validation)
    assert len(set(fit.n_epochs)) > 2
    assert {"diverged", "converged", "stopped early"} <= set(fit.status)
    assert np.isfinite(fit.params).all()
    assert np.isfinite(fit.snapshots).all()


def test_mini_batches_with_replicas_that_end():
    task = problem(2, 6, 2, n_replicas=R, n=20, shared=False)
    settings = Settings(
        optimizer=Adam(),
        learning_rate=WarmUp(0.1, 10, 200),
        max_epochs=60,
        batch_size=6,
        dropout=(0.3,),
        early_stopping=EarlyStopping(patience=4, monitor="train_loss", min_delta=0.02),
    )
    fit = assert_stack_equals_singles(task, settings)
    assert len(set(fit.n_epochs)) > 1


@pytest.mark.parametrize("sizes", [(3, 5, 2), (19, 1)])
def test_memory_order_of_the_arguments_does_not_matter(sizes):
    task = problem(*sizes, n_replicas=R, n=40, shared=False)
    turned = task._replace(
        params=np.asfortranarray(task.params),
        x=np.asfortranarray(task.x),
        y=np.asfortranarray(task.y),
    )
    expected, fit = (run(t, Settings(Adam(), max_epochs=5)) for t in (task, turned))
    np.testing.assert_array_equal(fit.params, expected.params)
    for name, values in expected.history.items():
        np.testing.assert_array_equal(fit.history[name], values, err_msg=name)
