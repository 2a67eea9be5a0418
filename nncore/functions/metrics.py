"""Metrics of predictions, one record each in one table.

Shapes: predictions (R, n, K), targets (R or 1, n, K); results (R,).
"""

from collections.abc import Callable
from typing import NamedTuple

from nncore.arrays import Array


class Metric(NamedTuple):
    """One metric.

    Attributes
    ----------
    name : str
        Its histories are ``train_<name>`` and, of the other split, alike.
    value : callable
        ``value(prediction, y)`` returns (R,).
    higher_is_better : bool
    task : str
        The kind of task that is measured by it: "classification" or "regression".
    title : str
        What readers call it, where that is not the name's own words.
    """

    name: str
    value: Callable[[Array, Array], Array]
    higher_is_better: bool
    task: str
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


ACCURACY = Metric("accuracy", _accuracy, higher_is_better=True, task="classification")
MSE = Metric("mse", _mse, higher_is_better=False, task="regression")

METRICS: dict[str, Metric] = {record.name: record for record in (ACCURACY, MSE)}


def metrics_of(task: str) -> tuple[Metric, ...]:
    """Return what a kind of task is measured by, the metric that stands for it first."""
    return tuple(metric for metric in METRICS.values() if metric.task == task)
