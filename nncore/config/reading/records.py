"""Records in files: what a typed record holds as JSON, and the record again."""

from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


def as_json(kind: Any, record: Any) -> str:
    """Return a record of frozen dataclasses as JSON text."""
    return f"{TypeAdapter(kind).dump_json(record, indent=1).decode()}\n"


def from_json(kind: type[T], text: str) -> T:
    """Return the record that `as_json` wrote.

    Raises
    ------
    pydantic.ValidationError
        When the text holds something else.
    """
    return TypeAdapter(kind).validate_json(text)
