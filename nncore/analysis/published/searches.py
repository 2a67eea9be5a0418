"""The smallest change that reaches what a document prints, looked for among those trained.

An experiment that `searches` for another is a list of single changes of its set-up, its variants,
in order from small to large. Every change is judged as the described set-up was: each number
alone, and all numbers of the run together, because a change that reaches one may lose another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from nncore.analysis import readings
from nncore.analysis.published.judgements import Change, Judgement, Trial
from nncore.analysis.published.ranks import N_NEEDED
from nncore.analysis.published.together import together
from nncore.analysis.published.verdicts import judge
from nncore.analysis.quantities import QUANTITIES, AnyStudy
from nncore.config.records.claims import Claim
from nncore.experiments.run_files import Run, Study
from nncore.language import numbers
from nncore.language.inline import escape
from nncore.language.wording import all_of, listed, plural, spelled


def changes(search: AnyStudy, run: Sequence[Judgement]) -> Iterator[Change]:
    """Yield every change of a search with what it reaches of the numbers of one run.

    Raises
    ------
    ValueError
        Naming the search and the change whose value cannot be read.
    """
    if not isinstance(search, Study):
        raise ValueError(f"{search.id} is a gradient check, which cannot search")
    labels = tuple(row.label for row in run)
    for changed in search.runs:
        tried = tuple(_trial(search, changed, row.claim) for row in run)
        samples = [trial.sample for trial in tried if trial.sample is not None]
        p, n_seeds = None, 0
        if len(samples) == len(run):
            p, n_seeds = together([row.claim.meant for row in run], samples)
        yield Change(search.id, changed.label, labels, tried, p, n_seeds)


def _trial(search: Study, run: Run, claim: Claim) -> Trial:
    quantity = QUANTITIES[claim.quantity]
    # A quantity that cannot do without an epoch counts steps, of which a batch size makes more.
    counts_epochs = "epoch" not in quantity.needs
    if counts_epochs and (claim.place.epoch or 0) > run.settings.epochs:
        return Trial(search.id, run.label, None, None)
    place = {**claim.place.given, "variant": run.label or None}
    try:
        sample = readings.sample(search, claim.quantity, claim.scale, **place)
    except ValueError as error:
        raise ValueError(f"{search.id}: {run.label}: {error}") from error
    sought = replace(claim, printed=claim.meant, read_as=None)
    found = judge(sought, sample, higher_is_better=quantity.higher_is_better)
    return Trial(search.id, run.label, sample, found)


def way(tried: Sequence[Trial]) -> Trial | None:
    """Return the first change that reaches the number."""
    return next((trial for trial in tried if trial.reaches), None)


def way_together(tried: Sequence[Change]) -> Change | None:
    """Return the first change that reaches all numbers of the run together."""
    return next((change for change in tried if change.reaches_together), None)


def link(trial: Trial | Change) -> str:
    """Return a change as a link to its search."""
    return f"[{escape(trial.label)}](#sec-{trial.experiment})"


def sentence(tried: Sequence[Trial], all_changes: Sequence[Change] = ()) -> str:
    """Say which change reaches the number, alone or with the others; empty where none was tried."""
    if not tried:
        return ""
    n, found = len(tried), way(tried)
    if found is None:
        search = f"[the search](#sec-{tried[0].experiment})"
        if n == 1:
            return f"The one change tried does not reach it either ({search})."
        return f"None of the {spelled(n)} changes tried reaches it either ({search})."
    among = "the only change" if n == 1 else f"the smallest of {spelled(n)} changes"
    words = f"{link(found)} is {among} tried that reaches it"
    mine = next((each for each in all_changes if any(found is t for t in each.trials)), None)
    if mine is None or len(mine.sought) == 1 or mine.reaches_together:
        both = " with all others of the run" if mine and len(mine.sought) > 1 else ""
        return f"{words}{both}."
    return f"{words}, alone: {_alone(mine)} {_whole(all_changes)}"


def _alone(change: Change) -> str:
    """What a change that does not reach all numbers together does reach."""
    n = spelled(len(change.sought))
    if not change.reaches_each:
        names = listed([f"the {escape(label)}" for label in change.reached])
        return f"of the {n} numbers of the run it reaches {names}."
    return f"it reaches each of the {n} numbers of the run, but {together_words(change)}."


def together_words(change: Change) -> str:
    """Say why numbers that are all reached are not reached together."""
    if change.p is None or change.n_seeds < N_NEEDED:
        return f"{plural(change.n_seeds, 'seed')} are too few to judge them together"
    return f"not together ($p$ = {numbers.significant(change.p, 2)})"


def _whole(all_changes: Sequence[Change]) -> str:
    n = all_of(len(all_changes[0].sought))
    best = way_together(all_changes)
    if best is None:
        return f"No change tried reaches {n} together."
    return f"{link(best)} is the smallest that reaches {n} together."
