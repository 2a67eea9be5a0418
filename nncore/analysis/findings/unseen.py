"""Unseen samples: whether they come out worse than those of training, and which class is hard."""

import numpy as np

from nncore.analysis.findings import tests as ranks
from nncore.analysis.findings.scene import Scene, Setup, label, sentence
from nncore.analysis.quantities import n_samples
from nncore.arrays import Array
from nncore.functions.metrics import decide
from nncore.language import numbers
from nncore.language.inline import escape

_LOST = "nothing can be said of what was learned: every seed diverged"


def generalisation(scene: Scene, quantity: str, variant: str | None = None) -> str:
    """Say whether the test result is worse than that of training: overfitted, or alike.

    An accuracy is worse where the median gap is more than twice the standard error of a difference
    of two shares of so many samples; a loss, where it is more than a tenth larger.
    """
    setup = scene.setup(variant)
    train, test = (setup.sample(f"{split}_{quantity}").values for split in ("train", "test"))
    if not len(train) or not len(test):
        return sentence(_LOST)
    gap = _gap(setup, quantity, train, test)
    a, b = (setup.median(f"{split}_{quantity}") for split in ("train", "test"))
    name = label(f"test_{quantity}").removeprefix("test ")
    if abs(gap) <= 1:
        alike = f"training and test {name} are alike{setup.phrase}, {a} and {b} in the median"
        return sentence(f"{alike}: no sign of overfitting")
    worse = "worse" if gap > 0 else "better"
    words = f"the test {name}{setup.phrase} is {worse} than that of training, {b} against {a}"
    return sentence(f"{words} in the median" + (": overfitted" if gap > 0 else ""))


def _gap(setup: Setup, quantity: str, train: Array, test: Array) -> float:
    """Return how much worse the test result is, in units of what may be chance."""
    if quantity == "accuracy":
        share = float(np.clip(np.median(train), 0, 1))
        n = [n_samples(setup.study, split) for split in ("train", "test")]
        # Of all right or all wrong samples the error would be 0: one sample more keeps it finite.
        variance = max(share * (1 - share), 1 / (n[0] + 2))
        error = np.sqrt(variance * (1 / n[0] + 1 / n[1]))
        return float(np.median(train - test) / (2 * error))
    return float(np.median((test - train) / np.maximum(np.abs(train), 1e-300)) / 0.1)


def classes(scene: Scene) -> str:
    """Say which class of unseen samples is the hardest and which the easiest, if seeds tell."""
    setup = scene.setup()
    study, run = setup.study, setup.run
    split = "test" if n_samples(study, "test") else "train"
    x, y, *_ = study.dataset.split(split, run.n_replicas)
    alive = run.status != "diverged"
    if not alive.any():
        return sentence(_LOST)
    labels = np.broadcast_to(decide(y), (run.n_replicas, y.shape[1]))
    wrong = decide(run.predict(x)) != labels
    names = study.dataset.class_names
    rates = np.array(
        [
            (wrong & (labels == k)).sum(1) / np.maximum((labels == k).sum(1), 1)
            for k in range(len(names))
        ]
    )[:, alive]
    ranked = np.argsort(-rates.mean(axis=1), kind="stable")
    said = [f"{escape(names[k])} ({numbers.percent(float(rates[k].mean()))} wrong)" for k in ranked]
    hard = _ends(rates[ranked[0]], rates[ranked[1]], said[0], said[1], "the hardest")
    easy = _ends(rates[ranked[-2]], rates[ranked[-1]], said[-1], said[-2], "the easiest")
    return sentence(f"of the classes {hard} and {easy}")


def _ends(more: Array, less: Array, one: str, other: str, what: str) -> str:
    told = ranks.order(more, less)
    if told == "higher":
        return f"{one} is {what}"
    return f"no single one is clearly {what}, {one} being next to {other}"
