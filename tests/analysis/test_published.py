import csv

import numpy as np
import pytest

from nncore.analysis.published.judgements import read_judgements, write_judgements
from nncore.analysis.published.published_csv import COLUMNS, write_published
from tests.changing import put
from tests.claims import claims, published_rows
from tests.report.report_studies import config, studies


def rows():
    return published_rows(config(), studies())


def test_every_printed_number_has_a_row():
    found = [(row.experiment, row.label) for row in rows()]
    assert found == [
        ("check", "relative error of layer 1, weights"),
        ("xor", "training loss"),
        ("xor", "training loss at epoch 10"),
        ("xor", "prediction for (0, 1)"),
        ("xor", "training accuracy"),
        ("xor", "samples of class 1"),
    ]
    assert len({row.id for row in rows()}) == len(found)


def test_verdicts_follow_from_the_numbers():
    verdicts = {row.label: row.verdict for row in rows()}
    assert verdicts["training loss"] == "too few seeds"
    assert verdicts["training accuracy"] == "misprint"
    assert verdicts["samples of class 1"] == "exact"


def test_epochs_of_a_document_that_counts_from_zero_are_one_update_later():
    made = claims(
        {
            "quantity": "train_loss",
            "kind": "exact",
            "evidence": "same stream",
            "at": {"9": "0.1"},
            "counted_from": 0,
        }
    )
    changed = put(config(), {"experiments/xor/claims": made})
    (row,) = (r for r in published_rows(changed, studies()) if r.experiment == "xor")
    assert row.claim.place.epoch == 10
    assert row.label == "training loss at epoch 9"


def test_a_scale_is_applied_and_named():
    made = claims(
        {
            "quantity": "train_loss",
            "kind": "exact",
            "evidence": "same stream",
            "value": "0.1",
            "scale": 8,
        }
    )
    changed = put(config(), {"experiments/xor/claims": made})
    (row,) = (r for r in published_rows(changed, studies()) if r.experiment == "xor")
    assert row.label == "8 × training loss"
    (plain,) = (r for r in rows() if r.label == "training loss")
    assert row.sample.first == pytest.approx(8 * plain.sample.first)


def test_the_csv_has_the_fixed_columns_and_no_nan(tmp_path):
    write_published(tmp_path / "published.csv", rows())
    text = (tmp_path / "published.csv").read_text()
    assert "nan" not in text
    table = list(csv.DictReader(text.splitlines()))
    assert tuple(table[0]) == COLUMNS
    assert len(table) == len(rows())
    misprint = next(line for line in table if line["verdict"] == "misprint")
    assert misprint["published"] == "0.75 %"
    assert misprint["reproduced"].endswith("%")
    assert float(misprint["p05"]) <= float(misprint["median"]) <= float(misprint["p95"])
    assert misprint["n_seeds"] == "6"
    check = table[0]
    assert (check["median"], check["percentile"], check["n_seeds"]) == ("", "", "1")


def test_a_number_published_twice_is_an_error():
    twice = config().experiments["xor"].claims * 2
    changed = put(config(), {"experiments/xor/claims": twice})
    with pytest.raises(ValueError, match="xor: training loss is published twice"):
        published_rows(changed, studies())


def test_judgements_come_back_from_their_file(tmp_path):
    write_judgements(tmp_path / "published.json", rows())
    again = read_judgements(tmp_path / "published.json")
    assert [row.claim for row in again] == [row.claim for row in rows()]
    assert [row.outcome for row in again] == [row.outcome for row in rows()]
    assert [row.joint for row in again] == [row.joint for row in rows()]
    for one, other in zip(again, rows(), strict=True):
        np.testing.assert_array_equal(one.sample.values, other.sample.values)
        assert one.sample.replicas.dtype.kind == "i"
    write_judgements(tmp_path / "again.json", again)
    assert (tmp_path / "again.json").read_text() == (tmp_path / "published.json").read_text()


def test_a_number_that_cannot_be_computed_is_an_error_with_its_name():
    made = claims(
        {"quantity": "test_loss", "kind": "exact", "evidence": "same stream", "value": "0.1"}
    )
    changed = put(config(), {"experiments/xor/claims": made})
    with pytest.raises(ValueError, match=r"xor: published test_loss: .*no test split"):
        published_rows(changed, studies())
