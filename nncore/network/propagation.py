"""Forward and backward propagation of a batch through R networks, in buffers made once.

Shapes: R replicas, B samples of the batch, layers of m inputs and n_l units, K outputs. Inputs are
(R or 1, B, m), targets (R or 1, B, K), raw outputs (R, B, K).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from nncore.arrays import Array
from nncore.functions.activations import Activation
from nncore.functions.losses import Loss


class Layer(NamedTuple):
    """Views of one layer's parameters: weights (R, m, n) and biases (R, 1, n) or None."""

    weights: Array
    biases: Array | None


class Workspace:
    """Buffers of the forward and backward pass of R networks on batches of up to B samples.

    Lists with one array (R, B, n_l) for each layer: pre-activations `z`, outputs `a` (the same
    memory where the pullback does not read z), what is fed to the next layer `fed` (the same memory
    unless dropout is on), error signals `delta` and `scratch`.
    """

    NAMES = ("z", "a", "fed", "delta", "scratch")

    def __init__(
        self,
        sizes: Sequence[int],
        activations: Sequence[Activation],
        n_replicas: int,
        batch_size: int,
        *,
        dropout: bool = False,
    ) -> None:
        shapes = [(n_replicas, batch_size, n) for n in sizes[1:]]
        reads = [*(a.reads_input for a in activations), False]
        self.z = [np.empty(shape) for shape in shapes]
        self.a = [np.empty(s) if r else z for s, r, z in zip(shapes, reads, self.z, strict=True)]
        self.fed = [np.empty(shape) for shape in shapes] if dropout else self.a
        self.delta = [np.empty(shape) for shape in shapes]
        self.scratch = [np.empty(shape) for shape in shapes]
        self.ones = np.ones((1, 1, batch_size))

    def rows(self, n: int) -> "Workspace":
        """Return a view of this workspace for batches of n samples, memory shared."""
        if n == self.ones.shape[-1]:
            return self
        part = object.__new__(Workspace)
        for name in self.NAMES:
            setattr(part, name, [buffer[:, :n] for buffer in getattr(self, name)])
        part.ones = self.ones[:, :, :n]
        return part


def forward(
    activations: Sequence[Activation],
    views: Sequence[Layer],
    x: Array,
    workspace: Workspace,
    masks: Sequence[Array] = (),
) -> Array:
    """Run the forward pass into `workspace` and return the raw outputs (R, B, K).

    `masks` are dropout's multipliers, (R, B, n_l) for each hidden layer; none without dropout.
    """
    fed = x
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
    activations: Sequence[Activation],
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
            activations[index - 1].pullback(
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
