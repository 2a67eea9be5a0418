r"""Inline markup: what a sentence of the report may contain besides words.

It is CommonMark as markdown-it reads it, without images and HTML, and with

==================  =====================================================================
``$\eta$``          mathematics
``^{2}``            raised text
``[text](#id)``     a link to a part of the report; ``@id`` its number
``[@key]``          citation; several as ``[@one; @two]``
==================  =====================================================================

A ``\`` before a sign takes its meaning away; `escape` puts it where it is needed.
Mathematics and addresses are read closely (`nncore.language.formulas`,
`nncore.language.addresses`): what could do more than be shown is refused here, before any
rendering.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

from nncore.language.addresses import wrong_address
from nncore.language.formulas import MathError, check_formula
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
_CITED = re.compile(rf"\[(@{ID}(?:\s*;\s*@{ID})*)\]")
_REFERENCE = re.compile(rf"(?<![\w@])@({ID})")
_RAISED = re.compile(r"\^\{((?:\\.|[^\\{}])+)\}", re.DOTALL)
_STYLES = {"strong_open": "strong", "em_open": "emphasis"}


def _rule(name: str, form: re.Pattern[str]) -> Callable[[StateInline, bool], bool]:
    """Return a rule of markdown-it that reads `form` as a token whose content is its group."""

    def rule(state: StateInline, silent: bool) -> bool:
        found = form.match(state.src, state.pos)
        if found and not silent:
            state.push(name, "", 0).content = found[1]
        state.pos = found.end() if found else state.pos
        return found is not None

    return rule


def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("zero", {"html": True}).use(dollarmath_plugin)
    markdown.enable(["escape", "entity", "backticks", "emphasis", "link", "html_inline"])
    for name, form in (("cited", _CITED), ("reference", _REFERENCE), ("raised", _RAISED)):
        markdown.inline.ruler.before("link", name, _rule(name, form))
    # Addresses are judged by `wrong_address` and shown as they are written.
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    markdown.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return markdown


_MARKDOWN = _markdown()


def parse(markup: str) -> tuple[Node, ...]:
    """The nodes of a sentence.

    Raises `MarkupError` for a ``$``, a backtick or ``**`` without its partner, for HTML, for
    mathematics that is not in the lists of `nncore.language.latex_commands`, and for an address no
    link may have.
    """
    if len(markup) > LONGEST:
        raise MarkupError(f"a sentence of {len(markup)} characters ({LONGEST} at most)")
    return _parse(markup, 1)


def _parse(markup: str, depth: int) -> tuple[Node, ...]:
    tokens: list[Token] = []
    try:
        # Without markdown-it's own preparation of lines: every sign stays as it is.
        _MARKDOWN.inline.parse(markup, _MARKDOWN, {}, tokens)
    except RecursionError:
        raise MarkupError(f"brackets nested too deep at {markup[:40]!r}") from None
    return _nodes(iter(tokens), markup, depth)


def _nodes(tokens: Iterator[Token], markup: str, depth: int) -> tuple[Node, ...]:
    """Return the nodes up to the token that closes what `tokens` stand in."""
    if depth > DEEPEST:
        raise MarkupError(f"more than {DEEPEST} styles within each other at {markup[:40]!r}")
    nodes: list[Node] = []
    for token in tokens:
        if token.nesting < 0:
            break
        if token.type in _STYLES:
            nodes.append(Styled(_STYLES[token.type], _nodes(tokens, markup, depth + 1)))
        elif token.type == "link_open":
            nodes.append(_link(token, _nodes(tokens, markup, depth + 1)))
        elif token.type == "raised":
            nodes.append(Styled("raised", _parse(token.content, depth + 1)))
        else:
            nodes.append(_leaf(token, markup))
    return tuple(_joined(nodes))


def _link(token: Token, children: tuple[Node, ...]) -> Link:
    url = str(token.attrs["href"])
    if wrong := wrong_address(url):
        raise MarkupError(f"link {wrong}")
    if "title" in token.attrs:
        raise MarkupError(f"link to {url!r} has a title, which paper cannot show; leave it out")
    return Link(url, children)


def _leaf(token: Token, markup: str) -> Node:
    match token.type:
        case "text":
            return Text(_plain(token.content, markup))
        case "math_inline":
            if not token.content.strip():
                raise MarkupError(f"empty mathematics in {markup!r} (write \\$ for the sign)")
            return Math(_formula(token.content.strip()))
        case "code_inline":
            return Literal(token.content)
        case "cited":
            keys = token.content.split(";")
            return Citation(tuple(key.strip().removeprefix("@") for key in keys))
        case "reference":
            return CrossReference(token.content)
        case "html_inline":
            raise MarkupError(f"HTML, {token.content!r}, is not read (write \\< for the sign)")
    return Text(token.content)


def _plain(words: str, markup: str) -> str:
    for sign in ("$", "`", "**"):
        if sign in words:
            signs = "".join(f"\\{each}" for each in sign)
            message = f"{sign} without its partner in {_short(markup)}"
            raise MarkupError(f"{message} (write {signs} for the sign)")
    words = re.sub(r"(?<=\w)'(?=\w)", "\N{RIGHT SINGLE QUOTATION MARK}", words)
    # A unit stays with its number, and a range of numbers in one piece.
    words = re.sub(r"(?<=\d) (?=%)", "\N{NARROW NO-BREAK SPACE}", words)
    return re.sub(r"(?<=\d)–(?=\d)", "–\N{WORD JOINER}", words)


def _short(markup: str) -> str:
    return repr(markup if len(markup) <= 60 else f"{markup[:57]}...")


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
