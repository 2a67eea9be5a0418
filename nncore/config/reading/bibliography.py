"""Sources in a ``.bib`` file, read strictly: one field a line, known fields alone."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath

from nncore.config.reading.bytes import decoded
from nncore.config.reading.messages import unknown
from nncore.config.reading.problems import Place, Problem, Problems

REQUIRED = ("author", "title")
_VENUE = ("journal", "booktitle", "publisher", "volume", "number", "pages")
FIELDS = (*REQUIRED, "year", "url", "doi", *_VENUE)
_HEAD = re.compile(r"@(\w+)\{([\w.:-]+),")
_FIELD = re.compile(r"(\w+) *= *\{(.*)\},?")


@dataclass(frozen=True)
class Source:
    """One entry: its fields by name, as written."""

    at: Place
    fields: dict[str, str] = field(default_factory=dict)


def read_sources(path: FilePath) -> Mapping[str, Source]:
    """Return the entries of a file by key; none where there is no such file.

    Raises
    ------
    Problems
        With all that is wrong, by line.
    """
    return _entries(decoded(path).splitlines(), path.as_posix()) if path.is_file() else {}


def _entries(lines: Iterable[str], name: str) -> Mapping[str, Source]:
    found: dict[str, Source] = {}
    problems: list[Problem] = []
    entry: Source | None = None
    for number, line in enumerate(map(str.strip, lines), 1):
        at, wrong = Place(name, number, 1), ""
        if entry is not None and line == "}":
            problems += _missing(entry)
            entry = None
        elif entry is not None:
            wrong = _add(entry, line)
        elif head := _HEAD.fullmatch(line):
            wrong = f'the key "{head[2]}" stands twice; rename one' if head[2] in found else ""
            entry = found[head[2]] = Source(at)
        elif line and not line.startswith("%"):
            wrong = "an entry begins with @kind{key, in a line"
        problems += [Problem((), wrong, at=at)] if wrong else []
    if entry is not None:
        problems.append(Problem((), "has no end; close it with } in a line", at=entry.at))
    if problems:
        raise Problems(problems)
    return found


def _add(entry: Source, line: str) -> str:
    """Add a field to an entry, or return what is wrong with it."""
    if not (part := _FIELD.fullmatch(line)):
        return "write field = {value}, in a line, or } alone"
    if part[1] not in FIELDS:
        return unknown("field", part[1], FIELDS)
    if part[1] in entry.fields:
        return f'the field "{part[1]}" stands twice; remove one'
    entry.fields[part[1]] = part[2]
    return ""


def _missing(entry: Source) -> list[Problem]:
    lacking = [name for name in REQUIRED if name not in entry.fields]
    return [Problem((), f"has no {name}; add it", at=entry.at) for name in lacking]
