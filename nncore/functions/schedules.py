"""Learning-rate schedules: frozen records that give the rate of a step, counted from 0."""

import math
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nncore.arrays import Array
from nncore.functions.choice import Choice

Rate = float | Array


@dataclass(frozen=True)
class Schedule(Choice, ABC):
    """One schedule; its fields are its options."""

    @abstractmethod
    def __call__(self, step: int) -> float:
        """Return the rate of a step."""


@dataclass(frozen=True)
class Constant(Schedule):
    """The same rate at every step."""

    name = "constant"
    rate: float

    def __call__(self, step: int) -> float:
        """Return the rate."""
        return self.rate


@dataclass(frozen=True)
class Steps(Schedule):
    """``rates[i]`` between the boundaries i-1 and i.

    Raises
    ------
    ValueError
        Unless the boundaries increase and are one fewer than the rates.
    """

    name = "steps"
    rates: Sequence[float]
    boundaries: Sequence[int]

    def __post_init__(self) -> None:
        rates, boundaries = self.rates, self.boundaries
        if len(rates) != len(boundaries) + 1:
            raise ValueError(
                f"{len(rates)} rates need {len(rates) - 1} boundaries between them, "
                f"not {len(boundaries)}"
            )
        if list(boundaries) != sorted(set(boundaries)):
            raise ValueError(f"boundaries must increase: {list(boundaries)}")

    def __call__(self, step: int) -> float:
        """Return the rate between the boundaries about `step`."""
        return self.rates[int(np.searchsorted(self.boundaries, step, side="right"))]


@dataclass(frozen=True)
class Exponential(Schedule):
    """``initial * decay ** (step / every)``."""

    name = "exponential"
    initial: float
    decay: float
    every: int = 1

    def __call__(self, step: int) -> float:
        """Return the decayed rate."""
        return self.initial * self.decay ** (step / self.every)


@dataclass(frozen=True)
class InverseTime(Schedule):
    """``initial / (1 + decay * step / every)`` (Robbins & Monro 1951)."""

    name = "inverse_time"
    initial: float
    decay: float
    every: int = 1

    def __call__(self, step: int) -> float:
        """Return the decayed rate."""
        return self.initial / (1.0 + self.decay * step / self.every)


@dataclass(frozen=True)
class Cosine(Schedule):
    """Fall from `initial` to `final` along half a cosine (Loshchilov & Hutter 2017, equation 5).

    Raises
    ------
    ValueError
        Without a step to do it in.
    """

    name = "cosine"
    initial: float
    n_steps: int
    final: float = 0.0

    def __post_init__(self) -> None:
        if self.n_steps < 1:
            raise ValueError(f"n_steps must be at least 1, not {self.n_steps}")

    def __call__(self, step: int) -> float:
        """Return the rate on the way, then `final`."""
        progress = min(step / self.n_steps, 1.0)
        return self.final + 0.5 * (self.initial - self.final) * (1.0 + math.cos(math.pi * progress))


@dataclass(frozen=True)
class WarmUp(Schedule):
    """Rise linearly to `peak` over `n_warmup` steps, then fall to `final` along half a cosine.

    Raises
    ------
    ValueError
        Unless ``0 < n_warmup < n_steps``.
    """

    name = "warm_up"
    peak: float
    n_warmup: int
    n_steps: int
    final: float = 0.0

    def __post_init__(self) -> None:
        if not 0 < self.n_warmup < self.n_steps:
            raise ValueError(f"need 0 < n_warmup < n_steps, not {self.n_warmup} and {self.n_steps}")

    def __call__(self, step: int) -> float:
        """Return the rate on the way up, or down."""
        if step < self.n_warmup:
            return self.peak * step / self.n_warmup
        return Cosine(self.peak, self.n_steps - self.n_warmup, self.final)(step - self.n_warmup)


SCHEDULES: dict[str, type[Schedule]] = {
    schedule.name: schedule
    for schedule in (Constant, Steps, Exponential, InverseTime, Cosine, WarmUp)
}
