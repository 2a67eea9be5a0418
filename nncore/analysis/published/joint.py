"""Numbers that a document prints of one run, judged together.

Each alone may lie within the spread while no run gives them all: a low loss beside a low accuracy.
The printed values and the seeds' are pooled, each quantity is replaced by its normal scores, and
the Mahalanobis distances from the pool's centre are ranked. Pooled, every member is treated alike,
so the rank of the printed values is uniform if they are one more draw.
"""

from collections.abc import Sequence
from functools import reduce

import numpy as np

from nncore.analysis.readings import Sample
from nncore.arrays import Array
from nncore.language.printed import Printed


def together(printed: Sequence[Printed], samples: Sequence[Sample]) -> tuple[float | None, int]:
    """Return how rare printed values are together, and among how many seeds.

    Parameters
    ----------
    printed : sequence of Printed
        Values that round to one of them are ties with it.
    samples : sequence of Sample
        Of the same run; replicas without a value of some quantity are left out.

    Returns
    -------
    float or None, int
        One-sided p of the distance from the centre; None where fewer than two quantities differ.
    """
    replicas = reduce(np.intersect1d, (sample.replicas for sample in samples))
    n = len(replicas)
    if n < 2:
        return None, n
    columns = [
        _scores(number, sample.values[np.isin(sample.replicas, replicas)])
        for number, sample in zip(printed, samples, strict=True)
    ]
    scores = np.array([column for column in columns if np.ptp(column) > 0]).T  # (n + 1, k)
    if scores.ndim < 2 or scores.shape[1] < 2:
        return None, n
    centred = scores - scores.mean(axis=0)
    inverse = np.linalg.pinv(centred.T @ centred / n, rcond=1e-9, hermitian=True)
    distances = np.einsum("ij,jk,ik->i", centred, inverse, centred)
    # Equal distances differ by round-off.
    n_as_far = int((distances >= distances[0] * (1 - 1e-9)).sum())
    return n_as_far / (n + 1), n


def _scores(number: Printed, values: Array) -> Array:
    """The normal scores (n + 1,) of a printed value, which comes first, and the seeds'."""
    from scipy.special import ndtri  # takes long to load, and few jobs need it

    near = (values >= number.low) & (values <= number.high)
    pool = np.concatenate([[number.value], np.where(near, number.value, values)])
    _, place, counts = np.unique(pool, return_inverse=True, return_counts=True)
    middle = np.cumsum(counts) - (counts - 1) / 2
    scores: Array = ndtri(middle[place] / (len(pool) + 1))
    return scores
