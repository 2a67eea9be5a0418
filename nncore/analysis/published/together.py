"""The rows of every run together: one verdict for all numbers that are printed of it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nncore.analysis.published.joint import together
from nncore.analysis.published.judgements import Judgement
from nncore.analysis.published.ranks import LEVEL, N_NEEDED
from nncore.analysis.published.verdicts import weighed
from nncore.config.models import evidence
from nncore.language import numbers
from nncore.language.inline import escape
from nncore.language.wording import plural, spelled


class Joint(NamedTuple):
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


def joints(rows: Sequence[Judgement]) -> Iterator[Joint]:
    """Yield the numbers of every run together, of which at least two are draws of a spread."""
    runs = dict.fromkeys((row.experiment, row.claim.place.variant or "") for row in rows)
    for experiment, variant in runs:
        mine = together_of(rows, experiment, variant)
        if len(mine) > 1:
            yield _joint(experiment, variant, mine)


def together_of(rows: Sequence[Judgement], experiment: str, variant: str = "") -> list[Judgement]:
    """Return the numbers of one run that are draws of a spread and can fail."""
    return [
        row
        for row in rows
        if row.is_draw and (row.experiment, row.claim.place.variant or "") == (experiment, variant)
    ]


def _joint(experiment: str, variant: str, rows: Sequence[Judgement]) -> Joint:
    p, n = together([row.claim.meant for row in rows], [row.sample for row in rows])
    shown = evidence.weakest([row.claim.evidence for row in rows])
    return Joint(
        experiment, variant, tuple(row.label for row in rows), shown, n, p, _verdict(p, n, shown)
    )


def _verdict(p: float | None, n: int, shown: str) -> str:
    if n < N_NEEDED:
        return "too few seeds"
    if p is None:
        return "cannot fail"
    alone = p * (n + 1) < 1.5  # the printed values lie farther out than every seed
    verdict = "within the spread"
    if p <= LEVEL:
        verdict = "not reached as described" if alone else "in the tails"
    return weighed(verdict, shown)
