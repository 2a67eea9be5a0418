"""The loss once more, in array-API functions: the definition, the oracle, the GPU path.

Written for reading and for any array library (NumPy, JAX, PyTorch, CuPy): no buffers, nothing in
place, no backpropagation. Under JAX or PyTorch its automatic derivative is an oracle for the
hand-written gradient; with complex parameters under NumPy it gives complex-step derivatives.

Shapes: params (R, P), x (R or 1, n, m), y (R or 1, n, K); the loss is (R,).
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from array_api_compat import array_namespace

from nncore.functions.activations import LEAK
from nncore.network.architecture import Architecture

# The error function is not in the array API standard; every library has one somewhere.
_ERF_MODULES = {"numpy": "scipy.special", "jax": "jax.scipy.special", "torch": "torch.special"}


def _erf(z: Any, xp: Any) -> Any:
    library = xp.__name__.removeprefix("array_api_compat.").split(".")[0]
    if library not in _ERF_MODULES:
        raise NotImplementedError(f"no error function known for {library}: gelu needs one")
    return import_module(_ERF_MODULES[library]).erf(z)


def _real(z: Any, xp: Any) -> Any:
    return xp.real(z) if xp.isdtype(z.dtype, "complex floating") else z


def _softplus(z: Any, xp: Any) -> Any:
    # ln(1 + e^z) without overflow on either side; `where` on the real part keeps it analytic.
    positive = _real(z, xp) > 0
    return xp.where(positive, z, 0.0 * z) + xp.log1p(xp.exp(xp.where(positive, -z, z)))


def _sigmoid(z: Any, xp: Any) -> Any:
    return xp.exp(-_softplus(-z, xp))


def _log_partition(z: Any, xp: Any) -> Any:
    shift = xp.max(_real(z, xp), axis=-1, keepdims=True)
    return xp.log(xp.sum(xp.exp(z - shift), axis=-1, keepdims=True)) + shift


FUNCTIONS: dict[str, Callable[[Any, Any], Any]] = {
    "identity": lambda z, xp: z,
    "sigmoid": _sigmoid,
    "tanh": lambda z, xp: xp.tanh(z),
    "relu": lambda z, xp: xp.where(_real(z, xp) > 0, z, 0.0 * z),
    "leaky_relu": lambda z, xp: xp.where(_real(z, xp) > 0, z, LEAK * z),
    "gelu": lambda z, xp: 0.5 * z * (1.0 + _erf(z / 2.0**0.5, xp)),
    "silu": lambda z, xp: z * _sigmoid(z, xp),
    "softplus": _softplus,
    "softmax": lambda z, xp: xp.exp(z - _log_partition(z, xp)),
}

# Each on raw outputs; squared error alone looks at the link, since it is used with several.
LOSSES: dict[str, Callable[[Any, Any, str, Any], Any]] = {
    "squared_error": lambda raw, y, link, xp: 0.5 * (_function(link)(raw, xp) - y) ** 2,
    "binary_log_loss": lambda raw, y, link, xp: _softplus(raw, xp) - y * raw,
    "log_loss": lambda raw, y, link, xp: y * (_log_partition(raw, xp) - raw),
}


def _function(name: str) -> Callable[[Any, Any], Any]:
    found: Callable[[Any, Any], Any] = _entry(FUNCTIONS, "activation", name)
    return found


def _entry(table: Mapping[str, Any], what: str, name: str) -> Any:
    """Return an entry of a table here; one of the core's own tables may lack it."""
    if name not in table:
        place = "FUNCTIONS" if table is FUNCTIONS else "LOSSES"
        raise NotImplementedError(
            f"{what} {name!r} has no definition in array functions, which gradient checks "
            f"compare with; add one to {place} in nncore/network/reference.py"
        )
    return table[name]


def raw_outputs(architecture: Architecture, params: Any, x: Any) -> Any:
    """Return the raw outputs, (R, n, K)."""
    xp = array_namespace(params)
    a, start = x, 0
    shapes = zip(architecture.sizes[:-1], architecture.sizes[1:], architecture.biases, strict=True)
    for index, (m, n, has_bias) in enumerate(shapes):
        if index:
            a = _function(architecture.activations[index - 1].name)(a, xp)
        weights = xp.reshape(params[:, start : start + m * n], (params.shape[0], m, n))
        a = a @ weights
        start += m * n
        if has_bias:
            a = a + params[:, None, start : start + n]
            start += n
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

    Raises
    ------
    NotImplementedError
        When this module does not define one of the functions; the message says where to add it.
    """
    xp = array_namespace(params)
    raw = raw_outputs(architecture, params, x)
    link = architecture.loss.link.name
    of_sample = _entry(LOSSES, "loss", architecture.loss.name)
    per_sample = xp.sum(of_sample(raw, y, link, xp), axis=-1)
    if sample_weight is None:
        value = xp.sum(per_sample, axis=-1) / per_sample.shape[-1]
    else:
        value = xp.sum(per_sample * sample_weight, axis=-1) / xp.sum(sample_weight)
    weights = xp.asarray(architecture.weight_mask())
    squares = xp.where(weights, params * params, 0.0 * params)
    return value + 0.5 * l2 * xp.sum(squares, axis=-1)
