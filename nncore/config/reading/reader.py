"""Reading the configuration's YAML: plain values with their places, and all that is wrong at once.

A key that stands twice is an error, not the last one wins; numbers that YAML 1.1 and 1.2 read
differently are errors, not whatever the reader makes of them; nothing is ever executed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

import yaml

from nncore.config.reading.bytes import decoded
from nncore.config.reading.messages import shown
from nncore.config.reading.places import Places
from nncore.config.reading.problems import Path, Place, Problem, Problems
from nncore.config.reading.scalars import scalar

# The catalogue has some 4,000 values, 8 levels deep.
MOST_VALUES = 100_000
DEEPEST = 30
# Snakemake runs Python code in files that have this key.
_TEMPLATE_KEY = "__use_yte__"
_PREFIX = "tag:yaml.org,2002:"
_PLAIN_TAGS = {"str", "bool", "int", "float", "null", "timestamp", "value", "merge"}


@dataclass
class Source:
    """A file that has been read: its mapping, where everything stands, and what is wrong with it.

    What is wrong is left out of the mapping, or stands there as it was written.
    """

    value: dict[str, Any]
    places: Places
    problems: list[Problem] = field(default_factory=list)


class _Stop(Exception):
    """A problem that makes reading on useless."""


def read_yaml(path: FilePath) -> Source:
    """Return the mapping in a YAML file.

    Raises
    ------
    Problems
        When the file is missing, no YAML, or not a mapping; the first one only.
    """
    return read_text(decoded(path), path.name)


def read_text(text: str, source: str) -> Source:
    """Return the mapping in a text; `source` is what messages call its file.

    Raises
    ------
    Problems
        When it is no YAML, or not a mapping; the first one only.
    """
    node = _composed(text, source)
    reader = _Reader(source)
    try:
        value = reader.value(node, (), ()) if node is not None else None
    except _Stop:
        value = {}
    if not isinstance(value, dict):
        raise Problems([no_mapping(value, Place(source))])
    return Source(value, Places(source, reader.marks), reader.problems)


def no_mapping(value: Any, at: Place | None = None) -> Problem:
    """Return the problem of a configuration that is a list, a number or nothing."""
    return Problem((), f"is {shown(value)}; a mapping of keys is needed", at=at)


def _composed(text: str, source: str) -> yaml.Node | None:
    """Return the only document of a text as nodes."""
    try:
        loader = yaml.SafeLoader(text)
        node: yaml.Node | None = loader.get_single_node()
    except yaml.YAMLError as error:
        raise Problems([_explained(error, source)]) from None
    except RecursionError:
        message = f"is nested too deep; at most {DEEPEST} levels are read"
        raise Problems([Problem((), message, at=Place(source))]) from None
    return node


def _explained(error: yaml.YAMLError, source: str) -> Problem:
    mark = getattr(error, "problem_mark", None)
    at = Place(source, mark.line + 1, mark.column + 1) if mark else Place(source)
    what = str(getattr(error, "problem", None) or error)
    cure = "look at indentation, colons and quotation marks"
    if "'\\t'" in what:
        what, cure = "a tab stands where YAML allows none", "indent with spaces"
    elif "another document" in what:
        what, cure = 'a second document begins ("---")', "one file holds one configuration"
        return Problem((), f"{what}; {cure}", at=at)
    elif "undefined alias" in what:
        cure = "name an anchor (&name) that stands before it; put text in quotation marks"
    return Problem((), f"not YAML: {what}; {cure}", at=at)


class _Reader:
    """One walk over the nodes of a document."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.marks: dict[Path, Place] = {}
        self.problems: list[Problem] = []
        self._n_values = 0

    def value(self, node: yaml.Node, path: Path, outer: tuple[yaml.Node, ...]) -> Any:
        """Return the plain value of a node; `outer` are the nodes around it."""
        self._enter(node, path, outer)
        self.marks.setdefault(path, self._place(node))
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, path)
        if node.tag not in (f"{_PREFIX}map", f"{_PREFIX}seq"):
            self._report(path, f"the tag {node.tag} is not read; write plain values", node)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path, outer)
        return [
            self.value(entry, (*path, index), (*outer, node))
            for index, entry in enumerate(node.value)
        ]

    def _mapping(
        self,
        node: yaml.MappingNode,
        path: Path,
        outer: tuple[yaml.Node, ...],
        own: frozenset[str] = frozenset(),
    ) -> dict[str, Any]:
        """Return a block; `own` are the keys of the block that this one is merged into."""
        result: dict[str, Any] = {}
        merged: list[yaml.Node] = []
        for key_node, value_node in node.value:
            if key_node.tag == f"{_PREFIX}merge":
                merged.append(value_node)
            elif (key := self._key(key_node, path, result)) is not None and key not in own:
                self.marks.setdefault((*path, key), self._place(key_node))
                result[key] = self.value(value_node, (*path, key), (*outer, node))
        for entry in merged:
            # What stands in the block itself comes first, then what was merged before.
            for other in entry.value if isinstance(entry, yaml.SequenceNode) else [entry]:
                if isinstance(other, yaml.MappingNode):
                    self._enter(other, path, (*outer, node))
                    known = frozenset(own | result.keys())
                    result |= self._mapping(other, path, (*outer, node), known)
                else:
                    message = "<< takes a mapping, such as *name; for text write it in quotation "
                    self._report(path, f"{message}marks", other)
        return result

    def _key(self, node: yaml.Node, path: Path, block: Mapping[str, Any]) -> str | None:
        """Return a key, or None for one that is refused."""
        if not isinstance(node, yaml.ScalarNode):
            message = "a mapping or list stands where a key is needed; text with braces or "
            message += "brackets, such as {{ ... }}, needs quotation marks"
            self._report(path, message, node)
            return None
        key = str(node.value)
        place = (*path, key)
        if key in block:
            lines = f"in lines {self.marks[place].line} and {node.start_mark.line + 1}"
            message = f'the key "{key}" stands twice in one block, {lines}; remove one'
            self._report(place, message, node)
            return None
        if key == _TEMPLATE_KEY:
            self._report(place, "asks Snakemake to run code in this file; remove it", node)
            return None
        self._scalar(node, place)
        return key

    def _scalar(self, node: yaml.ScalarNode, path: Path) -> Any:
        text, kind = str(node.value), node.tag.removeprefix(_PREFIX)
        is_plain = node.style is None
        if kind not in _PLAIN_TAGS if is_plain else kind != "str":
            self._report(path, f"the tag {node.tag} is not read; write plain values", node)
        if not is_plain:
            return text
        try:
            return scalar(text)
        except Problems as found:
            for problem in found.problems:
                self._report(path, problem.message, node)
            return text

    def _enter(self, node: yaml.Node, path: Path, outer: tuple[yaml.Node, ...]) -> None:
        """Count a value, and refuse what has no end."""
        self._n_values += 1
        if self._n_values > MOST_VALUES:
            message = f"more than {MOST_VALUES:,} values with all aliases (*name) written out"
        elif node in outer:
            message = "an alias (*name) stands inside its own anchor (&name)"
        elif len(outer) > DEEPEST:
            message = f"nested deeper than {DEEPEST} levels"
        else:
            return
        self._report(path, f"{message}; write it plainly (the file was not read further)", node)
        raise _Stop

    def _place(self, node: yaml.Node) -> Place:
        return Place(self.source, node.start_mark.line + 1, node.start_mark.column + 1)

    def _report(self, path: Path, message: str, node: yaml.Node) -> None:
        self.problems.append(Problem(path, message, at=self._place(node)))
