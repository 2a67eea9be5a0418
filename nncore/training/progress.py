"""How far a training is and how long it needs: a line in the log, a file for who watches."""

import logging
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Self

from nncore.files import write_json
from nncore.training.settings import Progress

logger = logging.getLogger(__name__)

# Between two lines of a log, and between two looks of somebody who watches.
LOG_SECONDS, WATCH_SECONDS = 10.0, 0.5
BAR = 20


class ProgressLog:
    """Tells the progress of an experiment; made for the callback of `run_experiment`.

    Parameters
    ----------
    path : Path
        A file beside the log with ``share`` (0 to 1), ``left`` (seconds, or null) and ``words``.
    clock : callable
        Returns seconds.
    """

    def __init__(self, path: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self.path = path
        self._clock = clock
        self._began: tuple[float, float] | None = None
        self._logged = self._told = -float("inf")

    def __call__(self, label: str, progress: Progress, share: float) -> None:
        """Tell how far the stack called `label` is; `share` is that of the whole experiment."""
        now = self._clock()
        if now - self._told < WATCH_SECONDS and share < 1.0:
            return
        self._told = now
        left = self._left(now, share)
        words = f"{label}, epoch {progress.epoch} of {progress.max_epochs}"
        write_json(self.path, {"share": round(share, 4), "left": left, "words": words})
        if now - self._logged >= LOG_SECONDS or share >= 1.0:
            self._logged = now
            logger.info(
                "%.0f %%, %s: %s, %d active, median training loss %.6g",
                100.0 * share,
                time_left(left),
                words,
                progress.n_active,
                progress.train_loss,
            )

    def _left(self, now: float, share: float) -> float | None:
        """Return the seconds still needed at the pace since the first call."""
        if self._began is None:
            self._began = now, share
        began, done = self._began
        return round((now - began) * (1.0 - share) / (share - done), 1) if share > done else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Remove the file: there is nothing to watch any more."""
        self.path.unlink(missing_ok=True)


def time_left(seconds: float | None) -> str:
    """Return seconds as words.

    >>> time_left(7.2), time_left(92.0), time_left(None)
    ('7 s left', '1:32 min left', 'time left not known yet')
    """
    if seconds is None:
        return "time left not known yet"
    if seconds < 60:
        return f"{seconds:.0f} s left"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d} min left"


def as_bar(progress: Mapping[str, Any]) -> str:
    """Return what a progress file holds as a bar."""
    done = round(BAR * progress["share"])
    share = f"{100 * progress['share']:.0f} %"
    return f"[{'#' * done}{'.' * (BAR - done)}] {share} {time_left(progress['left'])}"


def as_line(progress: Mapping[str, Any]) -> str:
    """Return what a progress file holds as a line of a log."""
    share = f"{100 * progress['share']:.0f} %"
    return f"{share}, {time_left(progress['left'])} ({progress['words']})"
