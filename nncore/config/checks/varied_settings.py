"""Figures over settings: a setting is one that the variants change, and no two share its value."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from nncore.config.checks.facts import Facts
from nncore.config.models.training_block import Training
from nncore.config.reading.messages import nearest
from nncore.config.reading.problems import Path, Problem

_MISSING = object()


def check_setting(
    path: Path, value: Any, options: Mapping[str, Any], facts: Facts
) -> Iterator[Problem]:
    """A dotted setting exists and differs between the variants."""
    varied = varied_settings(facts)
    if value in varied:
        return
    reads = (("variants",),)
    found = values_of(facts, value)
    if any(isinstance(each, dict) for each in found):
        yield Problem(path, f'"{value}" is a block; name one of its keys, {_listed(varied)}', reads)
    elif all(each is not _MISSING for each in found):
        message = f'"{value}" is the same in every variant; take one that differs'
        yield Problem(path, f"{message}: {_listed(varied)}", reads)
    else:
        guess = nearest(value, varied)
        hint = f' did you mean "{guess}"?' if guess else ""
        message = f'no setting "{value}";{hint} the variants differ in {_listed(varied)}'
        yield Problem(path, message, reads)


def check_one_each(
    path: Path, kind: str, names: Mapping[str, Any], facts: Facts
) -> Iterator[Problem]:
    """No two variants have the same values of the settings that a figure is drawn over.

    Parameters
    ----------
    path : Path
    kind : str
        The figure's, for messages.
    names : mapping
        Option -> the setting it names.
    facts : Facts
    """
    cells: dict[str, str] = {}
    for label, run in facts.runs.items():
        settings = settings_of(run)
        values = [_at(settings, name) for name in names.values()]
        if _MISSING in values:
            return
        cell = json.dumps(values, default=str)
        if cell in cells:
            first = cells[cell]
            others = sorted(_leaves(settings) ^ _leaves(settings_of(facts.runs[first])))
            differ = ", ".join(dict.fromkeys(name for name, _ in others)) or "nothing"
            where = ", ".join(
                f"{name} {json.dumps(v, default=str)}"
                for name, v in zip(names.values(), values, strict=True)
            )
            message = (
                f'"{kind}" shows one variant at {where}, but "{first}" and "{label}" both stand '
                f"there and differ in {differ}; draw that over {' or '.join(names)}, or move those "
                "variants to an experiment of their own"
            )
            yield Problem(path, message, (("variants",),))
            return
        cells[cell] = label


def varied_settings(facts: Facts) -> list[str]:
    """Return the dotted settings that differ between the variants."""
    sets = [_leaves(settings_of(run)) for run in facts.runs.values()]
    common = set.intersection(*sets) if sets else set()
    return list(dict.fromkeys(name for leaves in sets for name, _ in sorted(leaves - common)))


def values_of(facts: Facts, name: str) -> list[Any]:
    """Return the value of a dotted setting in every variant."""
    return [_at(settings_of(run), name) for run in facts.runs.values()]


def settings_of(run: Any) -> dict[str, Any]:
    """Return the settings of a variant in the shape in which a run records them."""
    settings: dict[str, Any] = run.model_dump(include=set(Training.model_fields))
    return settings


def _at(settings: Any, dotted: str) -> Any:
    for key in dotted.split("."):
        if not isinstance(settings, dict) or key not in settings:
            return _MISSING
        settings = settings[key]
    return settings


def _leaves(settings: Mapping[str, Any], prefix: str = "") -> set[tuple[str, str]]:
    """Return dotted names with their values as text."""
    found: set[tuple[str, str]] = set()
    for key, value in settings.items():
        if isinstance(value, Mapping):
            found |= _leaves(value, f"{prefix}{key}.")
        else:
            found.add((f"{prefix}{key}", json.dumps(value, default=str)))
    return found


def _listed(names: list[str]) -> str:
    return ", ".join(names) if names else "nothing"
