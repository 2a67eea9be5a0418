"""The words of a page in its section: question, mathematics, answer, what to notice."""

from collections.abc import Iterator

from nncore.report.document.model import Block, Callout, Paragraph
from nncore.report.pages.values import render
from nncore.report.parts.content import Content, Subject


def question(subject: Subject, content: Content) -> Iterator[Callout]:
    """Yield what the page asks."""
    if asked := subject.block.words.question.strip():
        yield Callout("question", asked)


def mathematics(subject: Subject, content: Content) -> Iterator[Block]:
    """Yield the notes on the mathematics of a subject, those shown before by number."""
    yield from content.mathematics.blocks(subject.block.words.mathematics, subject.id)


def notice(subject: Subject, content: Content) -> Iterator[Block]:
    """Yield the answer and what to notice, values computed."""
    words = subject.block.words
    texts = [_rendered(text, subject, content) for text in (words.answer, *words.body)]
    first, *rest = [text for text in texts if text] or [""]
    if first:
        yield Callout("notice", first)
    yield from map(Paragraph, rest)


def answer(subject: Subject, content: Content) -> str:
    """Return the answer of the page, or all it says where it names none; values computed."""
    words = subject.block.words
    texts = [words.answer] if words.answer else words.body
    return " ".join(_rendered(text, subject, content) for text in texts)


def _rendered(text: str, subject: Subject, content: Content) -> str:
    if not text.strip():
        return ""
    return render(text.strip(), subject.study, content.studies, content.rows)
