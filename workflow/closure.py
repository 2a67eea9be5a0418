"""The project files that a script imports, directly or not: what its rule depends on besides data.

Snakemake does not look into imported modules. Declared as input, they are compared by checksum, so
that an edit reruns exactly the jobs that use it and touching a file reruns nothing.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@cache
def closure(*entries: str) -> tuple[str, ...]:
    """Return the paths of `entries` and of every project module they import, sorted.

    Parameters
    ----------
    entries : str
        Paths relative to the project's root ("workflow/scripts/train.py") or names of modules
        ("nncore.plots.curves").
    """
    found: set[Path] = set()
    waiting = [_source(entry) or ROOT / entry for entry in entries]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += _needs(path)
    return tuple(sorted(str(path) for path in found))


@cache
def _needs(path: Path) -> tuple[Path, ...]:
    """Return the project files that one file imports, and the packages it lies in."""
    tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    names = {name for node in ast.walk(tree) for name in _imported(node)}
    packages = {part for name in names for part in _parents(name)}
    return tuple(source for name in names | packages if (source := _source(name)) is not None)


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        yield node.module
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _parents(name: str) -> Iterator[str]:
    parts = name.split(".")
    yield from (".".join(parts[:end]) for end in range(1, len(parts)))


@cache
def _source(name: str) -> Path | None:
    """Return the file of a project module, None for names from elsewhere."""
    if not name.replace(".", "_").isidentifier():
        return None
    path = ROOT.joinpath(*name.split("."))
    candidates = (path.with_suffix(".py"), path / "__init__.py")
    return next((candidate for candidate in candidates if candidate.is_file()), None)
