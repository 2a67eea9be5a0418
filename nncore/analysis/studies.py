"""What figures read out of runs: panels, spreads over seeds, steps and names.

Legend of shapes: R replicas (seeds), T recorded epochs, S snapshots.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nncore.experiments.run_files import GradientStudy, Run, Study
from nncore.language.captions import listed, plural
from nncore.language.markup import escape

LOW, MIDDLE, HIGH = 0.05, 0.5, 0.95


class Panel(NamedTuple):
    """One trained variant of one study, with the words that tell it from its neighbours."""

    title: str
    study: Study
    run: Run

    @property
    def name(self) -> str:
        """The title, or the study where it stands alone."""
        return self.title or title_of(self.study)


class Band(NamedTuple):
    """Spread over seeds at every recorded epoch, each (T,)."""

    low: NDArray[np.floating]
    median: NDArray[np.floating]
    high: NDArray[np.floating]


def panels_of(study: Study, others: Sequence[Study] = ()) -> list[Panel]:
    """Return one panel per variant of every study; a single one needs no title."""
    found = [(each, run) for each in (study, *others) for run in each.runs]
    if len(found) == 1:
        return [Panel("", study, found[0][1])]
    return [Panel(_title(each, run, each is study), each, run) for each, run in found]


def _title(study: Study, run: Run, is_own: bool) -> str:
    title = title_of(study)
    if not run.label:
        return title
    # The section is the study's own; only its guests need their name.
    return run.label if is_own else f"{title}: {run.label}"


def quantiles(
    values: NDArray[np.floating], shares: Sequence[float] = (LOW, MIDDLE, HIGH)
) -> NDArray[np.floating]:
    """Return quantiles over the finite values along axis 0; NaN where there are none.

    The same as `numpy.nanquantile`, without its loop over columns: histories have thousands.

    Parameters
    ----------
    values : (R, ...) array
    shares : Q quantiles in [0, 1]

    Returns
    -------
    (Q, ...) array
    """
    ordered = np.sort(np.where(np.isfinite(values), values, np.nan), axis=0)  # NaN sorts last
    n_finite = np.isfinite(ordered).sum(axis=0)
    result = np.full((len(shares), *values.shape[1:]), np.nan)
    for row, share in enumerate(shares):
        position = share * np.maximum(n_finite - 1, 0)
        below = np.floor(position).astype(int)
        above = np.minimum(below + 1, np.maximum(n_finite - 1, 0))
        low, high = (
            np.take_along_axis(ordered, index[None], axis=0)[0] for index in (below, above)
        )
        result[row] = low + (position - below) * (high - low)
    return result


def history(run: Run, key: str) -> NDArray[np.floating] | None:
    """Return the history `key`, (R, T), or None when the run holds no number of it.

    A replica that stopped on purpose keeps its last value, as its parameters do; one that diverged
    has none from there on.
    """
    values = run.history.get(key)
    if values is None or not np.isfinite(values).any():
        return None
    values = np.where(np.isfinite(values), values, np.nan)
    kept = ~np.isnan(values)
    last = np.maximum.accumulate(np.where(kept, np.arange(values.shape[1]), 0), axis=1)
    carried = np.take_along_axis(values, last, axis=1)
    return np.where((run.status == "diverged")[:, None], values, carried)


def band(values: NDArray[np.floating]) -> Band:
    """Return the 5 %, 50 % and 95 % quantiles over seeds of a history (R, T)."""
    return Band(*quantiles(values))


def finals(run: Run, key: str) -> NDArray[np.floating]:
    """Return the value of a history at every seed's kept epoch, (R,); NaN for diverged seeds."""
    values = run.history[key]
    at = np.searchsorted(run.epochs, run.kept_epoch, side="right") - 1
    kept = np.take_along_axis(values, at.clip(0)[:, None], axis=1)[:, 0]
    return np.where((run.status == "diverged") | ~np.isfinite(kept), np.nan, kept)


def called(study: Study | GradientStudy) -> str:
    """Return an experiment as captions call it, by its title: its id is of the configuration."""
    return f"\N{LEFT DOUBLE QUOTATION MARK}{escape(title_of(study))}\N{RIGHT DOUBLE QUOTATION MARK}"


def called_with_sizes(panels: Sequence[Panel]) -> str:
    """Return the experiments of panels with their architectures, each title once."""
    sizes: dict[str, dict[str, None]] = {}
    for panel in panels:
        sizes.setdefault(called(panel.study), {})[sizes_of(panel.run)] = None
    return listed(f"{name} ({listed(each)})" for name, each in sizes.items())


def title_of(study: Study | GradientStudy) -> str:
    """Return an experiment's title; its id where the run knows none."""
    return study.title or study.id


def n_diverged(run: Run) -> int:
    """Return how many replicas ended because their loss was not finite."""
    return int((run.status == "diverged").sum())


def n_samples(study: Study, split: str) -> int:
    """Return the number of samples of a split."""
    rows = study.dataset.train if split == "train" else study.dataset.test
    return int(rows.shape[-1])


def splits_of(study: Study) -> tuple[str, ...]:
    """Return the names of the splits that hold samples."""
    return ("train", "test") if n_samples(study, "test") else ("train",)


def sizes_of(run: Run) -> str:
    """Return an architecture as documents write it: ``2-8-1``."""
    return "-".join(str(size) for size in run.architecture.sizes)


def seed_name(run: Run) -> str:
    """Return the words for the first replica."""
    return f"seed {int(run.seeds[0])}"


def spread_note(panels: Sequence[Panel], *, lines: bool = True) -> str:
    """Return the caption's sentences on seeds, bands and replicas that diverged."""
    runs = [panel.run for panel in panels]
    first = runs[0]
    n_seeds = len(first.seeds)
    if n_seeds == 1:
        words = f"One seed ({int(first.seeds[0])})."
    elif lines:
        words = (
            f"Solid line: {seed_name(first)}; dashed line and band: median and 5–95 % range of "
            f"{plural(n_seeds, 'seed')}."
        )
    else:
        words = f"{plural(n_seeds, 'seed')}."
    return f"{words}{lost_note(panels)}"


def lost_note(panels: Sequence[Panel]) -> str:
    """Return the caption's sentence on replicas that diverged, a space before it, or nothing."""
    lost = [
        f"{n_diverged(run)} of {plural(len(run.seeds), 'seed')}"
        f"{f' ({escape(title)})' if title else ''}"
        for title, _, run in panels
        if n_diverged(run)
    ]
    return f" {listed(lost)} diverged; lines and bands leave them out from there." if lost else ""


def step_to_epoch(study: Study, run: Run, step: int) -> float:
    """Return the number of epochs after `step` updates."""
    batch_size = run.settings.batch_size
    size = n_samples(study, "train")
    per_epoch = -(-size // int(batch_size)) if batch_size else 1
    return step / per_epoch


def split_of_interest(study: Study) -> str:
    """Return the split that errors are counted on: test where there is one."""
    return "test" if n_samples(study, "test") else "train"
