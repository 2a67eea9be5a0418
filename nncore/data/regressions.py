"""Regressions: a function of one number, at points uniform on an interval about zero.

Points are drawn as a (1, n) array, as the backpropagation chapter draws them.
"""

from collections.abc import Callable
from typing import Annotated

import numpy as np

from nncore.arrays import Array
from nncore.data.samples import Samples, check_not_negative
from nncore.training.streams import Stream

_N_CURVE = 401  # points of the curve that a figure draws


def _points(rng: Stream, half_width: float, n_samples: int) -> Array:
    return rng.uniform(-half_width, half_width, (1, n_samples)).T


def sine(rng: Stream, *, n_samples: int = 200) -> Samples:
    """The sine on two periods; the network sees x / 2 pi."""
    x = _points(rng, 2.0 * np.pi, n_samples)
    extras = {"target": _curve(np.sin, 2.0 * np.pi)}
    return Samples(x, np.sin(x), ("x",), scale=np.array([2.0 * np.pi]), extras=extras)


def square(rng: Stream, *, n_samples: int = 200) -> Samples:
    """The square of x on [-2, 2]; the network sees x / 2."""
    x = _points(rng, 2.0, n_samples)
    return Samples(
        x, x**2, ("x",), scale=np.array([2.0]), extras={"target": _curve(np.square, 2.0)}
    )


def noisy_sine(
    rng: Stream,
    *,
    n_samples: int = 1000,
    noise: Annotated[float, "standard deviation of the noise"] = 0.09,
    periods: Annotated[float, "periods of the sine"] = 1.0,
) -> Samples:
    """The sine with normal noise, on so many periods; the network sees x itself.

    No function of x has a mean squared error below noise^2, 0.0081 with the default options, on
    points that it has not been fitted to.
    """
    check_not_negative(noise=noise, periods=periods)
    x = _points(rng, np.pi * periods, n_samples)
    y = np.sin(x) + noise * rng.standard_normal((n_samples, 1))
    return Samples(x, y, ("x",), extras={"target": _curve(np.sin, np.pi * periods)})


def _curve(function: Callable[[Array], Array], half_width: float) -> Array:
    """Return the graph of a target function, x above y, (2, k)."""
    x = np.linspace(-half_width, half_width, _N_CURVE)
    return np.stack([x, function(x)])
