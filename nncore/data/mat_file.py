"""Handwritten digits from a MATLAB file of the user's own, such as classification3.mat."""

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nncore.arrays import Array
from nncore.data import mat_child
from nncore.data.own_files import opened
from nncore.data.samples import Samples, one_hot, pixel_names
from nncore.training.streams import Stream

_SIDE = 20
_LIMIT = 300  # seconds


def mat(rng: Stream, *, path: str) -> Samples:
    """Read images of 20 x 20 pixels and their digits. Nothing is drawn.

    The file holds `X` (n, 400), an image in each row, stored column by column as MATLAB does, and
    `y` (n, 1), the digits 1 to 9 and 10 for 0. The samples returned hold images row by row.

    Raises
    ------
    FileNotFoundError, ValueError
        When the file is missing, is no MATLAB file, or a row is not of this form; rows are counted
        from 1.
    """
    with opened(path) as file:
        content = _load(file)
        images = _matrix(content, "X", "n x 400, an image of 20 x 20 pixels in each row", _SIDE**2)
        labels = _matrix(content, "y", f"{len(images)} x 1, a digit for each image", 1)[:, 0]
        if len(labels) != len(images):
            raise ValueError(f"y has {len(labels)} rows for the {len(images)} of X")
        wrong = np.flatnonzero(~np.isin(labels, np.arange(1, 11)))
        if len(wrong):
            label, row = labels[wrong[0]], wrong[0] + 1
            raise ValueError(f"row {row} of y: label {label:g}; 1 to 9, or 10 for 0, is needed")
        return Samples(
            images.reshape(-1, _SIDE, _SIDE).transpose(0, 2, 1).reshape(-1, _SIDE**2),
            one_hot(labels.astype(int) % 10, 10),
            feature_names=pixel_names(_SIDE, _SIDE),
            class_names=tuple(str(digit) for digit in range(10)),
            image_shape=(_SIDE, _SIDE),
            source=f"the user's own file {file.name}",
        )


def _load(file: Path) -> dict[str, NDArray[Any]]:
    """Return the variables of a file, read by another process: a damaged one may end it."""
    command = [sys.executable, "-P", mat_child.__file__, str(file)]
    # What this process can import the other can too, installed or not.
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        child = subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=_LIMIT
        )
    except subprocess.TimeoutExpired:
        raise ValueError(f"is not read within {_LIMIT} s: damaged; take a fresh copy") from None
    if child.returncode:
        said = child.stderr.decode(errors="replace").strip()
        # Without words of its own, or with a traceback, the process was ended or broke down.
        known = child.returncode == 1 and said.startswith("is ") and "\n" not in said
        ended = f"is damaged: reading it ended with status {child.returncode}; take a fresh copy"
        raise ValueError(said if known else ended)
    try:
        with np.load(io.BytesIO(child.stdout), allow_pickle=False) as archive:
            return {name: archive[name] for name in archive.files}
    except (ValueError, EOFError) as error:
        raise ValueError("is damaged: reading it gave no arrays; take a fresh copy") from error


def _matrix(content: dict[str, NDArray[Any]], name: str, form: str, n_columns: int) -> Array:
    """Return a variable of the file as numbers (n, n_columns)."""
    array = content.get(name)
    if array is None:
        raise ValueError(f"holds no variable {name}; {form}, is needed")
    if array.dtype.kind not in "buif":
        raise ValueError(f"{name} does not hold plain numbers; {form}, is needed")
    if array.ndim != 2 or array.shape[1] != n_columns or not len(array):
        raise ValueError(f"{name} is {' x '.join(map(str, array.shape))}; {form}, is needed")
    numbers = array.astype(float)
    bad = np.argwhere(~np.isfinite(numbers))
    if len(bad):
        row, column = bad[0]
        entry = numbers[row, column]
        raise ValueError(f"row {row + 1} of {name}, column {column + 1}: {entry}, not finite")
    return numbers
