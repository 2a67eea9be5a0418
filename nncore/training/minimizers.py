"""Whole-run minimisation (L-BFGS), network by network, recorded like any training."""

from collections.abc import Callable

import numpy as np

from nncore.arrays import Array
from nncore.functions.optimizers import LBFGS, gradient_norm
from nncore.training.replicas import Replicas
from nncore.training.results import Results
from nncore.training.settings import COMPLETED, CONVERGED, DIVERGED, Fit, Progress, Settings

# The tolerance when none is set: what double precision can reach.
SMALLEST_GRADIENT = 1e-10


def minimize(
    optimizer: LBFGS,
    replicas: Replicas,
    results: Results,
    callback: Callable[[Progress], None] | None = None,
) -> Fit:
    """Minimise the full loss of every network; an epoch is one iteration.

    The last point of a converged network stands in the history at the next recorded epoch.

    Raises
    ------
    ValueError
        When the settings ask for what only stepwise training has.
    """
    settings = replicas.settings
    _check(optimizer, settings)
    paths = [_path(optimizer, replicas, replica) for replica in range(len(replicas.active))]
    for epoch in range(settings.max_epochs + 1):
        replicas.epoch = replicas.step = epoch
        for row, replica in enumerate(replicas.active):
            replicas.params[row] = paths[replica][min(epoch, len(paths[replica]) - 1)]
        results.take_snapshot(replicas)
        if not results.is_due(epoch):
            continue
        raw = replicas.full_gradient()
        results.record(replicas, raw, gradient_norm(replicas.networks.gradient))
        if callback is not None:
            callback(results.progress(replicas))
        status = results.status[replicas.active]  # copied
        status[[len(paths[replica]) <= epoch for replica in replicas.active]] = CONVERGED
        status[~np.isfinite(results.recorded("train_loss", replicas))] = DIVERGED
        results.end(replicas, status)
    fit = results.fit(replicas)
    n_iterations = np.array([len(path) - 1 for path in paths])
    np.minimum(fit.n_epochs, n_iterations, out=fit.n_epochs)
    early = n_iterations < settings.max_epochs
    fit.status[early & (fit.status == COMPLETED)] = CONVERGED
    return fit


def _check(optimizer: LBFGS, settings: Settings) -> None:
    for name in ("batch_size", "dropout", "early_stopping", "clip_norm"):
        if getattr(settings, name):
            raise ValueError(
                f"{optimizer.title} works on the whole training split, step by step as it sees "
                f"fit: leave out {name}"
            )


def _path(optimizer: LBFGS, replicas: Replicas, replica: int) -> list[Array]:
    """Return the points of one network's minimisation, (P,) each, the initial one first."""
    samples, settings = replicas.train, replicas.settings
    x, y = _of(samples.x, replica), _of(samples.y, replica)
    share = samples.share if isinstance(samples.share, float) else _of(samples.share, replica)
    network = replicas.networks.keep(replicas.active == replica)

    def objective(params: Array) -> tuple[float, Array]:
        network.params[0] = params
        raw = network.compute_gradient(x, y, share)
        return float(network.loss(raw, y, share)[0]), network.gradient[0].astype(float)

    tolerance = settings.gradient_tolerance or SMALLEST_GRADIENT
    start = network.params[0].astype(float)
    return optimizer.points(objective, start, settings.max_epochs, tolerance)


def _of(array: Array, replica: int) -> Array:
    """Return one replica's rows (1, ...) of an array with one set for all, or one for each."""
    return array if len(array) == 1 else array[replica : replica + 1]
