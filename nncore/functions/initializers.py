"""Initial weights: one variance-scaling rule and its named specialisations.

An initializer is ``initialize(rng, layer) -> (n_in, n_out)``. Every one draws its numbers
as an (n_out, n_in) array and transposes it, so that a stream is spent in the order in which most
textbooks, whose weights act from the left, spend theirs.
"""

from collections.abc import Callable, Sequence
from typing import Any, Literal, NamedTuple

import numpy as np

from nncore.arrays import Array


class LayerShape(NamedTuple):
    """What an initializer may know of a layer: its place, its units and its activation's gain."""

    position: int
    n_in: int
    n_out: int
    gain: float


Initializer = Callable[[Any, LayerShape], Array]


def variance_scaling(
    scale: float | None = None,
    mode: Literal["in", "out", "average"] = "average",
    distribution: Literal["normal", "uniform"] = "normal",
) -> Initializer:
    """Return an initializer of zero mean and variance ``scale / fan``.

    Parameters
    ----------
    scale : float or None
        Variance times fan; None takes the gain of the layer's activation.
    mode : {"in", "out", "average"}
        Which fan: n_in, n_out or their mean.
    distribution : {"normal", "uniform"}

    Returns
    -------
    callable

    Raises
    ------
    ValueError
        When mode or distribution is not one of those.
    """
    fans: dict[str, Callable[[LayerShape], float]] = {
        "in": lambda layer: layer.n_in,
        "out": lambda layer: layer.n_out,
        "average": lambda layer: (layer.n_in + layer.n_out) / 2.0,
    }
    for choice, known in ((mode, fans), (distribution, _DRAWS)):
        if choice not in known:
            raise ValueError(f"{choice!r} is unknown: take one of {', '.join(known)}")

    def initialize(rng: Any, layer: LayerShape) -> Array:
        variance = (layer.gain if scale is None else scale) / fans[mode](layer)
        return _DRAWS[distribution](rng, (layer.n_out, layer.n_in), np.sqrt(variance)).T

    return initialize


_DRAWS: dict[str, Callable[[Any, tuple[int, int], float], Array]] = {
    "normal": lambda rng, shape, std: rng.standard_normal(shape) * std,
    # A uniform variable on [-a, a] has variance a^2 / 3.
    "uniform": lambda rng, shape, std: rng.uniform(-np.sqrt(3.0) * std, np.sqrt(3.0) * std, shape),
}


def xavier_normal() -> Initializer:
    """Normal, variance 2 / (n_in + n_out) (Glorot & Bengio 2010, equation 12)."""
    return variance_scaling(1.0, "average", "normal")


def xavier_uniform() -> Initializer:
    """Uniform, variance 2 / (n_in + n_out) (Glorot & Bengio 2010, equation 16)."""
    return variance_scaling(1.0, "average", "uniform")


def he_normal() -> Initializer:
    """Normal, variance 2 / n_in (He et al. 2015, equation 10)."""
    return variance_scaling(2.0, "in", "normal")


def he_uniform() -> Initializer:
    """Uniform, variance 2 / n_in (He et al. 2015, equation 10)."""
    return variance_scaling(2.0, "in", "uniform")


def automatic() -> Initializer:
    """Xavier or He, normal, by the gain of the layer's activation."""

    def initialize(rng: Any, layer: LayerShape) -> Array:
        chosen = he_normal() if layer.gain > 1.0 else xavier_normal()
        return chosen(rng, layer)

    return initialize


def normal(std: float = 1.0) -> Initializer:
    """Normal with standard deviation `std`, whatever the layer's size."""

    def initialize(rng: Any, layer: LayerShape) -> Array:
        return _DRAWS["normal"](rng, (layer.n_out, layer.n_in), std).T

    return initialize


def given(values: Sequence[Sequence[Sequence[float]]]) -> Initializer:
    """Return given weights, one (n_in, n_out) array for each layer.

    Raises
    ------
    ValueError
        When a layer has no array, or one of another shape (on use).
    """
    arrays = [np.asarray(value, dtype=float) for value in values]

    def initialize(rng: Any, layer: LayerShape) -> Array:
        wanted = (layer.n_in, layer.n_out)
        shapes = [array.shape for array in arrays]
        if layer.position >= len(arrays) or shapes[layer.position] != wanted:
            raise ValueError(
                f"layer {layer.position + 1} needs weights {wanted}, given are {shapes}"
            )
        return arrays[layer.position]

    return initialize


INITIALIZERS: dict[str, Callable[..., Initializer]] = {
    factory.__name__: factory
    for factory in (
        automatic,
        xavier_normal,
        xavier_uniform,
        he_normal,
        he_uniform,
        variance_scaling,
        normal,
        given,
    )
}
