"""What goes into training and what comes out: small records of plain arrays.

Estimators, compiled trainers and cluster shards stand on exactly these records. Shapes: R replicas,
n samples, m inputs, K outputs, P parameters, T recorded epochs, S snapshots.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nncore.arrays import Array
from nncore.functions.metrics import ACCURACY, Metric
from nncore.functions.optimizers import LBFGS, GradientDescent, Optimizer
from nncore.functions.schedules import Rate, Schedule

SAMPLINGS = ("permutation", "replacement")
DTYPES = ("float64", "float32")


class EarlyStopping(NamedTuple):
    """Stop a replica once `monitor` has not improved by `min_delta` for `patience` epochs."""

    patience: int
    monitor: str = "validation_loss"
    min_delta: float = 0.0


@dataclass(frozen=True)
class Settings:
    """How to train.

    Attributes
    ----------
    optimizer : Optimizer or LBFGS
    learning_rate : float, ndarray (R,) or Schedule
        One rate, one for each replica, or a function of the step.
    max_epochs : int
        Passes over the training split; a step is one update.
    batch_size : int or None
        None for full batches.
    sampling : {"permutation", "replacement"}
        Each epoch visits every sample once, or draws its batches with replacement.
    clip_norm : float or None
        The longest gradient before an update; longer ones are shortened.
    l2 : float or ndarray (R,)
        The penalty is l2 / 2 times the sum of squared weights, added to the mean loss.
    dropout : tuple of float
        The probability of dropping a unit, for each hidden layer; empty for none.
    record_epochs : ndarray (T,) of int
        When to record the history; 0 is before training.
    snapshot_steps : ndarray (S,) of int
        After how many updates to keep a copy of the parameters; 0 is before training.
    metrics : tuple of Metric
        Recorded beside the loss.
    monitor : str or None
        The history whose best value marks the best epoch; None takes the validation loss,
        or the training loss without such a split.
    early_stopping : EarlyStopping or None
    gradient_tolerance : float
        Stop a replica when the norm of its full gradient falls below this. Looked at after every
        full-batch step, with mini-batches at recorded epochs.
    dtype : {"float64", "float32"}
        Precision of parameters, data and gradient.

    Raises
    ------
    ValueError
        When a number is out of its range.
    """

    optimizer: Optimizer | LBFGS = field(default_factory=GradientDescent)
    learning_rate: Rate | Schedule = 0.1
    max_epochs: int = 100
    batch_size: int | None = None
    sampling: str = "permutation"
    clip_norm: float | None = None
    l2: Rate = 0.0
    dropout: tuple[float, ...] = ()
    record_epochs: NDArray[np.integer] | None = None
    snapshot_steps: NDArray[np.integer] | tuple[int, ...] = ()
    metrics: tuple[Metric, ...] = (ACCURACY,)
    monitor: str | None = None
    early_stopping: EarlyStopping | None = None
    gradient_tolerance: float = 0.0
    dtype: str = "float64"

    def __post_init__(self) -> None:
        patience = self.early_stopping.patience if self.early_stopping else None
        for name, count in (
            ("max_epochs", self.max_epochs),
            ("batch_size", self.batch_size),
            ("patience", patience),
        ):
            if count is not None and count < 1:
                raise ValueError(f"{name} must be at least 1, not {count}")
        for name, known in (("sampling", SAMPLINGS), ("dtype", DTYPES)):
            if getattr(self, name) not in known:
                given = getattr(self, name)
                raise ValueError(f"{name} must be {' or '.join(known)}, not {given!r}")
        if self.clip_norm is not None and not self.clip_norm > 0.0:
            raise ValueError(f"clip_norm must be positive, not {self.clip_norm}")
        for name in ("learning_rate", "l2", "gradient_tolerance"):
            value = getattr(self, name)
            if not callable(value) and not np.all(np.isfinite(value) & (np.asarray(value) >= 0.0)):
                raise ValueError(f"{name} must be finite and not negative, not {value}")
        if not all(0.0 <= rate < 1.0 for rate in self.dropout):
            raise ValueError(f"dropout must be probabilities below 1, not {self.dropout}")
        check_increasing("record_epochs", self.epochs(), self.max_epochs)

    @property
    def is_full_batch(self) -> bool:
        """Whether an update follows the gradient of the whole split, without dropout."""
        return self.batch_size is None and not self.dropout

    def epochs(self) -> NDArray[np.integer]:
        """Return the recorded epochs (T,); every one by default."""
        if self.record_epochs is None:
            return np.arange(self.max_epochs + 1)
        return np.asarray(self.record_epochs)


def check_increasing(name: str, numbers: Sequence[int] | NDArray[np.integer], last: int) -> None:
    """Raise a ValueError unless the numbers increase from 0 or more to `last` or less."""
    array = np.asarray(numbers)
    if array.size and (array[0] < 0 or array[-1] > last or (np.diff(array) <= 0).any()):
        raise ValueError(f"{name} must increase from 0 to {last} at most, not {numbers}")


COMPLETED, DIVERGED, STOPPED, CONVERGED = STATUSES = (
    "completed",
    "diverged",
    "stopped early",
    "converged",
)


@dataclass(frozen=True)
class Fit:
    """What training returns.

    Attributes
    ----------
    params : ndarray (R, P)
        Parameters at the end; of a diverged replica the last recorded finite ones.
    best_params : ndarray (R, P)
    best_epoch : ndarray (R,)
        The recorded epoch at which the monitored history was best.
    n_epochs : ndarray (R,)
        Epochs trained.
    status : ndarray (R,) of str
        One of `STATUSES`.
    epochs : ndarray (T,)
        Recorded epochs.
    history : dict of ndarray (R, T)
        train_loss, train_<metric>, validation_loss, validation_<metric> and gradient_norm, without
        L2 term in the losses, with it in the gradient; NaN after a replica's end.
    snapshot_steps : ndarray (S,)
    snapshots : ndarray (R, S, P)
        A replica that ended keeps its last parameters in later snapshots.
    """

    params: Array
    best_params: Array
    best_epoch: NDArray[np.integer]
    n_epochs: NDArray[np.integer]
    status: NDArray[np.str_]
    epochs: NDArray[np.integer]
    history: dict[str, Array]
    snapshot_steps: NDArray[np.integer]
    snapshots: Array


class Progress(NamedTuple):
    """What a callback is told: epochs done and wanted, replicas active, median training loss."""

    epoch: int
    max_epochs: int
    n_active: int
    train_loss: float
