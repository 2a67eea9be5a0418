"""How a table is set on paper: type size, width and the specification of its columns.

TeX does not shrink a table to its page. Widths are estimated from the words, and columns of words
are given room in proportion where they do not fit on one line.
"""

from dataclasses import dataclass

from nncore.report.document.model import Column, Table
from nncore.report.markup import table_cells as tables

# Points per em, small letters being cut wider, and points between two columns.
SIZES = {"small": (10.0, 9.0), "footnotesize": (9.25, 8.0), "scriptsize": (8.5, 6.0)}
POINTS = 72.27 / 25.4  # points per millimetre
FULL_WIDTH = 175 * POINTS
LONG = 14  # rows from which a table may be broken over pages
SAFETY = 1.04  # estimates may fall short of what TeX sets


@dataclass(frozen=True)
class Layout:
    """How one table is set.

    Attributes
    ----------
    size : name of the LaTeX type size.
    between : half the points between two columns.
    columns : the column specification.
    long : whether the table may be broken over pages.
    span : number of LaTeX columns; one aligned at the point takes two.
    """

    size: str
    between: float
    columns: str
    long: bool
    span: int


def layout(table: Table) -> Layout:
    """The largest type in which `table` fits, with columns of words broken if they must be."""
    for size in SIZES:
        widths = _fitting(table, size, tables.needs(table))
        if widths is not None:
            break
    else:
        widths = _tight(table, size)
    return Layout(
        size,
        SIZES[size][1] / 2,
        "@{}" + "".join(map(_column, table.columns, widths)) + "@{}",
        len(table.rows) > LONG,
        sum(2 if column.align == "decimal" else 1 for column in table.columns),
    )


def _tight(table: Table, size: str) -> list[float | None]:
    """Widths that give up as little as will do, at most down to the longest word.

    What still does not fit is found in TeX's log.
    """
    words = tables.longest_words(table)
    for part in (0.9, 0.8, 0.7, 0.6, 0.0):
        least = [
            max(part * need, word) for need, word in zip(tables.needs(table), words, strict=True)
        ]
        if (widths := _fitting(table, size, least)) is not None:
            return widths
    return [None] * len(table.columns)


def _fitting(table: Table, size: str, least: list[float]) -> list[float | None] | None:
    """Width of every column in points, None for its own; None for all if they do not fit.

    Columns of words get their `least` (in em) each; what room is left goes to those that want more.
    """
    em, between = SIZES[size]
    scale = SAFETY * em
    wanted = [scale * wide for wide in tables.natural(table)]
    room = FULL_WIDTH - between * (len(wanted) - 1) - sum(wanted)
    if room >= 0:
        return [None] * len(wanted)
    soft = [
        max(0.0, wide - scale * need) if column.align == "left" else 0.0
        for wide, need, column in zip(wanted, least, table.columns, strict=True)
    ]
    if sum(soft) < -room:
        return None
    share = -room / sum(soft)
    return [wide - share * give if give else None for wide, give in zip(wanted, soft, strict=True)]


def _column(column: Column, width: float | None) -> str:
    if width is not None:
        return rf">{{\raggedright\arraybackslash}}p{{{width:.1f}pt}}"
    return {"left": "l", "right": "r", "decimal": r"r@{}l"}[column.align]
