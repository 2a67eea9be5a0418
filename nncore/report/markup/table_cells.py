"""What both renderings need to know of a table: where points stand, how wide cells are."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from nncore.analysis.published.verdict_records import VERDICTS
from nncore.config.models.evidence import EVIDENCE
from nncore.language.inline import Link, Literal, Math, Node, Styled, Text, parse
from nncore.language.plain import math_in_words, plain
from nncore.language.signs import LONG_WORD
from nncore.report.document.model import Cell, Mark, MarkGroup, Row, Scoreboard, Table
from nncore.report.markup.latex_inline import has_glyph

# The digits before the point with their sign and their narrow spaces; then everything else.
_NUMBER = re.compile("^([-+\N{MINUS SIGN}]?[\\d\N{NARROW NO-BREAK SPACE}]*\\d)(.*)$", re.DOTALL)
# Widths in em of the faces the report is set in, near enough to lay out columns.
_WIDTHS = {
    **dict.fromkeys("ijlt.,:;|'!()[]fr \N{NO-BREAK SPACE}", 0.3),
    **dict.fromkeys("mwMW%×\N{MINUS SIGN}", 0.8),
    **dict.fromkeys("\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}", 0.17),
    "\N{WORD JOINER}": 0.0,
}
CODE = 0.53  # a letter of code
RAISED = 0.72  # raised letters are smaller
HEAVY = 1.18  # heads are bold
CODE_POINT = 3.0  # of a sign without a glyph, on paper
BROKEN = 8.0  # room for a word that may be broken anywhere
SCREEN = 0.94  # the page's figures are narrower than those on paper
REFERENCE = 4.5  # "Figure 00"
MARK = 1.3  # a verdict's mark and the space after it
STRIP = 7.8  # the small plot of a number among its seeds
# Room for what names a row and for what it comes to, which are read first.
NAME, JUDGED = 12.2, 9.2
RANGE = 10.2  # a range of two numbers stays on one line
WIDE, BETWEEN = 53.0, 1.7  # the page's width, and the room between two columns
WORDY = 80.0  # from this width a table of sentences is read as paragraphs on narrow screens
MANY = 7  # columns from which a table is set tighter


def cell(content: Cell | str) -> Cell:
    """A cell as a record."""
    return content if isinstance(content, Cell) else Cell(content)


def groups(table: Table) -> list[tuple[str, list[Row]]]:
    """Rows under their headings, in order; the heading is empty where rows have none."""
    return [(head, list(rows)) for head, rows in groupby(table.rows, key=lambda row: row.group)]


def at_point(markup: str) -> tuple[str, str]:
    """A number cut before its decimal point; what is no number stays whole.

    >>> at_point("97.8 %"), at_point("5130"), at_point("–")
    (('97', '.8 %'), ('5130', ''), ('–', ''))
    """
    found = _NUMBER.match(markup)
    return (found[1], found[2]) if found else (markup, "")


def width(markup: str) -> float:
    """About how wide a sentence is on one line, in em."""
    return _nodes_width(parse(markup))


def _nodes_width(nodes: Sequence[Node]) -> float:
    return sum(_node_width(node) for node in nodes)


def _node_width(node: Node) -> float:
    match node:
        case Text(words):
            return sum(map(_sign_width, words))
        case Literal(words):
            return CODE * len(words)
        case Math(latex):
            return sum(map(_sign_width, math_in_words(latex)))
        case Styled(style, children):
            return _nodes_width(children) * (RAISED if style == "raised" else 1.0)
        case Link(_, children):
            return _nodes_width(children)
        case _:
            return REFERENCE


def _sign_width(sign: str) -> float:
    if not has_glyph(sign):
        return CODE_POINT
    return _WIDTHS.get(sign, 0.7 if sign.isupper() else 0.51)


def point_widths(table: Table, place: int) -> tuple[float, float]:
    """How much room column `place` keeps before and after the point, in em."""
    parts = [at_point(cell(row.cells[place]).text) for row in table.rows]
    return max(width(whole) for whole, _ in parts), max(width(tail) for _, tail in parts)


def tails(table: Table) -> list[float]:
    """How much room every column keeps after the point, in em; 0 where it has none."""
    return [
        round(SCREEN * point_widths(table, place)[1], 2) if column.align == "decimal" else 0.0
        for place, column in enumerate(table.columns)
    ]


def natural(table: Table) -> list[float]:
    """How wide every column would be if no cell of it were broken, in em."""
    widths = []
    for place, column in enumerate(table.columns):
        head = width(f"{column.head} {column.unit}" if column.unit else column.head)
        if column.align == "decimal":
            widths.append(max(HEAVY * head, sum(point_widths(table, place))))
        else:
            cells = (_cell_width(cell(row.cells[place])) for row in table.rows)
            widths.append(max(HEAVY * head, *cells))
    return widths


def _cell_width(content: Cell) -> float:
    if content.strip:
        return STRIP
    return width(content.text) + (MARK if content.verdict else 0)


def needs(table: Table) -> list[float]:
    """How narrow every column may become before its sentences turn into towers, in em."""
    return [round(min(wide, _limit(table, place)), 2) for place, wide in enumerate(natural(table))]


def _limit(table: Table, place: int) -> float:
    if len(table.columns) < MANY:
        return 11.0 if place else NAME
    cells = [cell(row.cells[place]) for row in table.rows]
    if any(content.strip for content in cells):
        return STRIP
    if any(content.verdict for content in cells):
        return JUDGED
    if any(re.match(r"\d.*–.*\d", content.text) for content in cells):
        return RANGE
    return 7.0 if place else NAME


def dense(table: Table) -> bool:
    """Whether a table is set in smaller type, so that it fits the page."""
    n = len(table.columns)
    return n >= MANY or (not wordy(table) and sum(natural(table)) + BETWEEN * n > WIDE)


def wordy(table: Table) -> bool:
    """Whether a table holds sentences only, more than fit beside each other on a narrow screen."""
    return sum(natural(table)) > WORDY and not any(
        column.align != "left" or cell(row.cells[place]).verdict or cell(row.cells[place]).strip
        for place, column in enumerate(table.columns)
        for row in table.rows
    )


def longest_words(table: Table) -> list[float]:
    """How narrow every column may become before a word of it must be broken, in em."""
    return [
        max(
            HEAVY * max(map(_word_width, plain(column.head).split()), default=0.0),
            *(_longest_word(cell(row.cells[place])) for row in table.rows),
        )
        for place, column in enumerate(table.columns)
    ]


def _longest_word(content: Cell) -> float:
    if content.strip:
        return STRIP
    # Code and addresses may be broken after their punctuation, numbers may not.
    breaks = r"(?<=[/.:=_,-])|\s" if "`" in content.text else r"\s"
    words = re.split(breaks, plain(content.text))
    return max(map(_word_width, words)) + (MARK if content.verdict else 0)


def _word_width(word: str) -> float:
    """The width of a word, or of its parts where it may be broken."""
    wide = sum(map(_sign_width, word))
    breaks = len(word) >= LONG_WORD or not all(map(has_glyph, word))
    return min(wide, BROKEN) if breaks else wide


def tally(board: Scoreboard) -> list[tuple[str, int, str]]:
    """How often each verdict was given and what it means, those never given left out."""
    counts = Counter(mark.verdict for group in board.groups for mark in group.marks)
    return [(name, counts[name], each.meaning) for name, each in VERDICTS.items() if counts[name]]


def evidence_tally(board: Scoreboard) -> list[tuple[str, int, str]]:
    """How many numbers have each evidence and what it is, the strongest first."""
    counts = Counter(mark.evidence for group in board.groups for mark in group.marks)
    return [(name, counts[name], each.meaning) for name, each in EVIDENCE.items() if counts[name]]


def by_evidence(group: MarkGroup) -> list[tuple[str, list[Mark]]]:
    """The marks of a document by their evidence, the strongest first."""
    found = [(name, [mark for mark in group.marks if mark.evidence == name]) for name in EVIDENCE]
    return [(name, marks) for name, marks in found if marks]
