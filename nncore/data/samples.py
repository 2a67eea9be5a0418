"""What a generator or a reader of files returns: the samples of one draw."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nncore.arrays import Array


@dataclass(frozen=True)
class Samples:
    """One draw: x (n, m), y (n, K), names, and the fixed scale of the inputs (m,), if there is one.

    `source` says where these samples come from where the kind alone does not: the name of a file.

    Raises
    ------
    ValueError
        When shapes do not fit, values are not finite, targets are not those of the classes, or a
        class has no sample.
    """

    x: Array
    y: Array
    feature_names: tuple[str, ...]
    class_names: tuple[str, ...] = ()
    scale: Array | None = None
    image_shape: tuple[int, int] | None = None
    extras: dict[str, NDArray[Any]] = field(default_factory=dict)
    source: str = ""

    def __post_init__(self) -> None:
        if len(self.x) != len(self.y) or len(self.x) == 0:
            raise ValueError(f"{len(self.x)} rows of inputs, {len(self.y)} of targets")
        if self.x.shape[1] != len(self.feature_names):
            raise ValueError(f"{self.x.shape[1]} inputs, {len(self.feature_names)} names for them")
        for name in ("x", "y"):
            bad = np.argwhere(~np.isfinite(getattr(self, name)))
            if len(bad):
                row, column = (int(i) for i in bad[0])
                raise ValueError(f"row {row + 1}, {name} column {column + 1}: not a finite number")
        if self.class_names:
            self._check_targets()

    def _check_targets(self) -> None:
        n_outputs = self.y.shape[1]
        expected = 1 if len(self.class_names) == 2 and n_outputs == 1 else len(self.class_names)
        wrong = ~np.isin(self.y, (0.0, 1.0)).all(axis=1)
        if n_outputs > 1:
            wrong |= self.y.sum(axis=1) != 1.0
        if n_outputs != expected or wrong.any():
            row = int(wrong.argmax()) + 1
            raise ValueError(
                f"row {row}: target {self.y[row - 1].tolist()} is none of the "
                f"{len(self.class_names)} classes {list(self.class_names)}"
            )
        counts = self.y.sum(axis=0)
        counts = counts if n_outputs > 1 else np.array([len(self.y) - counts[0], counts[0]])
        if not counts.all():
            name = self.class_names[int(counts.argmin())]
            raise ValueError(f"no sample of class {name!r}; every class needs one")


def one_hot(labels: NDArray[np.integer], n_classes: int) -> Array:
    """Return (n, n_classes) rows with a 1 at each label."""
    return np.eye(n_classes)[labels]


def two_classes(
    x: Array,
    labels: NDArray[np.integer | np.bool],
    class_names: tuple[str, str] = ("0", "1"),
    extras: dict[str, NDArray[Any]] | None = None,
) -> Samples:
    """Return points of the plane x (n, 2) with a target column of their labels 0 and 1."""
    y = labels.astype(float)[:, None]
    return Samples(x, y, ("x1", "x2"), class_names, extras=extras or {})


def pixel_names(n_rows: int, n_columns: int) -> tuple[str, ...]:
    """Return the names of an image's pixels, row by row."""
    return tuple(f"pixel {row},{column}" for row in range(n_rows) for column in range(n_columns))


def check_not_negative(**numbers: float) -> None:
    """Refuse a number below zero, naming the option it was given as."""
    for name, number in numbers.items():
        if number < 0.0:
            raise ValueError(f"{name} is {number:g}; 0 or more is needed")


def directions(angles: Sequence[float] | Array) -> Array:
    """Return the points (n, 2) of the unit circle at angles in radians."""
    return np.stack([np.cos(angles), np.sin(angles)], axis=-1)
