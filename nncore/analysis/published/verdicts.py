"""How a published number came out: a verdict, computed, with a sentence that says why.

The verdicts are those of `nncore.analysis.published.verdict_records`. A printed number stands for
everything that rounds to it, so it is compared as an interval of half a unit in its last place.
What its evidence cannot show is not said: chosen set-ups and other data give "comparable" or not.
"""

from dataclasses import dataclass, replace

import numpy as np

from nncore.analysis.published.ranks import N_NEEDED, Rank, rank
from nncore.analysis.published.verdict_records import VERDICTS
from nncore.analysis.readings import Sample
from nncore.config.models.evidence import EVIDENCE
from nncore.config.records.claims import Claim
from nncore.language import numbers
from nncore.language.printed import Printed

# Round-off quantities agree when they are within this factor.
SAME_ORDER = 10.0


@dataclass(frozen=True)
class Outcome:
    """A verdict, our value, and the sentence that says why.

    `ours` is None when every seed diverged. `rank` is that of the published value among the
    seeds, None where there is one value. `standing` is the verdict on what a misprint means, and
    `verdict` itself elsewhere. `reached` says whether some seed gets as far as the number.
    """

    verdict: str
    ours: float | None
    sentence: str
    rank: Rank | None = None
    reached: bool = False
    standing: str = ""


def judge(
    claim: Claim,
    sample: Sample,
    *,
    higher_is_better: bool | None = None,
    possible: tuple[float, float] | None = None,
) -> Outcome:
    """Return the verdict on a published number.

    Parameters
    ----------
    claim : Claim
        Its evidence is that which counts, with the data that were used.
    sample : Sample
        Our values over seeds.
    higher_is_better : bool, optional
        Tells better from worse in the sentence.
    possible : pair of float, optional
        The least and the greatest value that the quantity can take in this set-up.
    """
    found, cannot_fail = _compared(claim, sample, higher_is_better), claim.cannot_fail
    if claim.kind == "distribution" and found.verdict != "too few seeds" and not cannot_fail:
        cannot_fail = _covers_all(found.rank, sample, possible)
    if cannot_fail:
        sentence = f"{found.sentence} It could not have come out otherwise: {cannot_fail}"
        found = replace(found, verdict="cannot fail", sentence=sentence)
    found = replace(found, verdict=weighed(found.verdict, claim.evidence))
    found = replace(found, standing=found.verdict)
    if claim.read_as is None or claim.printed is None:
        return found
    sentence = (
        f"{claim.printed.words} is impossible as printed and read as {claim.read_as.words}, "
        f"which is {found.verdict}: {found.sentence}"
    )
    return replace(found, verdict="misprint", sentence=sentence)


def _compared(claim: Claim, sample: Sample, higher_is_better: bool | None) -> Outcome:
    """The verdict that the values alone give."""
    if claim.kind == "record":
        return Outcome("recorded", None, "it is set beside ours and not judged.")
    if claim.kind == "claim":
        return _fixed_claim(sample) if EVIDENCE[claim.evidence].is_fixed else _claim(sample)
    if claim.kind == "distribution":
        return _distribution(claim.meant, sample, higher_is_better)
    if claim.kind not in _SINGLE:
        raise ValueError(f"no kind {claim.kind!r} of published number")
    if sample.first is None:
        return Outcome("not reached as described", None, _diverged(sample))
    return _SINGLE[claim.kind](claim.meant, sample, sample.first)


def weighed(verdict: str, evidence: str) -> str:
    """Return a verdict as far as its evidence goes."""
    agrees = VERDICTS[verdict].agrees
    if EVIDENCE[evidence].counts or agrees is None:
        return verdict
    return "comparable" if agrees else "not comparable"


def _diverged(sample: Sample) -> str:
    if len(sample.values):
        return "the published seed diverged."
    return "the only seed diverged." if sample.n_diverged == 1 else "every seed diverged."


def _exact(number: Printed, sample: Sample, first: float) -> Outcome:
    ours = number.like(first)
    place = _rank(number, sample)
    if ours == number.words:
        return Outcome("exact", first, "equal at every digit.", place, True)
    sentence = f"our value is {ours} where the document prints {number.words}."
    return Outcome("not reached as described", first, sentence, place)


def _order(number: Printed, sample: Sample, first: float) -> Outcome:
    ours = number.like(first)
    ratio = first / number.value if number.value else np.inf
    agrees = 1 / SAME_ORDER <= ratio <= SAME_ORDER
    factor = max(ratio, 1 / ratio) if ratio > 0 else np.inf
    apart = f", a factor of {numbers.significant(factor, 2)} apart" if np.isfinite(factor) else ""
    sentence = f"ours is {ours}, the document's {number.words}{apart}."
    verdict = "same order" if agrees else "not reached as described"
    return Outcome(verdict, first, sentence, None, agrees)


_SINGLE = {"exact": _exact, "order": _order}


def _distribution(number: Printed, sample: Sample, higher_is_better: bool | None) -> Outcome:
    n = len(sample.values)
    if not n:
        few = sample.n_diverged < N_NEEDED
        return Outcome(
            "too few seeds" if few else "not reached as described", None, _diverged(sample)
        )
    median, place = sample.quantile(0.5), rank(sample.values, number.low, number.high)
    n_beyond = min(place.below, n - place.below - place.equal) + place.equal
    seeds, p = _seeds(n), f"$p$ = {numbers.significant(place.p, 2)}"
    if n_beyond == 0:
        nearest = float(sample.values[np.abs(sample.values - number.value).argmin()])
        sentence = (
            f"no seed of {numbers.count(n)} gets as far as {number.words}; the nearest value is "
            f"{number.like(nearest)}"
            f"{_direction(nearest > number.value, higher_is_better, n)}."
        )
    elif place.is_outside:
        gets = "gets" if n_beyond == 1 else "get"
        sentence = (
            f"{number.words} lies outside the spread of {seeds} ({p}), but "
            f"{numbers.count(n_beyond)} of them ({numbers.percent(n_beyond / n, n)}) {gets} that "
            "far."
        )
    else:
        inside = f"within the spread of {seeds}, " if n >= N_NEEDED else ""
        among = f" ({p})" if n >= N_NEEDED else f" of {seeds}"
        sentence = f"{number.words} lies {inside}at percentile {written_percentile(place)}{among}."
    verdict = "within the spread"
    if n < N_NEEDED:
        verdict = "too few seeds"
        sentence += f" It takes {N_NEEDED} to judge."
    elif place.is_outside:
        verdict = "in the tails" if n_beyond else "not reached as described"
    return Outcome(verdict, median, sentence, place, n_beyond > 0)


def _fixed_claim(sample: Sample) -> Outcome:
    """The verdict on words about a run whose random numbers are the document's."""
    if sample.first is None:
        return Outcome("not reached as described", None, _diverged(sample))
    holds = bool(sample.first)
    words = "it holds" if holds else "it does not hold"
    sentence = f"{words} for the document's own random numbers."
    return Outcome(
        "exact" if holds else "not reached as described", sample.first, sentence, None, holds
    )


def _claim(sample: Sample) -> Outcome:
    """The verdict on words about one run of which the seed is not known, by the same rank rule."""
    n, holds = len(sample.values), int(sample.values.sum())
    if n < N_NEEDED and sample.n_diverged < N_NEEDED:
        words = f"it holds for {held(sample)}. It takes {N_NEEDED} to judge." if n else ""
        share = holds / n if n else None
        return Outcome("too few seeds", share, words or _diverged(sample), None, holds > 0)
    if not n:
        return Outcome("not reached as described", None, _diverged(sample))
    place = Rank(n - holds, holds, n)
    sentence = f"it holds for {held(sample)} ($p$ = {numbers.significant(place.p, 2)})."
    verdict = "within the spread"
    if place.is_outside:
        verdict = "in the tails" if holds else "not reached as described"
    return Outcome(verdict, holds / n, sentence, place, holds > 0)


def held(sample: Sample) -> str:
    """Return for how many seeds something holds: ``15 of 20 seeds``."""
    n = len(sample.values)
    return f"{numbers.count(int(sample.values.sum()))} of {_seeds(n)}"


def _seeds(n: int) -> str:
    return "1 seed" if n == 1 else f"{numbers.count(n)} seeds"


def _covers_all(place: Rank | None, sample: Sample, possible: tuple[float, float] | None) -> str:
    """Why no value that is possible lies outside the spread; empty where one does.

    Ranks are least rare in the middle: if neither end is outside, nothing between them is.
    """
    if place is None or possible is None:
        return ""
    if any(rank(sample.values, end, end).is_outside for end in possible):
        return ""
    low, high = (numbers.count(round(end)) for end in possible)
    return f"no possible value, from {low} to {high}, lies outside the spread."


def _direction(above: bool, higher_is_better: bool | None, n: int) -> str:
    if higher_is_better is None or n == 1:
        return ""
    return "; all do better" if above == higher_is_better else "; all do worse"


def _rank(number: Printed, sample: Sample) -> Rank | None:
    """The rank among several seeds; a single one has no percentiles."""
    if len(sample.values) < 2:
        return None
    return rank(sample.values, number.low, number.high)


def written_percentile(place: Rank) -> str:
    """Return the percentile with what it may be: ``9 (4–16)``."""
    low, high = place.interval
    return f"{numbers.fixed(place.percentile, 0)} ({low:.0f}–{high:.0f})"
