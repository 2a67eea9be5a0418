"""What can be read out of a study, one record each in one table: losses, counts, predictions.

A quantity gives one value for every replica, (R,): the same function serves a published number,
a column of a table, a sentence. Without an epoch it is read at the parameters that the experiment
keeps. `nncore.report.readings` looks quantities up.

Shapes: R replicas, n samples, m inputs, K outputs, T recorded epochs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nncore.activations import Array
from nncore.metrics import METRICS, decide
from nncore.network import loss_value
from nncore.runs import GradientStudy, Run, Study

AnyStudy = Study | GradientStudy
Form = Literal["number", "share", "count", "claim"]


class Where(NamedTuple):
    """Which value of a quantity: every part is optional, a quantity says which it reads."""

    variant: str | None = None
    epoch: int | None = None
    sample: int | None = None
    output: int = 0
    class_name: str | None = None
    layer: int | None = None
    part: str = "weights"
    measure: str | None = None


@dataclass(frozen=True)
class Quantity:
    """One quantity.

    Attributes
    ----------
    name, label : str
        As configurations and as readers call it.
    form : {"number", "share", "count", "claim"}
        How its values are written: significant digits, percent, whole numbers; a claim is 1 for
        the replicas of which it is true and 0 for others.
    measure : callable
        ``measure(study, where) -> (R,)``, or (1,) where replicas do not differ.
    higher_is_better : bool or None
    needs, takes : tuple of str
        Parts of `Where` that it must and may be given, besides the variant.
    source : {"study", "gradient"}
    possible : callable or None
        ``possible(study, where)``: the least and greatest value that the set-up allows.
    by_recipe : bool
        Whether it follows from the set-up alone, without any random number.
    """

    name: str
    label: str
    form: Form
    measure: Callable[[Any, Where], Array]
    higher_is_better: bool | None = None
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    source: Literal["study", "gradient"] = "study"
    possible: Callable[[Any, Where], tuple[float, float]] | None = None
    by_recipe: bool = False


def run_of(study: Study, variant: str | None) -> Run:
    """Return the run of a variant; the first without a label."""
    if variant is None:
        return study.run
    for run in study.runs:
        if run.label == variant:
            return run
    labels = ", ".join(repr(run.label) for run in study.runs)
    raise ValueError(f"{study.id} has no variant {variant!r}; there are {labels}")


def n_samples(study: Study, split: str) -> int:
    """Return how many samples a split has."""
    rows = study.dataset.test if split == "test" else study.dataset.train
    return rows.shape[1]


def history_at(study: Study, run: Run, name: str, epoch: int) -> Array:
    """Return a history at a recorded epoch, (R,).

    A replica that stopped on purpose keeps its last value; one that diverged has none.
    """
    values = _history(study, run, name)
    found = np.flatnonzero(run.epochs == epoch)
    if not len(found):
        raise ValueError(f"{study.id}: epoch {epoch} of {name} is not among the recorded ones")
    past = values[:, : found[0] + 1]  # (R, T)
    last = past.shape[1] - 1 - np.isfinite(past)[:, ::-1].argmax(axis=1)
    carried = past[np.arange(len(past)), last]
    return np.where(run.status == "diverged", past[:, -1], carried)


def _history(study: Study, run: Run, name: str) -> Array:
    recorded = name in run.history and not (
        name.startswith("test") and not n_samples(study, "test")
    )
    # Seeds that all diverged have no number either, but one that is lost is not one never recorded.
    lost = (run.status == "diverged").all()
    if not recorded or not (lost or np.isfinite(run.history[name]).any()):
        raise ValueError(f"{study.id} has no {name}: {_why_not(study, name)}")
    return run.history[name]


def _why_not(study: Study, name: str) -> str:
    if name.startswith("test") and not n_samples(study, "test"):
        return f"its data set {study.dataset.name!r} has no test split"
    return f"recorded are {', '.join(sorted(study.run.history))}"


def _measured(split: str, what: str) -> Callable[[Study, Where], Array]:
    """A loss or metric of a split: from the history at an epoch, else from the kept parameters."""
    name = f"{split}_{what}"

    def measure(study: Study, where: Where) -> Array:
        run = run_of(study, where.variant)
        if where.epoch is not None:
            return history_at(study, run, name, where.epoch)
        _history(study, run, name)
        x, y, _ = study.dataset.split(split, run.n_replicas)
        if what == "loss":
            return loss_value(run.architecture, run.kept, x, y)
        return METRICS[what].value(run.predict(x), y)

    return measure


def _gradient_norm(study: Study, where: Where) -> Array:
    run = run_of(study, where.variant)
    epoch = run.epochs[-1] if where.epoch is None else where.epoch
    return history_at(study, run, "gradient_norm", int(epoch))


def _loss_at_step(study: Study, where: Where) -> Array:
    run = run_of(study, where.variant)
    size = run.settings["batch_size"]
    steps = -(-n_samples(study, "train") // size) if size else 1
    assert where.epoch is not None
    if where.epoch % steps:
        raise ValueError(f"{study.id}: step {where.epoch} is inside an epoch of {steps} steps")
    return history_at(study, run, "train_loss", where.epoch // steps)


def _prediction(study: Study, where: Where) -> Array:
    run, data = run_of(study, where.variant), study.dataset
    if where.sample is None or where.sample >= data.n_samples:
        raise ValueError(f"{study.id}: no sample {where.sample}; there are {data.n_samples}")
    draws = range(run.n_replicas if data.n_draws > 1 else 1)
    rows = [data.inputs(data.x[d % len(data.x)][[where.sample]], d) for d in draws]
    return run.predict(np.stack(rows))[:, 0, where.output]  # (R, 1, K)


def _class_number(study: Study, name: str | None) -> int:
    names = study.dataset.class_names
    if name not in names:
        raise ValueError(f"{study.id}: no class {name!r}; there are {', '.join(names)}")
    return names.index(name)


def _class_count(study: Study, where: Where) -> Array:
    number = _class_number(study, where.class_name)
    draws = range(len(study.dataset.y))
    return np.array([(study.dataset.labels(draw) == number).sum() for draw in draws])


def _misclassified(study: Study, where: Where) -> Array:
    run = run_of(study, where.variant)
    x, y, _ = study.dataset.split("test" if n_samples(study, "test") else "train", run.n_replicas)
    wrong = decide(run.predict(x)) != decide(y)  # (R, n)
    if where.class_name is not None:
        wrong &= decide(y) == _class_number(study, where.class_name)
    return wrong.sum(axis=-1)


def _of_run(name: str) -> Callable[[Study, Where], NDArray[Any]]:
    def measure(study: Study, where: Where) -> NDArray[Any]:
        found: NDArray[Any] = getattr(run_of(study, where.variant), name)
        return found

    return measure


def _any_epoch(study: Study, where: Where) -> tuple[float, float]:
    return 0.0, float(run_of(study, where.variant).settings["epochs"])


def _n_parameters(study: Study, where: Where) -> Array:
    return np.array([run_of(study, where.variant).architecture.n_params])


def _layer_error(study: GradientStudy, where: Where) -> Array:
    for error in study.layers:
        if (error.layer, error.part) == (where.layer, where.part):
            return np.array([getattr(error, where.measure or "relative")])
    raise ValueError(f"{study.id}: no {where.part} in a layer {where.layer}")


_EPOCH, _SPLITS = ("epoch",), {"train": "training", "test": "test"}
_MEASURES: dict[str, tuple[str, Form, bool]] = {
    "loss": ("loss", "number", False),
    "accuracy": ("accuracy", "share", True),
    "mse": ("mean squared error", "number", False),
}

QUANTITIES: dict[str, Quantity] = {
    record.name: record
    for record in (
        *(
            Quantity(
                f"{split}_{what}", f"{word} {label}", form, _measured(split, what), up, (), _EPOCH
            )
            for split, word in _SPLITS.items()
            for what, (label, form, up) in _MEASURES.items()
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
            None,
            ("class_name",),
            by_recipe=True,
        ),
        Quantity(
            "misclassified",
            "misclassified samples",
            "count",
            _misclassified,
            False,
            (),
            ("class_name",),
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
    )
}
