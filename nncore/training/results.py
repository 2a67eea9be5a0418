"""What training keeps of all R replicas, ended or not: histories, best and last parameters.

`rows` are the numbers (A,) of the replicas in training; what is passed with them has A rows too.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nncore.arrays import Array
from nncore.training.settings import COMPLETED, DIVERGED, STATUSES, Fit, Settings

Rows = NDArray[np.integer]


class Watch:
    """The best value of one history so far: `value` (R,), recorded at `epoch` (R,)."""

    def __init__(self, name: str, settings: Settings, n_replicas: int, margin: float = 0.0) -> None:
        metric = settings.metric
        higher = metric.higher_is_better and name.endswith(f"_{metric.name}")
        self.name, self.margin, self.sign = name, margin, -1.0 if higher else 1.0
        self.value = np.full(n_replicas, np.inf)
        self.epoch = np.zeros(n_replicas, dtype=int)

    def look(self, rows: Rows, value: Array, epoch: int) -> NDArray[np.bool_]:
        """Return which replicas improved, (A,), by more than the margin."""
        value = self.sign * value
        better = value < self.value[rows] - self.margin
        self.value[rows[better]] = value[better]
        self.epoch[rows[better]] = epoch
        return better


class Results:
    """The arrays of a `Fit` while they are filled."""

    KEPT = ("last", "best", "n_epochs", "status", "snapshots")

    def __init__(self, params: Array, settings: Settings, splits: Sequence[str]) -> None:
        n_replicas, n_params = params.shape
        self.epochs = settings.epochs()
        self.column = {int(epoch): column for column, epoch in enumerate(self.epochs)}
        names = [f"{split}_{what}" for split in splits for what in ("loss", settings.metric.name)]
        shape = (n_replicas, len(self.epochs))
        self.history = {name: np.full(shape, np.nan) for name in (*names, "gradient_norm")}
        self.last, self.best = params.copy(), params.copy()
        self.n_epochs = np.zeros(n_replicas, dtype=int)
        self.status = np.full(n_replicas, COMPLETED, dtype=np.array(STATUSES).dtype)
        self.snapshot_steps = np.asarray(settings.snapshot_steps, dtype=int)
        self.snapshots = np.zeros((n_replicas, len(self.snapshot_steps), n_params))
        self._snapshot_of = {int(step): i for i, step in enumerate(self.snapshot_steps)}
        self._make_watches(settings, f"{splits[-1]}_loss", n_replicas)

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

    def take_snapshot(self, rows: Rows, step: int, params: Array) -> None:
        """Keep the parameters (A, P) when this step is one of the snapshots."""
        index = self._snapshot_of.get(step)
        if index is not None:
            self.snapshots[rows, index] = params

    def record(self, rows: Rows, epoch: int, params: Array, measured: dict[str, Array]) -> None:
        """Write what was measured, (A,) each, and update the best and the last parameters."""
        for name, value in measured.items():
            # The norm of a gradient may overflow before the loss does.
            self.history[name][rows, self.column[epoch]] = np.where(np.isinf(value), np.nan, value)
        finite = np.isfinite(measured["train_loss"])
        self.last[rows[finite]] = params[finite]
        self.n_epochs[rows] = epoch
        for watch in self.watches.values():
            better = watch.look(rows, measured[watch.name], epoch)
            if watch is self.best_watch:
                self.best[rows[better]] = params[better]

    def recorded(self, name: str, rows: Rows, epoch: int) -> Array:
        """Return what the history holds of a recorded epoch, (A,)."""
        return self.history[name][rows, self.column[epoch]]

    def is_stale(self, rows: Rows, epoch: int, patience: int) -> NDArray[np.bool_]:
        """Return which replicas have not improved for `patience` epochs, (A,)."""
        return epoch - self.watches["stop"].epoch[rows] >= patience

    def end(
        self, rows: Rows, status: NDArray[np.str_], epoch: int, step: int, params: Array
    ) -> None:
        """Note how replicas ended, with parameters (A, P), and fill the snapshots they miss."""
        self.status[rows], self.n_epochs[rows] = status, epoch
        sound = (status != DIVERGED) & np.isfinite(params).all(axis=-1)
        self.last[rows[sound]] = params[sound]
        taken = self.snapshots[rows]
        missing = (self.snapshot_steps > step) | ~np.isfinite(taken).all(axis=-1)
        self.snapshots[rows] = np.where(missing[..., None], self.last[rows][:, None], taken)

    def fit(self) -> Fit:
        """Return the record."""
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
