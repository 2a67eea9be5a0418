"""Points with a label 0 or 1 from a text file of the user's own, such as classification2.txt."""

import math
from pathlib import Path

import numpy as np

from nncore.data.own_files import opened
from nncore.data.samples import Samples
from nncore.training.streams import Stream

_FORM = "two or more features and a label 0 or 1, separated by commas"


def csv(rng: Stream, *, path: str) -> Samples:
    """Read one sample from each line: two or more features, then the label 0 or 1, with commas.

    There is no header; empty lines mean nothing. Nothing is drawn.

    Raises
    ------
    FileNotFoundError, ValueError
        When the file is missing or a row is not of this form; rows are counted from 1.
    """
    with opened(path) as file:
        rows = np.array(_rows(_text(file)))
        return Samples(
            rows[:, :-1],
            rows[:, -1:],
            feature_names=tuple(f"x{number + 1}" for number in range(rows.shape[1] - 1)),
            class_names=("0", "1"),
            source=f"the user's own file {file.name}",
        )


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")  # with or without a byte-order mark
    except UnicodeDecodeError as error:
        message = f"byte {error.start + 1} is no text (UTF-8); lines of numbers are needed"
        raise ValueError(message) from error


def _rows(text: str) -> list[list[float]]:
    rows: list[list[float]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            rows.append(_row(f"row {number}", line.split(","), len(rows[0]) if rows else None))
    if not rows:
        raise ValueError(f"holds no rows; each needs {_FORM}")
    return rows


def _row(place: str, entries: list[str], length: int | None) -> list[float]:
    """Return the numbers of one row, which has as many as the first one has."""
    if length is not None and len(entries) != length:
        raise ValueError(f"{place} has {_entries(len(entries))}, the rows before it have {length}")
    if len(entries) < 3:
        raise ValueError(f"{place} has {_entries(len(entries))}; {_FORM} are needed")
    numbers = [_number(place, column, entry) for column, entry in enumerate(entries, start=1)]
    if numbers[-1] not in (0.0, 1.0):
        raise ValueError(f"{place}: label {entries[-1].strip()}; 0 or 1 is needed")
    return numbers


def _entries(n: int) -> str:
    return f"{n} entry" if n == 1 else f"{n} entries"


def _number(place: str, column: int, entry: str) -> float:
    try:
        number = float(entry)
    except ValueError:
        hint = " (a file with a header? remove it)" if place == "row 1" else ""
        message = f"{place}, column {column}: {entry.strip()!r}; a number is needed{hint}"
        raise ValueError(message) from None
    if not math.isfinite(number):
        raise ValueError(f"{place}, column {column}: {entry.strip()}; a finite number is needed")
    return number
