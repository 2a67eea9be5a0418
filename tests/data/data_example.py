"""Blocks of every kind of data set, and files such as a user may have."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter
from scipy.io import savemat

from nncore.data.dataset import Dataset
from nncore.data.draws import build_dataset
from nncore.data.kinds import DATASETS
from nncore.data.recipe import Recipe

CSV_ROWS = ("0.5,0.25,1", "-0.5, 1e-1 ,0", "0.1,-0.2,1", "0.75,0.5,0", "0,1,1")


def block(kind: str, **changes: Any) -> Recipe:
    """Return the record of a data set; `changes` of no key of it are options."""
    resolved: dict[str, Any] = {
        "kind": kind,
        "stream": "modern",
        "seed": 3,
        "draws": 1,
        "test_fraction": 0.0,
        "standardise": False,
        "stands_in_for": "",
        "document_file": None,
        "url": None,
        "sha256": None,
    }
    options = {key: value for key, value in changes.items() if key not in resolved}
    given = {key: value for key, value in changes.items() if key in resolved}
    return TypeAdapter(Recipe).validate_python(resolved | given | {"options": options})


def dataset(kind: str, **changes: Any) -> Dataset:
    """Return the data set of such a block."""
    return build_dataset(kind, block(kind, **changes))


def write_csv(path: Path, *rows: str) -> str:
    """Write lines of text; return the path as a configuration holds it."""
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return str(path)


def mat_arrays(n: int = 12) -> dict[str, NDArray[Any]]:
    """Return `X` and `y` of a .mat file: random images of the digits 1 to 9, 0, 1, ..."""
    images = np.random.default_rng(0).uniform(size=(n, 400))
    return {"X": images, "y": (np.arange(n, dtype=np.uint8) % 10 + 1)[:, None]}


def write_mat(path: Path, **arrays: Any) -> str:
    """Write a .mat file, compressed as MATLAB does; return its path for a configuration."""
    savemat(path, arrays, do_compression=True)
    return str(path)


_FILES: dict[str, Callable[[Path], str]] = {
    "csv": lambda folder: write_csv(folder / "own.txt", *CSV_ROWS),
    "mat": lambda folder: write_mat(folder / "own.mat", **mat_arrays()),
}


def options_of(kind: str, folder: Path) -> dict[str, Any]:
    """Return options with which a kind generates: a file for every one that reads one."""
    return {name: _FILES[kind](folder) for name in DATASETS[kind].files}
