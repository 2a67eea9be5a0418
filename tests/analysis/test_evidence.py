"""Evidence in the report: what is counted, what is said, and what changes when data or runs do."""

from dataclasses import replace

import numpy as np
import pytest

from nncore.analysis.published import counts
from nncore.analysis.published.published_csv import write_published
from nncore.analysis.published.verdict_records import VERDICTS
from nncore.analysis.quantities import QUANTITIES, Quantity, run_of
from nncore.analysis.tables.metrics_file import metrics
from nncore.analysis.tables.result_records import write_result_table
from nncore.config.models import evidence
from nncore.config.records.claims import Place
from nncore.language.wording import unbroken
from nncore.report.assemble import build_report
from nncore.report.document.made_from import Provenance
from nncore.report.document.model import Callout, Cell, Scoreboard, Table
from nncore.report.document.numbering import blocks, sections
from nncore.report.document.walk import every
from nncore.report.markup.document_checks import check
from nncore.report.parts.content import Experiment
from nncore.report.parts.result_tables import result_table
from tests.changing import put
from tests.claims import claims, published_rows
from tests.report.report_studies import config, draw_all, studies

LOSS = {"quantity": "train_loss", "kind": "distribution", "evidence": "same recipe"}


def widened(n=40, **changes):
    """The study of exclusive or with `n` seeds, whose parameters spread a little."""
    study = studies()["xor"]
    rng = np.random.default_rng(0)
    run, data = study.run, study.dataset
    params = np.repeat(run.params[:1], n, axis=0)
    params = params * (1 + 0.02 * rng.normal(size=(n, 1)))
    history = {name: np.repeat(values[:1], n, axis=0) for name, values in run.history.items()}
    wide = replace(
        run,
        params=params,
        best_params=params,
        seeds=np.arange(n),
        history=history,
        **{
            name: np.repeat(getattr(run, name)[:1], n)
            for name in ("best_epoch", "n_epochs", "status")
        },
        **changes,
    )
    one = {name: getattr(data, name)[:1] for name in ("x", "y", "train", "test", "shift", "scale")}
    return replace(study, runs=(wide,), dataset=replace(data, **one))


def losses():
    study = widened()
    return QUANTITIES["train_loss"].measure(study, Place())


def rows_of(study, *entries):
    chosen = put(config(), {"experiments/xor/claims": claims(*entries)})
    found = {**studies(), "xor": study}
    return chosen, found, published_rows(chosen, found)


def row_of(study, **entry):
    return next(row for row in rows_of(study, {**LOSS, **entry})[2] if row.experiment == "xor")


def printed(share):
    return f"{np.quantile(losses(), share):.6f}"


def test_another_draw_is_within_and_an_altered_run_changes_the_verdict():
    study = widened()
    assert row_of(study, value=printed(0.5)).verdict == "within the spread"
    assert row_of(study, value=printed(0.0)).verdict == "in the tails"
    assert row_of(study, value="0.9").verdict == "not reached as described"
    worse = replace(study.run, params=study.run.params * 0, best_params=study.run.params * 0)
    altered = row_of(replace(study, runs=(worse,)), value=printed(0.5))
    assert altered.verdict == "not reached as described"


@pytest.mark.parametrize("declared", ["same recipe", "chosen"])
def test_a_swap_of_the_data_changes_the_evidence_by_itself(declared):
    study = widened()
    swapped = replace(study, dataset=replace(study.dataset, stands_in_for="theirs.txt"))
    for value, agrees in ((printed(0.5), True), ("0.9", False)):
        before = row_of(study, value=value, evidence=declared)
        after = row_of(swapped, value=value, evidence=declared)
        assert before.claim.evidence == declared
        assert (after.claim.evidence, after.counts) == ("stand-in", False)
        assert after.verdict == ("comparable" if agrees else "not comparable")
        assert before.counts == (declared == "same recipe")


def built(tmp_path, study, *entries):
    draw_all(tmp_path)
    chosen, found, rows = rows_of(study, *entries)
    report = build_report(chosen, found, tmp_path, rows, Provenance("0", ""))
    check(report)
    return report, rows


def words_of(report):
    return " ".join(every(report, "markup"))


def test_only_what_can_fail_on_the_documents_terms_enters_the_headline(tmp_path):
    entries = [
        {**LOSS, "value": printed(0.5)},
        {**LOSS, "value": "0.9", "evidence": "chosen", "scale": 2.0},
        {**LOSS, "value": "40", "quantity": "best_epoch", "cannot_fail": "It ends there."},
        {"quantity": "class_count", "kind": "exact", "evidence": "same stream", "class_name": "1",
         "value": "2"},
    ]  # fmt: skip
    report, rows = built(tmp_path, widened(), *entries)
    first = report.abstract[0]
    assert first.startswith("**1 of 1 number** of 1 run with the documents' own random stream")
    assert "of 2 numbers from the documents' data and settings" in first
    assert "**1** lies within the spread over seeds" in first
    assert "the other **2** cannot confirm or refute" in first
    assert "1 from choices made knowing them" in first
    assert "1 cannot fail" in first
    assert "One document prints these 5 numbers" in first
    assert "1 same stream, 3 same recipe and 1 chosen" in report.subtitle
    assert not any("surprising" in paragraph for paragraph in report.abstract)
    assert counts.n_runs(rows) == 2


def test_the_most_surprising_number_is_one_that_counts(tmp_path):
    far = {**LOSS, "value": "0.9"}
    report, _ = built(tmp_path, widened(), far)
    assert any("Most surprising" in paragraph for paragraph in report.abstract)
    for changes in ({"evidence": "chosen"}, {"cannot_fail": "No."}):
        report, _ = built(tmp_path, widened(), {**far, **changes})
        assert not any("surprising" in paragraph for paragraph in report.abstract)


def test_rows_that_confirm_nothing_never_say_that_they_do(tmp_path):
    study = widened()
    swapped = replace(study, dataset=replace(study.dataset, stands_in_for="theirs.txt"))
    report, _ = built(tmp_path, swapped, {**LOSS, "value": "0.9"})
    mine = next(part for _, part in sections(report) if part.id == "sec-xor")
    said = " ".join(every(mine, "markup"))
    for name in ("not reached", "in the tails", "reproduced,"):
        assert name not in said
    assert evidence.EVIDENCE["stand-in"].caveat in said
    assert "not comparable" in said


def test_every_table_with_verdicts_and_every_mark_shows_the_evidence(tmp_path):
    report, rows = built(tmp_path, widened(), {**LOSS, "value": "0.9"}, CLAIM)
    for block in blocks(report):
        if isinstance(block, Table) and "published" in block.id + block.caption:
            place = [column.head for column in block.columns].index("Evidence")
            assert {row.cells[place] for row in block.rows} <= set(map(unbroken, evidence.EVIDENCE))
    board = next(block for block in blocks(report) if isinstance(block, Scoreboard))
    marks = [mark for group in board.groups for mark in group.marks]
    assert [(m.verdict, m.evidence) for m in marks] == [(r.verdict, r.claim.evidence) for r in rows]


CLAIM = {"quantity": "solved", "kind": "claim", "evidence": "same recipe", "says": "it is solved"}
RECORD = {
    "quantity": "duration",
    "kind": "record",
    "evidence": "same recipe",
    "says": "120 minutes",
    "see": "#sec-provenance",
}


@pytest.fixture(autouse=True)
def solved(monkeypatch):
    """A quantity that is true of the seeds whose first weight is above its median."""

    def measure(study, where):
        return (run_of(study, where.variant).params[:, 0] > LIMIT[0]).astype(float)

    monkeypatch.setitem(QUANTITIES, "solved", Quantity("solved", "solved", "claim", measure, True))
    LIMIT[0] = np.median(widened().run.params[:, 0])


LIMIT = [0.0]


def test_a_claim_is_a_row_with_its_words_and_a_count_of_seeds(tmp_path):
    report, rows = built(tmp_path, widened(), CLAIM, RECORD)
    claim, record = rows[-2:]
    assert (claim.verdict, claim.percentile) == ("within the spread", None)
    assert (record.verdict, record.counts) == ("recorded", False)
    assert "two published statements" in report.subtitle
    assert "of 1 statement from the documents' data and settings **1** holds" in report.abstract[0]
    assert "these 1 number and 2 statements" in report.abstract[0]
    table = next(block for block in blocks(report) if getattr(block, "id", "") == "tab-claims")
    assert [cell for cell in table.rows[0].cells if isinstance(cell, str)] == [
        "“it is solved”", "20 of 40 seeds", unbroken("same recipe"),
    ]  # fmt: skip
    assert Cell("measured", "#sec-provenance") in table.rows[1].cells
    write_published(tmp_path / "p.csv", rows)
    lines = (tmp_path / "p.csv").read_text().splitlines()
    assert lines[-2] == (
        "xor,solved,claim,it is solved,20 of 40 seeds,,,,,40,within the spread,same recipe"
    )
    assert lines[-1] == "xor,duration,record,120 minutes,,,,,,0,recorded,same recipe"


def test_a_claim_that_no_seed_bears_out_is_not_reached():
    LIMIT[0] = np.inf
    assert row_of(widened(), **CLAIM).verdict == "not reached as described"


@pytest.mark.parametrize("n", [1, 5])
def test_few_seeds_or_none_with_a_value_break_nothing(tmp_path, n):
    entries = [{**LOSS, "value": "0.1"}, {**LOSS, "at": {"10": "0.1"}}, CLAIM]
    for lost in (False, True):
        study = widened(n)
        if lost:
            history = {
                name: np.full_like(values, np.nan) for name, values in study.run.history.items()
            }
            run = replace(study.run, status=np.full(n, "diverged"), history=history)
            study = replace(study, runs=(run,))
        report, rows = built(tmp_path, study, *entries)
        mine = [row for row in rows if row.experiment == "xor"]
        assert {row.verdict for row in mine} == {"too few seeds"}
        assert {row.n_seeds for row in mine} == {0 if lost else n}
        assert "nan" not in words_of(report)
        write_published(tmp_path / "p.csv", rows)
        chosen = rows_of(study, *entries)[0].experiments["xor"]
        write_result_table(tmp_path / "t.csv", study, chosen, rows)
        assert list(result_table(Experiment(chosen, {}, study, mine), None))
        assert metrics({"xor": study})["xor"]["n_seeds"] == n


def test_seeds_that_keep_their_first_weights_are_named(tmp_path):
    study = widened()
    epochs = np.where(np.arange(40) < 7, 0, 40)
    settings = put(study.run.settings, {"keep": "best"})
    changed = replace(study.run, best_epoch=epochs, settings=settings)
    report, _ = built(tmp_path, replace(study, runs=(changed,)), {**LOSS, "value": "0.9"})
    said = "7 of 40 seeds keep their first weights: untrained."
    assert any(b.text == said for b in blocks(report) if isinstance(b, Callout))
    report, _ = built(tmp_path, study, {**LOSS, "value": "0.9"})
    assert not any("of 40 seeds keep" in b.text for b in blocks(report) if isinstance(b, Callout))


def test_numbers_of_one_run_have_a_verdict_together(tmp_path):
    study = widened()
    loss, out = losses(), QUANTITIES["prediction"].measure(study, Place(sample=1))
    order = np.argsort(loss)
    low, high = order[8], order[-9]
    prediction = {**LOSS, "quantity": "prediction", "sample": 1}
    both = [{**LOSS, "value": f"{loss[low]:.9f}"}, {**prediction, "value": f"{out[low]:.9f}"}]
    mixed = [{**LOSS, "value": f"{loss[low]:.9f}"}, {**prediction, "value": f"{out[high]:.9f}"}]
    for entries, verdict in ((both, "within the spread"), (mixed, "not reached as described")):
        report, rows = built(tmp_path, study, *entries)
        assert {row.verdict for row in rows if row.experiment == "xor"} == {"within the spread"}
        (joint,) = {row.joint for row in rows if row.joint}
        assert joint.verdict == verdict
        table = next(b for b in blocks(report) if getattr(b, "id", "") == "tab-together")
        assert any(getattr(cell, "verdict", "") == verdict for cell in table.rows[0].cells)
        assert joint.sentence in words_of(report)


def test_every_verdict_has_words_for_the_headline():
    for record in VERDICTS.values():
        assert all((record.one, record.many, record.meaning, record.light, record.dark))
