"""Tables as sections write them: heads in words, rows of cells, the file that holds the same."""

from collections.abc import Iterable, Sequence

from nncore.report.document.model import Cell, Column, Row, Table
from nncore.report.sections.pictures import command

DASH = "–"
RANGE = "5–95 % of seeds"
Cells = Sequence[Cell | str]


def right(head: str) -> Column:
    """Return the head of a column of counts."""
    return Column(head, align="right")


def decimal(head: str, unit: str = "") -> Column:
    """Return the head of a column whose numbers stand at their points."""
    return Column(head, unit, "decimal")


def judged(verdict: str, href: str = "", words: str = "") -> Cell:
    """Return a cell with a verdict's mark and its name, or other words."""
    return Cell(words or verdict, href, verdict)


def table(
    id: str,
    caption: str,
    heads: Iterable[Column | str],
    rows: Iterable[Row | Cells],
    made: str = "",
) -> Table:
    """Return a table; `made` is the file of the results that its command makes."""
    return Table(
        id,
        caption,
        [Column(head) if isinstance(head, str) else head for head in heads],
        [row if isinstance(row, Row) else Row(row) for row in rows],
        command=command(made) if made else "",
    )
