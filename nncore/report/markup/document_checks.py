"""Everything that can be wrong with a report, found before a line of it is written.

Law 5 of the house: a value that is missing, there twice, or not finite stops the build by name.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
    kinds = [kind for kind in CHECKS if files or kind != "file"]
    errors = [*_names(report), *_depth(report)]
    for where, part in parts(report):
        errors += (f"{where}{name(part)}: {error}" for error in _wrong(part, known, kinds))
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


def _wrong(part: Part, known: _Known, kinds: Sequence[str]) -> Iterator[str]:
    """What is wrong with the fields of a part, each by its role, and with the part itself."""
    for field in fields(part):
        if not str(field.value).strip():
            if not field.role.is_optional:
                yield f"empty {field.name}"
        elif field.role.kind in kinds:
            found = CHECKS[field.role.kind](field, known)
            yield from (f"{field.name}: {error}" for error in found if error)
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
    shown = f" ({text!r})" if len(text) < 80 else ""
    found = (_wrong_node(node, known, missing) for node in walk(nodes))
    yield from (f"{wrong}{shown}" for wrong in found if wrong)


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


def _wrong_link(address: str, anchors: frozenset[str]) -> str:
    if wrong := wrong_address(address):
        return f"link {wrong}"
    is_lost = address.startswith("#") and address[1:] not in anchors
    return f"link to {address} leads nowhere" if is_lost else ""


def _unlisted(what: str, name: str, table: Mapping[str, object]) -> str:
    return "" if name in table else f"unknown {what} {name!r}"


# What is looked at in a field, by the kind of its role; an empty string is no error.
CHECKS: dict[str, Callable[[Field, _Known], Iterable[str]]] = {
    "markup": _sentence,
    "formula": lambda field, known: [_wrong_math(field.value)],
    "address": lambda field, known: [_wrong_link(field.value, known.anchors)],
    "file": lambda field, known: [] if field.value.is_file() else [f"no file {field.value}"],
    "verdict": lambda field, known: [_unlisted("verdict", field.value, VERDICTS)],
    "evidence": lambda field, known: [_unlisted("evidence", field.value, EVIDENCE)],
}
