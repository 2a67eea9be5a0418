"""Counts of published numbers by what their comparison can show, as the headline says them."""

from collections import Counter
from collections.abc import Iterator, Sequence

from nncore.analysis.published.judgements import Judgement
from nncore.analysis.published.verdict_records import VERDICTS
from nncore.config.models.evidence import EVIDENCE
from nncore.language import numbers
from nncore.language.wording import listed, plural


def fixed(rows: Sequence[Judgement]) -> list[Judgement]:
    """Return the numbers whose digits the document's own random stream fixes."""
    return [
        row
        for row in rows
        if row.counts and row.claim.kind == "exact" and EVIDENCE[row.claim.evidence].is_fixed
    ]


def n_runs(rows: Sequence[Judgement]) -> int:
    """Return of how many independent runs they are: the numbers of one run stand or fall together.

    >>> n_runs([])
    0
    """
    return len({(row.experiment, row.claim.place.variant) for row in rows})


def n_agree(rows: Sequence[Judgement]) -> int:
    """Return how many agree with what the document prints; a misprint does not."""
    return sum(VERDICTS[row.verdict].agrees is True for row in rows)


def by_evidence(rows: Sequence[Judgement]) -> str:
    """Say how many numbers have which evidence: ``46 same stream and 5 chosen``."""
    counts = Counter(row.claim.evidence for row in rows)
    return listed(f"{numbers.count(counts[name])} {name}" for name in EVIDENCE if counts[name])


def printed(rows: Sequence[Judgement], which: str = "") -> str:
    """Say how many numbers and statements there are: ``90 published numbers and 4 statements``."""
    n_worded = sum(row.claim.is_worded for row in rows)
    found = ((len(rows) - n_worded, f"{which}number"), (n_worded, f"{which}statement"))
    return listed(plural(n, what) for n, what in found if n)


def clauses(rows: Sequence[Judgement]) -> Iterator[str]:
    """Yield what came out, for each evidence that counts, and what is not counted."""
    equal = fixed(rows)
    if equal:
        yield (
            f"**{numbers.count(n_agree(equal))} of {plural(len(equal), 'number')}** of "
            f"{plural(n_runs(equal), 'run')} with the documents' own random stream "
            f"{'comes' if n_agree(equal) == 1 else 'come'} out equal at every printed digit"
        )
    counted, ids = [row for row in rows if row.counts], {row.id for row in equal}
    for name, each in EVIDENCE.items():
        mine = [row for row in counted if row.claim.evidence == name and row.id not in ids]
        printed = [row for row in mine if not row.claim.is_worded]
        if printed:
            others = "other " if equal and each.is_fixed else ""
            yield f"of {plural(len(printed), f'{others}number')} {each.words} {_verdicts(printed)}"
        if said := [row for row in mine if row.claim.is_worded]:
            hold = "holds" if n_agree(said) == 1 else "hold"
            yield (
                f"of {plural(len(said), 'statement')} {each.words} "
                f"**{numbers.count(n_agree(said))}** {hold}"
            )
    if rest := len(rows) - len(counted):
        other = "other " if counted else ""
        yield f"the {other}**{numbers.count(rest)}** cannot confirm or refute ({_reasons(rows)})"


def _verdicts(rows: Sequence[Judgement]) -> str:
    words = []
    for name, record in VERDICTS.items():
        if n := sum(row.verdict == name for row in rows):
            words.append(f"**{numbers.count(n)}** {record.one if n == 1 else record.many}")
    return listed(words)


def _reasons(rows: Sequence[Judgement]) -> str:
    """Why numbers are not counted: what their evidence is, or else their verdict."""
    reasons = Counter(
        row.outcome.standing
        if EVIDENCE[row.claim.evidence].counts
        else EVIDENCE[row.claim.evidence].words
        for row in rows
        if not row.counts
    )
    return listed(f"{numbers.count(n)} {reason}" for reason, n in reasons.items())
