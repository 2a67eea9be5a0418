"""The rank rule: right for any number of seeds, and with ties."""

import numpy as np
import pytest
from scipy.stats import binomtest

from nncore.analysis.published.ranks import LEVEL, Rank, rank, share_interval

DRAWS = {
    "continuous": lambda rng, shape: rng.normal(size=shape),
    "share of 24 samples": lambda rng, shape: rng.binomial(24, 0.6, size=shape) / 24,
    "share near its end": lambda rng, shape: rng.binomial(24, 0.97, size=shape) / 24,
    "true for half": lambda rng, shape: rng.binomial(1, 0.5, size=shape) * 1.0,
    "true for one in eleven": lambda rng, shape: rng.binomial(1, 1 / 11, size=shape) * 1.0,
    "one value": lambda rng, shape: np.ones(shape),
}


@pytest.mark.parametrize("n", [5, 10, 19, 100])
@pytest.mark.parametrize("draw", DRAWS)
def test_a_number_drawn_like_the_seeds_is_called_outside_at_most_one_time_in_ten(draw, n):
    """Simulated coverage, with room for three deviations of the simulation itself."""
    n_times = 4000
    drawn = DRAWS[draw](np.random.default_rng(n), (n_times, n + 1))
    outside = np.mean([rank(row[1:], row[0], row[0]).is_outside for row in drawn])
    assert outside <= LEVEL + 3 * np.sqrt(LEVEL * (1 - LEVEL) / n_times)
    assert (outside == 0) == (n < 19 or draw == "one value" or "half" in draw)


@pytest.mark.parametrize("n", range(1, 60))
def test_outside_is_what_p_says_and_needs_nineteen_seeds(n):
    ranks = [Rank(below, 0, n) for below in range(n + 1)]
    assert [r.is_outside for r in ranks] == [round(r.p, 12) <= LEVEL for r in ranks]
    assert any(r.is_outside for r in ranks) == (n >= 19)
    assert all(0 < r.p <= 1 for r in ranks)


def test_values_that_round_to_the_printed_digits_are_ties_and_count_half():
    found = rank(np.array([1.0, 2.04, 1.96, 3.0, 4.0]), 1.95, 2.05)
    assert found == Rank(1, 2, 5)
    assert (found.middle, found.percentile) == (2.0, 40.0)


@pytest.mark.parametrize(("k", "n"), [(0, 20), (9, 100), (50, 100), (100, 100)])
def test_the_percentile_has_the_interval_of_clopper_and_pearson(k, n):
    known = binomtest(k, n).proportion_ci(0.95, "exact")
    assert share_interval(k, n) == pytest.approx((100 * known.low, 100 * known.high))
