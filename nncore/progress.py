"""Progress of a training: a bar when a person watches, plain lines otherwise."""

import logging
import sys
from typing import Any

from tqdm import tqdm

from nncore.records import Progress

logger = logging.getLogger(__name__)

_bars: dict[str, Any] = {}
# A log has a line for each tenth of the way, not for each epoch.
_tenths: dict[str, int] = {}


def log_progress(label: str, progress: Progress) -> None:
    """Show how far the training called `label` is; made for the trainer's callback."""
    if sys.stderr.isatty():
        _draw_bar(label, progress)
    else:
        _write_line(label, progress)


def _draw_bar(label: str, progress: Progress) -> None:
    bar = _bars.get(label)
    if bar is None:
        bar = _bars[label] = tqdm(total=progress.max_epochs, desc=f"seeds {label}", unit="epoch")
    bar.set_postfix_str(f"loss {progress.train_loss:.3g}, active {progress.n_active}")
    bar.update(progress.epoch - bar.n)
    if progress.epoch == progress.max_epochs or not progress.n_active:
        _bars.pop(label).close()


def _write_line(label: str, progress: Progress) -> None:
    tenth = 10 * progress.epoch // progress.max_epochs
    if _tenths.get(label) != tenth or not progress.n_active:
        _tenths[label] = tenth
        logger.info(
            "seeds %s: epoch %d of %d, %d active, median training loss %.6g",
            label,
            progress.epoch,
            progress.max_epochs,
            progress.n_active,
            progress.train_loss,
        )
