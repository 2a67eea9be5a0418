from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nncore.analysis.published.verdict_records import VERDICTS, style_rules
from nncore.analysis.published.verdicts import judge
from nncore.analysis.readings import Sample
from nncore.config.models.evidence import EVIDENCE
from nncore.language.printed import Printed
from tests.claims import claim


def seeds(*values, diverged=0):
    return Sample(values[0] if values else None, np.array(values, dtype=float), diverged)


def judged(kind, printed, sample, higher_is_better=None, possible=None, **parts):
    found = claim(kind, printed, **parts)
    return judge(found, sample, higher_is_better=higher_is_better, possible=possible)


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
    assert judged("exact", printed, seeds(ours)).verdict == verdict


@pytest.mark.parametrize(
    ("ours", "verdict"),
    [(4e-8, "same order"), (4.3e-7, "not reached as described"), (4.3e-9, "same order"),
     (4e-9, "not reached as described")],
)  # fmt: skip
def test_same_order_is_a_factor_of_ten(ours, verdict):
    assert judged("order", "4.22e-08", seeds(ours)).verdict == verdict


def test_inside_the_range_is_within_the_spread_with_its_percentile():
    found = judged("distribution", "50", seeds(*range(100)))
    assert found.verdict == "within the spread"
    assert found.rank.percentile == pytest.approx(50.5)
    assert found.ours == pytest.approx(49.5)
    assert "at percentile 50 (40–61) ($p$ = 1.0)" in found.sentence
    assert "100 seeds" in found.sentence


def test_outside_the_range_but_reached_is_in_the_tails_with_its_share():
    found = judged("distribution", "98", seeds(*range(100)))
    assert found.verdict == "in the tails"
    assert "2 of them (2.0" in found.sentence
    found = judged("distribution", "99", seeds(*range(100)))
    assert "1 of them" in found.sentence
    assert "gets that far" in found.sentence


@pytest.mark.parametrize(
    ("higher_is_better", "words"), [(True, "all do worse"), (False, "all do better"), (None, "150")]
)
def test_beyond_every_seed_is_not_reached_with_the_nearest_value(higher_is_better, words):
    found = judged("distribution", "150", seeds(*range(100)), higher_is_better=higher_is_better)
    assert found.verdict == "not reached as described"
    assert "the nearest value is 99" in found.sentence
    assert words in found.sentence
    assert found.rank.percentile == 100


def test_printed_digits_decide_not_the_value_behind_them():
    # Every seed rounds to what is printed, though none equals it.
    found = judged("distribution", "0.00003", seeds(*np.linspace(2.6e-5, 2.8e-5, 20)))
    assert (found.verdict, found.rank.equal) == ("within the spread", 20)


def test_a_misprint_says_what_it_is_read_as_and_how_that_came_out():
    values = np.linspace(0.6, 0.65, 19)
    found = judged("distribution", "0.625 %", seeds(*values), read_as="62.5 %")
    assert (found.verdict, found.standing) == ("misprint", "within the spread")
    assert "0.625" in found.sentence
    assert "read as 62.5" in found.sentence
    assert "within the spread" in found.sentence


@pytest.mark.parametrize("kind", ["exact", "order", "distribution", "claim"])
def test_divergence_of_every_seed_is_a_verdict_not_an_error(kind):
    found = judged(kind, "1.0", seeds(diverged=30))
    assert found.verdict == "not reached as described"
    assert found.ours is None
    assert "every seed diverged" in found.sentence


@pytest.mark.parametrize("kind", ["distribution", "claim"])
def test_divergence_of_a_few_seeds_decides_nothing(kind):
    assert judged(kind, "1.0", seeds(diverged=18)).verdict == "too few seeds"


def test_divergence_of_the_published_seed_is_said():
    found = judged("exact", "1.0", Sample(None, np.array([1.0]), 1))
    assert found.verdict == "not reached as described"
    assert "published seed diverged" in found.sentence


@pytest.mark.parametrize("n", [1, 5, 10, 18])
def test_too_few_seeds_judge_nothing_even_if_all_are_far(n):
    found = judged("distribution", "1.0", seeds(*[9.0 + i for i in range(n)]))
    assert (found.verdict, found.reached) == ("too few seeds", False)
    assert "no seed of" in found.sentence
    assert "It takes 19" in found.sentence
    more = judged("distribution", "1.0", seeds(*[9.0 + i for i in range(19)]))
    assert more.verdict == "not reached as described"


AGREES = {
    "exact": ("exact", "1.0", [1.0]),
    "same order": ("order", "1e-8", [2e-8]),
    "within the spread": ("distribution", "10", list(range(20))),
}
DIFFERS = {
    "in the tails": ("distribution", "0", list(range(40))),
    "not reached as described": ("distribution", "99", list(range(20))),
}


@pytest.mark.parametrize("evidence", EVIDENCE)
@pytest.mark.parametrize("verdict", [*AGREES, *DIFFERS])
def test_what_evidence_cannot_show_is_not_said(evidence, verdict):
    kind, printed, values = {**AGREES, **DIFFERS}[verdict]
    found = judged(kind, printed, seeds(*values), evidence=evidence)
    alike = "comparable" if verdict in AGREES else "not comparable"
    assert found.verdict == (verdict if EVIDENCE[evidence].counts else alike)
    assert not EVIDENCE[evidence].counts or VERDICTS[found.verdict].counts


@pytest.mark.parametrize(
    ("n_true", "n", "verdict"),
    [
        (20, 20, "within the spread"),
        (15, 20, "within the spread"),
        (1, 40, "in the tails"),
        (0, 20, "not reached as described"),
        (9, 18, "too few seeds"),
    ],
)
def test_a_claim_is_judged_by_the_rank_of_true(n_true, n, verdict):
    found = judged("claim", "it overfits", seeds(*[1] * n_true, *[0] * (n - n_true)))
    assert found.verdict == verdict
    assert f"{n_true} of {n} seeds" in found.sentence


@pytest.mark.parametrize(("value", "verdict"), [(1, "exact"), (0, "not reached as described")])
def test_a_claim_on_the_documents_own_stream_holds_or_does_not(value, verdict):
    assert judged("claim", "PASSED", seeds(value), evidence="same stream").verdict == verdict


def test_what_is_only_recorded_is_not_judged():
    found = judged("record", "120 minutes", seeds())
    assert (found.verdict, found.ours) == ("recorded", None)


def epochs(n_first, n_last, n_middle=0):
    return seeds(*[0] * n_first, *[1000] * n_last, *range(1, n_middle + 1))


@pytest.mark.parametrize(
    ("sample", "verdict"),
    [
        (epochs(19, 30, 51), "cannot fail"),
        (epochs(0, 30, 70), "within the spread"),
        (epochs(30, 0, 70), "within the spread"),
    ],
)
def test_a_number_that_no_value_could_contradict_cannot_fail(sample, verdict):
    found = judged("distribution", "42", sample, possible=(0, 1000))
    assert found.verdict == verdict
    assert ("no possible value, from 0 to 1000" in found.sentence) == (verdict == "cannot fail")


@pytest.mark.parametrize("kind", ["exact", "distribution"])
def test_what_the_configuration_says_cannot_fail_does_not_count(kind):
    found = judged(kind, "5", seeds(*[5.0] * 20), cannot_fail="It was chosen to fit.")
    assert (found.verdict, VERDICTS[found.verdict].counts) == ("cannot fail", False)
    assert "It was chosen to fit." in found.sentence


def test_marks_differ_in_shape_and_in_both_renderings():
    for field in ("svg", "tex", "meaning", "slug"):
        assert len({getattr(record, field) for record in VERDICTS.values()}) == len(VERDICTS)
    for record in VERDICTS.values():
        assert style_rules().count(f".{record.slug} {{") == 2


def test_an_unknown_kind_is_an_error():
    with pytest.raises(ValueError, match="no kind 'close'"):
        judge(replace(claim("exact", "1.0"), kind="close"), seeds(1.0))


@given(
    st.integers(-99999, 99999),
    st.integers(0, 6),
    st.sampled_from(["", " %"]),
    st.floats(-1e3, 1e3),
)
def test_verdicts_are_known_and_rounding_agrees_with_the_interval(digits, places, suffix, ours):
    printed = f"{Decimal(digits).scaleb(-places):f}{suffix}"
    number = Printed.parse(printed)
    assert number.low < number.value < number.high
    found = judged("exact", printed, seeds(ours))
    assert found.verdict in VERDICTS
    if found.verdict == "exact":
        assert number.low <= ours <= number.high


@pytest.mark.parametrize("printed", ["0.126088", "97.8 %", "78.88 %", "5130", "4.22e-08", "-1.50"])
def test_plain_writes_a_printed_number_as_it_is_printed(printed):
    number = Printed.parse(printed)
    assert number.plain(number.value) == printed


def test_machine_form_has_no_negative_zero():
    assert Printed.parse("0.00").plain(-1e-9) == "0.00"
