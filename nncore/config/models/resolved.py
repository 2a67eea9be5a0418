"""From valid blocks to the records that travel: every null default replaced by what it means."""

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from nncore.config.models.documents import Dataset
from nncore.config.models.options import plain
from nncore.config.models.subjects import Experiment, Gradcheck, Root
from nncore.config.models.training_block import Network
from nncore.config.models.words import title_from
from nncore.config.records import configuration as records
from nncore.data.kinds import DATASETS
from nncore.data.recipe import Recipe
from nncore.functions.losses import LOSSES
from nncore.functions.metrics import metrics_of


def resolved_config(
    root: Root, variants: Mapping[str, Mapping[str, Experiment]]
) -> records.Configuration:
    """Return the records of a valid configuration.

    Parameters
    ----------
    root : Root
    variants : mapping
        Experiment id -> label -> the experiment's block with that variant's overrides.
    """
    blocks = root.model_dump(include={"title", "seed", "replicas", "documents"})
    return records.Configuration(
        **blocks,
        datasets={id: _dataset(block, root) for id, block in root.datasets.items()},
        gradchecks={id: _gradcheck(id, block, root) for id, block in root.gradchecks.items()},
        experiments={
            id: _experiment(id, block, root, variants.get(id, {}))
            for id, block in root.experiments.items()
        },
    )


def seeds_of(block: Experiment, root: Root) -> tuple[int, int, int]:
    """Return seed and replicas of a block and the seed of its data set, defaults filled in."""
    data_seed = _first(root.datasets[block.data].seed, root.seed)
    return _first(block.seed, data_seed), _first(block.replicas, root.replicas), data_seed


def _first(value: int | None, default: int) -> int:
    return default if value is None else value


def _dataset(block: Dataset, root: Root) -> Recipe:
    common = plain(block.model_dump(include=set(Dataset.model_fields)))
    filled = {"seed": _first(block.seed, root.seed), "options": block.options()}
    return TypeAdapter(Recipe).validate_python(common | filled)


def _subject(id: str, block: Experiment | Gradcheck) -> dict[str, Any]:
    """Return what the records of experiments and gradient checks have in common."""
    dump: dict[str, Any] = plain(block.model_dump(exclude={"published"}))
    claims = [claim for entry in block.published for claim in entry.claims()]
    words = {**block.words.model_dump(), "title": block.words.title or title_from(id)}
    return dump | {"id": id, "words": words, "claims": claims}


def _gradcheck(id: str, block: Gradcheck, root: Root) -> records.GradientCheck:
    subject = _subject(id, block)
    filled = {"network": _network(block.network), "seed": _first(block.seed, root.seed)}
    return records.GradientCheck.model_validate({**subject, "settings": subject | filled})


def _experiment(
    id: str, block: Experiment, root: Root, variants: Mapping[str, Experiment]
) -> records.Experiment:
    subject = _subject(id, block)
    if block.table is None:
        subject["table"] = _table(block, root.datasets[block.data])
    runs = [
        {**_variant(each, root), "label": name} for name, each in (variants or {"": block}).items()
    ]
    training = {**_variant(block, root), "variants": runs}
    return records.Experiment.model_validate({**subject, "training": training})


def _variant(block: Experiment, root: Root) -> dict[str, Any]:
    """Return the settings of a block, every null default replaced by what it stands for."""
    data, n_hidden = root.datasets[block.data], len(block.network.hidden)
    seed, replicas, _ = seeds_of(block, root)
    return plain(block.model_dump(exclude={"published"})) | {
        "network": _network(block.network),
        "dropout": _spread(block.dropout, n_hidden),
        "seed": seed,
        "replicas": replicas,
        "record_at": sorted(
            {epoch + entry.shift for entry in block.published for epoch in entry.epochs()}
        ),
        "snapshots": sorted(set(block.snapshots)),
        "monitor": block.monitor or ("validation_loss" if data.test_fraction else "train_loss"),
    }


def _network(network: Network) -> dict[str, Any]:
    n_hidden = len(network.hidden)
    return {
        "hidden": network.hidden,
        "activation": _spread(network.activation, n_hidden),
        "output": network.output or LOSSES[network.loss].link.name,
        "loss": network.loss,
        "biases": _spread(network.biases, n_hidden + 1),
        "dtype": network.dtype,
    }


def _spread(entries: list[Any], n: int) -> list[Any]:
    return entries if len(entries) == n else entries[:1] * n


def _table(block: Experiment, data: Dataset) -> list[str]:
    metric = metrics_of(DATASETS[data.kind].task)[0].name
    splits = ("train", "test") if data.test_fraction else ("train",)
    columns = [f"{split}_{what}" for split in splits for what in ("loss", metric)]
    return [*columns, "best_epoch"] if block.keep == "best" else columns
