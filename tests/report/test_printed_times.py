import pytest

from nncore.report.parts.printed_times import SECTION, printed_times
from tests.changing import put
from tests.claims import claims, published_rows
from tests.report.report_studies import config, studies

TIME = {
    "quantity": "training_time",
    "kind": "record",
    "evidence": "same recipe",
    "says": "2 minutes for 60 epochs",
    "seconds": 120.0,
    "epoch": 60,
    "see": f"machine.html#{SECTION}",
}


def with_entry(**changes):
    before = config().experiments["xor"].claims
    return put(config(), {"experiments/xor/claims": (*before, *claims(changes))})


def test_a_printed_time_is_compared_by_epoch_and_network():
    # Six networks of 40 epochs in 24 s: 0.1 s each; the document needs 2 s for each of its 60.
    (section,) = printed_times(with_entry(**TIME), {"train/xor": 24.0})
    (row,) = section.blocks[0].rows
    assert row.cells[1:2] + row.cells[3:] == [
        "“2 minutes for 60 epochs”", "6 networks, 240 epochs in all", "20",
    ]  # fmt: skip


@pytest.mark.parametrize("jobs", [{}, {"train/sine": 1.0}])
def test_without_the_job_nothing_is_compared(jobs):
    assert not list(printed_times(with_entry(**TIME), jobs))


def test_without_a_printed_time_there_is_no_section():
    assert not list(printed_times(config(), {"train/xor": 24.0}))


def test_the_row_holds_the_words_and_no_value_of_this_machine():
    row = next(r for r in published_rows(with_entry(**TIME), studies()) if r.claim.kind == "record")
    assert (row.label, row.claim.text) == ("training time", "2 minutes for 60 epochs")
    assert (row.outcome.ours, row.verdict, row.counts) == (None, "recorded", False)


def test_a_claim_is_read_at_its_epoch_as_the_document_counts():
    claim = {
        "quantity": "undecided",
        "kind": "claim",
        "evidence": "same recipe",
        "says": "Still undecided",
        "epoch": 9,
        "counted_from": 0,
    }
    row = next(r for r in published_rows(with_entry(**claim), studies()) if r.claim.kind == "claim")
    assert row.label == "still undecided at epoch 9"
    assert row.claim.place.given == {"epoch": 10}
