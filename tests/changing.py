"""Records of a configuration with other values: what tests change is a copy."""

from dataclasses import is_dataclass, replace
from typing import Any


def put(of: Any, changes: dict[str, Any]) -> Any:
    """Return a record or mapping with values at paths such as ``experiments/xor/words/title``."""
    for path, value in changes.items():
        of = _put(of, path.split("/"), value)
    return of


def _put(of: Any, path: list[str], value: Any) -> Any:
    key, rest = path[0], path[1:]
    mapping = isinstance(of, dict)
    new = _put(of[key] if mapping else getattr(of, key), rest, value) if rest else value
    if mapping:
        return {**of, key: new}
    if is_dataclass(of):
        return replace(of, **{key: new})
    assert key in type(of).model_fields, key
    return of.model_copy(update={key: new})
