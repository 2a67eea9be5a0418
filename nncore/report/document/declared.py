"""How a record of the report says what its fields hold, and what kinds of blocks share.

Checks, numbers, links, lists of files and of commands read these declarations by
`nncore.report.document.walk`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar, Literal


@dataclass(frozen=True)
class Role:
    """What a field holds.

    Attributes
    ----------
    kind : str
    name : str
        What messages call it where the name of its field does not say.
    is_optional : bool
        Whether it may be empty.
    is_value : bool
        Whether it holds a result, in which "None" and "undefined" stand for a missing number.
    """

    kind: Literal[
        "markup", "verbatim", "formula", "command", "id", "key", "address", "file", "verdict",
        "evidence",
    ]  # fmt: skip
    name: str = ""
    is_optional: bool = False
    is_value: bool = False


Markup = Annotated[str, Role("markup")]
Remark = Annotated[str, Role("markup", is_optional=True)]
Term = Annotated[str, Role("markup", "term")]
Value = Annotated[str, Role("markup", "value", is_value=True)]
Verbatim = Annotated[str, Role("verbatim", is_optional=True)]
Formula = Annotated[str, Role("formula")]
Command = Annotated[str, Role("command", is_optional=True)]  # the line that makes a part again
Id = Annotated[str, Role("id")]
Anchor = Annotated[str, Role("id", is_optional=True)]
Key = Annotated[str, Role("key")]
Address = Annotated[str, Role("address", is_optional=True)]  # a URL, or ``#id``
File = Annotated[Path, Role("file")]
VerdictName = Annotated[str, Role("verdict")]
EvidenceName = Annotated[str, Role("evidence")]


class Part:
    """What messages name, and what is walked into by itself."""

    def where(self, path: Sequence[str | int]) -> str:
        """Return how messages call the field at `path`: ``group 1, mark 4, label``."""
        words: list[str] = []
        for step in path:
            if isinstance(step, int):
                words[-1] = f"{words[-1].removesuffix('s')} {step + 1}"
            else:
                words.append(step)
        return ", ".join(words)

    def faults(self) -> Iterator[str]:
        """Yield what is wrong with it beyond what its fields declare."""
        yield from ()


class Block(Part):
    """A kind of block; `numbered` is how its numbers are called, empty for one without."""

    numbered: ClassVar[str] = ""
