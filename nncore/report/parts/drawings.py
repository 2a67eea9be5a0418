"""The figures and films of a subject, in the order of its block."""

from collections.abc import Iterator, Sequence

from nncore.plots.registry import strips
from nncore.report.document.model import Block, Figure, FigureRow, Paragraph
from nncore.report.parts.content import Content, Experiment, Subject
from nncore.report.parts.pictures import film_id

# Shown on the card; a figure of its own would say no more.
ONLY_ON_CARD = "architecture"
SPREAD = "spread"


def drawings(subject: Subject, content: Content) -> Iterator[Block]:
    """Yield the figures, then the films but that which opens the report."""
    entries = subject.block.figures
    films = subject.block.animations if isinstance(subject, Experiment) else ()
    # On paper a film's strip of frames stands for it; on the page it would repeat the film.
    elsewhere = (ONLY_ON_CARD, strips()[0]) if films else (ONLY_ON_CARD,)
    shown = [entry for entry in entries if entry.kind not in elsewhere]
    figures = [content.media.figure(subject.id, entry.name) for entry in shown]
    has_spread = any(row.claim.kind == "distribution" for row in subject.rows)
    if has_spread and content.media.has(subject.id, SPREAD):
        figures.insert(0, content.media.figure(subject.id, SPREAD))
    yield from side_by_side(figures)
    opening = next(content.films(), None)
    for entry in films:
        if opening and film_id(subject.id, entry.name) == opening.id:
            yield Paragraph(f"The film of this experiment opens the report: @{opening.id}.")
        else:
            yield content.media.film(subject.id, entry.name, entries)


def side_by_side(figures: Sequence[Figure]) -> Iterator[Figure | FigureRow]:
    """Yield figures in order, neighbours of half width as one row."""
    waiting: Figure | None = None
    for figure in figures:
        if figure.width == "half" and waiting is not None:
            yield FigureRow((waiting, figure))
            waiting = None
            continue
        if waiting is not None:
            yield waiting
        waiting = figure if figure.width == "half" else None
        if waiting is None:
            yield figure
    if waiting is not None:
        yield waiting
