import csv
import json

import numpy as np
import pytest

from nncore.analysis.tables.metrics_file import metrics
from nncore.analysis.tables.result_records import columns_of, write_result_table
from nncore.report.parts.content import Experiment
from nncore.report.parts.result_tables import result_table
from tests.changing import put
from tests.claims import published_rows
from tests.report.report_studies import config, studies


def found():
    return metrics(studies())


def test_metrics_are_valid_json_without_nan():
    text = json.dumps(found(), allow_nan=False)
    assert list(json.loads(text)) == list(studies())


def test_metrics_hold_both_splits_with_their_spread():
    circle, sine, xor = (found()[id] for id in ("circle", "sine", "xor"))
    assert set(circle["train"]) == {"loss", "accuracy", "spread"}
    assert set(circle["test"]["spread"]) == {"loss", "accuracy"}
    spread = circle["test"]["spread"]["loss"]
    assert spread["p05"] <= spread["median"] <= spread["p95"]
    assert set(sine["train"]) == {"loss", "mse", "spread"}
    assert "test" not in xor


def test_metrics_hold_seeds_and_status():
    xor = found()["xor"]
    assert xor["n_seeds"] == 6
    assert xor["status"] == {"completed": 6}
    assert xor["train"]["loss"] == pytest.approx(studies()["xor"].run.history["train_loss"][0, -1])


def test_variants_stand_beside_and_divergence_is_null():
    variants = found()["circle"]["variants"]
    assert list(variants) == ["hidden = 2", "huge rate"]
    lost = variants["huge rate"]
    assert lost["status"].get("diverged", 0) > 0
    assert lost["train"]["loss"] is None


def test_gradient_checks_have_their_own_figures():
    check = found()["check"]
    assert check["relative"] < 1e-6
    assert check["complex_relative"] < 1e-12
    assert [layer["part"] for layer in check["layers"]] == ["weights", "biases"] * 2


def test_a_result_table_holds_published_seed_and_quantiles(tmp_path):
    rows = published_rows(config(), studies())
    block = config().experiments["xor"]
    write_result_table(tmp_path / "xor.csv", studies()["xor"], block, rows)
    table = list(csv.DictReader((tmp_path / "xor.csv").read_text().splitlines()))
    assert [line["which"] for line in table] == ["published", "seed", "median", "p05", "p95"]
    assert table[0]["train_loss"] == "9.5"
    assert table[0]["train_accuracy"] == "75 %"
    median = float(np.median(studies()["xor"].run.history["train_loss"][:, -1]))
    assert float(table[2]["train_loss"]) == pytest.approx(median, rel=1e-6)


def test_the_table_of_variants_is_compact_and_counts_divergence():
    block = config().experiments["circle"]
    (table,) = result_table(Experiment(block, {}, studies()["circle"], ()), None)
    assert [len(row.cells) for row in table.rows] == [5, 5]
    assert "diverged" in table.rows[1].cells[0]


@pytest.mark.parametrize(
    ("columns", "message"),
    [(["los"], "xor: table: no quantity 'los'"), (["train_loss"] * 2, "there 2 times")],
)
def test_a_wrong_column_is_an_error_with_its_name(columns, message):
    with pytest.raises(ValueError, match=message):
        columns_of(put(config().experiments["xor"], {"table": columns}))
