"""How a published number came out: one of six verdicts, computed, with a sentence that says why.

The wording of the verdicts is fixed (`nncore.report.model.Verdict`). A printed number stands for
everything that rounds to it, so it is compared as an interval of half a unit in its last place.
"""

from decimal import Decimal
from typing import NamedTuple

import numpy as np

from nncore.report import numbers
from nncore.report.model import Verdict
from nncore.report.readings import Sample

LOW, HIGH = 0.05, 0.95
# Round-off quantities agree when they are within this factor.
SAME_ORDER = 10.0


class Judgement(NamedTuple):
    """A verdict, the value it is about, and the sentence that says why.

    `reproduced` is None when every seed diverged; `percentile` is that of the published value.
    """

    verdict: Verdict
    reproduced: float | None
    percentile: float | None
    sentence: str


class Printed(NamedTuple):
    """What a printed number may stand for: values from `low` to `high`."""

    text: str
    value: float
    low: float
    high: float

    @property
    def words(self) -> str:
        """The number as the report writes it."""
        return numbers.typeset(self.text)


def interval(printed: str) -> Printed:
    """Return the values that round to a printed number.

    >>> [round(x, 6) for x in interval("97.8 %")[1:]]
    [0.978, 0.9775, 0.9785]
    """
    value = numbers.printed_value(printed)
    digits = Decimal(printed.replace(numbers.MINUS, "-").replace("%", "").strip())
    exponent = digits.as_tuple().exponent
    assert isinstance(exponent, int)
    half = 0.5 * 10.0**exponent * (0.01 if "%" in printed else 1.0)
    # A value on the edge may round either way; floating point must not decide.
    margin = half * (1 + 1e-9)
    return Printed(printed, value, value - margin, value + margin)


def machine_form(x: float, printed: str) -> str:
    """Write `x` with the digits of `printed` in plain characters, for files that programs read.

    >>> machine_form(0.97799, "97.8 %"), machine_form(4.2187e-8, "4.22e-08")
    ('97.8 %', '4.22e-08')
    """
    number = printed.replace("%", "").strip()
    suffix = printed.strip()[len(number) :]
    mantissa, e, _ = number.lower().partition("e")
    decimals = len(mantissa.partition(".")[2])
    x = x * 100 if "%" in suffix else x
    text = f"{x:.{decimals}{'e' if e else 'f'}}"
    return (text.removeprefix("-") if float(text) == 0 else text) + suffix


def judge(
    kind: str,
    printed: str,
    sample: Sample,
    *,
    read_as: str | None = None,
    higher_is_better: bool | None = None,
) -> Judgement:
    """Return the verdict on a published number.

    Parameters
    ----------
    kind : {"exact", "order", "distribution"}
    printed : str
        As the document prints it.
    sample : Sample
        Our values over seeds.
    read_as : str, optional
        What a misprint must mean; our values are compared with it.
    higher_is_better : bool, optional
        Tells better from worse in the sentence.
    """
    number = interval(read_as or printed)
    if not len(sample.values) or (sample.first is None and kind != "distribution"):
        judgement = Judgement("not reached as described", None, None, _diverged(sample))
    elif kind == "exact":
        judgement = _exact(number, sample)
    elif kind == "order":
        judgement = _order(number, sample)
    elif kind == "distribution":
        judgement = _distribution(number, sample, higher_is_better)
    else:
        raise ValueError(f"no kind {kind!r} of published number")
    if read_as is None:
        return judgement
    sentence = (
        f"{numbers.typeset(printed)} is impossible as printed and read as {number.words}, "
        f"which is {judgement.verdict}: {judgement.sentence}"
    )
    return judgement._replace(verdict="misprint", sentence=sentence)


def _diverged(sample: Sample) -> str:
    if len(sample.values):
        return "The published seed diverged."
    return "The only seed diverged." if sample.n_diverged == 1 else "Every seed diverged."


def _exact(number: Printed, sample: Sample) -> Judgement:
    assert sample.first is not None
    ours = numbers.like(sample.first, number.text)
    if ours == number.words:
        return Judgement(
            "exact", sample.first, _percentile(number, sample), "equal at every digit."
        )
    sentence = f"our value is {ours} where the document prints {number.words}."
    return Judgement(
        "not reached as described", sample.first, _percentile(number, sample), sentence
    )


def _order(number: Printed, sample: Sample) -> Judgement:
    assert sample.first is not None
    ours = numbers.like(sample.first, number.text)
    ratio = sample.first / number.value if number.value else np.inf
    verdict: Verdict = "not reached as described"
    if 1 / SAME_ORDER <= ratio <= SAME_ORDER:
        verdict = "same order"
    factor = max(ratio, 1 / ratio) if ratio > 0 else np.inf
    apart = f", a factor of {numbers.significant(factor, 2)} apart" if np.isfinite(factor) else ""
    sentence = f"ours is {ours}, the document's {number.words}{apart}."
    return Judgement(verdict, sample.first, None, sentence)


def _distribution(number: Printed, sample: Sample, higher_is_better: bool | None) -> Judgement:
    low, median, high = (sample.quantile(share) for share in (LOW, 0.5, HIGH))
    place = _percentile(number, sample)
    n = len(sample.values)
    seeds = "1 seed" if n == 1 else f"{numbers.count(n)} seeds"
    extent = f"{numbers.like(low, number.text)} to {numbers.like(high, number.text)}"
    if low <= number.high and number.low <= high:
        where = "" if place is None else f", at percentile {numbers.fixed(place, 0)}"
        sentence = f"{number.words} lies in the 5–95 % range of {seeds}, {extent}{where}."
        return Judgement("within the spread", median, place, sentence)
    beyond = sample.values >= number.low if number.low > high else sample.values <= number.high
    if beyond.any():
        share = numbers.percent(beyond.mean(), n)
        gets = "gets" if beyond.sum() == 1 else "get"
        sentence = (
            f"{number.words} lies outside the 5–95 % range of {seeds}, {extent}, but "
            f"{numbers.count(beyond.sum())} of them ({share}) {gets} that far."
        )
        return Judgement("in the tails", median, place, sentence)
    nearest = float(sample.values[np.abs(sample.values - number.value).argmin()])
    sentence = (
        f"no seed of {numbers.count(n)} reaches {number.words}; the nearest value is "
        f"{numbers.like(nearest, number.text)}"
        f"{_direction(nearest > number.value, higher_is_better, n)}."
    )
    return Judgement("not reached as described", median, place, sentence)


def _direction(above: bool, higher_is_better: bool | None, n: int) -> str:
    if higher_is_better is None or n == 1:
        return ""
    return "; all do better" if above == higher_is_better else "; all do worse"


def _percentile(number: Printed, sample: Sample) -> float | None:
    """Share of seeds below the printed number in percent, those that round to it counted half.

    None for a single seed, which has no percentiles.
    """
    if len(sample.values) < 2:
        return None
    below = (sample.values < number.low).mean()
    equal = ((sample.values >= number.low) & (sample.values <= number.high)).mean()
    return float(100 * (below + 0.5 * equal))
