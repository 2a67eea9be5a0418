"""R networks in training: parameters, optimiser state, data and streams, which shrink together."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nncore.arrays import Array, Split
from nncore.functions.optimizers import Optimizer, State, clip_by_norm
from nncore.network.architecture import Architecture
from nncore.network.gradient import Networks
from nncore.training.settings import Settings, check_increasing
from nncore.training.splits import Samples
from nncore.training.streams import Stream


class Replicas:
    """Networks in training; `active` are the numbers (A,) of those of the R that have not ended.

    Parameters, gradient, optimiser state, data and streams have A rows.

    Raises
    ------
    ValueError
        When settings, parameters, data and streams do not fit together.
    """

    def __init__(
        self,
        architecture: Architecture,
        params: Array,
        splits: dict[str, Split],
        settings: Settings,
        order_rngs: Sequence[Stream],
        dropout_rngs: Sequence[Stream],
    ) -> None:
        # In C order like the data, so that one memory layout gives one result.
        params = np.array(params, dtype=settings.dtype, order="C")
        self.settings = settings
        self.order_rngs, self.dropout_rngs = list(order_rngs), list(dropout_rngs)
        self._check(architecture, params)
        self.splits = {
            name: Samples(split, architecture, params, name) for name, split in splits.items()
        }
        n_steps = settings.max_epochs * -(-self.train.n // (settings.batch_size or self.train.n))
        check_increasing("snapshot_steps", settings.snapshot_steps, n_steps)
        self.networks = Networks(architecture, params, settings.l2)
        self.state: State = {}
        self.active = np.arange(len(params))
        self.epoch = self.step = 0

    def _check(self, architecture: Architecture, params: Array) -> None:
        """Refuse settings, parameters and streams that do not fit the network or each other."""
        shape, wanted = params.shape, architecture.n_params
        if len(shape) != 2 or shape[1] != wanted:
            raise ValueError(f"params have shape {shape}: the network needs (replicas, {wanted})")
        if not np.isfinite(params).all():
            raise ValueError("params are not finite")
        settings, n_replicas = self.settings, shape[0]
        for name in ("l2", "learning_rate"):
            size = np.shape(getattr(settings, name))
            if size not in {(), (1,), (n_replicas,), (n_replicas, 1)}:
                raise ValueError(f"{name} has shape {size}: needed is one number, or {n_replicas}")
        n_hidden = len(architecture.activations)
        if settings.dropout and len(settings.dropout) != n_hidden:
            raise ValueError(f"{len(settings.dropout)} dropout rates for {n_hidden} hidden layers")
        for name, rngs, needed in (
            ("order_rngs", self.order_rngs, settings.batch_size is not None),
            ("dropout_rngs", self.dropout_rngs, bool(settings.dropout)),
        ):
            if needed and len(rngs) != n_replicas:
                raise ValueError(f"{name} has {len(rngs)} streams for {n_replicas} replicas")

    @property
    def train(self) -> Samples:
        """The samples that the networks learn from."""
        return self.splits["train"]

    @property
    def params(self) -> Array:
        """The parameters (A, P)."""
        return self.networks.params

    def full_gradient(self) -> Array:
        """Write the gradient on the whole training split; return the raw outputs (A, n, K)."""
        return self.networks.compute_gradient(self.train.x, self.train.y, self.train.share)

    def update(self, optimizer: Optimizer) -> None:
        """Take one step along the gradient."""
        settings, gradient = self.settings, self.networks.gradient
        rate = settings.learning_rate
        rate = rate(self.step) if callable(rate) else rate
        if np.size(rate) > 1:
            rate = np.reshape(rate, (-1, 1))[self.active]
        if settings.clip_norm is not None:
            clip_by_norm(gradient, settings.clip_norm)
        optimizer.update(self.params, gradient, self.state, self.step, rate)
        self.step += 1

    def keep(self, mask: NDArray[np.bool_]) -> None:
        """Go on with the active replicas of a mask (A,) only."""
        self.active = self.active[mask]
        self.networks = self.networks.keep(mask)
        self.state = {name: array[mask] for name, array in self.state.items()}
        for samples in self.splits.values():
            samples.keep(mask)
        self.order_rngs = [r for r, kept in zip(self.order_rngs, mask, strict=False) if kept]
        self.dropout_rngs = [r for r, kept in zip(self.dropout_rngs, mask, strict=False) if kept]
