"""The numbers that a document prints of one run, judged together.

Each alone may lie within the spread while no run gives them all: a low loss beside a low accuracy.
The printed values and the seeds' are pooled, each quantity is replaced by its normal scores, and
the Mahalanobis distances from the pool's centre are ranked. Pooled, every member is treated alike,
so the rank of the printed values is uniform if they are one more draw.
"""

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import NamedTuple

import numpy as np

from nncore import evidence
from nncore.activations import Array
from nncore.report import numbers
from nncore.report.published import PublishedRow
from nncore.report.ranks import LEVEL, N_NEEDED
from nncore.report.readings import Sample
from nncore.report.text import escape
from nncore.report.verdict_records import VERDICTS
from nncore.report.verdicts import Printed, interval
from nncore.report.wording import plural, spelled


class Joint(NamedTuple):
    """The numbers of one run together.

    `p` is the share of the pool, printed values included, that lies as far from its centre; None
    with fewer than two quantities that differ between seeds.
    """

    experiment: str
    variant: str
    labels: tuple[str, ...]
    evidence: str
    n_seeds: int
    p: float | None
    verdict: str

    @property
    def sentence(self) -> str:
        """What came out, in a sentence."""
        those = f"the {spelled(len(self.labels))} numbers"
        seeds = plural(self.n_seeds, "seed")
        whose = f" of {escape(self.variant)}" if self.variant else ""
        if self.p is None:
            return f"Of {those}{whose} fewer than two differ between {seeds}."
        place = f"$p$ = {numbers.significant(self.p, 2)}, by the distance from the centre"
        if self.n_seeds < N_NEEDED:
            return f"Together {those}{whose} have {seeds}, too few to be judged."
        if self.p > LEVEL:
            return f"Together {those}{whose} lie where those of {seeds} lie ({place})."
        rarer = round(self.p * (self.n_seeds + 1)) - 1
        others = f"{numbers.count(rarer)} of {seeds}" if rarer else f"none of {seeds}"
        return f"Together {those}{whose} lie as far out as {others} ({place})."


def joints(rows: Sequence[PublishedRow]) -> Iterator[Joint]:
    """Yield the numbers of every run together, of which at least two are draws of a spread."""
    runs = dict.fromkeys((row.experiment, row.where.get("variant") or "") for row in rows)
    for experiment, variant in runs:
        mine = together_of(rows, experiment, variant)
        if len(mine) > 1:
            yield _joint(experiment, variant, mine)


def together_of(
    rows: Sequence[PublishedRow], experiment: str, variant: str = ""
) -> list[PublishedRow]:
    """Return the numbers of one run that are draws of a spread."""
    return [
        row
        for row in rows
        if row.kind == "distribution"
        and (row.experiment, row.where.get("variant") or "") == (experiment, variant)
    ]


def _joint(experiment: str, variant: str, rows: Sequence[PublishedRow]) -> Joint:
    p, n = together([interval(row.meant) for row in rows], [row.sample for row in rows])
    shown = evidence.weakest([row.evidence for row in rows])
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
    if evidence.EVIDENCE[shown].counts:
        return verdict
    return "comparable" if VERDICTS[verdict].agrees else "not comparable"


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
