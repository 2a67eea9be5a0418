"""How many seeds reach a level, how soon, and with how small a network or change."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nncore.activations import Array
from nncore.report import numbers
from nncore.report.findings import ranks
from nncore.report.findings.scene import Scene, Setup, label, seeds, sentence, verb
from nncore.report.quantities import QUANTITIES
from nncore.report.verdicts import HIGH, LOW
from nncore.report.wording import listed, plural, setting, sizes, spelled_plural

RELIABLE = 0.99


class Goal(NamedTuple):
    """A level of a quantity: which values are there, and what it is in words."""

    quantity: str
    test: Callable[[Array], NDArray[np.bool_]]
    words: str
    verbs: tuple[str, str] = ("has", "have")

    def said(self, k: int) -> str:
        """Say what k seeds do: ``has a training loss of 0.01 or less``."""
        return f"{verb(k, *self.verbs)} {self.words}"

    def count(self, setup: Setup, epoch: int | None = None) -> int:
        """Return how many seeds are there."""
        where = {} if epoch is None else {"epoch": epoch}
        return int(self.test(setup.sample(self.quantity, **where).values).sum())


def _goal(
    scene: Scene,
    quantity: str,
    at_least: float | None = None,
    at_most: float | None = None,
    published: str | None = None,
    epoch: int | None = None,
) -> Goal:
    """Return the level that the options name: at least, at most, or as good as a printed number."""
    if [at_least, at_most, published].count(None) != 2:
        raise ValueError(f"{quantity}: one of at_least, at_most and published is needed")
    name = label(quantity)
    if published is not None:
        printed = scene.printed(quantity, published, epoch)
        up = QUANTITIES[quantity].higher_is_better
        low, high = printed.low, printed.high
        words = f"the published {name} of {printed.words} or {'more' if up else 'less'}"
        return Goal(quantity, (lambda x: x >= low) if up else (lambda x: x <= high), words)
    share = QUANTITIES[quantity].form == "share"
    level = at_most if at_least is None else at_least
    assert level is not None
    written = setting(100 * level) + f"{numbers.NARROW}%" if share else setting(level)
    words = f"a {name} of {written}"
    if at_most is not None:
        return Goal(quantity, lambda x: x <= at_most, f"{words} or less")
    if share and level == 1:
        which = "test" if quantity.startswith("test") else "training"
        return Goal(quantity, lambda x: x >= 1, f"every {which} sample right", ("gets", "get"))
    return Goal(quantity, lambda x: x >= level, f"{words} or more")


def reach(
    scene: Scene,
    quantity: str,
    *,
    epoch: int | None = None,
    among: Sequence[str] | None = None,
    at_least: float | None = None,
    at_most: float | None = None,
    published: str | None = None,
) -> str:
    """Say how many seeds of one or several set-ups reach a level, the first against the others."""
    goal = _goal(scene, quantity, at_least, at_most, published, epoch)
    first, *others = scene.setups(among) if among else [scene.setup()]
    count = goal.count(first, epoch)
    when = "" if epoch is None else f"after {plural(epoch, 'epoch')} "
    lost = first.sample(quantity).n_diverged
    counted = seeds(count, first.n) + (f" ({numbers.count(lost)} diverged)" if lost else "")
    words = f"{when}{counted}{first.phrase} {goal.said(count)}"
    groups: dict[str, list[str]] = {}
    names = {"higher": "more do", "lower": "fewer do", "too few": "too few seeds to tell it are"}
    for each in others:
        k = goal.count(each, epoch)
        told = ranks.order_of_counts(k, each.n, count, first.n)
        said = names.get(told, "not clearly more or fewer do")
        groups.setdefault(said, []).append(
            f"{each.words} ({numbers.count(k)} of {numbers.count(each.n)})"
        )
    parts = [f"{said} {others[0].preposition} {listed(names)}" for said, names in groups.items()]
    return sentence("; ".join((words, *parts)))


def overtakes(scene: Scene, quantity: str, of: str) -> str:
    """Say when the median of this study passes what another ends with, if it does."""
    one, other = scene.setup(), scene.setup(of)
    level = other.sample(quantity)
    if not len(level.values) or not len(one.sample(quantity).values):
        return sentence("every seed of one of the two diverged")
    middle = np.median(one.history(quantity), axis=0)
    bound = level.quantile(0.5)
    passed = middle > bound if QUANTITIES[quantity].higher_is_better else middle < bound
    length = plural(int(np.median(other.run.n_epochs)), "epoch")
    words = f"{other.words} ends at a median {label(quantity)} of "
    words += f"{other.written(quantity, bound)} after {length}"
    if not passed.any():
        end = one.written(quantity, float(middle[-1]))
        return sentence(f"{words}; this set-up does not pass that and ends at {end}")
    epoch = numbers.count(int(one.run.epochs[passed.argmax()]))
    return sentence(f"{words}; this set-up is past that by epoch {epoch}")


def smallest_network(scene: Scene, quantity: str, *, at_least: float, unseen: str = "") -> str:
    """Say which variant with the fewest parameters some, and most, seeds bring to a level.

    `unseen` is a quantity that is given besides for the smallest that most bring there.
    """
    goal = _goal(scene, quantity, at_least=at_least)
    found = sorted(scene.setups(), key=lambda each: each.run.architecture.n_params)
    some = next((each for each in found if goal.count(each)), None)
    most = next((each for each in found if 2 * goal.count(each) >= each.n), None)
    if some is None:
        words = f"none of {plural(len(found), 'network')} {goal.said(0)} from any of"
        return sentence(f"{words} {plural(found[0].n, 'seed')}")
    words = f"the smallest network that {goal.said(1)} from any seed is {_network(some, goal)}"
    if most is None:
        words += "; none does from half of them"
    elif most is some:
        words += "; no smaller one does from any seed"
    else:
        words += f"; the smallest that does from half of them is {_network(most, goal)}"
    if unseen:
        best = most or some
        words += f". The median {label(unseen)} of {best.words} is {best.median(unseen)}"
    return sentence(words)


def _network(setup: Setup, goal: Goal) -> str:
    n_params = plural(setup.run.architecture.n_params, "parameter")
    return f"{setup.words} with {n_params} ({seeds(goal.count(setup), setup.n)})"


def reliability(scene: Scene, quantity: str, *, at_least: float) -> str:
    """Say how many set-ups reach a level from nearly every seed, and from nearly none."""
    goal = _goal(scene, quantity, at_least=at_least)
    found = scene.setups()
    shares = {each.words: goal.count(each) / each.n for each in found}
    always = [each for each in found if shares[each.words] >= RELIABLE]
    never = sum(share <= 1 - RELIABLE for share in shares.values())
    words = (
        f"of {plural(len(found), 'set-up')} {numbers.count(len(always))} "
        f"{goal.said(len(always))} from at least "
        f"{numbers.percent(RELIABLE, digits=0)} of their seeds, {numbers.count(never)} from at "
        f"most {numbers.percent(1 - RELIABLE, digits=0)}"
    )
    return sentence(words) + _least_network(found, always, goal)


def _least_network(found: Sequence[Setup], always: Sequence[Setup], goal: Goal) -> str:
    """Say which is the smallest network among the reliable, and what smaller ones come to."""
    if not always:
        best = max(found, key=lambda each: goal.count(each) / each.n)
        return f" The most reliable is {best.words} ({seeds(goal.count(best), best.n)})."
    least = min((each.run.architecture for each in always), key=lambda a: a.n_params)
    words = f" The smallest network among those is {sizes(least.sizes)}"
    smaller = [each for each in found if each.run.architecture.n_params < least.n_params]
    if not smaller:
        return f"{words}, the smallest of all."
    best = max(smaller, key=lambda each: goal.count(each) / each.n)
    return (
        f"{words}; of smaller ones {best.words} comes nearest ({seeds(goal.count(best), best.n)})."
    )


def smallest_change(scene: Scene, quantity: str, *, published: str, beside: str = "") -> str:
    """Say which variant is the first to bring a seed, and most seeds, to a printed number.

    `beside` is a quantity printed with it, whose value at that change is compared as well.
    """
    goal = _goal(scene, quantity, published=published)
    found = scene.setups()
    some = next((each for each in found if goal.count(each)), None)
    changes = f"{spelled_plural(len(found), 'change')}"
    if some is None:
        any_seed = f"any of {plural(found[0].n, 'seed')}"
        return sentence(f"none of the {changes} brings {any_seed} to {goal.words}")
    count = seeds(goal.count(some), some.n)
    words = f"of {changes}, from small to large, {some.words} is the first that {goal.said(1)} "
    words += f"({count})"
    most = next((each for each in found if 2 * goal.count(each) >= each.n), None)
    if most is None:
        words += "; none brings half of the seeds there"
    elif most is not some:
        words += f", and {most.words} the first that does from half of the seeds "
        words += f"({seeds(goal.count(most), most.n)})"
    there = most or some
    return sentence(words) + (_beside(scene, beside, published, there) if beside else "")


def _beside(scene: Scene, quantity: str, published: str, setup: Setup) -> str:
    printed = scene.printed(quantity, published)
    found = setup.sample(quantity)
    low, high = found.quantile(LOW), found.quantile(HIGH)
    told = "within"
    if low > printed.high:
        told = "below"
    elif high < printed.low:
        told = "above"
    words = f"The {label(quantity)} there is {setup.median(quantity)} in the median; the"
    return f" {words} {printed.words} printed beside it lies {told} the range of nine seeds in ten."


def mistakes(scene: Scene, quantity: str, *, published: str) -> str:
    """Say how many of the samples a printed accuracy leaves wrong."""
    study = scene.setup().study
    rows = study.dataset.test if quantity.startswith("test") else study.dataset.train
    printed = scene.printed(quantity, published)
    n = rows.shape[1]
    wrong = round((1 - printed.value) * n)
    words = f"the published {printed.words}"
    if not printed.low <= 1 - wrong / n <= printed.high:
        return sentence(f"{words} is no whole number of {numbers.count(n)} samples")
    what = spelled_plural(wrong, "mistake")
    return sentence(f"{words} is {what} in {numbers.count(n)} samples")
