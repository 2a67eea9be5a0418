"""The trainer: R networks at once, one visible loop.

Training a stack of R networks gives bit for bit what training each alone gives: replicas share
nothing but the loop, draw from streams of their own and are compressed away as they end.
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from nncore.arrays import Array, Split
from nncore.functions.optimizers import gradient_norm
from nncore.network.architecture import Architecture
from nncore.network.propagation import sample_shares
from nncore.training.batches import batch_rows, dropout_masks, take_rows
from nncore.training.checkpoint import Checkpoint, capture, restore
from nncore.training.minimizers import minimize
from nncore.training.replicas import Stack
from nncore.training.settings import CONVERGED, DIVERGED, STOPPED, Fit, Progress, Settings
from nncore.training.streams import Stream


def train(
    architecture: Architecture,
    params: Array,
    data: Split,
    settings: Settings,
    *,
    test: Split | None = None,
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
    data, test : Split
        One set for all replicas, or one for each.
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
    stack = Stack(architecture, params, data, settings, test, order_rngs, dropout_rngs)
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        if settings.optimizer.minimizer is not None:
            return minimize(stack, callback)
        if resume is not None:
            restore(stack, resume)
        _loop(stack, callback, checkpoint)
    return stack.fit()


def _loop(
    stack: Stack,
    callback: Callable[[Progress], None] | None,
    checkpoint: Callable[[Callable[[], Checkpoint]], None] | None,
) -> None:
    settings = stack.settings
    full_batch = settings.is_full_batch
    while True:
        due = stack.is_due()
        if due and checkpoint is not None:
            checkpoint(lambda: capture(stack))
        if due or full_batch:
            _look(stack, due)
        if due and callback is not None:
            callback(stack.progress())
        if stack.epoch == settings.max_epochs or not len(stack.active):
            return
        if full_batch:
            stack.update()  # along the gradient that _look computed
        else:
            _pass(stack)
        stack.epoch += 1


def _look(stack: Stack, due: bool) -> None:
    """Compute the full gradient, record when due, and end the replicas that are done."""
    raw = stack.full_gradient()
    tolerance = stack.settings.gradient_tolerance
    if not due and not tolerance:
        return
    norm = gradient_norm(stack.gradient)
    status = stack.results.status[stack.active]  # copied
    status[norm < tolerance] = CONVERGED
    if due:
        stack.record(raw, norm)
        status[stack.is_stale()] = STOPPED
        status[~np.isfinite(stack.recorded("train_loss"))] = DIVERGED
    stack.end(status)


def _pass(stack: Stack) -> None:
    """Update on every batch of one epoch."""
    settings = stack.settings
    hidden = stack.architecture.sizes[1:-1]
    for x, y, share in _batches(stack):
        n = x.shape[1]
        workspace = stack.batch_workspace.rows(n)
        masks = dropout_masks(stack.dropout_rngs, settings.dropout, hidden, n)
        stack.compute_gradient(x, y, share, workspace, masks)
        stack.update()


def _batches(stack: Stack) -> Iterator[tuple[Array, Array, Array | float]]:
    """Yield x, y and sample shares of every batch of one epoch."""
    settings, train = stack.settings, stack.train
    if settings.batch_size is None:
        yield train.x, train.y, train.share
        return
    for rows in batch_rows(stack.order_rngs, train.n, settings.batch_size, settings.sampling):
        weight = train.weight
        if weight is not None:
            weight = take_rows(weight[..., None], rows)[..., 0]
        yield (
            take_rows(train.x, rows),
            take_rows(train.y, rows),
            sample_shares(weight, rows.shape[1]),
        )
