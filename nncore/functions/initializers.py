"""Initial weights: one variance-scaling rule and its named specialisations, records in one table.

An initializer is ``initialize(rng, layer) -> (n_in, n_out)``. Every one draws its numbers
as an (n_out, n_in) array and transposes it, so that a stream is spent in the order in which most
textbooks, whose weights act from the left, spend theirs.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, NamedTuple

import numpy as np

from nncore.arrays import Array
from nncore.functions.choice import Choice


class LayerShape(NamedTuple):
    """What an initializer may know of a layer: its place, its units and its activation's gain."""

    position: int
    n_in: int
    n_out: int
    gain: float


@dataclass(frozen=True)
class Initializer(Choice, ABC):
    """One initializer; its fields are its options."""

    @abstractmethod
    def __call__(self, rng: Any, layer: LayerShape) -> Array:
        """Draw the weights (n_in, n_out) of a layer from a stream."""


_FANS: dict[str, Callable[[LayerShape], float]] = {
    "in": lambda layer: layer.n_in,
    "out": lambda layer: layer.n_out,
    "average": lambda layer: (layer.n_in + layer.n_out) / 2.0,
}

_DRAWS: dict[str, Callable[[Any, tuple[int, int], float], Array]] = {
    "normal": lambda rng, shape, std: rng.standard_normal(shape) * std,
    # A uniform variable on [-a, a] has variance a^2 / 3.
    "uniform": lambda rng, shape, std: rng.uniform(-np.sqrt(3.0) * std, np.sqrt(3.0) * std, shape),
}


@dataclass(frozen=True)
class VarianceScaling(Initializer):
    """Zero mean and variance ``scale / fan``.

    Attributes
    ----------
    scale : float or None
        Variance times fan; None takes the gain of the layer's activation.
    mode : {"in", "out", "average"}
        Which fan: n_in, n_out or their mean.
    distribution : {"normal", "uniform"}

    Raises
    ------
    ValueError
        When mode or distribution is not one of those.
    """

    name = "variance_scaling"
    scale: float | None = None
    mode: Literal["in", "out", "average"] = "average"
    distribution: Literal["normal", "uniform"] = "normal"

    def __post_init__(self) -> None:
        for choice, known in ((self.mode, _FANS), (self.distribution, _DRAWS)):
            if choice not in known:
                raise ValueError(f"{choice!r} is unknown: take one of {', '.join(known)}")

    def __call__(self, rng: Any, layer: LayerShape) -> Array:
        """Draw by the rule."""
        variance = (layer.gain if self.scale is None else self.scale) / _FANS[self.mode](layer)
        return _DRAWS[self.distribution](rng, (layer.n_out, layer.n_in), np.sqrt(variance)).T


@dataclass(frozen=True)
class _Named(Initializer):
    """The rule with its options chosen."""

    rule: ClassVar[VarianceScaling]

    def __call__(self, rng: Any, layer: LayerShape) -> Array:
        """Draw by the rule."""
        return self.rule(rng, layer)


class XavierNormal(_Named):
    """Normal, variance 2 / (n_in + n_out) (Glorot & Bengio 2010, equation 12)."""

    name, title = "xavier_normal", "Xavier, normal"
    rule = VarianceScaling(1.0, "average", "normal")


class XavierUniform(_Named):
    """Uniform, variance 2 / (n_in + n_out) (Glorot & Bengio 2010, equation 16)."""

    name, title = "xavier_uniform", "Xavier, uniform"
    rule = VarianceScaling(1.0, "average", "uniform")


class HeNormal(_Named):
    """Normal, variance 2 / n_in (He et al. 2015, equation 10)."""

    name, title = "he_normal", "He, normal"
    rule = VarianceScaling(2.0, "in", "normal")


class HeUniform(_Named):
    """Uniform, variance 2 / n_in (He et al. 2015, equation 10)."""

    name, title = "he_uniform", "He, uniform"
    rule = VarianceScaling(2.0, "in", "uniform")


@dataclass(frozen=True)
class Automatic(Initializer):
    """Xavier or He, normal, by the gain of the layer's activation."""

    name = "automatic"

    def __call__(self, rng: Any, layer: LayerShape) -> Array:
        """Draw by He's rule for a gain above 1, else by Xavier's."""
        return (HeNormal if layer.gain > 1.0 else XavierNormal).rule(rng, layer)


@dataclass(frozen=True)
class Normal(Initializer):
    """Normal with standard deviation `std`, whatever the layer's size."""

    name = "normal"
    std: float = 1.0

    def __call__(self, rng: Any, layer: LayerShape) -> Array:
        """Draw with that deviation."""
        return _DRAWS["normal"](rng, (layer.n_out, layer.n_in), self.std).T


@dataclass(frozen=True)
class Given(Initializer):
    """Given weights, one (n_in, n_out) array for each layer.

    Raises
    ------
    ValueError
        When a layer has no array, or one of another shape (on use).
    """

    name = "given"
    values: Sequence[Sequence[Sequence[float]]]

    def __call__(self, rng: Any, layer: LayerShape) -> Array:
        """Return the layer's weights."""
        arrays = [np.asarray(value, dtype=float) for value in self.values]
        wanted = (layer.n_in, layer.n_out)
        shapes = [array.shape for array in arrays]
        if layer.position >= len(arrays) or shapes[layer.position] != wanted:
            raise ValueError(
                f"layer {layer.position + 1} needs weights {wanted}, given are {shapes}"
            )
        return arrays[layer.position]


INITIALIZERS: dict[str, type[Initializer]] = {
    initializer.name: initializer
    for initializer in (
        Automatic,
        XavierNormal,
        XavierUniform,
        HeNormal,
        HeUniform,
        VarianceScaling,
        Normal,
        Given,
    )
}
