import copy
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from nncore.analysis.published.judgements import Change, Trial, read_judgements, write_judgements
from nncore.analysis.published.searches import sentence, way, way_together
from nncore.analysis.published.verdicts import judge
from nncore.analysis.readings import Sample
from nncore.config.load import resolve
from nncore.data.draws import build_dataset
from nncore.experiments.run import run_experiment
from nncore.language.printed import Printed
from nncore.report.assemble import build_report
from nncore.report.document.made_from import Provenance
from nncore.report.document.model import BulletList, Cell, Table
from nncore.report.document.numbering import blocks, sections
from nncore.report.document.strips import along, hairlines, strip
from nncore.report.document.walk import every
from nncore.report.markup.document_checks import check
from tests.changing import put
from tests.claims import claim, claims, published_rows
from tests.report.report_studies import CONFIG, config, draw_all, studies

CHANGES = {
    "half as long": {"epochs": 20},
    "hardly moving": {"learning_rate": 1e-9},
    "diverging": {"learning_rate": 1e6, "network.output": "identity"},
    "Adam": {"optimizer": "adam", "learning_rate": 0.1},
}


@cache
def searched():
    """A configuration with a search, and its studies."""
    raw = copy.deepcopy(CONFIG)
    block = copy.deepcopy(raw["experiments"]["xor"])
    for key in ("published", "animations", "snapshots"):
        del block[key]
    block |= {"words": {"title": "What it lacks"}, "searches": "xor", "variants": CHANGES}
    block |= {"figures": []}
    raw["experiments"]["xor-search"] = block
    resolved = resolve(raw)
    search = resolved.experiments["xor-search"]
    with np.errstate(all="ignore"):
        study = run_experiment(
            "xor-search",
            search.training,
            build_dataset("xor", resolved.datasets["xor"]),
        )
    return put(config(), {"experiments/xor-search": search}), {**studies(), "xor-search": study}


def printed_by(label, name="train_loss"):
    """What a document would have to print for a change to reach it: the median's digits."""
    study = searched()[1]["xor-search"]
    run = next(run for run in study.runs if run.label == label)
    return f"{np.median(run.history[name][:, -1]):.4f}"


def rows_for(*entries):
    chosen, found = searched()
    chosen = put(chosen, {"experiments/xor/claims": claims(*entries)})
    return chosen, found, published_rows(chosen, found)


def loss(value, **more):
    return {
        "quantity": "train_loss",
        "kind": "distribution",
        "evidence": "same recipe",
        "value": value,
        **more,
    }


def test_the_first_change_that_reaches_a_number_is_named():
    _, _, rows = rows_for(loss(printed_by("Adam")))
    row = rows[-1]
    assert (row.verdict, row.is_missed) == ("too few seeds", True)
    assert [trial.label for trial in row.tried] == list(CHANGES)
    assert way(row.tried).label == "Adam"
    assert "[Adam](#sec-xor-search) is the smallest of four changes tried" in row.outcome.sentence


def test_what_a_search_tried_stands_once_in_the_file_and_comes_back(tmp_path):
    _, _, rows = rows_for(loss("9.5"), loss("0.5", quantity="prediction", sample=1))
    write_judgements(tmp_path / "xor.json", rows)
    again = read_judgements(tmp_path / "xor.json")
    assert (tmp_path / "xor.json").read_text().count('"sought"') == len(CHANGES)
    for one, other in zip(again, rows, strict=True):
        assert [trial.outcome for trial in one.tried] == [trial.outcome for trial in other.tried]
        assert [change.reached for change in one.changes] == [
            change.reached for change in other.changes
        ]


def test_that_no_change_reaches_a_number_is_said():
    _, _, rows = rows_for(loss("9.5"))
    assert way(rows[-1].tried) is None
    assert "None of the four changes tried reaches it either" in rows[-1].outcome.sentence
    one = sentence(rows[-1].tried[:1])
    assert one.startswith("The one change tried does not reach it")


def sample(*values):
    return Sample(values[0], np.array(values, dtype=float), 0)


SOUGHT = ("loss", "rest")


def change(label, p, n_seeds, *reached):
    found = [judge(claim("distribution", "1.0"), sample(1.0 if yes else 2.0)) for yes in reached]
    tried = [Trial("look", label, sample(1.0), each) for each in found]
    return Change("look", label, SOUGHT[: len(tried)], tuple(tried), p, n_seeds)


@pytest.mark.parametrize(
    ("tried", "together", "words"),
    [
        ([change("a", 0.5, 20, True)], "a", "only change tried that reaches it."),
        ([change("a", 0.5, 20, True, True)], "a", "reaches it with all others of the run."),
        (
            [change("a", 0.5, 20, True, False)],
            None,
            "alone: of the two numbers of the run it reaches the loss. No change tried",
        ),
        ([change("a", 0.05, 20, True, True)], None, "not together ($p$ = 0.050)"),
        ([change("a", 0.5, 5, True, True)], None, "5 seeds are too few to judge them together"),
        (
            [change("a", 0.5, 20, True, False), change("b", 0.5, 20, True, True)],
            "b",
            "[b](#sec-look) is the smallest that reaches both together.",
        ),
    ],
)
def test_a_search_reaches_all_numbers_together_or_says_which(tried, together, words):
    found = way_together(tried)
    assert (found and found.label) == together
    assert words in sentence([each.trials[0] for each in tried], tried)


def test_nothing_is_searched_for_a_number_that_is_reached():
    study = searched()[1]["xor"]
    median = f"{np.median(study.run.history['train_loss'][:, -1]):.6f}"
    _, _, rows = rows_for(loss(median))
    assert not rows[-1].is_missed
    assert not rows[-1].tried


def test_a_misprint_is_searched_for_by_what_it_means():
    _, _, rows = rows_for(loss("99999", read_as=printed_by("Adam")))
    assert rows[-1].verdict == "misprint"
    assert (rows[-1].outcome.standing, rows[-1].is_missed) == ("too few seeds", True)
    assert way(rows[-1].tried).label == "Adam"


def test_a_change_that_ends_before_the_printed_epoch_has_no_value():
    _, _, rows = rows_for(
        {
            "quantity": "train_loss",
            "kind": "distribution",
            "evidence": "same recipe",
            "at": {"40": "9.5"},
        }
    )
    assert [trial.outcome is None for trial in rows[-1].tried] == [True, False, False, False]


def test_a_search_without_the_number_is_an_error_with_its_name():
    chosen, found = searched()[0], dict(searched()[1])
    entry = {
        "quantity": "train_loss",
        "kind": "distribution",
        "evidence": "same recipe",
        "at": {"10": "9.5"},
    }
    chosen = put(chosen, {"experiments/xor/claims": claims(entry)})
    search = found["xor-search"]
    runs = tuple(replace(run, epochs=run.epochs + 1) for run in search.runs)
    found["xor-search"] = replace(search, runs=runs)
    with pytest.raises(ValueError, match=r"xor-search: half as long: .*not among the recorded"):
        published_rows(chosen, found)


@pytest.mark.parametrize("value", ["9.5", "Adam", "reached"])
def test_its_section_shows_every_change(tmp_path, value):
    draw_all(tmp_path)
    median = np.median(searched()[1]["xor"].run.history["train_loss"][:, -1])
    printed = {"9.5": "9.5", "Adam": printed_by("Adam"), "reached": f"{median:.6f}"}[value]
    chosen, found, rows = rows_for(loss(printed), loss("0.5", quantity="prediction", sample=1))
    report = build_report(chosen, found, tmp_path, rows, Provenance("0", ""))
    check(report)
    part = next(part for _, part in sections(report) if part.id == "sec-xor-search")
    tables = {block.id: block for block in part.blocks if isinstance(block, Table)}
    changes = tables["tab-changes-xor-search"]
    assert [row.cells[0].partition(" (")[0] for row in changes.rows] == list(CHANGES)
    assert changes.rows[2].cells[0].endswith("(6 of 6 seeds diverged)")
    assert "optimiser gradient descent → Adam" in changes.rows[3].cells[1]
    assert ("tab-xor-search" in tables) == (value != "reached")
    if value == "Adam":
        bold = [row.cells[0] for row in tables["tab-xor-search"].rows if "**" in row.cells[0]]
        assert bold == ["**Adam**"]
        words = " ".join(every(report, "markup"))
        assert "reached alone by [Adam](#sec-xor-search)" in words
        mine = next(part for _, part in sections(report) if part.id == "sec-xor")
        remarks = [i for b in mine.blocks if isinstance(b, BulletList) for i in b.items]
        assert any("smallest of four changes" in item for item in remarks)


def test_experiments_of_one_heading_answer_in_one_table(tmp_path):
    draw_all(tmp_path)
    ids = ("xor", "circle", "sine")
    chosen = put(config(), {f"experiments/{id}/words/across": "Answers & more" for id in ids})
    rows = published_rows(chosen, studies())
    report = build_report(chosen, studies(), tmp_path, rows, Provenance("0", ""))
    check(report)
    part = next(part for _, part in sections(report) if part.id == "across-1")
    assert part.title == "Answers \\& more"
    (table,) = part.blocks
    assert len(table.rows) == 3
    assert table.rows[0].cells[2].startswith("The loss ends at ")
    assert [part.id for part in report.sections[3].sections] == ["across-1", "sec-every"]


def test_set_ups_that_problems_share_stand_side_by_side(tmp_path):
    draw_all(tmp_path)
    chosen, found = searched()[0], dict(searched()[1])
    twin = put(chosen.experiments["xor-search"], {"searches": None, "words/across": "Optimisers"})
    chosen = put(chosen, {"experiments/xor-search": twin, "experiments/twin": twin})
    found["twin"] = replace(found["xor-search"], id="twin")
    rows = published_rows(chosen, found)
    report = build_report(chosen, found, tmp_path, rows, Provenance("0", ""))
    table = next(block for block in blocks(report) if getattr(block, "id", "") == "tab-shared-1")
    assert [row.cells[0] for row in table.rows] == list(CHANGES)
    assert table.rows[2].cells[1:] == ["diverged", "diverged"]
    assert table.rows[3].cells[1].endswith("%")


def test_a_strip_places_everything_between_its_ends():
    drawn = strip(sample(1.0, 2.0, 3.0), Printed.parse("5.0"), "in the tails")
    assert (drawn.seeds[0], drawn.number) == (0.0, 1.0)
    assert drawn.low <= drawn.median <= drawn.high
    assert "5.0 among 3 seeds: median 2.00" in drawn.words
    assert hairlines(drawn).count("M") == len(drawn.seeds) == 3
    assert (along(0.0), along(1.0)) == ("5", "115")


def test_a_strip_over_decades_is_logarithmic():
    drawn = strip(sample(1e-6, 1e-3, 1.0), Printed.parse("0.001"), "within the spread")
    assert drawn.number == drawn.median == pytest.approx(0.5, abs=1e-2)


def test_strips_below_each_other_share_their_scale():
    wide = sample(0.0, 10.0)
    drawn = strip(sample(4.0, 6.0), Printed.parse("5"), "exact", [wide])
    assert drawn.seeds == pytest.approx((0.4, 0.6), abs=1e-2)


def test_seeds_that_agree_or_stand_alone():
    assert strip(sample(2.0), Printed.parse("2"), "exact") is None
    assert strip(sample(2.0, 2.0), Printed.parse("2"), "exact").number == 0.5


def test_full_table_has_a_strip_where_seeds_spread(tmp_path):
    draw_all(tmp_path)
    rows = published_rows(config(), studies())
    report = build_report(config(), studies(), tmp_path, rows, Provenance("0", ""))
    table = next(block for block in blocks(report) if getattr(block, "id", "") == "tab-published")
    drawn = [any(isinstance(c, Cell) and c.strip for c in row.cells) for row in table.rows]
    assert drawn == [row.n_seeds > 1 for row in rows]
