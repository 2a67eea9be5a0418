"""What training keeps of all R replicas, ended or not: histories, best and last parameters."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nncore.arrays import Array
from nncore.network.propagation import mean_loss
from nncore.training.replicas import Replicas
from nncore.training.settings import COMPLETED, DIVERGED, STATUSES, Fit, Progress, Settings
from nncore.training.splits import Samples


class Watch:
    """The best value of one history so far: `value` (R,), recorded at `epoch` (R,)."""

    def __init__(self, name: str, settings: Settings, n_replicas: int, margin: float = 0.0) -> None:
        higher = any(m.higher_is_better and name.endswith(f"_{m.name}") for m in settings.metrics)
        self.name, self.margin, self.sign = name, margin, -1.0 if higher else 1.0
        self.value = np.full(n_replicas, np.inf)
        self.epoch = np.zeros(n_replicas, dtype=int)

    def look(self, active: NDArray[np.integer], value: Array, epoch: int) -> NDArray[np.bool_]:
        """Return which replicas improved, (A,), by more than the margin."""
        value = self.sign * value
        better = value < self.value[active] - self.margin
        self.value[active[better]] = value[better]
        self.epoch[active[better]] = epoch
        return better


class Results:
    """The arrays of a `Fit` while they are filled."""

    KEPT = ("last", "best", "n_epochs", "status", "snapshots")

    def __init__(self, replicas: Replicas) -> None:
        params, settings = replicas.params, replicas.settings
        n_replicas, n_params = params.shape
        self.epochs = settings.epochs()
        self.column = {int(epoch): column for column, epoch in enumerate(self.epochs)}
        splits, whats = [*replicas.splits], ["loss", *(m.name for m in settings.metrics)]
        names = [f"{split}_{what}" for split in splits for what in whats]
        shape = (n_replicas, len(self.epochs))
        self.history = {name: np.full(shape, np.nan) for name in (*names, "gradient_norm")}
        self.last, self.best = params.copy(), params.copy()
        self.n_epochs = np.zeros(n_replicas, dtype=int)
        self.status = np.full(n_replicas, COMPLETED, dtype=np.array(STATUSES).dtype)
        self.snapshot_steps = np.asarray(settings.snapshot_steps, dtype=int)
        self.snapshots = np.zeros((n_replicas, len(self.snapshot_steps), n_params), params.dtype)
        self._snapshot_of = {int(step): i for i, step in enumerate(self.snapshot_steps)}
        self._make_watches(settings, f"{splits[-1]}_loss", n_replicas)
        self.take_snapshot(replicas)

    def _make_watches(self, settings: Settings, default: str, n_replicas: int) -> None:
        self.best_watch = Watch(settings.monitor or default, settings, n_replicas)
        self.watches = {"best": self.best_watch}
        stopping = settings.early_stopping
        if stopping is not None:
            margin = stopping.min_delta
            self.watches["stop"] = Watch(stopping.monitor, settings, n_replicas, margin)
        for watch in self.watches.values():
            if watch.name not in self.history:
                raise ValueError(
                    f"cannot monitor {watch.name!r}: recorded are {sorted(self.history)}"
                )

    def take_snapshot(self, replicas: Replicas) -> None:
        """Keep the parameters when this step is one of the snapshots."""
        index = self._snapshot_of.get(replicas.step)
        if index is not None:
            self.snapshots[replicas.active, index] = replicas.params

    def is_due(self, epoch: int) -> bool:
        """Return whether the history records an epoch."""
        return epoch in self.column

    def record(self, replicas: Replicas, raw: Array, norm: Array) -> None:
        """Record this epoch: raw outputs (A, n, K) on the training split, gradient norms (A,)."""
        active, params = replicas.active, replicas.params
        measured = {"gradient_norm": norm}
        for split, samples in replicas.splits.items():
            if split != "train":
                raw = replicas.networks.raw_outputs(samples.x)
            measured |= _measured(split, samples, raw, replicas)
        for name, value in measured.items():
            # The norm of a gradient may overflow before the loss does.
            column = self.column[replicas.epoch]
            self.history[name][active, column] = np.where(np.isinf(value), np.nan, value)
        finite = np.isfinite(measured["train_loss"])
        self.last[active[finite]] = params[finite]
        self.n_epochs[active] = replicas.epoch
        for watch in self.watches.values():
            better = watch.look(active, measured[watch.name], replicas.epoch)
            if watch is self.best_watch:
                self.best[active[better]] = params[better]

    def recorded(self, name: str, replicas: Replicas) -> Array:
        """Return what the history holds of this epoch for the active replicas, (A,)."""
        return self.history[name][replicas.active, self.column[replicas.epoch]]

    def is_stale(self, replicas: Replicas) -> NDArray[np.bool_]:
        """Return which active replicas early stopping ends now, (A,)."""
        stopping = replicas.settings.early_stopping
        if stopping is None:
            return np.zeros(len(replicas.active), dtype=bool)
        return replicas.epoch - self.watches["stop"].epoch[replicas.active] >= stopping.patience

    def progress(self, replicas: Replicas) -> Progress:
        """Return how far training is."""
        loss = self.history["train_loss"][:, self.column[replicas.epoch]]
        finite = loss[np.isfinite(loss)]
        median = float(np.median(finite)) if len(finite) else np.nan
        settings = replicas.settings
        return Progress(replicas.epoch, settings.max_epochs, len(replicas.active), median)

    def end(self, replicas: Replicas, status: NDArray[np.str_]) -> None:
        """End the active replicas whose `status` (A,) is not `COMPLETED`; the rest go on."""
        ended = status != COMPLETED
        if ended.any():
            self._close(replicas, ended, status)
            replicas.keep(~ended)

    def _close(
        self, replicas: Replicas, ended: NDArray[np.bool_], status: NDArray[np.str_]
    ) -> None:
        """Note how replicas ended, with their parameters, and fill the snapshots they miss."""
        rows, status, params = replicas.active[ended], status[ended], replicas.params[ended]
        self.status[rows], self.n_epochs[rows] = status, replicas.epoch
        sound = (status != DIVERGED) & np.isfinite(params).all(axis=-1)
        self.last[rows[sound]] = params[sound]
        taken = self.snapshots[rows]
        missing = (self.snapshot_steps > replicas.step) | ~np.isfinite(taken).all(axis=-1)
        self.snapshots[rows] = np.where(missing[..., None], self.last[rows][:, None], taken)

    def fit(self, replicas: Replicas) -> Fit:
        """Close what is active and return the results of all R replicas."""
        sound = np.isfinite(replicas.params).all(axis=-1)
        self._close(replicas, np.ones_like(sound), np.where(sound, COMPLETED, DIVERGED))
        return Fit(
            params=self.last,
            best_params=self.best,
            best_epoch=self.best_watch.epoch,
            n_epochs=self.n_epochs,
            status=self.status,
            epochs=self.epochs,
            history=self.history,
            snapshot_steps=self.snapshot_steps,
            snapshots=self.snapshots,
        )

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return everything by name, for a checkpoint."""
        arrays = {name: getattr(self, name) for name in self.KEPT}
        arrays |= {f"history/{name}": array for name, array in self.history.items()}
        for name, watch in self.watches.items():
            arrays |= {f"{name}/value": watch.value, f"{name}/epoch": watch.epoch}
        return arrays

    def restore(self, arrays: dict[str, NDArray[Any]]) -> None:
        """Take over the arrays of a checkpoint, in place."""
        for name, array in self.arrays().items():
            array[...] = arrays[name]


def _measured(split: str, samples: Samples, raw: Array, replicas: Replicas) -> dict[str, Array]:
    """Return loss and metrics (A,) of raw outputs (A, n, K) by the names of their histories."""
    loss = replicas.networks.architecture.loss
    value = mean_loss(loss, raw, samples.y, samples.share)
    value[~np.isfinite(value)] = np.nan
    prediction = np.empty_like(raw)
    loss.link.value(raw, prediction)
    measured = {f"{split}_loss": value}
    for metric in replicas.settings.metrics:
        score = metric.value(prediction, samples.y)
        measured[f"{split}_{metric.name}"] = np.where(np.isnan(value), np.nan, score)
    return measured
