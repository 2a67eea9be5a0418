"""A data set: samples, their splits and scaling, and how it is kept in one file.

Shapes: D draws (one for each replica, or 1 for all), S = D sets of samples or 1 shared by all
draws, n samples, m inputs, K outputs.
"""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nncore.arrays import Array, Split
from nncore.data.origins import AS_CONFIGURED, ORIGINS
from nncore.files import read_arrays, write_arrays
from nncore.training.streams import Stream, load_state


@dataclass(frozen=True)
class Dataset:
    """Samples with their splits and scaling.

    Attributes
    ----------
    name, task, description, source : str
        `task` is "classification" or "regression".
    seed : int
        Seed of the first draw; draw d is what ``seed + d`` gives.
    x : ndarray (S, n, m)
        Inputs as they were measured.
    y : ndarray (S, n, K)
        Targets: a column of 0 and 1, one-hot rows, or real numbers.
    train, test : ndarray (D, n_train), (D, n_test)
        Row numbers; n_test may be 0.
    shift, scale : ndarray (D, m)
        The network sees (x - shift) / scale.
    feature_names, class_names : tuple of str
        `class_names` is empty for a regression.
    origin : str
        Name in `nncore.data.origins.ORIGINS`.
    document_file : str
        The document's file that these samples are, or are in place of; empty for none.
    stands_in_for : str
        The document's data that these replace; empty for data that replace none.
    file_sha256 : str
        Of the file that they were read from; empty for samples that were generated.
    image_shape : tuple of int or None
    extras : dict of ndarray
        What the figures of this set need besides: (D, ...) arrays.
    streams : tuple of str
        For a legacy stream its state after each draw, which training continues.
    """

    name: str
    task: str
    seed: int
    x: Array
    y: Array
    train: NDArray[np.integer]
    test: NDArray[np.integer]
    shift: Array
    scale: Array
    feature_names: tuple[str, ...]
    class_names: tuple[str, ...] = ()
    description: str = ""
    source: str = ""
    origin: str = AS_CONFIGURED
    document_file: str = ""
    stands_in_for: str = ""
    file_sha256: str = ""
    image_shape: tuple[int, int] | None = None
    extras: dict[str, NDArray[Any]] = field(default_factory=dict)
    streams: tuple[str, ...] = ()

    @property
    def n_draws(self) -> int:
        """The number of draws, D."""
        return len(self.train)

    @property
    def n_samples(self) -> int:
        """The number of samples of one draw, n."""
        return self.x.shape[1]

    def titled(self, title: str) -> str:
        """Return a title that says whose data these are, where a document has its own."""
        words = ORIGINS[self.origin].title
        return f"{title} ({words})" if words else title

    def said_of_origin(self) -> str:
        """Return the sentence that says whose data these are; empty where there is no question."""
        return ORIGINS[self.origin].sentence.format(
            file=self.document_file, source=self.source, sha256=self.file_sha256[:16]
        )

    def labels(self, draw: int = 0) -> NDArray[np.integer]:
        """Return the class number of every row, (n,)."""
        y = self.y[draw % len(self.y)]
        return y.argmax(axis=-1) if y.shape[-1] > 1 else y[:, 0].astype(int)

    def inputs(self, x: Array, draw: int = 0) -> Array:
        """Return what the network sees of raw inputs x (k, m)."""
        return (x - self.shift[draw % self.n_draws]) / self.scale[draw % self.n_draws]

    def split(self, which: str, n_replicas: int = 1, first: int = 0) -> Split:
        """Return the scaled samples of a split.

        Parameters
        ----------
        which : {"train", "test"}
        n_replicas, first : int
            For replicas `first` to ``first + n_replicas - 1``; one set when there is one draw.

        Returns
        -------
        Split
            x (R or 1, n, m), y (R or 1, n, K).

        Raises
        ------
        ValueError
            When there are several draws, but too few for the replicas.
        """
        if self.n_draws > 1 and first + n_replicas > self.n_draws:
            raise ValueError(
                f"data set {self.name!r} has {self.n_draws} draws for {first + n_replicas} "
                f"replicas: raise datasets.{self.name}.draws"
            )
        draws = range(first, first + n_replicas) if self.n_draws > 1 else range(1)
        rows = getattr(self, which)
        x = [self.inputs(self.x[d % len(self.x)][rows[d]], d) for d in draws]
        y = [self.y[d % len(self.y)][rows[d]] for d in draws]
        return Split(np.stack(x), np.stack(y))

    def continued_streams(self, n_replicas: int, first: int = 0) -> list[Stream]:
        """Return each replica's legacy stream where drawing the data left it."""
        return [load_state(self.streams[first + replica]) for replica in range(n_replicas)]

    def checksum(self) -> str:
        """Return the SHA-256 of everything in the data set, whatever the file format."""
        digest = hashlib.sha256()
        for name, array in sorted(_contents(self).items()):
            digest.update(f"{name} {array.dtype.str} {array.shape} ".encode())
            digest.update(np.ascontiguousarray(array).tobytes())
        return digest.hexdigest()


_ARRAYS = ("x", "y", "train", "test", "shift", "scale")
_TEXTS = (
    *("name", "task", "description", "source"),
    *("origin", "document_file", "stands_in_for", "file_sha256"),
)
_TUPLES = ("feature_names", "class_names", "streams")
_EXTRA = "extras/"


def _contents(dataset: Dataset) -> dict[str, NDArray[Any]]:
    """Return a data set as named arrays, without pickles."""
    arrays = {name: getattr(dataset, name) for name in _ARRAYS}
    arrays |= {name: np.array(getattr(dataset, name)) for name in _TEXTS}
    arrays |= {name: np.array(getattr(dataset, name), dtype=np.str_) for name in _TUPLES}
    arrays |= {_EXTRA + name: array for name, array in dataset.extras.items()}
    arrays["image_shape"] = np.array(dataset.image_shape or (), dtype=int)
    arrays["seed"] = np.array(dataset.seed)
    return arrays


def save_dataset(path: Path, dataset: Dataset) -> None:
    """Write a data set with its checksum, whole or not at all."""
    write_arrays(path, _contents(dataset) | {"sha256": np.array(dataset.checksum())})


def load_dataset(path: Path) -> Dataset:
    """Read a data set and check it against its checksum.

    Raises
    ------
    FileNotFoundError, ValueError
        When the file is missing, damaged or changed, with what to do about it.
    """
    arrays = read_arrays(path)
    try:
        contents: dict[str, Any] = {name: arrays[name] for name in _ARRAYS}
        contents |= {name: str(arrays[name]) for name in _TEXTS}
        contents |= {name: tuple(arrays[name].tolist()) for name in _TUPLES}
        contents["image_shape"] = tuple(arrays["image_shape"].tolist()) or None
        contents["seed"] = int(arrays["seed"])
        recorded = str(arrays["sha256"])
    except KeyError as error:
        raise ValueError(f"{path}: not a data set of this program, {error} is missing") from error
    extras = {n.removeprefix(_EXTRA): a for n, a in arrays.items() if n.startswith(_EXTRA)}
    dataset = Dataset(**contents, extras=extras)
    if dataset.checksum() != recorded:
        raise ValueError(f"{path}: the samples do not match their checksum; delete the file")
    return dataset


def summary(dataset: Dataset) -> dict[str, Any]:
    """Return what a person wants to know of a data set, in plain JSON types."""
    labels = dataset.labels() if dataset.class_names else np.array([], dtype=int)
    return {
        "name": dataset.name,
        "description": dataset.description,
        "source": dataset.source,
        "origin": dataset.origin,
        "document_file": dataset.document_file,
        "stands_in_for": dataset.stands_in_for,
        "file_sha256": dataset.file_sha256,
        "task": dataset.task,
        "seed": dataset.seed,
        "draws": dataset.n_draws,
        "samples": dataset.n_samples,
        "train": dataset.train.shape[1],
        "test": dataset.test.shape[1],
        "features": list(dataset.feature_names),
        "classes": {
            name: int((labels == number).sum()) for number, name in enumerate(dataset.class_names)
        },
        "sha256": dataset.checksum(),
    }
