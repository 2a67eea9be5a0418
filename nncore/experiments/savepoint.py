"""What an interrupted training has done so far, kept in files until it ends."""

import logging
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from nncore.files import read_arrays, write_arrays
from nncore.training.checkpoint import Checkpoint, load_checkpoint, save_checkpoint
from nncore.training.settings import Fit

logger = logging.getLogger(__name__)

# A training that is killed loses this much; a shorter one writes nothing.
SECONDS = 30.0


class Savepoint:
    """The stacks of an experiment that are trained, and a checkpoint of the one in training.

    Stacks are numbered in the order of their training.

    Parameters
    ----------
    folder : Path
        Belongs to one training: its name has to change with settings, data and code.
    clock : callable
        Returns seconds.
    """

    def __init__(self, folder: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self.folder = folder
        self._clock, self._saved_at = clock, clock()
        self._unsaved: dict[int, Fit] = {}

    def fit(self, number: int) -> Fit | None:
        """Return what training gave for a stack, None when it has not ended."""
        path = self._fit_path(number)
        arrays = self._read(path, read_arrays)
        return None if arrays is None else _fit(arrays)

    def checkpoint(self, number: int) -> Checkpoint | None:
        """Return where to go on with a stack, None to start anew."""
        path = self._checkpoint_path(number)
        return self._read(path, load_checkpoint)

    def keep(self, number: int, fit: Fit) -> None:
        """Keep what training gave for a stack, in the file that is written next."""
        self._unsaved[number] = fit

    def offer(self, number: int, make: Callable[[], Checkpoint]) -> None:
        """Write a stack's checkpoint, and all that was kept before, when it is time."""
        if self._clock() - self._saved_at < SECONDS:
            return
        for done, fit in self._unsaved.items():
            write_arrays(self._fit_path(done), _arrays(fit))
            self._checkpoint_path(done).unlink(missing_ok=True)
        self._unsaved.clear()
        save_checkpoint(self._checkpoint_path(number), make())
        self._saved_at = self._clock()

    def remove(self) -> None:
        """Delete everything that was kept for this experiment, under whatever settings."""
        shutil.rmtree(self.folder.parent, ignore_errors=True)
        with suppress(OSError):  # not empty, or never made
            self.folder.parent.parent.rmdir()

    def _fit_path(self, number: int) -> Path:
        return self.folder / f"fit-{number}.npz"

    def _checkpoint_path(self, number: int) -> Path:
        return self.folder / f"checkpoint-{number}.npz"

    def _read(self, path: Path, read: Callable[[Path], Any]) -> Any:
        if not path.exists():
            return None
        try:
            return read(path)
        except ValueError as error:
            logger.warning("%s; its part is trained again", error)
            return None


_ARRAYS = tuple(field.name for field in fields(Fit) if field.name != "history")


def _arrays(fit: Fit) -> dict[str, NDArray[Any]]:
    history = {f"history/{name}": values for name, values in fit.history.items()}
    return {**{name: getattr(fit, name) for name in _ARRAYS}, **history}


def _fit(arrays: dict[str, NDArray[Any]]) -> Fit:
    history = {
        name.removeprefix("history/"): values
        for name, values in arrays.items()
        if name.startswith("history/")
    }
    return Fit(history=history, **{name: arrays[name] for name in _ARRAYS})
