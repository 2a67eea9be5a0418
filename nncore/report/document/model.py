"""What a report consists of: plain records that two renderers lay out and nobody computes with.

Every string a reader sees is inline markup (see `nncore.language.inline`): ``$..$`` mathematics,
``**bold**``, ``*emphasis*``, `` `code` ``, ``[text](url)``, ``^{raised}``, ``@id`` for a numbered
cross-reference and ``[@key]`` for a citation. The exceptions are `Code.text`, `Equation.latex`,
`Figure.command` and `Table.command`, which are shown as they stand.

Ids are unique over the whole report; sections, figures, films, tables and equations are numbered
in the order in which they stand. Verdicts are names of `nncore.analysis.published.verdict_records`,
evidence is a name of `nncore.config.models.evidence`. `nncore.report.markup.document_checks.check`
finds everything that is wrong with a report; the renderers call it first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Align = Literal["left", "right", "decimal"]
Width = Literal["half", "full"]
CalloutKind = Literal["question", "notice", "repair", "note"]


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True)
class BulletList:
    """Unordered points."""

    items: Sequence[str]


@dataclass(frozen=True)
class Callout:
    """A sentence or two set apart: the question, what to notice, what the repair changes."""

    kind: CalloutKind
    text: str


@dataclass(frozen=True)
class Equation:
    """Displayed mathematics for `nncore.report.markup.mathml`; numbered if it has an id."""

    latex: str
    id: str = ""


@dataclass(frozen=True)
class Code:
    """Literal text; `folded` hides it behind `title` where the medium can do that."""

    text: str
    language: str = ""
    title: str = ""
    folded: bool = False


@dataclass(frozen=True)
class Image:
    """One drawing in its renderings: SVG for light and dark grounds, PDF for LaTeX.

    `alt` states what the drawing shows, for people who do not see it; ``dark=None`` uses `light`.
    """

    light: Path
    pdf: Path
    alt: str
    dark: Path | None = None


@dataclass(frozen=True)
class Figure:
    """A numbered drawing with its caption; `command` is the line that makes it again.

    `share` is the part of its place that the drawing fills, less than 1 for a narrower one.
    """

    id: str
    image: Image
    caption: str
    width: Width = "full"
    command: str = ""
    share: float = 1.0


@dataclass(frozen=True)
class FigureRow:
    """Two half-width figures side by side, each with its own number."""

    figures: tuple[Figure, Figure]


@dataclass(frozen=True)
class Film:
    """An animation, numbered among the figures; on paper its `strip` of frames stands for it."""

    id: str
    mp4: Path
    poster: Path
    strip: Path
    caption: str
    alt: str
    width: Width = "full"
    command: str = ""


@dataclass(frozen=True)
class Column:
    """Head of a table's column, with the unit its numbers carry."""

    head: str
    unit: str = ""
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
    verdict: str
    words: str


@dataclass(frozen=True)
class Cell:
    """A cell that links somewhere (`href`: an address or ``#id``) or carries a verdict's mark.

    A `strip` is drawn in place of the text.
    """

    text: str
    href: str = ""
    verdict: str | None = None
    strip: Strip | None = None


@dataclass(frozen=True)
class Row:
    """Cells of one line, the first its head; lines of one `group` stand under one heading."""

    cells: Sequence[Cell | str]
    id: str = ""
    group: str = ""


@dataclass(frozen=True)
class Table:
    """A numbered table; `notes` stand under it. No cell is empty: write a dash for "none"."""

    id: str
    caption: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    notes: Sequence[str] = ()
    command: str = ""


@dataclass(frozen=True)
class Thumbnail:
    """A small unnumbered drawing with a short label."""

    image: Image
    label: str


@dataclass(frozen=True)
class Card:
    """The set-up of an experiment at a glance: terms with their values beside small drawings."""

    title: str
    rows: Sequence[tuple[str, str]]
    thumbnails: Sequence[Thumbnail] = ()


@dataclass(frozen=True)
class Facts:
    """A few large figures, each a value with what it counts, for the reader with ten seconds."""

    items: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Mark:
    """One published number: its name, how it came out, the id of its row, what it can show."""

    label: str
    verdict: str
    target: str
    evidence: str


@dataclass(frozen=True)
class MarkGroup:
    """The marks of one document."""

    title: str
    marks: Sequence[Mark]


@dataclass(frozen=True)
class Scoreboard:
    """Every published number as one mark (see `nncore.report.markup.table_cells`)."""

    id: str
    caption: str
    groups: Sequence[MarkGroup]


Block = (
    Paragraph
    | BulletList
    | Callout
    | Equation
    | Code
    | Figure
    | FigureRow
    | Film
    | Table
    | Card
    | Facts
    | Scoreboard
)


@dataclass(frozen=True)
class Section:
    """A titled part of the report; `sections` are its parts, at most three levels in all."""

    id: str
    title: str
    blocks: Sequence[Block] = ()
    sections: Sequence["Section"] = ()


@dataclass(frozen=True)
class Reference:
    """An entry of the bibliography."""

    key: str
    text: str


@dataclass(frozen=True)
class Report:
    """The whole report: headline, abstract in paragraphs, what opens it, sections, sources."""

    title: str
    subtitle: str
    abstract: Sequence[str]
    sections: Sequence[Section]
    lead: Sequence[Block] = ()
    bibliography: Sequence[Reference] = ()
    colophon: str = ""
