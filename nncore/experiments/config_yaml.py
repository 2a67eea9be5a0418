"""Reading the configuration's YAML; a key that stands twice is an error, not the last one wins."""

from pathlib import Path as FilePath
from typing import Any

import yaml

from nncore.experiments.config_messages import shown
from nncore.experiments.config_problems import Problem, Problems


class _Loader(yaml.SafeLoader):
    """A safe loader that refuses repeated keys."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[str] = set()
    problems = []
    for key, _ in node.value:
        if key.value in seen:
            line = key.start_mark.line + 1
            message = f'line {line}: the key "{key.value}" stands twice in one block; remove one'
            problems.append(Problem((), message))
        seen.add(key.value)
    if problems:
        raise Problems(problems)
    loader.flatten_mapping(node)
    return loader.construct_mapping(node, deep=True)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_yaml(path: FilePath) -> dict[str, Any]:
    """Return the mapping in a YAML file.

    Raises
    ------
    Problems
        When the file is missing, no YAML, not a mapping, or has a key twice.
    """
    try:
        value = yaml.load(path.read_text(encoding="utf-8"), _Loader)
    except FileNotFoundError:
        raise Problems([Problem((), f"there is no file {path}; give the path of one")]) from None
    except (OSError, UnicodeDecodeError) as error:
        raise Problems([Problem((), f"{path} cannot be read: {error}")]) from None
    except yaml.YAMLError as error:
        raise Problems([_explained(error)]) from None
    if not isinstance(value, dict):
        raise Problems([Problem((), f"is {shown(value)}; a mapping of keys is needed")])
    return {str(key): entry for key, entry in value.items()}


def _explained(error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
    what = getattr(error, "problem", None) or str(error)
    return Problem((), f"{where}not YAML: {what}; look at indentation, colons and quotation marks")
