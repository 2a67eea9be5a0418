"""The rank of a published number among seeds: how likely it is to lie so far out by chance.

If the published number is one more draw like those of our seeds, its rank among them is uniform,
whatever the distribution. Values that round to the printed digits are ties and count half.
"""

from dataclasses import dataclass

from nncore.arrays import Array

# Outside the spread at most this often by chance, and the seeds that it takes for that: with fewer
# no rank is so rare.
LEVEL = 0.1
N_NEEDED = 19
CONFIDENCE = 0.95


@dataclass(frozen=True)
class Rank:
    """Where a number stands among `n` seeds: how many lie below it, and how many equal it."""

    below: int
    equal: int
    n: int

    @property
    def middle(self) -> float:
        """The number of seeds below, ties counted half."""
        return self.below + self.equal / 2

    @property
    def p(self) -> float:
        """Two-sided probability of a rank as far out."""
        return min(1.0, 2 * (min(self.middle, self.n - self.middle) + 1) / (self.n + 1))

    @property
    def is_outside(self) -> bool:
        """Whether the number lies outside the spread; never among too few seeds."""
        twice = 2 * self.below + self.equal
        # In whole numbers: 2 / 20 must be 0.1.
        return 10 * (min(twice, 2 * self.n - twice) + 2) <= self.n + 1

    @property
    def percentile(self) -> float:
        """The share of seeds below, in percent."""
        return 100 * self.middle / self.n

    @property
    def interval(self) -> tuple[float, float]:
        """What the percentile may be with so many seeds, in percent (Clopper-Pearson)."""
        return share_interval(self.middle, self.n)


def rank(values: Array, low: float, high: float) -> Rank:
    """Return the rank of a number that stands for everything from `low` to `high`."""
    below, above = int((values < low).sum()), int((values > high).sum())
    return Rank(below, len(values) - below - above, len(values))


def share_interval(k: float, n: int) -> tuple[float, float]:
    """Return the 95 % interval of a share of which k of n were seen, in percent.

    C. J. Clopper and E. S. Pearson, Biometrika 26 (1934), 404-413.
    """
    from scipy.special import betaincinv  # takes long to load, and few jobs need it

    tail = (1 - CONFIDENCE) / 2
    low = float(betaincinv(k, n - k + 1, tail)) if k > 0 else 0.0
    high = float(betaincinv(k + 1, n - k, 1 - tail)) if k < n else 1.0
    return 100 * low, 100 * high
