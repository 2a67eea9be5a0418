"""The architecture of a network, and the only home of the layout of its flat parameters.

Shapes: params are (R, P), R networks of P parameters each.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from nncore.arrays import Array
from nncore.functions.activations import Activation
from nncore.functions.initializers import Initializer, LayerShape
from nncore.functions.losses import Loss


class LayerPlace(NamedTuple):
    """Where a layer's parameters stand among the P: weights (n_in, n_out) row by row, biases."""

    n_in: int
    n_out: int
    weights: slice
    biases: slice | None


class Layer(NamedTuple):
    """Views of one layer's parameters: weights (R, m, n) and biases (R, 1, n) or None."""

    weights: Array
    biases: Array | None


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

    @cached_property
    def layout(self) -> tuple[LayerPlace, ...]:
        """Where every layer's weights and biases stand, the first layer first."""
        places, end = [], 0
        for m, n, has_bias in zip(self.sizes[:-1], self.sizes[1:], self.biases, strict=True):
            start, middle = end, end + m * n
            end = middle + n * has_bias
            biases = slice(middle, end) if has_bias else None
            places.append(LayerPlace(m, n, slice(start, middle), biases))
        return tuple(places)

    @cached_property
    def n_params(self) -> int:
        """The number of weights and biases, P."""
        last = self.layout[-1]
        return int((last.biases or last.weights).stop)

    def weight_mask(self) -> Array:
        """Return (P,) booleans, true for weights and false for biases."""
        mask = np.zeros(self.n_params, dtype=bool)
        for place in self.layout:
            mask[place.weights] = True
        return mask


def layers(architecture: Architecture, params: Array) -> list[Layer]:
    """Return every layer's weights and biases as views of `params` (R, P), memory shared."""
    return [
        Layer(
            params[:, place.weights].reshape(len(params), place.n_in, place.n_out),
            None if place.biases is None else params[:, None, place.biases],
        )
        for place in architecture.layout
    ]


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
