"""Checkpoints of a training: plain arrays, saved and read without pickles."""

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nncore.files import read_arrays, write_arrays
from nncore.training.replicas import Stack
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


def capture(stack: Stack) -> Checkpoint:
    """Return a copy of everything that `restore` needs."""
    arrays = {"active": stack.active, "params": stack.params, **stack.results.arrays()}
    arrays |= {f"state/{name}": array for name, array in stack.state.items()}
    arrays = {name: array.copy() for name, array in arrays.items()}
    for name, rngs in (("order", stack.order_rngs), ("dropout", stack.dropout_rngs)):
        arrays[f"rng/{name}"] = np.array([save_state(rng) for rng in rngs], dtype=np.str_)
    return Checkpoint(stack.epoch, stack.step, arrays)


def restore(stack: Stack, saved: Checkpoint) -> None:
    """Continue from a checkpoint of the same training.

    Raises
    ------
    ValueError
        When its arrays are not those of this training.
    """
    arrays = saved.arrays
    stack.shrink(np.isin(stack.active, arrays.get("active", ())))
    if _shapes(arrays) != _shapes(capture(stack).arrays):
        raise ValueError("the checkpoint belongs to another training: start without it")
    stack.epoch, stack.step = saved.epoch, saved.step
    stack.results.restore(arrays)
    stack.params[...] = arrays["params"]
    for name, array in stack.state.items():
        array[...] = arrays[f"state/{name}"]
    _restore_streams(stack, arrays["rng/order"], arrays["rng/dropout"])


def _shapes(arrays: dict[str, NDArray[Any]]) -> dict[str, tuple[int, ...]]:
    return {name: array.shape for name, array in arrays.items()}


def _restore_streams(stack: Stack, order: NDArray[np.str_], dropout: NDArray[np.str_]) -> None:
    # A legacy stream serves both purposes; it has to stay one object.
    shared = [a is b for a, b in zip(stack.order_rngs, stack.dropout_rngs, strict=False)]
    stack.order_rngs = [load_state(str(text)) for text in order]
    stack.dropout_rngs = [load_state(str(text)) for text in dropout]
    for index, is_one in enumerate(shared):
        if is_one:
            stack.dropout_rngs[index] = stack.order_rngs[index]
