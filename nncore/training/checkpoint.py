"""Checkpoints of a training: plain arrays, saved and read without pickles."""

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nncore.files import read_arrays, write_arrays
from nncore.training.replicas import Replicas
from nncore.training.results import Results
from nncore.training.streams import load_state, save_state


class Checkpoint(NamedTuple):
    """The state of a training before it looked at `epoch`: epochs, steps and named arrays."""

    epoch: int
    step: int
    arrays: dict[str, NDArray[Any]]


def save_checkpoint(path: Path, checkpoint: Checkpoint) -> None:
    """Write a checkpoint, whole or not at all."""
    write_arrays(path, {"counts": np.array(checkpoint[:2]), **checkpoint.arrays})


def load_checkpoint(path: Path) -> Checkpoint:
    """Read a checkpoint.

    Raises
    ------
    ValueError
        When the file is damaged or something else.
    """
    arrays = read_arrays(path)
    if "counts" not in arrays:
        raise ValueError(f"{path}: not a checkpoint, it holds {sorted(arrays)}")
    epoch, step = (int(count) for count in arrays.pop("counts"))
    return Checkpoint(epoch, step, arrays)


def capture(replicas: Replicas, results: Results) -> Checkpoint:
    """Return a copy of everything that `restore` needs."""
    arrays = {"active": replicas.active, "params": replicas.params, **results.arrays()}
    arrays |= {f"state/{name}": array for name, array in replicas.state.items()}
    arrays = {name: array.copy() for name, array in arrays.items()}
    for name, rngs in (("order", replicas.order_rngs), ("dropout", replicas.dropout_rngs)):
        arrays[f"rng/{name}"] = np.array([save_state(rng) for rng in rngs], dtype=np.str_)
    return Checkpoint(replicas.epoch, replicas.step, arrays)


def restore(replicas: Replicas, results: Results, saved: Checkpoint) -> None:
    """Continue from a checkpoint of the same training.

    Raises
    ------
    ValueError
        When its arrays are not those of this training.
    """
    arrays = saved.arrays
    replicas.keep(np.isin(replicas.active, arrays.get("active", ())))
    if _shapes(arrays) != _shapes(capture(replicas, results).arrays):
        raise ValueError("the checkpoint belongs to another training: start without it")
    replicas.epoch, replicas.step = saved.epoch, saved.step
    results.restore(arrays)
    replicas.params[...] = arrays["params"]
    for name, array in replicas.state.items():
        array[...] = arrays[f"state/{name}"]
    _restore_streams(replicas, arrays["rng/order"], arrays["rng/dropout"])


def _shapes(arrays: dict[str, NDArray[Any]]) -> dict[str, tuple[int, ...]]:
    return {name: array.shape for name, array in arrays.items()}


def _restore_streams(
    replicas: Replicas, order: NDArray[np.str_], dropout: NDArray[np.str_]
) -> None:
    # A legacy stream serves both purposes; it has to stay one object.
    shared = [a is b for a, b in zip(replicas.order_rngs, replicas.dropout_rngs, strict=False)]
    replicas.order_rngs = [load_state(str(text)) for text in order]
    replicas.dropout_rngs = [load_state(str(text)) for text in dropout]
    for index, is_one in enumerate(shared):
        if is_one:
            replicas.dropout_rngs[index] = replicas.order_rngs[index]
