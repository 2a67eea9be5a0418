"""The working state of R networks in training, which shrinks as replicas end."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nncore.arrays import Array, Split
from nncore.network.architecture import Architecture, layers
from nncore.network.propagation import Workspace, backward, forward, mean_loss, start_backward
from nncore.training.results import Results
from nncore.training.settings import (
    COMPLETED,
    DIVERGED,
    Fit,
    Progress,
    Settings,
    check_increasing,
)
from nncore.training.splits import Samples
from nncore.training.streams import Stream


class Stack:
    """R networks in training; `active` are the numbers (A,) of those that have not ended.

    Parameters, gradient, optimiser state, data and streams have A rows; `results` keeps all R.
    """

    def __init__(
        self,
        architecture: Architecture,
        params: Array,
        data: Split,
        settings: Settings,
        test: Split | None,
        order_rngs: Sequence[Stream],
        dropout_rngs: Sequence[Stream],
    ) -> None:
        self.architecture, self.settings = architecture, settings
        # In C order like the data, so that one memory layout gives one result.
        self.params = np.array(params, dtype=float, order="C")
        self.order_rngs, self.dropout_rngs = list(order_rngs), list(dropout_rngs)
        self._check()
        n_replicas = len(self.params)
        self.train = Samples(data, architecture, n_replicas, "train")
        self.test = None if test is None else Samples(test, architecture, n_replicas, "test")
        n_steps = settings.max_epochs * -(-self.train.n // self._batch_size())
        check_increasing("snapshot_steps", settings.snapshot_steps, n_steps)
        self.epoch = self.step = 0
        self.active = np.arange(n_replicas)
        self.gradient = np.zeros_like(self.params)
        self.state = settings.optimizer.init(self.params)
        penalty = np.asarray(settings.l2, dtype=float).reshape(-1, 1) * architecture.weight_mask()
        self.penalty = penalty if penalty.any() else None
        splits = ["train"] if test is None else ["train", "test"]
        self.results = Results(self.params, settings, splits)
        self._allocate()
        self.take_snapshot()

    def _check(self) -> None:
        """Refuse settings, parameters and streams that do not fit the network or each other."""
        shape, wanted = self.params.shape, self.architecture.n_params
        if len(shape) != 2 or shape[1] != wanted:
            raise ValueError(f"params have shape {shape}: the network needs (replicas, {wanted})")
        if not np.isfinite(self.params).all():
            raise ValueError("params are not finite")
        settings, n_replicas = self.settings, shape[0]
        for name in ("l2", "learning_rate"):
            size = np.shape(getattr(settings, name))
            if size not in {(), (1,), (n_replicas,), (n_replicas, 1)}:
                raise ValueError(f"{name} has shape {size}: needed is one number, or {n_replicas}")
        n_hidden = len(self.architecture.activations)
        if settings.dropout and len(settings.dropout) != n_hidden:
            raise ValueError(f"{len(settings.dropout)} dropout rates for {n_hidden} hidden layers")
        for name, rngs, needed in (
            ("order_rngs", self.order_rngs, settings.batch_size is not None),
            ("dropout_rngs", self.dropout_rngs, bool(settings.dropout)),
        ):
            if needed and len(rngs) != n_replicas:
                raise ValueError(f"{name} has {len(rngs)} streams for {n_replicas} replicas")

    def _batch_size(self) -> int:
        return min(self.settings.batch_size or self.train.n, self.train.n)

    def _allocate(self) -> None:
        """Make views and buffers for the replicas that are active."""
        make, n_active = self.architecture.workspace, len(self.active)
        self.views = layers(self.architecture, self.params)
        self.gradient_views = layers(self.architecture, self.gradient)
        self.workspace = make(n_active, self.train.n)
        if self.test is not None:
            self.test_workspace = make(n_active, self.test.n)
        if not self.settings.is_full_batch:
            dropout = bool(self.settings.dropout)
            self.batch_workspace = make(n_active, self._batch_size(), dropout=dropout)

    # --- gradient and update ----------------------------------------------------------------

    def compute_gradient(
        self,
        x: Array,
        y: Array,
        share: Array | float,
        workspace: Workspace,
        masks: Sequence[Array] = (),
    ) -> Array:
        """Write the gradient of the (weighted) mean loss, L2 included; return the raw outputs."""
        activations, loss = self.architecture.activations, self.architecture.loss
        raw = forward(activations, self.views, x, workspace, masks)
        start_backward(loss, raw, y, share, workspace)
        backward(activations, self.views, self.gradient_views, x, workspace, masks)
        if self.penalty is not None:
            self.gradient += self.penalty * self.params
        return raw

    def full_gradient(self) -> Array:
        """Write the gradient on the whole training split; return the raw outputs (A, n, K)."""
        return self.compute_gradient(self.train.x, self.train.y, self.train.share, self.workspace)

    def update(self) -> None:
        """Take one step along ``gradient``."""
        rate = self.settings.learning_rate
        rate = rate(self.step) if callable(rate) else rate
        if np.size(rate) > 1:
            rate = np.reshape(rate, (-1, 1))[self.active]
        self.settings.optimizer.update(self.params, self.gradient, self.state, self.step, rate)
        self.step += 1
        self.take_snapshot()

    # --- the record -------------------------------------------------------------------------

    def take_snapshot(self) -> None:
        """Keep the parameters when this step is one of the snapshots."""
        self.results.take_snapshot(self.active, self.step, self.params)

    def is_due(self) -> bool:
        """Return whether the history records this epoch."""
        return self.epoch in self.results.column

    def record(self, raw: Array, norm: Array) -> None:
        """Record this epoch: raw outputs (A, n, K) on the training split, gradient norms (A,)."""
        measured = self._measure("train", self.train, raw)
        if self.test is not None:
            activations = self.architecture.activations
            raw = forward(activations, self.views, self.test.x, self.test_workspace)
            measured |= self._measure("test", self.test, raw)
        self.results.record(
            self.active, self.epoch, self.params, measured | {"gradient_norm": norm}
        )

    def _measure(self, split: str, samples: Samples, raw: Array) -> dict[str, Array]:
        metric, loss = self.settings.metric, self.architecture.loss
        value = mean_loss(loss, raw, samples.y, samples.share)
        value[~np.isfinite(value)] = np.nan
        prediction = np.empty_like(raw)
        loss.link.value(raw, prediction)
        score = np.where(np.isnan(value), np.nan, metric.value(prediction, samples.y))
        return {f"{split}_loss": value, f"{split}_{metric.name}": score}

    def recorded(self, name: str) -> Array:
        """Return what the history holds of this epoch for the active replicas, (A,)."""
        return self.results.recorded(name, self.active, self.epoch)

    def is_stale(self) -> NDArray[np.bool_]:
        """Return which active replicas early stopping ends now, (A,)."""
        stopping = self.settings.early_stopping
        if stopping is None:
            return np.zeros(len(self.active), dtype=bool)
        return self.results.is_stale(self.active, self.epoch, stopping.patience)

    def progress(self) -> Progress:
        """Return how far training is."""
        loss = self.results.recorded("train_loss", np.arange(len(self.results.last)), self.epoch)
        finite = loss[np.isfinite(loss)]
        median = float(np.median(finite)) if len(finite) else np.nan
        return Progress(self.epoch, self.settings.max_epochs, len(self.active), median)

    # --- the end ----------------------------------------------------------------------------

    def end(self, status: NDArray[np.str_]) -> None:
        """End the active replicas whose `status` (A,) is not `COMPLETED`; keep the rest."""
        ended = status != COMPLETED
        if ended.any():
            self._close(ended, status)
            self.shrink(~ended)

    def _close(self, ended: NDArray[np.bool_], status: NDArray[np.str_]) -> None:
        rows, params = self.active[ended], self.params[ended]
        self.results.end(rows, status[ended], self.epoch, self.step, params)

    def shrink(self, mask: NDArray[np.bool_]) -> None:
        """Keep the active replicas of a mask (A,) only."""
        self.active = self.active[mask]
        self.params, self.gradient = self.params[mask], self.gradient[mask]
        self.state = {name: array[mask] for name, array in self.state.items()}
        for samples in (self.train, self.test):
            if samples is not None:
                samples.keep(mask)
        if self.penalty is not None and len(self.penalty) > 1:
            self.penalty = self.penalty[mask]
        self.order_rngs = [r for r, kept in zip(self.order_rngs, mask, strict=False) if kept]
        self.dropout_rngs = [r for r, kept in zip(self.dropout_rngs, mask, strict=False) if kept]
        self._allocate()

    def fit(self) -> Fit:
        """Close what is active and return the results of all R replicas."""
        sound = np.isfinite(self.params).all(axis=-1)
        self._close(np.ones_like(sound), np.where(sound, COMPLETED, DIVERGED))
        return self.results.fit()
