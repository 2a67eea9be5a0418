"""Mini-batches: which samples each update of each replica sees, and dropout's masks."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from nncore.arrays import Array
from nncore.training.streams import Stream


def batch_rows(
    rngs: Sequence[Stream], n: int, batch_size: int, sampling: str
) -> Iterator[NDArray[np.integer]]:
    """Yield the rows (R, B) of one epoch's batches; the last one is short when B does not divide n.

    Parameters
    ----------
    rngs : sequence of generators
        One for each replica, so that a replica's order does not depend on its neighbours.
    n : int
        Samples.
    batch_size : int
    sampling : {"permutation", "replacement"}
        Every sample once, or independent draws.
    """
    if sampling == "permutation":
        order = np.stack([rng.permutation(n) for rng in rngs])
    else:
        order = np.stack([_draw(rng, n) for rng in rngs])
    for start in range(0, n, batch_size):
        yield order[:, start : start + batch_size]


def _draw(rng: Stream, n: int) -> NDArray[np.integer]:
    if isinstance(rng, np.random.RandomState):
        return rng.randint(0, n, n)
    return rng.integers(0, n, n)


def take_rows(array: Array, rows: NDArray[np.integer]) -> Array:
    """Return (R, B, k): the rows (R, B) of each replica from an array (R or 1, n, k)."""
    if len(array) == 1:
        return array[0][rows]
    return array[np.arange(len(rows))[:, None], rows]


def dropout_masks(
    rngs: Sequence[Stream], rates: Sequence[float], sizes: Sequence[int], batch_size: int
) -> list[Array]:
    """Return multipliers (R, B, n_l) for each hidden layer: 0 or 1 / (1 - rate).

    `rates` are drop probabilities, not keep rates (Srivastava et al. 2014, inverted scaling: the
    mean output is unchanged and prediction needs no correction).
    """
    return [
        np.stack([_uniform(rng, (batch_size, n)) >= rate for rng in rngs]) / (1.0 - rate)
        for rate, n in zip(rates, sizes, strict=bool(rates))
    ]


def _uniform(rng: Stream, shape: tuple[int, int]) -> Array:
    return rng.random_sample(shape) if isinstance(rng, np.random.RandomState) else rng.random(shape)
