"""Judging: the claims of an experiment beside its run and the runs that search for them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from nncore.analysis import readings
from nncore.analysis.published.judgements import Change, Judgement, draws, with_changes
from nncore.analysis.published.searches import changes, sentence
from nncore.analysis.published.together import with_joint
from nncore.analysis.published.verdicts import Outcome, judge
from nncore.analysis.quantities import QUANTITIES, AnyStudy
from nncore.analysis.readings import Sample
from nncore.config.models import evidence
from nncore.config.records.claims import Claim
from nncore.experiments.run_files import GradientStudy


def judged(
    document: str, claims: Sequence[Claim], study: AnyStudy, searches: Sequence[AnyStudy] = ()
) -> tuple[Judgement, ...]:
    """Return the judgements of the claims on one experiment or gradient check, in their order.

    Parameters
    ----------
    document : str
        The id of the document that makes them.
    claims : sequence of Claim
    study : Study or GradientStudy
    searches : sequence of Study
        Those that try to reach its numbers, in the configuration's order.

    Raises
    ------
    ValueError
        When a number cannot be computed, or stands there twice.
    """
    rows: list[Judgement] = []
    for claim in claims:
        try:
            rows.append(_judged(document, claim, study))
        except ValueError as error:
            raise ValueError(f"{study.id}: published {claim.quantity}: {error}") from error
    for id, times in Counter(row.id for row in rows).items():
        if times > 1:
            label = next(row.label for row in rows if row.id == id)
            raise ValueError(f"{study.id}: {label} is published twice")
    rows = with_joint(rows)
    found: tuple[Change, ...] = ()
    run = draws(rows)
    if any(row.is_missed for row in run):
        found = tuple(change for search in searches for change in changes(search, run))
    return tuple(_told(row) for row in with_changes(rows, found))


def _told(row: Judgement) -> Judgement:
    """Say also what a search found."""
    if not row.tried:
        return row
    words = f"{row.outcome.sentence} {sentence(row.tried, row.changes)}"
    return replace(row, outcome=replace(row.outcome, sentence=words))


def _judged(document: str, claim: Claim, study: AnyStudy) -> Judgement:
    name, place = claim.quantity, claim.place.given
    shown = evidence.effective(claim.evidence, _stands_in_for(study))
    claim = replace(claim, evidence=shown)
    label, sample, better, possible = (
        name.replace("_", " "),
        Sample(None, np.empty(0), 0),
        None,
        None,
    )
    if claim.kind != "record":
        sample = readings.sample(study, name, claim.scale, **place)
        label = readings.label(study, name, printed_epoch=claim.printed_epoch, **place)
        better = QUANTITIES[name].higher_is_better
        possible = readings.possible(study, name, **place)
    found = judge(claim, sample, higher_is_better=better, possible=possible)
    return Judgement(
        document,
        study.id,
        claim,
        label if claim.scale == 1.0 else f"{claim.scale:g} × {label}",
        sample,
        replace(found, sentence=_sentence(found, sample)),
    )


def _stands_in_for(study: AnyStudy) -> str:
    """The document's data that those of a study replace; a gradient check has its own."""
    return "" if isinstance(study, GradientStudy) else study.dataset.stands_in_for


def _sentence(found: Outcome, sample: Sample) -> str:
    words = found.sentence[:1].upper() + found.sentence[1:]
    if sample.n_diverged and len(sample.values):
        seeds = "1 seed" if sample.n_diverged == 1 else f"{sample.n_diverged} seeds"
        words += f" ({seeds} diverged and left out.)"
    return words
