"""What must fit together in a configuration whose blocks are right by themselves.

Every check yields problems with paths relative to its block. `reads` names what else the finding
rests on, so that a finding that follows from another mistake is not reported beside it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nncore.config.models.documents import Dataset
from nncore.config.models.training_block import Network, Training
from nncore.config.reading.problems import Problem
from nncore.data.kinds import DATASETS
from nncore.functions.activations import ACTIVATIONS
from nncore.functions.losses import LOSSES, Loss
from nncore.functions.metrics import metrics_of
from nncore.functions.optimizers import OPTIMIZERS, Optimizer

ELEMENTWISE = [name for name, record in ACTIVATIONS.items() if record.elementwise]


@dataclass(frozen=True)
class Data:
    """What is known of a data set before it is made; `place` is how messages call it."""

    place: str
    n_outputs: int | None
    task: str | None = None
    block: Dataset | None = None

    @property
    def has_test(self) -> bool:
        """Whether some samples are kept for testing."""
        return self.block is not None and self.block.test_fraction > 0


def data_of(name: str, block: Dataset) -> Data:
    """Return what is known of the data set `name`."""
    kind = DATASETS[block.kind]
    return Data(f"datasets.{name}", kind.outputs(block.options()), kind.task, block)


def check_network(network: Network) -> Iterator[Problem]:
    """Activations, biases and loss belong together."""
    n_hidden, names = len(network.hidden), network.activation
    for index, name in enumerate(names):
        if not ACTIVATIONS[name].elementwise:
            place = ("activation", index) if len(names) > 1 else ("activation",)
            cure = f"in a hidden layer use one of {', '.join(ELEMENTWISE)}"
            message = f'"{name}" is not element-wise and belongs on the output only; {cure}'
            yield Problem(place, message)
    if n_hidden and not names:
        message = f"is missing; hidden layers need one (known: {', '.join(ELEMENTWISE)})"
        yield Problem(("activation",), message, (("hidden",),))
    elif names:
        yield from _check_length("activation", len(names), n_hidden, "hidden layers")
    yield from _check_length("biases", len(network.biases), n_hidden + 1, "layers, the output too")
    yield from _check_output(network)


def _check_length(name: str, given: int, wanted: int, what: str) -> Iterator[Problem]:
    if given not in (1, wanted):
        message = f"has {given} entries for {wanted} {what}; give one for all, or one for each"
        yield Problem((name,), message, (("hidden",),))


def _check_output(network: Network) -> Iterator[Problem]:
    """A loss is computed through its own link; one that sets no link takes any element-wise one."""
    loss = LOSSES[network.loss]
    output = network.output or loss.link.name
    allowed = list(dict.fromkeys((loss.link.name, *(loss.links or ELEMENTWISE))))
    if output in allowed:
        return
    cure = f"for this loss use output: {' or '.join(allowed)}"
    better = [name for name, record in LOSSES.items() if output == record.link.name]
    if better:
        cure += f", or for this output loss: {' or '.join(better)}"
    message = f'"{output}" does not go with loss {network.loss}; {cure}'
    yield Problem(("output",), message, (("loss",),))


def check_fit(network: Network, data: Data) -> Iterator[Problem]:
    """The loss suits the number of outputs and the task."""
    wrong = _misfit(LOSSES[network.loss], data)
    if wrong:
        suitable = [name for name, loss in LOSSES.items() if not _misfit(loss, data)]
        cure = f"use loss: {' or '.join(suitable)}, or another data set"
        yield Problem(("loss",), f"{network.loss} {wrong}; {cure}")


def _misfit(loss: Loss, data: Data) -> str | None:
    n_outputs = data.n_outputs
    if n_outputs is not None and loss.n_outputs not in (None, n_outputs):
        return f"needs {loss.n_outputs} output, {data.place} has {n_outputs}"
    if n_outputs == 1 and not loss.link.elementwise:
        # A softmax of a single output is 1 whatever goes in: nothing could be learned.
        return f"needs at least 2 outputs, {data.place} has 1"
    if data.task == "regression" and loss.links:
        # A loss that prescribes its links takes targets for probabilities of classes.
        return f"is for classification, {data.place} is a regression"
    return None


def check_training(block: Training) -> Iterator[Problem]:
    """The numbers of a training fit each other."""
    n_hidden, reads = len(block.network.hidden), (("network", "hidden"),)
    if any(block.dropout) and not n_hidden:
        yield Problem(("dropout",), "needs a hidden layer; there is none", reads)
    elif n_hidden:
        for problem in _check_length("dropout", len(block.dropout), n_hidden, "hidden layers"):
            yield Problem(problem.path, problem.message, reads)
    if block.sampling == "replacement" and block.batch_size is None:
        yield Problem(("sampling",), "replacement needs a batch_size", (("batch_size",),))
    if block.batch_size is None and max(block.snapshots, default=0) > block.epochs:
        last = f"{max(block.snapshots)} lies beyond the last of {block.epochs} updates"
        message = f"{last}; raise epochs or leave it out"
        yield Problem(("snapshots",), message, (("epochs",), ("batch_size",)))
    yield from _check_optimizer(block)


def _check_optimizer(block: Training) -> Iterator[Problem]:
    name, reads = block.optimizer["name"], (("optimizer",),)
    if issubclass(OPTIMIZERS[name], Optimizer):
        if block.learning_rate is None:
            message = f"is missing; {name} needs one, such as 0.1"
            yield Problem(("learning_rate",), message, reads)
        return
    unused = {
        "learning_rate": block.learning_rate is not None,
        "batch_size": block.batch_size is not None,
        "dropout": any(block.dropout),
        "clip_norm": block.clip_norm is not None,
    }
    for key in (key for key, is_set in unused.items() if is_set):
        message = f"{name} finds its own steps on the full batch; leave {key} out"
        yield Problem((key,), message, reads)


def check_on_data(
    block: Training, data: Data, seed: int, replicas: int, data_seed: int
) -> Iterator[Problem]:
    """Training suits its data set: loss, splits, streams, draws.

    Parameters
    ----------
    block : Training
    data : Data
    seed, replicas, data_seed : int
        Of the block and of its data set, the defaults of the configuration filled in.
    """
    yield from (problem.under(("network",)) for problem in check_fit(block.network, data))
    for place, name in monitors(block):
        yield from check_history(place, name, data)
    assert data.block is not None
    draws, legacy = data.block.draws, block.stream == "legacy"
    if legacy and data.block.stream != "legacy":
        message = f"legacy continues the stream of the data; set {data.place}.stream: legacy"
        yield Problem(("stream",), message)
    elif legacy and seed != data_seed:
        message = f"is {seed}, but a legacy stream starts with the data"
        yield Problem(("seed",), f"{message}; use {data.place}.seed, {data_seed}", (("stream",),))
    if replicas > draws and (draws > 1 or legacy):
        cure = f"set {data.place}.draws: {replicas}, or replicas: {draws} here"
        message = f"{replicas} replicas need as many draws, {data.place} has {draws}; {cure}"
        yield Problem(("replicas",), message, (("stream",),))


def monitors(block: Training) -> Sequence[tuple[tuple[str, ...], str]]:
    """Return the histories that training watches, with their places."""
    watched: list[tuple[tuple[str, ...], str]] = []
    if block.monitor is not None:
        watched.append((("monitor",), block.monitor))
    if block.early_stopping is not None:
        watched.append((("early_stopping", "monitor"), block.early_stopping.monitor))
    return watched


def check_history(place: tuple[str | int, ...], name: str, data: Data) -> Iterator[Problem]:
    """A history that is monitored or tabulated is one that this data set's training records."""
    split, _, what = name.partition("_")
    if split in ("test", "validation") and not data.has_test:
        cure = f"use train_{what}, or set {data.place}.test_fraction"
        yield Problem(place, f"{name} needs a test split, {data.place} has none; {cure}")
    metrics = [metric.name for metric in metrics_of(str(data.task))]
    if split in ("train", "test", "validation") and what not in ("loss", *metrics):
        cure = " or ".join(f"{split}_{known}" for known in (*metrics, "loss"))
        message = f"{name} is not recorded for a {data.task} ({data.place}); use {cure}"
        yield Problem(place, message)
