"""From a variant of the configuration to the records that train: names become functions."""

import numpy as np

from nncore.config.records.training import Choice, Variant
from nncore.data.dataset import Dataset
from nncore.functions.initializers import INITIALIZERS, Initializer
from nncore.functions.metrics import metrics_of
from nncore.functions.optimizers import OPTIMIZERS
from nncore.functions.schedules import SCHEDULES, Rate, Schedule
from nncore.training.settings import EarlyStopping, Settings


def build_initializer(choice: Choice) -> Initializer:
    """Return the initializer."""
    return INITIALIZERS[choice.name](**choice.options)


def build_learning_rate(choice: float | Choice | None) -> Rate | Schedule:
    """Return a rate, or the schedule; 0 for a minimiser's own."""
    if choice is None:
        return 0.0
    if isinstance(choice, Choice):
        return SCHEDULES[choice.name](**choice.options)
    return choice


def build_settings(variant: Variant, dataset: Dataset) -> Settings:
    """Return the training settings of an experiment's variant.

    The history is recorded every ``record_every`` epochs, at the end, and wherever a published
    number asks for it.
    """
    rates, stopping = variant.dropout, variant.early_stopping
    return Settings(
        optimizer=OPTIMIZERS[variant.optimizer.name](**variant.optimizer.options),
        learning_rate=build_learning_rate(variant.learning_rate),
        max_epochs=variant.epochs,
        batch_size=variant.batch_size,
        sampling=variant.sampling,
        clip_norm=variant.clip_norm,
        l2=variant.l2,
        dropout=rates if any(rates) else (),
        record_epochs=record_epochs(variant),
        snapshot_steps=np.array(variant.snapshots, dtype=int),
        metrics=metrics_of(dataset.task),
        monitor=variant.monitor,
        early_stopping=None if stopping is None else EarlyStopping(**stopping.model_dump()),
        gradient_tolerance=variant.gradient_tolerance,
        dtype=variant.network.dtype,
    )


def record_epochs(variant: Variant) -> np.ndarray:
    """Return the epochs (T,) whose history is recorded."""
    last = variant.epochs
    wanted = {*range(0, last + 1, variant.record_every), *variant.record_at, last}
    return np.array(sorted(epoch for epoch in wanted if epoch <= last))
