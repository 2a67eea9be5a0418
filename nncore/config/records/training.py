"""What training and gradient checks need, and nothing else: the slices of their jobs.

- `Training`: the settings of an experiment, and in `variants` those of each variant, at least one.
- `Variant`: the settings of one set of networks, with the label "" where it is the only one.
- `GradientSettings`: the settings of a gradient check.

Names stand for entries of the tables of `nncore.functions`; every default is filled in.
"""

from typing import Any, Literal

from nncore.config.records.record import Record

Stream = Literal["modern", "legacy"]


class Choice(Record):
    """A name of a table, and the options of its factory."""

    name: str
    options: dict[str, Any]


class Network(Record):
    """Hidden units and activations of each hidden layer; of each layer, whether it has biases."""

    hidden: tuple[int, ...]
    activation: tuple[str, ...]
    output: str
    loss: str
    biases: tuple[bool, ...]
    dtype: Literal["float64", "float32"] = "float64"


class EarlyStopping(Record):
    """When a replica stops that no longer improves."""

    monitor: str
    patience: int
    min_delta: float


class Variant(Record):
    """What decides the parameters of R replicas, and the epochs and steps that are kept of them.

    `record_at` are epochs to record besides every `record_every`-th and the last, because a
    document prints a number there.
    """

    label: str = ""
    data: str
    network: Network
    initializer: Choice
    bias_initializer: Choice | None
    optimizer: Choice
    learning_rate: float | Choice | None
    clip_norm: float | None
    epochs: int
    batch_size: int | None
    sampling: Literal["permutation", "replacement"]
    l2: float
    dropout: tuple[float, ...]
    stream: Stream
    seed: int
    replicas: int
    record_every: int
    record_at: tuple[int, ...] = ()
    snapshots: tuple[int, ...]
    keep: Literal["last", "best"]
    monitor: str
    gradient_tolerance: float
    early_stopping: EarlyStopping | None


class Training(Variant):
    """The settings of an experiment, and those of each of its variants."""

    variants: tuple[Variant, ...]


class Samples(Record):
    """The samples of a gradient check: `x` and `y`, one row each, or None where they are drawn."""

    n_inputs: int
    n_outputs: int
    n_samples: int
    x: tuple[tuple[float, ...], ...] | None
    y: tuple[tuple[float, ...], ...] | None


class GradientSettings(Record):
    """The network, samples and steps of a gradient check."""

    network: Network
    data: Samples
    stream: Stream
    seed: int
    initializer: Choice
    bias_initializer: Choice | None
    l2: float
    epsilon: float
    measure: Literal["relative", "largest"]
