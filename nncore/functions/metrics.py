"""Metrics of predictions, one record each in one table.

Shapes: predictions (R, n, K), targets (R or 1, n, K); results (R,).
"""

from collections.abc import Callable
from typing import NamedTuple

from nncore.arrays import Array


class Metric(NamedTuple):
    """One metric: ``value(prediction, y) -> (R,)``, which way is better, what readers call it."""

    name: str
    value: Callable[[Array, Array], Array]
    higher_is_better: bool
    title: str = ""


def decide(prediction: Array) -> Array:
    """Return the class number of every row, (R, n): above 1/2 for one output, else the largest."""
    if prediction.shape[-1] == 1:
        return (prediction[..., 0] > 0.5).astype(int)
    return prediction.argmax(axis=-1)


def _accuracy(prediction: Array, y: Array) -> Array:
    return (decide(prediction) == decide(y)).mean(axis=-1)


def _mse(prediction: Array, y: Array) -> Array:
    difference = prediction - y
    return (difference * difference).mean(axis=(-2, -1))


ACCURACY = Metric("accuracy", _accuracy, higher_is_better=True)
MSE = Metric("mse", _mse, higher_is_better=False)

METRICS: dict[str, Metric] = {record.name: record for record in (ACCURACY, MSE)}

# What a kind of task is measured by.
METRIC_OF_TASK: dict[str, Metric] = {"classification": ACCURACY, "regression": MSE}
