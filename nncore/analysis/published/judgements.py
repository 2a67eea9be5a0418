"""What files of judgements hold: every number that a document prints and how it came out.

``results/published/<id>.json`` holds those of one experiment, ``results/published.json`` all.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from nncore.analysis.published.ranks import LEVEL, N_NEEDED
from nncore.analysis.published.verdict_records import VERDICTS
from nncore.analysis.published.verdicts import Outcome
from nncore.analysis.readings import Sample
from nncore.config.models.evidence import EVIDENCE
from nncore.config.reading.records import as_json, from_json
from nncore.config.records.claims import Claim
from nncore.files import write_text
from nncore.language import numbers
from nncore.language.inline import escape
from nncore.language.wording import plural, spelled


@dataclass(frozen=True)
class Trial:
    """What one change of a search gives for one number.

    Attributes
    ----------
    experiment, label : str
        The id of the search, and the change.
    sample, outcome : Sample and Outcome, or None
        None where the change has no such value, because it trains for fewer epochs.
    """

    experiment: str
    label: str
    sample: Sample | None
    outcome: Outcome | None

    @property
    def reaches(self) -> bool:
        """Whether some seed reaches the number."""
        return self.outcome is not None and self.outcome.reached


@dataclass(frozen=True)
class Change:
    """What one change gives for all numbers of the run, in their order.

    Attributes
    ----------
    experiment, label : str
        The id of the search, and the change.
    sought : tuple of str
        What the numbers are of, in words.
    trials : tuple of Trial
    p : float or None
        How rare the numbers are together among `n_seeds`; None where that cannot be said.
    """

    experiment: str
    label: str
    sought: tuple[str, ...]
    trials: tuple[Trial, ...]
    p: float | None
    n_seeds: int

    @property
    def reached(self) -> list[str]:
        """The labels of the numbers that some seed reaches."""
        pairs = zip(self.sought, self.trials, strict=True)
        return [label for label, trial in pairs if trial.reaches]

    @property
    def reaches_each(self) -> bool:
        """Whether every number is reached by some seed."""
        return len(self.reached) == len(self.sought)

    @property
    def reaches_together(self) -> bool:
        """Whether all numbers are reached and lie together where those of the seeds do."""
        if len(self.sought) == 1:
            return self.reaches_each
        is_judged = self.p is not None and self.n_seeds >= N_NEEDED
        return self.reaches_each and is_judged and self.p is not None and self.p > LEVEL


@dataclass(frozen=True)
class Joint:
    """The numbers of one run together.

    `p` is the share of the pool, printed values included, that lies as far from its centre; None
    with fewer than two quantities that differ between seeds.
    """

    experiment: str
    variant: str
    labels: tuple[str, ...]
    evidence: str
    n_seeds: int
    p: float | None
    verdict: str

    @property
    def sentence(self) -> str:
        """What came out, in a sentence."""
        those = f"the {spelled(len(self.labels))} numbers"
        seeds = plural(self.n_seeds, "seed")
        whose = f" of {escape(self.variant)}" if self.variant else ""
        if self.p is None:
            return f"Of {those}{whose} fewer than two differ between {seeds}."
        place = f"$p$ = {numbers.significant(self.p, 2)}, by the distance from the centre"
        if self.n_seeds < N_NEEDED:
            return f"Together {those}{whose} have {seeds}, too few to be judged."
        if self.p > LEVEL:
            return f"Together {those}{whose} lie where those of {seeds} lie ({place})."
        if not (rarer := round(self.p * (self.n_seeds + 1)) - 1):
            return f"Together {those}{whose} lie farther out than those of all {seeds} ({place})."
        others = "those of only" if rarer > 1 else "that of only"
        return (
            f"Together {those}{whose} lie as far out as {others} {numbers.count(rarer)} of {seeds} "
            f"({place})."
        )


@dataclass(frozen=True)
class Judgement:
    """One published number, or what a document says in words, and how it came out.

    Attributes
    ----------
    document, experiment : str
        Ids of the document and of the experiment or gradient check.
    claim : Claim
        What the document says, with the evidence that counts: other data leave none but their own.
    label : str
        What it is of, in words, with sample, epoch, layer and variant.
    sample : Sample
        Our values over seeds.
    outcome : Outcome
        The verdict and what led to it.
    tried : tuple of Trial
        What every change of a search gives, of a number that is out of reach.
    changes : tuple of Change
        The same for all numbers of the run.
    joint : Joint or None
        The verdict on all draws of its run together, where they are several.
    """

    document: str
    experiment: str
    claim: Claim
    label: str
    sample: Sample
    outcome: Outcome
    tried: tuple[Trial, ...] = ()
    changes: tuple[Change, ...] = ()
    joint: Joint | None = None

    @property
    def id(self) -> str:
        """Its id in the report."""
        words = re.sub(r"[^\w.]+", "-", self.label).strip("-.")
        return f"row-{self.experiment}-{words}"

    @property
    def verdict(self) -> str:
        """The name of its verdict."""
        return self.outcome.verdict

    @property
    def n_seeds(self) -> int:
        """How many seeds have a value."""
        return len(self.sample.values)

    @property
    def percentile(self) -> float | None:
        """Where the printed number lies among several seeds, in percent; None for words."""
        rank = None if self.claim.is_worded else self.outcome.rank
        return None if rank is None else rank.percentile

    @property
    def is_draw(self) -> bool:
        """Whether it is a draw of a spread that could have come out otherwise."""
        return self.claim.kind == "distribution" and self.outcome.standing != "cannot fail"

    @property
    def counts(self) -> bool:
        """Whether it can reproduce something or fail to, and enters a count."""
        return EVIDENCE[self.claim.evidence].counts and VERDICTS[self.outcome.standing].counts

    @property
    def words(self) -> str:
        """Verdict and evidence in words: ``comparable, stand-in``."""
        return f"{self.verdict}, {self.claim.evidence}"

    @property
    def is_missed(self) -> bool:
        """Whether no seed gets as far as what the document says."""
        return not self.outcome.reached and self.claim.kind != "record"


@dataclass(frozen=True)
class _Judged:
    """The judgements of one experiment as a file holds them: what a search tried stands once."""

    judgements: tuple[Judgement, ...]
    changes: tuple[Change, ...]


def with_changes(rows: Sequence[Judgement], changes: Sequence[Change]) -> Iterator[Judgement]:
    """Yield the judgements of a run, those out of reach with what every change gives for them."""
    places = {row.id: place for place, row in enumerate(draws(rows))}
    for row in rows:
        if changes and row.is_missed and row.id in places:
            tried = tuple(change.trials[places[row.id]] for change in changes)
            row = replace(row, tried=tried, changes=tuple(changes))
        yield row


def draws(rows: Iterable[Judgement], variant: str = "") -> list[Judgement]:
    """Return the numbers of one run that are draws of a spread and can fail."""
    return [row for row in rows if row.is_draw and (row.claim.place.variant or "") == variant]


def write_judgements(path: Path, rows: Iterable[Judgement]) -> None:
    """Write judgements, those of one experiment beside each other, as JSON."""
    found = []
    for _, group in groupby(rows, lambda row: row.experiment):
        mine = list(group)
        changes = next((row.changes for row in mine if row.changes), ())
        bare = tuple(replace(row, tried=(), changes=()) for row in mine)
        found.append(_Judged(bare, changes))
    write_text(path, as_json(tuple[_Judged, ...], tuple(found)))


def read_judgements(path: Path) -> tuple[Judgement, ...]:
    """Return the judgements of a file, in its order."""
    found = from_json(tuple[_Judged, ...], path.read_text(encoding="utf-8"))
    return tuple(row for each in found for row in with_changes(each.judgements, each.changes))
