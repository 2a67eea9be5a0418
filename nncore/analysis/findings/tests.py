"""When a difference may be said: rank-sum test of values, Fisher's exact test of counts.

One level for both. A sentence with a direction rests on one of these or names a single network.
"""

from math import comb
from typing import Literal

import numpy as np
from scipy.special import ndtr

from nncore.arrays import Array

LEVEL = 0.05
RULE = (
    "Where a sentence says that seeds of one set-up do better or worse than those of another, a "
    "two-sided rank-sum test tells their values apart, or Fisher's exact test their counts, at "
    f"the {100 * LEVEL:.0f} % level; elsewhere it says that they are not clearly different."
)
Order = Literal["lower", "higher", "not clearly different", "too few"]


def order(a: Array, b: Array) -> Order:
    """Say how the values a (n,) lie against b (m,); "too few" where no values could tell.

    Source: H. B. Mann and D. R. Whitney, Ann. Math. Statist. 18 (1947) 50, with the normal
    approximation corrected for ties and continuity.
    """
    if not len(a) or not len(b) or 2 / comb(len(a) + len(b), len(a)) > LEVEL:
        return "too few"
    wins = (a[:, None] > b).sum() + 0.5 * (a[:, None] == b).sum()
    told: Order = "higher" if wins > len(a) * len(b) / 2 else "lower"
    # Where the medians do not follow the ranks, no sentence about medians may.
    distance = float(np.median(a) - np.median(b)) * (1 if told == "higher" else -1)
    if _rank_sum_p(a, b, float(wins)) > LEVEL or distance <= 0:
        return "not clearly different"
    return told


def _rank_sum_p(a: Array, b: Array, wins: float) -> float:
    n, m = len(a), len(b)
    ties = np.unique(np.concatenate((a, b)), return_counts=True)[1].astype(float)
    total = n + m
    variance = n * m / 12 * (total + 1 - (ties**3 - ties).sum() / (total * (total - 1)))
    if variance <= 0:
        return 1.0
    distance = max(abs(wins - n * m / 2) - 0.5, 0.0)
    return float(2 * ndtr(-distance / np.sqrt(variance)))


def order_of_counts(k: int, n: int, other: int, of: int) -> Order:
    """Say how k of n lies against `other` of `of`, by Fisher's exact test."""
    successes = k + other
    low, high = max(0, successes - of), min(n, successes)
    ways = [comb(n, i) * comb(of, successes - i) for i in range(low, high + 1)]
    if 2 / comb(n + of, n) > LEVEL:
        return "too few"
    here = comb(n, k) * comb(of, other)
    p = sum(way for way in ways if way <= here) / sum(ways)
    if p > LEVEL:
        return "not clearly different"
    return "higher" if k * of > other * n else "lower"
