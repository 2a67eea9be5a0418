"""Finding all problems of a configuration at once, those between its blocks included.

pydantic stops at the first layer: while a value is of the wrong type, nothing that reads it is
checked. So values that are refused are replaced by harmless ones, the rest is checked as if they
were right, and findings that rest on a replaced value are dropped.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, TypeAdapter

from nncore.config.reading.problems import Path, Problem, Problems, checked

Model = TypeVar("Model", bound=BaseModel)

# Every round repairs at least one value, and what it uncovers lies deeper or is a missing key.
_ROUNDS = 20


@dataclass
class Checked(Generic[Model]):
    """What checking one block gave.

    Attributes
    ----------
    raw : dict
        The mapping as far as it was repaired.
    block : model or None
        The block of it; None when it could not be repaired.
    problems : list of Problem
    doubts : set of paths
        Places that are not what was written.
    """

    raw: dict[str, Any]
    block: Model | None = None
    problems: list[Problem] = field(default_factory=list)
    doubts: set[Path] = field(default_factory=set)

    def add(self, problems: Iterable[Problem], path: Path = ()) -> None:
        """Add findings of the block at `path`, unless they rest on a place that is in doubt."""
        for problem in problems:
            found = problem.under(path)
            if not any(self.doubts_about(place) for place in (found.path, *found.reads)):
                self.problems.append(found)

    def doubts_about(self, place: Path) -> bool:
        """Whether `place`, something in it or around it is in doubt."""
        return any(all(a == b for a, b in zip(place, doubt, strict=False)) for doubt in self.doubts)


def check_block(
    model: type[Model], raw: Mapping[str, Any], doubts: Iterable[Path] = ()
) -> Checked[Model]:
    """Check a block by itself, repairing it as far as possible; `doubts` are known before."""
    state: Checked[Model] = Checked(deepcopy(dict(raw)), doubts=set(doubts))
    adapter: TypeAdapter[Model] = TypeAdapter(model)
    for _ in range(_ROUNDS):
        try:
            state.block = checked(adapter, state.raw)
            return state
        except Problems as found:
            meant = {path for problem in found.problems for path in problem.doubts}
            # A key that is missing because it is misspelt is one mistake, not two.
            state.add(p for p in found.problems if p.example is None or p.path not in meant)
            for problem in found.problems:
                state.doubts |= {problem.path, *problem.doubts}
                _repair(state.raw, problem)
    return state


def _repair(raw: dict[str, Any], problem: Problem) -> None:
    """Take the refused value out of `raw`, or put the example of a missing one in."""
    keys = list(problem.path)
    while keys:
        place = _place(raw, keys[:-1])
        is_missing = problem.example is not None and len(keys) == len(problem.path)
        if isinstance(place, dict) and is_missing:
            place[keys[-1]] = deepcopy(problem.example)
            return
        # An entry of a list goes with its list: without it the others would change places.
        if isinstance(place, dict) and keys[-1] in place:
            del place[keys[-1]]
            return
        keys.pop()


def _place(raw: Any, keys: Iterable[Any]) -> Any:
    for key in keys:
        if not isinstance(raw, dict) or key not in raw:
            return None
        raw = raw[key]
    return raw
