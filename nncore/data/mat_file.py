"""Handwritten digits from a MATLAB file of the user's own, such as classification3.mat."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nncore.activations import Array
from nncore.data.own_files import opened
from nncore.data.samples import Samples, one_hot, pixel_names
from nncore.streams import Stream

_SIDE = 20


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


def _load(file: Path) -> dict[str, Any]:
    # Imported here: no other job needs to wait for it.
    from scipy.io import loadmat

    try:
        return dict(loadmat(file, appendmat=False, variable_names=("X", "y")))
    except NotImplementedError as error:  # the format of MATLAB 7.3 is another one, HDF5
        raise ValueError("is a MATLAB 7.3 file; save it with save(..., '-v7')") from error
    except Exception as error:  # from a damaged file SciPy raises whatever it stumbles over
        message = str(error).strip().split("\n")[0] or type(error).__name__
        raise ValueError(f"is damaged or no MATLAB file ({message})") from error


def _matrix(content: dict[str, Any], name: str, form: str, n_columns: int) -> Array:
    """Return a variable of the file as numbers (n, n_columns)."""
    array: NDArray[Any] | None = content.get(name)
    if array is None:
        raise ValueError(f"holds no variable {name}; {form}, is needed")
    if not isinstance(array, np.ndarray) or array.dtype.kind not in "buif":
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
