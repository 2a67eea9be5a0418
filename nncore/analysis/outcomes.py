"""The one quantity by which an experiment is judged when many stand side by side."""

from collections.abc import Sequence

from nncore.analysis import readings
from nncore.analysis.quantities import n_samples
from nncore.experiments.run_files import Run, Study
from nncore.language import numbers
from nncore.language.wording import extent

DASH = "–"


def outcome(study: Study, split: str = "") -> str:
    """Return accuracy or mean squared error, of unseen samples if there are any."""
    chosen = split or ("test" if n_samples(study, "test") else "train")
    return f"{chosen}_{'accuracy' if study.dataset.task == 'classification' else 'mse'}"


def median(study: Study, run: Run, name: str) -> float | None:
    """Return the median over the seeds of a variant; None when every seed diverged."""
    found = readings.sample(study, name, variant=run.label or None)
    return found.quantile(0.5) if len(found.values) else None


def shown(study: Study, runs: Sequence[Run], split: str) -> str:
    """Write the median of a split, or the range of the variants' medians; a dash for none."""
    if not n_samples(study, split):
        return DASH
    name = outcome(study, split)
    found = [value for run in runs if (value := median(study, run, name)) is not None]
    if not found:
        return DASH
    low, high = (_written(study, value) for value in (min(found), max(found)))
    return low if low == high else extent(low, high)


def _written(study: Study, value: float) -> str:
    # Side by side a decimal of a percentage is enough; sections give as many as can matter.
    if study.dataset.task == "classification":
        return numbers.percent(value)
    return numbers.significant(value)
