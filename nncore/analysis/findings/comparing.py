"""One set-up against another, over their seeds."""

from collections.abc import Sequence

import numpy as np

from nncore.analysis.findings import tests as ranks
from nncore.analysis.findings.scene import Scene, Setup, label, sentence
from nncore.analysis.quantities import QUANTITIES
from nncore.language import numbers
from nncore.language.wording import listed, plural

MANY = 4
_UNKNOWN = "too few"
_AGAINST = {
    "lower": "lower than",
    "higher": "higher than",
    "not clearly different": "not clearly different from",
}


def compare(scene: Scene, quantity: str, a: str | None = None, b: str | None = None) -> str:
    """Say whether the median of one set-up is lower or higher than another's."""
    one, other = scene.setup(a), scene.setup(b)
    left, right = one.sample(quantity), other.sample(quantity)
    for setup, found in ((one, left), (other, right)):
        if not len(found.values):
            return sentence(f"{_compared(setup, quantity)}: every seed diverged")
    told = _told(one, other, quantity)
    values = f"{one.median(quantity)}{one.phrase}", f"{other.median(quantity)}{other.phrase}"
    if told == _UNKNOWN:
        words = f"the median {label(quantity)} is {values[0]} and {values[1]}"
        return sentence(f"{words}; there are too few seeds to tell them apart")
    return sentence(
        f"the median {label(quantity)} is {values[0]}, {_AGAINST[told]} the {values[1]}"
    )


def _told(one: Setup, other: Setup, quantity: str) -> ranks.Order:
    """Return the order of two set-ups, none where their medians are written alike."""
    told = ranks.order(one.sample(quantity).values, other.sample(quantity).values)
    if told in ("lower", "higher") and one.median(quantity) == other.median(quantity):
        return "not clearly different"
    return told


def _compared(setup: Setup, quantity: str) -> str:
    return f"the {label(quantity)}{setup.phrase} cannot be compared"


def difference(scene: Scene, quantity: str, against: str) -> str:
    """Say by how many points, or per cent, the median differs from another set-up's."""
    one, other = scene.setup(), scene.setup(against)
    left, right = one.sample(quantity), other.sample(quantity)
    if not len(left.values) or not len(right.values):
        return sentence(f"{_compared(one, quantity)}: every seed diverged")
    told = _told(one, other, quantity)
    mine, theirs = left.quantile(0.5), right.quantile(0.5)
    if QUANTITIES[quantity].form == "share":
        size = f"{numbers.fixed(100 * abs(mine - theirs), 1)} points"
    else:
        size = numbers.percent(abs(mine - theirs) / max(abs(theirs), 1e-300))
    words = f"the median {label(quantity)} is {one.written(quantity, mine)}"
    if told in ("lower", "higher"):
        return sentence(f"{words}, {size} {told} than {other.that}")
    why = "there are too few seeds to tell it from" if told == _UNKNOWN else "it is not clearly "
    why = why if told == _UNKNOWN else f"{why}different from"
    return sentence(f"{words}; {why} the {other.written(quantity, theirs)}{other.phrase}")


def effects(scene: Scene, quantity: str, base: str, among: Sequence[str] | None = None) -> str:
    """Say which set-ups have a higher or lower median than a base, and which no clear one."""
    start = scene.setup(base)
    others = [each for each in scene.setups(among) if each.words != start.words]
    found = start.sample(quantity)
    if not len(found.values):
        return sentence(f"{_compared(start, quantity)}: every seed diverged")
    groups: dict[str, list[str]] = {"higher": [], "lower": [], "not clearly different": []}
    lost, unknown = [], []
    for each in others:
        sample = each.sample(quantity)
        words = f"{each.words} ({each.median(quantity)})"
        told = _told(each, start, quantity)
        if not len(sample.values):
            lost.append(each.words)
        elif told == _UNKNOWN:
            unknown.append(words)
        else:
            groups[told].append(words)
    parts = [f"{told} {_with(others)} {listed(words)}" for told, words in groups.items() if words]
    if lost:
        parts.append(f"without a value {_with(others)} {listed(lost)}, whose seeds all diverged")
    if unknown:
        parts.append(f"not to be told from so few seeds {_with(others)} {listed(unknown)}")
    head = f"against {start.words} ({start.median(quantity)}) the median {label(quantity)} is"
    *rest, last = parts
    comma = ", " if len(parts) == 2 else "; "
    return sentence(f"{head} {comma.join([*rest, f'and {last}' if rest else last])}")


def _with(setups: Sequence[Setup]) -> str:
    return setups[0].preposition


def ranking(scene: Scene, quantity: str, among: Sequence[str] | None = None) -> str:
    """Rank set-ups by their medians, and say whether seeds tell the best from the next."""
    setups = scene.setups(among)
    alive = [each for each in setups if len(each.sample(quantity).values)]
    if len(alive) < 2:
        return sentence(f"of {plural(len(setups), 'set-up')} too few have a finite result to rank")
    down = QUANTITIES[quantity].higher_is_better
    sign = -1 if down else 1
    ranked = sorted(alive, key=lambda each: sign * each.sample(quantity).quantile(0.5))
    first, second = ranked[:2]
    told = ranks.order(first.sample(quantity).values, second.sample(quantity).values)
    named = [f"{each.words} ({each.median(quantity)})" for each in ranked]
    clear = told in ("lower", "higher")
    words = f"by the median {label(quantity)} over {plural(first.n, 'seed')} {named[0]} "
    words += "is best" if clear else "comes first"
    words += f", before {listed(named[1:])}" if len(ranked) <= MANY else f", {named[-1]} comes last"
    if clear:
        return sentence(words)
    why = "too few seeds to tell" if told == _UNKNOWN else "the seeds do not clearly tell"
    return sentence(f"{words}; {why} {first.words} from {second.words}")


def spread(scene: Scene, quantity: str, a: str, b: str) -> str:
    """Say whether the seeds of one set-up lie closer together than those of another."""
    one, other = scene.setup(a), scene.setup(b)
    left, right = one.sample(quantity).values, other.sample(quantity).values
    if not len(left) or not len(right):
        return sentence(f"{_compared(one, quantity)}: every seed diverged")
    # The rank-sum test on distances from the median, after Brown and Forsythe.
    told = ranks.order(np.abs(left - np.median(left)), np.abs(right - np.median(right)))
    width = {"lower": "closer together", "higher": "farther apart"}.get(told, told)
    words = f"nine seeds in ten have a {label(quantity)} between {one.extent(quantity)}{one.phrase}"
    words += f" and between {other.extent(quantity)}{other.phrase}"
    if told == _UNKNOWN:
        return sentence(f"{words}; too few seeds to tell the spreads apart")
    if told == "not clearly different":
        return sentence(f"{words}: the spreads are not clearly different")
    return sentence(f"{words}: they lie {width}{one.phrase}")


def published_seed(scene: Scene, quantity: str, against: str, a: str | None = None) -> str:
    """Say whether the published seed ends lower or higher than that of another set-up."""
    one, other = scene.setup(a), scene.setup(against)
    mine, theirs = one.sample(quantity).first, other.sample(quantity).first
    if mine is None or theirs is None:
        lost = one if mine is None else other
        return sentence(f"the published seed{lost.phrase} diverged")
    left, right = one.written(quantity, mine), other.written(quantity, theirs)
    words = f"the published seed ends at a {label(quantity)} of {left}{one.phrase}"
    if left == right:
        return sentence(f"{words}, the same as {other.that}")
    told = "lower" if mine < theirs else "higher"
    return sentence(f"{words}, {told} than the {right}{other.phrase}")


def middle(scene: Scene, quantity: str) -> str:
    """Give the median over seeds and the range of nine in ten."""
    setup = scene.setup()
    if not len(setup.sample(quantity).values):
        return sentence(f"the {label(quantity)} has no value: every seed diverged")
    words = f"the {label(quantity)} is {setup.median(quantity)} in the median of"
    extent = setup.extent(quantity)
    return sentence(f"{words} {plural(setup.n, 'seed')}; nine in ten lie between {extent}")
