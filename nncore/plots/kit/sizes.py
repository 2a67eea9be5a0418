"""How large a network has to be: variants in the order of their parameters, and which suffice."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nncore.experiments.run_files import Run, Study
from nncore.plots.kit.measures import is_reached, measure


class Size(NamedTuple):
    """One architecture: its run, what every seed reaches (R,), and which of them suffice (R,)."""

    run: Run
    values: NDArray[np.floating]
    good: NDArray[np.bool_]

    @property
    def share(self) -> float:
        """The share of seeds that suffice."""
        return float(self.good.mean())


def sizes_by_parameters(
    study: Study, metric: str, at_least: float | None, at_most: float | None
) -> list[Size]:
    """Return the variants of a study, the smallest first."""
    found = []
    for run in sorted(study.runs, key=lambda run: run.architecture.n_params):
        values = measure(study, run, metric)
        found.append(Size(run, values, is_reached(values, at_least, at_most)))
    return found


def smallest(found: Sequence[Size], share: float) -> Size | None:
    """Return the first size that a share of its seeds, and at least one, suffice with."""
    return next((size for size in found if size.good.any() and size.share >= share), None)
