import pytest

from nncore.analysis.quantities import QUANTITIES
from nncore.language.inline import Math, parse, walk
from nncore.report.assemble import build_report
from nncore.report.document.made_from import Provenance
from nncore.report.document.mathematics import Mathematics
from nncore.report.document.model import (
    BulletList,
    Callout,
    Equation,
    Figure,
    FigureRow,
    Film,
    Scoreboard,
    Table,
)
from nncore.report.document.notes import notes
from nncore.report.document.numbering import blocks, sections
from nncore.report.document.references import cited_in, sources
from nncore.report.document.walk import every
from nncore.report.machine import machine_facts, machine_report
from nncore.report.markup.document_checks import check
from nncore.report.markup.mathml import mathml
from tests.changing import put
from tests.claims import claims, published_rows
from tests.report.report_studies import config, draw_all, studies

FIGURES = config().experiments["xor"].figures
PROVENANCE = Provenance("0123456", "seed: 3\n", rules={"train": ["make_dataset"], "start": []})


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    folder = tmp_path_factory.mktemp("results")
    draw_all(folder)
    return folder


def build(results, changed=None):
    chosen = changed or config()
    rows = published_rows(chosen, studies())
    return build_report(chosen, studies(), results, rows, PROVENANCE)


def test_the_report_passes_every_check(results):
    check(build(results))


def test_a_study_gives_its_report_a_title(results):
    assert build(results).title == "Neural networks from scratch, reproduced"
    named = config().model_copy(update={"title": "Mine *alone*"})
    assert build(results, named).title == r"Mine \*alone\*"


def test_the_page_is_in_order_and_leaves_out_documents_without_experiments(results):
    report = build(results)
    assert [part.id for part in report.sections] == [
        "sec-published",
        "sec-gradients",
        "doc-paper",
        "sec-across",
        "sec-provenance",
    ]
    chapter = report.sections[2]
    ids = [part.id for part in chapter.sections]
    assert ids == ["sec-xor", "sec-xor-adam", "sec-circle", "sec-sine"]
    assert report.bibliography[0].key == "paper"
    assert "unused" not in {entry.key for entry in report.bibliography}


def test_two_builds_are_equal(results):
    assert build(results) == build(results)


def test_a_claim_is_shown_with_what_makes_it_true_and_a_log_with_its_steps(results):
    before = config().experiments["xor"].claims
    claim = {"quantity": "undecided", "kind": "claim", "says": "Still undecided", "epoch": 10}
    changes = {
        "log_at": (10, 40),
        "claims": (*before, *claims({"evidence": "same recipe", **claim})),
    }
    report = build(results, put(config(), {f"experiments/xor/{k}": v for k, v in changes.items()}))
    check(report)
    section = next(part for _, part in sections(report) if part.id == "sec-xor")
    words = [item for each in section.blocks if isinstance(each, BulletList) for item in each.items]
    (remark,) = [item for item in words if "still undecided at epoch 10" in item]
    assert QUANTITIES["undecided"].definition in remark
    tables = {each.id: each for each in section.blocks if isinstance(each, Table)}
    assert [row.cells[0] for row in tables["tab-log-xor"].rows] == ["10", "40"]


def test_every_section_of_an_experiment_has_the_same_anatomy(results):
    for _, part in sections(build(results)):
        if not part.id.startswith("sec-") or part.id.removeprefix("sec-") not in studies():
            continue
        kinds = [type(block).__name__ for block in part.blocks]
        assert kinds[:2] == ["Callout", "Card"], part.id
        tables = [place for place, kind in enumerate(kinds) if kind == "Table"]
        equations = [place for place, kind in enumerate(kinds) if kind == "Equation"]
        assert tables, part.id
        assert max(equations, default=-1) < min(tables), part.id


def test_every_published_number_is_a_mark_that_leads_to_its_row(results):
    report = build(results)
    (board,) = (block for block in blocks(report) if isinstance(block, Scoreboard))
    targets = [mark.target for group in board.groups for mark in group.marks]
    assert sorted(targets) == sorted(f"#{row.id}" for row in published_rows(config(), studies()))


def test_equations_stand_once_and_are_referred_to_later(results):
    report = build(results)
    ids = [block.id for block in blocks(report) if isinstance(block, Equation)]
    assert len(ids) == len(set(ids))
    assert ids.count("eq-adam") == 1
    repair = next(part for _, part in sections(report) if part.id == "sec-xor-adam")
    assert any("@eq-adam" in getattr(block, "text", "") for block in repair.blocks)


def test_a_film_opens_the_report_and_stands_nowhere_else(results):
    report = build(results)
    assert isinstance(report.lead[0], Film)
    assert sum(isinstance(block, Film) for block in blocks(report)) == 1
    drawn = {block.id for block in blocks(report) if isinstance(block, Figure)}
    assert drawn == {"fig-xor-loss", "fig-xor-region"}


def test_half_figures_stand_in_rows(results):
    chapter = build(results).sections[2].sections[0]
    assert any(isinstance(block, FigureRow) for block in chapter.blocks)


def test_a_repair_names_what_it_changes(results):
    report = build(results)
    repair = next(part for _, part in sections(report) if part.id == "sec-xor-adam")
    (words,) = (b.text for b in repair.blocks if isinstance(b, Callout) and b.kind == "repair")
    assert "gradient descent → Adam" in words
    assert "learning rate 2 → 0.1" in words
    assert "epochs" not in words
    broken = next(part for _, part in sections(report) if part.id == "sec-xor")
    assert any(isinstance(b, Callout) and b.kind == "repair" for b in broken.blocks)


def test_remarks_say_why_a_number_is_not_reproduced_and_hold_the_note(results):
    part = next(part for _, part in sections(build(results)) if part.id == "sec-xor")
    remarks = " ".join(
        item for block in part.blocks if isinstance(block, BulletList) for item in block.items
    )
    assert "gets as far as 9.5" in remarks
    assert "A slip of the unit." in remarks


def test_nothing_of_the_machine_or_the_folder_is_in_the_report(results):
    report = build(results)
    words = list(every(report, "markup"))
    words += [getattr(block, name, "") for block in blocks(report) for name in ("command", "text")]
    assert not [text for text in words if str(results) in text]


def test_an_unknown_equation_is_an_error_with_the_nearest_name():
    with pytest.raises(ValueError, match="xor: no equation 'addam'; there are adam"):
        list(Mathematics().blocks(["addam"], "xor"))


@pytest.mark.parametrize("name", notes())
def test_every_note_can_be_shown(name):
    note = notes()[name]
    formulas = [node.latex for node in walk(parse(note.text)) if isinstance(node, Math)]
    for latex in (*note.equations, *formulas):
        mathml(latex, display=True)
    assert set(cited_in(note.text)) <= set(sources())
    assert note.text.endswith((".", ":"))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"experiments/xor/document": "no"}, "xor: no document 'no'"),
        ({"experiments/xor/repairs": "no"}, "xor: repairs 'no'"),
        ({"experiments/more": config().experiments["xor"]}, "no run of 'more'"),
        ({"experiments/xor/figures": (*FIGURES, FIGURES[0].model_copy(update={"name": "no"}))},
         "the words of xor/no are missing"),
        ({"experiments/xor/figures": FIGURES[:-1]}, "needs frames for paper"),
    ],
)  # fmt: skip
def test_what_is_missing_is_an_error_with_its_name(results, change, message):
    with pytest.raises(ValueError, match=message):
        build(results, put(config(), change))


def test_two_documents_with_one_key_are_an_error(results):
    changes = {"documents/unused/cite": "paper", "experiments/sine/document": "unused"}
    with pytest.raises(ValueError, match="the key 'paper' is taken"):
        build(results, put(config(), changes))


def test_the_machine_page_holds_durations():
    for jobs in ({"train/xor": 1.5}, {}):
        check(machine_report(machine_facts(jobs), config()), files=False)
