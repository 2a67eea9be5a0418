"""Loss, gradient and predictions of R networks: the one driver of forward and backward passes.

Shapes: params and gradients are (R, P), R networks of P parameters each; inputs are (n, m),
(1, n, m) or (R, n, m); targets (1 or R, n, K); raw outputs and predictions (R, n, K).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nncore.arrays import Array
from nncore.network.architecture import Architecture, layers
from nncore.network.propagation import (
    Workspace,
    backward,
    forward,
    mean_loss,
    sample_shares,
    start_backward,
)


class Networks:
    """R networks of one architecture, with a gradient and buffers that are made once.

    The loss is the mean over samples, weighted where samples have weights, plus l2 / 2 times the
    sum of squared weights; biases are not penalised.

    Parameters
    ----------
    architecture : Architecture
    params : ndarray (R, P)
        Not copied: what changes it changes the networks.
    l2 : float or ndarray (R,)

    Attributes
    ----------
    gradient : ndarray (R, P)
        Of the loss on the samples that `compute_gradient` was given last.
    """

    def __init__(self, architecture: Architecture, params: Array, l2: float | Array = 0.0) -> None:
        self.architecture, self.params = architecture, params
        self.gradient = np.zeros_like(params)
        self._views = layers(architecture, params)
        self._gradient_views = layers(architecture, self.gradient)
        self._workspaces: dict[tuple[int, bool], Workspace] = {}
        # The L2 coefficient of every parameter, (R or 1, P): 0 for biases.
        l2 = np.asarray(l2, dtype=params.dtype).reshape(-1, 1)
        self._penalty = l2 * architecture.weight_mask() if l2.any() else None

    def keep(self, mask: NDArray[np.bool_]) -> "Networks":
        """Return copies of the networks of a mask (R,), with their gradients."""
        kept = Networks(self.architecture, self.params[mask])
        kept.gradient[...] = self.gradient[mask]
        penalty = self._penalty
        kept._penalty = penalty if penalty is None or len(penalty) == 1 else penalty[mask]
        return kept

    def raw_outputs(self, x: Array, masks: Sequence[Array] = ()) -> Array:
        """Return the raw outputs (R, n, K), in a buffer that the next call may overwrite."""
        return forward(self.architecture, self._views, x, self._workspace(x, masks), masks)

    def compute_gradient(
        self, x: Array, y: Array, share: Array | float, masks: Sequence[Array] = ()
    ) -> Array:
        """Write ``gradient`` and return the raw outputs.

        Parameters
        ----------
        x : ndarray (R or 1, n, m)
        y : ndarray (R or 1, n, K)
        share : ndarray (R or 1, n) or float
            What each sample contributes to the mean (`sample_shares`).
        masks : sequence of ndarray (R, n, n_l)
            Dropout's multipliers for each hidden layer; none without dropout.
        """
        workspace = self._workspace(x, masks)
        raw = forward(self.architecture, self._views, x, workspace, masks)
        start_backward(self.architecture.loss, raw, y, share, workspace)
        backward(self.architecture, self._views, self._gradient_views, x, workspace, masks)
        if self._penalty is not None:
            self.gradient += self._penalty * self.params
        return raw

    def loss(self, raw: Array, y: Array, share: Array | float) -> Array:
        """Return the loss (R,), L2 term included, where the raw outputs are (R, n, K)."""
        value = mean_loss(self.architecture.loss, raw, y, share)
        if self._penalty is None:
            return value
        return value + 0.5 * (self._penalty * self.params * self.params).sum(axis=-1)

    def _workspace(self, x: Array, masks: Sequence[Array]) -> Workspace:
        """Return the buffers for as many samples, made when they are first needed."""
        size, dropout = x.shape[1], bool(masks)
        if (size, dropout) not in self._workspaces:
            self._workspaces[size, dropout] = Workspace(
                self.architecture, len(self.params), size, self.params.dtype, dropout=dropout
            )
        return self._workspaces[size, dropout]


def predict_raw(architecture: Architecture, params: Array, x: Array) -> Array:
    """Return the raw outputs (R, n, K) of R networks on inputs (n, m) or (R|1, n, m)."""
    with np.errstate(over="ignore"):
        return Networks(architecture, params).raw_outputs(_as_sets(x, params))


def predict(architecture: Architecture, params: Array, x: Array) -> Array:
    """Return the predictions (R, n, K), the link of the raw outputs."""
    raw = predict_raw(architecture, params, x)
    prediction = np.empty_like(raw)
    with np.errstate(over="ignore"):
        architecture.loss.link.value(raw, prediction)
    return prediction


def loss_value(
    architecture: Architecture,
    params: Array,
    x: Array,
    y: Array,
    *,
    l2: float | Array = 0.0,
    sample_weight: Array | None = None,
) -> Array:
    """Return the loss of every network, (R,): that of `loss_and_gradient`, without the gradient."""
    networks, x, y = Networks(architecture, params, l2), _as_sets(x, params), _as_sets(y, params)
    share = sample_shares(sample_weight, x.shape[1])
    with np.errstate(over="ignore"):
        return networks.loss(networks.raw_outputs(x), y, share)


def loss_and_gradient(
    architecture: Architecture,
    params: Array,
    x: Array,
    y: Array,
    *,
    l2: float | Array = 0.0,
    sample_weight: Array | None = None,
) -> tuple[Array, Array]:
    """Return the loss (R,) with its L2 term, and its gradient (R, P).

    Parameters
    ----------
    architecture : Architecture
    params : ndarray (R, P)
    x : ndarray (n, m) or (R or 1, n, m)
    y : ndarray (n, K) or (R or 1, n, K)
    l2 : float or ndarray (R,)
    sample_weight : ndarray (n,) or (R, n), optional

    Returns
    -------
    loss : ndarray (R,)
    gradient : ndarray (R, P)
    """
    networks, x, y = Networks(architecture, params, l2), _as_sets(x, params), _as_sets(y, params)
    share = sample_shares(sample_weight, x.shape[1])
    with np.errstate(over="ignore"):
        raw = networks.compute_gradient(x, y, share)
        return networks.loss(raw, y, share), networks.gradient


def _as_sets(array: Array, params: Array) -> Array:
    """Return samples with their replica axis, in the precision of the parameters."""
    array = np.asarray(array, dtype=params.dtype)
    return array if array.ndim == 3 else array[None]
