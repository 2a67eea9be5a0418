"""The small plot beside a published number: every seed, their range, and the number itself."""

from collections.abc import Sequence

import numpy as np

from nncore.analysis.readings import HIGH, LOW, Sample
from nncore.arrays import Array
from nncore.language import numbers
from nncore.language.printed import Printed
from nncore.language.wording import plural
from nncore.report.document.model import Strip

# Values that span more than this factor are placed by their logarithms.
DECADES = 100.0
# Positions closer than this are drawn once; a strip is no wider than so many hairlines.
RESOLUTION = 240


def strip(
    sample: Sample, meant: Printed, verdict: str, among: Sequence[Sample] = ()
) -> Strip | None:
    """Return the plot of a published number among the seeds; None where they do not spread.

    Parameters
    ----------
    sample : Sample
    meant : Printed
        The printed number, or what a misprint is read as.
    verdict : str
        Colours the number's mark.
    among : sequence of Sample, optional
        Others whose plots stand below each other on the same scale.
    """
    if len(sample.values) < 2:
        return None
    low, median, high = (sample.quantile(share) for share in (LOW, 0.5, HIGH))
    mine = np.array([meant.value, low, median, high, *np.sort(sample.values)])
    number, below, middle, above, *seeds = _places(
        mine, np.concatenate([mine, *(other.values for other in among)])
    )
    words = (
        f"{meant.words} among {plural(len(sample.values), 'seed')}: median "
        f"{_written(median, meant)}, 5–95 % from {_written(low, meant)} to {_written(high, meant)}."
    )
    return Strip(tuple(dict.fromkeys(seeds)), below, middle, above, number, verdict, words)


def _places(values: Array, everything: Array) -> list[float]:
    """Where values stand between the smallest and the largest of everything, from 0 to 1."""
    if everything.min() > 0 and everything.max() / everything.min() > DECADES:
        values, everything = np.log(values), np.log(everything)
    smallest, largest = everything.min(), everything.max()
    if largest == smallest:
        return [0.5] * len(values)
    places: list[float] = (
        np.round((values - smallest) / (largest - smallest) * RESOLUTION) / RESOLUTION
    ).tolist()
    return places


def _written(x: float, meant: Printed) -> str:
    return meant.like(x) if meant.is_percent else numbers.significant(x)


# Units of the page's drawing: its height, and how far from its ends the line begins.
WIDTH, MARGIN = 120.0, 5.0


def along(place: float) -> str:
    """Return a place on the page's drawing, to a tenth of a unit."""
    return f"{MARGIN + place * (WIDTH - 2 * MARGIN):.1f}".removesuffix(".0")


def hairlines(strip: Strip) -> str:
    """Return the path that draws a line for every seed on the page."""
    return "".join(f"M{along(place)} 4v8" for place in strip.seeds)
