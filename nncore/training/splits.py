"""A split as the trainer uses it: checked, in one memory layout, without those that ended."""

import numpy as np
from numpy.typing import DTypeLike, NDArray

from nncore.arrays import Array, Split
from nncore.network.architecture import Architecture
from nncore.network.propagation import sample_shares


class Samples:
    """x (A or 1, n, m), y (A or 1, n, K), weight (A or 1, n) or None of the A active replicas.

    They have the precision of the parameters. `share` is what each sample contributes to the mean
    (`nncore.network.propagation.sample_shares`).

    Raises
    ------
    ValueError
        When shapes do not fit the network, or a value is not finite, with its place.
    """

    def __init__(self, split: Split, architecture: Architecture, params: Array, name: str) -> None:
        n_replicas, dtype = len(params), params.dtype
        self.x, self.y = _as_sets(split.x, 3, dtype), _as_sets(split.y, 3, dtype)
        self.weight = None if split.weight is None else _as_sets(split.weight, 2, dtype)
        self.n = self.x.shape[1] if self.x.ndim == 3 else 0
        self._check_values(architecture, n_replicas, name)
        self._check_weight(n_replicas, name)
        self.share = sample_shares(self.weight, self.n)

    def _check_values(self, architecture: Architecture, n_replicas: int, name: str) -> None:
        wanted = {"x": architecture.sizes[0], "y": architecture.sizes[-1]}
        for key, n_columns in wanted.items():
            array = getattr(self, key)
            if array.shape not in {(1, self.n, n_columns), (n_replicas, self.n, n_columns)}:
                raise ValueError(
                    f"{name} {key} has shape {array.shape}: the network needs (samples, "
                    f"{n_columns}), one set or {n_replicas}"
                )
            if not np.isfinite(array).all():
                raise ValueError(f"{name} {key} is not finite at {_first(~np.isfinite(array))}")
        if self.n == 0:
            raise ValueError(f"{name} has no samples")

    def _check_weight(self, n_replicas: int, name: str) -> None:
        weight = self.weight
        if weight is None:
            return
        if weight.shape not in {(1, self.n), (n_replicas, self.n)}:
            raise ValueError(
                f"{name} weights have shape {weight.shape}: needed are ({self.n},) or "
                f"({n_replicas}, {self.n})"
            )
        wrong = ~(np.isfinite(weight) & (weight >= 0.0))
        if wrong.any():
            raise ValueError(f"{name} weights must be finite and not negative: see {_first(wrong)}")
        empty = weight.sum(axis=-1) == 0.0
        if empty.any():
            raise ValueError(f"{name} weights of replica {_first(empty)[0]} are all zero")

    def keep(self, mask: NDArray[np.bool_]) -> None:
        """Drop the rows of replicas that ended."""
        for name in ("x", "y", "weight", "share"):
            array = getattr(self, name)
            if isinstance(array, np.ndarray) and len(array) == len(mask) > 1:
                setattr(self, name, array[mask])


def _as_sets(array: Array, n_axes: int, dtype: DTypeLike) -> Array:
    """Return `array` with its replica axis, in C order: products of other layouts may differ."""
    array = np.ascontiguousarray(array, dtype=dtype)
    return array[None] if array.ndim == n_axes - 1 else array


def _first(mask: NDArray[np.bool_]) -> tuple[int, ...]:
    """Return the place of the first true element."""
    return tuple(int(i) for i in np.argwhere(mask)[0])
