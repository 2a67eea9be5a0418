"""Forward and backward propagation of a batch through R networks, in buffers made once.

Shapes: R replicas, B samples of the batch, layers of m inputs and n_l units, K outputs. Inputs are
(R or 1, B, m), targets (R or 1, B, K), raw outputs (R, B, K).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import DTypeLike

from nncore.arrays import Array
from nncore.functions.losses import Loss
from nncore.network.architecture import Architecture, Layer


class Workspace:
    """Buffers of the forward and backward pass of R networks on batches of B samples.

    Lists with one array (R, B, n_l) for each layer: pre-activations `z`, outputs `a` (the same
    memory where the pullback does not read z), what is fed to the next layer `fed` (the same memory
    unless dropout is on), error signals `delta` and `scratch`.
    """

    def __init__(
        self,
        architecture: Architecture,
        n_replicas: int,
        batch_size: int,
        dtype: DTypeLike,
        *,
        dropout: bool = False,
    ) -> None:
        shapes = [(n_replicas, batch_size, n) for n in architecture.sizes[1:]]
        reads = [*(a.reads_input for a in architecture.activations), False]

        def buffers() -> list[Array]:
            return [np.empty(shape, dtype) for shape in shapes]

        self.z, self.delta, self.scratch = buffers(), buffers(), buffers()
        self.a = [own if read else z for own, read, z in zip(buffers(), reads, self.z, strict=True)]
        self.fed = buffers() if dropout else self.a
        self.ones = np.ones((1, 1, batch_size), dtype)


def forward(
    architecture: Architecture,
    views: Sequence[Layer],
    x: Array,
    workspace: Workspace,
    masks: Sequence[Array] = (),
) -> Array:
    """Run the forward pass into `workspace` and return the raw outputs (R, B, K).

    `masks` are dropout's multipliers, (R, B, n_l) for each hidden layer; none without dropout.
    """
    activations, fed = architecture.activations, x
    for index, layer in enumerate(views):
        z = workspace.z[index]
        np.matmul(fed, layer.weights, out=z)  # (R, B, m) @ (R, m, n)
        if layer.biases is not None:
            z += layer.biases
        if index < len(activations):
            activations[index].value(z, workspace.a[index])
            fed = workspace.fed[index]
            if masks:
                np.multiply(workspace.a[index], masks[index], out=fed)
    return z


def backward(
    architecture: Architecture,
    views: Sequence[Layer],
    gradients: Sequence[Layer],
    x: Array,
    workspace: Workspace,
    masks: Sequence[Array] = (),
) -> None:
    """Backpropagate the error signal that stands in ``workspace.delta[-1]`` into `gradients`.

    Rumelhart, Hinton & Williams (1986); BP2 to BP4 in the notation of Nielsen (2015).
    """
    for index in range(len(views) - 1, -1, -1):
        delta = workspace.delta[index]
        fed = workspace.fed[index - 1] if index else x
        np.matmul(fed.swapaxes(-1, -2), delta, out=gradients[index].weights)  # (m, B) @ (B, n)
        biases = gradients[index].biases
        if biases is not None:
            np.matmul(workspace.ones, delta, out=biases)  # the sum over samples, as a product
        if index:
            below = workspace.delta[index - 1]
            np.matmul(delta, views[index].weights.swapaxes(-1, -2), out=below)
            if masks:
                below *= masks[index - 1]
            architecture.activations[index - 1].pullback(
                workspace.z[index - 1], workspace.a[index - 1], below, workspace.scratch[index - 1]
            )


def sample_shares(sample_weight: Array | None, n: int) -> Array | float:
    """Return what each sample contributes to the mean: 1/n, or w / sum(w) as (R or 1, n).

    Where no sample has weight, as in an unlucky batch, none contributes.
    """
    if sample_weight is None:
        return 1.0 / n
    weight = np.atleast_2d(np.asarray(sample_weight, dtype=float))
    total = weight.sum(axis=-1, keepdims=True)
    return weight / np.where(total > 0.0, total, 1.0)


def mean_loss(loss: Loss, raw: Array, y: Array, share: Array | float) -> Array:
    """Return the (weighted) mean loss (R,) of raw outputs (R, B, K)."""
    return (loss.value(raw, y) * share).sum(axis=-1)


def start_backward(
    loss: Loss, raw: Array, y: Array, share: Array | float, workspace: Workspace
) -> None:
    """Write the output layer's error signal, d(mean loss) / d raw, into the workspace (BP1)."""
    delta = workspace.delta[-1]
    loss.gradient(raw, y, delta)
    delta *= share if isinstance(share, float) else share[..., None]
