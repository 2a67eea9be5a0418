"""The smallest change that reaches a published number, looked for among those that were trained.

An experiment that `searches` for another is a list of single changes of its set-up, its variants,
in order from small to large. Every change is judged as the described set-up was.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from nncore.report import readings
from nncore.report.quantities import QUANTITIES, AnyStudy
from nncore.report.readings import Sample
from nncore.report.text import escape
from nncore.report.verdicts import Judgement, judge
from nncore.report.wording import spelled
from nncore.runs import Study


class Trial(NamedTuple):
    """One change and what it reaches of a published number.

    `experiment` is the id of the search, `label` the change. `sample` and `found` are None where
    the change has no such value, because it trains for fewer epochs.
    """

    experiment: str
    label: str
    sample: Sample | None
    found: Judgement | None

    @property
    def reaches(self) -> bool:
        """Whether some seed reaches the number."""
        return self.found is not None and self.found.reached


def searches_for(id: str, config: Mapping[str, Any]) -> Iterator[str]:
    """Yield the ids of the experiments that search for another, in the configuration's order."""
    for name, block in (config.get("experiments") or {}).items():
        if block.get("searches") == id:
            yield name


def trials(
    search: AnyStudy, quantity: str, meant: str, scale: float, where: Mapping[str, Any]
) -> Iterator[Trial]:
    """Yield every change of a search with its judgement of one published number.

    Raises
    ------
    ValueError
        Naming the search and the change whose value cannot be read.
    """
    if not isinstance(search, Study):
        raise ValueError(f"{search.id} is a gradient check, which cannot search")
    better = QUANTITIES[quantity].higher_is_better
    # A quantity that cannot do without an epoch counts steps, of which a batch size makes more.
    counts_epochs = "epoch" not in QUANTITIES[quantity].needs
    for run in search.runs:
        if counts_epochs and where.get("epoch", 0) > run.settings["epochs"]:
            yield Trial(search.id, run.label, None, None)
            continue
        place = {**where, "variant": run.label or None}
        try:
            sample = readings.sample(search, quantity, scale, **place)
        except ValueError as error:
            raise ValueError(f"{search.id}: {run.label}: {error}") from error
        found = judge("distribution", meant, sample, higher_is_better=better)
        yield Trial(search.id, run.label, sample, found)


def way(tried: Sequence[Trial]) -> Trial | None:
    """Return the first change that reaches the number."""
    return next((trial for trial in tried if trial.reaches), None)


def link(trial: Trial) -> str:
    """Return a change as a link to its search."""
    return f"[{escape(trial.label)}](#sec-{trial.experiment})"


def sentence(tried: Sequence[Trial]) -> str:
    """Say which change reaches the number, or that none does; empty where none was tried."""
    if not tried:
        return ""
    found = way(tried)
    n = len(tried)
    if found is not None:
        among = "the only change" if n == 1 else f"the smallest of {spelled(n)} changes"
        return f"{link(found)} is {among} tried that reaches it."
    search = f"[the search](#sec-{tried[0].experiment})"
    if n == 1:
        return f"The one change tried does not reach it either ({search})."
    return f"None of the {spelled(n)} changes tried reaches it either ({search})."
