"""Every part and every field of a report in reading order, found by what the model declares."""

from collections.abc import Iterator, Sequence
from dataclasses import is_dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin, get_type_hints

from nncore.report.document.declared import Part, Role
from nncore.report.document.model import Report, Section

_PART = Role("verbatim")
Path = tuple[str | int, ...]


class Field(NamedTuple):
    """A value with what it is declared as, and what messages call it."""

    role: Role
    name: str
    value: Any


def parts(part: Part, where: str = "") -> Iterator[tuple[str, Part]]:
    """Yield a part and all within it, each with the section it stands in, for messages."""
    yield where, part
    inside = f"{part.id}, " if isinstance(part, Section) else where
    for _, _, value in _inside(part):
        if isinstance(value, Part):
            yield from parts(value, inside)


def fields(part: Part, *kinds: str) -> Iterator[Field]:
    """Yield the declared fields of a part, those of parts within it left out.

    Parameters
    ----------
    part : Part
    *kinds : str
        Kinds of roles; all by default.
    """
    for path, role, value in _inside(part):
        if not isinstance(value, Part) and (not kinds or role.kind in kinds):
            yield Field(role, part.where(path), value)


def every(report: Part, *kinds: str) -> Iterator[Any]:
    """Yield the values of all fields of these kinds in a report, or in a part of it."""
    for _, part in parts(report):
        yield from (field.value for field in fields(part, *kinds))


def sentences(report: Part) -> Iterator[tuple[str, Field]]:
    """Yield every sentence of a report with the name of its part."""
    for where, part in parts(report):
        for field in fields(part, "markup"):
            yield f"{where}{name(part)}", field


def name(part: Part) -> str:
    """Return a part's kind with its id, or with the words that tell it apart, for messages."""
    if isinstance(part, Report):
        return "report"
    words = (getattr(part, known, "") for known in ("id", "key", "title", "caption"))
    return f"{type(part).__name__} {next(filter(None, words), '')[:60]}".strip()


@cache
def _declared(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)


def _inside(record: Any, path: Path = ()) -> Iterator[tuple[Path, Role, Any]]:
    for field in record.__dataclass_fields__:
        declared = _declared(record.__class__)[field]
        yield from _walk(declared, getattr(record, field), (*path, field))


def _walk(declared: Any, value: Any, path: Path) -> Iterator[tuple[Path, Role, Any]]:
    """Yield parts and annotated values at or below a value, whose type is declared."""
    if isinstance(value, Part):
        yield path, _PART, value
    elif is_dataclass(value):
        yield from _inside(value, path)
    elif get_origin(declared) is Annotated:
        yield from ((path, role, value) for role in _roles(declared))
    else:
        for step, each, item in _items(declared, value):
            yield from _walk(each, item, (*path, *step))


def _items(declared: Any, value: Any) -> list[tuple[Path, Any, Any]]:
    """What a union or a sequence holds, with its place and its declared type."""
    origin, arguments = get_origin(declared), get_args(declared)
    if value is None:
        return []
    if origin in (Union, UnionType):
        # Of the alternatives without a record only one is declared.
        return [((), each, value) for each in arguments]
    if isinstance(value, str) or not isinstance(value, Sequence):
        return []
    if origin is tuple and Ellipsis not in arguments:
        # Members have their own meaning, and with it their name.
        names = [[role.name for role in _roles(each) if role.name] for each in arguments]
        steps = [name[0] if name else place for place, name in enumerate(names)]
        return [((s,), each, v) for s, each, v in zip(steps, arguments, value, strict=True)]
    return [((place,), arguments[0], item) for place, item in enumerate(value)]


def _roles(declared: Any) -> list[Role]:
    return [each for each in get_args(declared)[1:] if isinstance(each, Role)]
