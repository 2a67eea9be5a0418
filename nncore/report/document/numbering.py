"""What stands where in a report: sections and blocks in order, and the numbers they get."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nncore.report.document.declared import Block, Part
from nncore.report.document.model import Report, Section
from nncore.report.document.walk import parts


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


def blocks(report: Part) -> Iterator[Block]:
    """Every block in reading order, one that holds others before them."""
    return (part for _, part in parts(report) if isinstance(part, Block))


def number(report: Report) -> dict[str, Label]:
    """The label of every numbered part by its id; kinds of one name share one sequence."""
    labels = {part.id: Label("Section", position) for position, part in sections(report)}
    counts: Counter[str] = Counter()
    for block in blocks(report):
        if block.numbered and (id := getattr(block, "id", "")):
            counts[block.numbered] += 1
            labels[id] = Label(block.numbered, str(counts[block.numbered]))
    return labels
