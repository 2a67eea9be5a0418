"""Where a configuration comes from: files, the later over the earlier, and the command line."""

from collections.abc import Mapping, Sequence
from pathlib import Path as FilePath
from typing import Any

from nncore.config.reading.override import overridden, steps_of
from nncore.config.reading.places import Places
from nncore.config.reading.problems import Path, Place, Problem, Problems
from nncore.config.reading.reader import Source, read_yaml
from nncore.config.reading.scalars import scalar

COMMAND_LINE = "--config"


def read_sources(files: Sequence[FilePath], given: Mapping[str, Any]) -> Source:
    """Return the files as one, blocks of later ones merged into those of earlier ones.

    Parameters
    ----------
    files : list of Path
    given : mapping
        Values of the command line, in blocks as deep as the file's; over those of the files.

    Raises
    ------
    Problems
        When a file is missing or no YAML, for all such files.
    """
    problems: list[Problem] = []
    result = Source({}, Places(files[0].name))
    for file in files:
        try:
            _merge(result, read_yaml(file))
        except Problems as found:
            problems += found.problems
    if problems:
        raise Problems(problems)
    _merge(result, _of_command_line(given))
    return result


def override(source: Source, overrides: Mapping[str, Any]) -> None:
    """Replace values at dotted keys, as from the command line.

    Raises
    ------
    Problems
        For keys that lead through a number or a list.
    """
    at = Place(COMMAND_LINE)
    try:
        value = overridden(source.value, overrides)
    except Problems as found:
        raise Problems(Problem(p.path, p.message, at=at) for p in found.problems) from None
    for key in overrides:
        _forget(source.places.marks, path := steps_of(value, key))
        source.places.marks[path] = at
    source.value = value


def _merge(result: Source, over: Source) -> None:
    result.problems += over.problems
    _merge_blocks(result.value, over.value, (), result.places.marks, over.places.marks)


def _merge_blocks(
    below: dict[str, Any],
    over: Mapping[str, Any],
    path: Path,
    marks: dict[Path, Place],
    over_marks: Mapping[Path, Place],
) -> None:
    for key, value in over.items():
        place = (*path, key)
        if isinstance(value, dict) and isinstance(below.get(key), dict):
            _merge_blocks(below[key], value, place, marks, over_marks)
            continue
        _forget(marks, place)
        below[key] = value
        n = len(place)
        marks |= {other: mark for other, mark in over_marks.items() if other[:n] == place}


def _forget(marks: dict[Path, Place], path: Path) -> None:
    for other in [other for other in marks if other[: len(path)] == path]:
        del marks[other]


def _of_command_line(given: Mapping[str, Any]) -> Source:
    """Return the values of the command line with their places."""
    marks: dict[Path, Place] = {}
    problems: list[Problem] = []
    at = Place(COMMAND_LINE)

    def typed(value: Any, path: Path) -> Any:
        """Return a value whose words mean what they would in the file."""
        marks[path] = at
        if isinstance(value, Mapping):
            return {str(key): typed(entry, (*path, str(key))) for key, entry in value.items()}
        if isinstance(value, list | tuple):
            return [typed(entry, (*path, index)) for index, entry in enumerate(value)]
        if not isinstance(value, str):
            return value
        try:
            return scalar(value)
        except Problems as found:
            problems.extend(Problem(path, problem.message, at=at) for problem in found.problems)
            return value

    value = {key: typed(entry, (key,)) for key, entry in given.items()}
    return Source(value, Places(COMMAND_LINE, marks), problems)
