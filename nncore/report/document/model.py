"""What a report consists of: plain records that two renderers lay out and nobody computes with.

Every field declares by its type what it holds (`nncore.report.document.declared`); nested records
and sequences are parts. A new kind of block is one subclass of `Block` and its two templates,
``html/blocks/NAME.html`` and ``latex/blocks/NAME.tex``.

What a reader sees is inline markup (`nncore.language.inline`): ``$..$`` mathematics, ``**bold**``,
``*emphasis*``, `` `code` ``, ``[text](url)``, ``^{raised}``, ``@id`` for a numbered
cross-reference and ``[@key]`` for a citation. Ids are unique over the whole report; sections and
the blocks that say so are numbered in the order in which they stand.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from nncore.report.document.declared import (
    Address,
    Anchor,
    Command,
    EvidenceName,
    File,
    Formula,
    Id,
    Key,
    Markup,
    Part,
    Remark,
    Term,
    Value,
    Verbatim,
    VerdictName,
)
from nncore.report.document.declared import Block as Block

Align = Literal["left", "right", "decimal"]
Width = Literal["half", "full"]
CalloutKind = Literal["question", "notice", "repair", "note"]


@dataclass(frozen=True)
class Paragraph(Block):
    """Running text."""

    text: Markup


@dataclass(frozen=True)
class BulletList(Block):
    """Unordered points."""

    items: Sequence[Markup]


@dataclass(frozen=True)
class Callout(Block):
    """A sentence or two set apart: the question, what to notice, what the repair changes."""

    kind: CalloutKind
    text: Markup


@dataclass(frozen=True)
class Equation(Block):
    """Displayed mathematics; numbered if it has an id."""

    numbered = "Equation"
    latex: Formula
    id: Anchor = ""


@dataclass(frozen=True)
class Code(Block):
    """Literal text; `folded` hides it behind `title` where the medium can do that."""

    text: Verbatim
    language: Verbatim = ""
    title: Remark = ""
    folded: bool = False

    def faults(self) -> Iterator[str]:
        """Yield that folded text needs words to unfold it."""
        if self.folded and not self.title:
            yield "empty title"


@dataclass(frozen=True)
class Image:
    """One drawing in its renderings: SVG for light and dark grounds, PDF for LaTeX.

    `alt` states what the drawing shows, for people who do not see it; ``dark=None`` uses `light`.
    """

    light: File
    pdf: File
    alt: Markup
    dark: File | None = None


@dataclass(frozen=True)
class Figure(Block):
    """A drawing with its caption; `share` is the part of its place that it fills, at most 1."""

    numbered = "Figure"
    id: Id
    image: Image
    caption: Markup
    width: Width = "full"
    command: Command = ""
    share: float = 1.0


@dataclass(frozen=True)
class FigureRow(Block):
    """Two half-width figures side by side, each with its own number."""

    figures: tuple[Figure, Figure]


@dataclass(frozen=True)
class Film(Block):
    """An animation, numbered among the figures; on paper its `strip` of frames stands for it."""

    numbered = "Figure"
    id: Id
    mp4: File
    poster: File
    strip: File
    caption: Markup
    alt: Markup
    width: Width = "full"
    command: Command = ""


@dataclass(frozen=True)
class Column:
    """Head of a table's column, with the unit its numbers carry."""

    head: Markup
    unit: Remark = ""
    align: Align = "left"


@dataclass(frozen=True)
class Strip:
    """A published number among the values of all seeds, as places from 0 to 1 on one line.

    `seeds` are those of the seeds, `low` to `high` their 5–95 % range; `words` say the same.
    """

    seeds: tuple[float, ...]
    low: float
    median: float
    high: float
    number: float
    verdict: VerdictName
    words: Markup


@dataclass(frozen=True)
class Cell:
    """A cell that links somewhere or carries a verdict's mark; a `strip` is drawn for its text."""

    text: Value
    href: Address = ""
    verdict: VerdictName | None = None
    strip: Strip | None = None


@dataclass(frozen=True)
class Row:
    """Cells of one line, the first its head; lines of one `group` stand under one heading."""

    cells: Sequence[Cell | Value]
    id: Anchor = ""
    group: Remark = ""


@dataclass(frozen=True)
class Table(Block):
    """Rows under heads; `notes` stand under it. No cell is empty: write a dash for "none"."""

    numbered = "Table"
    id: Id
    caption: Markup
    columns: Sequence[Column]
    rows: Sequence[Row]
    notes: Sequence[Markup] = ()
    command: Command = ""

    def where(self, path: Sequence[str | int]) -> str:
        """Return a cell's place by the id of its row and the head of its column."""
        match path:
            case ["rows", int(row), "cells", int(place), *_] if place < len(self.columns):
                head = self.columns[place].head
                return f"cell in row {self.rows[row].id or row + 1}, column {head}"
        return super().where(path)

    def faults(self) -> Iterator[str]:
        """Yield rows that do not fill the columns."""
        if not self.rows:
            yield "no rows"
        for place, row in enumerate(self.rows, start=1):
            cells, columns = len(row.cells), len(self.columns)
            if cells != columns:
                yield f"row {row.id or place} has {cells} cells for {columns} columns"


@dataclass(frozen=True)
class Thumbnail:
    """A small unnumbered drawing with a short label."""

    image: Image
    label: Markup


@dataclass(frozen=True)
class Card(Block):
    """The set-up of an experiment at a glance: terms with their values beside small drawings."""

    title: Markup
    rows: Sequence[tuple[Term, Value]]
    thumbnails: Sequence[Thumbnail] = ()


@dataclass(frozen=True)
class Facts(Block):
    """A few large figures, each a value with what it counts, for the reader with ten seconds."""

    items: Sequence[tuple[Value, Term]]


@dataclass(frozen=True)
class Mark:
    """One published number: its name, how it came out, the row it leads to, what it can show."""

    label: Markup
    verdict: VerdictName
    target: Address
    evidence: EvidenceName


@dataclass(frozen=True)
class MarkGroup:
    """The marks of one document."""

    title: Markup
    marks: Sequence[Mark]


@dataclass(frozen=True)
class Scoreboard(Block):
    """Every published number as one mark (see `nncore.report.markup.table_cells`)."""

    id: Id
    caption: Markup
    groups: Sequence[MarkGroup]


@dataclass(frozen=True)
class Section(Part):
    """A titled part of the report; `sections` are its parts, at most three levels in all."""

    id: Id
    title: Markup
    blocks: Sequence[Block] = ()
    sections: Sequence["Section"] = ()


@dataclass(frozen=True)
class Reference(Part):
    """An entry of the bibliography."""

    key: Key
    text: Markup


@dataclass(frozen=True)
class Report(Part):
    """The whole report: headline, abstract in paragraphs, what opens it, sections, sources."""

    title: Markup
    subtitle: Markup
    abstract: Sequence[Markup]
    lead: Sequence[Block]
    sections: Sequence[Section]
    bibliography: Sequence[Reference] = ()
    colophon: Remark = ""
