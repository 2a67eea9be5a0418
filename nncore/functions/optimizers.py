"""Optimisers on the parameter array, one record each in one table.

An `Optimizer` takes one step along a gradient, in place; `LBFGS` chooses its own steps. Every array
is (R, P): R networks, P parameters each. The learning rate is a number or (R, 1). The step is
counted from 0. Momentum is written with the learning rate outside, v = mu v + g and p -= eta v, as
in PyTorch and optax: under a schedule this differs from Polyak's original.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from nncore.arrays import Array
from nncore.functions.choice import Choice
from nncore.functions.schedules import Rate

State = dict[str, Array]


@dataclass(frozen=True)
class Optimizer(Choice, ABC):
    """An optimiser that takes one step along every gradient; its fields are its options.

    Attributes
    ----------
    arrays : tuple of str
        Names of the arrays of its state, each of the shape of the parameters.
    """

    arrays: ClassVar[tuple[str, ...]] = ()

    def init(self, params: Array) -> State:
        """Return the state before the first step."""
        return {name: np.zeros_like(params) for name in self.arrays}

    @abstractmethod
    def update(self, params: Array, gradient: Array, state: State, step: int, rate: Rate) -> None:
        """Change `params` and `state` in place; `gradient` may be overwritten."""


@dataclass(frozen=True)
class GradientDescent(Optimizer):
    """p -= eta g (Cauchy 1847)."""

    name = "gradient_descent"

    def update(self, params: Array, gradient: Array, state: State, step: int, rate: Rate) -> None:
        """Take one step."""
        gradient *= rate
        params -= gradient


@dataclass(frozen=True)
class Momentum(Optimizer):
    """v = mu v + g, p -= eta v (Polyak 1964)."""

    name = "momentum"
    arrays = ("velocity",)
    decay: float = 0.9

    def update(self, params: Array, gradient: Array, state: State, step: int, rate: Rate) -> None:
        """Take one step."""
        velocity = state["velocity"]
        velocity *= self.decay
        velocity += gradient
        np.multiply(velocity, rate, out=gradient)
        params -= gradient


@dataclass(frozen=True)
class Nesterov(Optimizer):
    """v = mu v + g, p -= eta (g + mu v) (Nesterov 1983, as in Sutskever et al. 2013)."""

    name = "nesterov"
    title = "Nesterov momentum"
    arrays = ("velocity", "scratch")
    decay: float = 0.9

    def update(self, params: Array, gradient: Array, state: State, step: int, rate: Rate) -> None:
        """Take one step."""
        velocity, scratch = state["velocity"], state["scratch"]
        velocity *= self.decay
        velocity += gradient
        np.multiply(velocity, self.decay, out=scratch)
        gradient += scratch
        gradient *= rate
        params -= gradient


@dataclass(frozen=True)
class RMSProp(Optimizer):
    """v = rho v + (1 - rho) g^2, p -= eta g / (sqrt(v) + eps) (Tieleman & Hinton 2012)."""

    name = "rmsprop"
    title = "RMSProp"
    arrays = ("square", "scratch")
    decay: float = 0.9
    epsilon: float = 1e-8

    def update(self, params: Array, gradient: Array, state: State, step: int, rate: Rate) -> None:
        """Take one step."""
        square, scratch = state["square"], state["scratch"]
        _average_square(square, gradient, self.decay, scratch)
        np.sqrt(square, out=scratch)
        scratch += self.epsilon
        np.divide(gradient, scratch, out=scratch)
        scratch *= rate
        params -= scratch


@dataclass(frozen=True)
class Adam(Optimizer):
    """Adam with epsilon added to sqrt(v-hat) (Kingma & Ba 2015, Algorithm 1)."""

    name = "adam"
    title = "Adam"
    arrays = ("mean", "square", "scratch")
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8

    def update(self, params: Array, gradient: Array, state: State, step: int, rate: Rate) -> None:
        """Take one step."""
        mean, square, scratch = state["mean"], state["square"], state["scratch"]
        np.multiply(gradient, 1.0 - self.beta1, out=scratch)
        mean *= self.beta1
        mean += scratch
        _average_square(square, gradient, self.beta2, scratch)
        # sqrt(v-hat) + eps, with the bias correction taken out of the root.
        np.sqrt(square, out=scratch)
        scratch *= 1.0 / np.sqrt(1.0 - self.beta2 ** (step + 1))
        scratch += self.epsilon
        np.divide(mean, scratch, out=scratch)
        scratch *= rate / (1.0 - self.beta1 ** (step + 1))
        params -= scratch


@dataclass(frozen=True)
class AdamW(Adam):
    """Adam with decoupled decay of all parameters (Loshchilov & Hutter 2019, Algorithm 2).

    The decay is multiplied by the learning rate, as in PyTorch and optax, and acts on biases too.
    """

    name = "adamw"
    title = "AdamW"
    weight_decay: float = 0.01

    def update(self, params: Array, gradient: Array, state: State, step: int, rate: Rate) -> None:
        """Take one step."""
        params -= params * (self.weight_decay * rate)
        super().update(params, gradient, state, step, rate)


def _average_square(average: Array, gradient: Array, decay: float, scratch: Array) -> None:
    """Move `average` towards the squared gradient by the share 1 - decay, in place."""
    np.multiply(gradient, gradient, out=scratch)
    scratch *= 1.0 - decay
    average *= decay
    average += scratch


@dataclass(frozen=True)
class LBFGS(Choice):
    """L-BFGS through SciPy (Liu & Nocedal 1989): it minimises a loss as it sees fit."""

    name = "lbfgs"
    title = "L-BFGS"

    def points(
        self,
        objective: Callable[[Array], tuple[float, Array]],
        start: Array,
        n_iterations: int,
        tolerance: float,
    ) -> list[Array]:
        """Return the points (P,) of a minimisation, `start` first, one for each iteration.

        Parameters
        ----------
        objective : callable
            Returns the loss and its gradient (P,) at a point.
        start : ndarray (P,)
        n_iterations : int
            The most there may be.
        tolerance : float
            Euclidean norm of the gradient below which to end.
        """
        # Imported on use: half a second that no other training has to wait for.
        from scipy.optimize import minimize

        points = [start]
        minimize(
            objective,
            start,
            jac=True,
            method="L-BFGS-B",
            callback=lambda point: points.append(point.copy()),
            options={
                "maxiter": n_iterations,
                "maxfun": 100 * n_iterations,
                # SciPy looks at the largest component, the tolerance is one of the Euclidean norm.
                "gtol": tolerance / np.sqrt(len(start)),
                "ftol": 0.0,
            },
        )
        return points


def clip_by_norm(gradient: Array, max_norm: float) -> None:
    """Shorten every network's gradient (R, P) to `max_norm`, in place.

    Source: Pascanu, Mikolov & Bengio (2013), Algorithm 1.
    """
    norm = gradient_norm(gradient)[:, None]
    gradient *= max_norm / np.maximum(norm, max_norm)


def gradient_norm(gradient: Array) -> Array:
    """Return the Euclidean norm of every network's gradient, (R,)."""
    return np.sqrt((gradient * gradient).sum(axis=-1))


OPTIMIZERS: dict[str, type[Optimizer] | type[LBFGS]] = {
    optimizer.name: optimizer
    for optimizer in (GradientDescent, Momentum, Nesterov, RMSProp, Adam, AdamW, LBFGS)
}
