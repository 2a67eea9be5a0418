"""Judging: the claims of an experiment beside its run and the runs that search for them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from nncore.analysis import readings
from nncore.analysis.published.judgements import Change, Judgement
from nncore.analysis.published.searches import changes, searches_for, sentence
from nncore.analysis.published.verdicts import Outcome, judge
from nncore.analysis.quantities import QUANTITIES, AnyStudy
from nncore.analysis.readings import Sample
from nncore.config.models import evidence
from nncore.config.records.claims import Claim
from nncore.config.records.configuration import Configuration, Subject
from nncore.experiments.run_files import GradientStudy


def published_rows(config: Configuration, studies: Mapping[str, AnyStudy]) -> tuple[Judgement, ...]:
    """Return the judgements of all experiments and gradient checks, in the configuration's order.

    Parameters
    ----------
    config : Configuration
    studies : mapping
        Trained studies by id.

    Raises
    ------
    ValueError
        When a study is missing, a number cannot be computed, or two rows are the same.
    """
    rows = tuple(row for id, block in subjects(config) for row in _rows(id, config, block, studies))
    seen: set[str] = set()
    for row in rows:
        if row.id in seen:
            raise ValueError(f"{row.experiment}: {row.label} is published twice")
        seen.add(row.id)
    return rows


def subjects(config: Configuration) -> Iterator[tuple[str, Subject]]:
    """Yield id and block of every gradient check and experiment."""
    yield from config.gradchecks.items()
    yield from config.experiments.items()


def _rows(
    id: str, config: Configuration, block: Subject, studies: Mapping[str, AnyStudy]
) -> Iterator[Judgement]:
    if block.claims and id not in studies:
        raise ValueError(f"no run of {id!r}, whose published numbers are to be compared")
    rows = rows_of(studies[id], block.claims, block.document) if block.claims else []
    yield from _searched(rows, [studies[n] for n in searches_for(id, config) if n in studies])


def rows_of(study: AnyStudy, claims: Sequence[Claim], document: str = "") -> list[Judgement]:
    """Return the judgements of a study's claims, searches left out."""
    rows = []
    for claim in claims:
        try:
            rows.append(_judged(document, claim, study))
        except ValueError as error:
            raise ValueError(f"{study.id}: published {claim.quantity}: {error}") from error
    return rows


def _searched(rows: Sequence[Judgement], searches: Sequence[AnyStudy]) -> Iterator[Judgement]:
    """Rows out of reach with what searches found for them and for their run, in words too."""
    run = [row for row in rows if row.is_draw and row.claim.place.variant is None]
    found: tuple[Change, ...] = ()
    if any(row.is_missed for row in run):
        found = tuple(change for search in searches for change in changes(search, run))
    places = {row.id: place for place, row in enumerate(run)}
    for row in rows:
        if not found or not row.is_missed or row.id not in places:
            yield row
            continue
        tried = tuple(change.trials[places[row.id]] for change in found)
        words = f"{row.outcome.sentence} {sentence(tried, found)}"
        yield replace(row, tried=tried, changes=found, outcome=replace(row.outcome, sentence=words))


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
