"""Activation functions: value, pullback, definition and words, one record each in one table.

A pullback multiplies the incoming error signal by the derivative, in place. It may read the
pre-activation `z` as well as the output `a`: GELU and SiLU are not monotone, so their derivative
cannot be recovered from the output alone.

Shapes: z, a, delta, scratch are all (R, B, n_l).
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from nncore.arrays import Array
from nncore.functions.definitions import erf, log_partition, ramp, sigmoid, softplus


class Activation(NamedTuple):
    """One activation function.

    Attributes
    ----------
    name : str
        The name used in configurations.
    value : callable
        ``value(z, out)`` writes f(z) into `out`; `out` may be `z` itself unless `reads_input`.
    pullback : callable
        ``pullback(z, a, delta, scratch)`` turns dL/da into dL/dz, in place on `delta`.
    definition : callable
        ``definition(z, xp)`` returns f(z) in the array functions of any library
        (`nncore.functions.definitions`): what value and pullback are judged by.
    gain : float
        Numerator of the variance that keeps the signal's size: 1 (Xavier) or 2 (He).
    latex : str
        The formula, as the report prints it.
    title : str
        What readers call it, where that is not the name's own words.
    smooth : bool
        Whether f is differentiable everywhere; a gradient check needs it.
    elementwise : bool
        Whether output i depends on input i alone.
    reads_input : bool
        Whether `pullback` reads `z`, so that `z` must be kept beside `a`.
    """

    name: str
    value: Callable[[Array, Array], None]
    pullback: Callable[[Array, Array, Array, Array], None]
    definition: Callable[[Any, Any], Any]
    gain: float
    latex: str
    title: str = ""
    smooth: bool = True
    elementwise: bool = True
    reads_input: bool = False


def _identity(z: Array, out: Array) -> None:
    if out is not z:
        np.copyto(out, z)


def _pull_identity(z: Array, a: Array, delta: Array, scratch: Array) -> None:
    pass


def _sigmoid(z: Array, out: Array) -> None:
    # exp overflows to inf for z < -709, and 1 / inf is the right limit; callers silence the flag.
    np.negative(z, out=out)
    np.exp(out, out=out)
    out += 1.0
    np.reciprocal(out, out=out)


def _pull_sigmoid(z: Array, a: Array, delta: Array, scratch: Array) -> None:
    np.subtract(1.0, a, out=scratch)
    scratch *= a
    delta *= scratch


def _tanh(z: Array, out: Array) -> None:
    np.tanh(z, out=out)


def _pull_tanh(z: Array, a: Array, delta: Array, scratch: Array) -> None:
    np.multiply(a, a, out=scratch)
    np.subtract(1.0, scratch, out=scratch)
    delta *= scratch


def _relu(z: Array, out: Array) -> None:
    np.maximum(z, 0.0, out=out)


def _pull_relu(z: Array, a: Array, delta: Array, scratch: Array) -> None:
    # ReLU'(0) = 0, the subgradient that leaves dead units alone (Bertoin et al. 2021).
    delta *= a > 0.0


LEAK = 0.01


def _leaky_relu(z: Array, out: Array) -> None:
    np.maximum(z, LEAK * z, out=out)


def _pull_leaky_relu(z: Array, a: Array, delta: Array, scratch: Array) -> None:
    delta *= np.where(a > 0.0, 1.0, LEAK)


def _normal_distribution(z: Array) -> Array:
    # Imported on use: SciPy would take a third of the start-up time of every job, for GELU alone.
    from scipy.special import ndtr

    values: Array = ndtr(z)
    return values


def _gelu(z: Array, out: Array) -> None:
    np.multiply(z, _normal_distribution(z), out=out)


def _pull_gelu(z: Array, a: Array, delta: Array, scratch: Array) -> None:
    np.multiply(z, z, out=scratch)
    scratch *= -0.5
    np.exp(scratch, out=scratch)
    scratch *= z
    scratch *= 1.0 / np.sqrt(2.0 * np.pi)
    scratch += _normal_distribution(z)
    delta *= scratch


def _silu(z: Array, out: Array) -> None:
    _sigmoid(z, out)
    out *= z


def _pull_silu(z: Array, a: Array, delta: Array, scratch: Array) -> None:
    _sigmoid(z, scratch)
    delta *= scratch + a * (1.0 - scratch)


def _softplus(z: Array, out: Array) -> None:
    np.logaddexp(0.0, z, out=out)


def _pull_softplus(z: Array, a: Array, delta: Array, scratch: Array) -> None:
    _sigmoid(z, scratch)
    delta *= scratch


def _softmax(z: Array, out: Array) -> None:
    np.subtract(z, z.max(axis=-1, keepdims=True), out=out)
    np.exp(out, out=out)
    out /= out.sum(axis=-1, keepdims=True)


def _pull_softmax(z: Array, a: Array, delta: Array, scratch: Array) -> None:
    np.multiply(a, delta, out=scratch)
    delta -= scratch.sum(axis=-1, keepdims=True)
    delta *= a


IDENTITY = Activation(
    "identity", _identity, _pull_identity, lambda z, xp: z, gain=1.0, latex=r"f(z) = z"
)
SIGMOID = Activation(
    "sigmoid", _sigmoid, _pull_sigmoid, sigmoid, 1.0, r"\sigma(z) = \frac{1}{1+e^{-z}}"
)
TANH = Activation(
    "tanh",
    _tanh,
    _pull_tanh,
    lambda z, xp: xp.tanh(z),
    gain=1.0,
    latex=r"\tanh z = \frac{e^{z}-e^{-z}}{e^{z}+e^{-z}}",
)
RELU = Activation(
    "relu",
    _relu,
    _pull_relu,
    lambda z, xp: ramp(z, 0.0, xp),
    gain=2.0,
    latex=r"\max(0, z)",
    title="ReLU",
    smooth=False,
)
LEAKY_RELU = Activation(
    "leaky_relu",
    _leaky_relu,
    _pull_leaky_relu,
    lambda z, xp: ramp(z, LEAK, xp),
    gain=2.0,
    latex=rf"\max({LEAK} z, z)",
    title="leaky ReLU",
    smooth=False,
)
# Hendrycks & Gimpel (2016), the exact form z * Phi(z), not the tanh approximation.
GELU = Activation(
    "gelu",
    _gelu,
    _pull_gelu,
    lambda z, xp: 0.5 * z * (1.0 + erf(z / 2.0**0.5, xp)),
    gain=2.0,
    latex=r"z\,\Phi(z)",
    title="GELU",
    reads_input=True,
)
SILU = Activation(
    "silu",
    _silu,
    _pull_silu,
    lambda z, xp: z * sigmoid(z, xp),
    gain=2.0,
    latex=r"z\,\sigma(z)",
    title="SiLU",
    reads_input=True,
)
SOFTPLUS = Activation(
    "softplus",
    _softplus,
    _pull_softplus,
    softplus,
    gain=2.0,
    latex=r"\ln(1+e^{z})",
    reads_input=True,
)
SOFTMAX = Activation(
    "softmax",
    _softmax,
    _pull_softmax,
    lambda z, xp: xp.exp(z - log_partition(z, xp)),
    gain=1.0,
    latex=r"\frac{e^{z_k}}{\sum_j e^{z_j}}",
    elementwise=False,
)

ACTIVATIONS: dict[str, Activation] = {
    record.name: record
    for record in (IDENTITY, SIGMOID, TANH, RELU, LEAKY_RELU, GELU, SILU, SOFTPLUS, SOFTMAX)
}
