r"""Inline markup: what a sentence of the report may contain besides words.

==================  =====================================================================
``$\eta$``          mathematics
``**bold**``        strong; ``*emphasis*`` emphasis; neither starts or ends at a space
`` `code` ``        literal text
``^{2}``            raised text
``[text](url)``     a link; ``[text](#id)`` to a part of the report
``@id``             cross-reference to a section, figure, film, table or equation by number
``[@key]``          citation; several as ``[@one; @two]``
``\``               before one of ``\ * $ @ ` [ ^`` takes its meaning away (`escape` does it)
==================  =====================================================================
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """Plain words."""

    text: str


@dataclass(frozen=True)
class Math:
    """Mathematics in LaTeX."""

    latex: str


@dataclass(frozen=True)
class Literal:
    """Code."""

    text: str


@dataclass(frozen=True)
class Styled:
    """Words in a style: ``strong``, ``emphasis`` or ``raised``."""

    style: str
    children: tuple["Node", ...]


@dataclass(frozen=True)
class Link:
    """Words that lead to `url`."""

    url: str
    children: tuple["Node", ...]


@dataclass(frozen=True)
class CrossReference:
    """The number of the part with this id."""

    id: str


@dataclass(frozen=True)
class Citation:
    """Entries of the bibliography."""

    keys: tuple[str, ...]


Node = Text | Math | Literal | Styled | Link | CrossReference | Citation


class MarkupError(ValueError):
    """A sentence that cannot be read; the message quotes it."""


ID = r"[A-Za-z](?:[\w.:-]*\w)?"
SPECIAL = "\\*$@`[^"
# Alternatives are tried from left to right at each place.
_TOKEN = re.compile(
    rf"""
      \\(?P<escaped>[{re.escape(SPECIAL)}])
    | \$(?P<math>[^$]*)\$
    | `(?P<code>[^`]+)`
    | \*\*(?=\S)(?P<strong>(?:\\.|[^\\])+?)(?<=\S)\*\*(?!\*)
    | \*(?![\s*])(?P<emphasis>(?:\\.|\*\*|[^\\*])+?)(?<![\s*])\*(?!\*)
    | \^\{{(?P<raised>(?:\\.|[^\\}}])+)\}}
    | \[(?P<cited>@{ID}(?:\s*;\s*@{ID})*)\]
    | \[(?P<label>(?:\\.|\$[^$]*\$|[^\\\]])+)\]\((?P<url>[^()\s]+)\)
    | (?<![\w@])@(?P<reference>{ID})
    """,
    re.VERBOSE,
)


def escape(words: str) -> str:
    r"""`words` as markup that shows exactly them.

    >>> escape("x_1*2 costs $3")
    'x_1\\*2 costs \\$3'
    """
    return re.sub(f"[{re.escape(SPECIAL)}]", lambda found: "\\" + found[0], words)


def parse(markup: str) -> tuple[Node, ...]:
    """The nodes of a sentence; `MarkupError` for a ``$`` or a backtick without its partner."""
    nodes: list[Node] = []
    end = 0
    for found in _TOKEN.finditer(markup):
        _plain(markup[end : found.start()], markup, nodes)
        nodes.append(_node(found, markup))
        end = found.end()
    _plain(markup[end:], markup, nodes)
    return tuple(_joined(nodes))


def _plain(words: str, markup: str, nodes: list[Node]) -> None:
    for sign in "$`":
        if sign in words:
            raise MarkupError(
                f"{sign} without its partner in {markup!r} (write \\{sign} for the sign)"
            )
    if words:
        words = re.sub(r"(?<=\w)'(?=\w)", "\N{RIGHT SINGLE QUOTATION MARK}", words)
        # A unit stays with its number, and a range of numbers in one piece.
        words = re.sub(r"(?<=\d) (?=%)", "\N{NARROW NO-BREAK SPACE}", words)
        nodes.append(Text(re.sub(r"(?<=\d)–(?=\d)", "–\N{WORD JOINER}", words)))


def _node(found: re.Match[str], markup: str) -> Node:
    kind = found.lastgroup
    if kind == "escaped":
        return Text(found[kind])
    if kind == "math":
        if not found[kind].strip():
            raise MarkupError(f"empty mathematics in {markup!r} (write \\$ for the sign)")
        return Math(found[kind].strip())
    if kind == "code":
        return Literal(found[kind])
    if kind == "url":
        return Link(found["url"], parse(found["label"]))
    if kind == "cited":
        return Citation(tuple(key.strip().removeprefix("@") for key in found[kind].split(";")))
    if kind == "reference":
        return CrossReference(found[kind])
    assert kind is not None
    return Styled(kind, parse(found[kind]))


def _joined(nodes: list[Node]) -> Iterator[Node]:
    """Neighbouring words as one node."""
    words = ""
    for node in nodes:
        if isinstance(node, Text):
            words += node.text
            continue
        if words:
            yield Text(words)
            words = ""
        yield node
    if words:
        yield Text(words)


def walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """All nodes, those inside others included."""
    for node in nodes:
        yield node
        if isinstance(node, Styled | Link):
            yield from walk(node.children)
