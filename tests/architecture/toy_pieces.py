"""Adds one toy to every table of the core, then uses all of them; prints what came of it as JSON.

A process of its own, because an entry of a table is there before anything reads the table.
"""

import json
import sys
from dataclasses import dataclass

import numpy as np

from nncore.data.kinds import DATASETS, DatasetKind
from nncore.data.samples import Samples
from nncore.functions.activations import ACTIVATIONS, IDENTITY, Activation
from nncore.functions.initializers import INITIALIZERS, Initializer
from nncore.functions.losses import LOSSES, Loss
from nncore.functions.metrics import METRICS, Metric
from nncore.functions.optimizers import OPTIMIZERS, Optimizer
from nncore.functions.schedules import SCHEDULES, Schedule


def _bend(z, out):
    np.divide(z, np.sqrt(1.0 + z * z), out=out)


def _pull_bend(z, a, delta, scratch):
    delta *= (1.0 + z * z) ** -1.5


def _slope(raw, y, out):
    np.tanh(raw - y, out=out)


@dataclass(frozen=True)
class Signs(Optimizer):
    name, title = "signs", "SIGNS"
    shrink: float = 1.0

    def update(self, params, gradient, state, step, rate):
        params -= rate * self.shrink * np.sign(gradient)


@dataclass(frozen=True)
class Halving(Schedule):
    name, title = "halving", "HALVING"
    initial: float
    n_halves: int = 10

    def __call__(self, step):
        return self.initial * 0.5 ** (step // self.n_halves)


@dataclass(frozen=True)
class Alternating(Initializer):
    name, title = "alternating", "ALTERNATING"
    size: float = 0.5

    def __call__(self, rng, layer):
        signs = (-1.0) ** np.add.outer(np.arange(layer.n_in), np.arange(layer.n_out))
        return self.size * signs


def _cube(rng, *, n_samples: int = 20, factor: float = 1.0):
    x = rng.uniform(-1.0, 1.0, (n_samples, 1))
    return Samples(x, factor * x**3, ("x",))


BEND = Activation(
    "bend",
    _bend,
    _pull_bend,
    lambda z, xp: z / xp.sqrt(1.0 + z * z),
    gain=1.0,
    latex=r"\frac{z}{\sqrt{1+z^2}}",
    title="BEND",
    reads_input=True,
)
LOG_COSH = Loss(
    "log_cosh",
    IDENTITY,
    lambda raw, y: np.log(np.cosh(raw - y)).sum(axis=-1),
    _slope,
    lambda raw, y, xp: xp.log(xp.cosh(raw - y)),
    r"\sum_k \ln\cosh(\hat y_k - y_k)",
    title="LOG COSH",
)
LARGEST = Metric(
    "largest_error",
    lambda prediction, y: np.abs(prediction - y).max(axis=(-2, -1)),
    higher_is_better=False,
    task="regression",
    title="LARGEST ERROR",
)
CUBE = DatasetKind(_cube, "regression", 1, 1, random=True, description="The cube of x.")

for table, toy in (
    (ACTIVATIONS, BEND),
    (LOSSES, LOG_COSH),
    (OPTIMIZERS, Signs),
    (SCHEDULES, Halving),
    (INITIALIZERS, Alternating),
    (METRICS, LARGEST),
):
    table[toy.name] = toy
DATASETS["cube"] = CUBE

from nncore.config.known_names import names  # noqa: E402
from nncore.config.load import ConfigError, resolve  # noqa: E402
from nncore.data.draws import build_dataset  # noqa: E402
from nncore.experiments.run import run_experiment, run_gradient_check  # noqa: E402
from nncore.language.wording import choice, name_of  # noqa: E402

NETWORK = {"hidden": [3], "activation": "bend", "loss": "log_cosh"}
TITLES = {"document": "toys", "words": {"title": "A toy", "question": "Is it known?"}}
CONFIG = {
    "documents": {"toys": {"title": "Toys", "author": "A", "cite": "toys", "summary": "Toys."}},
    "datasets": {"cube": {"kind": "cube", "draws": 2, "factor": 2.0, "test_fraction": 0.5}},
    "gradchecks": {
        "check": {
            **TITLES,
            "network": NETWORK,
            "data": {"n_inputs": 2, "n_outputs": 1, "n_samples": 4},
            "initializer": "alternating",
            "epsilon": 1e-6,
        }
    },
    "experiments": {
        "toy": {
            **TITLES,
            "data": "cube",
            "network": NETWORK,
            "initializer": {"name": "alternating", "size": 0.25},
            "optimizer": {"name": "signs", "shrink": 0.5},
            "learning_rate": {"schedule": "halving", "initial": 0.1},
            "monitor": "validation_largest_error",
            "keep": "best",
            "epochs": 40,
            "snapshots": [0],
            "replicas": 2,
            "figures": [],
        }
    },
}


def errors(path, value):
    """What is said of a wrong option of the toy experiment."""
    *outer, last = path
    wrong = json.loads(json.dumps(CONFIG))
    place = wrong["experiments"]["toy"]
    for key in outer:
        place = place[key]
    place[last] = value
    try:
        resolve(wrong)
    except ConfigError as error:
        return str(error)


config = resolve(CONFIG)
training = config.experiments["toy"].training
data = build_dataset("cube", config.datasets["cube"])
run = run_experiment("toy", training, data).run
check = run_gradient_check("check", config.gradchecks["check"].settings).check
chosen = {k: v.model_dump() for k, v in training if hasattr(v, "options")}
json.dump(
    {
        "names": names(),
        "words": [name_of("bend"), name_of("log_cosh"), name_of("largest_error")],
        "choices": {key: choice(value) for key, value in chosen.items()},
        "description": CUBE.described({}),
        "factor": float(data.y.max()),
        "start": np.abs(run.snapshots[0]).tolist(),
        "moves": (run.history["train_loss"][:, -1] < run.history["train_loss"][:, 0]).tolist(),
        "best": run.best_epoch.tolist(),
        "metric": run.history["test_largest_error"].argmin(axis=1).tolist(),
        "relative": [error.relative for error in check.layers],
        "complex": [error.complex_relative for error in check.layers],
        "unknown": errors(["optimizer", "shrnk"], 1.0),
        "wrong": errors(["learning_rate", "n_halves"], 0),
        "misspelt": errors(["network", "activation"], "bendd"),
    },
    sys.stdout,
)
