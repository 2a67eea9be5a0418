"""Tables as sections write them: heads in words, spreads over seeds, the file with the same."""

from collections.abc import Iterable, Sequence

from nncore.analysis import readings
from nncore.analysis.quantities import AnyStudy
from nncore.analysis.readings import HIGH, LOW, Sample
from nncore.language.printed import Printed
from nncore.language.wording import extent
from nncore.report.document.model import Cell, Column, Row, Table
from nncore.report.parts.pictures import command

DASH = "–"
RANGE = "5–95 % of seeds"
LOST = "every seed diverged"
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


def spread(
    study: AnyStudy, name: str, sample: Sample, printed: Printed | None = None
) -> tuple[str, str, str]:
    """Write the median over seeds and the ends of their 5–95 % range."""
    like = printed if printed is not None and printed.is_percent else None
    shown = (readings.shown(study, name, sample.quantile(x), like) for x in (0.5, LOW, HIGH))
    median, low, high = shown
    return median, low, high


def bracketed(study: AnyStudy, name: str, sample: Sample) -> str:
    """Write the median over seeds and, where they spread, their range: ``0.2 (0.1–0.4)``."""
    if not len(sample.values):
        return ""
    median, low, high = spread(study, name, sample)
    spreads = sample.quantile(LOW) != sample.quantile(HIGH)
    return f"{median} ({extent(low, high)})" if spreads else median


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
