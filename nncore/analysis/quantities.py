"""What can be read out of a study, one record each in one table: losses, counts, predictions.

A quantity gives one value for every replica, (R,): the same function serves a published number,
a column of a table, a sentence. Without an epoch it is read at the parameters that the experiment
keeps. `nncore.analysis.readings` looks quantities up.

Shapes: R replicas, n samples, m inputs, K outputs, T recorded epochs.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nncore.analysis.quantity import (
    AnyStudy,
    Form,
    Quantity,
    class_number,
    history,
    history_at,
    n_samples,
    run_of,
)
from nncore.analysis.worded import CLAIMS
from nncore.arrays import Array
from nncore.config.records.claims import Place
from nncore.experiments.run_files import GradientStudy, Study
from nncore.functions.metrics import METRICS, decide
from nncore.network.gradient import loss_value

__all__ = [
    "QUANTITIES",
    "AnyStudy",
    "Form",
    "Quantity",
    "history_at",
    "n_samples",
    "run_of",
]


def _measured(split: str, what: str) -> Callable[[Study, Place], Array]:
    """A loss or metric of a split: from the history at an epoch, else from the kept parameters."""
    name = f"{split}_{what}"

    def measure(study: Study, place: Place) -> Array:
        run = run_of(study, place.variant)
        if place.epoch is not None:
            return history_at(study, run, name, place.epoch)
        history(study, run, name)
        x, y, _ = study.dataset.split(split, run.n_replicas)
        if what == "loss":
            return loss_value(run.architecture, run.kept, x, y)
        return METRICS[what].value(run.predict(x), y)

    return measure


def _gradient_norm(study: Study, place: Place) -> Array:
    run = run_of(study, place.variant)
    epoch = run.epochs[-1] if place.epoch is None else place.epoch
    return history_at(study, run, "gradient_norm", int(epoch))


def _loss_at_step(study: Study, place: Place) -> Array:
    run = run_of(study, place.variant)
    size = run.settings.batch_size
    steps = -(-n_samples(study, "train") // size) if size else 1
    assert place.epoch is not None
    if place.epoch % steps:
        raise ValueError(f"{study.id}: step {place.epoch} is inside an epoch of {steps} steps")
    return history_at(study, run, "train_loss", place.epoch // steps)


def _prediction(study: Study, place: Place) -> Array:
    run, data = run_of(study, place.variant), study.dataset
    if place.sample is None or place.sample >= data.n_samples:
        raise ValueError(f"{study.id}: no sample {place.sample}; there are {data.n_samples}")
    draws = range(run.n_replicas if data.n_draws > 1 else 1)
    rows = [data.inputs(data.x[d % len(data.x)][[place.sample]], d) for d in draws]
    return run.predict(np.stack(rows))[:, 0, place.output or 0]  # (R, 1, K)


def _class_count(study: Study, place: Place) -> Array:
    number = class_number(study, place.class_name)
    draws = range(len(study.dataset.y))
    return np.array([(study.dataset.labels(draw) == number).sum() for draw in draws])


def _misclassified(study: Study, place: Place) -> Array:
    run = run_of(study, place.variant)
    x, y, _ = study.dataset.split("test" if n_samples(study, "test") else "train", run.n_replicas)
    wrong = decide(run.predict(x)) != decide(y)  # (R, n)
    if place.class_name is not None:
        wrong &= decide(y) == class_number(study, place.class_name)
    return wrong.sum(axis=-1)


def _of_run(name: str) -> Callable[[Study, Place], NDArray[Any]]:
    def measure(study: Study, place: Place) -> NDArray[Any]:
        found: NDArray[Any] = getattr(run_of(study, place.variant), name)
        return found

    return measure


def _any_epoch(study: Study, place: Place) -> tuple[float, float]:
    return 0.0, float(run_of(study, place.variant).settings.epochs)


def _n_parameters(study: Study, place: Place) -> Array:
    return np.array([run_of(study, place.variant).architecture.n_params])


def _layer_error(study: GradientStudy, place: Place) -> Array:
    part = place.part or "weights"
    for error in study.layers:
        if (error.layer, error.part) == (place.layer, part):
            return np.array([getattr(error, place.measure or "relative")])
    raise ValueError(f"{study.id}: no {part} in a layer {place.layer}")


def _largest_error(study: GradientStudy, place: Place) -> Array:
    errors = [getattr(error, place.measure or "relative") for error in study.layers]
    return np.array([np.max(errors)])


_EPOCH, _SPLITS = ("epoch",), {"train": "training", "test": "test"}
# The last is the task on which it is recorded.
_MEASURES: dict[str, tuple[str, Form, bool, tuple[str, ...]]] = {
    "loss": ("loss", "number", False, ()),
    "accuracy": ("accuracy", "share", True, ("classification",)),
    "mse": ("mean squared error", "number", False, ("regression",)),
}

QUANTITIES: dict[str, Quantity] = {
    record.name: record
    for record in (
        *(
            Quantity(
                f"{split}_{what}",
                f"{word} {label}",
                form,
                _measured(split, what),
                up,
                takes=_EPOCH,
                requires=(*(("test split",) if split == "test" else ()), *task),
            )
            for split, word in _SPLITS.items()
            for what, (label, form, up, task) in _MEASURES.items()
        ),
        Quantity("best_epoch", "best epoch", "count", _of_run("best_epoch"), possible=_any_epoch),
        Quantity(
            "n_epochs", "epochs trained", "count", _of_run("n_epochs"), False, possible=_any_epoch
        ),
        Quantity(
            "gradient_norm", "norm of the gradient", "number", _gradient_norm, False, (), _EPOCH
        ),
        Quantity("loss_at_step", "training loss", "number", _loss_at_step, False, _EPOCH),
        Quantity("prediction", "prediction", "number", _prediction, None, ("sample",), ("output",)),
        Quantity("n_parameters", "number of parameters", "count", _n_parameters, by_recipe=True),
        Quantity(
            "class_count",
            "samples",
            "count",
            _class_count,
            needs=("class_name",),
            requires=("classification",),
            by_recipe=True,
        ),
        Quantity(
            "misclassified",
            "misclassified samples",
            "count",
            _misclassified,
            False,
            takes=("class_name",),
            requires=("classification",),
        ),
        Quantity(
            "layer_error",
            "error of the gradient",
            "number",
            _layer_error,
            False,
            ("layer",),
            ("part", "measure"),
            "gradient",
        ),
        Quantity(
            "largest_error",
            "largest error of any layer",
            "number",
            _largest_error,
            False,
            (),
            ("measure",),
            "gradient",
        ),
        *CLAIMS,
    )
}
