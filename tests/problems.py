"""Small networks and data sets for the tests of the core.

Shapes: R replicas, n samples, m inputs, K outputs, P parameters.
"""

from typing import NamedTuple

import numpy as np

from nncore.arrays import Split
from nncore.functions.activations import ACTIVATIONS
from nncore.functions.losses import LOSSES, with_link
from nncore.network.architecture import Architecture
from nncore.training.streams import stream


class Problem(NamedTuple):
    architecture: Architecture
    params: np.ndarray  # (R, P)
    x: np.ndarray  # (R or 1, n, m)
    y: np.ndarray  # (R or 1, n, K)

    @property
    def split(self) -> Split:
        return Split(self.x, self.y)

    def alone(self, replica: int) -> "Problem":
        """The problem of one replica, as a stack of one."""
        x, y = (a if len(a) == 1 else a[[replica]] for a in (self.x, self.y))
        return Problem(self.architecture, self.params[[replica]], x, y)


def network(*sizes, activation="tanh", loss="squared_error", link=None, biases=True):
    record = LOSSES[loss]
    if link is not None:
        record = with_link(record, ACTIVATIONS[link])
    hidden = (ACTIVATIONS[activation],) * (len(sizes) - 2)
    return Architecture(sizes, hidden, record, (biases,) * (len(sizes) - 1))


def targets(loss, rng, shape):
    """Targets (..., K) that the loss is defined on."""
    if loss == "log_loss":
        return np.eye(shape[-1])[rng.integers(0, shape[-1], shape[:-1])]
    if loss == "binary_log_loss":
        return rng.integers(0, 2, shape).astype(float)
    return rng.normal(size=shape)


def problem(*sizes, n_replicas=1, n=7, seed=0, shared=True, **functions) -> Problem:
    """A network with random parameters and data, one data set for all replicas or one for each."""
    architecture = network(*sizes, **functions)
    rng = np.random.default_rng(seed)
    n_sets = 1 if shared else n_replicas
    x = rng.normal(size=(n_sets, n, sizes[0]))
    y = targets(architecture.loss.name, rng, (n_sets, n, sizes[-1]))
    return Problem(architecture, 0.7 * rng.normal(size=(n_replicas, architecture.n_params)), x, y)


def streams(purpose, n_replicas, first=0):
    return [stream(first + replica, purpose) for replica in range(n_replicas)]


def relative_error(value, expected):
    """Norm of the difference over the norm of what is expected; 0 where both vanish."""
    difference = np.linalg.norm(np.asarray(value) - np.asarray(expected))
    return difference / max(np.linalg.norm(expected), np.finfo(float).tiny)
