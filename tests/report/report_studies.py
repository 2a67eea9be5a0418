"""A small configuration with its trained studies and stand-ins for drawings, for tests."""

import json
from functools import cache
from pathlib import Path

import numpy as np

from nncore.config.load import resolve
from nncore.data.draws import build_dataset
from nncore.experiments.run import run_experiment, run_gradient_check

_TRAINING = {
    "figures": [],
    "document": "paper",
    "network": {"hidden": [3], "activation": "tanh", "output": "sigmoid", "loss": "squared_error"},
    "learning_rate": 2.0,
    "epochs": 40,
    "record_every": 10,
}
CONFIG = {
    "seed": 3,
    "replicas": 6,
    "documents": {
        "paper": {
            "title": "A paper",
            "author": "A. Author",
            "year": 2020,
            "url": "https://example.org/paper",
            "cite": "paper",
            "summary": "Teaches a network.",
        },
        "unused": {"title": "None", "author": "B", "cite": "unused", "summary": "Not here."},
    },
    "datasets": {
        "xor": {"kind": "xor", "draws": 6},
        "circle": {"kind": "circle", "draws": 6, "n_samples": 40, "test_fraction": 0.25},
        "sine": {"kind": "sine", "draws": 6, "n_samples": 20, "test_fraction": 0.25},
    },
    "gradchecks": {
        "check": {
            "document": "paper",
            "words": {
                "title": "A check",
                "question": "Is it the gradient?",
                "mathematics": ["central-difference", "relative-error"],
            },
            "network": {"hidden": [3], "activation": "sigmoid", "loss": "binary_log_loss"},
            "data": {"x": [[0.0, 1.0], [1.0, 0.5]], "y": [[0], [1]]},
            "epsilon": 1e-6,
            "figures": [],
            "published": [
                {"quantity": "layer_error", "kind": "order", "evidence": "same recipe",
                 "layer": 1, "part": "weights",
                 "value": "1.0e-10"}
            ],
        }
    },
    "experiments": {
        "xor": {
            "words": {
                "title": "Exclusive or",
                "question": "Can it learn?",
                "mathematics": ["forward", "squared-error", "adam"],
                "body": "The loss ends at {{ value('train_loss') | significant }}.",
            },
            **_TRAINING,
            "data": "xor",
            "figures": ["loss", "region", "architecture", "filmstrip"],
            "animations": ["training"],
            "snapshots": [0, 20, 40],
            "published": [
                {"quantity": "train_loss", "kind": "distribution", "evidence": "same recipe",
                 "value": "9.5"},
                {"quantity": "train_loss", "kind": "distribution", "evidence": "same recipe",
                 "at": {"10": "0.1"}},
                {"quantity": "prediction", "kind": "distribution", "evidence": "same recipe",
                 "sample": 1, "value": "0.5"},
                {"quantity": "train_accuracy", "kind": "distribution", "evidence": "same recipe",
                 "value": "0.75 %",
                 "read_as": "75 %", "note": "A slip of the unit."},
                {"quantity": "class_count", "kind": "exact", "evidence": "same recipe",
                 "class_name": "1", "value": "2"},
            ],
        },
        "xor-adam": {
            "words": {"title": "Exclusive or with Adam", "question": "?", "mathematics": ["adam"]},
            **_TRAINING,
            "data": "xor",
            "repairs": "xor",
            "optimizer": "adam",
            "learning_rate": 0.1,
        },
        "circle": {
            "words": {"question": "Can it learn?"},
            **_TRAINING,
            "data": "circle",
            "keep": "best",
            "table": ["train_loss", "test_accuracy", "best_epoch", "status"],
            "variants": {
                "hidden = 2": {"network.hidden": [2]},
                "huge rate": {"learning_rate": 1e6, "network.output": "identity"},
            },
        },
        "sine": {"words": {"question": "Can it?"}, **_TRAINING, "data": "sine", "replicas": 1},
    },
}  # fmt: skip


@cache
def config():
    """The resolved configuration as the workflow writes it."""
    return resolve(CONFIG)


@cache
def studies():
    """Every study by id."""
    resolved = config()
    data = {name: build_dataset(name, block) for name, block in resolved.datasets.items()}
    found = {
        id: run_gradient_check(id, block.settings) for id, block in resolved.gradchecks.items()
    }
    for id, block in resolved.experiments.items():
        with np.errstate(all="ignore"):
            found[id] = run_experiment(id, block.training, data[block.training.data])
    return found


def draw_all(results: Path, of=None) -> None:
    """Write stand-ins for every figure and film of a configuration, by default the small one."""
    of = of or config()
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="85mm" height="60mm"></svg>'
    for id, block in {**of.gradchecks, **of.experiments}.items():
        for entry in block.figures:
            base = results / "figures" / id / entry.name
            base.parent.mkdir(parents=True, exist_ok=True)
            for suffix in (".svg", ".dark.svg", ".pdf"):
                Path(f"{base}{suffix}").write_text(svg)
            words = {"caption": f"Shows {id}.", "alt": "Falls.", "width_mm": 85, "height_mm": 60}
            Path(f"{base}.json").write_text(json.dumps(words))
        for entry in getattr(block, "animations", ()):
            base = results / "animations" / id / entry.name
            base.parent.mkdir(parents=True, exist_ok=True)
            Path(f"{base}.mp4").write_bytes(b"film")
            Path(f"{base}.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(24))
            words = {"caption": "Moves.", "alt": "Moves.", "seconds": 1, "width": 2, "height": 2}
            Path(f"{base}.json").write_text(json.dumps(words))
