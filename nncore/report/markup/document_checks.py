"""Everything that can be wrong with a report, found before a line of it is written.

Law 5 of the house: a value that is missing, there twice, or not finite stops the build by name.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from nncore.analysis.published.verdict_records import VERDICTS
from nncore.language.addresses import wrong_address
from nncore.language.formulas import MathError
from nncore.language.inline import (
    ID,
    NOT_FINITE,
    Citation,
    CrossReference,
    Link,
    MarkupError,
    Math,
    Node,
    Text,
    parse,
    walk,
)
from nncore.report.document import numbering, sentences
from nncore.report.document.model import (
    Block,
    Cell,
    Equation,
    Figure,
    Film,
    Report,
    Scoreboard,
    Table,
)
from nncore.report.markup.mathml import mathml

# "None of 30 seeds" is a sentence.
NO_VALUE = re.compile(
    r"(?<![\w.-])[-+\N{MINUS SIGN}]?(?:nan|NaN|None(?! of )|undefined|inf)(?![\w.-])"
)
DEEPEST = 3


class ReportError(ValueError):
    """All that is wrong with a report, one line each."""

    def __init__(self, errors: list[str]) -> None:
        self.errors = errors
        super().__init__("\n  ".join([f"the report has {len(errors)} error(s):", *errors]))


def check(report: Report, *, files: bool = True) -> None:
    """Raise `ReportError` with every error of `report`; without `files`, do not look for files."""
    errors = [*_ids(report), *_sections(report), *_sentences(report)]
    anchors = set(numbering.anchors(report))
    for block in numbering.blocks(report):
        found = [*_shape(block), *_targets(block, anchors)]
        if files:
            found += (f"no file {path}" for path in sentences.files(block) if not path.is_file())
        errors += (f"{numbering.name(block)}: {error}" for error in found)
    if errors:
        raise ReportError(errors)


def _ids(report: Report) -> Iterator[str]:
    for id, times in Counter(numbering.anchors(report)).items():
        if times > 1:
            yield f"id {id!r} is given {times} times"
        if not re.fullmatch(ID, id):
            yield f"id {id!r} is not a letter followed by letters, digits, '.', '-', '_' or ':'"
    for key, times in Counter(entry.key for entry in report.bibliography).items():
        if times > 1:
            yield f"bibliography: key {key!r} is given {times} times"
    for block in numbering.blocks(report):
        if isinstance(block, Figure | Film | Table | Scoreboard) and not block.id:
            yield f"a {type(block).__name__} has no id (caption: {block.caption[:60]!r})"


def _sections(report: Report) -> Iterator[str]:
    for position, part in numbering.sections(report):
        if not part.title.strip():
            yield f"section {part.id!r} has no title"
        if position.count(".") >= DEEPEST:
            yield f"section {part.id!r} is nested deeper than {DEEPEST} levels"


@dataclass(frozen=True)
class _Known:
    """What a sentence may refer to."""

    labels: set[str]
    anchors: set[str]
    keys: set[str]


def _sentences(report: Report) -> Iterator[str]:
    """Markup, references, citations, formulas and missing values in every sentence."""
    known = _Known(
        set(numbering.number(report)),
        set(numbering.anchors(report)),
        {entry.key for entry in report.bibliography},
    )
    for place, what, text in sentences.of_report(report):
        try:
            nodes = parse(text)
        except MarkupError as error:
            yield f"{place}: {what}: {error}"
            continue
        missing = NO_VALUE if what.startswith(("cell", "value")) else NOT_FINITE
        for node in walk(nodes):
            if wrong := _wrong(node, known, missing):
                yield f"{place}: {what}: {wrong}" + (f" ({text!r})" if len(text) < 80 else "")


def _wrong(node: Node, known: _Known, missing: re.Pattern[str]) -> str:
    """What is wrong with a node, or nothing."""
    match node:
        case Text(words) if found := missing.search(words):
            return f"{found[0]!r} stands for a value"
        case Math(latex):
            return _wrong_math(latex)
        case CrossReference(id) if id not in known.labels:
            return f"@{id} leads nowhere"
        case Citation(cited) if unknown := sorted(set(cited) - known.keys):
            return f"no entry of the bibliography for {', '.join(unknown)}"
        case Link(url) if url.startswith("#") and url[1:] not in known.anchors:
            return f"link to {url} leads nowhere"
    return ""


def _wrong_math(latex: str) -> str:
    try:
        mathml(latex)
    except MathError as error:
        return str(error)
    return ""


def _shape(block: Block) -> Iterator[str]:
    """What a block must have: no empty sentence, full rows, known verdicts, readable formulas."""
    for what, text in sentences.of_block(block):
        if not text.strip():
            yield f"empty {what}"
    if isinstance(block, Equation) and (wrong := _wrong_math(block.latex)):
        yield wrong
    if isinstance(block, Table):
        yield from _rows(block)
    for verdict in _verdicts(block):
        if verdict not in VERDICTS:
            yield f"unknown verdict {verdict!r}"


def _rows(table: Table) -> Iterator[str]:
    if not table.rows:
        yield "no rows"
    for place, row in enumerate(table.rows, start=1):
        cells, columns = len(row.cells), len(table.columns)
        if cells != columns:
            yield f"row {row.id or place} has {cells} cells for {columns} columns"


def _verdicts(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        yield from (cell.verdict for cell in _cells(block) if cell.verdict)
    if isinstance(block, Scoreboard):
        yield from (mark.verdict for group in block.groups for mark in group.marks)


def _targets(block: Block, anchors: set[str]) -> Iterator[str]:
    """Links of cells and marks that lead nowhere."""
    if isinstance(block, Table):
        for cell in _cells(block):
            if cell.href and (wrong := wrong_address(cell.href)):
                yield f"cell {cell.text!r}: link {wrong}"
            elif cell.href.startswith("#") and cell.href[1:] not in anchors:
                yield f"cell {cell.text!r}: link to {cell.href} leads nowhere"
    if isinstance(block, Scoreboard):
        for mark in (mark for group in block.groups for mark in group.marks):
            if mark.target not in anchors:
                yield f"mark {mark.label!r}: no row {mark.target!r}"


def _cells(table: Table) -> Iterator[Cell]:
    yield from (cell for row in table.rows for cell in row.cells if isinstance(cell, Cell))
