"""What a quantity is, and what all of them read: a variant's run, its history at an epoch.

Shapes: R replicas, T recorded epochs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from nncore.arrays import Array
from nncore.config.records.claims import Place
from nncore.experiments.run_files import GradientStudy, Run, Study

AnyStudy = Study | GradientStudy
Form = Literal["number", "share", "count", "claim"]


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
        ``measure(study, place) -> (R,)``, or (1,) where replicas do not differ.
    higher_is_better : bool or None
    needs, takes : tuple of str
        Parts of `Place` that it must and may be given, besides the variant.
    source : {"study", "gradient"}
    possible : callable or None
        ``possible(study, place)``: the least and greatest value that the set-up allows.
    by_recipe : bool
        Whether it follows from the set-up alone, without any random number.
    requires : tuple of str
        What an experiment must have: "classification", "test split", "snapshots".
    definition : str
        What makes a worded claim true, one sentence; empty where the label says it all.
    """

    name: str
    label: str
    form: Form
    measure: Callable[[Any, Place], NDArray[Any]]
    higher_is_better: bool | None = None
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    source: Literal["study", "gradient"] = "study"
    possible: Callable[[Any, Place], tuple[float, float]] | None = None
    by_recipe: bool = False
    requires: tuple[str, ...] = ()
    definition: str = ""


def run_of(study: Study, variant: str | None) -> Run:
    """Return the run of a variant; the first without a label."""
    if variant is None:
        return study.run
    for run in study.runs:
        if run.label == variant:
            return run
    labels = ", ".join(repr(run.label) for run in study.runs)
    raise ValueError(f"{study.id} has no variant {variant!r}; there are {labels}")


def class_number(study: Study, name: str | None) -> int:
    """Return the number of a class of a study's data set."""
    names = study.dataset.class_names
    if name not in names:
        raise ValueError(f"{study.id}: no class {name!r}; there are {', '.join(names)}")
    return names.index(name)


def n_samples(study: Study, split: str) -> int:
    """Return how many samples a split has."""
    rows = study.dataset.test if split == "test" else study.dataset.train
    return rows.shape[1]


def history_at(study: Study, run: Run, name: str, epoch: int) -> Array:
    """Return a history at a recorded epoch, (R,).

    A replica that stopped on purpose keeps its last value; one that diverged has none.
    """
    values = history(study, run, name)
    found = np.flatnonzero(run.epochs == epoch)
    if not len(found):
        raise ValueError(f"{study.id}: epoch {epoch} of {name} is not among the recorded ones")
    past = values[:, : found[0] + 1]  # (R, T)
    last = past.shape[1] - 1 - np.isfinite(past)[:, ::-1].argmax(axis=1)
    carried = past[np.arange(len(past)), last]
    return np.where(run.status == "diverged", past[:, -1], carried)


def history(study: Study, run: Run, name: str) -> Array:
    """Return what a run recorded under a name, (R, T), or say why there is nothing."""
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
