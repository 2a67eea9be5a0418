"""Everything that can be wrong with a report, found before a line of it is written.

Law 5 of the house: a value that is missing, there twice, or not finite stops the build by name.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from nncore.analysis.published.verdict_records import VERDICTS
from nncore.config.models.evidence import EVIDENCE
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
from nncore.report.document import numbering
from nncore.report.document.declared import Part
from nncore.report.document.model import Report
from nncore.report.document.walk import Field, every, fields, name, parts
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


@dataclass(frozen=True)
class _Known:
    """What a part may refer to."""

    labels: frozenset[str]
    anchors: frozenset[str]
    keys: frozenset[str]


def check(report: Report, *, files: bool = True) -> None:
    """Raise `ReportError` with every error of `report`; without `files`, do not look for files."""
    known = _Known(
        frozenset(numbering.number(report)),
        frozenset(every(report, "id")),
        frozenset(every(report, "key")),
    )
    checks = CHECKS if files else {kind: each for kind, each in CHECKS.items() if kind != "file"}
    errors = [*_names(report), *_depth(report)]
    for where, part in parts(report):
        errors += (f"{where}{name(part)}: {error}" for error in _wrong(part, known, checks))
    if errors:
        raise ReportError(errors)


def _names(report: Report) -> Iterator[str]:
    """Ids and keys that are given twice, and ids that no link can name."""
    for kind in ("id", "key"):
        for value, times in Counter(filter(None, every(report, kind))).items():
            if times > 1:
                yield f"{kind} {value!r} is given {times} times"
            if kind == "id" and not re.fullmatch(ID, value):
                yield (
                    f"id {value!r} is not a letter followed by letters, digits, '.', '-', '_' or "
                    "':'"
                )


def _depth(report: Report) -> Iterator[str]:
    for position, part in numbering.sections(report):
        if position.count(".") >= DEEPEST:
            yield f"section {part.id!r} is nested deeper than {DEEPEST} levels"


def _wrong(part: Part, known: _Known, checks: "dict[str, Check]") -> Iterator[str]:
    """What is wrong with the fields of a part, each by its role, and with the part itself."""
    for field in fields(part):
        if not str(field.value).strip():
            if not field.role.is_optional:
                yield f"empty {field.name}"
        elif field.role.kind in checks:
            yield from (f"{field.name}: {error}" for error in checks[field.role.kind](field, known))
    yield from part.faults()


def _sentence(field: Field, known: _Known) -> Iterator[str]:
    """Markup, references, citations, formulas and missing values in a sentence."""
    text = field.value
    try:
        nodes = parse(text)
    except MarkupError as error:
        yield str(error)
        return
    missing = NO_VALUE if field.role.is_value else NOT_FINITE
    for node in walk(nodes):
        if wrong := _wrong_node(node, known, missing):
            yield wrong + (f" ({text!r})" if len(text) < 80 else "")


def _wrong_node(node: Node, known: _Known, missing: re.Pattern[str]) -> str:
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


def _formula(field: Field, known: _Known) -> Iterator[str]:
    if wrong := _wrong_math(field.value):
        yield wrong


def _address(field: Field, known: _Known) -> Iterator[str]:
    if wrong := wrong_address(field.value):
        yield f"link {wrong}"
    elif field.value.startswith("#") and field.value[1:] not in known.anchors:
        yield f"link to {field.value} leads nowhere"


def _file(field: Field, known: _Known) -> Iterator[str]:
    if not field.value.is_file():
        yield f"no file {field.value}"


def _verdict(field: Field, known: _Known) -> Iterator[str]:
    if field.value not in VERDICTS:
        yield f"unknown verdict {field.value!r}"


def _evidence(field: Field, known: _Known) -> Iterator[str]:
    if field.value not in EVIDENCE:
        yield f"unknown evidence {field.value!r}"


Check = Callable[[Field, _Known], Iterator[str]]
# What is looked at in a field, by the kind of its role.
CHECKS: dict[str, Check] = {
    "markup": _sentence,
    "formula": _formula,
    "address": _address,
    "file": _file,
    "verdict": _verdict,
    "evidence": _evidence,
}
