"""What is wrong with a report is found before a line of it is written, all of it, by name."""

from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pytest

from nncore.report.document import model, numbering
from nncore.report.document.model import (
    Block,
    Cell,
    Code,
    Column,
    Equation,
    Facts,
    Figure,
    Mark,
    MarkGroup,
    Paragraph,
    Row,
    Scoreboard,
    Section,
    Table,
)
from nncore.report.markup.document_checks import ReportError, check
from tests.report.report_example import example, image, losses, with_blocks


def test_the_example_is_right_and_has_every_kind_of_block(tmp_path):
    report = example(tmp_path)
    check(report)
    kinds = {type(block) for block in numbering.blocks(report)}
    assert kinds == {kind for kind in Block.__subclasses__() if kind.__module__ == model.__name__}


def test_records_are_frozen_and_declare_what_their_words_and_files_are():
    for name in vars(model):
        record = getattr(model, name)
        if is_dataclass(record) and fields(record):
            assert record.__dataclass_params__.frozen, name
            bare = [field.name for field in fields(record) if field.type in (str, Path)]
            assert not bare, (name, bare)


def test_numbers_follow_the_order_of_reading(tmp_path):
    labels = numbering.number(example(tmp_path))
    assert {id: label.number for id, label in labels.items()} == {
        "first": "1",
        "second": "1.1",
        "made": "2",
        "fig-film": "1",
        "fig-loss": "2",
        "fig-region": "3",
        "fig-wide": "4",
        "tab-losses": "1",
        "eq-sigmoid": "1",
    }
    assert str(labels["fig-loss"]) == "Figure\N{NO-BREAK SPACE}2"


def table(cell: str | Cell) -> Table:
    return Table("tab", "Caption.", [Column("Head")], [Row((cell,), id="row")])


@pytest.mark.parametrize(
    ("blocks", "message"),
    [
        ([Paragraph("@nowhere")], "@nowhere leads nowhere"),
        ([Paragraph("[@nobody]")], "bibliography for nobody"),
        ([Paragraph("[a](#nowhere)")], "#nowhere leads nowhere"),
        ([Paragraph("costs $5")], "without its partner"),
        ([Paragraph("$\\begin{aligned}a\\end{aligned}$")], "use \\begin{align*}"),
        ([Paragraph("")], "empty text"),
        ([Paragraph("a loss of nan")], "'nan' stands for a value"),
        ([table("nan")], "Table tab: cell in row row, column Head: 'nan'"),
        ([table("None")], "'None' stands for a value"),
        ([table("undefined")], "'undefined'"),
        ([table("−inf")], "'−inf'"),
        ([table("")], "empty cell in row row, column Head"),
        ([table(Cell("a", href="#gone"))], "link to #gone leads nowhere"),
        ([table(Cell("a", verdict="perfect"))], "unknown verdict 'perfect'"),  # type: ignore[arg-type]
        ([table("a"), replace(table("b"), id="tab2")], "id 'row' is given 2 times"),
        ([Table("t", "C.", [Column("A")], [Row(("a", "b"))])], "row 1 has 2 cells for 1 columns"),
        ([Table("t", "C.", [Column("A")], [])], "no rows"),
        ([replace(table("a"), caption=" ")], "empty caption"),
        ([replace(table("a"), id="")], "only, Table Caption.: empty id"),
        ([Code("a", folded=True)], "only, Code: empty title"),
        ([replace(table("a"), id="a b")], "is not a letter followed by"),
        ([Equation("\\foo{x}")], "not a command known here"),
        ([Equation("\\frac{a}")], "an argument is missing"),
        ([Facts([("nan %", "share")])], "'nan' stands for a value"),
        (
            [Scoreboard("s", "C.", [MarkGroup("G", [Mark("m", "exact", "#gone", "chosen")])])],
            "Scoreboard s: group 1, mark 1, target: link to #gone leads nowhere",
        ),
    ],
)
def test_errors_are_named(tmp_path, blocks, message):
    with pytest.raises(ReportError) as caught:
        check(with_blocks(example(tmp_path), *blocks))
    assert message in str(caught.value)


def test_words_that_look_like_values_are_left_alone(tmp_path):
    sentence = "None of the seeds is infinite; `nan` is code; the slope is undefined at 0."
    check(with_blocks(example(tmp_path), Paragraph(sentence), table("None of 30 seeds gets there")))


def test_missing_files_and_alternative_texts_are_named(tmp_path):
    drawing = image(tmp_path, "gone", "")
    drawing.pdf.unlink()
    with pytest.raises(ReportError) as caught:
        check(with_blocks(example(tmp_path), Figure("f", drawing, "Caption.")))
    assert caught.value.errors == [
        f"only, Figure f: image, pdf: no file {drawing.pdf}",
        "only, Figure f: empty image, alt",
    ]
    check(with_blocks(example(tmp_path), Figure("f", replace(drawing, alt="A"), "C.")), files=False)


def test_all_errors_come_at_once(tmp_path):
    report = with_blocks(example(tmp_path), Paragraph("@a"), Paragraph("@b"), losses(), losses())
    with pytest.raises(ReportError) as caught:
        check(report)
    assert len(caught.value.errors) == 2 + 3  # two references; a table and two rows given twice


def test_sections_have_three_levels(tmp_path):
    deep = Section(
        "d", "D", (), [Section("e", "E", (), [Section("f", "", (), [Section("g", "G")])])]
    )
    with pytest.raises(ReportError) as caught:
        check(replace(example(tmp_path), sections=(deep,), lead=()))
    assert "nested deeper than 3" in str(caught.value)
    assert "Section f: empty title" in str(caught.value)
