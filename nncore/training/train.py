"""The trainer: R networks at once, one visible loop.

Training a stack of R networks gives bit for bit what training each alone gives: replicas share
nothing but the loop, draw from streams of their own and are compressed away as they end.
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from nncore.arrays import Array, Split
from nncore.functions.optimizers import LBFGS, Optimizer, gradient_norm
from nncore.network.architecture import Architecture
from nncore.network.propagation import sample_shares
from nncore.training.batches import batch_rows, dropout_masks, take_rows
from nncore.training.checkpoint import Checkpoint, capture, restore
from nncore.training.minimizers import minimize
from nncore.training.replicas import Replicas
from nncore.training.results import Results
from nncore.training.settings import CONVERGED, DIVERGED, STOPPED, Fit, Progress, Settings
from nncore.training.streams import Stream


def train(
    architecture: Architecture,
    params: Array,
    data: Split,
    settings: Settings,
    *,
    validation: Split | None = None,
    order_rngs: Sequence[Stream] = (),
    dropout_rngs: Sequence[Stream] = (),
    callback: Callable[[Progress], None] | None = None,
    checkpoint: Callable[[Callable[[], Checkpoint]], None] | None = None,
    resume: Checkpoint | None = None,
) -> Fit:
    """Train R networks on their data.

    Parameters
    ----------
    architecture : Architecture
    params : ndarray (R, P)
        Initial parameters; not modified.
    data, validation : Split
        One set for all replicas, or one for each; by the second an epoch may be chosen and training
        be stopped early.
    settings : Settings
    order_rngs, dropout_rngs : sequence of generators
        One for each replica; needed with mini-batches and with dropout.
    callback : callable, optional
        Told the `Progress` at every recorded epoch.
    checkpoint : callable, optional
        Called at every recorded epoch with a function that returns the `Checkpoint`; copies are
        made only when it is called. A minimiser has none: it starts anew.
    resume : Checkpoint, optional
        Continues that run; the result is bit for bit that of the uninterrupted one.

    Returns
    -------
    Fit

    Raises
    ------
    ValueError
        When shapes or settings do not fit, data are not finite, or streams are missing.
    """
    splits = {"train": data} | ({} if validation is None else {"validation": validation})
    replicas = Replicas(architecture, params, splits, settings, order_rngs, dropout_rngs)
    results, optimizer = Results(replicas), settings.optimizer
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        if isinstance(optimizer, LBFGS):
            return minimize(optimizer, replicas, results, callback)
        replicas.state = optimizer.init(replicas.params)
        if resume is not None:
            restore(replicas, results, resume)
        _loop(optimizer, replicas, results, callback, checkpoint)
    return results.fit(replicas)


def _loop(
    optimizer: Optimizer,
    replicas: Replicas,
    results: Results,
    callback: Callable[[Progress], None] | None,
    checkpoint: Callable[[Callable[[], Checkpoint]], None] | None,
) -> None:
    settings = replicas.settings
    while True:
        due = results.is_due(replicas.epoch)
        if due and checkpoint is not None:
            checkpoint(lambda: capture(replicas, results))
        if due or settings.is_full_batch:
            _look(replicas, results, due)
        if due and callback is not None:
            callback(results.progress(replicas))
        if replicas.epoch == settings.max_epochs or not len(replicas.active):
            return
        for _ in _gradients(replicas):
            replicas.update(optimizer)
            results.take_snapshot(replicas)
        replicas.epoch += 1


def _look(replicas: Replicas, results: Results, due: bool) -> None:
    """Compute the full gradient, record when due, and end the replicas that are done."""
    raw = replicas.full_gradient()
    tolerance = replicas.settings.gradient_tolerance
    if not due and not tolerance:
        return
    norm = gradient_norm(replicas.networks.gradient)
    status = results.status[replicas.active]  # copied
    status[norm < tolerance] = CONVERGED
    if due:
        results.record(replicas, raw, norm)
        status[results.is_stale(replicas)] = STOPPED
        status[~np.isfinite(results.recorded("train_loss", replicas))] = DIVERGED
    results.end(replicas, status)


def _gradients(replicas: Replicas) -> Iterator[None]:
    """Write the gradient of one batch of an epoch after the other."""
    settings, networks = replicas.settings, replicas.networks
    if settings.is_full_batch:
        yield  # the gradient that _look computed
        return
    hidden = networks.architecture.sizes[1:-1]
    for x, y, share in _batches(replicas):
        masks = dropout_masks(replicas.dropout_rngs, settings.dropout, hidden, x.shape[1])
        networks.compute_gradient(x, y, share, masks)
        yield


def _batches(replicas: Replicas) -> Iterator[tuple[Array, Array, Array | float]]:
    """Yield x, y and sample shares of every batch of one epoch."""
    settings, train = replicas.settings, replicas.train
    if settings.batch_size is None:
        yield train.x, train.y, train.share
        return
    for rows in batch_rows(replicas.order_rngs, train.n, settings.batch_size, settings.sampling):
        weight = train.weight
        if weight is not None:
            weight = take_rows(weight[..., None], rows)[..., 0]
        share = sample_shares(weight, rows.shape[1])
        yield take_rows(train.x, rows), take_rows(train.y, rows), share
