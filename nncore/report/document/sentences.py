"""Every sentence, drawing and file of a block, with what it is: for checks, not for layout."""

from collections.abc import Iterator
from functools import singledispatch
from pathlib import Path

from nncore.analysis.published.verdict_records import VERDICTS
from nncore.report.document import numbering
from nncore.report.document.model import (
    Block,
    BulletList,
    Callout,
    Card,
    Cell,
    Code,
    Facts,
    Figure,
    Film,
    Image,
    Paragraph,
    Report,
    Scoreboard,
    Table,
)

Sentences = Iterator[tuple[str, str]]


def of_report(report: Report) -> Iterator[tuple[str, str, str]]:
    """Every sentence of a report as (where, what, markup)."""
    yield "report", "title", report.title
    yield "report", "subtitle", report.subtitle
    yield "report", "colophon", report.colophon
    yield from (("report", "abstract", text) for text in report.abstract)
    yield from (
        ("section " + part.id, "title", part.title) for _, part in numbering.sections(report)
    )
    yield from ((f"reference {entry.key}", "text", entry.text) for entry in report.bibliography)
    for where, block in numbering.placed_blocks(report):
        place = f"{where}{numbering.name(block)}"
        yield from ((place, what, text) for what, text in of_block(block))


@singledispatch
def of_block(block: Block) -> Sentences:
    """Every sentence of a block as (what, markup); equations have none."""
    yield from ()


@of_block.register
def _paragraph(block: Paragraph) -> Sentences:
    yield "text", block.text


@of_block.register
def _callout(block: Callout) -> Sentences:
    yield "text", block.text


@of_block.register
def _list(block: BulletList) -> Sentences:
    yield from (("item", item) for item in block.items)


@of_block.register
def _figure(block: Figure) -> Sentences:
    yield "caption", block.caption
    yield "alt", block.image.alt


@of_block.register
def _film(block: Film) -> Sentences:
    yield "caption", block.caption
    yield "alt", block.alt


@of_block.register
def _table(block: Table) -> Sentences:
    yield "caption", block.caption
    yield from (("note", note) for note in block.notes)
    yield from (("head", column.head) for column in block.columns)
    yield from (("unit", column.unit) for column in block.columns if column.unit)
    yield from (("group", row.group) for row in block.rows if row.group)
    for place, row in enumerate(block.rows, start=1):
        for column, cell in zip(block.columns, row.cells, strict=False):
            where = f"cell in row {row.id or place}, column {column.head}"
            yield where, cell.text if isinstance(cell, Cell) else cell


@of_block.register
def _card(block: Card) -> Sentences:
    yield "title", block.title
    for term, value in block.rows:
        yield "term", term
        yield f"value of {term}", value
    for thumbnail in block.thumbnails:
        yield "label", thumbnail.label
        yield "alt", thumbnail.image.alt


@of_block.register
def _code(block: Code) -> Sentences:
    if block.title or block.folded:
        yield "title", block.title


@of_block.register
def _facts(block: Facts) -> Sentences:
    for value, meaning in block.items:
        yield f"value of {meaning!r}", value
        yield "meaning", meaning


@of_block.register
def _scoreboard(block: Scoreboard) -> Sentences:
    yield "caption", block.caption
    for group in block.groups:
        yield "title", group.title
        yield from (("mark", mark.label) for mark in group.marks)
    yield from (("meaning", record.meaning) for record in VERDICTS.values())


def files(block: Block) -> Iterator[Path]:
    """The files a block shows."""
    images: list[Image] = []
    if isinstance(block, Figure):
        images = [block.image]
    elif isinstance(block, Card):
        images = [thumbnail.image for thumbnail in block.thumbnails]
    elif isinstance(block, Film):
        yield from (block.mp4, block.poster, block.strip)
    for image in images:
        yield from (path for path in (image.light, image.dark, image.pdf) if path is not None)
