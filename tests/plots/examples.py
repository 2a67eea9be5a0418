"""Small trained studies, and a case for every figure and for what could break it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache, partial
from typing import Any, NamedTuple

import numpy as np
import yaml

from nncore.analysis.published.judgements import Judgement
from nncore.analysis.published.verdicts import judge
from nncore.analysis.readings import Sample
from nncore.config.load import resolve
from nncore.config.records.configuration import Configuration
from nncore.data.dataset import Dataset
from nncore.data.draws import build_dataset
from nncore.experiments.run import run_experiment, run_gradient_check
from nncore.experiments.run_files import GradientStudy, Run, Study
from nncore.plots import registry
from nncore.plots.draw import with_shown
from nncore.plots.figures.distributions import drawn_rows
from tests.claims import claim

_CONFIG = """
seed: 3
replicas: 4
documents:
  chapter: {title: A chapter, author: Anonymous, year: 2020, cite: chapter, summary: One sentence.}
datasets:
  xor: {kind: xor, stream: legacy, seed: 42, draws: 4}
  circle: {kind: circle, draws: 4, n_samples: 60, test_fraction: 0.2}
  voronoi: {kind: voronoi, draws: 4, n_samples: 30}
  sine: {kind: sine, draws: 4, n_samples: 40}
  digits: {kind: digits, draws: 4, test_fraction: 0.1, standardise: true}
gradchecks:
  check:
    document: chapter
    words: {title: A gradient check, question: "Is it the derivative?"}
    network: {hidden: [4], activation: sigmoid, loss: squared_error}
    data: {n_inputs: 3, n_outputs: 2, n_samples: 5}
    epsilon: 1e-7
    published:
      - {quantity: layer_error, kind: order, evidence: same recipe,
         layer: 1, part: weights, value: "4.22e-08"}
experiments:
  xor: &plain
    document: chapter
    words: {title: Exclusive or, question: "Can it be learned?"}
    data: xor
    network: {hidden: [4], activation: sigmoid, output: sigmoid, loss: squared_error}
    stream: legacy
    learning_rate: 2.0
    epochs: 200
    snapshots: [0, 50, 200]
    published:
      - {quantity: train_loss, kind: exact, evidence: same stream,
         counted_from: 0, at: {0: "0.126", 99: "0.124"}}
  circle:
    <<: *plain
    data: circle
    stream: modern
    batch_size: 16
    epochs: 30
    keep: best
    snapshots: [0, 3, 30, 90]
    published: []
  single: {<<: *plain, replicas: 1, published: [], epochs: 1, snapshots: [0, 1]}
  variants:
    <<: *plain
    published: []
    variants: {hidden = 2: {network.hidden: [2]}, hidden = 8: {network.hidden: [8]}}
  logistic:
    <<: *plain
    published: []
    network: {hidden: [], loss: binary_log_loss, biases: false}
    epochs: 10
    snapshots: [0, 1, 2, 3, 10]
  voronoi:
    <<: *plain
    data: voronoi
    stream: modern
    published: []
    network: {hidden: [2, 8], activation: tanh, output: sigmoid, loss: squared_error}
  sine: {<<: *plain, data: sine, stream: modern, published: [], snapshots: []}
  sine-identity:
    <<: *plain
    data: sine
    stream: modern
    published: []
    snapshots: []
    network: {hidden: [8], activation: tanh, output: identity, loss: squared_error}
    learning_rate: 0.1
  digits:
    <<: *plain
    data: digits
    stream: modern
    published: []
    network: {hidden: [16], activation: relu, loss: log_loss}
    learning_rate: 0.1
    batch_size: 64
    epochs: 3
    snapshots: []
"""


@cache
def config() -> Configuration:
    return resolve(yaml.safe_load(_CONFIG))


@cache
def dataset(name: str) -> Dataset:
    return build_dataset(name, config().datasets[name])


@cache
def study(name: str) -> Study:
    block = config().experiments[name]
    run = run_experiment(name, block.training, dataset(block.training.data))
    return with_shown(run, block.shown(with_claims=True))


@cache
def gradient_study() -> GradientStudy:
    block = config().gradchecks["check"]
    return with_shown(run_gradient_check("check", block.settings), block.shown(with_claims=True))


@cache
def clusters() -> Study:
    """Five classes in the plane, with a test split."""
    rng = np.random.default_rng(0)
    labels = np.arange(60) % 5
    x = rng.normal(0.0, 3.0, (5, 2))[labels] + rng.normal(0.0, 0.5, (60, 2))
    rows = rng.permutation(60)
    data = replace(
        dataset("voronoi"),
        name="clusters",
        x=x[None],
        y=np.eye(5)[labels][None],
        train=rows[None, 12:],
        test=rows[None, :12],
        shift=np.zeros((1, 2)),
        scale=np.ones((1, 2)),
        class_names=tuple("abcde"),
        extras={},
    )
    block = config().experiments["voronoi"]
    training = block.training
    (variant,) = training.variants
    network = variant.network.model_copy(update={"output": "softmax", "loss": "log_loss"})
    variants = (variant.model_copy(update={"network": network}),)
    run = run_experiment("clusters", training.model_copy(update={"variants": variants}), data)
    return with_shown(run, block.shown(with_claims=True))


def diverged(name: str, *replicas: int) -> Study:
    """A study in which some replicas lost their numbers half-way, and grew without bound before."""
    before = study(name)
    return replace(before, id="lost", runs=tuple(_lose(run, replicas) for run in before.runs))


def _lose(run: Run, replicas: tuple[int, ...]) -> Run:
    lost, middle = list(replicas), len(run.epochs) // 2
    history = {key: values.copy() for key, values in run.history.items()}
    status = run.status.astype("U16")
    status[lost] = "diverged"
    params, snapshots = run.params.copy(), run.snapshots.copy()
    params[lost] = np.nan
    for key, values in history.items():
        values[lost, middle:] = np.nan
        if not key.endswith("accuracy"):
            values[lost, middle - 1] = 1e300
    if 0 in lost:
        snapshots[len(snapshots) // 2 :] = np.nan
    n_epochs = run.n_epochs.copy()
    n_epochs[lost] = run.epochs[middle - 1]
    changed = {"history": history, "status": status, "params": params, "n_epochs": n_epochs}
    return replace(run, best_params=params, snapshots=snapshots, **changed)


def stopped(name: str) -> Study:
    """A study whose first replica converged half-way."""
    before = study(name)
    run, middle = before.run, len(before.run.epochs) // 2
    history = {key: values.copy() for key, values in run.history.items()}
    for values in history.values():
        values[0, middle:] = np.nan
    status, n_epochs = run.status.astype("U16"), run.n_epochs.copy()
    status[0], n_epochs[0] = "converged", run.epochs[middle - 1]
    return replace(before, runs=(replace(run, history=history, status=status, n_epochs=n_epochs),))


def row(label: str, printed: str, values: Any, evidence: str = "same recipe") -> Judgement:
    kept = np.asarray(values, dtype=float)
    sample = Sample(None, kept[np.isfinite(kept)], int((~np.isfinite(kept)).sum()))
    said = claim("distribution", printed, evidence=evidence)
    return Judgement("paper", "xor", said, label, sample, judge(said, sample))


def rows() -> list[Judgement]:
    values = np.linspace(0.1, 0.2, 20)
    return [
        row("training loss", "0.15", values),
        row("test accuracy (%)", "62.5", 100.0 * values),
        row("with lost seeds", "1e-4", np.append(values, np.nan)),
        row("all seeds lost", "1.0", np.full(3, np.nan)),
        row("all seeds alike", "1.0", np.ones(5)),
        row("one seed", "1.0", np.array([0.5]), "chosen"),
    ]


def lost_rows() -> list[Judgement]:
    return [row("the only seed lost", "1.0", np.empty(0))]


class Case(NamedTuple):
    """A figure to draw: its kind, what from, and options."""

    kind: str
    source: Callable[[], Any]
    options: Mapping[str, Any] = {}
    others: tuple[str, ...] = ()
    note: str = ""

    def __str__(self) -> str:
        return f"{self.kind}-{self.note}" if self.note else self.kind

    def draw(self) -> Callable[..., Any]:
        if self.kind == "spread":
            return partial(drawn_rows, self.source())
        record, source = registry.record_of(self.kind), self.source()
        others = [study(name) for name in self.others]
        return lambda theme: record.draw(source, theme, others, **self.options)


def _of(name: str) -> Callable[[], Study]:
    return lambda: study(name)


GROUPS = {
    "groups": {"Hidden units": ["hidden = 2", "hidden = 8"], "Only one": ["hidden = 8"]},
    "durations_of": "hidden = 8",
    "durations": [10, 100, 200],
}
LOW_LOSS = {"metric": "train_loss", "at_least": None, "at_most": 0.12}

CASES = (
    Case("loss", _of("xor")),
    Case("loss", _of("circle"), note="two splits"),
    Case("loss", _of("variants"), note="variants"),
    Case("loss", _of("single"), {"scale": "log"}, note="one seed"),
    Case("loss", lambda: diverged("xor", 0, 2), note="lost"),
    Case("loss", lambda: diverged("xor", 0, 1, 2, 3), note="all lost"),
    Case("loss", lambda: stopped("xor"), note="stopped"),
    Case("accuracy", _of("circle")),
    Case("accuracy", _of("sine"), others=("sine-identity",), note="regression"),
    Case("curves", _of("circle")),
    Case("curves", lambda: diverged("circle", 0, 1, 2, 3), note="all lost"),
    Case("gradient-norm", _of("xor")),
    Case("gradient-norm", lambda: diverged("xor", 0), note="lost"),
    Case("comparison", _of("sine"), {"scale": "log"}, ("sine-identity",)),
    Case(
        "comparison",
        _of("variants"),
        {"line": "median", "quantity": "gradient_norm"},
        note="median",
    ),
    Case("comparison", lambda: diverged("xor", 0, 1, 2, 3), others=("circle",), note="all lost"),
    Case("bars", _of("variants")),
    Case("bars", lambda: diverged("variants", 0, 1, 2, 3), note="all lost"),
    Case("data", _of("circle")),
    Case("data", _of("voronoi"), note="sites"),
    Case("data", _of("sine"), note="regression"),
    Case("data", clusters, note="classes"),
    Case("region", _of("circle")),
    Case("region", _of("voronoi"), note="two outputs"),
    Case("region", clusters, note="classes"),
    Case("region", _of("variants"), {"extent": [-1.0, 2.0, -1.0, 2.0]}, note="variants"),
    Case("region", lambda: diverged("voronoi", 0), note="lost"),
    Case("evolution", _of("xor"), {"epochs": [0, 50, 200]}),
    Case("evolution", _of("circle"), {"extent": [-2.0, 2.0, -2.0, 2.0]}, note="batches"),
    Case("evolution", _of("circle"), {"steps": [3, 90]}, note="steps"),
    Case("evolution", lambda: diverged("xor", 0), note="lost"),
    Case("filmstrip", _of("voronoi")),
    Case("fit", _of("sine"), others=("sine-identity",)),
    Case("fit", lambda: diverged("sine", 0, 1, 2, 3), note="all lost"),
    Case("misclassified", _of("digits")),
    Case("misclassified", _of("digits"), {"most": 3, "split": "train"}, note="few"),
    Case("errors-per-class", _of("digits")),
    Case("errors-per-class", lambda: diverged("digits", 0, 1, 2, 3), note="all lost"),
    Case("confusion", _of("digits")),
    Case("confusion", _of("xor"), note="no test split"),
    Case("architecture", _of("digits")),
    Case("architecture", _of("logistic"), note="no hidden layer"),
    Case("heatmap", _of("variants"), {"quantity": "train_loss", "at_least": 0.12}),
    Case("loss-surface", _of("logistic")),
    Case("loss-surface", _of("logistic"), {"updates": 2}, ("logistic",), note="optimum given"),
    Case("loss-surface", _of("logistic"), {"path": False}, note="plain"),
    Case("variant-groups", _of("variants")),
    Case("variant-groups", _of("variants"), GROUPS, note="durations"),
    Case("variant-groups", lambda: diverged("variants", 0), GROUPS, note="lost"),
    Case("variant-groups", lambda: diverged("variants", 0, 1, 2, 3), GROUPS, note="all lost"),
    Case("against-setting", _of("variants"), {"setting": "network.hidden"}),
    Case("against-setting", _of("single"), {"quantities": ["train_loss"]}, note="one seed"),
    Case(
        "against-setting",
        lambda: diverged("variants", 0, 1, 2, 3),
        {"setting": "network.hidden"},
        note="all lost",
    ),
    Case("region", _of("circle"), {"norms": True}, note="norm"),
    Case("region", lambda: diverged("variants", 0), {"norms": True, "columns": 2}, note="norms"),
    Case("against-parameters", _of("variants"), {"at_least": 0.75}),
    Case("against-parameters", _of("variants"), LOW_LOSS, note="loss"),
    Case("against-parameters", lambda: diverged("variants", 0, 1, 2, 3), note="all lost"),
    Case("smallest-region", _of("variants"), {"at_least": 0.75}),
    Case("smallest-region", _of("circle"), {"at_least": 0.5, "share": 1.0}, note="own draw"),
    Case("smallest-region", _of("variants"), {"at_least": 1.1}, note="none"),
    Case("smallest-region", lambda: diverged("variants", 0, 1, 2, 3), note="all lost"),
    Case("epochs-to-reach", _of("variants"), {"at_most": 0.1256}),
    Case("epochs-to-reach", _of("variants"), {"at_most": 0.12}, ("circle",), note="others"),
    Case(
        "epochs-to-reach", lambda: diverged("variants", 0, 1, 2, 3), {"at_most": 1.0}, note="lost"
    ),
    Case("epochs-to-reach", _of("single"), {"at_most": 1.0}, note="one seed"),
    Case("error-against-epsilon", gradient_study),
    Case("gradient-errors", gradient_study),
    Case("spread", rows),
    Case("spread", lost_rows, note="lost"),
)
