"""The project files that a script imports, directly or not: what its rule depends on besides data.

Snakemake does not look into imported modules. Their checksums are part of a job's parameters, so
that an edit reruns exactly the jobs that use it, whenever it was made, and touching a file reruns
nothing.
"""

import ast
from functools import cache
from hashlib import sha256
from itertools import accumulate
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What only tells how far a job is: nothing that it makes depends on it.
TELLING = ("nncore/training/progress.py",)


@cache
def closure(*entries: str) -> dict[str, str]:
    """Return the checksums of `entries` and of every project module they import, by path.

    Read once: the checksums are those of the moment at which the workflow was planned.

    Parameters
    ----------
    entries : str
        Paths relative to the project's root ("workflow/scripts/train.py") or names of modules
        ("nncore.plots.figures.curves").
    """
    found: dict[Path, str] = {}
    waiting = [_source(entry) or ROOT / entry for entry in entries]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found[path], needs = _read(path)
            waiting += needs
    by_name = {path.relative_to(ROOT).as_posix(): found[path] for path in sorted(found)}
    return {name: checksum for name, checksum in by_name.items() if name not in TELLING}


@cache
def _read(path: Path) -> tuple[str, tuple[Path, ...]]:
    """Return a file's checksum, the project files that it imports and the packages they lie in."""
    content = path.read_bytes()
    names: set[str] = set()
    for node in ast.walk(ast.parse(content, filename=str(path))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    prefixes = {prefix for name in names for prefix in accumulate(name.split("."), "{}.{}".format)}
    return sha256(content).hexdigest(), tuple(filter(None, map(_source, prefixes)))


@cache
def _source(name: str) -> Path | None:
    """Return the file of a project module, None for names from elsewhere."""
    if not name.replace(".", "_").isidentifier():
        return None
    path = ROOT.joinpath(*name.split("."))
    candidates = (path.with_suffix(".py"), path / "__init__.py")
    return next((candidate for candidate in candidates if candidate.is_file()), None)
