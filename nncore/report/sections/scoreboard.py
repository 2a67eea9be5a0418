"""Published against reproduced: the scoreboard, the table of all, and that of one experiment."""

from collections.abc import Iterator, Sequence

from nncore.analysis import readings
from nncore.analysis.published import counts, searches
from nncore.analysis.published.judgements import Joint, Judgement
from nncore.analysis.published.verdict_records import VERDICTS
from nncore.analysis.published.verdicts import held, written_percentile
from nncore.analysis.quantities import QUANTITIES
from nncore.arrays import Array
from nncore.config.models.evidence import EVIDENCE
from nncore.language import numbers
from nncore.language.inline import escape
from nncore.language.wording import extent, listed, plural, unbroken
from nncore.report.document.model import (
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
)
from nncore.report.document.strips import strip
from nncore.report.parts.content import Content, Subject, link, section_id
from nncore.report.parts.tables import DASH, RANGE, decimal, judged, right, spread, table

VERDICT = 3  # the place of its column
NUMBERS = "tab-published"


def published_section(content: Content) -> Iterator[Section]:
    """Yield the chapter with the scoreboard and the table of every published number."""
    if not content.rows:
        return
    blocks: list[Block] = [
        Paragraph(
            "Every number that the documents print about a result is computed again and compared "
            "at its printed digits. What a comparison can show depends on its evidence: "
            f"{_evidence_words()}. Only the first two can reproduce a number or fail to. The "
            "verdicts are computed, never typed."
        ),
        _scoreboard(content),
    ]
    subjects = content.subjects.values()
    numbers_of = [(s, [row for row in s.rows if not row.claim.is_worded]) for s in subjects]
    words_of = [(s, [row for row in s.rows if row.claim.is_worded]) for s in subjects]
    if rows := [line for each in numbers_of for line in _full_rows(*each)]:
        blocks.append(_full_table(rows))
    if rows := [line for each in words_of for line in _worded_rows(*each, True)]:
        blocks.append(_worded_table("tab-claims", "What the documents say in words.", rows))
    if found := list(_joints(content.rows)):
        blocks.append(_joint_table(found, content))
    yield Section("sec-published", "Published and reproduced", blocks)


def _evidence_words() -> str:
    return "; ".join(f"*{name}*, {each.meaning}" for name, each in EVIDENCE.items())


def _scoreboard(content: Content) -> Scoreboard:
    groups = []
    for id, document in content.documents_shown():
        marks = [
            Mark(
                f"{content.subjects[row.experiment].title}: {escape(row.label)}",
                row.verdict,
                f"#{row.id}",
                row.claim.evidence,
            )
            for row in content.rows
            if row.document == id
        ]
        if marks:
            groups.append(MarkGroup(escape(document.title), marks))
    return Scoreboard(
        "scoreboard",
        f"The {counts.printed(content.rows, 'published ')} by document and evidence, one mark each;"
        " a mark leads to its row below.",
        groups,
    )


def _full_table(rows: Sequence[Row]) -> Table:
    return table(
        NUMBERS,
        "All published numbers beside ours. Ours is the value of the document's own random stream, "
        "or the median over seeds where it fixes none. The small plots show the number among all "
        "seeds: a line for each, a band for their 5–95 % range, a heavy line for their median, a "
        "diamond for the published number; each has a scale of its own. The percentile is that of "
        "the published number, with its 95 % interval.",
        [head for head in _columns(True) if head != RANGE],
        rows,
        "tables/published.csv",
    )


def _full_rows(subject: Subject, rows: Sequence[Judgement]) -> Iterator[Row]:
    for row in rows:
        href = f"#{section_id(subject.id)}"
        cells = [Cell(escape(row.label), href), *_cells(subject, row, True)]
        del cells[_columns(True).index(RANGE)]  # in the experiment's table; no room here
        if reached := _reached_by(row):
            cells[VERDICT] = Cell(f"{row.verdict}; {reached}", "", row.verdict)
        yield Row(cells, row.id, subject.title)


def _reached_by(row: Judgement) -> str:
    """Which change reaches a number, with the others of its run if there is one; else empty."""
    if (whole := searches.way_together(row.changes)) is not None:
        return f"reached by {searches.link(whole)}"
    found = searches.way(row.tried)
    return "" if found is None else f"reached alone by {searches.link(found)}"


def _worded_rows(
    subject: Subject, rows: Sequence[Judgement], is_full: bool = False
) -> Iterator[Row]:
    for row in rows:
        first = Cell(escape(row.label), f"#{section_id(subject.id)}" if is_full else "")
        verdict = Cell(row.verdict, "" if is_full else f"#{row.id}", row.verdict)
        cells: list[Cell | str] = [
            first,
            f"“{escape(row.claim.text)}”",
            _found(row),
            verdict,
            unbroken(row.claim.evidence),
        ]
        yield Row(cells, *((row.id, subject.title) if is_full else ()))


def _found(row: Judgement) -> Cell | str:
    """How often a claim holds, or where what is only recorded stands beside ours."""
    if row.claim.kind == "record":
        return Cell("measured", row.claim.see) if row.claim.see else DASH
    if row.outcome.ours is None:
        return DASH
    if row.n_seeds > 1:
        return held(row.sample)
    return "holds" if row.outcome.ours else "does not hold"


def _worded_table(id: str, caption: str, rows: Sequence[Row]) -> Table:
    heads = ("Of what", "The document's words", "Ours", "Verdict", "Evidence")
    return table(id, caption, heads, rows, "tables/published.csv")


def _joints(rows: Sequence[Judgement]) -> Iterator[Joint]:
    """Yield what was judged together, each run once."""
    yield from dict.fromkeys(row.joint for row in rows if row.joint is not None)


def _joint_table(found: Sequence[Joint], content: Content) -> Table:
    rows: list[list[Cell | str]] = []
    for each in found:
        subject = content.subjects[each.experiment]
        name = f"{subject.title}, {escape(each.variant)}" if each.variant else subject.title
        p = DASH if each.p is None else numbers.significant(each.p, 2)
        head = Cell(name, f"#{section_id(each.experiment)}")
        labels = listed([escape(label) for label in each.labels])
        n = plural(each.n_seeds, "seed")
        rows.append([head, labels, n, p, judged(each.verdict), unbroken(each.evidence)])
    return table(
        "tab-together",
        "The numbers printed of one run, judged together: the rank of their distance from the "
        "centre (Mahalanobis, on normal scores) among the seeds'.",
        ["Run", "Numbers", "Seeds", decimal("$p$"), "Verdict", "Evidence"],
        rows,
    )


def published_blocks(subject: Subject, content: Content) -> Iterator[Block]:
    """Yield the tables of one experiment's published numbers, and what there is to say of them."""
    printed = [row for row in subject.rows if not row.claim.is_worded]
    has_spread = any(row.n_seeds > 1 for row in printed)
    rows = []
    for row in printed:
        cells = [Cell(escape(row.label)), *_cells(subject, row, has_spread)]
        cells[VERDICT] = judged(row.verdict, f"#{row.id}")
        rows.append(cells)
    if rows:
        yield table(
            f"tab-published-{subject.id}",
            f"Published and reproduced: {subject.title}.",
            _columns(has_spread),
            rows,
            "tables/published.csv",
        )
    if worded := list(_worded_rows(subject, [row for row in subject.rows if row.claim.is_worded])):
        caption = f"What the document says in words: {subject.title}."
        yield _worded_table(f"tab-claims-{subject.id}", caption, worded)
    if remarks := list(_remarks(subject.rows, content)):
        yield BulletList(remarks)


def _remarks(rows: Sequence[Judgement], content: Content) -> Iterator[str]:
    """Sentences on what is not simply equal, what does reach it, and the configuration's notes."""
    for row in rows:
        definition = QUANTITIES[row.claim.quantity].definition if row.claim.kind == "claim" else ""
        words = [definition, escape(row.claim.note)]
        if not VERDICTS[row.verdict].agrees and row.claim.kind != "record":
            words = [row.outcome.sentence, *_reached(row, content), *words]
        if any(words):
            yield f"**{escape(row.label)}** ({row.claim.evidence}): {' '.join(filter(None, words))}"
    for each in _joints(rows):
        yield f"**Together** ({each.evidence}, {each.verdict}): {each.sentence}"
    for name in dict.fromkeys(row.claim.evidence for row in rows):
        if caveat := EVIDENCE[name].caveat:
            yield f"**{name[:1].upper()}{name[1:]}**: {caveat}"


def _reached(row: Judgement, content: Content) -> Iterator[str]:
    """Say which repaired set-up reaches a number that the published one does not."""
    if row.claim.place.given or not row.is_missed or row.claim.is_worded:
        return
    for broken, repair in content.repaired():
        if broken.id == row.experiment and row.claim.quantity in repair.study.run.history:
            values = readings.sample(repair.study, row.claim.quantity, row.claim.scale).values
            if _is_reached(row, values):
                yield f"The repair, {link(repair)}, gets there."


def _is_reached(row: Judgement, values: Array) -> bool:
    """Whether a seed gets as far as the printed number, or further in the better direction."""
    number = row.claim.meant
    above, below = bool((values >= number.low).any()), bool((values <= number.high).any())
    better = QUANTITIES[row.claim.quantity].higher_is_better
    if better is None:
        return above and below
    return above if better else below


def _columns(has_spread: bool) -> list[Column | str]:
    heads: list[Column | str] = ["Quantity", decimal("Published"), decimal("Ours")]
    heads += ["Verdict", "Evidence"]
    return [*heads, "Seeds", RANGE, right("Percentile")] if has_spread else heads


def _cells(subject: Subject, row: Judgement, has_spread: bool) -> list[Cell | str]:
    printed = row.claim.printed
    assert printed is not None
    ours = DASH if row.outcome.ours is None else row.claim.meant.like(row.outcome.ours)
    verdict = Cell(row.verdict, "", row.verdict)
    cells: list[Cell | str] = [
        printed.words,
        ours,
        verdict,
        unbroken(row.claim.evidence),
    ]
    return cells + (_spread(subject, row) if has_spread else [])


def _spread(subject: Subject, row: Judgement) -> list[Cell | str]:
    drawn = strip(row.sample, row.claim.meant, row.verdict)
    if drawn is None:
        return [DASH, DASH, DASH]
    _, low, high = spread(subject.study, row.claim.quantity, row.sample, row.claim.meant)
    place = DASH if row.outcome.rank is None else written_percentile(row.outcome.rank)
    return [Cell(drawn.words, strip=drawn), extent(low, high), place]


def tally(rows: Sequence[Judgement]) -> str:
    """Say how the numbers came out by evidence: ``4 same stream (4 exact), 2 chosen (...)``."""
    words = []
    for name in EVIDENCE:
        mine = [row for row in rows if row.claim.evidence == name]
        given = [(each, sum(row.verdict == each for row in mine)) for each in VERDICTS]
        verdicts = ", ".join(f"{numbers.count(n)} {each}" for each, n in given if n)
        if mine:
            words.append(f"{numbers.count(len(mine))} {name} ({verdicts})")
    return f"{counts.printed(rows, 'published ')}: {', '.join(words)}"
