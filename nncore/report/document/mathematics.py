"""The mathematics that experiments ask for: each note once in the report, then by number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from nncore.report.document.model import Block, Equation, Paragraph
from nncore.report.document.notes import notes
from nncore.report.document.references import cited_in


@dataclass
class Mathematics:
    """Which notes the report has shown so far, in the order of its sections."""

    shown: list[str] = field(default_factory=list)

    def blocks(self, names: Sequence[str], where: str) -> Iterator[Block]:
        """Yield the notes that are new, then a sentence on those shown before.

        Raises
        ------
        ValueError
            For an unknown name, with `where` it is used and the nearest known ones.
        """
        for name in names:
            if name not in notes():
                near = get_close_matches(name, notes()) or notes()
                raise ValueError(f"{where}: no equation {name!r}; there are {', '.join(near)}")
        before = [name for name in names if name in self.shown]
        for name in dict.fromkeys(names):
            if name not in self.shown:
                self.shown.append(name)
                yield from _new(name)
        if before:
            again = ", ".join(f"{notes()[name].title} (@{equation_id(name)})" for name in before)
            yield Paragraph(f"**Mathematics used again.** {again[0].upper()}{again[1:]}.")

    def cited(self) -> list[str]:
        """Return the keys that the shown notes cite, in their order."""
        return [key for name in self.shown for key in cited_in(notes()[name].text)]


def equation_id(name: str, place: int = 0) -> str:
    """Return the id of a note's equation."""
    return f"eq-{name}" if not place else f"eq-{name}-{place + 1}"


def _new(name: str) -> Iterator[Block]:
    note = notes()[name]
    yield Paragraph(f"**{note.title[0].upper()}{note.title[1:]}.** {note.text}")
    for place, latex in enumerate(note.equations):
        yield Equation(latex, equation_id(name, place))
