"""The network: its architecture, flat parameters and their views, predictions, loss and gradient.

Shapes: params and gradients are (R, P), R networks of P parameters each; inputs are (n, m),
(1, n, m) or (R, n, m); targets (1 or R, n, K); raw outputs and predictions (R, n, K).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nncore.arrays import Array
from nncore.functions.activations import Activation
from nncore.functions.initializers import Initializer, LayerShape
from nncore.functions.losses import Loss
from nncore.network.propagation import (
    Layer,
    Workspace,
    backward,
    forward,
    mean_loss,
    sample_shares,
    start_backward,
)


@dataclass(frozen=True)
class Architecture:
    """The shape of a network and the functions in it.

    Attributes
    ----------
    sizes : tuple of int
        Inputs, units of every hidden layer, outputs; no hidden layer is allowed.
    activations : tuple of Activation
        One for each hidden layer.
    loss : Loss
        Its link is the activation of the output layer.
    biases : tuple of bool
        Whether each weight layer has biases.

    Raises
    ------
    ValueError
        When the parts do not fit together.
    """

    sizes: tuple[int, ...]
    activations: tuple[Activation, ...]
    loss: Loss
    biases: tuple[bool, ...]

    def __post_init__(self) -> None:
        n_layers = len(self.sizes) - 1
        if n_layers < 1 or min(self.sizes) < 1:
            raise ValueError(
                f"sizes {self.sizes}: need inputs and outputs, all of at least one unit"
            )
        if len(self.activations) != n_layers - 1 or len(self.biases) != n_layers:
            raise ValueError(
                f"{n_layers} layers need {n_layers - 1} hidden activations and {n_layers} bias "
                f"flags, not {len(self.activations)} and {len(self.biases)}"
            )
        for number, activation in enumerate(self.activations, 1):
            if not activation.elementwise:
                raise ValueError(
                    f"hidden layer {number}: {activation.name!r} belongs on the output only; "
                    "take an element-wise activation such as 'tanh'"
                )
        if self.loss.n_outputs not in (None, self.sizes[-1]):
            raise ValueError(
                f"loss {self.loss.name!r} needs {self.loss.n_outputs} output, not {self.sizes[-1]}"
            )

    @property
    def n_params(self) -> int:
        """The number of weights and biases, P."""
        return sum((m + b) * n for m, n, b in self._shapes())

    def _shapes(self) -> list[tuple[int, int, bool]]:
        return list(zip(self.sizes[:-1], self.sizes[1:], self.biases, strict=True))

    def workspace(self, n_replicas: int, batch_size: int, *, dropout: bool = False) -> Workspace:
        """Return buffers for R networks on batches of up to B samples."""
        return Workspace(self.sizes, self.activations, n_replicas, batch_size, dropout=dropout)

    def weight_mask(self) -> Array:
        """Return (P,) booleans, true for weights and false for biases."""
        mask = np.zeros((1, self.n_params), dtype=bool)
        for layer in layers(self, mask):
            layer.weights[...] = True
        return mask[0]


def layers(architecture: Architecture, params: Array) -> list[Layer]:
    """Return every layer's weights and biases as views of `params` (R, P), memory shared."""
    result, start, n_replicas = [], 0, len(params)
    for m, n, has_bias in architecture._shapes():
        weights = params[:, start : start + m * n].reshape(n_replicas, m, n)
        start += m * n
        biases = params[:, None, start : start + n] if has_bias else None
        start += n * has_bias
        result.append(Layer(weights, biases))
    return result


def initial_params(
    architecture: Architecture,
    initializer: Initializer,
    rngs: Sequence[np.random.Generator | np.random.RandomState],
    *,
    bias_initializer: Initializer | None = None,
) -> Array:
    """Draw the parameters of one network from each stream.

    Parameters
    ----------
    architecture : Architecture
    initializer : Initializer
        Draws the weights of a layer.
    rngs : sequence of generators
        One for each network.
    bias_initializer : Initializer or None
        Draws the biases, after the layer's weights; None leaves them at zero.

    Returns
    -------
    ndarray (R, P)
    """
    params = np.zeros((len(rngs), architecture.n_params))
    outputs = (*architecture.activations, architecture.loss.link)
    for replica, rng in enumerate(rngs):
        for index, layer in enumerate(layers(architecture, params[replica : replica + 1])):
            m, n = layer.weights.shape[1:]
            gain = outputs[index].gain
            layer.weights[0] = initializer(rng, LayerShape(index, m, n, gain))
            if layer.biases is not None and bias_initializer is not None:
                layer.biases[0] = bias_initializer(rng, LayerShape(index, 1, n, gain))
    return params


def predict_raw(architecture: Architecture, params: Array, x: Array) -> Array:
    """Return the raw outputs (R, n, K) of R networks on inputs (n, m) or (R|1, n, m)."""
    x = _as_sets(x)
    workspace = architecture.workspace(len(params), x.shape[1])
    with np.errstate(over="ignore"):
        return forward(architecture.activations, layers(architecture, params), x, workspace)


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
    raw = predict_raw(architecture, params, x)
    share = sample_shares(sample_weight, raw.shape[1])
    with np.errstate(over="ignore"):
        loss = mean_loss(architecture.loss, raw, _as_sets(y), share)
    return loss + 0.5 * (_penalty(architecture, l2) * params * params).sum(axis=-1)


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

    The loss is the mean over samples, or the weighted mean sum(w * loss) / sum(w), plus
    l2 / 2 times the sum of squared weights; biases are not penalised.

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
    x, y = _as_sets(x), _as_sets(y)
    activations, loss = architecture.activations, architecture.loss
    workspace = architecture.workspace(len(params), x.shape[1])
    gradient = np.zeros_like(params)
    views, gradients = layers(architecture, params), layers(architecture, gradient)
    share = sample_shares(sample_weight, x.shape[1])
    with np.errstate(over="ignore"):
        raw = forward(activations, views, x, workspace)
        value = mean_loss(loss, raw, y, share)
        start_backward(loss, raw, y, share, workspace)
        backward(activations, views, gradients, x, workspace)
    penalty = _penalty(architecture, l2)
    gradient += penalty * params
    return value + 0.5 * (penalty * params * params).sum(axis=-1), gradient


def _as_sets(array: Array) -> Array:
    return array if array.ndim == 3 else array[None]


def _penalty(architecture: Architecture, l2: float | Array) -> Array:
    """Return the L2 coefficient of every parameter, (R or 1, P): 0 for biases."""
    return np.asarray(l2, dtype=float).reshape(-1, 1) * architecture.weight_mask()
