"""Published against reproduced: the scoreboard, the table of all, and that of one experiment."""

from collections.abc import Iterator, Sequence

from nncore.activations import Array
from nncore.report import numbers, readings, searches
from nncore.report.build_content import Content, Subject, link, section_id
from nncore.report.build_media import command
from nncore.report.model import (
    Block,
    BulletList,
    Cell,
    Column,
    Mark,
    MarkGroup,
    Paragraph,
    Row,
    Scoreboard,
    Section,
    Table,
    Verdict,
)
from nncore.report.published import PublishedRow
from nncore.report.quantities import QUANTITIES
from nncore.report.searches import way
from nncore.report.strips import strip
from nncore.report.text import escape
from nncore.report.verdicts import HIGH, LOW, interval
from nncore.report.wording import extent, plural

DASH = "–"
VERDICT = 3  # the place of its column
MEANINGS: tuple[tuple[Verdict, str], ...] = (
    ("exact", "at every printed digit"),
    ("same order", "of a round-off quantity: within a factor of 10"),
    ("within the spread", "the 5–95 % range of all seeds"),
    ("in the tails", "outside that range, but reached by some seed"),
    ("not reached as described", "by any seed; what does reach it is searched for"),
    ("misprint", "impossible as printed; the reading taken is stated"),
)


def published_section(content: Content) -> Section:
    """Return the chapter with the scoreboard and the table of every published number."""
    blocks: list[Block] = [
        Paragraph(
            "Every number that the documents print about a result is computed again and compared "
            "at its printed digits. Where a document fixes its random stream, the digits must be "
            "equal; where it does not, the number is placed in the spread over many seeds. The "
            "verdicts are computed, never typed."
        ),
        _scoreboard(content),
        _full_table(content),
    ]
    return Section("sec-published", "Published and reproduced", blocks)


def _scoreboard(content: Content) -> Scoreboard:
    groups = []
    for id, document in content.documents_shown():
        marks = [
            Mark(
                f"{content.subjects[row.experiment].title}: {escape(row.label)}",
                row.verdict,
                row.id,
            )
            for row in content.rows
            if row.document == id
        ]
        if marks:
            groups.append(MarkGroup(escape(document["title"]), marks))
    return Scoreboard(
        "scoreboard",
        f"The {numbers.count(len(content.rows))} published numbers by document, one mark each; a "
        "mark leads to its row below.",
        groups,
        MEANINGS,
    )


def _full_table(content: Content) -> Table:
    rows = []
    for id, subject in content.subjects.items():
        for row in subject.rows:
            cells = [Cell(escape(row.label), f"#{section_id(id)}"), *_cells(subject, row, True)]
            if (found := way(row.tried)) is not None:
                words = f"{row.verdict}; reached by {searches.link(found)}"
                cells[VERDICT] = Cell(words, "", row.verdict)
            rows.append(Row(cells, row.id, subject.title))
    return Table(
        "tab-published",
        "All published numbers beside ours. Ours is the value of the document's own random stream, "
        "or the median over seeds where it fixes none. The small plots show the number among all "
        "seeds: a line for each, a band for their 5–95 % range, a heavy line for their median, a "
        "diamond for the published number; each has a scale of its own.",
        _columns(True),
        rows,
        command=command("tables/published.csv"),
    )


def published_blocks(subject: Subject, content: Content) -> Iterator[Block]:
    """Yield the table of one experiment's published numbers, and what there is to say of them."""
    if not subject.rows:
        return
    spread = any(row.n_seeds > 1 for row in subject.rows)
    rows = []
    for row in subject.rows:
        cells = [Cell(escape(row.label)), *_cells(subject, row, spread)]
        cells[VERDICT] = Cell(row.verdict, f"#{row.id}", row.verdict)
        rows.append(Row(cells))
    yield Table(
        f"tab-published-{subject.id}",
        f"Published and reproduced: {subject.title}.",
        _columns(spread),
        rows,
        command=command("tables/published.csv"),
    )
    if remarks := list(_remarks(subject.rows, content)):
        yield BulletList(remarks)


def _remarks(rows: Sequence[PublishedRow], content: Content) -> Iterator[str]:
    """Sentences on what is not simply equal, what does reach it, and the configuration's notes."""
    for row in rows:
        words = [escape(row.note)]
        if row.verdict not in ("exact", "same order", "within the spread"):
            words = [row.sentence, *_reached(row, content), *words]
        if any(words):
            yield f"**{escape(row.label)}**: {' '.join(filter(None, words))}"


def _reached(row: PublishedRow, content: Content) -> Iterator[str]:
    """Say which repaired set-up reaches a number that the published one does not."""
    if row.where or row.standing != "not reached as described":
        return
    for broken, repair in content.repaired():
        if broken.id == row.experiment and row.quantity in repair.study.run.history:
            values = readings.sample(repair.study, row.quantity, row.scale).values
            if _is_reached(row, values):
                yield f"The repair, {link(repair)}, gets there."


def _is_reached(row: PublishedRow, values: Array) -> bool:
    """Whether a seed gets as far as the printed number, or further in the better direction."""
    number = interval(row.meant)
    above, below = bool((values >= number.low).any()), bool((values <= number.high).any())
    better = QUANTITIES[row.quantity].higher_is_better
    if better is None:
        return above and below
    return above if better else below


def _columns(spread: bool) -> list[Column]:
    columns = [
        Column("Quantity"),
        Column("Published", "", "decimal"),
        Column("Ours", "", "decimal"),
        Column("Verdict"),
    ]
    if spread:
        columns += [Column("Seeds"), Column("5–95 % of seeds"), Column("Percentile", "", "right")]
    return columns


def _cells(subject: Subject, row: PublishedRow, spread: bool) -> list[Cell | str]:
    ours = DASH if row.reproduced is None else numbers.like(row.reproduced, row.meant)
    verdict = Cell(row.verdict, "", row.verdict)
    cells: list[Cell | str] = [numbers.typeset(row.published), ours, verdict]
    return cells + (_spread(subject, row) if spread else [])


def _spread(subject: Subject, row: PublishedRow) -> list[Cell | str]:
    drawn = strip(row.sample, row.meant, row.verdict)
    if drawn is None:
        return [DASH, DASH, DASH]
    printed = row.meant if "%" in row.meant else None
    low, high = (
        readings.shown(subject.study, row.quantity, row.sample.quantile(share), printed)
        for share in (LOW, HIGH)
    )
    place = DASH if row.percentile is None else numbers.fixed(row.percentile, 0)
    return [Cell(drawn.words, strip=drawn), extent(low, high), place]


def tally(rows: Sequence[PublishedRow]) -> str:
    """Say how the numbers came out, the best verdicts first: ``33 exact, 4 same order``."""
    counts = [(name, sum(row.verdict == name for row in rows)) for name, _ in MEANINGS]
    words = [f"{numbers.count(n)} {name}" for name, n in counts if n]
    return f"{plural(len(rows), 'published number')}: {', '.join(words)}"
