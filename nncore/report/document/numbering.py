"""What stands where in a report: its parts in order, their numbers and ids."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nncore.report.document.model import (
    Block,
    Equation,
    Figure,
    FigureRow,
    Film,
    Report,
    Scoreboard,
    Section,
    Table,
)


@dataclass(frozen=True)
class Label:
    """How a numbered part is called: ``Figure 3``."""

    kind: str
    number: str

    def __str__(self) -> str:
        return f"{self.kind}\N{NO-BREAK SPACE}{self.number}"


def sections(report: Report) -> Iterator[tuple[str, Section]]:
    """Every section with its number (``2.1``), parents before children."""

    def walk(parts: Sequence[Section], prefix: str) -> Iterator[tuple[str, Section]]:
        for place, part in enumerate(parts, start=1):
            yield f"{prefix}{place}", part
            yield from walk(part.sections, f"{prefix}{place}.")

    return walk(report.sections, "")


def blocks(report: Report) -> Iterator[Block]:
    """Every block in reading order, figures of a row one by one."""
    return (block for _, block in placed_blocks(report))


def placed_blocks(report: Report) -> Iterator[tuple[str, Block]]:
    """Every block with the section it stands in, for messages: ``sec-xor, ``."""
    groups = [("", report.lead), *((f"{part.id}, ", part.blocks) for _, part in sections(report))]
    for where, group in groups:
        for block in group:
            if isinstance(block, FigureRow):
                yield from ((where, figure) for figure in block.figures)
            else:
                yield where, block


def number(report: Report) -> dict[str, Label]:
    """The label of every numbered part by its id; figures and films share one sequence."""
    labels = {part.id: Label("Section", position) for position, part in sections(report)}
    last = {"Figure": 0, "Table": 0, "Equation": 0}
    for block in blocks(report):
        match block:
            case Figure() | Film():
                kind = "Figure"
            case Table():
                kind = "Table"
            case Equation() if block.id:
                kind = "Equation"
            case _:
                continue
        last[kind] += 1
        labels[block.id] = Label(kind, str(last[kind]))
    return labels


def anchors(report: Report) -> Iterator[str]:
    """Every id a link may lead to, repeated ones repeatedly."""
    for _, part in sections(report):
        yield part.id
    for block in blocks(report):
        if isinstance(block, Figure | Film | Table | Scoreboard | Equation) and block.id:
            yield block.id
        if isinstance(block, Table):
            yield from (row.id for row in block.rows if row.id)


def name(block: Block) -> str:
    """A block's kind and id, for messages."""
    id = getattr(block, "id", "") or getattr(block, "title", "")
    return f"{type(block).__name__} {id}".strip()
