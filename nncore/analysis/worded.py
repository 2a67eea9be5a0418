"""Worded claims of documents as quantities that are true (1) or false (0) for every seed.

A document says "converges at around 1000 epochs" without a definition. Each record states one that
was fixed before any run was read, that is usual, and that can come out false.

Shapes: R replicas, n samples, T recorded epochs, K outputs.
"""

from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from nncore.analysis.quantity import (
    Quantity,
    class_number,
    history,
    history_at,
    n_samples,
    run_of,
)
from nncore.arrays import Array
from nncore.config.records.claims import Place
from nncore.experiments.run_files import GradientStudy, Run, Study
from nncore.functions.metrics import METRICS, decide
from nncore.training.gradcheck import BANDS

Truth = NDArray[np.bool_]

# Losses that print alike at three digits do not differ by more than rounding.
ROUNDING = 1e-3
SETTLED_EPOCHS, SETTLED_CHANGE = 100, 0.01
VANISHED = 1e-3
LAST = 20  # recorded epochs in which a curve is looked at for oscillation
TURNING = 1 / 3  # of noise two thirds are turning points, of a smooth curve none


def _class_shares(study: Study, place: Place) -> Array:
    """Share of every class's test samples that is misclassified, (R, K)."""
    run = run_of(study, place.variant)
    x, y, _ = study.dataset.split("test" if n_samples(study, "test") else "train", run.n_replicas)
    wrong = decide(run.predict(x)) != decide(y)  # (R, n)
    truth = np.broadcast_to(decide(y), wrong.shape)
    shares = []
    for number in range(len(study.dataset.class_names)):
        mine = truth == number
        with np.errstate(invalid="ignore"):
            shares.append((wrong & mine).sum(axis=-1) / mine.sum(axis=-1))
    return np.stack(shares, axis=-1)


def _most_extreme(sign: int) -> Callable[[Study, Place], Truth]:
    def measure(study: Study, place: Place) -> Truth:
        shares = sign * _class_shares(study, place)
        number = class_number(study, place.class_name)
        others = np.delete(shares, number, axis=-1)
        # A class without test samples (NaN) is no rival; a tie is no first place.
        first: Truth = shares[:, number] > np.fmax.reduce(others, axis=-1)
        return first

    return measure


def _recorded(run: Run, epoch: int) -> int:
    """The last recorded epoch that is not after `epoch`, or the first of all."""
    place = int(np.searchsorted(run.epochs, epoch, side="right")) - 1
    return int(run.epochs[max(0, place)])


def _settled(study: Study, place: Place) -> Truth:
    run, epoch = run_of(study, place.variant), place.epoch
    assert epoch is not None
    start = _recorded(run, epoch - SETTLED_EPOCHS)
    truth = np.ones(run.n_replicas, dtype=bool)
    for split in ("train", "test"):
        if n_samples(study, split):
            before = history_at(study, run, f"{split}_loss", start)
            change = np.abs(history_at(study, run, f"{split}_loss", epoch) - before)
            truth &= change < SETTLED_CHANGE * np.abs(before)
    return truth


def _stationary(study: Study, place: Place) -> Truth:
    run = run_of(study, place.variant)
    assert place.epoch is not None
    first = history_at(study, run, "gradient_norm", int(run.epochs[0]))
    return history_at(study, run, "gradient_norm", place.epoch) < VANISHED * first


def _overfitted(study: Study, place: Place) -> Truth:
    run = run_of(study, place.variant)
    places = np.searchsorted(run.epochs, run.best_epoch)
    best = {}
    for split in ("train", "test"):
        values = history(study, run, f"{split}_loss")
        best[split] = values[np.arange(len(values)), places]
    end = {split: history_at(study, run, f"{split}_loss", int(run.epochs[-1])) for split in best}
    return (end["test"] > best["test"] * (1 + ROUNDING)) & (end["train"] < best["train"])


def _falls_more(study: Study, place: Place) -> Truth:
    run = run_of(study, place.variant)
    first, last = int(run.epochs[0]), int(run.epochs[-1])
    train, test = (
        history_at(study, run, name, first) - history_at(study, run, name, last)
        for name in ("train_loss", "test_loss")
    )
    return (train > test) & (test > 0)


def _separated(study: Study, place: Place) -> Truth:
    run = run_of(study, place.variant)
    if place.epoch is not None:
        return history_at(study, run, "train_accuracy", place.epoch) == 1.0
    x, y, _ = study.dataset.split("train", run.n_replicas)
    return METRICS["accuracy"].value(run.predict(x), y) == 1.0


def _undecided(study: Study, place: Place) -> Truth:
    run = run_of(study, place.variant)
    assert place.epoch is not None
    first = history_at(study, run, "train_loss", int(run.epochs[0]))
    return history_at(study, run, "train_loss", place.epoch) > first / 2


def _keeps_improving(study: Study, place: Place) -> Truth:
    run = run_of(study, place.variant)
    size = run.settings.batch_size
    steps = -(-n_samples(study, "train") // size) if size else 1
    epochs = sorted({_recorded(run, int(step) // steps) for step in run.snapshot_steps})
    if len(epochs) < 2:
        raise ValueError(f"{study.id}: has no two snapshots between which to improve")
    losses = np.stack([history_at(study, run, "train_loss", epoch) for epoch in epochs])
    return np.asarray((np.diff(losses, axis=0) < 0).all(axis=0))


def _oscillates(study: Study, place: Place) -> Truth:
    curves = history(study, run_of(study, place.variant), "train_loss")[:, -LAST:]
    steps = np.diff(curves, axis=1)
    turning = steps[:, 1:] * steps[:, :-1] < 0
    return np.asarray(turning.mean(axis=1) >= TURNING)


def _passed(study: GradientStudy, place: Place) -> Truth:
    return np.array([np.max([error.relative for error in study.layers]) < BANDS[0][0]])


def _claim(
    name: str,
    label: str,
    measure: Callable[..., Truth],
    definition: str,
    needs: tuple[str, ...] = (),
    takes: tuple[str, ...] = (),
    source: Literal["study", "gradient"] = "study",
    requires: tuple[str, ...] = (),
) -> Quantity:
    return Quantity(
        name,
        label,
        "claim",
        measure,
        True,
        needs,
        takes,
        source,
        requires=requires,
        definition=definition,
    )


_TIE = "a tie is not counted as true"
CLAIMS = (
    _claim(
        "hardest_class",
        "largest share of errors",
        _most_extreme(1),
        "True where a larger share of the test samples of this class is misclassified than of any "
        f"other class; {_TIE}.",
        ("class_name",),
        requires=("classification",),
    ),
    _claim(
        "easiest_class",
        "smallest share of errors",
        _most_extreme(-1),
        "True where a smaller share of the test samples of this class is misclassified than of any "
        f"other class; {_TIE}.",
        ("class_name",),
        requires=("classification",),
    ),
    _claim(
        "settled",
        "losses settled",
        _settled,
        f"True where training and test loss change by less than {SETTLED_CHANGE:.0%} over the "
        f"{SETTLED_EPOCHS} epochs before.".replace("%", " %"),
        ("epoch",),
    ),
    _claim(
        "stationary",
        "local minimum reached",
        _stationary,
        "True where the norm of the gradient is below a thousandth of that at the start, as it is "
        "near a minimum.",
        ("epoch",),
    ),
    _claim(
        "overfitted",
        "overfitted at the end",
        _overfitted,
        "True where from the best epoch to the end of training the test loss rises by more than "
        "a thousandth while the training loss falls.",
        requires=("test split",),
    ),
    _claim(
        "falls_more_in_training",
        "training loss falls more than test loss",
        _falls_more,
        "True where both losses end below their start and the training loss has lost more.",
        requires=("test split",),
    ),
    _claim(
        "separated",
        "every training sample on its side",
        _separated,
        "True where every training sample is classified correctly.",
        (),
        ("epoch",),
        requires=("classification",),
    ),
    _claim(
        "undecided",
        "still undecided",
        _undecided,
        "True where the training loss has not yet fallen to half of that at the start.",
        ("epoch",),
    ),
    _claim(
        "keeps_improving",
        "improves from snapshot to snapshot",
        _keeps_improving,
        "True where the training loss at every snapshot is below that at the snapshot before.",
        requires=("snapshots",),
    ),
    _claim(
        "oscillates",
        "loss oscillates at the end",
        _oscillates,
        f"True where at least a third of the last {LAST} recorded training losses are turning "
        "points; of pure noise two thirds are, of a smooth curve none.",
    ),
    _claim(
        "passed",
        "gradient check passed",
        _passed,
        "True where the relative error of every layer's weights and biases is below 1e-7.",
        source="gradient",
    ),
)
