"""What is wrong with a configuration, and where."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from pydantic import BaseModel, TypeAdapter, ValidationError

from nncore.config.reading.messages import nearest, shown, unknown

Path = tuple[str | int, ...]


class Place(NamedTuple):
    """A place in a file; line and column count from 1, and 0 is the file as a whole.

    >>> str(Place("config.yaml", 12, 7)), str(Place("--config"))
    ('config.yaml:12:7', '--config')
    """

    source: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.source}:{self.line}:{self.column}" if self.line else self.source


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, and what is known of what it touches.

    Attributes
    ----------
    path : tuple of str and int
        Keys and list positions that lead to the place.
    message : str
        What is wrong and what would be right.
    reads : tuple of paths
        Other places the finding rests on; where one of them is wrong itself, the finding is not
        reported.
    doubts : tuple of paths
        Places that cannot be trusted because of this problem: what was meant for them may stand
        elsewhere.
    at : Place, optional
        Where it stands, when that is known better than from the path.
    """

    path: Path
    message: str
    reads: tuple[Path, ...] = ()
    doubts: tuple[Path, ...] = ()
    at: Place | None = None

    def under(self, path: Path) -> "Problem":
        """Return the same problem seen from further out, where its block stands at `path`."""
        reads, doubts = (
            tuple((*path, *place) for place in places) for places in (self.reads, self.doubts)
        )
        return replace(self, path=(*path, *self.path), reads=reads, doubts=doubts)


class Problems(ValueError):
    """Several problems of one value; validators raise it so that all of them are reported."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.message for problem in self.problems))


def dotted(path: Path) -> str:
    """Return a path as it is written: keys joined by dots, list positions in brackets.

    >>> dotted(("experiments", "ch18-xor", "figures", 1, "kind"))
    'experiments.ch18-xor.figures[1].kind'
    >>> dotted(("experiments", "clusters-0.5", "variants", "hidden = 2"))
    'experiments."clusters-0.5".variants."hidden = 2"'
    """
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
            continue
        key = step if re.fullmatch(r"[\w-]+", step) else f'"{step}"'
        text += f".{key}" if text else key
    return text


def unknown_key(key: object, known: Iterable[str]) -> Problem:
    """Return the problem of a key that a block does not have."""
    names = list(known)
    guess = nearest(key, names)
    return Problem((str(key),), unknown("key", key, names), doubts=((guess,),) if guess else ())


def explain(
    error: ValidationError, block: type[BaseModel], also: Iterable[str] = ()
) -> list[Problem]:
    """Return pydantic's findings on one block as problems, paths relative to the block.

    Parameters
    ----------
    error : ValidationError
    block : type of BaseModel
        The model that raised it.
    also : iterable of str
        Keys that the block has besides the fields of the model.
    """
    known = (*also, *block.model_fields)
    problems: list[Problem] = []
    missing: set[Path] = set()
    for item in error.errors(include_url=False):
        path = tuple(step for step in item["loc"] if step != "[key]")
        cause = item.get("ctx", {}).get("error")
        if isinstance(cause, Problems):
            problems += [problem.under(path) for problem in cause.problems]
        elif item["type"] == "extra_forbidden":
            problems.append(unknown_key(path[-1], known).under(path[:-1]))
        elif item["type"] == "missing":
            missing.add(path)
            field = block.model_fields[str(path[-1])]
            problems.append(Problem(path, f"is missing; {field.description}"))
        else:
            problems.append(Problem(path, _message(item["type"], item)))
    # A key that is missing because it is misspelt is one mistake, not two.
    meant = {path for problem in problems for path in problem.doubts}
    return [each for each in problems if each.path not in meant or each.path not in missing]


def checked(adapter: TypeAdapter[Any], value: Any, path: Path = ()) -> Any:
    """Return a value that `adapter` accepts; `Problems` under `path` for one that it refuses."""
    try:
        return adapter.validate_python(value)
    except ValidationError as error:
        raise Problems(problem.under(path) for problem in explain(error, BaseModel)) from None


# pydantic's error types that a configuration can meet -> what would be right.
_NEEDED = {
    "string_type": "text is needed",
    "string_too_short": "it must not be empty",
    "bool_type": "true or false is needed",
    "list_type": "a list is needed",
    "tuple_type": "a list is needed",
    "dict_type": "a mapping (key: value) is needed",
    "model_type": "a mapping (key: value) is needed",
    "too_short": "at least {min_length} entry is needed",
    "greater_than": "it must be greater than {gt:g}",
    "greater_than_equal": "it must be at least {ge:g}",
    "less_than": "it must be less than {lt:g}",
    "less_than_equal": "it must be at most {le:g}",
    "literal_error": "one of {expected} is needed",
}


def _message(kind: str, item: Any) -> str:
    context = item.get("ctx", {})
    if kind == "value_error":
        return str(context["error"])
    if kind == "literal_error" and isinstance(item["input"], str):
        return unknown("name", item["input"], re.findall(r"'([^']*)'", context["expected"]))
    needed = _NEEDED.get(kind)
    right = needed.format(**context) if needed else item["msg"].lower()
    return f"is {shown(item['input'])}; {right}"
