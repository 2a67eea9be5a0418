"""Points of the plane whose class is the region they fall into.

Each generator draws one set from a stream, legacy or modern: `uniform`, `standard_normal` and
`permutation` mean the same in NumPy's two kinds of streams, so that what differs is the numbers.
"""

from typing import Annotated

import numpy as np

from nncore.data.samples import Samples, check_not_negative, directions, one_hot, two_classes
from nncore.streams import Stream


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


# The disc and the ellipse of `microchips`: off centre and tilted as the course's data are.
_CENTRE = np.array([0.05, 0.18])
_RADIUS = 1.0
_HALF_AXES = np.array([0.90, 0.68])
_TILT = -np.pi / 4
_SHARE_INSIDE = 58 / 118


def microchips(rng: Stream, *, n_samples: int = 118, noise: float = 0.25) -> Samples:
    """Points about a closed, noisy boundary: a synthetic stand-in for the course's microchip tests.

    The course's file, classification2.txt, holds 118 microchips with the results of two tests, of
    which 58 were accepted: those near the middle. Here as many points are uniform on a disc, and
    those that lie deepest inside a tilted ellipse are accepted, after every distance (1 on the
    ellipse) has got normal noise of the given deviation.

    The disc and the default noise make them as hard as the course's, by measures that no document
    prints. Of the course's rows, and of 200 draws mean and deviation:

    ==============================================================  =====  =============
    accuracy of logistic regression on all monomials to degree 6,
    ten-fold cross-validated                                        0.798  0.775 ± 0.040
    accuracy of the nearest other point's label                     0.619  0.703 ± 0.053
    accuracy of logistic regression on the two features, fitted     0.542  0.530 ± 0.049
    root mean square distance of the accepted from their mean       0.587  0.556 ± 0.034
    root mean square distance of the rejected from their mean       0.820  0.816 ± 0.021
    ==============================================================  =====  =============
    """
    check_not_negative(noise=noise)
    turn, share = rng.uniform(0.0, 1.0, (2, n_samples))
    x = _CENTRE + _RADIUS * np.sqrt(share)[:, None] * directions(2.0 * np.pi * turn)
    axes = np.array([[np.cos(_TILT), np.sin(_TILT)], [-np.sin(_TILT), np.cos(_TILT)]])
    distance = np.linalg.norm((x - _CENTRE) @ axes.T / _HALF_AXES, axis=-1)
    distance += noise * rng.standard_normal(n_samples)
    rank = distance.argsort(kind="stable").argsort(kind="stable")
    accepted = rank < round(n_samples * _SHARE_INSIDE)
    return two_classes(x, accepted, ("rejected", "accepted"))
