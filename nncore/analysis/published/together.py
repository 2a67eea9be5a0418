"""Numbers that a document prints of one run, judged together.

Each alone may lie within the spread while no run gives them all: a low loss beside a low accuracy.
The printed values and the seeds' are pooled, each quantity is replaced by its normal scores, and
the Mahalanobis distances from the pool's centre are ranked. Pooled, every member is treated alike,
so the rank of the printed values is uniform if they are one more draw.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

import numpy as np

from nncore.analysis.published.judgements import Joint, Judgement, draws
from nncore.analysis.published.ranks import LEVEL, N_NEEDED
from nncore.analysis.published.verdicts import weighed
from nncore.analysis.readings import Sample
from nncore.arrays import Array
from nncore.config.models import evidence
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


def with_joint(rows: Sequence[Judgement]) -> list[Judgement]:
    """Return the judgements of an experiment with a verdict on the draws of each run together."""
    found: dict[str, Joint] = {}
    for variant in dict.fromkeys(row.claim.place.variant or "" for row in rows):
        if len(mine := draws(rows, variant)) > 1:
            found[variant] = _joint(mine[0].experiment, variant, mine)
    return [
        replace(row, joint=found.get(row.claim.place.variant or "")) if row.is_draw else row
        for row in rows
    ]


def _joint(experiment: str, variant: str, rows: Sequence[Judgement]) -> Joint:
    p, n = together([row.claim.meant for row in rows], [row.sample for row in rows])
    shown = evidence.weakest([row.claim.evidence for row in rows])
    return Joint(
        experiment, variant, tuple(row.label for row in rows), shown, n, p, _verdict(p, n, shown)
    )


def _verdict(p: float | None, n: int, shown: str) -> str:
    if n < N_NEEDED:
        return "too few seeds"
    if p is None:
        return "cannot fail"
    alone = p * (n + 1) < 1.5  # the printed values lie farther out than every seed
    verdict = "within the spread"
    if p <= LEVEL:
        verdict = "not reached as described" if alone else "in the tails"
    return weighed(verdict, shown)
