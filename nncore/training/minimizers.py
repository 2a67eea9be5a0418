"""Whole-run minimisation with SciPy (L-BFGS), network by network, recorded by the trainer."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from nncore.arrays import Array
from nncore.functions.optimizers import gradient_norm
from nncore.network.architecture import loss_and_gradient
from nncore.training.replicas import Stack
from nncore.training.settings import COMPLETED, CONVERGED, DIVERGED, Fit, Progress, Settings

# The tolerance when none is set: what double precision can reach.
SMALLEST_GRADIENT = 1e-10


def minimize(stack: Stack, callback: Callable[[Progress], None] | None = None) -> Fit:
    """Minimise the full loss of every network of a stack; an epoch is one iteration.

    The last point of a converged network stands in the history at the next recorded epoch.

    Raises
    ------
    ValueError
        When the settings ask for what only stepwise training has.
    """
    _check(stack.settings)
    paths = [_path(stack, replica) for replica in range(len(stack.active))]
    for epoch in range(stack.settings.max_epochs + 1):
        stack.epoch = stack.step = epoch
        for row, replica in enumerate(stack.active):
            stack.params[row] = paths[replica][min(epoch, len(paths[replica]) - 1)]
        stack.take_snapshot()
        if not stack.is_due():
            continue
        stack.record(stack.full_gradient(), gradient_norm(stack.gradient))
        if callback is not None:
            callback(stack.progress())
        status = stack.results.status[stack.active]  # copied
        status[[len(paths[replica]) <= epoch for replica in stack.active]] = CONVERGED
        status[~np.isfinite(stack.recorded("train_loss"))] = DIVERGED
        stack.end(status)
    fit = stack.fit()
    n_iterations = np.array([len(path) - 1 for path in paths])
    np.minimum(fit.n_epochs, n_iterations, out=fit.n_epochs)
    early = n_iterations < stack.settings.max_epochs
    fit.status[early & (fit.status == COMPLETED)] = CONVERGED
    return fit


def _check(settings: Settings) -> None:
    for name in ("batch_size", "dropout", "early_stopping"):
        if getattr(settings, name):
            raise ValueError(
                f"{settings.optimizer.minimizer} works on the whole training split, step by step "
                f"as it sees fit: leave out {name}"
            )


def _path(stack: Stack, replica: int) -> list[Array]:
    """Return the points of one network's minimisation, (P,) each, the initial one first."""
    train, settings, n_replicas = stack.train, stack.settings, len(stack.params)
    x, y = _of(train.x, replica), _of(train.y, replica)
    weight = None if train.weight is None else _of(train.weight, replica)
    l2 = np.broadcast_to(np.ravel(settings.l2), n_replicas)[replica]

    def objective(params: NDArray[np.float64]) -> tuple[float, Array]:
        loss, gradient = loss_and_gradient(
            stack.architecture, params[None], x, y, l2=l2, sample_weight=weight
        )
        return float(loss[0]), gradient[0]

    points = [stack.params[replica].copy()]
    tolerance = settings.gradient_tolerance or SMALLEST_GRADIENT
    # Imported on use: half a second that no other training has to wait for.
    from scipy.optimize import minimize as scipy_minimize

    scipy_minimize(
        objective,
        points[0],
        jac=True,
        method=settings.optimizer.minimizer,
        callback=lambda params: points.append(params.copy()),
        options={
            "maxiter": settings.max_epochs,
            "maxfun": 100 * settings.max_epochs,
            # SciPy looks at the largest component, the tolerance is one of the Euclidean norm.
            "gtol": tolerance / np.sqrt(len(points[0])),
            "ftol": 0.0,
        },
    )
    return points


def _of(array: Array, replica: int) -> Array:
    """Return one replica's rows (1, ...) of an array with one set for all, or one for each."""
    return array if len(array) == 1 else array[replica : replica + 1]
