"""Validation entry by entry: a mistake in one experiment hides nothing in another.

pydantic stops at the first layer: while a value is of the wrong type, nothing that reads it is
checked. So an entry with a refused value gives its problems and is left out; what entries say of
each other is checked of the others.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, TypeAdapter

from nncore.config.reading.problems import Path, Problem, Problems, checked

Model = TypeVar("Model", bound=BaseModel)


@dataclass
class Checked(Generic[Model]):
    """What checking a configuration gave.

    Attributes
    ----------
    block : model
        The block of all entries that are right by themselves.
    problems : list of Problem
    doubts : set of paths
        Places that are not what was written, or that `block` lacks.
    """

    block: Model
    problems: list[Problem] = field(default_factory=list)
    doubts: set[Path] = field(default_factory=set)

    def add(self, problems: Iterable[Problem], path: Path = ()) -> None:
        """Add findings of the block at `path`, unless they rest on a place that is in doubt."""
        for problem in problems:
            found = problem.under(path)
            if not any(about(self.doubts, place) for place in (found.path, *found.reads)):
                self.problems.append(found)


def about(doubts: Iterable[Path], place: Path) -> bool:
    """Whether `place`, something in it or around it is in doubt."""
    return any(all(a == b for a, b in zip(place, doubt, strict=False)) for doubt in doubts)


def check_entries(
    model: type[Model], raw: Mapping[str, Any], doubts: Iterable[Path] = ()
) -> Checked[Model]:
    """Check every entry of every section by itself; `doubts` are known before."""
    adapter: TypeAdapter[Model] = TypeAdapter(model)
    doubtful = set(doubts)
    try:
        return Checked(checked(adapter, raw), doubts=doubtful)
    except Problems as found:
        problems = [each for each in found.problems if not about(doubtful, each.path)]
        doubtful |= {path for each in found.problems for path in each.doubts}
        doubtful |= {_entry(raw, each.path) for each in found.problems}
    return Checked(checked(adapter, _without(raw, doubtful)), problems, doubtful)


def _entry(raw: Mapping[str, Any], path: Path) -> Path:
    """Return the path of the entry that a path leads into: a key, or an id of a section."""
    return path[:2] if isinstance(raw.get(str(path[0])), Mapping) else path[:1]


def _without(raw: Mapping[str, Any], entries: Iterable[Path]) -> dict[str, Any]:
    left: dict[str, Any] = dict(raw)
    for entry in entries:
        if len(entry) == 1:
            left.pop(str(entry[0]), None)
        elif isinstance(left.get(str(entry[0])), Mapping):
            section = left[str(entry[0])]
            left[str(entry[0])] = {id: block for id, block in section.items() if id != entry[1]}
    return left
