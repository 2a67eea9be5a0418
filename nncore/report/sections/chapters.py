"""The chapters that hold the sections of subjects: gradient checks, and one for each document."""

from collections.abc import Iterator

import numpy as np

from nncore.config.records.configuration import Document
from nncore.language import numbers
from nncore.language.inline import escape
from nncore.language.wording import listed
from nncore.report.document.model import Block, Paragraph, Section
from nncore.report.parts.content import Content, link
from nncore.report.sections.anatomy import subject_section
from nncore.report.sections.scoreboard import tally
from nncore.training.gradcheck import BANDS


def gradients_section(content: Content) -> Iterator[Section]:
    """Yield the chapter on gradient checks if there are any."""
    checks = list(content.checks())
    if not checks:
        return
    errors = [error for check in checks for error in check.study.layers]
    blocks: list[Block] = [
        Paragraph(
            "Everything below rests on the gradient that backpropagation computes. It is compared "
            "with numerical derivatives that know nothing of it, layer by layer. The largest "
            "relative error of all layers against the central difference is "
            f"{numbers.significant(max(error.relative for error in errors))}; against the complex "
            "step, which subtracts nothing, it is "
            f"{numbers.significant(max(error.complex_relative for error in errors))}."
        ),
        Paragraph(
            "What a central difference leaves is round-off of two nearly equal losses. Its digits "
            "depend on the order of the operations and on the instructions of the processor, not "
            "on the network alone: a printed error is therefore compared by its order of "
            "magnitude. In the same order, on a processor of the same kind, it can come out to "
            "the digit."
        ),
        Paragraph(f"Verdicts on a relative error: {_bands()}."),
    ]
    parts = [subject_section(check, content) for check in checks]
    yield Section("sec-gradients", "Can the gradients be trusted?", blocks, parts)


def _bands() -> str:
    words = []
    for limit, name in BANDS:
        if np.isfinite(limit):
            words.append(f"{name} below {numbers.scientific(limit, 1)}")
        else:
            words.append(f"else {name}")
    return ", ".join(words)


def document_sections(content: Content) -> Iterator[Section]:
    """Yield the chapter of every document: what it is, how it came out, its experiments."""
    for id, document in content.documents_shown():
        parts = [subject_section(each, content) for each in content.experiments(id)]
        if not parts:
            continue
        blocks: list[Block] = [Paragraph(_source(document))]
        if rows := [row for row in content.rows if row.document == id]:
            blocks.append(Paragraph(f"{tally(rows)}. [All of them](#tab-published)."))
        if checks := [link(check) for check in content.checks(id)]:
            blocks.append(Paragraph(f"Its gradients are checked first: {listed(checks)}."))
        yield Section(f"doc-{id}", escape(document.title), blocks, parts)


def _source(document: Document) -> str:
    year = f" ({document.year})" if document.year else ""
    summary = escape(document.summary.strip())
    return f"{escape(document.author)}{year} [@{document.cite}]. {summary}"
