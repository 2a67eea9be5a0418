"""Gradient checks: backpropagation against central differences and against the complex step.

Both numerical derivatives move every parameter at once: P parameters become a stack of 2P (or P)
networks, one forward pass computes all their losses.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from nncore.arrays import Array
from nncore.network import reference
from nncore.network.architecture import Architecture, layers
from nncore.network.gradient import loss_and_gradient, loss_value

# Keeps the relative error finite where both gradients vanish.
FLOOR = 1e-8
# The imaginary step may be this small because the complex step subtracts nothing.
IMAGINARY_STEP = 1e-30

# Verdict on a relative error: the first band whose limit is above it.
BANDS = ((1e-7, "correct"), (1e-5, "acceptable"), (1e-3, "suspicious"), (np.inf, "wrong"))


class LayerError(NamedTuple):
    """Errors of one layer's weights or biases against the numerical gradient.

    `relative` is |g - n| / (|g| + |n| + 1e-8) and `largest` is max |g - n|, both with central
    differences; `complex_relative` is the relative error with the complex step. `layer` counts
    from 1, `part` is "weights" or "biases".
    """

    layer: int
    part: str
    relative: float
    largest: float
    complex_relative: float

    @property
    def band(self) -> str:
        """The verdict on the relative error."""
        return next(name for limit, name in BANDS if self.relative < limit)


@dataclass(frozen=True)
class GradientCheck:
    """The check at one epsilon, layer by layer, and the errors as functions of epsilon (E,)."""

    layers: tuple[LayerError, ...]
    epsilons: Array
    relative_by_epsilon: Array
    largest_by_epsilon: Array
    complex_by_epsilon: Array


def central_difference(
    architecture: Architecture, params: Array, x: Array, y: Array, epsilon: float, l2: float = 0.0
) -> Array:
    """Return (L(p + e) - L(p - e)) / 2e for every parameter of one network, (P,).

    Parameters
    ----------
    architecture : Architecture
    params : ndarray (P,)
    x : ndarray (n, m)
    y : ndarray (n, K)
    epsilon : float
    l2 : float
    """
    steps = epsilon * np.eye(len(params))
    stack = np.concatenate([params + steps, params - steps])  # (2P, P)
    losses = loss_value(architecture, stack, x, y, l2=l2)
    return (losses[: len(params)] - losses[len(params) :]) / (2.0 * epsilon)


def complex_step(
    architecture: Architecture,
    params: Array,
    x: Array,
    y: Array,
    l2: float = 0.0,
    step: float = IMAGINARY_STEP,
) -> Array:
    """Return Im L(p + i h) / h for every parameter of one network, (P,).

    Free of cancellation, hence exact to rounding for any small h (Squire & Trapp 1998). Evaluated
    on `reference`, so that it also checks the forward pass against its definition.
    """
    stack = params + 1j * step * np.eye(len(params))  # (P, P)
    value = reference.loss(architecture, stack, x[None], y[None], l2=l2)
    return value.imag / step


def relative_error(first: Array, second: Array) -> float:
    """Return |a - b| / (|a| + |b| + 1e-8), Euclidean norms."""
    norms = np.linalg.norm(first) + np.linalg.norm(second)
    return float(np.linalg.norm(first - second) / (norms + FLOOR))


def check_gradient(
    architecture: Architecture,
    params: Array,
    x: Array,
    y: Array,
    *,
    epsilon: float = 1e-6,
    epsilons: Sequence[float] = (),
    l2: float = 0.0,
) -> GradientCheck:
    """Compare the backpropagated gradient of one network with numerical ones.

    Parameters
    ----------
    architecture : Architecture
    params : ndarray (P,)
    x : ndarray (n, m)
    y : ndarray (n, K)
    epsilon : float
        Step of the central difference in the table by layer.
    epsilons : sequence of float
        Steps at which the errors over all parameters are computed too.
    l2 : float

    Returns
    -------
    GradientCheck
    """
    _, gradients = loss_and_gradient(architecture, params[None], x, y, l2=l2)
    gradient = gradients[0]
    central = central_difference(architecture, params, x, y, epsilon, l2)
    exact = complex_step(architecture, params, x, y, l2)
    sweep = [central_difference(architecture, params, x, y, e, l2) for e in epsilons]
    steps = [complex_step(architecture, params, x, y, l2, step=e) for e in epsilons]
    return GradientCheck(
        layers=tuple(_by_layer(architecture, gradient, central, exact)),
        epsilons=np.asarray(epsilons, dtype=float),
        relative_by_epsilon=np.array([relative_error(gradient, n) for n in sweep]),
        largest_by_epsilon=np.array([np.abs(gradient - n).max() for n in sweep]),
        complex_by_epsilon=np.array([relative_error(gradient, n) for n in steps]),
    )


def _by_layer(
    architecture: Architecture, gradient: Array, central: Array, exact: Array
) -> list[LayerError]:
    views = [layers(architecture, array[None]) for array in (gradient, central, exact)]
    errors = []
    for number, (ours, numerical, complex_) in enumerate(zip(*views, strict=True), 1):
        for part in ("weights", "biases"):
            a, n, c = (getattr(layer, part) for layer in (ours, numerical, complex_))
            if a is not None:
                largest = float(np.abs(a - n).max())
                errors.append(
                    LayerError(number, part, relative_error(a, n), largest, relative_error(a, c))
                )
    return errors
