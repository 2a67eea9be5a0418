"""The blocks `network`, `learning_rate` and `early_stopping`, and all that says how to train."""

import math
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StrictBool, TypeAdapter, WithJsonSchema

from nncore.config.models.block import Block, chosen_from, name_in, one_or_many
from nncore.config.models.options import build, choose
from nncore.config.models.types import (
    AsList,
    Count,
    Identifier,
    Index,
    NotNegative,
    Positive,
    Seed,
    Share,
    as_number,
)
from nncore.config.reading.problems import Problem, Problems, checked
from nncore.functions.activations import ACTIVATIONS
from nncore.functions.initializers import INITIALIZERS
from nncore.functions.losses import LOSSES
from nncore.functions.metrics import METRICS
from nncore.functions.optimizers import OPTIMIZERS
from nncore.functions.schedules import SCHEDULES

ActivationName = Annotated[str, *name_in("activation", ACTIVATIONS)]
LossName = Annotated[str, *name_in("loss", LOSSES)]
Initializer = Annotated[dict[str, Any], *chosen_from("initializer", INITIALIZERS)]
Optimizer = Annotated[dict[str, Any], *chosen_from("optimizer", OPTIMIZERS)]

# The histories that training records: of each split, and of the gradient.
HISTORIES: dict[str, None] = dict.fromkeys(
    [f"{split}_{what}" for split in ("train", "test") for what in ("loss", *METRICS)]
    + ["gradient_norm"]
)
History = Annotated[str, *name_in("history", HISTORIES)]
# Of them those that may choose an epoch: by the name of the split that they make a validation set.
MONITORS: dict[str, None] = dict.fromkeys(
    name.replace("test_", "validation_") for name in HISTORIES
)


def _as_monitor(value: Any) -> Any:
    if isinstance(value, str) and value in HISTORIES and value not in MONITORS:
        cure = value.replace("test_", "validation_")
        raise ValueError(f'is "{value}"; what chooses an epoch is validation, use {cure}')
    return value


Monitor = Annotated[str, *name_in("history", MONITORS), BeforeValidator(_as_monitor)]

ACTIVATION_WORDS = "name of an activation, or a list with one for each hidden layer"
BIASES_WORDS = "true, false, or a list with one for each layer, the output too"
DROPOUT_WORDS = "number in [0, 1), or a list with one for each hidden layer"


def _as_learning_rate(value: Any) -> float | dict[str, Any]:
    if not isinstance(value, Mapping):
        rate = as_number(value, "a number or {schedule: name, option: value} is needed")
        if rate <= 0:
            raise ValueError(f"is {rate:g}; it must be greater than 0")
        return rate
    chosen = choose(value, "schedule", SCHEDULES, key="schedule")
    _refuse_negative(chosen["options"])
    first = build(lambda: float(SCHEDULES[chosen["name"]](**chosen["options"])(0)), {})
    if not (math.isfinite(first) and first >= 0):
        raise Problems([Problem((), f"starts at {first:g}; a rate must not be negative")])
    return chosen


def _refuse_negative(options: Mapping[str, Any]) -> None:
    """Refuse negative options of a schedule: they are rates, shares and numbers of steps."""
    found = []
    for name, option in options.items():
        single = not isinstance(option, list)
        for index, entry in enumerate([option] if single else option):
            if isinstance(entry, int | float) and entry < 0:
                path = (name,) if single else (name, index)
                found.append(Problem(path, f"is {entry}; it must be at least 0"))
    if found:
        raise Problems(found)


LearningRate = Annotated[
    float | dict[str, Any],
    BeforeValidator(_as_learning_rate),
    WithJsonSchema(
        {
            "anyOf": [{"type": "number"}, {"type": "object", "required": ["schedule"]}],
            "x-words": "number > 0, or `{schedule: name, option: value}`",
        }
    ),
]


class Spacing(Block):
    """Steps that lie closer at the start, where training moves fast: squares of equal parts."""

    count: Count = Field(description="how many after the initial one, equal ones dropped")
    until: Count = Field(description="the last one")
    also: Annotated[list[Index], AsList] = Field(default=[], description="further ones")


def _as_snapshots(value: Any) -> list[Any]:
    if not isinstance(value, Mapping):
        return checked(TypeAdapter(Annotated[list[Any], AsList]), value)
    spacing: Spacing = checked(TypeAdapter(Spacing), value)
    parts = range(spacing.count + 1)
    spaced = {round(spacing.until * (part / spacing.count) ** 2) for part in parts}
    return sorted(spaced | set(spacing.also))


Snapshots = Annotated[
    list[Index],
    BeforeValidator(_as_snapshots),
    WithJsonSchema(
        {
            "anyOf": [{"type": "array", "items": {"type": "integer"}}, {"type": "object"}],
            "x-words": "list of whole numbers, or `{count: n, until: step, also: [step]}`, "
            "closer at the start",
        }
    ),
]


class Network(Block):
    """Layers between the inputs and outputs that the data set decides."""

    hidden: Annotated[list[Count], AsList] = Field(
        description="units of each hidden layer, [] for none"
    )
    activation: Annotated[
        list[str], *one_or_many(ActivationName, ACTIVATION_WORDS, {"type": "string"})
    ] = Field(default=[], description="activation of the hidden layers; needed where there are any")
    output: ActivationName | None = Field(
        default=None, description="activation of the output; null takes the loss's own"
    )
    loss: LossName = Field(description="the loss that is minimised")
    biases: Annotated[list[bool], *one_or_many(StrictBool, BIASES_WORDS, {"type": "boolean"})] = (
        Field(default=[True], description="whether layers have biases")
    )
    dtype: Literal["float64", "float32"] = Field(
        default="float64", description="precision of parameters, data and gradient"
    )


class EarlyStopping(Block):
    """When to stop a replica that no longer improves."""

    monitor: Monitor = Field(default="validation_loss", description="the history that must improve")
    patience: Count = Field(description="epochs without improvement after which to stop")
    min_delta: NotNegative = Field(default=0.0, description="the least change that counts")


class Training(Block):
    """What decides the trained parameters; all but the data may differ between variants."""

    data: Identifier = Field(description="id of a data set")
    network: Network = Field(description="the network")
    initializer: Initializer = Field(
        default={"name": "automatic", "options": {}}, description="how weights are drawn"
    )
    bias_initializer: Initializer | None = Field(
        default=None, description="how biases are drawn; null starts them at 0"
    )
    optimizer: Optimizer = Field(
        default={"name": "gradient_descent", "options": {}}, description="the update rule"
    )
    learning_rate: LearningRate | None = Field(
        default=None, description="step size; null only for an optimizer that finds its own"
    )
    clip_norm: Positive | None = Field(
        default=None, description="longest gradient before the update; longer ones are shortened"
    )
    epochs: Count = Field(description="passes over the training split")
    batch_size: Count | None = Field(
        default=None, description="samples of one update; null takes all of them"
    )
    sampling: Literal["permutation", "replacement"] = Field(
        default="permutation",
        description="batches visit every sample once an epoch, or are drawn with replacement",
    )
    l2: NotNegative = Field(default=0.0, description="l2 / 2 times the sum of squared weights")
    dropout: Annotated[list[float], *one_or_many(Share, DROPOUT_WORDS, {"type": "number"})] = Field(
        default=[0.0], description="probability of dropping a hidden unit"
    )
    stream: Literal["modern", "legacy"] = Field(
        default="modern",
        description="one stream for each purpose, or NumPy's old one continued from the data",
    )
    seed: Seed | None = Field(
        default=None, description="seed of the first replica; null takes that of the data set"
    )
    replicas: Count | None = Field(
        default=None, description="number of seeds; null takes the global one"
    )
    record_every: Count = Field(default=1, description="epochs between records of the history")
    snapshots: Snapshots = Field(
        default=[], description="updates after which the first replica's parameters are kept"
    )
    keep: Literal["last", "best"] = Field(default="last", description="the parameters to report")
    monitor: Monitor | None = Field(
        default=None,
        description="the history that decides the best epoch, validation being the samples kept "
        "for testing; null takes the validation loss, or the training loss without such samples",
    )
    gradient_tolerance: NotNegative = Field(
        default=0.0, description="stop a replica whose gradient is shorter"
    )
    early_stopping: EarlyStopping | None = Field(default=None, description="null for none")
