"""Files that appear whole or not at all, and arrays in them."""

import json
import os
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

# What NumPy lets through from the archive and its compression.
_DAMAGE = (zipfile.BadZipFile, zlib.error, NotImplementedError)


def write_atomically(path: Path, write: Callable[[BinaryIO], None]) -> None:
    """Let `write` fill a file beside `path`, then rename it: readers never see half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, beside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            write(stream)
        Path(beside).chmod(0o644)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def write_text(path: Path, text: str) -> None:
    """Write text as UTF-8, whole or not at all."""
    write_atomically(path, lambda stream: _write_all(stream, text.encode()))


def write_text_if_changed(path: Path, text: str) -> None:
    """Write text unless the file holds it already: its time of change then means a change."""
    if not path.exists() or path.read_bytes() != text.encode():
        write_text(path, text)


def csv_words(words: str) -> str:
    """Return a field of words such that no spreadsheet takes it for a formula; numbers stay.

    >>> csv_words("=1+1"), csv_words("-0.5"), csv_words("+rate")
    ("'=1+1", '-0.5', "'+rate")
    """
    if not words.startswith(("=", "+", "-", "@", "\t", "\r")):
        return words
    try:
        float(words.rstrip(" %"))
    except ValueError:
        return f"'{words}"
    return words


def write_json(path: Path, value: Any) -> None:
    """Write JSON, whole or not at all; numbers that are not finite are refused."""
    write_text(path, json.dumps(value, indent=1, allow_nan=False, ensure_ascii=False) + "\n")


def read_json(path: Path | str) -> Any:
    """Return the content of a JSON file."""
    return json.loads(Path(path).read_text(encoding="utf-8"))


def _write_all(stream: BinaryIO, content: bytes) -> None:
    stream.write(content)


def write_arrays(path: Path, arrays: dict[str, NDArray[Any]]) -> None:
    """Write named arrays as a compressed .npz without pickles, whole or not at all."""
    for name, array in arrays.items():
        if array.dtype == object:
            raise TypeError(f"{path.name}: array {name!r} holds objects, which need pickles")
    write_atomically(path, lambda stream: np.savez_compressed(stream, allow_pickle=False, **arrays))


def read_arrays(path: Path) -> dict[str, NDArray[Any]]:
    """Return the arrays of an .npz.

    Raises
    ------
    FileNotFoundError, ValueError
        When the file is missing, cut short or not an .npz, with what to do about it.
    """
    if not path.exists():
        raise FileNotFoundError(f"{path}: no such file; `snakemake --cores 1 {path}` makes it")
    try:
        with np.load(path, allow_pickle=False) as archive:
            return {name: archive[name] for name in archive.files}
    except (*_DAMAGE, OSError, ValueError, EOFError, KeyError, TypeError) as error:
        raise ValueError(
            f"{path}: damaged or not an .npz ({error}); delete it and run snakemake again"
        ) from error
