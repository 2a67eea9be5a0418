"""A small valid configuration that the tests of the configuration change."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from nncore.config.load import ConfigError, resolve
from nncore.config.records.configuration import Configuration

_EXAMPLE = yaml.safe_load("""
seed: 3
replicas: 5
documents:
  chapter: {title: A chapter, author: Anonymous, year: 2020, cite: chapter, summary: One sentence.}
datasets:
  xor: {kind: xor, stream: legacy, seed: 42, draws: 5}
  circle: {kind: circle, draws: 5, n_samples: 50, test_fraction: 0.2}
  sine: {kind: sine, draws: 5}
  digits: {kind: digits, draws: 5, test_fraction: 0.2, standardise: true}
gradchecks:
  check:
    document: chapter
    words: {title: A gradient check, question: "Is it the derivative?"}
    network: {hidden: [4], activation: sigmoid, loss: squared_error}
    data: {n_inputs: 3, n_outputs: 2, n_samples: 5}
    epsilon: 1e-7
    figures: [error-against-epsilon]
experiments:
  plain:
    document: chapter
    words: {title: Exclusive or, question: "Can it be learned?"}
    data: xor
    network: {hidden: [4], activation: sigmoid, output: sigmoid, loss: squared_error}
    stream: legacy
    learning_rate: 2.0
    epochs: 100
    snapshots: [0, 50, 100]
    figures: [loss, {name: evolution, epochs: [0, 100]}]
    published:
      - {quantity: train_loss, kind: exact, evidence: same stream,
         counted_from: 0, at: {0: "0.126", 99: "0.087"}}
  full:
    document: chapter
    words: {title: Digits, question: "Can they be read?"}
    data: digits
    network: {hidden: [64, 32], activation: [relu, tanh], loss: log_loss}
    optimizer: {name: adam, beta1: 0.8}
    learning_rate: {schedule: cosine, initial: 0.1, n_steps: 500}
    epochs: 20
    batch_size: 32
    dropout: [0.0, 0.5]
    early_stopping: {monitor: validation_accuracy, patience: 5}
    keep: best
    figures: [{name: both, kind: comparison, with: [plain]}]
""")


def changed(changes: dict[str, Any]) -> dict[str, Any]:
    """Return the configuration with values replaced; keys are paths joined by "/"."""
    config = deepcopy(_EXAMPLE)
    for path, value in changes.items():
        *outer, last = path.split("/")
        place = config
        for key in outer:
            place = place.setdefault(key, {})
        if value is MISSING:
            del place[last]
        else:
            place[last] = value
    return config


def written(folder: Path, config: dict[str, Any] | str) -> Path:
    """Write a configuration and, from the words of its blocks, its pages; return the file."""
    file = folder / "config.yaml"
    if not isinstance(config, str):
        config = deepcopy(config)
        for id, block in [*config.get("gradchecks", {}).items(), *config["experiments"].items()]:
            words = dict(block.pop("words", {}))
            body = words.pop("body", "")
            page = folder / "pages" / block.get("document", "chapter") / f"{id}.md"
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(f"---\n{yaml.safe_dump(words, sort_keys=False)}---\n{body}\n", "utf-8")
        config = yaml.safe_dump(config, sort_keys=False, allow_unicode=True)
    file.write_text(config, "utf-8")
    return file


class _Missing:
    def __repr__(self) -> str:
        return "MISSING"


MISSING = _Missing()


def errors_of(config: Any, **known: Any) -> list[str]:
    """Return the lines of the error that a configuration gives."""
    with pytest.raises(ConfigError) as caught:
        resolve(config, **known)
    return str(caught.value).splitlines()


def valid(changes: dict[str, Any] | None = None) -> Configuration:
    """Return the resolved configuration with values replaced."""
    return resolve(changed(changes or {}))
