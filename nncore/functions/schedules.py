"""Learning-rate schedules: pure functions of the step, counted from 0."""

import math
from collections.abc import Callable, Sequence

import numpy as np

from nncore.arrays import Array

Rate = float | Array
Schedule = Callable[[int], Rate]


def constant(rate: float) -> Schedule:
    """Return the same rate at every step."""
    return lambda step: rate


def steps(rates: Sequence[float], boundaries: Sequence[int]) -> Schedule:
    """Return ``rates[i]`` between the boundaries i-1 and i.

    Raises
    ------
    ValueError
        Unless the boundaries increase and are one fewer than the rates.
    """
    if len(rates) != len(boundaries) + 1:
        raise ValueError(
            f"{len(rates)} rates need {len(rates) - 1} boundaries between them, "
            f"not {len(boundaries)}"
        )
    if list(boundaries) != sorted(set(boundaries)):
        raise ValueError(f"boundaries must increase: {list(boundaries)}")
    return lambda step: rates[int(np.searchsorted(boundaries, step, side="right"))]


def exponential(initial: float, decay: float, every: int = 1) -> Schedule:
    """Return ``initial * decay ** (step / every)``."""
    return lambda step: initial * decay ** (step / every)


def inverse_time(initial: float, decay: float, every: int = 1) -> Schedule:
    """Return ``initial / (1 + decay * step / every)`` (Robbins & Monro 1951)."""
    return lambda step: initial / (1.0 + decay * step / every)


def cosine(initial: float, n_steps: int, final: float = 0.0) -> Schedule:
    """Fall from `initial` to `final` along half a cosine (Loshchilov & Hutter 2017, equation 5).

    Raises
    ------
    ValueError
        Without a step to do it in.
    """
    if n_steps < 1:
        raise ValueError(f"n_steps must be at least 1, not {n_steps}")

    def rate(step: int) -> Rate:
        progress = min(step / n_steps, 1.0)
        return final + 0.5 * (initial - final) * (1.0 + math.cos(math.pi * progress))

    return rate


def warm_up(peak: float, n_warmup: int, n_steps: int, final: float = 0.0) -> Schedule:
    """Rise linearly to `peak` over `n_warmup` steps, then fall to `final` along half a cosine.

    Raises
    ------
    ValueError
        Unless ``0 < n_warmup < n_steps``.
    """
    if not 0 < n_warmup < n_steps:
        raise ValueError(f"need 0 < n_warmup < n_steps, not {n_warmup} and {n_steps}")
    fall = cosine(peak, n_steps - n_warmup, final)
    return lambda step: peak * step / n_warmup if step < n_warmup else fall(step - n_warmup)


SCHEDULES: dict[str, Callable[..., Schedule]] = {
    factory.__name__: factory
    for factory in (constant, steps, exponential, inverse_time, cosine, warm_up)
}
