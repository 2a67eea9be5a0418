"""From a resolved block of the configuration to the records that train: names become functions."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from nncore.data.dataset import Dataset
from nncore.functions.activations import ACTIVATIONS
from nncore.functions.initializers import INITIALIZERS, Initializer
from nncore.functions.losses import LOSSES, with_link
from nncore.functions.metrics import metrics_of
from nncore.functions.optimizers import OPTIMIZERS
from nncore.functions.schedules import SCHEDULES, Rate, Schedule
from nncore.network.architecture import Architecture
from nncore.training.settings import EarlyStopping, Settings

Block = Mapping[str, Any]


def build_architecture(network: Block, n_inputs: int, n_outputs: int) -> Architecture:
    """Return the architecture of a ``network`` block.

    Parameters
    ----------
    network : mapping
        hidden (units of each hidden layer), activation (a name for each), output and loss (names),
        biases (a bool for each layer), as `nncore.config.models.resolved` describes.
    n_inputs, n_outputs : int
        From the data.

    Raises
    ------
    ValueError
        When the parts do not fit together.
    """
    return Architecture(
        sizes=(n_inputs, *network["hidden"], n_outputs),
        activations=tuple(ACTIVATIONS[name] for name in network["activation"]),
        loss=with_link(LOSSES[network["loss"]], ACTIVATIONS[network["output"]]),
        biases=tuple(network["biases"]),
    )


def build_initializer(choice: Block) -> Initializer:
    """Return the initializer of a ``{name, options}`` block."""
    return INITIALIZERS[choice["name"]](**choice["options"])


def build_learning_rate(choice: float | Block | None) -> Rate | Schedule:
    """Return a rate, or the schedule of a ``{name, options}`` block; 0 for a minimiser's own."""
    if choice is None:
        return 0.0
    if isinstance(choice, Mapping):
        return SCHEDULES[choice["name"]](**choice["options"])
    return choice


def build_settings(block: Block, dataset: Dataset) -> Settings:
    """Return the training settings of a resolved experiment block.

    The history is recorded every ``record_every`` epochs, at the end, and wherever a published
    number asks for it.
    """
    rates = tuple(block["dropout"])
    stopping, optimizer = block["early_stopping"], block["optimizer"]
    return Settings(
        optimizer=OPTIMIZERS[optimizer["name"]](**optimizer["options"]),
        learning_rate=build_learning_rate(block["learning_rate"]),
        max_epochs=block["epochs"],
        batch_size=block["batch_size"],
        sampling=block["sampling"],
        clip_norm=block["clip_norm"],
        l2=block["l2"],
        dropout=rates if any(rates) else (),
        record_epochs=record_epochs(block),
        snapshot_steps=np.array(block["snapshots"], dtype=int),
        metrics=metrics_of(dataset.task),
        monitor=block["monitor"],
        early_stopping=None if stopping is None else EarlyStopping(**stopping),
        gradient_tolerance=block["gradient_tolerance"],
    )


def record_epochs(block: Block) -> np.ndarray:
    """Return the epochs (T,) whose history is recorded."""
    last = block["epochs"]
    wanted = {*range(0, last + 1, block["record_every"]), last, *block["record_at"]}
    return np.array(sorted(epoch for epoch in wanted if epoch <= last))
