"""Points of the plane whose class is the region they fall into.

Each generator draws one set from a stream, legacy or modern: `uniform`, `standard_normal` and
`permutation` mean the same in NumPy's two kinds of streams, so that what differs is the numbers.
"""

from typing import Annotated

import numpy as np

from nncore.data.samples import Samples, check_not_negative, directions, one_hot, two_classes
from nncore.training.streams import Stream


def voronoi(
    rng: Stream, *, n_samples: int = 40, n_sites: Annotated[int, "sites of each class"] = 3
) -> Samples:
    """Points on the unit square, each of the class of its nearest site.

    The first `n_sites` sites are green (class 1, target [0, 1]), the others blue (class 0, target
    [1, 0]). Source: the Voronoi classifier after Higham & Higham (2019).
    """
    sites = rng.uniform(0.0, 1.0, (2 * n_sites, 2))
    x = rng.uniform(0.0, 1.0, (n_samples, 2))
    site_labels = np.repeat([1, 0], n_sites)
    distances = np.linalg.norm(x[:, None] - sites, axis=-1)  # (n, sites)
    labels = site_labels[distances.argmin(axis=-1)]
    return Samples(
        x,
        one_hot(labels, 2),
        feature_names=("x1", "x2"),
        class_names=("class 0", "class 1"),
        extras={"sites": sites, "site_labels": site_labels},
    )


def circle(
    rng: Stream,
    *,
    n_samples: int = 500,
    radius: Annotated[float, "radius of the circle"] = 0.5,
    half_width: Annotated[float, "half the width of the square"] = 1.0,
) -> Samples:
    """Points uniform on a square, class 1 inside a circle about its centre.

    Drawn as a (2, n) array, one column a point, as the backpropagation chapter draws them.
    """
    x = rng.uniform(-half_width, half_width, (2, n_samples))
    inside = x[0] ** 2 + x[1] ** 2 < radius**2
    return two_classes(x.T, inside, ("outside", "inside"), {"radius": np.array(radius)})


_SHARE_INSIDE = 58 / 118


def microchips(
    rng: Stream,
    *,
    n_samples: int = 118,
    noise: Annotated[float, "standard deviation of the distance"] = 0.25,
    centre: Annotated[tuple[float, float], "centre of disc and ellipse"] = (0.05, 0.18),
    radius: Annotated[float, "radius of the disc"] = 1.0,
    half_axes: Annotated[tuple[float, float], "half axes of the ellipse"] = (0.85, 0.72),
    tilt: Annotated[float, "tilt of the ellipse in degrees"] = -45.0,
) -> Samples:
    """Points about a closed, noisy boundary: a synthetic stand-in for the course's microchip tests.

    The course's file, classification2.txt, holds 118 microchips with the results of two tests, of
    which 58 were accepted: those near the middle. Here as many points are uniform on a disc, and
    those that lie deepest inside an ellipse, off centre and tilted as the course's region is, are
    accepted, after every distance (1 on the ellipse) has got normal noise of the given deviation.

    Disc, ellipse and default noise make them as hard as the course's, by measures that no document
    prints (`tests/data/test_course_data.py` takes them). Of the course's rows, and mean and
    deviation of 200 draws, they are: accuracy of logistic regression on all monomials to degree 6,
    cross-validated, 0.798 and 0.770 ± 0.040; of the label of the nearest other point, 0.619 and
    0.699 ± 0.056; of logistic regression on the features, fitted, 0.542 and 0.527 ± 0.052; of the
    best strip between two parallel lines, 0.754 and 0.763 ± 0.027; root mean square distance from
    the mean of the accepted, 0.587 and 0.553 ± 0.035, and of the rejected, 0.820 and 0.818 ± 0.020.
    """
    check_not_negative(noise=noise, radius=radius)
    if min(half_axes) <= 0.0:
        raise ValueError(f"half_axes are {half_axes}; both must be greater than 0")
    turn, share = rng.uniform(0.0, 1.0, (2, n_samples))
    x = centre + radius * np.sqrt(share)[:, None] * directions(2.0 * np.pi * turn)
    cosine, sine = np.cos(np.radians(tilt)), np.sin(np.radians(tilt))
    axes = np.array([[cosine, sine], [-sine, cosine]])
    distance = np.linalg.norm((x - centre) @ axes.T / half_axes, axis=-1)
    distance += noise * rng.standard_normal(n_samples)
    rank = distance.argsort(kind="stable").argsort(kind="stable")
    accepted = rank < round(n_samples * _SHARE_INSIDE)
    return two_classes(x, accepted, ("rejected", "accepted"))
