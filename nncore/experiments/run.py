"""Run an experiment on its data: streams, initial parameters, training, results."""

import logging
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypedDict

import numpy as np

from nncore.config.records.training import GradientSettings, Samples, Training, Variant
from nncore.data.dataset import Dataset
from nncore.experiments.network_from_block import build_architecture
from nncore.experiments.run_files import GradientStudy, Run, Study
from nncore.experiments.savepoint import Savepoint
from nncore.experiments.training_from_block import build_initializer, build_settings
from nncore.network.architecture import Architecture, initial_params
from nncore.training.checkpoint import Checkpoint
from nncore.training.gradcheck import check_gradient
from nncore.training.settings import Fit, Progress
from nncore.training.streams import Stream, legacy_stream, stream
from nncore.training.train import train

logger = logging.getLogger(__name__)

# A stack is trained in chunks whose buffers stay in the processor's cache. By the trainer's
# contract the size of a chunk cannot change a result.
CHUNK_BYTES = 4_000_000


class Hooks(TypedDict, total=False):
    """What the trainer is given besides the training itself."""

    callback: Callable[[Progress], None]
    checkpoint: Callable[[Callable[[], Checkpoint]], None]
    resume: Checkpoint


Callback = Callable[[str, Progress, float], None]


def run_experiment(
    name: str,
    training: Training,
    dataset: Dataset,
    callback: Callback | None = None,
    savepoint: Savepoint | None = None,
) -> Study:
    """Train every variant of an experiment.

    Parameters
    ----------
    name : str
    training : Training
    dataset : Dataset
    callback : callable, optional
        ``callback(label, progress, share)`` at recorded epochs, `share` of the whole experiment.
    savepoint : Savepoint, optional
        Where an interrupted training of the same goes on, bit for bit as if it had never stopped.

    Raises
    ------
    ValueError
        When network and data do not fit together.
    """
    trainer = _Training(name, dataset, training.variants, callback, savepoint)
    return Study(name, training, dataset, tuple(map(trainer.run, training.variants)))


class _Training:
    """The training of an experiment's variants, one after the other, in stacks."""

    def __init__(
        self,
        name: str,
        dataset: Dataset,
        variants: Sequence[Variant],
        callback: Callback | None,
        savepoint: Savepoint | None,
    ) -> None:
        self.name, self.dataset = name, dataset
        self.callback, self.savepoint = callback, savepoint
        # Epochs of single networks.
        self.n_epochs = sum(each.replicas * each.epochs for each in variants)
        self.n_done = self.n_stacks = 0

    def run(self, variant: Variant) -> Run:
        """Train one variant."""
        dataset = self.dataset
        try:
            architecture = build_architecture(
                variant.network, dataset.x.shape[-1], dataset.y.shape[-1]
            )
        except ValueError as error:
            raise ValueError(f"experiments.{self.name}.network: {error}") from error
        n_replicas, size = variant.replicas, _chunk_size(architecture, dataset)
        fits = []
        for first in range(0, n_replicas, size):
            count = min(size, n_replicas - first)
            fits.append(self._fit(variant, architecture, first, count))
            self.n_done += count * variant.epochs
            self.n_stacks += 1
        fit = _concatenate(fits)
        return Run(
            label=variant.label,
            settings=variant,
            architecture=architecture,
            seeds=variant.seed + np.arange(n_replicas),
            params=fit.params,
            best_params=fit.best_params,
            best_epoch=fit.best_epoch,
            n_epochs=fit.n_epochs,
            status=fit.status,
            epochs=fit.epochs,
            # The split that may choose the epoch is what documents, and all readers, call test.
            history={name.replace("validation_", "test_"): v for name, v in fit.history.items()},
            snapshot_steps=fit.snapshot_steps,
            snapshots=fit.snapshots[0],
        )

    def _fit(self, variant: Variant, architecture: Architecture, first: int, count: int) -> Fit:
        """Train a stack of replicas, or what a savepoint leaves of that to do."""
        label = f"{variant.label} seeds {first + 1}-{first + count} of {variant.replicas}".strip()
        number, savepoint, hooks = self.n_stacks, self.savepoint, Hooks()
        if self.callback is not None:
            hooks["callback"] = partial(self._tell, label, count)
        if savepoint is not None:
            if (fit := savepoint.fit(number)) is not None:
                logger.info("%s: trained before the interruption", label)
                return fit
            if (resume := savepoint.checkpoint(number)) is not None:
                logger.info("%s: resumed at epoch %d", label, resume.epoch)
                hooks["resume"] = resume
            hooks["checkpoint"] = partial(savepoint.offer, number)
        fit = _train_stack(variant, self.dataset, architecture, range(first, first + count), hooks)
        if savepoint is not None:
            savepoint.keep(number, fit)
        return fit

    def _tell(self, label: str, count: int, progress: Progress) -> None:
        assert self.callback is not None
        done = self.n_done + count * (progress.epoch if progress.n_active else progress.max_epochs)
        self.callback(label, progress, done / self.n_epochs)


def _chunk_size(architecture: Architecture, dataset: Dataset) -> int:
    per_replica = 8 * dataset.train.shape[1] * 2 * sum(architecture.sizes[1:])
    return max(1, CHUNK_BYTES // per_replica)


def _train_stack(
    variant: Variant, dataset: Dataset, architecture: Architecture, replicas: range, hooks: Hooks
) -> Fit:
    """Train consecutive replicas, numbered from 0."""
    first, count = replicas.start, len(replicas)
    seeds = range(variant.seed + first, variant.seed + first + count)
    streams: dict[str, list[Stream]]
    if variant.stream == "legacy":
        # One stream for everything: it goes on where drawing the data left it.
        continued = dataset.continued_streams(count, first)
        streams = dict.fromkeys(("init", "order", "dropout"), continued)
    else:
        purposes = ("init", "order", "dropout")
        streams = {purpose: [stream(seed, purpose) for seed in seeds] for purpose in purposes}
    params = _initial_params(variant, architecture, streams["init"])
    settings = build_settings(variant, dataset)
    has_test = dataset.test.shape[1] > 0
    return train(
        architecture,
        params,
        dataset.split("train", count, first),
        settings,
        validation=dataset.split("test", count, first) if has_test else None,
        order_rngs=streams["order"],
        dropout_rngs=streams["dropout"],
        **hooks,
    )


def _initial_params(
    settings: Variant | GradientSettings, architecture: Architecture, rngs: list[Stream]
) -> np.ndarray:
    biases = settings.bias_initializer
    return initial_params(
        architecture,
        build_initializer(settings.initializer),
        rngs,
        bias_initializer=None if biases is None else build_initializer(biases),
    )


def _concatenate(fits: list[Fit]) -> Fit:
    """Return the fits of consecutive replicas as one."""
    shared = {name: getattr(fits[0], name) for name in ("epochs", "snapshot_steps")}
    names = ("params", "best_params", "best_epoch", "n_epochs", "status", "snapshots")
    arrays = {name: np.concatenate([getattr(fit, name) for fit in fits]) for name in names}
    history = {
        name: np.concatenate([fit.history[name] for fit in fits]) for name in fits[0].history
    }
    return Fit(history=history, **arrays, **shared)


def run_gradient_check(name: str, settings: GradientSettings) -> GradientStudy:
    """Check the gradient of one network of a gradient check."""
    seed, legacy = settings.seed, settings.stream == "legacy"
    rng = legacy_stream(seed) if legacy else stream(seed, "init")
    data = settings.data
    architecture = build_architecture(settings.network, data.n_inputs, data.n_outputs)
    # The chapter draws the weights first, then the data, from one stream.
    params = _initial_params(settings, architecture, [rng])[0].astype(settings.network.dtype)
    x, y = _check_data(data, rng if legacy else stream(seed, "data"))
    check = check_gradient(
        architecture,
        params,
        x,
        y,
        epsilon=settings.epsilon,
        epsilons=np.logspace(-14, -1, 53).tolist(),
        l2=settings.l2,
    )
    return GradientStudy(name, settings, architecture, check)


def _check_data(data: Samples, rng: Stream) -> tuple[np.ndarray, np.ndarray]:
    """Return given samples, or normal ones drawn as (m, n) arrays, one column a sample."""
    if data.x is not None:
        return np.array(data.x, dtype=float), np.array(data.y, dtype=float)
    x = rng.standard_normal((data.n_inputs, data.n_samples)).T
    y = rng.standard_normal((data.n_outputs, data.n_samples)).T
    return x, y
