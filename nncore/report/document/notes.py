"""Notes on the mathematics, read from `reports/pages/mathematics.md`.

A note is a second-level heading ``name: what sentences call it``, one paragraph, and its displayed
equations.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

from nncore.config.reading.bytes import decoded
from nncore.config.reading.problems import Place, Problem, Problems

# The words of the catalogue, which stand beside the library.
FOLDER = Path(__file__).parents[3] / "reports/pages"


@dataclass
class Note:
    """One piece of mathematics.

    Attributes
    ----------
    title : str
        What a sentence calls it.
    at : Place
    text : str
        One or two sentences before the equations; inline markup.
    equations : list of str
        LaTeX; the first carries the note's number, further ones follow it with their own.
    """

    title: str
    at: Place
    text: str = ""
    equations: list[str] = field(default_factory=list)


@cache
def notes() -> Mapping[str, Note]:
    """Return the notes of the catalogue by name."""
    return read_notes(FOLDER / "mathematics.md")


def read_notes(path: Path) -> Mapping[str, Note]:
    """Return the notes of a file by name, in its order.

    Raises
    ------
    Problems
        With all that is wrong, by line.
    """
    markdown = MarkdownIt("commonmark").use(dollarmath_plugin, allow_labels=False)
    found: dict[str, Note] = {}
    problems: list[Problem] = []
    note: Note | None = None
    inside = ""
    for token in markdown.parse(decoded(path)):
        at = Place(f"reports/pages/{path.name}", (token.map or [0])[0] + 1, 1)
        if token.type in ("heading_open", "paragraph_open"):
            inside = token.tag
        elif token.type == "inline" and inside == "h2":
            name, colon, title = token.content.partition(": ")
            if not colon or name in found:
                message = f'the name "{name}" stands twice' if colon else "has no name"
                problems.append(Problem((), f"{message}; write ## name: title", at=at))
            note = found[name] = Note(title, at)
        elif token.type == "inline" and inside == "p" and note is not None:
            note.text = " ".join([*note.text.split(), *token.content.split()])
        elif token.type == "math_block" and note is not None:
            note.equations.append(" ".join(token.content.split()))
        elif token.level == 0 and token.nesting == 0:
            problems.append(Problem((), "notes hold paragraphs and $$ equations $$ alone", at=at))
    problems += [
        Problem((), f"{name} has no {what}; write one below its heading", at=each.at)
        for name, each in found.items()
        for what, value in (("sentence", each.text), ("equation", each.equations))
        if not value
    ]
    if problems:
        raise Problems(problems)
    return found
