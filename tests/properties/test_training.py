"""Properties of whole trainings."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nncore.arrays import Split
from nncore.functions.optimizers import OPTIMIZERS, Adam, Optimizer
from nncore.functions.schedules import Cosine, Exponential, InverseTime, Steps, WarmUp
from nncore.training.batches import batch_rows, dropout_masks
from nncore.training.settings import Settings
from nncore.training.streams import stream
from nncore.training.train import train
from tests.problems import problem, relative_error, streams

SEEDS = st.integers(0, 2**32 - 1)
STEPWISE = [name for name, make in OPTIMIZERS.items() if issubclass(make, Optimizer)]


def run(task, settings, data=None, seed=0):
    return train(
        task.architecture,
        task.params,
        data or task.split,
        settings,
        order_rngs=streams("order", len(task.params), seed),
        dropout_rngs=streams("dropout", len(task.params), seed),
    )


@pytest.mark.parametrize("name", STEPWISE)
@given(seed=SEEDS, batch_size=st.sampled_from([None, 3]))
def test_without_a_learning_rate_nothing_moves(name, seed, batch_size):
    task = problem(3, 4, 2, seed=seed)
    settings = Settings(OPTIMIZERS[name](), learning_rate=0.0, max_epochs=3, batch_size=batch_size)
    np.testing.assert_array_equal(run(task, settings).params, task.params)


@given(seed=SEEDS, l2=st.floats(0.05, 5.0))
def test_ridge_regression_is_where_gradient_descent_rests(seed, l2):
    """No hidden layer, squared error, L2: the closed form is a fixed point."""
    task = problem(3, 2, n=12, seed=seed, biases=False)
    x, y = task.x[0], task.y[0]
    closed = np.linalg.solve(x.T @ x / 12 + l2 * np.eye(3), x.T @ y / 12)
    # The largest stable rate is 2 over the largest curvature.
    rate = 1.0 / (np.linalg.eigvalsh(x.T @ x / 12)[-1] + l2)
    fit = run(task, Settings(learning_rate=rate, l2=l2, max_epochs=3000, gradient_tolerance=1e-11))
    assert relative_error(fit.params[0], closed.ravel()) < 1e-8


@given(seed=SEEDS, counts=st.lists(st.integers(0, 3), min_size=9, max_size=9))
def test_integer_weights_train_as_repeated_rows(seed, counts):
    task = problem(3, 4, 2, n=9, seed=seed)
    weight = np.array([1, *counts[1:]])
    settings = Settings(Adam(), learning_rate=0.05, max_epochs=5, l2=0.01)
    weighted = run(task, settings, Split(task.x, task.y, weight))
    repeated = run(task, settings, Split(*(np.repeat(a, weight, axis=1) for a in task[2:])))
    assert relative_error(weighted.params, repeated.params) < 1e-6
    for name in ("train_loss", "gradient_norm"):
        np.testing.assert_allclose(weighted.history[name], repeated.history[name], rtol=1e-6)


@pytest.mark.parametrize("batch_size", [None, 4])
@given(seed=SEEDS)
def test_dropping_nothing_is_no_dropout_bit_for_bit(batch_size, seed):
    task = problem(3, 6, 5, 2, n=10, n_replicas=2, seed=seed)
    settings = Settings(Adam(), learning_rate=0.05, max_epochs=4, batch_size=batch_size)
    without = run(task, settings, seed=seed)
    nothing = run(
        task, Settings(Adam(), 0.05, 4, batch_size=batch_size, dropout=(0.0, 0.0)), seed=seed
    )
    np.testing.assert_array_equal(without.params, nothing.params)
    np.testing.assert_array_equal(without.history["train_loss"], nothing.history["train_loss"])


@given(seed=SEEDS, rate=st.floats(0.05, 0.9))
def test_dropout_keeps_the_mean(seed, rate):
    (mask,) = dropout_masks([stream(seed, "dropout")], (rate,), (50,), 400)
    deviation = np.sqrt(rate / (1.0 - rate) / mask.size)
    assert abs(mask.mean() - 1.0) < 6 * deviation


@given(seed=SEEDS, n=st.integers(8, 60), batch_size=st.integers(1, 70))
def test_every_epoch_is_a_permutation_of_its_own(seed, n, batch_size):
    rng = stream(seed, "order")
    epochs = [
        np.concatenate(list(batch_rows([rng], n, batch_size, "permutation")), axis=1)[0]
        for _ in range(5)
    ]
    for order in epochs:
        np.testing.assert_array_equal(np.sort(order), np.arange(n))
    assert len({tuple(order) for order in epochs}) > 1


@given(seed=SEEDS, batch_size=st.sampled_from([None, 4]))
def test_arguments_of_a_training_are_never_modified(seed, batch_size):
    task = problem(3, 4, 2, n=9, n_replicas=2, seed=seed, shared=False)
    weight = np.linspace(0.0, 1.0, 9)
    before = [array.copy() for array in (*task[1:], weight)]
    settings = Settings(Adam(), 0.1, 3, batch_size=batch_size, dropout=(0.5,))
    run(task, settings, Split(task.x, task.y, weight))
    for array, copy in zip((*task[1:], weight), before, strict=True):
        np.testing.assert_array_equal(array, copy)


RATES = st.floats(1e-4, 10.0)
COUNTS = st.integers(1, 200)


@given(rate=RATES, share=st.floats(0.0, 1.0), n_warmup=COUNTS, n_fall=COUNTS)
def test_warm_up_rises_to_its_peak_and_falls_to_its_end(rate, share, n_warmup, n_fall):
    n_steps = n_warmup + n_fall
    values = [WarmUp(rate, n_warmup, n_steps, share * rate)(step) for step in range(n_steps + 5)]
    assert values[0] == 0.0
    assert np.argmax(values) == n_warmup or share == 1.0
    assert values[n_warmup] == pytest.approx(rate)
    assert (np.diff(values[: n_warmup + 1]) > 0).all()
    assert (np.diff(values[n_warmup:]) <= 1e-12 * rate).all()
    np.testing.assert_allclose(values[n_steps:], share * rate, atol=1e-12 * rate)


@given(rate=RATES, decay=st.floats(0.01, 0.99), every=COUNTS, n_steps=COUNTS)
def test_decays_start_at_the_initial_rate_and_never_rise(rate, decay, every, n_steps):
    for schedule in (
        Exponential(rate, decay, every),
        InverseTime(rate, decay, every),
        Cosine(rate, n_steps),
    ):
        values = np.array([schedule(step) for step in range(n_steps + 1)])
        assert values[0] == pytest.approx(rate)
        assert (np.diff(values) <= 0).all()
        assert (values >= 0).all()
    assert Exponential(rate, decay, every)(every) == pytest.approx(rate * decay)


@given(st.lists(RATES, min_size=1, max_size=5), st.data())
def test_steps_hold_each_rate_between_its_boundaries(rates, data):
    n = len(rates) - 1
    boundaries = sorted(
        data.draw(st.lists(st.integers(1, 50), min_size=n, max_size=n, unique=True))
    )
    schedule = Steps(rates, boundaries)
    for step in range(55):
        assert schedule(step) == rates[sum(boundary <= step for boundary in boundaries)]
