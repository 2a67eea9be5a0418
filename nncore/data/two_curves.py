"""Two classes along two curves of the plane."""

from typing import Annotated

import numpy as np

from nncore.data.samples import Samples, check_not_negative, directions, two_classes
from nncore.training.streams import Stream

_INNERMOST = 0.1  # where the spirals begin: at the centre their classes would meet


def spirals(
    rng: Stream,
    *,
    n_samples: int = 300,
    turns: Annotated[float, "turns of each spiral"] = 1.5,
    noise: Annotated[float, "standard deviation of the noise"] = 0.02,
) -> Samples:
    """Two interleaved spirals in the unit disc, each a class, the second turned by half a turn.

    The points of both are spread evenly over the disc's area, with normal noise of deviation
    `noise` in each coordinate; two arms lie 1 / (2 turns) apart.
    """
    check_not_negative(turns=turns, noise=noise)
    labels = np.arange(n_samples) % 2
    radius = np.sqrt(rng.uniform(_INNERMOST**2, 1.0, n_samples))
    x = radius[:, None] * directions(2.0 * np.pi * turns * radius + np.pi * labels)
    x += noise * rng.standard_normal((n_samples, 2))
    return two_classes(x, labels)


def moons(
    rng: Stream,
    *,
    n_samples: int = 1000,
    noise: Annotated[float, "standard deviation of the noise"] = 0.2,
) -> Samples:
    """Two interleaved half circles with normal noise, points at even angles, upper moon first.

    The curves are those of scikit-learn's ``make_moons``. With a noise of 0.2 the best possible
    accuracy is 97.3 %.
    """
    check_not_negative(noise=noise)
    n_upper = n_samples // 2
    upper = directions(np.linspace(0.0, np.pi, n_upper))
    lower = (1.0, 0.5) - directions(np.linspace(0.0, np.pi, n_samples - n_upper))
    x = np.concatenate([upper, lower]) + noise * rng.standard_normal((n_samples, 2))
    return two_classes(x, np.repeat([0, 1], [n_upper, n_samples - n_upper]), ("upper", "lower"))
