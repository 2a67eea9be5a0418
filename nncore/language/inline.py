r"""Inline markup: what a sentence of the report may contain besides words.

==================  =====================================================================
``$\eta$``          mathematics
``**bold**``        strong; ``*emphasis*`` emphasis; neither starts or ends at a space
`` `code` ``        literal text
``^{2}``            raised text
``[text](url)``     a link; ``[text](#id)`` to a part of the report
``@id``             cross-reference to a section, figure, film, table or equation by number
``[@key]``          citation; several as ``[@one; @two]``
``\``               before one of ``\ * $ @ ` [ ] ^`` takes its meaning away (`escape` does it)
==================  =====================================================================

Mathematics and addresses are read closely (`nncore.language.formulas`,
`nncore.language.addresses`): what could do more than be shown is refused here, before any
rendering.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nncore.language.addresses import wrong_address
from nncore.language.formulas import MathError, check_formula
from nncore.language.markup import SPECIAL
from nncore.language.markup import escape as escape


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
LONGEST, DEEPEST = 10_000, 8  # characters of a sentence, and styles within each other
# Alternatives are tried from left to right at each place.
_TOKEN = re.compile(
    rf"""
      \\(?P<escaped>[{re.escape(SPECIAL)}])
    | \$(?P<math>[^$]*)\$
    | `(?P<code>[^`]+)`
    | \*\*(?=\S)(?P<strong>(?:\\.|[^\\])+?)(?<=\S)\*\*(?!\*)
    | \*(?![\s*])(?P<emphasis>(?:\\.|\*\*|[^\\*])+?)(?<![\s*])\*(?!\*)
    | \^\{{(?P<raised>(?:\\.|[^\\{{}}])+)\}}
    | \[(?P<cited>@{ID}(?:\s*;\s*@{ID})*)\]
    | \[(?P<label>(?:\\.|\$[^$]*\$|[^\\\[\]$])+)\]\((?P<url>[^()\s]+)\)
    | (?<![\w@])@(?P<reference>{ID})
    """,
    re.VERBOSE,
)


def parse(markup: str) -> tuple[Node, ...]:
    """The nodes of a sentence.

    Raises `MarkupError` for a ``$`` or a backtick without its partner, for mathematics that is not
    in the lists of `nncore.language.latex_commands`, and for an address no link may have.
    """
    if len(markup) > LONGEST:
        raise MarkupError(f"a sentence of {len(markup)} characters ({LONGEST} at most)")
    return _parse(markup, 1)


def _parse(markup: str, depth: int) -> tuple[Node, ...]:
    if depth > DEEPEST:
        raise MarkupError(f"more than {DEEPEST} styles within each other at {markup[:40]!r}")
    nodes: list[Node] = []
    end = 0
    for found in _TOKEN.finditer(markup):
        _plain(markup[end : found.start()], markup, nodes)
        nodes.append(_node(found, markup, depth))
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


def _node(found: re.Match[str], markup: str, depth: int) -> Node:
    kind = found.lastgroup
    if kind == "escaped":
        return Text(found[kind])
    if kind == "math":
        if not found[kind].strip():
            raise MarkupError(f"empty mathematics in {markup!r} (write \\$ for the sign)")
        return Math(_formula(found[kind].strip()))
    if kind == "code":
        return Literal(found[kind])
    if kind == "url":
        if wrong := wrong_address(found["url"]):
            raise MarkupError(f"link {wrong}")
        return Link(found["url"], _parse(found["label"], depth + 1))
    if kind == "cited":
        return Citation(tuple(key.strip().removeprefix("@") for key in found[kind].split(";")))
    if kind == "reference":
        return CrossReference(found[kind])
    assert kind is not None
    return Styled(kind, _parse(found[kind], depth + 1))


def _formula(latex: str) -> str:
    try:
        check_formula(latex)
    except MathError as error:
        raise MarkupError(str(error)) from error
    return " ".join(latex.split())


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


# A value that is none: in running text "None" and "undefined" are words.
NOT_FINITE = re.compile(r"(?<![\w.-])[-+\N{MINUS SIGN}]?(?:nan|NaN|inf)(?![\w.-])")


def check_markup(markup: str) -> list[str]:
    """Return what is wrong with a sentence before anything is known of the report it is for."""
    if not markup.isprintable() and (bad := re.search("[\ud800-\udfff]", markup)):
        return [f"{bad[0]!r} is half a character; write the whole one"]
    try:
        nodes = parse(markup)
    except MarkupError as error:
        return [str(error)]
    texts = (node.text for node in walk(nodes) if isinstance(node, Text))
    found = (NOT_FINITE.search(words) for words in texts)
    return [f"{each[0]!r} stands for a value; write it in words" for each in found if each]


def check_words(words: str) -> list[str]:
    """Return what is wrong with words that are shown as they stand, such as a title."""
    return check_markup(escape(words))
