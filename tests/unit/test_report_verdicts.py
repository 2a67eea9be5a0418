from decimal import Decimal
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nncore.report.model import Verdict
from nncore.report.readings import Sample
from nncore.report.verdicts import interval, judge, machine_form


def seeds(*values, diverged=0):
    return Sample(values[0] if values else None, np.array(values, dtype=float), diverged)


@pytest.mark.parametrize(
    ("printed", "ours", "verdict"),
    [
        ("0.126088", 0.1260884, "exact"),
        ("0.126088", 0.1260886, "not reached as described"),
        ("97.8 %", 0.97799, "exact"),
        ("97.8 %", 0.9774, "not reached as described"),
        ("99", 99, "exact"),
        ("4.22e-08", 4.2187e-8, "exact"),
    ],
)
def test_exact_means_equal_at_every_printed_digit(printed, ours, verdict):
    assert judge("exact", printed, seeds(ours)).verdict == verdict


@pytest.mark.parametrize(
    ("ours", "verdict"),
    [(4e-8, "same order"), (4.3e-7, "not reached as described"), (4.3e-9, "same order"),
     (4e-9, "not reached as described")],
)  # fmt: skip
def test_same_order_is_a_factor_of_ten(ours, verdict):
    assert judge("order", "4.22e-08", seeds(ours)).verdict == verdict


def test_inside_the_range_is_within_the_spread_with_its_percentile():
    found = judge("distribution", "50", seeds(*range(100)))
    assert found.verdict == "within the spread"
    assert found.percentile == pytest.approx(50.5)
    assert found.reproduced == pytest.approx(49.5)
    assert "percentile 50" in found.sentence
    assert "100 seeds" in found.sentence


def test_outside_the_range_but_reached_is_in_the_tails_with_its_share():
    found = judge("distribution", "98", seeds(*range(100)))
    assert found.verdict == "in the tails"
    assert "2 of them (2.0" in found.sentence
    found = judge("distribution", "99", seeds(*range(100)))
    assert "1 of them" in found.sentence
    assert "gets that far" in found.sentence


@pytest.mark.parametrize(
    ("higher_is_better", "words"), [(True, "all do worse"), (False, "all do better"), (None, "150")]
)
def test_beyond_every_seed_is_not_reached_with_the_nearest_value(higher_is_better, words):
    found = judge("distribution", "150", seeds(*range(100)), higher_is_better=higher_is_better)
    assert found.verdict == "not reached as described"
    assert "the nearest value is 99" in found.sentence
    assert words in found.sentence
    assert found.percentile == 100


def test_printed_digits_decide_not_the_value_behind_them():
    # Every seed rounds to what is printed, though none equals it.
    found = judge("distribution", "0.00003", seeds(2.6e-5, 2.7e-5, 2.8e-5))
    assert found.verdict == "within the spread"


def test_a_misprint_says_what_it_is_read_as_and_how_that_came_out():
    found = judge("distribution", "0.625 %", seeds(0.6, 0.625, 0.65), read_as="62.5 %")
    assert found.verdict == "misprint"
    assert "0.625" in found.sentence
    assert "read as 62.5" in found.sentence
    assert "within the spread" in found.sentence


@pytest.mark.parametrize("kind", ["exact", "order", "distribution"])
def test_divergence_of_every_seed_is_a_verdict_not_an_error(kind):
    found = judge(kind, "1.0", seeds(diverged=3))
    assert found.verdict == "not reached as described"
    assert found.reproduced is None
    assert "diverged" in found.sentence


def test_divergence_of_the_published_seed_is_said():
    found = judge("exact", "1.0", Sample(None, np.array([1.0]), 1))
    assert found.verdict == "not reached as described"
    assert "published seed diverged" in found.sentence


def test_a_single_seed_has_no_percentile():
    found = judge("distribution", "1.0", seeds(1.04))
    assert (found.verdict, found.percentile) == ("within the spread", None)


def test_an_unknown_kind_is_an_error():
    with pytest.raises(ValueError, match="no kind 'close'"):
        judge("close", "1.0", seeds(1.0))


@given(
    st.integers(-99999, 99999),
    st.integers(0, 6),
    st.sampled_from(["", " %"]),
    st.floats(-1e3, 1e3),
)
def test_verdicts_are_known_and_rounding_agrees_with_the_interval(digits, places, suffix, ours):
    printed = f"{Decimal(digits).scaleb(-places):f}{suffix}"
    number = interval(printed)
    assert number.low < number.value < number.high
    found = judge("exact", printed, seeds(ours))
    assert found.verdict in get_args(Verdict)
    if found.verdict == "exact":
        assert number.low <= ours <= number.high


@pytest.mark.parametrize("printed", ["0.126088", "97.8 %", "78.88 %", "5130", "4.22e-08", "-1.50"])
def test_machine_form_writes_a_printed_number_as_it_is_printed(printed):
    assert machine_form(interval(printed).value, printed) == printed


def test_machine_form_has_no_negative_zero():
    assert machine_form(-1e-9, "0.00") == "0.00"
