"""Optimisers on the parameter array: ``init`` makes the state, ``update`` takes one step in place.

Every array is (R, P): R networks, P parameters each. The learning rate is a number or (R, 1). The
step is counted from 0. Momentum is written with the learning rate outside, v = mu v + g and
p -= eta v, as in PyTorch and optax: under a schedule this differs from Polyak's original.
"""

from collections.abc import Callable
from typing import Literal, NamedTuple

import numpy as np

from nncore.arrays import Array
from nncore.functions.schedules import Rate

State = dict[str, Array]


class Optimizer(NamedTuple):
    """One optimiser.

    Attributes
    ----------
    init : callable
        ``init(params)`` returns the state: arrays of the shape of `params`.
    update : callable
        ``update(params, gradient, state, step, learning_rate)`` changes `params` and `state` in
        place; `gradient` may be overwritten.
    minimizer : {"L-BFGS-B"} or None
        Name of the SciPy method that minimises the loss instead of stepwise updates.
    """

    init: Callable[[Array], State]
    update: Callable[[Array, Array, State, int, Rate], None]
    minimizer: Literal["L-BFGS-B"] | None = None


def _zeros(*names: str) -> Callable[[Array], State]:
    return lambda params: {name: np.zeros_like(params) for name in names}


def gradient_descent() -> Optimizer:
    """p -= eta g (Cauchy 1847)."""

    def update(params: Array, gradient: Array, state: State, step: int, rate: Rate) -> None:
        gradient *= rate
        params -= gradient

    return Optimizer(_zeros(), update)


def momentum(decay: float = 0.9) -> Optimizer:
    """v = mu v + g, p -= eta v (Polyak 1964)."""

    def update(params: Array, gradient: Array, state: State, step: int, rate: Rate) -> None:
        velocity = state["velocity"]
        velocity *= decay
        velocity += gradient
        np.multiply(velocity, rate, out=gradient)
        params -= gradient

    return Optimizer(_zeros("velocity"), update)


def nesterov(decay: float = 0.9) -> Optimizer:
    """v = mu v + g, p -= eta (g + mu v) (Nesterov 1983, as in Sutskever et al. 2013)."""

    def update(params: Array, gradient: Array, state: State, step: int, rate: Rate) -> None:
        velocity, scratch = state["velocity"], state["scratch"]
        velocity *= decay
        velocity += gradient
        np.multiply(velocity, decay, out=scratch)
        gradient += scratch
        gradient *= rate
        params -= gradient

    return Optimizer(_zeros("velocity", "scratch"), update)


def rmsprop(decay: float = 0.9, epsilon: float = 1e-8) -> Optimizer:
    """v = rho v + (1 - rho) g^2, p -= eta g / (sqrt(v) + eps) (Tieleman & Hinton 2012)."""

    def update(params: Array, gradient: Array, state: State, step: int, rate: Rate) -> None:
        square, scratch = state["square"], state["scratch"]
        _average(square, gradient, gradient, decay, scratch)
        np.sqrt(square, out=scratch)
        scratch += epsilon
        np.divide(gradient, scratch, out=scratch)
        scratch *= rate
        params -= scratch

    return Optimizer(_zeros("square", "scratch"), update)


def adam(beta1: float = 0.9, beta2: float = 0.999, epsilon: float = 1e-8) -> Optimizer:
    """Adam with epsilon added to sqrt(v-hat) (Kingma & Ba 2015, Algorithm 1)."""
    return adamw(beta1, beta2, epsilon, weight_decay=0.0)


def adamw(
    beta1: float = 0.9,
    beta2: float = 0.999,
    epsilon: float = 1e-8,
    weight_decay: float = 0.01,
) -> Optimizer:
    """Adam with decoupled decay of all parameters (Loshchilov & Hutter 2019, Algorithm 2).

    The decay is multiplied by the learning rate, as in PyTorch and optax, and acts on biases too.
    """

    def update(params: Array, gradient: Array, state: State, step: int, rate: Rate) -> None:
        mean, square, scratch = state["mean"], state["square"], state["scratch"]
        np.multiply(gradient, 1.0 - beta1, out=scratch)
        mean *= beta1
        mean += scratch
        _average(square, gradient, gradient, beta2, scratch)
        # sqrt(v-hat) + eps, with the bias correction taken out of the root.
        np.sqrt(square, out=scratch)
        scratch *= 1.0 / np.sqrt(1.0 - beta2 ** (step + 1))
        scratch += epsilon
        np.divide(mean, scratch, out=scratch)
        scratch *= rate / (1.0 - beta1 ** (step + 1))
        if weight_decay:
            np.multiply(params, weight_decay * rate, out=gradient)
            params -= gradient
        params -= scratch

    return Optimizer(_zeros("mean", "square", "scratch"), update)


def _average(average: Array, first: Array, second: Array, decay: float, scratch: Array) -> None:
    """Move `average` towards first * second by the share 1 - decay, in place."""
    np.multiply(first, second, out=scratch)
    scratch *= 1.0 - decay
    average *= decay
    average += scratch


def lbfgs() -> Optimizer:
    """L-BFGS through SciPy (Liu & Nocedal 1989); an epoch is one of its iterations."""

    def update(params: Array, gradient: Array, state: State, step: int, rate: Rate) -> None:
        raise TypeError("L-BFGS chooses its own steps: use nncore.training.minimizers.minimize")

    return Optimizer(_zeros(), update, minimizer="L-BFGS-B")


def clip_by_norm(optimizer: Optimizer, max_norm: float) -> Optimizer:
    """Shorten every network's gradient to `max_norm` before `optimizer` sees it.

    Source: Pascanu, Mikolov & Bengio (2013), Algorithm 1.

    Raises
    ------
    ValueError
        When the norm is not positive, or the optimiser takes no gradient steps.
    """
    if not max_norm > 0.0:
        raise ValueError(f"max_norm must be positive, not {max_norm}")
    if optimizer.minimizer is not None:
        raise ValueError(f"{optimizer.minimizer} chooses its own steps: leave the clipping out")

    def update(params: Array, gradient: Array, state: State, step: int, rate: Rate) -> None:
        norm = gradient_norm(gradient)[:, None]
        gradient *= max_norm / np.maximum(norm, max_norm)
        optimizer.update(params, gradient, state, step, rate)

    return optimizer._replace(update=update)


def gradient_norm(gradient: Array) -> Array:
    """Return the Euclidean norm of every network's gradient, (R,)."""
    return np.sqrt((gradient * gradient).sum(axis=-1))


OPTIMIZERS: dict[str, Callable[..., Optimizer]] = {
    factory.__name__: factory
    for factory in (gradient_descent, momentum, nesterov, rmsprop, adam, adamw, lbfgs)
}
