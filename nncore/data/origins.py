"""Where the samples of a data set come from, seen from the document whose numbers they meet."""

import hashlib
from pathlib import Path
from typing import NamedTuple

import numpy as np

from nncore.arrays import Array
from nncore.data.recipe import Recipe


class Origin(NamedTuple):
    """One origin of a data set.

    Attributes
    ----------
    title : str
        What titles add in brackets; empty for nothing.
    sentence : str
        What opens a section, with {file}, {source} and the first digits of {sha256}; empty for
        nothing.
    stands_in : bool
        Whether the samples replace the document's, so that its numbers cannot be reproduced.
    """

    title: str = ""
    sentence: str = ""
    stands_in: bool = False


AS_CONFIGURED, OWN, AS_SUPPLIED, STAND_IN, YOURS = (
    "as configured",
    "the document's own",
    "as supplied",
    "stand-in",
    "your own file",
)
_COMPARED = "the document's numbers can be compared with ours here, not confirmed"
ORIGINS: dict[str, Origin] = {
    AS_CONFIGURED: Origin(),
    OWN: Origin(
        "the document's data",
        "The data are the document's own {file}, known by the checksum of its numbers.",
    ),
    AS_SUPPLIED: Origin(
        "data as supplied",
        "The data are {file} as supplied: the shape is the document's, the content cannot be "
        "checked; its SHA-256 begins with {sha256}.",
    ),
    STAND_IN: Origin(
        "stand-in data",
        "The data stand in for {file} (source: {source}); " + _COMPARED + ".",
        stands_in=True,
    ),
    YOURS: Origin(
        "your own file",
        "The data are your own file in place of {file}, not the document's; " + _COMPARED + ". "
        "Its SHA-256 begins with {sha256}.",
        stands_in=True,
    ),
}


def origin_of(recipe: Recipe, from_file: bool, x: Array, y: Array) -> str:
    """Return the name in `ORIGINS` of samples made by a resolved recipe.

    Parameters
    ----------
    recipe : Recipe
        Its `stands_in_for` is the document's file, its `document_file` how that one is known.
    from_file : bool
        Whether the samples were read from a file of the user's.
    x, y : ndarray (n, m), (n, K)
    """
    if not recipe.stands_in_for:
        return AS_CONFIGURED
    if not from_file:
        return STAND_IN
    known = recipe.document_file
    if known is None or known.kind != recipe.kind:
        return YOURS
    if known.numbers_sha256 is not None:
        return OWN if numbers_sha256(x, y) == known.numbers_sha256 else YOURS
    counts = y.sum(axis=0) if y.shape[1] > 1 else np.array([len(y) - y.sum(), y.sum()])
    fits = x.shape == (known.samples, known.inputs) and (counts == known.per_class).all()
    return AS_SUPPLIED if fits else YOURS


def numbers_sha256(x: Array, y: Array) -> str:
    """Return the SHA-256 of samples, however their file writes them.

    It is that of the rows one after the other, each row its inputs and then its targets, as
    little-endian float64. Of the order of the rows it depends; of spaces and line ends not.
    """
    rows = np.ascontiguousarray(np.hstack([x, y]) + 0.0, dtype="<f8")
    return hashlib.sha256(rows.tobytes()).hexdigest()


def file_sha256(path: str | Path) -> str:
    """Return the SHA-256 of a file's bytes, as `sha256sum` prints it."""
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
