"""What differs between two builds: which files, and which numbers by how much.

    python tools/compare.py BASE [--made results] [--only 'runs/*'] [--renamed OLD=NEW ...]

BASE is the folder of another build, its MANIFEST.sha256 (checksums: files only) or its metrics.json
(numbers only). CSV is compared cell by cell, JSON leaf by leaf, arrays by name. The exit code is 1
where something differs. Durations never count: they are facts of a machine.
"""

import argparse
import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from fnmatch import fnmatch
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

MANIFEST, METRICS = "MANIFEST.sha256", "metrics.json"
# What no manifest lists: logs, plans of jobs, what was fetched or left half done, machine facts.
APART = (
    "logs/*",
    "config/*",
    "downloads/*",
    "checkpoints/*",
    "machine.json",
    "report/machine.html",
)
SHOWN = 20  # differences of one file
Names = Callable[[str], str]


def sums(build: Path) -> dict[str, str]:
    """Return the checksum of every file of a build, by its path in the folder of results.

    Parameters
    ----------
    build : Path
        A folder, whose manifest says which files are the build's (all but `APART` without one), or
        a manifest alone.
    """
    folder = build if build.is_dir() else build.parent
    manifest = folder / MANIFEST if build.is_dir() else build
    if manifest.exists():
        lines = manifest.read_text(encoding="utf-8").splitlines()
        listed = {name: checksum for checksum, _, name in (line.partition("  ") for line in lines)}
        if not build.is_dir():
            return listed
    else:
        paths = (path for path in folder.rglob("*") if path.is_file())
        names = sorted(path.relative_to(folder).as_posix() for path in paths)
        listed = {n: "" for n in names if not any(fnmatch(n, pattern) for pattern in APART)}
    present = ((name, folder / name) for name in listed if (folder / name).is_file())
    return {name: sha256(path.read_bytes()).hexdigest() for name, path in present}


def cells(path: Path) -> dict[str, str]:
    """Return the cells of a CSV file, named by the words that begin their row, and their column."""
    with path.open(encoding="utf-8", newline="") as stream:
        head, *rows = csv.reader(stream)
    numeric = (i for i in range(len(head)) if any(number(row[i]) is not None for row in rows))
    n_words = max(next(numeric, len(head)), 1)
    found: dict[str, str] = {}
    seen: Counter[str] = Counter()
    for row in rows:
        name = ", ".join(filter(None, row[:n_words])) or "-"
        seen[name] += 1
        place = name if seen[name] == 1 else f"{name} ({seen[name]})"
        found |= {f"{place} | {column}": cell for column, cell in zip(head, row, strict=True)}
    return found


def leaves(path: Path) -> dict[str, Any]:
    """Return the numbers and words of a JSON file by their paths, without durations."""
    durations = {"seconds"} if path.name == METRICS else set()

    def walk(value: Any, place: str) -> Iterator[tuple[str, Any]]:
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, part in items:
            here = f"{place}[{key}]" if isinstance(value, list) else f"{place}.{key}".lstrip(".")
            if isinstance(part, dict | list) and part:
                yield from walk(part, here)
            elif key not in durations:
                yield here, part

    return dict(walk(json.loads(path.read_text(encoding="utf-8")), ""))


def arrays(path: Path) -> dict[str, Any]:
    """Return the arrays of an .npz file."""
    with np.load(path, allow_pickle=False) as archive:
        return {name: archive[name] for name in archive.files}


READERS: dict[str, Callable[[Path], dict[str, Any]]] = {
    ".csv": cells,
    ".json": leaves,
    ".npz": arrays,
}


def number(value: Any) -> float | None:
    """Return what a cell or a leaf says as a number, None for words."""
    try:
        return None if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        return None


def change(before: Any, after: Any) -> str | None:
    """Return how two values differ, None when they are equal."""
    if isinstance(before, np.ndarray) and isinstance(after, np.ndarray):
        return _array_change(before, after)
    same = before == after or (before != before and after != after)
    if same and isinstance(before, str | bool) == isinstance(after, str | bool):
        return None
    old, new = number(before), number(after)
    by = f" ({new - old:+.3g})" if old is not None and new is not None else ""
    return f"{before} → {after}{by}"


def _array_change(before: np.ndarray, after: np.ndarray) -> str | None:
    if (before.dtype, before.shape) != (after.dtype, after.shape):
        return f"{before.dtype}{list(before.shape)} → {after.dtype}{list(after.shape)}"
    other = before != after
    if before.dtype.kind == "f":
        other &= ~(np.isnan(before) & np.isnan(after))
    if not other.any():
        return None
    most = ""
    if before.dtype.kind in "iuf":
        most = f", by at most {np.abs(before[other].astype(float) - after[other]).max():.3g}"
    return f"{other.sum()} of {other.size} entries{most}"


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Return a line for every value that is not the same in both, or in one only."""
    lines = [f"{name}: only there" for name in before if name not in after]
    lines += [f"{name}: only here" for name in after if name not in before]
    both = ((name, change(before[name], after[name])) for name in before if name in after)
    return lines + [f"{name}: {words}" for name, words in both if words is not None]


def compare_files(before: Path, after: Path, renamed: Names) -> list[str]:
    """Return what differs in two files of numbers; nothing for other files."""
    read = READERS.get(after.suffix)
    if read is None:
        return []
    old = {renamed(name): value for name, value in read(before).items()}
    return differences(old, read(after))


def report(base: Path, made: Path, only: str, renamed: Names) -> Iterator[tuple[str, list[str]]]:
    """Yield every file that is not the same in both builds, with what differs in it."""
    if base.suffix == ".json":
        if lines := compare_files(base, made / METRICS, renamed):
            yield METRICS, lines
        return
    before = {renamed(name): (name, checksum) for name, checksum in sums(base).items()}
    after = sums(made)
    for name in sorted(before.keys() | after.keys()):
        if not fnmatch(name, only):
            continue
        if name not in before or name not in after:
            yield name, [f"only {'here' if name in after else 'there'}"]
        elif before[name][1] != after[name]:
            old = base / before[name][0]
            lines = compare_files(old, made / name, renamed) if base.is_dir() else []
            equal = ", equal content" * (base.is_dir() and old.suffix in READERS)
            yield name, lines or [f"other bytes{equal}"]


def main(arguments: Sequence[str]) -> int:
    """Print what differs; return 1 where something does."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("base", type=Path, help="a folder, its MANIFEST.sha256 or metrics.json")
    parser.add_argument("--made", type=Path, default=Path("results"), metavar="FOLDER")
    parser.add_argument("--only", default="*", metavar="PATTERN", help="files to compare")
    parser.add_argument("--renamed", action="append", default=[], metavar="OLD=NEW")
    parser.add_argument("--all", action="store_true", help=f"all differences, not {SHOWN} a file")
    options = parser.parse_args(arguments)
    words = dict(pair.split("=", 1) for pair in options.renamed)

    def renamed(name: str) -> str:
        for old, new in words.items():
            name = re.sub(rf"(?<![A-Za-z0-9]){re.escape(old)}(?![A-Za-z0-9])", new, name)
        return name

    base = options.base / "results" if (options.base / "results").is_dir() else options.base
    if not base.exists():
        parser.error(f"{base}: no such file or folder")
    n_files, n_lines = 0, 0
    for name, lines in report(base, options.made, options.only, renamed):
        n_files, n_lines = n_files + 1, n_lines + len(lines)
        shown = lines if options.all else lines[:SHOWN]
        rest = [f"and {len(lines) - len(shown)} more"] if len(lines) > len(shown) else []
        print("\n    ".join([name, *shown, *rest]))
    print(f"{n_files} files differ, in {n_lines} places" if n_files else "no difference")
    return int(n_files > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
