"""Resolved blocks: validated, every default filled in, plain JSON types in a stable order.

The shape of an experiment's block (`Resolved.resolved`), keys in this order::

    id, document,
    words       {title, question, answer, mathematics: [names], across, body: [paragraphs]}
    claims      [{quantity, kind, evidence, place: {variant, epoch, ...}, printed, ...}], records of
                  `nncore.config.models.claims`
    data        id of the data set; its block is not included
    network     {hidden: [int], activation: [name for each hidden layer], output: name,
                 loss: name, biases: [bool for each layer]}
    initializer {name, options: {...}}; bias_initializer the same or null
    optimizer   {name, options: {...}}
    learning_rate  number, {name: schedule, options: {...}}, or null
    clip_norm, epochs, batch_size, sampling, l2, dropout: [number for each hidden layer], stream,
    seed, replicas, record_every, record_at: [sorted epochs of claims], snapshots: [sorted], keep,
    monitor: name, gradient_tolerance, early_stopping: {monitor, patience, min_delta} | null,
    repairs, searches
    figures, animations   [{name, kind, with: [ids], options: {...}}]
    table       [columns]; log_at [epochs]
    variants    [{label, every key above with the variant's overrides applied}]

An experiment without variants has one, with the label "". A data set's block is ``{kind, stream,
seed, draws, test_fraction, standardise, stands_in_for, document_file: {kind, numbers_sha256,
samples, inputs, per_class} | null, url, sha256, options}``. A gradient check's block is ``{id,
document, words, claims, network, data: {n_inputs, n_outputs,
n_samples, x | null, y | null}, stream, seed, initializer, bias_initializer, l2, epsilon, measure,
figures}``.
"""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from nncore.config.models.claims import claims_as_json
from nncore.config.models.documents import Dataset
from nncore.config.models.options import plain
from nncore.config.models.subjects import Experiment, Gradcheck, Root
from nncore.config.models.training_block import Network
from nncore.config.models.words import title_from
from nncore.data.kinds import DATASETS
from nncore.functions.losses import LOSSES
from nncore.functions.metrics import metrics_of

# What the trained parameters do not depend on: a rule that trains need not rerun for it.
_SHOWN_ONLY = {"words", "document", "repairs", "searches", "claims"}
_SHOWN_ONLY |= {"figures", "animations", "table", "log_at"}


@dataclass(frozen=True)
class Resolved:
    """One block with its id."""

    id: str
    block: Mapping[str, Any]

    def resolved(self) -> dict[str, Any]:
        """Return the block as plain JSON; a new copy every time."""
        return deepcopy(dict(self.block))

    def training(self) -> dict[str, Any]:
        """Return what the trained parameters and records depend on, in the shape of `resolved`.

        Left out are words, figures and tables, and claims but for `record_at`.
        """
        block = _without_words(self.resolved())
        if "variants" in block:
            block["variants"] = [_without_words(variant) for variant in block["variants"]]
        return block

    def facts(self) -> dict[str, Any]:
        """Return the block without its words, in the shape of `resolved`."""
        block = self.resolved()
        for each in (block, *block.get("variants", ())):
            del each["words"]
        return block

    def shown(self, published: bool) -> dict[str, Any]:
        """Return what a figure shows of the block besides its run: the title, perhaps claims."""
        block = self.resolved()
        claims = block["claims"] if published else []
        return {"title": block["words"]["title"], "claims": claims}


def _without_words(block: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in block.items() if key not in _SHOWN_ONLY}


@dataclass(frozen=True)
class Config:
    """A valid configuration, resolved.

    Attributes
    ----------
    seed, replicas : int
        The defaults of the blocks, already applied to them.
    documents : dict of str to dict
    datasets : dict of str to Resolved
    gradchecks : dict of str to Resolved
    experiments : dict of str to Resolved
    """

    seed: int
    replicas: int
    documents: dict[str, dict[str, Any]]
    datasets: dict[str, Resolved]
    gradchecks: dict[str, Resolved]
    experiments: dict[str, Resolved]


def resolved_config(root: Root, variants: Mapping[str, Mapping[str, Experiment]]) -> Config:
    """Return the resolved configuration of a valid one.

    Parameters
    ----------
    root : Root
    variants : mapping
        Experiment id -> label -> the experiment's block with that variant's overrides.
    """
    return Config(
        seed=root.seed,
        replicas=root.replicas,
        documents={id: document.model_dump() for id, document in root.documents.items()},
        datasets={id: Resolved(id, _dataset(block, root)) for id, block in root.datasets.items()},
        gradchecks={
            id: Resolved(id, _gradcheck(id, block, root)) for id, block in root.gradchecks.items()
        },
        experiments={
            id: Resolved(id, _experiment(id, block, root, variants.get(id, {})))
            for id, block in root.experiments.items()
        },
    )


def seeds_of(block: Experiment, root: Root) -> tuple[int, int, int]:
    """Return seed and replicas of a block and the seed of its data set, defaults filled in."""
    data_seed = _first(root.datasets[block.data].seed, root.seed)
    return _first(block.seed, data_seed), _first(block.replicas, root.replicas), data_seed


def _first(value: int | None, default: int) -> int:
    return default if value is None else value


def _dataset(block: Dataset, root: Root) -> dict[str, Any]:
    common = block.model_dump(include=set(Dataset.model_fields))
    return {**plain(common), "seed": _first(block.seed, root.seed), "options": block.options()}


def _gradcheck(id: str, block: Gradcheck, root: Root) -> dict[str, Any]:
    dump = block.model_dump(exclude={"published"})
    dump |= {"network": _network(block.network), "seed": _first(block.seed, root.seed)}
    dump |= {"claims": claims_as_json(block.published), "words": _words(id, block)}
    return {"id": id, **plain(dump)}


def _experiment(
    id: str, block: Experiment, root: Root, variants: Mapping[str, Experiment]
) -> dict[str, Any]:
    blocks = variants or {"": block}
    return {
        **_one(id, block, root),
        "variants": [{"label": label, **_one(id, v, root)} for label, v in blocks.items()],
    }


def _one(id: str, block: Experiment, root: Root) -> dict[str, Any]:
    """Return one block without variants, every null default replaced by what it stands for."""
    dump = block.model_dump(exclude={"variants", "published"})
    data, n_hidden = root.datasets[block.data], len(block.network.hidden)
    seed, replicas, _ = seeds_of(block, root)
    dropout = block.dropout if len(block.dropout) == n_hidden else block.dropout * n_hidden
    dump |= {
        "network": _network(block.network),
        "dropout": dropout,
        "seed": seed,
        "replicas": replicas,
        "snapshots": sorted(set(block.snapshots)),
        "monitor": block.monitor or ("test_loss" if data.test_fraction else "train_loss"),
        "table": _table(block, data) if block.table is None else block.table,
        "claims": claims_as_json(block.published),
        "record_at": sorted({e + entry.shift for entry in block.published for e in entry.epochs()}),
        "words": _words(id, block),
    }
    return {"id": id, **plain(dump)}


def _words(id: str, block: Experiment | Gradcheck) -> dict[str, Any]:
    return {**block.words.model_dump(), "title": block.words.title or title_from(id)}


def _network(network: Network) -> dict[str, Any]:
    n_hidden = len(network.hidden)
    return {
        "hidden": network.hidden,
        "activation": _spread(network.activation, n_hidden),
        "output": network.output or LOSSES[network.loss].link.name,
        "loss": network.loss,
        "biases": _spread(network.biases, n_hidden + 1),
    }


def _spread(entries: list[Any], n: int) -> list[Any]:
    return entries if len(entries) == n else entries[:1] * n


def _table(block: Experiment, data: Dataset) -> list[str]:
    metric = metrics_of(DATASETS[data.kind].task)[0].name
    splits = ("train", "test") if data.test_fraction else ("train",)
    columns = [f"{split}_{what}" for split in splits for what in ("loss", metric)]
    return [*columns, "best_epoch"] if block.keep == "best" else columns
