"""L-BFGS against a closed form and against SciPy on the reference loss."""

from dataclasses import replace

import jax
import numpy as np
import pytest
import scipy.optimize

from nncore.arrays import Split
from nncore.functions.optimizers import LBFGS
from nncore.network import reference
from nncore.training.settings import EarlyStopping, Settings
from nncore.training.train import train
from tests.problems import problem, relative_error, streams

MINIMISED = Settings(optimizer=LBFGS(), max_epochs=200, gradient_tolerance=1e-9)


def test_ridge_regression_reaches_the_closed_form():
    task = problem(4, 2, n_replicas=2, n=30, biases=False, shared=False)
    l2 = np.array([0.1, 2.0])
    fit = train(task.architecture, task.params, task.split, replace(MINIMISED, l2=l2))
    assert set(fit.status) == {"converged"}
    for x, y, penalty, params in zip(task.x, task.y, l2, fit.params, strict=True):
        closed = np.linalg.solve(x.T @ x / 30 + penalty * np.eye(4), x.T @ y / 30)
        assert relative_error(params, closed.ravel()) < 1e-8


@pytest.mark.parametrize("n_iterations", [3, 400])
def test_points_equal_those_of_scipy_on_the_reference(n_iterations):
    task = problem(3, 4, 1, n=25, loss="binary_log_loss")
    weight = np.linspace(0.5, 2.0, 25)

    def objective(params):
        loss = reference.loss(
            task.architecture, params[None], task.x, task.y, l2=0.01, sample_weight=weight
        )
        return loss[0]

    with_gradient = jax.jit(jax.value_and_grad(objective))
    expected = scipy.optimize.minimize(
        lambda p: tuple(np.asarray(v, dtype=float) for v in with_gradient(jax.numpy.asarray(p))),
        task.params[0],
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": n_iterations, "gtol": 1e-9, "ftol": 0.0},
    )
    settings = replace(MINIMISED, max_epochs=n_iterations, l2=0.01)
    fit = train(task.architecture, task.params, Split(task.x, task.y, weight), settings)
    assert relative_error(fit.params[0], expected.x) < 1e-6
    assert fit.status == ["completed" if n_iterations == 3 else "converged"]
    assert fit.n_epochs == [expected.nit if n_iterations == 3 else fit.n_epochs[0]]
    losses = fit.history["train_loss"][0, : fit.n_epochs[0] + 1]
    assert losses[-1] < losses[0]
    assert fit.history["gradient_norm"][0, fit.n_epochs[0]] < (1e-5 if n_iterations > 3 else 10)


def test_convergence_is_known_without_a_record_after_it():
    task = problem(4, 2, n=30)
    seldom = replace(
        MINIMISED, max_epochs=500, record_epochs=np.array([0]), snapshot_steps=(0, 500)
    )
    fit = train(task.architecture, task.params, task.split, seldom)
    assert fit.status == ["converged"]
    assert 0 < fit.n_epochs[0] < 500
    np.testing.assert_array_equal(fit.snapshots[:, 1], fit.params)


@pytest.mark.parametrize(
    ("settings", "options"),
    [
        ({"batch_size": 5}, {"order_rngs": streams("order", 1)}),
        ({"dropout": (0.5,)}, {"dropout_rngs": streams("dropout", 1)}),
        ({"early_stopping": EarlyStopping(3, "train_loss")}, {}),
        ({"clip_norm": 1.0}, {}),
    ],
)
def test_what_lbfgs_cannot_do_is_refused(settings, options):
    task = problem(3, 4, 1)
    with pytest.raises(ValueError, match=r"L-BFGS works on the whole training split.*leave out"):
        train(task.architecture, task.params, task.split, replace(MINIMISED, **settings), **options)


def test_progress_is_told():
    told = []
    task = problem(3, 4, 1)
    train(
        task.architecture,
        task.params,
        task.split,
        replace(MINIMISED, max_epochs=3),
        callback=told.append,
    )
    assert [progress.epoch for progress in told] == [0, 1, 2, 3]
