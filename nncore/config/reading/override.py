"""Dotted overrides: ``{network.hidden: [2]}`` applied to a block."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from nncore.config.reading.messages import shown
from nncore.config.reading.problems import Path, Problem, Problems


def overridden(block: Mapping[str, Any], overrides: Mapping[str, Any]) -> dict[str, Any]:
    """Return a copy of `block` in which the value at every dotted key is replaced.

    A name that stands for a name with options may be overridden from within: over
    ``optimizer: adam`` the key ``optimizer.beta1`` gives ``{name: adam, beta1: ...}``.

    >>> overridden({"network": {"hidden": [4]}, "epochs": 9}, {"network.hidden": [2]})
    {'network': {'hidden': [2]}, 'epochs': 9}

    Raises
    ------
    Problems
        For keys that lead through a number or a list.
    """
    result: dict[str, Any] = deepcopy(dict(block))
    problems: list[Problem] = []
    for dotted_key, value in overrides.items():
        try:
            _set(result, dotted_key, deepcopy(value))
        except Problems as found:
            problems += found.problems
    if problems:
        raise Problems(problems)
    return result


def steps_of(block: Mapping[str, Any], dotted_key: str) -> Path:
    """Return the keys of a dotted key; a key of `block` with dots of its own counts as one."""
    words, path, place = dotted_key.split("."), [], block
    while words:
        keys = (".".join(words[:n]) for n in range(len(words), 0, -1))
        key = next((key for key in keys if isinstance(place, Mapping) and key in place), words[0])
        path.append(key)
        words = words[key.count(".") + 1 :]
        place = place[key] if isinstance(place, Mapping) and key in place else {}
    return tuple(path)


def _set(block: dict[str, Any], dotted_key: str, value: Any) -> None:
    *outer, last = steps_of(block, dotted_key)
    place = block
    for key in outer:
        inner = place.get(str(key))
        if isinstance(inner, str):
            inner = {"name": inner}
        elif inner is None:
            inner = {}
        if not isinstance(inner, dict):
            message = f"{key} is {shown(inner)}; replace it as a whole"
            raise Problems([Problem((dotted_key,), message)])
        place[str(key)] = inner
        place = inner
    place[str(last)] = value
