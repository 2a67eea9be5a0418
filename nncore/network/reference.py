"""The loss once more, in array-API functions: the definition, the oracle, the GPU path.

Written for reading and for any array library (NumPy, JAX, PyTorch, CuPy): no buffers, nothing in
place, no backpropagation; activations and losses bring their own definitions. Under JAX or PyTorch
its automatic derivative is an oracle for the hand-written gradient; with complex parameters under
NumPy it gives complex-step derivatives.

Shapes: params (R, P), x (R or 1, n, m), y (R or 1, n, K); the loss is (R,).
"""

from typing import Any

from array_api_compat import array_namespace

from nncore.network.architecture import Architecture


def raw_outputs(architecture: Architecture, params: Any, x: Any) -> Any:
    """Return the raw outputs, (R, n, K)."""
    xp = array_namespace(params)
    a = x
    for index, place in enumerate(architecture.layout):
        if index:
            a = architecture.activations[index - 1].definition(a, xp)
        shape = (params.shape[0], place.n_in, place.n_out)
        a = a @ xp.reshape(params[:, place.weights], shape)
        if place.biases is not None:
            a = a + params[:, None, place.biases]
    return a


def loss(
    architecture: Architecture,
    params: Any,
    x: Any,
    y: Any,
    *,
    l2: float = 0.0,
    sample_weight: Any = None,
) -> Any:
    """Return the mean loss plus l2 / 2 times the sum of squared weights, (R,).

    Parameters
    ----------
    architecture : Architecture
    params : array (R, P)
        Real, or complex under NumPy.
    x : array (R or 1, n, m)
    y : array (R or 1, n, K)
    l2 : float
    sample_weight : array (n,), optional

    Returns
    -------
    array (R,)
    """
    xp = array_namespace(params)
    raw = raw_outputs(architecture, params, x)
    per_sample = xp.sum(architecture.loss.definition(raw, y, xp), axis=-1)
    if sample_weight is None:
        value = xp.sum(per_sample, axis=-1) / per_sample.shape[-1]
    else:
        value = xp.sum(per_sample * sample_weight, axis=-1) / xp.sum(sample_weight)
    weights = xp.asarray(architecture.weight_mask())
    squares = xp.where(weights, params * params, 0.0 * params)
    return value + 0.5 * l2 * xp.sum(squares, axis=-1)
